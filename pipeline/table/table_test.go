package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/cockroachdb/apd/v3"
	"github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

func dec(s string) *apd.Decimal {
	d, _, err := apd.NewFromString(s)
	if err != nil {
		panic(err)
	}
	return d
}

// lines are the records of a document that has some of everything.
func lines(doc string, n int) []byte {
	common := func(t record.Type, start int) record.Common {
		return record.Common{
			Doc: doc, ID: fmt.Sprintf("%s#%c%d", doc, t.Letter(), start), Text: "3.4万\"辆\"\n", Raw: "3 . 4\t万\\", Rule: "quantity.plain",
			RawSpan: text.RawSpan{Start: start, End: start + 3, ByteStart: 3 * start, ByteEnd: 3*start + 9}, Sentence: n,
		}
	}
	q := record.Quantity{Common: common(record.TypeQuantity, n), QuantityValue: record.QuantityValue{
		Kind: record.QuantityCount, Amount: record.Amount{Value: dec("-34000.125"), Unit: "辆", Bound: record.BoundMin}, Dimension: "count",
		BaseValue: dec("0.0000000000000000001"), BaseUnit: "m"}}
	wide := record.Quantity{Common: common(record.TypeQuantity, n+20), QuantityValue: record.QuantityValue{
		Kind: record.QuantityFraction, Amount: record.Amount{Ratio: &[2]apd.Decimal{*dec("2"), *dec("300000000000000000000")}}}}
	set := record.Set{
		Document: record.Document{Doc: doc, Title: "标题", Encoding: "utf-8", SHA256: strings.Repeat("0f", 32),
			Kept: []record.Kept{{Name: "url", Value: "http://x/\"" + doc}}},
		Quantities: []record.Quantity{q, wide},
		Times: []record.Time{{Common: common(record.TypeTime, n), Anchor: "2020", TimeValue: record.TimeValue{
			Kind: record.TimeDate, Value: "2023-09-30", From: "2023-09-30", To: "2023-09-30T23:59:59"}}},
		Entities: []record.Entity{{Common: common(record.TypeEntity, n+5), Kind: record.EntityOrg, Name: "某厂"}},
		Facts: []record.Fact{{Common: common(record.TypeFact, n), Metric: "销量", Amount: record.Amount{
			Ratio: &[2]apd.Decimal{*dec("-2"), *dec("3.5")}}, From: "-0220-01-01", To: "-0220-12-31", Quantity: q.ID}},
	}
	if n%3 == 0 {
		set.Document.Kept = nil
		set.Facts = nil
	}
	set.Sort()
	var out []byte
	for _, r := range set.Records() {
		out = append(record.AppendJSON(out, r), '\n')
	}
	return out
}

// write makes tables of documents.
func write(t *testing.T, types []record.Type, documents ...[]byte) map[record.Type]*bytes.Buffer {
	t.Helper()
	tables := map[record.Type]*bytes.Buffer{}
	w, err := NewWriter(types, []string{"url"}, func(typ record.Type) (io.Writer, error) {
		tables[typ] = new(bytes.Buffer)
		return tables[typ], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range documents {
		if err := w.Write(doc); err != nil {
			t.Fatalf("%s: %v", doc, err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return tables
}

func read(tables map[record.Type]*bytes.Buffer, types []record.Type) ([][]byte, error) {
	var all [][]byte
	for doc, err := range Documents(types, []string{"url"}, func(t record.Type) (io.ReaderAt, int64, error) {
		return bytes.NewReader(tables[t].Bytes()), int64(tables[t].Len()), nil
	}) {
		if err != nil {
			return nil, err
		}
		all = append(all, bytes.Clone(doc))
	}
	return all, nil
}

func TestTablesGiveTheLinesAgain(t *testing.T) {
	var documents [][]byte
	for n := range 300 {
		documents = append(documents, lines(fmt.Sprintf("d%d", n), n))
	}
	tables := write(t, Types(), documents...)
	got, err := read(tables, Types())
	if err != nil {
		t.Fatal(err)
	}
	if want := bytes.Join(documents, nil); !bytes.Equal(bytes.Join(got, nil), want) || len(got) != len(documents) {
		t.Errorf("%d documents; wrote\n%s\nread\n%s", len(got), documents[0], got[0])
	}
	again := write(t, Types(), documents...)
	for typ, table := range tables {
		if !bytes.Equal(table.Bytes(), again[typ].Bytes()) {
			t.Errorf("the table of %s is not the same twice", typ)
		}
	}
}

func TestNoDocuments(t *testing.T) {
	if got, err := read(write(t, Types()), Types()); err != nil || len(got) > 0 {
		t.Errorf("empty tables give %q, %v", got, err)
	}
}

func TestARecordWithoutADocument(t *testing.T) {
	of := lines("d1", 1)
	_, mentions, _ := bytes.Cut(of, []byte{'\n'})
	if _, err := read(write(t, Types(), mentions), Types()); err == nil || !strings.Contains(err.Error(), `in "d1" belongs to no document`) {
		t.Errorf("got %v", err)
	}
}

func TestWhatIsNoRecord(t *testing.T) {
	for _, line := range []string{
		`x`, `{}`, `{"type":"thing"}`, `{"type":"entity","sentence":x}`, `{"type":"entity","doc":"a"`, `{"type":"entity","doc":"a"}}`,
		`{"type":"entity", "doc":"a"}`, `{"type":"entity","other":"a"}`, `{"type":"document","kept":{"other":"a"}}`, `{"type":"entity","doc":a"}`,
	} {
		w, err := NewWriter(Types(), []string{"url"}, func(record.Type) (io.Writer, error) { return io.Discard, nil })
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write([]byte(line)); err == nil {
			t.Errorf("%s was written", line)
		}
	}
}

func TestDecimals(t *testing.T) {
	for _, tc := range []struct {
		number string
		fits   bool
	}{
		{"0", true}, {"-1", true}, {"3.4", true}, {"-0.000000000000000001", true}, {"99999999999999999999", true},
		{"-99999999999999999999.999999999999999999", true}, {"0.0000000000000000001", false}, {"100000000000000000000", false},
	} {
		d, fits := appendDecimal(nil, []byte(tc.number))
		if fits != tc.fits || fits && decimalText(d) != tc.number {
			t.Errorf("%s: fits %v, %x", tc.number, fits, d)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`-?(0|[1-9][0-9]{0,18})(\.[0-9]{0,16}[1-9])?`).Draw(t, "number")
		d, fits := appendDecimal(nil, []byte(number))
		if got := ""; fits {
			if got = decimalText(d); got != number && number != "-0" {
				t.Fatalf("%s is read as %s", number, got)
			}
		} else {
			t.Fatalf("%s does not fit", number)
		}
	})
}

// What a reader may skip by must be right. The library orders decimals by their
// bytes, so that those columns say nothing but how many rows have no value.
func TestStatistics(t *testing.T) {
	doc := func(n int, value string) []byte {
		return []byte(strings.Replace(string(lines(fmt.Sprint("d", n), n)), "-34000.125", value, 2))
	}
	tables := write(t, Types(), doc(1, "5"), doc(2, "-7.5"), doc(4, "12"))
	data := tables[record.TypeQuantity].Bytes()
	file, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, column := range file.Metadata().RowGroups[0].Columns {
		stats := column.MetaData.Statistics
		got[column.MetaData.PathInSchema[0]] = fmt.Sprintf("%q to %q, %d null", stats.MinValue, stats.MaxValue, stats.NullCount)
	}
	for name, want := range map[string]string{
		"value":    `"" to "", 3 null`,
		"unit":     `"辆" to "辆", 3 null`,
		"sentence": `"\x01\x00\x00\x00\x00\x00\x00\x00" to "\x04\x00\x00\x00\x00\x00\x00\x00", 0 null`,
	} {
		if got[name] != want {
			t.Errorf("%s lies from %s, want %s", name, got[name], want)
		}
	}
}

func TestRows(t *testing.T) {
	tables := write(t, Types(), lines("d1", 1), lines("d2", 2), lines("d3", 3))
	in := tables[record.TypeDocument].Bytes()
	var got []string
	for row, err := range Rows(bytes.NewReader(in), int64(len(in)), []string{"id", "kept_url", "chars", "none"}, []string{"none"}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.Join(row, "|"))
	}
	if want := `d1|http://x/"d1|0| d2|http://x/"d2|0| d3||0|`; strings.Join(got, " ") != want {
		t.Errorf("got %s", got)
	}
	for _, err := range Rows(bytes.NewReader(in), int64(len(in)), []string{"text"}, nil) {
		if err == nil || !strings.Contains(err.Error(), "there is no column text; the columns are type, doc, position") {
			t.Errorf("got %v", err)
		}
	}
}

func FuzzMembers(f *testing.F) {
	f.Add([]byte(`{"a":"b","c":[1,2],"d":{"e":"\"f"},"g":-1.5}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		_ = members(data, func(_, _ []byte) error { return nil })
	})
}

func BenchmarkWrite(b *testing.B) {
	doc := lines("d1", 1)
	w, err := NewWriter(Types(), []string{"url"}, func(record.Type) (io.Writer, error) { return io.Discard, nil })
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if err := w.Write(doc); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
}
