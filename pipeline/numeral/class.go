package numeral

// class says what a rune does in a numeral: its kind in the high four bits, a
// digit, an exponent of ten or a mark in the low four. Zero does nothing.
type class uint8

// Kinds from kindArabic on can begin a numeral; marks only go on with one.
const (
	kindMark        class = 0x00
	kindArabic      class = 0x10 // low: digit
	kindHan         class = 0x20 // low: digit
	kindCapital     class = 0x30 // low: digit, of a capital that is hardly a word: 壹
	kindWordCapital class = 0x40 // low: digit, of a capital that is a common word or name too: 陆
	kindUnit        class = 0x50 // low: exponent, 十 百 千
	kindCapitalUnit class = 0x60 // low: exponent, 拾 佰 仟
	kindBig         class = 0x70 // low: exponent, 万 亿 兆
	kindTens        class = 0x80 // low: number of tens, 廿 卅 卌
	kindWord        class = 0x90 // low: one of the words below
	kindMask        class = 0xf0
)

const (
	markPoint  = kindMark | 1 // 点
	markDot    = kindMark | 2 // . ·
	markComma  = kindMark | 3
	markMore   = kindMark | 4 // 多 余 来
	markLetter = kindMark | 5 // O written for 〇
)

const (
	wordSome    = kindWord | 1 // 几
	wordSeveral = kindWord | 2 // 数
	wordPair    = kindWord | 3 // 两
	wordTwo     = kindWord | 4 // 俩
	wordThree   = kindWord | 5 // 仨
	wordMinus   = kindWord | 6 // 负
	wordDash    = kindWord | 7 // - + and their like
	wordDot     = kindWord | 8 // . before the first digit
)

func (c class) kind() class  { return c & kindMask }
func (c class) low() int     { return int(c &^ kindMask) }
func (c class) starts() bool { return c >= kindArabic }

func (c class) isUnit() bool    { return c.kind() == kindUnit || c.kind() == kindCapitalUnit }
func (c class) isBig() bool     { return c.kind() == kindBig }
func (c class) isCapital() bool { return c.kind() == kindCapital || c.kind() == kindWordCapital }

// isHanDigit is true for 〇 to 九 and the capitals 零 to 玖.
func (c class) isHanDigit() bool { return c >= kindHan && c < kindUnit }
func (c class) isDigit() bool    { return c >= kindArabic && c < kindUnit }

// members lists the runes of each class, both scripts.
var members = []struct {
	class class
	runes string
}{
	{kindArabic | 0, "0０"}, {kindArabic | 1, "1１"}, {kindArabic | 2, "2２"}, {kindArabic | 3, "3３"},
	{kindArabic | 4, "4４"}, {kindArabic | 5, "5５"}, {kindArabic | 6, "6６"}, {kindArabic | 7, "7７"},
	{kindArabic | 8, "8８"}, {kindArabic | 9, "9９"},
	{kindHan | 0, "零〇○"}, {kindHan | 1, "一幺"}, {kindHan | 2, "二"}, {kindHan | 3, "三"}, {kindHan | 4, "四"},
	{kindHan | 5, "五"}, {kindHan | 6, "六"}, {kindHan | 7, "七"}, {kindHan | 8, "八"}, {kindHan | 9, "九"},
	{kindCapital | 1, "壹"}, {kindCapital | 2, "贰貳弍"}, {kindCapital | 3, "叁叄"}, {kindCapital | 7, "柒"},
	{kindCapital | 8, "捌"}, {kindCapital | 9, "玖"},
	{kindWordCapital | 3, "参參"}, {kindWordCapital | 4, "肆"}, {kindWordCapital | 5, "伍"}, {kindWordCapital | 6, "陆陸"},
	{kindUnit | 1, "十"}, {kindUnit | 2, "百"}, {kindUnit | 3, "千"},
	{kindCapitalUnit | 1, "拾"}, {kindCapitalUnit | 2, "佰"}, {kindCapitalUnit | 3, "仟"},
	{kindBig | 4, "万萬"}, {kindBig | 8, "亿億"}, {kindBig | 12, "兆"},
	{kindTens | 2, "廿"}, {kindTens | 3, "卅"}, {kindTens | 4, "卌卌"},
	{wordSome, "几幾"}, {wordSeveral, "数數"}, {wordPair, "两兩"}, {wordTwo, "俩倆"}, {wordThree, "仨"},
	{wordMinus, "负負"}, {wordDash, "-－−+＋"}, {wordDot, ".．"},
	{markPoint, "点點"}, {markDot, "·•・‧"}, {markComma, ",，"}, {markMore, "多余餘馀来來"}, {markLetter, "OＯ"},
}

// table holds the class of every rune below U+10000 in two steps, so that the
// few pages in use stay in the nearest cache.
type table struct {
	page  [256]uint8
	class [64][256]class // page 0 is empty
}

var classes = newTable()

func newTable() (t table) {
	pages := uint8(1)
	for _, m := range members {
		for _, r := range m.runes {
			if t.page[r>>8] == 0 {
				t.page[r>>8] = pages
				pages++
			}
			t.class[t.page[r>>8]][r&0xff] = m.class
		}
	}
	return t
}

func classOf(r rune) class {
	if uint32(r) > 0xffff {
		return 0
	}
	return classes.class[classes.page[uint8(r>>8)]&63][uint8(r)]
}

// isHan is true for the common block of Chinese characters and 〇.
func isHan(r rune) bool { return r >= 0x4e00 && r <= 0x9fff || r == '〇' }

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
