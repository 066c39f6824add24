package calendar

import (
	"fmt"
	"strconv"
	"strings"
)

// Moment is a date as exact as it is known: Grain is Year, Month, Day, Hour,
// Minute or Second, and the fields finer than it are not known. The zero
// Moment is unknown.
type Moment struct {
	Year, Month, Day, Hour, Minute, Second int
	Grain                                  Grain
}

// ParseMoment reads a date in ISO 8601, as exact as it is given: 2020,
// 2019-09, 2019-02-18, 2019-02-18T07, 2013-02-12T04:30:00. Zones are refused.
func ParseMoment(s string) (Moment, error) {
	bad := func(why string) (Moment, error) {
		return Moment{}, fmt.Errorf("date %q: %s; write it as 2020, 2019-09, 2019-02-18 or 2013-02-12T04:30:00", s, why)
	}
	date, clock, hasClock := strings.Cut(s, "T")
	var n [6]int
	fields := strings.Split(date, "-")
	if hasClock {
		if len(fields) != 3 {
			return bad("a clock time needs a whole date")
		}
		fields = append(fields, strings.Split(clock, ":")...)
	}
	if len(fields) > 6 || len(fields) > 3 && !hasClock {
		return bad("too many parts")
	}
	for i, f := range fields {
		if want := 2 + 2*b2i(i == 0); len(f) != want || strings.Trim(f, "0123456789") != "" {
			return bad(fmt.Sprintf("%q is not of %d digits", f, want))
		}
		n[i], _ = strconv.Atoi(f)
	}
	m := Moment{n[0], n[1], n[2], n[3], n[4], n[5], [...]Grain{Year, Month, Day, Hour, Minute, Second}[len(fields)-1]}
	switch {
	case m.Grain >= Month && (m.Month < 1 || m.Month > 12):
		return bad("no such month")
	case m.Grain >= Day && (m.Day < 1 || m.Day > monthDays(m.Year, m.Month)):
		return bad("no such day")
	case m.Hour > 23 || m.Minute > 59 || m.Second > 59:
		return bad("no such time of day")
	}
	return m, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// String is the moment in ISO 8601; empty when it is unknown.
func (m Moment) String() string {
	switch m.Grain {
	case NoGrain:
		return ""
	case Year:
		return fmt.Sprintf("%04d", m.Year)
	case Month:
		return fmt.Sprintf("%04d-%02d", m.Year, m.Month)
	case Day:
		return fmt.Sprintf("%04d-%02d-%02d", m.Year, m.Month, m.Day)
	case Hour:
		return fmt.Sprintf("%04d-%02d-%02dT%02d", m.Year, m.Month, m.Day, m.Hour)
	case Minute:
		return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d", m.Year, m.Month, m.Day, m.Hour, m.Minute)
	}
	return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d", m.Year, m.Month, m.Day, m.Hour, m.Minute, m.Second)
}

// day is the number of the moment's day; its grain must be Day or finer.
func (m Moment) day() int64 { return dayOf(m.Year, m.Month, m.Day) }

// second is the moment's first second; its grain must be Day or finer.
func (m Moment) second() int64 {
	return m.day()*daySeconds + int64(m.Hour)*3600 + int64(m.Minute)*60 + int64(m.Second)
}
