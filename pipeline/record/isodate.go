package record

// point is a date, a time of day, or both, as written in ISO 8601-1 or EDTF.
// Components that are not written are 0 (month, day) or -1 (hour, minute,
// second); a component written XX is unknown.
type point struct {
	dated    bool // has a date
	year     int
	digits   int // of the year that are known: 4; 3 for 199X, 2 for 19XX, 0 for XXXX
	month    int // 1..12, or an EDTF division of the year 21..41
	day      int
	week     bool // a week date; no day is set, and the month only where the week is unknown
	hour     int
	min, sec int
}

// unknown stands for a month or day written XX.
const unknown = -1

// Divisions of a year in EDTF level 2 that the calendar fixes; 21 to 32 are
// seasons, 37 to 39 thirds of a year.
const (
	firstDivision = 21
	firstQuarter  = 33
	lastQuarter   = 36
	firstHalf     = 40
	secondHalf    = 41
)

// parsePoint reads a whole string as one point. It refuses days that no
// calendar has, as 2023-02-29.
func parsePoint(s string) (p point, ok bool) {
	p.hour, p.min, p.sec = -1, -1, -1
	date, clock := s, ""
	for i := 0; i < len(s); i++ {
		if s[i] == 'T' {
			date, clock = s[:i], s[i+1:]
			if !p.parseClock(clock) {
				return p, false
			}
			break
		}
	}
	if date == "" {
		return p, clock != ""
	}
	if !p.parseDate(date) {
		return p, false
	}
	return p, clock == "" || p.day != 0
}

func (p *point) parseDate(s string) bool {
	p.dated = true
	negative := s[0] == '-'
	if negative {
		s = s[1:]
	}
	if len(s) < 4 {
		return false
	}
	for i := range 4 {
		switch c := s[i]; {
		case c >= '0' && c <= '9' && p.digits == i:
			p.year = p.year*10 + int(c-'0')
			p.digits++
		case c == 'X':
			p.year *= 10
		default:
			return false
		}
	}
	if p.digits == 1 || negative && p.digits < 4 {
		return false
	}
	if negative {
		p.year = -p.year
	}
	s = s[4:]
	if s == "" {
		return true
	}
	if s[0] != '-' || p.digits != 4 && p.digits != 0 {
		return false
	}
	s = s[1:]
	if s != "" && s[0] == 'W' {
		p.week = true
		if len(s) > 1 && s[1] == 'X' {
			p.month = unknown
		}
		return weekOfYear(s[1:])
	}
	var ok bool
	if p.month, ok = component(s); !ok {
		return false
	}
	if len(s) == 2 {
		return p.month >= 1 && p.month <= 12 || p.month >= firstDivision && p.month <= secondHalf || p.month == unknown
	}
	if s[2] != '-' || p.month == 0 || p.month > 12 {
		return false
	}
	if p.day, ok = component(s[3:]); !ok || len(s) != 5 {
		return false
	}
	return p.day == unknown || p.day >= 1 && p.day <= p.daysInMonth()
}

// weekOfYear reads 05, 05-1 or XX-1.
func weekOfYear(s string) bool {
	n, ok := component(s)
	if !ok || n != unknown && (n < 1 || n > 53) {
		return false
	}
	s = s[2:]
	return s == "" || len(s) == 2 && s[0] == '-' && s[1] >= '1' && s[1] <= '7'
}

// daysInMonth is the number of days of the point's month; of an unknown month
// or year, the most that it can have.
func (p *point) daysInMonth() int {
	switch p.month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if p.digits < 4 || p.year%4 == 0 && (p.year%100 != 0 || p.year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func (p *point) parseClock(s string) bool {
	var ok bool
	if p.hour, ok = component(s); !ok || p.hour < 0 || p.hour > 24 {
		return false
	}
	s = s[2:]
	for _, part := range []*int{&p.min, &p.sec} {
		if s == "" {
			break
		}
		if s[0] != ':' {
			return false
		}
		if *part, ok = component(s[1:]); !ok || *part < 0 || *part > 59 {
			return false
		}
		s = s[3:]
	}
	return s == "" && (p.hour < 24 || p.min <= 0 && p.sec <= 0)
}

// component reads the two digits, or XX, that s begins with.
func component(s string) (n int, ok bool) {
	if len(s) < 2 {
		return 0, false
	}
	if s[0] == 'X' && s[1] == 'X' {
		return unknown, true
	}
	if s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9' {
		return 0, false
	}
	return int(s[0]-'0')*10 + int(s[1]-'0'), true
}

// isDay tells whether the point is one whole known day, isSecond one second of it.
func (p point) isDay() bool { return p.wholeDay() && p.hour < 0 }
func (p point) isSecond() bool {
	return p.wholeDay() && p.sec >= 0 && p.hour < 24
}

func (p point) wholeDay() bool { return p.digits == 4 && p.month > 0 && p.day > 0 }

// known tells whether the point lies on the time line: no component that it
// needs is unknown.
func (p point) known() bool {
	return p.dated && p.digits > 0 && p.month != unknown && p.day != unknown
}

// fixed tells whether first and last are defined: the point is known, and its
// grain is not a week or a season, whose ends this package does not know.
func (p point) fixed() bool {
	if !p.known() || p.week || p.hour == 24 {
		return false
	}
	return p.month <= 12 || p.month >= firstQuarter && p.month <= lastQuarter || p.month >= firstHalf
}

// first is the first day, or second, of the point; last the last one.
func (p point) first() point {
	p.digits = 4
	p.month, _ = p.months()
	p.day = max(p.day, 1)
	if p.hour >= 0 {
		p.min, p.sec = max(p.min, 0), max(p.sec, 0)
	}
	return p
}

func (p point) last() point {
	switch p.digits {
	case 2:
		p.year += 99
	case 3:
		p.year += 9
	}
	p.digits = 4
	_, p.month = p.months()
	if p.day == 0 {
		p.day = p.daysInMonth()
	}
	if p.hour >= 0 {
		if p.min < 0 {
			p.min = 59
		}
		if p.sec < 0 {
			p.sec = 59
		}
	}
	return p
}

// months is the first and the last month of a fixed point.
func (p point) months() (first, last int) {
	switch {
	case p.month == 0:
		return 1, 12
	case p.month >= firstHalf:
		first = (p.month-firstHalf)*6 + 1
		return first, first + 5
	case p.month >= firstQuarter:
		first = (p.month-firstQuarter)*3 + 1
		return first, first + 2
	}
	return p.month, p.month
}

// is tells whether p, a day or a second, is the point o: with clock as a
// second, where o as a day means its given hour and minute (and second).
func (p point) is(o point, clock bool, hour, sixtieth int) bool {
	if clock && o.hour < 0 {
		o.hour, o.min, o.sec = hour, sixtieth, sixtieth
	}
	return p.isSecond() == clock && !p.after(o) && !o.after(p)
}

// after tells whether p comes after o; both are days or both are seconds.
func (p point) after(o point) bool {
	for _, d := range [...]int{p.year - o.year, p.month - o.month, p.day - o.day, p.hour - o.hour, p.min - o.min, p.sec - o.sec} {
		if d != 0 {
			return d > 0
		}
	}
	return false
}

// isDuration tells whether s is an ISO 8601 duration (P2Y6M, PT90M, P0.5Y),
// where X stands for digits that the text leaves open (PXY).
func isDuration(s string) bool {
	if len(s) < 3 || s[0] != 'P' {
		return false
	}
	units, clock := "YMWD", false
	for s = s[1:]; s != ""; {
		if s[0] == 'T' && !clock {
			units, clock, s = "HMS", true, s[1:]
			if s == "" {
				return false
			}
		}
		n := 0
		for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == 'X') {
			n++
		}
		if n == 0 {
			return false
		}
		if n < len(s) && s[n] == '.' {
			fraction := n + 1
			for n = fraction; n < len(s) && s[n] >= '0' && s[n] <= '9'; n++ {
			}
			if n == fraction {
				return false
			}
		}
		if n == len(s) {
			return false
		}
		// The units are ASCII, each at most once and in their order.
		for units != "" && units[0] != s[n] {
			units = units[1:]
		}
		if units == "" {
			return false
		}
		units, s = units[1:], s[n+1:]
	}
	return true
}
