package rules

import (
	"cmp"
	"slices"

	"zhfacts/pipeline/record"
)

// resolveOrder is the partial order that `over` declares.
type resolveOrder struct {
	depth map[*Rule]int // longest chain of rules below
	over  map[*Rule]map[*Rule]bool
}

// Resolve settles overlaps among the candidates of a document and returns the
// mentions that are left, in text order.
//
// First a rule's candidates drop those of the rules it is declared `over` where
// they overlap, and what it `blocks` where that lies within them. Then, within each type, the longest wins, then the leftmost, then
// the smaller rule id; survivors are taken greedily.
func (s *Set) Resolve(candidates []Candidate, tracer Tracer) []Mention {
	cs := slices.Clone(candidates)
	slices.SortStableFunc(cs, byPlace)
	dropped := make([]bool, len(cs))
	s.dropDeclared(cs, dropped, tracer)
	byRank := make([]int, 0, len(cs))
	for i := range cs {
		if !dropped[i] && cs[i].Rule.Emits() {
			byRank = append(byRank, i)
		}
	}
	slices.SortStableFunc(byRank, func(i, j int) int {
		a, b := &cs[i], &cs[j]
		return cmp.Or(cmp.Compare(b.Span.Len(), a.Span.Len()), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Rule.ID, b.Rule.ID))
	})
	taken := make([]int8, len(cs)) // 1 taken
	for _, i := range byRank {
		if w := s.rival(cs, taken, i); w >= 0 {
			if tracer != nil {
				tracer.Beaten(&cs[i], &cs[w], why(&cs[i], &cs[w]))
			}
			continue
		}
		taken[i] = 1
	}
	var out []Mention
	for i := range cs {
		if taken[i] == 1 {
			out = append(out, mention(&cs[i]))
		}
	}
	return out
}

// byPlace orders by start, longer first, then rule id: the order in which the
// search for overlaps can stop early.
func byPlace(a, b Candidate) int {
	return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End), cmp.Compare(a.Rule.ID, b.Rule.ID))
}

// dropDeclared applies over and blocks. Candidates lie in text order and never
// cross a sentence, so only neighbours in the same sentence are looked at.
func (s *Set) dropDeclared(cs []Candidate, dropped []bool, tracer Tracer) {
	var active []int
	for i := range cs {
		if len(s.rank.over[cs[i].Rule]) > 0 || len(cs[i].Rule.blocks) > 0 {
			active = append(active, i)
		}
	}
	slices.SortStableFunc(active, func(i, j int) int { return cmp.Compare(s.rank.depth[cs[j].Rule], s.rank.depth[cs[i].Rule]) })
	for _, i := range active {
		if dropped[i] {
			continue
		}
		a := &cs[i]
		over := s.rank.over[a.Rule]
		neighbours(cs, i, func(j int) bool {
			b := &cs[j]
			if dropped[j] || !a.Span.Overlaps(b.Span) {
				return false
			}
			switch {
			case over[b.Rule]:
				dropped[j] = true
				if tracer != nil {
					tracer.Beaten(b, a, "over")
				}
			case a.Rule.blocksRule(b.Rule) && a.Span.Contains(b.Span):
				dropped[j] = true
				if tracer != nil {
					tracer.Beaten(b, a, "blocks")
				}
			}
			return false
		})
	}
}

// rival finds a taken candidate of the same type that overlaps the i-th.
func (s *Set) rival(cs []Candidate, taken []int8, i int) int {
	found := -1
	family := cs[i].Rule.Family()
	neighbours(cs, i, func(j int) bool {
		if taken[j] == 1 && cs[i].Span.Overlaps(cs[j].Span) && cs[j].Rule.Family() == family {
			found = j
			return true
		}
		return false
	})
	return found
}

// neighbours calls f for the other candidates of the i-th's sentence until
// it returns true.
func neighbours(cs []Candidate, i int, f func(j int) bool) {
	for j := i - 1; j >= 0 && cs[j].Sentence == cs[i].Sentence; j-- {
		if f(j) {
			return
		}
	}
	for j := i + 1; j < len(cs) && cs[j].Sentence == cs[i].Sentence && cs[j].Span.Start < cs[i].Span.End; j++ {
		if f(j) {
			return
		}
	}
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

// blocksRule tells whether r declares to block other.
func (r *Rule) blocksRule(other *Rule) bool {
	for _, b := range r.blocks {
		if b == other.ID || len(other.ID) > len(b) && other.ID[:len(b)] == b && other.ID[len(b)] == '.' {
			return r != other
		}
	}
	return false
}

func mention(c *Candidate) Mention {
	m := Mention{Type: typeOf(c.Rule.Family()), Span: c.Span, Sentence: c.Sentence, Rule: c.Rule}
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
