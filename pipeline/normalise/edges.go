package normalise

import "zhfacts/pipeline/text"

// pageEdges tells the lines that stand at the top or the foot of a page: right
// beside a page break, a page number or the ends of the text, with nothing but
// other furniture between.
func pageEdges(lines []line, paged []bool) []bool {
	edges := make([]bool, len(lines))
	top := false
	for i, l := range lines {
		top = top || l.page
		edges[i] = top
		top = paged[i] || top && l.kind == kindFurniture
	}
	foot := false
	for i := len(lines) - 1; i >= 0; i-- {
		l := lines[i]
		foot = foot || l.last
		edges[i] = edges[i] || foot
		foot = paged[i] || foot && l.kind == kindFurniture
	}
	return edges
}

// headsOfPages marks the lines at the edges of pages that cut a sentence apart:
// where the last line of a page ends in the middle of one, a short line without
// marks between it and the next is a running head, though it stands nowhere else.
func headsOfPages(lines []line, runes []rune, edges, paged []bool, mark func(*line)) {
	for i := 1; i+1 < len(lines); i++ {
		if !paged[i] {
			continue
		}
		last := i - 1 // the last line of the page that is text
		for last > 0 && lines[last].kind == kindFurniture {
			last--
		}
		w := runes[lines[last].Start:lines[last].End]
		if lines[last].kind != 0 || !hasClause(w[:len(w)-1]) || isTerminal(w[len(w)-1]) || isClosing(w[len(w)-1]) || endsLikeText(w) {
			continue
		}
		l := &lines[i+1]
		head := runes[l.Start:l.End]
		if edges[i+1] && l.kind == 0 && l.width <= 30*em && l.width*5 < lines[last].width*4 && l.Len() >= 4 && i+2 < len(lines) &&
			!hasClause(head) && !isTerminal(head[len(head)-1]) && !neverStarts(head[0]) && text.ListMarker(head) == 0 && lines[i+2].kind == 0 {
			mark(l)
		}
	}
}

// repeatedEdges marks running heads and feet: lines at the edges of pages that
// occur again at another edge, digits apart, and tells whether there are any.
func repeatedEdges(lines []line, runes []rune, edges []bool, mark func(*line)) bool {
	type place struct{ first, count int }
	seen := map[string]place{}
	key := func(l line) string {
		var k []rune
		for _, r := range runes[l.Start:l.End] {
			switch {
			case isSpace(r):
			case isDigit(r):
				if n := len(k); n == 0 || k[n-1] != '0' {
					k = append(k, '0')
				}
			default:
				k = append(k, r)
			}
		}
		return string(k)
	}
	candidate := func(i int) bool {
		l := lines[i]
		return edges[i] && (l.kind == 0 || l.kind == kindTable) && l.Len() >= 4 && l.Len() <= 60 && !endsLikeText(runes[l.Start:l.End])
	}
	for i := range lines {
		if candidate(i) {
			k := key(lines[i])
			p, ok := seen[k]
			if !ok {
				p.first = i
			}
			p.count++
			seen[k] = p
		}
	}
	found := false
	for i := range lines {
		if candidate(i) && seen[key(lines[i])].count > 1 {
			mark(&lines[i])
			found = true
		}
	}
	return found
}
