package dict

import (
	"strings"
	"testing"
)

func TestParseType(t *testing.T) {
	for _, s := range []string{"text", "text?", "words", "enum(a,b)", "enum(a)?", "set(近,远)", "bool", "int", "decimal?", "rational"} {
		typ, err := ParseType(s)
		if err != nil {
			t.Errorf("%s: %v", s, err)
		} else if typ.String() != s {
			t.Errorf("%s is written %s", s, typ)
		}
	}
	for s, want := range map[string]string{
		"":          "unknown type",
		"number":    "unknown type",
		"enum":      "needs its values",
		"enum(a,b":  "needs its values",
		"enum()":    "empty value",
		"enum(a,)":  "empty value",
		"set(a,a)":  "lists a twice",
		"int(1,2)":  "takes no values",
		"enum(a)??": "needs its values",
	} {
		if _, err := ParseType(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want an error with %q", s, err, want)
		}
	}
}

func TestTypeCheck(t *testing.T) {
	tests := []struct {
		typ      string
		accepted []string
		refused  []string
	}{
		{"words", []string{"元", "元|块"}, []string{"元|", "|元", "元||块"}},
		{"enum(a,b)", []string{"a", "b"}, []string{"c", "a,b", "A"}},
		{"set(a,b)", []string{"a", "b,a"}, []string{"c", "a,c", "a,a", "a,"}},
		{"bool", []string{"yes", "no"}, []string{"true", "1", "Yes"}},
		{"int", []string{"0", "12", "-3"}, []string{"1.5", "一", "1e3", ""}},
		{"decimal", []string{"0", "12.50", "-0.5"}, []string{"1/3", "1e3", "NaN", ".5", "5.", "1 000", "--1"}},
		{"rational", []string{"1/3", "5", "45967/180", "1/3.6", "-1/2"}, []string{"1/0", "1/", "/3", "1/2/3", "Infinity", "1/0.0"}},
	}
	for _, tt := range tests {
		typ, err := ParseType(tt.typ)
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range tt.accepted {
			if wrong, _ := typ.Check(field); wrong != "" {
				t.Errorf("%s %q: %s", tt.typ, field, wrong)
			}
		}
		for _, field := range tt.refused {
			if wrong, do := typ.Check(field); wrong == "" || do == "" {
				t.Errorf("%s %q: got %q, %q", tt.typ, field, wrong, do)
			}
		}
	}
}
