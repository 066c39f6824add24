package text

// MaxSentence is the greatest length of a sentence in runes. Longer ones are
// split: expressions that look back and ahead see the whole sentence, and their
// time must stay bounded.
const MaxSentence = 2000

// split finds the sentences of every paragraph that is not furniture. A
// sentence ends behind 。！？?!… with the closing quotes and brackets that follow,
// and with its paragraph; ； does not end one, for the subject and the period of
// its first half are in force in the second. Marks within 《》 end nothing.
func split(runes []rune, paragraphs []Paragraph) []Sentence {
	var sentences []Sentence
	for i, para := range paragraphs {
		if para.Kind == Furniture {
			continue
		}
		start := para.Start
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
		for p := para.Start; p < para.End; p++ {
			r := runes[p]
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
