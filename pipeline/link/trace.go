package link

import (
	"slices"

	"zhfacts/pipeline/text"
)

// Derivation says how a fact came about. The fact's Rule is the construct that found
// the metric.
type Derivation struct {
	Fact                                   Fact
	Subject, Metric, Period, Status, Basis Source
}

// Source is where a slot of a fact was said and how it came to the fact's clause. Spans
// are places of the normalised text.
type Source struct {
	Words  text.Span // that say it; empty when no words of the text do
	Clause text.Span // in which they stand
	Steps  []Step    // of carrying, in the order of the text
}

// Step is one use of a rule of carrying.
type Step struct {
	Carry *Carry
	By    text.Span // the words that point back, as 该公司; empty when none do
	To    text.Span // the clause, or for a whole sentence its span, in which it is then in force
}

// Explain links a document as Link does and says how each fact came about.
func (l *Linker) Explain(doc Document) []Derivation {
	r := l.reader(doc)
	r.trail = &trail{facts: map[int]Derivation{}}
	r.document()
	derived := make([]Derivation, len(r.facts))
	for i := range r.facts {
		derived[i] = r.trail.facts[r.facts[i].Quantity]
		derived[i].Fact = r.facts[i]
	}
	return derived
}

// trail keeps where the things in force were said. There is one only while a document is
// explained: without it every origin is 0.
type trail struct {
	points []waypoint
	facts  map[int]Derivation // by quantity
}

// origin is a place on the trail plus 1, 0 for none.
type origin int32

// waypoint is where something was said, or a step of its carrying.
type waypoint struct {
	before origin
	carry  carry // 0 where it was said
	words  text.Span
	clause text.Span
}

// found notes that words of the clause being read say something.
func (r *reader) found(words text.Span) origin {
	if r.trail == nil {
		return 0
	}
	r.trail.points = append(r.trail.points, waypoint{words: words, clause: r.x.span})
	return origin(len(r.trail.points))
}

// carried notes that what was said at o is in force in the clause or sentence to.
func (r *reader) carried(id carry, o origin, to text.Span) origin {
	return r.pointed(id, o, text.Span{}, to)
}

// pointed is carried, by words that point back.
func (r *reader) pointed(id carry, o origin, words, to text.Span) origin {
	if r.trail == nil {
		return 0
	}
	if o > 0 {
		if p := &r.trail.points[o-1]; p.carry == id && p.words == words && p.clause == to {
			return o // the same words, read once more
		}
	}
	r.trail.points = append(r.trail.points, waypoint{before: o, carry: id, words: words, clause: to})
	return origin(len(r.trail.points))
}

// reached notes that what was said at o is used in the clause being read, if it was not
// said or carried there already.
func (r *reader) reached(id carry, o origin) origin {
	if r.trail == nil || o == 0 {
		return 0
	}
	if p := r.trail.points[o-1]; p.clause.Contains(r.x.span) && p.clause.Start == r.x.span.Start {
		return o
	}
	return r.carried(id, o, r.x.span)
}

// source reads a trail back to where it begins.
func (r *reader) source(o origin) Source {
	var s Source
	for o > 0 {
		p := &r.trail.points[o-1]
		if p.carry == 0 {
			s.Words, s.Clause = p.words, p.clause
		} else {
			s.Steps = append(s.Steps, Step{Carry: &r.l.carries[p.carry], By: p.words, To: p.clause})
		}
		o = p.before
	}
	slices.Reverse(s.Steps)
	return s
}

// found is reader.found for the words c[s:e].
func (x *clause) found(s, e int) origin {
	if x.r.trail == nil || s >= e {
		return 0
	}
	return x.r.found(text.Span{Start: x.c[s].Start, End: x.c[e-1].End})
}

// metricOrigin is where the metric of a reading was said.
func (x *clause) metricOrigin(got *reading) origin {
	if got.carried {
		return got.origin
	}
	return x.found(got.start, got.end)
}

// derive keeps where the slots of a fact were said.
func (x *clause) derive(f *Fact, subj, metric, period, status, basis origin) {
	d := Derivation{Period: x.r.source(period), Status: x.r.source(status), Basis: x.r.source(basis)}
	if f.Subject != "" {
		d.Subject = x.r.source(subj)
	}
	if f.Metric != "" {
		d.Metric = x.r.source(metric)
	}
	x.r.trail.facts[f.Quantity] = d
}

// convert keeps that a fact has all from that of the quantity before it.
func (r *reader) convert(before int, f Fact) {
	if r.trail == nil {
		return
	}
	d := r.trail.facts[before]
	d.Metric.Steps = append(slices.Clip(d.Metric.Steps), Step{Carry: &r.l.carries[metricConversion], To: f.Clause})
	r.trail.facts[f.Quantity] = d
}

// Slot is what the slot of that name (subject, metric, period, status or basis) says, a
// period as FROM..TO, and where it came from.
func (d *Derivation) Slot(name string) (string, Source) {
	switch name {
	case "subject":
		return d.Fact.Subject, d.Subject
	case "metric":
		return d.Fact.Metric, d.Metric
	case "period":
		if d.Fact.From == "" {
			return "", d.Period
		}
		return d.Fact.From + ".." + d.Fact.To, d.Period
	case "status":
		return string(d.Fact.Status), d.Status
	case "basis":
		return string(d.Fact.Basis), d.Basis
	}
	return "", Source{}
}
