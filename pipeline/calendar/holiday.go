package calendar

// Holiday is a named day or days of the year.
type Holiday struct{ rule *holidayRule }

type holidayRule struct{}
