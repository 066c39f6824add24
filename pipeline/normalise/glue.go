package normalise

import (
	"slices"

	"zhfacts/pipeline/text"
)

// glue gives the rune to put between two joined lines: a space between Latin
// words, 0 for none, -1 for none and the hyphen before it goes as well.
func (j *joiner) glue(a, b int) rune {
	x, y := j.lines[a], j.lines[b]
	end, start := j.runes[x.End-1], j.runes[y.Start]
	switch {
	case end == '-' && x.Len() > 1 && isLatin(j.runes[x.End-2]) && start >= 'a' && start <= 'z':
		return -1
	case isLatin(end) && isLatin(start):
		if j.knownTogether(a, b) {
			return 0
		}
		return ' '
	case isLatin(start) && (end == ',' || end == '.' || end == ';' || end == ')'), isLatin(end) && start == '(':
		return ' '
	}
	return 0
}

// knownWindow bounds the search for a word that a line end cut, in runes.
const knownWindow = 2000

// knownTogether tells whether the letters on both sides of the line end occur
// close by as one word, so that the line end cut it.
func (j *joiner) knownTogether(a, b int) bool {
	start, end := j.lines[a].End, j.lines[b].Start
	for start > j.lines[a].Start && isLatin(j.runes[start-1]) {
		start--
	}
	for end < j.lines[b].End && isLatin(j.runes[end]) {
		end++
	}
	word := append(slices.Clone(j.runes[start:j.lines[a].End]), j.runes[j.lines[b].Start:end]...)
	if len(word) > 12 {
		return false
	}
	from, to := max(0, int(start)-knownWindow), min(len(j.runes), int(end)+knownWindow)
	near := j.runes[from:to]
	for i := 0; i+len(word) <= len(near); i++ {
		if near[i] == word[0] && slices.Equal(near[i:i+len(word)], word) &&
			(i == 0 || !isLatin(near[i-1])) && (i+len(word) == len(near) || !isLatin(near[i+len(word)])) {
			return true
		}
	}
	return false
}

// tornBefore gives the space before the point at the end of line a where the
// number goes on below (12 . / 5); behind it, tornBehind the one behind the point
// that line b begins with (12 / . 5). No step before could know that these stand
// in a number.
func (j *joiner) tornBefore(a, b int) text.Span {
	x, y := j.lines[a], j.lines[b]
	mark := x.End - 1
	if !j.pointOf(mark, y.Start) {
		return text.Span{}
	}
	start := mark
	for start > x.Start && isSpace(j.runes[start-1]) {
		start--
	}
	if start == x.Start || !isDigit(j.runes[start-1]) {
		return text.Span{}
	}
	return text.Span{Start: start, End: mark}
}

func (j *joiner) tornBehind(a, b int) text.Span {
	x, y := j.lines[a], j.lines[b]
	end := y.Start + 1
	for end < y.End && isSpace(j.runes[end]) {
		end++
	}
	if end == y.End || !isDigit(j.runes[x.End-1]) || !j.pointOf(y.Start, end) {
		return text.Span{}
	}
	return text.Span{Start: y.Start + 1, End: end}
}

// pointOf tells whether the mark at p belongs to the number whose next digits
// begin at next: a point, or a comma before three of them.
func (j *joiner) pointOf(p, next text.Pos) bool {
	switch digits := j.runes[next:]; j.runes[p] {
	case '.':
		return isDigit(digits[0])
	case ',':
		return groupLen(digits[:min(len(digits), 4)]) == 3
	}
	return false
}
