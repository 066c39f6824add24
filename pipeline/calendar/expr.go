package calendar

import "github.com/cockroachdb/apd/v3"

// Expr is what a time expression means before it is placed on a time line. It
// is one of [Partial], [In], [Range], [Duration], [DurationRange], [Set],
// [Reference], [Shift], [Nth], [InForce], [Lunar], [SolarTerm], [Holiday] and
// [Modified].
type Expr interface{ isExpr() }

// Base is what a slot or an expression counts from.
type Base uint8

// The bases. Where the document's date is not known (or not to that grain),
// Doc counts from the focus; where nothing is in focus, Focus counts from the
// document's date.
const (
	Unset    Base = iota
	Absolute      // the number itself
	Doc           // the document's date: 去年, 昨天, 本周
	Focus         // the period that the text has put in force: 当年, 次日
)

// Slot is one place of a partial date: unset, a number, or a number of units
// counted from a base.
type Slot struct {
	Base Base
	N    int32
}

// At is the absolute slot n.
func At(n int) Slot { return Slot{Absolute, int32(n)} }

// FromDoc is n units from that of the document's date: FromDoc(-1) years is 去年.
func FromDoc(n int) Slot { return Slot{Doc, int32(n)} }

// FromFocus is n units from that in force: FromFocus(1) years is 翌年.
func FromFocus(n int) Slot { return Slot{Focus, int32(n)} }

// IsSet tells whether the slot says anything.
func (s Slot) IsSet() bool { return s.Base != Unset }

// Weekend stands in the slot Weekday for 周末: Saturday and Sunday.
const Weekend = 8

// Partial is a date or time of which some slots are set. The slots coarser
// than all that are set come from the anchor; those finer are the whole unit.
type Partial struct {
	Century Slot // 20: 1900 to 1999, as ISO 8601 counts
	Decade  Slot // 0 to 9: 8 is 80年代
	Year    Slot // astronomical: 0 is 公元前1年
	Half    Slot // 1, 2
	Quarter Slot // 1 to 4
	Season  Slot // 1 to 4, from spring
	Month   Slot // 1 to 12
	Third   Slot // 1 to 3: 上旬 中旬 下旬
	Week    Slot // ISO week of the year, or relative
	Day     Slot // day of the month, or relative
	Weekday Slot // absolute only: 1 Monday to 7 Sunday, or Weekend
	Part    Part // part of the day
	Hour    Slot // as written, absolute only: 3 in 下午3点; 0 to 24
	Minute  Slot // absolute only
	Second  Slot // absolute only
}

// In is Inner within Outer, for what slots cannot say: the Mother's Day of
// 2021年, 8 o'clock of 三天后, the third Monday of 9月.
type In struct{ Outer, Inner Expr }

// Range runs from From to To, both inclusive; a clock time without seconds at
// its end is that very minute, as in 8点到10点.
type Range struct{ From, To Expr }

// Amount is a number of units of a duration.
type Amount struct {
	N       apd.Decimal
	Unknown bool // 数年, 多年: N is not told
	Unit    Grain
}

// Duration is a length of time, its amounts from coarse to fine. The units are
// Year, Month, Week, Day, Hour, Minute and Second; make one with [NewDuration].
type Duration struct{ Amounts []Amount }

// DurationRange is a length between two: 3到6个月.
type DurationRange struct{ Low, High Duration }

// Set recurs: 每年 has Every only, 每周一, 每年3月 and 每年6月至8月 say with At what
// recurs, a [Partial] or a [Range] of two.
type Set struct {
	Every Duration
	At    Expr
}

// Reference is a vague time, in TIMEX3's words.
type Reference string

// The references: 目前, 近年来, 今后.
const (
	Present Reference = "PRESENT_REF"
	Past    Reference = "PAST_REF"
	Future  Reference = "FUTURE_REF"
)

// Direction is where a shift goes.
type Direction int8

// The directions.
const (
	Back    Direction = -1
	Forward Direction = 1
)

// Form is what a shift or a count means.
type Form uint8

// The forms.
const (
	// Point is the unit reached: 三天前 is one day.
	Point Form = iota
	// Through is all between the base and the point reached, the base's
	// present included: 三周内.
	Through
	// Units are the whole units next to the base's own: 前三天 are the three
	// days before it.
	Units
	// Whole moves the base as it is: 上年同期 has the grain of its base.
	Whole
)

// Shift is By before or behind Base.
type Shift struct {
	Base Expr // InForce{Doc} for 三天前 without more
	By   Duration
	Dir  Direction
	Form Form
}

// Nth are the units First to Last within the period that it stands in (see
// [In]); negative numbers count from the end. 前三季度 is 1 to 3 of Quarter,
// 最后一周 -1 to -1 of Week, 第三个星期一 3 to 3 of Weekday Monday.
type Nth struct {
	First, Last int
	Unit        Grain
	Weekday     int // 1 to 7 with Unit Day: count these only
}

// InForce is the period in force itself (Base Focus: 同期, 其间) or the
// document's moment (Base Doc: now).
type InForce struct{ Base Base }

// Lunar is a month or day of the Chinese lunar calendar, in the lunar year
// that begins in the year it stands in. Known for the years 1900 to 2100.
type Lunar struct {
	Month int  // 1 to 12
	Leap  bool // 闰
	Day   int  // 1 to 30, LastDay, 0: the whole month
}

// SolarTerm is the day of one of the 24 solar terms of a year, from 小寒, 1, to
// 冬至, 24. Known for the years 1900 to 2100.
type SolarTerm int

// Mod says how an expression touches its period.
type Mod string

// The modifiers; all keep the period's from and to.
const (
	NoMod  Mod = ""
	Start  Mod = "start"
	Mid    Mod = "mid"
	End    Mod = "end"
	Since  Mod = "since"
	Before Mod = "before"
	After  Mod = "after"
	Until  Mod = "until"
	Approx Mod = "approx"
)

// Aim says that X is a time ahead that something is meant for (到2030年, 力争2025年):
// it names no year that a document is of. Records do not show it.
const Aim Mod = "aim"

// Aside says that X is only what something is compared with (比2019年, 较上月):
// what follows is neither of it nor of its year. Records do not show it.
const Aside Mod = "aside"

// Modified is X with a modifier: 9月末, 2018年以来.
type Modified struct {
	X   Expr
	Mod Mod
}

func (Partial) isExpr()       {}
func (In) isExpr()            {}
func (Range) isExpr()         {}
func (Duration) isExpr()      {}
func (DurationRange) isExpr() {}
func (Set) isExpr()           {}
func (Reference) isExpr()     {}
func (Shift) isExpr()         {}
func (Nth) isExpr()           {}
func (InForce) isExpr()       {}
func (Lunar) isExpr()         {}
func (SolarTerm) isExpr()     {}
func (Holiday) isExpr()       {}
func (Modified) isExpr()      {}
