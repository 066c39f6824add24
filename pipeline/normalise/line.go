package normalise

import (
	"slices"

	"zhfacts/pipeline/text"
)

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
// earlier steps have marked. The caller may change them.
func (job *job) linesOf(doc *text.Draft) []line {
	runes := doc.Runes()
	if len(runes) == 0 {
		return nil
	}
	// Steps that only mark leave the runes as they are.
	if len(job.runes) != len(runes) || &job.runes[0] != &runes[0] {
		job.runes, job.lines = runes, readLines(runes)
	}
	lines := slices.Clone(job.lines)
	applyMarks(lines, doc.Marks())
	return lines
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

func readLines(runes []rune) []line {
	lines := make([]line, 0, len(runes)/48+4)
	blanks, page := int32(0), false
	for i := 0; i < len(runes); {
		l := line{blanks: blanks, page: page}
		for i < len(runes) && isSpace(runes[i]) {
			l.indent++
			i++
		}
		start, end := i, i
		narrow := false
		for ; i < len(runes); i++ {
			r := runes[i]
			if r >= 0x2E80 {
				l.width += em
				if narrow {
					narrow = false
					l.seams++
				}
				end = i + 1
				continue
			}
			if r <= ' ' {
				if isBreak(r) {
					break
				}
				if isSpace(r) {
					l.width++
					continue
				}
			}
			l.width += int32(printed(r))
			if n := r < 0x2000; n != narrow {
				narrow = n
				l.seams++
			}
			end = i + 1
		}
		l.width -= int32(i - max(end, start))
		if end > start {
			l.Span = text.Span{Start: text.Pos(start), End: text.Pos(end)}
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
		i++
	}
	return lines
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
