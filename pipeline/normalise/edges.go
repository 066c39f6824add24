package normalise

import (
	"slices"
	"unicode/utf8"
)

// pageEdges tells the lines that stand at the top or the foot of a page: right
// beside a page break, a page number or the ends of the text, with nothing but
// other furniture between.
func (job *job) pageEdges(lines []line) []bool {
	job.edges = zeroed(job.edges, len(lines))
	edges, paged := job.edges, job.paged
	top := false
	for i, l := range lines {
		top = top || l.page
		edges[i] = top
		top = paged[i] || top && (l.kind == kindFurniture || l.kind == kindRunning)
	}
	foot := false
	for i := len(lines) - 1; i >= 0; i-- {
		l := lines[i]
		foot = foot || l.last
		edges[i] = edges[i] || foot
		foot = paged[i] || foot && (l.kind == kindFurniture || l.kind == kindRunning)
	}
	return edges
}

// cutsSentence tells whether line i, at the edge of a page, stands between the
// parts of a sentence: the last line of text before it ends in the middle of one.
func cutsSentence(lines []line, runes []rune, i int) bool {
	const furniture = 8 // lines of it between two pages, at most
	first := i - 1 - furniture
	for i--; i >= 0 && i > first && lines[i].kind == kindFurniture; i-- {
	}
	if i < 0 || lines[i].kind != 0 {
		return false
	}
	w := runes[lines[i].Start:lines[i].End]
	last := w[len(w)-1]
	return hasClause(w) && !isTerminal(last) && !(isClosing(last) && isTerminal(w[len(w)-2]))
}

// loneHeads marks the running heads that stand nowhere else: behind the number of
// a page that ends in the middle of a sentence, a short line without marks is
// one, and not what the sentence goes on with. They stay: their like was not seen
// before.
func loneHeads(lines []line, runes []rune, paged []bool) bool {
	found := false
	for i := 1; i+1 < len(lines); i++ {
		if !paged[i-1] || lines[i].kind != 0 || lines[i+1].kind != 0 || !cutsSentence(lines, runes, i) {
			continue
		}
		l := &lines[i]
		w := runes[l.Start:l.End]
		if l.width <= 30*em && l.width*5 < lines[i+1].width*4 && namesDocument(w) && !hasClause(w) && !isTerminal(w[len(w)-1]) && !neverStarts(w[0]) && hasGap(w) {
			l.kind, found = kindRunning, true
		}
	}
	return found
}

// hasGap tells a line of two phrases with a space between.
func hasGap(w []rune) bool {
	for i, r := range w {
		if isSpace(r) && isHan(w[i-1]) {
			return true
		}
	}
	return false
}

// namesDocument tells a running head that says what the document is: words, and
// no date or number of a page.
func namesDocument(w []rune) bool {
	n := 0
	for _, r := range w {
		if isDigit(r) {
			return false
		}
		if isHan(r) {
			n++
		}
	}
	return n >= 4
}

// repeatedEdges marks running heads and feet: lines at the edges of pages that
// occur again at another edge, digits apart, and tells whether there are any. The
// first of each that cuts no sentence stays, if it names the document: whose
// page this is, a reader wants to know once.
func repeatedEdges(lines []line, runes []rune, edges []bool, mark func(*line)) bool {
	type head struct {
		count int
		kept  bool
	}
	var buf []byte
	key := func(l line) []byte { // good until the next
		buf = buf[:0]
		for _, r := range runes[l.Start:l.End] {
			switch {
			case isSpace(r):
			case isDigit(r):
				if n := len(buf); n == 0 || buf[n-1] != '0' {
					buf = append(buf, '0')
				}
			default:
				buf = utf8.AppendRune(buf, r)
			}
		}
		return buf
	}
	candidate := func(i int) bool {
		l := lines[i]
		return edges[i] && (l.kind == 0 || l.kind == kindTable) && l.Len() >= 4 && l.Len() <= 60 && !endsLikeText(runes[l.Start:l.End])
	}
	// Mostly no two lines begin alike.
	alike, starts := false, make([]rune, 0, 8)
	for i := 0; i < len(lines) && !alike; i++ {
		if candidate(i) {
			start := runes[lines[i].Start]
			if isDigit(start) {
				start = '0'
			}
			alike = slices.Contains(starts, start)
			starts = append(starts, start)
		}
	}
	if !alike {
		return false
	}
	seen := map[string]head{}
	for i := range lines {
		if candidate(i) {
			k := key(lines[i])
			h := seen[string(k)]
			h.count++
			seen[string(k)] = h
		}
	}
	found := false
	for i := range lines {
		if !candidate(i) {
			continue
		}
		k := key(lines[i])
		h := seen[string(k)]
		if h.count < 2 {
			continue
		}
		found = true
		if w := runes[lines[i].Start:lines[i].End]; !h.kept && namesDocument(w) && !cutsSentence(lines, runes, i) {
			h.kept = true
			seen[string(k)] = h
			lines[i].kind = kindRunning
			continue
		}
		mark(&lines[i])
	}
	return found
}
