package normalise

import "zhfacts/pipeline/text"

// gap is a stretch of white space between two words of one line.
type gap struct {
	text.Span
	n   int  // runes of white space; a tab counts as four
	cut bool // to be taken out
}

// gapLine is a line with its gaps; word i stands between gap i-1 and gap i.
type gapLine struct {
	line
	runes []rune // of the draft
	gaps  []gap
	punct bool // the line has marks of running text
}

// eachGapLine calls f for every line that has a gap. The line and its gaps are
// only good within the call.
func (job *job) eachGapLine(doc *text.Draft, f func(*gapLine)) {
	runes, marks := doc.Runes(), doc.Marks()
	// Most lines have none, and five steps ask.
	if job.gapEdition != doc.Edition() {
		job.gapEdition, job.gapped = doc.Edition(), linesWithGaps(runes, job.gapped[:0])
	}
	l := &job.gapLine
	l.runes = runes
	k := 0
	for _, first := range job.gapped {
		l.read(int(first))
		if len(l.gaps) == 0 {
			continue
		}
		for k < len(marks) && marks[k].End <= l.Start {
			k++
		}
		l.kind = 0
		if k < len(marks) && marks[k].Start < l.End {
			l.kind = kindOfMark(marks[k].Kind)
		}
		f(l)
	}
}

// linesWithGaps appends the places of the lines that have white space in them or
// behind them, without that before them.
func linesWithGaps(runes []rune, starts []text.Pos) []text.Pos {
	for i := 0; i < len(runes); {
		for i < len(runes) && isSpace(runes[i]) {
			i++
		}
		start := i
		if i = lineWithoutGap(runes, i); i < len(runes) && isSpace(runes[i]) {
			starts = append(starts, text.Pos(start))
			for i < len(runes) && !isBreak(runes[i]) {
				i++
			}
		}
		i++
	}
	return starts
}

// read reads the line that begins at i, with its gaps.
func (l *gapLine) read(i int) {
	runes := l.runes
	start, end := i, i
	text0 := i + markerLen(runes, i)
	l.gaps, l.punct = l.gaps[:0], false
	for ; i < len(runes) && !isBreak(runes[i]); i++ {
		r := runes[i]
		if isSpace(r) {
			continue
		}
		if end < i && end > start {
			g := gap{Span: text.Span{Start: text.Pos(end), End: text.Pos(i)}, n: i - end}
			for _, w := range runes[end:i] {
				if w == '\t' {
					g.n += 3
				}
			}
			l.gaps = append(l.gaps, g)
		}
		end = i + 1
		if !l.punct && i >= text0 && (r >= 0x3000 || r < 0x80) && endsClause(r) && !(r == ',' && end < len(runes) && isDigit(runes[end])) {
			l.punct = true
		}
	}
	l.Span = text.Span{Start: text.Pos(start), End: text.Pos(end)}
}

// lineWithoutGap gives the end of the line, or its first white space.
func lineWithoutGap(runes []rune, i int) int {
	for i < len(runes) && (runes[i] > ' ' || runes[i] != ' ' && runes[i] != '\t' && runes[i] != '\n' && runes[i] != '\f') {
		i++
	}
	return i
}

// word is the span of word i of the line, from 0 to len(gaps).
func (l *gapLine) word(i int) []rune {
	start, end := l.Start, l.End
	if i > 0 {
		start = l.gaps[i-1].End
	}
	if i < len(l.gaps) {
		end = l.gaps[i].Start
	}
	return l.runes[start:end]
}

// before and after give the runes on both sides of gap i.
func (l *gapLine) before(i int) rune { return l.runes[l.gaps[i].Start-1] }
func (l *gapLine) after(i int) rune  { return l.runes[l.gaps[i].End] }

// letterSpaced finds the stretches in which every glyph is set apart
// (沃 土 ” ， 即 墨) and calls f with the first and the last word of each. Words
// have one rune, a few may have two; numbers that were mended stand in between
// and do not count; two characters alone (梁 楠) are a stretch as well.
func (l *gapLine) letterSpaced(f func(first, last int)) {
	for i := 0; i <= len(l.gaps); {
		w := l.word(i)
		if !isLetter(w) {
			i++
			continue
		}
		singles, han, latin, numbers, j := 0, 0, 0, 0, i
		for ; j <= len(l.gaps); j++ {
			w := l.word(j)
			if j > i && l.gaps[j-1].n != l.gaps[i].n {
				break
			}
			if isNumber(w) {
				numbers++
				continue
			}
			if !isLetter(w) {
				break
			}
			if len(w) == 1 {
				singles++
			}
			if isHan(w[0]) {
				han++
			} else if isLatin(w[0]) {
				latin++
			}
		}
		// A word of two at either end is a word of its own (记者 游 仪).
		first, last := i, j-1
		for first < last && len(l.word(first)) > 1 {
			if isNumber(l.word(first)) {
				numbers--
			}
			first++
		}
		for last > first && len(l.word(last)) > 1 && singles < 3 {
			if isNumber(l.word(last)) {
				numbers--
			}
			last--
		}
		n := last - first + 1 - numbers
		if n >= 2 && (han >= 2 || l.punct && n >= 4 && han+latin >= 2) && (n >= 4 && singles*10 >= n*6 || singles == n && han == n && l.gaps[first].n <= 4) {
			f(first, last)
		}
		i = max(j, i+1)
	}
}

// isNumber tells a number of more than one digit.
func isNumber(w []rune) bool {
	if len(w) < 2 || !isDigit(w[0]) {
		return false
	}
	for _, r := range w {
		if !isDigit(r) && r != '.' && r != ',' && r != '%' && r != '-' && r != '—' {
			return false
		}
	}
	return true
}

// isLetter tells a word that may be one glyph of a letter-spaced line.
func isLetter(w []rune) bool {
	switch len(w) {
	case 1:
		return true
	case 2:
		return (isHan(w[0]) || isWidePunct(w[0])) && (isHan(w[1]) || isWidePunct(w[1]))
	}
	return false
}

// markerLen is the length of the list marker at the start of a line.
func markerLen(runes []rune, i int) int {
	end := i
	for end < len(runes) && end-i < 12 && !isBreak(runes[end]) {
		end++
	}
	return text.ListMarker(runes[i:end])
}
