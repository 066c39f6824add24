package normalise

import (
	"fmt"
	"strings"

	"zhfacts/pipeline/text"
)

// paragraphs reads a draft after all steps: every line is a paragraph. Its kind
// is the one marked, or told from its shape: an item of a list by its marker,
// an item or a short line without a stop before longer text is a headline.
func paragraphs(doc *text.Draft, job *job) *text.Text {
	runes := doc.Runes()
	lines := job.linesOf(doc)
	paras := make([]text.Paragraph, len(lines))
	for i, l := range lines {
		paras[i] = text.Paragraph{Span: l.Span, Kind: kindNames[l.kind]}
	}
	head := readHead(paras, runes)
	for i := range paras {
		if paras[i].Kind == "" {
			paras[i].Kind = kindOf(lines, i, runes)
			lines[i].kind = kindOfMark(paras[i].Kind)
		}
	}
	return doc.Finish(paras, head, job.allWarnings(doc.Source())...)
}

// maxHeading is the greatest length of a heading in runes.
const maxHeading = 60

func kindOf(lines []line, i int, runes []rune) text.ParagraphKind {
	w := runes[lines[i].Start:lines[i].End]
	last := w[len(w)-1]
	marker := text.ListMarker(w) > 0
	short := len(w) <= maxHeading && !endsLikeText(w) && !hasStopInside(w) && !isTerminal(last) && i+1 < len(lines) &&
		!(isClosing(last) && len(w) > 1 && isTerminal(w[len(w)-2]))
	dashed := w[0] == '—'
	switch {
	case dashed && short && i > 0 && lines[i-1].kind == kindHeadline:
		return text.Headline // a second headline
	case dashed || !short && marker:
		return text.List
	case short && (marker && !hasClause(w) || lines[i+1].kind == kindByline || lines[i+1].Len() > 2*lines[i].Len() || len(w) <= 20 && !hasClause(w) && lines[i+1].Len() > lines[i].Len()):
		return text.Headline
	case marker:
		return text.List
	}
	return text.Body
}

// readHead reads title, author and date from the marked paragraphs.
func readHead(paragraphs []text.Paragraph, runes []rune) text.Head {
	var head text.Head
	var authors []string
	first := len(paragraphs) // the first paragraph about the document
	text0 := len(paragraphs) // the first that is not furniture
	for i, para := range paragraphs {
		if para.Kind != text.Furniture && text0 == len(paragraphs) {
			text0 = i
		}
		if para.Kind == text.Byline || para.Kind == text.Dateline {
			first = i
			break
		}
	}
	for i, para := range paragraphs {
		w := runes[para.Start:para.End]
		switch para.Kind {
		case text.Headline:
			// The first of the lines right before byline and date, or else the
			// first line of the text.
			if head.Title == "" && i < first && (adjoins(paragraphs, i, first) || i == text0) {
				head.Title = string(w)
			}
		case text.Byline:
			names := bylineNames(w)
			if names == nil {
				names = w
			}
			for _, name := range strings.FieldsFunc(string(names), func(r rune) bool { return r == ' ' || r == '、' || r == '/' }) {
				if !isRole(name) && !contains(authors, name) {
					authors = append(authors, name)
				}
			}
		case text.Dateline:
			if d := findDate(w); d != "" && (head.Date == "" || i < first) {
				head.Date = d
			}
		}
	}
	head.Author = strings.Join(authors, " ")
	return head
}

// isRole tells the words of a byline that say what its people are.
func isRole(word string) bool {
	for _, role := range [...]string{"记者", "实习生", "通讯员", "撰稿", "报道", "作者"} {
		if strings.HasSuffix(word, role) {
			return true
		}
	}
	return false
}

// adjoins tells whether only headlines stand from paragraph i to first.
func adjoins(paragraphs []text.Paragraph, i, first int) bool {
	if first == len(paragraphs) {
		return false
	}
	for ; i < first; i++ {
		if paragraphs[i].Kind != text.Headline {
			return false
		}
	}
	return true
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// findDate gives the first whole date in w in ISO 8601, or "".
func findDate(w []rune) string {
	for i := range w {
		if isDigit(w[i]) && (i == 0 || !isDigit(w[i-1])) {
			if d := readDate(w[i:]); d.end > 0 {
				return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
			}
		}
	}
	return ""
}
