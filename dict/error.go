package dict

import (
	"fmt"
	"strings"
)

// Error is one mistake of an author in a lexicon file.
type Error struct {
	File    string // the layer's name included
	Line    int    // from 1; 0 when the mistake is not in one line
	Column  int    // the first rune of the mistake, from 1; 0 when it is not in one place
	Excerpt string // the line, tabs shown as ⇥
	Wrong   string // what is wrong
	Do      string // what to do about it
}

// Error says where the mistake is, what it is, and what to do, in up to three lines.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	if e.Column > 0 {
		fmt.Fprintf(&b, ":%d", e.Column)
	}
	fmt.Fprintf(&b, ": %s", e.Wrong)
	if e.Excerpt != "" {
		fmt.Fprintf(&b, "\n    %s", e.Excerpt)
	}
	fmt.Fprintf(&b, "\n    %s", e.Do)
	return b.String()
}

// Errors are all the mistakes found while loading, by layer, file and line.
type Errors []*Error

// Error lists all of them.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the single errors to errors.Is and errors.As.
func (es Errors) Unwrap() []error {
	errs := make([]error, len(es))
	for i, e := range es {
		errs[i] = e
	}
	return errs
}
