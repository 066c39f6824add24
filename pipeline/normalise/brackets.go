package normalise

import "zhfacts/pipeline/text"

// bracketReach is how far below the end of its line a bracket may close, in
// runes.
const bracketReach = 80

// opened tells whether the paragraph leaves a bracket or quotation mark open in
// line a that the lines below close soon, before a full stop or another one like it.
func (j *joiner) opened(a int) bool {
	r := j.open[a].last()
	if r == 0 {
		return false
	}
	closing := closes(r)
	for b := a + 1; b < min(a+5, len(j.lines)); b++ {
		y := j.lines[b]
		if y.kind == kindTable || y.kind == kindByline {
			return false
		}
		for p := y.Start; p < y.End; p++ {
			switch q := j.runes[p]; {
			case q == closing:
				return true
			case q == r || q == '。' || p-j.lines[a+1].Start > bracketReach:
				return false
			}
		}
	}
	return false
}

// brackets are the brackets and quotation marks that a paragraph has left open
// so far, the innermost last; zeros are none.
type brackets [4]rune

// nesting are the marks that open and close, and the full stop. The set is
// read-only.
var nesting = text.NewRuneSet("“‘（(《〈「『【〔[”’）)》〉」』】〕]。")

// after gives what is open behind w. A full stop closes everything but a speech,
// which may have several sentences: a bracket that is still open was misread.
func (open brackets) after(w []rune) brackets {
	n := 0
	for n < len(open) && open[n] != 0 {
		n++
	}
	for _, r := range w {
		if !nesting.Has(r) {
			continue
		}
		switch {
		case isOpening(r):
			if n < len(open) {
				open[n] = r
				n++
			}
		case n > 0 && r == closes(open[n-1]):
			n--
			open[n] = 0
		case r == '。':
			if n > 0 {
				speech := open[0]
				open, n = brackets{}, 0
				if speech == '“' {
					open[0], n = speech, 1
				}
			}
		}
	}
	return open
}

// openIn gives what w alone leaves open.
func openIn(w []rune) brackets { return brackets{}.after(w) }

// last is the innermost bracket left open; 0 if there is none.
func (open brackets) last() rune {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i] != 0 {
			return open[i]
		}
	}
	return 0
}

func closes(r rune) rune {
	switch r {
	case '“':
		return '”'
	case '‘':
		return '’'
	case '（':
		return '）'
	case '(':
		return ')'
	case '《':
		return '》'
	case '〈':
		return '〉'
	case '「':
		return '」'
	case '『':
		return '』'
	case '【':
		return '】'
	case '〔':
		return '〕'
	case '[':
		return ']'
	}
	return 0
}
