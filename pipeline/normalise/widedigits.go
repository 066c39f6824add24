package normalise

// maxDigits is the greatest length of a number printed wide.
const maxDigits = 12

// digitsApart joins digits printed one by one, with the point or commas between
// them: four before 年, three and more before another character, any with a
// point or a percent sign, or that stand among letter-spaced characters.
func (l *gapLine) digitsApart() {
	if l.isWideDate() {
		for i := range l.gaps {
			l.gaps[i].cut = true
		}
		return
	}
	for i := 0; i < len(l.gaps); i++ {
		if w := l.word(i); !isDigit(w[len(w)-1]) || len(w) > 1 && isDigit(w[len(w)-2]) {
			continue
		}
		if i > 0 && len(l.word(i)) == 1 && isDigit(l.before(i-1)) {
			continue // the number begins before, and was none
		}
		j, digits, tail := l.digitsFrom(i)
		if j == i {
			continue
		}
		next := rune(0)
		if tail > 0 {
			next = l.word(j)[tail]
		} else if j < len(l.gaps) {
			next = l.after(j)
		}
		single := len(l.word(i)) == 1
		switch {
		case next == '年' && digits == 4,
			isHan(next) && digits >= 3 && single && tail == 0,
			l.punct && (next == '%' || digits >= 4 || j-i >= digits), // running text, which has no cells
			l.amongSpaced(i, j):
		default:
			continue
		}
		for k := i; k < j; k++ {
			l.gaps[k].cut = true
		}
		i = j
	}
}

// isWideDate tells a line that is a date printed wide: 2 0 2 4 - 1 - 5.
func (l *gapLine) isWideDate() bool {
	if len(l.gaps) < 7 || len(l.gaps) > 9 {
		return false
	}
	var w [10]rune
	for i := range len(l.gaps) + 1 {
		if len(l.word(i)) != 1 {
			return false
		}
		w[i] = l.word(i)[0]
	}
	date := w[:len(l.gaps)+1]
	return readDate(date).end == len(date)
}

// digitsFrom gives the last word of the number printed wide that begins with
// the last digit of word i, and how many digits it has. If that word goes on
// behind its digits with a character or a percent sign, tail is the place.
func (l *gapLine) digitsFrom(i int) (j, digits, tail int) {
	j, digits = i, 1
	for k := i + 1; k <= len(l.gaps) && l.gaps[k-1].n == l.gaps[i].n && digits < maxDigits; k++ {
		w := l.word(k)
		n := groupLen(w)
		switch {
		case n == 1 && len(w) == 1:
			j = k
			digits++
			continue
		case n > 0 && n < len(w) && (isHan(w[n]) || w[n] == '%'):
			return k, digits + n, n
		case n == 0 && len(w) == 1 && (w[0] == '.' || w[0] == ',') && j == k-1:
			continue
		}
		break
	}
	return j, digits, 0
}

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
