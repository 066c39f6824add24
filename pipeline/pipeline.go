// Package pipeline turns documents into records: bytes are decoded,
// normalised and cut into words; rules match and their mentions are resolved;
// quantities are linked to facts; what comes out is checked.
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"zhfacts/dict"
	"zhfacts/pipeline/calendar"
	"zhfacts/pipeline/link"
	"zhfacts/pipeline/normalise"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// Options say what an Extractor knows and does. The zero value is the
// built-in rules and lexicons.
type Options struct {
	Rules []string // folders of rule files that add to or override the built-in ones
	Dict  []string // folders of lexicons, likewise

	// RuleLayers and DictLayers, where set, are read instead of the built-in
	// ones and those folders.
	RuleLayers []rules.Layer
	DictLayers []dict.Layer

	// Skip names steps of normalising to leave out (normalise.Steps).
	Skip []string

	// Untested loads rules of those folders whose examples fail.
	Untested bool

	// NoPrefilter tries every rule everywhere. The result is the same; it
	// serves to show that.
	NoPrefilter bool

	// Names says what names are found by beside the rules. It serves to
	// measure what each kind of evidence adds.
	Names NameEvidence

	// Timings, if there are any, add up how long the stages of Extract take.
	Timings *Timings
}

// Extractor is the whole pipeline, loaded. It does not change and is safe for
// concurrent use; the same input gives the same result.
type Extractor struct {
	lexicons  *dict.Set
	rules     *rules.Set
	segmenter *Segmenter
	namer     *namer
	linker    *link.Linker
	options   rules.Options
	skip      []string
	timings   *Timings
	scratch   sync.Pool // of *scratch
	drafts    normalise.Memory
}

// scratch is memory for one document at a time. Nothing that a result holds
// may lie in it.
type scratch struct {
	folded     []rune // the text in simplified characters, where it differs
	toks       []text.Token
	sentences  []rules.Sentence
	tokens     [][]text.Token // of each sentence
	candidates []rules.Candidate
	mentions   []rules.Mention // on the time line
	facts      []link.Fact
	places     []record.Place // of each of them
	ids        []string       // of each of them
	firsts     map[named]string
}

// New loads rules and lexicons, and runs the examples of the rules that are not
// built in. Mistakes in the lexicons, then those in the rules, then examples
// that do not come out, are all reported at once.
func New(opt Options) (*Extractor, error) {
	x := &Extractor{options: rules.Options{NoPrefilter: opt.NoPrefilter}, skip: opt.Skip, timings: opt.Timings}
	if err := (normalise.Options{Skip: opt.Skip}).Check(); err != nil {
		return nil, err
	}
	var err error
	if x.lexicons, err = dict.Load(opt.dictLayers()...); err != nil {
		return nil, err
	}
	if x.rules, err = rules.Load(x.lexicons, opt.ruleLayers()...); err != nil {
		return nil, err
	}
	if x.segmenter, err = NewSegmenter(segmenterWords(x.lexicons)); err != nil {
		return nil, err
	}
	x.namer = newNamer(x.lexicons, x.rules, x.segmenter.HasWord, opt.Names)
	if x.linker, err = link.New(x.lexicons); err != nil {
		return nil, err
	}
	if !opt.Untested {
		if err := x.testFolders(opt.Rules); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// Rules are the loaded rules.
func (x *Extractor) Rules() *rules.Set { return x.rules }

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

	// Kept is carried into the document's record as it is: names and values
	// that are not empty, each name once.
	Kept []record.Kept
}

// Result is what a document gave.
type Result struct {
	Text    *text.Text
	Records record.Set
}

// ErrEmpty is the error of a document without a single character.
var ErrEmpty = errors.New("the document is empty")

// Normalise decodes a document and normalises it.
func (x *Extractor) Normalise(in Input) (*text.Text, error) { return x.NormaliseTold(in, nil) }

// NormaliseTold is Normalise; f is told of all that its steps do.
func (x *Extractor) NormaliseTold(in Input, f func(normalise.Change)) (*text.Text, error) {
	src, err := in.Decode()
	if err != nil {
		return nil, err
	}
	return normalise.Normalise(src, normalise.Options{Words: x.segmenter, Skip: x.skip, Trace: f, Memory: &x.drafts}), nil
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

// CheckDate tells what is wrong with a date of Input.
func CheckDate(date string) error {
	_, err := calendar.ParseMoment(date)
	return err
}

// Extract gives the records of one document. It fails when the document is no
// text, when the context ends, when an expression of a rule runs into a limit,
// and when a record breaks a promise of the format, which is a mistake in the
// program or its rules: no record of the document should be used then.
func (x *Extractor) Extract(ctx context.Context, in Input) (*Result, error) {
	mem, _ := x.scratch.Get().(*scratch)
	if mem == nil {
		mem = new(scratch)
	}
	defer x.scratch.Put(mem)
	a, err := x.analyse(ctx, in, nil, mem)
	if err != nil {
		return nil, err
	}
	lap := x.timings.start()
	defer lap.end(stageRecords)
	return a.result(in)
}

// analysis is what the stages made of a document, before it becomes records.
type analysis struct {
	mem       *scratch
	doc       *text.Text
	about     record.Document
	sentences []rules.Sentence
	times     timeLine // with all mentions
	facts     []link.Fact

	derivations []link.Derivation // of the facts, when somebody asks
}

// analyse runs the stages up to linking. With a tracer it says how. The
// analysis is good as long as mem is not used for another one.
func (x *Extractor) analyse(ctx context.Context, in Input, tracer rules.Tracer, mem *scratch) (*analysis, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	lap := x.timings.start()
	doc, err := x.Normalise(in)
	if err != nil {
		return nil, err
	}
	lap.end(stageNormalise)
	a := &analysis{mem: mem, doc: doc, about: document(doc, in)}
	var folded []rune
	if a.sentences, folded, err = x.segment(doc, mem); err != nil {
		return nil, err
	}
	lap.end(stageSegment)
	opt := x.options
	opt.Tracer = tracer
	candidates, err := x.match(ctx, a.sentences, opt, mem.candidates[:0])
	if err != nil {
		return nil, err
	}
	lap.end(stageMatch)
	mem.candidates = candidates
	mentions := x.rules.Resolve(candidates, nil)
	names, more := x.namer.shortForms(a.sentences, mentions)
	switch {
	case tracer != nil:
		mentions = x.rules.Resolve(append(candidates, more...), tracer)
	case len(more) > 0:
		mentions = resolveAgain(x.rules, len(a.sentences), mentions, candidates, more)
	}
	if a.times, err = onTimeLine(doc, names.canonical(mentions), a.about.Date, mem.mentions[:0]); err != nil {
		return nil, err
	}
	mem.mentions = a.times.mentions
	lap.end(stageResolve)
	mem.tokens = mem.tokens[:0]
	for i := range a.sentences {
		mem.tokens = append(mem.tokens, a.sentences[i].Tokens)
	}
	a.link(x.linker, link.Document{
		Text: doc, Simplified: folded, Tokens: mem.tokens, Mentions: a.times.mentions, Date: a.about.Date, Room: mem.facts,
	}, tracer != nil)
	mem.facts = a.facts
	lap.end(stageLink)
	return a, nil
}

// result makes the records and checks them.
func (a *analysis) result(in Input) (*Result, error) {
	res := &Result{Text: a.doc, Records: record.Set{Document: a.about}}
	mem := a.mem
	w := assembly{
		doc: a.doc, id: in.ID, times: a.times, facts: a.facts,
		places: mem.places[:0], ids: mem.ids[:0], firsts: mem.firsts,
	}
	w.records(&res.Records)
	mem.places, mem.ids, mem.firsts = w.places, w.ids, w.firsts
	res.Records.Sort()
	if err := res.Records.Check(a.doc.Source()); err != nil {
		return nil, &CheckError{err}
	}
	return res, nil
}

// segment cuts the sentences into words. It also gives the whole text in
// simplified characters. Both lie in mem.
func (x *Extractor) segment(doc *text.Text, mem *scratch) ([]rules.Sentence, []rune, error) {
	written := doc.Runes(text.Span{Start: 0, End: doc.Len()})
	folded, changed := dict.SimplifyRunes(mem.folded, written)
	if changed {
		mem.folded = folded
	}
	cutter, err := x.segmenter.For(folded)
	if err != nil {
		return nil, nil, err
	}
	toks, sentences := mem.toks[:0], mem.sentences[:0]
	for i, sentence := range doc.Sentences() {
		from := len(toks)
		toks = cutter.Segment(folded[sentence.Start:sentence.End], sentence.Start, toks)
		sentences = append(sentences, rules.Sentence{
			Index:   i,
			Span:    sentence.Span,
			Written: written[sentence.Start:sentence.End],
			Folded:  folded[sentence.Start:sentence.End],
			Tokens:  toks[from:len(toks):len(toks)],
		})
	}
	mem.toks, mem.sentences = toks, sentences
	return sentences, folded, nil
}

// match appends the candidates of all sentences.
func (x *Extractor) match(ctx context.Context, sentences []rules.Sentence, opt rules.Options, candidates []rules.Candidate) ([]rules.Candidate, error) {
	for i := range sentences {
		err := ctx.Err()
		if err == nil {
			candidates, err = x.rules.Match(&sentences[i], opt, candidates)
		}
		if err != nil {
			return nil, err
		}
	}
	return candidates, nil
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
		Kept:       in.Kept,
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

// CheckError says that records break promises of the format.
type CheckError struct{ Err error }

func (e *CheckError) Error() string {
	return fmt.Sprintf("internal error: the records are not valid, none is written: %v", e.Err)
}

func (e *CheckError) Unwrap() error { return e.Err }
