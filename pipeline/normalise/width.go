package normalise

import "zhfacts/pipeline/text"

const docWidth = `Makes full-width digits, Latin letters and the marks of numbers and addresses
(％ ． ＋ － ／ ＝ ＆ ＃ ＠ ＊ ＿ ＜ ＞ ＄) the plain ones, and half-width Chinese
punctuation (｡ ､ ｢ ｣) the wide one, rune for rune. Chinese punctuation stays as
it is, and so do 10², ㎡, ½ and ①, whose meaning a general folding would lose.`

func width(doc *text.Draft, _ *job) *text.Draft {
	e := doc.Edit()
	for i, r := range doc.Runes() {
		if traits.of(r)&hasWide != 0 {
			e.Set(text.Pos(i), narrow(r))
		}
	}
	return e.Draft()
}

func narrow(r rune) rune {
	switch {
	case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
		return r - 0xFEE0
	}
	switch r {
	case '％', '．', '＋', '－', '／', '＝', '＆', '＃', '＠', '＊', '＿', '＜', '＞', '＄':
		return r - 0xFEE0
	case '｡':
		return '。'
	case '､':
		return '、'
	case '｢':
		return '「'
	case '｣':
		return '」'
	}
	return r
}
