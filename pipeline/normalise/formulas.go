package normalise

import "zhfacts/pipeline/text"

const docFormulas = `Joins the index of a chemical formula to its symbols, from which a text layer
parts it: CO 2 becomes CO2. Only capital symbols of common elements, two of them
or H, N, O alone, before one digit from 2 to 9 with no digit, point or unit of
its own behind it. Product names (GB 5749, T 9) stay.`

func formulas(doc *text.Draft, job *job) *text.Draft {
	for found := true; found; { // C 2 H 2: each index joined makes a longer formula
		found = false
		e := doc.Edit()
		job.eachGapLine(doc, func(l *gapLine) {
			if l.kind == kindTable {
				return
			}
			for i, g := range l.gaps {
				if g.n == 1 && isFormula(l.word(i)) && isIndex(l.word(i+1)) {
					e.Delete(g.Span)
					found = true
				}
			}
		})
		doc = e.Draft()
	}
	return doc
}

// isFormula tells whether w ends with the symbols of a compound.
func isFormula(w []rune) bool {
	start := len(w)
	if !isLatin(w[start-1]) {
		return false // it has its index
	}
	for start > 0 && (isLatin(w[start-1]) || isDigit(w[start-1])) {
		start--
	}
	for start < len(w) && isDigit(w[start]) {
		start++ // 2CO 2
	}
	symbols := 0
	for i := start; i < len(w); symbols++ {
		switch w[i] {
		case 'C', 'H', 'N', 'O', 'S', 'P', 'F':
			i++
		default:
			return false
		}
		for i < len(w) && isDigit(w[i]) {
			i++
		}
	}
	return symbols >= 2 || symbols == 1 && (w[start] == 'H' || w[start] == 'N' || w[start] == 'O') && len(w)-start == 1
}

// isIndex tells a single digit with nothing of a number behind it.
func isIndex(w []rune) bool {
	return w[0] >= '2' && w[0] <= '9' && (len(w) == 1 || !isDigit(w[1]) && w[1] != '.' && w[1] != ',' && w[1] != '%')
}
