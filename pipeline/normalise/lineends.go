package normalise

import "zhfacts/pipeline/text"

const docLineEnds = `Makes every line end one line feed (CR LF, CR, vertical tab, NEL, line and
paragraph separator) and takes out a byte order mark. A form feed stays, for it
ends a page; it goes when lines are joined. Touches nothing else.`

func lineEnds(doc *text.Draft, _ *job) *text.Draft {
	runes := doc.Runes()
	e := doc.Edit()
	for i, r := range runes {
		if traits.of(r)&hasLineEnd == 0 {
			continue
		}
		p := text.Pos(i)
		switch r {
		case 0xFEFF:
			if i == 0 {
				e.Delete(text.Span{Start: p, End: p + 1})
			}
		case '\r':
			if i+1 < len(runes) && runes[i+1] == '\n' {
				e.Delete(text.Span{Start: p, End: p + 1})
			} else {
				e.Set(p, '\n')
			}
		case '\v', 0x85, 0x2028, 0x2029:
			e.Set(p, '\n')
		}
	}
	return e.Draft()
}
