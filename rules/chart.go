package rules

import (
	"slices"
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
// The chart holds edges: stretches of the sentence that carry a symbol, as they
// are a numeral, a word of a lexicon, a token with a tag, or the match of a
// rule. Those of rules are kept by symbol; those of atoms are read off the
// numerals, hits and tokens when a rule asks for them.
type sentence struct {
	set     *Set
	index   int
	base    text.Pos
	written []rune
	folded  []rune
	frame   []rune // folded, framed
	tokens  []text.Token

	state   []uint64 // what is known of the sentence, as symbols.initial lays it out
	present []uint64 // of state: a bit for each symbol that the sentence holds; tags are left out
	awake   []uint64 // of state: a bit for each rule, by index, that has one of the symbols it needs first
	ready   []uint64 // of state: the same for those that it needs second
	noticed []uint64 // a bit for each signal of an atom
	wants   []uint8  // by rule: whether its matches are wanted, once asked
	spots   []spot   // by rune, and one for the end
	edges   [][]edge // by symbol of a rule: by start, then longest first
	starts  [][]edge // by symbol of a word, tag or opener that patterns start with: where it stands
	dirty   []symbol // symbols that have edges or starts
	matches []match

	numerals []numeralAtom // in order; they are kept by values, so that the room is used once
	hits     []dict.Hit
	classes  map[traits]*numeralClass // as they come
	serial   int                      // of the sentence, among those that this memory has served

	tokenAt  []int32 // by rune: 1 + the token that starts there, once bounded
	bounded  bool
	tags     []*tagSet // of each token in turn, once tagged
	tagged   bool
	tagShort [1 << 14]*tagSet   // by part of speech of one or two letters, as they come
	tagLong  map[string]*tagSet // by longer parts of speech
}

// spot is what starts at a rune.
type spot struct {
	marks uint64 // the bits of the symbols whose edges start there; tags are left out
	hit   int32  // 1 + the first hit that starts there
	num   int32  // 1 + the numeral that starts there
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

// scratchPool keeps working memory.
type scratchPool struct{ sync.Pool }

func newSentence(set *Set) sentence {
	syms := &set.symbols
	state := make([]uint64, len(syms.initial))
	return sentence{
		set:     set,
		state:   state,
		present: state[:syms.awake],
		awake:   state[syms.awake:syms.ready],
		ready:   state[syms.ready:],
		noticed: make([]uint64, (syms.atoms+63)/64),
		wants:   make([]uint8, len(set.rules)),
		edges:   make([][]edge, syms.count),
		starts:  make([][]edge, syms.count),
		classes: map[traits]*numeralClass{},
		tagLong: map[string]*tagSet{},
	}
}

func (s *sentence) reset(in *Sentence) {
	for _, sym := range s.dirty {
		s.edges[sym], s.starts[sym] = s.edges[sym][:0], s.starts[sym][:0]
	}
	s.dirty = s.dirty[:0]
	copy(s.state, s.set.symbols.initial)
	clear(s.noticed)
	clear(s.wants)
	s.numerals = s.numerals[len(s.numerals):]
	s.serial++
	s.matches = s.matches[:0]
	s.tagged, s.bounded = false, false
	s.index, s.base = in.Index, in.Span.Start
	s.written, s.folded, s.tokens = in.Written, in.Folded, in.Tokens
	s.frame = framed(s.folded, s.frame)
	n := len(s.folded) + 1
	s.spots = slices.Grow(s.spots[:0], n)[:n]
	clear(s.spots)
}

// add adds the edge of a rule's match.
func (s *sentence) add(sym symbol, e edge) {
	if len(s.edges[sym]) == 0 {
		s.dirty = append(s.dirty, sym)
		s.tell(s.set.symbols.tells[sym])
	}
	s.edges[sym] = append(s.edges[sym], e)
	s.spots[e.start].marks |= symbolBit(sym)
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

// notice takes note of an atom.
func (s *sentence) notice(sig *signal, start, end int32) {
	s.spots[start].marks |= sig.marks
	if word, bit := sig.number>>6, uint64(1)<<(sig.number&63); s.noticed[word]&bit == 0 {
		s.noticed[word] |= bit
		s.tell(sig.tells)
	}
	for _, sym := range sig.starts {
		s.begin(sym, start, end)
	}
}

// tell notes what a symbol or an atom tells of the sentence that holds it.
func (s *sentence) tell(told []needWord) {
	for i := range told {
		s.state[told[i].word] |= told[i].mask
	}
}

// begin notes where an edge starts that patterns start with.
func (s *sentence) begin(sym symbol, start, end int32) {
	if len(s.starts[sym]) == 0 {
		s.dirty = append(s.dirty, sym)
	}
	s.starts[sym] = append(s.starts[sym], edge{start: start, end: end})
}

// fill finds the atoms: runes that open pieces, numerals and words.
func (s *sentence) fill() {
	syms := &s.set.symbols
	for i, r := range s.folded {
		if uint32(r) < 1<<16 {
			if n := syms.openers[r]; n != 0 {
				for k := syms.openersFrom[n]; k < syms.openersFrom[n+1]; k++ {
					if syms.openerSeconds[k].passes(s.frame[i+2]) {
						s.notice(&syms.openerSignals[k], int32(i), int32(i+1))
					}
				}
			}
		}
	}
	s.fillNumerals()
	s.hits = s.set.words.Scan(s.folded, s.hits[:0])
	for i := range s.hits {
		h := &s.hits[i]
		if at := &s.spots[h.Start]; at.hit == 0 {
			at.hit = int32(i + 1)
		}
		if n := syms.wordSignals[h.Word]; n != 0 {
			s.notice(&syms.signals[n], h.Start, h.End)
		}
	}
}

func (s *sentence) fillNumerals() {
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
		a := s.room()
		a.Numeral = n
		class := s.class(&a.Numeral)
		a.class = class
		at := &s.spots[n.Start]
		at.num = int32(len(s.numerals))
		at.marks |= class.signal.marks
		if class.told != s.serial {
			class.told = s.serial
			s.tell(class.signal.tells)
		}
		i = n.End
	}
}

// room makes room for a numeral, many times at once.
func (s *sentence) room() *numeralAtom {
	n := len(s.numerals)
	if n == cap(s.numerals) {
		const more = 24
		s.numerals = append(make([]numeralAtom, 0, more+2*n), s.numerals...)
	}
	s.numerals = s.numerals[:n+1]
	return &s.numerals[n]
}

// isNum tells whether a numeral passes the filter of a symbol.
func (s *sentence) isNum(n int, sym symbol) bool {
	return s.numerals[n].class.passesFilter(s.set.symbols.numbers[sym])
}

// bound notes where tokens start.
func (s *sentence) bound() {
	s.bounded = true
	n := len(s.folded) + 1
	s.tokenAt = slices.Grow(s.tokenAt[:0], n)[:n]
	clear(s.tokenAt)
	for i := range s.tokens {
		s.tokenAt[s.tokens[i].Start-s.base] = int32(i + 1)
	}
}

// boundary tells whether a token starts at rune i, or the sentence ends there.
func (s *sentence) boundary(i int32) bool {
	if !s.bounded {
		s.bound()
	}
	return i == 0 || int(i) == len(s.folded) || s.tokenAt[i] != 0
}

// isTag tells whether a token has the tag of a symbol.
func (s *sentence) isTag(tok int, sym symbol) bool {
	s.tag()
	bit := s.set.symbols.numbers[sym]
	return s.tags[tok].has[bit>>6]>>(bit&63)&1 != 0
}

// tag works out the tags of all tokens, when a rule first asks.
func (s *sentence) tag() {
	if s.tagged {
		return
	}
	s.tagged = true
	s.tags = s.tags[:0]
	for i := range s.tokens {
		set := s.tagSet(s.tokens[i].POS)
		s.tags = append(s.tags, set)
		if len(set.starts) > 0 {
			start, end := s.token(i)
			for _, sym := range set.starts {
				s.begin(sym, start, end)
			}
		}
	}
}

// tagSet is the set of the tags that a part of speech has. It is worked out when
// the part of speech is first met.
func (s *sentence) tagSet(pos string) *tagSet {
	if n := len(pos); n == 0 || n > 2 || pos[0] >= 1<<7 || pos[n-1] >= 1<<7 {
		set := s.tagLong[pos]
		if set == nil {
			set = s.set.symbols.tagged(pos)
			s.tagLong[pos] = set
		}
		return set
	}
	key := int(pos[0])
	if len(pos) == 2 {
		key |= int(pos[1]) << 7
	}
	if s.tagShort[key] == nil {
		s.tagShort[key] = s.set.symbols.tagged(pos)
	}
	return s.tagShort[key]
}

// tagSet is what a part of speech tells.
type tagSet struct {
	has    []uint64 // a bit for each tag of symbols.tags that it has
	starts []symbol // those of them that patterns start with
}

// tagged is the set of the tags that a part of speech has.
func (syms *symbols) tagged(pos string) *tagSet {
	set := &tagSet{has: make([]uint64, (len(syms.tags)+63)/64)}
	for i := range syms.tags {
		if syms.tags[i].matches(pos) {
			set.has[i>>6] |= 1 << (i & 63)
			if syms.tagStarts[i] {
				set.starts = append(set.starts, syms.tagSymbols[i])
			}
		}
	}
	return set
}

// everywhere appends all runes, and the end.
func (s *sentence) everywhere(out []int32) []int32 {
	for p := range s.spots {
		out = append(out, int32(p))
	}
	return out
}

// begins appends the runes from which a rule is worth a try, in order.
func (s *sentence) begins(o *opening, out []int32) []int32 {
	if o.starts == nil {
		return s.everywhere(out)
	}
	for i := range o.starts {
		out = s.beginsWith(&o.starts[i], o.before, out)
	}
	if len(o.starts) > 1 {
		slices.Sort(out)
	}
	return slices.Compact(out)
}

// beginsWith appends the runes where edges of a symbol start with which the
// pattern can begin.
func (s *sentence) beginsWith(by *start, before runeFilter, out []int32) []int32 {
	sym := by.symbol
	switch s.set.symbols.kinds[sym] {
	case ofNums:
		for i := range s.numerals {
			if n := &s.numerals[i]; s.isNum(i, sym) && s.opens(by, before, int32(n.Start), int32(n.End)) {
				out = append(out, int32(n.Start))
			}
		}
	case ofRules:
		for _, e := range s.edges[sym] {
			if s.opens(by, before, e.start, e.end) {
				out = append(out, e.start)
			}
		}
	default:
		if s.set.symbols.kinds[sym] == ofTags {
			s.tag()
		}
		for _, e := range s.starts[sym] {
			if s.opens(by, before, e.start, e.end) {
				out = append(out, e.start)
			}
		}
	}
	return out
}

// opens tells whether a pattern may begin with an edge, or a rune that opens it.
func (s *sentence) opens(by *start, before runeFilter, start, end int32) bool {
	if by.length > 0 && end-start != by.length {
		return false
	}
	return by.next.bit(s, end)&before.bit(s.frame[start])&by.also.bit(s, start) != 0
}

// token is the place of a token in the sentence.
func (s *sentence) token(i int) (start, end int32) {
	return int32(s.tokens[i].Start - s.base), int32(s.tokens[i].End - s.base)
}

// has tells whether an edge of one of the filter's symbols spans just these
// runes, or begins them.
func (s *sentence) has(f *isFilter, start, end int32) bool {
	var buf [8]edge
	for _, sym := range f.symbols {
		for _, e := range s.at(sym, start, buf[:0]) {
			if e.end == end || f.starts && e.end < end {
				return true
			}
		}
	}
	return false
}

// at returns the edges of a symbol that start at rune p, the longest first. They
// lie in the chart or in buf, and must not be changed.
func (s *sentence) at(sym symbol, p int32, buf []edge) []edge {
	syms := &s.set.symbols
	kind := syms.kinds[sym]
	if kind != ofTags && s.spots[p].marks&symbolBit(sym) == 0 {
		return nil
	}
	switch kind {
	case ofRules:
		return from(s.edges[sym], p)
	case ofNums:
		if n := int(s.spots[p].num) - 1; n >= 0 && s.isNum(n, sym) {
			buf = append(buf, edge{p, int32(s.numerals[n].End), int32(n)})
		}
	case ofWords:
		for i := int(s.spots[p].hit) - 1; i >= 0 && i < len(s.hits) && s.hits[i].Start == p; i++ {
			h := &s.hits[i]
			for _, w := range syms.wordEdges[syms.words[h.Word]:syms.words[h.Word+1]] {
				if w.symbol == sym {
					buf = append(buf, edge{p, h.End, w.entry})
				}
			}
		}
	case ofTags:
		if !s.bounded {
			s.bound()
		}
		if n := int(s.tokenAt[p]) - 1; n >= 0 && s.isTag(n, sym) {
			_, end := s.token(n)
			buf = append(buf, edge{p, end, int32(n)})
		}
	}
	return buf
}

// only returns how many edges of a symbol start at rune p, two for several, and the
// edge where it is the only one.
func (s *sentence) only(sym symbol, p int32) (edge, int) {
	syms := &s.set.symbols
	kind := syms.kinds[sym]
	if kind != ofTags && s.spots[p].marks&symbolBit(sym) == 0 {
		return edge{}, 0
	}
	switch kind {
	case ofNums:
		if n := int(s.spots[p].num) - 1; n >= 0 && s.isNum(n, sym) {
			return edge{p, int32(s.numerals[n].End), int32(n)}, 1
		}
		return edge{}, 0
	case ofRules:
		if edges := from(s.edges[sym], p); len(edges) > 0 {
			return edges[0], min(len(edges), 2)
		}
		return edge{}, 0
	}
	var buf [8]edge
	if edges := s.at(sym, p, buf[:0]); len(edges) > 0 {
		return edges[0], min(len(edges), 2)
	}
	return edge{}, 0
}

// from returns the edges that start at rune p.
func from(edges []edge, p int32) []edge {
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

// number is the value of a numeral edge.
func (s *sentence) number(ref int32) *Number {
	n := &s.numerals[ref]
	if n.number.Numeral == nil {
		n.number.fromNumeral(&n.Numeral)
	}
	return &n.number
}
