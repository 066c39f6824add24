package rules

// runeFilter tells cheaply where a text cannot go on: which rune may stand at a
// place. The runes are folded to two bits each, so that it may let through what
// does not match, and never holds back what does. NUL stands for the end of the text,
// on either side.
type runeFilter struct {
	low, high uint64 // the bits of the lower six bits of each rune, and of the six above them
}

// anyRune lets everything through.
var anyRune = runeFilter{^uint64(0), ^uint64(0)}

// noMore is the filter of the end of a text.
var noMore = filterOf(0)

func filterOf(runes ...rune) runeFilter {
	var f runeFilter
	for _, r := range runes {
		f.low |= 1 << (r & 63)
		f.high |= 1 << (r >> 6 & 63)
	}
	return f
}

// or lets through what one or the other does.
func (f runeFilter) or(g runeFilter) runeFilter { return runeFilter{f.low | g.low, f.high | g.high} }

// and lets through what both do.
func (f runeFilter) and(g runeFilter) runeFilter { return runeFilter{f.low & g.low, f.high & g.high} }

// bit is 1 if the rune may stand there, else 0. It costs no branch, which matters as
// nothing foretells the answer.
func (f *runeFilter) bit(r rune) uint64 { return f.low >> (r & 63) & (f.high >> (r >> 6 & 63)) & 1 }

// passes is bit for those who ask but one thing.
func (f *runeFilter) passes(r rune) bool { return f.bit(r) != 0 }

// framed is a text with a NUL on both sides, so that there is a rune beside each of its
// own: that of the text at p is its p+1st. It uses the room of buf.
func framed(text []rune, buf []rune) []rune {
	return append(append(append(buf[:0], 0), text...), 0)
}
