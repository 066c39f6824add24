package normalise

import "zhfacts/pipeline/text"

// prefixes are words that a line may start with. They are read-only.
type prefixes struct {
	words [][]rune
	first *text.RuneSet // what they begin with
}

func newPrefixes(words ...string) prefixes {
	p := prefixes{make([][]rune, len(words)), new(text.RuneSet)}
	for i, w := range words {
		p.words[i] = []rune(w)
		p.first.Add(p.words[i][0])
	}
	return p
}

// in gives the length of the first of the words that w starts with; 0 if it
// starts with none.
func (p prefixes) in(w []rune) int {
	if len(w) == 0 || !p.first.Has(w[0]) {
		return 0
	}
	for _, word := range p.words {
		if len(w) >= len(word) && equal(w[:len(word)], word) {
			return len(word)
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
