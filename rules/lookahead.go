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
			it.next = next
			if it.repeat.many() {
				it.next = next.or(own)
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
	before runeFilter // what stands left of a start
	starts []start    // nil for everywhere
}

// start is a symbol with whose edges matches can start, and what tells that one does not
// with an edge.
type start struct {
	symbol symbol
	length int32     // of the edge, 0 for any
	also   lookahead // what must start with it
	next   lookahead // what may follow it
}

// newOpening is that of a rule of which nothing is known but where it starts.
func newOpening(first []symbol) opening {
	o := opening{before: anyRune}
	for _, sym := range first {
		o.starts = append(o.starts, start{symbol: sym, also: anything, next: anything})
	}
	return o
}

// opening is that of the rule.
func (r *Rule) opening() opening {
	o := opening{before: anyRune, part: !r.goesOut()}
	if !r.always {
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

// along notes where the rule can start: with its first item, and, where that may be
// left out, with the next.
func (o *opening) along(r *Rule) {
	read := false // an item before may have read something
	for i := range r.items {
		it := &r.items[i]
		switch it.kind {
		case itemOpen, itemClose:
		case itemPiece:
			if !read && it.fast != nil {
				o.before = o.before.and(it.fast.root.before())
			}
			runes, empty, _ := openers(it.tree.Root)
			if len(runes) > 0 {
				o.starts = append(o.starts, start{symbol: it.opener, also: anything, next: anything})
				read = true
			}
			if !empty {
				return
			}
		default:
			also := anything
			for _, is := range it.is {
				if !is.negate && is.kind != itemPOS {
					also = lookahead{symbols: bitsOf(is.symbols), behind: anyRune}
					break
				}
			}
			for _, sym := range it.symbols {
				o.starts = append(o.starts, start{symbol: sym, length: it.length, also: also, next: it.next})
			}
			if !it.repeat.nullable() {
				return
			}
			read = true
		}
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
