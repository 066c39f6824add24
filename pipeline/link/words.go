package link

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"zhfacts/dict"
)

// role is a set of the ways in which a word works in a clause, as the lexicon
// clause names them.
type role uint64

const (
	level role = 1 << iota
	toLevel
	have
	share
	rise
	fall
	double
	newer
	from
	than
	beside
	same
	rank
	act
	light
	serial
	report
	source
	preposition
	cause
	adverb
	each
	scope
	admin
	self
	holder
	rateUp
	rateDown
	currency
	portion
	number
	pace
	noun
	capacity
	expected
	target
	plan
)

// roles names them in the lexicon.
var roles = map[string]role{
	"level": level, "to": toLevel, "have": have, "share": share, "rise": rise, "fall": fall, "double": double,
	"new": newer, "from": from, "than": than, "beside": beside, "same": same, "rank": rank, "act": act, "light": light | act, "serial": serial, "report": report,
	"source": source, "preposition": preposition, "cause": cause, "adverb": adverb, "each": each,
	"scope": scope, "admin": admin, "self": self, "holder": holder, "rate-up": rateUp, "rate-down": rateDown,
	"currency": currency, "portion": portion, "number": number, "pace": pace, "noun": noun, "capacity": capacity, "expected": expected, "target": target, "plan": plan,
}

// Sets of roles that end the search for the words of a metric.
const (
	// predicate: what ties a metric to its value or says what became of it.
	predicate = level | toLevel | have | share | rise | fall | double | rank
	status    = capacity | expected | target
)

// word is what the lexicons say of a word.
type word struct {
	value string // of scope, admin, self, rise, fall
	basis string // of same
}

// words finds the words of the lexicon clause in text: a trie over runes that begins with
// the first two. Its nodes lie in a hash table.
type words struct {
	first [1 << 10]uint64 // a bit for every rune of the first plane that starts a word
	pairs [1 << 9]uint64  // a bit for every two runes that start a word, which some others share
	nodes []node
	shift uint8  // of the hash
	list  []word // what is said of the words; the first is no word
}

// node is the beginning of a word. That of a word of one rune stands behind 0, that of the
// first two runes behind the first of them, a longer one behind the id of the node before.
type node struct {
	behind int32
	r      rune  // the last; 0 where the place is free
	id     int32 // 0 when no word goes on from it
	word   int32 // index into list; 0 when it is no word itself
	role   role  // of the word
}

// firstID is above all runes.
const firstID = 1 << 21

// starts tells whether a word starts with a rune.
func (w *words) starts(r rune) bool {
	return uint32(r) < 1<<16 && w.first[r>>6]>>(r&63)&1 != 0
}

// mayStart tells whether a word may start with two runes. It spares looking for the node
// of most of those with which none does.
func (w *words) mayStart(r, s rune) bool {
	i := pairBit(r, s)
	return w.pairs[i>>6]>>(i&63)&1 != 0
}

// pairBit is the place of two runes in pairs.
func pairBit(r, s rune) uint32 { return (uint32(r)<<16 ^ uint32(s)) * 0x9E3779B1 >> 17 }

// node gives the place of a node, or the free one where it belongs.
func (w *words) node(behind int32, r rune) *node {
	mask := uint32(len(w.nodes) - 1)
	i := uint32((uint64(uint32(behind))<<21|uint64(uint32(r)))*0x9E3779B97F4A7C15>>32) >> w.shift
	for w.nodes[i].r != 0 && (w.nodes[i].r != r || w.nodes[i].behind != behind) {
		i = (i + 1) & mask
	}
	return &w.nodes[i]
}

func newWords(lexicons *dict.Set) (*words, error) {
	lex, ok := lexicons.Lexicon("clause")
	if !ok {
		return nil, fmt.Errorf("linking needs the lexicon clause: put clause.tsv back into the folder of the lexicons")
	}
	var names []*dict.Entry // that are one noun, whatever they hold
	if lex, ok := lexicons.Lexicon("index-name"); ok {
		names = lex.Entries()
	}
	size, bits, most := 1, 0, 0
	for _, e := range slices.Concat(lex.Entries(), names) {
		most += max(1, utf8.RuneCountInString(e.Word)-1)
	}
	for size < 2*most {
		size, bits = 2*size, bits+1
	}
	w := &words{nodes: make([]node, size), shift: uint8(32 - bits), list: []word{{}}}
	id := int32(firstID)
	for _, e := range lex.Entries() {
		r, ok := roles[e.Field("role")]
		if !ok {
			return nil, fmt.Errorf("%s:%d: linking does not know the role %q", e.File, e.Line, e.Field("role"))
		}
		at := w.word(e.Word, &id)
		at.role |= r
		v := &w.list[at.word]
		if value := e.Field("value"); value != "" {
			v.value = value
		}
		if basis := e.Field("basis"); basis != "" {
			v.basis = basis
		}
	}
	for _, e := range names {
		w.word(e.Word, &id).role |= noun
	}
	return w, nil
}

// word gives the node of a word, of which something is said.
func (w *words) word(text string, next *int32) *node {
	at := w.add([]rune(text), next)
	if at.word == 0 {
		at.word = int32(len(w.list))
		w.list = append(w.list, word{})
	}
	return at
}

// add gives the node of a word. New nodes have ids from next on.
func (w *words) add(rs []rune, next *int32) *node {
	if rs[0] < 1<<16 {
		w.first[rs[0]>>6] |= 1 << (rs[0] & 63)
	}
	if len(rs) == 1 {
		return w.grow(0, rs[0])
	}
	i := pairBit(rs[0], rs[1])
	w.pairs[i>>6] |= 1 << (i & 63)
	at := w.grow(rs[0], rs[1])
	for _, r := range rs[2:] {
		if at.id == 0 {
			at.id = *next
			*next++
		}
		at = w.grow(at.id, r)
	}
	return at
}

// grow gives a node, a new one if there is none.
func (w *words) grow(behind int32, r rune) *node {
	at := w.node(behind, r)
	at.behind, at.r = behind, r
	return at
}

// find is the node of rs as a whole, nil when the lexicon does not have it.
func (w *words) find(rs []rune) *node {
	if len(rs) == 0 || !w.starts(rs[0]) || len(rs) > 1 && !w.mayStart(rs[0], rs[1]) {
		return nil
	}
	var at *node
	if len(rs) == 1 {
		at = w.node(0, rs[0])
	} else {
		at = w.node(rs[0], rs[1])
		for _, r := range rs[2:] {
			if at.id == 0 {
				return nil
			}
			at = w.node(at.id, r)
		}
	}
	if at.word == 0 {
		return nil
	}
	return at
}

// roles are those of rs as a whole, none when the lexicon does not have it.
func (w *words) roles(rs []rune) role {
	if found := w.find(rs); found != nil {
		return found.role
	}
	return 0
}
