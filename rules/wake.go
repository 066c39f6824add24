package rules

import (
	"slices"

	"github.com/dlclark/regexp2/v2/syntax"
)

// maxOpeners bounds the number of runes that a piece may open with before its
// first rune counts as unknown.
const maxOpeners = 64

// openers derives from a parsed expression the runes that a non-empty match
// can open with, and whether the match can be empty. Look-arounds and anchors
// take no rune. ok is false where the runes are not known or too many.
func openers(n *syntax.RegexNode) (runes []rune, empty, ok bool) {
	switch n.T {
	case syntax.NtOne:
		return []rune{n.Ch}, false, n.Options&syntax.IgnoreCase == 0
	case syntax.NtMulti:
		return n.Str[:1], false, n.Options&syntax.IgnoreCase == 0
	case syntax.NtSet:
		rs, ok := members(n.Set)
		return rs, false, ok
	case syntax.NtOneloop, syntax.NtOnelazy, syntax.NtOneloopatomic:
		return []rune{n.Ch}, n.M == 0, n.Options&syntax.IgnoreCase == 0
	case syntax.NtSetloop, syntax.NtSetlazy, syntax.NtSetloopatomic:
		rs, ok := members(n.Set)
		return rs, n.M == 0, ok
	case syntax.NtBol, syntax.NtEol, syntax.NtBoundary, syntax.NtNonboundary, syntax.NtBeginning, syntax.NtStart,
		syntax.NtEndZ, syntax.NtEnd, syntax.NtEmpty, syntax.NtPosLook, syntax.NtNegLook, syntax.NtUpdateBumpalong:
		return nil, true, true
	case syntax.NtNothing:
		return nil, false, true
	case syntax.NtCapture, syntax.NtGroup, syntax.NtAtomic:
		return openers(n.Children[0])
	case syntax.NtLoop, syntax.NtLazyloop:
		rs, empty, ok := openers(n.Children[0])
		return rs, empty || n.M == 0, ok
	case syntax.NtAlternate:
		for _, c := range n.Children {
			rs, e, o := openers(c)
			if !o {
				return nil, false, false
			}
			runes, empty = append(runes, rs...), empty || e
		}
		return runes, empty, len(runes) <= maxOpeners
	case syntax.NtConcatenate:
		for _, c := range n.Children {
			rs, e, o := openers(c)
			if !o {
				return nil, false, false
			}
			runes = append(runes, rs...)
			if !e {
				return runes, false, len(runes) <= maxOpeners
			}
		}
		return runes, true, len(runes) <= maxOpeners
	}
	return nil, false, false
}

// requiredLooks lists the look-arounds without which an expression does not match.
func requiredLooks(n *syntax.RegexNode) []*syntax.RegexNode {
	switch n.T {
	case syntax.NtPosLook:
		return []*syntax.RegexNode{n}
	case syntax.NtCapture, syntax.NtGroup, syntax.NtAtomic, syntax.NtConcatenate:
		var looks []*syntax.RegexNode
		for _, c := range n.Children {
			looks = append(looks, requiredLooks(c)...)
		}
		return looks
	}
	return nil
}

// members lists the runes of a small set.
func members(set *syntax.CharSet) ([]rune, bool) {
	if set.IsNegated() {
		return nil, false
	}
	rs := set.GetSetChars(maxOpeners)
	return rs, len(rs) > 0
}

// uniqueRunes sorts and removes repetitions.
func uniqueRunes(rs []rune) []rune {
	rs = slices.Clone(rs)
	slices.Sort(rs)
	return slices.Compact(rs)
}
