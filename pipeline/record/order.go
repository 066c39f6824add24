package record

import "slices"

// Sort puts each slice into the order of the source: by start, at the same
// start the longer first; facts in the order of their quantities. It counts
// the records into the document.
func (s *Set) Sort() {
	sortMentions(s.Quantities)
	sortMentions(s.Times)
	sortMentions(s.Entities)
	s.sortFacts()
	s.Document.Quantities, s.Document.Times = len(s.Quantities), len(s.Times)
	s.Document.Entities, s.Document.Facts = len(s.Entities), len(s.Facts)
}

// sortMentions mostly finds them in order: a pipeline goes along the text.
func sortMentions[R any, M interface {
	*R
	Mention
}](mentions []R) {
	for i := 1; i < len(mentions); i++ {
		if before(M(&mentions[i-1]).Base(), M(&mentions[i]).Base()) > 0 {
			slices.SortStableFunc(mentions, func(a, b R) int { return before(M(&a).Base(), M(&b).Base()) })
			return
		}
	}
}

func (s *Set) sortFacts() {
	q := 0
	for i := range s.Facts {
		for q < len(s.Quantities) && s.Quantities[q].ID != s.Facts[i].Quantity {
			q++
		}
	}
	if q < len(s.Quantities) || len(s.Facts) == 0 {
		return // each was found at or behind the quantity of the one before
	}
	place := make(map[string]int, len(s.Quantities))
	for i := range s.Quantities {
		place[s.Quantities[i].ID] = i
	}
	slices.SortStableFunc(s.Facts, func(a, b Fact) int { return place[a.Quantity] - place[b.Quantity] })
}

// before is below 0 where a stands before b: it starts earlier, or at the same
// place and is longer.
func before(a, b *Common) int {
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return b.End - a.End
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
		var next Record
		var base *Common
		if q < len(s.Quantities) {
			base = &s.Quantities[q].Common
			next = &s.Quantities[q]
		}
		if t < len(s.Times) && (base == nil || before(&s.Times[t].Common, base) < 0) {
			base = &s.Times[t].Common
			next = &s.Times[t]
		}
		if e < len(s.Entities) && (base == nil || before(&s.Entities[e].Common, base) < 0) {
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
