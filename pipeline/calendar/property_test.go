package calendar

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawPartial draws a partial date that may or may not be a time.
func drawPartial(t *rapid.T) Partial {
	var x Partial
	for i, s := range x.slots() {
		if rapid.IntRange(0, 2).Draw(t, "set") > 0 {
			continue
		}
		least, most := slotLimits[i].least, slotLimits[i].most
		switch slotGrains[i] {
		case Year:
			least, most = 1850, 2150
		case Century:
			least, most = 15, 25
		}
		base := Base(rapid.IntRange(1, 3).Draw(t, "base"))
		if base > Absolute {
			least, most = -3, 3
		}
		*s = Slot{base, rapid.Int32Range(least, most).Draw(t, "n")}
	}
	if rapid.IntRange(0, 3).Draw(t, "part") == 0 {
		x.Part = Part(rapid.IntRange(1, int(LastDoubleHour)).Draw(t, "part of day"))
	}
	if x.Decade.IsSet() && !x.Century.IsSet() || x.Century.Base > Absolute {
		x.Century = At(20) // without a document, these count from our own time
	}
	return x
}

// drawTime draws a partial date that is a time, by leaving slots out until it is.
func drawTime(t *rapid.T) Partial {
	x := drawPartial(t)
	for i := 0; x.Check() != nil && i < 14; i++ {
		if s := x.slots()[13-i]; s.IsSet() {
			*s = Slot{}
		}
		if i == 3 {
			x.Part = NoPart
		}
	}
	return x
}

func drawExpr(t *rapid.T) Expr {
	x := drawTime(t)
	switch rapid.IntRange(0, 5).Draw(t, "form") {
	case 0:
		if e, err := Between(x, drawTime(t)); err == nil {
			return e
		}
	case 1:
		return Shift{Base: x, By: long("3", []Grain{Year, Month, Week, Day, Hour}[rapid.IntRange(0, 4).Draw(t, "unit")]), Dir: Back,
			Form: Form(rapid.IntRange(0, 3).Draw(t, "as"))}
	case 2:
		if e, err := Intersect(x, Nth{First: 1, Last: 2, Unit: []Grain{Quarter, Month, Week, Day}[rapid.IntRange(0, 3).Draw(t, "unit")]}); err == nil {
			return e
		}
	case 3:
		if e, err := Intersect(x, Holiday{Kind: HolidayKind(rapid.IntRange(0, 7).Draw(t, "kind")), Month: 2, Day: 1, Weekday: 3}); err == nil {
			return e
		}
	case 4:
		if e, err := Intersect(x, drawTime(t)); err == nil {
			return e
		}
	}
	return x
}

func drawAnchor(t *rapid.T) Anchor {
	var a Anchor
	if rapid.Bool().Draw(t, "document") {
		a.Doc = Moment{Year: rapid.IntRange(1900, 2100).Draw(t, "year"), Month: 5, Day: 17, Hour: 8, Minute: 30, Grain: []Grain{Year, Month, Day, Minute}[rapid.IntRange(0, 3).Draw(t, "grain")]}
	}
	if rapid.Bool().Draw(t, "focus") {
		a = a.read(drawTime(t))
	}
	return a
}

func TestFromBeforeTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Resolve(drawExpr(t), drawAnchor(t))
		switch {
		case (r.From == "") != (r.To == ""):
			t.Fatalf("one end alone: %+v", r)
		case r.From > r.To && r.From[0] != '-':
			t.Fatalf("%s is behind %s", r.From, r.To)
		case len(r.From) != len(r.To) && r.From[0] != '-':
			t.Fatalf("%s and %s are of different grains", r.From, r.To)
		case (r.Kind == "") != (r.Value == ""):
			t.Fatalf("a kind without a value: %+v", r)
		case r.From != "" && strings.Contains(r.Value, "XXXX"):
			t.Fatalf("known ends of an unknown value: %+v", r)
		case r.Kind == KindRange != strings.Contains(r.Value, "/"):
			t.Fatalf("%s as a %s", r.Value, r.Kind)
		}
	})
}

func TestIntersectCommutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := drawTime(t), drawTime(t)
		xy, err1 := Intersect(x, y)
		yx, err2 := Intersect(y, x)
		if (err1 == nil) != (err2 == nil) {
			t.Fatalf("%v and %v: %v, but the other way round %v", x, y, err1, err2)
		}
		if xy != yx {
			t.Fatalf("%v, but the other way round %v", xy, yx)
		}
	})
}

func TestAbsoluteIgnoresAnchor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := drawExpr(t)
		free := Resolve(e, Anchor{})
		if a := drawAnchor(t); free.From != "" && free.Base == Unset && Resolve(e, a).Value != free.Value {
			t.Fatalf("%#v: %s, with %+v %s", e, free.Value, a, Resolve(e, a).Value)
		}
	})
}

// TestValueReadsBack reads dates and times of day back from their value.
func TestValueReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawTime(t)
		r := Resolve(x, drawAnchor(t))
		if r.Kind != KindDate && r.Kind != KindClock || r.From == "" || strings.ContainsAny(r.Value, "WX") || x.Season.IsSet() {
			return // no value of a moment
		}
		m, err := ParseMoment(r.Value)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.String(); got != r.Value || !strings.HasPrefix(r.From, got) {
			t.Fatalf("%s begins at %s", r.Value, r.From)
		}
	})
}

func TestDaysCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.Int64Range(-2_000_000, 2_000_000).Draw(t, "day")
		y, m, d := dateOf(day)
		if dayOf(y, m, d) != day || m < 1 || m > 12 || d < 1 || d > monthDays(y, m) {
			t.Fatalf("day %d is %d-%d-%d", day, y, m, d)
		}
		if y, w := isoWeekOf(day); isoWeek(y, w) != mondayOf(day) || w < 1 || w > isoWeeks(y) {
			t.Fatalf("day %d is in week %d of %d", day, w, y)
		}
	})
}

func BenchmarkResolve(b *testing.B) {
	var day Expr = Partial{Year: At(2023), Month: At(12), Day: At(28)}
	var quarters Expr = In{Partial{Year: FromDoc(-1)}, Nth{First: 1, Last: 3, Unit: Quarter}}
	var span Expr = Range{Partial{Month: At(10), Day: At(1)}, Partial{Day: At(7)}}
	a := doc("2023-05-17").read(year(2023))
	for _, bench := range []struct {
		name string
		e    Expr
	}{{"day", day}, {"quarters", quarters}, {"range", span}} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				Resolve(bench.e, a)
			}
		})
	}
}

func BenchmarkIntersect(b *testing.B) {
	b.ReportAllocs()
	var y, m, d Expr = year(2023), month(12), day(28)
	for range b.N {
		e, _ := Intersect(y, m)
		_, _ = Intersect(e, d)
	}
}
