package calendar

// IsKnown tells whether there is a period at all.
func (p Period) IsKnown() bool { return p.first != NoGrain }

// isPlaced tells whether nothing of the ends is a stand-in.
func (p Period) isPlaced() bool { return p.unknown|p.openFrom|p.openTo == 0 }

// days is the period of whole days from first to last, written in grain g.
func days(first, last int64, g Grain) Period {
	return Period{from: first * daySeconds, to: (last+1)*daySeconds - 1, first: g, last: g}
}

// months is the period of n months from the month of that year (which may lie
// outside 1 to 12), written in grain g.
func months(year, month, n int, g Grain) Period {
	return days(dayOf(year, month, 1), dayOf(year, month+n, 1)-1, g)
}

func (p Period) firstDay() int64 { return floorDiv(p.from, daySeconds) }
func (p Period) lastDay() int64  { return floorDiv(p.to, daySeconds) }

// oneYear is the year that the whole period lies in.
func (p Period) oneYear() (int, bool) {
	if !p.IsKnown() {
		return 0, false
	}
	y, _, _ := dateOf(p.firstDay())
	return y, p.to < dayOf(y+1, 1, 1)*daySeconds
}

// oneMonth is the month that the whole period lies in.
func (p Period) oneMonth() (year, month int, ok bool) {
	if !p.IsKnown() || p.unknown&noMonth != 0 {
		return 0, 0, false
	}
	y, m, _ := dateOf(p.firstDay())
	return y, m, p.to < dayOf(y, m+1, 1)*daySeconds
}

// oneDay is the day that the whole period lies in, or the day of the point
// meant where it is known.
func (p Period) oneDay() (int64, bool) {
	if !p.IsKnown() || p.unknown&noDay != 0 {
		return 0, false
	}
	if p.exact {
		return floorDiv(p.point, daySeconds), true
	}
	d := p.firstDay()
	return d, p.to < (d+1)*daySeconds
}

// clock tells whether either end is written to the hour or finer.
func (p Period) clock() bool { return p.first > Day || p.last > Day }

// isOne tells whether the period is one unit of its grain.
func (p Period) isOne() bool {
	if p.first != p.last || p.openFrom|p.openTo != 0 {
		return false
	}
	switch p.first {
	case Hour:
		return floorDiv(p.from, 3600) == floorDiv(p.to, 3600)
	case Minute:
		return floorDiv(p.from, 60) == floorDiv(p.to, 60)
	case Second:
		return p.from == p.to
	case Day:
		return p.firstDay() == p.lastDay()
	case Week:
		return mondayOf(p.firstDay()) == mondayOf(p.lastDay())
	case Season:
		return p.lastDay()-p.firstDay() < 100
	}
	y, m, _ := dateOf(p.firstDay())
	z, n, _ := dateOf(p.lastDay())
	switch p.first {
	case Month:
		return y == z && m == n
	case Year:
		return y == z
	case Decade:
		return floorDiv(y, 10) == floorDiv(z, 10)
	}
	return floorDiv(y, 100) == floorDiv(z, 100)
}

// moved is the period months and seconds later, whole units staying whole.
func (p Period) moved(months, seconds int64) Period {
	p.from = addMonths(p.from, months) + seconds
	p.to = addMonths(p.to+1, months) + seconds - 1
	if p.exact {
		p.point = addMonths(p.point, months) + seconds
	}
	return p
}

// addMonths is the same time of day on the same day n months later, or on the
// last day of a month that is too short.
func addMonths(second, n int64) int64 {
	if n == 0 {
		return second
	}
	d := floorDiv(second, daySeconds)
	y, m, date := dateOf(d)
	first := dayOf(y, m+int(n), 1)
	length := dayOf(y, m+int(n)+1, 1) - first
	return (first+min(int64(date), length)-1)*daySeconds + second - d*daySeconds
}

// append writes the period's value: one unit or an interval of two.
func (p Period) append(b []byte) []byte {
	b = appendLabel(b, p.from, p.first, p.unknown|p.openFrom)
	if !p.isOne() {
		b = append(b, '/')
		b = appendLabel(b, p.to, p.last, p.unknown|p.openTo)
	}
	return b
}

// appendLabel writes the unit of grain g that the second lies in.
func appendLabel(b []byte, second int64, g Grain, unknown mask) []byte {
	d := floorDiv(second, daySeconds)
	if g > Day {
		if unknown&noDay == 0 {
			b = appendDay(b, d, unknown)
		}
		return appendClock(b, second-d*daySeconds, g)
	}
	switch g {
	case Week:
		if unknown != 0 {
			return append(b, "XXXX-WXX"...)
		}
		y, w := isoWeekOf(d)
		b = append(appendYear(b, y), "-W"...)
		return appendTwo(b, w)
	case Day:
		if unknown&weekdayOnly != 0 {
			b = append(b, "XXXX-WXX-"...)
			return append(b, byte('0'+weekdayOf(d)))
		}
		return appendDay(b, d, unknown)
	}
	y, m, _ := dateOf(d)
	if g == Season && m < 3 {
		y, m = y-1, 12 // the winter that began the year before
	}
	switch {
	case unknown&noYear != 0:
		b = append(b, "XXXX"...)
	case g == Century && y >= 0:
		b = appendTwo(b, y/100)
		return append(b, "XX"...)
	case g == Decade && y >= 0:
		b = appendTwo(b, y/100)
		return append(b, byte('0'+y/10%10), 'X')
	default:
		b = appendYear(b, y)
	}
	switch {
	case g == Season:
		// EDTF numbers the seasons from 21, spring.
		b = append(b, '-')
		return appendTwo(b, 20+m/3)
	case g < Month:
		return b
	case unknown&noMonth != 0:
		return append(b, "-XX"...)
	}
	b = append(b, '-')
	return appendTwo(b, m)
}

func appendDay(b []byte, day int64, unknown mask) []byte {
	y, m, d := dateOf(day)
	if unknown&noYear != 0 {
		b = append(b, "XXXX-"...)
	} else {
		b = append(appendYear(b, y), '-')
	}
	if unknown&noMonth != 0 {
		b = append(b, "XX-"...)
	} else {
		b = append(appendTwo(b, m), '-')
	}
	if unknown&noDay != 0 {
		return append(b, "XX"...)
	}
	return appendTwo(b, d)
}

// appendClock writes a time of day to its grain: T17, T17:05, T17:05:10.
func appendClock(b []byte, second int64, g Grain) []byte {
	b = append(b, 'T')
	b = appendTwo(b, int(second/3600))
	if g == Hour {
		return b
	}
	b = append(b, ':')
	b = appendTwo(b, int(second/60%60))
	if g == Second {
		b = append(b, ':')
		b = appendTwo(b, int(second%60))
	}
	return b
}

func appendYear(b []byte, y int) []byte {
	if y < 0 {
		b, y = append(b, '-'), -y
	}
	if y > 9999 {
		return appendTwo(appendYear(b, y/100), y%100)
	}
	return appendTwo(appendTwo(b, y/100), y%100)
}

func appendTwo(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// text gives the period's value and both ends in one allocation; the ends are
// empty where they are not known.
func (p Period) text() (value, from, to string) {
	var buf [96]byte
	b := p.append(buf[:0])
	n := len(b)
	if !p.isPlaced() {
		return string(b), "", ""
	}
	b = p.appendEnd(b, p.from)
	k := len(b)
	b = p.appendEnd(b, p.to)
	s := string(b)
	return s[:n], s[n:k], s[k:]
}

func (p Period) appendEnd(b []byte, second int64) []byte {
	if p.clock() {
		return appendLabel(b, second, Second, 0)
	}
	return appendLabel(b, second, Day, 0)
}
