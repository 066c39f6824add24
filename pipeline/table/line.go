package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

var errLine = errors.New("the line is no record as they are written")

// members calls do for each key of an object and its value, both as written.
// The object is one that record.AppendJSON wrote: without white space.
func members(object []byte, do func(key, value []byte) error) error {
	rest := object
	if len(rest) < 2 || rest[0] != '{' {
		return errLine
	}
	for rest[0] != '}' {
		rest = rest[1:] // { or ,
		n := valueLen(rest)
		if n < 2 || rest[0] != '"' || n >= len(rest) || rest[n] != ':' {
			return errLine
		}
		name := rest[:n]
		rest = rest[n+1:]
		if n = valueLen(rest); n == 0 || n >= len(rest) || rest[n] != ',' && rest[n] != '}' {
			return errLine
		}
		key, err := unquote(name)
		if err != nil {
			return err
		}
		if err := do(key, rest[:n]); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		rest = rest[n:]
	}
	if len(rest) > 1 {
		return errLine
	}
	return nil
}

// valueLen is the length of the value that b begins with, 0 if there is none.
func valueLen(b []byte) int {
	depth, quoted := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			if quoted = !quoted; !quoted && depth == 0 {
				return i + 1
			}
		case quoted:
		case c == '{' || c == '[':
			depth++
		case (c == '}' || c == ']') && depth > 0:
			if depth--; depth == 0 {
				return i + 1
			}
		case depth == 0 && (c == ',' || c == '}' || c == ']' || c == ':'):
			return i
		}
	}
	return 0
}

// unquote reads a string of JSON; the result may lie in what is read.
func unquote(quoted []byte) ([]byte, error) {
	if len(quoted) < 2 || quoted[0] != '"' {
		return nil, errLine
	}
	plain := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(plain, '\\') < 0 {
		return plain, nil
	}
	var s string
	err := json.Unmarshal(quoted, &s)
	return []byte(s), err
}
