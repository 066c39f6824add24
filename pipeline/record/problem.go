package record

import (
	"fmt"
	"strings"
)

// Problem is one broken promise of one record.
type Problem struct {
	Line    int    // of the JSON Lines, from 1; 0 where the record came from no line
	ID      string // of the record; "" when it has none
	Field   string // the key; "" when the whole record or line is at fault
	Message string // what is wrong, and what would be right

	// beyond marks a promise that JSON Schema cannot state.
	beyond bool
}

// String is the problem on one line: `line 3: a.txt#q12: unit_code: …`.
func (p Problem) String() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", p.Line)
	}
	if p.ID != "" {
		b.WriteString(p.ID)
		b.WriteString(": ")
	}
	if p.Field != "" {
		b.WriteString(p.Field)
		b.WriteString(": ")
	}
	b.WriteString(p.Message)
	return b.String()
}

// Problems are all problems that were found; as an error, one a line.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// err is nil where there is no problem.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// checker collects the problems of records, one after the other.
type checker struct {
	line  int    // of the record at hand
	of    Record // the record at hand; nil as long as there is none
	found Problems

	// What is known already need not be looked at again.
	doc      string // an id of a document that is UTF-8
	from, to string // a sound period
	held     bool   // Raw of the record at hand is what the source holds at its place
}

func (c *checker) problem(field, format string, args []any, beyond bool) {
	p := Problem{Line: c.line, Field: field, Message: fmt.Sprintf(format, args...), beyond: beyond}
	if c.of != nil {
		p.ID = c.of.RecordID()
	}
	c.found = append(c.found, p)
}

// add reports a problem that the JSON Schema sees too.
func (c *checker) add(field, format string, args ...any) {
	c.problem(field, format, args, false)
}

// beyond reports a problem that JSON Schema cannot express.
func (c *checker) beyond(field, format string, args ...any) {
	c.problem(field, format, args, true)
}
