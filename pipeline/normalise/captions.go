package normalise

import "zhfacts/pipeline/text"

const docCaptions = `Marks the lines that begin the caption of a picture, a figure or a table: 图为,
图① and 图1 before words, ▲, a circled number where no running text stands in the
line. Lines that go on below join it as in any paragraph. Deletes nothing.`

func captions(doc *text.Draft, job *job) *text.Draft {
	runes := doc.Runes()
	lines := job.linesOf(doc)
	found := false
	for i := range lines {
		l := &lines[i]
		if l.kind == 0 && isCaption(runes[l.Start:l.End]) {
			l.kind, found = kindCaption, true
		}
	}
	if !found {
		return doc
	}
	return withKinds(doc, lines)
}

func isCaption(w []rune) bool {
	switch {
	case len(w) < 3:
		return false
	case w[0] == '▲' || w[0] == '△' || w[0] == '▼' || hasPrefix(w, "图为") || hasPrefix(w, "图片说明"):
		return true
	case w[0] >= '①' && w[0] <= '⑳':
		for _, r := range w {
			if r == '。' || r == '；' || r == '：' {
				return false
			}
		}
		return true
	case w[0] == '图' || w[0] == '表':
		if w[1] >= '①' && w[1] <= '⑳' {
			return true
		}
		i := 1
		for i < len(w) && (isDigit(w[i]) || isSpace(w[i]) || w[i] == '-' || w[i] == '.') {
			i++
		}
		return i > 1 && i < len(w) && isDigit(w[1]) && len(w) <= 40 && (w[i] == '：' || w[i] == ':' || isSpace(w[i-1]))
	}
	return false
}
