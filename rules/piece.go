package rules

import (
	"errors"
	"slices"

	"github.com/dlclark/regexp2/v2/syntax"
)

// piece is an expression in a form that matches faster than regexp2 does: most
// expressions of rules are a few characters, sets, alternatives and
// look-arounds, for which regexp2's general machine costs ten times the
// work. It is made from regexp2's own tree of the expression and matches just what
// regexp2 would (a test compares the two). Expressions that use more than it
// knows (references, case folding, word boundaries) are left to regexp2.
type piece struct {
	root   *pieceNode
	groups int // 1 + the highest group number
}

// maxSteps bounds the steps of one match, so that an expression that runs
// away ends the same way on every machine.
const maxSteps = 1_000_000

var errSteps = errors.New("it took more than 1,000,000 steps")

type pieceOp uint8

const (
	pieceRune     pieceOp = iota // ch
	pieceNotRune                 // any but ch
	pieceSet                     // one of set
	pieceString                  // str
	pieceLoop                    // of single runes, greedy
	pieceLazy                    // of single runes, lazy
	piecePossess                 // of single runes, as many as there are
	pieceAlt                     // one of the branches, each leading on by itself
	pieceStar                    // body, which leads back here, or on
	pieceStarLazy                // on, or body, which leads back here
	pieceAtomic                  // body by itself, then on
	pieceLook                    // body must match here
	pieceNotLook                 // body must not match here
	pieceBegin                   // the sentence begins
	pieceEnd                     // the sentence ends
	pieceFail                    // nothing matches
	pieceOpen                    // group m begins
	pieceClose                   // group m ends
)

// pieceNode is a step of a match. next is what comes behind it; nil is the end.
type pieceNode struct {
	op       pieceOp
	back     bool // reads to the left, in a look-behind
	single   pieceOp
	ch       rune
	set      *pieceChars
	str      []rune
	m, n     int // bounds of a loop; number of a group
	body     *pieceNode
	entry    pieceBranch // the body of a look-around or an atomic group
	captures bool        // the body has groups
	branches []pieceBranch
	next     *pieceNode
}

// newPiece makes the fast form of a tree, nil where it has none.
func newPiece(tree *syntax.RegexTree) *piece {
	p := &piece{groups: tree.Captop + 1}
	root, ok := pieceOf(tree.Root, nil)
	if !ok {
		return nil
	}
	p.root = root
	return p
}

// pieceOf compiles n with what comes behind it.
func pieceOf(n *syntax.RegexNode, next *pieceNode) (*pieceNode, bool) {
	if n.Options&syntax.IgnoreCase != 0 {
		return nil, false
	}
	out := &pieceNode{back: n.Options&syntax.RightToLeft != 0, ch: n.Ch, str: n.Str, m: n.M, n: n.N, next: next}
	if n.Set != nil {
		out.set = newPieceChars(n.Set)
	}
	switch n.T {
	case syntax.NtOne:
		out.op = pieceRune
	case syntax.NtNotone:
		out.op = pieceNotRune
	case syntax.NtSet:
		out.op = pieceSet
	case syntax.NtMulti:
		out.op = pieceString
	case syntax.NtOneloop, syntax.NtNotoneloop, syntax.NtSetloop:
		out.op = pieceLoop
	case syntax.NtOnelazy, syntax.NtNotonelazy, syntax.NtSetlazy:
		out.op = pieceLazy
	case syntax.NtOneloopatomic, syntax.NtNotoneloopatomic, syntax.NtSetloopatomic:
		out.op = piecePossess
	case syntax.NtEmpty, syntax.NtUpdateBumpalong:
		return next, true
	case syntax.NtNothing:
		out.op = pieceFail
	case syntax.NtBeginning:
		out.op = pieceBegin
	case syntax.NtEnd:
		out.op = pieceEnd
	case syntax.NtGroup:
		return pieceOf(n.Children[0], next)
	case syntax.NtCapture:
		return pieceGroup(n, next)
	case syntax.NtConcatenate:
		for i := len(n.Children) - 1; i >= 0; i-- {
			var ok bool
			if next, ok = pieceOf(n.Children[i], next); !ok {
				return nil, false
			}
		}
		return next, true
	case syntax.NtAlternate:
		out.op = pieceAlt
		for _, c := range n.Children {
			b, ok := pieceOf(c, next)
			if !ok {
				return nil, false
			}
			out.branches = append(out.branches, newBranch(b))
		}
	case syntax.NtAtomic, syntax.NtPosLook, syntax.NtNegLook:
		out.op = map[syntax.NodeType]pieceOp{syntax.NtAtomic: pieceAtomic, syntax.NtPosLook: pieceLook, syntax.NtNegLook: pieceNotLook}[n.T]
		body, ok := pieceOf(n.Children[0], nil)
		if !ok {
			return nil, false
		}
		out.body, out.entry, out.captures = body, newBranch(body), captures(n)
	case syntax.NtLoop, syntax.NtLazyloop:
		return pieceRepeat(n, next)
	default:
		return nil, false
	}
	switch n.T {
	case syntax.NtOneloop, syntax.NtOnelazy, syntax.NtOneloopatomic:
		out.single = pieceRune
	case syntax.NtNotoneloop, syntax.NtNotonelazy, syntax.NtNotoneloopatomic:
		out.single = pieceNotRune
	default:
		out.single = pieceSet
	}
	return out, true
}

// captures tells whether there are groups within n.
func captures(n *syntax.RegexNode) bool {
	return n.T == syntax.NtCapture || slices.ContainsFunc(n.Children, captures)
}

// pieceGroup compiles a named group; reading to the left, its end comes first.
func pieceGroup(n *syntax.RegexNode, next *pieceNode) (*pieceNode, bool) {
	if n.N != -1 {
		return nil, false
	}
	if n.M == 0 { // the whole match
		return pieceOf(n.Children[0], next)
	}
	first, last := pieceOpen, pieceClose
	if n.Options&syntax.RightToLeft != 0 {
		first, last = last, first
	}
	body, ok := pieceOf(n.Children[0], &pieceNode{op: last, m: n.M, next: next})
	return &pieceNode{op: first, m: n.M, next: body}, ok
}

// maxCopies bounds how often the body of a loop is written out.
const maxCopies = 8

// pieceRepeat compiles a loop whose body is more than one rune: the body written
// out as often as it must match, then as often as it may.
func pieceRepeat(n *syntax.RegexNode, next *pieceNode) (*pieceNode, bool) {
	body := n.Children[0]
	if n.M > maxCopies || body.ComputeMinLength() == 0 {
		return nil, false
	}
	lazy := n.T == syntax.NtLazyloop
	if n.N > n.M+maxCopies {
		if n.N != maxRepeat {
			return nil, false
		}
		star := &pieceNode{op: pieceStar, next: next}
		if lazy {
			star.op = pieceStarLazy
		}
		again, ok := pieceOf(body, star)
		if !ok {
			return nil, false
		}
		star.body = again
		next = star
	} else {
		for range n.N - n.M {
			more, ok := pieceOf(body, next)
			if !ok {
				return nil, false
			}
			alt := &pieceNode{op: pieceAlt, branches: []pieceBranch{newBranch(more), newBranch(next)}}
			if lazy {
				slices.Reverse(alt.branches)
			}
			next = alt
		}
	}
	for range n.M {
		var ok bool
		if next, ok = pieceOf(body, next); !ok {
			return nil, false
		}
	}
	return next, true
}

// maxRepeat is how regexp2 writes that a loop has no upper bound.
const maxRepeat = 1<<31 - 1

// pieceRun is the working memory of one match.
type pieceRun struct {
	rs     []rune
	frame  []rune // rs framed
	steps  int
	groups [][2]int32 // start and end, -1 where a group has none
}

// over is a run over a text.
func over(text []rune) pieceRun { return pieceRun{rs: text, frame: framed(text, nil)} }

// match matches the piece at rune p and returns where it ends, -1 when it does
// not match. After more than maxSteps steps it gives up, which run.steps tells.
func (pc *piece) match(run *pieceRun, p int) int {
	run.steps = 0
	run.groups = run.groups[:0]
	for range pc.groups {
		run.groups = append(run.groups, [2]int32{-1, -1})
	}
	return run.from(pc.root, p)
}

func (run *pieceRun) from(n *pieceNode, p int) int {
	for n != nil {
		if run.steps++; run.steps > maxSteps {
			return -1
		}
		switch n.op {
		case pieceRune, pieceNotRune, pieceSet:
			if p = run.one(n, n.op, p); p < 0 {
				return -1
			}
		case pieceString:
			if p = run.str(n, p); p < 0 {
				return -1
			}
		case pieceLoop, pieceLazy, piecePossess:
			return run.loop(n, p)
		case pieceAlt:
			for i := range n.branches {
				b := &n.branches[i]
				if !b.opens(run, p) {
					continue
				}
				if end := run.from(b.node, p); end >= 0 {
					return end
				}
			}
			return -1
		case pieceStar:
			if end := run.from(n.body, p); end >= 0 {
				return end
			}
		case pieceStarLazy:
			if end := run.from(n.next, p); end >= 0 {
				return end
			}
			return run.from(n.body, p)
		case pieceAtomic, pieceLook, pieceNotLook:
			if !n.entry.opens(run, p) {
				if n.op != pieceNotLook {
					return -1
				}
				break
			}
			if n.captures {
				return run.captured(n, p)
			}
			end := run.from(n.body, p)
			if end >= 0 == (n.op == pieceNotLook) {
				return -1
			}
			if n.op == pieceAtomic {
				p = end
			}
		case pieceBegin:
			if p != 0 {
				return -1
			}
		case pieceEnd:
			if p != len(run.rs) {
				return -1
			}
		case pieceFail:
			return -1
		case pieceOpen, pieceClose:
			side := 0
			if n.op == pieceClose {
				side = 1
			}
			saved := run.groups[n.m]
			run.groups[n.m][side] = int32(p)
			end := run.from(n.next, p)
			if end < 0 {
				run.groups[n.m] = saved
			}
			return end
		}
		n = n.next
	}
	return p
}

// captured matches a body by itself, and what comes behind it. The groups of
// the body count only when both match, those of a look-around that must not
// match never.
func (run *pieceRun) captured(n *pieceNode, p int) int {
	saved := slices.Clone(run.groups)
	end := run.from(n.body, p)
	if n.op == pieceNotLook {
		copy(run.groups, saved)
	}
	if end >= 0 != (n.op == pieceNotLook) {
		if n.op == pieceAtomic {
			p = end
		}
		if end = run.from(n.next, p); end >= 0 {
			return end
		}
	}
	copy(run.groups, saved)
	return -1
}

// one reads one rune and returns the place behind it, in the node's direction.
func (run *pieceRun) one(n *pieceNode, op pieceOp, p int) int {
	at := p
	if n.back {
		at--
	}
	if at < 0 || at >= len(run.rs) {
		return -1
	}
	r := run.rs[at]
	switch op {
	case pieceRune:
		if r != n.ch {
			return -1
		}
	case pieceNotRune:
		if r == n.ch {
			return -1
		}
	default:
		if !n.set.contains(r) {
			return -1
		}
	}
	if n.back {
		return at
	}
	return p + 1
}

func (run *pieceRun) str(n *pieceNode, p int) int {
	at, end := p, p+len(n.str)
	if n.back {
		at, end = p-len(n.str), p
	}
	if at < 0 || end > len(run.rs) {
		return -1
	}
	for i, r := range n.str {
		if run.rs[at+i] != r {
			return -1
		}
	}
	if n.back {
		return at
	}
	return end
}

// loop reads between m and n single runes, and what comes behind them.
func (run *pieceRun) loop(n *pieceNode, p int) int {
	step := 1
	if n.back {
		step = -1
	}
	if n.op == pieceLazy {
		for count := 0; ; count++ {
			if count >= n.m {
				if end := run.from(n.next, p); end >= 0 {
					return end
				}
			}
			if count == n.n {
				return -1
			}
			if p = run.one(n, n.single, p); p < 0 {
				return -1
			}
		}
	}
	count := 0
	for count < n.n {
		next := run.one(n, n.single, p)
		if next < 0 {
			break
		}
		p = next
		count++
	}
	run.steps += count
	if count < n.m {
		return -1
	}
	if n.op == piecePossess {
		return run.from(n.next, p)
	}
	for ; count >= n.m; count-- {
		if end := run.from(n.next, p); end >= 0 {
			return end
		}
		p -= step
	}
	return -1
}
