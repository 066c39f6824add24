package calendar

func (x Shift) place(c *context) (Period, Base, bool) {
	months, seconds, told := x.By.steps()
	base, used, ok := place(x.Base, c)
	if f := c.Focus; x.Dir == Forward && x.Form == Point && x.Base == Expr(InForce{Doc}) && used == Doc &&
		f.isPlaced() && f.IsKnown() && f.last >= x.By.finest() && f.to < base.from {
		base, used = f, Focus // 一个月后 in a tale of what is past
	}
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
