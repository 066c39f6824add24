package numeral

import "math/big"

// decimals reads 点, or a dot between digits read out, and the digits behind it.
func (s *scanner) decimals() {
	if !s.open && s.n == 0 || s.approx || s.colloquial || s.bare || s.fraction || s.closed || s.more {
		return
	}
	c := s.class(s.pos)
	word := c == markPoint
	if !word && c != markDot && c != wordDot {
		return
	}
	p := s.pos + 1
	arabic := s.class(p).kind() == kindArabic
	q := s.digitsEnd(p)
	if !arabic {
		if s.class(p).isHanDigit() {
			q = s.runEnd(p)
		}
		if s.class(p).isCapital() && !s.capital && !s.alone {
			return
		}
	}
	if q == p || !s.open && s.bigAt(q) {
		return
	}
	if word && s.clock(p, q, arabic) || !word && (arabic || !s.dotted(s.pos)) {
		return
	}
	unit, ok := s.decimalUnit(q)
	if !ok {
		return
	}
	if !s.open {
		s.sec = level{start: s.pos}
		s.open = true
	}
	if word {
		s.point = s.pos
	}
	s.appendDigits(p, q)
	s.sec.exp += unit
	s.sec.low = 0
	s.arabic = s.arabic || arabic
	s.han = true
	s.fraction, s.noParts = true, true
	s.pos = q
	if unit > 0 {
		s.pos++
	}
}

// decimalUnit is the exponent of the unit at q that multiplies a decimal:
// 二点五千, 二点五百万. False where the digit before belongs to the unit (三点二十).
func (s *scanner) decimalUnit(q int) (exp int, ok bool) {
	c := s.class(q)
	switch {
	case !c.isUnit():
		return 0, true
	case s.open && s.class(q+1).isBig() && c.low() > 1:
		return c.low(), true
	case c == kindUnit|3 && s.among(q+1, kiloUnits+kiloArabicUnits):
		return 0, true
	case s.open && c.low() == 3:
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
