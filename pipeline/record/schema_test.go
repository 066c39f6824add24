package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Check and the schema accept the same records, save for the promises that
// the schema says it cannot state.
func TestCheckAndSchemaAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRecord(t)
		if err := Check(r); err != nil {
			t.Fatalf("Check refuses a valid record %s: %v", AppendJSON(nil, r), err)
		}
		line := AppendJSON(nil, r)
		if err := CheckSchema(line); err != nil {
			t.Fatalf("the schema refuses a valid record %s: %v", line, err)
		}
		for range rapid.IntRange(1, 3).Draw(t, "breaks") {
			line = breakRecord(t, line)
		}
		broken, found := parse(line)
		if broken != nil {
			if ps, ok := Check(broken).(Problems); ok {
				found = append(found, ps...)
			}
		}
		stated := slices.DeleteFunc(slices.Clone(found), func(p Problem) bool { return p.beyond })
		err := CheckSchema(line)
		if (err != nil) != (len(stated) > 0) {
			t.Fatalf("%s\nschema: %v\ncheck:  %v", line, err, found)
		}
	})
}

// breakRecord changes one key of a record in a way that may break it.
func breakRecord(t *rapid.T, line []byte) []byte {
	var object map[string]any
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	if err := dec.Decode(&object); err != nil {
		t.Fatal(err)
	}
	keys := slices.Sorted(maps.Keys(object))
	key := oneOf(t, "key", append(keys, "value", "low", "high", "ratio", "unit", "unit_code", "base_unit", "base_value",
		"from", "to", "kind", "anchor", "date", "kept", "other")...)
	switch value := object[key].(type) {
	case string:
		if rapid.Bool().Draw(t, "edit") {
			object[key] = edit(t, value)
			break
		}
		delete(object, key)
	default:
		if value == nil || rapid.Bool().Draw(t, "replace") {
			object[key] = oneOf[any](t, "new", "x", "", "2023-02-29", "2023-02-28", "2023", "2023-01-01T00:00:00", "P1Y", "PT", "元", "CNY", "cny", "%",
				"fraction", "ratio", "money", "range", "date", "time", "duration", "set", "reference", "cardinal", "measure", "place",
				json.Number("-1"), json.Number("0"), json.Number("3"), json.Number("1.5"), json.Number("1e2"), json.Number("2.0"),
				json.Number("99999999999999999999"), nil, true, []any{}, map[string]any{},
				map[string]any{"a": ""}, map[string]any{"a": json.Number("1")}, map[string]any{"": "b"}, map[string]any{"a": "b"},
				[]any{json.Number("1"), json.Number("2")}, []any{json.Number("-1"), json.Number("2.5")},
				[]any{json.Number("1"), "2"}, []any{json.Number("1"), json.Number("2"), json.Number("3")})
			break
		}
		delete(object, key)
	}
	out, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// edit changes, inserts or deletes one character of s.
func edit(t *rapid.T, s string) string {
	runes := []rune(s)
	at := rapid.IntRange(0, len(runes)).Draw(t, "at")
	r := oneOf(t, "rune", []rune("0123459XTPWDYMHS-/:.#_ %qtef一\n")...)
	switch {
	case at == len(runes) || rapid.Bool().Draw(t, "insert"):
		runes = slices.Insert(runes, at, r)
	case rapid.Bool().Draw(t, "delete"):
		runes = slices.Delete(runes, at, at+1)
	default:
		runes[at] = r
	}
	return string(runes)
}

// The grammar of time values is written twice, as a parser and as expressions.
func TestTimeValuesAgree(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"2023", "XXXX", "199X", "19XX", "-0220", "-", "-01", "-02", "-12", "-13", "-00", "-XX", "-21", "-33", "-41", "-42", "-29", "-30", "-31",
		"-W05", "-WXX", "-W54", "-1", "-8", "T08", "T24", "T25", ":00", ":60", ":30", "T", "/", "P", "1Y", "2M", "0.5D", "3W", "XY", "1XM", "4H", "5S", ".", "1", "Z",
		"1900", "2000", "2024",
	})
	kinds := rapid.SampledFrom([]TimeKind{TimeDate, TimeClock, TimeRange, TimeDuration, TimeSet, TimeReference})
	rapid.Check(t, func(t *rapid.T) {
		tm := sampleTime()
		tm.From, tm.To = "", ""
		tm.Kind = kinds.Draw(t, "kind")
		tm.Value = ""
		for _, s := range rapid.SliceOfN(piece, 1, 8).Draw(t, "pieces") {
			tm.Value += s
		}
		stated := false
		if ps, ok := Check(tm).(Problems); ok {
			stated = slices.ContainsFunc(ps, func(p Problem) bool { return !p.beyond })
		}
		if err := CheckSchema(AppendJSON(nil, tm)); (err != nil) != stated {
			t.Fatalf("%s %s: check %v, schema %v", tm.Kind, tm.Value, Check(tm), err)
		}
	})
}

// Every key of every record has a description.
func TestSchemaDescribesEveryKey(t *testing.T) {
	var schema struct {
		Defs map[string]struct {
			Description string
			Properties  map[string]struct{ Description string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	for _, r := range []Record{&Document{}, &Quantity{}, &Time{}, &Entity{}, &Fact{}} {
		def := schema.Defs[string(r.RecordType())]
		if def.Description == "" {
			t.Errorf("%s has no description", r.RecordType())
		}
		fields := fieldsOf(r)
		for _, f := range fields {
			if def.Properties[f.key].Description == "" {
				t.Errorf("%s: %s has no description", r.RecordType(), f.key)
			}
		}
		if len(def.Properties) != len(fields) {
			t.Errorf("%s: the schema has %d keys, the record %d", r.RecordType(), len(def.Properties), len(fields))
		}
	}
}

func BenchmarkCheckSchema(b *testing.B) {
	line := AppendJSON(nil, sampleFact())
	for b.Loop() {
		if err := CheckSchema(line); err != nil {
			b.Fatal(err)
		}
	}
}

// Every 29 February of 400 years, and every day of one year and beyond its
// months, is real to both or to neither, and where a year is not known, too.
func TestRealDaysAgree(t *testing.T) {
	agree := func(value string) {
		t.Helper()
		tm := sampleTime()
		tm.Kind, tm.Value, tm.From, tm.To = TimeDate, value, "", ""
		if value[0] != 'X' {
			tm.From, tm.To = value, value
		}
		refuses := CheckSchema(AppendJSON(nil, tm)) != nil
		if ps, _ := Check(tm).(Problems); slices.ContainsFunc(ps, func(p Problem) bool { return !p.beyond }) != refuses {
			t.Errorf("%s: the schema refuses: %v; the check finds %v", value, refuses, ps)
		}
	}
	for year := 1800; year < 2200; year++ {
		agree(fmt.Sprintf("%04d-02-29", year))
	}
	for month := range 14 {
		for day := range 33 {
			agree(fmt.Sprintf("2023-%02d-%02d", month, day))
			agree(fmt.Sprintf("XXXX-%02d-%02d", month, day))
		}
	}
	for n := range 45 { // 2002-30 is a division of a year, and no 30 February
		agree(fmt.Sprintf("2002-%02d", n))
	}
}
