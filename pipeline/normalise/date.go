package normalise

import (
	"fmt"

	"zhfacts/pipeline/numeral"
)

// date is a date read from the start of a line.
type date struct {
	year, month, day int
	end              int // runes read; 0 if there is none
}

// String gives the date in ISO 8601.
func (d date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }

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
	i := 0
	// part reads a number and the character behind it.
	part := func(unit rune, least, most int64) int {
		if i < 0 || i >= len(w) {
			i = -1
			return 0
		}
		n, ok := numeral.Scan(w, i)
		if !ok || n.Approx || n.End >= len(w) || w[n.End] != unit {
			i = -1
			return 0
		}
		v, err := n.Value.Int64()
		if err != nil || v < least || v > most {
			i = -1
			return 0
		}
		i = n.End + 1
		return int(v)
	}
	d := date{year: part('年', 1840, 2200), month: part('月', 1, 12), day: part('日', 1, 31)}
	if i < 0 {
		return date{}
	}
	d.end = i
	return d
}
