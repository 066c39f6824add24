package dict

// wordFilter tells of most words that a lexicon does not have them: by their length
// and first character, which costs a tenth of a look into the lexicon.
type wordFilter struct {
	lengths uint64         // a bit for each length in bytes, the last for 63 and more
	firsts  [1 << 6]uint64 // a bit for each firstKey
}

func (f *wordFilter) add(word string) {
	f.lengths |= 1 << min(len(word), 63)
	key := firstKey(word)
	f.firsts[key>>6] |= 1 << (key & 63)
}

func (f *wordFilter) passes(word string) bool {
	if f.lengths>>min(len(word), 63)&1 == 0 {
		return false
	}
	key := firstKey(word)
	return f.firsts[key>>6]>>(key&63)&1 != 0
}

// firstKey is below 1<<12, and the same for words that begin with the same character:
// of one written in three bytes, as those of Chinese are, its lower twelve bits.
func firstKey(word string) int {
	switch {
	case word == "":
		return 0
	case len(word) >= 3 && word[0] >= 0xE0:
		return int(word[1]&0x3F)<<6 | int(word[2]&0x3F)
	}
	return int(word[0])
}
