package dict

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// Kind is a kind of field.
type Kind string

// The kinds of field.
const (
	TypeText     Kind = "text"     // any text
	TypeWords    Kind = "words"    // texts, separated by |
	TypeEnum     Kind = "enum"     // enum(a,b,c): one of the values listed
	TypeSet      Kind = "set"      // set(a,b,c): one or more of the values listed, separated by commas
	TypeBool     Kind = "bool"     // yes or no
	TypeInt      Kind = "int"      // a whole number
	TypeDecimal  Kind = "decimal"  // an exact decimal: 0.3048
	TypeRational Kind = "rational" // a quotient of two decimals, or one: 500/3, 0.3048
)

// Type is the declared type of a column.
type Type struct {
	Kind     Kind
	Values   []string // of an enum or a set
	Optional bool     // whether a row may do without (-)
}

// ParseType reads a type as it stands in a header.
func ParseType(s string) (Type, error) {
	var t Type
	s, t.Optional = strings.CutSuffix(s, "?")
	kind, list, isList := strings.Cut(s, "(")
	t.Kind = Kind(kind)
	switch t.Kind {
	case TypeText, TypeWords, TypeBool, TypeInt, TypeDecimal, TypeRational:
		if isList {
			return Type{}, fmt.Errorf("type %s takes no values", kind)
		}
	case TypeEnum, TypeSet:
		list, closed := strings.CutSuffix(list, ")")
		if !isList || !closed {
			return Type{}, fmt.Errorf("type %s needs its values, as in %s(a,b)", kind, kind)
		}
		t.Values = strings.Split(list, ",")
		for i, v := range t.Values {
			if v == "" {
				return Type{}, fmt.Errorf("type %s has an empty value", kind)
			}
			if slices.Contains(t.Values[:i], v) {
				return Type{}, fmt.Errorf("type %s lists %s twice", kind, v)
			}
		}
	default:
		return Type{}, fmt.Errorf("unknown type %q", kind)
	}
	return t, nil
}

// String writes the type as it stands in a header.
func (t Type) String() string {
	s := string(t.Kind)
	if len(t.Values) > 0 {
		s += "(" + strings.Join(t.Values, ",") + ")"
	}
	if t.Optional {
		s += "?"
	}
	return s
}

// Check tells what is wrong with a field that is neither empty nor -, in two
// parts: what is wrong, and what to do. Both are empty when nothing is.
func (t Type) Check(field string) (wrong, do string) {
	switch t.Kind {
	case TypeWords:
		if slices.Contains(strings.Split(field, "|"), "") {
			return fmt.Sprintf("%q has an empty word", field), "write one | between words and none around them"
		}
	case TypeEnum:
		if !slices.Contains(t.Values, field) {
			return fmt.Sprintf("unknown value %q", field), "write one of " + strings.Join(t.Values, ", ")
		}
	case TypeSet:
		var seen []string
		for _, v := range strings.Split(field, ",") {
			if !slices.Contains(t.Values, v) {
				return fmt.Sprintf("unknown value %q", v), "write one or more of " + strings.Join(t.Values, ", ") + ", with commas between them"
			}
			if slices.Contains(seen, v) {
				return fmt.Sprintf("value %q twice", v), "write it once"
			}
			seen = append(seen, v)
		}
	case TypeBool:
		if field != "yes" && field != "no" {
			return fmt.Sprintf("%q is no truth value", field), "write yes or no"
		}
	case TypeInt:
		if _, err := strconv.Atoi(field); err != nil {
			return fmt.Sprintf("%q is no whole number", field), "write it in digits, as in 12"
		}
	case TypeDecimal:
		if _, err := parseDecimal(field); err != nil {
			return err.Error(), "write it in digits, as in 0.3048"
		}
	case TypeRational:
		if _, err := ParseRational(field); err != nil {
			return err.Error(), "write a decimal or a quotient of two, as in 0.3048 or 500/3"
		}
	}
	return "", ""
}

// Rational is an exact quotient.
type Rational struct{ Num, Den apd.Decimal }

// ParseRational reads a decimal or a quotient of two: 0.3048, 500/3, 1/3.6.
func ParseRational(s string) (Rational, error) {
	num, den, isQuotient := strings.Cut(s, "/")
	if !isQuotient {
		den = "1"
	}
	var q Rational
	var err error
	if q.Num, err = parseDecimal(num); err != nil {
		return Rational{}, err
	}
	if q.Den, err = parseDecimal(den); err != nil {
		return Rational{}, err
	}
	if q.Den.IsZero() {
		return Rational{}, fmt.Errorf("%q divides by zero", s)
	}
	return q, nil
}

// parseDecimal accepts digits with at most one point and a minus sign; unlike apd,
// neither exponents nor NaN and infinity.
func parseDecimal(s string) (apd.Decimal, error) {
	digits := strings.TrimPrefix(s, "-")
	whole, fraction, hasPoint := strings.Cut(digits, ".")
	if whole == "" || (hasPoint && fraction == "") || strings.Trim(whole+fraction, "0123456789") != "" {
		return apd.Decimal{}, fmt.Errorf("%q is no number", s)
	}
	d, _, err := apd.NewFromString(s)
	if err != nil {
		return apd.Decimal{}, fmt.Errorf("%q is no number", s)
	}
	return *d, nil
}
