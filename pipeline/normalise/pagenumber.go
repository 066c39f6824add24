package normalise

// pageShape says how much a line looks like a page number.
type pageShape struct {
	number bool // it is one when it stands at the edge of a page
	bare   bool // it is a number and nothing else
	sure   bool // it is one wherever it stands
}

// isSpacedNumber tells a number of up to four digits, each apart: 1 5 4.
func isSpacedNumber(w []rune) bool {
	for i, r := range w {
		if i%2 == 0 && !isDigit(r) || i%2 == 1 && !isSpace(r) {
			return false
		}
	}
	return len(w)%2 == 1 && len(w) <= 7
}

// pageNumber reads 第 154 页, - 4 -, - 5 4 -, 1-1-193, 11-164, 12 / 40, Page 118, 46.
func pageNumber(w []rune) pageShape {
	dashed := false
	for len(w) > 0 && isDash(w[0]) {
		w, dashed = trimLeft(w[1:]), true
	}
	closed := false
	for len(w) > 0 && isDash(w[len(w)-1]) {
		w, closed = trimRight(w[:len(w)-1]), true
	}
	if dashed && closed && len(w) > 1 && isSpacedNumber(w) {
		return pageShape{number: true, sure: true}
	}
	page := false
	switch {
	case hasPrefix(w, "第"), hasPrefix(w, "共"):
		w, page = trimLeft(w[1:]), true
	case hasPrefix(w, "Page"), hasPrefix(w, "page"), hasPrefix(w, "PAGE"):
		w, page = trimLeft(w[4:]), true
	}
	groups, digits := 0, 0
	i := 0
	for i < len(w) {
		start := i
		for i < len(w) && isDigit(w[i]) {
			i++
		}
		n := i - start
		if n == 0 || n > 4 {
			return pageShape{}
		}
		groups, digits = groups+1, digits+n
		for i < len(w) && isSpace(w[i]) {
			i++
		}
		if i < len(w) && page && w[i] == '页' {
			rest := trimLeft(w[i+1:])
			for len(rest) > 0 && (isWidePunct(rest[0]) || rest[0] == ',' || rest[0] == '/' || isSpace(rest[0])) {
				rest = rest[1:]
			}
			if len(rest) == 0 || rest[0] == '共' || rest[0] == '第' || isDash(rest[0]) {
				return pageShape{number: true, sure: len(rest) == 0 || pageNumber(rest).sure}
			}
			return pageShape{}
		}
		if i == len(w) {
			break
		}
		if !isDash(w[i]) && w[i] != '/' || groups == 3 {
			return pageShape{}
		}
		for i < len(w) && (isDash(w[i]) || isSpace(w[i]) || w[i] == '/') {
			i++
		}
		if i == len(w) {
			return pageShape{}
		}
	}
	if groups == 0 {
		return pageShape{}
	}
	latinPage := page && (closed || groups == 1)
	return pageShape{number: !dashed || closed, bare: groups == 1 && !page && !dashed, sure: latinPage && closed || dashed && closed && groups == 1 || groups == 3 && digits <= 7}
}

func isDash(r rune) bool {
	return r == '-' || r == '—' || r == '–' || r == '－' || r == '─' || r == '·' || r == '•'
}
