package batch

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"zhfacts/pipeline/record"
)

// member is a key of a JSON object and what stands behind it.
type member struct {
	name  string
	value string // of a string
	other string // as it is written, of anything else
}

// null tells whether the member counts as left out.
func (m *member) null() bool { return m.other == "null" }

// find gives the member of a name, of several the last; nil where there is none.
func find(members []member, name string) *member {
	for i := len(members) - 1; i >= 0; i-- {
		if members[i].name == name {
			return &members[i]
		}
	}
	return nil
}

// membersOf reads an object of JSON.
func membersOf(line string) ([]member, error) {
	if members, ok := flatMembers(line); ok {
		return members, nil
	}
	if !utf8.ValidString(line) {
		return nil, fmt.Errorf("invalid UTF-8 at byte %d of the line%s", invalidAt(line), convert)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(line), &fields); err != nil {
		return nil, jsonProblem(err)
	}
	if fields == nil {
		return nil, noObject("null")
	}
	members := make([]member, 0, len(fields))
	for name, raw := range fields {
		m := member{name: name}
		if json.Unmarshal(raw, &m.value) != nil || raw[0] != '"' {
			m.other = string(raw)
		}
		members = append(members, m)
	}
	return members, nil
}

// flatMembers reads an object that holds no arrays and no objects, as that of
// most lines, in one pass. It is false for anything else, sound or not: that is
// left to encoding/json, which says what is wrong. Strings without escapes share
// the memory of the line.
func flatMembers(line string) (members []member, ok bool) {
	in := flat{line}
	if !in.take('{') {
		return nil, false
	}
	members = make([]member, 0, 8)
	for more := !in.take('}'); more; more = !in.take('}') {
		if len(members) > 0 && !in.take(',') {
			return nil, false
		}
		var m member
		if m.name, ok = in.text(); !ok || !in.take(':') {
			return nil, false
		}
		if in.space(); strings.HasPrefix(in.rest, `"`) {
			m.value, ok = in.text()
		} else {
			m.other, ok = in.scalar()
		}
		if !ok {
			return nil, false
		}
		members = append(members, m)
	}
	in.space()
	return members, in.rest == ""
}

// flat is a line that is being read.
type flat struct{ rest string }

func (in *flat) space() {
	for in.rest != "" && (in.rest[0] == ' ' || in.rest[0] == '\t' || in.rest[0] == '\r' || in.rest[0] == '\n') {
		in.rest = in.rest[1:]
	}
}

// take takes a byte, and white space before it; false where another one stands.
func (in *flat) take(c byte) bool {
	in.space()
	if in.rest == "" || in.rest[0] != c {
		return false
	}
	in.rest = in.rest[1:]
	return true
}

// text reads a string.
func (in *flat) text() (s string, ok bool) {
	if !in.take('"') {
		return "", false
	}
	n := record.PlainLen(in.rest)
	if n < len(in.rest) && in.rest[n] == '"' {
		s, in.rest = in.rest[:n], in.rest[n+1:]
		return s, true
	}
	var b strings.Builder
	b.Grow(n + max(0, strings.IndexByte(in.rest[n:], '"'))) // most escapes are no quotes
	for ; n < len(in.rest); n = record.PlainLen(in.rest) {
		b.WriteString(in.rest[:n])
		c := in.rest[n]
		in.rest = in.rest[n:]
		switch {
		case c == '"':
			in.rest = in.rest[1:]
			return b.String(), true
		case c != '\\' || !in.escape(&b):
			return "", false
		}
	}
	return "", false
}

// escape reads an escape; half of a surrogate pair is U+FFFD, as in encoding/json.
func (in *flat) escape(b *strings.Builder) bool {
	if r := in.codeUnit(); r >= 0 {
		if utf16.IsSurrogate(r) {
			first := in.rest
			if r = utf16.DecodeRune(r, in.codeUnit()); r == unicode.ReplacementChar {
				in.rest = first
			}
		}
		b.WriteRune(r)
		return true
	}
	if len(in.rest) < 2 {
		return false
	}
	at := strings.IndexByte(`"\/bfnrt`, in.rest[1])
	if at < 0 {
		return false
	}
	b.WriteByte("\"\\/\b\f\n\r\t"[at])
	in.rest = in.rest[2:]
	return true
}

// codeUnit reads \u4e2d; it is -1 where no such escape stands.
func (in *flat) codeUnit() rune {
	if len(in.rest) < 6 || in.rest[:2] != `\u` {
		return -1
	}
	unit, err := strconv.ParseUint(in.rest[2:6], 16, 16)
	if err != nil {
		return -1
	}
	in.rest = in.rest[6:]
	return rune(unit)
}

// scalar reads a number, true, false or null.
func (in *flat) scalar() (s string, ok bool) {
	n := strings.IndexAny(in.rest, ",} \t\r\n")
	if n < 0 || strings.ContainsAny(in.rest[:n], "[{") {
		return "", false
	}
	s, in.rest = in.rest[:n], in.rest[n:]
	return s, json.Valid([]byte(s))
}
