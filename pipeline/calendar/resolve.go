package calendar

// Resolve places e against a.
//
// Slots that e leaves open come from the focus, else from the document's date:
// a month has the year in force, a day the month, a clock time the day. Where
// only the document's date is known, it is the document's own year, month or
// day, whether before or after it, with two exceptions that reporting makes
// safe: a bare October to December in a document of January is that of the
// year before, and a bare day more than 20 days ahead, or one that the month
// does not have, is of the month before. A bare weekday is the last one not
// behind the day in focus, or, without one, the first not before the
// document's day.
func Resolve(e Expr, a Anchor) Resolved {
	switch x := e.(type) {
	case Duration:
		if len(x.Amounts) == 0 {
			return Resolved{}
		}
		return Resolved{Kind: KindDuration, Value: x.String()}
	case DurationRange:
		return Resolved{Kind: KindDuration, Value: x.Low.String() + "/" + x.High.String()}
	case Set:
		return Resolved{Kind: KindSet, Value: x.value()}
	case Reference:
		return Resolved{Kind: KindReference, Value: string(x)}
	case Modified:
		r := Resolve(x.X, a)
		if r.Kind != "" {
			r.Mod = x.Mod
		}
		return r
	}
	p, base, ok := place(e, &context{Anchor: a})
	if !ok {
		if x, isShift := e.(Shift); isShift && !p.IsKnown() && base == Unset {
			return x.vague()
		}
		return Resolved{}
	}
	r := Resolved{Period: p, Base: base}
	r.Value, r.From, r.To = p.text()
	switch {
	case !p.isOne():
		r.Kind = KindRange
	case p.clock():
		r.Kind = KindClock
	default:
		r.Kind = KindDate
	}
	return r
}

// Advance is the anchor for the text behind a mention of e that resolved to r.
//
// Dates move the focus, whether absolute or relative. What stays aside does
// not: durations, sets, references; the same period a year ago; a start or a
// bound elsewhere (2018年以来, 2015年以前); decades, plans and other periods of
// several years, which leave the year in force; and years behind that of the
// document, which are aims and dates of expiry.
func (a Anchor) Advance(e Expr, r Resolved) Anchor {
	switch x := e.(type) {
	case Modified:
		switch x.Mod {
		case Since, Before, After:
			return a
		}
		return a.Advance(x.X, r)
	case Shift:
		if x.Form == Whole {
			return a
		}
	case In:
		if _, same := x.Inner.(InForce); same {
			return a
		}
	case InForce:
		return a
	}
	if !r.Period.IsKnown() || r.Period.unknown != 0 && a.Focus.IsKnown() && a.Focus.unknown == 0 {
		return a
	}
	if year, one := r.Period.oneYear(); !one || a.Doc.Grain != NoGrain && year > a.Doc.Year {
		return a
	}
	a.Focus = r.Period
	return a
}

// context is an anchor while an expression is being placed.
type context struct {
	Anchor
	within bool // the focus is the period that the expression stands in
}

// place finds e on the time line, and what that depends on. Not ok with base
// Unset means that there is nothing to count from.
func place(e Expr, c *context) (p Period, base Base, ok bool) {
	switch x := e.(type) {
	case Partial:
		return x.place(c)
	case In:
		return x.place(c)
	case Range:
		return x.place(c)
	case Shift:
		return x.place(c)
	case Nth:
		return x.place(c)
	case InForce:
		return x.place(c)
	case Lunar:
		return x.place(c)
	case SolarTerm:
		return x.place(c)
	case Holiday:
		return x.place(c)
	case Modified:
		return place(x.X, c)
	}
	return Period{}, Unset, false
}

// join is what a whole depends on whose parts depend on b and o.
func (b Base) join(o Base) Base { return max(b, o) }

// docPeriod is the document's date as a period.
func (c *context) docPeriod() Period {
	m := c.Doc
	switch m.Grain {
	case NoGrain:
		return Period{}
	case Year:
		return months(m.Year, 1, 12, Year)
	case Month:
		return months(m.Year, m.Month, 1, Month)
	}
	p := days(m.day(), m.day(), Day)
	p.point, p.exact = m.second(), true
	return p
}

// base gives the period that b counts from: its own, else the other one.
func (c *context) base(b Base) (Period, Base) {
	doc := c.docPeriod()
	if b == Doc && doc.IsKnown() || !c.Focus.IsKnown() {
		if !doc.IsKnown() {
			return Period{}, Unset
		}
		return doc, Doc
	}
	return c.Focus, Focus
}

// stand-ins for a year, month and day that are not known. The year is a leap
// year, so that 29 February exists.
const standInYear = 2000

var standIn = Period{from: 946684800, to: 946684800 + daySeconds - 1, first: Day, last: Day, unknown: noYear | noMonth | noDay}

// yearOf is the year that b counts from.
func (c *context) yearOf(b Base) (year int, unknown mask, used Base) {
	if b == Focus || c.Doc.Grain == NoGrain {
		if y, one := c.Focus.oneYear(); one {
			return y, c.Focus.unknown & noYear, Focus
		}
	}
	if c.Doc.Grain != NoGrain {
		return c.Doc.Year, 0, Doc
	}
	return standInYear, noYear, Unset
}

// yearFor is the year of a month that names none.
func (c *context) yearFor(month int) (year int, unknown mask, used Base) {
	year, unknown, used = c.yearOf(Focus)
	if used == Doc && c.Doc.Grain >= Month && c.Doc.Month == 1 && month >= 10 {
		year--
	}
	return year, unknown, used
}

// monthOf is the month that b counts from.
func (c *context) monthOf(b Base) (year, month int, unknown mask, used Base) {
	if b == Focus || c.Doc.Grain < Month {
		if y, m, one := c.Focus.oneMonth(); one {
			return y, m, c.Focus.unknown & noYear, Focus
		}
	}
	if c.Doc.Grain >= Month && !c.within {
		return c.Doc.Year, c.Doc.Month, 0, Doc
	}
	year, unknown, used = c.yearOf(b)
	return year, 1, unknown | noMonth, used
}

// monthFor is the month of a day that names none.
func (c *context) monthFor(date int) (year, month int, unknown mask, used Base) {
	year, month, unknown, used = c.monthOf(Focus)
	if used == Doc && unknown == 0 &&
		(date > monthDays(year, month) || c.Doc.Grain >= Day && date-c.Doc.Day > 20) {
		year, month, _ = dateOf(dayOf(year, month-1, 1))
	}
	return year, month, unknown, used
}

// dayOf is the day that b counts from.
func (c *context) dayOf(b Base) (day int64, unknown mask, used Base) {
	if b == Focus || c.Doc.Grain < Day {
		if d, one := c.Focus.oneDay(); one {
			return d, c.Focus.unknown, Focus
		}
		if c.within {
			return c.Focus.firstDay(), c.Focus.unknown, Focus
		}
	}
	if c.Doc.Grain >= Day {
		return c.Doc.day(), 0, Doc
	}
	return standIn.firstDay(), standIn.unknown, Unset
}

func (x Partial) place(c *context) (Period, Base, bool) {
	p, base, ok := x.placeDate(c)
	if !ok || x.Part == NoPart && !x.Hour.IsSet() {
		return p, base, ok
	}
	return x.placeClock(p), base, true
}

// placeClock is the time of day on the day p.
func (x Partial) placeClock(p Period) Period {
	midnight := p.firstDay() * daySeconds
	p.exact = false
	if !x.Hour.IsSet() {
		p.from = midnight + int64(parts[x.Part].from)*3600
		p.to = midnight + int64(parts[x.Part].to)*3600 - 1
		p.first, p.last = Second, Second
		return p
	}
	hour, _ := x.Part.clock(int(x.Hour.N))
	p.from = midnight + int64(hour)*3600 + int64(x.Minute.N)*60 + int64(x.Second.N)
	p.first, p.to = Hour, p.from+3600-1
	switch {
	case x.Second.IsSet():
		p.first, p.to = Second, p.from
	case x.Minute.IsSet():
		p.first, p.to = Minute, p.from+60-1
	}
	p.last = p.first
	return p
}

// placeDate is the date, by its finest slot.
func (x Partial) placeDate(c *context) (p Period, used Base, ok bool) {
	switch {
	case x.Day.IsSet():
		p, used, ok = x.placeDay(c)
		if ok && x.Weekday.IsSet() && p.unknown == 0 && !matches(x.Weekday, p.firstDay()) {
			return Period{}, used, false
		}
		return p, used, ok
	case x.Weekday.IsSet():
		return x.placeWeekday(c)
	case x.Week.IsSet():
		return x.placeWeek(c)
	case x.Third.IsSet():
		year, month, unknown, used := x.month(c, int(x.Third.N)*10)
		first := dayOf(year, month, 1) + int64(x.Third.N-1)*10
		last := first + 9
		if x.Third.N == 3 {
			last = dayOf(year, month+1, 1) - 1
		}
		p = days(first, last, Day)
		p.unknown = unknown
		return p, used, true
	case x.Month.IsSet():
		year, month, unknown, used := x.month(c, 1)
		p = months(year, month, 1, Month)
		p.unknown = unknown
		return p, used, true
	case x.Season.IsSet():
		month := int(x.Season.N) * 3
		year, unknown, used := x.year(c, month)
		p = months(year, month, 3, Season)
		p.unknown = unknown
		return p, used, true
	case x.Quarter.IsSet():
		return x.placeFraction(c, x.Quarter, 3)
	case x.Half.IsSet():
		return x.placeFraction(c, x.Half, 6)
	case x.Year.IsSet():
		year, unknown, used := x.year(c, 1)
		p = months(year, 1, 12, Year)
		p.unknown = unknown
		return p, used, true
	case x.Decade.IsSet(), x.Century.IsSet():
		return x.placeDecade(c)
	}
	day, unknown, used := c.dayOf(Focus)
	p = days(day, day, Day)
	p.unknown = unknown
	return p, used, true
}

// year is the year of x, whose next slot begins in the month given.
func (x Partial) year(c *context, month int) (year int, unknown mask, used Base) {
	switch x.Year.Base {
	case Unset:
		return c.yearFor(month)
	case Absolute:
		return int(x.Year.N), 0, Unset
	}
	year, unknown, used = c.yearOf(x.Year.Base)
	if unknown == 0 {
		year += int(x.Year.N)
	}
	return year, unknown, used
}

// month is the month of x, whose next slot begins on the date given.
func (x Partial) month(c *context, date int) (year, month int, unknown mask, used Base) {
	switch x.Month.Base {
	case Unset:
		return c.monthFor(date)
	case Absolute:
		month = int(x.Month.N)
		year, unknown, used = x.year(c, month)
		return year, month, unknown, used
	}
	year, month, unknown, used = c.monthOf(x.Month.Base)
	if unknown&noMonth == 0 {
		year, month, _ = dateOf(dayOf(year, month+int(x.Month.N), 1))
	}
	if x.Year.IsSet() {
		var b Base
		var u mask
		year, u, b = x.year(c, month)
		return year, month, unknown&^noYear | u, used.join(b)
	}
	return year, month, unknown, used
}

func (x Partial) placeDay(c *context) (Period, Base, bool) {
	if x.Day.Base == Absolute {
		year, month, unknown, used := x.month(c, int(x.Day.N))
		if int(x.Day.N) > monthDays(year, month) && unknown&noMonth == 0 {
			return Period{}, used, false
		}
		d := dayOf(year, month, int(x.Day.N))
		p := days(d, d, Day)
		p.unknown = unknown
		return p, used, true
	}
	d, unknown, used := c.dayOf(x.Day.Base)
	if unknown&noDay == 0 {
		d += int64(x.Day.N)
	}
	if x.Year.IsSet() || x.Month.IsSet() {
		// The same day of another year or month: 去年今日.
		if unknown&noDay != 0 {
			return Period{}, used, false
		}
		year, month, date := dateOf(d)
		other := *c
		other.Focus, other.within = days(d, d, Day), true
		at := Partial{Year: x.Year, Month: x.Month, Day: At(date)}
		if !x.Month.IsSet() {
			at.Month = At(month)
		}
		if x.Year.Base == Doc {
			at.Year = At(year + int(x.Year.N))
		}
		p, b, ok := at.placeDay(&other)
		return p, used.join(b), ok
	}
	p := days(d, d, Day)
	p.unknown = unknown
	return p, used, true
}

// placeWeek is a week of the year or one counted from the base's.
func (x Partial) placeWeek(c *context) (Period, Base, bool) {
	var p Period
	if x.Week.Base == Absolute {
		year, unknown, used := x.year(c, 1)
		if int(x.Week.N) > isoWeeks(year) && unknown == 0 {
			return Period{}, used, false
		}
		monday := isoWeek(year, int(x.Week.N))
		p = days(monday, monday+6, Week)
		p.unknown = unknown
		return p, used, true
	}
	d, unknown, used := c.dayOf(x.Week.Base)
	monday := mondayOf(d) + int64(x.Week.N)*7
	p = days(monday, monday+6, Week)
	p.unknown = unknown
	return p, used, true
}

// placeWeekday is a weekday or weekend of a week, or a bare one.
func (x Partial) placeWeekday(c *context) (Period, Base, bool) {
	weekday, length := int64(x.Weekday.N), int64(1)
	if weekday == Weekend {
		weekday, length = 6, 2
	}
	if x.Week.IsSet() {
		p, used, ok := x.placeWeek(c)
		if !ok {
			return p, used, false
		}
		first := p.firstDay() + weekday - 1
		q := days(first, first+length-1, Day)
		q.unknown = p.unknown
		if p.unknown != 0 {
			q.unknown |= weekdayOnly
		}
		return q, used, true
	}
	d, unknown, used := c.dayOf(Focus)
	first := mondayOf(d) + weekday - 1
	switch {
	case used == Doc || c.within:
		if first+length-1 < d {
			first += 7
		}
	case first > d:
		first -= 7
	}
	p := days(first, first+length-1, Day)
	if unknown != 0 {
		p.unknown = unknown | weekdayOnly
	}
	return p, used, true
}

func matches(weekday Slot, day int64) bool {
	w := weekdayOf(day)
	return int(weekday.N) == w || weekday.N == Weekend && w >= 6
}

// placeFraction is a quarter or half of a year, n months long.
func (x Partial) placeFraction(c *context, s Slot, n int) (Period, Base, bool) {
	month := (int(s.N)-1)*n + 1
	if s.Base == Absolute {
		year, unknown, used := x.year(c, month)
		p := months(year, month, n, Month)
		p.unknown = unknown
		return p, used, true
	}
	year, month, unknown, used := c.monthOf(s.Base)
	if x.Year.IsSet() {
		var b Base
		var u mask
		year, u, b = x.year(c, month)
		unknown, used = unknown&^noYear|u, used.join(b)
	}
	p := months(year, month-floorMod(month-1, n)+int(s.N)*n, n, Month)
	p.unknown = unknown
	return p, used, true
}

// placeDecade is a decade or a century. A decade without century is the last
// one of that name to begin before the document's year is over.
func (x Partial) placeDecade(c *context) (Period, Base, bool) {
	const yearWithoutDocument = 2029
	var first int
	var used Base
	switch x.Century.Base {
	case Absolute:
		first = (int(x.Century.N) - 1) * 100
	case Unset:
		year := yearWithoutDocument
		if c.Doc.Grain != NoGrain {
			year, used = c.Doc.Year, Doc
		}
		first = floorDiv(year-int(x.Decade.N)*10, 100) * 100
	default:
		year, unknown, b := c.yearOf(x.Century.Base)
		if unknown != 0 {
			year = yearWithoutDocument
		}
		first, used = (floorDiv(year, 100)+int(x.Century.N))*100, b
	}
	if !x.Decade.IsSet() {
		return months(first, 1, 100*12, Century), used, true
	}
	return months(first+int(x.Decade.N)*10, 1, 10*12, Decade), used, true
}

func (x In) place(c *context) (Period, Base, bool) {
	outer, used, ok := place(x.Outer, c)
	if !ok {
		return outer, used, false
	}
	if f, isInForce := x.Inner.(InForce); isInForce {
		return f.placeIn(outer, c, used)
	}
	inner := *c
	inner.Focus, inner.within = outer, true
	p, b, ok := place(x.Inner, &inner)
	if b == Focus {
		b = used
	}
	return p, used.join(b), ok
}

func (x InForce) place(c *context) (Period, Base, bool) {
	p, used := c.base(x.Base)
	return p, used, p.IsKnown()
}

// placeIn is the period in force moved to another year: 2019年同期.
func (x InForce) placeIn(outer Period, c *context, used Base) (Period, Base, bool) {
	to, one := outer.oneYear()
	p, base := c.base(x.Base)
	from, known := p.oneYear()
	if !one || !known || outer.unknown != 0 || p.unknown&noYear != 0 {
		return outer, used, true
	}
	return p.moved(int64(to-from)*12, 0), used.join(base), true
}

func (x Range) place(c *context) (Period, Base, bool) {
	from, used, ok := place(x.From, c)
	if !ok {
		return Period{}, used, false
	}
	if bareWeekday(x.From) && bareWeekday(x.To) && used == Doc {
		// Monday to Wednesday on a Tuesday is this week, which still runs.
		earlier := from.moved(0, -7*daySeconds)
		if last := earlier.firstDay() + floorMod(int64(x.To.(Partial).Weekday.N)-int64(x.From.(Partial).Weekday.N), 7); last >= c.Doc.day() {
			from = earlier
		}
	}
	then := *c
	then.Focus = from
	to, base, ok := place(x.To, &then)
	if !ok {
		return Period{}, used, false
	}
	if base == Doc {
		used = used.join(Doc)
	}
	if to.from < from.from || to.from == from.from && to.first > Day {
		if to, ok = follow(x.To, from, to); !ok {
			return Period{}, used, false
		}
	}
	p := from
	p.exact, p.to, p.last = false, to.to, to.last
	p.unknown |= to.unknown
	if isClock(to.last) && to.isOne() {
		p.to = to.from
		if isClock(p.first) {
			p.first, p.last = max(p.first, p.last), max(p.first, p.last)
		}
	}
	return p, used, p.from <= p.to
}

// bareWeekday tells whether e is a weekday and nothing else.
func bareWeekday(e Expr) bool {
	x, isPartial := e.(Partial)
	return isPartial && x == Partial{Weekday: x.Weekday}
}

func isClock(g Grain) bool { return g > PartOfDay }

// follow moves the end of a range behind its start where the end leaves a
// coarser slot open: 11月至2月, 周六至周一, 晚上10点至2点.
func follow(e Expr, from, to Period) (Period, bool) {
	x, isPartial := e.(Partial)
	if !isPartial {
		return to, false
	}
	coarse, _ := Grains(x)
	if x.slot(coarse).Base > Absolute {
		return to, false
	}
	switch coarse {
	case Month, Quarter, Half, Season:
		to = to.moved(12, 0)
	case Day:
		if x.Day.IsSet() {
			to = to.moved(1, 0)
		} else {
			to = to.moved(0, 7*daySeconds)
		}
	case PartOfDay, Hour:
		if x.Part == NoPart && x.Hour.N <= 12 && x.Hour.N > 0 {
			if later := to.moved(0, daySeconds/2); later.from > from.from {
				return later, true
			}
		}
		to = to.moved(0, daySeconds)
	default:
		return to, false
	}
	return to, to.from >= from.from
}

func (x Shift) place(c *context) (Period, Base, bool) {
	months, seconds, told := x.By.steps()
	base, used, ok := place(x.Base, c)
	if !ok || !told || base.unknown&noYear != 0 && x.Form != Whole {
		return Period{}, Unset, false
	}
	months, seconds = months*int64(x.Dir), seconds*int64(x.Dir)
	if x.Form == Whole {
		return base.moved(months, seconds), used, true
	}
	unit := x.By.finest()
	grain := base.last
	if _, isInForce := x.Base.(InForce); isInForce {
		known := grain
		if base.exact && used == Doc {
			known = c.Doc.Grain
		}
		// A count of units needs a base at least as exact, clock units any
		// known hour. All up to a point counts from a present
		// that is told to the hour; a mere date is that of the publication.
		if unit <= Day && known < min(unit, Day) || (unit > Day || x.Form == Through) && (known < Hour || used != Doc) {
			return Period{}, Unset, false
		}
		grain = unit
		if unit > Day {
			grain = Minute
			if known == Second && (floorMod(base.point, 60) != 0 || unit == Second) {
				grain = Second
			}
		}
	} else if unit > grain || x.Form != Point {
		grain = unit
	}
	if grain == Week {
		grain = Day
	}
	start := base.from
	switch {
	case base.exact:
		start = base.point
	case x.Dir == Forward:
		start = unitAt(base.to, base.last).from
	}
	switch x.Form {
	case Units:
		return x.units(start, unit, base.unknown), used, true
	case Through:
		return x.through(base, start, months, seconds, grain), used, true
	}
	at := addMonths(start, months) + seconds
	p := unitAt(at, grain)
	p.point, p.exact, p.unknown = at, base.exact || unit >= Day, base.unknown
	return p, used, true
}

// through is all from the base's present to the point reached.
func (x Shift) through(base Period, start, months, seconds int64, grain Grain) Period {
	end := addMonths(start, months) + seconds
	p := Period{from: min(start, end), to: max(start, end), first: grain, last: grain, unknown: base.unknown}
	if grain <= Day {
		p.from = unitAt(p.from, Day).from
		p.to = unitAt(p.to, Day).from - 1
		p.first, p.last = Day, Day
	}
	return p
}

// units are the whole units before or behind that of the start.
func (x Shift) units(start int64, unit Grain, unknown mask) Period {
	months, seconds, _ := x.By.steps()
	own := unitAt(start, unit)
	p := own
	if x.Dir == Forward {
		p.from, p.to = own.to+1, addMonths(own.to+1, months)+seconds-1
	} else {
		p.from, p.to = addMonths(own.from, -months)-seconds, own.from-1
	}
	p.unknown = unknown
	return p
}

// vague is what a shift says when there is nothing to count from.
func (x Shift) vague() Resolved {
	switch {
	case len(x.By.Amounts) == 0:
	case x.Form == Through:
		return Resolve(x.By, Anchor{})
	case x.Form == Point:
		if x.Dir == Back {
			return Resolved{Kind: KindReference, Value: string(Past)}
		}
		return Resolved{Kind: KindReference, Value: string(Future)}
	}
	return Resolved{}
}

// unitAt is the unit of grain g that the second lies in.
func unitAt(second int64, g Grain) Period {
	d := floorDiv(second, daySeconds)
	switch g {
	case Hour:
		from := floorDiv(second, 3600) * 3600
		return Period{from: from, to: from + 3600 - 1, first: g, last: g}
	case Minute:
		from := floorDiv(second, 60) * 60
		return Period{from: from, to: from + 60 - 1, first: g, last: g}
	case Second:
		return Period{from: second, to: second, first: g, last: g}
	case Day:
		return days(d, d, Day)
	case Week:
		return days(mondayOf(d), mondayOf(d)+6, Week)
	}
	y, m, _ := dateOf(d)
	switch g {
	case Century:
		return months(floorDiv(y, 100)*100, 1, 1200, g)
	case Decade:
		return months(floorDiv(y, 10)*10, 1, 120, g)
	case Year:
		return months(y, 1, 12, g)
	case Season:
		return months(y, m/3*3, 3, g)
	}
	return months(y, m, 1, Month)
}

func (x Nth) place(c *context) (Period, Base, bool) {
	in, used := c.Focus, Focus
	if !c.within {
		// Units of a year stand in the year in force, weeks and days in the month.
		var unknown mask
		if x.Unit < Week {
			var year int
			year, unknown, used = c.yearFor(1)
			in = months(year, 1, 12, Year)
		} else {
			var year, month int
			year, month, unknown, used = c.monthOf(Focus)
			in = months(year, month, 1, Month)
		}
		in.unknown = unknown
	}
	p, ok := x.within(in)
	return p, used, ok
}

// within are the units counted among those that begin in the period.
func (x Nth) within(in Period) (p Period, ok bool) {
	first, last := in.firstDay(), in.lastDay()
	switch x.Unit {
	case Year, Half, Quarter, Month:
		n, g := 1, Month
		switch x.Unit {
		case Year:
			n, g = 12, Year
		case Half:
			n = 6
		case Quarter:
			n = 3
		}
		y, m, _ := dateOf(first)
		z, k, _ := dateOf(last)
		i, j, fits := x.bounds(((z-y)*12 + k - m + 1) / n)
		p, ok = months(y, m+i*n, (j-i+1)*n, g), fits
	case Week:
		monday := mondayOf(first + 6)
		if y, m, d := dateOf(first); in.first == Year && m == 1 && d == 1 {
			monday = isoWeek(y, 1)
		}
		i, j, fits := x.bounds(int(last-monday)/7 + 1)
		p, ok = days(monday+int64(i)*7, monday+int64(j)*7+6, Week), fits
		in.unknown = widen(in.unknown)
	case Day:
		step := int64(1)
		if x.Weekday != 0 {
			step = 7
			first += floorMod(int64(x.Weekday-weekdayOf(first)), 7)
			in.unknown = widen(in.unknown)
		}
		i, j, fits := x.bounds(int((last-first)/step) + 1)
		p, ok = days(first+int64(i)*step, first+int64(j)*step, Day), fits
	}
	p.unknown = in.unknown
	return p, ok
}

// widen marks the day as unknown where the year is.
func widen(unknown mask) mask {
	if unknown != 0 {
		return unknown | noDay
	}
	return 0
}

// bounds are the counted units as indices from 0 among n.
func (x Nth) bounds(n int) (i, j int, ok bool) {
	i, j = x.First-1, x.Last-1
	if x.First < 0 {
		i++
		i += n
	}
	if x.Last < 0 {
		j++
		j += n
	}
	return i, j, 0 <= i && i <= j && j < n
}

// value is what recurs, or how often.
func (x Set) value() string {
	if x.At == (Partial{}) {
		return x.Every.String()
	}
	p, _, _ := x.At.place(&context{})
	value, _, _ := p.text()
	return value
}
