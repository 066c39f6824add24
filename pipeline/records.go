package pipeline

import (
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

	raws []text.RawSpan // of each mention
	ids  []string       // of each mention
}

// records fills the set with the records of mentions and facts.
func (a *assembly) records(set *record.Set) {
	a.name()
	type entity struct {
		kind record.EntityKind
		name string
	}
	firsts := map[entity]string{}
	count := map[record.Type]int{}
	for i := range a.times.mentions {
		count[a.times.mentions[i].Type]++
	}
	set.Quantities = make([]record.Quantity, 0, count[record.TypeQuantity])
	set.Times = make([]record.Time, 0, count[record.TypeTime])
	set.Entities = make([]record.Entity, 0, count[record.TypeEntity])
	set.Facts = make([]record.Fact, 0, len(a.facts))
	for i := range a.times.mentions {
		m := &a.times.mentions[i]
		common := a.common(i)
		switch m.Type {
		case record.TypeQuantity:
			set.Quantities = append(set.Quantities, record.Quantity{Common: common, QuantityValue: m.Quantity.QuantityValue})
		case record.TypeTime:
			t := record.Time{Common: common, TimeValue: m.Time.TimeValue}
			if at, ok := a.times.anchors[i]; ok {
				if t.Anchor = at.date; t.Anchor == "" {
					t.Anchor = a.ids[at.mention]
				}
			}
			set.Times = append(set.Times, t)
		case record.TypeEntity:
			e := record.Entity{Common: common, Kind: m.Entity.Kind, Name: m.Entity.Name, Code: m.Entity.Code}
			key := entity{e.Kind, e.Name}
			if e.MentionsOf = firsts[key]; e.MentionsOf == "" {
				firsts[key] = e.ID
			}
			set.Entities = append(set.Entities, e)
		}
	}
	for i := range a.facts {
		set.Facts = append(set.Facts, a.fact(&a.facts[i]))
	}
}

// name finds the places in the source and the ids of all mentions.
func (a *assembly) name() {
	mentions := a.times.mentions
	a.raws = make([]text.RawSpan, len(mentions))
	a.ids = make([]string, len(mentions))
	for i := range mentions {
		a.raws[i] = a.doc.Raw(mentions[i].Span)
	}
	for _, t := range []record.Type{record.TypeQuantity, record.TypeTime, record.TypeEntity} {
		var of []int
		var spans []text.RawSpan
		for i := range mentions {
			if mentions[i].Type == t {
				of, spans = append(of, i), append(spans, a.raws[i])
			}
		}
		for k, id := range record.IDs(a.id, t, spans) {
			a.ids[of[k]] = id
		}
	}
}

func (a *assembly) common(i int) record.Common {
	m := &a.times.mentions[i]
	raw := a.raws[i]
	return record.Common{
		Doc:      a.id,
		ID:       a.ids[i],
		Text:     a.doc.String(m.Span),
		Raw:      a.doc.Source().Slice(raw.Start, raw.End),
		RawSpan:  raw,
		Sentence: m.Sentence,
		Rule:     m.Rule.ID,
	}
}

func (a *assembly) fact(f *link.Fact) record.Fact {
	m := &a.times.mentions[f.Quantity]
	quantity := a.ids[f.Quantity]
	raw := a.doc.Raw(f.Clause)
	r := record.Fact{
		Common: record.Common{
			Doc:      a.id,
			ID:       record.FactID(a.id, quantity),
			Text:     a.doc.String(f.Clause),
			Raw:      a.doc.Source().Slice(raw.Start, raw.End),
			RawSpan:  raw,
			Sentence: m.Sentence,
			Rule:     f.Rule,
		},
		Subject:  f.Subject,
		Metric:   f.Metric,
		Amount:   m.Quantity.Amount,
		From:     f.From,
		To:       f.To,
		Change:   f.Change,
		Basis:    f.Basis,
		Status:   f.Status,
		Quantity: quantity,
	}
	if f.SubjectMention >= 0 {
		r.SubjectID = a.ids[f.SubjectMention]
	}
	if f.TimeMention >= 0 {
		r.TimeID = a.ids[f.TimeMention]
	}
	return r
}
