package link

import (
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// clause is a stretch between two commas with what has been found out about it.
type clause struct {
	r    *reader
	c    []atom
	span text.Span

	subject    subject
	subjectEnd int // index behind the words of the subject; 0 when the clause has none of its own

	roles role   // of all its words
	kinds uint32 // of all its atoms, a bit each
	last  int    // index of the last quantity, -1 when it has none

	period period // of the clause itself
	timed  bool   // a time or duration in the clause says when: what is in force from before does not count
}

// clause reads one clause: what it puts in force, then its quantities.
func (r *reader) clause(atoms []atom) {
	if len(atoms) == 0 {
		return
	}
	x := &r.x
	*x = clause{r: r, c: atoms, span: text.Span{Start: atoms[0].Start, End: atoms[len(atoms)-1].End}}
	r.crossComma(atoms[0].Start)
	open := 0
	for open < len(atoms) && atoms[open].kind != opening {
		open++
	}
	if open == len(atoms) {
		x.read()
		return
	}
	flat := len(r.flat)
	asides := r.flatten(atoms, open)
	if x.c = r.flat[flat:len(r.flat):len(r.flat)]; len(x.c) > 0 {
		x.read()
	}
	r.flat = r.flat[:flat]
	for _, inner := range asides {
		if r.conversion(inner) {
			continue
		}
		for i := range inner {
			if inner[i].kind == quantity {
				saved := r.scene
				r.clauses(inner)
				r.scene = saved
				break
			}
		}
	}
}

// flatten appends the atoms of a clause to r.flat with one atom for each bracket, the first
// of which opens at open, and gives what the brackets hold.
func (r *reader) flatten(atoms []atom, open int) (asides [][]atom) {
	r.flat = append(r.flat, atoms[:open]...)
	depth := 0
	for i := open; i < len(atoms); i++ {
		switch a := &atoms[i]; {
		case a.kind == opening:
			if depth++; depth == 1 {
				open = i
			}
		case a.kind == closing:
			if depth--; depth == 0 {
				r.flat = append(r.flat, atom{Span: text.Span{Start: atoms[open].Start, End: a.End}, kind: aside, m: -1})
				asides = append(asides, atoms[open+1:i])
			}
			depth = max(depth, 0)
		case depth == 0:
			r.flat = append(r.flat, *a)
		}
	}
	return asides
}

// conversion states the fact of an amount that a bracket gives in another unit, 155亿美元（约合
// 人民币1100亿元）: all is as in the fact before the bracket. It tells whether it is one.
func (r *reader) conversion(inner []atom) bool {
	n := len(r.facts)
	if n == 0 || !r.on(metricConversion) {
		return false
	}
	q := -1
	for i := range inner {
		switch a := &inner[i]; {
		case a.kind == quantity && q < 0:
			q = i
		case a.kind == plain && (a.is(adverb|currency|level) || a.pos == 'd'):
		default:
			return false
		}
	}
	f := r.facts[n-1]
	if q < 0 || r.doc.Mentions[f.Quantity].Span.End+1 != inner[0].Start {
		return false
	}
	kind := r.doc.Mentions[inner[q].m].Quantity.Kind
	if of := r.doc.Mentions[f.Quantity].Quantity; of.Kind != kind || kind != record.QuantityMoney && kind != record.QuantityMeasure || of.Unit == r.doc.Mentions[inner[q].m].Quantity.Unit {
		return false
	}
	before := f.Quantity
	f.Quantity, f.Clause, f.Rule = int(inner[q].m), text.Span{Start: inner[0].Start, End: inner[len(inner)-1].End}, "fact.conversion"
	r.facts = append(r.facts, f)
	r.convert(before, f)
	return true
}

// crossComma ends what no rule carries from clause to clause.
func (r *reader) crossComma(start text.Pos) {
	if start == r.atoms[0].Start {
		return
	}
	sc := &r.scene
	if !r.on(subjectClause) {
		sc.subject, sc.owner = nobody, nobody
	}
	if !r.on(periodClause) {
		sc.period = r.base
	}
	if !r.on(statusSentence) {
		sc.status = 0
	}
	if !r.on(basisClause) {
		sc.basis = ""
	}
}

func (x *clause) read() {
	x.last = -1
	for i := range x.c {
		a := &x.c[i]
		x.roles |= a.role
		x.kinds |= 1 << a.kind
		if a.kind == quantity {
			x.last = i
		}
	}
	if x.roles&(than|beside) != 0 {
		x.findComparisons()
	}
	x.findSubject()
	if x.kinds&(1<<time) != 0 {
		x.findPeriod()
	}
	if x.r.lastValue >= x.span.Start { // else nothing of what follows serves a quantity
		if x.r.scene.status != 0 && (x.reached() || x.r.weak && (x.subjectEnd > 0 || x.timed)) {
			x.r.scene.status, x.r.weak = 0, false
		}
		if x.roles&(expected|target) != 0 {
			x.findStatus()
		}
		if x.kinds&(1<<quantity) != 0 {
			x.pieces()
			x.r.scene.listed = nil
		} else if x.r.lastValue >= x.span.End {
			x.findTopic()
			x.listNames()
			if x.kinds&(1<<time) != 0 {
				x.listTimes()
			}
		}
		x.r.scene.basis, x.r.scene.basisFrom = x.pendingBasis()
	}
	if !x.r.begun && !x.subordinate() {
		for i := range x.c {
			if a := &x.c[i]; a.kind == quantity || a.kind == plain && !a.is(report) && (a.is(act|newer|predicate) || a.pos == 'v') {
				x.r.begun = true
				break
			}
		}
	}
}

// subordinate tells whether the clause only leads up to the next one: 落户X后,
// 随着….
func (x *clause) subordinate() bool {
	switch x.r.runes[x.c[len(x.c)-1].End-1] {
	case '后', '时', '中', '下', '前', '际':
		return true
	}
	return x.c[0].kind == plain && (x.c[0].is(preposition) || x.c[0].pos == 'p')
}

// findComparisons marks what stands between 比 or 较 and the change that is
// measured by it, and between 与 and 相比.
func (x *clause) findComparisons() {
	for i := range x.c {
		a := &x.c[i]
		if a.kind == plain && a.is(than) {
			for k := i + 1; k < len(x.c); k++ {
				if x.c[k].kind == quantity && !x.spell(k) {
					if x.c[i+1].kind == time || x.c[i+1].kind == quote { // 较“十三五”末翻了一番
						x.mark(i, k)
					}
					break
				}
				if x.c[k].is(rise|fall|double|toLevel|newer) && !x.nominalChange(k) || x.c[k].is(rateUp|rateDown) && x.c[i+1].kind == time {
					x.mark(i, k)
					break
				}
				if k == len(x.c)-1 {
					x.mark(i, k+1)
				}
			}
		}
		if a.kind == plain && a.is(beside) {
			for k := i - 1; k >= 0; k-- {
				if x.c[k].kind == and || x.r.has(&x.c[k], "同") || x.r.has(&x.c[k], "跟") {
					x.mark(k, i+1)
					break
				}
			}
		}
	}
}

// spell tells whether the quantity at i counts spells of time: (比前) 一个交易日.
func (x *clause) spell(i int) bool {
	switch x.r.runes[x.c[i].End-1] {
	case '日', '周', '月', '季', '年':
		return true
	}
	return false
}

// nominalChange tells whether a word of change is part of a noun: 增长 in
// 增长预期 behind another noun, or before 的.
func (x *clause) nominalChange(i int) bool {
	if i+1 >= len(x.c) {
		return false
	}
	next := &x.c[i+1]
	return next.kind == plain && next.pos == 'n' && next.role&(adverb|predicate) == 0 || next.kind == de
}

func (x *clause) mark(from, to int) {
	for i := from; i < to; i++ {
		x.c[i].compared = true
	}
}

// pendingBasis is the basis of a comparison that stands in a clause by itself
// (与上年相比，…), for the next clause.
func (x *clause) pendingBasis() (string, origin) {
	if x.kinds&(1<<quantity) != 0 || x.roles&(same|than|beside) == 0 {
		return "", 0
	}
	for i := range x.c {
		if !x.c[i].compared && x.c[i].kind == plain && x.c[i].is(act|predicate) {
			return "", 0
		}
	}
	return x.basis(0, len(x.c))
}

// reached tells whether the clause says at its head what is so by now: 目前…, 已….
func (x *clause) reached() bool {
	for i := range x.c {
		switch a := &x.c[i]; {
		case a.kind == plain && a.is(expected|target):
			return false
		case a.kind == plain && (x.r.has(a, "目前") || x.r.runes[a.Start] == '已' || x.r.has(a, "截至目前")):
			return true
		}
	}
	return false
}

// findStatus notes a word such as 预计 or 按计划 at the head of a clause: it
// governs the rest of the sentence.
func (x *clause) findStatus() {
	before := x.r.scene.status
	x.readStatus()
	x.r.weak = x.r.scene.status == before && (before == 0 && x.soon() || x.r.weak)
	for i := 0; x.r.until && x.r.scene.status == 0 && i < len(x.c); i++ {
		if a := &x.c[i]; a.kind == plain && a.is(expected) && a.is(preposition|level) { // 到2030年，装机将达到…，发电超过…
			x.r.scene.status, x.r.scene.statusFrom = expected, x.r.found(a.Span)
		}
	}
	if x.r.scene.status != before {
		x.r.late = len(x.r.facts) > x.r.before
	}
}

// soon puts in force that what follows is to come where 将 stands before the first verb of the clause,
// and tells whether it does: 将建设12座服务区，新增充电枪1万个.
func (x *clause) soon() bool {
	for i := range x.c {
		switch a := &x.c[i]; {
		case a.kind == plain && a.Len() == 1 && a.is(expected) && a.is(preposition):
			if i+1 == len(x.c) || !x.verbAt(i+1) || !x.later(i) {
				return false
			}
			x.r.scene.status, x.r.scene.statusFrom = expected, x.r.found(a.Span)
			return true
		case i < x.subjectEnd, a.kind == time, a.kind == plain && (a.is(adverb) || a.pos == 'd' || a.pos == 't'):
		default:
			return false
		}
	}
	return false
}

// readStatus is findStatus without regard to what the sentence has told before.
func (x *clause) readStatus() {
	if last := &x.c[len(x.c)-1]; (x.colon() || last.is(level)) && !x.later(0) {
		for i := range x.c { // 今年主要预期目标是：…
			if a := &x.c[i]; a.kind == plain && a.is(target) && a.Len() > 1 {
				x.r.scene.status, x.r.scene.statusFrom = target, x.r.found(a.Span)
				return
			}
		}
	}
	for i := range x.c {
		a := &x.c[i]
		switch {
		case a.kind == plain && a.is(expected|target) && !a.is(preposition):
			if a.Len() > 1 && !(i+1 < len(x.c) && (x.c[i+1].kind == quantity || i+2 < len(x.c) && x.c[i+1].is(rise|fall) && x.c[i+2].kind == quantity && x.c[i+1].Len() == 1)) { // not of one value only: 预期56, 预期降3%
				x.r.scene.status, x.r.scene.statusFrom = a.role&(expected|target), x.r.found(a.Span)
			}
			return
		case a.kind == plain && a.is(preposition) && !x.later(i):
			// 据行业协会预测，…
			for _, b := range x.c[i+1:] {
				if b.kind == plain && b.is(expected) && b.Len() > 1 && !b.is(preposition) && !x.r.has(&b, "估计") {
					x.r.scene.status, x.r.scene.statusFrom = expected, x.r.found(b.Span)
				}
			}
			return
		case a.kind == time || a.kind == quote || a.kind == plain && (a.is(adverb) || a.pos == 'd' || a.pos == 't'):
		case i < x.subjectEnd && (a.kind == entity || a.is(self|admin)): // 公司预计
		default:
			return
		}
	}
}

// colon tells whether the clause ends with a colon.
func (x *clause) colon() bool {
	end := int(x.span.End)
	return end < len(x.r.runes) && (x.r.runes[end] == '：' || x.r.runes[end] == ':')
}

// findTopic notes the metric that a clause without a value is about: 利润率普遍偏低，分别为….
func (x *clause) findTopic() {
	if x.speaks(0) {
		return
	}
	s := x.subjectEnd
	for s < len(x.c) && (x.c[s].kind == time || x.c[s].kind == de || x.c[s].kind == plain && (x.c[s].is(adverb) || x.c[s].pos == 'd')) {
		s++
	}
	e := s
	if e < len(x.c) && x.c[e].kind == plain && x.c[e].pos == 'v' && x.c[e].role == 0 {
		e++ // 实习工资
	}
	for e < len(x.c) && x.c[e].kind != pause && x.c[e].kind != and && x.nounAt(e) {
		e++
	}
	for k := s; k < e; k++ {
		if x.measures(k, k+1) && !(k+1 < e && x.measures(k+1, k+2)) {
			e = k + 1
			break
		}
	}
	if e == len(x.c) || e == s || x.c[s].is(preposition) || !x.measures(s, e) || x.trim(s, e) != s {
		return
	}
	subj := x.subject
	if x.subjectEnd == 0 {
		subj = x.r.scene.subject
	}
	x.r.scene.topic = topic{text.Span{Start: x.c[s].Start, End: x.c[e-1].End}, subj, x.r.number, x.found(s, e)}
}

// pieces cuts the clause behind the members of an enumeration (4387万标箱、增长
// 11.6%; 35个A和12个B) and reads the quantities of each.
func (x *clause) pieces() {
	lo := 0
	seen := false // a quantity in this piece
	for i := range x.c {
		switch x.c[i].kind {
		case quantity:
			if !x.c[i].compared {
				seen = true
			}
		case pause, and:
			if !seen || i+1 == len(x.c) || i == 0 {
				continue
			}
			before, behind := &x.c[i-1], &x.c[i+1]
			if x.c[i-1].kind == aside && i > 1 {
				before = &x.c[i-2]
			}
			list := before.kind == quantity && behind.kind == quantity
			switch {
			case list:
				if !x.listed(i) {
					x.piece(lo, i)
					lo, seen = i+1, false
				}
			case before.kind == quantity && x.later(i+1), behind.kind == quantity:
				x.piece(lo, i)
				lo, seen = i+1, false
			case x.later(i+1) && x.opensPiece(i+1):
				x.piece(lo, i)
				lo, seen = i+1, false
			}
		}
	}
	x.piece(lo, len(x.c))
}

// listed tells whether the quantities around the mark at i are values side by
// side (44%、42%): nothing is counted behind the second.
func (x *clause) listed(i int) bool {
	k := i + 2
	return k >= len(x.c) || x.c[k].kind == pause || x.c[k].kind == and || x.c[k].kind == aside || !x.nounAt(k)
}

// later tells whether a quantity stands at i or behind it.
func (x *clause) later(i int) bool { return i <= x.last }

// opensPiece tells whether a new statement starts at i: a verb that takes a
// quantity stands before the next one.
func (x *clause) opensPiece(i int) bool {
	a := &x.c[i]
	return a.kind == plain && a.is(act|newer|rise|fall|level|have|expected|target) && !a.is(noun)
}

// quotedIn tells whether the quantity at i is part of a name in quotation marks:
// “15分钟生活圈”.
func (x *clause) quotedIn(lo, i, hi int) bool {
	if x.kinds&(1<<quote) == 0 {
		return false
	}
	before, behind := i-1, i+1
	for before >= lo && x.c[before].kind != quote {
		before--
	}
	for behind < hi && x.c[behind].kind != quote {
		behind++
	}
	return before >= lo && behind < hi && behind-before > 2 &&
		x.r.runes[x.c[before].Start] == '“' && x.r.runes[x.c[behind].Start] == '”'
}

// serial tells whether the quantity at i only numbers the noun before it: 一期.
func (x *clause) serial(i int) bool {
	if x.kindOf(i) != record.QuantityOrdinal && x.c[i].Len() > 2 {
		return false
	}
	return x.r.l.words.roles(x.r.runes[x.c[i].End-1:x.c[i].End])&serial != 0
}

// piece reads the quantities of one piece.
func (x *clause) piece(lo, hi int) {
	left := lo
	for i := lo; i < hi; i++ {
		if x.c[i].kind != quantity || x.c[i].compared || x.quotedIn(lo, i, hi) {
			continue
		}
		g := group{lo: lo, left: left, first: i, last: i, hi: hi}
		for k := i + 2; k < hi && x.c[k].kind == quantity && (x.c[k-1].kind == pause || x.c[k-1].kind == and) && x.listed(k-1); k += 2 {
			g.last = k
		}
		g.before = x.before(g)
		x.state(g)
		i = g.last
		if (!x.serial(i) || i+1 == hi || x.c[i+1].kind != quantity) && !x.r.has(&x.c[i], "首次") { // 产业园一期12个项目
			left = i + 1
		}
	}
}
