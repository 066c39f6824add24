package rules

import (
	"fmt"

	"github.com/cockroachdb/apd/v3"
)

// exact computes without rounding: a result of more than 2,000 digits, or a
// quotient that is no finite decimal of that length, is an error.
var exact = apd.Context{Precision: 2000, MaxExponent: apd.MaxExponent, MinExponent: apd.MinExponent,
	Traps: apd.SystemOverflow | apd.SystemUnderflow | apd.DivisionUndefined | apd.DivisionByZero | apd.InvalidOperation}

// rounded computes to 15 significant digits, half to even: what base values
// are rounded to when they are no finite decimals.
var rounded = apd.Context{Precision: 15, Rounding: apd.RoundHalfEven, MaxExponent: apd.MaxExponent, MinExponent: apd.MinExponent,
	Traps: apd.SystemOverflow | apd.SystemUnderflow | apd.DivisionUndefined | apd.DivisionByZero | apd.InvalidOperation}

// multiply is a times b, exactly.
func multiply(a, b *apd.Decimal) (*apd.Decimal, error) {
	var out apd.Decimal
	if _, err := exact.Mul(&out, a, b); err != nil {
		return nil, err
	}
	return &out, nil
}

// add is a plus b, exactly.
func add(a, b *apd.Decimal) (*apd.Decimal, error) {
	var out apd.Decimal
	if _, err := exact.Add(&out, a, b); err != nil {
		return nil, err
	}
	return &out, nil
}

// divide is a by b where that is a finite decimal of at most 34 digits; nil
// where it is not.
func divide(a, b *apd.Decimal) (*apd.Decimal, error) {
	if b.IsZero() {
		return nil, fmt.Errorf("division by zero")
	}
	c := apd.Context{Precision: 34, Rounding: apd.RoundHalfEven, MaxExponent: apd.MaxExponent, MinExponent: apd.MinExponent}
	var out apd.Decimal
	cond, err := c.Quo(&out, a, b)
	if err != nil {
		return nil, err
	}
	if cond.Inexact() {
		return nil, nil
	}
	out.Reduce(&out)
	return &out, nil
}

// isInteger tells whether d has no fractional part.
func isInteger(d *apd.Decimal) bool {
	if d.Exponent >= 0 {
		return true
	}
	var whole, frac apd.Decimal
	d.Modf(&whole, &frac)
	return frac.IsZero()
}
