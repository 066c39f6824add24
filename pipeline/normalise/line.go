package normalise

import "zhfacts/pipeline/text"

// line is one line of a draft, without the white space at its ends.
type line struct {
	text.Span
	indent int32 // runes of white space before it
	width  int32 // in print, in quarters of an em
	seams  int32 // places where characters meet digits or letters, which many faces part by a quarter of an em
	blanks int32 // empty lines before it
	page   bool  // a page starts with it
	last   bool  // a page ends with it
	kind   kind
}

// kind is a text.ParagraphKind in one byte, for there are many lines; 0 is none
// known yet.
type kind uint8

const (
	kindHeadline kind = iota + 1
	kindByline
	kindDateline
	kindCaption
	kindList
	kindTable
	kindFurniture
	kindRunning // a running head that stays; to readers a headline
)

// kindNames are the kinds in the order of the constants; what has none is body.
// It is read-only.
var kindNames = [...]text.ParagraphKind{text.Body, text.Headline, text.Byline, text.Dateline, text.Caption, text.List, text.Table, text.Furniture, runningHead}

// runningHead is the mark of a running head that stays.
const runningHead text.ParagraphKind = "running head"

// kindOfMark gives the kind of a mark.
func kindOfMark(name text.ParagraphKind) kind {
	for k, n := range kindNames {
		if n == name {
			return kind(k)
		}
	}
	return 0
}

// linesOf lists the lines of a draft that hold any text, with the kinds that
// earlier steps have marked. The caller may change them; they are good until the
// next call.
func (job *job) linesOf(doc *text.Draft) []line {
	// Steps that only mark leave the runes as they are.
	if job.linesEdition != doc.Edition() {
		job.linesEdition, job.lines = doc.Edition(), readLines(doc.Runes(), job.lines[:0])
		for i := range job.lines {
			job.lines[i].measure(doc.Runes())
		}
	}
	return job.withMarks(job.lines, doc)
}

// withMarks gives lines with the kinds that are marked.
func (job *job) withMarks(lines []line, doc *text.Draft) []line {
	job.marked = append(job.marked[:0], lines...)
	applyMarks(job.marked, doc.Marks())
	return job.marked
}

func applyMarks(lines []line, marks []text.Mark) {
	k := 0
	for i := range lines {
		l := &lines[i]
		for k < len(marks) && marks[k].End <= l.Start {
			k++
		}
		if k < len(marks) && marks[k].Start < l.End {
			l.kind = kindOfMark(marks[k].Kind)
		}
	}
}

// readLines appends the lines to a list that is empty. They are not measured.
func readLines(runes []rune, lines []line) []line {
	blanks, page := int32(0), false
	for i := 0; i < len(runes); i++ {
		start := i
		for i < len(runes) && isSpace(runes[i]) {
			i++
		}
		l := line{indent: int32(i - start), blanks: blanks, page: page}
		l.Start = text.Pos(i)
		for i < len(runes) && (runes[i] > ' ' || !isBreak(runes[i])) {
			i++
		}
		end := i
		for end > int(l.Start) && isSpace(runes[end-1]) {
			end--
		}
		if l.End = text.Pos(end); l.Start < l.End {
			lines = append(lines, l)
			blanks, page = 0, false
		} else if i < len(runes) && runes[i] == '\n' {
			blanks++
		}
		if i < len(runes) && runes[i] == '\f' {
			page = true
			if len(lines) > 0 {
				lines[len(lines)-1].last = true
			}
		}
	}
	return lines
}

// measure reads the width and the seams of a line.
func (l *line) measure(runes []rune) {
	narrow := false
	for _, r := range runes[l.Start:l.End] {
		switch {
		case r >= 0x2E80:
			l.width += em
			if narrow {
				narrow = false
				l.seams++
			}
		case isSpace(r):
			l.width++
		default:
			l.width += int32(printed(r))
			if n := r < 0x2000; n != narrow {
				narrow = n
				l.seams++
			}
		}
	}
}

// withKinds marks the lines that have a kind.
func withKinds(doc *text.Draft, lines []line) *text.Draft {
	var marks []text.Mark
	for _, l := range lines {
		if l.kind != 0 {
			marks = append(marks, text.Mark{Span: l.Span, Kind: kindNames[l.kind]})
		}
	}
	return doc.WithMarks(marks)
}

// zeroed is a list of n zeros in the memory of list, if that is enough.
func zeroed[T any](list []T, n int) []T {
	if cap(list) < n {
		return make([]T, n, n+n/2)
	}
	list = list[:n]
	clear(list)
	return list
}
