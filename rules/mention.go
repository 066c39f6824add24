package rules

import (
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Mention is a place in a document that a rule found, with its value.
// Exactly one of Quantity, Time and Entity is set, as Type says.
type Mention struct {
	Type     record.Type
	Span     text.Span
	Sentence int // number in the document, from 0
	Rule     *Rule
	Quantity *Quantity
	Time     *Time
	Entity   *Entity
}

// Value is the one value that the mention has.
func (m *Mention) Value() Value {
	switch m.Type {
	case record.TypeQuantity:
		return m.Quantity
	case record.TypeTime:
		return m.Time
	}
	return m.Entity
}
