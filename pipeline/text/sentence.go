package text

// MaxSentence is the greatest length of a sentence in runes. Longer ones are
// split: expressions that look back and ahead see the whole sentence, and their
// time must stay bounded.
const MaxSentence = 2000

// maxExpression is the greatest length in runes of a text that may be a mere
// expression (11.20 20点): a number at its start is no marker of an item.
const maxExpression = 16

// parting are the marks that may end a sentence or begin a title, in which none
// ends. The set is read-only.
var parting = NewRuneSet("。！？…｡?!《")

// split finds the sentences of every paragraph that is not furniture. A
// sentence ends behind 。！？?!… with the closing quotes and brackets that follow,
// and with its paragraph; ； does not end one, for the subject and the period of
// its first half are in force in the second. Marks within 《》 end nothing.
func split(runes []rune, paragraphs []Paragraph) []Sentence {
	sentences := make([]Sentence, 0, len(paragraphs)+len(runes)/40)
	for i, para := range paragraphs {
		if para.Kind == Furniture {
			continue
		}
		start := para.Start
		expression := len(paragraphs) == 1 && para.Len() <= maxExpression
		if w := runes[start:para.End]; len(w) > 0 && !(expression && isArabic(w[0])) {
			// The marker of an item is no part of what it says.
			start += Pos(ListMarker(w))
		}
		emit := func(end Pos) {
			span := trim(runes, Span{start, end})
			for span.Len() > MaxSentence {
				cut := safest(runes, span)
				sentences = append(sentences, Sentence{trim(runes, Span{span.Start, cut}), i})
				span = trim(runes, Span{cut, span.End})
			}
			if span.Len() > 0 {
				sentences = append(sentences, Sentence{span, i})
			}
			start = end
		}
		title := Pos(-1) // behind the 》 that closes the open 《
		for p := start; p < para.End; p++ {
			r := runes[p]
			if !parting.Has(r) {
				continue
			}
			if r == '《' && p >= title {
				title = closing(runes, Span{p, para.End})
			}
			if p < title || !endsSentence(runes, p, para.End) {
				continue
			}
			for p+1 < para.End && (isClosing(runes[p+1]) || isStop(runes[p+1])) {
				p++
			}
			emit(p + 1)
		}
		emit(para.End)
	}
	return sentences
}

// closing gives the place behind the 》 that closes the 《 at the span's start,
// or the start itself when none is near: no title is longer than 60 runes.
func closing(runes []rune, span Span) Pos {
	for p := span.Start + 1; p < min(span.End, span.Start+60); p++ {
		if runes[p] == '》' {
			return p + 1
		}
	}
	return span.Start
}

func isStop(r rune) bool {
	switch r {
	case '。', '！', '？', '…', '｡':
		return true
	}
	return false
}

func isClosing(r rune) bool {
	switch r {
	case '”', '’', '」', '』', '）', ')', '】', '〕', '"':
		return true
	}
	return false
}

// endsSentence tells whether the mark at p ends a sentence. ASCII ? and ! do
// unless a letter or digit follows at once (an address, a name like Yahoo!).
func endsSentence(runes []rune, p, end Pos) bool {
	if isStop(runes[p]) {
		return true
	}
	if runes[p] == '?' || runes[p] == '!' {
		if p+1 == end {
			return true
		}
		next := runes[p+1]
		return !(next < 0x80 && next != ' ' && next != '"' && next != ')')
	}
	return false
}

// trim leaves out white space at both ends.
func trim(runes []rune, span Span) Span {
	for span.Start < span.End && isSpace(runes[span.Start]) {
		span.Start++
	}
	for span.End > span.Start && isSpace(runes[span.End-1]) {
		span.End--
	}
	return span
}

func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\u3000' }

// safest gives the place to cut a sentence that is too long: the last ； of the
// second half of what is allowed, else the last comma, colon, space, or the
// last place between two runes that belong to no common number or word.
func safest(runes []rune, span Span) Pos {
	limit := span.Start + MaxSentence
	var best [4]Pos
	for p := span.Start + MaxSentence/2; p < limit; p++ {
		class := 3
		switch runes[p-1] {
		case '；', ';':
			class = 0
		case '，', '：':
			class = 1
		case '、', ' ', '\n':
			class = 2
		default:
			if isPlain(runes[p-1]) || isPlain(runes[p]) {
				continue
			}
		}
		best[class] = p
	}
	for _, p := range best {
		if p > 0 {
			return p
		}
	}
	return limit
}

// isPlain tells letters and digits of ASCII with the marks that stand inside
// numbers and addresses.
func isPlain(r rune) bool { return r > ' ' && r < 0x80 }

// ListMarker gives how many runes of w, the start of a paragraph, are the
// marker of an item or a heading: a dash or bullet, （一）, 1、, 2.1, ①, 一、, 第三章.
// The spaces behind it count. A number that goes on behind the mark (3、4月份,
// 1.5万吨) is none.
func ListMarker(w []rune) int {
	n := marker(w)
	if n == 0 || n >= len(w) {
		return 0
	}
	for n < len(w) && isSpace(w[n]) {
		n++
	}
	return n
}

func marker(w []rune) int {
	if len(w) < 2 {
		return 0
	}
	r := w[0]
	switch {
	case r == '—' || r == '─' || r == '–':
		n := 1
		for n < len(w) && w[n] == r {
			n++
		}
		return n
	case r == '•' || r == '●' || r == '■' || r == '◆' || r == '▪' || r == '◇' || r == '○' || r == '★' || r == '☆' ||
		r == '▶' || r == '►' || r >= 0xF06C && r <= 0xF0FC:
		return 1
	case (r == '*' || r == '-' || r == '+') && isSpace(w[1]):
		return 2
	case r >= '①' && r <= '⒛' || r >= '㈠' && r <= '㈩':
		return 1
	case r == '（' || r == '(':
		n := numeralLen(w[1:])
		if n > 0 && n <= 3 && 1+n < len(w) && (w[1+n] == '）' || w[1+n] == ')') {
			return n + 2
		}
		return 0
	case r == '第':
		return ordinalLen(w)
	}
	n := numeralLen(w)
	if n == 0 || n > 3 || n == len(w) {
		return 0
	}
	switch mark := w[n]; {
	case mark == '、' && n+1 < len(w) && numeralLen(w[n+1:]) == 0,
		mark == '、' && n+1 < len(w) && numeralLen(w[n+1:]) >= 4,
		mark == '、' && isArabic(w[0]) && n+1 < len(w) && !isArabic(w[n+1]),
		(mark == '）' || mark == ')') && n <= 2:
		return n + 1
	case mark == '.' && isArabic(w[0]):
		return sectionLen(w, n)
	}
	return 0
}

// sectionLen reads 1. and 2.1 and 3.1.2 whose first number has n digits.
func sectionLen(w []rune, n int) int {
	for groups := 1; ; groups++ {
		if n >= len(w) || w[n] != '.' {
			// 2.1 is a section only with a space behind it: 2.1万 is a number.
			if groups > 1 && n < len(w) && isSpace(w[n]) || groups > 2 {
				return n
			}
			return 0
		}
		k := numeralLen(w[n+1:])
		if k == 0 || !isArabic(w[n+1]) {
			if groups == 1 && n+1 < len(w) {
				return n + 1
			}
			return 0
		}
		if k > 2 {
			return 0
		}
		n += 1 + k
	}
}

// ordinalLen reads 第三章, 第二十条, 第4节 with a space or nothing behind.
func ordinalLen(w []rune) int {
	n := 1
	for n < len(w) && isSpace(w[n]) {
		n++
	}
	k := numeralLen(w[n:])
	n += k
	for n < len(w) && isSpace(w[n]) {
		n++
	}
	if k == 0 || n+1 >= len(w) {
		return 0
	}
	switch w[n] {
	case '章', '节', '条', '编':
		if isSpace(w[n+1]) || w[n] == '章' && len(w) < 40 {
			return n + 1
		}
	}
	return 0
}

func isArabic(r rune) bool { return r >= '0' && r <= '9' }

// numeralLen is the length of the Arabic or Chinese numeral at the start of w.
func numeralLen(w []rune) int {
	n := 0
	if len(w) > 0 && isArabic(w[0]) {
		for n < len(w) && isArabic(w[n]) {
			n++
		}
		return n
	}
	for n < len(w) {
		switch w[n] {
		case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十':
			n++
			continue
		}
		break
	}
	return n
}
