package link_test

import (
	"math/rand/v2"
	"testing"

	"zhfacts/dict"
	"zhfacts/pipeline/link"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// FuzzLink puts mentions anywhere into any text. Whatever stands there, each
// quantity has at most one fact, in order, and a fact points at mentions of the
// right type.
func FuzzLink(f *testing.F) {
	for i, c := range linkCases {
		f.Add(c.text, uint64(i))
	}
	f.Add("（（，、的和占比由至", uint64(1))
	e := newEnv(f)
	f.Fuzz(func(t *testing.T, source string, seed uint64) {
		doc := scattered(t, e, source, seed)
		last := -1
		for _, fact := range e.linker.Link(doc) {
			m := doc.Mentions[fact.Quantity]
			if m.Quantity == nil {
				t.Fatalf("a fact of a mention that is no quantity: %+v", fact)
			}
			if fact.Quantity <= last {
				t.Fatalf("fact of quantity %d behind that of %d", fact.Quantity, last)
			}
			last = fact.Quantity
			if !fact.Clause.Contains(m.Span) {
				t.Fatalf("quantity %v outside of its clause %v", m.Span, fact.Clause)
			}
			if i := fact.SubjectMention; i >= 0 && doc.Mentions[i].Entity == nil {
				t.Fatalf("subject %d is no entity", i)
			}
			if i := fact.TimeMention; i >= 0 && doc.Mentions[i].Time.From != fact.From {
				t.Fatalf("period %q is not that of its time %q", fact.From, doc.Mentions[i].Time.From)
			}
			if fact.TimeMention < 0 && fact.From != "" || !fact.Change.Valid() || !fact.Basis.Valid() || !fact.Status.Valid() {
				t.Fatalf("a fact that no record can be made of: %+v", fact)
			}
		}
	})
}

// scattered makes a document of a text with mentions at random places.
func scattered(t *testing.T, e env, source string, seed uint64) link.Document {
	rng := rand.New(rand.NewPCG(seed, 1))
	plain := []rune(source)
	if len(plain) == 0 {
		t.Skip()
	}
	span := text.Span{Start: 0, End: text.Pos(len(plain))}
	doc := link.Document{Text: text.NewDraft(text.FromString(source)).Finish([]text.Paragraph{{Span: span, Kind: text.Body}}, text.Head{})}
	doc.Simplified, _ = dict.SimplifyRunes(nil, plain)
	cutter, err := e.segmenter.For(doc.Simplified)
	if err != nil {
		t.Fatal(err)
	}
	units := []string{"", "%", "元", "个", "家", "百分点"}
	for i, s := range doc.Text.Sentences() {
		doc.Tokens = append(doc.Tokens, cutter.Segment(doc.Simplified[s.Start:s.End], s.Start, nil))
		for p := s.Start; p < s.End; p++ {
			if rng.IntN(4) > 0 {
				continue
			}
			m := rules.Mention{Span: text.Span{Start: p, End: min(s.End, p+1+text.Pos(rng.IntN(4)))}, Sentence: i}
			switch rng.IntN(3) {
			case 0:
				q := &rules.Quantity{}
				q.Unit = units[rng.IntN(len(units))]
				q.Kind = kindOf(q.Unit, "", "")
				if rng.IntN(8) == 0 {
					q.Kind = record.QuantityOrdinal
				}
				m.Type, m.Quantity = record.TypeQuantity, q
			case 1:
				m.Type, m.Time = record.TypeTime, &rules.Time{}
				if rng.IntN(2) == 0 {
					m.Time.From, m.Time.To, m.Time.Kind = "2020-01-01", "2020-12-31", record.TimeDate
				}
			default:
				kinds := []record.EntityKind{record.EntityOrg, record.EntityPlace, record.EntityPerson, record.EntityDocument}
				m.Type, m.Entity = record.TypeEntity, &rules.Entity{Kind: kinds[rng.IntN(len(kinds))], Name: "甲省"}
			}
			doc.Mentions = append(doc.Mentions, m)
			if rng.IntN(3) > 0 {
				p = m.Span.End - 1
			}
		}
	}
	return doc
}
