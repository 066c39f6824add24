package dict

import (
	"fmt"
	"strings"
	"unicode/utf8"
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
		if e.Column > 0 {
			fmt.Fprintf(&b, "\n    %s^", e.indent())
		}
	}
	fmt.Fprintf(&b, "\n    %s", e.Do)
	return b.String()
}

// indent is white space as wide on a terminal as what stands before the mistake. Of
// the excerpt, a tab is three runes; an East Asian wide rune takes two columns.
func (e *Error) indent() string {
	columns, n := 0, 1
	for rest := e.Excerpt; rest != "" && n < e.Column; n++ {
		if after, ok := strings.CutPrefix(rest, " ⇥ "); ok {
			columns, rest = columns+3, after
			continue
		}
		r, size := utf8.DecodeRuneInString(rest)
		if columns++; r >= 0x2E80 && r < 0xFFE7 && (r < 0xFF61 || r > 0xFFDF) || r >= 0x20000 {
			columns++
		}
		rest = rest[size:]
	}
	return strings.Repeat(" ", columns)
}

// Errors are all the mistakes found while loading, by layer, file and line.
type Errors []*Error

// maxShown is how many mistakes are shown at once: nobody mends more in one go.
const maxShown = 200

// Error lists all of them, as far as a person can read them.
func (es Errors) Error() string {
	var lines []string
	for i, e := range es {
		if i == maxShown {
			lines = append(lines, fmt.Sprintf("and %d more", len(es)-maxShown))
			break
		}
		lines = append(lines, e.Error())
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
