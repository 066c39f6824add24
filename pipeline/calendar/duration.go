package calendar

import (
	"errors"
	"fmt"
	"slices"

	"github.com/cockroachdb/apd/v3"
)

// exact is arithmetic that never rounds within the digits any text writes.
var exact = apd.BaseContext.WithPrecision(60)

// NewDuration is n units; a quarter is three months, a half year six, a 旬 ten
// days, a decade ten years. With half, another half unit comes to it, in whole
// smaller units where there are any (两年半 is P2Y6M, 一个半小时 PT1H30M, half a
// month 15 days); n must then be whole, and 0 for 半年. It is an error when n is
// negative or the unit has no length.
func NewDuration(n *apd.Decimal, unit Grain, half bool) (Duration, error) {
	if n.Negative && !n.IsZero() || n.Form != apd.Finite {
		return Duration{}, fmt.Errorf("no duration of %s units", n)
	}
	factor := int64(1)
	switch unit {
	case Century:
		unit, factor = Year, 100
	case Decade:
		unit, factor = Year, 10
	case Half:
		unit, factor = Month, 6
	case Quarter, Season:
		unit, factor = Month, 3
	case Third:
		unit, factor = Day, 10
	case Year, Month, Week, Day, Hour, Minute, Second:
	default:
		return Duration{}, fmt.Errorf("a %s is no unit of duration", unit)
	}
	if half {
		if !isWhole(n) {
			return Duration{}, fmt.Errorf("%s and a half is no number", n.Text('f'))
		}
		return halfMore(n, unit, factor)
	}
	amount := product(n, factor)
	if amount.Exponent < 0 {
		amount = *plain(&amount)
	}
	return Duration{Amounts: []Amount{{N: amount, Unit: unit}}}, nil
}

// halfMore is n and a half times factor units.
func halfMore(n *apd.Decimal, unit Grain, factor int64) (Duration, error) {
	var smaller Grain
	var count int64 // of smaller units in half a unit; 0 where they are not whole
	switch unit {
	case Year:
		smaller, count = Month, 6
	case Month:
		smaller, count = Day, 15
	case Day:
		smaller, count = Hour, 12
	case Hour:
		smaller, count = Minute, 30
	case Minute:
		smaller, count = Second, 30
	}
	var twice, total apd.Decimal
	if _, err := exact.Mul(&twice, n, apd.New(2, 0)); err != nil {
		return Duration{}, err
	}
	if _, err := exact.Add(&twice, &twice, apd.New(1, 0)); err != nil {
		return Duration{}, err
	}
	// Half a unit is 5 tenths; with an even factor nothing is left over.
	if _, err := exact.Mul(&total, &twice, apd.New(5*factor, -1)); err != nil {
		return Duration{}, err
	}
	total.Reduce(&total)
	if isWhole(&total) || count == 0 {
		return Duration{Amounts: []Amount{{N: *plain(&total), Unit: unit}}}, nil
	}
	if _, err := exact.Sub(&total, &total, apd.New(5, -1)); err != nil {
		return Duration{}, err
	}
	half := Amount{N: *apd.New(count, 0), Unit: smaller}
	if total.IsZero() {
		return Duration{Amounts: []Amount{half}}, nil
	}
	return Duration{Amounts: []Amount{{N: *plain(&total), Unit: unit}, half}}, nil
}

func product(n *apd.Decimal, factor int64) apd.Decimal {
	if factor == 1 {
		return *n
	}
	var d apd.Decimal
	if _, err := exact.Mul(&d, n, apd.New(factor, 0)); err != nil {
		panic("calendar: internal error: " + err.Error())
	}
	return d
}

// plain is d without trailing zeros behind its point.
func plain(d *apd.Decimal) *apd.Decimal {
	var r apd.Decimal
	r.Reduce(d)
	if r.Exponent > 0 {
		exact.Quantize(&r, &r, 0)
	}
	return &r
}

func isWhole(d *apd.Decimal) bool {
	if d.Exponent >= 0 {
		return true
	}
	var r apd.Decimal
	r.Reduce(d)
	return r.Exponent >= 0
}

// UnknownDuration is a number of units that is not told: 数年.
func UnknownDuration(unit Grain) Duration {
	return Duration{Amounts: []Amount{{Unknown: true, Unit: unit}}}
}

// Add joins two durations: 两年 and 三个月. The second must be of finer units.
func (d Duration) Add(e Duration) (Duration, error) {
	if len(d.Amounts) == 0 || len(e.Amounts) == 0 {
		return Duration{}, errors.New("nothing to add to a duration")
	}
	if last := d.Amounts[len(d.Amounts)-1].Unit; last >= e.Amounts[0].Unit {
		return Duration{}, fmt.Errorf("%ss behind %ss", e.Amounts[0].Unit, last)
	}
	return Duration{Amounts: slices.Concat(d.Amounts, e.Amounts)}, nil
}

// String is the duration in ISO 8601, with X for a number not told: P2Y6M, PXY.
func (d Duration) String() string {
	var buf [48]byte
	return string(d.append(buf[:0]))
}

func (d Duration) append(b []byte) []byte {
	b = append(b, 'P')
	clock := false
	for i := range d.Amounts {
		a := &d.Amounts[i]
		if a.Unit > Day && !clock {
			b, clock = append(b, 'T'), true
		}
		if a.Unknown {
			b = append(b, 'X')
		} else {
			b = a.N.Append(b, 'f')
		}
		b = append(b, unitLetter(a.Unit))
	}
	return b
}

func unitLetter(g Grain) byte {
	switch g {
	case Year:
		return 'Y'
	case Month, Minute:
		return 'M'
	case Week:
		return 'W'
	case Day:
		return 'D'
	case Hour:
		return 'H'
	}
	return 'S'
}

// steps is the duration as whole months and whole seconds; false where it is
// not told or does not come out whole (1.3 months).
func (d Duration) steps() (months, seconds int64, ok bool) {
	for i := range d.Amounts {
		a := &d.Amounts[i]
		if a.Unknown {
			return 0, 0, false
		}
		var factor int64
		switch a.Unit {
		case Year:
			factor = 12
		case Month:
			factor = 1
		case Week:
			factor = 7 * daySeconds
		case Day:
			factor = daySeconds
		case Hour:
			factor = 3600
		case Minute:
			factor = 60
		case Second:
			factor = 1
		}
		whole := product(&a.N, factor)
		n, err := whole.Int64()
		if err != nil || n > 1e12 {
			return 0, 0, false
		}
		if a.Unit <= Month {
			months += n
		} else {
			seconds += n
		}
	}
	return months, seconds, len(d.Amounts) > 0
}

// finest is the unit of the last amount.
func (d Duration) finest() Grain {
	if len(d.Amounts) == 0 {
		return NoGrain
	}
	return d.Amounts[len(d.Amounts)-1].Unit
}

// shorter tells whether d is shorter than e, taking a month for 30 days;
// what is not told is shorter than nothing.
func (d Duration) shorter(e Duration) bool {
	dm, ds, ok := d.steps()
	em, es, ok2 := e.steps()
	return ok && ok2 && dm*30*daySeconds+ds < em*30*daySeconds+es
}
