package rules

// lookahead tells cheaply where a pattern cannot go on: what may stand at the rune
// where an item and those behind it are matched, an edge or a rune. Symbols are
// folded to 64 bits, so that it may let through what does not match, and never
// holds back what does.
type lookahead struct {
	symbols uint64
	runes   runeFilter
	behind  runeFilter // what must stand left of it, too
}

var anything = lookahead{runes: anyRune, behind: anyRune}

// or is what may stand where one or the other may.
func (a lookahead) or(b lookahead) lookahead {
	return lookahead{a.symbols | b.symbols, a.runes.or(b.runes), a.behind.or(b.behind)}
}

func bitsOf(symbols []symbol) uint64 {
	var bits uint64
	for _, sym := range symbols {
		bits |= symbolBit(sym)
	}
	return bits
}

// look derives what may stand where each item is matched.
func (r *Rule) look() {
	next := anything
	for i := len(r.items) - 1; i >= 0; i-- {
		it := &r.items[i]
		switch {
		case it.kind == itemOpen || it.kind == itemClose:
		case it.kind == itemPiece:
			next = it.fast.ahead(next)
		default:
			own := lookahead{symbols: bitsOf(it.symbols), behind: anyRune}
			if it.kind == itemPOS {
				own = anything
			}
			if it.repeat.nullable() {
				own = own.or(next)
			}
			next = own
		}
		it.ahead = next
	}
}

// ahead is what may stand where an expression is matched, with next behind it.
func (pc *piece) ahead(next lookahead) lookahead {
	if pc == nil {
		return anything
	}
	f, through := pc.root.first(false)
	own := lookahead{runes: f}
	if through {
		own = next.or(own)
	}
	own.behind = pc.root.before()
	return own
}

// bit is 1 if an item can begin at rune p, else 0.
func (a *lookahead) bit(s *sentence, p int32) uint64 {
	here := a.runes.bit(s.frame[p+1])
	if s.spots[p].marks&a.symbols != 0 {
		here = 1
	}
	return here & a.behind.bit(s.frame[p])
}

func (a *lookahead) passes(s *sentence, p int32) bool { return a.bit(s, p) != 0 }

// opening is what tells most rules that they need not be tried. Those of all
// rules lie side by side, as all are asked in every sentence.
type opening struct {
	rest   []needWord // what must be in the sentence beside the first two needs, which woke the rule
	part   bool       // the rule's matches only serve others
	first  []symbol   // where matches can start; nil for everywhere
	before runeFilter // what stands left of a start
	also   lookahead  // what must start there too
	next   lookahead  // what may follow the first item
	length int32      // of the first item's edge, 0 for any
}

// newOpening is that of a rule of which nothing is known but where it starts.
func newOpening(first []symbol) opening {
	return opening{first: first, before: anyRune, also: anything, next: anything}
}

// opening is that of the rule.
func (r *Rule) opening() opening {
	o := newOpening(r.first)
	o.part = !r.goesOut()
	if r.always {
		o.first = nil
	} else {
		o.along(r)
	}
	for i, n := range r.need {
		if i < 2 {
			continue
		}
		for k, w := range n {
			w.more = k+1 < len(n)
			o.rest = append(o.rest, w)
		}
	}
	return o
}

// along tells what stands before, with and behind the first edge or rune.
func (o *opening) along(r *Rule) {
	for i := range r.items {
		it := &r.items[i]
		switch it.kind {
		case itemOpen, itemClose:
			continue
		case itemPiece:
			if it.fast == nil {
				return
			}
			o.before = o.before.and(it.fast.root.before())
			if runes, empty, ok := openers(it.tree.Root); ok && empty && len(runes) == 0 {
				continue // it only looks around
			}
			return
		}
		if it.repeat.nullable() {
			return
		}
		for _, is := range it.is {
			if !is.negate && is.kind != itemPOS {
				o.also = lookahead{symbols: bitsOf(is.symbols), behind: anyRune}
				break
			}
		}
		o.length = it.length
		if !it.repeat.many() && i+1 < len(r.items) {
			o.next = r.items[i+1].ahead
		}
		return
	}
}

// holdsAll tells whether the sentence holds one symbol of each need.
func (s *sentence) holdsAll(needs []needWord) bool {
	held := false
	for _, w := range needs {
		held = held || s.present[w.word]&w.mask != 0
		if !w.more {
			if !held {
				return false
			}
			held = false
		}
	}
	return true
}
