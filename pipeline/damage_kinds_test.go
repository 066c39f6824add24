package pipeline

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
)

// breaker breaks texts as extraction does, by chance but the same for the same
// seed.
type breaker struct{ *rand.Rand }

// pick gives one of the choices.
func pick[T any](b *breaker, choices ...T) T { return choices[b.IntN(len(choices))] }

// plain parts the paragraphs by one line end.
func (*breaker) plain(doc cleanText) string {
	var all strings.Builder
	for _, para := range doc.paras {
		all.WriteString(para.text)
		all.WriteByte('\n')
	}
	return all.String()
}

// each breaks every paragraph by itself.
func (b *breaker) each(doc cleanText, f func(cleanPara) string) cleanText {
	broken := cleanText{Input: doc.Input}
	for _, para := range doc.paras {
		broken.paras = append(broken.paras, cleanPara{f(para), para.headline, para.row})
	}
	return broken
}

// cells is the width of a rune in half characters.
func cells(r rune) int {
	if r < 0x2000 {
		return 1
	}
	return 2
}

func isWord(r rune) bool { return r > ' ' && r < 0x80 }

// hangs tells the marks that no line begins with.
func hangs(r rune) bool {
	return strings.ContainsRune("，。、；：！？”’）》」』】％%)", r)
}

// opens tells the marks that no line ends with.
func opens(r rune) bool { return strings.ContainsRune("“‘（《「『【(", r) }

// lines sets a paragraph in lines of so many characters. A typesetter keeps
// numbers and Latin words whole and marks away from the ends where they may not
// stand; a terminal does neither.
func (b *breaker) lines(para string, width int, typeset bool) []string {
	runes := []rune(para)
	var lines []string
	for start := 0; start < len(runes); {
		end, n := start, 0
		for end < len(runes) && n+cells(runes[end]) <= 2*width {
			n += cells(runes[end])
			end++
		}
		if typeset && end < len(runes) {
			best := end
			for best > start+1 && (isWord(runes[best]) && isWord(runes[best-1]) || hangs(runes[best]) || opens(runes[best-1])) {
				best--
			}
			if best > start+1 {
				end = best
			}
		}
		lines = append(lines, string(runes[start:max(end, start+1)]))
		start = max(end, start+1)
	}
	return lines
}

func (b *breaker) wrapped(doc cleanText) string { return b.wrap(doc, 12+b.IntN(30), true) }

func (b *breaker) wrappedAnywhere(doc cleanText) string { return b.wrap(doc, 12+b.IntN(30), false) }

// wrap sets the text in one column, paragraphs indented or not.
func (b *breaker) wrap(doc cleanText, width int, typeset bool) string {
	indent, end := pick(b, "", "　　", "    "), pick(b, "\n", "\n", "\r\n", " \n", "\n\n")
	return b.plain(b.each(doc, func(para cleanPara) string {
		if para.oneLine() {
			return para.text
		}
		return strings.Join(b.lines(indent+para.text, width, typeset), end)
	}))
}

// paged sets the text in columns and pages, with running heads and numbers.
func (b *breaker) paged(doc cleanText) string {
	width, high := 14+b.IntN(26), 20+b.IntN(20)
	head := pick(b, "云岭县经济年报", "清溪日报·经济新闻", "甲公司招股说明书")
	foot := pick(b, "%d", "- %d -", "第 %d 页", "第 %d 页 共 40 页", "1-1-%d")
	indent, gap := pick(b, "　　", "　　", ""), b.IntN(2) == 0
	var all strings.Builder
	page, row := 1, 0
	all.WriteString(head + "\n")
	for _, para := range doc.paras {
		lines := []string{para.text}
		if !para.oneLine() {
			lines = b.lines(indent+para.text, width, true)
		}
		for _, line := range lines {
			all.WriteString(line + "\n")
			if row++; row%high == 0 {
				fmt.Fprintf(&all, foot+"\n\f%s\n", page, head)
				page++
			} else if gap && row%(high/2) == 0 {
				all.WriteString("\n") // the next column
			}
		}
	}
	fmt.Fprintf(&all, foot+"\n", page)
	return all.String()
}

// between calls f for every place between two runes of one line and puts what
// it gives there.
func between(s string, f func(left, right rune) string) string {
	var out strings.Builder
	last := '\n'
	for _, r := range s {
		if last != '\n' && r != '\n' {
			out.WriteString(f(last, r))
		}
		out.WriteRune(r)
		last = r
	}
	return out.String()
}

// spacedNumbers strews spaces where a text layer has them: around points and
// before percent signs, and where digits meet characters.
func (b *breaker) spacedNumbers(doc cleanText) string {
	return b.plain(b.each(doc, func(para cleanPara) string { return b.spaceNumbers(para.text) }))
}

func (b *breaker) spaceNumbers(s string) string {
	runes := []rune(s)
	inNumber := func(i int) bool { // a point or comma with digits on both sides
		return i > 0 && i+1 < len(runes) && (runes[i] == '.' || runes[i] == ',') && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
	}
	var out strings.Builder
	before := false // a space stands before the mark
	for i, r := range runes {
		if i > 0 {
			left := runes[i-1]
			switch {
			case inNumber(i):
				if before = b.IntN(3) == 0; before {
					out.WriteByte(' ')
				}
			case inNumber(i - 1):
				// A space behind a comma alone parts two numbers.
				if (left == '.' || before) && b.IntN(3) == 0 {
					out.WriteByte(' ')
				}
			case unicode.IsDigit(left) && (r == '%' || unicode.Is(unicode.Han, r)), unicode.Is(unicode.Han, left) && unicode.IsDigit(r):
				if b.IntN(3) > 0 {
					out.WriteByte(' ')
				}
			}
		}
		out.WriteRune(r)
	}
	return out.String()
}

// spacedHan sets stretches of running text with spaces between all characters,
// digits as well.
func (b *breaker) spacedHan(doc cleanText) string {
	return b.plain(b.each(doc, func(para cleanPara) string {
		if para.oneLine() {
			return para.text
		}
		wide, left := false, 0
		return between(para.text, func(l, r rune) string {
			// A number is set in one way.
			if left--; left < 0 && !(isWord(l) && isWord(r)) {
				wide, left = !wide, 10+b.IntN(40)
			}
			if wide {
				return " " // beside a space it makes that wider
			}
			return ""
		})
	}))
}

// doubledHeadings prints the glyphs of headings two, three or four times.
func (b *breaker) doubledHeadings(doc cleanText) string {
	copies := 2 + b.IntN(3)
	return b.plain(b.each(doc, func(para cleanPara) string {
		if !para.headline {
			return para.text
		}
		return double(para.text, copies)
	}))
}

// double prints every glyph so many times.
func double(s string, copies int) string {
	var out strings.Builder
	for _, r := range s {
		if r == ' ' {
			out.WriteByte(' ')
			continue
		}
		out.WriteString(strings.Repeat(string(r), copies))
	}
	return out.String()
}

// wideDigits makes digits, letters and the marks of numbers full-width.
func (b *breaker) wideDigits(doc cleanText) string {
	return widen(b.plain(doc))
}

func widen(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F && strings.ContainsRune("0123456789.%+-/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", r) {
			return r + 0xFEE0
		}
		return r
	}, s)
}

// captions are what stands under pictures; no quantity is in them. It is read-only.
var captions = []string{"①工人在车间里检查水泵", "图为新建的厂房外景。", "▲技术员在田间查看苗情", "图3 历年产量", "②茶农在采茶\n③新茶上市"}

// captioned puts captions between the paragraphs.
func (b *breaker) captioned(doc cleanText) string {
	return b.plain(b.each(doc, func(para cleanPara) string {
		if b.IntN(3) > 0 {
			return para.text
		}
		return para.text + "\n\n" + pick(b, captions...) + "\n"
	}))
}

// markedUp leaves the residue of a web page.
func (b *breaker) markedUp(doc cleanText) string {
	tags := b.IntN(2) == 0
	return b.plain(b.each(doc, func(para cleanPara) string {
		s := between(strings.ReplaceAll(para.text, "&", "&amp;"), func(left, right rune) string {
			switch {
			case unicode.IsDigit(right) && unicode.Is(unicode.Han, left) && b.IntN(6) == 0:
				return pick(b, "&nbsp;", "<b>", "<span class=\"num\">", "\u200b")
			case unicode.IsDigit(left) && unicode.Is(unicode.Han, right) && b.IntN(6) == 0:
				return pick(b, "&nbsp;", "</b>", "</span>", "\u00a0", "\ufeff")
			}
			return ""
		})
		if tags {
			return "<p>" + s + "</p>"
		}
		return "&nbsp;&nbsp;" + s + "<br/>"
	}))
}

// everything is a page out of a poor PDF: headings printed twice, digits wide or
// with spaces among them, captions between the paragraphs, all in columns and
// pages.
func (b *breaker) everything(doc cleanText) string {
	wide := b.IntN(3) == 0
	broken := cleanText{Input: doc.Input}
	for _, para := range doc.paras {
		switch {
		case para.headline:
			para.text = double(para.text, 2)
		case wide:
			para.text = widen(para.text)
		default:
			para.text = b.spaceNumbers(para.text)
		}
		broken.paras = append(broken.paras, para)
		if b.IntN(8) == 0 {
			broken.paras = append(broken.paras, cleanPara{text: pick(b, captions...), headline: true})
		}
	}
	return b.paged(broken)
}
