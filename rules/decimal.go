package rules

import (
	"errors"

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

// divide is a by b where that is a finite decimal; nil where it is not.
func divide(a, b *apd.Decimal) (*apd.Decimal, error) {
	if b.IsZero() {
		return nil, errors.New("division by zero")
	}
	// A divisor of n binary digits has less than n factors 2 and 5, so that a
	// finite quotient has less than n places more than the dividend.
	digits := a.NumDigits() + int64(max(a.Exponent, 0)) + int64(b.Coeff.BitLen()) + 4*int64(max(b.Exponent, 0)) + 1
	if digits > int64(exact.Precision) {
		return nil, errors.New("a term of the quotient is too long")
	}
	c := exact.WithPrecision(uint32(digits))
	c.Traps = 0
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
