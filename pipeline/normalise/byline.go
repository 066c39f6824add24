package normalise

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

// isIssuer tells a line that names the body that issued a document: short, one
// phrase, and ending as such names do.
func isIssuer(w []rune) bool {
	if len(w) < 4 || len(w) > 24 || !isBody(w[len(w)-1]) {
		return false
	}
	for _, r := range w {
		if !isHan(r) && r != '（' && r != '）' && r != '(' && r != ')' {
			return false
		}
	}
	return true
}

// isBody tells the last character of bodies (董事会, 编辑部), with which hardly a
// name ends.
func isBody(r rune) bool {
	switch r {
	case '会', '部', '局', '社', '组', '处', '委', '司', '室', '院', '厅', '府', '會', '處', '廳':
		return true
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
	if w[0] == '□' && len(names) <= 3 {
		return true // newspapers put it before a name; ■ stands before anything
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
	if name := titledName(w); name != nil {
		return name
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

// titledName gives the name of who speaks: 某省省长 王小明, an office and a name
// alone in a line.
func titledName(w []rune) []rune {
	gap := -1
	for i, r := range w {
		switch {
		case isSpace(r) && gap < 0 && i >= 3:
			gap = i
		case !isHan(r):
			return nil
		}
	}
	if name := len(w) - gap - 1; gap < 0 || gap > 14 || name < 2 || name > 3 {
		return nil
	}
	switch w[gap-1] {
	case '长', '席', '记', '任', '员', '理', '長', '記', '員':
		return w[gap+1:]
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
