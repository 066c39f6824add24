package numeral

import (
	"math/big"
	"math/bits"

	"github.com/cockroachdb/apd/v3"
)

var pow10 = [...]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19}

// digitsOf is the number of decimal digits of v, 1 for 0.
func digitsOf(v uint64) int {
	n := bits.Len64(v) * 1233 >> 12
	if n < len(pow10) && v >= pow10[n] || n == 0 {
		n++
	}
	return n
}

// mulAdd is v*10^exp + w; false where 64 bits do not hold it.
func mulAdd(v uint64, exp int, w uint64) (uint64, bool) {
	if v == 0 {
		return w, true
	}
	if exp >= len(pow10) {
		return 0, false
	}
	over, v := bits.Mul64(v, pow10[exp])
	sum, carry := bits.Add64(v, w, 0)
	return sum, over|carry == 0
}

func tenTo(exp int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exp)), nil)
}

// magnitude is the number of places before the decimal point.
func (l *level) magnitude() int {
	if l.big != nil {
		return len(l.big.Text(10)) + l.exp
	}
	return digitsOf(most(l.lo, l.hi)) + l.exp
}

// multiply reads the multipliers behind the section and raises what they
// multiply. cut is the place before a section that they cannot hold, else -1.
func (s *scanner) multiply() (raised bool, cut int) {
	s.stacked = false
	for {
		p := s.pos
		more := s.class(p) == markMore
		if more {
			if s.more || !s.countable() {
				break
			}
			p++
		}
		c := s.class(p)
		if !c.isBig() || c.low() == 12 && (!s.open || !s.trillion(p)) {
			break
		}
		if s.first() {
			s.sec = level{start: p, lo: 1, hi: 1}
			s.open, s.bare = true, true
		}
		switch ok, cut := s.raise(c.low(), raised); {
		case cut >= 0:
			return raised, cut
		case !ok:
			s.closed = true
			return raised, -1
		}
		if more {
			s.more, s.bare = true, false
		}
		if c.low() == 12 {
			s.trillionAt = p
		}
		s.pos = p + 1
		s.han = true
		s.lastBig, s.stacked = c.low(), raised
		raised = true
	}
	if raised && (s.more || s.noParts) {
		s.closed = true
	}
	return raised, -1
}

// push puts the section behind those finished. It is false where there are too
// many.
func (s *scanner) push() bool {
	if !s.open {
		return true
	}
	if s.n == maxLevels {
		return false
	}
	s.levels[s.n] = s.sec
	s.n++
	s.open = false
	return true
}

// countable tells that 多, 余, 来 may follow: behind Arabic digits, a unit or a
// multiplier, not behind a single digit.
func (s *scanner) countable() bool {
	switch {
	case s.approx || s.colloquial || s.fraction || s.first():
		return false
	case !s.open:
		return !s.bare
	}
	return s.sec.low > 0 || s.class(s.pos-1).kind() == kindArabic
}

// raise multiplies by ten to exp the section, the sections before it that stand
// lower (三万五千亿), or those just raised (万亿). cut is as for multiply.
func (s *scanner) raise(exp int, stacked bool) (ok bool, cut int) {
	if !s.push() {
		return false, -1
	}
	k := s.n
	for k > 0 && s.levels[k-1].exp < exp {
		k--
	}
	if k == s.n {
		if !stacked || s.lastBig > exp {
			return false, -1
		}
		k--
	}
	if k > 0 && s.levels[k].magnitude()+exp > s.levels[k-1].exp {
		if exp != 8 || !s.tight() {
			return false, s.levels[k].start
		}
		k = 0
	}
	if s.levels[k].exp+exp > maxBigExp {
		return false, -1
	}
	for i := k; i < s.n; i++ {
		s.levels[i].exp += exp
	}
	return true, -1
}

// tight tells that every gap between the sections has its 零, so that 亿 can
// count all of them: 九百二十二亿三千三百七十二万零三百六十八 亿.
func (s *scanner) tight() bool {
	for i := 1; i < s.n; i++ {
		if l := &s.levels[i]; !l.zero && l.magnitude() != s.levels[i-1].exp {
			return false
		}
	}
	return !s.loose
}

// numeral puts what has been read into n.
func (s *scanner) numeral(n *Numeral) {
	n.Start, n.End, n.Approx, n.Point = s.at, s.pos, s.approx, s.point
	n.More, n.Bare, n.Colloquial = s.more, s.bare, s.colloquial
	switch {
	case s.arabic && s.han:
		n.Form = Mixed
	case s.han:
		n.Form = Chinese
	}
	if s.digits == s.pos-s.at && !s.approx {
		n.Digits = s.digits
	}
	last := s.class(s.pos - 1)
	n.Multiplier = last.isUnit() || last.isBig()
	n.Scale = s.scale()
	exp := 0
	for i := range s.n {
		exp = min(exp, s.levels[i].exp)
	}
	if !s.approx {
		s.sum(&n.Value, false, exp)
		return
	}
	s.sum(&n.Low, s.negative, exp)
	s.sum(&n.High, !s.negative, exp)
}

// scale is the power of ten of the multipliers at the end.
func (s *scanner) scale() int {
	exp := 0
	for i := s.pos - 1; i >= s.at; i-- {
		c := s.class(i)
		if !c.isUnit() && !c.isBig() {
			break
		}
		exp += c.low()
	}
	return exp
}

// sum sets d to the sum of the levels in units of ten to exp, of their upper
// ends if high.
func (s *scanner) sum(d *apd.Decimal, high bool, exp int) {
	var total uint64
	for i := range s.n {
		l := &s.levels[i]
		v := l.lo
		if high {
			v = l.hi
		}
		var ok bool
		if total, ok = mulAdd(v, l.exp-exp, total); !ok || l.big != nil {
			s.longSum(d, high, exp)
			return
		}
	}
	setSmall(d, total, exp, s.negative)
}

func (s *scanner) longSum(d *apd.Decimal, high bool, exp int) {
	total, v := new(big.Int), new(big.Int)
	for i := range s.n {
		l := &s.levels[i]
		switch {
		case l.big != nil:
			v.Set(l.big)
		case high:
			v.SetUint64(l.hi)
		default:
			v.SetUint64(l.lo)
		}
		total.Add(total, v.Mul(v, tenTo(l.exp-exp)))
	}
	ten, rest := big.NewInt(10), new(big.Int)
	for exp < 0 {
		if v.QuoRem(total, ten, rest); rest.Sign() != 0 {
			break
		}
		total.Set(v)
		exp++
	}
	d.Coeff.SetMathBigInt(total)
	d.Exponent = int32(exp)
	d.Negative = s.negative && total.Sign() != 0
}

// setSmall sets d to v times ten to exp, without trailing zeros in a fraction.
func setSmall(d *apd.Decimal, v uint64, exp int, negative bool) {
	for exp < 0 && v%10 == 0 {
		v /= 10
		exp++
	}
	d.Coeff.SetUint64(v)
	d.Exponent = int32(exp)
	d.Negative = negative && v != 0
}
