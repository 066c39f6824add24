package rules

import "github.com/dlclark/regexp2/v2/syntax"

// lookahead tells cheaply where a pattern cannot go on: what may stand at the rune
// where an item and those behind it are matched. Symbols and runes are folded
// to 64 bits each, so that it may let through what does not match, and never
// holds back what does.
type lookahead struct {
	symbols uint64
	runes   uint64
	any     bool // nothing is known, or nothing need stand there
}

func runeBit(r rune) uint64 { return 1 << (r & 63) }

// or is what may stand where one or the other may.
func (a lookahead) or(b lookahead) lookahead {
	return lookahead{a.symbols | b.symbols, a.runes | b.runes, a.any || b.any}
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
	next := lookahead{any: true}
	for i := len(r.items) - 1; i >= 0; i-- {
		it := &r.items[i]
		switch {
		case it.kind == itemOpen || it.kind == itemClose:
		case it.kind == itemPiece:
			next = pieceAhead(it.tree, next)
		default:
			own := lookahead{symbols: bitsOf(it.symbols), any: it.kind == itemPOS}
			if it.repeat.nullable() {
				own = own.or(next)
			}
			next = own
		}
		it.ahead = next
	}
}

// pieceAhead is what may stand where an expression is matched, with next
// behind it.
func pieceAhead(tree *syntax.RegexTree, next lookahead) lookahead {
	runes, empty, ok := openers(tree.Root)
	if !ok {
		return lookahead{any: true}
	}
	var own lookahead
	for _, r := range runes {
		own.runes |= runeBit(r)
	}
	if empty {
		own = own.or(next)
	}
	return own
}

// passes tells whether an item can begin at rune p.
func (a *lookahead) passes(s *sentence, p int32) bool {
	return a.any || s.spots[p].marks&a.symbols != 0 || int(p) < len(s.folded) && a.runes&runeBit(s.folded[p]) != 0
}

// opening is what tells most rules that they need not be tried. Those of all
// rules lie side by side, as all are asked in every sentence.
type opening struct {
	rest  []needWord // what must be in the sentence beside what woke the rule
	first []symbol   // where matches can start; nil for everywhere
	also  lookahead  // what must start there too
	next  lookahead  // what may follow the first item
}

// opening is that of the rule.
func (r *Rule) opening() opening {
	o := opening{also: lookahead{any: true}, next: lookahead{any: true}}
	if !r.always {
		o.first = r.first
		o.along(r)
	}
	for i, n := range r.need {
		if i == 0 {
			continue
		}
		for k, w := range n {
			w.more = k+1 < len(n)
			o.rest = append(o.rest, w)
		}
	}
	return o
}

// along tells what stands with the first item's edge and behind it.
func (o *opening) along(r *Rule) {
	for i := range r.items {
		it := &r.items[i]
		switch it.kind {
		case itemOpen, itemClose:
			continue
		case itemPiece:
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
				o.also = lookahead{symbols: bitsOf(is.symbols)}
				break
			}
		}
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
