package rules

import (
	"errors"

	"github.com/cockroachdb/apd/v3"

	"zhfacts/pipeline/calendar"
	"zhfacts/pipeline/numeral"
	"zhfacts/pipeline/record"
)

// Kind is a kind of value or operand.
type Kind uint8

// The kinds of operand of an operation.
const (
	KindNone     Kind = iota
	KindNumber        // *Number: numerals, fractions, products, ranges
	KindQuantity      // *Quantity
	KindTime          // *Time
	KindEntity        // *Entity
	KindEntry         // an entry of a lexicon
	KindText          // the text of a piece's group or a token
	KindWord          // a literal, or the field of a lexicon entry
)

func (k Kind) String() string {
	return [...]string{"nothing", "a number", "a quantity", "a time", "an entity", "a lexicon entry", "text", "a word"}[k]
}

// Value is what a rule's match means. Values never change once made.
type Value interface{ valueKind() Kind }

// Number is an exact number, a range of numbers, or a ratio.
type Number struct {
	Value     *apd.Decimal // nil for a range, and for a ratio that is no finite decimal
	Low, High *apd.Decimal // of a range
	Ratio     *[2]apd.Decimal
	Bound     record.Bound     // min for 10多万
	Bare      bool             // a multiplier without a number before it: 万, 千亿
	Numeral   *numeral.Numeral // when it is just a numeral
	isRatio   bool             // two terms side by side, and no fraction
}

// Quantity is the value of a mention of a quantity.
type Quantity struct{ record.QuantityValue }

// Time is the value of a mention of a time: the expression, and, once it has
// been resolved on the document's time line, its meaning.
type Time struct {
	Expr calendar.Expr
	record.TimeValue
	Relative bool // whether the meaning depends on an anchor
}

// Entity is the value of a mention of an entity.
type Entity struct {
	Kind record.EntityKind
	Name string // canonical; the surface when the rule knows no better
	Code string // GB/T 2260 of a place
}

func (*Number) valueKind() Kind   { return KindNumber }
func (*Quantity) valueKind() Kind { return KindQuantity }
func (*Time) valueKind() Kind     { return KindTime }
func (*Entity) valueKind() Kind   { return KindEntity }

var errNotNumber = errors.New("is no number")

// ParseNumber reads a text that is one numeral.
func ParseNumber(s string) (*Number, error) {
	n, err := numeral.Parse(s)
	if err != nil {
		return nil, err
	}
	v := new(Number)
	v.fromNumeral(&n)
	return v, nil
}

// fromNumeral makes it the number that a numeral means. It keeps the numeral.
func (v *Number) fromNumeral(n *numeral.Numeral) {
	*v = Number{Bare: n.Bare, Numeral: n}
	if n.Approx {
		v.Low, v.High = &n.Low, &n.High
	} else {
		v.Value = &n.Value
	}
	if n.More {
		v.Bound = record.BoundMin
	}
}
