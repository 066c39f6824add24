package pipeline

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"zhfacts/dict"
	"zhfacts/pipeline/text"
)

// wholeAfter is the number of runes after which a Segmenter stops building
// dictionaries of the words of one text and makes the tree of all words: at
// that size the many small ones have cost as much time as the tree.
const wholeAfter = 100_000

// Word is a word that enters gse's dictionary beside its own ones, written in
// simplified characters, with the part of speech that its tokens get. The
// higher its frequency the likelier it is cut whole; gse's words have 3 to
// 900,000 of 60 million, single characters 2.
type Word struct {
	Text string
	Freq int
	POS  string
}

// Segmenter cuts sentences into words as gse does. It does not change once it
// is made, is safe for concurrent use, and gives the same tokens whatever it was
// used for before.
//
// Two ways lead to the same result, that of gse with its whole dictionary,
// which would take 0.8 s and 200 MB to load. A short text is cut by gse with a
// dictionary of only those words that occur in it, found by an automaton; a
// filler stands for the frequency of all the others, so that every word has
// the cost that it has in gse's own dictionary. From wholeAfter runes on a tree
// of all words is made, once, in which gse's path is found in a tenth of the
// time.
type Segmenter struct {
	known *automaton // gse's words
	own   *automaton // the project's words
	words []Word     // what own's values index
	total float64    // the frequency of all words, own ones included

	seen  atomic.Int64 // runes cut so far
	whole func() (*trie, error)
}

// NewSegmenter makes a Segmenter that knows gse's simplified dictionary and
// the given words. A word that gse knows too gets the given part of speech
// and frequency. Empty words, words with a zero byte, ill-formed UTF-8 and
// frequencies below 1 are errors.
func NewSegmenter(words []Word) (*Segmenter, error) {
	known, head, err := openWords()
	if err != nil {
		return nil, err
	}
	s := &Segmenter{known: known, total: head.total}
	for _, w := range words {
		if w.Text == "" || w.Freq < 1 || strings.ContainsRune(w.Text, 0) || !utf8.ValidString(w.Text) {
			return nil, fmt.Errorf("the segmenter cannot learn the word %q with the frequency %d: a word has at least one character, no zero byte, is valid UTF-8, and has a frequency of 1 or more", w.Text, w.Freq)
		}
	}
	s.words = words
	if s.own, err = buildOwn(words); err != nil {
		return nil, err
	}
	s.own.all(func(key []byte, v uint64) {
		s.total += float64(words[v].Freq)
		if v, ok := s.known.get(key); ok {
			freq, _ := s.known.word(v)
			s.total -= freq
		}
	})
	s.whole = sync.OnceValues(func() (*trie, error) { return newTrie(s.known, s.own, words, s.total) })
	return s, nil
}

// newGSE is an empty gse segmenter, ready for words. It never loads the model
// for unknown words, which Segment does not use.
func newGSE() *gse.Segmenter {
	seg := &gse.Segmenter{Dict: gse.NewDict(), NotLoadHMM: true, SkipLog: true}
	seg.Init()
	return seg
}

// HasWord tells whether w, in simplified or traditional characters, is a word
// of the dictionary or an own one. The beginning of a longer word is none.
func (s *Segmenter) HasWord(w string) bool {
	key := make([]byte, 0, len(w))
	for _, r := range w {
		key = utf8.AppendRune(key, dict.Simplify(r))
	}
	lower(key)
	if _, ok := s.known.get(key); ok {
		return true
	}
	_, ok := s.own.get(key)
	return ok
}

// For prepares the segmentation of one text, given as the whole of its
// normalised runes in simplified characters.
func (s *Segmenter) For(rs []rune) (*Segmentation, error) {
	if s.seen.Add(int64(len(rs))) > wholeAfter {
		words, err := s.whole()
		if err != nil {
			return nil, fmt.Errorf("cannot make the tree of all words: %w", err)
		}
		return &Segmentation{words: words}, nil
	}
	seg, err := s.small(rs)
	if err != nil {
		return nil, fmt.Errorf("cannot build the dictionary of a text: %w", err)
	}
	return &Segmentation{gse: seg}, nil
}

// filler is the word that holds the frequency of all words that do not occur
// in a text. No text holds it: it is no UTF-8.
const filler = "\xff"

// small is gse with a dictionary of just the words that occur in the text.
func (s *Segmenter) small(rs []rune) (*gse.Segmenter, error) {
	seg := newGSE()
	rest := s.total
	var fault error
	met := make(map[string]struct{})
	add := func(word []byte, freq float64, pos string) {
		if _, ok := met[string(word)]; ok {
			return
		}
		met[string(word)] = struct{}{}
		if err := seg.AddToken(string(word), freq, pos); err != nil && fault == nil {
			fault = err
		}
		rest -= freq
	}
	bytes := appendUTF8(nil, rs)
	lower(bytes)
	for i := range bytes {
		if !utf8.RuneStart(bytes[i]) {
			continue
		}
		s.own.prefixes(bytes[i:], func(word []byte, v uint64) {
			add(word, float64(s.words[v].Freq), s.words[v].POS)
		})
	}
	for i := range bytes {
		if !utf8.RuneStart(bytes[i]) {
			continue
		}
		s.known.prefixes(bytes[i:], func(word []byte, v uint64) {
			freq, pos := s.known.word(v)
			add(word, freq, pos)
		})
	}
	if fault != nil {
		return nil, fault
	}
	if err := seg.AddToken(filler, rest, "x"); err != nil {
		return nil, err
	}
	seg.CalcToken()
	return seg, nil
}

// Segmentation cuts the sentences of one text. It is safe for concurrent use.
type Segmentation struct {
	words   *trie          // all words, or
	gse     *gse.Segmenter // those of the text
	buffers sync.Pool
}

// Segment appends the tokens of one sentence to buf. rs are its runes in
// simplified characters, at is the place of the first of them in the
// normalised text; the tokens' spans count from there and cover the sentence
// without a gap. Parts of speech are those of gse's dictionary, "x" for a
// character and a run of letters or digits that no dictionary holds.
//
// It must be given one sentence at a time: gse adds up the cost of a path in
// a float32, which loses the later digits as it grows, so that the words found
// in a sentence would depend on the text before it.
func (s *Segmentation) Segment(rs []rune, at text.Pos, buf []text.Token) []text.Token {
	if s.words != nil {
		return s.words.segment(rs, at, buf)
	}
	scratch, _ := s.buffers.Get().(*[]byte)
	if scratch == nil {
		scratch = new([]byte)
	}
	bytes := appendUTF8((*scratch)[:0], rs)
	for _, piece := range s.gse.Segment(bytes) {
		tok := text.Token{Span: text.Span{Start: at}, POS: piece.Token().Pos()}
		for _, b := range bytes[piece.Start():piece.End()] {
			if utf8.RuneStart(b) {
				at++
			}
		}
		tok.End = at
		buf = append(buf, tok)
	}
	*scratch = bytes
	s.buffers.Put(scratch)
	return buf
}

// appendUTF8 encodes runes for gse, whose trie a zero byte breaks: it becomes
// another control character, as long and in no word.
func appendUTF8(bytes []byte, rs []rune) []byte {
	for _, r := range rs {
		if r == 0 {
			r = 1
		}
		bytes = utf8.AppendRune(bytes, r)
	}
	return bytes
}

// lower folds ASCII capitals in place, as gse does with all it looks up.
func lower(bytes []byte) {
	for i, b := range bytes {
		if 'A' <= b && b <= 'Z' {
			bytes[i] = b + 'a' - 'A'
		}
	}
}
