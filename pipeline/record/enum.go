package record

// Type is the type of a record.
type Type string

// The types of record, in the order in which records of one place stand.
const (
	TypeDocument Type = "document"
	TypeQuantity Type = "quantity"
	TypeFact     Type = "fact"
	TypeTime     Type = "time"
	TypeEntity   Type = "entity"
)

// Letter is the letter of the type in an id; 0 for a document.
func (t Type) Letter() byte {
	switch t {
	case TypeQuantity:
		return 'q'
	case TypeTime:
		return 't'
	case TypeEntity:
		return 'e'
	case TypeFact:
		return 'f'
	}
	return 0
}

// QuantityKind is the kind of a quantity.
type QuantityKind string

// The kinds of quantity.
const (
	QuantityCardinal        QuantityKind = "cardinal" // a bare number
	QuantityOrdinal         QuantityKind = "ordinal"
	QuantityPercent         QuantityKind = "percent" // in %, ‰ or ‱
	QuantityPercentagePoint QuantityKind = "percentage_point"
	QuantityMoney           QuantityKind = "money"
	QuantityMeasure         QuantityKind = "measure"  // with a unit of measurement
	QuantityCount           QuantityKind = "count"    // of things, with or without measure word
	QuantityMultiple        QuantityKind = "multiple" // 倍
	QuantityRatio           QuantityKind = "ratio"
	QuantityFraction        QuantityKind = "fraction"
)

// Valid tells whether k is one of the kinds.
func (k QuantityKind) Valid() bool {
	switch k {
	case QuantityCardinal, QuantityOrdinal, QuantityPercent, QuantityPercentagePoint, QuantityMoney,
		QuantityMeasure, QuantityCount, QuantityMultiple, QuantityRatio, QuantityFraction:
		return true
	}
	return false
}

// Bound says how a value bounds the amount.
type Bound string

// The bounds. An exact amount has no key `bound`.
const (
	BoundExact  Bound = ""
	BoundMin    Bound = "min"    // at least, or more than
	BoundMax    Bound = "max"    // at most, or less than
	BoundApprox Bound = "approx" // about
)

// Valid tells whether b is one of the bounds.
func (b Bound) Valid() bool {
	switch b {
	case BoundExact, BoundMin, BoundMax, BoundApprox:
		return true
	}
	return false
}

// TimeKind is the kind of a time.
type TimeKind string

// The kinds of time.
const (
	TimeDate      TimeKind = "date"
	TimeClock     TimeKind = "time" // with a time of day
	TimeRange     TimeKind = "range"
	TimeDuration  TimeKind = "duration"
	TimeSet       TimeKind = "set"       // every year, every Monday
	TimeReference TimeKind = "reference" // vague: now, lately, soon
)

// Valid tells whether k is one of the kinds.
func (k TimeKind) Valid() bool {
	switch k {
	case TimeDate, TimeClock, TimeRange, TimeDuration, TimeSet, TimeReference:
		return true
	}
	return false
}

// Mod says which part of, or which direction from, its anchor a time means.
type Mod string

// The modifiers of a time.
const (
	ModNone   Mod = ""
	ModStart  Mod = "start"
	ModMid    Mod = "mid"
	ModEnd    Mod = "end"
	ModSince  Mod = "since"
	ModBefore Mod = "before"
	ModAfter  Mod = "after"
	ModUntil  Mod = "until"
	ModApprox Mod = "approx"
)

// Valid tells whether m is one of the modifiers.
func (m Mod) Valid() bool {
	switch m {
	case ModNone, ModStart, ModMid, ModEnd, ModSince, ModBefore, ModAfter, ModUntil, ModApprox:
		return true
	}
	return false
}

// EntityKind is the kind of an entity.
type EntityKind string

// The kinds of entity.
const (
	EntityPerson   EntityKind = "person"
	EntityOrg      EntityKind = "org"
	EntityPlace    EntityKind = "place"
	EntityFacility EntityKind = "facility"
	EntityProduct  EntityKind = "product"
	EntityEvent    EntityKind = "event"
	EntityDocument EntityKind = "document"
	EntityProject  EntityKind = "project"
)

// Valid tells whether k is one of the kinds.
func (k EntityKind) Valid() bool {
	switch k {
	case EntityPerson, EntityOrg, EntityPlace, EntityFacility, EntityProduct, EntityEvent,
		EntityDocument, EntityProject:
		return true
	}
	return false
}

// Change says that a fact states a change, or a rank, and not a level.
type Change string

// The changes.
const (
	ChangeNone     Change = ""
	ChangeIncrease Change = "increase"
	ChangeDecrease Change = "decrease"
	ChangeDouble   Change = "double"
	ChangeRank     Change = "rank"
)

// Valid tells whether c is one of the changes.
func (c Change) Valid() bool {
	switch c {
	case ChangeNone, ChangeIncrease, ChangeDecrease, ChangeDouble, ChangeRank:
		return true
	}
	return false
}

// Basis is what a change is measured against.
type Basis string

// The bases of comparison.
const (
	BasisNone  Basis = ""
	BasisYoY   Basis = "yoy"   // the same period of the year before
	BasisQoQ   Basis = "qoq"   // the period before
	BasisSince Basis = "since" // another earlier time that the text names
)

// Valid tells whether b is one of the bases.
func (b Basis) Valid() bool {
	switch b {
	case BasisNone, BasisYoY, BasisQoQ, BasisSince:
		return true
	}
	return false
}

// Status says whether a fact has come about.
type Status string

// The statuses. An actual fact has no key `status`.
const (
	StatusActual   Status = ""
	StatusExpected Status = "expected"
	StatusTarget   Status = "target"
	StatusCapacity Status = "capacity"
)

// Valid tells whether s is one of the statuses.
func (s Status) Valid() bool {
	switch s {
	case StatusActual, StatusExpected, StatusTarget, StatusCapacity:
		return true
	}
	return false
}
