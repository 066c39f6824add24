package calendar

import "github.com/cockroachdb/apd/v3"

// NewDuration is n units; a quarter is three months, a half year six, a 旬 ten
// days. With half, another half unit comes to it, in whole smaller units
// where there are any (两年半 is P2Y6M, 一个半小时 PT1H30M, half a month 15
// days); n must then be whole and not negative.
func NewDuration(n *apd.Decimal, unit Grain, half bool) (Duration, error) {
	return Duration{}, nil
}

// UnknownDuration is a number of units that is not told: 数年.
func UnknownDuration(unit Grain) Duration {
	return Duration{Amounts: []Amount{{Unknown: true, Unit: unit}}}
}

// Add joins two durations: 两年 and 三个月. The second must be finer.
func (d Duration) Add(e Duration) (Duration, error) { return d, nil }

// String is the duration in ISO 8601, with X for a number not told: P2Y6M, PXY.
func (d Duration) String() string { return "" }
