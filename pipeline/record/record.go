// Package record holds the records that the pipeline writes: their types,
// their JSON, their ids and order, the typed check that every record passes
// before it is written, and the JSON Schema that says the same to others.
//
// A record is a plain value. A *Document, *Quantity, *Time, *Entity or *Fact
// is a [Record]; a [Set] holds all records of one document. The zero value of
// an optional field means that its key is left out of the JSON.
package record

import (
	"github.com/cockroachdb/apd/v3"

	"zhfacts/pipeline/text"
)

// Record is one line of the output: *Document, *Quantity, *Time, *Entity or *Fact.
type Record interface {
	// RecordType is the value of the key `type`.
	RecordType() Type
	// RecordID is the value of the key `id`, unique in the data set.
	RecordID() string
	// DocID is the value of the key `doc`.
	DocID() string
}

// Mention is a record with a place in the source: all but *Document.
type Mention interface {
	Record
	// Base gives what all mentions and facts share.
	Base() *Common
}

// Document says what was read and how many records of each type follow.
type Document struct {
	Doc      string // its id: the path relative to the folder given, or the id of the input
	Title    string
	Author   string
	Date     string // ISO 8601, as exact as it is known: 2020, 2019-09, 2013-02-12T04:30:00
	Kept     []Kept // what the input said besides and the caller wanted kept, each name once
	Encoding string // of the source as stored
	SHA256   string // of the source bytes, 64 lower-case hexadecimal digits

	Chars      int // code points of the decoded source
	Paragraphs int
	Sentences  int

	// How many records of each type follow.
	Quantities, Times, Entities, Facts int
}

// Kept is a column of the input that is carried into the document's record.
// Neither its name nor its value is empty.
type Kept struct{ Name, Value string }

// Common is what mentions and facts share.
type Common struct {
	Doc  string
	ID   string // see [IDs] and [FactID]
	Text string // the surface after normalisation; of a fact, of the clause that states it
	Raw  string // the surface as it stands in the source
	text.RawSpan
	Sentence int    // number of the sentence in the document, from 0
	Rule     string // id of the rule that made the record
}

// Amount is how much a quantity is, and what a fact repeats of it. It has
// Value, or Low and High, or Ratio; a fraction has Ratio and, where it is a
// finite decimal, Value.
type Amount struct {
	Value     *apd.Decimal
	Low, High *apd.Decimal    // of a range, both inclusive
	Ratio     *[2]apd.Decimal // the terms of a ratio; numerator and denominator of a fraction
	Unit      string          // as written, without its multiplier
	UnitCode  string          // UCUM; for money ISO 4217, for a price CNY/t
	Bound     Bound
}

// QuantityValue is what a quantity says, without its place.
type QuantityValue struct {
	Kind QuantityKind
	Amount
	BaseValue *apd.Decimal // Value in BaseUnit
	BaseUnit  string       // coherent SI in UCUM; for money the currency's code
	Dimension string       // what is measured: mass, length, money, count, …
}

// Quantity is a mention of how much, how many, or which in a row.
type Quantity struct {
	Common
	QuantityValue
}

// TimeValue is what a time says, without its place.
type TimeValue struct {
	Kind  TimeKind
	Value string // ISO 8601-1/-2 (EDTF), or PRESENT_REF, PAST_REF, FUTURE_REF
	// From and To are the first and the last day (2023-01-01) or second
	// (2012-08-10T17:00:00), inclusive; both or neither.
	From, To string
	Mod      Mod
}

// Time is a mention of a date, a time of day, a range, a duration, a set of
// times, or a vague reference.
type Time struct {
	Common
	TimeValue
	Anchor string // id of the mention or the date it was resolved against, when relative
}

// Entity is a mention of something with a name.
type Entity struct {
	Common
	Kind       EntityKind
	Name       string // canonical in this document
	Code       string // of a place, GB/T 2260
	MentionsOf string // id of the first mention of the same entity; none in the first itself
}

// Fact states one quantity: of whom or what it is an amount, when, and how.
// Its Text, Raw and span are those of the clause that states it.
type Fact struct {
	Common
	Subject   string
	SubjectID string // id of an entity
	Metric    string // what is measured or counted, in the text's own words
	Amount           // repeats the quantity's
	From, To  string // the period in force, as in [TimeValue]
	TimeID    string // id of the time that gives the period
	Change    Change
	Basis     Basis
	Status    Status
	Quantity  string // id of the quantity
}

// Set is all records of one document. Each slice stands in the order of the
// source, as [Set.Sort] leaves it.
type Set struct {
	Document   Document
	Quantities []Quantity
	Times      []Time
	Entities   []Entity
	Facts      []Fact
}

func (*Document) RecordType() Type { return TypeDocument }
func (*Quantity) RecordType() Type { return TypeQuantity }
func (*Time) RecordType() Type     { return TypeTime }
func (*Entity) RecordType() Type   { return TypeEntity }
func (*Fact) RecordType() Type     { return TypeFact }

func (doc *Document) RecordID() string { return doc.Doc }
func (doc *Document) DocID() string    { return doc.Doc }

// RecordID is the record's id.
func (c *Common) RecordID() string { return c.ID }

// DocID is the id of the document that the record belongs to.
func (c *Common) DocID() string { return c.Doc }

// Base is c itself.
func (c *Common) Base() *Common { return c }
