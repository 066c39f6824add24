package pipeline

import (
	"bytes"
	"errors"
	"math"
	"sync"
	"unicode"
	"unicode/utf8"

	"zhfacts/pipeline/text"
)

// trie is the whole dictionary, gse's words and the project's, in the form that
// is walked fastest: by runes, with one probe of a hash table a step. It finds
// the path through a sentence that gse finds, which tests show token by token.
type trie struct {
	first []int32  // by first rune of a word: its node, 0 for none
	slots []uint64 // the other steps: the key shifted by nodeBits, and the node it leads to
	mask  uint64
	nodes []trieNode
	pos   []string
	paths sync.Pool // of *path
}

// trieNode is a beginning of words. It ends a word when distance is set.
type trieNode struct {
	next     uint64  // a bit for every r&63 of the runes r that lead on
	distance float32 // the cost of the word: -log2 of its share of all words
	pos      uint8   // index into pos
}

// nodeBits is the number of bits of a node's number; a key has that of a node
// and a rune.
const nodeBits = 21

// The cost of a character that no dictionary holds, and what gse calls it.
const (
	strayDistance = 32
	strayPOS      = "x"
)

var errTooManyWords = errors.New("the dictionary has too many words: its tree has more than 2,097,151 nodes")

// newTrie makes the tree of the given words, whose frequencies add up to
// total. Own words come first: of two that are the same the first counts.
func newTrie(known, own *automaton, words []Word, total float64) (*trie, error) {
	t := &trie{first: make([]int32, 1<<16), slots: make([]uint64, 1<<20), nodes: make([]trieNode, 1, 1<<19), pos: []string{strayPOS}}
	t.mask = uint64(len(t.slots) - 1)
	numbers := map[string]uint8{strayPOS: 0}
	logTotal := float32(math.Log2(total))
	var path []int32 // the node of each rune of the word before
	var before []rune
	var fault error
	add := func(word []byte, freq float64, pos string) {
		number, ok := numbers[pos]
		if !ok {
			if number = uint8(len(t.pos)); len(t.pos) == math.MaxUint8 {
				fault = errors.New("the dictionary has more than 255 parts of speech")
			}
			numbers[pos] = number
			t.pos = append(t.pos, pos)
		}
		rs := bytes.Runes(word)
		same := 0
		for same < len(rs) && same < len(before) && rs[same] == before[same] {
			same++
		}
		path = path[:same]
		for i := same; i < len(rs); i++ {
			path = append(path, t.grow(path, rs[i]))
		}
		before = rs
		if n := &t.nodes[path[len(path)-1]]; n.distance == 0 {
			n.distance, n.pos = logTotal-float32(math.Log2(freq)), number
		}
	}
	own.all(func(word []byte, v uint64) { add(word, float64(words[v].Freq), words[v].POS) })
	known.all(func(word []byte, v uint64) {
		freq, pos := known.word(v)
		add(word, freq, pos)
	})
	if len(t.nodes) >= 1<<nodeBits {
		return nil, errTooManyWords
	}
	return t, fault
}

// grow is the node that rune r leads to behind the path; it is made where it
// is missing.
func (t *trie) grow(path []int32, r rune) int32 {
	at := t.root(r)
	if len(path) > 0 {
		at = t.step(path[len(path)-1], r)
	}
	if at != 0 {
		return at
	}
	at = int32(len(t.nodes))
	t.nodes = append(t.nodes, trieNode{})
	switch {
	case len(path) > 0:
		t.nodes[path[len(path)-1]].next |= 1 << (r & 63)
		t.put(key(path[len(path)-1], r), at)
	case int(r) < len(t.first):
		t.first[r] = at
	default:
		t.nodes[0].next |= 1 << (r & 63)
		t.put(key(0, r), at)
	}
	return at
}

func key(node int32, r rune) uint64 { return uint64(node)<<nodeBits | uint64(r) }

func (t *trie) put(k uint64, to int32) {
	if 2*len(t.nodes) > len(t.slots) {
		old := t.slots
		t.slots = make([]uint64, 2*len(old))
		t.mask = uint64(len(t.slots) - 1)
		for _, slot := range old {
			if slot != 0 {
				t.place(slot)
			}
		}
	}
	t.place(k<<nodeBits | uint64(to))
}

func (t *trie) place(slot uint64) {
	i := scatter(slot>>nodeBits) & t.mask
	for t.slots[i] != 0 {
		i = (i + 1) & t.mask
	}
	t.slots[i] = slot
}

// scatter spreads keys over the table.
func scatter(k uint64) uint64 {
	k *= 0x9E3779B97F4A7C15
	return k >> 32
}

// root is the node of a first rune, 0 when no word begins with it.
func (t *trie) root(r rune) int32 {
	if uint32(r) < uint32(len(t.first)) {
		return t.first[r]
	}
	return t.step(0, r)
}

// step is the node that rune r leads to from a node, 0 when no word goes on so.
func (t *trie) step(node int32, r rune) int32 {
	if t.nodes[node].next>>(r&63)&1 == 0 {
		return 0
	}
	k := key(node, r)
	for i := scatter(k) & t.mask; ; i = (i + 1) & t.mask {
		slot := t.slots[i]
		if slot>>nodeBits == k {
			return int32(slot & (1<<nodeBits - 1))
		}
		if slot == 0 {
			return 0
		}
	}
}

// path is the search for the cheapest way through one sentence.
type path struct {
	runes []rune  // what is looked up: ASCII letters small
	units []int32 // where each unit begins, and the end of the last
	jumps []jump  // by unit: the cheapest way that ends with it
}

// jump is the last word of a way.
type jump struct {
	cost float32 // of the whole way; 0 before one is found
	from int32   // the word's first unit
	pos  uint8
}

// latin tells of the characters below U+0800 which run together to one unit.
var latin = func() (is [0x800]bool) {
	for r := range is {
		is[r] = unicode.IsLetter(rune(r)) || unicode.IsNumber(rune(r))
	}
	return is
}()

// segment appends the tokens of one sentence; see Segmentation.Segment. What
// is cheapest is reckoned as gse reckons it, in the same order and precision.
func (t *trie) segment(rs []rune, at text.Pos, buf []text.Token) []text.Token {
	p, _ := t.paths.Get().(*path)
	if p == nil {
		p = new(path)
	}
	p.read(rs)
	p.walk(t)
	from := len(buf)
	for i := len(p.units) - 2; i >= 0; i = int(p.jumps[i].from) - 1 {
		j := &p.jumps[i]
		buf = append(buf, text.Token{
			Span: text.Span{Start: at + text.Pos(p.units[j.from]), End: at + text.Pos(p.units[i+1])},
			POS:  t.pos[j.pos],
		})
	}
	for i, k := from, len(buf)-1; i < k; i, k = i+1, k-1 {
		buf[i], buf[k] = buf[k], buf[i]
	}
	t.paths.Put(p)
	return buf
}

// read notes the units of a sentence: each character is one, a run of Latin
// (and Greek, Cyrillic ...) letters and digits is one.
func (p *path) read(rs []rune) {
	p.runes, p.units = p.runes[:0], p.units[:0]
	run := false
	for i, r := range rs {
		is := uint32(r) < uint32(len(latin)) && latin[r]
		if !is || !run {
			p.units = append(p.units, int32(i))
		}
		run = is
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		} else if r == 0 || !utf8.ValidRune(r) {
			r = utf8.RuneError
		}
		p.runes = append(p.runes, r)
	}
	p.units = append(p.units, int32(len(rs)))
}

// walk finds the cheapest way to the end of each unit.
func (p *path) walk(t *trie) {
	n := len(p.units) - 1
	if cap(p.jumps) < n {
		p.jumps = make([]jump, n, 2*n)
	}
	p.jumps = p.jumps[:n]
	clear(p.jumps)
	for from := range n {
		var base float32
		if from > 0 {
			base = p.jumps[from-1].cost
		}
		alone := false // the unit by itself is a word
		start := p.units[from]
		node := t.root(p.runes[start])
		for unit, i := from, start+1; node != 0; {
			end := p.units[unit+1]
			for ; i < end && node != 0; i++ {
				node = t.step(node, p.runes[i])
			}
			if node == 0 {
				break
			}
			if word := &t.nodes[node]; word.distance != 0 {
				alone = alone || unit == from
				p.jumps[unit].better(base+word.distance, int32(from), word.pos)
			}
			if unit++; unit == n {
				break
			}
			node = t.step(node, p.runes[i])
			i++
		}
		if !alone {
			p.jumps[from].better(base+strayDistance, int32(from), 0)
		}
	}
}

// better takes a way if it costs less than the one known so far.
func (j *jump) better(cost float32, from int32, pos uint8) {
	if j.cost == 0 || j.cost > cost {
		*j = jump{cost, from, pos}
	}
}
