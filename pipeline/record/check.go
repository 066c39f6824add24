package record

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"
)

// Check tells whether r keeps every promise that can be told from r alone. The
// error is [Problems]: all of them, each naming its field. Promises between
// the records of a document, and the spans, are those of [CheckDocument].
func Check(r Record) error {
	c := checker{of: r}
	c.record()
	return c.found.err()
}

// record checks what [Check] promises.
func (c *checker) record() {
	switch r := c.of.(type) {
	case *Document:
		c.document(r)
	case *Quantity:
		c.common(&r.Common, TypeQuantity)
		c.quantity(&r.QuantityValue)
	case *Time:
		c.common(&r.Common, TypeTime)
		c.time(r)
	case *Entity:
		c.common(&r.Common, TypeEntity)
		c.entity(r)
	case *Fact:
		c.common(&r.Common, TypeFact)
		c.fact(r)
	}
}

func (c *checker) document(doc *Document) {
	if doc.Doc == "" {
		c.add("doc", "is missing")
	}
	c.utf8("doc", doc.Doc)
	c.utf8("title", doc.Title)
	c.utf8("author", doc.Author)
	if doc.Date != "" && !isDocumentDate(doc.Date) {
		c.add("date", "%q is no date of ISO 8601 as 2020, 2019-09, 2013-02-12 or 2013-02-12T04:30:00", doc.Date)
	}
	if !isEncoding(doc.Encoding) {
		c.add("encoding", "%q is no name of an encoding in lower case, as utf-8", doc.Encoding)
	}
	if !isSHA256(doc.SHA256) {
		c.add("sha256", "%q is not 64 lower-case hexadecimal digits", doc.SHA256)
	}
	c.kept(doc.Kept)
	c.natural("chars", doc.Chars)
	c.natural("paragraphs", doc.Paragraphs)
	c.natural("sentences", doc.Sentences)
	c.natural("quantities", doc.Quantities)
	c.natural("times", doc.Times)
	c.natural("entities", doc.Entities)
	c.natural("facts", doc.Facts)
}

func (c *checker) kept(kept []Kept) {
	for i, k := range kept {
		if k.Name == "" {
			c.add("kept", "holds a column without a name")
		}
		if k.Value == "" {
			c.add("kept", "%q is empty: a column with no value is left out", k.Name)
		}
		c.utf8("kept", k.Name)
		c.utf8("kept", k.Value)
		if slices.ContainsFunc(kept[:i], func(other Kept) bool { return other.Name == k.Name }) {
			c.beyond("kept", "%q stands twice", k.Name)
		}
	}
}

func (c *checker) common(m *Common, t Type) {
	if m.Doc == "" {
		c.add("doc", "is missing")
	}
	if m.Doc != c.doc && c.utf8("doc", m.Doc) {
		c.doc = m.Doc
	}
	c.mentionID("id", m.ID, m.Doc, t, true)
	if t != TypeFact && len(m.ID) > len(m.Doc)+2 && !c.ownID(m) {
		c.beyond("id", "does not name the start of the mention, %d, or with -%d its end", m.Start, m.End)
	}
	if m.Text == "" {
		c.add("text", "is missing")
	}
	if m.Raw == "" {
		c.add("raw", "is missing")
	}
	if !c.held || m.Text != m.Raw {
		c.utf8("text", m.Text)
	}
	if !c.held {
		c.utf8("raw", m.Raw)
	}
	c.natural("start", m.Start)
	c.natural("byte_start", m.ByteStart)
	c.natural("sentence", m.Sentence)
	if m.End < 1 {
		c.add("end", "%d is not above 0", m.End)
	}
	if m.ByteEnd < 1 {
		c.add("byte_end", "%d is not above 0", m.ByteEnd)
	}
	if m.Start >= m.End {
		c.beyond("end", "%d is not behind the start %d", m.End, m.Start)
	} else if !c.held {
		if n := utf8.RuneCountInString(m.Raw); n != m.End-m.Start {
			c.beyond("raw", "has %d code points, but end - start is %d", n, m.End-m.Start)
		}
	}
	if m.ByteStart >= m.ByteEnd {
		c.beyond("byte_end", "%d is not behind byte_start %d", m.ByteEnd, m.ByteStart)
	}
	if !isRuleID(m.Rule) {
		c.add("rule", "%q is no id of a rule, as quantity.measure", m.Rule)
	}
}

// ownID tells whether the id names the place of the mention.
func (c *checker) ownID(m *Common) bool {
	var buf [48]byte
	place := strconv.AppendInt(buf[:0], int64(m.Start), 10)
	got := m.ID[len(m.Doc)+2:]
	if got == string(place) {
		return true
	}
	place = append(place, '-')
	place = strconv.AppendInt(place, int64(m.End), 10)
	return got == string(place)
}

// mentionID checks an id of a record of type t in doc: <doc>#q12 or <doc>#q12-15.
func (c *checker) mentionID(field, id, doc string, t Type, required bool) {
	if id == "" {
		if required {
			c.add(field, "is missing")
		}
		return
	}
	if n := len(doc); len(id) > n+2 && id[:n] == doc && id[n] == '#' && id[n+1] == t.Letter() && isPlace(id[n+2:]) {
		return
	}
	at := strings.LastIndexByte(id, '#')
	if at < 0 || len(id) < at+3 || id[at+1] != t.Letter() || !isPlace(id[at+2:]) {
		c.add(field, "%q is no id of a record of type %s, as %s#%c12 or %[3]s#%[4]c12-15", id, t, doc, t.Letter())
		return
	}
	if id[:at] != doc {
		c.beyond(field, "%q is no id of the document %q", id, doc)
	}
}

// isPlace tells whether s is 12 or 12-15, without leading zeros.
func isPlace(s string) bool {
	n := naturalLen(s)
	if n == 0 || n == len(s) {
		return n > 0
	}
	return s[n] == '-' && isNatural(s[n+1:])
}

func isNatural(s string) bool { return s != "" && naturalLen(s) == len(s) }

// naturalLen is how many bytes at the beginning of s are a natural number
// without leading zeros, 0 if none are.
func naturalLen(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	if n > 1 && s[0] == '0' {
		return 0
	}
	return n
}

func (c *checker) quantity(q *QuantityValue) {
	if !q.Kind.Valid() {
		c.add("kind", "%q is no kind of quantity", q.Kind)
	}
	c.amount(&q.Amount)
	c.finite("base_value", q.BaseValue)
	c.utf8("base_unit", q.BaseUnit)
	if (q.BaseValue != nil) != (q.BaseUnit != "") {
		c.add("base_value", "base_value and base_unit go together")
	}
	if q.BaseValue != nil && q.Value == nil {
		c.add("base_value", "there is no value that it could be the base value of")
	}
	if q.Dimension != "" && !isDimension(q.Dimension) {
		c.add("dimension", "%q is no name of a dimension, as mass or fuel_economy", q.Dimension)
	}
	c.quantityKind(q)
}

// quantityKind checks what each kind of quantity needs and excludes.
func (c *checker) quantityKind(q *QuantityValue) {
	if q.Ratio != nil && q.Kind != QuantityRatio && q.Kind != QuantityFraction {
		c.add("ratio", "is only for the kinds ratio and fraction")
	}
	if q.Kind == QuantityMoney {
		if q.UnitCode != "" && !isCurrency(q.UnitCode) {
			c.add("unit_code", "%q is no currency of ISO 4217 as CNY, or price as CNY/t", q.UnitCode)
		}
		if q.BaseUnit != "" && !isCurrency(q.BaseUnit) {
			c.add("base_unit", "%q is no currency of ISO 4217 as CNY, or price as CNY/t", q.BaseUnit)
		}
	} else if q.BaseUnit != "" && !isUCUM(q.BaseUnit) {
		c.add("base_unit", "%q is no unit of UCUM: it may hold visible ASCII only", q.BaseUnit)
	}
	switch q.Kind {
	case QuantityCardinal:
		if q.Unit != "" {
			c.add("unit", "a cardinal has none: with a unit it is a count or a measure")
		}
	case QuantityPercent:
		if q.Unit != "%" && q.Unit != "‰" && q.Unit != "‱" {
			c.add("unit", "%q of a percent is none of %% ‰ ‱", q.Unit)
		}
	case QuantityPercentagePoint:
		c.needs("unit", q.Unit, q.Kind)
	case QuantityMoney:
		c.needs("unit", q.Unit, q.Kind)
		c.needs("unit_code", q.UnitCode, q.Kind)
	case QuantityMeasure:
		c.needs("unit", q.Unit, q.Kind)
		c.needs("dimension", q.Dimension, q.Kind)
	case QuantityRatio:
		if q.Ratio == nil || q.Value != nil {
			c.add("ratio", "a ratio has its two terms, and no value")
		} else if q.Ratio[0].Negative || q.Ratio[1].Negative {
			c.add("ratio", "a term is below 0")
		}
	case QuantityFraction:
		c.fraction(q)
	}
}

func (c *checker) needs(field, s string, kind QuantityKind) {
	if s == "" {
		c.add(field, "is missing: the kind %s has one", kind)
	}
}

// fraction checks that a fraction has whole terms, and the value that they
// make where that is a finite decimal. A range of fractions has low and high.
func (c *checker) fraction(q *QuantityValue) {
	if q.Ratio == nil {
		if q.Low == nil {
			c.add("ratio", "is missing: a fraction has its numerator and denominator")
		}
		return
	}
	numerator, denominator := &q.Ratio[0], &q.Ratio[1]
	if numerator.Form != apd.Finite || denominator.Form != apd.Finite {
		return
	}
	if !isWhole(numerator) || !isWhole(denominator) || denominator.Sign() <= 0 {
		c.add("ratio", "a fraction has whole terms, and a denominator above 0")
		return
	}
	want, finite := quotient(numerator, denominator)
	switch {
	case finite && q.Value == nil:
		c.beyond("value", "is missing: the fraction is the finite decimal %s", appendDecimal(nil, want))
	case !finite && q.Value != nil:
		c.beyond("value", "the fraction is no finite decimal, and can have none")
	case finite && q.Value.Form == apd.Finite && q.Value.Cmp(want) != 0:
		c.beyond("value", "is not the fraction, %s", appendDecimal(nil, want))
	}
}

// isWhole tells whether d is a whole number.
func isWhole(d *apd.Decimal) bool {
	if d.Exponent >= 0 {
		return true
	}
	var whole, rest apd.Decimal
	d.Modf(&whole, &rest)
	return rest.IsZero()
}

// quotient is the exact quotient of whole numbers; false where it is no finite decimal.
func quotient(numerator, denominator *apd.Decimal) (*apd.Decimal, bool) {
	// A denominator of n binary digits has less than n factors 2 and 5, so that
	// a finite quotient has less than n places behind the point.
	places := uint32(denominator.Coeff.BitLen()) + 4*uint32(max(denominator.Exponent, 0))
	context := apd.BaseContext.WithPrecision(uint32(numerator.NumDigits()) + uint32(max(numerator.Exponent, 0)) + places + 1)
	quo := new(apd.Decimal)
	cond, err := context.Quo(quo, numerator, denominator)
	return quo, err == nil && !cond.Inexact()
}

// amount checks what quantities and facts share.
func (c *checker) amount(a *Amount) {
	c.finite("value", a.Value)
	c.finite("low", a.Low)
	c.finite("high", a.High)
	if a.Ratio != nil {
		c.finite("ratio", &a.Ratio[0])
		c.finite("ratio", &a.Ratio[1])
	}
	switch {
	case (a.Low != nil) != (a.High != nil):
		c.add("low", "low and high go together; an open range has a value and a bound")
	case a.Low != nil && (a.Value != nil || a.Ratio != nil):
		c.add("low", "a range has neither value nor ratio")
	case a.Low == nil && a.Value == nil && a.Ratio == nil:
		c.add("value", "is missing: there is no low and high and no ratio either")
	case a.Low != nil && a.Low.Form == apd.Finite && a.High.Form == apd.Finite && a.Low.Cmp(a.High) > 0:
		c.beyond("low", "is above high")
	}
	c.utf8("unit", a.Unit)
	if a.UnitCode != "" {
		if a.Unit == "" {
			c.add("unit_code", "there is no unit that it could be the code of")
		}
		if !isUCUM(a.UnitCode) {
			c.add("unit_code", "%q is no code of UCUM or ISO 4217: it may hold visible ASCII only", a.UnitCode)
		}
	}
	if !a.Bound.Valid() {
		c.add("bound", "%q is none of min, max, approx; an exact amount has none", a.Bound)
	}
}

func (c *checker) time(t *Time) {
	if !t.Kind.Valid() {
		c.add("kind", "%q is no kind of time", t.Kind)
	}
	if !t.Mod.Valid() {
		c.add("mod", "%q is no modifier of a time", t.Mod)
	}
	from, to, period := c.period(t.From, t.To)
	if t.Value == "" {
		c.add("value", "is missing")
	} else if t.Kind.Valid() {
		c.timeValue(t, from, to, period)
	}
	if t.Anchor != "" && !isDocumentDate(t.Anchor) {
		at := strings.LastIndexByte(t.Anchor, '#')
		switch {
		case at < 0 || len(t.Anchor) < at+3 || strings.IndexByte("qte", t.Anchor[at+1]) < 0 || !isPlace(t.Anchor[at+2:]):
			c.add("anchor", "%q is neither the id of a mention nor a date of ISO 8601", t.Anchor)
		case t.Anchor[:at] != t.Doc:
			c.beyond("anchor", "%q is no id of the document %q", t.Anchor, t.Doc)
		case t.Anchor == t.ID:
			c.beyond("anchor", "is the time itself")
		}
	}
}

// period checks from and to; ok means that both are there and well-formed.
func (c *checker) period(from, to string) (first, last point, ok bool) {
	if from == "" && to == "" {
		return first, last, false
	}
	if from == "" || to == "" {
		c.add("from", "from and to go together")
		return first, last, false
	}
	first, okFrom := parsePoint(from)
	last, okTo := parsePoint(to)
	okFrom = okFrom && (first.isDay() || first.isSecond())
	okTo = okTo && (last.isDay() || last.isSecond())
	if !okFrom {
		c.add("from", "%q is no whole day as 2023-01-31 or second as 2023-01-31T08:00:00", from)
	}
	if !okTo {
		c.add("to", "%q is no whole day as 2023-01-31 or second as 2023-01-31T08:00:00", to)
	}
	if !okFrom || !okTo {
		return first, last, false
	}
	if first.isDay() != last.isDay() {
		c.add("to", "from and to are both days or both seconds")
		return first, last, false
	}
	if first.after(last) {
		c.beyond("from", "%s comes after to, %s", from, to)
		return first, last, false
	}
	return first, last, true
}

// timeValue checks the value against the kind, and from and to against both.
func (c *checker) timeValue(t *Time, from, to point, period bool) {
	left, right, interval := strings.Cut(t.Value, "/")
	first, okFirst := parsePoint(left)
	last, okLast := first, okFirst
	if interval {
		last, okLast = parsePoint(right)
	}
	points := okFirst && okLast
	bare := t.From == "" && t.To == ""
	switch t.Kind {
	case TimeDate:
		if interval || !points || first.hour >= 0 {
			c.add("value", "%q is no date as 2023, 2023-01, 2023-01-31 or XXXX-01-31", t.Value)
			return
		}
	case TimeClock:
		if interval || !points || first.hour < 0 {
			c.add("value", "%q is no time of day as 2023-01-31T08:00 or T08:00", t.Value)
			return
		}
	case TimeRange:
		if !interval || !points {
			c.add("value", "%q is no range of dates or times as 2023-01/2023-09", t.Value)
			return
		}
	case TimeDuration:
		if !isDuration(left) || interval && !isDuration(right) {
			c.add("value", "%q is no duration as P2Y6M or P3M/P6M", t.Value)
		}
	case TimeSet:
		if !points && (!isDuration(left) || interval) {
			c.add("value", "%q is no set of times as P1Y, XXXX-03-10 or XXXX-WXX-1", t.Value)
		}
	case TimeReference:
		if t.Value != "PRESENT_REF" && t.Value != "PAST_REF" && t.Value != "FUTURE_REF" {
			c.add("value", "%q is none of PRESENT_REF, PAST_REF, FUTURE_REF", t.Value)
		}
	}
	switch t.Kind {
	case TimeDuration, TimeSet, TimeReference:
		if !bare {
			c.add("from", "a %s has a value only", t.Kind)
		}
		return
	}
	switch {
	case !first.known() || !last.known():
		if !bare {
			c.beyond("from", "the value %s leaves the year or the day open, and has no from and to", t.Value)
		}
	case bare:
		c.beyond("from", "is missing: the value %s lies on the time line", t.Value)
	case period && first.fixed() && last.fixed():
		c.extent(t, first, last, from, to)
	}
}

// extent checks that from and to are the first and the last of what the value
// says: seconds where either end has a time of day. The end of a range of
// clock times may be that moment itself: 8点到10点 ends at 10:00:00.
func (c *checker) extent(t *Time, first, last, from, to point) {
	clock := first.hour >= 0 || last.hour >= 0
	if want := first.first(); !from.is(want, clock, 0, 0) {
		c.beyond("from", "%s is not the first of the value %s", t.From, t.Value)
	}
	moment := last.hour >= 0 && t.Kind == TimeRange && to.is(last.first(), clock, 0, 0)
	if want := last.last(); !moment && !to.is(want, clock, 23, 59) {
		c.beyond("to", "%s is not the last of the value %s", t.To, t.Value)
	}
}

func (c *checker) entity(e *Entity) {
	if !e.Kind.Valid() {
		c.add("kind", "%q is no kind of entity", e.Kind)
	}
	if e.Name == "" {
		c.add("name", "is missing")
	}
	c.utf8("name", e.Name)
	if e.Code != "" {
		if e.Kind != EntityPlace {
			c.add("code", "is only for places")
		}
		if len(e.Code) != 6 || !isNatural(e.Code) {
			c.add("code", "%q is no code of six digits, as GB/T 2260 has them", e.Code)
		}
	}
	c.mentionID("mentions_of", e.MentionsOf, e.Doc, TypeEntity, false)
	if e.MentionsOf != "" && e.MentionsOf == e.ID {
		c.beyond("mentions_of", "is the entity itself: the first mention has none")
	}
}

func (c *checker) fact(f *Fact) {
	c.utf8("subject", f.Subject)
	c.utf8("metric", f.Metric)
	c.mentionID("subject_id", f.SubjectID, f.Doc, TypeEntity, false)
	if f.SubjectID != "" && f.Subject == "" {
		c.add("subject_id", "there is no subject that it could be the id of")
	}
	c.amount(&f.Amount)
	if f.From != c.from || f.To != c.to {
		if _, _, ok := c.period(f.From, f.To); ok {
			c.from, c.to = f.From, f.To
		}
	}
	c.mentionID("time_id", f.TimeID, f.Doc, TypeTime, false)
	if !f.Change.Valid() {
		c.add("change", "%q is none of increase, decrease, double, rank", f.Change)
	}
	if !f.Basis.Valid() {
		c.add("basis", "%q is none of yoy, qoq, since", f.Basis)
	}
	if f.Basis != BasisNone && f.Change == ChangeNone {
		c.add("basis", "there is no change that it could be the basis of")
	}
	if !f.Status.Valid() {
		c.add("status", "%q is none of expected, target, capacity; an actual fact has none", f.Status)
	}
	c.mentionID("quantity", f.Quantity, f.Doc, TypeQuantity, true)
	if len(f.ID) > len(f.Doc)+2 && len(f.Quantity) > len(f.Doc)+2 && f.ID[len(f.Doc)+2:] != f.Quantity[len(f.Doc)+2:] {
		c.beyond("id", "is not that of its quantity, %s, with the letter f", f.Quantity)
	}
}

func (c *checker) natural(field string, n int) {
	if n < 0 {
		c.add(field, "%d is below 0", n)
	}
}

func (c *checker) utf8(field, s string) bool {
	if utf8.ValidString(s) {
		return true
	}
	c.beyond(field, "%q is no UTF-8", s)
	return false
}

func (c *checker) finite(field string, d *apd.Decimal) {
	if d != nil && d.Form != apd.Finite {
		c.beyond(field, "%s is no number", d)
	}
}

// isDocumentDate: 2020, 2019-09, 2013-02-12, 2013-02-12T04:30:00.
func isDocumentDate(s string) bool {
	p, ok := parsePoint(s)
	return ok && p.dated && p.digits == 4 && p.known() && p.month <= 12 && !p.week
}

func isEncoding(s string) bool {
	return s != "" && allBytes(s, func(b byte) bool { return isLower(b) || isDigit(b) || b == '-' })
}

func isSHA256(s string) bool {
	return len(s) == 64 && allBytes(s, func(b byte) bool { return isDigit(b) || b >= 'a' && b <= 'f' })
}

// isRuleID: names of lower-case letters and digits, hyphens within, joined by
// at least one dot; the first begins with a letter.
func isRuleID(s string) bool {
	return s != "" && isLower(s[0]) && strings.IndexByte(s, '.') > 0 && isSlug(s, '.', '-')
}

// isDimension: lower-case words joined by underscores.
func isDimension(s string) bool { return isLower(s[0]) && isSlug(s, '_', '_') }

// isSlug tells whether s is words of lower-case letters and digits with one of
// two joints between them.
func isSlug(s string, joint, other byte) bool {
	word := false
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case isLower(b) || isDigit(b):
			word = true
		case word && (b == joint || b == other):
			word = false
		default:
			return false
		}
	}
	return word
}

func isUCUM(s string) bool { return allBytes(s, func(b byte) bool { return b > ' ' && b < 0x7f }) }

// isCurrency: CNY, or a price as CNY/t.
func isCurrency(s string) bool {
	return len(s) >= 3 && allBytes(s[:3], func(b byte) bool { return b >= 'A' && b <= 'Z' }) &&
		(len(s) == 3 || s[3] == '/' && len(s) > 4 && isUCUM(s[4:]))
}

func isLower(b byte) bool { return b >= 'a' && b <= 'z' }
func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func allBytes(s string, ok func(byte) bool) bool {
	for i := 0; i < len(s); i++ {
		if !ok(s[i]) {
			return false
		}
	}
	return true
}
