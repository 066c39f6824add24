package rules

import (
	"slices"

	"zhfacts/pipeline/numeral"
)

// traits are what filters of numerals look at. Numerals with the same traits pass the
// same filters.
type traits struct {
	value                             int32 // how many of symbols.bounds it reaches; -1 where it is no whole number
	digits                            int32
	form                              numeral.Form
	approx, bare, multiplier, telling bool
	places                            bool // it has some behind the point
}

// numeralAtom is a numeral of a sentence.
type numeralAtom struct {
	numeral.Numeral
	number Number // its value, once asked for
	class  *numeralClass
}

// numeralClass is what a sentence is told of numerals with the same traits.
type numeralClass struct {
	passes []uint64 // a bit for each filter of symbols.nums
	signal signal
	told   int // the sentence that was told last, by sentence.serial
}

func (c *numeralClass) passesFilter(i int32) bool { return c.passes[i>>6]>>(i&63)&1 != 0 }

// boundsOf lists where filters part numbers: the smallest numbers that one takes, and
// the smallest above those that it takes.
func boundsOf(filters []numFilter) []int64 {
	var bounds []int64
	for i := range filters {
		if f := &filters[i]; f.bounded {
			bounds = append(bounds, f.min)
			if f.max+1 > f.max {
				bounds = append(bounds, f.max+1)
			}
		}
	}
	slices.Sort(bounds)
	return slices.Compact(bounds)
}

// traits are those of a numeral in rs.
func (syms *symbols) traits(n *numeral.Numeral, rs []rune) traits {
	t := traits{value: -1, digits: int32(n.Digits), form: n.Form, approx: n.Approx, bare: n.Bare, multiplier: n.Multiplier, telling: telling(n, rs)}
	if n.Approx {
		return t
	}
	t.places = n.Value.Exponent < 0
	if whole, ok := wholeOf(n); ok {
		at, found := slices.BinarySearch(syms.bounds, whole)
		if found {
			at++
		}
		t.value = int32(at)
	}
	return t
}

// class is that of a numeral's traits. It is worked out when they are first met.
func (s *sentence) class(n *numeral.Numeral) *numeralClass {
	syms := &s.set.symbols
	t := syms.traits(n, s.folded)
	c := s.classes[t]
	if c == nil {
		c = &numeralClass{passes: make([]uint64, (len(syms.nums)+63)/64)}
		whole, fits := wholeOf(n)
		var carried []symbol
		for i := range syms.nums {
			if syms.nums[i].accepts(n, t.telling, whole, fits) {
				c.passes[i>>6] |= 1 << (i & 63)
				carried = append(carried, syms.numSymbols[i])
			}
		}
		c.signal = syms.carry(carried, nil)
		s.classes[t] = c
	}
	return c
}

// wholeOf is the value of a numeral as an int64, where it is a single whole
// number that fits. The scanner leaves no zeros behind a point, so that a
// negative exponent tells a fraction.
func wholeOf(n *numeral.Numeral) (int64, bool) {
	if n.Approx || n.Value.Exponent < 0 {
		return 0, false
	}
	v, err := n.Value.Int64()
	return v, err == nil
}

// telling tells whether a numeral in rs stands for itself whatever the words around it.
// A lone digit in Chinese is mostly part of a word, and plain figures may be a name or
// code.
func telling(n *numeral.Numeral, rs []rune) bool {
	length := n.End - n.Start
	switch {
	case n.Multiplier && length > 1:
		return true
	case n.Form == numeral.Arabic:
		return slices.ContainsFunc(rs[n.Start:n.End], func(r rune) bool { return r == ',' || r == '，' })
	case n.Form == numeral.Chinese:
		return length > 1 && n.Digits == 0
	}
	return true
}

// accepts tells whether a numeral passes the filter. whole is its value, if fits.
func (f *numFilter) accepts(n *numeral.Numeral, telling bool, whole int64, fits bool) bool {
	switch {
	case f.single && n.Approx, f.bare && !n.Bare, f.notBare && n.Bare,
		f.digits > 0 && n.Digits != f.digits, f.chinese && n.Form != numeral.Chinese, f.arabic && n.Form != numeral.Arabic,
		f.multiplier && !n.Multiplier, f.telling && !telling, f.integer && !n.Approx && n.Value.Exponent < 0:
		return false
	}
	return !f.bounded || fits && f.min <= whole && whole <= f.max
}
