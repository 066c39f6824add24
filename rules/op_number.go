package rules

import (
	"errors"

	"github.com/cockroachdb/apd/v3"
)

// numberOps are the operations that make numbers.
func numberOps() []Op {
	return []Op{
		{
			Name: "number", Doc: "A number: a numeral, or the text of a group read as one.",
			Returns: KindNumber,
			Params:  []Param{{Name: "of", Doc: "the numeral", Kinds: []Kind{KindNumber, KindText, KindWord}}},
			Eval:    func(a *Args) (Value, error) { return value(a.Number("of")) },
		},
		{
			Name: "times", Doc: "The product of numbers; a range times a number is a range.",
			Returns: KindNumber, Variadic: true,
			Params: []Param{{Name: "factor", Doc: "a number", Kinds: []Kind{KindNumber, KindText, KindWord}}},
			Eval:   func(a *Args) (Value, error) { return fold(a, multiply) },
		},
		{
			Name: "sum", Doc: "The sum of numbers; a range plus a number is a range.",
			Returns: KindNumber, Variadic: true,
			Params: []Param{{Name: "term", Doc: "a number", Kinds: []Kind{KindNumber, KindText, KindWord}}},
			Eval:   func(a *Args) (Value, error) { return fold(a, add) },
		},
		{
			Name: "interval", Doc: "All numbers from one to another, both inclusive. A multiplier that only the last number carries belongs to both: 3—5万.",
			Returns: KindNumber,
			Params: []Param{
				{Name: "from", Doc: "the smaller number", Kinds: []Kind{KindNumber, KindText}},
				{Name: "to", Doc: "the larger number", Kinds: []Kind{KindNumber, KindText}},
			},
			Eval: interval,
		},
		{
			Name: "fraction", Doc: "A fraction, with a whole number before it where there is one: 三分之二, 二又三分之一.",
			Returns: KindNumber,
			Params: []Param{
				{Name: "numerator", Doc: "the upper number", Kinds: []Kind{KindNumber, KindText, KindWord}},
				{Name: "denominator", Doc: "the lower number", Kinds: []Kind{KindNumber, KindText, KindWord}},
				{Name: "whole", Doc: "the whole number before it", Optional: true, Kinds: []Kind{KindNumber, KindText}},
			},
			Eval: fraction,
		},
		{
			Name: "ratio", Doc: "A ratio of two numbers: 1:1, 3比2.",
			Returns: KindNumber,
			Params: []Param{
				{Name: "left", Doc: "the first term", Kinds: []Kind{KindNumber, KindText}},
				{Name: "right", Doc: "the second term", Kinds: []Kind{KindNumber, KindText}},
			},
			Eval: func(a *Args) (Value, error) {
				l, err1 := single(a, "left")
				r, err2 := single(a, "right")
				if err := errors.Join(err1, err2); err != nil {
					return nil, err
				}
				return &Number{Ratio: &[2]apd.Decimal{*l, *r}, isRatio: true}, nil
			},
		},
		{
			Name: "power", Doc: "Two to the n-th: 翻两番 is four times.",
			Returns: KindNumber,
			Params:  []Param{{Name: "of", Doc: "the exponent, a whole number up to 64", Kinds: []Kind{KindNumber, KindText}}},
			Eval: func(a *Args) (Value, error) {
				n, err := single(a, "of")
				if err != nil {
					return nil, err
				}
				exp, err := n.Int64()
				if err != nil || exp < 0 || exp > 64 {
					return nil, errors.New("the exponent is no whole number up to 64")
				}
				var out apd.Decimal
				if _, err := exact.Pow(&out, apd.New(2, 0), n); err != nil {
					return nil, err
				}
				return &Number{Value: &out}, nil
			},
		},
		{
			Name: "negative", Doc: "A number with its sign turned: 零下五度.",
			Returns: KindNumber,
			Params:  []Param{{Name: "of", Doc: "the number", Kinds: []Kind{KindNumber, KindText}}},
			Eval: func(a *Args) (Value, error) {
				n, err := a.Number("of")
				if err != nil {
					return nil, err
				}
				out := *n
				out.Numeral = nil
				out.Value, out.Low, out.High = negated(n.Value), negated(n.High), negated(n.Low)
				return &out, nil
			},
		},
	}
}

// value turns a typed nil into the nil Value.
func value(n *Number, err error) (Value, error) {
	if n == nil {
		return nil, err
	}
	return n, err
}

func negated(d *apd.Decimal) *apd.Decimal {
	if d == nil {
		return nil
	}
	var out apd.Decimal
	out.Neg(d)
	return &out
}

// single is an operand that must be one number and no range.
func single(a *Args, name string) (*apd.Decimal, error) {
	n, err := a.Number(name)
	if err != nil {
		return nil, err
	}
	if n == nil || n.Value == nil {
		return nil, errors.New(name + " is not a single number")
	}
	return n.Value, nil
}

// fold combines the operands of a variadic operation. At most one of them may be a
// range.
func fold(a *Args, combine func(x, y *apd.Decimal) (*apd.Decimal, error)) (Value, error) {
	var acc *Number
	for _, arg := range a.List() {
		n, err := arg.Number()
		if err != nil {
			return nil, err
		}
		if acc == nil {
			acc = &Number{Value: n.Value, Low: n.Low, High: n.High, Ratio: n.Ratio, Bound: n.Bound}
			continue
		}
		out := &Number{Bound: acc.Bound}
		if n.Bound != "" {
			out.Bound = n.Bound
		}
		switch {
		case acc.Value != nil && n.Value != nil:
			out.Value, err = combine(acc.Value, n.Value)
		case acc.Value != nil && n.Low != nil:
			out.Low, out.High, err = both(n, acc.Value, combine)
		case acc.Low != nil && n.Value != nil:
			out.Low, out.High, err = both(acc, n.Value, combine)
		default:
			return nil, errors.New("two ranges cannot be combined")
		}
		if err != nil {
			return nil, err
		}
		acc = out
	}
	if acc == nil {
		return nil, errors.New("there is no number")
	}
	return acc, nil
}

func both(r *Number, d *apd.Decimal, combine func(x, y *apd.Decimal) (*apd.Decimal, error)) (low, high *apd.Decimal, err error) {
	if low, err = combine(r.Low, d); err != nil {
		return nil, nil, err
	}
	high, err = combine(r.High, d)
	return low, high, err
}

// interval computes a range. A multiplier that stands at the last number only
// belongs to both where the first would else be the larger or lies below it by
// more than that multiplier: 3—5万, 10到15亿, but 5000—1万.
func interval(a *Args) (Value, error) {
	from, err1 := a.Number("from")
	to, err2 := a.Number("to")
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	if from.Value == nil || to.Value == nil {
		return nil, errors.New("an end is no single number")
	}
	low := from.Value
	if scale := trailingMultiplier(to); scale != nil && trailingMultiplier(from) == nil && low.Cmp(scale) < 0 {
		scaled, err := multiply(low, scale)
		if err != nil {
			return nil, err
		}
		if scaled.Cmp(to.Value) < 0 {
			low = scaled
		}
	}
	if low.Cmp(to.Value) >= 0 {
		return nil, errors.New("the range runs backwards")
	}
	return &Number{Low: low, High: to.Value, Bound: to.Bound}, nil
}

// trailingMultiplier is what the multipliers at the end of a numeral raise it
// by; nil when it ends with none.
func trailingMultiplier(n *Number) *apd.Decimal {
	if n.Numeral == nil || n.Numeral.Scale == 0 {
		return nil
	}
	return apd.New(1, int32(n.Numeral.Scale))
}

// fraction computes numerator by denominator, plus the whole.
func fraction(a *Args) (Value, error) {
	num, err1 := single(a, "numerator")
	den, err2 := single(a, "denominator")
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	if den.IsZero() {
		return nil, errors.New("the denominator is zero")
	}
	if a.Get("whole").Set {
		whole, err := single(a, "whole")
		if err != nil {
			return nil, err
		}
		part, err := multiply(whole, den)
		if err != nil {
			return nil, err
		}
		if num, err = add(part, num); err != nil {
			return nil, err
		}
	}
	value, err := divide(num, den)
	if err != nil {
		return nil, err
	}
	return &Number{Ratio: &[2]apd.Decimal{*num, *den}, Value: value}, nil
}
