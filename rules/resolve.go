package rules

import (
	"cmp"
	"slices"

	"zhfacts/pipeline/record"
)

// ruleSet is a set of rules, a bit for each by its index.
type ruleSet []uint64

// newRuleSet has room for one rule more, which is in no set: that of Set.Outside.
func newRuleSet(rules int) ruleSet { return make(ruleSet, (rules+64)/64) }

func (s ruleSet) add(r *Rule)      { s[r.index>>6] |= 1 << (r.index & 63) }
func (s ruleSet) has(r *Rule) bool { return s != nil && s[r.index>>6]&(1<<(r.index&63)) != 0 }

// Resolve settles overlaps among the candidates of a document and returns the
// mentions that are left, in text order. Candidates of different sentences never
// overlap.
//
// First a rule's candidates drop those of the rules it is declared `over` where
// they overlap, and what it `blocks` where that lies within them. Then, within
// each type, the longest wins, then the leftmost, then the smaller rule id;
// survivors are taken greedily.
func (s *Set) Resolve(candidates []Candidate, tracer Tracer) []Mention {
	r, _ := s.resolvers.Get().(*resolver)
	if r == nil {
		r = new(resolver)
	}
	defer s.resolvers.Put(r)
	r.reset(candidates, tracer)
	cs := r.cs
	if !slices.IsSortedFunc(cs, bySentence) {
		slices.SortStableFunc(cs, bySentence)
	}
	mentions := 0
	for from := 0; from < len(cs); {
		to := from
		for to < len(cs) && cs[to].Sentence == cs[from].Sentence {
			to++
		}
		slices.SortStableFunc(cs[from:to], byPlace)
		r.dropDeclared(from, to)
		mentions += r.take(from, to)
		from = to
	}
	out := make([]Mention, 0, mentions)
	for i := range cs {
		if r.taken[i] {
			out = append(out, mention(&cs[i]))
		}
	}
	clear(r.cs) // keeps nothing of the document
	r.tracer = nil
	return out
}

func bySentence(a, b Candidate) int { return a.Sentence - b.Sentence }

// byPlace orders those of a sentence by start, longer first, then rule id: the order
// in which the search for overlaps can stop early. Two matches of one rule over the
// same span stay as they were found: what was tried from further left (不超过
// before 超过) comes first, and wins.
func byPlace(a, b Candidate) int {
	switch {
	case a.Span.Start != b.Span.Start:
		return int(a.Span.Start - b.Span.Start)
	case a.Span.End != b.Span.End:
		return int(b.Span.End - a.Span.End)
	}
	return int(a.Rule.rank - b.Rule.rank)
}

// resolver settles the overlaps of one sentence after the other.
type resolver struct {
	cs             []Candidate // by place
	dropped, taken []bool
	order          []int // of the candidates at hand; kept for the next document, as all of it is
	tracer         Tracer
}

func (r *resolver) reset(candidates []Candidate, tracer Tracer) {
	n := len(candidates)
	r.cs = append(r.cs[:0], candidates...)
	r.dropped, r.taken = slices.Grow(r.dropped[:0], n)[:n], slices.Grow(r.taken[:0], n)[:n]
	clear(r.dropped)
	clear(r.taken)
	r.tracer = tracer
}

func (r *resolver) beaten(loser, winner int, why string) {
	if r.tracer != nil {
		r.tracer.Beaten(&r.cs[loser], &r.cs[winner], why)
	}
}

// dropDeclared applies over and blocks to a sentence. What is over the most goes
// first, so that what it drops drops nothing.
func (r *resolver) dropDeclared(from, to int) {
	r.order = r.order[:0]
	for i := from; i < to; i++ {
		if rule := r.cs[i].Rule; rule.overs != nil || rule.blocked != nil {
			r.order = append(r.order, i)
		}
	}
	slices.SortStableFunc(r.order, func(i, j int) int { return cmp.Compare(r.cs[j].Rule.depth, r.cs[i].Rule.depth) })
	for _, i := range r.order {
		if r.dropped[i] {
			continue
		}
		a := &r.cs[i]
		for j := from; j < to && r.cs[j].Span.Start < a.Span.End; j++ {
			b := &r.cs[j]
			if j == i || r.dropped[j] || b.Span.End <= a.Span.Start {
				continue
			}
			switch {
			case a.Rule.overs.has(b.Rule):
				r.dropped[j] = true
				r.beaten(j, i, "over")
			case a.Rule.blocked.has(b.Rule) && a.Span.Contains(b.Span):
				r.dropped[j] = true
				r.beaten(j, i, "blocks")
			}
		}
	}
}

// take takes the survivors of a sentence greedily and returns how many.
func (r *resolver) take(from, to int) int {
	r.order = r.order[:0]
	for i := from; i < to; i++ {
		if !r.dropped[i] && r.cs[i].Rule.emits {
			r.order = append(r.order, i)
		}
	}
	slices.SortFunc(r.order, func(i, j int) int {
		return cmp.Or(r.cs[j].Span.Len()-r.cs[i].Span.Len(), i-j)
	})
	n := 0
	for _, i := range r.order {
		if rival := r.rival(i, from, to); rival >= 0 {
			r.beaten(i, rival, why(&r.cs[i], &r.cs[rival]))
			continue
		}
		r.taken[i] = true
		n++
	}
	return n
}

// rival finds a taken candidate of the same type that overlaps the i-th; -1
// when there is none.
func (r *resolver) rival(i, from, to int) int {
	a := &r.cs[i]
	for j := from; j < to && r.cs[j].Span.Start < a.Span.End; j++ {
		if r.taken[j] && r.cs[j].Span.End > a.Span.Start && r.cs[j].Rule.family == a.Rule.family {
			return j
		}
	}
	return -1
}

func why(loser, winner *Candidate) string {
	switch {
	case winner.Span.Len() > loser.Span.Len():
		return "longer"
	case winner.Span.Start < loser.Span.Start:
		return "leftmost"
	}
	return "id"
}

func mention(c *Candidate) Mention {
	m := Mention{Type: record.Type(c.Rule.family), Span: c.Span, Sentence: c.Sentence, Rule: c.Rule}
	switch m.Type {
	case record.TypeQuantity:
		m.Quantity = c.Value.(*Quantity)
	case record.TypeTime:
		m.Time = c.Value.(*Time)
	case record.TypeEntity:
		m.Entity = c.Value.(*Entity)
	}
	return m
}
