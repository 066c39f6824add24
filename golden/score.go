package golden

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Tally counts what an extractor got right for one type of record.
type Tally struct {
	Gold   int // annotations that are not optional
	Right  int // found, with the right value
	Missed int // not found, or found with a wrong value
	False  int // records that no annotation wants, and those with a wrong value
	Wrong  int // of those, the ones with a wrong value
	Exact  int // right, and with the very span
}

// Precision is the share of the records that are right, 0 where there is none.
func (t Tally) Precision() float64 { return share(t.Right, t.Right+t.False) }

// Recall is the share of the annotations that were found.
func (t Tally) Recall() float64 { return share(t.Right, t.Gold) }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 { return share(2*t.Right, 2*t.Right+t.False+t.Gold-t.Right) }

func (t *Tally) add(o Tally) {
	t.Gold += o.Gold
	t.Right += o.Right
	t.Missed += o.Missed
	t.False += o.False
	t.Wrong += o.Wrong
	t.Exact += o.Exact
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Part is how many of the judged cases are right.
type Part struct {
	Right int
	Of    int // judged: of records that were found
	Gold  int // annotated: also where no record was found
}

func (p *Part) judge(right bool) {
	p.Of++
	p.Gold++
	if right {
		p.Right++
	}
}

func (p *Part) add(o Part) { p.Right, p.Of, p.Gold = p.Right+o.Right, p.Of+o.Of, p.Gold+o.Gold }

// Precision is the share of what was judged that is right.
func (p Part) Precision() float64 { return share(p.Right, p.Of) }

// Recall is the share of what was annotated that is right.
func (p Part) Recall() float64 { return share(p.Right, p.Gold) }

// F1 is the harmonic mean of precision and recall.
func (p Part) F1() float64 { return share(2*p.Right, p.Of+p.Gold) }

// Slots are the slots of the facts found, each with how many are right.
type Slots struct{ Subject, Metric, Time, Change, Status, Value Part }

// parts lists the slots with their names, in the order of reports.
func (s *Slots) parts() []struct {
	Name string
	*Part
} {
	return []struct {
		Name string
		*Part
	}{{"subject", &s.Subject}, {"metric", &s.Metric}, {"time", &s.Time}, {"change", &s.Change}, {"status", &s.Status}, {"value", &s.Value}}
}

// part is the slot of a name.
func (s *Slots) part(name string) *Part {
	for _, p := range s.parts() {
		if p.Name == name {
			return p.Part
		}
	}
	panic("golden: internal error: there is no slot " + name)
}

// Score is how far the records of articles are what annotators wrote down.
type Score struct {
	Quantity, Time, Entity, Fact Tally
	Bounds                       Part // quantities with the right bound
	Names                        Part // entities with the right canonical name
	Slots                        Slots
	Errors                       []Error // in the order of the source, article by article
}

// Error is one thing that an extractor got wrong.
type Error struct {
	Doc     string // the name of the annotations
	At      int    // code point of the source
	Type    record.Type
	Fault   Fault
	Surface string
	Gold    string // what is wanted, "" where nothing is
	Got     string // what was found instead
	Rule    string // that made the record at fault
}

// Fault is what is wrong.
type Fault string

// The faults.
const (
	FaultMissed Fault = "missed"
	FaultWrong  Fault = "wrong"   // found, with a wrong value
	FaultFalse  Fault = "false"   // nothing to be found there
	FaultSlots  Fault = "slots"   // a fact with wrong slots
	FaultNoFact Fault = "no fact" // the quantity may be right, but states nothing
)

func (e Error) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d: %s %s %s", e.Doc, e.At, e.Type, e.Fault, e.Surface)
	if e.Gold != "" {
		fmt.Fprintf(&b, "  wanted %s", e.Gold)
	}
	if e.Got != "" {
		fmt.Fprintf(&b, "  got %s", e.Got)
	}
	if e.Rule != "" {
		fmt.Fprintf(&b, "  (%s)", e.Rule)
	}
	return b.String()
}

// Add adds the score of another article: micro averages over both.
func (s *Score) Add(o *Score) {
	s.Quantity.add(o.Quantity)
	s.Time.add(o.Time)
	s.Entity.add(o.Entity)
	s.Fact.add(o.Fact)
	s.Bounds.add(o.Bounds)
	s.Names.add(o.Names)
	theirs := o.Slots.parts()
	for i, part := range s.Slots.parts() {
		part.add(*theirs[i].Part)
	}
	s.Errors = append(s.Errors, o.Errors...)
}

// ErrorKind is how often a kind of error occurs.
type ErrorKind struct {
	Type  record.Type
	Fault Fault
	Rule  string // that made the records, "" where there is none
	N     int
}

// ErrorKinds counts the errors by type, fault and rule, the most frequent first.
func (s *Score) ErrorKinds() []ErrorKind {
	var kinds []ErrorKind
	for _, e := range s.Errors {
		i := slices.IndexFunc(kinds, func(k ErrorKind) bool { return k.Type == e.Type && k.Fault == e.Fault && k.Rule == e.Rule })
		if i < 0 {
			i = len(kinds)
			kinds = append(kinds, ErrorKind{e.Type, e.Fault, e.Rule, 0})
		}
		kinds[i].N++
	}
	slices.SortStableFunc(kinds, func(a, b ErrorKind) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Fault, b.Fault), cmp.Compare(a.Rule, b.Rule))
	})
	return kinds
}

// String is a table of all figures.
func (s *Score) String() string {
	var b strings.Builder
	b.WriteString("            gold  right  false missed  precision recall     F1\n")
	for _, t := range []struct {
		name  string
		tally Tally
	}{{"quantity", s.Quantity}, {"time", s.Time}, {"entity", s.Entity}, {"fact", s.Fact}} {
		fmt.Fprintf(&b, "%-9s %6d %6d %6d %6d      %5.3f  %5.3f  %5.3f\n", t.name, t.tally.Gold, t.tally.Right, t.tally.False,
			t.tally.Missed, t.tally.Precision(), t.tally.Recall(), t.tally.F1())
	}
	b.WriteString("of what was found:  right  of  gold  precision recall     F1\n")
	for _, part := range s.Parts() {
		fmt.Fprintf(&b, "  %-16s %6d %4d %4d      %5.3f  %5.3f  %5.3f\n", part.Name, part.Right, part.Of, part.Gold, part.Precision(), part.Recall(), part.F1())
	}
	return b.String()
}

// NamedPart is a part of what records say, with its figures.
type NamedPart struct {
	Name string
	Part
}

// Parts are the bounds of quantities, the names of entities and the slots of facts.
func (s *Score) Parts() []NamedPart {
	parts := []NamedPart{{"quantity bound", s.Bounds}, {"entity name", s.Names}}
	for _, p := range s.Slots.parts() {
		parts = append(parts, NamedPart{"fact " + p.Name, *p.Part})
	}
	return parts
}

// scored is a record at its place.
type scored struct {
	record.Record
	place stretch
}

// scorer scores the records of one article.
type scorer struct {
	gold   []*aligned
	source []int // character of the stripped text -> code point of the source
	doc    string
	Score
}

// ScoreArticle scores the records of one article against its annotations, by
// the guidelines of the annotators: spans agree where they overlap by half of
// their union, white space left out, and values where they are equal. It fails
// where an annotation is not found in the source.
func ScoreArticle(a *Annotations, src *text.Source, records []record.Record) (*Score, error) {
	s := strip(src)
	gold, err := align(a, s)
	if err != nil {
		return nil, err
	}
	run := scorer{gold: gold, source: s.source, doc: a.Name}
	byType := map[record.Type][]*scored{}
	for _, r := range records {
		if m, ok := r.(record.Mention); ok {
			byType[r.RecordType()] = append(byType[r.RecordType()], &scored{r, s.of(m.Base().RawSpan)})
		}
	}
	run.Quantity = run.mentions(record.TypeQuantity, byType[record.TypeQuantity])
	run.Time = run.mentions(record.TypeTime, byType[record.TypeTime])
	run.Entity = run.mentions(record.TypeEntity, byType[record.TypeEntity])
	run.facts(byType[record.TypeQuantity], byType[record.TypeFact])
	slices.SortStableFunc(run.Errors, func(a, b Error) int { return cmp.Compare(a.At, b.At) })
	return &run.Score, nil
}

// enough is the least overlap of two spans that are the same.
const enough = 0.5

// best is the largest overlap of the annotation's places with a stretch.
func (x *aligned) best(s stretch) float64 {
	most := 0.0
	for _, p := range x.places {
		most = max(most, p.overlap(s))
	}
	return most
}

// touches tells whether any of the annotation's places overlaps the stretch.
func (x *aligned) touches(s stretch) bool { return x.best(s) > 0 }

// mentions scores the records of one type.
func (run *scorer) mentions(t record.Type, found []*scored) Tally {
	var gold []*aligned
	for _, x := range run.gold {
		if x.Type == t {
			gold = append(gold, x)
		}
	}
	hits := pairUp(gold, found)
	var tally Tally
	used := map[*scored]bool{}
	for _, x := range gold {
		hit, ok := hits[x]
		used[hit.scored] = true
		if x.Optional {
			continue
		}
		tally.Gold++
		if ok && hit.right {
			tally.Right++
			if hit.overlap == 1 {
				tally.Exact++
			}
			x.found = hit.scored
			switch r := hit.Record.(type) {
			case *record.Quantity:
				run.Bounds.judge(sameBound(x, r))
			case *record.Entity:
				if !isEmpty(x.Names) {
					run.Names.judge(slices.ContainsFunc(x.Names, func(n string) bool { return roundBrackets(n) == roundBrackets(r.Name) }))
				}
			}
			continue
		}
		tally.Missed++
		switch {
		case t == record.TypeQuantity:
			run.Bounds.Gold++
		case t == record.TypeEntity && !isEmpty(x.Names):
			run.Names.Gold++
		}
		e := Error{At: x.places[0].start, Type: t, Fault: FaultMissed, Surface: x.surface, Gold: x.want()}
		if ok {
			tally.Wrong++
			e.Fault, e.Got, e.Rule = FaultWrong, summary(hit.Record), hit.Record.(record.Mention).Base().Rule
		}
		run.report(e)
	}
	for _, r := range found {
		if used[r] || slices.ContainsFunc(gold, func(x *aligned) bool { return x.frees(r) }) {
			continue
		}
		tally.False++
		base := r.Record.(record.Mention).Base()
		run.report(Error{At: r.place.start, Type: t, Fault: FaultFalse, Surface: base.Text, Got: summary(r.Record), Rule: base.Rule})
	}
	tally.False += tally.Wrong
	return tally
}

// report adds an error whose place is a character of the stripped text.
func (run *scorer) report(e Error) {
	e.Doc, e.At = run.doc, run.source[e.At]
	e.Surface, e.Got = oneLine(e.Surface), oneLine(e.Got)
	run.Errors = append(run.Errors, e)
}

// hit is the record that an annotation was paired with.
type hit struct {
	*scored
	right   bool
	overlap float64
}

// pairUp pairs annotations and records that overlap enough, one to one: those
// with the right value before all others, then the larger overlap, then
// annotations that are not optional.
func pairUp(gold []*aligned, found []*scored) map[*aligned]hit {
	type pair struct {
		x       *aligned
		r       *scored
		overlap float64
	}
	var pairs []pair
	for _, x := range gold {
		for _, r := range found {
			if overlap := x.best(r.place); overlap >= enough {
				pairs = append(pairs, pair{x, r, overlap})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.overlap, a.overlap), compareBool(a.x.Optional, b.x.Optional))
	})
	hits := map[*aligned]hit{}
	used := map[*scored]bool{}
	for _, right := range []bool{true, false} {
		for _, p := range pairs {
			if _, taken := hits[p.x]; taken || used[p.r] || p.x.agrees(p.r.Record) != right {
				continue
			}
			hits[p.x] = hit{p.r, right, p.overlap}
			used[p.r] = true
		}
	}
	return hits
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// frees tells whether a record that was not paired is no fault because of the
// annotation: it touches an optional one, or it is a place within a longer
// name of another kind.
func (x *aligned) frees(r *scored) bool {
	if x.Optional && x.touches(r.place) {
		return true
	}
	e, ok := r.Record.(*record.Entity)
	if !ok || e.Kind != record.EntityPlace || slices.Contains(x.Kinds, string(record.EntityPlace)) {
		return false
	}
	return slices.ContainsFunc(x.places, func(p stretch) bool {
		return p.start <= r.place.start && r.place.end <= p.end && p.end-p.start > r.place.end-r.place.start
	})
}

// facts scores the facts of the quantities found.
func (run *scorer) facts(quantities, facts []*scored) {
	of := map[string][]*record.Fact{}
	for _, f := range facts {
		f := f.Record.(*record.Fact)
		of[f.Quantity] = append(of[f.Quantity], f)
	}
	byID := map[string]*record.Quantity{}
	for _, q := range quantities {
		byID[q.RecordID()] = q.Record.(*record.Quantity)
	}
	claimed := map[string]bool{}
	for _, x := range run.gold {
		if x.Type != record.TypeQuantity || x.Optional || isEmpty(x.Subjects) && isEmpty(x.Metrics) {
			continue
		}
		run.Fact.Gold++
		var stated []*record.Fact
		if x.found != nil {
			claimed[x.found.RecordID()] = true
			stated = of[x.found.RecordID()]
		}
		if len(stated) == 0 {
			run.Fact.Missed++
			for _, s := range x.judge(&record.Fact{}, nil) {
				run.Slots.part(s.name).Gold++
			}
			run.report(Error{At: x.places[0].start, Type: record.TypeFact, Fault: FaultNoFact, Surface: x.surface, Gold: x.wantFact()})
			continue
		}
		var best []slot
		var fact *record.Fact
		for _, f := range stated {
			if slots := x.judge(f, byID[f.Quantity]); best == nil || right(slots) > right(best) {
				best, fact = slots, f
			}
		}
		var wrong []string
		for _, s := range best {
			run.Slots.part(s.name).judge(s.right)
			if !s.right {
				wrong = append(wrong, s.name)
			}
		}
		if len(wrong) == 0 {
			run.Fact.Right++
			continue
		}
		run.Fact.Missed++
		run.report(Error{At: x.places[0].start, Type: record.TypeFact, Fault: FaultSlots, Surface: x.surface + " [" + strings.Join(wrong, ", ") + "]",
			Gold: x.wantFact(), Got: summary(fact), Rule: fact.Rule})
	}
	// A fact about an optional quantity is neither rewarded nor punished.
	total := len(facts)
	for _, q := range quantities {
		optional := func(x *aligned) bool {
			return x.Type == record.TypeQuantity && x.Optional && x.touches(q.place)
		}
		if !claimed[q.RecordID()] && slices.ContainsFunc(run.gold, optional) {
			total -= len(of[q.RecordID()])
		}
	}
	run.Fact.False = total - run.Fact.Right
}
