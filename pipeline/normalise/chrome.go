package normalise

// isPlaceholder tells what an extractor put in the place of a table or picture.
func isPlaceholder(w []rune) bool {
	n := len(w)
	return n >= 5 && w[0] == '<' && w[1] == '|' && w[n-2] == '|' && w[n-1] == '>'
}

// isEditor tells the line that names who is answerable for a page or an item.
func isEditor(w []rune) bool {
	for len(w) > 0 && isOpening(w[0]) {
		w = w[1:]
	}
	n := editors.in(w)
	return n > 0 && len(w) <= 40 && len(w) > n && !hasStop(w)
}

// editors are the titles of those who are answerable for a page or an item.
var editors = newPrefixes("责任编辑", "责编", "本版责编", "版式设计", "美术编辑", "责任校对", "值班编辑")

// frontMatter marks the settings that a static site keeps between two rules at
// the top of a text: key: value lines and items.
func frontMatter(lines []line, runes []rune, mark func(*line)) {
	const most = 30 // settings
	rule := []rune("---")
	if !equal(runes[lines[0].Start:lines[0].End], rule) {
		return
	}
	for i := 1; i < min(most, len(lines)); i++ {
		w := runes[lines[i].Start:lines[i].End]
		if equal(w, rule) {
			for k := range lines[:i] {
				mark(&lines[k])
			}
			return
		}
		k := 0
		for k < len(w) && (isLatin(w[k]) || w[k] == '_' || w[k] == '-') {
			k++
		}
		if (k == 0 || k == len(w) || w[k] != ':') && w[0] != '-' {
			return
		}
	}
}

// axisTicks marks four and more numbers in a row, each alone in its line, that
// grow or fall by the same step: the ticks of a chart's axis.
func axisTicks(lines []line, runes []rune, mark func(*line)) {
	value := func(l line) (int, bool) {
		w := runes[l.Start:l.End]
		if len(w) > 9 {
			return 0, false
		}
		n, sign, digits := 0, 1, 0
		for i, r := range w {
			switch {
			case i == 0 && (r == '-' || r == '−'):
				sign = -1
			case isDigit(r):
				n, digits = n*10+int(r-'0'), digits+1
			case r == ',' || r == '.' || r == '%' && i == len(w)-1:
			default:
				return 0, false
			}
		}
		return sign * n, digits > 0
	}
	for i := 0; i < len(lines); {
		v, ok := value(lines[i])
		if !ok || i+1 == len(lines) {
			i++
			continue
		}
		next, ok := value(lines[i+1])
		if !ok || next == v {
			i++
			continue
		}
		d, j := next-v, i+1
		for j+1 < len(lines) {
			w, ok := value(lines[j+1])
			if !ok || w-next != d {
				break
			}
			next = w
			j++
		}
		if j-i >= 3 {
			for k := i; k <= j; k++ {
				mark(&lines[k])
			}
			i = j + 1
		} else {
			i++
		}
	}
}

// buttons marks the labels that a web page prints before its text: four and
// more lines of at most four characters without any punctuation.
func buttons(lines []line, runes []rune, mark func(*line)) {
	n, short := 0, 0
	for n < len(lines) && lines[n].Len() <= 4 && lines[n].kind == 0 {
		if !hasDigit(runes[lines[n].Start:lines[n].End]) {
			short++
		}
		n++
	}
	if short < 4 || short < n {
		return
	}
	for i := range lines[:n] {
		mark(&lines[i])
	}
}
