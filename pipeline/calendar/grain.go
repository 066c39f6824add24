package calendar

// Grain is a unit of the calendar. Grains are ordered from coarse to fine.
type Grain uint8

// The grains. PartOfDay is 上午 and its like, Third is 旬.
const (
	NoGrain Grain = iota
	Century
	Decade
	Year
	Half
	Quarter
	Season
	Month
	Third
	Week
	Day
	PartOfDay
	Hour
	Minute
	Second
)

var grainNames = [...]string{"", "century", "decade", "year", "half", "quarter", "season", "month", "third", "week", "day", "part", "hour", "minute", "second"}

// String is the grain's name as rules write it: year, third, part.
func (g Grain) String() string { return grainNames[g] }

// ParseGrain reads a grain's name.
func ParseGrain(name string) (Grain, bool) {
	for g, s := range grainNames {
		if s == name && name != "" {
			return Grain(g), true
		}
	}
	return NoGrain, false
}
