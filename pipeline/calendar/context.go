package calendar

// context is an anchor while an expression is being placed.
type context struct {
	Anchor
	within bool // the focus is the period that the expression stands in

	// At the end of a range the focus is its start. What counts from a document
	// without date still counts from the focus before the range.
	ranged bool
	before Period
}

// focus is the period that b counts from where the document's date does not serve.
func (c *context) focus(b Base) *Period {
	if c.ranged && b == Doc {
		return &c.before
	}
	return &c.Focus
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
	doc, focus := c.docPeriod(), c.focus(b)
	if !doc.IsKnown() && c.Year != 0 {
		// Of the document only its year is known: what is in force within it
		// tells more.
		if year, one := focus.oneYear(); !one || year != c.Year {
			doc = months(c.Year, 1, 12, Year)
		}
	}
	if b == Doc && doc.IsKnown() || !focus.IsKnown() {
		if !doc.IsKnown() {
			return Period{}, Unset
		}
		return doc, Doc
	}
	return *focus, Focus
}

// stand-ins for a year, month and day that are not known. The year is a leap
// year, so that 29 February exists.
const standInYear = 2000

func standIn() Period {
	return Period{from: 946684800, to: 946684800 + daySeconds - 1, first: Day, last: Day, unknown: noYear | noMonth | noDay}
}

// yearOf is the year that b counts from.
func (c *context) yearOf(b Base) (year int, unknown mask, used Base) {
	if b == Doc && c.Doc.Grain == NoGrain && c.Year != 0 {
		return c.Year, 0, Doc
	}
	if b == Focus || c.Doc.Grain == NoGrain {
		focus := c.focus(b)
		if y, one := focus.oneYear(); one {
			return y, focus.unknown & noYear, Focus
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
		focus := c.focus(b)
		if y, m, one := focus.oneMonth(); one {
			return y, m, focus.unknown & noYear, Focus
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
		focus := c.focus(b)
		if d, one := focus.oneDay(); one {
			return d, focus.unknown, Focus
		}
		if c.within {
			return focus.firstDay(), focus.unknown, Focus
		}
	}
	if c.Doc.Grain >= Day {
		return c.Doc.day(), 0, Doc
	}
	return standIn().firstDay(), standIn().unknown, Unset
}
