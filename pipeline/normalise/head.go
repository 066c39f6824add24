package normalise

import "zhfacts/pipeline/text"

const docHead = `Marks the lines in which a document speaks of itself: bylines (□ and a name,
本报记者, 作者：), datelines (a date or a newspaper's name, date and page alone in
a line, 发布时间：, 来源：) and the headline that stands before them, wherever
that is; without either, a first line that is short and ends without a stop.
Deletes nothing.`

func head(doc *text.Draft, job *job) *text.Draft {
	lines, runes := job.linesOf(doc), doc.Runes()
	found := false
	first := -1 // the first line that is about the document
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
		if first < 0 {
			first = i
		}
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
	}
	for i := range lines {
		l := &lines[i]
		if l.kind == kindFurniture {
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

// nameBelow marks the line between headline and date that is a name and
// nothing else, as in the archives of newspapers.
func nameBelow(lines []line, runes []rune, first int) {
	k := first - 1
	if k < 1 || k > headLines || lines[k].kind != kindHeadline {
		return
	}
	if isNames(runes[lines[k].Start:lines[k].End]) {
		lines[k].kind = kindByline
	}
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

// isNames tells words of two to four characters, at most five of them.
func isNames(w []rune) bool {
	n, names := 0, 1
	for _, r := range w {
		switch {
		case isSpace(r):
			if n < 2 {
				return false
			}
			n = 0
			names++
		case isHan(r):
			n++
		default:
			return false
		}
		if n > 4 || names > 5 {
			return false
		}
	}
	return n >= 2 && (names > 1 || n <= 3) && !isBody(w[len(w)-1])
}

// isBody tells the last character of bodies (董事会, 编辑部), with which hardly a
// name ends.
func isBody(r rune) bool {
	switch r {
	case '会', '部', '局', '社', '组', '处', '委', '司', '室', '院':
		return true
	}
	return false
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

// isByline tells a line that says who wrote and nothing else.
func isByline(w []rune, words Words) bool {
	names := bylineNames(w)
	if len(names) == 0 {
		return false
	}
	if isHan(w[0]) && !hasPrefix(w, "记者") {
		return true // 本报记者 and the like leave no doubt
	}
	start := 0
	for i := 0; i <= len(names); i++ {
		if i == len(names) || isSpace(names[i]) || names[i] == '、' || names[i] == '/' {
			if plainWord(names[start:i], words) {
				return false
			}
			start = i + 1
		}
	}
	return true
}

// plainWord tells words of the dictionary, alone or two together, which are no
// names (董事会, 相关链接).
func plainWord(w []rune, words Words) bool {
	if words == nil || len(w) < 2 {
		return false
	}
	return words.HasWord(string(w)) || len(w) == 4 && words.HasWord(string(w[:2])) && words.HasWord(string(w[2:]))
}

// bylineNames gives the part of a byline that holds the names; nil if w is none.
func bylineNames(w []rune) []rune {
	if len(w) == 0 || len(w) > 50 {
		return nil
	}
	switch w[0] {
	case '□', '■', '◎', '▢', '☐':
		names := trimLeft(w[1:])
		if len(names) >= 2 && len(names) <= 30 && plainNames(names) {
			return names
		}
		return nil
	}
	for len(w) > 2 && (w[0] == '（' || w[0] == '(') && (w[len(w)-1] == '）' || w[len(w)-1] == ')') {
		w = w[1 : len(w)-1]
	}
	if n := writers.in(w); n > 0 {
		if names := trimLeft(w[n:]); len(names) >= 2 && plainNames(names) {
			return names
		}
	}
	// 本报记者, 新华社记者, 人民网记者: 记者 among the first eight runes, then names.
	for i := 0; i+2 < len(w) && i <= 8; i++ {
		if w[i] == '记' && w[i+1] == '者' {
			names := trimLeft(w[i+2:])
			if len(names) >= 2 && len(names) <= 30 && plainNames(names) && (i == 0 || spelled(w[:i])) {
				return names
			}
		}
	}
	return nil
}

// writers are the words that introduce who wrote.
var writers = newPrefixes("作者：", "作者:", "撰文：", "记者：", "记者:", "通讯员：", "文/")

// plainNames tells names parted by spaces or 、, none longer than four
// characters unless it is foreign.
func plainNames(w []rune) bool {
	n := 0
	for _, r := range w {
		switch {
		case isSpace(r) || r == '、' || r == '/':
			n = 0
		case isHan(r):
			n++
		case isLatin(r) || r == '·':
		default:
			return false
		}
		if n > 5 {
			return false
		}
	}
	return true
}

// spelled tells the medium before 记者: Chinese or Latin letters and spaces.
func spelled(w []rune) bool {
	for _, r := range w {
		if !isHan(r) && !isLatin(r) && !isSpace(r) {
			return false
		}
	}
	return true
}

// isDateline tells a line that says when or where it was printed and nothing
// else.
func isDateline(w []rune) bool {
	if label := labelled(w); label > 0 {
		return true
	}
	if n := readDate(w).end; n > 0 && len(trimRight(w)) <= n+len(" 00:00:00 星期五") && !hasHanWord(w[n:]) {
		return true
	}
	return isMasthead(w) || isPageLabel(w)
}

// hasHanWord tells whether w holds more than the day of the week.
func hasHanWord(w []rune) bool {
	n := 0
	for _, r := range w {
		if isHan(r) {
			n++
		}
	}
	return n > 3
}

// labels are the words before a colon that introduce when and where a text was
// published.
var labels = newPrefixes("发布时间", "发布日期", "发表时间", "时间", "日期", "来源", "信息来源", "稿源", "公告日期", "更新时间", "发稿时间", "成文日期")

// labelled gives the length of the label and its colon at the start of w.
func labelled(w []rune) int {
	n := labels.in(w)
	if n > 0 && len(w) > n+1 && len(w) <= 40 && (w[n] == '：' || w[n] == ':') && !hasStop(w) {
		return n + 1
	}
	return 0
}

// isMasthead tells a newspaper's title in 《》 with date and page in brackets.
func isMasthead(w []rune) bool {
	if len(w) < 8 || w[0] != '《' || len(w) > 50 {
		return false
	}
	i := 1
	for i < len(w) && w[i] != '》' {
		i++
	}
	rest := trimLeft(w[min(i+1, len(w)):])
	if len(rest) > 0 && (rest[0] == '（' || rest[0] == '(') {
		rest = rest[1:]
	}
	return readDate(rest).end > 0
}

// isPageLabel tells a page of a newspaper alone in a line (第1版(要闻)) and an
// empty label (专栏：).
func isPageLabel(w []rune) bool {
	if len(w) <= 24 && hasPrefix(w, "第") {
		i := 1
		for i < len(w) && (isDigit(w[i]) || isSpace(w[i])) {
			i++
		}
		if i > 1 && i < len(w) && w[i] == '版' && (i+1 == len(w) || w[i+1] == '(' || w[i+1] == '（' || w[i+1] == ':' || w[i+1] == '：') {
			return true
		}
	}
	return hasPrefix(w, "专栏：") && len(w) <= 24
}

// date is a date read from the start of a line.
type date struct {
	year, month, day int
	end              int // runes read; 0 if there is none
}

// readDate reads 2025年10月20日, 2024-01-05, 2024/1/5, 2024.1.5 at the start of
// w, spaces allowed around the parts.
func readDate(w []rune) date {
	i := 0
	number := func(most int) int {
		for i < len(w) && isSpace(w[i]) {
			i++
		}
		n, start := 0, i
		for i < len(w) && i-start < most && isDigit(w[i]) {
			n = n*10 + int(w[i]-'0')
			i++
		}
		if i == start || i < len(w) && isDigit(w[i]) {
			return -1
		}
		for i < len(w) && isSpace(w[i]) && i+1 < len(w) && (w[i+1] == '年' || w[i+1] == '月' || w[i+1] == '日') {
			i++
		}
		return n
	}
	var d date
	d.year = number(4)
	if d.year < 1840 || d.year > 2200 || i == len(w) {
		return date{}
	}
	sep := w[i]
	if sep != '年' && sep != '-' && sep != '/' && sep != '.' {
		return date{}
	}
	i++
	d.month = number(2)
	if d.month < 1 || d.month > 12 || i == len(w) || w[i] != sep && !(sep == '年' && w[i] == '月') {
		return date{}
	}
	i++
	d.day = number(2)
	if d.day < 1 || d.day > 31 {
		return date{}
	}
	if sep == '年' {
		if i == len(w) || w[i] != '日' && w[i] != '号' {
			return date{}
		}
		i++
	}
	d.end = i
	return d
}
