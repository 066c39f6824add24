package numeral

// place adds lo..hi times ten to exp to the section, and goes on at end. It
// does nothing and is false where that does not stay below the limit.
func (s *scanner) place(lo, hi, exp, end int, zero bool) bool {
	limit, size := s.limit(), digitsOf(uint64(most(lo, hi)))+exp
	if size > limit || s.sec.big != nil {
		return false
	}
	l, ok1 := mulAdd(uint64(lo), exp, s.sec.lo)
	h, ok2 := mulAdd(uint64(hi), exp, s.sec.hi)
	if !ok1 || !ok2 {
		return false
	}
	if s.open && !zero && size < limit {
		s.loose = true
	}
	s.sec.lo, s.sec.hi, s.sec.low = l, h, exp
	s.open = true
	s.pos = end
	s.bare = false
	if exp > 0 {
		s.han = true
	}
	if lo != hi {
		s.approx, s.noParts = true, true
	}
	return true
}

// most is the largest number of a range as its place counts it: 几 before a
// unit ends at the next place, but does not reach it.
func most[T int | uint64](lo, hi T) T {
	if lo != hi {
		return hi - 1
	}
	return hi
}

// unitAt is the exponent of the unit at i, or 0 where there is none or it
// belongs to a measure (5千克, 3百分点) or a word (百货).
func (s *scanner) unitAt(i int, arabic bool) int {
	c := s.class(i)
	switch {
	case !c.isUnit():
		return 0
	case s.class(i+1) != 0:
		return c.low() // a numeral goes on
	case c == kindUnit|3 && s.first():
		if s.among(i+1, kiloUnits) || arabic && s.among(i+1, kiloArabicUnits) {
			return 0
		}
	case c == kindUnit|2:
		if s.among(i+1, "货姓") || arabic && s.among(i+1, "度") || s.among(i+1, "分") && s.class(i+2) == markPoint || arabic && s.first() && s.among(i+1, "帕") {
			return 0
		}
	}
	return c.low()
}

// bigAt tells that a multiplier stands at i.
func (s *scanner) bigAt(i int) bool {
	c := s.class(i)
	return c.isBig() && (c.low() < 12 || s.trillion(i))
}

// trillion tells that 兆 at i is 10^12: digits and 万 or 亿 go on behind it.
// Elsewhere it may be a million (兆瓦).
func (s *scanner) trillion(i int) bool {
	if !s.class(i + 1).isDigit() {
		return false
	}
	for j := i + 1; j < i+16; j++ {
		switch c := s.class(j); {
		case c.isBig():
			return c.low() < 12
		case !c.isDigit() && !c.isUnit():
			return false
		}
	}
	return false
}

// hanPart reads the Chinese digits at p.
func (s *scanner) hanPart(p int, zero bool) bool {
	q := s.runEnd(p)
	if !s.capitalFits(p, q) {
		return false
	}
	if s.hanDigits(p, q, zero) {
		s.han = true
		s.capital = s.capital || s.class(p).isCapital()
		return true
	}
	return false
}

func (s *scanner) hanDigits(p, q int, zero bool) bool {
	if s.first() && q-p > 1 && s.unitAt(q, false) > 0 {
		if _, _, _, ok := s.pair(p, q); !ok {
			q-- // the last digit belongs to the next numeral
			for !s.class(q - 1).isHanDigit() {
				q--
			}
		}
	}
	if lo, hi, end, ok := s.pair(p, q); ok {
		if u := s.unitAt(end, false); u == 0 {
			return s.lastDigit(lo, hi, end, zero)
		} else if s.place(lo, hi, u, end+1, zero) {
			return true
		}
	}
	d := s.class(p).low()
	if q-p == 1 && s.weekday(q) {
		return s.lastDigit(d, d, q, zero)
	}
	if q-p == 1 {
		if u := s.unitAt(q, false); u > 0 {
			return d > 0 && s.place(d, d, u, q+1, zero)
		}
		return s.lastDigit(d, d, q, zero)
	}
	if !s.first() {
		return s.lastDigit(d, d, p+1, zero)
	}
	s.sec.lo, s.sec.big = s.digitValue(p, q)
	s.sec.hi, s.sec.low = s.sec.lo, 0
	s.open, s.digits, s.pos = true, q-p, q
	return true
}

// weekday tells that the digit before q ends the name of a day of the week and
// that the tens behind it begin an hour: 星期三十点, 周五十二时.
func (s *scanner) weekday(q int) bool {
	if !s.first() || s.class(q) != kindUnit|1 || !s.among(s.at-1, "周期拜") || s.alone {
		return false
	}
	if s.at > 1 && classOf(s.rs[s.at-2]).starts() {
		return false // 三周五十点
	}
	q++
	if s.class(q).isHanDigit() {
		q++
	}
	return s.among(q, "点點时時")
}

// runEnd is the end of the run of digits read out from p. Capitals and common
// digits do not mix; the letter O and the digit 0 between Chinese digits are 〇.
func (s *scanner) runEnd(p int) int {
	var family class
	for i := p; ; i++ {
		c := s.class(i)
		switch {
		case (c == markLetter || c == kindArabic) && i > p:
			j := i
			for s.class(j) == c {
				j++
			}
			if !s.class(j).isHanDigit() && !s.among(j, "年") && !(s.alone && j == len(s.rs)) {
				return i
			}
			i = j - 1
		case !c.isHanDigit():
			return i
		case c.low() > 0:
			kind := kindHan
			if c.isCapital() {
				kind = kindCapital
			}
			if family != 0 && family != kind {
				return i
			}
			family = kind
		}
	}
}

// pair reads two digits that name a range: neighbours, 三五, 一两, 三两.
func (s *scanner) pair(p, q int) (lo, hi, end int, ok bool) {
	a, b := s.class(p), s.class(p+1)
	if a.kind() != kindHan || a.low() == 0 || s.rs[p] == '幺' {
		return
	}
	switch {
	case q-p == 2 && b.kind() == kindHan && s.rs[p+1] != '幺':
		if s.first() && s.class(q) != markPoint {
			if _, _, decimal := s.fractionAt(q, true); decimal {
				return // 一二·五
			}
		}
		lo, hi = a.low(), b.low()
		return lo, hi, q, hi == lo+1 || lo == 3 && hi == 5 && (s.first() || s.sec.low > 1)
	case q-p == 1 && b == wordPair && !s.class(q+1).isDigit():
		unit := s.unitAt(q+1, false) > 0 || s.bigAt(q+1)
		if !s.first() && !unit {
			return
		}
		switch {
		case a.low() == 1:
			weight := q+1 >= len(s.rs) || !isHan(s.rs[q+1]) || s.among(q+1, taelGoods)
			return 1, 2, q + 1, s.alone || !weight
		case a.low() == 3:
			return 2, 3, q + 1, s.alone || s.among(q+1, pairNouns)
		}
	}
	return
}

// capitalFits tells that the capitals from p to q are numerals, and not 大陆,
// 队伍, 放肆.
func (s *scanner) capitalFits(p, q int) bool {
	c := s.class(p)
	if c.kind() != kindWordCapital && c != kindCapitalUnit|1 || s.alone || s.capital {
		return true
	}
	next := s.class(q)
	if c.kind() == kindCapitalUnit {
		if next.isCapital() {
			return true
		}
	} else if next.kind() == kindCapitalUnit {
		return true
	}
	if !s.first() {
		return false
	}
	if next.isBig() || s.among(q, amountWords) || s.among(q, "分") && s.among(p-1, amountWords) {
		return true
	}
	if p > 0 && isHan(s.rs[p-1]) && classOf(s.rs[p-1]) == 0 {
		return false
	}
	return next != 0 || q >= len(s.rs) || !isHan(s.rs[q])
}

// lastDigit reads a digit, or a pair, without a unit.
func (s *scanner) lastDigit(lo, hi, end int, zero bool) bool {
	switch {
	case s.first():
		if s.rs[s.pos] == '幺' || !s.place(lo, hi, 0, end, zero) {
			return false
		}
		if lo == hi {
			s.digits = 1
		}
		return true
	case lo == 0:
		return false
	case zero, s.open && s.sec.low == 1, !s.open && s.bigAt(end):
		return s.place(lo, hi, 0, end, zero)
	}
	return s.impliedPlace(lo, hi, end)
}

// impliedPlace reads a last digit right behind a unit or multiplier, which
// counts the next place down: 三百二, 一万五.
func (s *scanner) impliedPlace(lo, hi, end int) bool {
	unit := s.sec.low
	if !s.open {
		if s.stacked {
			return false
		}
		unit = s.lastBig
	}
	if unit < 2 || unit > 8 || s.bare && lo == 1 {
		return false
	}
	if !s.alone {
		if s.among(end, dateWords) || lo == 1 && hi == 1 && s.among(end, eachNouns) {
			return false
		}
	}
	if c := s.class(end); (c == markPoint || c == markDot || c == wordDot) && s.class(end+1).isDigit() {
		return false // the digit begins a decimal
	}
	if !s.place(lo, hi, unit-1, end, true) {
		return false
	}
	s.sec.low = 0
	s.colloquial, s.loose, s.noParts = true, true, true
	return true
}

// impliedOne reads a unit whose 一 is left out.
func (s *scanner) impliedOne(p int, zero bool) bool {
	c := s.class(p)
	exp := s.unitAt(p, s.first())
	if exp == 0 {
		return false
	}
	switch {
	case s.first() && exp == 1:
		if !s.capitalFits(p, p+1) {
			return false
		}
	case s.first():
		if c.kind() == kindCapitalUnit {
			return false
		}
		s.place(1, 1, exp, p+1, zero)
		s.bare = true
		return true
	case !zero && !(exp == 1 && s.open):
		return false
	}
	if !s.place(1, 1, exp, p+1, zero) {
		return false
	}
	s.loose = s.loose || exp > 1
	s.capital = s.capital || c.kind() == kindCapitalUnit
	return true
}

// wordPart reads 几, 数, 两, 俩, 仨.
func (s *scanner) wordPart(p int, zero bool) bool {
	c, next := s.class(p), s.class(p+1)
	fresh := !s.open || zero
	switch c {
	case wordPair:
		s.han = true
		if next == kindHan|3 && !s.class(p+2).isDigit() {
			if u := s.unitAt(p+2, false); u > 0 {
				return s.place(2, 3, u, p+3, zero)
			}
			return (s.first() || fresh && s.bigAt(p+2)) && s.place(2, 3, 0, p+2, zero)
		}
		if u := s.unitAt(p+1, false); u > 0 {
			return s.place(2, 2, u, p+2, zero)
		}
		return (s.first() || fresh && s.bigAt(p+1)) && s.place(2, 2, 0, p+1, zero)
	case wordTwo, wordThree:
		if !s.first() {
			return false
		}
		n := 2
		if c == wordThree {
			n = 3
		}
		s.han, s.closed = true, true
		return s.place(n, n, 0, p+1, zero)
	case wordSome, wordSeveral:
		return s.somePart(p, zero, fresh)
	}
	return false
}

// somePart reads 几 and 数, before a unit (几十, 数万) or as the last place (十几).
func (s *scanner) somePart(p int, zero, fresh bool) bool {
	few := s.class(p) == wordSome
	if !few && s.first() && !s.alone && s.among(s.at-1, countNouns) {
		return false
	}
	tens := s.open && s.sec.low == 1
	next := s.class(p + 1)
	ok := false
	switch {
	case next.isUnit():
		ok = (few || s.first()) && s.place(1, 10, next.low(), p+2, zero)
	case next.isBig() && fresh && (few || s.first()):
		ok = s.place(1, 10, 0, p+1, zero)
	case next.isBig() && tens:
		ok = s.place(0, 10, 0, p+1, zero)
	case tens && few:
		ok = s.place(1, 9, 0, p+1, zero)
	}
	s.han = s.han || ok
	return ok
}
