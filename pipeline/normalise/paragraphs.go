package normalise

import (
	"fmt"
	"strings"

	"zhfacts/pipeline/text"
)

// Paragraphs reads a draft after all steps: every line is a paragraph. Its kind
// is the one marked, or told from its shape: an item of a list by its marker,
// an item or a short line without a stop before longer text is a headline.
func Paragraphs(doc *text.Draft) *text.Text {
	runes := doc.Runes()
	lines := linesOf(doc)
	paragraphs := make([]text.Paragraph, len(lines))
	for i, l := range lines {
		if l.kind == "" {
			l.kind = kindOf(lines, i, runes)
		}
		paragraphs[i] = text.Paragraph{Span: l.Span, Kind: l.kind}
	}
	return doc.Finish(paragraphs, readHead(paragraphs, runes))
}

// maxHeading is the greatest length of a heading in runes.
const maxHeading = 60

func kindOf(lines []line, i int, runes []rune) text.ParagraphKind {
	w := runes[lines[i].Start:lines[i].End]
	heading := len(w) <= maxHeading && !endsLikeText(w) && !hasStopInside(w) && !isTerminal(w[len(w)-1]) &&
		!isClosing(w[len(w)-1]) && i+1 < len(lines) && lines[i+1].Len() > lines[i].Len()
	if text.ListMarker(w) > 0 && !heading {
		return text.List
	}
	if heading {
		return text.Headline
	}
	return text.Body
}

// readHead reads title, author and date from the marked paragraphs.
func readHead(paragraphs []text.Paragraph, runes []rune) text.Head {
	var head text.Head
	var authors []string
	first := len(paragraphs) // the first paragraph about the document
	for i, para := range paragraphs {
		if para.Kind == text.Byline || para.Kind == text.Dateline {
			first = i
			break
		}
	}
	for i, para := range paragraphs {
		w := runes[para.Start:para.End]
		switch para.Kind {
		case text.Headline:
			// The first of the lines right before byline and date.
			if before := i < first; before && (first == len(paragraphs) || adjoins(paragraphs, i, first)) && head.Title == "" {
				head.Title = string(w)
			}
		case text.Byline:
			names := bylineNames(w)
			if names == nil {
				names = w
			}
			for _, name := range strings.FieldsFunc(string(names), func(r rune) bool { return r == ' ' || r == '、' || r == '/' }) {
				if !contains(authors, name) {
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

// adjoins tells whether only headlines stand from paragraph i to first.
func adjoins(paragraphs []text.Paragraph, i, first int) bool {
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
