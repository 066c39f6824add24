package normalise

import (
	"slices"

	"zhfacts/pipeline/text"
)

// columnLines is the number of lines that a column's width is read from: more
// would mix neighbouring columns, fewer would take two lines of like length
// for one.
const columnLines = 9

// minColumn is the least width of a column: narrower ones are lists.
const minColumn = 8 * em

// slack is what a full line may lack beside the first word of the next: the
// square of a character that may not end a line, and what widths are off by.
const slack = em + em/2

// mainColumn is the width that most windows with a column agree on, an em up or
// down; 0 if no third of them does.
func mainColumn(columns []int32) int32 {
	known := make([]int32, 0, len(columns))
	for _, w := range columns {
		if w > 0 {
			known = append(known, w)
		}
	}
	slices.Sort(known)
	best, count := int32(0), 0
	for hi, lo := 0, 0; hi < len(known); hi++ {
		for known[lo] < known[hi]-em {
			lo++
		}
		if hi-lo+1 >= count {
			best, count = known[hi], hi-lo+1
		}
	}
	if count < columnLines/2 || count*3 < len(known) {
		return 0
	}
	return best
}

// columnWidth is the width that the lines fill: the greatest one that most of
// them come close to. Lines that end with a stop and lines without any
// punctuation in them (verses, lists, cells) do not speak for a column.
func columnWidth(lines []lineShape, few bool) int32 {
	var widths [columnLines]int32
	n := 0
	for _, l := range lines {
		if l.width > 0 {
			// Sorted as they come: there are few.
			k := n
			for ; k > 0 && widths[k-1] > l.width; k-- {
				widths[k] = widths[k-1]
			}
			widths[k] = l.width
			n++
		}
	}
	if n < 2 {
		return 0
	}
	best, count := int32(0), 1
	// One line may stand out of its column, two show a wider one.
	for hi, lo := n-1, 0; hi >= 0 && n-1-hi < 2; hi-- {
		for lo = hi; lo > 0 && widths[lo-1] >= widths[hi]-2*em; lo-- {
		}
		if hi-lo+1 > count {
			best, count = widths[hi], hi-lo+1
		}
	}
	if count < 3 && !few || count*5 < len(lines)*2 {
		return 0
	}
	goesOn, inner := 0, 0
	for _, l := range lines {
		if l.width > best || l.width < best-2*em {
			continue
		}
		if l.goesOn {
			goesOn++
		}
		if l.inner {
			inner++
		}
	}
	if goesOn*3 < count || inner*3 < count {
		return 0
	}
	return best
}

// lineShape is what a line says about its column.
type lineShape struct {
	width  int32 // without a mark at the end, which may hang out; 0 for lines that say nothing
	goesOn bool  // no mark ends it
	inner  bool  // there are marks of running text within
}

func shapeOf(l line, runes []rune) lineShape {
	if l.width < minColumn || l.kind == kindTable {
		return lineShape{}
	}
	w := runes[l.Start:l.End]
	end := w[len(w)-1]
	s := lineShape{width: l.width, goesOn: !endsClause(end) && !isTerminal(end), inner: hasClause(w[text.ListMarker(w) : len(w)-1])}
	if !s.goesOn && end > 0x80 {
		s.width -= em
	}
	return s
}

// full tells whether nothing more went into line a: the first word of line b
// would have made it wider than its column.
func (j *joiner) full(a, b int) bool {
	need := j.printedWidth(a) + min(j.lines[a].seams, 3*em) + j.firstWord(b) + slack
	indent := int32(0)
	if in := j.lines[a].indent; in >= 2 && in <= maxIndent {
		need += 2 * em
	} else if (a == 0 || !j.joins(a-1, a)) && !isOpening(j.runes[j.lines[b].Start]) {
		indent = em + em/2 // lost in the text layer; the rest of two is in the slack
	}
	for _, w := range [...]int32{j.columns[a], j.columns[max(0, a-columnLines+1)], j.columns[max(0, a-columnLines/2)], j.main} {
		if w >= 25*em {
			w -= indent
		}
		// A line that is wider stands in another column.
		if w > 0 && need > w && j.lines[a].width <= w+3*em && (w >= j.main-4*em || j.lines[b].width <= w+3*em) {
			return true
		}
	}
	return false
}

// printedWidth is the width of the line that line a ended in print: some
// extractors break a line behind its marks, so that its pieces stand below each
// other (可读、 / 可视、 / 可感的产品，).
func (j *joiner) printedWidth(a int) int32 {
	width, column := j.lines[a].width, j.columnOf(a)
	for ; a > 0 && j.memo[a] > 0 && j.lines[a].blanks == 0; a-- {
		before := j.lines[a-1]
		if !endsClause(j.runes[before.End-1]) || width+before.width > column {
			break
		}
		width += before.width
	}
	return width
}

// lostIndent tells whether line b shows by its width that it began a paragraph:
// it went on below though its column had room for more, which an indent took
// that the extractor left out.
func (j *joiner) lostIndent(b int) bool {
	l := j.lines[b]
	column := j.columnOf(b)
	if column == 0 || l.indent >= 2 || b+1 >= len(j.lines) || l.seams > 2 || isTerminal(j.runes[l.End-1]) {
		return false
	}
	room := column - l.width - l.seams - j.firstWord(b+1)
	return room >= em*3/4 && room <= 2*em
}

// speaksOn tells whether line a ends a sentence of a speech that goes on below:
// the quotation is open, and the line is full if it was indented.
func (j *joiner) speaksOn(a, b int) bool {
	if j.open[a][0] != '“' || j.runes[j.lines[b].Start] == '“' {
		return false
	}
	column := j.columnOf(a)
	return column > 0 && j.lines[a].width+min(j.lines[a].seams, em)+2*em+j.firstWord(b) > column
}

// columnOf is the width of the column of the document, or else of that around
// line i; 0 if neither is known.
func (j *joiner) columnOf(i int) int32 {
	if j.main > 0 {
		return j.main
	}
	return max(j.columns[i], j.columns[max(0, i-columnLines+1)], j.columns[max(0, i-columnLines/2)])
}

// firstWord is the width of what cannot be parted at the start of line i: a
// number or Latin word, or one character, with the closing marks behind it. An
// opening mark counts half, for it may as well open a paragraph.
func (j *joiner) firstWord(i int) int32 {
	w := j.runes[j.lines[i].Start:j.lines[i].End]
	k, width := 0, int32(0)
	for k < len(w) && isOpening(w[k]) && w[k] > 0x80 {
		width += int32(printed(w[k])) / 2
		k++
	}
	start := k
	for k < len(w) && w[k] > ' ' && w[k] < 0x80 {
		width += int32(printed(w[k]))
		k++
	}
	if k < len(w) && k == start {
		width += int32(printed(w[k]))
		k++
	}
	for k < len(w) && neverStarts(w[k]) {
		width += int32(printed(w[k]))
		k++
	}
	return min(width, 12*em)
}

// brimful tells whether line a fills its column to the last cell or two, so
// that a stop at its end says nothing.
func (j *joiner) brimful(a int) bool {
	for _, at := range [...]int{a, max(0, a-columnLines+1), max(0, a-columnLines/2)} {
		if w := j.columns[at]; w > 0 && j.lines[a].width >= w-em {
			return true
		}
	}
	return false
}
