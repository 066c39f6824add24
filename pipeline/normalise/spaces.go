package normalise

import "zhfacts/pipeline/text"

const docSpaces = `Takes out the spaces that Chinese does not write: beside its punctuation,
between a character and a digit or Latin letter, in letter-spaced lines and
names (沃 土, 梁 楠), and between characters where a line of running text is full
of them or the word on both sides is one of the dictionary. Keeps one space
between Latin words, between numbers, between names, phrases and the cells of a
table; a tab where only the width of the gap parts two cells. Never joins two
numbers.`

func spaces(doc *text.Draft, job *job) *text.Draft {
	e := doc.Edit()
	job.eachGapLine(doc, func(l *gapLine) {
		if l.kind != kindTable {
			l.letterSpaced(func(first, last int) {
				for i := first; i < last; i++ {
					l.gaps[i].cut = true
				}
				l.edge(first-1, first)
				l.edge(last, first)
			})
			loose := l.looseHan()
			for i := range l.gaps {
				if g := &l.gaps[i]; !g.cut {
					g.cut = needless(l, i, loose, job.Words)
				}
			}
		}
		for i, g := range l.gaps {
			switch {
			case g.cut && !(isDigit(l.before(i)) && isDigit(l.after(i))):
				e.Delete(g.Span)
			default:
				l.narrowGap(e, i)
			}
		}
	})
	return e.Draft()
}

// narrowGap leaves one rune of a gap that stays: a tab where its width tells
// cells apart that a single space would not, else a space.
func (l *gapLine) narrowGap(e *text.Editor, i int) {
	g := l.gaps[i]
	to := ' '
	if g.n >= 3 && (l.kind == kindTable || !l.punct && !(isHan(l.before(i)) && isHan(l.after(i)))) {
		to = '\t'
	}
	keep := text.Pos(1)
	if to == ' ' && l.partsClosed(i) {
		keep = 2 // a single one would mean nothing
	}
	for p := g.Start; p < min(g.Start+keep, g.End); p++ {
		if l.runes[p] != to {
			e.Set(p, to)
		}
	}
	if g.Start+keep < g.End {
		e.Delete(text.Span{Start: g.Start + keep, End: g.End})
	}
}

// edge cuts the gap at the border of a letter-spaced stretch of four and more
// when it is as wide as those within.
func (l *gapLine) edge(i, first int) {
	if i < 0 || i >= len(l.gaps) || l.gaps[i].n != l.gaps[first].n || l.gaps[i].n > 1 {
		return
	}
	spaced := 0
	for k := first; k < len(l.gaps) && l.gaps[k].cut; k++ {
		spaced++
	}
	if left, right := l.before(i), l.after(i); spaced >= 3 && (isHan(left) && isHan(right) || isLatin(left) && isLatin(right)) {
		l.gaps[i].cut = true
	}
}

// looseHan tells whether spaces are strewn between the characters of a line of
// running text, so that none of them means anything.
func (l *gapLine) looseHan() bool {
	if !l.punct {
		return false
	}
	n := 0
	for i, g := range l.gaps {
		if g.n <= 2 && isHan(l.before(i)) && isHan(l.after(i)) {
			n++
		}
	}
	printed := l.Len()
	for _, g := range l.gaps {
		printed -= g.Len()
	}
	return n >= 3 && n*11 >= printed
}

// needless tells whether gap i of a line that is no table means nothing.
func needless(l *gapLine, i int, loose bool, words Words) bool {
	left, right := l.before(i), l.after(i)
	wide := l.gaps[i].n >= 3 && !l.punct
	switch {
	case isDigit(left) && isDigit(right):
		return false
	case l.partsClosed(i):
		return false
	case l.partsPhrases(i):
		return false
	case isWidePunct(left) || isWidePunct(right):
		return !(isLatin(left) && i+1 <= len(l.gaps) && quotesLatin(l.word(i+1)) || isLatin(right) && quotedLatin(l.word(i)))
	case left == '(' || right == ')':
		return true
	case isHan(left) && isHan(right):
		return loose && l.gaps[i].n <= 2 || joinsWord(l, i, words)
	case wide:
		return false
	case isHan(left):
		return isDigit(right) || isLatin(right) || isASCIIPunct(right)
	case isHan(right):
		return isDigit(left) || isLatin(left) || isASCIIPunct(left)
	}
	return false
}

// partsClosed tells the wide gap behind a closing mark in a line that does not end
// as running text does: labels and cells.
func (l *gapLine) partsClosed(i int) bool {
	return l.gaps[i].n >= 2 && isClosing(l.before(i)) && !endsLikeText(l.runes[l.Start:l.End]) &&
		markerLen(l.runes, int(l.Start)) < int(l.gaps[i].Start-l.Start)
}

// partsPhrases tells the space that parts the phrases of a headline behind a
// percentage or beside a quotation (增长8% 创新高): the line has no other marks of
// running text, and hardly any space besides.
func (l *gapLine) partsPhrases(i int) bool {
	left, right := l.before(i), l.after(i)
	if l.kind == kindHeadline && l.gaps[i].n >= 2 && (isClosing(left) || isOpening(right)) {
		return true // two headlines in one line
	}
	if l.punct || len(l.gaps) > 2 {
		return false
	}
	return isHan(right) && (left == '%' || left == '”' || left == '》') ||
		isHan(left) && (right == '“' || right == '《' || right == '【')
}

// quotesLatin and quotedLatin tell a word of an English quotation, whose space
// stays: said “yes” twice.
func quotesLatin(w []rune) bool { return len(w) > 1 && isWidePunct(w[0]) && isLatin(w[1]) }
func quotedLatin(w []rune) bool {
	return len(w) > 1 && isWidePunct(w[len(w)-1]) && isLatin(w[len(w)-2])
}

func isASCIIPunct(r rune) bool {
	switch r {
	case '(', ')', ',', ';', ':', '%', '/', '"', '!', '?', '±', '≥', '≤', '℃':
		return true
	}
	return false
}

// joinsWord tells whether a gap cuts a word of the dictionary in two: the
// characters on both sides are one, and neither is the end or the start of
// another.
func joinsWord(l *gapLine, i int, words Words) bool {
	// Two names side by side may hold a word by chance (德明 王友).
	if !l.punct && len(l.word(i)) > 1 && len(l.word(i+1)) > 1 {
		return false
	}
	g := l.gaps[i]
	return crossesWord(l.runes[l.Start:g.Start], l.runes[g.End:l.End], words)
}

// crossesWord tells whether the end of a and the start of b are one word that
// was cut, and whole words on neither side speak against it.
func crossesWord(a, b []rune, words Words) bool {
	if words == nil || len(a) == 0 || len(b) == 0 || !isHan(a[len(a)-1]) || !isHan(b[0]) {
		return false
	}
	if !words.HasWord(string([]rune{a[len(a)-1], b[0]})) {
		return false
	}
	for n := 2; n <= 4; n++ {
		if len(a) >= n && isHan(a[len(a)-n]) && words.HasWord(string(a[len(a)-n:])) ||
			len(b) >= n && isHan(b[n-1]) && words.HasWord(string(b[:n])) {
			return false
		}
	}
	return true
}
