package golden

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cockroachdb/apd/v3"
	"golang.org/x/text/unicode/norm"

	"zhfacts/pipeline/record"
)

// agrees tells whether a record says what the annotation says.
func (x *aligned) agrees(r record.Record) bool {
	switch r := r.(type) {
	case *record.Quantity:
		return slices.ContainsFunc(x.Values, func(value string) bool {
			value, unit, own := strings.Cut(value, " ")
			units := x.Units
			if own {
				units = []string{unit}
			}
			return sameValue(value, &r.Amount) && sameUnit(units, r)
		})
	case *record.Time:
		return x.sameTime(r)
	case *record.Entity:
		return slices.Contains(x.Kinds, string(r.Kind))
	}
	return false
}

// number reads a decimal in plain notation; nil where s is none. Commas part
// thousands.
func number(s string) *apd.Decimal {
	s = strings.ReplaceAll(s, ",", "")
	if strings.Trim(s, "-.0123456789") != "" {
		return nil // has an exponent, or is no number
	}
	d, _, err := apd.NewFromString(s)
	if err != nil {
		return nil
	}
	return d
}

// equal tells whether a record's decimal is the number s.
func equal(d *apd.Decimal, s string) bool {
	n := number(s)
	return d != nil && n != nil && d.Cmp(n) == 0
}

// sameValue tells whether the amount is 34000, 1..10, 1:2 or 1/2, which is
// also the same fraction in other terms.
func sameValue(gold string, a *record.Amount) bool {
	if numerator, denominator, ok := strings.Cut(gold, "/"); ok {
		n, d := number(numerator), number(denominator)
		if n == nil || d == nil || d.Sign() == 0 {
			return false
		}
		if a.Ratio != nil {
			return a.Ratio[1].Sign() != 0 && sameProduct(n, &a.Ratio[1], d, &a.Ratio[0])
		}
		return a.Value != nil && sameProduct(n, apd.New(1, 0), d, a.Value)
	}
	if low, high, ok := strings.Cut(gold, ".."); ok {
		return equal(a.Low, low) && equal(a.High, high)
	}
	if left, right, ok := strings.Cut(gold, ":"); ok {
		return a.Ratio != nil && equal(&a.Ratio[0], left) && equal(&a.Ratio[1], right)
	}
	return equal(a.Value, gold)
}

// sameProduct tells whether a·b is c·d, exactly.
func sameProduct(a, b, c, d *apd.Decimal) bool {
	var left, right apd.Decimal
	exact := apd.BaseContext // without precision a product is exact
	_, errLeft := exact.Mul(&left, a, b)
	_, errRight := exact.Mul(&right, c, d)
	return errLeft == nil && errRight == nil && left.Cmp(&right) == 0
}

// sameUnit compares units by their compatibility form in lower case. An empty
// alternative is right where no unit is written, and `ordinal` for ordinals.
func sameUnit(gold []string, q *record.Quantity) bool {
	unit, code := foldUnit(q.Unit), foldUnit(q.UnitCode)
	for _, g := range gold {
		g = foldUnit(g)
		switch {
		case g != "" && (g == unit || g == code),
			g == "" && unit == "" && code == "",
			g == "ordinal" && q.Kind == record.QuantityOrdinal,
			g == "元" && (code == "cny" || unit == "人民币" || unit == "rmb"):
			return true
		}
	}
	return false
}

func foldUnit(s string) string { return strings.ToLower(norm.NFKC.String(s)) }

func sameBound(x *aligned, q *record.Quantity) bool {
	bound := string(q.Bound)
	if q.Bound == record.BoundExact {
		bound = "exact"
	}
	return isEmpty(x.Bounds) || slices.Contains(x.Bounds, bound) ||
		slices.Contains(x.Bounds, "reach") && (bound == "exact" || bound == "max")
}

func isEmpty(alternatives []string) bool { return len(alternatives) == 1 && alternatives[0] == "" }

func roundBrackets(s string) string { return strings.NewReplacer("（", "(", "）", ")").Replace(s) }

// sameTime compares from and to as far as the annotation writes them; where it
// has none, the value.
func (x *aligned) sameTime(t *record.Time) bool {
	if isEmpty(x.From) {
		return slices.Contains(x.TimeValues, t.Value)
	}
	from, to := t.From, t.To
	if from == "" && to == "" && strings.Contains(strings.Join(x.From, "|"), "X") {
		var ok bool
		if from, to, ok = maskedDays(t.Value); !ok {
			return false
		}
		for i := range min(len(x.From), len(x.To)) {
			if x.From[i] == from && x.To[i] == to {
				return true
			}
		}
		return false
	}
	for i := range min(len(x.From), len(x.To)) {
		if strings.HasPrefix(from, x.From[i]) && strings.HasPrefix(to, x.To[i]) {
			return true
		}
	}
	return false
}

// maskedDays is the first and the last day of a value without a year, as
// annotators write them: XXXX-01/XXXX-06 is XXXX-01-01 and XXXX-06-30.
func maskedDays(value string) (from, to string, ok bool) {
	first, last, interval := strings.Cut(value, "/")
	if !interval {
		last = first
	}
	firstMonth, firstDay, ok1 := maskedDate(first)
	lastMonth, lastDay, ok2 := maskedDate(last)
	if !ok1 || !ok2 {
		return "", "", false
	}
	if firstDay == "" {
		firstDay = "01"
	}
	if lastDay == "" {
		lastDay = daysOfMonth[lastMonth]
	}
	return "XXXX-" + firstMonth + "-" + firstDay, "XXXX-" + lastMonth + "-" + lastDay, lastDay != ""
}

// daysOfMonth has the last days of the months of no leap year.
var daysOfMonth = map[string]string{
	"01": "31", "02": "28", "03": "31", "04": "30", "05": "31", "06": "30",
	"07": "31", "08": "31", "09": "30", "10": "31", "11": "30", "12": "31",
}

// maskedDate parts XXXX-08-30 or XXXX-08.
func maskedDate(s string) (month, day string, ok bool) {
	s, ok = strings.CutPrefix(s, "XXXX-")
	if !ok {
		return "", "", false
	}
	month, day, hasDay := strings.Cut(s, "-")
	ok = isTwoDigits(month) && (!hasDay || isTwoDigits(day))
	return month, day, ok
}

func isTwoDigits(s string) bool {
	return len(s) == 2 && s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9'
}

// slot is a slot of a fact that is judged.
type slot struct {
	name  string
	right bool
}

func right(slots []slot) int {
	n := 0
	for _, s := range slots {
		if s.right {
			n++
		}
	}
	return n
}

// judge compares a fact with the annotation; q is its quantity, or nil.
func (x *aligned) judge(f *record.Fact, q *record.Quantity) []slot {
	var slots []slot
	judge := func(name string, right bool) { slots = append(slots, slot{name, right}) }
	judged := func(alternatives []string) bool { return !isEmpty(alternatives) && !slices.Contains(alternatives, "-") }

	// `-|X` as subject means none or X; `-` alone is right whatever stands there.
	if !isEmpty(x.Subjects) {
		none := slices.Contains(x.Subjects, "-") && (f.Subject == "" || len(x.Subjects) == 1)
		judge("subject", none || slices.ContainsFunc(x.Subjects, func(s string) bool { return s != "-" && alike(s, f.Subject) >= likeEnough }))
	}
	if judged(x.Metrics) {
		judge("metric", slices.ContainsFunc(x.Metrics, func(m string) bool { return sameMetric(m, f.Metric) }))
	}
	if judged(x.Periods) {
		judge("time", slices.Contains(x.Periods, day(f.From)+".."+day(f.To)))
	}
	switch {
	case judged(x.Changes):
		judge("change", slices.ContainsFunc(x.Changes, func(c string) bool {
			change, basis, based := strings.Cut(c, ":")
			return string(f.Change) == change && (!based || string(f.Basis) == basis)
		}))
	case isEmpty(x.Changes):
		judge("change", f.Change == record.ChangeNone || f.Change == record.ChangeRank)
	}
	if !isEmpty(x.Statuses) {
		status := string(f.Status)
		if f.Status == record.StatusActual {
			status = "actual"
		}
		judge("status", slices.Contains(x.Statuses, status))
	}
	judge("value", q != nil && amountOf(&f.Amount) == amountOf(&q.Amount))
	return slots
}

// day is the day of a day or second.
func day(s string) string { return s[:min(len(s), len("2023-01-31"))] }

// amountOf is the amount without its bound, to be compared.
func amountOf(a *record.Amount) string {
	shown := record.Quantity{QuantityValue: record.QuantityValue{Amount: *a}}
	return strings.Join(values(&shown, "value", "low", "high", "ratio", "unit"), " ")
}

// values lists `key value` of the keys that the record has.
func values(r record.Record, keys ...string) []string {
	var out []string
	for name, value := range record.Fields(r) {
		if slices.Contains(keys, name) {
			out = append(out, name+" "+strings.Trim(value, `"`))
		}
	}
	return out
}

// likeEnough is how alike two names or metrics are that mean the same.
const likeEnough = 0.6

// alike is how alike two strings are, from 0 to 1, quotation marks left out:
// by their length where one holds the other, else by the characters they share.
func alike(a, b string) float64 {
	marks := strings.NewReplacer("“", "", "”", "")
	a, b = marks.Replace(a), marks.Replace(b)
	if a == "" || b == "" {
		return 0
	}
	if a == b {
		return 1
	}
	x, y := []rune(a), []rune(b)
	if strings.Contains(a, b) || strings.Contains(b, a) {
		return share(min(len(x), len(y)), max(len(x), len(y)))*0.5 + 0.5
	}
	slices.Sort(x)
	slices.Sort(y)
	x, y = slices.Compact(x), slices.Compact(y)
	both := 0
	for _, r := range x {
		if _, ok := slices.BinarySearch(y, r); ok {
			both++
		}
	}
	return share(both, len(x)+len(y)-both)
}

// sameMetric tells whether a metric says the same: it may say more, or leave
// modifiers out, but not shrink to the last letters of the annotated one (量
// for 货物吞吐量).
func sameMetric(gold, metric string) bool {
	if alike(gold, metric) < likeEnough {
		return false
	}
	n := len([]rune(metric))
	return !strings.Contains(gold, metric) || n >= 2 && 2*n >= len([]rune(gold))
}

// want is what the annotation wants of a mention, for reports.
func (x *aligned) want() string {
	var parts []string
	for _, alternatives := range [][]string{x.Values, x.Units, x.From, x.To, x.TimeValues, x.Kinds, x.Names} {
		if s := strings.Join(alternatives, "|"); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// wantFact is what the annotation wants of a fact.
func (x *aligned) wantFact() string {
	var parts []string
	for _, alternatives := range [][]string{x.Subjects, x.Metrics, x.Periods, x.Changes, x.Statuses} {
		parts = append(parts, strings.Join(alternatives, "|"))
	}
	return fmt.Sprintf("[%s]", strings.Join(parts, "; "))
}

// summary is what a record says, for reports.
func summary(r record.Record) string {
	if _, ok := r.(*record.Fact); ok {
		return fmt.Sprintf("[%s]", strings.Join(values(r, "subject", "metric", "from", "to", "change", "basis", "status"), "; "))
	}
	text := r.(record.Mention).Base().Text
	return strings.Join(append([]string{text}, values(r, "kind", "value", "low", "high", "ratio", "unit", "from", "to", "name")...), " ")
}
