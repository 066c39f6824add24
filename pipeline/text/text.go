package text

// Text is a document ready to be read: the normalised runes, their paragraphs
// and sentences, and the map that says where in the source each of them came
// from. It is immutable and safe for concurrent use.
type Text struct {
	src        *Source
	runes      []rune
	runs       runMap
	paragraphs []Paragraph
	sentences  []Sentence
	head       Head
	warnings   []Warning
}

// Head is what a document says about itself.
type Head struct {
	Title  string // the headline
	Author string // the names of the byline, parted by a space
	Date   string // ISO 8601, as exact as it is written

	// Day is the day of a dispatch that is written without its year
	// (新华社北京12月28日电): XXXX-12-28.
	Day string

	// Source is who published the text: a newspaper, an agency, a site.
	Source string
}

// Source is the decoded document.
func (doc *Text) Source() *Source { return doc.src }

// Len is the number of normalised runes.
func (doc *Text) Len() Pos { return Pos(len(doc.runes)) }

// Runes is a shared view of the span; it must not be written to.
func (doc *Text) Runes(span Span) []rune { return doc.runes[span.Start:span.End] }

// String is the normalised text of the span.
func (doc *Text) String(span Span) string { return string(doc.runes[span.Start:span.End]) }

// Raw is the place in the source that the span came from: from the first code
// point of its first rune to the last one of its last, with everything between
// them that was deleted. An empty span has an empty place before its rune.
func (doc *Text) Raw(span Span) RawSpan {
	start, end := doc.src.Len(), doc.src.Len()
	switch {
	case span.Len() > 0:
		start, end = doc.runs.place(span)
	case int(span.Start) < len(doc.runes):
		start = doc.runs[doc.runs.find(span.Start)].startOf(span.Start)
		end = start
	}
	return doc.src.Place(start, end)
}

// RawString is the source of the span: source[start:end] of Raw.
func (doc *Text) RawString(span Span) string {
	return doc.src.Cut(doc.Raw(span))
}

// Paragraphs lists all paragraphs in the order of the source.
func (doc *Text) Paragraphs() []Paragraph { return doc.paragraphs }

// Sentences lists all sentences in the order of the source.
func (doc *Text) Sentences() []Sentence { return doc.sentences }

// Title is the headline, or "".
func (doc *Text) Title() string { return doc.head.Title }

// Author is the name or names of the byline, parted by a space, or "".
func (doc *Text) Author() string { return doc.head.Author }

// Date is the date that the document gives itself, in ISO 8601 and as exact as
// it is written there (2020, 2019-09, 2013-02-12), or "".
func (doc *Text) Date() string { return doc.head.Date }

// Day is the day of a dispatch that names no year, XXXX-12-28, or "".
func (doc *Text) Day() string { return doc.head.Day }

// Publisher is the newspaper, agency or site that the document names as its
// source, or "".
func (doc *Text) Publisher() string { return doc.head.Source }

// Warnings lists what is doubtful about the text, in the order of the source.
func (doc *Text) Warnings() []Warning { return doc.warnings }
