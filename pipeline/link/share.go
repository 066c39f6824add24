package link

import (
	"strings"

	"zhfacts/pipeline/text"
)

// shareReading: 占总需求的40%; the metric is what it is a part of. With 占X的Y, Y behind
// the quantity, it is Y: 占75%的市场份额.
func shareReading(x *clause, g group, got *reading) bool {
	i := g.before
	if i < g.left {
		return false
	}
	if x.c[i].kind == plain && x.c[i].is(share) {
		if s := g.last + 1; s < g.hi && x.c[s].kind == de {
			if n := x.nounRight(s+1, g.hi); n > s+1 {
				*got = reading{metric: x.phrase(s+1, n), start: s + 1, end: n, rule: "fact.share-noun"}
				e := x.skipFillers(g.left, i-1) + 1
				if w := x.nounLeft(g.left, e); w < e && g.left > g.lo && w == x.trim(g.left, e) {
					got.subject = subject{name: x.clean(text.Span{Start: x.c[g.left-1].Start, End: x.c[e-1].End}), mention: -1, known: true}
				}
				return true
			}
		}
		e := x.skipFillers(g.left, i-1) + 1
		s := x.nounLeft(g.left, e)
		if s < e && !x.ownSubject(s, e) {
			*got = reading{metric: x.phrase(s, e), start: s, end: e}
			return true
		}
		if !x.carry(metricShare, got, &x.r.scene.metric) {
			got.metric = x.r.text(x.c[i].Span)
		}
		return true
	}
	// 占 … 的? 40%
	e := i + 1
	if x.c[i].kind == de {
		e = i
	}
	if x.c[i].kind == plain && x.c[i].is(level) {
		return false
	}
	if n := g.last + 1; counted(x.kindOf(g.first)) && x.nounRight(n, g.hi) > n {
		return false
	}
	left := g.left
	if e == i && left > g.lo && counted(x.kindOf(left-1)) { // 占14个开发区的四分之一
		left = g.lo
	}
	for k := e - 1; k >= left; k-- {
		a := &x.c[k]
		if a.kind == quantity && k != g.left-1 {
			break
		}
		if a.kind == plain && a.is(share) {
			m := x.phrase(k, e)
			if i := strings.Index(m, "占"); i > 0 {
				m = m[i:] // 约占
			}
			end := x.skipFillers(left, k-1) + 1
			s := x.nounLeft(left, end)
			if s < end && !x.ownSubject(s, end) {
				*got = reading{metric: x.phrase(s, end) + m, tail: m, start: s, end: end}
				return true
			}
			*got = reading{metric: m}
			return true
		}
		if a.kind == plain && a.role != 0 && !(a.is(rise|fall) && x.r.has(&x.c[k+1], "后")) && !x.r.has(a, "被") && !a.is(currency|portion|number|noun|holder|scope|admin|self|adverb|act|newer|capacity|rateUp|rateDown|target|expected) {
			break
		}
	}
	return false
}

// complementReading: 90%以上为发明专利, 50%销往X: the part is told from the rest by what is said
// of it.
func complementReading(x *clause, g group, got *reading) bool {
	s := g.last + 1
	if s >= g.hi || g.before >= g.left {
		return false
	}
	if x.c[s].kind == plain && (x.c[s].is(level) || x.r.has(&x.c[s], "为") || x.r.has(&x.c[s], "是")) {
		s++
	}
	n := s
	for n < g.hi && (x.c[n].kind == entity || x.c[n].kind == plain || x.c[n].kind == quote || x.c[n].kind == de) {
		n++
	}
	if n = x.trimRight(s, n); n <= s {
		return false
	}
	*got = reading{metric: x.phrase(s, n)}
	return true
}

// carriedReading: a proportion with nothing beside it is of the metric before.
func carriedReading(x *clause, g group, got *reading) bool {
	m := &x.r.scene.metric
	if i := g.before; i >= g.left && !(x.c[i].kind == time || x.c[i].kind == de || x.c[i].kind == plain && x.c[i].is(same|level|expected|holder)) {
		return false
	}
	if m.sentence != x.r.number {
		return false
	}
	return x.carry(metricAlone, got, m)
}
