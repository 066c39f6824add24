package text

import "slices"

// Draft is a text in the making: the runes as the steps so far left them, the
// map back to the source, and what has been said about its lines. Drafts are
// values that steps read and never change: Edit makes a new one.
type Draft struct {
	src     *Source
	runes   []rune
	runs    runMap
	marks   []Mark
	watch   func(place RawSpan, was, is string)
	desk    *Desk
	edition int
	lent    bool // the runes lie where they lie in the source
}

// Desk is memory for the drafts of one text after the other. There is room for
// two drafts on it that differ in their runes: one is good until two more have
// been made, and until the next text is laid on the desk.
type Desk struct {
	runes    [2][]rune
	runs     [2]runMap
	editor   Editor
	editions int
}

// Mark says what a stretch of the draft is. Marks are in order and do not
// overlap; they move along when the text around them changes.
type Mark struct {
	Span
	Kind ParagraphKind
}

// NewDraft starts from the source as it is, on a desk of its own.
func NewDraft(src *Source) *Draft { return new(Desk).Draft(src) }

// Draft starts from the source as it is.
func (d *Desk) Draft(src *Source) *Draft {
	d.editions++
	doc := &Draft{src: src, runes: src.runes, desk: d, edition: d.editions, lent: true}
	if n := len(src.runes); n > 0 {
		doc.runs = runMap{{norm: 0, src: 0, end: int32(n)}}
	}
	return doc
}

// Edition is a number that no draft on the same desk has whose runes may be
// other ones.
func (doc *Draft) Edition() int { return doc.edition }

// Source is where the draft came from.
func (doc *Draft) Source() *Source { return doc.src }

// Runes is a shared view of the draft; it must not be written to.
func (doc *Draft) Runes() []rune { return doc.runes }

// Marks is a shared view of the marks; it must not be written to.
func (doc *Draft) Marks() []Mark { return doc.marks }

// WithMarks gives the same text with other marks, which must be in order,
// within the text and free of overlaps.
func (doc *Draft) WithMarks(marks []Mark) *Draft {
	next := *doc
	next.marks = marks
	return &next
}

// Edit begins a list of changes to the draft; one at a time on a desk.
func (doc *Draft) Edit() *Editor {
	e := &doc.desk.editor
	*e = Editor{doc: doc, edits: e.edits[:0], with: e.with[:0], marks: doc.marks}
	return e
}

// Editor gathers changes to one draft, from its front to its end: every change
// starts where the one before ended or later (or Draft panics: that is a bug of
// the step). What is not named stays.
type Editor struct {
	doc    *Draft
	edits  []edit
	with   []rune
	marks  []Mark
	marked bool // marks are not those of doc
}

type edit struct {
	Span
	from, to int32 // the replacement, in with
}

// Delete takes the span out.
func (e *Editor) Delete(span Span) { e.Replace(span) }

// Set puts one rune in the place of another; the map keeps its step.
func (e *Editor) Set(p Pos, r rune) { e.Replace(Span{p, p + 1}, r) }

// Replace puts runes in the place of the span, which must not be empty. All of
// them then come from the whole of the span.
func (e *Editor) Replace(span Span, with ...rune) {
	from := int32(len(e.with))
	e.with = append(e.with, with...)
	e.edits = append(e.edits, edit{span, from, int32(len(e.with))})
}

// Mark sets the marks of the draft to come, in places of the draft as it was
// before the changes; they replace its marks.
func (e *Editor) Mark(marks []Mark) { e.marks, e.marked = marks, true }

// Draft applies the changes and composes the map. Marks keep to their runes;
// one whose runes are all gone goes too.
func (e *Editor) Draft() *Draft {
	if len(e.edits) == 0 && !e.marked {
		return e.doc
	}
	if len(e.edits) == 0 {
		return e.doc.WithMarks(e.marks)
	}
	old := e.doc
	grow := 0
	for _, ed := range e.edits {
		grow += int(ed.to-ed.from) - ed.Len()
	}
	desk := old.desk
	desk.editions++
	side := desk.editions % 2
	start, end, lent := e.rest()
	runes := old.runes[start:end]
	if !lent {
		runes = slices.Grow(desk.runes[side][:0], len(old.runes)+grow)
	}
	b := mapBuilder{runs: slices.Grow(desk.runs[side][:0], len(old.runs)+len(e.edits)+1)}
	c := cursor{runs: old.runs, size: Pos(len(old.runes))}
	at := Pos(0)
	for _, ed := range e.edits {
		if ed.Start < at || ed.End <= ed.Start || int(ed.End) > len(old.runes) {
			panic("text: edits out of order or out of the text")
		}
		if !lent {
			runes = append(append(runes, old.runes[at:ed.Start]...), e.with[ed.from:ed.to]...)
		}
		c.copyTo(&b, at, ed.Start)
		if n := int(ed.to - ed.from); n > 0 {
			from, to := c.extent(ed.Start, ed.End)
			b.atom(from, to, n)
		}
		at = ed.End
	}
	if !lent {
		runes = append(runes, old.runes[at:]...)
		desk.runes[side] = runes
	}
	c.copyTo(&b, at, Pos(len(old.runes)))
	if old.watch != nil {
		for _, ed := range e.edits {
			old.watch(old.Raw(ed.Span), string(old.runes[ed.Start:ed.End]), string(e.with[ed.from:ed.to]))
		}
	}
	desk.runs[side] = b.runs
	return &Draft{src: old.src, runes: runes, runs: b.runs, marks: e.moveMarks(), watch: old.watch, desk: desk, edition: desk.editions, lent: lent}
}

// rest is what the changes leave if they only cut off the ends of a text that
// lies where it lies in the source, so that nothing need be copied.
func (e *Editor) rest() (start, end Pos, lent bool) {
	start, end = 0, Pos(len(e.doc.runes))
	if !e.doc.lent {
		return 0, 0, false
	}
	for _, ed := range e.edits {
		switch {
		case ed.to > ed.from:
			return 0, 0, false
		case ed.Start == 0:
			start = ed.End
		case ed.End == end:
			end = ed.Start
		default:
			return 0, 0, false
		}
	}
	return start, end, true
}

// Watch gives the same draft; f is told of every change that is made to it from
// now on and to the drafts that come of it: where the stretch stands in the
// source, what it was and what it is.
func (doc *Draft) Watch(f func(place RawSpan, was, is string)) *Draft {
	next := *doc
	next.watch = f
	return &next
}

// Raw is the place in the source that a span, which must not be empty, came
// from.
func (doc *Draft) Raw(span Span) RawSpan { return doc.src.Place(doc.runs.place(span)) }

// moveMarks carries the marks over to the edited text.
func (e *Editor) moveMarks() []Mark {
	if len(e.marks) == 0 {
		return nil
	}
	moved := make([]Mark, 0, len(e.marks))
	shift, k := Pos(0), 0
	// place gives the new offset of p; a p inside a change moves behind the
	// change's runes when it ends a mark and before them when it starts one.
	place := func(p Pos, end bool) Pos {
		for k < len(e.edits) && e.edits[k].End <= p {
			shift += Pos(e.edits[k].to-e.edits[k].from) - Pos(e.edits[k].Len())
			k++
		}
		if k < len(e.edits) && e.edits[k].Start < p {
			at := e.edits[k].Start + shift
			if end {
				at += Pos(e.edits[k].to - e.edits[k].from)
			}
			return at
		}
		return p + shift
	}
	last := Pos(0)
	for _, m := range e.marks {
		span := Span{place(m.Start, false), place(m.End, true)}
		if span.Start < last {
			span.Start = last
		}
		if span.Start < span.End {
			moved = append(moved, Mark{span, m.Kind})
			last = span.End
		}
	}
	return moved
}

// Finish makes the text, which keeps nothing of the desk: paragraphs in order,
// and within those that may hold them the sentences.
func (doc *Draft) Finish(paragraphs []Paragraph, head Head, warnings ...Warning) *Text {
	runes := doc.runes
	if !doc.lent {
		runes = slices.Clone(runes)
	}
	return &Text{
		src: doc.src, runes: runes, runs: slices.Clone(doc.runs),
		paragraphs: paragraphs, sentences: split(runes, paragraphs), head: head, warnings: warnings,
	}
}
