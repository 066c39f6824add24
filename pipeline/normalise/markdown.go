package normalise

import "zhfacts/pipeline/text"

// heading takes out the # of a Markdown heading at i and marks its line.
func heading(e *text.Editor, runes []rune, i int, heads *[]text.Mark) int {
	if i > 0 && !isBreak(runes[i-1]) {
		return 1
	}
	k := i
	for k < len(runes) && k-i < 6 && runes[k] == '#' {
		k++
	}
	n := k - i
	for k < len(runes) && isSpace(runes[k]) {
		k++
	}
	end := k
	for end < len(runes) && !isBreak(runes[end]) {
		end++
	}
	if k == i+n || k == end {
		return n
	}
	e.Delete(text.Span{Start: text.Pos(i), End: text.Pos(k)})
	*heads = append(*heads, text.Mark{Span: text.Span{Start: text.Pos(k), End: text.Pos(end)}, Kind: text.Headline})
	return k - i
}

// emphasis takes out both ** of **word** when they stand in one line.
func emphasis(e *text.Editor, runes []rune, i int) int {
	if i+2 >= len(runes) || runes[i+1] != runes[i] || runes[i+2] == runes[i] || isSpace(runes[i+2]) {
		for k := i; ; k++ {
			if k == len(runes) || runes[k] != runes[i] {
				return k - i
			}
		}
	}
	for k := i + 3; k+1 < len(runes) && k-i < 100 && !isBreak(runes[k]); k++ {
		if runes[k] == runes[i] && runes[k+1] == runes[i] {
			e.Delete(text.Span{Start: text.Pos(i), End: text.Pos(i + 2)})
			e.Delete(text.Span{Start: text.Pos(k), End: text.Pos(k + 2)})
			return k + 2 - i
		}
	}
	return 2
}

// longestAddress bounds the address of a link in runes.
const longestAddress = 500

// link takes out all of [words](address) at i but the words, and of the picture
// ![words](address) likewise, if they are Chinese. It gives how many runes were read; 1 if it is none.
func link(e *text.Editor, runes []rune, i int) int {
	open := i
	if runes[i] == '!' {
		if open++; at(runes, open) != '[' {
			return 1
		}
	}
	words := open + 1
	end := words
	for end < len(runes) && end-words < 200 && runes[end] != ']' && runes[end] != '[' && !isBreak(runes[end]) {
		end++
	}
	if at(runes, end) != ']' || at(runes, end+1) != '(' {
		return 1
	}
	closing := end + 2
	for closing < len(runes) && closing-end < longestAddress && runes[closing] != ')' && !isBreak(runes[closing]) && !isHan(runes[closing]) {
		closing++
	}
	if at(runes, closing) != ')' {
		return 1
	}
	if words == end || runes[i] == '!' && countHan(runes[words:end]) == 0 { // nothing stands for it, or img
		e.Delete(text.Span{Start: text.Pos(i), End: text.Pos(closing + 1)})
	} else {
		e.Delete(text.Span{Start: text.Pos(i), End: text.Pos(words)})
		e.Delete(text.Span{Start: text.Pos(end), End: text.Pos(closing + 1)})
	}
	return closing + 1 - i
}

// quoted takes out the > before a line.
func quoted(e *text.Editor, runes []rune, i int) int {
	if i > 0 && !isBreak(runes[i-1]) || !isSpace(at(runes, i+1)) {
		return 1
	}
	n := 1
	for isSpace(at(runes, i+n)) {
		n++
	}
	e.Delete(text.Span{Start: text.Pos(i), End: text.Pos(i + n)})
	return n
}

// fence takes out a line of three ` and the name of a language.
func fence(e *text.Editor, runes []rune, i int) int {
	if i > 0 && !isBreak(runes[i-1]) || at(runes, i+1) != '`' || at(runes, i+2) != '`' {
		return 1
	}
	n := 3
	for n < 24 && at(runes, i+n) != 0 && !isBreak(runes[i+n]) {
		if r := runes[i+n]; r >= 0x80 || r == '`' {
			return 3
		}
		n++
	}
	e.Delete(text.Span{Start: text.Pos(i), End: text.Pos(i + n)})
	return n
}

// tableRow makes the bars between the cells of a row tabs; the ones at its ends
// and the ruled line under the head go. A row begins with a bar and has another.
func tableRow(e *text.Editor, runes []rune, i int) int {
	if i > 0 && !isBreak(runes[i-1]) {
		return 1
	}
	end, bars, ruled := i, 0, true
	for end < len(runes) && !isBreak(runes[end]) {
		switch r := runes[end]; r {
		case '|':
			bars++
		case '-', ':', ' ', '\t':
		default:
			ruled = false
		}
		end++
	}
	last := end
	for isSpace(runes[last-1]) {
		last--
	}
	switch {
	case bars < 2 || runes[last-1] != '|':
		return 1
	case ruled:
		e.Delete(text.Span{Start: text.Pos(i), End: text.Pos(end)})
		return end - i
	}
	for p := i; p < last; p++ {
		switch {
		case runes[p] != '|':
		case p == i || p == last-1:
			e.Delete(text.Span{Start: text.Pos(p), End: text.Pos(p + 1)})
		default:
			e.Set(text.Pos(p), '\t')
		}
	}
	return end - i
}
