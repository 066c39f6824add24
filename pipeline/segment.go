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
// dictionaries of the words of one text for gse: a short article or two.
const wholeAfter = 4_000

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
// which would take 0.8 s and 200 MB to load. The first texts, of no more than
// wholeAfter runes, are cut by gse itself with a dictionary of only those words
// that occur in them; a filler stands for the frequency of all the others, so
// that every word has the cost that it has in gse's own dictionary. That costs
// 1 µs a rune and more, so whatever comes then is cut by a search of gse's path in
// the tree of all words (pathFinder), which takes a fiftieth of that.
type Segmenter struct {
	known *wordTree // gse's words
	own   *ownTree  // the project's words
	words []Word    // that own counts
	total float64   // the frequency of all words, own ones included

	seen  atomic.Int64 // runes cut so far
	whole *Segmentation
}

// NewSegmenter makes a Segmenter that knows gse's simplified dictionary and
// the given words. A word that gse knows too gets the given part of speech
// and frequency. Empty words, words with a zero byte, ill-formed UTF-8 and
// frequencies below 1 are errors.
func NewSegmenter(words []Word) (*Segmenter, error) {
	known, err := openWords()
	if err != nil {
		return nil, err
	}
	for _, w := range words {
		if w.Text == "" || w.Freq < 1 || strings.ContainsRune(w.Text, 0) || !utf8.ValidString(w.Text) {
			return nil, fmt.Errorf("the segmenter cannot learn the word %q with the frequency %d: a word has at least one character, no zero byte, is valid UTF-8, and has a frequency of 1 or more", w.Text, w.Freq)
		}
	}
	s := &Segmenter{known: known, own: newOwnTree(words), words: words, total: known.total}
	for _, i := range s.own.words {
		if i == noWord {
			continue
		}
		s.total += float64(words[i].Freq)
		s.total -= known.freqs[known.find([]rune(words[i].Text)).freq()]
	}
	finder, err := newPathFinder(known, s.own, words, s.total)
	if err != nil {
		return nil, err
	}
	s.whole = &Segmentation{finder: finder}
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
	var short [16]rune
	rs := short[:0]
	for _, r := range w {
		rs = append(rs, dict.Simplify(r))
	}
	return s.known.find(rs) != 0 || s.own.has(rs)
}

// For prepares the segmentation of one text, given as the whole of its
// normalised runes in simplified characters.
func (s *Segmenter) For(rs []rune) (*Segmentation, error) {
	if s.seen.Add(int64(len(rs))) > wholeAfter {
		return s.whole, nil
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
	add := func(w []rune, freq float64, pos string) {
		word := string(w)
		if _, ok := met[word]; ok {
			return
		}
		met[word] = struct{}{}
		if err := seg.AddToken(word, freq, pos); err != nil && fault == nil {
			fault = err
		}
		rest -= freq
	}
	folded := make([]rune, len(rs))
	for i, r := range rs {
		folded[i] = readable(small(r))
	}
	for i := range folded {
		s.own.prefixes(folded[i:], func(n, index int) {
			add(folded[i:i+n], float64(s.words[index].Freq), s.words[index].POS)
		})
	}
	for i := range folded {
		s.known.prefixes(folded[i:], func(n int, freq float64, pos string) {
			add(folded[i:i+n], freq, pos)
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
	finder  *pathFinder    // for all words, or
	gse     *gse.Segmenter // with those of the text
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
	if s.finder != nil {
		return s.finder.segment(rs, at, buf)
	}
	scratch, _ := s.buffers.Get().(*[]byte)
	if scratch == nil {
		scratch = new([]byte)
	}
	bytes := (*scratch)[:0]
	for _, r := range rs {
		bytes = utf8.AppendRune(bytes, readable(r))
	}
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
