package rules

// pieceBranch is one of several ways on, with what tells most often that it
// need not be tried: what it can read first.
type pieceBranch struct {
	node  *pieceNode
	first runeFilter
	back  bool // it reads to the left
}

func newBranch(n *pieceNode) pieceBranch {
	b := pieceBranch{node: n, back: n.readsBack()}
	var through bool
	if b.first, through = n.first(b.back); through {
		b.first = anyRune
	}
	return b
}

// opens tells whether the branch can match at rune p.
func (b *pieceBranch) opens(run *pieceRun, p int) bool {
	if !b.back {
		p++
	}
	return b.first.passes(run.frame[p])
}

// readsBack tells in which direction the first rune is read from here.
func (n *pieceNode) readsBack() bool {
	for ; n != nil; n = n.next {
		switch n.op {
		case pieceRune, pieceNotRune, pieceSet, pieceString, pieceLoop, pieceLazy, piecePossess:
			return n.back
		case pieceAlt:
			for i := range n.branches {
				if n.branches[i].back {
					return true
				}
			}
			return false
		case pieceStar, pieceStarLazy, pieceAtomic:
			return n.body.readsBack()
		}
	}
	return false
}

// first is what can be read first from here on, in that direction, and whether the
// end can be reached without reading. What is read in the other direction is not known.
func (n *pieceNode) first(back bool) (f runeFilter, through bool) {
	if n == nil {
		return runeFilter{}, true
	}
	switch n.op {
	case pieceRune, pieceSet, pieceNotRune:
		if n.back == back {
			return n.oneRune(n.op), false
		}
	case pieceString:
		if n.back != back {
			break
		}
		if back {
			return filterOf(n.str[len(n.str)-1]), false
		}
		return filterOf(n.str[0]), false
	case pieceLoop, pieceLazy, piecePossess:
		if n.back != back {
			break
		}
		f = n.oneRune(n.single)
		if n.m == 0 {
			more, through := n.next.first(back)
			return f.or(more), through
		}
		return f, false
	case pieceAlt:
		for i := range n.branches {
			more, reaches := n.branches[i].node.first(back)
			f, through = f.or(more), through || reaches
		}
		return f, through
	case pieceAtomic:
		if f, through = n.body.first(back); through {
			more, through := n.next.first(back)
			return f.or(more), through
		}
		return f, false
	case pieceLook:
		own, reaches := n.body.first(back)
		f, through = n.next.first(back)
		switch {
		case reaches:
			return f, through
		case through:
			return own, false
		}
		return own.and(f), false
	case pieceNotLook, pieceOpen, pieceClose:
		return n.next.first(back)
	case pieceBegin, pieceEnd:
		if back == (n.op == pieceBegin) {
			return noMore, false
		}
		return n.next.first(back)
	case pieceFail:
		return runeFilter{}, false
	}
	return anyRune, false
}

// behind is what stands behind the first rune that is read from here on, to the right,
// where that is r.
func (n *pieceNode) behind(r rune) runeFilter {
	if n == nil {
		return anyRune
	}
	switch n.op {
	case pieceRune, pieceSet, pieceNotRune:
		switch {
		case n.back:
			return anyRune
		case !n.mayRead(n.op, r):
			return runeFilter{}
		}
		return n.next.only(false)
	case pieceString:
		switch {
		case n.back:
			return anyRune
		case n.str[0] != r:
			return runeFilter{}
		case len(n.str) > 1:
			return filterOf(n.str[1])
		}
		return n.next.only(false)
	case pieceLoop, pieceLazy, piecePossess:
		if n.back {
			return anyRune
		}
		var f runeFilter
		if n.n > 0 && n.mayRead(n.single, r) {
			f = n.next.only(false)
			if n.n > 1 {
				f = f.or(n.oneRune(n.single))
			}
		}
		if n.m == 0 {
			f = f.or(n.next.behind(r))
		}
		return f
	case pieceAlt:
		var f runeFilter
		for i := range n.branches {
			f = f.or(n.branches[i].node.behind(r))
		}
		return f
	case pieceAtomic:
		return n.body.behind(r)
	case pieceLook, pieceNotLook, pieceOpen, pieceClose, pieceBegin:
		return n.next.behind(r)
	}
	return anyRune
}

// mayRead tells whether a node that reads one rune reads r.
func (n *pieceNode) mayRead(op pieceOp, r rune) bool {
	switch op {
	case pieceRune:
		return n.ch == r
	case pieceNotRune:
		return n.ch != r
	}
	return n.set.contains(r)
}

// before is what stands to the left of a place where the piece begins, as its
// look-behinds tell.
func (n *pieceNode) before() runeFilter {
	f := anyRune
	for ; n != nil; n = n.next {
		switch n.op {
		case pieceLook:
			f = f.and(n.body.only(true))
		case pieceNotLook, pieceOpen:
		case pieceAtomic:
			return f.and(n.body.before())
		default:
			return f
		}
	}
	return f
}

// only is what must be read first from here on; nothing is known where the end can
// be reached without reading.
func (n *pieceNode) only(back bool) runeFilter {
	f, through := n.first(back)
	if through {
		return anyRune
	}
	return f
}

// oneRune is the filter of one rune.
func (n *pieceNode) oneRune(op pieceOp) runeFilter {
	switch op {
	case pieceRune:
		return filterOf(n.ch)
	case pieceSet:
		if n.set.any == nil && !n.set.negate {
			return filterOf(n.set.listed...)
		}
	}
	return anyRune
}
