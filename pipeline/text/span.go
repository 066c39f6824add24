// Package text holds the text of a document: the decoded source, the
// normalised form the rules read, and the exact map between the two.
package text

// Pos is an offset into the normalised text, counted in runes.
type Pos int

// Span is the half-open interval [Start, End) of the normalised text, in runes.
type Span struct{ Start, End Pos }

// Len is the number of runes that the span covers.
func (s Span) Len() int { return int(s.End - s.Start) }

// Overlaps tells whether the two spans share at least one rune.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains tells whether o lies wholly within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// RawSpan is a half-open place in the source as stored: Start and End count
// code points of the decoded source (a byte order mark is one, CR LF two),
// ByteStart and ByteEnd bytes of the file before decoding.
type RawSpan struct{ Start, End, ByteStart, ByteEnd int }

// Token is a word of a sentence with its part of speech (gse's tag set, that
// of ICTCLAS: n, v, m, q, ns, nr, nt, …).
type Token struct {
	Span
	POS string
}

// ParagraphKind says what a paragraph is in the layout of its document.
type ParagraphKind string

// The kinds of paragraph. Furniture (page numbers, running heads, navigation)
// holds no sentences.
const (
	Body      ParagraphKind = "body"
	Headline  ParagraphKind = "headline"
	Byline    ParagraphKind = "byline"
	Dateline  ParagraphKind = "dateline"
	Caption   ParagraphKind = "caption"
	List      ParagraphKind = "list"
	Table     ParagraphKind = "table"
	Furniture ParagraphKind = "furniture"
)

// Paragraph is a stretch of the normalised text that belongs together.
type Paragraph struct {
	Span
	Kind ParagraphKind
}

// Sentence is a stretch of one paragraph that ends with a full stop or its
// like, or with the paragraph. Sentences are what is segmented and matched.
type Sentence struct {
	Span
	Paragraph int // index into the text's paragraphs
}
