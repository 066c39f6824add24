package calendar

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

// justBefore tells whether x names a day of a month in the month before the
// document's date, while all that is in force is the year before: such a day is
// news and not history.
func (c *context) justBefore(x Partial, year int) bool {
	const month = 31
	if x.Year.IsSet() || x.Month.Base != Absolute || c.Doc.Grain < Day || c.within || c.Focus.first != Year || year != c.Doc.Year-1 {
		return false
	}
	ago := c.Doc.day() - dayOf(c.Doc.Year, int(x.Month.N), int(x.Day.N))
	return ago >= 0 && ago <= month
}

func (x Partial) placeDay(c *context) (Period, Base, bool) {
	if x.Day.Base == Absolute {
		year, month, unknown, used := x.month(c, int(x.Day.N))
		if int(x.Day.N) > monthDays(year, month) && unknown&noMonth == 0 {
			return Period{}, used, false
		}
		d := dayOf(year, month, int(x.Day.N))
		if used == Focus && c.justBefore(x, year) {
			year, used = c.Doc.Year, Doc
			d = dayOf(year, month, int(x.Day.N))
		}
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
		other.Focus.unknown = unknown
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
	case first > d && !c.Focus.weekday:
		first -= 7
	}
	p := days(first, first+length-1, Day)
	p.weekday = true
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
// one of that name to begin before the document's year is over. A document
// without date is taken for one of our own time: 上世纪 is the 20th.
func (x Partial) placeDecade(c *context) (Period, Base, bool) {
	const yearWithoutDocument = 2029
	var first int
	var used Base
	switch x.Century.Base {
	case Absolute:
		first = (int(x.Century.N) - 1) * 100
	case Unset:
		year := yearWithoutDocument
		switch {
		case c.Doc.Grain != NoGrain:
			year, used = c.Doc.Year, Doc
		case c.Year != 0:
			year, used = c.Year, Doc
		}
		first = floorDiv(year-int(x.Decade.N)*10, 100) * 100
	default:
		year, unknown, b := c.yearOf(x.Century.Base)
		if unknown != 0 || c.Doc.Grain == NoGrain && year < 2000 {
			year = yearWithoutDocument
		}
		first, used = (floorDiv(year, 100)+int(x.Century.N))*100, b
	}
	if !x.Decade.IsSet() {
		return months(first, 1, 100*12, Century), used, true
	}
	return months(first+int(x.Decade.N)*10, 1, 10*12, Decade), used, true
}
