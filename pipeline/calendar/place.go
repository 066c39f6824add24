package calendar

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
