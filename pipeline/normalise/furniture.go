package normalise

import (
	"zhfacts/pipeline/text"
)

const docFurniture = `Marks the lines that belong to the page and not to the text: page numbers, rules,
running heads and feet (the same line again at the edges of pages), placeholders
of an extractor (<|…|>), the ticks of a chart's axis, the buttons of a web page
before its text, the settings of a static site above it, responsible editors.
Marked lines hold no sentences; those that cut a paragraph apart go when it is
joined. A line that is the whole text is none. Deletes nothing itself.`

func furniture(doc *text.Draft, job *job) *text.Draft {
	lines, runes := job.linesOf(doc), doc.Runes()
	if len(lines) < 2 {
		return doc
	}
	lines[0].page, lines[len(lines)-1].last = true, true
	shapes := make([]pageShape, len(lines))
	paged := make([]bool, len(lines)) // the line is a page number
	found, sure := false, false
	mark := func(l *line) { l.kind, found = kindFurniture, true }
	for i := range lines {
		l := &lines[i]
		w := runes[l.Start:l.End]
		switch {
		case isRule(w) || isPlaceholder(w) || isEditor(w):
			mark(l)
		case l.width <= 15*em:
			if shapes[i] = pageNumber(w); shapes[i].sure {
				mark(l)
				paged[i], sure = true, true
			}
		}
	}
	// Where pages are numbered in a way that is sure, a bare number is none.
	numbered := func() {
		edges := pageEdges(lines, paged)
		for i := range lines {
			if shapes[i].number && edges[i] && lines[i].kind == 0 && !(sure && shapes[i].bare) {
				mark(&lines[i])
				paged[i] = true
			}
		}
	}
	numbered()
	if repeatedEdges(lines, runes, pageEdges(lines, paged), mark) {
		numbered()
	}
	frontMatter(lines, runes, mark)
	axisTicks(lines, runes, mark)
	buttons(lines, runes, mark)
	if !found {
		return doc
	}
	return withKinds(doc, lines)
}

// isRule tells a line that draws a line.
func isRule(w []rune) bool {
	for _, r := range w {
		switch r {
		case '-', '=', '_', '*', '~', '─', '━', '═', '┄', '－', '＿':
		default:
			return false
		}
	}
	return len(w) >= 3
}

// isPlaceholder tells what an extractor put in the place of a table or picture.
func isPlaceholder(w []rune) bool {
	n := len(w)
	return n >= 5 && w[0] == '<' && w[1] == '|' && w[n-2] == '|' && w[n-1] == '>'
}

// isEditor tells the line that names who is answerable for a page or an item.
func isEditor(w []rune) bool {
	for len(w) > 0 && isOpening(w[0]) {
		w = w[1:]
	}
	n := editors.in(w)
	return n > 0 && len(w) <= 40 && len(w) > n && !hasStop(w)
}

// editors are the titles of those who are answerable for a page or an item.
var editors = newPrefixes("责任编辑", "责编", "本版责编", "版式设计", "美术编辑", "责任校对", "值班编辑")

// prefixes are words that a line may start with. They are read-only.
type prefixes [][]rune

func newPrefixes(words ...string) prefixes {
	list := make(prefixes, len(words))
	for i, w := range words {
		list[i] = []rune(w)
	}
	return list
}

// in gives the length of the one that w starts with; 0 if none does.
func (list prefixes) in(w []rune) int {
	for _, p := range list {
		if len(w) >= len(p) && w[0] == p[0] && equal(w[:len(p)], p) {
			return len(p)
		}
	}
	return 0
}

func hasStop(w []rune) bool {
	for _, r := range w {
		if r == '。' || r == '，' {
			return true
		}
	}
	return false
}

func hasPrefix(w []rune, prefix string) bool {
	i := 0
	for _, r := range prefix {
		if i >= len(w) || w[i] != r {
			return false
		}
		i++
	}
	return true
}

// pageShape says how much a line looks like a page number.
type pageShape struct {
	number bool // it is one when it stands at the edge of a page
	bare   bool // it is a number and nothing else
	sure   bool // it is one wherever it stands
}

// pageNumber reads 第 154 页, - 4 -, 1-1-193, 11-164, 12 / 40, Page 118, 46.
func pageNumber(w []rune) pageShape {
	dashed := false
	for len(w) > 0 && isDash(w[0]) {
		w, dashed = trimLeft(w[1:]), true
	}
	closed := false
	for len(w) > 0 && isDash(w[len(w)-1]) {
		w, closed = trimRight(w[:len(w)-1]), true
	}
	page := false
	switch {
	case hasPrefix(w, "第"), hasPrefix(w, "共"):
		w, page = trimLeft(w[1:]), true
	case hasPrefix(w, "Page"), hasPrefix(w, "page"), hasPrefix(w, "PAGE"):
		w, page = trimLeft(w[4:]), true
	}
	groups, digits := 0, 0
	i := 0
	for i < len(w) {
		start := i
		for i < len(w) && isDigit(w[i]) {
			i++
		}
		n := i - start
		if n == 0 || n > 4 {
			return pageShape{}
		}
		groups, digits = groups+1, digits+n
		for i < len(w) && isSpace(w[i]) {
			i++
		}
		if i < len(w) && page && w[i] == '页' {
			rest := trimLeft(w[i+1:])
			for len(rest) > 0 && (isWidePunct(rest[0]) || rest[0] == ',' || rest[0] == '/' || isSpace(rest[0])) {
				rest = rest[1:]
			}
			if len(rest) == 0 || rest[0] == '共' || rest[0] == '第' || isDash(rest[0]) {
				return pageShape{number: true, sure: len(rest) == 0 || pageNumber(rest).sure}
			}
			return pageShape{}
		}
		if i == len(w) {
			break
		}
		if !isDash(w[i]) && w[i] != '/' || groups == 3 {
			return pageShape{}
		}
		for i < len(w) && (isDash(w[i]) || isSpace(w[i]) || w[i] == '/') {
			i++
		}
		if i == len(w) {
			return pageShape{}
		}
	}
	if groups == 0 {
		return pageShape{}
	}
	latinPage := page && (closed || groups == 1)
	return pageShape{number: !dashed || closed, bare: groups == 1 && !page && !dashed, sure: latinPage && closed || dashed && closed && groups == 1 || groups == 3 && digits <= 7}
}

func isDash(r rune) bool {
	return r == '-' || r == '—' || r == '–' || r == '－' || r == '─' || r == '·' || r == '•'
}

func trimLeft(w []rune) []rune {
	for len(w) > 0 && isSpace(w[0]) {
		w = w[1:]
	}
	return w
}

func trimRight(w []rune) []rune {
	for len(w) > 0 && isSpace(w[len(w)-1]) {
		w = w[:len(w)-1]
	}
	return w
}

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

// frontMatter marks the settings that a static site keeps between two rules at
// the top of a text: key: value lines and items.
func frontMatter(lines []line, runes []rune, mark func(*line)) {
	const most = 30 // settings
	rule := []rune("---")
	if !equal(runes[lines[0].Start:lines[0].End], rule) {
		return
	}
	for i := 1; i < min(most, len(lines)); i++ {
		w := runes[lines[i].Start:lines[i].End]
		if equal(w, rule) {
			for k := range lines[:i] {
				mark(&lines[k])
			}
			return
		}
		k := 0
		for k < len(w) && (isLatin(w[k]) || w[k] == '_' || w[k] == '-') {
			k++
		}
		if (k == 0 || k == len(w) || w[k] != ':') && w[0] != '-' {
			return
		}
	}
}

// axisTicks marks four and more numbers in a row, each alone in its line, that
// grow or fall by the same step: the ticks of a chart's axis.
func axisTicks(lines []line, runes []rune, mark func(*line)) {
	value := func(l line) (int, bool) {
		w := runes[l.Start:l.End]
		if len(w) > 9 {
			return 0, false
		}
		n, sign, digits := 0, 1, 0
		for i, r := range w {
			switch {
			case i == 0 && (r == '-' || r == '−'):
				sign = -1
			case isDigit(r):
				n, digits = n*10+int(r-'0'), digits+1
			case r == ',' || r == '.' || r == '%' && i == len(w)-1:
			default:
				return 0, false
			}
		}
		return sign * n, digits > 0
	}
	for i := 0; i < len(lines); {
		v, ok := value(lines[i])
		if !ok || i+1 == len(lines) {
			i++
			continue
		}
		next, ok := value(lines[i+1])
		if !ok || next == v {
			i++
			continue
		}
		d, j := next-v, i+1
		for j+1 < len(lines) {
			w, ok := value(lines[j+1])
			if !ok || w-next != d {
				break
			}
			next = w
			j++
		}
		if j-i >= 3 {
			for k := i; k <= j; k++ {
				mark(&lines[k])
			}
			i = j + 1
		} else {
			i++
		}
	}
}

// buttons marks the labels that a web page prints before its text: four and
// more lines of at most four characters without any punctuation.
func buttons(lines []line, runes []rune, mark func(*line)) {
	n, short := 0, 0
	for n < len(lines) && lines[n].Len() <= 4 && lines[n].kind == 0 {
		if !hasDigit(runes[lines[n].Start:lines[n].End]) {
			short++
		}
		n++
	}
	if short < 4 || short < n {
		return
	}
	for i := range lines[:n] {
		mark(&lines[i])
	}
}

func hasDigit(w []rune) bool {
	for _, r := range w {
		if isDigit(r) || isChineseNumeral(r) {
			return true
		}
	}
	return false
}
