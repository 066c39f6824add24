package text

// RuneSet is a set of runes below U+10000. To ask it costs no branch, which
// matters where characters, digits and marks follow on each other by chance.
type RuneSet [1 << 10]uint64

// NewRuneSet makes the set of the runes of a string.
func NewRuneSet(runes string) *RuneSet {
	set := new(RuneSet)
	for _, r := range runes {
		set.Add(r)
	}
	return set
}

// Add puts a rune into the set.
func (set *RuneSet) Add(r rune) { set[r>>6] |= 1 << (r & 63) }

// Has tells whether the set holds the rune.
func (set *RuneSet) Has(r rune) bool {
	return uint32(r)>>6 < uint32(len(set)) && set[uint32(r)>>6]>>(r&63)&1 != 0
}
