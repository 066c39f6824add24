package link

import (
	"fmt"
	"strings"

	"zhfacts/dict"
	"zhfacts/pipeline/record"
)

// carry names a rule of carrying: how what a quantity leaves out comes to it from
// where it was said. The lexicon carry holds the rules, with what each is for.
type carry uint8

const (
	subjectClause carry = iota + 1
	subjectSemicolon
	subjectSentence
	subjectOwner
	subjectMetric
	subjectCompany
	subjectMainCompany
	subjectDivision
	subjectRow
	periodClause
	periodSentence
	periodHeading
	periodRow
	metricGrowth
	metricLevel
	metricShare
	metricRank
	metricRate
	metricAlone
	metricCounted
	metricRow
	metricConversion
	metricTopic
	statusSentence
	basisClause
	carries // how many there are, and the zero carry, which is none
)

// carryNames are the names in the lexicon.
var carryNames = [carries]string{
	subjectClause: "subject-clause", subjectSemicolon: "subject-semicolon", subjectSentence: "subject-sentence",
	subjectOwner: "subject-owner", subjectMetric: "subject-metric", subjectCompany: "subject-company",
	subjectMainCompany: "subject-main-company", subjectDivision: "subject-division", subjectRow: "subject-row",
	periodClause: "period-clause", periodSentence: "period-sentence", periodHeading: "period-heading", periodRow: "period-row",
	metricGrowth: "metric-growth", metricLevel: "metric-level", metricShare: "metric-share", metricRank: "metric-rank",
	metricRate: "metric-rate", metricAlone: "metric-alone", metricCounted: "metric-counted", metricRow: "metric-row", metricConversion: "metric-conversion", metricTopic: "metric-topic",
	statusSentence: "status-sentence", basisClause: "basis-clause",
}

// Carry is a rule of carrying.
type Carry struct {
	Name string
	Slot string // subject, period, metric, status or basis
	Doc  string
	File string // where the lexicon has it
	Line int

	on    bool
	kinds map[record.EntityKind]bool // that it carries; nil for all
	none  bool                       // it carries the nation and the world, which have no mention
}

// newCarries reads the rules of carrying. All must be there: one that shall not hold
// is turned off.
func newCarries(lexicons *dict.Set) (*[carries]Carry, error) {
	lex, ok := lexicons.Lexicon("carry")
	if !ok {
		return nil, fmt.Errorf("linking needs the lexicon carry: put carry.tsv back into the folder of the lexicons")
	}
	var all [carries]Carry
	known := map[string]bool{}
	for id := carry(1); id < carries; id++ {
		known[carryNames[id]] = true
		es := lex.Find(carryNames[id])
		if len(es) == 0 {
			return nil, fmt.Errorf("the lexicon carry lacks the rule %s: give it a row, with `no` in the column on if it shall not hold", carryNames[id])
		}
		e := es[0]
		c := Carry{Name: e.Word, Slot: e.Field("slot"), Doc: e.Field("what"), File: e.File, Line: e.Line, on: e.Field("on") == "yes", none: true}
		if kinds := e.Field("kinds"); kinds != "" {
			c.kinds, c.none = map[record.EntityKind]bool{}, false
			for kind := range strings.SplitSeq(kinds, ",") {
				switch k := record.EntityKind(kind); {
				case kind == "nation":
					c.none = true
				case k.Valid():
					c.kinds[k] = true
				default:
					return nil, fmt.Errorf("%s:%d: there is no kind of subject %q: write nation or kinds of entities with commas between", e.File, e.Line, kind)
				}
			}
		}
		all[id] = c
	}
	for _, e := range lex.Entries() {
		if !known[e.Word] {
			return nil, fmt.Errorf("%s:%d: linking has no rule of carrying %q", e.File, e.Line, e.Word)
		}
	}
	return &all, nil
}

// on tells whether a rule of carrying holds.
func (r *reader) on(id carry) bool { return r.l.carries[id].on }

// takes tells whether a rule of carrying holds for a subject of its kind.
func (r *reader) takes(id carry, s subject) bool {
	c := &r.l.carries[id]
	switch {
	case !c.on:
		return false
	case s.mention < 0:
		return c.none
	}
	return c.kinds == nil || c.kinds[r.doc.Mentions[s.mention].Entity.Kind]
}

// carry gives a reading the metric that was said before, with its subject; false when
// there is none or the rule does not hold.
func (x *clause) carry(id carry, got *reading, m *metric) bool {
	if m.text == "" || !x.r.on(id) {
		return false
	}
	got.metric, got.carried, got.carrier, got.under = m.text+got.metric, true, m.subject, m.under
	got.origin = x.r.carried(id, m.origin, x.span)
	if id == metricLevel || id == metricAlone { // a growth rate stays one
		switch m.rate {
		case rateUp:
			got.change = record.ChangeIncrease
		case rateDown:
			got.change = record.ChangeDecrease
		}
	}
	return true
}

// Carries are the rules of carrying, those that are turned off included.
func (l *Linker) Carries() []*Carry {
	var all []*Carry
	for id := carry(1); id < carries; id++ {
		all = append(all, &l.carries[id])
	}
	return all
}

// Carry is the rule of carrying of a name, nil when there is none.
func (l *Linker) Carry(name string) *Carry {
	for id := carry(1); id < carries; id++ {
		if carryNames[id] == name {
			return &l.carries[id]
		}
	}
	return nil
}

// On tells whether the rule holds.
func (c *Carry) On() bool { return c.on }
