package rules

import (
	"slices"

	"github.com/dlclark/regexp2/v2/syntax"
)

// pieceChars is a set of runes of an expression. Sets that list their runes,
// as most do, are asked without a search for runes that they do not list.
type pieceChars struct {
	filter [4]uint64 // a bit for the lower 8 of each rune listed
	listed []rune    // sorted
	negate bool      // the set holds all runes but those listed
	any    *syntax.CharSet
}

// maxListed bounds the runes of a set that are listed.
const maxListed = 256

func newPieceChars(set *syntax.CharSet) *pieceChars {
	listed := set.GetSetChars(maxListed)
	if listed == nil {
		return &pieceChars{any: set}
	}
	c := &pieceChars{listed: uniqueRunes(listed), negate: set.IsNegated()}
	for _, r := range c.listed {
		c.filter[r>>6&3] |= 1 << (r & 63)
	}
	return c
}

func (c *pieceChars) contains(r rune) bool {
	if c.any != nil {
		return c.any.Contains(r)
	}
	if c.filter[r>>6&3]>>(r&63)&1 == 0 {
		return c.negate
	}
	_, found := slices.BinarySearch(c.listed, r)
	return found != c.negate
}
