package batch

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestFlatMembers(t *testing.T) {
	for _, tc := range []struct {
		line string
		want []member
	}{
		{`{}`, []member{}},
		{" {\"a\" :\t\"甲\" , \"b\":\"\"} \r", []member{{name: "a", value: "甲"}, {name: "b"}}},
		{`{"a": 1, "b": -2.5e3, "c": null, "d": true }`, []member{{name: "a", other: "1"}, {name: "b", other: "-2.5e3"}, {name: "c", other: "null"}, {name: "d", other: "true"}}},
		{`{"te\u0078t": "\"\\\/\b\f\n\r\t甲\u4e59"}`, []member{{name: "text", value: "\"\\/\b\f\n\r\t甲乙"}}},
		{`{"a": "\ud83d\ude00\ud83d\u4e59\ude00\ud83d"}`, []member{{name: "a", value: "😀\ufffd乙\ufffd\ufffd"}}},
		{`{"a": "1", "a": "2"}`, []member{{name: "a", value: "1"}, {name: "a", value: "2"}}},

		{`{"a": ["甲"]}`, nil}, // sound, and too much for one pass
		{`{"a": {}}`, nil},
		{`{"a": "甲"`, nil},
		{`{"a": "甲}`, nil},
		{`{"a": "1}`, nil},
		{`{"a": "\\1}`, nil},
		{`{"a": "甲",}`, nil},
		{`{"a": "甲" "b": "乙"}`, nil},
		{`{"a": 01}`, nil},
		{`{"a": 1 2}`, nil},
		{`{"a": }`, nil},
		{`{"a": nul}`, nil},
		{`{"a": "\x"}`, nil},
		{`{"a": "\u12+4"}`, nil},
		{"{\"a\": \"\t\"}", nil},
		{"{\"a\": \"\xff\"}", nil},
		{`{"a": "甲"} {}`, nil},
		{`["a"]`, nil},
		{``, nil},
	} {
		got, ok := flatMembers(tc.line)
		if !ok {
			got = nil
		}
		if diff := cmp.Diff(tc.want, got, cmp.AllowUnexported(member{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.line, diff)
		}
	}
}

// What is read in one pass is what encoding/json reads, and nothing flat that is
// sound is left to encoding/json.
func FuzzMembers(f *testing.F) {
	for _, line := range []string{
		`{"id": "a", "text": "甲\n\"乙\"", "n": -1.5e-7, "x": null}`, `{"text": "\ud83d\ude00\ud83d", "text": ""}`,
		` { "a" : true , "b" : [ 1 , { } ] } `, `{"a":"\u0000"}`, "{\"a\": \"\xe4\xb8\"}", `{"a": 1}{`, `{"":"\\u4e2d\/"}`,
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		members, ok := flatMembers(line)
		var fields map[string]json.RawMessage
		err := json.Unmarshal([]byte(line), &fields)
		if !ok {
			if err != nil || fields == nil || !utf8.ValidString(line) {
				return
			}
			for _, raw := range fields {
				if raw[0] == '[' || raw[0] == '{' {
					return
				}
			}
			if strings.ContainsAny(line, "[{") && strings.Count(line, "{")+strings.Count(line, "[") > 1 {
				return // of members that a later one of their name replaced, or within a string
			}
			t.Fatalf("%q was not read", line)
		}
		if err != nil || !utf8.ValidString(line) {
			t.Fatalf("%q was read, but %v", line, err)
		}
		for _, m := range members {
			if _, ok := fields[m.name]; !ok {
				t.Fatalf("%q has no %q", line, m.name)
			}
		}
		for name, raw := range fields {
			m := find(members, name)
			var s string
			switch {
			case m == nil:
				t.Fatalf("%q: %q is missing", line, name)
			case raw[0] != '"':
				if m.other != string(raw) {
					t.Fatalf("%q: %q is %q", line, name, m.other)
				}
			case json.Unmarshal(raw, &s) != nil || m.other != "" || m.value != s:
				t.Fatalf("%q: %q is %q, want %q", line, name, m.value, s)
			}
		}
	})
}
