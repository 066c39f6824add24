package record

import (
	"cmp"
	"slices"
)

// Sort puts each slice into the order of the source: by start, at the same
// start the longer first; facts in the order of their quantities. It counts
// the records into the document.
func (s *Set) Sort() {
	slices.SortStableFunc(s.Quantities, func(a, b Quantity) int { return before(&a.Common, &b.Common) })
	slices.SortStableFunc(s.Times, func(a, b Time) int { return before(&a.Common, &b.Common) })
	slices.SortStableFunc(s.Entities, func(a, b Entity) int { return before(&a.Common, &b.Common) })
	place := make(map[string]int, len(s.Quantities))
	for i := range s.Quantities {
		place[s.Quantities[i].ID] = i
	}
	slices.SortStableFunc(s.Facts, func(a, b Fact) int { return place[a.Quantity] - place[b.Quantity] })
	s.Document.Quantities, s.Document.Times = len(s.Quantities), len(s.Times)
	s.Document.Entities, s.Document.Facts = len(s.Entities), len(s.Facts)
}

func before(a, b *Common) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
}

// Records gives the records of a sorted set in the order of the output: the
// document, then its mentions by start, at the same start the longer first,
// then quantity, time, entity; each fact right behind its quantity. The
// pointers are into s.
func (s *Set) Records() []Record {
	out := make([]Record, 0, 1+len(s.Quantities)+len(s.Times)+len(s.Entities)+len(s.Facts))
	out = append(out, &s.Document)
	q, t, e, f := 0, 0, 0, 0
	for q < len(s.Quantities) || t < len(s.Times) || e < len(s.Entities) {
		var next Mention
		if q < len(s.Quantities) {
			next = &s.Quantities[q]
		}
		if t < len(s.Times) && (next == nil || before(&s.Times[t].Common, next.Base()) < 0) {
			next = &s.Times[t]
		}
		if e < len(s.Entities) && (next == nil || before(&s.Entities[e].Common, next.Base()) < 0) {
			next = &s.Entities[e]
		}
		out = append(out, next)
		switch next.(type) {
		case *Quantity:
			for f < len(s.Facts) && s.Facts[f].Quantity == s.Quantities[q].ID {
				out = append(out, &s.Facts[f])
				f++
			}
			q++
		case *Time:
			t++
		case *Entity:
			e++
		}
	}
	for ; f < len(s.Facts); f++ { // of no quantity here: CheckDocument names them
		out = append(out, &s.Facts[f])
	}
	return out
}
