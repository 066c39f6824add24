package record

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"zhfacts/pipeline/text"
)

// lines is the sample document as JSON Lines.
func lines(t *testing.T) []string {
	t.Helper()
	s, _ := sampleSet()
	var out []string
	for _, r := range s.Records() {
		out = append(out, string(AppendJSON(nil, r)))
	}
	return out
}

func validate(t *testing.T, v Validation, lines ...string) (Problems, Summary) {
	t.Helper()
	var found Problems
	sum, err := Validate(strings.NewReader(strings.Join(lines, "\n")+"\n"), v, func(p Problem) { found = append(found, p) })
	if err != nil {
		t.Fatal(err)
	}
	if sum.Problems != len(found) {
		t.Errorf("%d problems reported, %d counted", len(found), sum.Problems)
	}
	return found, sum
}

func TestValidate(t *testing.T) {
	sound := lines(t)
	_, src := sampleSet()
	given := Validation{Source: func(doc string) (*text.Source, error) {
		if doc != "a.txt" {
			return nil, errors.New("no such file")
		}
		return src, nil
	}}
	if found, sum := validate(t, given, sound...); len(found) > 0 || sum.Lines != 6 || sum.Documents != 1 {
		t.Fatalf("%v %+v", found, sum)
	}
	replace := func(n int, old, new string) []string {
		out := slices.Clone(sound)
		if out[n-1] = strings.Replace(out[n-1], old, new, 1); out[n-1] == sound[n-1] {
			t.Fatalf("%s is not in %s", old, out[n-1])
		}
		return out
	}
	other := make([]string, len(sound))
	for i, line := range sound {
		other[i] = strings.ReplaceAll(line, "a.txt", "b.txt")
	}
	for _, c := range []struct {
		name  string
		lines []string
		want  string // the beginning of the first problem
		n     int    // how many there are
	}{
		{"no JSON", slices.Insert(slices.Clone(sound), 2, "{"), "line 3: is no JSON at byte 1: unexpected EOF", 1},
		{"empty line", slices.Insert(slices.Clone(sound), 2, ""), "line 3: is empty", 1},
		{"schema and check name a field once", replace(4, `"unit":"辆"`, `"unit":""`), "line 4: a.txt#q9: unit: is empty", 2},
		{"fact differs", replace(5, `34000`, `35000`), "line 5: a.txt#f9: value: is not that of the quantity", 1},
		{"reference", replace(5, `"time_id":"a.txt#t2"`, `"time_id":"a.txt#t3"`), `line 5: a.txt#f9: time_id: there is no time "a.txt#t3"`, 1},
		{"span", replace(3, `"raw":"2023年"`, `"raw":"2024年"`), `line 3: a.txt#t2: raw: "2024年", but source[2:7] is "2023年"`, 1},
		{"no source", other, "line 1: b.txt: doc: its source cannot be read: no such file", 1},
		{"again", append(slices.Clone(sound), sound...), "line 7: a.txt: doc: the records of a document stand together", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, _ := validate(t, given, c.lines...)
			if len(found) != c.n || !strings.HasPrefix(found[0].String(), c.want) {
				t.Errorf("want %d, the first %s, got\n%v", c.n, c.want, found)
			}
		})
	}
	t.Run("without document records", func(t *testing.T) {
		if found, _ := validate(t, Validation{}, sound[1:]...); len(found) != 1 || found[0].Field != "type" {
			t.Errorf("got %v", found)
		}
		if found, _ := validate(t, Validation{Only: []Type{TypeTime}}, sound[2]); len(found) != 0 {
			t.Errorf("got %v", found)
		}
	})
}

// What stands for documents that failed is held to the schema, where it is allowed,
// and parts the documents on either side.
func TestValidateErrors(t *testing.T) {
	sound := lines(t)
	failed := `{"type":"error","doc":"b","input":"b.jsonl","entry":"c","line":3,"stage":"extract","reason":"it took longer","retry":true}`
	for _, c := range []struct {
		name  string
		v     Validation
		lines []string
		want  string // the first problem; "" if there is none
	}{
		{"behind a document", Validation{AllowErrors: true}, append(slices.Clone(sound), failed), ""},
		{"alone", Validation{AllowErrors: true}, []string{failed, `{"type":"error","stage":"read","reason":"gone"}`}, ""},
		{"within a document", Validation{AllowErrors: true}, slices.Insert(slices.Clone(sound), 2, failed), "line 1: "},
		{"without a reason", Validation{AllowErrors: true}, []string{`{"type":"error","stage":"read"}`}, "line 1: the schema says: missing property 'reason'"},
		{"at an unknown stage", Validation{AllowErrors: true}, append(slices.Clone(sound), `{"type":"error","stage":"soon","reason":"x"}`), "line 7: stage: the schema says"},
		{"with a key of others", Validation{AllowErrors: true}, []string{`{"type":"error","stage":"read","reason":"x","path":"/"}`}, "line 1: the schema says: additional properties 'path'"},
		{"where it is not allowed", Validation{}, append(slices.Clone(sound), failed), `line 7: type: "error" is none of document`},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, sum := validate(t, c.v, c.lines...)
			if c.want == "" && (len(found) > 0 || sum.Errors+sum.Lines != len(c.lines)) {
				t.Errorf("got %v, %+v", found, sum)
			}
			if c.want != "" && (len(found) == 0 || !strings.HasPrefix(found[0].String(), c.want)) {
				t.Errorf("want %s, got %v", c.want, found)
			}
		})
	}
}
