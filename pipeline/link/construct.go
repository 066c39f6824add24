package link

import (
	"fmt"
	"strings"

	"zhfacts/pipeline/record"
)

// group is a quantity, or several side by side (44%、42%), in a piece of a clause.
type group struct {
	lo          int // start of the piece
	left        int // behind the quantity before, or lo
	first, last int // the quantities
	hi          int // end of the piece
	before      int // the last atom before the group that is more than a filler (分别, 约, 了, 每股), left-1 when there is none
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
	under   subject // that was in force when the carried metric was said
	origin  origin  // of the carried metric
	rule    string  // when it is not the construct's own name
	counts  bool    // the metric is a thing counted, no measure that growth could be of
}

// construct is a way in which Chinese ties a quantity to what it measures.
type construct struct {
	rule  string
	of    func(record.QuantityKind) bool              // the quantities that it reads; nil for all
	needs role                                        // it reads no clause without a word of one of these roles; 0 for any clause
	read  func(x *clause, g group, got *reading) bool // gets the zero reading, and fills it if it fits
}

// constructs are tried in this order; the first that fits reads the group.
var constructs = []construct{
	{"fact.rank", ordinal, 0, rankReading},
	{"fact.at-rate", proportion, pace, rateReading},
	{"fact.growth-noun", proportion, rise | fall, growthNounReading},
	{"fact.growth", nil, rise | fall | double | newer, growthReading},
	{"fact.growth", proportion, same, signedReading},
	{"fact.share", nil, share, shareReading},
	{"fact.level", nil, 0, levelReading},
	{"fact.have", nil, have, haveReading},
	{"fact.count-noun", nil, 0, countReading},
	{"fact.metric-value", nil, 0, valueReading},
	{"fact.act", nil, 0, actReading},
	{"fact.complement", proportion, 0, complementReading},
	{"fact.same-unit", counted, 0, unitReading},
	{"fact.carried", proportion, 0, carriedReading},
	{"fact.topic", nil, 0, topicReading},
}

// state makes the facts of a group.
func (x *clause) state(g group) {
	if x.article(g.first) {
		return
	}
	if x.r.runes[x.c[g.first].Start] == '每' || g.first-1 >= g.left && x.perEach(g.first-1) && x.later(g.last+1) {
		return // the base of a ratio: 每10股派2元
	}
	got := x.construe(g)
	subj := got.subject
	if !subj.known {
		subj = x.holderOf(got, g)
	}
	if got.metric == "" && subj.name == "" && x.kindOf(g.first) == record.QuantityCardinal {
		return // a bare number in a table
	}
	if n := (g.last-g.first)/2 + 1; n > 1 {
		x.align(g, got, subj, n)
		return
	}
	x.fact(g, g.first, got, subj, x.periodAt(g.lo, g.first))
}

// construe reads a group by the first construct that fits. The reading is good until the next
// group is read.
func (x *clause) construe(g group) *reading {
	kind, got := x.kindOf(g.first), &x.r.got
	for i := range constructs {
		c := &constructs[i]
		if c.needs != 0 && x.roles&c.needs == 0 || c.of != nil && !c.of(kind) {
			continue
		}
		if *got = (reading{}); c.read(x, g, got) {
			if got.rule == "" {
				got.rule = c.rule
			}
			return got
		}
	}
	*got = reading{rule: "fact.bare"}
	return got
}

// recurs tells whether the atom at i is a time that recurs: 每天.
func (x *clause) recurs(i int) bool {
	return x.c[i].kind == time && x.r.doc.Mentions[x.c[i].m].Time.Kind == record.TimeSet
}

// perEach tells whether the word at i asks for a number behind it: 每, not 每股.
func (x *clause) perEach(i int) bool {
	if !x.c[i].is(each) {
		return false
	}
	last := x.r.runes[x.c[i].End-1]
	return last == '每' || last == '一'
}

// article tells whether the quantity at q is a mere article: 一个, 一批.
func (x *clause) article(q int) bool {
	a := &x.c[q]
	return a.Len() == 2 && x.r.runes[a.Start] == '一' && counted(x.kindOf(q))
}

// holderOf finds the subject of a reading: the holder that its metric begins
// with, the one at the head of the clause, the one in force.
func (x *clause) holderOf(got *reading, g group) subject {
	if got.carried {
		if x.subjectEnd > 0 && x.subjectEnd <= g.first && x.subject.known {
			return x.subject
		}
		if s := x.r.scene.subject; s.known && got.under.known && !s.same(got.under) && x.r.taken { // 产量最快的甲县，增速为5%
			s.origin = x.r.reached(subjectClause, s.origin)
			return s
		}
		if s := got.carrier; x.r.on(subjectMetric) {
			if s.known {
				s.origin = x.r.carried(subjectMetric, s.origin, x.span)
			}
			return s
		}
	}
	own := x.subjectEnd > 0 && x.subjectEnd <= g.first
	if k := got.start - 1; got.end > got.start && k >= g.left && x.c[k].kind == and && x.c[k+1].kind == entity && x.subjectless(k) {
		got.start, got.metric = k, x.phrase(k, got.end)+got.tail // 与东盟进出口
	} else if got.end > got.start && got.start < g.first && !x.c[got.start].is(preposition) && !(got.start > g.left && x.isOne(got.start-1, "沿向给被往替")) && !x.object(got.start, g.left, act|newer|have) {
		s, at := x.holder(got.start, got.end, !got.counts)
		if s.known {
			if k := x.made(at, got.end); k > at {
				s, at = x.entityHolder(k, got.end)
			}
		}
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
	case s.class && (got.counts || x.verbFirst() && !x.object(got.start, 0, light)):
		s = x.r.scene.owner // a class or a list does not act on
		s.origin = x.r.carried(subjectOwner, s.origin, x.span)
		return s
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
	s.origin = x.r.reached(subjectClause, s.origin)
	return s
}

// object tells whether the words that start at s are the object of a verb with
// one of the roles: what they begin with then modifies and holds nothing (引进X
// 设备5台).
func (x *clause) object(s, left int, verb role) bool {
	v := s - 1
	for v >= left && x.c[v].kind == quote {
		v--
	}
	return v >= left && x.c[v].kind == plain && x.c[v].is(verb) && !x.c[v].is(noun) ||
		verb != light && x.c[s].kind == quote && s+2 < len(x.c) && x.c[s+1].kind == entity && x.c[s+2].kind == quote
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

// fact makes the fact of the quantity at q.
func (x *clause) fact(g group, q int, got *reading, subj subject, p period) {
	if got.change == "" && x.r.runes[x.c[q].End-1] == '番' {
		got.change = record.ChangeDouble // 股价几乎翻番
	}
	var status, basis origin
	x.r.facts = append(x.r.facts, Fact{
		Quantity: int(x.c[q].m), Subject: subj.name, SubjectMention: -1, Metric: got.metric,
		TimeMention: -1, Change: got.change, Clause: x.span, Rule: got.rule,
	})
	f := &x.r.facts[len(x.r.facts)-1]
	if subj.mention >= 0 && subj.known {
		f.SubjectMention = int(subj.mention)
	}
	if p.mention > 0 {
		t := x.r.doc.Mentions[p.mention-1].Time
		f.From, f.To, f.TimeMention = t.From, t.To, int(p.mention)-1
		if p.year > 0 {
			f.From, f.To = fmt.Sprintf("%04d-01-01", p.year), fmt.Sprintf("%04d-12-31", p.year)
		}
	}
	if f.Change != "" && f.Change != record.ChangeRank {
		b, o := got.basis, origin(0)
		if b == "" {
			b, o = x.basis(g.left, q)
		}
		if b == "" && got.carried && g.left > 0 {
			b, o = x.basis(0, g.left) // 较上年分别上涨3%、下跌5%
		}
		if b == "" {
			b, o = x.r.scene.basis, x.r.reached(basisClause, x.r.scene.basisFrom)
		}
		f.Basis, basis = record.Basis(b), o
	}
	f.Status, status = x.statusOf(q, got, p)
	x.r.scene.topic = topic{}
	if x.r.trail != nil {
		x.derive(f, subj.origin, x.metricOrigin(got), p.origin, status, basis)
	}
	if got.metric != "" && !got.carried && got.change == "" && got.rule != "fact.aligned" && got.rule != "fact.rank" {
		x.r.told = append(x.r.told, told{pair{subj, got.metric}, x.kindOf(q), x.quantityUnit(q)})
	}
	if got.metric != "" && !got.counts && got.rule != "fact.rank" {
		if m := &x.r.scene.metric; !got.carried || !subj.same(got.carrier) || got.rule == "fact.from-to" || m.text != got.metric && got.rate == 0 {
			*m = metric{got.metric, subj, x.r.scene.subject, got.rate, x.kindOf(q), x.quantityUnit(q), x.r.number, x.metricOrigin(got)}
			if got.change != "" && got.rate == 0 {
				m.kind, m.unit = "", ""
			}
			x.r.scene.measured = *m
		}
	} else if got.counts && got.metric != "" {
		x.r.scene.metric = metric{got.metric, subj, x.r.scene.subject, 0, x.kindOf(q), x.quantityUnit(q), x.r.number, x.metricOrigin(got)}
		if !got.carried {
			x.r.scene.counted = x.r.scene.metric
		}
	}
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

// ordinal tells whether a quantity is a place in an order.
func ordinal(k record.QuantityKind) bool { return k == record.QuantityOrdinal }

// before gives the group's before.
func (x *clause) before(g group) int {
	i := g.first - 1
	if i > g.left && (x.c[i].is(each) && !x.perEach(i) || x.recurs(i)) {
		i-- // 价格不低于每股4元, 能力为每天100万桶
		if i > g.left && x.perEach(i) {
			i-- // 每 and 市斤 are two words
		}
	}
	for i >= g.left {
		a := &x.c[i]
		if a.kind == aside || a.kind == quote || a.kind == plain && a.is(adverb|currency) && !a.is(noun) || a.kind == quantity && x.r.has(a, "首次") {
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
		if x.c[i].compared || a.kind == time || a.kind == quantity && x.r.has(a, "首次") || i > left && x.c[i-1].kind == time && x.r.has(a, "起") || i > left && a.kind == plain && a.Len() == 1 && strings.ContainsRune("年月日", x.r.runes[a.Start]) || a.kind == pause && x.c[i+1].is(same) || a.kind == plain && (a.is(from) || x.r.has(a, "在")) && x.c[i+1].kind == time || i > left && a.kind == plain && (x.r.has(a, "最高") || x.r.has(a, "最低")) || a.kind == plain && (a.is(adverb|same|expected|target|each) && !a.is(noun|report) || a.pos == 'd' && a.role == 0) {
			i--
			continue
		}
		break
	}
	return i
}
