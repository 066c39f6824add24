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
	dirty    []symbol // symbols that have edges
	numerals []numeral.Numeral
	numbers  []*Number // made when first asked for
	entries  []*dict.Entry
	matches  []match
	hits     []dict.Hit
	starts   []bool // token boundaries: a token starts at the rune
	tagged   bool   // token edges have been made
	bounded  bool   // token boundaries have been noted
}

// edge is a stretch of the sentence, half-open, in runes from its start. ref is an
// index into numerals, entries, tokens or matches, as the symbol says.
type edge struct{ start, end, ref int32 }

// match is a rule's match.
type match struct {
	rule       *Rule
	start, end int32
	value      Value
}

// symbols numbers the edges' symbols.
type symbols struct {
	count    int
	lexicon  []symbol        // by dict.Lexicon.Index; 0 for lexicons that no rule uses
	tags     []tagSymbol     // of {pos:…} items
	opener   *[1 << 16]int16 // symbol of a rune that opens a piece, 0 for others
	firstLit symbol
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
	}
	s.dirty = s.dirty[:0]
	s.numerals, s.numbers = nil, nil
	s.entries, s.matches = s.entries[:0], s.matches[:0]
	s.tagged, s.bounded = false, false
	s.index, s.base = in.Index, in.Span.Start
	s.written, s.folded, s.tokens = in.Written, in.Folded, in.Tokens
}

func (s *sentence) add(sym symbol, e edge) {
	if len(s.edges[sym]) == 0 {
		s.dirty = append(s.dirty, sym)
	}
	s.edges[sym] = append(s.edges[sym], e)
}

// fill makes the edges of the atoms: numerals, words, and runes that open pieces.
func (s *sentence) fill() {
	opener := s.set.symbols.opener
	for i := 0; i < len(s.folded); i++ {
		if r := s.folded[i]; r >= 0 && r < 1<<16 {
			if sym := opener[r]; sym != 0 {
				s.add(symbol(sym), edge{int32(i), int32(i + 1), 0})
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
		s.add(numSymbol, edge{int32(n.Start), int32(n.End), int32(len(s.numerals))})
		s.numerals = append(s.numerals, n)
		i = n.End
	}
	s.numbers = make([]*Number, len(s.numerals))
	s.hits = s.set.words.Scan(s.folded, s.hits[:0])
	for _, h := range s.hits {
		for _, e := range s.set.words.Entries(h.Word) {
			if sym := s.set.symbols.lexicon[e.Lexicon.Index]; sym != 0 {
				s.add(sym, edge{h.Start, h.End, int32(len(s.entries))})
				s.entries = append(s.entries, e)
			}
		}
	}
}

// tag makes the edges of tokens. It is put off until a rule asks, since most
// sentences have none that gets so far.
func (s *sentence) tag() {
	s.tagged = true
	for i, tok := range s.tokens {
		for j := range s.set.symbols.tags {
			if t := &s.set.symbols.tags[j]; t.matches(tok.POS) {
				s.add(t.symbol, edge{int32(tok.Start - s.base), int32(tok.End - s.base), int32(i)})
			}
		}
	}
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
	edges := s.edges[sym]
	lo, hi := 0, len(edges)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if edges[mid].start < p {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	end := lo
	for end < len(edges) && edges[end].start == p {
		end++
	}
	return edges[lo:end]
}
