package link

import (
	"strings"

	"zhfacts/pipeline/record"
)

// rankReading: 稳居行业第一, 第二大股东, 居第三位.
func rankReading(x *clause, g group, got *reading) bool {
	surface := x.r.text(x.c[g.first].Span)
	if !strings.HasPrefix(surface, "第") && !strings.HasPrefix(surface, "首") && !strings.HasPrefix(surface, "前") && !strings.HasSuffix(surface, "位") && !strings.HasSuffix(surface, "冠") && !strings.HasSuffix(surface, "名") {
		return false
	}
	*got = reading{change: record.ChangeRank}
	if x.r.l.words.roles([]rune(x.quantityUnit(g.first)))&serial != 0 {
		got.change = ""
	}
	s := g.last + 1
	if x.describes(g.last) { // 名列第一的青山市
		got.subject, _ = x.entityHolder(s+1, g.hi)
		if m := &x.r.scene.metric; got.subject.known && x.roles&rank != 0 {
			got.metric, got.origin = m.text, x.r.carried(metricRank, m.origin, x.span)
			if !x.r.on(metricRank) {
				got.metric = ""
			}
		}
		return true
	}
	if n := x.nounRight(s, g.hi); n > s {
		for k := s + 1; k < n; k++ {
			if x.c[k].kind == entity && x.c[k-1].kind == plain && x.c[k-1].pos == 'n' && x.c[k-1].Len() > 1 { // 第一大贸易伙伴东盟
				n = k
			}
		}
		got.metric, got.start, got.end, got.counts = x.phrase(s, n), s, n, true
		if x.c[s].kind == entity {
			got.metric, got.start, got.end = "", 0, 0
		}
		return true
	}
	e := g.before + 1
	if e > g.left && x.c[e-1].kind == de {
		e--
	}
	// What is ranked stands before the verb, the field behind it (稳居行业第一) or
	// behind 在 before it (在全省名列第一).
	field := x.nounLeft(g.left, e)
	within := field+1 == e && x.c[field].is(scope|admin) // 居全省第二
	if field < e && !within && !x.ownSubject(field, e) {
		got.metric, got.start, got.end = x.phrase(field, e), field, e
	}
	bare := field == e || within
	if v := x.skipFillers(g.left, field-1); v >= g.left && x.c[v].kind == plain && x.c[v].is(rank|level|toLevel) {
		e = x.skipFillers(g.left, v-1) + 1
		n := x.nounLeft(g.left, e)
		for n < e && n-1 > g.left && x.r.has(&x.c[n-1], "在") {
			e = x.skipFillers(g.left, n-2) + 1
			n = x.nounLeft(g.left, e)
		}
		if n < e && !x.ownSubject(n, e) && x.c[e-1].kind == plain && !x.c[e-1].is(self|admin|scope) {
			got.metric, got.start, got.end = x.phrase(n, e), n, e
			return true
		}
		if bare && x.c[v].is(rank) {
			x.carry(metricRank, got, &x.r.scene.metric)
		}
	}
	if end := x.skipFillers(g.left, field-1) + 1; within && got.metric == "" {
		if n := x.nounLeft(g.left, end); n < end && !x.ownSubject(n, end) { // 制造业规模连续多年全球第一
			got.metric, got.start, got.end = x.phrase(n, end), n, end
		}
	}
	return true
}
