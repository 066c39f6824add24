package rules

import (
	"errors"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhfacts/pipeline/record"
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
				if l.Negative || r.Negative {
					return nil, errors.New("a term is below zero")
				}
				return &Number{Ratio: &[2]apd.Decimal{*l, *r}, isRatio: true}, nil
			},
		},
		{
			Name: "shares", Doc: "The two digits of a number as the terms of a ratio: 三七开 is 3 to 7.",
			Returns: KindNumber,
			Params:  []Param{{Name: "of", Doc: "a whole number from 11 to 99", Kinds: []Kind{KindNumber}}},
			Eval: func(a *Args) (Value, error) {
				d, err := single(a, "of")
				if err != nil {
					return nil, err
				}
				n, err := d.Int64()
				if err != nil || n < 11 || n > 99 {
					return nil, errors.New("it is no number of two digits")
				}
				return &Number{Ratio: &[2]apd.Decimal{*apd.New(n/10, 0), *apd.New(n%10, 0)}, isRatio: true}, nil
			},
		},
		{
			Name: "power", Doc: "A base to the n-th: 2^-1. Without a base two, as in 翻两番, four times.",
			Returns: KindNumber,
			Params: []Param{
				{Name: "of", Doc: "the exponent, a whole number from -64 to 64", Kinds: []Kind{KindNumber, KindText}},
				{Name: "base", Doc: "the base, two without", Optional: true, Kinds: []Kind{KindNumber, KindText}},
			},
			Eval: power,
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
				if n.isRatio {
					return nil, errors.New("a ratio has no sign")
				}
				out := *n
				out.Numeral = nil
				out.Value, out.Low, out.High = negated(n.Value), negated(n.High), negated(n.Low)
				if n.Ratio != nil {
					out.Ratio = &[2]apd.Decimal{*negated(&n.Ratio[0]), n.Ratio[1]}
				}
				return &out, nil
			},
		},
		{
			Name: "append", Doc: "A number and a part of one behind it, which goes on away from zero: 两斤半, 三米九; -11 and a half is -11.5.",
			Returns: KindNumber,
			Params: []Param{
				{Name: "to", Doc: "the number before, or a range, whose end it follows", Kinds: []Kind{KindNumber, KindText}},
				{Name: "part", Doc: "the number behind, not below zero", Kinds: []Kind{KindNumber, KindText, KindWord}},
				{Name: "unit", Doc: "what one of the part is worth, one without: 0.1 of 三米九", Optional: true, Kinds: []Kind{KindNumber, KindWord}},
			},
			Eval: appendPart,
		},
		{
			Name: "more", Doc: "A number with what follows it before its unit: 30多, 百来. Without a bound the number itself.",
			Returns: KindNumber,
			Params: []Param{
				{Name: "of", Doc: "the number", Kinds: []Kind{KindNumber}},
				{Name: "bound", Doc: "min, max or approx", Optional: true, Kinds: []Kind{KindWord}, Enum: boundNames},
			},
			Eval: func(a *Args) (Value, error) {
				n, err := a.Number("of")
				bound := a.Word("bound")
				if err != nil || bound == "" {
					return value(n, err)
				}
				out := *n
				out.Numeral, out.Bound = nil, record.Bound(bound)
				return &out, nil
			},
		},
		{
			Name: "joined", Doc: "The whole match without its spaces and commas, read as one numeral: 三千 八百, 三、四百. Digits side by side with spaces between (一 二 三) are none.",
			Returns: KindNumber,
			Params:  []Param{{Name: "first", Doc: "the first part of it", Kinds: []Kind{KindNumber}}},
			Eval: func(a *Args) (Value, error) {
				text := a.Match().Folded()
				n, err := ParseNumber(joints.Replace(text))
				if err == nil && !strings.Contains(text, "、") && (n.Numeral.Digits > 0 || n.Value == nil && !n.Numeral.Multiplier) {
					return nil, errors.New("they are digits side by side")
				}
				return value(n, err)
			},
		},
	}
}

// joints are what may stand between the parts of one numeral.
var joints = strings.NewReplacer(" ", "", "、", "")

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

// interval computes a range. A 万 or 亿 that stands at the last number only
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
	if scale := myriads(to); scale != nil && myriads(from) == nil && low.Cmp(scale) < 0 {
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

// myriads is what 万, 亿 and their products at the end of a numeral raise it by;
// nil when it ends with none. The 十, 百 and 千 before them count within it: 九千亿
// is raised by 亿.
func myriads(n *Number) *apd.Decimal {
	if n.Numeral == nil || n.Numeral.Scale < 4 {
		return nil
	}
	return apd.New(1, int32(n.Numeral.Scale/4*4))
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
		if num.Negative || den.Negative {
			return nil, errors.New("the fraction behind a whole number is below zero")
		}
		part, err := multiply(whole, den)
		if err != nil {
			return nil, err
		}
		if whole.Negative {
			num = negated(num)
		}
		if num, err = add(part, num); err != nil {
			return nil, err
		}
	}
	return newFraction(num, den)
}

// newFraction is the fraction of two numbers, in whole terms and with the sign in
// the numerator: 2.5 of 12.5 is 25/125. It has a value where that is a finite
// decimal.
func newFraction(num, den *apd.Decimal) (*Number, error) {
	const digits = 200 // so that the value of every finite fraction is within the precision
	if num.NumDigits() > digits || den.NumDigits() > digits || max(num.Exponent, den.Exponent) > digits {
		return nil, errors.New("a term is too long")
	}
	n, d := whole(num, den)
	if d.Negative {
		d.Negative, n.Negative = false, !n.Negative && !n.IsZero()
	}
	v, err := divide(&n, &d)
	if err != nil {
		return nil, err
	}
	return &Number{Ratio: &[2]apd.Decimal{n, d}, Value: v}, nil
}

// whole raises two numbers by the same power of ten until both are whole.
func whole(a, b *apd.Decimal) (x, y apd.Decimal) {
	x.Set(a)
	y.Set(b)
	if shift := -min(x.Exponent, y.Exponent, 0); shift > 0 {
		x.Exponent += shift
		y.Exponent += shift
	}
	return x, y
}

// power computes base to the n-th, or two to the n-th.
func power(a *Args) (Value, error) {
	const most = 64
	n, err := single(a, "of")
	if err != nil {
		return nil, err
	}
	exp, err := n.Int64()
	if err != nil || exp < -most || exp > most {
		return nil, errors.New("the exponent is no whole number from -64 to 64")
	}
	base := apd.New(2, 0)
	if a.Get("base").Set {
		if base, err = single(a, "base"); err != nil {
			return nil, err
		}
	}
	out := one
	for range max(exp, -exp) {
		if out, err = multiply(out, base); err != nil {
			return nil, err
		}
	}
	if exp < 0 {
		if out, err = divide(one, out); err != nil {
			return nil, err
		}
		if out == nil {
			return nil, errors.New("the power is no finite decimal")
		}
	}
	return &Number{Value: out}, nil
}

// appendPart computes to plus part times unit, or minus it where to is below zero.
// The part belongs to the end of a range: 三到五岁半.
func appendPart(a *Args) (Value, error) {
	to, err1 := a.Number("to")
	part, err2 := single(a, "part")
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	if part.Negative {
		return nil, errors.New("the part is below zero")
	}
	if a.Get("unit").Set {
		unit, err := single(a, "unit")
		if err != nil {
			return nil, err
		}
		if part, err = multiply(part, unit); err != nil {
			return nil, err
		}
	}
	if to.Low != nil {
		high, err := add(to.High, part)
		return &Number{Low: to.Low, High: high, Bound: to.Bound}, err
	}
	if to.Value == nil || to.Ratio != nil {
		return nil, errors.New("a part cannot follow a fraction")
	}
	if to.Value.Negative {
		part = negated(part)
	}
	sum, err := add(to.Value, part)
	return &Number{Value: sum, Bound: to.Bound}, err
}
