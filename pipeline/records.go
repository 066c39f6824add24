package pipeline

import (
	"slices"

	"zhfacts/pipeline/link"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// assembly makes records of what was found in a document.
type assembly struct {
	doc   *text.Text
	id    string
	times timeLine
	facts []link.Fact

	namer  *record.Namer
	places []record.Place // of each mention
	ids    []string       // of each mention
	firsts map[named]string
}

// named is what mentions of one entity have in common; the firsts are the ids of
// the first of them.
type named struct {
	kind record.EntityKind
	name string
}

// records fills the set with the records of mentions and facts.
func (a *assembly) records(set *record.Set) {
	a.name()
	quantities, times, entities := 0, 0, 0
	for i := range a.places {
		switch a.places[i].Type {
		case record.TypeQuantity:
			quantities++
		case record.TypeTime:
			times++
		case record.TypeEntity:
			entities++
		}
	}
	set.Quantities = make([]record.Quantity, 0, quantities)
	set.Times = make([]record.Time, 0, times)
	set.Entities = make([]record.Entity, 0, entities)
	if a.firsts == nil {
		a.firsts = map[named]string{}
	}
	clear(a.firsts)
	for i := range a.times.mentions {
		m := &a.times.mentions[i]
		switch m.Type {
		case record.TypeQuantity:
			set.Quantities = append(set.Quantities, record.Quantity{QuantityValue: m.Quantity.QuantityValue})
			a.common(&set.Quantities[len(set.Quantities)-1].Common, i)
		case record.TypeTime:
			set.Times = append(set.Times, record.Time{TimeValue: m.Time.TimeValue})
			t := &set.Times[len(set.Times)-1]
			a.common(&t.Common, i)
			if at, ok := a.times.anchors[i]; ok {
				if t.Anchor = at.date; t.Anchor == "" {
					t.Anchor = a.ids[at.mention]
				}
			}
		case record.TypeEntity:
			set.Entities = append(set.Entities, record.Entity{Kind: m.Entity.Kind, Name: m.Entity.Name, Code: m.Entity.Code})
			e := &set.Entities[len(set.Entities)-1]
			a.common(&e.Common, i)
			key := named{e.Kind, e.Name}
			if e.MentionsOf = a.firsts[key]; e.MentionsOf == "" {
				a.firsts[key] = e.ID
			}
		}
	}
	a.states(set)
}

// name finds the places in the source and the ids of all mentions.
func (a *assembly) name() {
	for i := range a.times.mentions {
		m := &a.times.mentions[i]
		a.places = append(a.places, record.Place{Type: m.Type, RawSpan: a.doc.Raw(m.Span)})
	}
	a.namer = record.NewNamer(a.id, len(a.places)+len(a.facts))
	a.ids = a.namer.Mentions(a.ids, a.places)
}

// common fills in what mentions share.
func (a *assembly) common(c *record.Common, i int) {
	m := &a.times.mentions[i]
	c.Doc, c.ID, c.Sentence, c.Rule = a.id, a.ids[i], m.Sentence, m.Rule.ID
	a.surface(c, m.Span, a.places[i].RawSpan)
}

// surface fills in a place and what stands there. Where nothing was normalised
// the text is what stands in the source, and shares its memory.
func (a *assembly) surface(c *record.Common, span text.Span, raw text.RawSpan) {
	src := a.doc.Source()
	c.RawSpan, c.Raw = raw, src.Cut(raw)
	c.Text = c.Raw
	if !slices.Equal(a.doc.Runes(span), src.Runes()[raw.Start:raw.End]) {
		c.Text = a.doc.String(span)
	}
}

// states fills the set with the records of the facts.
func (a *assembly) states(set *record.Set) {
	set.Facts = make([]record.Fact, len(a.facts))
	for i := range a.facts {
		f := &a.facts[i]
		m := &a.times.mentions[f.Quantity]
		r := &set.Facts[i]
		r.Doc, r.Sentence, r.Rule = a.id, m.Sentence, f.Rule
		r.Quantity = a.ids[f.Quantity]
		r.ID = a.namer.Fact(r.Quantity)
		if i > 0 && a.facts[i-1].Clause == f.Clause {
			before := &set.Facts[i-1]
			r.RawSpan, r.Raw, r.Text = before.RawSpan, before.Raw, before.Text
		} else {
			a.surface(&r.Common, f.Clause, a.doc.Raw(f.Clause))
		}
		r.Subject, r.Metric, r.Amount = f.Subject, f.Metric, m.Quantity.Amount
		r.From, r.To = f.From, f.To
		r.Change, r.Basis, r.Status = f.Change, f.Basis, f.Status
		if f.SubjectMention >= 0 {
			r.SubjectID = a.ids[f.SubjectMention]
		}
		if f.TimeMention >= 0 {
			r.TimeID = a.ids[f.TimeMention]
		}
	}
}
