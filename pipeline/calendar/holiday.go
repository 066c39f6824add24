package calendar

// Holiday is a named day or days of the year.
type Holiday struct{ rule *holidayRule }

type holidayRule struct{}

func (x Holiday) place(c *context) (Period, Base, bool) { return Period{}, Unset, false }
func (x Lunar) place(c *context) (Period, Base, bool)   { return Period{}, Unset, false }
