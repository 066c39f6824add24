package link

import (
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// align gives the n quantities of a group to the n times, holders or metrics
// that are named side by side before them: 产值、产量增速分别达到44%、42%.
func (x *clause) align(g group, got *reading, subj subject, n int) {
	got.rule = "fact.aligned"
	p := x.periodAt(g.lo, g.first)
	quantity := func(i int) int { return g.first + 2*i }
	if times := x.list(g.lo, g.first, n, time); times != nil {
		for i, t := range times {
			x.fact(g, quantity(i), got, subj, x.r.periodOf(&x.c[t]))
		}
		return
	}
	if bases := x.bases(g.left, g.first, n); bases != nil && got.change != "" {
		for i, b := range bases {
			one := *got
			one.basis = x.r.entry(&x.c[b]).basis
			x.fact(g, quantity(i), &one, subj, p)
		}
		return
	}
	var times []period
	if len(x.r.scene.times) == n && x.r.on(periodRow) && x.list(g.lo, g.first, n, entity) == nil && len(x.conjuncts(got.start, got.end, n)) == 0 {
		times = x.r.scene.times
	}
	row := make([]pair, n)
	for i := range row {
		row[i] = pair{subj, got.metric}
	}
	holders := x.list(g.lo, g.first, n, entity)
	switch {
	case holders != nil:
		rest := got.metric
		if got.end > got.start && got.start <= holders[n-1] {
			got.start = x.trim(holders[n-1]+1, got.end)
			rest = x.phrase(got.start, got.end)
		}
		// 我国对X、Y分别出口: they are whom it is done with.
		with := ""
		if k := holders[0] - 1; k >= g.lo && (x.c[k].kind == and || x.c[k].kind == plain && x.c[k].is(preposition)) {
			with = x.r.text(x.c[k].Span)
		}
		for i, h := range holders {
			row[i].metric = rest
			if with != "" {
				row[i].metric = with + x.r.text(x.c[h].Span) + rest
			} else {
				row[i].subject, _ = x.entityHolder(h, h+1)
			}
		}
	case x.subjectEnd == 0 && len(x.r.scene.listed) == n && x.respective(g) && len(x.conjuncts(got.start, got.end, n)) == 0 && x.r.on(subjectRow):
		for i, m := range x.r.scene.listed {
			e := x.r.doc.Mentions[m]
			o := x.r.carried(subjectRow, x.r.found(e.Span), x.span)
			row[i].subject = subject{name: e.Entity.Name, mention: m, known: true, origin: o}
		}
	case got.carried && len(x.r.scene.row) == n && x.r.on(metricRow):
		copy(row, x.r.scene.row)
		got.origin = x.r.carried(metricRow, got.origin, x.span)
	case got.carried && len(x.r.told) >= n && x.r.on(metricRow): // 收入6亿元，净利润1亿元，同比增长59%和31%
		for i, t := range x.r.told[len(x.r.told)-n:] {
			row[i] = t.pair
		}
		got.origin = x.r.carried(metricRow, got.origin, x.span)
	default:
		for i, name := range x.conjuncts(got.start, got.end, n) {
			row[i].metric = name
		}
	}
	first := 0
	if times == nil && holders == nil && (x.respective(g) || x.r.split == n) && row[0].metric == row[n-1].metric && row[0].subject.same(row[n-1].subject) {
		if first = x.r.years(p, n); first > 0 {
			x.r.split = n
		}
	}
	for i, r := range row {
		one := *got
		one.metric = r.metric
		if times != nil {
			p = times[i]
			p.origin = x.r.carried(periodRow, p.origin, x.span)
		}
		if first > 0 {
			p.year = first + i
		}
		x.fact(g, quantity(i), &one, r.subject, p)
	}
	x.r.scene.row = row
}

// years is the first of the n whole years that a period spans, and no more; 0 when it does not:
// 2020年至2022年…分别为 is of each year.
func (r *reader) years(p period, n int) int {
	if p.mention == 0 {
		return 0
	}
	t := r.doc.Mentions[p.mention-1].Time
	if len(t.From) != 10 || len(t.To) != 10 || t.From[4:] != "-01-01" || t.To[4:] != "-12-31" || year(t.To)-year(t.From) != n-1 {
		return 0
	}
	return year(t.From)
}

// listTimes notes the times of a clause that does nothing but list them: 2018年、2019年和2020年，….
func (x *clause) listTimes() {
	n := 0
	for i := range x.c {
		switch a := &x.c[i]; {
		case a.kind == time && x.r.doc.Mentions[a.m].Time.From != "":
			n++
		case a.kind == pause || a.kind == and || a.kind == plain && (a.is(preposition|adverb) || a.pos == 'p' || a.pos == 'f' || a.pos == 't'):
		default:
			return
		}
	}
	if n < 2 {
		return
	}
	x.r.scene.times = make([]period, 0, n)
	for i := range x.c {
		if x.c[i].kind == time {
			x.r.scene.times = append(x.r.scene.times, x.r.periodOf(&x.c[i]))
		}
	}
}

// respective tells whether 分别 stands before the group.
func (x *clause) respective(g group) bool {
	for i := g.lo; i < g.first; i++ {
		if x.r.has(&x.c[i], "分别") {
			return true
		}
	}
	return false
}

// listNames notes the names that the clause lists side by side last.
func (x *clause) listNames() {
	x.r.scene.listed = nil
	if x.kinds&(1<<entity) == 0 {
		return
	}
	var names []int32
	for i := range x.c {
		if x.c[i].kind != entity {
			continue
		}
		if n := len(names); n > 0 && i >= 2 && x.c[i-2].kind == entity && (x.c[i-1].kind == pause || x.c[i-1].kind == and) {
			names = append(names, x.c[i].m)
		} else {
			names = append(names[:0], x.c[i].m)
		}
	}
	if len(names) > 1 {
		x.r.scene.listed = names
	}
}

// pair is a member of a row of values: whose and of what.
type pair struct {
	subject subject
	metric  string
}

// told is a metric of which a value has been told.
type told struct {
	pair
	kind record.QuantityKind // of the value
	unit string
}

// list finds n atoms of a kind side by side in c[lo:hi], joined by 、 or 和.
func (x *clause) list(lo, hi, n int, k kind) []int {
	var found []int
	for i := lo; i < hi; i++ {
		switch {
		case x.c[i].kind == k && !x.c[i].compared:
			if len(found) > 0 && found[len(found)-1] != i-2 {
				found = found[:0]
			}
			found = append(found, i)
			if len(found) == n && (i+1 == hi || x.c[i+1].kind != pause && x.c[i+1].kind != and) {
				return found
			}
		}
	}
	return nil
}

// bases finds n words of comparison side by side in c[lo:hi]: 同比、环比分别上涨.
func (x *clause) bases(lo, hi, n int) []int {
	var found []int
	for i := lo; i < hi; i++ {
		if x.c[i].kind == plain && x.c[i].is(same) {
			found = append(found, i)
		}
	}
	if len(found) != n || found[n-1]-found[0] > 2*(n-1) {
		return nil
	}
	return found
}

// conjuncts takes the metric c[s:e] apart into its n members. A member that is
// no metric by itself shares the head noun of the last: 汽车、机床产量 is 汽车产量 and
// 机床产量.
func (x *clause) conjuncts(s, e, n int) []string {
	if e <= s {
		return nil
	}
	var ends []int
	for i := s; i < e; i++ {
		if x.c[i].kind == pause || x.c[i].kind == and {
			ends = append(ends, i)
		}
	}
	if len(ends) != n-1 {
		return nil
	}
	ends = append(ends, e)
	names := make([]string, n)
	last := ends[n-2] + 1
	// The shared head: the last noun, with the nouns that only lead up to it
	// left with the member.
	head := e - 1
	for head > last && x.c[head].kind != plain {
		head--
	}
	start := s
	for i, end := range ends {
		names[i] = x.phrase(start, end)
		if i < n-1 && head > last && !x.sameEnd(end, e) && !(x.metricNoun(end-1) && !x.c[head].is(rateUp|rateDown)) {
			tail := text.Span{Start: x.c[head].Start, End: x.c[e-1].End}
			for k := head - 1; k > last && x.leadsUp(k); k-- {
				tail.Start = x.c[k].Start
			}
			for k := last; k < head; k++ {
				if x.r.text(x.c[k].Span) == x.r.text(x.c[end-1].Span) { // 钢铁产品和化工产品出口
					tail.Start = x.c[k].End
				}
			}
			names[i] += x.clean(tail)
		}
		start = end + 1
	}
	return names
}

// metricNoun tells whether the word at i measures something by itself.
func (x *clause) metricNoun(i int) bool { return x.c[i].kind == plain && x.c[i].is(noun) }

// sameEnd tells whether the words before the two places end with the same two
// characters: 甲转债、乙转债 share nothing that either lacks.
func (x *clause) sameEnd(a, b int) bool {
	p, q := x.c[a-1].End, x.c[b-1].End
	return p >= 2 && x.r.runes[p-1] == x.r.runes[q-1] && x.r.runes[p-2] == x.r.runes[q-2]
}

// leadsUp tells whether the word at k belongs to the head noun behind it and not
// to the member: 人均可支配 before 收入.
func (x *clause) leadsUp(k int) bool {
	a := &x.c[k]
	if a.kind != plain {
		return false
	}
	switch string(x.r.runes[a.Start:a.End]) {
	case "人均", "户均", "平均":
		return true
	}
	return a.pos == 'a' || a.pos == 'v' || a.pos == 'd'
}
