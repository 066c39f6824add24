package table

import (
	"reflect"

	"github.com/parquet-go/parquet-go"

	"zhfacts/pipeline/record"
)

// layout is a table: its keys, and where the columns of each begin.
type layout struct {
	keys   []key
	first  []int          // the column of each key
	at     map[string]int // the number of each key
	kept   []string       // the columns of the input behind kept
	width  int            // how many columns there are
	schema *parquet.Schema

	// decimals are the columns of decimals. The library takes their least and
	// greatest values by their bytes, where negative ones are the greatest: a
	// reader that skips by them would miss rows, so they get none.
	decimals []string
}

func newLayout(t record.Type, kept []string) *layout {
	l := &layout{keys: keysOf(t), at: map[string]int{}, kept: kept}
	root := &ordered{Group: parquet.Group{}}
	for i, k := range l.keys {
		l.at[k.name] = i
		l.first = append(l.first, len(root.names))
		switch k.kind {
		case kindText:
			root.add(k.name, k.required, parquet.String())
		case kindWord:
			root.add(k.name, k.required, word())
		case kindCount:
			root.add(k.name, k.required, parquet.Int(64))
		case kindDecimal:
			root.add(k.name, false, decimal())
			l.decimals = append(l.decimals, k.name)
			root.add(k.name+"_text", false, word())
		case kindRatio:
			root.add("numerator", false, decimal())
			root.add("denominator", false, decimal())
			l.decimals = append(l.decimals, "numerator", "denominator")
			root.add("ratio_text", false, word())
		case kindMoment:
			root.add(k.name, false, word())
			root.add(k.name+"_date", false, parquet.Date())
		case kindKept:
			for _, name := range kept {
				root.add("kept_"+name, false, parquet.String())
			}
		}
	}
	l.width = len(root.names)
	l.schema = parquet.NewSchema(string(t), root)
	return l
}

func word() parquet.Node { return parquet.Encoded(parquet.String(), &parquet.RLEDictionary) }

func decimal() parquet.Node {
	return parquet.Decimal(Scale, Precision, parquet.FixedLenByteArrayType(decimalSize))
}

// ordered is a group whose columns keep their order; that of parquet.Group is
// by name.
type ordered struct {
	parquet.Group
	names []string
}

func (o *ordered) add(name string, required bool, node parquet.Node) {
	if required {
		node = parquet.Required(node)
	} else {
		node = parquet.Optional(node)
	}
	o.Group[name] = node
	o.names = append(o.names, name)
}

// Fields are the columns in their order.
func (o *ordered) Fields() []parquet.Field {
	fields := make([]parquet.Field, len(o.names))
	for i, name := range o.names {
		fields[i] = &field{o.Group[name], name}
	}
	return fields
}

type field struct {
	parquet.Node
	name string
}

func (f *field) Name() string { return f.name }

// Value is for rows that are Go values; these are rows of columns.
func (f *field) Value(base reflect.Value) reflect.Value {
	return base.MapIndex(reflect.ValueOf(f.name))
}
