package calendar

// Resolve places e against a.
//
// Slots that e leaves open come from the focus, else from the document's date:
// a month has the year in force, a day the month, a clock time the day. Where
// only the document's date is known, it is the document's own year, month or
// day, whether before or after it, with two exceptions that reporting makes
// safe: a bare October to December in a document of January is that of the
// year before, and a bare day more than 20 days ahead, or one that the month
// does not have, is of the month before. A bare weekday is the last one not
// behind the day in focus, of the same week behind another bare weekday
// (周六、周日), or, without a day in focus, the first not before the document's
// day.
func Resolve(e Expr, a Anchor) Resolved {
	switch x := e.(type) {
	case Duration:
		if len(x.Amounts) == 0 {
			return Resolved{}
		}
		return Resolved{Kind: KindDuration, Value: x.String()}
	case DurationRange:
		return Resolved{Kind: KindDuration, Value: x.Low.String() + "/" + x.High.String()}
	case Set:
		return Resolved{Kind: KindSet, Value: x.value()}
	case Reference:
		return Resolved{Kind: KindReference, Value: string(x)}
	case Modified:
		r := Resolve(x.X, a)
		if r.Kind != "" && x.Mod != Aim && x.Mod != Aside {
			r.Mod = x.Mod
		}
		return r
	}
	p, base, ok := place(e, &context{Anchor: a})
	if !ok {
		if x, isShift := e.(Shift); isShift && !p.IsKnown() && base == Unset {
			return x.vague()
		}
		return Resolved{}
	}
	r := Resolved{Period: p, Base: base}
	r.Value, r.From, r.To = p.text()
	switch {
	case !p.isOne():
		r.Kind = KindRange
	case p.clock():
		r.Kind = KindClock
	default:
		r.Kind = KindDate
	}
	return r
}

// Advance is the anchor for the text behind a mention of e that resolved to r.
//
// Dates move the focus, whether absolute or relative. What stays aside does
// not: durations, sets, references; the same period a year ago; a start or a
// bound elsewhere (2018年以来, 2015年以前); decades, plans and other periods of
// several years, which leave the year in force; and years behind that of the
// document, which are aims and dates of expiry.
func (a Anchor) Advance(e Expr, r Resolved) Anchor {
	switch x := e.(type) {
	case Modified:
		switch x.Mod {
		case Since, Before, After, Aside:
			return a
		case Aim:
			if a.Year == 0 && a.Doc.Grain == NoGrain {
				return a
			}
		}
		return a.Advance(x.X, r)
	case Shift:
		if x.Form == Whole {
			return a
		}
	case In:
		if _, same := x.Inner.(InForce); same {
			return a
		}
	case InForce:
		return a
	case Partial:
		// A year counted back from the one in force (上年) is what that one is
		// compared with.
		if x.Year.Base > Absolute && x.Year.N < 0 && r.Base == Focus {
			return a
		}
	}
	if !r.Period.IsKnown() || !r.Period.isPlaced() && a.Focus.IsKnown() && a.Focus.isPlaced() {
		return a
	}
	if year, one := r.Period.oneYear(); !one || a.Year != 0 && year > a.Year || a.Doc.Grain != NoGrain && year > a.Doc.Year {
		return a
	}
	a.Focus = r.Period
	return a
}

// NewParagraph is the anchor at the start of another paragraph. A year that was
// only named in passing, as a whole, is in force no longer; the year before that
// of the document is often the one under review, and stays.
func (a Anchor) NewParagraph() Anchor {
	own := a.Year
	if a.Doc.Grain != NoGrain {
		own = a.Doc.Year
	}
	if year, one := a.Focus.oneYear(); one && own != 0 && year < own-1 && a.Focus.first == Year && a.Focus.isOne() {
		a.Focus = Period{}
		if a.Doc.Grain == NoGrain {
			a.Focus = months(own, 1, 12, Year)
		}
	}
	return a
}

// value is what recurs, or how often.
func (x Set) value() string {
	if x.At == nil {
		return x.Every.String()
	}
	p, _, _ := place(x.At, &context{})
	value, _, _ := p.text()
	return value
}
