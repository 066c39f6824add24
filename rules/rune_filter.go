package rules

// runeFilter tells cheaply where a text cannot go on: which rune may stand at a
// place. The runes are folded to two bits each, so that it may let through what
// does not match, and never holds back what does.
type runeFilter struct {
	low, high uint64 // the bits of the lower six bits of each rune, and of the six above them
	end       bool   // the text may end there
	any       bool   // nothing is known
}

var anyRune = runeFilter{any: true}

func filterOf(runes ...rune) runeFilter {
	var f runeFilter
	for _, r := range runes {
		f.low |= 1 << (r & 63)
		f.high |= 1 << (r >> 6 & 63)
	}
	return f
}

// or lets through what one or the other does.
func (f runeFilter) or(g runeFilter) runeFilter {
	if f.any || g.any {
		return anyRune
	}
	return runeFilter{f.low | g.low, f.high | g.high, f.end || g.end, false}
}

// and lets through what both do.
func (f runeFilter) and(g runeFilter) runeFilter {
	switch {
	case f.any:
		return g
	case g.any:
		return f
	}
	return runeFilter{f.low & g.low, f.high & g.high, f.end && g.end, false}
}

// passes tells whether the rune at p may stand there; outside of the text, whether it
// may end there.
func (f *runeFilter) passes(rs []rune, p int) bool {
	if f.any {
		return true
	}
	if uint(p) >= uint(len(rs)) {
		return f.end
	}
	r := rs[p]
	return f.low>>(r&63)&(f.high>>(r>>6&63))&1 != 0
}
