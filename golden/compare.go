// Package golden compares sets of records: what the pipeline makes of an
// article now with what a person has accepted before (the golden files beside
// this source), or with what annotators wrote down.
//
// Records pair by their type and place in the source, never by their rule or
// their id; a fact by the place of the quantity that it states.
package golden

import (
	"cmp"
	"iter"
	"slices"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Difference is a record that was added, lost or changed.
type Difference struct {
	Old, New record.Record // nil where the record was added, lost
	Keys     []Key         // of a change, in the order of the output
}

// Key is a key of a record whose value changed.
type Key struct {
	Name     string
	Old, New string // as JSON; "" where the key is left out
}

// Record is the new record, or the old one where it was lost.
func (d Difference) Record() record.Record {
	if d.New != nil {
		return d.New
	}
	return d.Old
}

// Change says in a word what became of the record: added, lost or changed.
func (d Difference) Change() string {
	switch {
	case d.Old == nil:
		return "added"
	case d.New == nil:
		return "lost"
	}
	return "changed"
}

// Compare gives what differs between the records of one document, in the order
// of the source. A lost and an added record of one type that overlap are one
// change of place. The counts of a document follow from the other records, and
// are no difference by themselves.
func Compare(old, new []record.Record) []Difference {
	before, after := placed(old), placed(new)
	type located struct {
		Difference
		place
	}
	var found []located
	pair := func(a, b *place) {
		a.paired, b.paired = true, true
		if keys := changed(a.record, b.record); len(keys) > 0 {
			found = append(found, located{Difference{a.record, b.record, keys}, *b})
		}
	}
	byKey := make(map[placeKey][]*place, len(before))
	for i := range before {
		p := &before[i]
		byKey[p.key()] = append(byKey[p.key()], p)
	}
	for i := range after {
		p := &after[i]
		if same := byKey[p.key()]; len(same) > 0 {
			pair(same[0], p)
			byKey[p.key()] = same[1:]
		}
	}
	for a, b := range moved(before, after) {
		pair(a, b)
	}
	for _, p := range before {
		if !p.paired {
			found = append(found, located{Difference{Old: p.record}, p})
		}
	}
	for _, p := range after {
		if !p.paired {
			found = append(found, located{Difference{New: p.record}, p})
		}
	}
	slices.SortStableFunc(found, func(a, b located) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(b.span.End, a.span.End), cmp.Compare(rank(a.typ), rank(b.typ)))
	})
	out := make([]Difference, len(found))
	for i, d := range found {
		out[i] = d.Difference
	}
	return out
}

// moved pairs what is left of one type and overlaps, the largest overlap first.
func moved(before, after []place) iter.Seq2[*place, *place] {
	type pair struct {
		a, b    *place
		overlap int
	}
	var pairs []pair
	for i := range before {
		for j := range after {
			a, b := &before[i], &after[j]
			if a.paired || b.paired || a.typ != b.typ {
				continue
			}
			if n := min(a.span.End, b.span.End) - max(a.span.Start, b.span.Start); n > 0 {
				pairs = append(pairs, pair{a, b, n})
			}
		}
	}
	slices.SortStableFunc(pairs, func(p, q pair) int { return q.overlap - p.overlap })
	return func(yield func(a, b *place) bool) {
		for _, p := range pairs {
			if !p.a.paired && !p.b.paired && !yield(p.a, p.b) {
				return
			}
		}
	}
}

// place is a record and where it belongs: a fact where its quantity stands.
type place struct {
	record record.Record
	typ    record.Type
	span   text.RawSpan
	paired bool
}

type placeKey struct {
	typ        record.Type
	start, end int
}

func (p *place) key() placeKey { return placeKey{p.typ, p.span.Start, p.span.End} }

func placed(records []record.Record) []place {
	quantities := map[string]text.RawSpan{}
	for _, r := range records {
		if q, ok := r.(*record.Quantity); ok {
			quantities[q.ID] = q.RawSpan
		}
	}
	out := make([]place, 0, len(records))
	for _, r := range records {
		p := place{record: r, typ: r.RecordType()}
		switch r := r.(type) {
		case *record.Fact:
			span, ok := quantities[r.Quantity]
			if !ok {
				span = r.RawSpan
			}
			p.span = span
		case record.Mention:
			p.span = r.Base().RawSpan
		}
		out = append(out, p)
	}
	return out
}

// counts are the keys of a document that follow from the other records.
var counts = []string{"quantities", "times", "entities", "facts"}

// changed lists the keys in which two records of one type differ, in the order
// of the output.
func changed(old, new record.Record) []Key {
	var keys []Key
	at := 0 // behind the key of the new record found last
	for name, value := range record.Fields(old) {
		keys = append(keys, Key{Name: name, Old: value})
	}
	for name, value := range record.Fields(new) {
		i := slices.IndexFunc(keys, func(k Key) bool { return k.Name == name })
		if i < 0 {
			i = at
			keys = slices.Insert(keys, i, Key{Name: name})
		}
		keys[i].New = value
		at = i + 1
	}
	return slices.DeleteFunc(keys, func(k Key) bool {
		return k.Old == k.New || old.RecordType() == record.TypeDocument && slices.Contains(counts, k.Name)
	})
}

// order is that of the records of one place.
var order = []record.Type{record.TypeDocument, record.TypeQuantity, record.TypeFact, record.TypeTime, record.TypeEntity}

func rank(t record.Type) int { return slices.Index(order, t) }
