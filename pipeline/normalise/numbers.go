package normalise

import "zhfacts/pipeline/text"

const docNumbers = `Takes the spaces out of numbers: around a decimal point or a grouping comma
(3 . 4, 1,234 .5), before % and ‰, behind a sign, around the dash or colon of a
range (2023 — 2025), between digits printed wide (2 0 2 3 年) and between groups
of three before a unit (10 000 吨). Never joins two numbers that stand side by
side; in the row of a table only what stands around a point (5 . 2, 5. 2).`

func numbers(doc *text.Draft, job *job) *text.Draft {
	const rounds = 4 // what is whole may show what stands beside it: 0 , 00 %
	for range rounds {
		before := len(doc.Runes())
		if doc = joinNumbers(doc, job); len(doc.Runes()) == before {
			break
		}
	}
	return doc
}

func joinNumbers(doc *text.Draft, job *job) *text.Draft {
	e := doc.Edit()
	job.eachGapLine(doc, func(l *gapLine) {
		if l.kind == kindTable {
			l.pointsInCells()
		} else {
			l.digitsApart()
			for i := range l.gaps {
				if !l.gaps[i].cut && l.gaps[i].n <= 2 {
					l.insideNumber(i)
				}
			}
		}
		for _, g := range l.gaps {
			if g.cut {
				e.Delete(g.Span)
			}
		}
	})
	return e.Draft()
}

// pointsInCells marks the single spaces beside the points of numbers in a row: no
// cell begins or ends with a point, but for the number of an item at its start.
func (l *gapLine) pointsInCells() {
	for i := range l.gaps {
		if l.gaps[i].n > 1 || l.gaps[i].cut {
			continue
		}
		left, right := l.word(i), l.word(i+1)
		switch {
		case right[0] == '.' && isWhole(left):
			switch {
			case len(right) > 1 && isWhole(right[1:]):
				l.gaps[i].cut = true
			case len(right) == 1 && i+1 < len(l.gaps) && l.gaps[i+1].n == 1 && isWhole(l.word(i+2)):
				l.gaps[i].cut, l.gaps[i+1].cut = true, true
			}
		case i > 0 && len(left) > 1 && left[len(left)-1] == '.' && isWhole(left[:len(left)-1]) && isWhole(right):
			l.gaps[i].cut = true
		}
	}
}

// isWhole tells digits, grouped or not, perhaps behind a sign or before %.
func isWhole(w []rune) bool {
	if len(w) > 1 && (w[0] == '-' || w[0] == '+' || w[0] == '−') {
		w = w[1:]
	}
	if len(w) > 1 && (w[len(w)-1] == '%' || w[len(w)-1] == '‰') {
		w = w[:len(w)-1]
	}
	for i, r := range w {
		if !isDigit(r) && (r != ',' || i == 0 || i == len(w)-1) {
			return false
		}
	}
	return len(w) > 0
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
		case ',':
			l.gaps[i].cut = l.commaThenGap(i)
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

// pointThenGap tells whether 2. 7% is one number. It is when a percent sign
// stands behind or the digits before are many; else no marker of an item may
// stand there and something of running text must follow. So 2. 3个项目 at the
// start of an item stays.
func (l *gapLine) pointThenGap(i int) bool {
	w := l.word(i)
	k := len(w) - 1
	for k > 0 && (isDigit(w[k-1]) || w[k-1] == ',') {
		k--
	}
	const many = 3 // digits: no list has so many items
	digits := len(w) - 1 - k
	if digits == 0 || !isDigit(w[k]) {
		return false
	}
	left := '。' // as if a sentence ended before
	if k > 0 {
		left = w[k-1]
	} else if i > 0 {
		left = l.before(i - 1)
	}
	next := l.word(i + 1)
	n := groupLen(next)
	right := rune(0) // nothing
	if n < len(next) {
		right = next[n]
	} else if i+2 <= len(l.gaps) {
		right = l.after(i + 1)
	}
	switch {
	case left == '.' || right == '.':
		return false
	case right == '%' || right == '‰' || digits >= many && (right != 0 || l.punct):
		return true
	case !isHan(left) && left != '-' && left != '~' && left != '(' && (!isWidePunct(left) || isTerminal(left)):
		return false
	case right == 0:
		return l.punct // the line goes on below
	}
	return isHan(right) || isWidePunct(right) || isLatin(right) || right == ',' || right == ';' || right == ')' || right == '-' || right == '~'
}

// commaThenGap tells whether 1,234, 567 is one number: a comma alone before a
// space parts two, so another one without a space must show that the number is
// written in groups of three.
func (l *gapLine) commaThenGap(i int) bool {
	w, next := l.word(i), l.word(i+1)
	if groupLen(next) != 3 {
		return false
	}
	k, commas := len(w)-1, 0
	for k > 0 && (isDigit(w[k-1]) || w[k-1] == ',') {
		if w[k-1] == ',' {
			commas++
		}
		k--
	}
	return isDigit(w[k]) && (commas > 0 || len(next) > 6 && next[3] == ',' && groupLen(next[4:]) == 3)
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
