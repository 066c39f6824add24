package calendar

// Anchor is what relative expressions resolve against: the document's date and
// the period in force at a place of the text. Anchors are comparable; the zero
// Anchor knows nothing.
type Anchor struct {
	Doc   Moment
	Focus Period

	// Year is the year that a document without date is of, by what its text
	// tells (see [Years]); 0 when that is not known, or Doc is.
	Year int
}

// Period is a resolved stretch of the time line. The zero Period is unknown.
type Period struct {
	from, to    int64 // seconds since 1970, both inclusive
	first, last Grain // the grains in which the two ends are written
	unknown     mask  // what of both ends is a stand-in
	openFrom    mask  // what of the first end alone is one
	openTo      mask  // what of the last end alone is one
	point       int64 // the very second meant, for what counts on from it
	exact       bool  // whether point is known
	weekday     bool  // told as a bare day of the week
}

// mask names the fields of a period that are not known.
type mask uint8

const (
	noYear mask = 1 << iota
	noMonth
	noDay
	weekdayOnly // of a date, only the weekday is known
)

// Kind is the kind of a resolved time.
type Kind string

// The kinds. A range has two ends in its value (so has a quarter, and 下午); a
// clock time is one hour, minute or second.
const (
	KindDate      Kind = "date"
	KindClock     Kind = "time"
	KindRange     Kind = "range"
	KindDuration  Kind = "duration"
	KindSet       Kind = "set"
	KindReference Kind = "reference"
)

// Resolved is an expression placed on the time line.
type Resolved struct {
	// Kind is empty when the expression contradicts the time line (30 February
	// of the year in force, an end before its start, a lunar date outside
	// 1900 to 2100): then it is no time.
	Kind Kind
	// Value is in ISO 8601-1/-2 notation, with X for digits not known, or in
	// TIMEX3's words.
	Value string
	// From and To are the first and last day or second, both inclusive; both
	// are empty for durations, sets, references and what is not known to the
	// year (for clock times, to the day).
	From, To string
	Mod      Mod
	// Base is what the result depends on: Doc, Focus, or Unset for what any
	// anchor resolves alike.
	Base Base
	// Period is the place on the time line; unknown where Kind has none.
	Period Period
}
