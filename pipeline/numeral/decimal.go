package numeral

import "math/big"

// decimals reads 点, or a dot between digits read out, and the digits behind it.
func (s *scanner) decimals() {
	if !s.open && s.n == 0 || s.approx || s.colloquial || s.bare || s.fraction || s.closed || s.more {
		return
	}
	q, unit, ok := s.fractionAt(s.pos, s.open)
	if !ok {
		return
	}
	if !s.open {
		s.sec = level{start: s.pos}
		s.open = true
	}
	if s.class(s.pos) == markPoint {
		s.point = s.pos
	}
	s.arabic = s.arabic || s.class(s.pos+1).kind() == kindArabic
	s.appendDigits(s.pos+1, q)
	s.sec.exp += unit
	s.sec.low = 0
	s.han = true
	s.fraction, s.noParts = true, true
	s.pos = q
	if unit > 0 {
		s.pos++
	}
}

// fractionAt tells whether the point at i goes on a number, up to q, and the
// exponent of the unit there that multiplies it. Behind 万 or 亿 the section is
// not open, and the fraction takes no multiplier.
func (s *scanner) fractionAt(i int, open bool) (q, unit int, ok bool) {
	c := s.class(i)
	if c != markPoint && c != markDot && c != wordDot {
		return 0, 0, false
	}
	p := i + 1
	arabic := s.class(p).kind() == kindArabic
	q = s.digitsEnd(p)
	if s.class(p).isHanDigit() {
		q = s.runEnd(p)
	}
	switch {
	case q == p, !open && s.bigAt(q), s.class(p).isCapital() && !s.capital && !s.alone:
		return 0, 0, false
	case c == markPoint:
		ok = !s.clock(p, q, arabic)
	default:
		ok = !arabic && s.dotted(i)
	}
	if !ok {
		return 0, 0, false
	}
	unit, ok = s.decimalUnit(q, open)
	return q, unit, ok
}

// decimalUnit is the exponent of the unit at q that multiplies a decimal:
// 二点五千, 二点五百万. False where the digit before belongs to the unit (三点二十).
func (s *scanner) decimalUnit(q int, open bool) (exp int, ok bool) {
	c := s.class(q)
	switch {
	case !c.isUnit():
		return 0, true
	case open && s.class(q+1).isBig() && c.low() > 1:
		return c.low(), true
	case c == kindUnit|3 && s.among(q+1, kiloUnits+kiloArabicUnits):
		return 0, true
	case open && c.low() == 3:
		return 3, true
	}
	return 0, false
}

// appendDigits puts the digits from p to q behind the section's.
func (s *scanner) appendDigits(p, q int) {
	k := q - p
	f, long := s.digitValue(p, q)
	s.sec.exp = -k
	if s.sec.big == nil && long == nil {
		if s.sec.lo == 0 {
			s.sec.lo, s.sec.hi = f, f
			return
		}
		if v, ok := mulAdd(s.sec.lo, k, f); ok {
			s.sec.lo, s.sec.hi = v, v
			return
		}
	}
	if long == nil {
		long = new(big.Int).SetUint64(f)
	}
	whole := s.sec.big
	if whole == nil {
		whole = new(big.Int).SetUint64(s.sec.lo)
	}
	s.sec.big = long.Add(long, whole.Mul(whole, tenTo(k)))
}

// clock tells that 点 before the digits from p to q parts hours from minutes,
// or ends a sentence part before a date.
func (s *scanner) clock(p, q int, arabic bool) bool {
	if s.alone {
		return false
	}
	if s.among(q, "年月日号时刻") {
		return true
	}
	if arabic && s.class(q) == wordDot && s.class(q+1).kind() == kindArabic {
		return true // 3点5.6: two numbers
	}
	hour := s.n == 0 && !s.signed && s.sec.big == nil && s.sec.lo <= 24
	switch {
	case !hour || s.bigAt(q) || s.among(s.at-1, "之"):
		return false
	case s.among(s.at-1, dayParts):
		return true
	case s.among(q, "分") && !s.among(q+1, "之"):
		return true
	}
	minutes, _ := s.digitValue(p, q)
	return arabic && s.arabic && q-p == 2 && minutes < 60 && !s.among(q, "%％‰")
}

// dotted tells that the dot at i is a decimal point, by what follows the digits
// behind it or precedes the numeral: 五·三亿, 百分之五·三, 3·5%; but 五·四, 3·15.
func (s *scanner) dotted(i int) bool {
	q := s.digitsEnd(i + 1)
	if q == i+1 && s.class(q).isHanDigit() {
		q = s.runEnd(q)
	}
	if q == i+1 {
		return false
	}
	return s.alone || s.bigAt(q) || s.class(q).isUnit() || s.among(q, dotUnits) || s.among(s.at-1, "之")
}
