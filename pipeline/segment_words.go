package pipeline

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/vellum"
)

// embeddedWords holds all words of gse's simplified dictionary with their
// frequencies and parts of speech: a header line, then an automaton.
// Source: gse's data/dict/zh/s_1.txt, Apache License 2.0.
//
//go:generate go test -run TestEmbeddedWordsAreCurrent -update .
//go:embed segment_words.fst
var embeddedWords []byte

// wordsHeader is the first line of embeddedWords: the sum of all frequencies,
// then the parts of speech in the order that the automaton's values count.
type wordsHeader struct {
	total float64
	pos   []string
}

func (h wordsHeader) String() string {
	return strconv.FormatFloat(h.total, 'f', -1, 64) + " " + strings.Join(h.pos, " ") + "\n"
}

func openWords() (*automaton, wordsHeader, error) {
	line, data, _ := bytes.Cut(embeddedWords, []byte("\n"))
	fields := strings.Fields(string(line))
	if len(fields) < 2 {
		return nil, wordsHeader{}, errors.New("the embedded word list has no header: run go generate ./pipeline")
	}
	total, err := strconv.ParseFloat(fields[0], 64)
	if err != nil {
		return nil, wordsHeader{}, fmt.Errorf("the embedded word list's total is no number: run go generate ./pipeline: %w", err)
	}
	fst, err := vellum.Load(data)
	if err != nil {
		return nil, wordsHeader{}, fmt.Errorf("the embedded word list cannot be read: run go generate ./pipeline: %w", err)
	}
	head := wordsHeader{total: total, pos: fields[1:]}
	return &automaton{fst: fst, pos: head.pos}, head, nil
}

// automaton finds words in UTF-8 text whose ASCII letters are small.
type automaton struct {
	fst *vellum.FST
	pos []string // only of gse's words
}

// packWord makes the value of one of gse's words.
func packWord(freq float64, pos, kinds int) uint64 {
	return uint64(freq)*uint64(kinds) + uint64(pos)
}

// word unpacks the value of one of gse's words.
func (a *automaton) word(v uint64) (freq float64, pos string) {
	n := uint64(len(a.pos))
	return float64(v / n), a.pos[v%n]
}

// buildOwn makes the automaton of the project's words; its values index words.
// Of two that differ in nothing but capitals the first counts, as in gse.
func buildOwn(words []Word) (*automaton, error) {
	type entry struct {
		key   []byte
		index int
	}
	entries := make([]entry, len(words))
	for i, w := range words {
		entries[i] = entry{[]byte(w.Text), i}
		lower(entries[i].key)
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return bytes.Compare(a.key, b.key) })
	entries = slices.CompactFunc(entries, func(a, b entry) bool { return bytes.Equal(a.key, b.key) })
	var out bytes.Buffer
	b, err := vellum.New(&out, nil)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if err := b.Insert(e.key, uint64(e.index)); err != nil {
			return nil, err
		}
	}
	if err := b.Close(); err != nil {
		return nil, err
	}
	fst, err := vellum.Load(out.Bytes())
	if err != nil {
		return nil, err
	}
	return &automaton{fst: fst}, nil
}

// get is the value of a word.
func (a *automaton) get(word []byte) (uint64, bool) {
	v, ok, err := a.fst.Get(word)
	return v, ok && err == nil
}

// prefixes calls f for every word that s begins with. The slice is valid
// during the call only.
func (a *automaton) prefixes(s []byte, f func(word []byte, v uint64)) {
	state, sum := a.fst.Start(), uint64(0)
	for i, b := range s {
		next, out := a.fst.AcceptWithVal(state, b)
		if !a.fst.CanMatch(next) {
			return
		}
		state, sum = next, sum+out
		if final, out := a.fst.IsMatchWithVal(state); final {
			f(s[:i+1], sum+out)
		}
	}
}

// all calls f for every word, in the order of their bytes.
func (a *automaton) all(f func(word []byte, v uint64)) {
	it, err := a.fst.Iterator(nil, nil)
	for ; err == nil; err = it.Next() {
		word, v := it.Current()
		f(word, v)
	}
}
