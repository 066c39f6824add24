package link

import (
	"zhfacts/pipeline/record"
)

// growthReading: 销量同比增长230%, 贷款增加3亿元, 由A下降B; the metric is what stands before the
// verb, or that of the clause before. 新增 counts as growth only behind a noun.
func growthReading(x *clause, g group, got *reading) bool {
	i := g.before
	if i < g.left || x.c[i].kind != plain {
		return false
	}
	v := &x.c[i]
	if !v.is(rise|fall|double|newer) || v.is(noun) {
		return false
	}
	if v.is(rise|fall) && x.r.entry(v).value == "than" && !x.comparedIn(g.lo, i) {
		return false
	}
	*got = reading{change: changeOf(v.role)}
	e := x.skipFillers(g.left, i-1) + 1
	if e-1 > g.left && x.c[e-1].kind == plain && x.c[e-1].is(level) { // 余额为年均增长
		e = x.skipFillers(g.left, e-2) + 1
	}
	e = x.behindPhrase(g.left, e)
	s := x.metricLeft(g.left, e)
	if s < e && (x.ownSubject(s, e) || v.is(newer) && s > g.left && x.c[s-1].is(preposition)) {
		s = e // 在厂区新建(1口水井)
	}
	n := g.last + 1
	if !proportion(x.kindOf(g.first)) {
		n = x.nounRight(n, g.hi)
	}
	if s < e && n == g.last+1 {
		got.metric, got.start, got.end = x.phrase(s, e), s, e
		got.counts = counted(x.kindOf(g.first))
		if x.r.entry(v).value == "price" && x.subjectEnd == 0 && x.r.scene.subject.mention >= 0 {
			// 沪锌跌2%: not what the company before has
			if h, _ := x.holder(s, e, true); !h.known && x.r.doc.Mentions[x.r.scene.subject.mention].Entity.Kind == record.EntityOrg {
				got.subject = subject{mention: -1, known: true}
			}
		}
		x.ofQuantity(got, g)
		x.bareRate(got)
		return true
	}
	if n > g.last+1 {
		got.metric, got.start, got.end = x.phrase(g.last+1, n), g.last+1, n
		if s < e {
			if h, at := x.holder(s, e, true); h.known && at == e {
				got.subject = h
			} else if !h.known && x.nouns(s, e) {
				got.subject = x.nounSubject(g, s, e) // 一期工程增加7亿公斤生产能力
			}
		}
		got.rule, got.counts = "fact.count-noun", true
		if v.is(newer) {
			got.change = ""
		}
		return true
	}
	if v.is(newer) && x.r.runes[v.Start] == '新' && !x.r.has(v, "新增") { // 新建1口用于酿造的取水井
		return false
	}
	if x.subjectEnd > 0 && x.r.entry(v).value == "price" {
		return true // 甲股份涨4%: the price of its own
	}
	if m := &x.r.scene.metric; x.topic(got) || (proportion(x.kindOf(g.first)) || x.sameUnit(m, g.first) || x.quantityUnit(g.first) == "位") && x.carry(metricGrowth, got, m) {
		got.rule = "fact.growth-carried"
	}
	if got.metric == "" && x.r.entry(v).value == "own" { // 户均增收4500元
		got.metric, got.start, got.end = x.phrase(i, i+1), i, i+1
	}
	return true
}

// signedReading: 营业收入同比+24.4%: the sign says which way.
func signedReading(x *clause, g group, got *reading) bool {
	i := g.before
	if i < g.left || !x.c[i].is(same) {
		return false
	}
	switch x.r.runes[x.c[g.first].Start] {
	case '+', '＋':
		got.change = record.ChangeIncrease
	case '-', '－', '−':
		got.change = record.ChangeDecrease
	default:
		return false
	}
	e := x.skipFillers(g.left, i) + 1
	if s := x.metricLeft(g.left, e); s < e && !x.ownSubject(s, e) {
		got.metric, got.start, got.end = x.phrase(s, e), s, e
	} else if x.carry(metricGrowth, got, &x.r.scene.metric) {
		got.rule = "fact.growth-carried"
	}
	return true
}

// comparedIn tells whether c[lo:hi] holds something compared with.
func (x *clause) comparedIn(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if x.c[i].compared {
			return true
		}
	}
	return false
}

func changeOf(r role) record.Change {
	switch {
	case r&fall != 0:
		return record.ChangeDecrease
	case r&double != 0:
		return record.ChangeDouble
	}
	return record.ChangeIncrease
}

// bareRate completes a metric that is nothing but 增速 with what was said before.
func (x *clause) bareRate(got *reading) {
	if m := &x.r.scene.metric; got.end == got.start+1 && x.c[got.start].is(rateUp|rateDown) && m.rate == 0 {
		x.carry(metricRate, got, m)
	}
}

// rates notes that the metric is itself a change: 增速, 降幅.
func (x *clause) rates(got *reading, g group) {
	if got.end == 0 || got.end > len(x.c) {
		return
	}
	last := &x.c[got.end-1]
	if !proportion(x.kindOf(g.first)) {
		return
	}
	switch {
	case last.is(rateUp):
		got.change, got.rate = record.ChangeIncrease, rateUp
	case last.is(rateDown):
		got.change, got.rate = record.ChangeDecrease, rateDown
	}
}

// rateReading: 需求量以每年15%的速度增长.
func rateReading(x *clause, g group, got *reading) bool {
	s := g.last + 1
	if s+2 >= g.hi || x.c[s].kind != de || !x.c[s+1].is(pace) {
		return false
	}
	k := s + 2
	for k < g.hi && x.c[k].kind == plain && (x.c[k].is(adverb) || x.c[k].pos == 'd') {
		k++
	}
	if k == g.hi || !x.c[k].is(rise|fall) {
		return false
	}
	e := g.first
	for e > g.left && !x.r.has(&x.c[e-1], "以") {
		e--
	}
	if e == g.left {
		return false
	}
	e = x.skipFillers(g.left, e-2) + 1
	*got = reading{change: changeOf(x.c[k].role)}
	if w := x.nounLeft(g.left, e); w < e {
		got.metric, got.start, got.end = x.phrase(w, e), w, e
	}
	return true
}

// growthNounReading: 主业实现30%的增长.
func growthNounReading(x *clause, g group, got *reading) bool {
	s := g.last + 1
	if s < g.hi && x.c[s].kind == de {
		s++
	}
	if s+1 != g.hi || !x.c[s].is(rise|fall) || x.r.entry(&x.c[s]).value == "than" {
		return false
	}
	i := g.before
	if i < g.left || x.c[i].kind != plain || !x.c[i].is(act|have|level) {
		return false
	}
	*got = reading{change: changeOf(x.c[s].role)}
	e := x.skipFillers(g.left, i-1) + 1
	if w := x.nounLeft(g.left, e); w < e && !x.ownSubject(w, e) {
		got.metric, got.start, got.end = x.phrase(w, e), w, e
	} else {
		x.carry(metricGrowth, got, &x.r.scene.metric)
	}
	return true
}
