package rules

import (
	"maps"
	"slices"
	"strings"

	"zhfacts/dict"
)

// symbols numbers what edges can be. An item with filters has a symbol of its
// own, so that a sentence without such a numeral or word does not wake its rule.
type symbols struct {
	count   int
	kinds   []symbolKind // by symbol
	numbers []int32      // by symbol: its place among its kind, of numerals and tags
	tells   [][]needWord // by symbol: what it tells of a sentence, in bits of its state
	initial []uint64     // the state of a sentence that holds nothing: symbols, rules awake, rules ready
	awake   int          // where the rules that are awake begin in it
	ready   int          // where the rules that are ready begin in it

	nums       []numFilter // what numerals must be
	numSymbols []symbol    // of those that pass each
	bounds     []int64     // of the values that filters part

	words       []int32    // by word of the automaton: where its edges begin in wordEdges
	wordEdges   []wordEdge // those of a word side by side
	wordSignals []int32    // by word: index into signals
	entries     []*dict.Entry

	tags       []tagSymbol // of {pos:…} items
	tagSymbols []symbol    // of each tag
	tagStarts  []bool      // of each tag: whether patterns start with it

	openers       *[1 << 16]uint16 // by rune: index into openersFrom, 0 for runes that open no piece
	openersFrom   []int32          // where the signals of such runes begin in openerSignals
	openerSeconds []runeFilter     // of each signal: what stands behind the rune
	openerSignals []signal
	signals       []signal // of words; the first is empty
	atoms         int      // number of signals
}

// symbolKind tells where the edges of a symbol are found.
type symbolKind uint8

const (
	ofRules  symbolKind = iota // in the chart: matches of rules
	ofNums                     // numerals that pass a filter
	ofWords                    // hits of words
	ofTags                     // tokens
	ofOpener                   // runes that open a piece, which have no edges
)

// signal is what an atom tells of a sentence that holds it.
type signal struct {
	number int        // of all signals, to notice each once in a sentence
	marks  uint64     // the bits of its symbols
	tells  []needWord // what its symbols tell
	starts []symbol   // those symbols that patterns start with
}

// wordEdge is a symbol that a word carries, with the entry that gives it.
type wordEdge struct {
	symbol symbol
	entry  int32
}

// numSymbol is the symbol of numerals that pass a filter.
type numSymbol struct {
	filter numFilter
	symbol symbol
}

type tagSymbol struct {
	tag    string // exact, or a prefix when prefix is set
	prefix bool
}

func (t *tagSymbol) matches(pos string) bool {
	return pos == t.tag || t.prefix && strings.HasPrefix(pos, t.tag)
}

func parseTag(tag string) tagSymbol {
	name, prefix := strings.CutSuffix(tag, "*")
	return tagSymbol{tag: name, prefix: prefix}
}

// symbolBit is the bit of a symbol where 64 must do for all.
func symbolBit(sym symbol) uint64 { return 1 << (sym & 63) }

// layout lays out what the chart looks up by numeral, word, tag and rune.
func (c *compiler) layout() {
	syms := &c.set.symbols
	syms.count = int(c.next)
	syms.kinds = make([]symbolKind, syms.count)
	syms.numbers = make([]int32, syms.count)
	c.layoutState()
	starts := make([]bool, syms.count)
	for _, r := range c.set.rules {
		for _, sym := range r.first {
			starts[sym] = true
		}
	}
	syms.signals = make([]signal, 1)
	for i, n := range c.numOrder {
		syms.kinds[n.symbol], syms.numbers[n.symbol] = ofNums, int32(i)
		syms.nums = append(syms.nums, n.filter)
		syms.numSymbols = append(syms.numSymbols, n.symbol)
	}
	syms.bounds = boundsOf(syms.nums)
	for i, tag := range sortedKeys(c.tagSymbols) {
		sym := c.tagSymbols[tag]
		syms.kinds[sym], syms.numbers[sym] = ofTags, int32(i)
		syms.tags = append(syms.tags, parseTag(tag))
		syms.tagSymbols = append(syms.tagSymbols, sym)
		syms.tagStarts = append(syms.tagStarts, starts[sym])
	}
	c.layoutWords(starts)
	c.layoutOpeners(starts)
}

// layoutState lays out what is known of a sentence, and what each symbol tells of it:
// that it is there, and which rules need it, or one like it, first and second.
func (c *compiler) layoutState() {
	syms := &c.set.symbols
	rules := len(newRuleSet(len(c.set.rules)))
	syms.awake = (syms.count + 63) / 64
	syms.ready = syms.awake + rules
	syms.initial = make([]uint64, syms.ready+rules)
	syms.tells = make([][]needWord, syms.count)
	for sym := range syms.tells {
		syms.tells[sym] = []needWord{{word: int32(sym >> 6), mask: 1 << (sym & 63)}}
	}
	for _, r := range c.set.rules {
		r.wokenBy(0, syms.awake, syms)
		r.wokenBy(1, syms.ready, syms)
	}
}

// wokenBy notes the rule, in the part of the state that begins at from, with the symbols
// of its i-th need; with every sentence where it has no such need.
func (r *Rule) wokenBy(i, from int, syms *symbols) {
	word, mask := from+int(r.index>>6), uint64(1)<<(r.index&63)
	if i >= len(r.need) {
		syms.initial[word] |= mask
		return
	}
	for _, w := range r.need[i] {
		for bit := range 64 {
			if w.mask&(1<<bit) != 0 {
				sym := int(w.word)<<6 | bit
				syms.tells[sym] = addBit(syms.tells[sym], int32(word), mask)
			}
		}
	}
}

// layoutWords gives each word of the automaton its edges and its signal, which
// words with the same symbols share.
func (c *compiler) layoutWords(starts []bool) {
	syms := &c.set.symbols
	byLexicon := make([][]*lexSymbol, len(c.lexicons.Names()))
	for _, l := range c.lexOrder {
		syms.kinds[l.symbol] = ofWords
		byLexicon[l.lexicon] = append(byLexicon[l.lexicon], l)
	}
	known := map[string]int32{"": 0}
	words := c.set.words.Len()
	syms.words = make([]int32, words+1)
	syms.wordSignals = make([]int32, words)
	var carried []symbol
	var key []byte
	for w := range words {
		syms.words[w] = int32(len(syms.wordEdges))
		carried, key = carried[:0], key[:0]
		for _, e := range c.set.words.Entries(int32(w)) {
			used := false
			for _, l := range byLexicon[e.Lexicon.Index] {
				if l.accepts(e) {
					used = true
					syms.wordEdges = append(syms.wordEdges, wordEdge{l.symbol, int32(len(syms.entries))})
					carried = append(carried, l.symbol)
					key = append(key, byte(l.symbol), byte(l.symbol>>8), byte(l.symbol>>16))
				}
			}
			if used {
				syms.entries = append(syms.entries, e)
			}
		}
		n, ok := known[string(key)]
		if !ok {
			n = int32(len(syms.signals))
			known[string(key)] = n
			syms.signals = append(syms.signals, syms.signal(carried, starts))
		}
		syms.wordSignals[w] = n
	}
	syms.words[words] = int32(len(syms.wordEdges))
}

// layoutOpeners gives the runes that open pieces their signals.
func (c *compiler) layoutOpeners(starts []bool) {
	syms := &c.set.symbols
	type carrier struct {
		symbol symbol
		behind runeFilter
	}
	carried := map[rune][]carrier{}
	for _, o := range c.openers {
		syms.kinds[o.symbol] = ofOpener
		for i, r := range o.runes {
			carried[r] = append(carried[r], carrier{o.symbol, o.behind[i]})
		}
	}
	syms.openers = &[1 << 16]uint16{}
	syms.openersFrom = make([]int32, 1)
	for _, r := range slices.Sorted(maps.Keys(carried)) {
		var seconds []runeFilter // each once
		bySecond := map[runeFilter][]symbol{}
		for _, o := range carried[r] {
			if _, ok := bySecond[o.behind]; !ok {
				seconds = append(seconds, o.behind)
			}
			bySecond[o.behind] = append(bySecond[o.behind], o.symbol)
		}
		syms.openers[r] = uint16(len(syms.openersFrom))
		syms.openersFrom = append(syms.openersFrom, int32(len(syms.openerSignals)))
		for _, second := range seconds {
			syms.openerSeconds = append(syms.openerSeconds, second)
			syms.openerSignals = append(syms.openerSignals, syms.signal(bySecond[second], starts))
		}
	}
	syms.openersFrom = append(syms.openersFrom, int32(len(syms.openerSignals)))
}

// signal is that of an atom that carries some symbols, with a number of its own.
func (syms *symbols) signal(carried []symbol, starts []bool) signal {
	out := syms.carry(carried, starts)
	out.number = syms.atoms
	syms.atoms++
	return out
}

// carry is a signal without a number.
func (syms *symbols) carry(carried []symbol, starts []bool) signal {
	var out signal
	for _, sym := range carried {
		for _, w := range syms.tells[sym] {
			out.tells = addBit(out.tells, w.word, w.mask)
		}
		if syms.kinds[sym] != ofOpener {
			out.marks |= symbolBit(sym)
		}
		if starts != nil && starts[sym] && !slices.Contains(out.starts, sym) {
			out.starts = append(out.starts, sym)
		}
	}
	return out
}

// addBit adds bits to the words of a set.
func addBit(words []needWord, word int32, mask uint64) []needWord {
	for i := range words {
		if words[i].word == word {
			words[i].mask |= mask
			return words
		}
	}
	return append(words, needWord{word: word, mask: mask})
}
