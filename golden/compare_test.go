package golden

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/apd/v3"
	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-runewidth"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

const article = "记者从会上获悉：海岛县2023年产鱼3.4万余吨，\r\n比上年增长12%。海岛县委员会。"

// article's records, made of the surfaces in it.
type draft struct {
	*record.Set
	src *text.Source
}

func newDraft() draft {
	src := text.FromString(article)
	return draft{&record.Set{Document: record.Document{
		Doc: "sea.txt", Encoding: src.Encoding(), SHA256: src.SHA256(), Chars: src.Len(), Paragraphs: 1, Sentences: 2,
	}}, src}
}

// at places the n-th occurrence of a surface, from 0.
func (d draft) at(t record.Type, surface string, n int) record.Common {
	start := 0
	runes := []rune(surface)
	for ; ; start++ {
		if d.src.Slice(start, start+len(runes)) == surface {
			if n == 0 {
				break
			}
			n--
		}
	}
	place := record.Place{Type: t, RawSpan: d.src.Place(start, start+len(runes))}
	return record.Common{
		Doc: "sea.txt", ID: record.NewNamer("sea.txt", 1).Mentions(nil, []record.Place{place})[0], Text: surface, Raw: surface, RawSpan: place.RawSpan, Rule: string(t) + ".test",
	}
}

func (d draft) quantity(surface string, kind record.QuantityKind, value int64, unit string, bound record.Bound) draft {
	d.Quantities = append(d.Quantities, record.Quantity{Common: d.at(record.TypeQuantity, surface, 0), QuantityValue: record.QuantityValue{
		Kind: kind, Amount: record.Amount{Value: apd.New(value, 0), Unit: unit, Bound: bound}, Dimension: "mass",
	}})
	return d
}

func (d draft) year(surface string) draft {
	d.Times = append(d.Times, record.Time{Common: d.at(record.TypeTime, surface, 0), TimeValue: record.TimeValue{
		Kind: record.TimeDate, Value: "2023", From: "2023-01-01", To: "2023-12-31",
	}})
	return d
}

func (d draft) place(surface string, n int) draft {
	d.Entities = append(d.Entities, record.Entity{Common: d.at(record.TypeEntity, surface, n), Kind: record.EntityPlace, Name: surface})
	return d
}

// fact states the quantity before.
func (d draft) fact(clause, metric string) draft {
	q := d.Quantities[len(d.Quantities)-1]
	f := record.Fact{Common: d.at(record.TypeFact, clause, 0), Metric: metric, Amount: q.Amount, Quantity: q.ID}
	f.ID = record.NewNamer("sea.txt", 1).Fact(q.ID)
	d.Facts = append(d.Facts, f)
	return d
}

func (d draft) records() []record.Record {
	d.Sort()
	return d.Records()
}

// accepted is what the golden file says.
func accepted() draft {
	return newDraft().place("海岛县", 0).year("2023年").
		quantity("3.4万余吨", record.QuantityMeasure, 34000, "吨", record.BoundMin).fact("产鱼3.4万余吨", "产鱼").
		quantity("12%", record.QuantityPercent, 12, "%", "").fact("比上年增长12%", "产鱼")
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name string
		new  draft
		want []string // kind type surface: keys
	}{
		{"same", accepted(), nil},
		{"added", accepted().place("海岛县", 1), []string{"added entity 海岛县"}},
		{"lost", newDraft().place("海岛县", 0).year("2023年").
			quantity("3.4万余吨", record.QuantityMeasure, 34000, "吨", record.BoundMin).fact("产鱼3.4万余吨", "产鱼"),
			[]string{"lost quantity 12%", "lost fact 比上年增长12%"}},
		{"changed value, and the fact with it", newDraft().place("海岛县", 0).year("2023年").
			quantity("3.4万余吨", record.QuantityMeasure, 3, "吨", record.BoundMin).fact("产鱼3.4万余吨", "产鱼").
			quantity("12%", record.QuantityPercent, 12, "%", "").fact("比上年增长12%", "产鱼"),
			[]string{"changed quantity 3.4万余吨: value 34000 3", "changed fact 产鱼3.4万余吨: value 34000 3"}},
		{"moved, and the fact with it", newDraft().place("海岛县", 0).year("2023年").
			quantity("4万余吨", record.QuantityMeasure, 34000, "吨", "").fact("产鱼3.4万余吨", "产鱼").
			quantity("12%", record.QuantityPercent, 12, "%", "").fact("比上年增长12%", "产鱼"),
			[]string{
				`changed quantity 4万余吨: id "sea.txt#q18" "sea.txt#q20", text "3.4万余吨" "4万余吨", raw "3.4万余吨" "4万余吨", start 18 20, byte_start 46 48, bound "min" `,
				`changed fact 产鱼3.4万余吨: id "sea.txt#f18" "sea.txt#f20", bound "min" , quantity "sea.txt#q18" "sea.txt#q20"`,
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, d := range Compare(accepted().records(), c.new.records()) {
				s := "changed "
				switch {
				case d.Old == nil:
					s = "added "
				case d.New == nil:
					s = "lost "
				}
				s += string(d.Record().RecordType()) + " " + d.Record().(record.Mention).Base().Text
				for i, k := range d.Keys {
					if i == 0 {
						s += ":"
					} else {
						s += ","
					}
					s += " " + k.Name + " " + k.Old + " " + k.New
				}
				got = append(got, s)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A rule of another name pairs none the less.
func TestCompareDoesNotPairByRule(t *testing.T) {
	new := accepted()
	new.Times[0].Rule = "time.other"
	got := Compare(accepted().records(), new.records())
	if len(got) != 1 || len(got[0].Keys) != 1 || got[0].Keys[0] != (Key{"rule", `"time.test"`, `"time.other"`}) {
		t.Errorf("got %v", got)
	}
}

func TestPrint(t *testing.T) {
	new := accepted().place("海岛县", 1)
	new.Times = nil
	new.Quantities[0].Bound = record.BoundApprox
	var b strings.Builder
	p := Printer{Width: (&runewidth.Condition{}).StringWidth, Around: 12}
	if err := p.Print(&b, "sea", Compare(accepted().records(), new.records()), new.src); err != nil {
		t.Fatal(err)
	}
	want := `sea: 1 changed, 1 added, 1 lost

  lost time sea.txt#t11  time.test
    记者从会上获悉：海岛县2023年产鱼3.4万余吨，  比…
                          ^^^^^^
      kind   "date"
      value  "2023"
      from   "2023-01-01"
      to     "2023-12-31"

  changed quantity sea.txt#q18  quantity.test
    …悉：海岛县2023年产鱼3.4万余吨，  比上年增长12%。…
                         ^^^^^^^^^
      bound  "min" -> "approx"

  added entity sea.txt#e36  entity.test
    …，  比上年增长12%。海岛县委员会。
                        ^^^^^^
      kind  "place"
      name  "海岛县"
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}

	b.Reset()
	p.Most = 1
	if err := p.Print(&b, "sea", Compare(accepted().records(), new.records()), new.src); err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(want, "\n  changed")
	if diff := cmp.Diff(first+"\n  and 2 more\n", b.String()); diff != "" {
		t.Error(diff)
	}
}

// A fact is accepted with its quantity, and nothing else with anything.
func TestUnits(t *testing.T) {
	new := accepted()
	new.Times[0].Value = "2022"
	new.Quantities[1].Bound, new.Facts[1].Bound = record.BoundApprox, record.BoundApprox
	new.Quantities[0].Bound = record.BoundApprox
	var got []string
	for _, unit := range (Result{Differences: Compare(accepted().records(), new.records())}).Units() {
		var ids []string
		for _, d := range unit {
			ids = append(ids, d.Record().RecordID())
		}
		got = append(got, strings.Join(ids, " "))
	}
	want := []string{"sea.txt#t11", "sea.txt#q18", "sea.txt#q32 sea.txt#f32"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAccept(t *testing.T) {
	old := accepted()
	new := accepted().place("海岛县", 1)
	new.Quantities[0].Value, new.Facts[0].Value = apd.New(34001, 0), apd.New(34001, 0)
	new.Times[0].Rule = "time.other"
	for _, c := range []struct {
		name   string
		choose Selector
		want   []string // what differs afterwards
	}{
		{"all", Selector{All: true}, nil},
		{"article", Selector{Docs: []string{"sea"}}, nil},
		{"rule", Selector{Rules: []string{"time.other"}}, []string{"sea.txt#q18", "sea.txt#f18", "sea.txt#e36"}},
		{"family", Selector{Rules: []string{"entity."}}, []string{"sea.txt#t11", "sea.txt#q18", "sea.txt#f18"}},
		{"a fact, and its quantity with it", Selector{IDs: []string{"sea.txt#f18"}}, []string{"sea.txt#t11", "sea.txt#e36"}},
		{"a quantity, and its fact with it", Selector{IDs: []string{"sea.txt#q18"}}, []string{"sea.txt#t11", "sea.txt#e36"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := Article{Name: "sea", Path: "sea.txt", Golden: filepath.Join(t.TempDir(), "sea.jsonl")}
			if err := WriteFile(a.Golden, old.records()); err != nil {
				t.Fatal(err)
			}
			run := func(string) ([]record.Record, *text.Source, error) { return new.records(), new.src, nil }
			if _, err := Accept(Check(a, run), c.choose, nil); err != nil {
				t.Fatal(err)
			}
			var left []string
			res := Check(a, run)
			if res.Err != nil {
				t.Fatal(res.Err)
			}
			for _, d := range res.Differences {
				left = append(left, d.Record().RecordID())
			}
			if diff := cmp.Diff(c.want, left); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAcceptRefuses(t *testing.T) {
	old := newDraft().place("海岛县", 0)
	new := newDraft().place("海岛县", 0).quantity("12%", record.QuantityPercent, 12, "%", "").fact("海岛县2023年产鱼3.4万余吨，\r\n比上年增长12%", "产鱼").year("2023年")
	new.Facts[0].TimeID = new.Times[0].ID
	a := Article{Name: "sea", Golden: filepath.Join(t.TempDir(), "sea.jsonl")}
	if err := WriteFile(a.Golden, old.records()); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(a.Golden)
	if err != nil {
		t.Fatal(err)
	}
	res := Result{Article: a, Old: old.records(), New: new.records()}
	res.Differences = Compare(res.Old, res.New)
	for _, c := range []struct {
		name   string
		choose Selector
		want   string
	}{
		{"a reference to what is not chosen", Selector{IDs: []string{"sea.txt#q32"}}, `there is no time "sea.txt#t11"`},
		{"nothing", Selector{}, "no difference is chosen"},
		{"another record", Selector{IDs: []string{"sea.txt#q1"}, Docs: []string{"land"}, Rules: []string{"quantity"}}, "no difference is chosen"},
	} {
		if _, err := Accept(res, c.choose, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	after, err := os.ReadFile(a.Golden)
	if err != nil || string(after) != string(before) {
		t.Errorf("the golden file changed: %v", err)
	}
	if files, _ := os.ReadDir(filepath.Dir(a.Golden)); len(files) != 1 {
		t.Errorf("files are left behind: %v", files)
	}
}

// The first records of an article bring its document record with them.
func TestAcceptIntoNewFile(t *testing.T) {
	a := Article{Name: "sea", Golden: filepath.Join(t.TempDir(), "sea.jsonl")}
	new := accepted()
	run := func(string) ([]record.Record, *text.Source, error) { return new.records(), new.src, nil }
	if n, err := Accept(Check(a, run), Selector{IDs: []string{"sea.txt#t11"}}, nil); n != 2 || err != nil {
		t.Fatalf("%d %v", n, err)
	}
	records, err := ReadFile(a.Golden)
	if err != nil || len(records) != 2 {
		t.Errorf("%v %v", records, err)
	}
}

func TestReadFileNamesLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jsonl")
	if err := os.WriteFile(path, []byte("{}\n{\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := ReadFile(path)
	for _, want := range []string{"a.jsonl is no golden file", "line 1: type: is missing", "line 2: is no JSON"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %v", want, err)
		}
	}
}

func TestArticles(t *testing.T) {
	articlesDir, goldenDir := t.TempDir(), t.TempDir()
	for _, path := range []string{filepath.Join(articlesDir, "b.txt"), filepath.Join(articlesDir, "a.txt"), filepath.Join(goldenDir, "a.jsonl"), filepath.Join(goldenDir, "c.jsonl")} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	articles, err := Articles(articlesDir, goldenDir)
	if err != nil || len(articles) != 2 || articles[0].Name != "a" || articles[0].Golden != filepath.Join(goldenDir, "a.jsonl") {
		t.Errorf("%v %v", articles, err)
	}
	orphans, err := Orphans(articles, goldenDir)
	if err != nil || !slices.Equal(orphans, []string{filepath.Join(goldenDir, "c.jsonl")}) {
		t.Errorf("%v %v", orphans, err)
	}
	if _, err := Articles(goldenDir, goldenDir); err == nil {
		t.Error("a folder without articles is no error")
	}
}
