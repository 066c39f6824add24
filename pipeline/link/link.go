package link

import (
	"slices"
	"sync"

	"zhfacts/dict"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// Document is what is linked: a text with its tokens and resolved mentions.
// Nothing of these is changed.
type Document struct {
	Text *text.Text
	// Simplified are the runes of the whole text in simplified characters, as
	// rules read them; nil lets the linker make them.
	Simplified []rune
	Tokens     [][]text.Token  // of each sentence
	Mentions   []rules.Mention // in the order of the text; entities with canonical names, times resolved
	Date       string          // the document's date, ISO 8601, as exact as it is known; "" when it is not

	// Room is memory for the facts: Link may write over it. It may be nil.
	Room []Fact
}

// Fact is what is said of one quantity. The pipeline makes the record of it.
type Fact struct {
	Quantity       int    // index of the mention
	Subject        string // canonical name, or the text's own words; "" when not known
	SubjectMention int    // index of the entity that the subject is; -1 when it is none
	Metric         string // in the text's own words; "" when not known
	From, To       string // the period in force, as the time mention has it
	TimeMention    int    // index of the time that gives the period; -1 when none is in force
	Change         record.Change
	Basis          record.Basis
	Status         record.Status
	Clause         text.Span // the clause that states it
	Rule           string    // the construct that found the metric: fact.metric-verb-value, …
}

// Linker holds the words that linking lives by. It does not change and is safe for
// concurrent use.
type Linker struct {
	words   *words
	carries *[carries]Carry
	readers sync.Pool // of *reader, for their memory
}

// New makes a linker of the lexicons. It needs the lexicons clause and carry.
func New(lexicons *dict.Set) (*Linker, error) {
	w, err := newWords(lexicons)
	if err != nil {
		return nil, err
	}
	c, err := newCarries(lexicons)
	if err != nil {
		return nil, err
	}
	return &Linker{words: w, carries: c}, nil
}

// Link gives the facts of a document, at most one for each quantity, in the
// order of the quantities.
func (l *Linker) Link(doc Document) []Fact {
	r := l.reader(doc)
	r.document()
	facts := r.facts
	*r = reader{atoms: r.atoms[:0], flat: r.flat[:0], told: r.told[:0]}
	l.readers.Put(r)
	return facts
}

func (l *Linker) reader(doc Document) *reader {
	r, _ := l.readers.Get().(*reader)
	if r == nil {
		r = new(reader)
	}
	r.l, r.doc, r.runes, r.mentions = l, doc, doc.Simplified, doc.Mentions
	if r.runes == nil {
		r.runes, _ = dict.SimplifyRunes(nil, doc.Text.Runes(text.Span{Start: 0, End: doc.Text.Len()}))
	}
	n := 0
	for i := range doc.Mentions {
		if doc.Mentions[i].Type == record.TypeQuantity {
			n++
		}
	}
	r.facts = slices.Grow(doc.Room[:0], n)
	return r
}
