package calendar

// Part is a part of the day.
type Part uint8

// The parts of the day. AM and PM read a 12-hour clock and nothing more. The
// double hours (子时 to 亥时) are two hours each, 子时 beginning at 23 o'clock
// of the day before.
const (
	NoPart       Part = iota
	SmallHours        // 凌晨
	EarlyMorning      // 清晨, 黎明
	Morning           // 早上, 早晨
	Forenoon          // 上午
	Noon              // 中午
	Afternoon         // 下午
	Dusk              // 傍晚
	Evening           // 晚上
	Night             // 夜里, 深夜
	Midnight          // 半夜, 午夜
	Daytime           // 白天
	AM
	PM
	FirstDoubleHour                        // 子时
	LastDoubleHour  = FirstDoubleHour + 11 // 亥时
)

// The hours are wide enough that every clock time read with the word in news
// lies within it (上午 from 6, 下午 from 12, 晚上 from 18, 凌晨 to 6); the
// narrower hours of weather reports leave gaps between the parts.
var parts = [...]struct {
	name     string
	from, to int // hours, half-open
}{
	SmallHours:   {"small-hours", 0, 6},
	EarlyMorning: {"early-morning", 5, 8},
	Morning:      {"morning", 6, 9},
	Forenoon:     {"forenoon", 6, 12},
	Noon:         {"noon", 11, 13},
	Afternoon:    {"afternoon", 12, 18},
	Dusk:         {"dusk", 17, 19},
	Evening:      {"evening", 18, 24},
	Night:        {"night", 20, 24},
	Midnight:     {"midnight", 0, 2},
	Daytime:      {"daytime", 6, 18},
	AM:           {"am", 0, 12},
	PM:           {"pm", 12, 24},

	FirstDoubleHour:      {"zi", -1, 1},
	FirstDoubleHour + 1:  {"chou", 1, 3},
	FirstDoubleHour + 2:  {"yin", 3, 5},
	FirstDoubleHour + 3:  {"mao", 5, 7},
	FirstDoubleHour + 4:  {"chen", 7, 9},
	FirstDoubleHour + 5:  {"si", 9, 11},
	FirstDoubleHour + 6:  {"wu", 11, 13},
	FirstDoubleHour + 7:  {"wei", 13, 15},
	FirstDoubleHour + 8:  {"shen", 15, 17},
	FirstDoubleHour + 9:  {"you", 17, 19},
	FirstDoubleHour + 10: {"xu", 19, 21},
	LastDoubleHour:       {"hai", 21, 23},
}

// String is the part's name as lexicons write it: forenoon, evening.
func (p Part) String() string { return parts[p].name }

// ParsePart reads a part's name.
func ParsePart(name string) (Part, bool) {
	for p := range parts {
		if name != "" && parts[p].name == name {
			return Part(p), true
		}
	}
	return NoPart, false
}

// Hours are the hours of the day that the part runs from and to, half-open;
// the first double hour begins at -1, 23 o'clock of the day before.
func (p Part) Hours() (from, to int) { return parts[p].from, parts[p].to }

// IsDoubleHour tells whether the part is one of the twelve double hours.
func (p Part) IsDoubleHour() bool { return p >= FirstDoubleHour }

// clock is the hour (0 to 28, counted from midnight of the day named) that a
// written hour means in a part of the day; false where the two do not go
// together. Hours behind midnight count on from the evening that they are
// named with (晚上12点, 晚上2点) and belong to the day itself behind 凌晨,
// 夜里 and 半夜.
func (p Part) clock(hour int) (int, bool) {
	if p >= FirstDoubleHour {
		return 0, false
	}
	if hour > 12 {
		switch p {
		case SmallHours, EarlyMorning, Morning, Forenoon, AM:
			return 0, false
		}
		return hour, true
	}
	switch p {
	case SmallHours, AM:
		return hour % 12, true
	case Noon:
		if hour == 0 {
			return 0, false
		}
		if hour < 10 {
			hour += 12
		}
	case Afternoon, Dusk, PM:
		if hour < 12 {
			hour += 12
		}
	case Evening:
		switch {
		case hour == 0:
			hour = 24
		case hour < 5:
			hour += 24
		default:
			hour += 12
		}
	case Night:
		switch {
		case hour == 0:
			hour = 24
		case hour > 5:
			hour += 12
		}
	case Midnight:
		switch {
		case hour == 12:
			hour = 24
		case hour > 5:
			hour += 12
		}
	}
	return hour, true
}
