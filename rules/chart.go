package rules

import (
	"slices"
	"strings"
	"sync"

	"zhfacts/dict"
	"zhfacts/pipeline/numeral"
	"zhfacts/pipeline/text"
)

// Sentence is what the rules read: one sentence of a document.
type Sentence struct {
	Index   int
	Span    text.Span    // in the document
	Written []rune       // the normalised text of the span
	Folded  []rune       // the same in simplified characters, rune for rune
	Tokens  []text.Token // of the sentence, spans in the document
}

// sentence is a Sentence while it is matched, with its chart.
//
// The chart holds, for each symbol, the edges that carry it: stretches of
// the sentence that are a numeral, a word of a lexicon, a token with a tag, or the
// match of a rule. Edges of a symbol are ordered by start, then longest first.
type sentence struct {
	set     *Set
	index   int
	base    text.Pos
	written []rune
	folded  []rune
	tokens  []text.Token

	edges    [][]edge
	present  []uint64 // a bit for each symbol that has edges
	awake    []uint64 // a bit for each rule, by index, that has one of the symbols it needs first
	dirty    []symbol // symbols that have edges
	numerals []numeral.Numeral
	numbers  []*Number // made when first asked for
	matches  []match
	hits     []dict.Hit
	tags     [1 << 14]uint8      // by part of speech of one or two letters: 1 + index into tagLists
	tagLists [][]symbol          // as they come
	longTags map[string][]symbol // by longer parts of speech
	starts   []bool              // token boundaries: a token starts at the rune
	tagged   bool                // token edges have been made
	bounded  bool                // token boundaries have been noted
}

// edge is a stretch of the sentence, half-open, in runes from its start. ref is an
// index into numerals, symbols.entries, tokens or matches, as the symbol says.
type edge struct{ start, end, ref int32 }

// match is a rule's match.
type match struct {
	rule       *Rule
	start, end int32
	value      Value
}

// symbols numbers what edges can be. An item with filters has a symbol of its
// own, so that a sentence without such a numeral or word does not wake its rule.
type symbols struct {
	count   int
	nums    []numSymbol
	words   []int32 // by word of the automaton: where its edges begin in wordEdges
	edges   []wordEdge
	entries []*dict.Entry
	tags    []tagSymbol      // of {pos:…} items
	always  []uint64         // the rules that need nothing, a bit for each
	wakes   [][]needWord     // by symbol: the rules that need it, or one like it, first
	opener  *[1 << 16]uint16 // by rune: 1 + index into opens, 0 for runes that open no piece
	opens   [][]symbol       // the sets of openers that a rune is in
}

// numSymbol is the symbol of numerals that pass a filter.
type numSymbol struct {
	filter numFilter
	symbol symbol
}

// wordEdge is a symbol that a word carries, with the entry that gives it.
type wordEdge struct {
	symbol symbol
	entry  int32
}

type tagSymbol struct {
	tag    string // exact, or a prefix when prefix is set
	prefix bool
	symbol symbol
}

func (t *tagSymbol) matches(pos string) bool {
	return pos == t.tag || t.prefix && strings.HasPrefix(pos, t.tag)
}

// scratchPool keeps the working memory of matchers.
type scratchPool struct{ sync.Pool }

func (s *sentence) reset(in *Sentence) {
	for _, sym := range s.dirty {
		s.edges[sym] = s.edges[sym][:0]
		s.present[sym>>6] = 0
	}
	s.dirty = s.dirty[:0]
	copy(s.awake, s.set.symbols.always)
	s.numerals, s.numbers = nil, nil
	s.matches = s.matches[:0]
	s.tagged, s.bounded = false, false
	s.index, s.base = in.Index, in.Span.Start
	s.written, s.folded, s.tokens = in.Written, in.Folded, in.Tokens
}

func (s *sentence) add(sym symbol, e edge) {
	if len(s.edges[sym]) == 0 {
		s.dirty = append(s.dirty, sym)
		s.present[sym>>6] |= 1 << (sym & 63)
		for _, w := range s.set.symbols.wakes[sym] {
			s.awake[w.word] |= w.mask
		}
	}
	s.edges[sym] = append(s.edges[sym], e)
}

// insert adds an edge in its place: by start, then longest first, then as they come.
func (s *sentence) insert(sym symbol, e edge) {
	s.add(sym, e)
	edges := s.edges[sym]
	i := len(edges) - 1
	for i > 0 && (edges[i-1].start > e.start || edges[i-1].start == e.start && edges[i-1].end < e.end) {
		edges[i] = edges[i-1]
		i--
	}
	edges[i] = e
}

// fill makes the edges of the atoms: numerals, words, and runes that open pieces.
func (s *sentence) fill() {
	syms := &s.set.symbols
	for i, r := range s.folded {
		if uint32(r) >= 1<<16 {
			continue
		}
		if list := syms.opener[r]; list != 0 {
			for _, sym := range syms.opens[list-1] {
				s.add(sym, edge{int32(i), int32(i + 1), 0})
			}
		}
	}
	for i := 0; i < len(s.folded); {
		if !numeral.Starts(s.folded[i]) {
			i++
			continue
		}
		n, ok := numeral.Scan(s.folded, i)
		if !ok {
			i++
			continue
		}
		e := edge{int32(n.Start), int32(n.End), int32(len(s.numerals))}
		s.numerals = append(s.numerals, n)
		whole, fits := wholeOf(&n)
		for j := range syms.nums {
			if syms.nums[j].filter.accepts(&n, whole, fits) {
				s.add(syms.nums[j].symbol, e)
			}
		}
		i = n.End
	}
	if len(s.numerals) > 0 {
		s.numbers = make([]*Number, len(s.numerals))
	}
	s.hits = s.set.words.Scan(s.folded, s.hits[:0])
	for _, h := range s.hits {
		for _, w := range syms.edges[syms.words[h.Word]:syms.words[h.Word+1]] {
			s.add(w.symbol, edge{h.Start, h.End, w.entry})
		}
	}
}

// tag makes the edges of tokens. It is put off until a rule asks.
func (s *sentence) tag() {
	s.tagged = true
	for i, tok := range s.tokens {
		for _, sym := range s.tagSymbols(tok.POS) {
			s.add(sym, edge{int32(tok.Start - s.base), int32(tok.End - s.base), int32(i)})
		}
	}
}

// tagSymbols are the symbols of a part of speech. They are worked out when it
// is first met.
func (s *sentence) tagSymbols(pos string) []symbol {
	if n := len(pos); n == 0 || n > 2 || pos[0] >= 1<<7 || pos[n-1] >= 1<<7 || len(s.tagLists) == 255 {
		list, ok := s.longTags[pos]
		if !ok {
			list = s.set.symbols.tagged(pos)
			s.longTags[pos] = list
		}
		return list
	}
	key := int(pos[0])
	if len(pos) == 2 {
		key |= int(pos[1]) << 7
	}
	if s.tags[key] == 0 {
		s.tagLists = append(s.tagLists, s.set.symbols.tagged(pos))
		s.tags[key] = uint8(len(s.tagLists))
	}
	return s.tagLists[s.tags[key]-1]
}

// tagged lists the symbols that a part of speech has.
func (syms *symbols) tagged(pos string) []symbol {
	var list []symbol
	for i := range syms.tags {
		if t := &syms.tags[i]; t.matches(pos) {
			list = append(list, t.symbol)
		}
	}
	return list
}

// boundary tells whether a token starts at rune i, or the sentence ends there.
func (s *sentence) boundary(i int32) bool {
	if !s.bounded {
		s.bounded = true
		n := len(s.folded) + 1
		s.starts = slices.Grow(s.starts[:0], n)[:n]
		clear(s.starts)
		for _, tok := range s.tokens {
			s.starts[tok.Start-s.base] = true
		}
		s.starts[len(s.folded)] = true
		s.starts[0] = true
	}
	return s.starts[i]
}

// has tells whether an edge of one of the filter's symbols spans just these
// runes, or begins them.
func (s *sentence) has(f *isFilter, start, end int32) bool {
	for _, sym := range f.symbols {
		for _, e := range s.at(sym, start) {
			if e.end == end || f.starts && e.end < end {
				return true
			}
		}
	}
	return false
}

// number is the value of a numeral edge.
func (s *sentence) number(ref int32) *Number {
	if s.numbers[ref] == nil {
		s.numbers[ref] = fromNumeral(&s.numerals[ref])
	}
	return s.numbers[ref]
}

// at returns the edges of a symbol that start at rune p.
func (s *sentence) at(sym symbol, p int32) []edge {
	if s.present[sym>>6]&(1<<(sym&63)) == 0 {
		return nil
	}
	edges := s.edges[sym]
	lo, hi := 0, len(edges)
	for hi-lo > 8 {
		mid := int(uint(lo+hi) >> 1)
		if edges[mid].start < p {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for lo < len(edges) && edges[lo].start < p {
		lo++
	}
	end := lo
	for end < len(edges) && edges[end].start == p {
		end++
	}
	return edges[lo:end]
}
