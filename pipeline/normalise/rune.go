package normalise

import "zhfacts/pipeline/text"

// The classes of runes that the steps ask for. They are plain comparisons:
// every step asks them once or more for every rune.

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r == '〇' ||
		r >= 0x3400 && r <= 0x4DBF || r >= 0x20000 && r <= 0x3FFFF || r >= 0xF900 && r <= 0xFAFF
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isLatin tells the letters of words that are parted by spaces.
func isLatin(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xC0 && r <= 0x24F && r != '×' && r != '÷' ||
		r >= 0x370 && r <= 0x4FF
}

// isSpace tells white space within a line.
func isSpace(r rune) bool { return r == ' ' || r == '\t' }

// isBreak tells the ends of lines and pages.
func isBreak(r rune) bool { return r == '\n' || r == '\f' }

// isWidePunct tells the punctuation of Chinese, which takes no space beside it.
func isWidePunct(r rune) bool {
	switch r {
	case '·', '—', '‘', '’', '“', '”', '…', '～', '￥', '％', '•':
		return true
	}
	return r >= 0x3001 && r <= 0x3003 || r >= 0x3008 && r <= 0x301F || r >= 0xFF01 && r <= 0xFF0F ||
		r >= 0xFF1A && r <= 0xFF20 || r >= 0xFF3B && r <= 0xFF3D || r >= 0xFF5B && r <= 0xFF5D
}

// endsClause tells the marks that show running text when they stand in a line.
func endsClause(r rune) bool { return clauseMarks.Has(r) }

// clauseMarks is read-only.
var clauseMarks = text.NewRuneSet("，。；！？,;、")

// isTerminal tells the marks behind which a paragraph may end.
func isTerminal(r rune) bool {
	switch r {
	case '。', '！', '？', '!', '?', '…', '：', ':', '；', ';':
		return true
	}
	return false
}

func isOpening(r rune) bool {
	switch r {
	case '“', '‘', '（', '(', '《', '〈', '「', '『', '【', '〔', '[':
		return true
	}
	return false
}

func isClosing(r rune) bool {
	switch r {
	case '”', '’', '）', ')', '》', '〉', '」', '』', '】', '〕', ']':
		return true
	}
	return false
}

// neverStarts tells the runes that no line of a paragraph starts with, so that
// a line that does was torn off the one before.
func neverStarts(r rune) bool {
	switch r {
	case '，', '。', '、', '；', '：', '！', '？', '％', '%', ',', ';':
		return true
	}
	return isClosing(r)
}

// em is the width of a Han character in the unit of all widths here, a quarter
// of it.
const em = 4

// printed is the width of a rune in print in quarters of an em, as the common
// book faces have it: digits half an em, capitals more, points and commas less.
func printed(r rune) int {
	switch {
	case r < 0x80:
		return int(printedASCII[r])
	case r >= 0x2E80 || r == '—' || r == '…' || r >= 0x2018 && r <= 0x201D || r == '·' || r == '‰' || r == '℃' || r >= 0x2460 && r <= 0x25FF:
		return em
	}
	return 2
}

// printedASCII is read-only.
var printedASCII = func() (widths [0x80]uint8) {
	for r := range widths {
		widths[r] = 2
	}
	for r := 'A'; r <= 'Z'; r++ {
		widths[r] = 3
	}
	for _, r := range "%+=<>@" {
		widths[r] = 3
	}
	for _, r := range " .,:;!|'" {
		widths[r] = 1
	}
	return widths
}()

func isChineseNumeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '〇', '零', '两':
		return true
	}
	return false
}
