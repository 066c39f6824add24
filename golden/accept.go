package golden

import (
	"errors"
	"fmt"
	"slices"

	"zhfacts/pipeline/record"
)

// Selector chooses differences. A difference is chosen where it matches any of
// the lists, or where All is set; the zero value chooses none.
type Selector struct {
	Docs  []string // names of articles, with or without .txt
	Rules []string // ids of rules; `quantity.` and the like mean a family
	IDs   []string // ids of records, old or new
	All   bool
}

// Empty tells whether the selector chooses nothing at all.
func (s Selector) Empty() bool {
	return !s.All && len(s.Docs) == 0 && len(s.Rules) == 0 && len(s.IDs) == 0
}

func (s Selector) doc(a Article) bool {
	return s.All || slices.Contains(s.Docs, a.Name) || slices.Contains(s.Docs, a.Name+".txt") || slices.Contains(s.Docs, a.Path)
}

func (s Selector) record(r record.Record) bool {
	if r == nil {
		return false
	}
	if slices.Contains(s.IDs, r.RecordID()) {
		return true
	}
	m, ok := r.(record.Mention)
	return ok && slices.ContainsFunc(s.Rules, func(rule string) bool { return ofRule(m.Base().Rule, rule) })
}

// ofRule tells whether the rule is the one asked for, or of the family that
// ends with a dot.
func ofRule(rule, asked string) bool {
	family := len(asked) > 0 && asked[len(asked)-1] == '.'
	return rule == asked || family && len(rule) > len(asked) && rule[:len(asked)] == asked
}

// Units are the differences as they can be accepted: a fact with its quantity, all
// others by themselves, in the order of the source.
func (r Result) Units() [][]Difference {
	var units [][]Difference
	of := map[string]int{} // by quantity: index into units
	for _, d := range r.Differences {
		quantity := quantityOf(d.Record())
		if i, ok := of[quantity]; ok && quantity != "" {
			units[i] = append(units[i], d)
			continue
		}
		of[quantity] = len(units)
		units = append(units, []Difference{d})
	}
	return units
}

// Chosen is the differences of the result that the selector chooses. A fact
// and its quantity are chosen together, and the first record of a new golden
// file, that of the document, with any other.
func (s Selector) Chosen(res Result) []Difference {
	if s.doc(res.Article) {
		return res.Differences
	}
	quantities := map[string]bool{}
	for _, d := range res.Differences {
		if s.record(d.Old) || s.record(d.New) {
			for _, r := range []record.Record{d.Old, d.New} {
				quantities[quantityOf(r)] = true
			}
		}
	}
	delete(quantities, "")
	choose := func(d Difference) bool {
		return s.record(d.Old) || s.record(d.New) || quantities[quantityOf(d.Old)] || quantities[quantityOf(d.New)]
	}
	first := len(res.Old) == 0 && slices.ContainsFunc(res.Differences, choose)
	var chosen []Difference
	for _, d := range res.Differences {
		if choose(d) || first && d.Record().RecordType() == record.TypeDocument {
			chosen = append(chosen, d)
		}
	}
	return chosen
}

// quantityOf is the id of the quantity that a record is, or states; "" of others.
func quantityOf(r record.Record) string {
	switch r := r.(type) {
	case *record.Quantity:
		return r.ID
	case *record.Fact:
		return r.Quantity
	}
	return ""
}

// ErrNothingChosen says that a selector chose no difference.
var ErrNothingChosen = errors.New("no difference is chosen")

// Accept writes the golden file of the result anew with the chosen differences
// taken over, and gives how many there are. It writes nothing where records
// would be invalid (where a chosen record refers to one that is not chosen, for
// instance) or a pin would no longer hold.
func Accept(res Result, s Selector, pins []Pin) (int, error) {
	if res.Err != nil {
		return 0, res.Err
	}
	chosen := s.Chosen(res)
	if len(chosen) == 0 {
		return 0, ErrNothingChosen
	}
	records := res.New
	if len(chosen) < len(res.Differences) {
		records = take(res.Old, chosen)
	}
	var broken []error
	for _, b := range Breaches(pins, res.Doc(), records) {
		broken = append(broken, errors.New(b.String()))
	}
	if len(broken) > 0 {
		return 0, fmt.Errorf("%s is not written:\n%w", res.Golden, errors.Join(broken...))
	}
	if err := WriteFile(res.Golden, records); err != nil {
		if len(chosen) < len(res.Differences) {
			return 0, fmt.Errorf("%w\nThe differences chosen cannot stand alone: choose those that they refer to as well", err)
		}
		return 0, err
	}
	return len(chosen), nil
}

// take is the old records with the chosen differences taken over.
func take(old []record.Record, chosen []Difference) []record.Record {
	gone := make(map[record.Record]bool, len(chosen))
	var set record.Set
	add := func(r record.Record) {
		switch r := r.(type) {
		case *record.Document:
			set.Document = *r
		case *record.Quantity:
			set.Quantities = append(set.Quantities, *r)
		case *record.Time:
			set.Times = append(set.Times, *r)
		case *record.Entity:
			set.Entities = append(set.Entities, *r)
		case *record.Fact:
			set.Facts = append(set.Facts, *r)
		}
	}
	for _, d := range chosen {
		if d.Old != nil {
			gone[d.Old] = true
		}
	}
	for _, r := range old {
		if !gone[r] {
			add(r)
		}
	}
	for _, d := range chosen {
		if d.New != nil {
			add(d.New)
		}
	}
	set.Sort()
	return set.Records()
}
