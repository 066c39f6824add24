package normalise

import "zhfacts/pipeline/text"

const docNumbers = `Takes the spaces out of numbers: around a decimal point or a grouping comma
(3 . 4, 1,234 .5), before % and ‰, behind a sign, around the dash or colon of a
range (2023 — 2025), between digits printed wide (2 0 2 3 年) and between groups
of three before a unit (10 000 吨). Never joins two numbers that stand side by
side, nor anything in the row of a table.`

func numbers(doc *text.Draft, _ *job) *text.Draft {
	e := doc.Edit()
	eachGapLine(doc, func(l *gapLine) {
		if l.kind == kindTable {
			return
		}
		l.digitsApart()
		for i := range l.gaps {
			if l.gaps[i].cut || l.gaps[i].n > 2 {
				continue
			}
			l.insideNumber(i)
		}
		for _, g := range l.gaps {
			if g.cut {
				e.Delete(g.Span)
			}
		}
	})
	return e.Draft()
}

// insideNumber marks gap i, and the one behind the mark that it goes with, if
// they stand within a number.
func (l *gapLine) insideNumber(i int) {
	left, right := l.before(i), l.after(i)
	switch {
	case isDigit(left):
		l.behindDigit(i, right)
	case right >= '0' && right <= '9':
		switch left {
		case '±', '≥', '≤', '＞', '＜', '>', '<', '¥', '￥', '$', '≈', '≠':
			l.gaps[i].cut = true
		case '.':
			l.gaps[i].cut = l.pointThenGap(i)
		case '—', '–', '～', '~':
			l.gaps[i].cut = l.endsRange(i)
		}
	}
}

// behindDigit looks at a gap between a digit and right.
func (l *gapLine) behindDigit(i int, right rune) {
	w := l.word(i + 1)
	switch right {
	case '%', '‰', '℃', '㎡', '‱':
		l.gaps[i].cut = true
	case '.', ',', ':', '/':
		digits, cut := w[1:], []int{i}
		if len(digits) == 0 && i+1 < len(l.gaps) {
			digits, cut = l.word(i+2), []int{i, i + 1}
		}
		if len(digits) == 0 || !isDigit(digits[0]) {
			return
		}
		if right == ',' && groupLen(digits) != 3 {
			return
		}
		for _, k := range cut {
			l.gaps[k].cut = true
		}
	case '—', '–', '～', '~', '-':
		dashes := 0
		for dashes < len(w) && w[dashes] == right {
			dashes++
		}
		switch {
		case dashes == len(w) && i+1 < len(l.gaps) && isDigit(l.after(i+1)):
			l.gaps[i].cut, l.gaps[i+1].cut = true, true
		case right != '-' && dashes < len(w) && isDigit(w[dashes]):
			l.gaps[i].cut = true
		}
	default:
		if isDigit(right) {
			l.groups(i)
		}
	}
}

// pointThenGap tells whether 2. 7% is one number: the digits stand behind a
// character, hold no other point, and a unit follows. So 2. 3个项目 at the start
// of an item stays.
func (l *gapLine) pointThenGap(i int) bool {
	w := l.word(i)
	k := len(w) - 1
	for k > 0 && isDigit(w[k-1]) {
		k--
	}
	if k == len(w)-1 || k == 0 || !isHan(w[k-1]) && w[k-1] != '-' && w[k-1] != '~' {
		return false
	}
	next := l.word(i + 1)
	n := 0
	for n < len(next) && isDigit(next[n]) {
		n++
	}
	return n < len(next) && (isHan(next[n]) || next[n] == '%' || isWidePunct(next[n]))
}

// endsRange tells whether the dash before gap i stands behind a number or the
// unit of one (2023年 — 2025年, 2023— 2025年).
func (l *gapLine) endsRange(i int) bool {
	p := l.gaps[i].Start - 1
	dash := l.runes[p]
	for p > l.Start && (l.runes[p] == dash || isSpace(l.runes[p])) {
		p--
	}
	return isDigit(l.runes[p]) || p > l.Start && isHan(l.runes[p]) && isDigit(l.runes[p-1])
}

// groupLen is the number of digits that w begins with.
func groupLen(w []rune) int {
	n := 0
	for n < len(w) && isDigit(w[n]) {
		n++
	}
	return n
}

// groups joins groups of three (10 000 吨): a character stands before the first
// group, a unit behind the last.
func (l *gapLine) groups(i int) {
	w := l.word(i)
	first := len(w)
	for first > 0 && isDigit(w[first-1]) {
		first--
	}
	if n := len(w) - first; first == 0 || n > 3 || w[first] == '0' || !isHan(w[first-1]) {
		return
	}
	k := i // the gap before the last group
	for {
		w := l.word(k + 1)
		if l.gaps[k].n != 1 || groupLen(w) != 3 {
			return
		}
		if len(w) > 3 {
			if !isHan(w[3]) {
				return
			}
			break
		}
		if k+1 == len(l.gaps) {
			return
		}
		if next := l.after(k + 1); isHan(next) {
			break
		} else if !isDigit(next) {
			return
		}
		k++
	}
	for ; i <= k; i++ {
		l.gaps[i].cut = true
	}
}

// maxDigits is the greatest length of a number printed wide.
const maxDigits = 12

// digitsApart joins digits printed one by one: four before 年, or two and more
// that stand among letter-spaced characters or before one.
func (l *gapLine) digitsApart() {
	for i := 0; i < len(l.gaps); i++ {
		if w := l.word(i); !isDigit(w[len(w)-1]) || len(w) > 1 && isDigit(w[len(w)-2]) {
			continue
		}
		j := i + 1 // the last word of the number
		for j < len(l.gaps) && j-i < maxDigits && isSingleDigit(l.word(j)) && l.gaps[j].n == l.gaps[i].n {
			j++
		}
		w := l.word(j)
		n := groupLen(w)
		if n == 0 {
			j--
			w = l.word(j)
		}
		single := len(l.word(i)) == 1
		switch {
		case j == i, n > 0 && n == len(w) && n > 1:
			continue
		case n == 0 && j < len(l.gaps) && single:
			next := l.after(j)
			if !(next == '年' && j-i == 3) && !(isHan(next) && j-i >= 2) && !l.amongSpaced(i, j) {
				continue
			}
		case n > 0 && n < len(w) && (isHan(w[n]) || w[n] == '%'):
			if !l.amongSpaced(i, j) && !(w[n] == '年' && j-i+n == 4) {
				continue
			}
		default:
			continue
		}
		for k := i; k < j; k++ {
			l.gaps[k].cut = true
		}
		i = j
	}
}

func isSingleDigit(w []rune) bool { return len(w) == 1 && isDigit(w[0]) }

// amongSpaced tells whether a lone character stands beside the words i to j.
func (l *gapLine) amongSpaced(i, j int) bool {
	lone := func(k int) bool {
		if k < 0 || k > len(l.gaps) {
			return false
		}
		w := l.word(k)
		return len(w) == 1 && (isHan(w[0]) || isWidePunct(w[0]))
	}
	return lone(i-1) || lone(j+1)
}
