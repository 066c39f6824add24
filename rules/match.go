package rules

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"github.com/dlclark/regexp2/v2"

	"zhfacts/pipeline/text"
)

// Candidate is a match of a rule before overlaps are settled.
type Candidate struct {
	Rule     *Rule
	Span     text.Span
	Sentence int
	Value    Value
}

// Options change how matching goes about its work, never what it finds.
type Options struct {
	// NoPrefilter tries every rule at every rune, as if nothing were known of
	// what it needs and how it opens.
	NoPrefilter bool
	// Tracer, when set, is told of every step.
	Tracer Tracer
}

// Match finds all candidates in a sentence: the matches of rules that make
// records or block others. The error names the rule whose expression ran into
// a limit.
func (s *Set) Match(in *Sentence, opt Options, out []Candidate) ([]Candidate, error) {
	m, _ := s.scratch.Get().(*matcher)
	if m == nil {
		m = newMatcher(s)
	}
	defer s.scratch.Put(m)
	m.opt, m.exhaustive = opt, opt.NoPrefilter || opt.Tracer != nil
	if err := m.run(in); err != nil {
		return out, err
	}
	for i := range m.s.matches {
		c := &m.s.matches[i]
		if c.rule.goesOut() {
			out = append(out, Candidate{c.rule, m.s.span(c.start, c.end), in.Index, c.value})
		}
	}
	return out, nil
}

// Find returns the matches of one rule in a sentence, before overlaps are
// settled; also of a rule that makes no records.
func (s *Set) Find(r *Rule, in *Sentence) ([]Candidate, error) {
	m := newMatcher(s)
	m.whole = true
	if err := m.run(in); err != nil {
		return nil, err
	}
	var out []Candidate
	for _, c := range m.s.matches {
		if c.rule == r {
			out = append(out, Candidate{r, m.s.span(c.start, c.end), in.Index, c.value})
		}
	}
	return out, nil
}

func (s *sentence) span(start, end int32) text.Span {
	return text.Span{Start: s.base + text.Pos(start), End: s.base + text.Pos(end)}
}

// matcher is the working memory for one sentence at a time.
type matcher struct {
	s          sentence
	opt        Options
	exhaustive bool      // rules and items are tried without a look at what is there
	whole      bool      // rules are tried also where no other has a use for their matches
	bind       []binding // by group of the rule at hand
	args       []Arg     // stack of operands
	call       Args      // the evaluation under way: operands are computed before it begins
	at         []int32   // places to start from
	err        error

	ways      int   // edges tried from the start at hand
	start     int32 // where the pattern at hand was tried from
	open      int32 // of a marked match
	close     int32
	end       int32
	value     Value
	from      int32 // start after growing
	yield     func(regexp2.MatchView) bool
	pieceEnd  int32
	pieceSubs []subGroup
	fast      pieceRun
}

// binding is what a group stands for.
type binding struct {
	set        bool
	kind       itemKind
	start, end int32
	ref        int32
	list       []binding // of an item with + or *
}

func newMatcher(set *Set) *matcher {
	m := &matcher{s: newSentence(set)}
	m.yield = func(v regexp2.MatchView) bool {
		start, length, _ := v.GroupRange(0)
		m.pieceEnd = int32(start + length)
		for _, sub := range m.pieceSubs {
			m.bind[sub.group] = binding{}
			if at, n, ok := v.GroupRange(sub.number); ok {
				m.bind[sub.group] = binding{set: true, kind: itemPiece, start: int32(at), end: int32(at + n)}
			}
		}
		return false
	}
	return m
}

func (m *matcher) run(in *Sentence) error {
	m.err = nil
	m.s.reset(in)
	m.s.fill()
	switch {
	case m.opt.Tracer != nil:
		return m.traced()
	case m.opt.NoPrefilter:
		for _, r := range m.s.set.rules {
			if !m.one(r) {
				break
			}
		}
		return m.err
	}
	// A rule's matches may wake rules behind it, never before it.
	set := m.s.set
	for word := range m.s.awake {
		for done := uint64(0); ; {
			awake := m.s.awake[word] & m.s.ready[word] &^ done
			if awake == 0 {
				break
			}
			bit := bits.TrailingZeros64(awake)
			done |= 1<<bit | (1<<bit - 1)
			i := word<<6 | bit
			o := &set.openings[i]
			if !m.s.holdsAll(o.rest) || o.part && !m.whole && !m.s.wanted(int32(i)) {
				continue
			}
			if m.at = m.s.begins(o, m.at[:0]); len(m.at) > 0 {
				m.rule(set.rules[i])
			}
			if m.err != nil {
				return m.err
			}
		}
	}
	return nil
}

// one runs a rule if the sentence has what it needs. It returns false after an
// error.
func (m *matcher) one(r *Rule) bool {
	switch {
	case m.opt.NoPrefilter || r.always && m.awake(r):
		m.at = m.s.everywhere(m.at[:0])
	case m.awake(r):
		o := newOpening(r.first)
		m.at = m.s.begins(&o, m.at[:0])
	default:
		return true
	}
	m.rule(r)
	return m.err == nil
}

// awake tells whether the sentence has all that the rule needs.
func (m *matcher) awake(r *Rule) bool {
	for _, n := range r.need {
		if !m.s.holds(n) {
			if m.opt.Tracer != nil {
				m.asleep(r)
			}
			return false
		}
	}
	return true
}

func (s *sentence) holds(n need) bool {
	for _, w := range n {
		if s.present[w.word]&w.mask != 0 {
			return true
		}
	}
	return false
}

// rule adds the rule's matches to the chart: at most one from each of the runes
// in m.at.
func (m *matcher) rule(r *Rule) {
	first := len(m.s.matches)
	if r.plain && !m.exhaustive {
		m.plain(r)
	} else {
		for _, p := range m.at {
			m.try(r, p)
		}
	}
	made := m.s.matches[first:]
	if r.grow != nil || r.marked {
		slices.SortStableFunc(made, func(a, b match) int {
			return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
		})
	}
	for i, c := range made {
		e := edge{c.start, c.end, int32(first + i)}
		m.s.add(r.symbol, e)
		for _, class := range r.classes {
			m.s.insert(class, e)
		}
	}
}

// plain makes the matches of a rule that is a numeral and no more.
func (m *matcher) plain(r *Rule) {
	for _, p := range m.at {
		ref := m.s.spots[p].num - 1
		m.s.matches = append(m.s.matches, match{r, p, int32(m.s.numerals[ref].End), m.s.number(ref)})
	}
}

// try matches the rule from rune p.
func (m *matcher) try(r *Rule, p int32) {
	if m.err != nil {
		return
	}
	if r.guard.start && !r.marked && !m.s.boundary(p) {
		m.start = p
		m.failed(r, p, FailedGuard, nil, "start")
		return
	}
	m.bind = slices.Grow(m.bind[:0], len(r.groups))[:len(r.groups)]
	clear(m.bind)
	m.start, m.ways = p, 0
	if !m.items(r, 0, p) {
		return
	}
	m.s.matches = append(m.s.matches, match{r, m.from, m.end, m.value})
}

// items matches the items from the i-th on at rune p, and computes the value
// once all have matched. It goes straight on where there is one way to go, and calls
// itself, by item, where there may be several.
func (m *matcher) items(r *Rule, i int, p int32) bool {
	looked := m.exhaustive // whether what stands at p is known to do for the item
	for ; i < len(r.items); i++ {
		it := &r.items[i]
		if !looked && !it.ahead.passes(&m.s, p) {
			return false
		}
		looked = m.exhaustive
		switch it.kind {
		case itemOpen:
			m.open = p
			continue
		case itemClose:
			m.close = p
			continue
		case itemPiece:
			end := m.piece(r, it, p)
			if end < 0 {
				if m.opt.Tracer != nil {
					m.failed(r, p, FailedPiece, it, "")
				}
				return false
			}
			p = end
			continue
		}
		if it.once && m.opt.Tracer == nil {
			e, n := m.s.only(it.symbols[0], p)
			if n == 0 {
				return false
			}
			if n == 1 {
				if !m.leads(it, e.end) || !m.accepts(it, e) {
					return false
				}
				if m.ways++; m.ways > maxWays {
					return false
				}
				if it.group >= 0 {
					m.bind[it.group] = binding{set: true, kind: it.kind, start: e.start, end: e.end, ref: e.ref}
				}
				p, looked = e.end, true
				continue
			}
		}
		if m.item(r, it, i, p) {
			return true
		}
		if !it.repeat.nullable() || m.err != nil {
			return false
		}
		if it.group >= 0 {
			m.bind[it.group] = binding{}
		}
	}
	return m.finish(r, p)
}

// piece matches an expression at rune p and binds its groups. It returns where
// the match ends, -1 when there is none.
func (m *matcher) piece(r *Rule, it *item, p int32) int32 {
	if it.fast == nil {
		m.pieceEnd, m.pieceSubs = -1, it.subs
		if err := it.re.FindRunesMatches(m.s.folded, int(p), m.yield); err != nil {
			m.limit(r, it, err)
		}
		return m.pieceEnd
	}
	m.fast.rs, m.fast.frame = m.s.folded, m.s.frame
	end := it.fast.match(&m.fast, int(p))
	if m.fast.steps > maxSteps {
		m.limit(r, it, errSteps)
		return -1
	}
	if end < 0 {
		return -1
	}
	for _, sub := range it.subs {
		m.bind[sub.group] = binding{}
		if g := m.fast.groups[sub.number]; g[0] >= 0 && g[1] >= g[0] {
			m.bind[sub.group] = binding{set: true, kind: itemPiece, start: g[0], end: g[1]}
		}
	}
	return int32(end)
}

func (m *matcher) limit(r *Rule, it *item, err error) {
	m.err = fmt.Errorf("rule %s (%s:%d): the expression %q ran into a limit: %w", r.ID, r.File, r.Line, it.text, err)
}

// maxWays bounds the edges that a rule tries from one start. Ordinary text takes
// some dozens. Where repeated items have several edges at each place, the ways to
// match double with each repetition; a rule that has not found one by then has
// no match from there, on every machine.
const maxWays = 100

// item matches one item at rune p, the longest edge first, and what follows it.
func (m *matcher) item(r *Rule, it *item, i int, p int32) bool {
	var buf, more [8]edge
	options := m.s.at(it.symbols[0], p, buf[:0])
	if len(it.symbols) > 1 {
		options = append(buf[:0], options...)
		for _, sym := range it.symbols[1:] {
			options = append(options, m.s.at(sym, p, more[:0])...)
		}
		slices.SortStableFunc(options, func(a, b edge) int { return cmp.Compare(b.end, a.end) })
	}
	tried := false
	for _, e := range options {
		if !m.leads(it, e.end) || !m.accepts(it, e) {
			continue
		}
		tried = true
		if m.ways++; m.ways > maxWays {
			m.failed(r, p, FailedLimit, it, "")
			return false
		}
		if m.edge(r, it, i, p, e) {
			return true
		}
	}
	if !tried && m.opt.Tracer != nil && !it.repeat.nullable() {
		m.failed(r, p, FailedItem, it, "")
	}
	return false
}

// edge binds an item to an edge and matches what follows it.
func (m *matcher) edge(r *Rule, it *item, i int, p int32, e edge) bool {
	if it.group < 0 {
		return m.after(r, it, i, e.end, p)
	}
	saved := m.bind[it.group]
	b := binding{set: true, kind: it.kind, start: e.start, end: e.end, ref: e.ref}
	if it.repeat.many() {
		b.list = append(slices.Clip(saved.list), b)
		if saved.set {
			b.start = saved.start
		}
	}
	m.bind[it.group] = b
	if m.after(r, it, i, e.end, p) {
		return true
	}
	m.bind[it.group] = saved
	return false
}

// after goes on behind an item's edge: with the same item again, where it may
// repeat, else with the next.
func (m *matcher) after(r *Rule, it *item, i int, end, p int32) bool {
	if it.repeat.many() && end > p && m.item(r, it, i, end) {
		return true
	}
	return m.items(r, i+1, end)
}

// leads tells whether what follows an item can begin where an edge of it ends.
func (m *matcher) leads(it *item, end int32) bool {
	return m.exhaustive || it.next.passes(&m.s, end)
}

// accepts applies an item's filters to an edge.
func (m *matcher) accepts(it *item, e edge) bool {
	if it.token && (!m.s.boundary(e.start) || !m.s.boundary(e.end)) {
		return false
	}
	if it.length > 0 && e.end-e.start != it.length {
		return false
	}
	for i := range it.is {
		if m.s.has(&it.is[i], e.start, e.end) == it.is[i].negate {
			return false
		}
	}
	return true
}

// finish checks the guard, grows the match and computes its value.
func (m *matcher) finish(r *Rule, end int32) bool {
	m.from, m.end = m.start, end
	if r.marked {
		m.from, m.end = m.open, m.close
	}
	if m.end == m.from {
		return false
	}
	if r.marked && r.guard.start && !m.s.boundary(m.from) {
		m.failed(r, end, FailedGuard, nil, "start")
		return false
	}
	if r.guard.end && !m.s.boundary(m.end) {
		m.failed(r, end, FailedGuard, nil, "end")
		return false
	}
	if r.grow != nil {
		from, ok := r.grow.left(&m.s, m.from)
		if !ok {
			m.failed(r, end, FailedGrow, nil, "")
			return false
		}
		m.from = from
	}
	m.value = nil
	if r.value != nil {
		v, err := m.eval(r, r.value)
		if err != nil || v == nil {
			if err != nil && m.opt.Tracer != nil {
				m.failed(r, end, FailedValue, nil, err.Error())
			}
			return false
		}
		m.value = v
	}
	if m.opt.Tracer != nil {
		m.opt.Tracer.Matched(r, m.s.span(m.from, m.end), m.groups(r), m.value)
	}
	return true
}
