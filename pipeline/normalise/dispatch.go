package normalise

import "fmt"

// dispatch is the opening of a report that names its agency or newspaper:
// 新华社北京12月28日电（记者 王小明）, 本报讯, 【农民网消息】.
type dispatch struct {
	publisher  string
	year       int // 0 if not written
	month, day int // 0 if not written
	authors    []rune
	end        int // runes read; 0 if there is none
}

// readDispatch reads the opening of a report at the start of w.
func readDispatch(w []rune) dispatch {
	const (
		farthest = 30 // runes up to 电, 讯 or 消息
		longest  = 8  // runes of a publisher's name
	)
	start := 0
	for start < len(w) && (isOpening(w[start]) || isSpace(w[start])) {
		start++
	}
	var d dispatch
	name := 0 // the end of the publisher's name
	for i := start; i < min(len(w), start+farthest); i++ {
		r := w[i]
		switch {
		case r == '，' || r == '。' || r == '、' || r == '：' || r == '《':
			return dispatch{}
		case isDigit(r) && !isDigit(w[i-min(i, 1)]):
			d.readDay(w[i:])
		case name == 0 && i-start < longest && i > start && (r == '社' || r == '报' || r == '網' || r == '网' || r == '報' || r == '台'):
			name = i + 1
		case name > 0 && (r == '电' || r == '電' || r == '讯' || r == '訊' || r == '息' && w[i-1] == '消'):
			// 新华社电影, 本报电话: a word goes on.
			if i+1 < len(w) && isHan(w[i+1]) && !(w[i+1] == '记' || w[i+1] == '記' || w[i+1] == '据' || w[i+1] == '據') {
				return dispatch{}
			}
			d.publisher, d.end = string(w[start:name]), i+1
			d.authors = inlineNames(w[i+1:])
			return d
		}
	}
	return dispatch{}
}

// readDay reads 2023年12月28日, 12月28日 at the start of w.
func (d *dispatch) readDay(w []rune) {
	if full := readDate(w); full.end > 0 {
		d.year, d.month, d.day = full.year, full.month, full.day
		return
	}
	i := 0
	number := func(unit rune) int {
		n, start := 0, i
		for i < len(w) && i-start < 2 && isDigit(w[i]) {
			n = n*10 + int(w[i]-'0')
			i++
		}
		if i == start || i >= len(w) || w[i] != unit {
			return 0
		}
		i++
		return n
	}
	if month, day := number('月'), number('日'); month >= 1 && month <= 12 && day >= 1 && day <= 31 {
		d.month, d.day = month, day
	}
}

// date is the whole date in ISO 8601, or ""; dayOnly what is known without a year.
func (d dispatch) date() string {
	if d.year == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

func (d dispatch) dayOnly() string {
	if d.year != 0 || d.month == 0 {
		return ""
	}
	return fmt.Sprintf("XXXX-%02d-%02d", d.month, d.day)
}

// inlineNames gives the names of （记者 王小明、李大海） or 记者王小明报道 at the start
// of what follows 电 or 讯; nil if none stand there.
func inlineNames(w []rune) []rune {
	w = trimLeft(w)
	closing := rune(0)
	if len(w) > 0 && isOpening(w[0]) {
		closing = closes(w[0])
		w = w[1:]
	}
	w = trimLeft(w)
	if hasPrefix(w, "据") {
		w = w[1:]
	}
	i := 0
	for i+1 < len(w) && i <= 6 && !(w[i] == '记' && w[i+1] == '者') && !(w[i] == '記' && w[i+1] == '者') {
		if !isHan(w[i]) && !isSpace(w[i]) {
			return nil
		}
		i++
	}
	if i+1 >= len(w) || i > 6 {
		return nil
	}
	w = trimLeft(w[i+2:])
	for k := range w {
		if w[k] == closing || closing == 0 && k+1 < len(w) && (w[k] == '报' && w[k+1] == '道' || w[k] == '報' && w[k+1] == '道') {
			if names := trimRight(w[:k]); len(names) >= 2 && len(names) <= 30 && plainNames(names) {
				return names
			}
			return nil
		}
		if k > 30 {
			break
		}
	}
	return nil
}
