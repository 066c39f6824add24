package normalise

import "zhfacts/pipeline/text"

// joiner decides which lines go on below.
type joiner struct {
	lines   []line
	runes   []rune
	words   Words
	columns []int32 // the width of the column around lines i to i+8; 0 if they fill none
	main    int32   // the width of most columns of the document; 0 if they differ
	indents bool    // paragraphs show by an indent
	memo    []int8  // decisions made: 0 not yet, 1 joins, -1 does not
	open    []brackets
	shapes  []lineShape
}

// read takes the lines of a text.
func (j *joiner) read(lines []line, runes []rune, words Words) {
	j.lines, j.runes, j.words = lines, runes, words
	j.memo = zeroed(j.memo, len(lines))
	j.open = zeroed(j.open, len(lines))
	if len(lines) > 0 {
		j.open[0] = openIn(runes[lines[0].Start:lines[0].End])
	}
	j.columns = zeroed(j.columns, len(lines))
	j.shapes = zeroed(j.shapes, len(lines))
	shapes := j.shapes
	for i, l := range lines {
		shapes[i] = shapeOf(l, runes)
	}
	for i := range lines {
		j.columns[i] = columnWidth(shapes[i:min(i+columnLines, len(lines))], len(lines) < 5)
	}
	j.main = mainColumn(j.columns)
	flush, deep := 0, 0
	for i := range lines {
		if lines[i].indent >= 2 && lines[i].indent <= maxIndent {
			deep++
		} else {
			flush++
		}
	}
	j.indents = deep > 0 && deep <= flush
}

// joins tells whether line b, the next one, goes on with the paragraph of line a.
func (j *joiner) joins(a, b int) bool {
	if j.memo[b] == 0 {
		j.memo[b] = -1
		open := brackets{}
		if j.decide(a, b) {
			j.memo[b] = 1
			open = j.open[a]
		}
		j.open[b] = open.after(j.runes[j.lines[b].Start:j.lines[b].End])
	}
	return j.memo[b] > 0
}

func (j *joiner) decide(a, b int) bool {
	x, y := j.lines[a], j.lines[b]
	if x.kind == kindTable || y.kind == kindTable || x.kind == kindRunning || y.kind == kindRunning {
		return false
	}
	xs, ys := j.runes[x.Start:x.End], j.runes[y.Start:y.End]
	end, start := xs[len(xs)-1], ys[0]
	parted := y.blanks > 0 || y.page || x.last
	if neverStarts(start) && (isClosing(start) || !isTerminal(end)) {
		return true
	}
	if x.kind == kindByline || x.kind == kindDateline || y.kind == kindByline || y.kind == kindDateline {
		return false
	}
	if x.kind == kindHeadline || y.kind == kindHeadline {
		return x.kind == y.kind && !parted && !isTerminal(end) && text.ListMarker(ys) == 0 &&
			(j.opened(a) || crossesWord(xs, ys, j.words) || x.width >= y.width && x.width >= 24*em)
	}
	if y.kind != 0 { // a caption begins
		return false
	}
	if isSubscript(ys) && isLatin(end) || isSubscript(xs) && a > 0 && isLatin(j.runes[j.lines[a-1].End-1]) && j.joins(a-1, a) {
		return true
	}
	if !parted && (onlyMarker(xs) || lonely(xs) && lonely(ys)) {
		return true
	}
	if opensReport(ys) || j.verses(a, b) {
		return false
	}
	soft := end == '：' || end == '；' || end == ':' || end == ';'
	stop := isTerminal(end) || isClosing(end) && len(xs) > 1 && isTerminal(xs[len(xs)-2])
	full := j.full(a, b)
	if j.opened(a) && (!parted || full) {
		return true
	}
	if text.ListMarker(ys) > 0 && !(full && !stop && !parted && weakMarker(ys) && text.ListMarker(xs) == 0) {
		return false
	}
	switch {
	case end == '，' || end == '、' || end == ',':
		return !parted || full || len(xs) >= 10 // a shorter one may be a salutation
	case j.indents && j.indented(b):
		return false
	case soft:
		return full && !parted
	case stop:
		return !parted && !j.indents && b+1 < len(j.lines) && !j.lostIndent(b) &&
			(full && j.brimful(a) && j.full(b, b+1) || j.speaksOn(a, b))
	case full:
		return true
	}
	if goesOn(xs) || goneOn(ys) || isDigit(end) && isUnit(ys) {
		return true
	}
	return !parted && (runsOn(xs, ys) || hasClause(xs) && len(xs) > 10 && (isDigit(end) && isHan(start) || isTail(ys)) ||
		crossesWord(xs, ys, j.words))
}

// maxIndent is the greatest indent of a paragraph in runes; what stands deeper
// is a column or centred.
const maxIndent = 8

// indented tells whether line b is the first of a paragraph by its indent: it
// stands deeper than the line before, or than the one behind.
func (j *joiner) indented(b int) bool {
	in := j.lines[b].indent
	return in >= 2 && in <= maxIndent &&
		(in > j.lines[b-1].indent || b+1 < len(j.lines) && in > j.lines[b+1].indent)
}
