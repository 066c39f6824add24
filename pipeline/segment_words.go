package pipeline

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// embeddedWords holds all words of gse's simplified dictionary with their
// frequencies and parts of speech, as a double array that is walked where it
// lies: opening it costs next to nothing. Four lines, then the cells:
//
//   - the sum of all frequencies;
//   - the parts of speech that the cells count, from 0 on;
//   - the frequencies that they count, from 1 on;
//   - the runes of the words in the order of their codes, which count from 1;
//   - the cells, each of eight bytes, the lowest first (cell).
//
// Source: gse's data/dict/zh/s_1.txt, Apache License 2.0.
//
//go:generate go test -run TestEmbeddedWordsAreCurrent -update .
//go:embed segment_words.bin
var embeddedWords []byte

// cell is a node of the tree of all words, which is a beginning of words. The
// child that a rune leads to lies as far behind the node's base as the rune's
// code says; a cell there that names another parent is no child.
//
// From its lowest bit on a cell holds the part of speech and the frequency of
// the word that ends with it, as what they count (no frequency: none ends), its
// base (0: no word goes on), and the number of its parent. Cell 0 is the root.
type cell uint64

const (
	posBits  = 7
	freqBits = 13
	nodeBits = 22 // of a base and of a parent
)

func (c cell) pos() uint8   { return uint8(c & (1<<posBits - 1)) }
func (c cell) freq() int    { return int(c >> posBits & (1<<freqBits - 1)) }
func (c cell) base() int    { return int(c >> (posBits + freqBits) & (1<<nodeBits - 1)) }
func (c cell) parent() int  { return int(c >> (posBits + freqBits + nodeBits)) }
func (c cell) isWord() bool { return c&((1<<freqBits-1)<<posBits) != 0 }

// wordTree is the tree of all words of gse's dictionary. ASCII letters are
// small in it and looked up in either case. It is immutable.
type wordTree struct {
	total float64   // the sum of all frequencies
	pos   []string  // the parts of speech, and
	freqs []float64 // the frequencies that the cells count; the first is none
	codes runeCodes
	cells []byte
}

func openWords() (*wordTree, error) {
	var lines [4]string
	rest := embeddedWords
	for i := range lines {
		line, behind, _ := bytes.Cut(rest, []byte("\n"))
		lines[i], rest = string(line), behind
	}
	t := &wordTree{pos: strings.Fields(lines[1]), freqs: make([]float64, 1, 1<<freqBits), codes: newRuneCodes(lines[3]), cells: rest}
	var faults [2]error
	t.total, faults[0] = strconv.ParseFloat(lines[0], 64)
	for _, field := range strings.Fields(lines[2]) {
		freq, err := strconv.ParseFloat(field, 64)
		if err != nil {
			faults[1] = err
		}
		t.freqs = append(t.freqs, freq)
	}
	if err := errors.Join(faults[:]...); err != nil {
		return nil, fmt.Errorf("the embedded word list cannot be read: run go generate ./pipeline: %w", err)
	}
	return t, nil
}

// cell is the cell at number i; one of no node behind the last.
func (t *wordTree) cell(i int) cell {
	if i *= 8; i+8 <= len(t.cells) {
		return cell(binary.LittleEndian.Uint64(t.cells[i : i+8]))
	}
	return 0
}

// child is the number of the cell that a rune leads to from a node, if it is a
// child.
func (t *wordTree) child(node cell, code uint16) int { return node.base() + int(code&^runsOn) }

// step is the node that a rune leads to from the one with the number at, and
// its own number; the cell is 0 if no word goes on so.
func (t *wordTree) step(node cell, at int, code uint16) (cell, int) {
	to := t.child(node, code)
	if next := t.cell(to); next.parent() == at {
		return next, to
	}
	return 0, 0
}

// find is the node of a word of the dictionary; 0 if it is none.
func (t *wordTree) find(w []rune) cell {
	node, at := t.cell(0), 0
	for _, r := range w {
		if node, at = t.step(node, at, t.codes.of(r)); node == 0 {
			return 0
		}
	}
	if !node.isWord() {
		return 0
	}
	return node
}

// prefixes calls f for every word that rs begins with: its length, frequency
// and part of speech.
func (t *wordTree) prefixes(rs []rune, f func(n int, freq float64, pos string)) {
	node, at := t.cell(0), 0
	for i, r := range rs {
		if node, at = t.step(node, at, t.codes.of(r)); node == 0 {
			return
		}
		if node.isWord() {
			f(i+1, t.freqs[node.freq()], t.pos[node.pos()])
		}
	}
}

// runeCodes gives the codes of runes in the tree of words, by their pages of
// 256; a rune without a code has 0.
type runeCodes struct {
	page  [unicode.MaxRune>>8 + 1]uint8 // index into pages, the first of which is empty
	pages [][256]uint16
}

// runsOn is the bit of a code that marks the characters which run together to
// one unit: letters and digits below U+0800.
const runsOn = 1 << 15

func newRuneCodes(runes string) (c runeCodes) {
	c.pages = make([][256]uint16, 1, 128)
	at := func(r rune) *uint16 {
		if c.page[r>>8] == 0 {
			c.page[r>>8] = uint8(len(c.pages))
			c.pages = append(c.pages, [256]uint16{})
		}
		return &c.pages[c.page[r>>8]][r&0xFF]
	}
	code := uint16(0)
	for _, r := range runes {
		code++
		*at(r) = code
	}
	for r := 'A'; r <= 'Z'; r++ {
		*at(r) = *at(r + 'a' - 'A')
	}
	for r := rune(0); r < 0x800; r++ {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			*at(r) |= runsOn
		}
	}
	return c
}

// inWords tells whether a code is that of a rune that stands in words.
func inWords(code uint16) bool { return code&^runsOn != 0 }

func (c *runeCodes) of(r rune) uint16 {
	if uint32(r) > unicode.MaxRune {
		return 0
	}
	return c.pages[c.page[r>>8]][r&0xFF]
}

// ownTree is the tree of the project's own words. ASCII letters are small in
// it. Mostly there is none.
type ownTree struct {
	steps map[ownStep]int32
	words []int32 // by node: the index of the word that ends there; noWord
}

// ownStep is a rune that leads on from a node; the root is 0.
type ownStep struct {
	node int32
	r    rune
}

const noWord = -1

// newOwnTree makes the tree of words. Of two that differ in nothing but
// capitals the first counts, as in gse.
func newOwnTree(words []Word) *ownTree {
	t := &ownTree{steps: make(map[ownStep]int32), words: []int32{noWord}}
	for i, w := range words {
		node := int32(0)
		for _, r := range w.Text {
			step := ownStep{node, small(r)}
			next, ok := t.steps[step]
			if !ok {
				next = int32(len(t.words))
				t.steps[step] = next
				t.words = append(t.words, noWord)
			}
			node = next
		}
		if t.words[node] == noWord {
			t.words[node] = int32(i)
		}
	}
	return t
}

// empty tells that there are no words.
func (t *ownTree) empty() bool { return len(t.words) == 1 }

// prefixes calls f for every word that rs begins with: its length and index.
func (t *ownTree) prefixes(rs []rune, f func(n, index int)) {
	if t.empty() {
		return
	}
	node, ok := int32(0), false
	for i, r := range rs {
		if node, ok = t.steps[ownStep{node, readable(small(r))}]; !ok {
			return
		}
		if w := t.words[node]; w != noWord {
			f(i+1, int(w))
		}
	}
}

// has tells whether w is a word.
func (t *ownTree) has(w []rune) bool {
	found := false
	t.prefixes(w, func(n, _ int) { found = found || n == len(w) })
	return found
}

// small folds ASCII capitals, as gse does with all it looks up.
func small(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		r += 'a' - 'A'
	}
	return r
}

// readable is the rune as gse reads it: a zero byte would break its trie and
// becomes another control character, as long and in no word; what is no
// character becomes U+FFFD.
func readable(r rune) rune {
	switch {
	case r == 0:
		return 1
	case !utf8.ValidRune(r):
		return utf8.RuneError
	}
	return r
}
