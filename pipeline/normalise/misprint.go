package normalise

import "strings"

// misprint gives the digit or mark that the rune at i stands for in a number; 0 if
// it stands for itself. It looks at the runes around only.
func misprint(runes []rune, i int) rune {
	switch runes[i] {
	case 'O', 'o', 'l', 'I':
		if at(runes, i-1) < 0x80 || at(runes, i+1) < 0x80 {
			if to := letterInNumber(runes, i); to != 0 {
				return to
			}
		}
		if isZeroOf(runes, i) {
			return '〇'
		}
	case '0':
		if isZeroOf(runes, i) {
			return '〇'
		}
	case '○':
		if isZeroOf(runes, i) || i > 0 && !isSpace(runes[i-1]) && !isBreak(runes[i-1]) && isChineseDigit(at(runes, i+1)) && at(runes, i+2) == '年' {
			return '〇'
		}
	case '一':
		if isDigit(at(runes, i-1)) && isDigit(at(runes, i+1)) && !isZeroOf(runes, i-1) && !isZeroOf(runes, i+1) {
			return '—'
		}
	case '—':
		if isDashedOne(runes, i) {
			return '一'
		}
	case '﹒': // a small full stop, U+FE52
		if isDigit(at(runes, i-1)) && isDigit(at(runes, i+1)) {
			return '.'
		}
	case '·':
		if isDigit(at(runes, i-1)) && isDigit(at(runes, i+1)) && beforeUnit(runes, i+1) {
			return '.'
		}
	}
	return 0
}

// at is the rune at i, or 0 outside the text.
func at(runes []rune, i int) rune {
	if i < 0 || i >= len(runes) {
		return 0
	}
	return runes[i]
}

func isChineseDigit(r rune) bool {
	return strings.ContainsRune("〇○零一二三四五六七八九", r)
}

// longestNumber bounds the look around a misprint, in runes.
const longestNumber = 16

// letterInNumber gives the digit for a letter at i within a number. The number
// begins with a digit and touches no other letter, so model names (A1O, 5G) and
// measures (5l) stay; l and I need a digit on both sides or the unit of a date or
// share behind.
func letterInNumber(runes []rune, i int) rune {
	inside := func(r rune) bool {
		return isDigit(r) || r == 'O' || r == 'o' || r == 'l' || r == 'I'
	}
	start, end := i, i+1
	for start > 0 && i-start < longestNumber && (inside(runes[start-1]) || isMarkIn(runes, start-1)) {
		start--
	}
	for end < len(runes) && end-i < longestNumber && (inside(runes[end]) || isMarkIn(runes, end)) {
		end++
	}
	before, behind := at(runes, start-1), at(runes, end)
	if isLatin(before) || isLatin(behind) || before == '-' || behind == '-' || before == '/' || before == '_' {
		return 0
	}
	digits := 0
	for _, r := range runes[start:end] {
		if isDigit(r) {
			digits++
		}
	}
	letters := end - start - digits
	unit := isHan(behind) || behind == '%' || behind == '‰'
	switch runes[i] {
	case 'O', 'o':
		switch {
		case digits == 0 || letters > digits+1:
			return 0
		case i == start: // O.5%
			if at(runes, i+1) == '.' && unit {
				return '0'
			}
			return 0
		case isDigit(runes[start]) && (end-i > 1 || unit):
			return '0'
		}
	case 'l', 'I':
		dated := behind == '年' || behind == '月' || behind == '日' || behind == '%' || behind == '‰' || behind == '万' || behind == '亿'
		switch {
		case digits == 0 || letters > digits:
			return 0
		case i == start:
			if end-start == 2 && (behind == '月' || behind == '日' || behind == '%') {
				return '1'
			}
		case isDigit(runes[start]) && (end-i > 1 || dated):
			return '1'
		}
	}
	return 0
}

// isMarkIn tells the point or comma within a number.
func isMarkIn(runes []rune, i int) bool {
	if runes[i] != '.' && runes[i] != ',' {
		return false
	}
	left, right := at(runes, i-1), at(runes, i+1)
	return (isDigit(left) || left == 'O' || left == 'o') && (isDigit(right) || right == 'O' || right == 'o')
}

// isZeroOf tells whether the rune at i is the zero of a year or number written in
// Chinese digits: they stand on both sides, or three of them before it.
func isZeroOf(runes []rune, i int) bool {
	digit := func(k int) bool {
		r := at(runes, k)
		return isChineseDigit(r) || r == 'O' || r == 'o' || r == '0'
	}
	if !isChineseDigit(at(runes, i-1)) && !(digit(i-1) && isChineseDigit(at(runes, i-2))) {
		return false
	}
	if isLatin(at(runes, i+1)) && !digit(i+1) || isDigit(at(runes, i+1)) && at(runes, i+1) != '0' {
		return false
	}
	return isChineseDigit(at(runes, i+1)) || digit(i+1) && isChineseDigit(at(runes, i+2)) ||
		(at(runes, i+1) == '年' || digit(i+1) && at(runes, i+2) == '年') && digit(i-2)
}

// isDashedOne tells a dash that stands for 一: 第—批, 十—月.
func isDashedOne(runes []rune, i int) bool {
	before, behind := at(runes, i-1), at(runes, i+1)
	switch before {
	case '第':
		return isHan(behind) && !isChineseNumeral(behind)
	case '十':
		switch behind {
		case '月', '日', '年', '届', '条', '章', '个', '名', '岁', '时', '点', '号':
			return true
		}
	}
	return false
}

// beforeUnit tells whether the digits from i end before a unit that only follows
// numbers with a point here: names of days (3·15晚会) have none.
func beforeUnit(runes []rune, i int) bool {
	for n := 0; isDigit(at(runes, i)); n++ {
		if n == 4 {
			return false
		}
		i++
	}
	switch at(runes, i) {
	case '%', '‰', '万', '亿', '倍', '元', '吨', '米', '秒', '克', '斤':
		return true
	}
	return false
}
