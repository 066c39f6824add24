package normalise

import "zhfacts/pipeline/text"

const docDoubled = `Takes out the copies of glyphs that a PDF printed two, three or four times to
make them bold. It needs a stretch of several different glyphs, each printed the
same number of times, one right behind the other: five tuples for doubled glyphs
(four if they fill a line), three for more copies. Never touches 男男女女,
高高兴兴, 6666 or a row of dashes. A line that was bold as a whole is marked as a
headline.`

func doubled(doc *text.Draft, _ *job) *text.Draft {
	runes := doc.Runes()
	e := doc.Edit()
	var bold []text.Mark
	last := 0 // behind the last stretch undone
	for i := 0; i+7 < len(runes); {
		if r := runes[i]; r != runes[i+1] || r <= ' ' {
			i++
			continue
		}
		k, end := stretch(runes, i)
		if k == 0 {
			// Skip the equal runes and no more: what follows may begin a stretch.
			for i++; i < len(runes) && runes[i] == runes[i-1]; i++ {
			}
			continue
		}
		for p := i; p < end; {
			if isSpace(runes[p]) || isBreak(runes[p]) {
				p++
				continue
			}
			e.Replace(text.Span{Start: text.Pos(p), End: text.Pos(p + k)}, runes[p])
			p += k
		}
		if startsLine(runes, i) && endsLine(runes, end) {
			bold = append(bold, text.Mark{Span: text.Span{Start: text.Pos(i), End: text.Pos(end)}, Kind: text.Headline})
		}
		i, last = end, end
	}
	if last == 0 {
		return doc
	}
	e.Mark(mergeMarks(doc.Marks(), bold))
	return e.Draft()
}

// longStretch is the number of tuples after which a stretch without two
// different glyphs, one of them a character, is none.
const longStretch = 64

// stretch finds how often each glyph is printed in the stretch that begins at
// i, and where it ends; 0 if there is none.
func stretch(runes []rune, i int) (copies, end int) {
	for k := 4; k >= 2; k-- {
		tuples, distinct, p, han := 0, 0, i, false
		for p+k <= len(runes) {
			if p > i && (isSpace(runes[p]) || k > 2 && isBreak(runes[p])) {
				p++
				continue
			}
			if !allEqual(runes[p:p+k]) || isBreak(runes[p]) || runes[p] == 0xFFFD || tuples == 0 && drawsRule(runes[p]) {
				break
			}
			if tuples == 0 || runes[p] != runes[p-1] {
				distinct++
			}
			if tuples++; tuples > longStretch && !(han && distinct > 1) {
				break
			}
			han = han || isHan(runes[p])
			p += k
		}
		for p > i && (isSpace(runes[p-1]) || isBreak(runes[p-1])) {
			p--
		}
		if !han || distinct < 2 {
			continue
		}
		if k > 2 && tuples >= 3 || tuples >= 5 && distinct >= 4 ||
			tuples >= 4 && distinct >= 3 && startsLine(runes, i) && endsLine(runes, p) {
			return k, p
		}
	}
	return 0, 0
}

// drawsRule tells the marks that are repeated to draw a line.
func drawsRule(r rune) bool {
	return r == '-' || r == '—' || r == '─' || r == '=' || r == '_' || r == '*' || r == '…' || r == '.' || r == '·'
}

func allEqual(runes []rune) bool {
	for _, r := range runes[1:] {
		if r != runes[0] {
			return false
		}
	}
	return true
}

func startsLine(runes []rune, i int) bool {
	for i > 0 && isSpace(runes[i-1]) {
		i--
	}
	return i == 0 || isBreak(runes[i-1])
}

func endsLine(runes []rune, i int) bool {
	for i < len(runes) && isSpace(runes[i]) {
		i++
	}
	return i == len(runes) || isBreak(runes[i])
}

// mergeMarks puts two lists of marks in order; where both speak of the same
// runes the first list counts.
func mergeMarks(a, b []text.Mark) []text.Mark {
	merged := make([]text.Mark, 0, len(a)+len(b))
	for _, m := range b {
		for len(a) > 0 && a[0].Start < m.End {
			merged = append(merged, a[0])
			a = a[1:]
		}
		if n := len(merged); n == 0 || merged[n-1].End <= m.Start {
			merged = append(merged, m)
		}
	}
	return append(merged, a...)
}
