package rules

import (
	"errors"
	"fmt"

	"github.com/cockroachdb/apd/v3"

	"zhfacts/dict"
	"zhfacts/pipeline/record"
)

var quantityKinds = []string{"cardinal", "ordinal", "percent", "percentage_point", "money", "measure", "count", "multiple", "ratio", "fraction"}

var boundNames = []string{"min", "max", "approx", "reach", "exact"}

// quantityOps are the operations that make quantities.
func quantityOps() []Op {
	return []Op{
		{
			Name: "quantity", Doc: "A number with its unit. The lexicon that the unit is from tells the kind, the code and the base value.",
			Returns: KindQuantity,
			Params: []Param{
				{Name: "number", Doc: "how many or how much", Kinds: []Kind{KindNumber, KindText, KindWord}},
				{Name: "unit", Doc: "an entry of unit, currency, percent, measure-word or duration-unit, or the unit itself", Optional: true, Kinds: []Kind{KindEntry, KindText, KindWord}},
				{Name: "written", Doc: "the unit as the record gives it, where it stands apart from the entry: 元 of 人民币3亿元", Optional: true, Kinds: []Kind{KindText}},
				{Name: "per", Doc: "the unit that it is per: 平方米 of 元/平方米", Optional: true, Kinds: []Kind{KindEntry, KindText}},
				{Name: "kind", Doc: "the kind, where the unit does not tell it", Optional: true, Kinds: []Kind{KindWord}, Enum: quantityKinds},
				{Name: "bound", Doc: "min, max, approx or reach", Optional: true, Kinds: []Kind{KindWord}, Enum: boundNames},
			},
			Eval: quantity,
		},
		{
			Name: "bounded", Doc: "A quantity with a bound. A second bound takes the place of the first.",
			Returns: KindQuantity,
			Params: []Param{
				{Name: "of", Doc: "the quantity", Kinds: []Kind{KindQuantity}},
				{Name: "bound", Doc: "min, max, approx or reach", Kinds: []Kind{KindWord}, Enum: boundNames},
			},
			Eval: func(a *Args) (Value, error) {
				q, ok := a.Get("of").Value.(*Quantity)
				if !ok {
					return nil, errors.New("there is no quantity")
				}
				out := *q
				bind(&out, a.Word("bound"))
				return &out, nil
			},
		},
		{
			Name: "between", Doc: "From one quantity to another of the same unit: 3元至5元. Either end may lack its unit.",
			Returns: KindQuantity,
			Params: []Param{
				{Name: "from", Doc: "the smaller", Kinds: []Kind{KindQuantity}},
				{Name: "to", Doc: "the larger", Kinds: []Kind{KindQuantity}},
			},
			Eval: between,
		},
		{
			Name: "total", Doc: "Quantities of the same dimension that add up, the coarser first: 三块五毛, 1米80. The value is in the first unit.",
			Returns: KindQuantity,
			Params: []Param{
				{Name: "first", Doc: "the coarser", Kinds: []Kind{KindQuantity}},
				{Name: "more", Doc: "the finer ones", Kinds: []Kind{KindQuantity}},
			},
			Eval: compound,
		},
		{
			Name: "minus", Doc: "A quantity with its sign turned: 负的百分之六十, 零下三十一度半.",
			Returns: KindQuantity,
			Params:  []Param{{Name: "of", Doc: "the quantity, not below zero", Kinds: []Kind{KindQuantity}}},
			Eval:    minus,
		},
		{
			Name: "enclose", Doc: "Two quantities of one unit, one at least and one at most: 大于10小于20. Either may lack its unit.",
			Returns: KindQuantity,
			Params: []Param{
				{Name: "one", Doc: "a quantity with a bound", Kinds: []Kind{KindQuantity}},
				{Name: "other", Doc: "a quantity with the opposite bound", Kinds: []Kind{KindQuantity}},
			},
			Eval: enclose,
		},
	}
}

// bind sets the bound of a quantity by its name in the lexicon. Reaching and
// exactness are no bounds, and leave one that the number has (达3.4万余辆).
func bind(q *Quantity, bound string) {
	switch bound {
	case "min", "max", "approx":
		q.Bound = record.Bound(bound)
	}
}

func quantity(a *Args) (Value, error) {
	n, err := a.Number("number")
	if err != nil {
		return nil, err
	}
	if n == nil {
		return nil, errors.New("there is no number")
	}
	q := &Quantity{}
	q.Value, q.Low, q.High, q.Bound = n.Value, n.Low, n.High, n.Bound
	if n.Ratio != nil {
		q.Ratio, q.Kind = n.Ratio, record.QuantityFraction
		if n.Value == nil && n.isRatio {
			q.Kind = record.QuantityRatio
		}
	}
	unit := a.Get("unit")
	switch {
	case unit.Entry != nil:
		if err := measure(q, unit.Entry, unit.Surface); err != nil {
			return nil, err
		}
	case unit.Set:
		q.Unit, q.Kind, q.Dimension = unitText(unit), record.QuantityCount, "count"
	case q.Kind == "":
		q.Kind = record.QuantityCardinal
	}
	if written := a.Get("written"); written.Set {
		q.Unit = unitText(written)
	}
	if per := a.Get("per"); per.Set {
		if err := perUnit(q, per); err != nil {
			return nil, err
		}
	}
	if k := a.Word("kind"); k != "" {
		q.Kind = record.QuantityKind(k)
		if q.Kind != record.QuantityCount && q.Dimension == "count" {
			q.Dimension = ""
		}
	}
	bind(q, a.Word("bound"))
	if err := settle(q); err != nil {
		return nil, err
	}
	return q, nil
}

// settle leaves the ratio of a number to the kinds that have one, and refuses a
// quantity that no record could state: 三分之二 of a unit is no decimal.
func settle(q *Quantity) error {
	if q.Kind != record.QuantityFraction && q.Kind != record.QuantityRatio {
		q.Ratio = nil
	}
	if q.Value == nil && q.Ratio == nil && (q.Low == nil || q.High == nil) {
		return errors.New("its value is no finite decimal")
	}
	if q.Kind == record.QuantityFraction && q.Ratio == nil && q.Low == nil || q.Kind == record.QuantityRatio && (q.Ratio == nil || q.Value != nil) {
		return fmt.Errorf("a %s has two terms", q.Kind)
	}
	return nil
}

func unitText(g *Arg) string {
	if g.Literal != "" {
		return g.Literal
	}
	return g.Surface.Written()
}

// measure gives a quantity the unit of a lexicon entry.
func measure(q *Quantity, e *dict.Entry, at Surface) error {
	q.Unit = e.Field("unit")
	if q.Unit == "" {
		q.Unit = at.Written()
	}
	q.UnitCode = e.Field("code")
	switch e.Lexicon.Name {
	case "currency":
		q.Kind, q.Dimension, q.BaseUnit = record.QuantityMoney, "money", q.UnitCode
	case "percent":
		q.Kind = record.QuantityKind(e.Field("kind"))
		if q.Kind == record.QuantityFraction {
			return perMillion(q, e)
		}
		return nil
	case "measure-word":
		q.Kind, q.Dimension, q.UnitCode = record.QuantityCount, "count", ""
		return nil
	case "duration-unit":
		q.Kind, q.Dimension, q.BaseUnit = record.QuantityMeasure, "duration", "s"
	case "unit":
		q.Kind, q.Dimension, q.BaseUnit = record.QuantityMeasure, e.Field("dimension"), e.Field("base")
	default:
		return fmt.Errorf("lexicon %s holds no units", e.Lexicon.Name)
	}
	factor, ok := e.Rational("factor")
	if !ok || q.Value == nil || q.BaseUnit == "" {
		q.BaseUnit = ""
		return nil
	}
	return base(q, e, factor)
}

// base computes value times factor plus offset, exactly where the result is a
// decimal of at most 34 digits, else to 15 significant digits.
func base(q *Quantity, e *dict.Entry, factor dict.Rational) error {
	product, err := multiply(q.Value, &factor.Num)
	if err != nil {
		return err
	}
	if q.BaseValue, err = quotient(product, &factor.Den); err != nil {
		return err
	}
	offset, ok := e.Rational("offset")
	if !ok {
		return nil
	}
	// (value * num/den) + (onum/oden), over the common denominator
	left, err1 := multiply(product, &offset.Den)
	right, err2 := multiply(&offset.Num, &factor.Den)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	sum, err1 := add(left, right)
	den, err2 := multiply(&factor.Den, &offset.Den)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	q.BaseValue, err = quotient(sum, den)
	return err
}

// quotient is a by b, exact where it can be, else half-even to 15 digits.
func quotient(a, b *apd.Decimal) (*apd.Decimal, error) {
	if b.Cmp(one) == 0 {
		return a, nil
	}
	q, err := divide(a, b)
	if q != nil || err != nil {
		return q, err
	}
	var out apd.Decimal
	_, err = rounded.Quo(&out, a, b)
	return &out, err
}

var one = apd.New(1, 0)

// perMillion makes a fraction of parts per million and less.
func perMillion(q *Quantity, e *dict.Entry) error {
	factor, _ := e.Rational("factor")
	if q.Value == nil {
		return errors.New("a range of parts per million")
	}
	n, err := newFraction(q.Value, &factor.Den)
	if err != nil {
		return err
	}
	q.Ratio, q.Value, q.Unit, q.UnitCode = n.Ratio, n.Value, "", ""
	return nil
}

// perUnit makes a quantity one per something: 元/平方米, 人/平方公里.
func perUnit(q *Quantity, per *Arg) error {
	q.Unit += "/" + per.Surface.Written()
	code := ""
	if per.Entry != nil {
		if code = per.Entry.Field("code"); code == "" && q.Kind == record.QuantityMoney {
			code = "1" // UCUM's unit of what is counted: 元/股
		}
	}
	if code != "" && q.UnitCode != "" {
		q.UnitCode += "/" + code
	} else {
		q.UnitCode = ""
	}
	q.BaseValue, q.BaseUnit = nil, ""
	switch q.Kind {
	case record.QuantityMoney:
		q.Dimension = "price"
		if q.UnitCode == "" {
			return errors.New("the price has no code")
		}
	case record.QuantityMeasure:
		q.Dimension += "_rate"
	}
	return nil
}

// between joins two quantities to a range, in the unit of the one that has one.
func between(a *Args) (Value, error) {
	from, _ := a.Get("from").Value.(*Quantity)
	to, _ := a.Get("to").Value.(*Quantity)
	out, err := span(from, to)
	if err != nil {
		return nil, err
	}
	out.Bound = to.Bound
	return out, nil
}

// enclose joins a quantity that is at least so much and one that is at most so much.
func enclose(a *Args) (Value, error) {
	low, _ := a.Get("one").Value.(*Quantity)
	high, _ := a.Get("other").Value.(*Quantity)
	if low == nil || high == nil {
		return nil, errors.New("there are no two quantities")
	}
	if low.Bound == record.BoundMax {
		low, high = high, low
	}
	if low.Bound != record.BoundMin || high.Bound != record.BoundMax {
		return nil, errors.New("the two are not a lower and an upper bound")
	}
	out, err := span(low, high)
	if err != nil {
		return nil, err
	}
	out.Bound = ""
	return out, nil
}

// span is the range from one quantity to another, in the unit of the one that has
// one.
func span(from, to *Quantity) (*Quantity, error) {
	if from == nil || to == nil || from.Value == nil || to.Value == nil {
		return nil, errors.New("an end is no single quantity")
	}
	if from.Unit != to.Unit && from.Unit != "" && to.Unit != "" && (from.UnitCode != to.UnitCode || from.UnitCode == "") {
		return nil, fmt.Errorf("%s and %s are not the same unit", from.Unit, to.Unit)
	}
	if from.Value.Cmp(to.Value) >= 0 {
		return nil, errors.New("the range runs backwards")
	}
	out := *to
	if to.Unit == "" {
		out = *from
	}
	out.Value, out.BaseValue, out.BaseUnit, out.Ratio = nil, nil, "", nil
	out.Low, out.High = from.Value, to.Value
	return &out, nil
}

// minus turns the sign of a quantity. The base value is computed anew where the
// unit has no offset, and else left out: of -5 ℃ it is not that of 5 ℃ negated.
func minus(a *Args) (Value, error) {
	q, _ := a.Get("of").Value.(*Quantity)
	if q == nil {
		return nil, errors.New("there is no quantity")
	}
	if q.Kind == record.QuantityRatio || q.Value != nil && q.Value.Sign() < 0 || q.Low != nil && q.Low.Sign() < 0 {
		return nil, errors.New("it has no sign to turn")
	}
	out := *q
	out.Value, out.Low, out.High = negated(q.Value), negated(q.High), negated(q.Low)
	if q.Ratio != nil {
		out.Ratio = &[2]apd.Decimal{*negated(&q.Ratio[0]), q.Ratio[1]}
	}
	if out.BaseValue = negated(q.BaseValue); q.Dimension == "temperature" {
		out.BaseValue, out.BaseUnit = nil, ""
	}
	return &out, nil
}

// compound adds quantities of one dimension by their base values.
func compound(a *Args) (Value, error) {
	first, _ := a.Get("first").Value.(*Quantity)
	if first == nil || first.BaseValue == nil || first.Value == nil || first.Value.IsZero() {
		return nil, errors.New("the first has no base value")
	}
	total := first.BaseValue
	last := new(apd.Decimal)
	last.Abs(total)
	more := a.Get("more").List
	if more == nil {
		more = []Arg{*a.Get("more")}
	}
	for _, arg := range more {
		q, _ := arg.Value.(*Quantity)
		if q == nil || q.BaseValue == nil || q.BaseUnit != first.BaseUnit || q.Dimension != first.Dimension {
			return nil, errors.New("the parts are not of one dimension")
		}
		if q.BaseValue.Negative {
			return nil, errors.New("a part is below zero")
		}
		if q.BaseValue.Cmp(last) >= 0 {
			return nil, errors.New("a part is not smaller than the one before it")
		}
		last = q.BaseValue
		part := last
		if total.Negative {
			part = negated(part)
		}
		var err error
		if total, err = add(total, part); err != nil {
			return nil, err
		}
	}
	out := *first
	scaled, err := multiply(total, first.Value)
	if err != nil {
		return nil, err
	}
	if out.Value, err = quotient(scaled, first.BaseValue); err != nil {
		return nil, err
	}
	out.BaseValue = total
	return &out, nil
}
