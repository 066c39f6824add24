package link

import (
	"fmt"
	"math/bits"
	"slices"

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

// words finds the words of the lexicon clause in text: a trie over runes, its nodes
// breadth first, so that those behind a node lie side by side.
type words struct {
	first [1 << 10]block // of the runes of the first plane that start a word
	nodes []node
	list  []word // what is said of the words; the first is no word
}

// block is 64 runes. The i-th bit tells whether the i-th of them starts a word, and before
// is how many runes before the block do.
type block struct {
	bits   uint64
	before int32
}

// node is the beginning of a word, without the runes before its last.
type node struct {
	r    rune
	word int32 // index into list; 0 when it is no word itself
	next int32 // index of the first node behind it
	n    int32 // how many there are
}

// root is the node of a first rune, nil when no word starts with it.
func (w *words) root(r rune) *node {
	if uint32(r) >= 1<<16 {
		return nil
	}
	b, bit := &w.first[r>>6], uint64(1)<<(r&63)
	if b.bits&bit == 0 {
		return nil
	}
	return &w.nodes[int(b.before)+bits.OnesCount64(b.bits&(bit-1))]
}

// next is the node behind one, nil when no word goes on with the rune.
func (w *words) next(at *node, r rune) *node {
	behind := w.nodes[at.next : at.next+at.n]
	for i := range behind {
		if behind[i].r == r {
			return &behind[i]
		}
	}
	return nil
}

func newWords(lexicons *dict.Set) (*words, error) {
	lex, ok := lexicons.Lexicon("clause")
	if !ok {
		return nil, fmt.Errorf("linking needs the lexicon clause: put clause.tsv back into the folder of the lexicons")
	}
	w := &words{list: []word{{}}}
	index := map[string]int32{}
	var all [][]rune
	for _, e := range lex.Entries() {
		r, ok := roles[e.Field("role")]
		if !ok {
			return nil, fmt.Errorf("%s:%d: linking does not know the role %q", e.File, e.Line, e.Field("role"))
		}
		i, ok := index[e.Word]
		if !ok {
			i = int32(len(w.list))
			index[e.Word] = i
			w.list = append(w.list, word{})
			all = append(all, []rune(e.Word))
		}
		w.list[i].add(r, e.Field("value"), e.Field("basis"))
	}
	slices.SortFunc(all, slices.Compare[[]rune])
	w.build(all, index)
	return w, nil
}

// add says more of a word.
func (v *word) add(r role, value, basis string) {
	v.role |= r
	if value != "" {
		v.value = value
	}
	if basis != "" {
		v.basis = basis
	}
}

// build makes the trie of sorted words, level by level.
func (w *words) build(all [][]rune, index map[string]int32) {
	type branch struct {
		node  int // -1 for the root
		words [][]rune
	}
	level := []branch{{-1, all}}
	for depth := 0; len(level) > 0; depth++ {
		var deeper []branch
		for _, b := range level {
			first := len(w.nodes)
			for _, rs := range b.words {
				if n := len(w.nodes); n == first || w.nodes[n-1].r != rs[depth] {
					w.nodes = append(w.nodes, node{r: rs[depth]})
					if depth == 0 && rs[0] < 1<<16 {
						w.first[rs[0]>>6].bits |= 1 << (rs[0] & 63)
					}
					deeper = append(deeper, branch{node: n})
				}
				if len(rs) == depth+1 {
					w.nodes[len(w.nodes)-1].word = index[string(rs)]
				} else {
					last := &deeper[len(deeper)-1]
					last.words = append(last.words, rs)
				}
			}
			if b.node >= 0 {
				w.nodes[b.node].next, w.nodes[b.node].n = int32(first), int32(len(w.nodes)-first)
			}
		}
		level = deeper
	}
	var before int32
	for i := range w.first {
		w.first[i].before = before
		before += int32(bits.OnesCount64(w.first[i].bits))
	}
}

// find gives the index of rs as a whole in list, 0 when the lexicon does not have it.
func (w *words) find(rs []rune) int32 {
	if len(rs) == 0 {
		return 0
	}
	at := w.root(rs[0])
	for _, r := range rs[1:] {
		if at == nil {
			return 0
		}
		at = w.next(at, r)
	}
	if at == nil {
		return 0
	}
	return at.word
}

// roles are those of rs as a whole, none when the lexicon does not have it.
func (w *words) roles(rs []rune) role { return w.list[w.find(rs)].role }
