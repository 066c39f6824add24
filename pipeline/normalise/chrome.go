package normalise

import (
	_ "embed"
	"strings"
)

// isPlaceholder tells what an extractor put in the place of a table or picture.
func isPlaceholder(w []rune) bool {
	n := len(w)
	return n >= 5 && w[0] == '<' && w[1] == '|' && w[n-2] == '|' && w[n-1] == '>'
}

//go:embed chrome.tsv
var chromeData string

// editors are the titles of those who are answerable for a page or an item,
// webWords what the buttons, links and notices of web pages begin with.
var editors, webWords = readChrome(chromeData, "editor"), readChrome(chromeData, "web")

func readChrome(data, kind string) prefixes {
	var words []string
	for l := range strings.Lines(data) {
		if word, is, _ := strings.Cut(strings.TrimRight(l, "\n"), "\t"); is == kind && !strings.HasPrefix(l, "#") {
			words = append(words, word)
		}
	}
	return newPrefixes(words...)
}

// longestChrome is the greatest length in runes of a line of a page's frame.
const longestChrome = 40

// isEditor tells the line that names who is answerable for a page or an item.
func isEditor(w []rune) bool {
	w = trimOpening(w)
	n := editors.in(w)
	return n > 0 && len(w) <= longestChrome && len(w) > n && !hasStop(w)
}

// isWebFrame tells a button, a link or a notice of a web page: its word, and then
// nothing, a mark, or words without a full stop and without an end of a sentence;
// the number of a licence.
func isWebFrame(w []rune) bool {
	w = trimOpening(w)
	if len(w) == 0 || len(w) > longestChrome || hasStop(w) || isTerminal(w[len(w)-1]) {
		return false
	}
	if n := webWords.in(w); n > 0 {
		return n == len(w) || !isHan(w[n]) || len(w) <= 12
	}
	return isLicence(w)
}

func trimOpening(w []rune) []rune {
	for len(w) > 0 && isOpening(w[0]) {
		w = w[1:]
	}
	return w
}

// isLicence tells the number under which a site is registered: 京ICP备12345678号.
func isLicence(w []rune) bool {
	for i := 0; i+4 <= len(w) && i < 12; i++ {
		if hasPrefix(w[i:], "ICP备") || hasPrefix(w[i:], "ICP证") || hasPrefix(w[i:], "公网安备") {
			return hasDigit(w[i:])
		}
	}
	return false
}

// isCrumbs tells the way to a page: three and more short names with > or » between
// them (首页 > 新闻 > 财经).
func isCrumbs(w []rune) bool {
	n, names := 0, 1
	for _, r := range w {
		switch {
		case r == '>' || r == '»' || r == '›':
			if n == 0 {
				return false
			}
			n = 0
			names++
		case isHan(r) || isLatin(r):
			n++
		case !isSpace(r):
			return false
		}
		if n > 8 {
			return false
		}
	}
	return names >= 3
}

// isJump tells the line that says where an article goes on: （下转第2版）.
func isJump(w []rune) bool {
	w = trimOpening(w)
	if len(w) > 14 || !hasPrefix(w, "下转") && !hasPrefix(w, "上接") && !hasPrefix(w, "下轉") {
		return false
	}
	for len(w) > 0 && isClosing(w[len(w)-1]) {
		w = w[:len(w)-1]
	}
	return w[len(w)-1] == '版' || w[len(w)-1] == '页' || w[len(w)-1] == '頁'
}

// isCredit tells the line that names who took a picture: 新华社记者 李大海 摄.
func isCredit(w []rune) bool {
	w = trimOpening(w)
	for len(w) > 0 && isClosing(w[len(w)-1]) {
		w = w[:len(w)-1]
	}
	n := len(w)
	if n < 3 || n > 24 || hasClause(w) {
		return false
	}
	if w[n-1] == '攝' || w[n-1] == '摄' {
		return isSpace(w[n-2]) || hasPrefix(w, "新华社") || hasPrefix(w, "本报") || hasPrefix(w, "記者") || hasPrefix(w, "记者")
	}
	return w[n-2] == '供' && w[n-1] == '图' && n <= 16
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
