package calendar

func (x Range) place(c *context) (Period, Base, bool) {
	from, used, ok := place(x.From, c)
	if !ok {
		return Period{}, used, false
	}
	if bareWeekday(x.From) && bareWeekday(x.To) && used == Doc {
		// Monday to Wednesday on a Tuesday is this week, which still runs.
		earlier := from.moved(0, -7*daySeconds)
		if last := earlier.firstDay() + floorMod(int64(x.To.(Partial).Weekday.N)-int64(x.From.(Partial).Weekday.N), 7); last >= c.Doc.day() {
			from = earlier
		}
	}
	then := *c
	if !c.ranged {
		then.ranged, then.before = true, c.Focus
	}
	then.Focus = from
	to, base, ok := place(inCentury(x.To, x.From), &then)
	if !ok {
		return Period{}, used, false
	}
	if base == Doc {
		used = used.join(Doc)
	}
	if from.unknown != to.unknown {
		// One end alone is a stand-in: there is no order to look at.
		p := from
		p.exact, p.to, p.last = false, max(to.to, from.from), to.last
		p.unknown, p.openFrom, p.openTo = from.unknown&to.unknown, from.unknown&^to.unknown, to.unknown&^from.unknown
		return p, used, true
	}
	switch {
	case to.from <= from.from && to.to > from.to && to.last < from.first && from.first <= Day:
		to.last = from.first // up to the end of the coarser unit that the start lies in: 七月到年底
	case to.from < from.from || to.from == from.from && to.first > Day:
		if to, ok = follow(x.To, from, to); !ok {
			return Period{}, used, false
		}
	}
	p := from
	p.exact, p.to, p.last = false, to.to, to.last
	if isClock(to.last) && to.isOne() {
		p.to = to.from
		if isClock(p.first) {
			p.first, p.last = max(p.first, p.last), max(p.first, p.last)
		}
	}
	return p, used, p.from <= p.to
}

// inCentury is to, with the century of from where it is a decade that tells none.
func inCentury(to, from Expr) Expr {
	x, ok := to.(Partial)
	start, isPartial := from.(Partial)
	if ok && isPartial && x.Decade.IsSet() && !x.Century.IsSet() && start.Decade.IsSet() {
		x.Century = start.Century
		return x
	}
	return to
}

// bareWeekday tells whether e is a weekday and nothing else.
func bareWeekday(e Expr) bool {
	x, isPartial := e.(Partial)
	return isPartial && x == Partial{Weekday: x.Weekday}
}

func isClock(g Grain) bool { return g > PartOfDay }

// follow moves the end of a range behind its start where the end leaves a
// coarser slot open: 11月至2月, 周六至周一, 晚上10点至2点.
func follow(e Expr, from, to Period) (Period, bool) {
	x, isPartial := e.(Partial)
	if !isPartial {
		return to, false
	}
	coarse, _ := Grains(x)
	if x.slot(coarse).Base > Absolute {
		return to, false
	}
	switch coarse {
	case Month, Quarter, Half, Season:
		to = to.moved(12, 0)
	case Day:
		if x.Day.IsSet() {
			to = to.moved(1, 0)
		} else {
			to = to.moved(0, 7*daySeconds)
		}
	case PartOfDay, Hour:
		if x.Part == NoPart && x.Hour.N <= 12 && x.Hour.N > 0 {
			if later := to.moved(0, daySeconds/2); later.from > from.from {
				return later, true
			}
		}
		to = to.moved(0, daySeconds)
	default:
		return to, false
	}
	return to, to.from >= from.from
}
