package link

import "zhfacts/pipeline/record"

// statusOf tells whether the fact of the quantity at q has come about, from the words
// before it, and where that is said.
func (x *clause) statusOf(q int, got *reading, p period) (record.Status, origin) {
	first := 0
	if x.roles&(expected|target) == 0 {
		first = q // nothing to be found
	}
	for i := q - 1; i >= first; i-- {
		a := &x.c[i]
		if a.kind != plain || !a.is(expected|target) || a.is(noun) || i > 0 && x.c[i-1].is(share) { // 占计划投资的82%
			continue
		}
		if i+1 < len(x.c) && (x.r.has(&x.c[i+1], "了") || x.c[i+1].kind == de) {
			continue // 确保了安全 has come about, 完成计划的89% has so far
		}
		if a.is(preposition) && a.Len() == 1 { // 将: only before the verb
			if i+1 < len(x.c) && !x.verbAt(i+1) {
				continue
			}
		}
		if a.is(target) {
			return record.StatusTarget, x.found(i, i+1)
		}
		return record.StatusExpected, x.found(i, i+1)
	}
	switch s := x.r.scene.status; {
	case s&target != 0:
		return record.StatusTarget, x.r.reached(statusSentence, x.r.scene.statusFrom)
	case s&expected != 0:
		return record.StatusExpected, x.r.reached(statusSentence, x.r.scene.statusFrom)
	}
	if got.change == "" && x.roles&capacity != 0 {
		for i := got.start; i < got.end; i++ {
			if x.c[i].is(capacity) {
				return record.StatusCapacity, x.found(i, i+1)
			}
		}
		if q > 0 && x.c[q-1].is(capacity) {
			return record.StatusCapacity, x.found(q-1, q)
		}
	}
	for i := q - 1; x.r.already && i >= 0 && x.c[i].kind != quantity; i-- {
		if a := &x.c[i]; a.kind == plain && x.r.runes[a.Start] == '已' {
			return record.StatusActual, 0 // 已有3400家企业报名
		}
	}
	if date := x.r.doc.Date; p.mention > 0 && len(date) >= 4 {
		from := x.r.doc.Mentions[p.mention-1].Time.From
		if n := min(len(date), len(from)); from[:n] > date[:n] {
			return record.StatusTarget, p.origin // 到2030年: still to come when it was written
		}
	}
	return record.StatusActual, 0
}

// verbAt tells whether a verb that takes a quantity stands at i, or behind adverbs and what is
// compared with: 将较去年增加12%.
func (x *clause) verbAt(i int) bool {
	for k := i; i < len(x.c) && k < min(len(x.c), i+5) && x.c[i].is(preposition) && x.c[k].kind != quantity; k++ { // 将在服务区新增
		if a := &x.c[k]; k > i && a.kind == plain && a.is(act|newer|rise|fall) && !a.is(noun) {
			return true
		}
	}
	for i < len(x.c) && (x.c[i].compared || x.c[i].kind == plain && x.c[i].is(adverb|same) && !x.c[i].is(act)) {
		i++
	}
	return i < len(x.c) && x.c[i].kind == plain && (x.c[i].is(predicate|act|newer) || x.c[i].pos == 'v' && x.c[i].role == 0)
}
