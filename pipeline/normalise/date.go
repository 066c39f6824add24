package normalise

// date is a date read from the start of a line.
type date struct {
	year, month, day int
	end              int // runes read; 0 if there is none
}

// readDate reads 2025年10月20日, 2024-01-05, 2024/1/5, 2024.1.5 at the start of
// w, spaces allowed around the parts, and 二〇二四年一月五日.
func readDate(w []rune) date {
	if len(w) > 0 && isChineseNumeral(w[0]) {
		return readChineseDate(w)
	}
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

// readChineseDate reads 二〇二四年一月五日 at the start of w, as documents are
// signed with.
func readChineseDate(w []rune) date {
	var d date
	const digits = 4 // of the year
	for i := range min(digits, len(w)) {
		n := chineseDigit(w[i])
		if n < 0 {
			return date{}
		}
		d.year = d.year*10 + n
	}
	i := digits
	// part reads a number up to 99 and the character behind it.
	part := func(unit rune) int {
		n, start := 0, i
		for i < len(w) && i-start < 3 && w[i] != unit {
			switch digit := chineseDigit(w[i]); {
			case w[i] == '十':
				n = max(n, 1) * 10
			case digit > 0:
				n += digit
			default:
				return -1
			}
			i++
		}
		if i >= len(w) || w[i] != unit || i == start {
			return -1
		}
		i++
		return n
	}
	if len(w) <= i || w[i] != '年' || d.year < 1840 || d.year > 2200 {
		return date{}
	}
	i++
	d.month, d.day = part('月'), part('日')
	if d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31 {
		return date{}
	}
	d.end = i
	return d
}

// chineseDigit is the value of one digit of a year; -1 if it is none.
func chineseDigit(r rune) int {
	switch r {
	case '〇', '○', '零':
		return 0
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}
