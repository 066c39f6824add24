package calendar

// Years counts the years that the times of a document name, to tell which one
// the document is of. The zero Years has counted nothing.
type Years struct {
	counts []yearCount // in the order in which they were first named
}

type yearCount struct{ year, weight int }

// Add counts the year that e names, if any.
func (y *Years) Add(e Expr) {
	year, fine := YearOf(e)
	if year == 0 {
		return
	}
	weight := 1
	switch {
	case fine >= Day && len(y.counts) == 0:
		weight = 10 // hardly anything but the date of the document stands first
	case fine >= Day:
		weight = 5
	case fine > Year:
		weight = 3
	}
	for i := range y.counts {
		if y.counts[i].year == year {
			y.counts[i].weight += weight
			return
		}
	}
	y.counts = append(y.counts, yearCount{year, weight})
}

// Likeliest is the year that the document is of, 0 when none was named: the
// latest that has at least a third of the weight of the year named most. Dates
// weigh five times as much as bare years, and ten times where one stands first;
// months and quarters weigh three times as much. In 807 news texts of known year,
// 96 in a hundred of the relative years that can be resolved without the date
// come out right so, against 86 by the year named last.
func (y *Years) Likeliest() int {
	most := 0
	for _, c := range y.counts {
		most = max(most, c.weight)
	}
	latest := 0
	for _, c := range y.counts {
		if 3*c.weight >= most {
			latest = max(latest, c.year)
		}
	}
	return latest
}

// YearOf is the one year of our era that e names, and the finest grain told of
// it. It is 0 for a relative time, a stretch of several years, and what may lie
// ahead of the document, as an aim or a bound (到2030年, 2025年前).
func YearOf(e Expr) (year int, fine Grain) {
	switch x := e.(type) {
	case Partial:
		if x.Year.Base == Absolute && x.Year.N > 0 {
			_, fine = Grains(x)
			return int(x.Year.N), fine
		}
	case In:
		if year, _ = YearOf(x.Outer); year != 0 {
			_, fine = Grains(x)
		}
	case Range:
		from, _ := YearOf(x.From)
		if to, grain := YearOf(x.To); to == from || to == 0 && from != 0 {
			_, own := Grains(x.From)
			return from, max(own, grain)
		}
	case Modified:
		if x.Mod != Aim && x.Mod != Aside && x.Mod != Before && x.Mod != After {
			return YearOf(x.X)
		}
	}
	return year, fine
}
