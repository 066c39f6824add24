package normalise

// prefixes are words that a line may start with. They are read-only.
type prefixes [][]rune

func newPrefixes(words ...string) prefixes {
	list := make(prefixes, len(words))
	for i, w := range words {
		list[i] = []rune(w)
	}
	return list
}

// in gives the length of the one that w starts with; 0 if none does.
func (list prefixes) in(w []rune) int {
	for _, p := range list {
		if len(w) >= len(p) && w[0] == p[0] && equal(w[:len(p)], p) {
			return len(p)
		}
	}
	return 0
}

func hasPrefix(w []rune, prefix string) bool {
	i := 0
	for _, r := range prefix {
		if i >= len(w) || w[i] != r {
			return false
		}
		i++
	}
	return true
}
