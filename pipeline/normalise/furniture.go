package normalise

import "zhfacts/pipeline/text"

const docFurniture = `Marks the lines that belong to the page and not to the text: page numbers, rules,
running heads and feet (the same line again at the edges of pages), placeholders
of an extractor (<|…|>), the ticks of a chart's axis, the buttons of a web page
before its text, its way and its links, the settings of a static site above it,
responsible editors, notices of rights, jump lines, credits of pictures.
Marked lines hold no sentences; those that cut a paragraph apart go when it is
joined. A line that is the whole text is none. Deletes nothing itself.`

func furniture(doc *text.Draft, job *job) *text.Draft {
	lines, runes := job.linesOf(doc), doc.Runes()
	if len(lines) < 2 {
		return doc
	}
	lines[0].page, lines[len(lines)-1].last = true, true
	job.shapes = zeroed(job.shapes, len(lines))
	job.paged = zeroed(job.paged, len(lines))
	shapes, paged := job.shapes, job.paged
	found, sure := false, false
	mark := func(l *line) { l.kind, found = kindFurniture, true }
	for i := range lines {
		l := &lines[i]
		w := runes[l.Start:l.End]
		switch {
		case isRule(w) || isPlaceholder(w):
			mark(l)
		case len(w) <= longestChrome+1 && (isEditor(w) || isWebFrame(w) || isJump(w) || isCredit(w) || i < topLines && isCrumbs(w)):
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
		edges := job.pageEdges(lines)
		for i := range lines {
			if shapes[i].number && edges[i] && lines[i].kind == 0 && !(sure && shapes[i].bare) {
				mark(&lines[i])
				paged[i] = true
			}
		}
	}
	numbered()
	if repeatedEdges(lines, runes, job.pageEdges(lines), mark) {
		found = true
		numbered()
	}
	if loneHeads(lines, runes, paged) {
		found = true
	}
	frontMatter(lines, runes, mark)
	axisTicks(lines, runes, mark)
	buttons(lines, runes, mark)
	if !found {
		return doc
	}
	return withKinds(doc, lines)
}

// topLines is the number of lines at the top of a web page in which its way may
// stand.
const topLines = 6

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

func hasStop(w []rune) bool {
	for _, r := range w {
		if r == '。' || r == '，' {
			return true
		}
	}
	return false
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

func hasDigit(w []rune) bool {
	for _, r := range w {
		if isDigit(r) || isChineseNumeral(r) {
			return true
		}
	}
	return false
}
