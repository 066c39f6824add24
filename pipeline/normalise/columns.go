package normalise

import (
	"fmt"

	"zhfacts/pipeline/text"
)

const docColumns = `Recognises two columns of running text that were printed into each other: side
by side in the same lines (a wide gap at the same place in several lines, with
running text on both sides), which it marks as rows of a table so that no line
is joined with the half of another, or line by line in turns, which the words
show that are cut at the end of a line and go on two lines below. Both are
reported, for no mending can be sure. Deletes nothing.`

// sideBySide is the least number of lines in a row that show two columns.
const sideBySide = 4

// columns finds columns that stand side by side; wraps looks for those in turns.
func columns(doc *text.Draft, job *job) *text.Draft {
	var rows, run []text.Mark
	last := int32(-1) // where the right column began in the line before, in half characters
	end := text.Pos(0)
	flush := func() {
		if len(run) >= sideBySide {
			rows = append(rows, run...)
		}
		run, last = run[:0], -1
	}
	job.eachGapLine(doc, func(l *gapLine) {
		right := l.rightColumn()
		if right < 0 {
			return
		}
		if last >= 0 && (right < last-2 || right > last+2 || !near(l.runes, end, l.Start)) {
			flush()
		}
		run = append(run, text.Mark{Span: l.Span, Kind: text.Table})
		last, end = right, l.End
	})
	flush()
	if len(rows) == 0 {
		return doc
	}
	job.warnings = append(job.warnings, text.Warning{At: doc.Raw(rows[0].Span).Start,
		Problem: fmt.Sprintf("two columns were printed side by side into %d lines", len(rows)),
		Advice:  "extract the text column by column; their lines are kept apart here"})
	return doc.WithMarks(mergeMarks(rows, doc.Marks()))
}

// rightColumn tells where a right column begins in the line, in half characters
// from its start; -1 if it has none: one gap stands out, both sides have at least
// five characters of text, and one of them marks of running text.
func (l *gapLine) rightColumn() int32 {
	const least = 5
	widest := -1
	for i, g := range l.gaps {
		if widest < 0 || g.n > l.gaps[widest].n {
			widest = i
		}
	}
	if g := l.gaps[widest]; g.n < 2 || !l.punct {
		return -1
	}
	for i, g := range l.gaps {
		if i != widest && g.n*2 > l.gaps[widest].n {
			return -1
		}
	}
	left, right := l.runes[l.Start:l.gaps[widest].Start], l.runes[l.gaps[widest].End:l.End]
	if countHan(left) < least || countHan(right) < least || isTerminal(left[len(left)-1]) && isTerminal(right[len(right)-1]) {
		return -1
	}
	cells := int32(0)
	for p := int(l.Start) - l.indentOf(); p < int(l.gaps[widest].End); p++ {
		cells++
		if l.runes[p] >= 0x2E80 {
			cells++
		}
	}
	return cells
}

// indentOf is the number of runes of white space before the line.
func (l *gapLine) indentOf() int {
	n := 0
	for p := int(l.Start) - 1; p >= 0 && isSpace(l.runes[p]); p-- {
		n++
	}
	return n
}

func countHan(w []rune) int {
	n := 0
	for _, r := range w {
		if isHan(r) {
			n++
		}
	}
	return n
}

// turns looks for columns whose lines stand in turns. Words that a line end cuts
// in two go on in the next line; where they go on two lines below more often, the
// lines of two columns alternate. Few lines tell which it is.
func (j *joiner) turns() (first text.Pos, found bool) {
	const (
		sample = 24 // cut words to look for, at most
		tries  = 80 // lines to look at, at most
		least  = 4  // words that go on two lines below
	)
	next, overnext, tried, start := 0, 0, 0, -1
	for i := 0; i+2 < len(j.lines) && next+overnext < sample && tried < tries; i++ {
		x := j.lines[i]
		if x.width < minColumn || x.kind != 0 || j.lines[i+1].kind != 0 || j.lines[i+2].kind != 0 {
			continue
		}
		w := j.text(i)
		if !isHan(w[len(w)-1]) {
			continue
		}
		tried++
		if crossesWord(w, j.text(i+1), j.words) {
			next++
		} else if crossesWord(w, j.text(i+2), j.words) {
			if overnext++; start < 0 {
				start = i
			}
		}
		if next >= 2 && next > overnext {
			return 0, false
		}
	}
	if overnext < least || overnext < 3*next {
		return 0, false
	}
	return j.lines[start].Start, true
}

func (j *joiner) text(i int) []rune { return j.runes[j.lines[i].Start:j.lines[i].End] }
