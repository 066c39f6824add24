package rules

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhfacts/pipeline/calendar"
	"zhfacts/pipeline/numeral"
)

var (
	numberKinds = []Kind{KindNumber, KindText, KindWord}
	timeKinds   = []Kind{KindTime}
	wordKinds   = []Kind{KindWord, KindText, KindEntry}
)

var dateGrains = []string{"century", "decade", "year", "half", "quarter", "season", "month", "third", "week", "day", "weekday"}

// timeOps are the operations that make times. Package calendar says what their
// results mean, and refuses what is no time.
func timeOps() []Op {
	var date []Param
	for _, g := range dateGrains {
		date = append(date, Param{Name: g, Doc: dateDocs[g], Optional: true, Kinds: numberKinds})
	}
	date = append(date, Param{Name: "era", Doc: "the first year of the era that the year counts in, or BC", Optional: true, Kinds: wordKinds})
	return []Op{
		{
			Name: "date", Doc: "A partial date of absolute numbers.", Returns: KindTime, Params: date, Eval: dateOp,
		},
		{
			Name: "unit", Doc: "A unit by its number, or the one that lies n units from that of the document (去年) or of the period in force (次日).",
			Returns: KindTime,
			Params: []Param{
				{Name: "unit", Doc: "the unit", Kinds: wordKinds, Valid: validUnit},
				{Name: "n", Doc: "its number, or how many units later; negative: earlier", Kinds: numberKinds},
				{Name: "base", Doc: "what it counts from", Kinds: wordKinds, Enum: []string{"doc", "focus", "absolute"}},
			},
			Eval: unitOp,
		},
		{
			Name: "either", Doc: "The first of its operands that the match has.", Returns: KindNumber, Variadic: true,
			Params: []Param{{Name: "of", Doc: "a number", Kinds: numberKinds}},
			Eval: func(a *Args) (Value, error) {
				if len(a.List()) == 0 {
					return nil, errors.New("the match has none of them")
				}
				return value(a.List()[0].Number())
			},
		},
		{
			Name: "clock", Doc: "A time of day, as far as it is told.", Returns: KindTime,
			Params: []Param{
				{Name: "part", Doc: "the part of the day: afternoon", Optional: true, Kinds: wordKinds, Valid: validPart},
				{Name: "hour", Doc: "the hour as written, 0 to 24", Optional: true, Kinds: numberKinds},
				{Name: "minute", Doc: "the minute", Optional: true, Kinds: numberKinds},
				{Name: "quarter", Doc: "the quarters of an hour behind the hour: 一刻", Optional: true, Kinds: numberKinds},
				{Name: "mark", Doc: "the marks of five minutes behind the hour: 踏三", Optional: true, Kinds: numberKinds},
				{Name: "second", Doc: "the second", Optional: true, Kinds: numberKinds},
				{Name: "to", Doc: "the minutes that are missing to the hour: 差五分八点", Optional: true, Kinds: numberKinds},
			},
			Eval: clockOp,
		},
		{
			Name: "intersect", Doc: "What is all of its operands: 去年 and 9月. An item with + gives all it matched.",
			Returns: KindTime, Variadic: true,
			Params: []Param{{Name: "time", Doc: "a time", Kinds: timeKinds}},
			Eval:   func(a *Args) (Value, error) { return foldTimes(a, calendar.Intersect) },
		},
		{
			Name: "period", Doc: "From one time to another, both inclusive; what one of them leaves open comes from the other. Two durations are a range of durations.",
			Returns: KindTime,
			Params: []Param{
				{Name: "from", Doc: "the first", Kinds: timeKinds},
				{Name: "to", Doc: "the last", Kinds: timeKinds},
			},
			Eval: func(a *Args) (Value, error) {
				from, err1 := timeArg(a, "from")
				to, err2 := timeArg(a, "to")
				if err := errors.Join(err1, err2); err != nil {
					return nil, err
				}
				return timeValue(calendar.Between(from, to))
			},
		},
		{
			Name: "duration", Doc: "A length of time. A range of numbers makes a range of lengths.", Returns: KindTime,
			Params: []Param{
				{Name: "n", Doc: "how many units; left out where half alone is meant", Optional: true, Kinds: numberKinds},
				{Name: "unit", Doc: "the unit, by name (month) or as a duration of ISO 8601 (P1M, PT15M)", Kinds: wordKinds, Valid: validUnit},
				{Name: "half", Doc: "when there is any: half a unit more (两年半)", Optional: true, Kinds: wordKinds},
				{Name: "unknown", Doc: "when there is any: the number is not told (数年)", Optional: true, Kinds: wordKinds},
			},
			Eval: durationOp,
		},
		{
			Name: "compound", Doc: "The sum of durations, from coarse units to fine ones: 两年 and 三个月.",
			Returns: KindTime, Variadic: true,
			Params: []Param{{Name: "duration", Doc: "a duration", Kinds: timeKinds}},
			Eval: func(a *Args) (Value, error) {
				return foldTimes(a, func(x, y calendar.Expr) (calendar.Expr, error) {
					d, ok1 := x.(calendar.Duration)
					e, ok2 := y.(calendar.Duration)
					if !ok1 || !ok2 {
						return nil, errors.New("not all are single durations")
					}
					return d.Add(e)
				})
			},
		},
		{
			Name: "shift", Doc: "A duration before or behind a time: 三天前, 圣诞节前一天.", Returns: KindTime,
			Params: []Param{
				{Name: "base", Doc: "where to count from; the document's moment when left out", Optional: true, Kinds: timeKinds},
				{Name: "by", Doc: "the duration", Kinds: timeKinds},
				{Name: "to", Doc: "where to", Kinds: wordKinds, Enum: []string{"back", "forward"}},
				{Name: "as", Doc: "point: the unit reached; through: all up to it; units: the whole units beside the base's own; whole: the base as it is, moved", Optional: true, Kinds: wordKinds, Enum: []string{"point", "through", "units", "whole"}},
			},
			Eval: shiftOp,
		},
		{
			Name: "nth", Doc: "Counted units of the time they stand in: 第三周, 前三季度, 最后一天.", Returns: KindTime,
			Params: []Param{
				{Name: "n", Doc: "the number of the unit", Optional: true, Kinds: numberKinds},
				{Name: "first", Doc: "how many units from the first on", Optional: true, Kinds: numberKinds},
				{Name: "last", Doc: "how many units up to the last", Optional: true, Kinds: numberKinds},
				{Name: "unit", Doc: "the unit, by name (month) or as a duration of ISO 8601 (P1M)", Kinds: wordKinds, Valid: validUnit},
				{Name: "weekday", Doc: "count these weekdays only, 1 to 7", Optional: true, Kinds: numberKinds},
			},
			Eval: nthOp,
		},
		{
			Name: "recurring", Doc: "A time that recurs: 每年, 每周一.", Returns: KindTime,
			Params: []Param{
				{Name: "every", Doc: "how often", Kinds: timeKinds},
				{Name: "at", Doc: "what of it recurs", Optional: true, Kinds: timeKinds},
			},
			Eval: recurringOp,
		},
		{
			Name: "vague", Doc: "A vague reference: 目前, 近年来.", Returns: KindTime,
			Params: []Param{{Name: "to", Doc: "present, past or future", Kinds: wordKinds, Enum: []string{"present", "past", "future"}}},
			Eval:   vagueOp,
		},
		{
			Name: "in-force", Doc: "The period in force itself (同期), or the document's moment.", Returns: KindTime,
			Params: []Param{{Name: "base", Doc: "which of the two", Kinds: wordKinds, Enum: []string{"doc", "focus"}}},
			Eval: func(a *Args) (Value, error) {
				if a.Word("base") == "doc" {
					return timeValue(calendar.InForce{Base: calendar.Doc}, nil)
				}
				return timeValue(calendar.InForce{Base: calendar.Focus}, nil)
			},
		},
		{
			Name: "modified", Doc: "A time with a modifier that keeps its period: 9月末, 2018年以来. Without a modifier, the time itself.", Returns: KindTime,
			Params: []Param{
				{Name: "of", Doc: "the time", Kinds: timeKinds},
				{Name: "mod", Doc: "the modifier; aim and aside are shown nowhere: the time lies ahead, or is only compared with, and the text is not of it", Optional: true, Kinds: wordKinds, Enum: []string{"start", "mid", "end", "since", "before", "after", "until", "approx", "aim", "aside"}},
			},
			Eval: modifiedOp,
		},
		{
			Name: "holiday", Doc: "A named day or days of a year, by the rule that gives them.", Returns: KindTime,
			Params: []Param{
				{Name: "kind", Doc: "the kind of rule", Kinds: wordKinds, Enum: []string{"fixed", "weekday", "lunar", "term", "easter", "orthodox", "hebrew", "islamic"}},
				{Name: "month", Doc: "the month of the rule's calendar", Optional: true, Kinds: numberKinds},
				{Name: "day", Doc: "the day, or the number of the weekday or term; -1 is the last", Optional: true, Kinds: numberKinds},
				{Name: "weekday", Doc: "the weekday, 1 to 7", Optional: true, Kinds: numberKinds},
				{Name: "offset", Doc: "the days from what the rule gives", Optional: true, Kinds: numberKinds},
				{Name: "length", Doc: "how many days it lasts", Optional: true, Kinds: numberKinds},
				{Name: "next", Doc: "when there is any: the next one behind the document's day", Optional: true, Kinds: wordKinds},
			},
			Eval: holidayOp,
		},
		{
			Name: "lunar", Doc: "A month or day of the Chinese lunar calendar.", Returns: KindTime,
			Params: []Param{
				{Name: "month", Doc: "the month, 1 to 12", Kinds: numberKinds},
				{Name: "day", Doc: "the day, 1 to 30; the whole month when left out", Optional: true, Kinds: numberKinds},
				{Name: "leap", Doc: "when there is any: the leap month of that number", Optional: true, Kinds: wordKinds},
			},
			Eval: lunarOp,
		},
		{
			Name: "solar-term", Doc: "The day of a solar term.", Returns: KindTime,
			Params: []Param{{Name: "n", Doc: "its number from 小寒, 1 to 24", Kinds: numberKinds}},
			Eval: func(a *Args) (Value, error) {
				n, err := intArg(a, "n")
				if err != nil || n < 1 || n > 24 {
					return nil, errors.Join(err, fmt.Errorf("no solar term %d", n))
				}
				return timeValue(calendar.SolarTerm(n), nil)
			},
		},
		{
			Name: "five-year-plan", Doc: "The years of China's n-th five-year plan.", Returns: KindTime,
			Params: []Param{{Name: "n", Doc: "its number", Kinds: numberKinds}},
			Eval: func(a *Args) (Value, error) {
				n, err := intArg(a, "n")
				if err != nil {
					return nil, err
				}
				plan, ok := calendar.FiveYearPlan(n)
				if !ok {
					return nil, fmt.Errorf("there is no plan of number %d", n)
				}
				return timeValue(plan, nil)
			},
		},
	}
}

var dateDocs = map[string]string{
	"century": "20 is the years 1900 to 1999",
	"decade":  "the tens of the year, 80 or 8, or its first year, 1980; two neighbours make a range",
	"year":    "the year; two bare digits are of the years 1940 to 2039",
	"half":    "1 or 2",
	"quarter": "1 to 4",
	"season":  "1 to 4, from spring",
	"month":   "1 to 12; a range such as 三四 makes a range",
	"third":   "1 to 3: 上旬 中旬 下旬",
	"week":    "the week of the year by ISO 8601",
	"day":     "the day of the month; a range such as 三四 makes a range",
	"weekday": "1 Monday to 7 Sunday, 8 the weekend; or 日, 天, 末",
}

// weekdayWords are the weekdays that are no numerals.
var weekdayWords = map[string]int{"日": 7, "天": 7, "末": calendar.Weekend}

func timeValue(e calendar.Expr, err error) (Value, error) {
	if err != nil {
		return nil, err
	}
	return &Time{Expr: e}, nil
}

// timeArg is an operand that is a time; nil when it is left out.
func timeArg(a *Args, name string) (calendar.Expr, error) {
	arg := a.Get(name)
	if !arg.Set {
		return nil, nil
	}
	return arg.time(name)
}

func (g *Arg) time(name string) (calendar.Expr, error) {
	t, ok := g.Value.(*Time)
	if !ok || t.Expr == nil {
		return nil, fmt.Errorf("%s is no time", name)
	}
	return t.Expr, nil
}

// foldTimes joins the operands from left to right, lists in place.
func foldTimes(a *Args, join func(x, y calendar.Expr) (calendar.Expr, error)) (Value, error) {
	var whole calendar.Expr
	var alone Value // the operand, while there is but one
	add := func(g *Arg) error {
		e, err := g.time("an operand")
		if alone = nil; whole == nil {
			alone = g.Value
		} else if err == nil {
			e, err = join(whole, e)
		}
		whole = e
		return err
	}
	list := a.List()
	for i := range list {
		parts := list[i].List
		if parts == nil {
			parts = list[i : i+1]
		}
		for j := range parts {
			if err := add(&parts[j]); err != nil {
				return nil, err
			}
		}
	}
	if whole == nil {
		return nil, errors.New("there is no time")
	}
	if alone != nil {
		return alone, nil
	}
	return timeValue(whole, nil)
}

// intArg is an operand that is a whole number.
func intArg(a *Args, name string) (int, error) {
	arg := a.Get(name)
	if arg.Literal != "" {
		n, err := strconv.Atoi(arg.Literal)
		if err != nil {
			return 0, fmt.Errorf("%s: %q is no whole number", name, arg.Literal)
		}
		return n, nil
	}
	n, err := arg.Number()
	if err != nil {
		return 0, err
	}
	if n == nil || n.Value == nil {
		return 0, fmt.Errorf("%s is not a single number", name)
	}
	return wholeNumber(n.Value, name)
}

func wholeNumber(d *apd.Decimal, name string) (int, error) {
	i, err := d.Int64()
	if err != nil || i < -99999 || i > 99999 {
		return 0, fmt.Errorf("%s: %s is no whole number up to 99999", name, d.Text('f'))
	}
	return int(i), nil
}

// slot is the field of x that a unit names.
func slot(x *calendar.Partial, unit string) *calendar.Slot {
	switch unit {
	case "century":
		return &x.Century
	case "decade":
		return &x.Decade
	case "year":
		return &x.Year
	case "half":
		return &x.Half
	case "quarter":
		return &x.Quarter
	case "season":
		return &x.Season
	case "month":
		return &x.Month
	case "third":
		return &x.Third
	case "week":
		return &x.Week
	case "day":
		return &x.Day
	case "weekday":
		return &x.Weekday
	case "hour":
		return &x.Hour
	case "minute":
		return &x.Minute
	case "second":
		return &x.Second
	}
	return nil
}

func dateOp(a *Args) (Value, error) {
	var x, y calendar.Partial // y is the last of a range
	isRange := false
	for i, unit := range dateGrains {
		arg := &a.named[i] // its operands begin with the grains
		if !arg.Set {
			continue
		}
		switch unit {
		case "year":
			if read, ok := readYear(arg); ok {
				x.Year = calendar.At(read)
				continue
			}
		case "weekday":
			if n, ok := weekdayWords[arg.Word()]; ok {
				x.Weekday = calendar.At(n)
				continue
			}
		}
		if n, err := arg.Number(); err == nil && n != nil && n.Low != nil && (unit == "month" || unit == "day" || unit == "decade") {
			low, err1 := wholeNumber(n.Low, unit)
			high, err2 := wholeNumber(n.High, unit)
			if err := errors.Join(err1, err2); err != nil {
				return nil, err
			}
			if unit == "decade" && low%10 == 0 && high%10 == 0 {
				low, high = low/10, high/10
			}
			if high != low+1 {
				return nil, fmt.Errorf("%s: %d to %d are no neighbours", unit, low, high)
			}
			*slot(&x, unit), *slot(&y, unit) = calendar.At(low), calendar.At(high)
			isRange = true
			continue
		}
		n, err := intArg(a, unit)
		if err != nil {
			return nil, err
		}
		switch {
		case unit == "year":
			if n, err = yearNumber(a, arg, n); err != nil {
				return nil, err
			}
		case unit == "decade" && n >= 1000 && n <= 2990 && n%10 == 0:
			x.Century = calendar.At(n/100 + 1)
			n = n / 10 % 10
		case unit == "decade" && n >= 10:
			if n%10 != 0 || n > 90 {
				return nil, fmt.Errorf("no decade begins with the year %d", n)
			}
			n /= 10
		}
		*slot(&x, unit) = calendar.At(n)
	}
	if err := x.Check(); err != nil {
		return nil, err
	}
	if isRange {
		if err := y.Check(); err != nil {
			return nil, err
		}
		return timeValue(calendar.Between(x, y))
	}
	return timeValue(x, nil)
}

// readYear is the year of two digits that read like two neighbouring numbers:
// 二三年十二月 is of 2023.
func readYear(arg *Arg) (int, bool) {
	n, err := arg.Number()
	if err != nil || n == nil || n.Low == nil || n.Numeral == nil || n.Numeral.Multiplier {
		return 0, false
	}
	low, err1 := n.Low.Int64()
	high, err2 := n.High.Int64()
	if err1 != nil || err2 != nil || low < 1 || high > 9 {
		return 0, false
	}
	return calendar.TwoDigitYear(int(low*10 + high)), true
}

// yearNumber is the year that n means in its era, or with two digits.
func yearNumber(a *Args, arg *Arg, n int) (int, error) {
	switch era := a.Word("era"); {
	case era == "BC":
		return 1 - n, nil
	case era != "":
		first, err := strconv.Atoi(era)
		if err != nil || n < 1 {
			return 0, fmt.Errorf("no year %d of an era that begins in %q", n, era)
		}
		return first + n - 1, nil
	}
	if num, err := arg.Number(); err == nil && num != nil && num.Numeral != nil && num.Numeral.Digits == 2 && n < 100 {
		return calendar.TwoDigitYear(n), nil
	}
	return n, nil
}

func unitOp(a *Args) (Value, error) {
	var x calendar.Partial
	s := slot(&x, a.Word("unit"))
	n, err := intArg(a, "n")
	if err != nil || s == nil {
		return nil, errors.Join(err, fmt.Errorf("no unit %q", a.Word("unit")))
	}
	switch a.Word("base") {
	case "doc":
		*s = calendar.FromDoc(n)
	case "focus":
		*s = calendar.FromFocus(n)
	default:
		*s = calendar.At(n)
	}
	if err := x.Check(); err != nil {
		return nil, err
	}
	return timeValue(x, nil)
}

func clockOp(a *Args) (Value, error) {
	var x calendar.Partial
	if word := a.Word("part"); word != "" {
		part, ok := calendar.ParsePart(word)
		if !ok {
			return nil, fmt.Errorf("%q is no part of the day", word)
		}
		x.Part = part
	}
	for _, unit := range []string{"hour", "minute", "second", "quarter", "mark", "to"} {
		if !a.Get(unit).Set {
			continue
		}
		n, err := intArg(a, unit)
		if err != nil {
			return nil, err
		}
		switch unit {
		case "quarter":
			if x.Part.IsDoubleHour() {
				from, _ := x.Part.Hours()
				x.Part, x.Hour = calendar.NoPart, calendar.At((from+24+n/4)%24)
				n %= 4
			}
			x.Minute = calendar.At(n * 15)
		case "mark":
			x.Minute = calendar.At(n * 5)
		case "to":
			if x.Hour.N < 1 || n < 1 || n > 59 {
				return nil, errors.New("no hour that the minutes are missing to")
			}
			x.Hour.N--
			x.Minute = calendar.At(60 - n)
		default:
			*slot(&x, unit) = calendar.At(n)
		}
	}
	if err := x.Check(); err != nil {
		return nil, err
	}
	return timeValue(x, nil)
}

func validUnit(word string) error {
	_, _, err := unit(word)
	return err
}

func validPart(word string) error {
	if _, ok := calendar.ParsePart(word); !ok {
		return fmt.Errorf("%q is no part of the day", word)
	}
	return nil
}

// unit is a unit of duration and how many of it a written unit counts.
func unit(word string) (calendar.Grain, int64, error) {
	if g, ok := calendar.ParseGrain(word); ok {
		return g, 1, nil
	}
	if rest, ok := strings.CutPrefix(word, "P"); ok && len(rest) >= 2 {
		grains := map[byte]calendar.Grain{'Y': calendar.Year, 'M': calendar.Month, 'W': calendar.Week, 'D': calendar.Day}
		if clock, ok := strings.CutPrefix(rest, "T"); ok {
			rest, grains = clock, map[byte]calendar.Grain{'H': calendar.Hour, 'M': calendar.Minute, 'S': calendar.Second}
		}
		n, err := strconv.ParseInt(rest[:len(rest)-1], 10, 64)
		if g, ok := grains[rest[len(rest)-1]]; ok && err == nil {
			return g, n, nil
		}
	}
	return 0, 0, fmt.Errorf("%q is no unit of duration", word)
}

func durationOp(a *Args) (Value, error) {
	g, count, err := unit(a.Word("unit"))
	if err != nil {
		return nil, err
	}
	if a.Get("unknown").Set {
		return timeValue(calendar.UnknownDuration(g), nil)
	}
	switch {
	case count == 3 && g == calendar.Month:
		g, count = calendar.Quarter, 1
	case count == 100 && g == calendar.Year:
		g, count = calendar.Century, 1
	}
	half := a.Get("half").Set
	n, err := a.Number("n")
	if err != nil {
		return nil, err
	}
	if n == nil {
		if !half {
			return nil, errors.New("there is no number")
		}
		n = &Number{Value: new(apd.Decimal)}
	}
	if n.Low != nil {
		low, err1 := length(n.Low, g, count, false)
		high, err2 := length(n.High, g, count, false)
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		return timeValue(calendar.Between(low, high))
	}
	if n.Value == nil {
		return nil, errors.New("a ratio is no number of units")
	}
	if g == calendar.Year && isYear(n) {
		return nil, errors.New("this is the number of a year")
	}
	return timeValue(length(n.Value, g, count, half))
}

// isYear tells whether a number before 年 is that of a year: four digits that
// are not a round thousand, two digits with a 0 before, two digits read out.
func isYear(n *Number) bool {
	if n.Numeral == nil {
		return false
	}
	year, err := n.Value.Int64()
	if err != nil {
		return false
	}
	switch n.Numeral.Digits {
	case 4:
		return year >= 1000 && year < 3000 && year%1000 != 0
	case 2:
		return year < 10 || n.Numeral.Form == numeral.Chinese
	}
	return false
}

// length is n times count units, with half of those more.
func length(n *apd.Decimal, g calendar.Grain, count int64, half bool) (calendar.Expr, error) {
	if count != 1 {
		if half {
			return nil, errors.New("half of a unit that is none of its own")
		}
		var err error
		if n, err = multiply(n, apd.New(count, 0)); err != nil {
			return nil, err
		}
	}
	return calendar.NewDuration(n, g, half)
}

func shiftOp(a *Args) (Value, error) {
	base, err1 := timeArg(a, "base")
	by, err2 := timeArg(a, "by")
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	d, ok := by.(calendar.Duration)
	if !ok {
		return nil, errors.New("by is no single duration")
	}
	if base == nil {
		base = calendar.InForce{Base: calendar.Doc}
	}
	x := calendar.Shift{Base: base, By: d, Dir: calendar.Forward}
	if a.Word("to") == "back" {
		x.Dir = calendar.Back
	}
	switch a.Word("as") {
	case "through":
		x.Form = calendar.Through
	case "units":
		x.Form = calendar.Units
	case "whole":
		x.Form = calendar.Whole
	}
	return timeValue(x, nil)
}

func nthOp(a *Args) (Value, error) {
	g, count, err := unit(a.Word("unit"))
	switch {
	case err != nil:
		return nil, err
	case g == calendar.Month && count == 3:
		g = calendar.Quarter
	case count != 1:
		return nil, fmt.Errorf("%q is no single unit", a.Word("unit"))
	}
	x := calendar.Nth{Unit: g}
	for _, name := range []string{"n", "first", "last", "weekday"} {
		if !a.Get(name).Set {
			continue
		}
		if n, ok := weekdayWords[a.Get(name).Word()]; ok && name == "weekday" {
			x.Weekday = n
			continue
		}
		n, err := intArg(a, name)
		if err != nil {
			return nil, err
		}
		if n < 1 {
			return nil, fmt.Errorf("%s: units are counted from 1", name)
		}
		switch name {
		case "n":
			x.First, x.Last = n, n
		case "first":
			x.First, x.Last = 1, n
		case "last":
			x.First, x.Last = -n, -1
		case "weekday":
			x.Weekday = n
		}
	}
	return timeValue(x, nil)
}

func recurringOp(a *Args) (Value, error) {
	every, err1 := timeArg(a, "every")
	at, err2 := timeArg(a, "at")
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	d, ok := every.(calendar.Duration)
	if !ok {
		return nil, errors.New("every is no single duration")
	}
	x := calendar.Set{Every: d}
	if at != nil {
		if !recurs(at) {
			return nil, errors.New("what recurs is no partial date without year, nor a stretch between two")
		}
		x.At = at
	}
	return timeValue(x, nil)
}

// recurs tells whether e can come again: a partial date without a year of its own,
// or a stretch from one to another.
func recurs(e calendar.Expr) bool {
	switch x := e.(type) {
	case calendar.Partial:
		return !x.Year.IsSet()
	case calendar.Range:
		return recurs(x.From) && recurs(x.To)
	}
	return false
}

func vagueOp(a *Args) (Value, error) {
	switch a.Word("to") {
	case "past":
		return timeValue(calendar.Past, nil)
	case "future":
		return timeValue(calendar.Future, nil)
	}
	return timeValue(calendar.Present, nil)
}

var holidayKinds = map[string]calendar.HolidayKind{
	"fixed": calendar.Fixed, "weekday": calendar.NthWeekday, "lunar": calendar.LunarDate, "term": calendar.Term,
	"easter": calendar.Easter, "orthodox": calendar.OrthodoxEaster, "hebrew": calendar.Hebrew, "islamic": calendar.Islamic,
}

func holidayOp(a *Args) (Value, error) {
	kind, ok := holidayKinds[a.Word("kind")]
	if !ok {
		return nil, fmt.Errorf("%q is no kind of holiday", a.Word("kind"))
	}
	x := calendar.Holiday{Kind: kind, Next: a.Get("next").Set}
	for name, field := range map[string]*int{"month": &x.Month, "day": &x.Day, "weekday": &x.Weekday, "offset": &x.Offset, "length": &x.Length} {
		if !a.Get(name).Set {
			continue
		}
		n, err := intArg(a, name)
		if err != nil {
			return nil, err
		}
		*field = n
	}
	if err := x.Check(); err != nil {
		return nil, err
	}
	return timeValue(x, nil)
}

func lunarOp(a *Args) (Value, error) {
	month, err := intArg(a, "month")
	if err != nil {
		return nil, err
	}
	x := calendar.Lunar{Month: month, Leap: a.Get("leap").Set}
	if a.Get("day").Set {
		if x.Day, err = intArg(a, "day"); err != nil {
			return nil, err
		}
	}
	if err := x.Check(); err != nil {
		return nil, err
	}
	return timeValue(x, nil)
}

func modifiedOp(a *Args) (Value, error) {
	of, err := timeArg(a, "of")
	if err != nil {
		return nil, err
	}
	if mod := a.Word("mod"); mod != "" {
		return timeValue(calendar.Modified{X: of, Mod: calendar.Mod(mod)}, nil)
	}
	return timeValue(of, nil)
}
