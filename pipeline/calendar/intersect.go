package calendar

import (
	"errors"
	"fmt"
)

// slots are the slots of x from coarse to fine, without the part of the day.
func (x *Partial) slots() [14]*Slot {
	return [...]*Slot{&x.Century, &x.Decade, &x.Year, &x.Half, &x.Quarter, &x.Season, &x.Month, &x.Third,
		&x.Week, &x.Day, &x.Weekday, &x.Hour, &x.Minute, &x.Second}
}

// slotGrains are the grains of the slots, in the order of slots.
var slotGrains = [...]Grain{Century, Decade, Year, Half, Quarter, Season, Month, Third, Week, Day, Day, Hour, Minute, Second}

// slotLimits are the least and greatest numbers of absolute slots.
var slotLimits = [...]struct{ least, most int32 }{
	{-99, 99}, {0, 9}, {-9999, 9999}, {1, 2}, {1, 4}, {1, 4}, {1, 12}, {1, 3},
	{1, 53}, {1, 31}, {1, Weekend}, {0, 24}, {0, 59}, {0, 60},
}

// slot is the slot of that grain: for Day the day, or else the weekday.
func (x Partial) slot(g Grain) Slot {
	for i, s := range x.slots() {
		if slotGrains[i] == g && s.IsSet() {
			return *s
		}
	}
	return Slot{}
}

// Grains are the coarsest and the finest grain that e states: Month and Day
// of 3月5日; NoGrain for durations, sets and references.
func Grains(e Expr) (coarse, fine Grain) {
	switch x := e.(type) {
	case Partial:
		for i, s := range x.slots() {
			if !s.IsSet() {
				continue
			}
			if fine = slotGrains[i]; coarse == NoGrain {
				coarse = fine
			}
		}
		if x.Part != NoPart {
			if coarse == NoGrain || coarse > PartOfDay {
				coarse = PartOfDay
			}
			fine = max(fine, PartOfDay)
		}
		return coarse, fine
	case In:
		coarse, _ = Grains(x.Outer)
		_, fine = Grains(x.Inner)
		return coarse, fine
	case Range:
		coarse, fine = Grains(x.From)
		_, f := Grains(x.To)
		return coarse, max(fine, f)
	case Shift:
		coarse, fine = Grains(x.Base)
		unit := x.By.finest()
		if unit == Week && x.Form == Point {
			unit = Day
		}
		if coarse == NoGrain {
			coarse = unit
		}
		return coarse, max(fine, unit)
	case Nth:
		return x.Unit, x.Unit
	case Lunar:
		if x.Day == 0 {
			return Month, Month
		}
		return Month, Day
	case Holiday:
		if x.Length > 1 {
			return Month, Week // its days are counted within it
		}
		return Month, Day
	case SolarTerm:
		return Month, Day
	case Modified:
		return Grains(x.X)
	}
	return NoGrain, NoGrain
}

// Intersect is what is both a and b, in whichever order they stand: 去年 and
// 9月, 下午 and 3点半. It is an error when they conflict or leave no such time
// (13月, 2月30日, 25点, 3月 and 8点 without a day).
func Intersect(a, b Expr) (Expr, error) {
	x, xIsPartial := a.(Partial)
	y, yIsPartial := b.(Partial)
	if xIsPartial && yIsPartial {
		return x.with(y)
	}
	if m, ok := a.(Modified); ok {
		return m.with(b)
	}
	if m, ok := b.(Modified); ok {
		return m.with(a)
	}
	if _, ok := a.(InForce); ok {
		a, b = b, a
	}
	if f, ok := b.(InForce); ok {
		if f.Base != Focus || !xIsPartial && !yIsPartial {
			return nil, errors.New("only a year can stand before 同期")
		}
		return In{a, f}, nil
	}
	if in, ok := a.(In); ok && yIsPartial {
		if joined, ok := in.refined(y); ok {
			return joined, nil
		}
	}
	if in, ok := b.(In); ok && xIsPartial {
		if joined, ok := in.refined(x); ok {
			return joined, nil
		}
	}
	aCoarse, aFine := Grains(a)
	bCoarse, bFine := Grains(b)
	if aCoarse == NoGrain || bCoarse == NoGrain {
		return nil, errors.New("a duration, a set or a vague reference has no place within a date")
	}
	switch {
	case aFine < bCoarse:
		return within(a, b)
	case bFine < aCoarse:
		return within(b, a)
	}
	return nil, fmt.Errorf("%s to %s and %s to %s do not nest", aCoarse, aFine, bCoarse, bFine)
}

// refined joins y to the inner part where both are partial and y is finer than
// the outer one: 三天后上午 and 9点.
func (x In) refined(y Partial) (Expr, bool) {
	inner, ok := x.Inner.(Partial)
	coarse, _ := Grains(y)
	if _, fine := Grains(x.Outer); !ok || coarse <= fine {
		return nil, false
	}
	joined, err := inner.with(y)
	if err != nil {
		return nil, false
	}
	return In{x.Outer, joined}, true
}

// within is inner in outer.
func within(outer, inner Expr) (Expr, error) {
	if r, ok := inner.(Range); ok {
		from, err := Intersect(outer, r.From)
		if err != nil {
			return nil, err
		}
		to := r.To
		if coarse, _ := Grains(to); coarse == Decade {
			if to, err = Intersect(outer, to); err != nil {
				return nil, err
			}
		}
		return Range{from, to}, nil
	}
	if _, ok := inner.(Shift); ok {
		return nil, errors.New("what is counted from elsewhere stands in nothing else")
	}
	_, fine := Grains(outer)
	if coarse, _ := Grains(inner); coarse >= PartOfDay {
		switch x := outer.(type) {
		case Range:
			return nil, errors.New("a time of day needs one day")
		case Shift:
			// 一个月后 reaches a day of its own.
			if x.Form != Point {
				return nil, errors.New("a time of day needs one day")
			}
			return In{outer, inner}, nil
		}
		if fine != Day {
			return nil, fmt.Errorf("a time of day needs a day, not a %s", fine)
		}
	}
	return In{outer, inner}, nil
}

// with refines what is modified; what it modifies must be the finer of both.
func (x Modified) with(e Expr) (Expr, error) {
	if _, both := e.(Modified); both {
		return nil, errors.New("two modifiers")
	}
	coarse, _ := Grains(x.X)
	other, fine := Grains(e)
	if inForceOf(x.X, fine) {
		return Modified{e, x.Mod}, nil
	}
	if fine >= coarse || other == NoGrain {
		if _, same := x.X.(InForce); !same {
			return nil, fmt.Errorf("nothing can follow the modifier %s", x.Mod)
		}
	}
	joined, err := Intersect(e, x.X)
	if err != nil {
		return nil, err
	}
	return Modified{joined, x.Mod}, nil
}

// inForceOf tells whether x is just the unit in force of grain g: the 年 of 年底.
func inForceOf(x Expr, g Grain) bool {
	p, isPartial := x.(Partial)
	if !isPartial {
		return false
	}
	s := p.slot(g)
	coarse, fine := Grains(p)
	return coarse == g && fine == g && s == FromFocus(0)
}

// with has the slots of both.
func (x Partial) with(y Partial) (Expr, error) {
	into, from := x.slots(), y.slots()
	for i, s := range from {
		if !s.IsSet() {
			continue
		}
		switch {
		case *s == FromFocus(0) && into[i].IsSet():
			// The unit in force is the one that is named: 9月当月.
		case into[i].IsSet() && *into[i] != *s && *into[i] != FromFocus(0):
			return nil, fmt.Errorf("two different %ss", slotGrains[i])
		default:
			*into[i] = *s
		}
	}
	if y.Part != NoPart {
		if x.Part != NoPart && x.Part != y.Part {
			return nil, fmt.Errorf("both %s and %s", x.Part, y.Part)
		}
		x.Part = y.Part
	}
	if err := x.Check(); err != nil {
		return nil, err
	}
	return x, nil
}

// Check tells what keeps x from being a time: a number out of its limits,
// slots that exclude each other, a gap between them.
func (x Partial) Check() error {
	for i, s := range x.slots() {
		limit := slotLimits[i]
		switch {
		case s.Base == Absolute && (s.N < limit.least || s.N > limit.most):
			return fmt.Errorf("no %s %d", slotGrains[i], s.N)
		case s.Base > Absolute && (s.N > 9999 || s.N < -9999):
			return fmt.Errorf("%d %ss are too far", s.N, slotGrains[i])
		case s.Base > Absolute && (slotGrains[i] > Day || slotGrains[i] == Decade || slotGrains[i] == Season || s == &x.Weekday):
			return fmt.Errorf("a %s is not counted from a base", slotGrains[i])
		}
	}
	if err := x.checkDate(); err != nil {
		return err
	}
	return x.checkClock()
}

func (x *Partial) checkDate() error {
	count := func(slots ...Slot) (n int) {
		for _, s := range slots {
			n += b2i(s.IsSet())
		}
		return n
	}
	year := x.Year.IsSet() || x.Century.IsSet() || x.Decade.IsSet()
	switch {
	case x.Year.IsSet() && (x.Century.IsSet() || x.Decade.IsSet()):
		return errors.New("a year within a decade or century")
	case count(x.Half, x.Quarter, x.Season, x.Month) > 1:
		return errors.New("two parts of the year")
	case x.Decade.IsSet() && count(x.Half, x.Quarter, x.Season, x.Month, x.Third, x.Week, x.Day, x.Weekday) > 0:
		return errors.New("no year between decade and date")
	case x.Century.IsSet() && count(x.Half, x.Quarter, x.Season, x.Month, x.Third, x.Week, x.Day, x.Weekday) > 0:
		return errors.New("no year between century and date")
	case x.Third.IsSet() && count(x.Week, x.Day, x.Weekday) > 0:
		return errors.New("a day within a 旬")
	case x.Week.IsSet() && count(x.Half, x.Quarter, x.Season, x.Month, x.Day) > 0:
		return errors.New("a week of the year beside a month or day")
	case x.Week.Base > Absolute && year:
		return errors.New("a year beside a week counted from a base")
	case (x.Half.IsSet() || x.Quarter.IsSet() || x.Season.IsSet()) && count(x.Third, x.Day, x.Weekday) > 0:
		return errors.New("no month between the part of the year and the day")
	case (x.Third.IsSet() || x.Day.Base == Absolute) && x.Year.IsSet() && !x.Month.IsSet():
		return errors.New("no month between year and day")
	case x.Weekday.IsSet() && (year || x.Month.IsSet()) && !x.Week.IsSet() && !x.Day.IsSet():
		return errors.New("no week or day beside the weekday")
	case x.Year.IsSet() && (moves(x.Month) || moves(x.Quarter) || moves(x.Half) || moves(x.Day)),
		x.Month.IsSet() && moves(x.Day):
		return errors.New("a date counted from two bases")
	}
	if x.Month.Base == Absolute && x.Day.Base == Absolute {
		y := standInYear
		if x.Year.Base == Absolute {
			y = int(x.Year.N)
		}
		if int(x.Day.N) > monthDays(y, int(x.Month.N)) {
			return fmt.Errorf("month %d has no day %d", x.Month.N, x.Day.N)
		}
		if x.Year.Base == Absolute && x.Weekday.IsSet() && !matches(x.Weekday, dayOf(y, int(x.Month.N), int(x.Day.N))) {
			return errors.New("another weekday than that of the date")
		}
	}
	return nil
}

// moves tells whether the slot is one before or behind that of its base.
func moves(s Slot) bool { return s.Base > Absolute && s.N != 0 }

func (x *Partial) checkClock() error {
	if x.Part == NoPart && !x.Hour.IsSet() && !x.Minute.IsSet() && !x.Second.IsSet() {
		return nil
	}
	coarse, _ := Grains(*x)
	switch {
	case !x.Hour.IsSet() && x.Minute.IsSet() || !x.Minute.IsSet() && x.Second.IsSet():
		return errors.New("no hour or minute before the minute or second")
	case coarse < PartOfDay && !x.Day.IsSet() && !x.Weekday.IsSet():
		return errors.New("no day before the time of day")
	case x.Weekday.N == Weekend:
		return errors.New("a time of day on two days")
	case x.Hour.N == 24 && (x.Minute.N > 0 || x.Second.N > 0):
		return errors.New("24 o'clock is the end of the day")
	}
	if x.Part != NoPart && x.Hour.IsSet() {
		if _, ok := x.Part.clock(int(x.Hour.N)); !ok {
			return fmt.Errorf("no %d o'clock in the part of the day %s", x.Hour.N, x.Part)
		}
	}
	return nil
}

// Between is the range of from to to, both inclusive. What to lacks of coarse
// slots it has from from (10月1日至7日), and the other way round (3至5月2018年);
// two durations are a range of durations. It is an error when the two ends
// cannot be compared or run backwards.
func Between(from, to Expr) (Expr, error) {
	if low, ok := from.(Duration); ok {
		high, ok := to.(Duration)
		if !ok || !low.shorter(high) {
			return nil, errors.New("no range of durations from short to long")
		}
		return DurationRange{low, high}, nil
	}
	if m, ok := to.(Modified); ok {
		r, err := Between(from, m.X)
		if err != nil {
			return nil, err
		}
		return Modified{r, m.Mod}, nil
	}
	fromCoarse, fromFine := Grains(from)
	toCoarse, _ := Grains(to)
	switch {
	case fromCoarse == NoGrain || toCoarse == NoGrain:
		return nil, errors.New("a duration, a set or a vague reference is no end of a range of dates")
	case toCoarse >= PartOfDay && fromFine < PartOfDay:
		return nil, errors.New("a time of day at the end of a range of dates")
	}
	if _, nested := from.(Range); nested {
		return nil, errors.New("a range within a range")
	}
	x, xIsPartial := from.(Partial)
	y, yIsPartial := to.(Partial)
	if xIsPartial && yIsPartial {
		if err := x.share(&y); err != nil {
			return nil, err
		}
		from, to = x, y
	}
	r := Range{from, to}
	if _, _, ok := r.place(&context{}); !ok && absolute(from) && absolute(to) {
		return nil, errors.New("the range ends before it starts")
	}
	return r, nil
}

// share fills the slots that one end of a range leaves to the other: a year to
// the first end (3至5月2018年), a part of the day to the second (下午1点至3点).
func (x *Partial) share(y *Partial) error {
	xCoarse, _ := Grains(*x)
	yCoarse, _ := Grains(*y)
	if y.Year.IsSet() && xCoarse > Year && xCoarse <= Month {
		x.Year = y.Year
		if x.Month.N > y.Month.N && y.Month.Base == Absolute && x.Month.Base == Absolute {
			x.Year.N--
		}
		return x.Check()
	}
	if x.Part != NoPart && x.Hour.IsSet() && yCoarse == Hour && y.Part == NoPart {
		start, _ := x.Part.clock(int(x.Hour.N))
		if end, ok := x.Part.clock(int(y.Hour.N)); ok && end*60+int(y.Minute.N) > start*60+int(x.Minute.N) {
			y.Part = x.Part
		}
	}
	return nil
}

// absolute tells whether e means the same with every anchor.
func absolute(e Expr) bool {
	r := Resolve(e, Anchor{})
	return r.Kind != "" && r.Base == Unset && r.Period.isPlaced()
}
