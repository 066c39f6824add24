package record

import (
	"strings"

	"github.com/cockroachdb/apd/v3"
	"pgregory.net/rapid"

	"zhfacts/pipeline/text"
)

// dec reads a decimal that a test writes.
func dec(s string) *apd.Decimal {
	d, _, err := apd.NewFromString(s)
	if err != nil {
		panic(err)
	}
	return d
}

// surface places a text that stands in its source as it is, in UTF-8, behind
// start characters of three bytes.
func surface(id, s string, start int) Common {
	return Common{
		Doc: "a.txt", ID: id, Text: s, Raw: s, Rule: "test.rule",
		RawSpan: text.RawSpan{Start: start, End: start + len([]rune(s)), ByteStart: 3 * start, ByteEnd: 3*start + len(s)},
	}
}

// The records of the clause 销量约3.4万辆 and what may stand around it.
func sampleQuantity() *Quantity {
	return &Quantity{surface("a.txt#q2", "约3.4万辆", 2), QuantityValue{
		Kind: QuantityCount, Amount: Amount{Value: dec("34000"), Unit: "辆", Bound: BoundApprox}, Dimension: "count",
	}}
}

func sampleMoney() *Quantity {
	return &Quantity{surface("a.txt#q2", "九分钱", 2), QuantityValue{
		Kind: QuantityMoney, Amount: Amount{Value: dec("9"), Unit: "分", UnitCode: "CNY"},
		BaseValue: dec("0.09"), BaseUnit: "CNY", Dimension: "money",
	}}
}

func sampleFraction() *Quantity {
	return &Quantity{surface("a.txt#q2", "三分之二", 2), QuantityValue{
		Kind: QuantityFraction, Amount: Amount{Ratio: &[2]apd.Decimal{*dec("2"), *dec("3")}},
	}}
}

func sampleTime() *Time {
	return &Time{surface("a.txt#t2", "2023年1至9月", 2), TimeValue{
		Kind: TimeRange, Value: "2023-01/2023-09", From: "2023-01-01", To: "2023-09-30",
	}, ""}
}

func sampleEntity() *Entity {
	return &Entity{surface("a.txt#e2", "即墨", 2), EntityPlace, "即墨区", "370215", "a.txt#e0"}
}

func sampleFact() *Fact {
	return &Fact{
		Common:  surface("a.txt#f2", "销量约3.4万辆", 0),
		Subject: "某厂", SubjectID: "a.txt#e9", Metric: "销量",
		Amount: Amount{Value: dec("34000"), Unit: "辆", Bound: BoundApprox},
		From:   "2023-01-01", To: "2023-09-30", TimeID: "a.txt#t7",
		Change: ChangeIncrease, Basis: BasisYoY, Status: StatusExpected, Quantity: "a.txt#q2",
	}
}

func sampleDocument() *Document {
	return &Document{
		Doc: "a.txt", Title: "标题", Author: "某人", Date: "2023-12-28", Encoding: "utf-8",
		SHA256: strings.Repeat("0f", 32), Chars: 20, Paragraphs: 2, Sentences: 3,
	}
}

// Generators of records that keep every promise.

func drawString(t *rapid.T, label string) string {
	return rapid.StringOfN(rapid.RuneFrom([]rune("即墨一汽 a\"\\<&\n\t\u2028\x01😀，")), 1, 6, -1).Draw(t, label)
}

func drawMaybe(t *rapid.T, label string) string {
	if rapid.Bool().Draw(t, label+"?") {
		return drawString(t, label)
	}
	return ""
}

func oneOf[T any](t *rapid.T, label string, values ...T) T {
	return rapid.SampledFrom(values).Draw(t, label)
}

func drawDecimal(t *rapid.T, label string) *apd.Decimal {
	if rapid.IntRange(0, 9).Draw(t, label+" long") == 0 {
		return dec("123456789012345678901234567890123456789012345.5")
	}
	return apd.New(rapid.Int64Range(-1_000_000, 1_000_000_000).Draw(t, label), rapid.Int32Range(-6, 12).Draw(t, label+" exponent"))
}

func drawCommon(t *rapid.T, typ Type) Common {
	c := Common{
		Doc: oneOf(t, "doc", "a.txt", "x/甲#乙.txt", "7"), Text: drawString(t, "text"), Raw: drawString(t, "raw"),
		Sentence: rapid.IntRange(0, 99).Draw(t, "sentence"),
		Rule:     oneOf(t, "rule", "quantity.measure", "time.quarter-range", "a.b2.c-d"),
	}
	c.Start = rapid.IntRange(0, 1000).Draw(t, "start")
	c.End = c.Start + len([]rune(c.Raw))
	c.ByteStart = 2 * c.Start
	c.ByteEnd = 2 * c.End
	c.ID = string(appendPlace([]byte(c.Doc), typ, c.RawSpan, rapid.Bool().Draw(t, "shared")))
	return c
}

func drawAmount(t *rapid.T) Amount {
	a := Amount{Bound: oneOf(t, "bound", BoundExact, BoundMin, BoundMax, BoundApprox)}
	if rapid.Bool().Draw(t, "range") {
		a.Low, a.High = drawDecimal(t, "low"), drawDecimal(t, "high")
		if a.Low.Cmp(a.High) > 0 {
			a.Low, a.High = a.High, a.Low
		}
	} else {
		a.Value = drawDecimal(t, "value")
	}
	return a
}

func drawQuantity(t *rapid.T) *Quantity {
	q := &Quantity{Common: drawCommon(t, TypeQuantity)}
	q.Kind = oneOf(t, "kind", QuantityCardinal, QuantityOrdinal, QuantityPercent, QuantityPercentagePoint, QuantityMoney,
		QuantityMeasure, QuantityCount, QuantityMultiple, QuantityRatio, QuantityFraction)
	q.Amount = drawAmount(t)
	switch q.Kind {
	case QuantityPercent:
		q.Unit = oneOf(t, "unit", "%", "‰", "‱")
	case QuantityPercentagePoint:
		q.Unit = "百分点"
	case QuantityMoney:
		q.Unit, q.UnitCode = "万元", oneOf(t, "code", "CNY", "CNY/t")
	case QuantityMeasure:
		q.Unit, q.UnitCode, q.Dimension = "吨", oneOf(t, "code", "t", ""), oneOf(t, "dimension", "mass", "fuel_economy2")
	case QuantityRatio:
		q.Amount = Amount{Ratio: &[2]apd.Decimal{*dec("1"), *dec("1.5")}, Bound: q.Bound}
	case QuantityFraction:
		bound := q.Bound
		q.Amount = Amount{
			Ratio: &[2]apd.Decimal{*apd.New(rapid.Int64Range(-9, 99).Draw(t, "numerator"), 0), *apd.New(rapid.Int64Range(1, 99).Draw(t, "denominator"), 0)},
			Unit:  oneOf(t, "unit", "", "公里"), Bound: bound,
		}
		if value, finite := quotient(&q.Ratio[0], &q.Ratio[1]); finite {
			q.Value = value
		}
	case QuantityCount, QuantityOrdinal, QuantityMultiple:
		q.Unit = drawMaybe(t, "unit")
	}
	if q.Value != nil && rapid.Bool().Draw(t, "base") {
		q.BaseValue, q.BaseUnit = drawDecimal(t, "base_value"), "CNY"
	}
	return q
}

func drawTime(t *rapid.T) *Time {
	type value struct {
		kind            TimeKind
		value, from, to string
	}
	v := oneOf(t, "value",
		value{TimeDate, "2023", "2023-01-01", "2023-12-31"},
		value{TimeDate, "2024-02", "2024-02-01", "2024-02-29"},
		value{TimeDate, "199X", "1990-01-01", "1999-12-31"},
		value{TimeDate, "19XX", "1900-01-01", "1999-12-31"},
		value{TimeDate, "-0220", "-0220-01-01", "-0220-12-31"},
		value{TimeDate, "XXXX-03-10", "", ""},
		value{TimeDate, "2023-XX-10", "", ""},
		value{TimeDate, "2023-34", "2023-04-01", "2023-06-30"},
		value{TimeDate, "2023-41", "2023-07-01", "2023-12-31"},
		value{TimeDate, "2023-21", "2023-02-04", "2023-05-05"},
		value{TimeDate, "2023-W05", "2023-01-30", "2023-02-05"},
		value{TimeClock, "2012-08-10T17", "2012-08-10T17:00:00", "2012-08-10T17:59:59"},
		value{TimeClock, "2012-08-10T17:05", "2012-08-10T17:05:00", "2012-08-10T17:05:59"},
		value{TimeClock, "T13:05:10", "", ""},
		value{TimeClock, "XXXX-08-10T24:00", "", ""},
		value{TimeRange, "2023-01/2023-09", "2023-01-01", "2023-09-30"},
		value{TimeRange, "2020-01-31/2024-02-29", "2020-01-31", "2024-02-29"},
		value{TimeRange, "2023-05-01T08/2023-05-01T10", "2023-05-01T08:00:00", "2023-05-01T10:00:00"},
		value{TimeRange, "2012-01-01T10/2012-01-10", "2012-01-01T10:00:00", "2012-01-10T23:59:59"},
		value{TimeRange, "2023-06/2023-11-01T11:59", "2023-06-01T00:00:00", "2023-11-01T11:59:59"},
		value{TimeRange, "T08:00/T10:00", "", ""},
		value{TimeRange, "XXXX-01/XXXX-06", "", ""},
		value{TimeDuration, "P2Y6M", "", ""},
		value{TimeDuration, "P3M/P6M", "", ""},
		value{TimeDuration, "PT1H30M", "", ""},
		value{TimeDuration, "P0.5Y", "", ""},
		value{TimeDuration, "P1XY", "", ""},
		value{TimeDuration, "P2W3DT4S", "", ""},
		value{TimeSet, "P1Y", "", ""},
		value{TimeSet, "XXXX-WXX-1", "", ""},
		value{TimeSet, "T08:00/T10:00", "", ""},
		value{TimeReference, "PRESENT_REF", "", ""},
		value{TimeReference, "PAST_REF", "", ""},
	)
	tm := &Time{Common: drawCommon(t, TypeTime), TimeValue: TimeValue{Kind: v.kind, Value: v.value, From: v.from, To: v.to}}
	tm.Mod = oneOf(t, "mod", ModNone, ModStart, ModMid, ModEnd, ModSince, ModBefore, ModAfter, ModUntil, ModApprox)
	tm.Anchor = oneOf(t, "anchor", "", tm.Doc+"#t2000", tm.Doc+"#q2000-2005", "2019-09", "2013-02-12T04:30:00")
	return tm
}

func drawEntity(t *rapid.T) *Entity {
	e := &Entity{Common: drawCommon(t, TypeEntity), Name: drawString(t, "name")}
	e.Kind = oneOf(t, "kind", EntityPerson, EntityOrg, EntityPlace, EntityFacility, EntityProduct, EntityEvent, EntityDocument, EntityProject)
	if e.Kind == EntityPlace {
		e.Code = oneOf(t, "code", "", "370215")
	}
	e.MentionsOf = oneOf(t, "mentions_of", "", e.Doc+"#e2000")
	return e
}

func drawFact(t *rapid.T) *Fact {
	f := &Fact{Common: drawCommon(t, TypeFact), Amount: drawAmount(t)}
	f.Quantity = f.Doc + "#q" + f.ID[len(f.Doc)+2:]
	f.Subject, f.Metric = drawMaybe(t, "subject"), drawMaybe(t, "metric")
	if f.Subject != "" {
		f.SubjectID = oneOf(t, "subject_id", "", f.Doc+"#e3")
	}
	if rapid.Bool().Draw(t, "period") {
		f.From, f.To, f.TimeID = "2023-01-01", "2023-12-31", f.Doc+"#t3-5"
	}
	f.Change = oneOf(t, "change", ChangeNone, ChangeIncrease, ChangeDecrease, ChangeDouble, ChangeRank)
	if f.Change != ChangeNone {
		f.Basis = oneOf(t, "basis", BasisNone, BasisYoY, BasisQoQ, BasisSince)
	}
	f.Status = oneOf(t, "status", StatusActual, StatusExpected, StatusTarget, StatusCapacity)
	if rapid.Bool().Draw(t, "unit") {
		f.Unit, f.UnitCode = "元", oneOf(t, "unit_code", "", "CNY")
	}
	return f
}

func drawDocument(t *rapid.T) *Document {
	return &Document{
		Doc: drawString(t, "doc"), Title: drawMaybe(t, "title"), Author: drawMaybe(t, "author"),
		Date:     oneOf(t, "date", "", "2020", "2019-09", "2024-02-29", "2013-02-12T04:30:00"),
		Kept:     oneOf(t, "kept", nil, []Kept{{"url", "x"}}, []Kept{{"来源", drawString(t, "source")}, {"a\"b", "1"}}),
		Encoding: oneOf(t, "encoding", "utf-8", "gb18030"), SHA256: strings.Repeat("0f", 32),
		Chars: rapid.IntRange(0, 999).Draw(t, "chars"), Sentences: rapid.IntRange(0, 99).Draw(t, "sentences"),
	}
}

func drawRecord(t *rapid.T) Record {
	switch oneOf(t, "type", TypeDocument, TypeQuantity, TypeTime, TypeEntity, TypeFact) {
	case TypeQuantity:
		return drawQuantity(t)
	case TypeTime:
		return drawTime(t)
	case TypeEntity:
		return drawEntity(t)
	case TypeFact:
		return drawFact(t)
	}
	return drawDocument(t)
}
