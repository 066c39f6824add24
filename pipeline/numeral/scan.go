package numeral

import "math/big"

// What stands beside a numeral and changes how it is read.
const (
	// before 数: 人数, 总数, 指数 … end in it
	countNouns = "人总次指户件函基系倍参岁字份个位多少无整分小大负级度"
	// behind a last 一: so much for each one (100万一年)
	eachNouns = "个年月天日晚次套平位只张件斤吨台辆条头间亩户份本部项家种对克瓶米期轮场"
	// behind a last digit: it belongs to a date
	dateWords = "年月日号岁"
	// before 负 that is no sign: 胜负, 正负, 减负
	loadWords = "胜平正肩担抱欺亏减重背自"
	// before an hour: 下午, 今晚, 早, 10日
	dayParts = "午晨晚夜早日号"
	// behind decimals told with a dot between Chinese digits
	dotUnits = "%％‰‱倍成折元吨斤公千米里亩尺寸丈升担石个"
	// behind 千 that belongs to a unit; behind Arabic digits also the second list
	kiloUnits       = "克瓦卡焦帕赫"
	kiloArabicUnits = "米伏牛升安"
	// behind a capital that stands for an amount alone
	amountWords = "元圆角"
	// behind 两 where it is the weight
	taelGoods = "银金黄白重酒茶肉油药面饭钱盐糖"
	// behind 三两 where it is two or three
	pairNouns = "个天年句下次人日步件杯位声口"
)

// maxLevels bounds the number of sections between 万 and 亿. A numeral with more
// is refused whole.
const maxLevels = 6

const (
	anyPlace  = 1 << 10 // the limit of a first part: none
	maxExp    = 400     // the largest exponent taken from ×10^n
	maxBigExp = 64      // the largest product of 万 and 亿
)

// level is a section with its multipliers: lo..hi (or big) times ten to exp.
type level struct {
	lo, hi uint64
	big    *big.Int // in place of lo and hi where they do not hold it
	start  int      // the first rune, a leading 零 included
	exp    int
	low    int  // exponent of the lowest unit read before the multipliers
	zero   bool // a 零 tells the gap before it
}

// scanner reads one numeral. Finished sections stand in levels, the one being
// read in sec.
type scanner struct {
	rs    []rune
	at    int  // where the numeral starts, the sign included
	pos   int  // the next rune
	alone bool // rs is nothing but the numeral

	levels [maxLevels]level
	n      int
	sec    level
	open   bool // sec has a part

	negative   bool
	signed     bool
	arabic     bool // has Arabic digits
	han        bool // has Chinese digits or multipliers
	capital    bool // has capitals
	approx     bool
	bare       bool
	colloquial bool
	more       bool
	loose      bool // a gap without 零, or an implied place
	fraction   bool // has places behind the decimal point
	noParts    bool // only multipliers may follow
	closed     bool // nothing may follow
	lastBig    int  // exponent of the multiplier just read
	stacked    bool // several multipliers were read on each other
	trillionAt int  // index of the last 兆
	digits     int
	point      int
}

// scan reads the numeral at index at into n. With alone, rs is meant to be
// nothing but the numeral.
func scan(n *Numeral, rs []rune, at int, alone bool) bool {
	most := at + MaxRunes
	if len(rs) > most+1 {
		rs = rs[:most+1]
	}
	if insideRun(rs, at) {
		return false
	}
	s := scanner{rs: rs, at: at, pos: at, alone: alone}
	if !s.sign() {
		return false
	}
	for !s.closed {
		s.section()
		s.decimals()
		raised, cut := s.multiply()
		if cut >= 0 {
			return scan(n, rs[:cut], at, alone)
		}
		if !raised {
			break
		}
	}
	if s.first() || !s.push() || s.pos > most {
		return false
	}
	if s.bare && s.signed {
		return false
	}
	if s.lastBig == 12 {
		return scan(n, rs[:s.trillionAt], at, alone) // neither 万 nor 亿 went on behind 兆
	}
	s.numeral(n)
	if kind := classOf(rs[at]).kind(); kind == kindUnit || kind == kindBig {
		roundly(n, rs, at)
	}
	return true
}

// insideRun tells that a run of digits began before at: right before Arabic
// digits, four runes or more before Chinese ones.
func insideRun(rs []rune, at int) bool {
	c := classOf(rs[at])
	if at > 0 && c.kind() == kindArabic {
		return classOf(rs[at-1]).kind() == kindArabic
	}
	if at < 4 || !c.isHanDigit() {
		return false
	}
	chinese := false
	for _, r := range rs[at-4 : at] {
		switch c := classOf(r); {
		case c.isHanDigit():
			chinese = true
		case c != markLetter && c != kindArabic:
			return false
		}
	}
	return chinese
}

// roundly reads 百八十, 千八百, 万八千 and 百儿八十, 千儿八百, 万儿八千: the first
// unit or somewhat less. It gives way to a longer numeral already in n.
func roundly(n *Numeral, rs []rune, at int) {
	first := classOf(rs[at])
	i := at + 1
	if i < len(rs) && (rs[i] == '儿' || rs[i] == '兒') {
		i++
	}
	if i+1 >= len(rs) || rs[i] != '八' || i+2 < n.End {
		return
	}
	if second := classOf(rs[i+1]); second.kind() != kindUnit || second.low() != first.low()-1 {
		return
	}
	*n = Numeral{Start: at, End: i + 2, Approx: true, Form: Chinese, Multiplier: true}
	setSmall(&n.Low, 8*pow10[first.low()-1], 0, false)
	setSmall(&n.High, pow10[first.low()], 0, false)
}

func (s *scanner) class(i int) class { return classAt(s.rs, i) }

// among is true where the rune at i is one of set.
func (s *scanner) among(i int, set string) bool {
	if i < 0 || i >= len(s.rs) {
		return false
	}
	for _, r := range set {
		if r == s.rs[i] {
			return true
		}
	}
	return false
}

// sign reads the sign; false where there is one that cannot be.
func (s *scanner) sign() bool {
	switch classOf(s.rs[s.at]) {
	case wordMinus:
		if s.class(s.at+1) == wordDash {
			return false
		}
		if s.at > 0 && (classOf(s.rs[s.at-1]).starts() || s.among(s.at-1, loadWords)) {
			return false
		}
		s.negative = true
	case wordDash:
		next := s.class(s.at + 1)
		if next == wordDot {
			next = s.class(s.at + 2)
		}
		if next.kind() != kindArabic || s.at > 0 && (s.operator() || s.named()) {
			return false
		}
		s.negative = s.rs[s.at] != '+' && s.rs[s.at] != '＋'
	default:
		return true
	}
	s.signed = true
	s.pos++
	return true
}

// operator tells that the dash or plus at the start joins what stands before it
// with the number: a range, a date, a sum, a name.
func (s *scanner) operator() bool {
	prev := s.rs[s.at-1]
	if s.among(s.at-1, "到至~～") {
		return false // it joins already: -10到-5, -10℃~-5℃
	}
	c := classOf(prev)
	if c.starts() || isLetter(prev) || c == markMore || s.among(s.at-1, "年月日号%％‰)）]】〕”》—–/／.:：") {
		return true
	}
	// a measured number: 5元-8元, 3公斤-5公斤, 2平方米-3平方米, 5元/吨-8元/吨, 2点-4点
	for i := s.at - 1; i >= 0 && i >= s.at-5 && (isHan(s.rs[i]) || s.rs[i] == '/'); i-- {
		if i > 0 && (classOf(s.rs[i]) == 0 || i == s.at-1) {
			if c := classOf(s.rs[i-1]); c.kind() == kindArabic || c.isUnit() || c.isBig() {
				return true
			}
		}
	}
	return false
}

// named tells that a dash between a Chinese character and the digits that end a
// quotation joins a name and its number: “和平-17”.
func (s *scanner) named() bool {
	i := s.at + 1
	for s.class(i).kind() == kindArabic {
		i++
	}
	return isHan(s.rs[s.at-1]) && s.among(i, "”’》」』\"")
}

// first is true before the first part.
func (s *scanner) first() bool { return s.n == 0 && !s.open }

// limit is the place that the next part must stay below.
func (s *scanner) limit() int {
	switch {
	case s.open:
		return s.sec.low
	case s.n > 0:
		return s.levels[s.n-1].exp
	}
	return anyPlace
}

// zeroAt tells that the rune at i is 〇, or a 0 or O that stands for it before a
// Chinese digit.
func (s *scanner) zeroAt(i int) bool {
	c := s.class(i)
	if c == kindArabic || c == markLetter {
		return s.class(i + 1).isHanDigit()
	}
	return c == kindHan
}

// section reads parts as long as their places fall.
func (s *scanner) section() {
	s.sec = level{start: s.pos}
	s.open = false
	for !s.closed && !s.noParts && s.part() {
	}
}

// part reads a digit with its unit; it reads nothing where that does not fit.
func (s *scanner) part() bool {
	limit := s.limit()
	if limit <= 0 {
		return false
	}
	p, zero := s.pos, false
	if !s.first() && limit >= 2 {
		for s.zeroAt(p) {
			p, zero = p+1, true
		}
	}
	if zero && !s.open {
		s.sec.zero = true
	}
	c := s.class(p)
	if s.bare && s.n > 0 && !s.bareGoesOn(p) {
		return false
	}
	switch kind := c.kind(); {
	case kind == kindArabic:
		return !s.bare && s.arabicPart(p, zero, limit)
	case c == wordDot:
		return s.first() && s.leadingPoint(p) && s.arabicPart(p, zero, limit)
	case c.isHanDigit():
		return s.hanPart(p, zero)
	case c.isUnit():
		return s.impliedOne(p, zero)
	case kind == kindTens:
		return limit > 1 && (s.first() || zero || s.open) && s.place(c.low(), c.low(), 1, p+1, zero)
	case kind == kindWord:
		return s.wordPart(p, zero)
	}
	return false
}

// bareGoesOn tells that a bare 万 or 亿 has its 一 left out: 万五千. Not so before a
// last digit or 一 (万一, 万五), nor behind other multipliers.
func (s *scanner) bareGoesOn(p int) bool {
	c := s.class(p)
	return !s.stacked && s.levels[0].lo == 1 && c.kind() == kindHan && c.low() > 1 && s.class(p+1).isUnit()
}
