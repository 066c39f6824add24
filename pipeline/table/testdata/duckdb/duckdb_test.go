// Package duckdb reads the tables of a data set with DuckDB. It is a module of
// its own, since DuckDB needs a C compiler and a hundred megabytes: `go test ./...`
// of the project does not see it. Run it here:
//
//	cd pipeline/table/testdata/duckdb && go test -v
package duckdb

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"
)

// corpus has numbers of every kind: below zero, too large and too small for a
// column, ratios, ranges; and a column to keep.
const corpus = `{"id":"a","text":"2023年，青岛市货物吞吐量达到3.4万吨，同比增长12%，净利润为-4250.5万元。","url":"http://a"}
{"id":"b","text":"2022年1月，全市有500名工人，投票结果为3:2。占三分之二。","url":"http://b"}
{"id":"c","text":"宇宙中有1000000000000000000000000颗星。气温在3到5度之间。"}
`

// build makes a data set of the corpus with the program of this checkout.
func build(t *testing.T, format string) string {
	t.Helper()
	dir := t.TempDir()
	in := filepath.Join(dir, "corpus.jsonl")
	if err := os.WriteFile(in, []byte(corpus), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "set")
	cmd := exec.Command("go", "run", "./cmd/extract", "dataset", "build", in, "-o", out, "--format", format, "--keep", "url", "--shard-documents", "2", "--quiet")
	cmd.Dir = "../../../.."
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return out
}

// rows are the results of a query, a line a row.
func rows(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	found, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s\n%v", query, err)
	}
	defer found.Close()
	names, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for found.Next() {
		values := make([]sql.NullString, len(names))
		places := make([]any, len(names))
		for i := range values {
			places[i] = &values[i]
		}
		if err := found.Scan(places...); err != nil {
			t.Fatal(err)
		}
		var row []string
		for _, v := range values {
			if !v.Valid {
				v.String = "NULL"
			}
			row = append(row, v.String)
		}
		all = append(all, strings.Join(row, " | "))
	}
	return strings.Join(all, "\n")
}

func TestDuckDBReadsTheTables(t *testing.T) {
	set := build(t, "parquet")
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, typ := range []string{"document", "quantity", "time", "entity", "fact"} {
		if _, err := db.Exec(fmt.Sprintf(`CREATE VIEW "%s" AS SELECT * FROM read_parquet('%s/%[1]s/*.parquet')`, typ, set)); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct{ doc, query, want string }{
		{"kept columns", `SELECT id, kept_url, chars FROM "document" ORDER BY id`, "a | http://a | 44\nb | http://b | 33\nc | NULL | 42"},
		{"the type of numbers", `SELECT DISTINCT typeof(value), typeof("start") FROM quantity`, "DECIMAL(38,18) | BIGINT"},
		{"exact numbers", `SELECT CAST(value AS VARCHAR), unit FROM quantity WHERE doc = 'a' AND unit IN ('吨', '%') ORDER BY "start"`,
			"34000.000000000000000000 | 吨\n12.000000000000000000 | %"},
		{"a number below zero is found by it", `SELECT CAST(value AS VARCHAR) FROM quantity WHERE value < 0`, "-42505000.000000000000000000"},
		{"numbers that do not fit", `SELECT value, value_text FROM quantity WHERE value_text IS NOT NULL`, "NULL | 1000000000000000000000000"},
		{"ratios", `SELECT doc, kind, CAST(numerator AS INT), CAST(denominator AS INT) FROM quantity WHERE numerator IS NOT NULL ORDER BY kind`,
			"b | fraction | 2 | 3\nb | ratio | 3 | 2"},
		{"ranges", `SELECT CAST(low AS INT), CAST(high AS INT) FROM quantity WHERE low IS NOT NULL`, "3 | 5"},
		{"days", `SELECT value, typeof(from_date), CAST(to_date - from_date + 1 AS INT) FROM time WHERE from_date IS NOT NULL ORDER BY value`,
			"2022-01 | DATE | 31\n2023 | DATE | 365"},
		{"facts with their quantities", `SELECT f.subject, f.metric, CAST(sum(q.base_value) AS VARCHAR) FROM fact f JOIN quantity q ON q.id = f.quantity WHERE q.unit = '吨' GROUP BY ALL`,
			"青岛市 | 货物吞吐量 | 34000000.000000000000000000"},
		{"a total", `SELECT CAST(sum(value) AS VARCHAR) FROM quantity WHERE kind = 'money'`, "-42505000.000000000000000000"},
	} {
		got := rows(t, db, tc.query)
		t.Logf("%s:\n%s\n%s", tc.doc, tc.query, got)
		if got != tc.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tc.doc, got, tc.want)
		}
	}
	counted(t, db, set)
	asLines(t, db, build(t, "jsonl"))
}

// counted compares the tables with what the manifest says.
func counted(t *testing.T, db *sql.DB, set string) {
	data, err := os.ReadFile(filepath.Join(set, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m struct{ Counts map[string]int }
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	for typ, name := range map[string]string{"document": "documents", "quantity": "quantities", "time": "times", "entity": "entities", "fact": "facts"} {
		if got := rows(t, db, fmt.Sprintf(`SELECT count(*) FROM "%s"`, typ)); got != fmt.Sprint(m.Counts[name]) {
			t.Errorf("%s rows of %s, the manifest has %d", got, typ, m.Counts[name])
		}
	}
}

// asLines compares the tables with the same records as JSON Lines, id by id.
func asLines(t *testing.T, db *sql.DB, lines string) {
	for typ, columns := range map[string]string{
		"quantity": `id, text, raw, "start", "end", byte_start, byte_end, sentence, rule, kind, unit, CAST(value AS VARCHAR) IS NOT NULL OR value_text IS NOT NULL`,
		"time":     `id, text, raw, "start", "end", byte_start, byte_end, sentence, rule, kind`,
		"entity":   `id, text, raw, "start", "end", byte_start, byte_end, sentence, rule, kind, name`,
	} {
		fromLines := strings.Replace(columns, "CAST(value AS VARCHAR) IS NOT NULL OR value_text IS NOT NULL", "value IS NOT NULL", 1)
		query := fmt.Sprintf(`SELECT count(*) FROM ((SELECT %s FROM "%s") EXCEPT (SELECT %s FROM read_json('%s/records/*.jsonl', format = 'newline_delimited', sample_size = -1) WHERE type = '%[2]s'))`,
			columns, typ, fromLines, lines)
		if got := rows(t, db, query); got != "0" {
			t.Errorf("%s rows of %s are not among the JSON Lines", got, typ)
		}
	}
}
