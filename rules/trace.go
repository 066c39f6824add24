package rules

import (
	"fmt"

	"zhfacts/pipeline/text"
)

// Tracer is told how a result came about. It is for people who ask why; without one,
// matching keeps nothing for explaining.
type Tracer interface {
	// Asleep: the sentence lacks something that the rule needs.
	Asleep(r *Rule, sentence int)
	// Failed: the rule matched over span and then what was wanted next, an
	// item, piece, guard or value, did not hold.
	Failed(r *Rule, span text.Span, wanted string)
	// Computed: an operation of the rule's value gave v.
	Computed(r *Rule, op *Op, v Value, err error)
	// Matched: the rule matched.
	Matched(r *Rule, span text.Span, groups []Group, v Value)
	// Beaten: loser was dropped for winner when overlaps were settled; why is
	// over, blocks, longer, leftmost or id.
	Beaten(loser, winner *Candidate, why string)
}

// Group is a name of a pattern with what it matched.
type Group struct {
	Name  string
	Span  text.Span
	Value Value
	Entry string // the lexicon and line of an entry: unit.tsv:12
}

func (m *matcher) groups(r *Rule) []Group {
	var out []Group
	for i, g := range r.groups {
		b := &m.bind[i]
		if !b.set {
			continue
		}
		a := m.arg(b)
		grp := Group{Name: g.name, Span: m.s.span(b.start, b.end), Value: a.Value}
		if a.Entry != nil {
			grp.Entry = fmt.Sprintf("%s:%d", a.Entry.File, a.Entry.Line)
		}
		out = append(out, grp)
	}
	return out
}
