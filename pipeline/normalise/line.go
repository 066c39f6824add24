package normalise

import (
	"slices"

	"zhfacts/pipeline/text"
)

// line is one line of a draft, without the white space at its ends.
type line struct {
	text.Span
	indent int  // runes of white space before it
	width  int  // in print, in quarters of an em
	seams  int  // places where characters meet digits or letters, which many faces part by a quarter of an em
	blanks int  // empty lines before it
	page   bool // a page starts with it
	last   bool // a page ends with it
	kind   text.ParagraphKind
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
			l.kind = marks[k].Kind
		}
	}
}

func readLines(runes []rune) []line {
	lines := make([]line, 0, len(runes)/24+1)
	blanks, page := 0, false
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
			l.width += printed(r)
			if n := r < 0x2000; n != narrow {
				narrow = n
				l.seams++
			}
			end = i + 1
		}
		l.width -= i - max(end, start)
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
		if l.kind != "" {
			marks = append(marks, text.Mark{Span: l.Span, Kind: l.kind})
		}
	}
	return doc.WithMarks(marks)
}
