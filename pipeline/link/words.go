package link

import (
	"fmt"
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
	role  role
	value string // of scope, admin, self, rise, fall
	basis string // of same
}

// words finds the words of the lexicon clause in text: a trie over runes.
type words struct {
	first [1 << 10]uint64 // a bit for every rune of the first plane that starts a word
	edges []edge          // a hash table; the place of an edge is given by its node and rune
	shift uint8           // of the hash
	at    []int32         // of a node: index into list, or -1
	list  []word
}

// edge leads from a node over a rune to another. No edge leads to node 0, the
// root: an edge to it is a free place.
type edge struct {
	from int32
	r    rune
	to   int32
}

// edge gives the place of an edge, or the free one where it belongs.
func (w *words) edge(from int32, r rune) *edge {
	mask := uint32(len(w.edges) - 1)
	i := uint32((uint64(uint32(from))<<21|uint64(uint32(r)))*0x9E3779B97F4A7C15>>32) >> w.shift
	for w.edges[i].to != 0 && (w.edges[i].from != from || w.edges[i].r != r) {
		i = (i + 1) & mask
	}
	return &w.edges[i]
}

func newWords(lexicons *dict.Set) (*words, error) {
	lex, ok := lexicons.Lexicon("clause")
	if !ok {
		return nil, fmt.Errorf("linking needs the lexicon clause: put clause.tsv back into the folder of the lexicons")
	}
	size, bits, runes := 1, 0, 0
	for _, e := range lex.Entries() {
		runes += utf8.RuneCountInString(e.Word)
	}
	for size < 2*runes {
		size, bits = 2*size, bits+1
	}
	w := &words{edges: make([]edge, size), shift: uint8(32 - bits), at: []int32{-1}}
	for _, e := range lex.Entries() {
		r, ok := roles[e.Field("role")]
		if !ok {
			return nil, fmt.Errorf("%s:%d: linking does not know the role %q", e.File, e.Line, e.Field("role"))
		}
		w.add(e.Word, word{r, e.Field("value"), e.Field("basis")})
	}
	return w, nil
}

func (w *words) add(s string, v word) {
	var at int32
	for i, r := range s {
		if i == 0 && r < 1<<16 {
			w.first[r>>6] |= 1 << (r & 63)
		}
		e := w.edge(at, r)
		if e.to == 0 {
			*e = edge{at, r, int32(len(w.at))}
			w.at = append(w.at, -1)
		}
		at = e.to
	}
	if w.at[at] < 0 {
		w.at[at] = int32(len(w.list))
		w.list = append(w.list, v)
		return
	}
	old := &w.list[w.at[at]]
	old.role |= v.role
	if v.value != "" {
		old.value = v.value
	}
	if v.basis != "" {
		old.basis = v.basis
	}
}

// find is what the lexicon says of rs as a whole, nil when it does not have it.
func (w *words) find(rs []rune) *word {
	if len(rs) == 0 || uint32(rs[0]) >= 1<<16 || w.first[rs[0]>>6]>>(rs[0]&63)&1 == 0 {
		return nil
	}
	var at int32
	for _, r := range rs {
		if at = w.edge(at, r).to; at == 0 {
			return nil
		}
	}
	if w.at[at] < 0 {
		return nil
	}
	return &w.list[w.at[at]]
}
