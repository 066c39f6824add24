package normalise

import "zhfacts/pipeline/text"

const docEncoded = `Takes out pictures and other files that stand in the text as Base64, which are no
words whatever they seem to say: 200 letters, digits and + / = - _ % or more with nothing
between them, where letters and digits take turns at least every twenty, with the data:
address before them. Latin text without its spaces stays.`

// shortestEncoded is the least length of encoded data in runes.
const shortestEncoded = 200

func encoded(doc *text.Draft, _ *job) *text.Draft {
	runes := doc.Runes()
	e := doc.Edit()
	taken := 0 // where what is taken out ends
	// Data of that length covers one of these places.
	for i := shortestEncoded - 1; i < len(runes); i += shortestEncoded {
		if !isEncoded(runes[i]) {
			continue
		}
		start, end := i, i+1
		for start > 0 && isEncoded(runes[start-1]) {
			start--
		}
		for end < len(runes) && isEncoded(runes[end]) {
			end++
		}
		if end-start >= shortestEncoded && takesTurns(runes[start:end]) {
			e.Delete(text.Span{Start: text.Pos(taken + dataAddress(runes[taken:], start-taken)), End: text.Pos(end)})
			taken = end
		}
		for i+shortestEncoded < end {
			i += shortestEncoded
		}
	}
	return e.Draft()
}

func isEncoded(r rune) bool {
	return r < 0x80 && isLatin(r) || isDigit(r) || r == '+' || r == '/' || r == '=' || r == '-' || r == '_' || r == '%'
}

// takesTurns tells whether letters and digits take turns as they do in encoded data.
func takesTurns(w []rune) bool {
	turns := 0
	for i := 1; i < len(w); i++ {
		if isDigit(w[i-1]) != isDigit(w[i]) {
			turns++
		}
	}
	return turns*20 >= len(w)
}

// dataAddress gives the start of data:image/png;base64, before p; p if it is not there.
func dataAddress(runes []rune, p int) int {
	const reach = 100 // runes
	if at(runes, p-1) != ',' {
		return p
	}
	for k := p - 2; k >= 4 && p-k < reach && (isEncoded(runes[k]) || runes[k] == ':' || runes[k] == ';' || runes[k] == '.'); k-- {
		if runes[k] == ':' && hasPrefix(runes[k-4:], "data:") {
			return k - 4
		}
	}
	return p
}
