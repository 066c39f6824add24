package golden

import (
	"strings"
	"testing"

	"github.com/cockroachdb/apd/v3"
	"github.com/google/go-cmp/cmp"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// The annotations of the article of the other tests.
const annotated = `# date: 2024-02-01
# A comment.
e	海岛县	place	海岛县
t	2023年	2023-01-01	2023-12-31	2023
q	3.4万余吨	34000	吨|t	min	海岛县	产鱼|产鱼量	2023-01-01..2023-12-31
q	12%	12	%	exact|approx	-|海岛县	产鱼	-	increase:yoy	actual
e	海岛县委员会|海岛县委	org	海岛县委员会
e~	海岛县	place	海岛县
`

func score(t *testing.T, d draft) *Score {
	t.Helper()
	a, err := ReadAnnotations(strings.NewReader(annotated), "sea.gold.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if a.Date != "2024-02-01" {
		t.Errorf("date: %q", a.Date)
	}
	s, err := ScoreArticle(a, d.src, d.records())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// perfect is what the annotations say.
func perfect() draft {
	d := accepted()
	d.Entities = append(d.Entities, record.Entity{Common: d.at(record.TypeEntity, "海岛县委员会", 0), Kind: record.EntityOrg, Name: "海岛县委员会"})
	d.Facts[0].Subject, d.Facts[0].From, d.Facts[0].To = "海岛县", "2023-01-01", "2023-12-31"
	d.Facts[1].Change, d.Facts[1].Basis = record.ChangeIncrease, record.BasisYoY
	return d
}

func TestScore(t *testing.T) {
	edited := func(edit func(*draft)) draft {
		d := perfect()
		edit(&d)
		return d
	}
	whole := Score{
		Quantity: Tally{Gold: 2, Right: 2, Exact: 2}, Time: Tally{Gold: 1, Right: 1, Exact: 1},
		Entity: Tally{Gold: 2, Right: 2, Exact: 2}, Fact: Tally{Gold: 2, Right: 2},
		Bounds: Part{2, 2, 2}, Names: Part{2, 2, 2},
		Slots: Slots{Subject: Part{2, 2, 2}, Metric: Part{2, 2, 2}, Time: Part{1, 1, 1}, Change: Part{2, 2, 2}, Status: Part{1, 1, 1}, Value: Part{2, 2, 2}},
	}
	for _, c := range []struct {
		name    string
		records draft
		want    func(*Score)
		errors  []string
	}{
		{"all right", perfect(), func(*Score) {}, nil},
		{"an optional mention is free", edited(func(d *draft) { d.place("海岛县", 1) }), func(*Score) {}, nil},
		{"another code for the unit", edited(func(d *draft) {
			for _, a := range []*record.Amount{&d.Quantities[0].Amount, &d.Facts[0].Amount} {
				a.Unit, a.UnitCode = "公吨", "t"
			}
		}), func(*Score) {}, nil},
		{"longer by a half and a line break", edited(func(d *draft) { d.Times[0].Common = d.at(record.TypeTime, "2023年产鱼", 0) }),
			func(s *Score) { s.Time.Exact = 0 }, nil},
		{"too long", edited(func(d *draft) { d.Times[0].Common = d.at(record.TypeTime, "海岛县2023年产鱼3", 0) }),
			func(s *Score) { s.Time = Tally{Gold: 1, Missed: 1, False: 1} },
			[]string{"time false 海岛县2023年产鱼3", "time missed 2023年"}},
		{"wrong value", edited(func(d *draft) { d.Quantities[0].Value, d.Facts[0].Value = apd.New(3, 0), apd.New(3, 0) }),
			func(s *Score) {
				s.Quantity = Tally{Gold: 2, Right: 1, Missed: 1, False: 1, Wrong: 1, Exact: 1}
				s.Fact = Tally{Gold: 2, Right: 1, Missed: 1, False: 1}
				s.Bounds = Part{1, 1, 2}
				s.Slots = Slots{Subject: Part{1, 1, 2}, Metric: Part{1, 1, 2}, Time: Part{0, 0, 1}, Change: Part{1, 1, 2}, Status: Part{1, 1, 1}, Value: Part{1, 1, 2}}
			}, []string{"quantity wrong 3.4万余吨", "fact no fact 3.4万余吨"}},
		{"wrong bound", edited(func(d *draft) { d.Quantities[0].Bound = record.BoundMax }), func(s *Score) { s.Bounds.Right = 1 }, nil},
		{"wrong name", edited(func(d *draft) { d.Entities[0].Name = "海岛" }), func(s *Score) { s.Names.Right = 1 }, nil},
		{"wrong slots", edited(func(d *draft) { d.Facts[0].Metric, d.Facts[0].Subject = "鱼", "山地县" }), func(s *Score) {
			s.Fact = Tally{Gold: 2, Right: 1, Missed: 1, False: 1}
			s.Slots.Metric.Right, s.Slots.Subject.Right = 1, 1
		}, []string{"fact slots 3.4万余吨 [subject, metric]"}},
		{"a fact that does not repeat its quantity", edited(func(d *draft) { d.Facts[0].Unit = "公斤" }), func(s *Score) {
			s.Fact = Tally{Gold: 2, Right: 1, Missed: 1, False: 1}
			s.Slots.Value.Right = 1
		}, []string{"fact slots 3.4万余吨 [value]"}},
		{"a second fact", edited(func(d *draft) {
			second := d.Facts[0]
			second.Metric = "鱼"
			d.Facts = append(d.Facts, second)
		}), func(s *Score) { s.Fact.False = 1 }, nil},
		{"a place within another name is free, another is not", edited(func(d *draft) { d.place("会", 1).place("记者", 0) }),
			func(s *Score) { s.Entity.False = 1 }, []string{"entity false 记者"}},
		{"nothing found", newDraft(), func(s *Score) {
			none := func(gold int) Part { return Part{Gold: gold} }
			*s = Score{
				Quantity: Tally{Gold: 2, Missed: 2}, Time: Tally{Gold: 1, Missed: 1}, Entity: Tally{Gold: 2, Missed: 2}, Fact: Tally{Gold: 2, Missed: 2},
				Bounds: none(2), Names: none(2),
				Slots: Slots{Subject: none(2), Metric: none(2), Time: none(1), Change: none(2), Status: none(1), Value: none(2)},
			}
		}, []string{
			"entity missed 海岛县", "time missed 2023年", "quantity missed 3.4万余吨", "fact no fact 3.4万余吨",
			"quantity missed 12%", "fact no fact 12%", "entity missed 海岛县委员会",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := whole
			c.want(&want)
			got := score(t, c.records)
			errors := got.Errors
			got.Errors = nil
			if diff := cmp.Diff(&want, got); diff != "" {
				t.Error(diff)
			}
			var said []string
			for _, e := range errors {
				s := string(e.Type) + " " + string(e.Fault) + " " + e.Surface
				said = append(said, s)
			}
			if diff := cmp.Diff(c.errors, said); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSameValue(t *testing.T) {
	value := func(s string) record.Amount { return record.Amount{Value: number(s)} }
	ratio := func(a, b string) record.Amount {
		return record.Amount{Ratio: &[2]apd.Decimal{*number(a), *number(b)}}
	}
	for _, c := range []struct {
		gold string
		got  record.Amount
		want bool
	}{
		{"34000", value("34000.0"), true}, {"34,000", value("34000"), true}, {"34000", value("3.4"), false}, {"2", ratio("2", "1"), false},
		{"1..10", record.Amount{Low: number("1"), High: number("10")}, true}, {"1..10", record.Amount{Low: number("1"), High: number("9")}, false},
		{"1..10", value("10"), false}, {"10", record.Amount{Low: number("1"), High: number("10")}, false},
		{"1:2", ratio("1", "2"), true}, {"2:4", ratio("1", "2"), false}, {"1/3", ratio("2", "6"), true}, {"1/3", ratio("1", "2"), false},
		{"1/2", value("0.5"), true}, {"1/3", value("0.3333333333333333"), false},
	} {
		if got := sameValue(c.gold, &c.got); got != c.want {
			t.Errorf("%s: got %v", c.gold, got)
		}
	}
}

func TestSameUnit(t *testing.T) {
	of := func(unit, code string) record.Quantity {
		return record.Quantity{QuantityValue: record.QuantityValue{Amount: record.Amount{Unit: unit, UnitCode: code}}}
	}
	for _, c := range []struct {
		gold string
		got  record.Quantity
		want bool
	}{
		{"吨", of("吨", "t"), true}, {"t", of("吨", "t"), true}, {"T", of("吨", "t"), true}, {"公吨|吨", of("吨", "t"), true}, {"千克", of("吨", "t"), false},
		{"㎡", of("m2", ""), true}, {"％", of("%", "%"), true}, {"", of("", ""), true}, {"", of("个", ""), false}, {"", of("", "1"), false},
		{"元", of("块", "CNY"), true}, {"元", of("人民币", ""), true}, {"元", of("美元", "USD"), false},
		{"ordinal", record.Quantity{QuantityValue: record.QuantityValue{Kind: record.QuantityOrdinal, Amount: record.Amount{Unit: "名"}}}, true}, {"ordinal", of("名", ""), false},
	} {
		if got := sameUnit(strings.Split(c.gold, "|"), &c.got); got != c.want {
			t.Errorf("%q and %q (%s): got %v", c.gold, c.got.Unit, c.got.UnitCode, got)
		}
	}
}

func TestSameTime(t *testing.T) {
	for _, c := range []struct {
		from, to, value string // annotated
		time            record.TimeValue
		want            bool
	}{
		{"2023-01-01", "2023-12-31", "", record.TimeValue{From: "2023-01-01", To: "2023-12-31"}, true},
		{"2023-01-01", "2023-12-31", "", record.TimeValue{From: "2023-01-01T00:00:00", To: "2023-12-31T23:59:59"}, true},
		{"2023-01-01|2022-01-01", "2023-12-31|2022-12-31", "", record.TimeValue{From: "2022-01-01", To: "2022-12-31"}, true},
		{"2023-01-01|2022-01-01", "2023-12-31|2022-12-31", "", record.TimeValue{From: "2022-01-01", To: "2023-12-31"}, false},
		{"XXXX-01-01", "XXXX-02-28", "", record.TimeValue{Value: "XXXX-01/XXXX-02"}, true},
		{"XXXX-03-10", "", "", record.TimeValue{Value: "XXXX-03-10"}, true},
		{"XXXX-03-10", "", "", record.TimeValue{Value: "XXXX-03"}, false},
		{"2023-03-10", "", "", record.TimeValue{Value: "XXXX-03-10"}, false},
		{"", "", "P3Y|PAST_REF", record.TimeValue{Value: "PAST_REF"}, true},
		{"", "", "P3Y", record.TimeValue{Value: "P36M"}, false},
	} {
		to := c.to
		if to == "" {
			to = c.from
		}
		x := aligned{Annotation: Annotation{From: alternatives(c.from), To: alternatives(to), TimeValues: alternatives(c.value)}}
		if got := x.sameTime(&record.Time{TimeValue: c.time}); got != c.want {
			t.Errorf("%s..%s %s: %+v: got %v", c.from, c.to, c.value, c.time, got)
		}
	}
}

func TestSameMetric(t *testing.T) {
	for _, c := range []struct {
		gold, metric string
		want         bool
	}{
		{"货物吞吐量", "货物吞吐量", true}, {"货物吞吐量", "吞吐量", true}, {"货物吞吐量", "量", false}, {"货物吞吐量", "物量", false},
		{"销量", "燃气车销量", true}, {"“四新”产值", "四新产值", true}, {"产值", "", false}, {"产值", "面积", false},
	} {
		if got := sameMetric(c.gold, c.metric); got != c.want {
			t.Errorf("%s, %s: got %v", c.gold, c.metric, got)
		}
	}
}

func TestReadAnnotationsNamesEveryLine(t *testing.T) {
	_, err := ReadAnnotations(strings.NewReader(strings.Join([]string{
		"x\t甲", "q\t3 吨\t3\t吨\texact", "q\t\t3", "q\t3吨\t三\t吨\texact", "q\t3吨\t3\t吨\tabout", "q\t3吨\t3\t吨\tmin\t甲\t乙\t2023",
		"q\t3吨\t3\t吨\tmin\t甲\t乙\t\tgrowth:yearly\tpast", "t\t今年\t2023-01-01|2022-01-01\t2023-12-31", "t\t今年", "t\t今年\tnow", "e\t甲\tcity", "e\t甲", "e\t甲\torg\t甲\t乙",
	}, "\n")), "bad.tsv")
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		"bad.tsv:", `line 1: the line begins with "x"`, `line 2: the surface "3 吨" holds white space`, "line 3: the surface, or an alternative of it, is empty",
		`line 4: the value "三" is no decimal`, `line 5: the bound "about" is none of exact, min`, `line 6: the period "2023" is no 2023-01-01..`,
		`line 7: the change "growth" is none`, `line 7: the basis "yearly" is none`, `line 7: the status "past" is none`,
		"line 8: from has 2 alternatives and to 1", "line 9: a time has from and to, or a value", `line 10: "now" is no date`,
		`line 11: the kind "city" is none`, "line 12: an entity has a kind", "line 13: the line has 5 columns, a line of e has 4",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in\n%v", want, err)
		}
	}
}

func TestAlignNamesWhatIsNotFound(t *testing.T) {
	a, err := ReadAnnotations(strings.NewReader("e\t海岛县\tplace\ne\t山地县\tplace\n"), "sea.gold.tsv")
	if err != nil {
		t.Fatal(err)
	}
	_, err = ScoreArticle(a, text.FromString(article), nil)
	if err == nil || !strings.Contains(err.Error(), `line 2: "山地县" is not found`) {
		t.Errorf("got %v", err)
	}
}

func TestScoreAdds(t *testing.T) {
	sum := &Score{}
	sum.Add(score(t, perfect()))
	sum.Add(score(t, newDraft()))
	if got := sum.Fact; got != (Tally{Gold: 4, Right: 2, Missed: 2}) || got.Precision() != 1 || got.Recall() != 0.5 || len(sum.Errors) != 7 {
		t.Errorf("%+v, %d errors", got, len(sum.Errors))
	}
	if sum.Slots.Subject != (Part{2, 2, 4}) || sum.Names != (Part{2, 2, 4}) {
		t.Errorf("%+v", sum)
	}
	if kinds := sum.ErrorKinds(); len(kinds) != 4 || kinds[0].N != 2 || kinds[3] != (ErrorKind{record.TypeTime, FaultMissed, "", 1}) {
		t.Errorf("%v", kinds)
	}
	for _, want := range []string{"fact           4      2      0      2      1.000  0.500  0.667\n", "  fact subject          2    2    4      1.000  0.500  0.667\n"} {
		if !strings.Contains(sum.String(), want) {
			t.Errorf("%q is not in\n%s", want, sum)
		}
	}
}

// Reading never panics, and what was read can be scored.
func FuzzReadAnnotations(f *testing.F) {
	f.Add(annotated)
	f.Add("q\t3吨|三吨\t3 吨|1..3|1:2|1/2\t\t\nt~\t今年\t-\t-\t-\n")
	f.Add("e\t\xbf\tplace\t\xe5\nt\t\xb4\t2023") // found within characters of the source
	src := text.FromString(article)
	records := perfect().records()
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ReadAnnotations(strings.NewReader(s), "fuzz")
		if err != nil {
			return
		}
		if got, err := ScoreArticle(a, src, records); err == nil {
			for _, tally := range []Tally{got.Quantity, got.Time, got.Entity, got.Fact} {
				if tally.Right+tally.Missed != tally.Gold || tally.False < 0 || tally.F1() > 1 {
					t.Errorf("%+v", tally)
				}
			}
		}
	})
}
