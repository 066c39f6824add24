package calendar

import "fmt"

// HolidayKind is the kind of rule that a holiday follows.
type HolidayKind uint8

// The kinds of rule. Dates of other calendars are days of that calendar's
// arithmetic form: the Islamic ones may differ by a day from what is observed.
const (
	Fixed          HolidayKind = iota // Day of Month
	NthWeekday                        // the Day-th Weekday of Month; LastDay the last
	LunarDate                         // Day of the lunar Month; LastDay the last
	Term                              // the Day-th solar term from 小寒
	Easter                            // Easter Sunday
	OrthodoxEaster                    // Easter Sunday by the Julian calendar
	Hebrew                            // Day of Month, from Nisan
	Islamic                           // Day of Month, from Muharram
)

// LastDay is the day that counts as the last of its month.
const LastDay = -1

// Holiday is a named day or days of the year.
type Holiday struct {
	Kind       HolidayKind
	Month, Day int
	Weekday    int  // 1 to 7, of NthWeekday
	Offset     int  // in days from what the rule gives
	Length     int  // in days; 0 and 1 are one day
	Next       bool // the first one behind the document's day
}

// Check tells what keeps x from being a holiday.
func (x Holiday) Check() error {
	month, day, most := x.Month >= 1 && x.Month <= 12, x.Day >= 1, 31
	switch x.Kind {
	case Easter, OrthodoxEaster:
		month, day = true, true
	case Term:
		month, most = true, 24
	case NthWeekday:
		day, most = day || x.Day == LastDay, 5
		if x.Weekday < 1 || x.Weekday > 7 {
			return fmt.Errorf("no weekday %d", x.Weekday)
		}
	case LunarDate:
		day, most = day || x.Day == LastDay, 30
	case Hebrew, Islamic:
		most = 30
	}
	if !month || !day || x.Day > most {
		return fmt.Errorf("no day %d of month %d", x.Day, x.Month)
	}
	return nil
}

func (x Holiday) place(c *context) (Period, Base, bool) {
	year, unknown, used := c.yearOf(Focus)
	if x.Kind == LunarDate {
		year, unknown, used = c.lunarYear(x.Month)
	}
	if unknown != 0 {
		return x.unknown(unknown), used, true
	}
	p, ok := x.in(year)
	if ok && x.Next && c.Doc.Grain >= Day && p.firstDay() <= c.Doc.day() {
		p, ok = x.in(c.Doc.Year + 1)
	}
	return p, used, ok
}

// unknown is the holiday in a year that is not known.
func (x Holiday) unknown(unknown mask) Period {
	switch x.Kind {
	case Fixed, NthWeekday:
		if p, ok := x.in(standInYear); ok {
			p.unknown = unknown
			if x.Kind == NthWeekday {
				p.unknown |= noDay
			}
			return p
		}
	}
	return standIn()
}

// in is the holiday of the year given.
func (x Holiday) in(year int) (Period, bool) {
	d, ok := x.day(year)
	d += int64(x.Offset)
	return days(d, d+int64(max(x.Length, 1))-1, Day), ok
}

// day is what the rule gives for a year.
func (x Holiday) day(year int) (int64, bool) {
	switch x.Kind {
	case Fixed:
		return dayOf(year, x.Month, x.Day), x.Day <= monthDays(year, x.Month)
	case NthWeekday:
		p, ok := Nth{First: x.Day, Last: x.Day, Unit: Day, Weekday: x.Weekday}.within(months(year, x.Month, 1, Month))
		return p.firstDay(), ok
	case LunarDate:
		p, ok := Lunar{Month: x.Month, Day: x.Day}.in(year)
		return p.firstDay(), ok
	case Term:
		y, ok := lunarYearOf(year)
		if !ok || x.Day < 1 || x.Day > 24 {
			return 0, false
		}
		return y.terms[x.Day-1], true
	case Easter:
		return easter(year), true
	case OrthodoxEaster:
		return orthodoxEaster(year), true
	case Hebrew:
		return inYear(year, year+3760, x.Month, x.Day, hebrewDay)
	}
	return inYear(year, (year-622)*33/32, x.Month, x.Day, islamicDay)
}

// inYear finds the day in the year among those of the years of another
// calendar from the one given on.
func inYear(year, other, month, day int, dayOf func(year, month, day int) int64) (int64, bool) {
	for y := other; y < other+4; y++ {
		d := dayOf(y, month, day)
		if g, _, _ := dateOf(d); g == year {
			return d, true
		}
	}
	return 0, false
}

// easter is Easter Sunday by the Gregorian calendar, by the algorithm of
// Meeus, Jones and Butcher.
func easter(year int) int64 {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	n := h + l - 7*((a+11*h+22*l)/451) + 114
	return dayOf(year, n/31, n%31+1)
}

// orthodoxEaster is Easter Sunday by the Julian calendar, by Meeus' algorithm.
func orthodoxEaster(year int) int64 {
	d := (19*(year%19) + 15) % 30
	e := (2*(year%4) + 4*(year%7) - d + 34) % 7
	n := d + e + 114
	julian := year/100 - year/400 - 2
	return dayOf(year, n/31, n%31+1) + int64(julian)
}

// hebrewNewYear is 1 Tishri of a Hebrew year, by the molad and its four
// postponements (Reingold and Dershowitz, Calendrical Calculations).
func hebrewNewYear(year int) int64 {
	elapsed := func(y int) int64 {
		months := int64(235*y-234) / 19
		parts := 12084 + 13753*months
		day := 29*months + parts/25920
		if 3*(day+1)%7 < 3 {
			day++
		}
		return day
	}
	before, this, next := elapsed(year-1), elapsed(year), elapsed(year+1)
	const epoch = -1373427 - 719163 // 1 Tishri of year 1, from 1970-01-01
	switch {
	case next-this == 356:
		this += 2
	case this-before == 382:
		this++
	}
	return epoch + this
}

// hebrewDay is a day of the Hebrew year that begins with Tishri, month 7;
// month 12 is the Adar that Purim falls in.
func hebrewDay(year, month, day int) int64 {
	this, next := hebrewNewYear(year), hebrewNewYear(year+1)
	if month == 12 {
		return next - 177 - 29 + int64(day) - 1
	}
	if month < 7 {
		nisan := next - 177
		return nisan + int64((month-1)*29+month/2) + int64(day) - 1
	}
	heshvan, kislev := int64(29), int64(30)
	switch (next - this) % 10 {
	case 5:
		heshvan = 30
	case 3:
		kislev = 29
	}
	lengths := [...]int64{30, heshvan, kislev, 29, 30}
	first := this
	for _, n := range lengths[:month-7] {
		first += n
	}
	return first + int64(day) - 1
}

// islamicDay is a day of the tabular Islamic calendar with its civil epoch.
func islamicDay(year, month, day int) int64 {
	const epoch = 227015 - 719163 // 1 Muharram of year 1, from 1970-01-01
	y := int64(year)
	return epoch - 1 + (y-1)*354 + (3+11*y)/30 + int64(29*(month-1)+month/2+day)
}
