package normalise

import (
	"slices"
	"strings"
	"unicode/utf8"

	"zhfacts/pipeline/text"
)

// readHead reads what the document says about itself from the marked paragraphs
// and the opening of its report.
func readHead(paras []text.Paragraph, runes []rune) text.Head {
	var head text.Head
	about := func(i int) bool { return paras[i].Kind == text.Byline || paras[i].Kind == text.Dateline }
	first := 0 // the first paragraph about the document
	for first < len(paras) && !about(first) {
		first++
	}
	top := 0 // the first that is neither about the document nor furniture
	for top < len(paras) && (about(top) || paras[top].Kind == text.Furniture || paras[top].Kind == runningHead) {
		top++
	}
	var authors []string
	for i, para := range paras {
		w := runes[para.Start:para.End]
		switch para.Kind {
		case text.Headline:
			// The first of the lines right before byline and date, or else the
			// first line of the text.
			if head.Title == "" && (i == top || i < first && adjoins(paras, i, first)) {
				head.Title = string(w)
				// A company, and what its announcement is about.
				if i+1 < len(paras) && paras[i+1].Kind == text.Headline {
					if next := runes[paras[i+1].Start:paras[i+1].End]; hasPrefix(next, "关于") || hasPrefix(next, "關於") {
						head.Title += string(next)
					}
				}
			}
		case text.Byline:
			names := bylineNames(w)
			if names == nil {
				names = w
			}
			authors = addNames(authors, names)
		case text.Dateline:
			if head.Date == "" {
				head.Date = findDate(w)
			}
			if head.Source == "" {
				head.Source = publisher(w)
			}
		}
	}
	for i := 0; head.Title == "" && i < len(paras); i++ {
		if paras[i].Kind == runningHead {
			head.Title = string(runes[paras[i].Start:paras[i].End])
		}
	}
	readOpening(&head, &authors, paras, runes)
	if head.Date == "" {
		head.Date = headlineDate(paras, runes)
	}
	head.Author = strings.Join(authors, " ")
	return head
}

// headlineDate is the date that the first line or a headline near the top ends
// with, as daily digests have it: 财经早报2024年8月7日星期三.
func headlineDate(paras []text.Paragraph, runes []rune) string {
	const reach, longest = 16, 60 // paragraphs, runes
	for i, para := range paras[:min(reach, len(paras))] {
		w := runes[para.Start:para.End]
		if i > 0 && para.Kind != text.Headline || len(w) > longest {
			continue
		}
		for at := range w {
			if at > 0 && isDigit(w[at-1]) || !isDigit(w[at]) {
				continue
			}
			if d := readDate(w[at:]); d.end > 0 && isWeekdayOrNone(w[at+d.end:]) {
				return d.String()
			}
		}
	}
	return ""
}

// isWeekdayOrNone tells whether nothing but a weekday and marks is in w.
func isWeekdayOrNone(w []rune) bool {
	rest := strings.Trim(string(w), " 　()（）[]【】")
	for _, name := range [...]string{"星期", "周", "週"} {
		if day, ok := strings.CutPrefix(rest, name); ok {
			return utf8.RuneCountInString(day) == 1
		}
	}
	return rest == ""
}

// readOpening reads the first opening of a report near the top of the text.
func readOpening(head *text.Head, authors *[]string, paras []text.Paragraph, runes []rune) {
	const reach = 12 // paragraphs
	for _, para := range paras[:min(reach, len(paras))] {
		if para.Kind != text.Body {
			continue
		}
		d := readDispatch(runes[para.Start:para.End])
		if d.end == 0 {
			continue
		}
		if head.Source == "" {
			head.Source = d.publisher
		}
		if head.Date == "" {
			head.Date, head.Day = d.date(), d.dayOnly()
		}
		if len(*authors) == 0 {
			*authors = addNames(nil, d.authors)
		}
		return
	}
}

// addNames adds the names of a byline that are not known yet.
func addNames(authors []string, names []rune) []string {
	for _, name := range strings.FieldsFunc(string(names), func(r rune) bool { return r == ' ' || r == '、' || r == '/' }) {
		if !isRole(name) && !slices.Contains(authors, name) {
			authors = append(authors, name)
		}
	}
	return authors
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
func adjoins(paras []text.Paragraph, i, first int) bool {
	for ; i < first && first < len(paras); i++ {
		if paras[i].Kind != text.Headline {
			return false
		}
	}
	return first < len(paras)
}

// findDate gives the first whole date in w in ISO 8601, or "".
func findDate(w []rune) string {
	for i := range w {
		if starts := i == 0 || !isDigit(w[i-1]) && !isChineseNumeral(w[i-1]); starts && (isDigit(w[i]) || isChineseNumeral(w[i])) {
			if d := readDate(w[i:]); d.end > 0 {
				return d.String()
			}
		}
	}
	return ""
}
