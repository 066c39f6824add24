package normalise

import "zhfacts/pipeline/text"

// maxHeading is the greatest length of a heading in runes.
const maxHeading = 60

// kindsOf tells the kinds of the paragraphs that no step marked, from their
// shape and their neighbours.
func kindsOf(lines []line, runes []rune) {
	k := kindTeller{lines: lines, runes: runes}
	k.cells()
	for i := range lines {
		if lines[i].kind == 0 {
			lines[i].kind = k.kind(i)
		}
	}
	// The heading of a part whose first thing is a heading itself (2、 above （1）).
	for i := len(lines) - 2; i >= 0; i-- {
		if lines[i].kind == kindList && lines[i+1].kind == kindHeadline && k.headingShape(i) && !k.sibling(i) && k.marker(i+1) > 0 {
			lines[i].kind = kindHeadline
		}
	}
}

type kindTeller struct {
	lines []line
	runes []rune
}

func (k *kindTeller) text(i int) []rune { return k.runes[k.lines[i].Start:k.lines[i].End] }

func (k *kindTeller) marker(i int) int { return text.ListMarker(k.text(i)) }

// kind tells a heading, an item of a list or running text.
func (k *kindTeller) kind(i int) kind {
	w := k.text(i)
	marker := k.marker(i)
	if w[0] == '—' {
		switch {
		case i > 0 && k.lines[i-1].kind == kindHeadline && k.headingShape(i):
			return kindHeadline // a second headline
		case isSignature(w):
			return kindByline
		}
		return kindList
	}
	switch {
	case i+1 < len(k.lines) && k.lines[i+1].kind == kindFurniture && isCredit(k.text(i+1)) && k.headingShape(i):
		return kindCaption
	case k.field(i) && (marker > 0 || k.field(i-1) || k.field(i+1)):
		return kindList
	case marker > 0 && k.sibling(i):
		return kindList
	case k.heading(i, marker):
		return kindHeadline
	case marker > 0:
		return kindList
	}
	return 0
}

// headingShape tells a short paragraph without a full stop that others follow.
func (k *kindTeller) headingShape(i int) bool {
	w := k.text(i)
	last := w[len(w)-1]
	return len(w) <= maxHeading && i+1 < len(k.lines) && !endsLikeText(w) && !hasStopInside(w) && !isTerminal(last) &&
		!(isClosing(last) && len(w) > 1 && isTerminal(w[len(w)-2]))
}

func (k *kindTeller) heading(i, marker int) bool {
	w := k.text(i)
	if i+1 == len(k.lines) {
		return false
	}
	next := k.lines[i+1]
	clauses := hasClause(w[marker : len(w)-1])
	if last := w[len(w)-1]; last == '？' || last == '?' { // asked by a heading
		return len(w) <= 20 && !clauses && marker == 0 && k.begins(i) && next.Len() > len(w) && k.follows(i)
	}
	if !k.headingShape(i) {
		return false
	}
	switch {
	case next.kind == kindByline, next.Len() > 2*len(w), marker > 0 && !clauses:
		return true
	case next.Len() <= len(w):
		return false
	}
	const short = 20 // runes
	return len(w) <= short && !clauses || k.begins(i) && k.endsPart(i+1)
}

// begins tells whether nothing is left unfinished before paragraph i.
func (k *kindTeller) begins(i int) bool {
	return i == 0 || k.lines[i-1].kind != 0 || k.endsPart(i-1)
}

// endsPart tells whether paragraph i ends with a full stop, inside quotation
// marks or not.
func (k *kindTeller) endsPart(i int) bool {
	w := k.text(i)
	last := w[len(w)-1]
	return isTerminal(last) || isClosing(last) && len(w) > 1 && isTerminal(w[len(w)-2])
}

// follows tells whether what stands behind a question is a text of its own: a
// heading, or a paragraph of several clauses.
func (k *kindTeller) follows(i int) bool {
	next := k.text(i + 1)
	return next[0] != '“' && (k.lines[i+1].kind == kindHeadline || hasClause(next))
}

// sibling tells whether paragraph i stands next to an item that is marked alike
// (1. beside 2.): then both are items, and not headings.
func (k *kindTeller) sibling(i int) bool {
	return i > 0 && sameMarker(k.text(i-1), k.text(i)) || i+1 < len(k.lines) && sameMarker(k.text(i), k.text(i+1))
}

// sameMarker tells markers that differ in their numbers only.
func sameMarker(a, b []rune) bool {
	m, n := text.ListMarker(a), text.ListMarker(b)
	if m == 0 || n == 0 {
		return false
	}
	return equal(markerShape(a[:m]), markerShape(b[:n]))
}

// markerShape is a marker with 1 for every Arabic number, 一 for every Chinese one.
func markerShape(marker []rune) []rune {
	shape := make([]rune, 0, len(marker))
	for _, r := range marker {
		switch {
		case isDigit(r):
			r = '1'
		case isChineseNumeral(r):
			r = '一'
		case r >= '①' && r <= '⑳':
			r = '①'
		case isSpace(r):
			continue
		}
		if n := len(shape); n == 0 || shape[n-1] != r || r != '1' && r != '一' {
			shape = append(shape, r)
		}
	}
	return shape
}

// field tells a label with what it holds (发行股数：12万股), with no sentence in it.
func (k *kindTeller) field(i int) bool {
	if i < 0 || i >= len(k.lines) {
		return false
	}
	w := k.text(i)
	marker := text.ListMarker(w)
	const longest = 16 // runes of a label
	for n, r := range w[marker:min(len(w), marker+longest)] {
		switch {
		case r == '：' || r == ':':
			rest := w[marker+n+1:]
			return n > 1 && len(rest) > 0 && len(w) <= maxHeading && !hasStop(rest) && !isTerminal(w[len(w)-1])
		case endsClause(r) || r == '“':
			return false
		}
	}
	return false
}

// isSignature tells the dash and the word or name under a text: ——编者.
func isSignature(w []rune) bool {
	n := text.ListMarker(w)
	if n < 2 || len(w)-n < 2 || len(w)-n > 5 {
		return false
	}
	for _, r := range w[n:] {
		if !isHan(r) && !isSpace(r) {
			return false
		}
	}
	return true
}

// cells marks what stands in and above a table without numbers of its own: the
// lines between two rows that are near each other, and a run of very short lines
// right before a row, which are the words of its head.
func (k *kindTeller) cells() {
	const (
		near  = 4  // paragraphs between two rows
		cell  = 40 // runes
		word  = 6  // runes of a word in a head
		words = 3  // so many words make a head
	)
	last := -1 // the row before
	for i := range k.lines {
		if k.lines[i].kind != kindTable {
			continue
		}
		if from := last + 1; last >= 0 && i-from <= near && k.all(from, i, cell) {
			k.mark(from, i)
		} else {
			from := i
			for from > last+1 && k.all(from-1, from, word) {
				from--
			}
			if i-from >= words {
				k.mark(from, i)
			}
		}
		last = i
	}
}

// all tells whether the paragraphs from i to end have no kind yet, are at most so
// long and end no sentence.
func (k *kindTeller) all(i, end, longest int) bool {
	for ; i < end; i++ {
		w := k.text(i)
		if k.lines[i].kind != 0 || len(w) > longest || endsLikeText(w) || hasStopInside(w) {
			return false
		}
	}
	return true
}

func (k *kindTeller) mark(i, end int) {
	for ; i < end; i++ {
		k.lines[i].kind = kindTable
	}
}
