package dict

import (
	"slices"
	"unicode"
)

// An Automaton finds words of lexicons in text. It never changes and may be used
// from several goroutines at once.
//
// It is a trie over runes whose edges lie in one hash table. Words of Chinese are
// short, so trying every start costs less than the failure links of Aho-Corasick; a
// table by first rune and a 64-bit filter of the runes that may follow each node
// end most of the tries without a look into the hash table.
type Automaton struct {
	first   [1 << 16]int32 // the node of each first rune of the first plane, 0 for none
	nodes   []node
	edges   []edge
	shift   uint8 // of the hash: its upper bits choose the edge
	words   []word
	entries []*Entry // of all words, those of one word side by side
}

// node is a prefix of some words. Node 0 is the root.
type node struct {
	next uint64 // a bit for every r&63 of the runes r that follow
	word int32  // the word that ends here, or -1
}

// edge leads from a node over a rune to a node. An edge to 0 is a free place.
type edge struct {
	from int32
	r    rune
	to   int32
}

// word is what a hit is of: the entries of a word.
type word struct{ first, last int32 } // in entries

// Hit is an occurrence of a word.
type Hit struct {
	Start, End int32 // runes of the slice scanned
	Word       int32 // for Entries
}

// hash spreads the edges over the upper bits of the result.
func hash(from int32, r rune) uint32 {
	return uint32((uint64(uint32(from))<<21 | uint64(uint32(r))) * 0x9E3779B97F4A7C15 >> 32)
}

// Automaton makes the automaton over the words of the lexicons of those names,
// or of all lexicons when none is named. Names that the set does not have are
// left out.
func (s *Set) Automaton(names ...string) *Automaton {
	lexicons := s.lexicons
	if len(names) > 0 {
		lexicons = slices.DeleteFunc(slices.Clone(lexicons), func(lex *Lexicon) bool { return !slices.Contains(names, lex.Name) })
	}
	b := builder{Automaton: &Automaton{nodes: []node{{word: -1}}}}
	n := 0
	for _, lex := range lexicons {
		n += len(lex.entries)
	}
	b.resize(2 * n)
	b.nodes = slices.Grow(b.nodes, 2*n)
	ends := make([]int32, 0, n) // the word of each entry, in the order of the sets' entries
	for _, lex := range lexicons {
		for _, e := range lex.entries {
			at := b.insert(e.Word)
			if b.nodes[at].word < 0 {
				b.nodes[at].word = int32(len(b.words))
				b.words = append(b.words, word{})
			}
			w := b.nodes[at].word
			b.words[w].last++ // counts, until all are known
			ends = append(ends, w)
		}
	}
	b.entries = make([]*Entry, n)
	var sum int32
	for i := range b.words {
		count := b.words[i].last
		b.words[i].first, b.words[i].last = sum, sum
		sum += count
	}
	i := 0
	for _, lex := range lexicons {
		for _, e := range lex.entries {
			w := &b.words[ends[i]]
			b.entries[w.last] = e
			w.last++
			i++
		}
	}
	return b.Automaton
}

// builder adds words to an automaton.
type builder struct {
	*Automaton
	used int // edges
}

// insert returns the node of the text and makes it if need be.
func (b *builder) insert(text string) int32 {
	var at int32
	for _, r := range text {
		if at == 0 && r < int32(len(b.first)) {
			if b.first[r] == 0 {
				b.first[r] = b.grow(0, r)
			}
			at = b.first[r]
			continue
		}
		i := b.find(at, r)
		if b.edges[i].to == 0 {
			if 2*b.used >= len(b.edges) {
				b.resize(2 * len(b.edges))
				i = b.find(at, r)
			}
			b.edges[i] = edge{at, r, b.grow(at, r)}
			b.used++
		}
		at = b.edges[i].to
	}
	return at
}

// grow makes a node behind another.
func (b *builder) grow(from int32, r rune) int32 {
	if from != 0 { // the root stands for runes that begin no word
		b.nodes[from].next |= 1 << (r & 63)
	}
	b.nodes = append(b.nodes, node{word: -1})
	return int32(len(b.nodes) - 1)
}

// resize makes room for at least n edges.
func (b *builder) resize(n int) {
	size, bits := 64, 6
	for size < n {
		size, bits = 2*size, bits+1
	}
	old := b.edges
	b.edges = make([]edge, size)
	b.shift = uint8(32 - bits)
	for _, e := range old {
		if e.to != 0 {
			b.edges[b.find(e.from, e.r)] = e
		}
	}
}

// find returns the place of the edge, or the free one where it belongs.
func (a *Automaton) find(from int32, r rune) uint32 {
	mask := uint32(len(a.edges) - 1)
	i := hash(from, r) >> a.shift
	for a.edges[i].to != 0 && (a.edges[i].from != from || a.edges[i].r != r) {
		i = (i + 1) & mask
	}
	return i
}

// Scan appends all occurrences of all words in rs, also those that overlap or lie
// within others, by start, the longest first. A word that starts or ends with a
// letter of an alphabet (Latin, Greek, Cyrillic) or a digit does not occur where
// another letter or another digit stands next to that end: kg holds no g, and
// 15G no 5G.
func (a *Automaton) Scan(rs []rune, hits []Hit) []Hit {
	found := len(hits) // of hits, which is as long as there is room
	hits = hits[:cap(hits)]
	for start, r := range rs {
		if start > 0 && joined(rs[start-1], r) {
			continue
		}
		var at int32
		if uint32(r) < uint32(len(a.first)) {
			at = a.first[r]
		} else {
			at = a.edges[a.find(0, r)].to
		}
		// Nothing foretells which runes are words by themselves: to write each down as if
		// it were one, and keep it or not, costs less than a branch.
		if found == len(hits) {
			hits = slices.Grow(hits, 1)
			hits = hits[:cap(hits)]
		}
		from := found
		n := &a.nodes[at]
		hits[found] = Hit{int32(start), int32(start + 1), n.word}
		if n.word >= 0 {
			found++
		}
		if start+1 < len(rs) && joined(r, rs[start+1]) {
			found = from
		}
		for end := start + 1; end < len(rs) && n.next>>(rs[end]&63)&1 != 0; {
			if at = a.edges[a.find(at, rs[end])].to; at == 0 {
				break
			}
			end++
			n = &a.nodes[at]
			if n.word >= 0 && (end == len(rs) || !joined(rs[end-1], rs[end])) {
				hits = append(hits[:found], Hit{int32(start), int32(end), n.word})
				found++
				hits = hits[:cap(hits)]
			}
		}
		if found-from > 1 {
			slices.Reverse(hits[from:found])
		}
	}
	return hits[:found]
}

// joined tells whether two neighbours belong to one run of letters or of digits.
func joined(a, b rune) bool {
	return a < rune(len(classes)) && b < rune(len(classes)) && classes[a] != 0 && classes[a] == classes[b]
}

// classes holds 1 for the letters of the Latin, Greek and Cyrillic alphabets, and 2 for
// the digits.
var classes = func() (table [0x530]uint8) {
	for r := range table {
		switch {
		case unicode.IsLetter(rune(r)):
			table[r] = 1
		case r >= '0' && r <= '9':
			table[r] = 2
		}
	}
	return table
}()

// Entries returns the entries of the word of a hit, by name of the lexicon and then
// in the order of its rows. The slice is shared: callers must not change it.
func (a *Automaton) Entries(word int32) []*Entry {
	w := a.words[word]
	return a.entries[w.first:w.last:w.last]
}

// Len is the number of words: those of hits are below it.
func (a *Automaton) Len() int { return len(a.words) }
