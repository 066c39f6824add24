package normalise

import "zhfacts/pipeline/text"

// runsOn tells Latin text that goes on with a small letter; key: value lines do
// not.
func runsOn(xs, ys []rune) bool {
	if end := xs[len(xs)-1]; ys[0] < 'a' || ys[0] > 'z' || len(xs) < 12 || !isLatin(end) && end != ',' && end != '-' {
		return false
	}
	for _, r := range ys {
		if r == ':' {
			return false
		}
		if !isLatin(r) && r != '-' {
			break
		}
	}
	return true
}

// isUnit tells a line that starts with the unit of a number and no longer word.
func isUnit(w []rune) bool {
	switch w[0] {
	case '万', '亿', '吨', '月', '年', '亩', '辆', '%':
		return true
	case '个':
		return len(w) < 2 || w[1] != '人' && w[1] != '体' && w[1] != '别'
	case '元':
		return len(w) < 2 || w[1] != '旦'
	}
	return false
}

// isTail tells the short end of a sentence, which is no paragraph by itself.
func isTail(w []rune) bool {
	return len(w) <= 8 && w[len(w)-1] == '。'
}

// reportMarks are what opensReport stops at. The set is read-only.
var reportMarks = text.NewRuneSet("，。、讯电息")

// opensReport tells the start of a report: 本报讯, 新华社北京12月28日电, 农民网消息（
// and the like, with a space or a bracket behind.
func opensReport(w []rune) bool {
	const reach = 24 // runes
	for i := 1; i+1 < min(len(w), reach); i++ {
		if !reportMarks.Has(w[i]) {
			continue
		}
		switch w[i] {
		case '，', '。', '、':
			return false
		case '讯', '电', '息':
			if w[i] == '息' && w[i-1] != '消' || w[i+1] != ' ' && w[i+1] != '（' && w[i+1] != '(' && w[i+1] != '：' && w[i+1] != ':' {
				continue
			}
			return w[i] == '息' || hasPrefix(w, "本报") || hasPrefix(w, "新华社") || w[i-1] == '日' || w[i-1] == '社'
		}
	}
	return false
}

// isSubscript tells an index that a text layer put into a line of its own.
func isSubscript(w []rune) bool {
	return len(w) <= 2 && isDigit(w[0]) && isDigit(w[len(w)-1])
}

// onlyMarker tells the marker of an item that lost its text: 2. or （一）.
func onlyMarker(w []rune) bool {
	n := len(w)
	if n < 2 || n > 5 {
		return false
	}
	return text.ListMarker(append(w[:n:n], '某')) == n
}

// hanging are characters that need another word behind them, and the words in
// which they do not.
const hanging = "约至与和及或将把被从且但并第的着"

var complete = wordSet("目的 参与 赠与 给与 总和 饱和 缓和 温和 调和 中和 共和 合并 兼并 服从 随从 普及 涉及 触及 埃及 大将 名将 接着 执着 沉着 甚至 冬至 夏至 大约 节约 合约 契约 条约 公约 签约 履约 违约 预约 制约")

// goesOn tells a line that no paragraph can end with: its last character wants
// a word behind it.
func goesOn(w []rune) bool {
	last := w[len(w)-1]
	for _, r := range hanging {
		if r == last {
			return len(w) > 6 && !complete[string(w[len(w)-2:])] || len(w) >= 2 && string(w[len(w)-2:]) == "随着"
		}
	}
	return false
}

// goneOn tells a line that no paragraph can start with.
func goneOn(w []rune) bool {
	switch w[0] {
	case '的', '了', '们':
		return len(w) < 2 || w[0] != '的' || w[1] != '确' && w[1] != '士'
	}
	return false
}

func hasClause(w []rune) bool {
	for _, r := range w {
		if endsClause(r) {
			return true
		}
	}
	return false
}

// weakMarker tells markers that a wrapped line may begin with by chance.
func weakMarker(w []rune) bool {
	return isDigit(w[0]) || w[0] == '（' || w[0] == '(' || isChineseNumeral(w[0]) || w[0] == '—'
}

// lonely tells a single character alone in its line: text that runs downwards.
func lonely(w []rune) bool {
	return len(w) == 1 && isHan(w[0]) || len(w) == 2 && isHan(w[0]) && w[1] == '、'
}

// verses tells whether lines a and b stand in a poem: four and more lines of as
// many characters, ten at most, each with one mark at its end.
func (j *joiner) verses(a, b int) bool {
	n := verse(j.text(a))
	if n == 0 || verse(j.text(b)) != n {
		return false
	}
	lines := 2
	for i := a - 1; i >= 0 && lines < 4 && verse(j.text(i)) == n; i-- {
		lines++
	}
	for i := b + 1; i < len(j.lines) && lines < 4 && verse(j.text(i)) == n; i++ {
		lines++
	}
	return lines >= 4
}

// verse is the number of characters of a line that could be one of a poem; 0 if
// it could not.
func verse(w []rune) int {
	n := len(w) - 1
	if n < 4 || n > 10 || !endsClause(w[n]) && !isTerminal(w[n]) {
		return 0
	}
	for _, r := range w[:n] {
		if !isHan(r) {
			return 0
		}
	}
	return n
}
