package calendar

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
