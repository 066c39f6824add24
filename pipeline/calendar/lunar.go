package calendar

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Years that the table of lunar years and solar terms covers.
const (
	firstLunarYear = 1900
	lastLunarYear  = 2100
)

// lunarTSV says in its header what its columns are and where they come from.
//
//go:embed lunar.tsv
var lunarTSV string

// lunarYear is a year of the table.
type lunarYear struct {
	newYear int64   // the first day of the lunar year
	lengths []uint8 // of its months in days, the leap month in its place
	leap    int     // the leap month stands behind the month of this number; 0: none
	terms   [24]int64
}

// lunarYears reads the table when it is first asked for.
var lunarYears = sync.OnceValue(func() []lunarYear {
	years, err := parseLunar(lunarTSV)
	if err != nil {
		panic("calendar: internal error: lunar.tsv: " + err.Error())
	}
	return years
})

func parseLunar(tsv string) ([]lunarYear, error) {
	var years []lunarYear
	for line := range strings.Lines(tsv) {
		if line[0] == '#' {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		year := firstLunarYear + len(years)
		if len(f) != 5 || f[0] != strconv.Itoa(year) || len(f[1]) != 4 || len(f[4]) != 48 {
			return nil, fmt.Errorf("line of year %d is ill-formed", year)
		}
		var y lunarYear
		y.newYear = dayOf(year, digits(f[1][:2]), digits(f[1][2:]))
		for _, c := range f[2] {
			length := uint8(29)
			if c == 'L' {
				length = 30
			}
			y.lengths = append(y.lengths, length)
		}
		y.leap = digits(f[3])
		for i := range y.terms {
			y.terms[i] = dayOf(year, i/2+1, digits(f[4][2*i:2*i+2]))
		}
		years = append(years, y)
	}
	if len(years) != lastLunarYear-firstLunarYear+1 {
		return nil, fmt.Errorf("%d years", len(years))
	}
	return years, nil
}

// digits is the number that one or two digits write.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func lunarYearOf(year int) (*lunarYear, bool) {
	if year < firstLunarYear || year > lastLunarYear {
		return nil, false
	}
	return &lunarYears()[year-firstLunarYear], true
}

// month is the first day and the length of a month.
func (y *lunarYear) month(number int, leap bool) (first int64, length int, ok bool) {
	i := number - 1
	if y.leap > 0 && (number > y.leap || leap) {
		i++
	}
	if number < 1 || i >= len(y.lengths) || leap && number != y.leap {
		return 0, 0, false
	}
	first = y.newYear
	for _, n := range y.lengths[:i] {
		first += int64(n)
	}
	return first, int(y.lengths[i]), true
}

func (x Lunar) place(c *context) (Period, Base, bool) {
	year, unknown, used := c.lunarYear(x.Month)
	if unknown != 0 {
		p := standIn()
		if x.Day == 0 {
			p.first, p.last = Month, Month
		}
		return p, used, true
	}
	p, ok := x.in(year)
	return p, used, ok
}

// lunarYear is the number of the lunar year that a month stands in: that of
// the year where one is named. Without one, it is the document's year, and for
// the last months, which reach into the next year, the lunar year that the
// document's day lies in.
func (c *context) lunarYear(month int) (year int, unknown mask, used Base) {
	year, unknown, used = c.yearOf(Focus)
	if used == Doc && c.Doc.Grain >= Day && month >= 11 {
		if y, ok := lunarYearOf(year); ok && c.Doc.day() < y.newYear {
			year--
		}
	}
	return year, unknown, used
}

// in is the date in the lunar year that begins in the year given.
func (x Lunar) in(year int) (Period, bool) {
	y, ok := lunarYearOf(year)
	if !ok {
		return Period{}, false
	}
	first, length, ok := y.month(x.Month, x.Leap)
	switch {
	case !ok || x.Day > length:
		return Period{}, false
	case x.Day == 0:
		return days(first, first+int64(length)-1, Day), true
	case x.Day == LastDay:
		first += int64(length) - 1
	default:
		first += int64(x.Day) - 1
	}
	return days(first, first, Day), true
}

// Check tells what keeps x from being a lunar date.
func (x Lunar) Check() error {
	if x.Month < 1 || x.Month > 12 || x.Day < LastDay || x.Day > 30 {
		return fmt.Errorf("no day %d of a lunar month %d", x.Day, x.Month)
	}
	return nil
}

func (x SolarTerm) place(c *context) (Period, Base, bool) {
	year, unknown, used := c.yearOf(Focus)
	if unknown != 0 {
		return standIn(), used, true
	}
	y, ok := lunarYearOf(year)
	if !ok || x < 1 || x > 24 {
		return Period{}, used, false
	}
	d := y.terms[x-1]
	return days(d, d, Day), used, true
}
