package normalise

import "zhfacts/pipeline/text"

const docHead = `Marks the lines in which a document speaks of itself: bylines (□ and a name,
本报记者, 作者：, the office and name of who speaks, the body that issues a paper
above its date), datelines (a date or a newspaper's name, date and page alone in
a line, 发布时间：, 来源：, a row of labels) and the headline that stands before
them, wherever that is, or behind them at the start of the text; without any, a
first line that is short and ends without a stop.
Deletes nothing.`

func head(doc *text.Draft, job *job) *text.Draft {
	lines, runes := job.linesOf(doc), doc.Runes()
	found := false
	first, signed := -1, -1 // the first line about the document, and that of a signature
	for i := range lines {
		l := &lines[i]
		if l.kind != 0 && l.kind != kindTable || l.Len() > 60 {
			continue
		}
		w := runes[l.Start:l.End]
		switch {
		case isByline(w, job.Words):
			l.kind, found = kindByline, true
		case isDateline(w) && !(i > 0 && openIn(runes[lines[i-1].Start:lines[i-1].End]).last() != 0):
			l.kind, found = kindDateline, true
		default:
			continue
		}
		if i > 0 && l.kind == kindDateline && lines[i-1].kind == 0 && l.blanks == 0 && isIssuer(runes[lines[i-1].Start:lines[i-1].End]) {
			lines[i-1].kind, signed = kindByline, i
			if first < 0 && i > 1 {
				first = i - 1
			}
		}
		if first < 0 {
			first = i
		}
	}
	const end = 8 // lines from which on a document has an end apart from its start
	if signed > 0 && first >= signed-1 && len(lines) > end && first*10 >= len(lines)*8 {
		first = -1 // it signs the document, with no headline above
	}
	if titleLines(lines, runes, first) {
		found = true
	}
	repeatedHead(lines, runes)
	if !found {
		return doc
	}
	return withKinds(doc, lines)
}

// titleLines marks the headline: up to four lines right before the first line
// about the document, or the first line of the text.
func titleLines(lines []line, runes []rune, first int) bool {
	title := func(i int) bool {
		l := lines[i]
		w := runes[l.Start:l.End]
		return (l.kind == 0 || l.kind == kindHeadline) && l.width <= 220 && !endsLikeText(w) && text.ListMarker(w) == 0 && !hasStopInside(w)
	}
	if first >= 0 {
		i := first
		for i > 0 && first-i < 4 && title(i-1) && (i == first || lines[i].blanks == 0 || lines[i-1].kind == kindHeadline) {
			i--
		}
		if i < first {
			for k := i; k < first; k++ {
				lines[k].kind = kindHeadline
			}
			nameBelow(lines, runes, first)
			return true
		}
		if titleBelow(lines, title) {
			return true
		}
	}
	for i := range lines {
		l := &lines[i]
		if l.kind == kindFurniture || l.kind == kindRunning {
			continue
		}
		// A line nearly as wide as those below it is the start of a paragraph.
		below := int32(0)
		for k := i + 1; k < min(i+4, len(lines)); k++ {
			below = max(below, lines[k].width)
		}
		if !title(i) || i+1 == len(lines) || lines[i+1].width < l.width || l.width*5 > below*4 ||
			openIn(runes[l.Start:l.End]).last() != 0 {
			return false
		}
		l.kind = kindHeadline
		return true
	}
	return false
}

// titleBelow marks the headline of a text that begins with lines about itself:
// up to three lines behind them that are narrower than what follows.
func titleBelow(lines []line, title func(int) bool) bool {
	i := 0
	for i < len(lines) && (lines[i].kind == kindDateline || lines[i].kind == kindByline || lines[i].kind == kindFurniture || lines[i].kind == kindRunning) {
		i++
	}
	end := i
	for end < len(lines) && end-i < 3 && title(end) && (end == i || lines[end].blanks == 0) {
		end++
	}
	if i == 0 || end == i || end == len(lines) {
		return false
	}
	for k := i; k < end; k++ {
		if lines[k].width*5 > lines[end].width*4 {
			return false
		}
	}
	for k := i; k < end; k++ {
		lines[k].kind = kindHeadline
	}
	return true
}

// headLines is how far below the head its lines may stand once more.
const headLines = 12

// repeatedHead marks the headline and the byline where an archive prints them a
// second time above the text.
func repeatedHead(lines []line, runes []rune) {
	for i := 0; i < min(headLines, len(lines)); i++ {
		if lines[i].kind != kindHeadline && lines[i].kind != kindByline {
			continue
		}
		for k := i + 1; k < min(headLines, len(lines)); k++ {
			same := equal(runes[lines[i].Start:lines[i].End], runes[lines[k].Start:lines[k].End])
			if lines[k].kind == 0 && same {
				lines[k].kind = lines[i].kind
			}
		}
	}
}

// endsLikeText tells a line that ends as sentences and their parts do.
func endsLikeText(w []rune) bool {
	switch w[len(w)-1] {
	case '。', '；', '，', '、', ',', ';', '：', ':':
		return true
	}
	return false
}

func hasStopInside(w []rune) bool {
	for _, r := range w {
		if r == '。' || r == '；' {
			return true
		}
	}
	return false
}
