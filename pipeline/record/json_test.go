package record

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/apd/v3"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var sameNumbers = cmp.Comparer(func(a, b apd.Decimal) bool { return a.Cmp(&b) == 0 })

func TestAppendJSON(t *testing.T) {
	for _, c := range []struct {
		record Record
		want   string
	}{
		{sampleDocument(), `{"type":"document","doc":"a.txt","id":"a.txt","title":"标题","author":"某人","date":"2023-12-28","encoding":"utf-8",` +
			`"sha256":"` + strings.Repeat("0f", 32) + `","chars":20,"paragraphs":2,"sentences":3,"quantities":0,"times":0,"entities":0,"facts":0}`},
		{sampleMoney(), `{"type":"quantity","doc":"a.txt","id":"a.txt#q2","text":"九分钱","raw":"九分钱","start":2,"end":5,"byte_start":6,"byte_end":15,` +
			`"sentence":0,"rule":"test.rule","kind":"money","value":9,"unit":"分","unit_code":"CNY","base_value":0.09,"base_unit":"CNY","dimension":"money"}`},
		{sampleFraction(), `{"type":"quantity","doc":"a.txt","id":"a.txt#q2","text":"三分之二","raw":"三分之二","start":2,"end":6,"byte_start":6,"byte_end":18,` +
			`"sentence":0,"rule":"test.rule","kind":"fraction","ratio":[2,3]}`},
		{sampleTime(), `{"type":"time","doc":"a.txt","id":"a.txt#t2","text":"2023年1至9月","raw":"2023年1至9月","start":2,"end":11,"byte_start":6,"byte_end":21,` +
			`"sentence":0,"rule":"test.rule","kind":"range","value":"2023-01/2023-09","from":"2023-01-01","to":"2023-09-30"}`},
		{sampleEntity(), `{"type":"entity","doc":"a.txt","id":"a.txt#e2","text":"即墨","raw":"即墨","start":2,"end":4,"byte_start":6,"byte_end":12,` +
			`"sentence":0,"rule":"test.rule","kind":"place","name":"即墨区","code":"370215","mentions_of":"a.txt#e0"}`},
		{sampleFact(), `{"type":"fact","doc":"a.txt","id":"a.txt#f2","text":"销量约3.4万辆","raw":"销量约3.4万辆","start":0,"end":8,"byte_start":0,"byte_end":18,` +
			`"sentence":0,"rule":"test.rule","subject":"某厂","subject_id":"a.txt#e9","metric":"销量","value":34000,"unit":"辆","bound":"approx",` +
			`"from":"2023-01-01","to":"2023-09-30","time_id":"a.txt#t7","change":"increase","basis":"yoy","status":"expected","quantity":"a.txt#q2"}`},
	} {
		if got := string(AppendJSON(nil, c.record)); got != c.want {
			t.Errorf("%s", cmp.Diff(c.want, got))
		}
	}
}

func TestNumbersArePlain(t *testing.T) {
	for in, want := range map[string]string{
		"3.4": "3.4", "7E+10": "70000000000", "3.4000": "3.4", "50.00": "50", "0": "0", "0E+5": "0", "-0": "0", "0.00": "0", "-42505000": "-42505000",
		"1E-7": "0.0000001", "-1.50E-3": "-0.0015", "100": "100", "18446744073709551616.50": "18446744073709551616.5",
		"123456789012345678901234567890123456789E+3": "123456789012345678901234567890123456789000",
	} {
		if got := string(appendDecimal(nil, dec(in))); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestStringsArePlainUTF8(t *testing.T) {
	for in, want := range map[string]string{
		"<a>&\u2028": `"<a>&` + "\u2028" + `"`, "a\"b\\": `"a\"b\\"`, "\r\n\t\b\f": `"\r\n\t\b\f"`, "\x00\x1f\x7f": `"\u0000\u001f` + "\x7f\"", "\xffa\xe4\xb8": `"` + "\uFFFDa\uFFFD\uFFFD" + `"`,
	} {
		got := appendString(nil, in)
		if string(got) != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
		if !json.Valid(got) {
			t.Errorf("%s is no JSON", got)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	fact := string(AppendJSON(nil, sampleFact()))
	for _, c := range []struct{ name, line, field, message string }{
		{"no JSON", `{"type":`, "", "is no JSON at byte 8"},
		{"no object", `[1]`, "", "is no JSON object"},
		{"nothing", ``, "", "is no JSON"},
		{"two objects", fact + fact, "", "more than one"},
		{"no type", `{"doc":"a"}`, "type", "is missing"},
		{"unknown type", `{"type":"event"}`, "type", `"event" is none of`},
		{"unknown key", strings.Replace(fact, `"metric"`, `"measure"`, 1), "measure", "is no key of a fact"},
		{"repeated key", strings.Replace(fact, `"metric":`, `"metric":"x","metric":`, 1), "metric", "stands twice"},
		{"order of keys", strings.Replace(strings.Replace(fact, `"change":"increase",`, "", 1), `"status"`, `"change":"increase","status"`, 1), "change", "stands behind basis"},
		{"missing key", strings.Replace(fact, `"sentence":0,`, "", 1), "sentence", "is missing"},
		{"empty value", strings.Replace(fact, `"metric":"销量"`, `"metric":""`, 1), "metric", "is empty"},
		{"null", strings.Replace(fact, `"metric":"销量"`, `"metric":null`, 1), "metric", "is null, not a string"},
		{"number for string", strings.Replace(fact, `"metric":"销量"`, `"metric":1`, 1), "metric", "is a number, not a string"},
		{"string for number", strings.Replace(fact, `34000`, `"34000"`, 1), "value", "is a string, not a number"},
		{"fraction for integer", strings.Replace(fact, `"end":8`, `"end":8.5`, 1), "end", "8.5 is not an integer"},
		{"decimal for integer", strings.Replace(fact, `"end":8`, `"end":8.0`, 1), "end", "not written as an integer"},
		{"exponent", strings.Replace(fact, `34000`, `3.4e4`, 1), "value", "not in the shortest plain notation, 34000"},
		{"huge exponent", strings.Replace(fact, `34000`, `1e999999999`, 1), "value", "more than 20000 digits"},
		{"zeros", strings.Replace(fact, `34000`, `34000.0`, 1), "value", "34000"},
		{"ratio of three", strings.Replace(fact, `"value":34000`, `"ratio":[1,2,3]`, 1), "ratio", "not an array of two numbers"},
		{"white space", strings.Replace(fact, `"metric":`, `"metric": `, 1), "", "is written otherwise"},
		{"needless escape", strings.Replace(fact, `a.txt#e9`, `a.t\u0078t#e9`, 1), "", "is written otherwise"},
		{"id of a document", strings.Replace(string(AppendJSON(nil, sampleDocument())), `"id":"a.txt"`, `"id":"b.txt"`, 1), "id", "not the same as doc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Parse([]byte(c.line))
			found, _ := err.(Problems)
			match := func(p Problem) bool { return p.Field == c.field && strings.Contains(p.Message, c.message) }
			if r != nil || !slices.ContainsFunc(found, match) {
				t.Errorf("want a problem of %q with %q, got %v", c.field, c.message, err)
			}
		})
	}
}

func TestParseReadsWhatAppendJSONWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawRecord(t)
		got, err := Parse(AppendJSON(nil, want))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, sameNumbers); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Fields are the JSON, key by key.
func TestFields(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRecord(t)
		var fields []string
		for key, value := range Fields(r) {
			fields = append(fields, `"`+key+`":`+value)
		}
		if got, want := "{"+strings.Join(fields, ",")+"}", string(AppendJSON(nil, r)); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	})
}

// Parse never panics; what it accepts is what AppendJSON writes.
func FuzzParse(f *testing.F) {
	for _, r := range []Record{sampleDocument(), sampleQuantity(), sampleMoney(), sampleFraction(), sampleTime(), sampleEntity(), sampleFact()} {
		f.Add(AppendJSON(nil, r))
	}
	f.Add([]byte(`{"type":"quantity","ratio":[1e9,-0],"start":1e400}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		r, err := Parse(line)
		if err != nil {
			if r, _ := parse(line); r != nil {
				Check(r)
			}
			return
		}
		if got := AppendJSON(nil, r); string(got) != string(line) {
			t.Errorf("%s is read as %s", line, got)
		}
		Check(r)
	})
}

// TestAppendLines: a line is what the record alone gives, whatever stood before.
func TestAppendLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := rapid.SliceOfN(rapid.Custom(drawRecord), 0, 6).Draw(t, "records")
		var want []byte
		for _, r := range records {
			if m, ok := r.(Mention); ok && rapid.Bool().Draw(t, "quoted") {
				m.Base().Doc = "甲\"乙\\"
				m.Base().ID = m.Base().Doc + "#q1"
			}
			want = append(AppendJSON(want, r), '\n')
		}
		if got := AppendLines(nil, records); string(got) != string(want) {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	})
}

// TestTextAndRaw: what is known of the text is not taken for the raw text.
func TestTextAndRaw(t *testing.T) {
	for _, c := range []struct{ text, raw, want string }{
		{"甲", "甲", `,"text":"甲","raw":"甲",`},
		{"甲", "乙", `,"text":"甲","raw":"乙",`},
		{"甲", "甲\n", `,"text":"甲","raw":"甲\n",`},
		{"甲\n", "甲\n", `,"text":"甲\n","raw":"甲\n",`},
		{"\"", "\"", `,"text":"\"","raw":"\"",`},
		{"\xff", "\xff", ",\"text\":\"\uFFFD\",\"raw\":\"\uFFFD\","},
		{"", "", `,"start":`},
	} {
		e := sampleEntity()
		e.Text, e.Raw = c.text, c.raw
		if got := string(AppendJSON(nil, e)); !strings.Contains(got, c.want) {
			t.Errorf("%s has no %s", got, c.want)
		}
	}
}

func BenchmarkAppendJSON(b *testing.B) {
	for _, r := range []Record{sampleDocument(), sampleQuantity(), sampleTime(), sampleEntity(), sampleFact()} {
		b.Run(string(r.RecordType()), func(b *testing.B) {
			b.ReportAllocs()
			dst := make([]byte, 0, 4096)
			for b.Loop() {
				dst = AppendJSON(dst[:0], r)
			}
			b.SetBytes(int64(len(dst)))
		})
	}
}

func BenchmarkParse(b *testing.B) {
	line := AppendJSON(nil, sampleFact())
	for b.Loop() {
		if _, err := Parse(line); err != nil {
			b.Fatal(err)
		}
	}
}
