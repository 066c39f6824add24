package record

import (
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/apd/v3"

	"zhfacts/pipeline/text"
)

func ratio(a, b string) *[2]apd.Decimal { return &[2]apd.Decimal{*dec(a), *dec(b)} }

// A case breaks one promise of a sound record; the problems name the field.
var broken = []struct {
	name   string
	record Record
	field  string // of the first problem
}{
	{"no document", edited(sampleTime, func(r *Time) { r.Doc = "" }), "doc"},
	{"id of another type", edited(sampleTime, func(r *Time) { r.ID = "a.txt#q2" }), "id"},
	{"id of another document", edited(sampleTime, func(r *Time) { r.ID = "b.txt#t2" }), "id"},
	{"id of another place", edited(sampleTime, func(r *Time) { r.ID = "a.txt#t3" }), "id"},
	{"id with another end", edited(sampleTime, func(r *Time) { r.ID = "a.txt#t2-4" }), "id"},
	{"id with leading zero", edited(sampleTime, func(r *Time) { r.ID = "a.txt#t02" }), "id"},
	{"no text", edited(sampleTime, func(r *Time) { r.Text = "" }), "text"},
	{"raw of another length", edited(sampleTime, func(r *Time) { r.Raw = "2023年1至10月" }), "raw"},
	{"raw no UTF-8", edited(sampleTime, func(r *Time) { r.Raw = "2023年1至9\xff" }), "raw"},
	{"end before start", edited(sampleTime, func(r *Time) { r.End = 2 }), "end"},
	{"no bytes", edited(sampleTime, func(r *Time) { r.ByteEnd = r.ByteStart }), "byte_end"},
	{"sentence below 0", edited(sampleTime, func(r *Time) { r.Sentence = -1 }), "sentence"},
	{"rule without family", edited(sampleTime, func(r *Time) { r.Rule = "year" }), "rule"},
	{"rule with capitals", edited(sampleTime, func(r *Time) { r.Rule = "time.Year" }), "rule"},

	{"document without id", edited(sampleDocument, func(r *Document) { r.Doc = "" }), "doc"},
	{"date of no calendar", edited(sampleDocument, func(r *Document) { r.Date = "2023-02-29" }), "date"},
	{"date with an unknown day", edited(sampleDocument, func(r *Document) { r.Date = "2023-02-XX" }), "date"},
	{"encoding in capitals", edited(sampleDocument, func(r *Document) { r.Encoding = "UTF-8" }), "encoding"},
	{"checksum too short", edited(sampleDocument, func(r *Document) { r.SHA256 = "0f" }), "sha256"},
	{"negative count", edited(sampleDocument, func(r *Document) { r.Facts = -1 }), "facts"},

	{"no kind", edited(sampleQuantity, func(r *Quantity) { r.Kind = "" }), "kind"},
	{"no amount", edited(sampleQuantity, func(r *Quantity) { r.Value = nil }), "value"},
	{"low alone", edited(sampleQuantity, func(r *Quantity) { r.Value, r.Low = nil, dec("1") }), "low"},
	{"range with value", edited(sampleQuantity, func(r *Quantity) { r.Low, r.High = dec("1"), dec("2") }), "low"},
	{"low above high", edited(sampleQuantity, func(r *Quantity) { r.Value, r.Low, r.High = nil, dec("3"), dec("2") }), "low"},
	{"not a number", edited(sampleQuantity, func(r *Quantity) { r.Value = dec("NaN") }), "value"},
	{"exact spelled out", edited(sampleQuantity, func(r *Quantity) { r.Bound = "exact" }), "bound"},
	{"code without unit", edited(sampleQuantity, func(r *Quantity) { r.Unit, r.UnitCode = "", "m" }), "unit_code"},
	{"code in Chinese", edited(sampleQuantity, func(r *Quantity) { r.UnitCode = "辆" }), "unit_code"},
	{"base value alone", edited(sampleQuantity, func(r *Quantity) { r.BaseValue = dec("1") }), "base_value"},
	{"base value of a range", edited(sampleMoney, func(r *Quantity) { r.Value, r.Low, r.High = nil, dec("3"), dec("4") }), "base_value"},
	{"dimension in Chinese", edited(sampleQuantity, func(r *Quantity) { r.Dimension = "数量" }), "dimension"},
	{"cardinal with unit", edited(sampleQuantity, func(r *Quantity) { r.Kind = QuantityCardinal }), "unit"},
	{"percent of another unit", edited(sampleQuantity, func(r *Quantity) { r.Kind = QuantityPercent }), "unit"},
	{"percentage point without unit", edited(sampleQuantity, func(r *Quantity) { r.Kind, r.Unit = QuantityPercentagePoint, "" }), "unit"},
	{"money without currency", edited(sampleMoney, func(r *Quantity) { r.UnitCode = "" }), "unit_code"},
	{"money in tonnes", edited(sampleMoney, func(r *Quantity) { r.UnitCode = "t" }), "unit_code"},
	{"measure without dimension", edited(sampleQuantity, func(r *Quantity) { r.Kind, r.Dimension = QuantityMeasure, "" }), "dimension"},
	{"ratio of a count", edited(sampleQuantity, func(r *Quantity) { r.Value, r.Ratio = nil, ratio("1", "2") }), "ratio"},
	{"ratio with value", edited(sampleFraction, func(r *Quantity) { r.Kind, r.Value = QuantityRatio, dec("1") }), "ratio"},
	{"negative ratio", edited(sampleFraction, func(r *Quantity) { r.Kind, r.Ratio = QuantityRatio, ratio("-1", "2") }), "ratio"},
	{"fraction of decimals", edited(sampleFraction, func(r *Quantity) { r.Ratio = ratio("1.5", "3") }), "ratio"},
	{"fraction by zero", edited(sampleFraction, func(r *Quantity) { r.Ratio = ratio("1", "0") }), "ratio"},
	{"fraction without ratio", edited(sampleFraction, func(r *Quantity) { r.Ratio, r.Value = nil, dec("0.5") }), "ratio"},
	{"finite fraction without value", edited(sampleFraction, func(r *Quantity) { r.Ratio = ratio("1", "2") }), "value"},
	{"infinite fraction with value", edited(sampleFraction, func(r *Quantity) { r.Value = dec("0.666666") }), "value"},
	{"fraction of another value", edited(sampleFraction, func(r *Quantity) { r.Ratio, r.Value = ratio("1", "2"), dec("0.2") }), "value"},

	{"no value", edited(sampleTime, func(r *Time) { r.Value = "" }), "value"},
	{"from alone", edited(sampleTime, func(r *Time) { r.To = "" }), "from"},
	{"from of no calendar", edited(sampleTime, func(r *Time) { r.From = "2023-02-30" }), "from"},
	{"from a month", edited(sampleTime, func(r *Time) { r.From = "2023-01" }), "from"},
	{"from a day to a second", edited(sampleTime, func(r *Time) { r.To = "2023-09-30T00:00:00" }), "to"},
	{"from above to", edited(sampleTime, func(r *Time) { r.From = "2023-10-01" }), "from"},
	{"not the first of the value", edited(sampleTime, func(r *Time) { r.From = "2023-01-02" }), "from"},
	{"not the last of the value", edited(sampleTime, func(r *Time) { r.To = "2023-09-29" }), "to"},
	{"days of a time of day", edited(sampleTime, func(r *Time) { r.Value = "2023-01/2023-09-30T10:00" }), "from"},
	{"no from of a known time", edited(sampleTime, func(r *Time) { r.From, r.To = "", "" }), "from"},
	{"from of a time without year", edited(sampleTime, func(r *Time) { r.Value = "XXXX-01/XXXX-09" }), "from"},
	{"date as range", edited(sampleTime, func(r *Time) { r.Value = "2023" }), "value"},
	{"duration with from", edited(sampleTime, func(r *Time) { r.Kind, r.Value = TimeDuration, "P9M" }), "from"},
	{"reference to nothing", edited(sampleTime, func(r *Time) { r.Kind, r.Value, r.From, r.To = TimeReference, "P9M", "", "" }), "value"},
	{"anchor of no kind", edited(sampleTime, func(r *Time) { r.Anchor = "去年" }), "anchor"},
	{"anchored to itself", edited(sampleTime, func(r *Time) { r.Anchor = r.ID }), "anchor"},
	{"modifier of no kind", edited(sampleTime, func(r *Time) { r.Mod = "around" }), "mod"},

	{"entity without name", edited(sampleEntity, func(r *Entity) { r.Name = "" }), "name"},
	{"code of an organisation", edited(sampleEntity, func(r *Entity) { r.Kind = EntityOrg }), "code"},
	{"code too short", edited(sampleEntity, func(r *Entity) { r.Code = "3702" }), "code"},
	{"mention of itself", edited(sampleEntity, func(r *Entity) { r.MentionsOf = r.ID }), "mentions_of"},

	{"fact of no quantity", edited(sampleFact, func(r *Fact) { r.Quantity = "" }), "quantity"},
	{"fact of another quantity", edited(sampleFact, func(r *Fact) { r.Quantity = "a.txt#q3" }), "id"},
	{"id of no subject", edited(sampleFact, func(r *Fact) { r.Subject = "" }), "subject_id"},
	{"basis of no change", edited(sampleFact, func(r *Fact) { r.Change = "" }), "basis"},
	{"actual spelled out", edited(sampleFact, func(r *Fact) { r.Status = "actual" }), "status"},
}

// edited is a sound record with one edit.
func edited[R Record](sample func() R, edit func(R)) Record {
	r := sample()
	edit(r)
	return r
}

func TestCheckRefuses(t *testing.T) {
	for _, c := range broken {
		t.Run(c.name, func(t *testing.T) {
			found, _ := Check(c.record).(Problems)
			if len(found) == 0 || found[0].Field != c.field {
				t.Fatalf("want a problem of %s, got %v", c.field, found)
			}
			// What the schema can state, it refuses too.
			refuses := false
			for _, p := range found {
				refuses = refuses || !p.beyond
			}
			if r, ok := c.record.(*Quantity); ok && r.Value != nil && r.Value.Form != apd.Finite {
				return // has no JSON
			}
			if err := CheckSchema(AppendJSON(nil, c.record)); (err != nil) != refuses {
				t.Errorf("the schema says %v, the check %v", err, found)
			}
		})
	}
}

func TestCheckReportsAll(t *testing.T) {
	q := sampleQuantity()
	q.Kind, q.Bound, q.Rule = "amount", "exact", ""
	err := Check(q)
	for _, field := range []string{"kind", "bound", "rule"} {
		if err == nil || !strings.Contains(err.Error(), "a.txt#q2: "+field+": ") {
			t.Errorf("no problem of %s in %v", field, err)
		}
	}
}

func TestCheckAccepts(t *testing.T) {
	for _, r := range []Record{
		sampleDocument(), sampleQuantity(), sampleMoney(), sampleFraction(), sampleTime(), sampleEntity(), sampleFact(),
		edited(sampleFraction, func(q *Quantity) { q.Ratio, q.Value = ratio("1", "2"), dec("0.5") }),
		edited(sampleFraction, func(q *Quantity) { q.Ratio, q.Value = ratio("3", "1E+6"), dec("3E-6") }),
		edited(sampleFraction, func(q *Quantity) { q.Ratio, q.Low, q.High = nil, dec("0.2"), dec("0.4") }),
		edited(sampleFraction, func(q *Quantity) { q.Kind, q.Ratio = QuantityRatio, ratio("1", "1") }),
		edited(sampleTime, func(r *Time) { r.ID = "a.txt#t2-11" }),
		edited(sampleTime, func(r *Time) { r.Value, r.From, r.To = "XXXX-01/XXXX-09", "", "" }),
		edited(sampleTime, func(r *Time) { r.Anchor = "2023-12-28" }),
	} {
		if err := Check(r); err != nil {
			t.Errorf("%s: %v", AppendJSON(nil, r), err)
		}
	}
}

// sampleSet is the document 某厂2023年销量3.4万辆，即墨。
func sampleSet() (*Set, *text.Source) {
	src := text.FromString("某厂2023年销量3.4万辆，某厂。")
	at := func(start, end int) Common {
		raw := src.Slice(start, end)
		return Common{Doc: "a.txt", Text: raw, Raw: raw, Rule: "test.rule", RawSpan: text.RawSpan{
			Start: start, End: end, ByteStart: src.ByteOffset(start), ByteEnd: src.ByteOffset(end)}}
	}
	s := &Set{Document: Document{Doc: "a.txt", Encoding: src.Encoding(), SHA256: src.SHA256(), Chars: src.Len(), Paragraphs: 1, Sentences: 1}}
	s.Entities = []Entity{
		{Common: at(0, 2), Kind: EntityOrg, Name: "某厂"},
		{Common: at(15, 17), Kind: EntityOrg, Name: "某厂", MentionsOf: "a.txt#e0"},
	}
	s.Times = []Time{{at(2, 7), TimeValue{Kind: TimeDate, Value: "2023", From: "2023-01-01", To: "2023-12-31"}, ""}}
	s.Quantities = []Quantity{{at(9, 14), QuantityValue{Kind: QuantityCount, Amount: Amount{Value: dec("34000"), Unit: "辆"}}}}
	ids := NewNamer("a.txt", 5)
	mentions := []Mention{&s.Entities[0], &s.Times[0], &s.Quantities[0], &s.Entities[1]}
	places := make([]Place, len(mentions))
	for i, m := range mentions {
		places[i] = Place{m.RecordType(), m.Base().RawSpan}
	}
	for i, id := range ids.Mentions(nil, places) {
		mentions[i].Base().ID = id
	}
	f := Fact{Common: at(0, 14), Subject: "某厂", SubjectID: "a.txt#e0", Metric: "销量",
		Amount: Amount{Value: dec("34000"), Unit: "辆"}, From: "2023-01-01", To: "2023-12-31", TimeID: "a.txt#t2", Quantity: "a.txt#q9"}
	f.ID = ids.Fact(f.Quantity)
	s.Facts = []Fact{f}
	s.Sort()
	return s, src
}

func TestCheckDocument(t *testing.T) {
	s, src := sampleSet()
	if err := s.Check(src); err != nil {
		t.Fatal(err)
	}
	other := text.FromString("某厂2023年销量3.5万辆，某厂。")
	for _, c := range []struct {
		name  string
		edit  func(*Set) []Record
		src   *text.Source
		field string
	}{
		{"count", func(s *Set) []Record { s.Document.Facts = 2; return s.Records() }, src, "facts"},
		{"chars", func(s *Set) []Record { s.Document.Chars++; return s.Records() }, src, "chars"},
		{"another source", func(s *Set) []Record { return s.Records() }, other, "sha256"},
		{"no document record", func(s *Set) []Record { return s.Records()[1:] }, src, "type"},
		{"two document records", func(s *Set) []Record { return append(s.Records(), &s.Document) }, src, "type"},
		{"another document", func(s *Set) []Record { s.Times[0].Doc = "b.txt"; return s.Records() }, src, "doc"},
		{"twice", func(s *Set) []Record {
			s.Times = append(s.Times, s.Times[0])
			s.Document.Times = 2
			return s.Records()
		}, src, "id"},
		{"end without need", func(s *Set) []Record { s.Times[0].ID += "-7"; s.Facts[0].TimeID += "-7"; return s.Records() }, src, "id"},
		{"order", func(s *Set) []Record { r := s.Records(); r[1], r[2] = r[2], r[1]; return r }, src, "start"},
		{"fact apart", func(s *Set) []Record { r := s.Records(); r[4], r[5] = r[5], r[4]; return r }, src, "quantity"},
		{"two facts", func(s *Set) []Record {
			s.Facts = append(s.Facts, s.Facts[0])
			s.Document.Facts = 2
			return s.Records()
		}, src, "quantity"},
		{"places shared without ends", func(s *Set) []Record {
			s.Entities[1].Common = s.Entities[0].Common
			s.Entities[1].ID, s.Entities[1].MentionsOf = "a.txt#e0-2", ""
			return s.Records()
		}, src, "id"},
		{"text no UTF-8 over a sound raw", func(s *Set) []Record { s.Times[0].Text = "\xff"; return s.Records() }, src, "text"},
		{"raw no UTF-8 with a sound text", func(s *Set) []Record { s.Times[0].Raw = "\xff"; return s.Records() }, src, "raw"},
		{"no place in the source", func(s *Set) []Record { s.Times[0].End = 99; return s.Records() }, src, "end"},
		{"quantity of no record", func(s *Set) []Record { s.Quantities[0].ID = "a.txt#q9-14"; return s.Records() }, src, "quantity"},
		{"references among records out of order", func(s *Set) []Record {
			s.Facts[0].TimeID = "a.txt#t3"
			r := s.Records()
			slices.Reverse(r[1:])
			return r
		}, src, "time_id"},
		{"raw", func(s *Set) []Record { s.Times[0].Raw = "2022年"; return s.Records() }, src, "raw"},
		{"bytes of another place", func(s *Set) []Record {
			s.Times[0].ByteStart, s.Times[0].ByteEnd = s.Times[0].ByteStart+3, s.Times[0].ByteEnd+3
			return s.Records()
		}, src, "byte_end"},
		{"bytes", func(s *Set) []Record { s.Times[0].ByteStart--; return s.Records() }, src, "byte_start"},
		{"sentence", func(s *Set) []Record { s.Times[0].Sentence = 1; return s.Records() }, src, "sentence"},
		{"behind the end", func(s *Set) []Record { s.Document.Chars = 16; return s.Records() }, nil, "end"},
		{"subject of another name", func(s *Set) []Record { s.Facts[0].Subject = "该厂"; return s.Records() }, src, "subject"},
		{"no such subject", func(s *Set) []Record { s.Facts[0].SubjectID = "a.txt#e1"; return s.Records() }, src, "subject_id"},
		{"no such time", func(s *Set) []Record { s.Facts[0].TimeID = "a.txt#t3"; return s.Records() }, src, "time_id"},
		{"no such anchor", func(s *Set) []Record { s.Times[0].Anchor = "a.txt#e1"; return s.Records() }, src, "anchor"},
		{"not the first mention", func(s *Set) []Record { s.Entities[0].MentionsOf = "a.txt#e15"; return s.Records() }, src, "mentions_of"},
		{"another amount", func(s *Set) []Record { s.Facts[0].Value = dec("34001"); return s.Records() }, src, "value"},
		{"clause apart", func(s *Set) []Record {
			f := &s.Facts[0]
			f.End, f.ByteEnd, f.Raw = 9, src.ByteOffset(9), src.Slice(0, 9)
			return s.Records()
		}, src, "start"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := sampleSet()
			found, _ := CheckDocument(c.edit(s), c.src).(Problems)
			for _, p := range found {
				if p.Field == c.field {
					return
				}
			}
			t.Errorf("want a problem of %s, got %v", c.field, found)
		})
	}
	t.Run("references that exist are found out of order", func(t *testing.T) {
		r := s.Records()
		slices.Reverse(r[1:])
		found, _ := CheckDocument(r, src).(Problems)
		for _, p := range found {
			if p.Field == "time_id" || p.Field == "subject_id" || strings.HasPrefix(p.Message, "there is no") {
				t.Error(p)
			}
		}
	})
}

// What was left out on purpose is not missed.
func TestCheckDocumentOnly(t *testing.T) {
	s, src := sampleSet()
	var facts, quantities []Record
	for _, r := range s.Records() {
		switch r.RecordType() {
		case TypeFact:
			facts = append(facts, r)
		case TypeQuantity:
			quantities = append(quantities, r)
		}
	}
	if err := CheckDocument(facts, src, TypeFact); err != nil {
		t.Error(err)
	}
	if err := CheckDocument(quantities, src, TypeQuantity); err != nil {
		t.Error(err)
	}
	if err := CheckDocument(facts, src); err == nil {
		t.Error("facts alone are no document")
	}
}

func TestIDs(t *testing.T) {
	place := func(t Type, start, end int) Place { return Place{t, text.RawSpan{Start: start, End: end}} }
	ids := NewNamer("x", 1)
	got := strings.Join(ids.Mentions([]string{"before"}, []Place{
		place(TypeQuantity, 0, 2), place(TypeEntity, 0, 2), place(TypeQuantity, 5, 9), place(TypeTime, 5, 8), place(TypeQuantity, 5, 7), place(TypeQuantity, 7, 9),
	}), " ")
	if want := "before x#q0 x#e0 x#q5-9 x#t5 x#q5-7 x#q7"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for quantity, want := range map[string]string{"x#q5-9": "x#f5-9", "x#q0": "x#f0", "y#q5": "", "x#t5": "", "x": ""} {
		if got := ids.Fact(quantity); got != want {
			t.Errorf("the fact of %s is %q, want %q", quantity, got, want)
		}
	}
}

func TestOrder(t *testing.T) {
	place := func(typ Type, start, end int) Common {
		return Common{ID: string(appendPlace([]byte("x"), typ, text.RawSpan{Start: start, End: end}, true)), RawSpan: text.RawSpan{Start: start, End: end}}
	}
	s := Set{
		Document:   Document{Doc: "x"},
		Quantities: []Quantity{{Common: place(TypeQuantity, 3, 5)}, {Common: place(TypeQuantity, 1, 4)}},
		Times:      []Time{{Common: place(TypeTime, 3, 5)}, {Common: place(TypeTime, 3, 6)}},
		Entities:   []Entity{{Common: place(TypeEntity, 3, 5)}, {Common: place(TypeEntity, 0, 1)}},
		Facts:      []Fact{{Common: place(TypeFact, 3, 5), Quantity: "x#q3-5"}, {Common: place(TypeFact, 0, 4), Quantity: "x#q1-4"}},
	}
	s.Sort()
	var got []string
	for _, r := range s.Records() {
		got = append(got, r.RecordID())
	}
	want := "x x#e0-1 x#q1-4 x#f0-4 x#t3-6 x#q3-5 x#f3-5 x#t3-5 x#e3-5"
	if strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if s.Document.Facts != 2 || s.Document.Quantities != 2 {
		t.Errorf("counts: %+v", s.Document)
	}
}

func BenchmarkCheck(b *testing.B) {
	for _, r := range []Record{sampleDocument(), sampleQuantity(), sampleFraction(), sampleTime(), sampleEntity(), sampleFact()} {
		b.Run(string(r.RecordType()), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Check(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCheckDocument measures the records of an article of some 3,000
// characters.
func BenchmarkCheckDocument(b *testing.B) {
	s, src := largeSet(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := s.Check(src); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(src.Len()), "ns/char")
}

// largeSet repeats the sample 200 times.
func largeSet(tb testing.TB) (*Set, *text.Source) {
	const times = 200
	one, src := sampleSet()
	src = text.FromString(strings.Repeat(src.Slice(0, src.Len()), times))
	large, ids := &Set{Document: one.Document}, NewNamer(one.Document.Doc, times)
	large.Document.Chars, large.Document.SHA256 = src.Len(), src.SHA256()
	size, bytes := one.Document.Chars, src.Size()/times
	move := func(c Common, t Type, i int) Common {
		c.Start, c.End = c.Start+i*size, c.End+i*size
		c.ByteStart, c.ByteEnd = c.ByteStart+i*bytes, c.ByteEnd+i*bytes
		if t != TypeFact {
			c.ID = string(appendPlace([]byte(c.Doc), t, c.RawSpan, false))
		}
		return c
	}
	for i := range times {
		for _, q := range one.Quantities {
			q.Common = move(q.Common, TypeQuantity, i)
			f := one.Facts[0]
			f.Common = move(f.Common, TypeFact, i)
			f.ID, f.Quantity = ids.Fact(q.ID), q.ID
			large.Quantities, large.Facts = append(large.Quantities, q), append(large.Facts, f)
		}
		for _, t := range one.Times {
			t.Common = move(t.Common, TypeTime, i)
			large.Times = append(large.Times, t)
		}
		for _, e := range one.Entities {
			e.Common = move(e.Common, TypeEntity, i)
			if e.ID != "a.txt#e0" {
				e.MentionsOf = "a.txt#e0"
			}
			large.Entities = append(large.Entities, e)
		}
	}
	large.Sort()
	if err := large.Check(src); err != nil {
		tb.Fatal(err)
	}
	return large, src
}
