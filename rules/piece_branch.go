package rules

// pieceBranch is one of several ways on, with what tells most often that it
// need not be tried: a bit for r&63 of each rune r that it can read first.
type pieceBranch struct {
	node  *pieceNode
	first uint64
	any   bool // it may read nothing, or what it reads first is not known
	back  bool // it reads to the left
}

func newBranch(n *pieceNode) pieceBranch {
	b := pieceBranch{node: n}
	b.back = n != nil && n.readsBack()
	b.first, b.any = n.first(b.back)
	return b
}

// opens tells whether the branch can match at rune p.
func (b *pieceBranch) opens(rs []rune, p int) bool {
	if b.any {
		return true
	}
	if b.back {
		p--
	}
	return p >= 0 && p < len(rs) && b.first>>(rs[p]&63)&1 != 0
}

// readsBack tells in which direction the first rune is read from here.
func (n *pieceNode) readsBack() bool {
	for ; n != nil; n = n.next {
		switch n.op {
		case pieceRune, pieceNotRune, pieceSet, pieceString, pieceLoop, pieceLazy, piecePossess:
			return n.back
		case pieceAlt:
			return n.branches[0].back
		case pieceStar, pieceStarLazy, pieceAtomic:
			return n.body.readsBack()
		}
	}
	return false
}

// first is the filter of the runes that can be read first from here on, in
// that direction. What is read in the other is not known.
func (n *pieceNode) first(back bool) (runes uint64, any bool) {
	if n == nil {
		return 0, true
	}
	switch n.op {
	case pieceRune, pieceSet, pieceNotRune:
		if n.back != back {
			return 0, true
		}
		return n.oneRune(n.op)
	case pieceString:
		if n.back != back {
			return 0, true
		}
		r := n.str[0]
		if back {
			r = n.str[len(n.str)-1]
		}
		return runeBit(r), false
	case pieceLoop, pieceLazy, piecePossess:
		if n.back != back {
			return 0, true
		}
		runes, any = n.oneRune(n.single)
		if n.m == 0 {
			more, reach := n.next.first(back)
			return runes | more, any || reach
		}
		return runes, any
	case pieceAlt:
		for i := range n.branches {
			b := &n.branches[i]
			if b.any || b.back != back {
				return 0, true
			}
			runes |= b.first
		}
		return runes, false
	case pieceLook, pieceNotLook, pieceOpen, pieceClose:
		return n.next.first(back)
	case pieceFail:
		return 0, false
	}
	return 0, true
}

// oneRune is the filter of one rune.
func (n *pieceNode) oneRune(op pieceOp) (runes uint64, any bool) {
	switch op {
	case pieceRune:
		return runeBit(n.ch), false
	case pieceSet:
		if n.set.any == nil && !n.set.negate {
			for _, r := range n.set.listed {
				runes |= runeBit(r)
			}
			return runes, false
		}
	}
	return 0, true
}
