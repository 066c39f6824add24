package link

import (
	"strings"
	"unicode"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// nounSubject is the noun phrase c[s:e] as a subject, with the number that it
// begins with.
func (x *clause) nounSubject(g group, s, e int) subject {
	span := text.Span{Start: x.c[s].Start, End: x.c[e-1].End}
	if s == g.left && s > g.lo && x.c[s-1].kind == quantity {
		span.Start = x.c[s-1].Start
	}
	return subject{name: x.clean(span), mention: -1, class: true, known: true, origin: x.r.found(span)}
}

// counted tells whether a quantity is a number of things.
func counted(k record.QuantityKind) bool {
	return k == record.QuantityCount || k == record.QuantityCardinal
}

// quantityUnit is the unit of the quantity at q.
func (x *clause) quantityUnit(q int) string { return x.r.doc.Mentions[x.c[q].m].Quantity.Unit }

// sameUnit tells whether the quantity at q can be of the metric by its unit. A
// metric of which only a change has been told has none yet: 指数跌0.81%报2765点.
func (x *clause) sameUnit(m *metric, q int) bool {
	return m.kind == "" && m.sentence == x.r.number || m.kind == x.kindOf(q) && m.unit == x.quantityUnit(q)
}

// haveReading: 拥有35个应用, 全国共有109家企业: what is counted stands behind.
func haveReading(x *clause, g group, got *reading) bool {
	i := g.before
	if i < g.left || x.c[i].kind != plain || !x.c[i].is(have) {
		return false
	}
	s := g.last + 1
	if s < g.hi && x.c[s].kind == de {
		s++
	}
	if n := x.nounRight(s, g.hi); n > s {
		*got = reading{metric: x.phrase(s, n), start: s, end: n, rule: "fact.count-noun", counts: true}
		return true
	}
	e := x.skipFillers(g.left, i-1) + 1
	if s := x.nounLeft(g.left, e); s < e && !x.ownSubject(s, e) {
		e = x.trimRight(s, e)
		*got = reading{metric: x.phrase(s, e), start: s, end: e, counts: counted(x.kindOf(g.first))}
		return e > s
	}
	if x.c[i].Len() > 1 && x.r.runes[x.c[i].Start] == '持' { // 现持有2745万股
		*got = reading{metric: x.phrase(i, i+1), start: i, end: i + 1}
		return true
	}
	return false
}

// countReading: 35条创新措施, 200万元的贷款: what is counted stands behind the quantity.
func countReading(x *clause, g group, got *reading) bool {
	k := x.kindOf(g.first)
	s := g.last + 1
	if s >= g.hi || k == record.QuantityMeasure && g.before >= g.left && x.isOne(g.before, "长宽高深厚") {
		return false
	}
	if x.c[s].kind == de {
		s++
	} else if proportion(k) && k != record.QuantityFraction && !(x.c[s].is(portion) && !x.measuresBefore(g)) {
		return false
	}
	if s >= g.hi {
		return false
	}
	if a := &x.c[s]; a.kind == plain && x.r.entry(a).value == "vote" && counted(k) && (s+1 == g.hi || x.c[s+1].kind != plain || x.c[s+1].pos == 'v') {
		*got = reading{metric: x.phrase(s, s+1), start: s, end: s + 1, counts: true} // 9票赞成
		return true
	}
	n := x.nounRight(s, g.hi)
	if !x.words(s, n) || n == s+1 && n < g.hi && x.c[s].kind == plain && x.c[s].pos == 'a' && x.c[s].role == 0 && x.acting(n) && !x.goesOn(n+1, g.hi) {
		n = s // nothing but marks, or an adverb: 47家正式投产
	}
	if n <= s && counted(k) && x.measureWord(g.first) {
		if m := x.modified(s, g.hi); m > s {
			*got = reading{metric: x.phrase(m, g.hi), start: m, end: g.hi, rule: "fact.count-noun", counts: true}
			return true
		}
	}
	if !counted(k) && n > s && x.c[s-1].kind != de && x.c[s].kind == plain && x.c[s].is(act|rank|report) && x.metricBefore(g) {
		return false // 中央投资93亿元支持生态建设
	}
	if n <= s {
		if u := x.unit(g.first); x.c[s-1].kind != de && (len([]rune(u)) > 1 || u == "人" || u == "户") && !x.metricBefore(g) {
			*got = reading{metric: u, counts: true} // 9部门, 5万人被…
			if x.namesBefore(g) {
				got.subject = subject{mention: -1, known: true}
			}
			if i := g.before; i >= g.left && u == "人" && (x.c[i].kind == entity || x.c[i].is(admin|scope)) {
				got.metric = x.r.text(x.c[i].Span) + u // 全村5000多人
			}
			return true
		}
		return false
	}
	if a := &x.c[s]; len([]rune(x.unit(g.first))) > 1 && x.c[s-1].kind != de && a.kind == plain && (a.pos == 'v' || a.is(act) || len([]rune(x.unit(g.first))) > 2) && !a.is(noun) && !x.metricBefore(g) {
		*got = reading{metric: x.unit(g.first), counts: true} // 242万农村居民喝上…
		return true
	}
	if x.c[s-1].kind == de && x.metricBefore(g) && (!proportion(k) || x.measuresBefore(g)) || g.first > g.left && x.c[g.first-1].kind == de && !counted(k) && x.metricBefore(g) {
		return x.modifierReading(g, got, s, n)
	}
	if x.c[s].kind == entity && !counted(k) {
		*got = reading{counts: true}
		got.subject, _ = x.entityHolder(s, n)
		return got.subject.known // 30万吨级X航道
	}
	rule := "fact.count-noun"
	if proportion(k) {
		rule = "fact.share-noun"
	}
	// A verb alone behind the quantity is no noun where one stands before it.
	if n == s+1 && x.c[s].kind == plain && x.c[s].pos == 'v' && !x.c[s].is(noun) || x.c[s].kind == plain && x.c[s].is(act) && !x.c[s].is(noun) && n == s+1 {
		if i := g.before; i >= g.left {
			if w := x.nounLeft(g.left, i+1); w <= i && !x.ownSubject(w, i+1) {
				return false
			}
		}
	}
	v := x.fillersEnd(n, g.hi)
	stated := v < g.hi && (x.c[v].kind == quantity || x.c[v].kind == plain && x.c[v].is(level|rise|fall)) && counted(k) && x.later(v)
	if u := x.unit(g.first); stated && n-1 == s && x.c[s].is(noun|rateUp|rateDown) && !x.serial(g.first) && u != "" && x.c[s-1].kind != de {
		*got = reading{metric: u, counts: true} // 中亚五国进出口3316.9亿元
		return true
	}
	if stated && n-1 > s && x.measures(n-1, n) {
		end := x.trimRight(s, n-1) // 27只转债跌幅超2%
		for k := s; k < end; k++ { // 7家公司营业收入超10亿元
			if x.r.isHolder(&x.c[k]) {
				end = k + 1
				break
			}
		}
		n = end
	}
	*got = reading{metric: x.phrase(s, n), start: s, end: n, rule: rule, counts: !proportion(k)}
	if x.namesBefore(g) {
		got.subject = subject{mention: -1, known: true} // 甲、乙等9家银行
	} else if e := g.before + 1; counted(k) && !x.grade(g.first) && x.metricBefore(g) {
		// 产业园一期12个项目: the noun before holds what is counted.
		if w := x.nounLeft(g.left, e); x.nouns(w, e) && !(w > g.left && x.c[w-1].kind == plain && x.c[w-1].is(preposition|act|newer)) {
			if h, at := x.holder(w, e, true); h.known && at <= e {
				got.subject = h
			} else if x.length(w, e) > 2 {
				got.subject = x.nounSubject(g, w, e)
			}
		}
	}
	return true
}

// acting tells whether the word at i is a verb.
func (x *clause) acting(i int) bool {
	a := &x.c[i]
	return a.kind == plain && !a.is(noun) && (a.is(act|newer|predicate) || a.pos == 'v')
}

// words tells whether c[s:e] holds more than marks and gaps.
func (x *clause) words(s, e int) bool {
	for i := s; i < e; i++ {
		if a := &x.c[i]; a.kind != quote && a.kind != de && !unicode.IsSpace(x.r.runes[a.End-1]) {
			return true
		}
	}
	return false
}

// measureWord tells whether the unit of a count is a measure word and not itself what is
// counted: 个, not 人 or 部门.
func (x *clause) measureWord(q int) bool {
	rs := []rune(x.unit(q))
	return len(rs) == 1 && !strings.ContainsRune("人户国省市县州村乡镇方党", rs[0])
}

// modified gives the start of the noun that ends the piece, behind the 的 of a relative clause
// that begins with a verb at s: 1口用于酿造的取水井; s when there is none.
func (x *clause) modified(s, hi int) int {
	if s >= hi {
		return s
	}
	a := &x.c[s]
	if a.kind != plain || a.is(noun|predicate|plan) || !(a.is(act|preposition) || a.pos == 'v' || a.pos == 'p') {
		return s
	}
	found := s
	for k := hi - 1; k > s; k-- {
		switch {
		case x.c[k].kind == de:
			if found == s {
				if !x.nouns(k+1, hi) || x.nounRight(k+1, hi) != hi {
					return s
				}
				found = k + 1
			}
		case x.c[k].kind == quantity, x.c[k].is(level | adverb), x.c[k].pos == 'd':
			return s
		}
	}
	return found
}

// measuresBefore tells whether the noun just before the group measures something:
// 增速30%的企业, but not 全村85%的农户.
func (x *clause) measuresBefore(g group) bool {
	e := g.before + 1
	return x.measures(x.nounLeft(g.left, e), e)
}

// fillersEnd is the first of c[i:hi] that is no adverb and no word of comparison.
func (x *clause) fillersEnd(i, hi int) int {
	for i < hi && x.c[i].kind == plain && x.c[i].is(adverb|same) {
		i++
	}
	return i
}

// listBefore tells whether the group counts the names before it: 甲、乙等9家银行.
func (x *clause) listBefore(g group) bool {
	i := g.before
	return i > g.left && x.r.has(&x.c[i], "等")
}

// namesBefore tells whether they are names, and whoever has them no subject: not 推进创新等14条措施.
func (x *clause) namesBefore(g group) bool {
	i := g.before
	return x.listBefore(g) && x.c[i-1].kind != plain
}

// unitReading: 3111项成果，77项达到先进水平: of what was counted before in that unit.
func unitReading(x *clause, g group, got *reading) bool {
	m := &x.r.scene.counted
	if !x.sameUnit(m, g.first) {
		return false
	}
	if i := g.before; i >= g.left && !(x.c[i].kind == plain && !x.c[i].is(noun) && (x.c[i].is(have|light) && x.heads(i))) { // 其中有77项, 实现5万条
		return false
	}
	got.counts = true
	return x.carry(metricCounted, got, m)
}

// unit is the unit of a count that no measure word has: a noun, or nothing.
func (x *clause) unit(q int) string {
	if !counted(x.kindOf(q)) {
		return ""
	}
	return x.quantityUnit(q)
}
