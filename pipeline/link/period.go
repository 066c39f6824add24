package link

import (
	"zhfacts/pipeline/record"
	"zhfacts/rules"
)

// A time says when a fact holds if it stands where Chinese puts the time: at
// the head of the clause, before any verb. Times that are compared with, times
// in names, and those behind a verb (申报2023年项目) say nothing about it.

// findPeriod finds the time of the clause and puts it in force.
func (x *clause) findPeriod() {
	sc := &x.r.scene
	if len(x.c) > 1 && x.r.has(&x.c[0], "到") && x.c[1].kind == time {
		x.r.until = true
	}
	for i := range x.c {
		if x.c[i].kind == quantity {
			return
		}
		if x.c[i].kind != time || x.c[i].compared || !x.headsClause(0, i) {
			continue
		}
		a := &x.c[i]
		if i+2 < len(x.c) && x.c[i+1].kind == de && x.c[i+2].kind == quantity {
			continue // 相当于1949年的50倍
		}
		t := x.r.doc.Mentions[a.m].Time
		switch {
		case x.reported(i):
			continue
		case t.From == "" || t.To == "":
			if lasts(t) && !x.timed {
				x.timed, x.period = true, period{}
				if i == 0 && len(x.c) == 1 {
					sc.period = period{}
				}
			}
		case x.opensPeriod(i):
			x.timed = true
		case x.referring(a):
			x.timed, x.period = true, x.r.periodOf(a)
		default:
			x.timed, x.period = true, x.r.periodOf(a)
			sc.period = x.period
			if i+1 < len(x.c) && x.r.has(&x.c[i+1], "是") && x.r.coarse(a) && x.r.on(periodHeading) {
				x.r.base, x.r.baseStyle = x.period, headline // 2025年是…
			}
		}
	}
}

// lasts tells whether a time is a duration. Sets such as 每年 are none.
func lasts(t *rules.Time) bool {
	return t.Kind == record.TimeDuration || t.Kind == "" && t.Value != "" && t.Value[0] == 'P' && !isReference(t.Value)
}

func isReference(value string) bool {
	return len(value) > 4 && value[len(value)-4:] == "_REF"
}

// periodOf is the period that a time mention states.
func (r *reader) periodOf(a *atom) period {
	t := r.doc.Mentions[a.m].Time
	day := len(t.From) >= 10 && t.From[:10] == t.To[:min(10, len(t.To))]
	if day && a.Start > 1 {
		before := r.runes[a.Start-2 : a.Start]
		if string(before) == "截至" || string(before) == "截止" || before[1] == '至' || before[1] == '末' {
			day = false
		}
	}
	return period{mention: int32(a.m) + 1, day: day, origin: r.found(a.Span)}
}

// referring tells whether a time only points at another (上年同期): it holds in
// its own clause and the one in force before comes back behind it.
func (x *clause) referring(a *atom) bool { return x.r.ends(a.Span, "同期") }

// opensPeriod tells whether a time only says when something began: 从1988年开始.
func (x *clause) opensPeriod(i int) bool {
	if i+1 == len(x.c) {
		return false
	}
	switch next := x.r.doc.Text.Runes(x.c[i+1].Span); next[0] {
	case '开', '起', '成':
		s := string(next)
		return s == "开始" || s == "起" || s == "开始的" || s == "成立"
	}
	return false
}

// headsClause tells whether a time stands before any verb of its clause, or of the piece
// of it that starts at lo.
func (x *clause) headsClause(lo, i int) bool {
	if i > lo && x.c[i-1].is(toLevel) || x.c[i].kind == time && len(x.r.doc.Mentions[x.c[i].m].Time.From) <= len("2006-01-02") && x.statesAt(i+1) {
		return true // 增长今年为2.3%
	}
	for k := i - 1; k >= lo; k-- {
		a := &x.c[k]
		switch {
		case a.kind == de || a.is(from) && x.later(i):
			return false
		case a.kind != plain || a.is(noun|adverb|preposition|expected|target|self|admin|scope|holder|report|capacity):
		case a.is(act | newer | predicate), a.pos == 'v':
			return false
		}
	}
	return true
}

// statesAt tells whether a verb that states a level stands at i, behind adverbs.
func (x *clause) statesAt(i int) bool {
	for i < len(x.c) && x.c[i].kind == plain && (x.c[i].is(adverb|expected) || x.c[i].pos == 'd') {
		i++
	}
	return i < len(x.c) && x.c[i].kind == plain && x.c[i].is(level|toLevel)
}

// reported tells whether the time at i is when something was said (8月30日晚公告
// 显示): its clause has a word of saying and no quantity.
func (x *clause) reported(i int) bool {
	for k := i + 1; k < len(x.c); k++ {
		if x.c[k].kind == plain && x.c[k].is(report) && !x.later(i) {
			return true
		}
	}
	return false
}

// periodAt is the period in force for the quantity at q in the piece that
// starts at lo.
func (x *clause) periodAt(lo, q int) period {
	crossed, first := false, lo
	if x.kinds&(1<<time) == 0 && x.roles&from == 0 {
		first = q // nothing to be found
	}
	for i := q - 1; i >= first; i-- {
		a := &x.c[i]
		crossed = crossed || a.is(toLevel)
		if a.kind == time && !x.c[i].compared && !(crossed && i > 0 && x.c[i-1].is(from)) {
			t := x.r.doc.Mentions[a.m].Time
			if i+2 == q && x.c[i+1].kind == de && !(i > 0 && x.c[i-1].is(from|toLevel)) {
				continue // 相当于1949年的50倍, but 由2010年的30亿元增至
			}
			if (i > 0 && (x.c[i-1].is(from) || x.c[i-1].is(toLevel)) || x.headsClause(lo, i)) && !x.opensPeriod(i) {
				if t.From != "" {
					return x.r.periodOf(a)
				}
				if lasts(t) {
					return period{}
				}
			}
		}
		if a.is(from) && x.towards(q) {
			return period{}
		}
	}
	if x.timed {
		return x.period
	}
	p := x.r.scene.period
	p.origin = x.r.reached(periodClause, p.origin)
	return p
}

// towards tells whether a word like 增至 stands behind the quantity at q: the
// quantity is what was before.
func (x *clause) towards(q int) bool {
	for i := q + 1; i < len(x.c); i++ {
		if x.c[i].is(toLevel) {
			return true
		}
		if x.c[i].kind == quantity {
			return false
		}
		if x.isOne(i, "至到") && x.later(i) || i == q+1 && x.c[i].is(rise|fall) { // 从最多时的40家到目前的3家, 由3亿元增长了4倍
			return true
		}
	}
	return false
}

// basis is what a change in c[lo:hi] is measured against, and where that is said.
func (x *clause) basis(lo, hi int) (string, origin) {
	if x.roles&(same|than|beside) == 0 {
		return "", 0
	}
	for i := hi - 1; i >= lo; i-- {
		a := &x.c[i]
		if a.kind == plain && a.is(same) {
			return x.r.entry(a).basis, x.found(i, i+1)
		}
		if a.kind == time && x.c[i].compared {
			return x.against(a), x.found(i, i+1)
		}
	}
	for i := lo; i < hi; i++ {
		if x.c[i].compared && x.c[i].kind == plain && x.r.ends(x.c[i].Span, "同期") {
			return "yoy", x.found(i, i+1)
		}
	}
	return "", 0
}

// against tells the basis from the time compared with.
func (x *clause) against(a *atom) string {
	switch surface := string(x.r.runes[a.Start:a.End]); {
	case x.r.ends(a.Span, "同期"), surface == "上年", surface == "去年", surface == "上年度", surface == "前一年", surface == "上一年":
		return "yoy"
	case surface == "上月", surface == "上个月", surface == "上季度", surface == "上一季度", surface == "上周", surface == "前一日", surface == "昨日":
		return "qoq"
	}
	now := x.r.scene.period
	if x.timed {
		now = x.period
	}
	if now.mention == 0 {
		return "since"
	}
	t, p := x.r.doc.Mentions[a.m].Time, x.r.doc.Mentions[now.mention-1].Time
	if len(t.From) < 10 || len(t.To) < 10 || len(p.From) < 10 || len(p.To) < 10 {
		return "since"
	}
	if t.From[4:] == p.From[4:] && t.To[4:8] == p.To[4:8] && year(t.From)+1 == year(p.From) {
		return "yoy"
	}
	return "since"
}

// year reads the year of a date in ISO 8601.
func year(date string) int {
	n := 0
	for _, r := range date[:4] {
		n = n*10 + int(r-'0')
	}
	return n
}
