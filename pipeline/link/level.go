package link

import (
	"strings"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// levelReading: 销量达3.4万辆, 余额为5元, 由A增至B: the metric stands before the verb.
func levelReading(x *clause, g group, got *reading) bool {
	i := g.before
	for k := i; k > g.left && (x.c[k].kind == de || x.c[k].kind == time || x.c[k].is(adverb|expected|each)); k-- {
		if x.c[k-1].is(from | toLevel) {
			i = k - 1 // 由目前的1.3%, 降到去年的1.1%
		}
	}
	if k := x.fromWords(g); k >= g.left {
		i = k
	}
	if i < g.left || x.c[i].kind != plain || !x.c[i].is(level|toLevel|from) && !(i > g.left && (x.isOne(i, "在按") || x.isOne(i, "至到") && x.nounRight(g.last+1, g.hi) == g.last+1)) {
		return false
	}
	if x.c[i].is(from) && !x.towards(g.last) {
		return false
	}
	*got = reading{rule: "fact.metric-verb-value"}
	if x.c[i].is(from | toLevel) {
		got.rule = "fact.from-to"
	}
	for i-1 >= g.left && x.c[i-1].kind == plain && x.c[i-1].is(level|toLevel|from|rank) {
		i--
	}
	e := x.skipFillers(g.left, i-1) + 1
	// 增长率达到, 增速为; 下降到 has been read as one word.
	if e > g.left && x.c[e-1].kind == plain && x.c[e-1].is(rise|fall) && !x.c[e-1].is(noun) && x.r.entry(&x.c[e-1]).value != "than" {
		// 增长达5%: the verb still says that it is a change.
		got.change = changeOf(x.c[e-1].role)
		e = x.skipFillers(g.left, e-2) + 1
	}
	e = x.behindPhrase(g.left, e)
	s := x.metricLeft(g.left, e)
	if s < e && (x.ownSubject(s, e) || x.becomes(i) && counted(x.kindOf(g.first)) && x.nounRight(g.last+1, g.hi) > g.last+1) {
		s = e
	}
	if s == e && !x.c[i].is(level|toLevel|from) {
		return false
	}
	if m := &x.r.scene.measured; s < e && x.countedHolder(g, s, e) && x.sameUnit(m, g.first) && x.carry(metricLevel, got, m) {
		span := text.Span{Start: x.c[g.left-1].Start, End: x.c[e-1].End}
		got.carrier = subject{name: x.clean(span), mention: -1, class: true, known: true, origin: x.r.found(span)}
		got.rule = "fact.level-carried"
		return true
	}
	if s == e {
		if n := x.nounRight(g.last+1, g.hi); n > g.last+1 && !x.threshold(n-1) {
			start := g.last + 1
			if x.c[start].kind == de {
				start++
			}
			*got = reading{metric: x.phrase(start, n), start: start, end: n, rule: "fact.count-noun", counts: true}
			return n > start
		}
		if m := &x.r.scene.metric; x.topic(got) || x.sameUnit(m, g.first) && x.carry(metricLevel, got, m) || x.toldBefore(got, g.first) {
			got.rule = "fact.level-carried"
		}
		return true
	}
	got.metric, got.start, got.end = x.phrase(s, e), s, e
	got.counts = counted(x.kindOf(g.first))
	x.rates(got, g)
	x.ofQuantity(got, g)
	x.bareRate(got)
	return true
}

// fromWords gives the index of 由 or 从 before a value that words with 的 date or place: 从建国前的
// (1200万亩); -1 when there is none.
func (x *clause) fromWords(g group) int {
	if x.roles&from == 0 || g.first-1 < g.left || x.c[g.first-1].kind != de {
		return -1
	}
	for k := g.first - 2; k >= max(g.left, g.first-5); k-- {
		switch a := &x.c[k]; {
		case a.kind == time:
		case a.kind != plain:
			return -1
		case a.is(from):
			return k
		case a.is(predicate | act | newer):
			return -1
		}
	}
	return -1
}

// becomes tells whether 为 or 成 at i says what a thing is made into: 改建为(1座车间).
func (x *clause) becomes(i int) bool {
	if i == 0 || !x.isOne(i, "为成") {
		return false
	}
	a := &x.c[i-1]
	return a.kind == plain && a.pos == 'v' && a.is(act) && !a.is(noun)
}

// threshold tells whether the noun at i only says that a value is a mark to be passed: 万亿元大关.
func (x *clause) threshold(i int) bool {
	return x.r.has(&x.c[i], "大关") || x.r.has(&x.c[i], "关口")
}

// isOne tells whether the atom at i is one of some words of a single character.
func (x *clause) isOne(i int, words string) bool {
	return x.c[i].Len() == 1 && strings.ContainsRune(words, x.r.runes[x.c[i].Start])
}

// ofQuantity reads 前十大品牌的市场占有率: what is counted just before the metric holds
// it, when 的 stands between.
func (x *clause) ofQuantity(got *reading, g group) {
	if g.left == g.lo || !counted(x.kindOf(g.left-1)) && (x.c[g.left].kind != de || x.subjectEnd > 0) || x.object(got.start, g.left, act|newer|have) || x.kindOf(g.left-1) == record.QuantityOrdinal || got.start > x.trim(g.left, got.end) || g.left-2 >= g.lo && x.c[g.left-2].is(each) || x.r.runes[x.c[g.left-1].Start] == '每' {
		return
	}
	if x.partner(g) {
		return // 我国与14个成员国进出口
	}
	got.subject = subject{mention: -1, known: true}
	for k := got.end - 1; k > got.start; k-- {
		of := x.c[k].kind == de
		if of || counted(x.kindOf(g.left-1)) && x.r.isHolder(&x.c[k-1]) && x.measures(k, got.end) { // 7家公司净利润
			if x.ownClass(&x.c[k-1]) {
				got.subject, got.metric = subject{}, x.phrase(g.left-1, got.end)
				return // 十家客户贷款比例 is its own bank's
			}
			last := k
			if of {
				k++
			}
			span := text.Span{Start: x.c[g.left-1].Start, End: x.c[last-1].End}
			got.subject = subject{name: x.clean(span), mention: -1, class: true, known: true, origin: x.r.found(span)}
			got.start = k
			got.metric = x.phrase(k, got.end)
			if x.subjectEnd == 0 && x.heads(g.left-1) {
				x.r.take(got.subject, false)
			}
			return
		}
	}
}

// partner tells whether the quantity before the group counts those with whom something is
// done, behind 与 or 对.
func (x *clause) partner(g group) bool {
	for p := g.left - 2; p >= g.lo && p >= g.left-5; p-- {
		a := &x.c[p]
		switch {
		case a.kind == and && x.subjectEnd > 0 && x.subjectEnd <= p, a.kind == plain && x.r.has(a, "对"):
			return true
		case a.kind != entity && a.kind != plain || a.is(act|predicate):
			return false
		}
	}
	return false
}

// topic gives a reading the metric that the clause before was about, if no value has been
// told since.
func (x *clause) topic(got *reading) bool {
	t := &x.r.scene.topic
	if t.span.Len() == 0 || t.sentence != x.r.number {
		return false
	}
	return x.carry(metricTopic, got, &metric{text: x.clean(t.span), subject: t.subject, sentence: t.sentence, origin: t.origin})
}

// topicReading: 实习工资较高，每个月6600元: a value with nothing but a time beside it is of the metric
// that the clause before was about.
func topicReading(x *clause, g group, got *reading) bool {
	i := g.before
	if i >= g.left && x.c[i].is(expected) && x.heads(i) { // PMI终值55，预期56
		m := &x.r.scene.metric
		return m.sentence == x.r.number && x.sameUnit(m, g.first) && x.carry(metricLevel, got, m)
	}
	if i >= g.left && !x.recurs(i) || g.last+1 < g.hi {
		return false
	}
	return x.topic(got)
}

// toldBefore gives a level the metric of which the sentence has last told a value in the unit of the
// quantity at q: 总产量78万吨，单产每亩421公斤，稳定在75万吨以上.
func (x *clause) toldBefore(got *reading, q int) bool {
	for i := len(x.r.told) - 1; i >= 0; i-- {
		if p := &x.r.told[i]; p.kind == x.kindOf(q) && p.unit == x.quantityUnit(q) && !proportion(p.kind) {
			return x.carry(metricLevel, got, &metric{text: p.metric, subject: p.subject, sentence: x.r.number})
		}
	}
	return false
}

// countedHolder tells whether c[s:e] is the noun that the quantity before it counts, and
// nothing more: 91家公司 (超过70%).
func (x *clause) countedHolder(g group, s, e int) bool {
	return g.left > g.lo && s == g.left && counted(x.kindOf(g.left-1)) && x.r.isHolder(&x.c[e-1])
}
