package link

import (
	"strings"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// group is a quantity, or several side by side (44%、42%), in a piece of a clause.
type group struct {
	lo          int // start of the piece
	left        int // behind the quantity before, or lo
	first, last int // the quantities
	hi          int // end of the piece
}

// reading is what a construct makes of a group.
type reading struct {
	metric  string
	tail    string // of the metric, behind the words from start to end
	start   int    // the words of the metric in the clause: c[start:end]; equal when they are elsewhere
	end     int
	subject subject // when the construct says it; else that of the clause
	change  record.Change
	basis   string  // when the construct says it
	rate    role    // the metric is itself a change
	carried bool    // the metric and its subject are those said before
	carrier subject // of the carried metric
	rule    string
	status  role
	counts  bool // the metric is a thing counted, no measure that growth could be of
}

// construct is a way in which Chinese ties a quantity to what it measures.
type construct struct {
	rule string
	read func(x *clause, g group) (reading, bool)
}

// constructs are tried in this order; the first that fits reads the group.
var constructs = []construct{
	{"fact.rank", rankReading},
	{"fact.at-rate", rateReading},
	{"fact.growth-noun", growthNounReading},
	{"fact.growth", growthReading},
	{"fact.share", shareReading},
	{"fact.level", levelReading},
	{"fact.have", haveReading},
	{"fact.count-noun", countReading},
	{"fact.metric-value", valueReading},
	{"fact.act", actReading},
	{"fact.complement", complementReading},
	{"fact.same-unit", unitReading},
	{"fact.carried", carriedReading},
}

// state makes the facts of a group.
func (x *clause) state(g group) {
	if x.r.runes[x.c[g.first].Start] == '每' || g.first > 0 && x.c[g.first-1].is(each) && g.first-1 >= g.left && x.later(g.last+1) {
		return // the base of a ratio: 每10股派2元
	}
	var got reading
	for i := range constructs {
		if reading, ok := constructs[i].read(x, g); ok {
			got = reading
			if got.rule == "" {
				got.rule = constructs[i].rule
			}
			break
		}
	}
	if got.rule == "" {
		got = reading{rule: "fact.bare"}
	}
	subj := got.subject
	if !subj.known {
		subj = x.holderOf(&got, g)
	}
	if n := (g.last-g.first)/2 + 1; n > 1 {
		x.align(g, got, subj, n)
		return
	}
	x.add(g, g.first, got, subj)
}

// holderOf finds the subject of a reading: the holder that its metric begins
// with, the one at the head of the clause, the one in force.
func (x *clause) holderOf(got *reading, g group) subject {
	if got.carried {
		if x.subjectEnd > 0 && x.subjectEnd <= g.first && x.subject.known {
			return x.subject
		}
		return got.carrier
	}
	own := x.subjectEnd > 0 && x.subjectEnd <= g.first
	if got.end > got.start && got.start < g.first && !x.object(got.start, g.left) {
		s, at := x.holder(got.start, got.end, !got.counts)
		if !s.known && x.c[got.start].is(self|admin) { // a company or a place that cannot be told
			if k := x.trim(got.start+1, got.end); k < got.end && x.length(k, got.end) >= 2 && (x.c[got.start].is(admin) || !x.c[k].is(holder)) {
				got.start, got.metric = k, x.phrase(k, got.end)+got.tail
			}
		}
		class := s.class
		if s.known && at <= got.end && !(class && got.counts) {
			k := x.trim(at, got.end)
			if k < got.end && x.length(k, got.end) >= 2 {
				got.start = k
				got.metric = x.phrase(k, got.end) + got.tail
			} else {
				k = got.end
			}
			if (s.name != "" || !own && k < got.end) && (k < got.end || !class) {
				return s
			}
		}
	}
	if own {
		return x.subject
	}
	s := x.r.scene.subject
	switch {
	case s.class && (got.counts || x.verbFirst()):
		return x.r.scene.owner // a class or a list does not act on
	case s.mention >= 0 && x.verbFirst():
		switch x.r.doc.Mentions[s.mention].Entity.Kind {
		case record.EntityOrg, record.EntityPlace, record.EntityFacility:
		default:
			return nobody
		}
	}
	if got.counts && got.start > g.last && g.left == g.lo && x.heads(g.first) {
		return nobody // 15所学校入选: what is counted is the subject now
	}
	return s
}

// object tells whether the words that start at s are the object of a verb: what
// they begin with then modifies and holds nothing (引进X设备5台).
func (x *clause) object(s, left int) bool {
	v := s - 1
	for v >= left && x.c[v].kind == quote {
		v--
	}
	return v >= left && x.c[v].kind == plain && x.c[v].is(act|newer|have) && !x.c[v].is(noun) ||
		x.c[s].kind == quote && s+2 < len(x.c) && x.c[s+1].kind == entity && x.c[s+2].kind == quote
}

// verbFirst tells whether the clause begins with what somebody does, adverbs
// and times left out.
func (x *clause) verbFirst() bool {
	for i := range x.c {
		a := &x.c[i]
		if a.kind == time || a.kind == plain && (a.is(adverb|expected|target) || a.pos == 'd') {
			continue
		}
		return a.kind == plain && !a.is(noun) && (a.is(act|newer|have) || a.pos == 'v' && a.role == 0)
	}
	return false
}

// heads tells whether nothing but adverbs and times stands before the quantity.
func (x *clause) heads(q int) bool {
	for i := range q {
		a := &x.c[i]
		if !(a.kind == time || a.kind == quote || a.kind == plain && (a.is(adverb) || a.pos == 'd')) {
			return false
		}
	}
	return true
}

// add makes the fact of the quantity at q.
func (x *clause) add(g group, q int, got reading, subj subject) {
	x.fact(g, q, got, subj, x.periodFor(g, q))
}

func (x *clause) periodFor(g group, q int) period {
	return x.periodAt(g.lo, q)
}

func (x *clause) fact(g group, q int, got reading, subj subject, p period) {
	f := Fact{
		Quantity: int(x.c[q].m), Subject: subj.name, SubjectMention: -1, Metric: got.metric,
		TimeMention: -1, Change: got.change, Clause: x.span, Rule: got.rule,
	}
	if subj.mention >= 0 && subj.known {
		f.SubjectMention = int(subj.mention)
	}
	if p.mention > 0 {
		t := x.r.doc.Mentions[p.mention-1].Time
		f.From, f.To, f.TimeMention = t.From, t.To, int(p.mention)-1
	}
	if f.Change != "" && f.Change != record.ChangeRank {
		b := got.basis
		if b == "" {
			b = x.basis(g.left, q)
		}
		if b == "" {
			b = x.r.scene.basis
		}
		f.Basis = record.Basis(b)
	}
	f.Status = x.statusOf(g, q, got, p)
	x.r.facts = append(x.r.facts, f)
	if got.metric != "" && !got.counts && got.rule != "fact.rank" {
		if !got.carried || subj != got.carrier {
			m := metric{got.metric, subj, got.rate, x.kindOf(q), x.quantityUnit(q), x.r.number}
			if got.change != "" && got.rate == 0 {
				m.kind, m.unit = "", ""
			}
			x.r.scene.metric = m
		}
	} else if got.counts && got.metric != "" {
		x.r.scene.metric = metric{got.metric, subj, 0, x.kindOf(q), x.quantityUnit(q), x.r.number}
		if !got.carried {
			x.r.scene.counted = x.r.scene.metric
		}
	}
}

// statusOf tells whether the fact has come about, from the words before it.
func (x *clause) statusOf(g group, q int, got reading, p period) record.Status {
	for i := q - 1; i >= 0; i-- {
		a := &x.c[i]
		if a.kind != plain || !a.is(expected|target) || a.is(noun) {
			continue
		}
		if a.is(preposition) && a.Len() == 1 { // 将: only before the verb
			if i+1 < len(x.c) && !(x.c[i+1].kind == plain && x.c[i+1].is(predicate|act|newer)) {
				continue
			}
		}
		if a.is(target) {
			return record.StatusTarget
		}
		return record.StatusExpected
	}
	switch s := x.r.scene.status; {
	case s&target != 0:
		return record.StatusTarget
	case s&expected != 0:
		return record.StatusExpected
	}
	if got.change == "" && x.c[q].kind == quantity {
		for i := got.start; i < got.end; i++ {
			if x.c[i].is(capacity) {
				return record.StatusCapacity
			}
		}
		if q > 0 && x.c[q-1].is(capacity) {
			return record.StatusCapacity
		}
	}
	return record.StatusActual
}

// kindOf is the kind of the quantity at q.
func (x *clause) kindOf(q int) record.QuantityKind {
	return x.r.doc.Mentions[x.c[q].m].Quantity.Kind
}

// proportion tells whether a quantity is a part or a multiple of something and
// no amount.
func proportion(k record.QuantityKind) bool {
	switch k {
	case record.QuantityPercent, record.QuantityPercentagePoint, record.QuantityMultiple, record.QuantityFraction:
		return true
	}
	return false
}

// before gives the index of the last atom before the group that is more than a
// filler (分别, 约, 了), and g.left-1 when there is none.
func (x *clause) before(g group) int {
	i := g.first - 1
	for i >= g.left {
		a := &x.c[i]
		if a.kind == aside || a.kind == quote || a.kind == plain && a.is(adverb) && !a.is(noun) {
			i--
			continue
		}
		break
	}
	return i
}

// skipFillers gives the index of the last atom before i that is no adverb and no
// word of comparison: where the noun before a verb ends.
func (x *clause) skipFillers(left, i int) int {
	for i >= left {
		a := &x.c[i]
		if x.compare[i] || a.kind == time || a.kind == plain && a.is(from) && x.c[i+1].kind == time || a.kind == plain && (a.is(adverb|same|expected|target|each) && !a.is(noun|report) || a.pos == 'd' && a.role == 0) {
			i--
			continue
		}
		break
	}
	return i
}

// growthReading: 销量同比增长230%, 贷款增加3亿元, 由A下降B; the metric is what stands before the
// verb, or that of the clause before. 新增 counts as growth only behind a noun.
func growthReading(x *clause, g group) (reading, bool) {
	i := x.before(g)
	if i < g.left || x.c[i].kind != plain {
		return reading{}, false
	}
	v := &x.c[i]
	if !v.is(rise|fall|double|newer) || v.is(noun) {
		return reading{}, false
	}
	if v.is(rise|fall) && v.word.value == "than" && !x.comparedIn(g.lo, i) {
		return reading{}, false
	}
	got := reading{change: changeOf(v.role)}
	e := x.skipFillers(g.left, i-1) + 1
	if e-1 > g.left && x.c[e-1].kind == plain && x.c[e-1].is(level) { // 余额为年均增长
		e = x.skipFillers(g.left, e-2) + 1
	}
	s := x.nounLeft(g.left, e)
	if s < e && x.ownSubject(s, e) {
		s = e
	}
	n := g.last + 1
	if !proportion(x.kindOf(g.first)) {
		n = x.nounRight(n, g.hi)
	}
	if s < e && n == g.last+1 {
		got.metric, got.start, got.end = x.phrase(s, e), s, e
		got.counts = counted(x.kindOf(g.first))
		x.ofQuantity(&got, g)
		x.bareRate(&got)
		return got, true
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
		return got, true
	}
	if m := x.r.scene.metric; m.text != "" && (proportion(x.kindOf(g.first)) || x.sameUnit(m, g.first)) {
		got.metric, got.carried, got.carrier, got.rule = m.text, true, m.subject, "fact.growth-carried"
		return got, true
	}
	return got, true
}

// nounSubject is the noun phrase c[s:e] as a subject, with the number that it
// begins with.
func (x *clause) nounSubject(g group, s, e int) subject {
	span := text.Span{Start: x.c[s].Start, End: x.c[e-1].End}
	if s == g.left && s > g.lo && x.c[s-1].kind == quantity {
		span.Start = x.c[s-1].Start
	}
	return subject{name: x.clean(span), mention: -1, class: true, known: true}
}

// ownSubject tells whether c[s:e] is a holder and nothing more: no metric (青山市
// 增长5%).
func (x *clause) ownSubject(s, e int) bool {
	if s+1 != e || !x.holderAt(s) {
		return false
	}
	// 企业 and 学校 alone can be what is counted, 该企业 cannot.
	return !x.c[s].is(self) || strings.ContainsRune("该本全我", x.r.runes[x.c[s].Start])
}

// counted tells whether a quantity is a number of things.
func counted(k record.QuantityKind) bool {
	return k == record.QuantityCount || k == record.QuantityCardinal
}

// quantityUnit is the unit of the quantity at q.
func (x *clause) quantityUnit(q int) string { return x.r.doc.Mentions[x.c[q].m].Quantity.Unit }

// sameUnit tells whether the quantity at q can be of the metric by its unit. A
// metric of which only a change has been told has none yet: 指数跌0.81%报2765点.
func (x *clause) sameUnit(m metric, q int) bool {
	return m.kind == "" && m.sentence == x.r.number || m.kind == x.kindOf(q) && m.unit == x.quantityUnit(q)
}

// comparedIn tells whether c[lo:hi] holds something compared with.
func (x *clause) comparedIn(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if x.compare[i] {
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

// shareReading: 占总需求的40%; the metric is what it is a part of. With 占X的Y, Y behind
// the quantity, it is Y: 占75%的市场份额.
func shareReading(x *clause, g group) (reading, bool) {
	i := x.before(g)
	if i < g.left {
		return reading{}, false
	}
	if x.c[i].kind == plain && x.c[i].is(share) {
		if s := g.last + 1; s < g.hi && x.c[s].kind == de {
			if n := x.nounRight(s+1, g.hi); n > s+1 {
				got := reading{metric: x.phrase(s+1, n), start: s + 1, end: n, rule: "fact.share-noun"}
				e := x.skipFillers(g.left, i-1) + 1
				if w := x.nounLeft(g.left, e); w < e && g.left > g.lo && w == x.trim(g.left, e) {
					got.subject = subject{name: x.clean(text.Span{Start: x.c[g.left-1].Start, End: x.c[e-1].End}), mention: -1, known: true}
				}
				return got, true
			}
		}
		e := x.skipFillers(g.left, i-1) + 1
		s := x.nounLeft(g.left, e)
		if s < e && !x.ownSubject(s, e) {
			return reading{metric: x.phrase(s, e), start: s, end: e}, true
		}
		if m := x.r.scene.metric; m.text != "" {
			return reading{metric: m.text, carried: true, carrier: m.subject}, true
		}
		return reading{metric: x.r.text(x.c[i].Span)}, true
	}
	// 占 … 的? 40%
	e := i + 1
	if x.c[i].kind == de {
		e = i
	}
	if x.c[i].kind == plain && x.c[i].is(level) {
		return reading{}, false
	}
	for k := e - 1; k >= g.left; k-- {
		a := &x.c[k]
		if a.kind == plain && a.is(share) {
			m := x.phrase(k, e)
			if i := strings.Index(m, "占"); i > 0 {
				m = m[i:] // 约占
			}
			end := x.skipFillers(g.left, k-1) + 1
			s := x.nounLeft(g.left, end)
			if s < end && !x.ownSubject(s, end) {
				return reading{metric: x.phrase(s, end) + m, tail: m, start: s, end: end}, true
			}
			return reading{metric: m}, true
		}
		if a.kind == plain && a.role != 0 && !a.is(portion|number|noun|holder|scope|admin|self|adverb|act|newer|capacity|rateUp|rateDown|target|expected) {
			break
		}
	}
	return reading{}, false
}

// levelReading: 销量达3.4万辆, 余额为5元, 由A增至B: the metric stands before the verb.
func levelReading(x *clause, g group) (reading, bool) {
	i := x.before(g)
	for k := i; k > g.left && (x.c[k].kind == de || x.c[k].kind == time || x.c[k].is(adverb|expected|each)); k-- {
		if x.c[k-1].is(from) {
			i = k - 1 // 由目前的1.3%
		}
	}
	if i < g.left || x.c[i].kind != plain || !x.c[i].is(level|toLevel|from) && !(i > g.left && (x.r.has(&x.c[i], "在") || x.r.has(&x.c[i], "按"))) {
		return reading{}, false
	}
	if x.c[i].is(from) && !x.towards(g.last) {
		return reading{}, false
	}
	got := reading{rule: "fact.metric-verb-value"}
	if x.c[i].is(from | toLevel) {
		got.rule = "fact.from-to"
	}
	for i-1 >= g.left && x.c[i-1].kind == plain && x.c[i-1].is(level|toLevel|from|rank) {
		i--
	}
	e := x.skipFillers(g.left, i-1) + 1
	// 增长率达到, 增速为; 下降到 has been read as one word.
	if e > g.left && x.c[e-1].kind == plain && x.c[e-1].is(rise|fall) && !x.c[e-1].is(noun) && x.c[e-1].word.value == "" {
		// 增长达5%: the verb still says that it is a change.
		got.change = changeOf(x.c[e-1].role)
		e = x.skipFillers(g.left, e-2) + 1
	}
	s := x.nounLeft(g.left, e)
	if s < e && x.ownSubject(s, e) {
		s = e
	}
	if s == e && !x.c[i].is(level|toLevel|from) {
		return reading{}, false
	}
	if s == e {
		if n := x.nounRight(g.last+1, g.hi); n > g.last+1 {
			start := g.last + 1
			if x.c[start].kind == de {
				start++
			}
			return reading{metric: x.phrase(start, n), start: start, end: n, rule: "fact.count-noun", counts: true}, n > start
		}
		if m := x.r.scene.metric; m.text != "" && x.sameUnit(m, g.first) {
			got.metric, got.carried, got.carrier = m.text, true, m.subject
			got.rule = "fact.level-carried"
			return got, true
		}
		return got, true
	}
	got.metric, got.start, got.end = x.phrase(s, e), s, e
	got.counts = counted(x.kindOf(g.first))
	x.rates(&got, g)
	x.ofQuantity(&got, g)
	x.bareRate(&got)
	return got, true
}

// bareRate completes a metric that is nothing but 增速 with what was said before.
func (x *clause) bareRate(got *reading) {
	m := x.r.scene.metric
	if got.end != got.start+1 || !x.c[got.start].is(rateUp|rateDown) || m.text == "" || m.rate != 0 {
		return
	}
	got.metric, got.carried, got.carrier = m.text+got.metric, true, m.subject
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

// ofQuantity reads 前十大品牌的市场占有率: what is counted just before the metric holds
// it, when 的 stands between.
func (x *clause) ofQuantity(got *reading, g group) {
	if g.left == g.lo || x.kindOf(g.left-1) == record.QuantityOrdinal || got.start > x.trim(g.left, got.end) || g.left-2 >= g.lo && x.c[g.left-2].is(each) || x.r.runes[x.c[g.left-1].Start] == '每' {
		return
	}
	got.subject = subject{mention: -1, known: true}
	for k := got.end - 1; k > got.start; k-- {
		if x.c[k].kind == de {
			got.subject = subject{name: x.clean(text.Span{Start: x.c[g.left-1].Start, End: x.c[k-1].End}), mention: -1, known: true}
			got.start = k + 1
			got.metric = x.phrase(k+1, got.end)
			return
		}
	}
}

// haveReading: 拥有35个应用, 全国共有109家企业: what is counted stands behind.
func haveReading(x *clause, g group) (reading, bool) {
	i := x.before(g)
	if i < g.left || x.c[i].kind != plain || !x.c[i].is(have) {
		return reading{}, false
	}
	s := g.last + 1
	if s < g.hi && x.c[s].kind == de {
		s++
	}
	if n := x.nounRight(s, g.hi); n > s {
		return reading{metric: x.phrase(s, n), start: s, end: n, rule: "fact.count-noun", counts: true}, true
	}
	e := x.skipFillers(g.left, i-1) + 1
	if s := x.nounLeft(g.left, e); s < e && !x.ownSubject(s, e) {
		e = x.trimRight(s, e)
		return reading{metric: x.phrase(s, e), start: s, end: e, counts: counted(x.kindOf(g.first))}, e > s
	}
	return reading{}, false
}

// countReading: 35条创新措施, 200万元的贷款: what is counted stands behind the quantity.
func countReading(x *clause, g group) (reading, bool) {
	k := x.kindOf(g.first)
	s := g.last + 1
	if s >= g.hi {
		return reading{}, false
	}
	if x.c[s].kind == de {
		s++
	} else if proportion(k) && k != record.QuantityFraction {
		return reading{}, false
	}
	n := x.nounRight(s, g.hi)
	if n <= s {
		if u := x.unit(g.first); x.c[s-1].kind != de && (len([]rune(u)) > 1 || u == "人" || u == "户") && !x.metricBefore(g) {
			got := reading{metric: u, counts: true} // 9部门, 5万人被…
			if x.listBefore(g) {
				got.subject = subject{mention: -1, known: true}
			}
			if i := x.before(g); i >= g.left && u == "人" && (x.c[i].kind == entity || x.c[i].is(admin|scope)) {
				got.metric = x.r.text(x.c[i].Span) + u // 全村5000多人
			}
			return got, true
		}
		return reading{}, false
	}
	if a := &x.c[s]; len([]rune(x.unit(g.first))) > 1 && x.c[s-1].kind != de && a.kind == plain && (a.pos == 'v' || a.is(act)) && !a.is(noun) && !x.metricBefore(g) {
		return reading{metric: x.unit(g.first), counts: true}, true // 242万农村居民喝上…
	}
	if x.c[s-1].kind == de && x.metricBefore(g) || g.first > g.left && x.c[g.first-1].kind == de && !counted(k) && x.metricBefore(g) {
		return x.modifierReading(g, s, n)
	}
	if x.c[s].kind == entity && !counted(k) {
		got := reading{counts: true}
		got.subject, _ = x.entityHolder(s, n)
		return got, got.subject.known // 30万吨级X航道
	}
	rule := "fact.count-noun"
	if proportion(k) {
		rule = "fact.share-noun"
	}
	// A verb alone behind the quantity is no noun where one stands before it.
	if n == s+1 && x.c[s].kind == plain && x.c[s].pos == 'v' && !x.c[s].is(noun) || x.c[s].kind == plain && x.c[s].is(act) && !x.c[s].is(noun) && n == s+1 {
		if i := x.before(g); i >= g.left && x.nounLeft(g.left, i+1) <= i {
			return reading{}, false
		}
	}
	if n-1 > s && n < g.hi && x.c[n-1].is(noun|rateUp|rateDown) && x.c[n].kind == plain && x.c[n].is(level|rise|fall) && counted(k) && x.later(n) {
		n = x.trimRight(s, n-1) // 27只转债跌幅超2%
	}
	got := reading{metric: x.phrase(s, n), start: s, end: n, rule: rule, counts: !proportion(k)}
	if x.listBefore(g) {
		got.subject = subject{mention: -1, known: true} // 甲、乙等9家银行
	} else if e := x.before(g) + 1; counted(k) && x.metricBefore(g) {
		// 产业园一期12个项目: the noun before holds what is counted.
		if w := x.nounLeft(g.left, e); x.nouns(w, e) && !(w > g.left && x.c[w-1].kind == plain && x.c[w-1].is(preposition|act|newer)) {
			if h, at := x.holder(w, e, true); h.known && at <= e {
				got.subject = h
			} else if x.length(w, e) > 2 {
				got.subject = x.nounSubject(g, w, e)
			}
		}
	}
	return got, true
}

// listBefore tells whether the group counts the names before it: 甲、乙等9家银行.
func (x *clause) listBefore(g group) bool {
	i := x.before(g)
	return i > g.left && x.r.has(&x.c[i], "等")
}

// unitReading: 3111项成果，77项达到先进水平: of what was counted before in that unit.
func unitReading(x *clause, g group) (reading, bool) {
	m := x.r.scene.counted
	if m.text == "" || !counted(x.kindOf(g.first)) || !x.sameUnit(m, g.first) || x.before(g) >= g.left {
		return reading{}, false
	}
	return reading{metric: m.text, carried: true, carrier: m.subject, counts: true}, true
}

// unit is the unit of a count that no measure word has: a noun, or nothing.
func (x *clause) unit(q int) string {
	if !counted(x.kindOf(q)) {
		return ""
	}
	return x.quantityUnit(q)
}

// metricBefore tells whether a noun stands just before the group that can be a
// metric of its own.
func (x *clause) metricBefore(g group) bool {
	i := x.before(g)
	s := x.nounLeft(g.left, i+1)
	if i < g.left || x.c[i].kind != plain || x.c[i].is(self|admin|scope) || !x.c[i].is(noun|capacity) && (x.c[i].is(act|newer) || x.c[i].pos == 'v') {
		return false
	}
	return s <= i && !x.ownSubject(s, i+1) && !x.listBefore(g) && x.length(s, i+1) > 1
}

// modifierReading: 总投资3亿元的项目, 品位62%的产品: the metric stands before, its holder
// behind; and 以每年15%的速度增长, where the noun only says how fast.
func (x *clause) modifierReading(g group, s, n int) (reading, bool) {
	got, ok := valueReading(x, g)
	if !ok {
		return reading{}, false
	}
	got.rule = "fact.modifier"
	if s+1 == n && x.c[s].is(rateUp|rateDown) { // 经济年均7.8%的增速
		got.metric += x.r.text(x.c[s].Span)
		got.tail, got.change, got.rate = x.r.text(x.c[s].Span), record.ChangeIncrease, x.c[s].role&(rateUp|rateDown)
		if x.c[s].is(rateDown) {
			got.change = record.ChangeDecrease
		}
		return got, true
	}
	for k := got.end - 2; k > got.start; k-- { // only the noun itself: 批准价值3亿元的投资
		if a := &x.c[k]; a.kind == plain && !a.is(noun|capacity) && (a.is(act|newer) || a.pos == 'v') {
			got.start, got.metric = k+1, x.phrase(k+1, got.end)
			break
		}
	}
	for k := s; k < n; k++ {
		if x.c[k].kind == entity {
			got.subject, _ = x.entityHolder(k, n)
			break
		}
	}
	if !got.subject.known {
		got.subject = subject{mention: -1, known: true}
	}
	return got, true
}

// rateReading: 需求量以每年15%的速度增长.
func rateReading(x *clause, g group) (reading, bool) {
	s := g.last + 1
	if s+2 >= g.hi || x.c[s].kind != de || !proportion(x.kindOf(g.first)) {
		return reading{}, false
	}
	if !x.c[s+1].is(pace) {
		return reading{}, false
	}
	k := s + 2
	for k < g.hi && x.c[k].kind == plain && (x.c[k].is(adverb) || x.c[k].pos == 'd') {
		k++
	}
	if k == g.hi || !x.c[k].is(rise|fall) {
		return reading{}, false
	}
	e := g.first
	for e > g.left && !x.r.has(&x.c[e-1], "以") {
		e--
	}
	if e == g.left {
		return reading{}, false
	}
	e = x.skipFillers(g.left, e-2) + 1
	got := reading{change: changeOf(x.c[k].role)}
	if w := x.nounLeft(g.left, e); w < e {
		got.metric, got.start, got.end = x.phrase(w, e), w, e
	}
	return got, true
}

// growthNounReading: 主业实现30%的增长.
func growthNounReading(x *clause, g group) (reading, bool) {
	s := g.last + 1
	if s < g.hi && x.c[s].kind == de {
		s++
	}
	if s+1 != g.hi || !x.c[s].is(rise|fall) || x.c[s].word.value != "" || !proportion(x.kindOf(g.first)) {
		return reading{}, false
	}
	i := x.before(g)
	if i < g.left || x.c[i].kind != plain || !x.c[i].is(act|have|level) {
		return reading{}, false
	}
	got := reading{change: changeOf(x.c[s].role)}
	e := x.skipFillers(g.left, i-1) + 1
	if w := x.nounLeft(g.left, e); w < e && !x.ownSubject(w, e) {
		got.metric, got.start, got.end = x.phrase(w, e), w, e
	} else if m := x.r.scene.metric; m.text != "" {
		got.metric, got.carried, got.carrier = m.text, true, m.subject
	}
	return got, true
}

// valueReading: 市场份额26.8%, 工业企业4万余家, 完成投资3.1亿元: the metric stands just before.
func valueReading(x *clause, g group) (reading, bool) {
	i := x.before(g)
	e := i + 1
	if e <= g.left {
		return reading{}, false
	}
	if x.c[i].kind == de {
		e--
	}
	s := x.nounLeft(g.left, e)
	if s >= e || x.ownSubject(s, e) || x.listBefore(g) {
		return reading{}, false
	}
	got := reading{metric: x.phrase(s, e), start: s, end: e}
	if k := x.kindOf(g.first); !proportion(k) {
		// 增加粮食生产能力7.5亿公斤: the verb says that the amount is one of change.
		if v := s - 1; v >= g.left && x.c[v].kind == plain && x.c[v].is(rise|fall) && x.c[v].word.value == "" && !x.compare[v] {
			got.change = changeOf(x.c[v].role)
			got.rule = "fact.verb-object-value"
		} else if v >= g.left && x.c[v].kind == plain && x.c[v].is(act|newer|have) {
			got.rule = "fact.verb-object-value"
		}
		got.counts = counted(k)
	}
	x.rates(&got, g)
	x.ofQuantity(&got, g)
	x.bareRate(&got)
	return got, true
}

// actReading: 拨款100万元, 开行3005列: the verb alone says what is counted.
func actReading(x *clause, g group) (reading, bool) {
	i := x.before(g)
	if i < g.left || x.c[i].kind != plain || !x.c[i].is(act) || x.c[i].is(light) {
		return reading{}, false
	}
	return reading{metric: x.r.text(x.c[i].Span), start: i, end: i + 1}, true
}

// complementReading: 90%以上为发明专利, 50%销往X: the part is told from the rest by what is said
// of it.
func complementReading(x *clause, g group) (reading, bool) {
	s := g.last + 1
	if !proportion(x.kindOf(g.first)) || s >= g.hi || x.before(g) >= g.left {
		return reading{}, false
	}
	if x.c[s].kind == plain && (x.c[s].is(level) || x.r.has(&x.c[s], "为") || x.r.has(&x.c[s], "是")) {
		s++
	}
	n := s
	for n < g.hi && (x.c[n].kind == entity || x.c[n].kind == plain || x.c[n].kind == quote || x.c[n].kind == de) {
		n++
	}
	if n = x.trimRight(s, n); n <= s {
		return reading{}, false
	}
	return reading{metric: x.phrase(s, n)}, true
}

// carriedReading: a proportion with nothing beside it is of the metric before.
func carriedReading(x *clause, g group) (reading, bool) {
	m := x.r.scene.metric
	if i := x.before(g); i >= g.left && !(x.c[i].kind == time || x.c[i].kind == de || x.c[i].kind == plain && x.c[i].is(same|level|expected|holder)) {
		return reading{}, false
	}
	if m.text == "" || !proportion(x.kindOf(g.first)) || m.sentence != x.r.number {
		return reading{}, false
	}
	return reading{metric: m.text, carried: true, carrier: m.subject}, true
}

// rankReading: 稳居行业第一, 第二大股东, 居第三位.
func rankReading(x *clause, g group) (reading, bool) {
	if x.kindOf(g.first) != record.QuantityOrdinal {
		return reading{}, false
	}
	surface := x.r.text(x.c[g.first].Span)
	if !strings.HasPrefix(surface, "第") && !strings.HasPrefix(surface, "首") && !strings.HasPrefix(surface, "前") && !strings.HasSuffix(surface, "位") && !strings.HasSuffix(surface, "冠") && !strings.HasSuffix(surface, "名") {
		return reading{}, false
	}
	got := reading{change: record.ChangeRank}
	if w := x.r.l.words.find([]rune(x.quantityUnit(g.first))); w != nil && w.role&serial != 0 {
		got.change = ""
	}
	s := g.last + 1
	if n := x.nounRight(s, g.hi); n > s {
		got.metric, got.start, got.end, got.counts = x.phrase(s, n), s, n, true
		if x.c[s].kind == entity {
			got.metric, got.start, got.end = "", 0, 0
		}
		return got, true
	}
	e := x.before(g) + 1
	if e > g.left && x.c[e-1].kind == de {
		e--
	}
	// What is ranked stands before the verb, the field behind it (稳居行业第一) or
	// behind 在 before it (在全省名列第一).
	field := x.nounLeft(g.left, e)
	if field < e && !(x.ownSubject(field, e) && !x.c[field].is(scope)) {
		got.metric, got.start, got.end = x.phrase(field, e), field, e
	}
	if v := x.skipFillers(g.left, field-1); v >= g.left && x.c[v].kind == plain && x.c[v].is(rank|level|toLevel) {
		e = x.skipFillers(g.left, v-1) + 1
		n := x.nounLeft(g.left, e)
		for n < e && n-1 > g.left && x.r.has(&x.c[n-1], "在") {
			e = x.skipFillers(g.left, n-2) + 1
			n = x.nounLeft(g.left, e)
		}
		if n < e && !x.ownSubject(n, e) && x.c[e-1].kind == plain && !x.c[e-1].is(self|admin|scope) {
			got.metric, got.start, got.end = x.phrase(n, e), n, e
			return got, true
		}
		if m := x.r.scene.metric; m.text != "" && field == e {
			got.metric, got.carried, got.carrier = m.text, true, m.subject
			return got, true
		}
	}
	return got, true
}
