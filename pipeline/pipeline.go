// Package pipeline turns documents into records: bytes are decoded,
// normalised and cut into words; rules match and their mentions are resolved;
// quantities are linked to facts; what comes out is checked.
package pipeline

import (
	"context"
	"errors"
	"fmt"

	"zhfacts/dict"
	"zhfacts/pipeline/normalise"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Options say what an Extractor knows and does. The zero value is the
// built-in rules and lexicons.
type Options struct {
	Rules []string // folders of rule files that add to or override the built-in ones
	Dict  []string // folders of lexicons, likewise

	// NoPrefilter tries every rule everywhere. The result is the same; it
	// serves to show that.
	NoPrefilter bool
}

// Extractor is the whole pipeline, loaded. It does not change and is safe for
// concurrent use; the same input gives the same result.
type Extractor struct {
	lexicons  *dict.Set
	segmenter *Segmenter
}

// New loads rules and lexicons. Mistakes in them are all reported at once.
func New(opt Options) (*Extractor, error) {
	layers := []dict.Layer{dict.Builtin()}
	for _, folder := range opt.Dict {
		layers = append(layers, dict.Folder(folder))
	}
	lexicons, err := dict.Load(layers...)
	if err != nil {
		return nil, err
	}
	segmenter, err := NewSegmenter(segmenterWords(lexicons))
	if err != nil {
		return nil, err
	}
	return &Extractor{lexicons: lexicons, segmenter: segmenter}, nil
}

// segmenterWords are the words of the lexicons that are flagged for the
// segmenter. A word that stands in several counts as in the first of them.
func segmenterWords(lexicons *dict.Set) []Word {
	var words []Word
	for _, name := range lexicons.Names() {
		lex, _ := lexicons.Lexicon(name)
		if lex.Segment == 0 {
			continue
		}
		for _, entry := range lex.Entries() {
			words = append(words, Word{Text: entry.Word, Freq: lex.Segment, POS: lex.POS})
		}
	}
	return words
}

// Input is one document.
type Input struct {
	ID string // given back as `doc`; a path or the id of a line of input

	// Bytes is the document as stored, in Encoding, or in the encoding told
	// from the bytes when that is empty. Decoded text comes as Text instead.
	Bytes    []byte
	Encoding string
	Text     string

	// What the caller knows of the document; empty when not known. Date is in
	// ISO 8601 and as exact as it is known.
	Date, Title, Author string
}

// Result is what a document gave.
type Result struct {
	Text    *text.Text
	Records record.Set
}

// ErrEmpty is the error of a document without a single character.
var ErrEmpty = errors.New("the document is empty")

// Normalise decodes a document and normalises it.
func (x *Extractor) Normalise(in Input, skip ...string) (*text.Text, error) {
	src, err := in.Decode()
	if err != nil {
		return nil, err
	}
	return normalise.Normalise(src, normalise.Options{Words: x.segmenter, Skip: skip}), nil
}

// Decode reads the document as text. Its error is ErrEmpty, a
// *text.EncodingError, or that of an encoding that is not known.
func (in Input) Decode() (*text.Source, error) {
	switch {
	case in.Text != "":
		return text.FromString(in.Text), nil
	case len(in.Bytes) == 0:
		return nil, ErrEmpty
	}
	return text.Decode(in.Bytes, in.Encoding)
}

// Extract gives the records of one document. It fails when the document is no
// text, when the context ends, and when a record breaks a promise of the
// format, which is a mistake in the program or its rules: no record of the
// document should be used then.
func (x *Extractor) Extract(ctx context.Context, in Input) (*Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	doc, err := x.Normalise(in)
	if err != nil {
		return nil, err
	}
	whole := doc.Runes(text.Span{Start: 0, End: doc.Len()})
	folded, _ := dict.SimplifyRunes(nil, whole)
	cutter, err := x.segmenter.For(folded)
	if err != nil {
		return nil, err
	}
	var toks []text.Token
	for _, sentence := range doc.Sentences() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		toks = cutter.Segment(folded[sentence.Start:sentence.End], sentence.Start, toks[:0])
	}
	res := &Result{Text: doc, Records: record.Set{Document: document(doc, in)}}
	res.Records.Sort()
	return res, nil
}

// document is the record of the document itself. What the caller knows stands
// over what the text says.
func document(doc *text.Text, in Input) record.Document {
	src := doc.Source()
	return record.Document{
		Doc:        in.ID,
		Title:      first(in.Title, doc.Title()),
		Author:     first(in.Author, doc.Author()),
		Date:       first(in.Date, doc.Date()),
		Encoding:   src.Encoding(),
		SHA256:     src.SHA256(),
		Chars:      src.Len(),
		Paragraphs: len(doc.Paragraphs()),
		Sentences:  len(doc.Sentences()),
	}
}

func first(known, read string) string {
	if known != "" {
		return known
	}
	return read
}

// CheckError is a record that breaks a promise of the format.
type CheckError struct {
	Record record.Record
	Err    error
}

func (e *CheckError) Error() string {
	return fmt.Sprintf("internal error: record %s is invalid: %v", e.Record.RecordID(), e.Err)
}

func (e *CheckError) Unwrap() error { return e.Err }
