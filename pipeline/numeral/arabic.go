package numeral

import "math/big"

// arabicRun is a number in Arabic digits: value (or big) over ten to frac.
type arabicRun struct {
	end         int
	value       uint64
	big         *big.Int
	whole, frac int  // digits before and behind the point
	plain       bool // neither comma nor point
}

// digitsEnd is the end of the Arabic digits from p.
func (s *scanner) digitsEnd(p int) int {
	for s.class(p).kind() == kindArabic {
		p++
	}
	return p
}

// leadingPoint tells that the point at p begins a number: .5
func (s *scanner) leadingPoint(p int) bool {
	if s.class(p+1).kind() != kindArabic {
		return false
	}
	if s.signed || p == 0 {
		return true
	}
	switch s.rs[p-1] {
	case ' ', '\t', '\n', '\u3000', '(', '（', '[', '<', '>', '=', '≥', '≤', '＜', '＞', '＝', '~', '～', '±':
		return true
	}
	return false
}

// readArabic reads digits, thousands in groups of three behind commas of one
// kind, and a fraction. It is only called at a digit or a leading point.
func (s *scanner) readArabic(p int) arabicRun {
	q := s.digitsEnd(p)
	a := arabicRun{whole: q - p, plain: true}
	if a.whole >= 1 && a.whole <= 3 && s.class(p).low() != 0 {
		for comma := q; s.class(q) == markComma && s.rs[q] == s.rs[comma] && s.digitsEnd(q+1) == q+4; {
			q += 4
			a.whole += 3
			a.plain = false
		}
	}
	if c := s.class(q); c == wordDot || c == markDot && s.dotted(q) {
		if end := s.digitsEnd(q + 1); end > q+1 {
			a.frac = end - q - 1
			a.plain = false
			q = end
		}
	}
	a.end = q
	a.value, a.big = s.digitValue(p, q)
	return a
}

// digitValue is the number that the digits between p and q write, marks left
// out; as a big.Int where 64 bits do not hold it.
func (s *scanner) digitValue(p, q int) (uint64, *big.Int) {
	var v uint64
	for i := p; i < q; i++ {
		c := s.class(i)
		if !c.isDigit() && c != markLetter {
			continue
		}
		d := uint64(0)
		if c.isDigit() {
			d = uint64(c.low())
		}
		if v >= 1e18 {
			return 0, s.longValue(p, q)
		}
		v = v*10 + d
	}
	return v, nil
}

func (s *scanner) longValue(p, q int) *big.Int {
	text := make([]byte, 0, q-p)
	for i := p; i < q; i++ {
		switch c := s.class(i); {
		case c.isDigit():
			text = append(text, '0'+byte(c.low()))
		case c == markLetter:
			text = append(text, '0')
		}
	}
	v, _ := new(big.Int).SetString(string(text), 10)
	return v
}

// arabicPart reads the Arabic digits at p and their unit.
func (s *scanner) arabicPart(p int, zero bool, limit int) bool {
	a := s.readArabic(p)
	if !s.first() {
		if !s.laterArabic(p, a, zero, limit) {
			return false
		}
		s.arabic = true
		return true
	}
	unit := s.unitAt(a.end, true)
	if unit == 1 && (a.whole != 1 || !a.plain || a.value == 0) {
		unit = 0
	}
	s.arabic = true
	s.open = true
	s.sec.lo, s.sec.hi, s.sec.big, s.sec.exp, s.pos = a.value, a.value, a.big, -a.frac, a.end
	s.fraction = a.frac > 0
	s.noParts = s.fraction
	if s.science(p, a) || a.big != nil {
		return true
	}
	if a.plain {
		s.digits = a.whole
	}
	if s.class(a.end) == wordSome && a.plain && a.value > 0 && a.value%10 == 0 && !s.class(a.end+1).isUnit() {
		if s.class(a.end + 1).isBig() {
			s.sec.hi += 10
		} else {
			s.sec.lo, s.sec.hi = a.value+1, a.value+9
		}
		s.pos++
		s.approx, s.noParts, s.han = true, true, true
		return true
	}
	if v, ok := mulAdd(a.value, max(unit-a.frac, 0), 0); ok && unit > 0 {
		s.sec.lo, s.sec.hi, s.sec.exp, s.sec.low = v, v, min(unit-a.frac, 0), unit
		s.han = true
		s.pos++
	}
	return true
}

// laterArabic reads Arabic digits behind a multiplier: 5亿1万4千6百, 13亿7053.69万,
// 1万2, 1万500.
func (s *scanner) laterArabic(p int, a arabicRun, zero bool, limit int) bool {
	if a.big != nil {
		return false
	}
	v := int(a.value)
	unit := s.unitAt(a.end, true)
	switch {
	case unit > 0:
		return a.plain && v > 0 && (unit > 1 || a.whole == 1) && s.place(v, v, unit, a.end+1, zero)
	case !s.open && (s.bigAt(a.end) || a.plain && s.class(a.end) == markMore && s.bigAt(a.end+1)):
		s.sec.lo, s.sec.hi, s.sec.exp, s.sec.low = a.value, a.value, -a.frac, 0
		s.open, s.pos = true, a.end
		s.fraction = a.frac > 0
		s.noParts = s.fraction
		return true
	case a.whole == 1 && !zero && !(s.open && s.sec.low == 1):
		return a.plain && v > 0 && s.impliedPlace(v, v, a.end)
	case a.whole > limit || a.whole == 1 && a.frac > 0 && !zero:
		return false
	case a.whole == 4 && v > 1900 && v < 2100 && v != 2000 && !s.alone && s.among(a.end, "年"):
		return false
	case a.frac == 0:
		return s.place(v, v, 0, a.end, zero)
	}
	sum, ok := mulAdd(s.sec.lo, a.frac, a.value)
	if !ok {
		return false
	}
	s.loose = true
	s.sec.lo, s.sec.hi, s.sec.exp, s.sec.low = sum, sum, -a.frac, 0
	s.open, s.pos = true, a.end
	s.fraction, s.noParts = true, true
	return true
}

// science reads a power of ten behind the number from p: 3e5, 1.2×10^5,
// 6.02×10²³, and a bare 10^4. Nothing goes on with it.
func (s *scanner) science(p int, a arabicRun) bool {
	if a.end >= len(s.rs) {
		return false
	}
	exp, end, ok := 0, 0, false
	switch s.rs[a.end] {
	case 'e', 'E', 'ｅ', 'Ｅ':
		exp, end, ok = s.exponent(a.end + 1)
		if p > 0 && isLetter(s.rs[p-1]) || ok && end < len(s.rs) && isLetter(s.rs[end]) {
			return false
		}
		if ok && !s.signed && p > 0 && classOf(s.rs[p-1]) == wordDash && s.class(end) == wordDash {
			return false // part of an identifier: A1-5E74-11
		}
	case '×', 'x', 'X', '*', '✕':
		q := a.end + 1
		if s.class(q) != kindArabic|1 || s.class(q+1) != kindArabic {
			return false
		}
		exp, end, ok = s.power(q + 2)
	default:
		if a.end-p != 2 || a.value != 10 {
			return false
		}
		exp, end, ok = s.power(a.end)
		exp--
	}
	if !ok {
		return false
	}
	s.sec.exp += exp
	s.pos = end
	s.closed = true
	return true
}

// power reads ^5, ^-5 or ⁻⁵.
func (s *scanner) power(p int) (exp, end int, ok bool) {
	if p < len(s.rs) && s.rs[p] == '^' {
		return s.exponent(p + 1)
	}
	negative := p < len(s.rs) && s.rs[p] == '⁻'
	if negative {
		p++
	}
	end = p
	for end < len(s.rs) && superscript(s.rs[end]) >= 0 && exp <= maxExp {
		exp = exp*10 + superscript(s.rs[end])
		end++
	}
	if negative {
		exp = -exp
	}
	return exp, end, end > p && exp <= maxExp && exp >= -maxExp
}

// exponent reads digits with a sign.
func (s *scanner) exponent(p int) (exp, end int, ok bool) {
	negative := false
	if s.class(p) == wordDash {
		negative = s.rs[p] != '+' && s.rs[p] != '＋'
		p++
	}
	end = s.digitsEnd(p)
	if end == p || end-p > 3 {
		return 0, 0, false
	}
	v, _ := s.digitValue(p, end)
	if v > maxExp {
		return 0, 0, false
	}
	exp = int(v)
	if negative {
		exp = -exp
	}
	return exp, end, true
}

func superscript(r rune) int {
	switch r {
	case '⁰':
		return 0
	case '¹':
		return 1
	case '²':
		return 2
	case '³':
		return 3
	case '⁴', '⁵', '⁶', '⁷', '⁸', '⁹':
		return int(r - '⁰')
	}
	return -1
}
