package normalise

// isDateline tells a line that says when or where it was printed and nothing
// else.
func isDateline(w []rune) bool {
	if label := labelled(w); label > 0 {
		return true
	}
	if n := readDate(w).end; n > 0 && len(trimRight(w)) <= n+len(" 00:00:00 星期五") && !hasHanWord(w[n:]) {
		return true
	}
	return isMasthead(w) || isPageLabel(w) || isFields(w) || isDatedFields(w)
}

// isDatedFields tells a date with the labels of a web page behind it:
// 2024-01-05 08:30 来源：某某日报 作者：某某.
func isDatedFields(w []rune) bool {
	n := readDate(w).end
	if n == 0 || len(w) > 60 || hasStop(w) {
		return false
	}
	for n < len(w) && (isSpace(w[n]) || isDigit(w[n]) || w[n] == ':') {
		n++
	}
	return sources.in(w[n:]) > 0
}

// isFields tells two and more labels with what they hold side by side, as above
// announcements: 证券代码：600000 证券简称：某某.
func isFields(w []rune) bool {
	fields, label := 0, 0
	for i, r := range w {
		switch {
		case r == '：' || r == ':':
			if label < 2 || label > 6 || i+1 == len(w) {
				return false
			}
			fields++
			label = -100 // until a space
		case isSpace(r):
			label = 0
		case endsClause(r):
			return false
		case isHan(r):
			label++
		default:
			if label >= 0 {
				return false
			}
		}
	}
	return fields >= 2
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

// publisher gives who published the text, from a line about it: what follows
// 来源：, the newspaper in 《》; "" if it names none.
func publisher(w []rune) string {
	if at := readDate(w).end; at > 0 {
		for at < len(w) && (isSpace(w[at]) || isDigit(w[at]) || w[at] == ':') {
			at++
		}
		w = w[at:]
	}
	if n := sources.in(w); n > 0 && n+1 < len(w) && (w[n] == '：' || w[n] == ':') {
		rest := trimLeft(w[n+1:])
		end := 0
		for end < len(rest) && !isSpace(rest[end]) && !isDigit(rest[end]) {
			end++
		}
		return string(rest[:end])
	}
	if isMasthead(w) {
		end := 1
		for end < len(w) && w[end] != '》' {
			end++
		}
		return string(w[1:end])
	}
	return ""
}

// sources are the labels behind which a publisher stands.
var sources = newPrefixes("来源", "信息来源", "文章来源", "稿源", "來源")
