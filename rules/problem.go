package rules

import (
	"fmt"
	"sort"
	"strings"
)

// Problem is one thing wrong in a rule file: what, where, and what to do.
type Problem struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`   // from 1; 0 when the whole file is meant
	Column  int    `json:"column,omitempty"` // in runes, from 1
	Rule    string `json:"rule,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Excerpt string `json:"excerpt,omitempty"` // the line of the file, without its line end
}

func (p Problem) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s", p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
	}
	b.WriteString(": ")
	if p.Rule != "" {
		fmt.Fprintf(&b, "rule %s: ", p.Rule)
	}
	b.WriteString(p.Message)
	if p.Excerpt != "" {
		fmt.Fprintf(&b, "\n    %s\n    %s^", p.Excerpt, caretIndent(p.Excerpt, p.Column-1))
	}
	if p.Hint != "" {
		fmt.Fprintf(&b, "\n    %s", p.Hint)
	}
	return b.String()
}

// caretIndent is white space as wide as the first n runes of line: a tab
// stays a tab, an East Asian wide rune takes two columns.
func caretIndent(line string, n int) string {
	var b strings.Builder
	for _, r := range line {
		if n <= 0 {
			break
		}
		n--
		switch {
		case r == '\t':
			b.WriteByte('\t')
		case wide(r):
			b.WriteString("  ")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// wide tells whether a terminal gives r two columns: the blocks of CJK
// symbols, kana, Han and full-width forms (Unicode TR 11, W and F).
func wide(r rune) bool {
	return r >= 0x1100 && (r <= 0x115F || r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF00 && r <= 0xFF60 ||
		r >= 0xFFE0 && r <= 0xFFE6 || r >= 0x20000 && r <= 0x3FFFD)
}

// Problems are all that is wrong with a set of rule files, in file order.
type Problems []Problem

// maxShown is how many problems are shown at once: nobody mends more in one go.
const maxShown = 200

func (ps Problems) Error() string {
	var lines []string
	for i, p := range ps {
		if i == maxShown {
			lines = append(lines, fmt.Sprintf("and %d more", len(ps)-maxShown))
			break
		}
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

func (ps Problems) sorted() Problems {
	sort.SliceStable(ps, func(i, j int) bool {
		a, b := ps[i], ps[j]
		if a.File != b.File {
			return a.File < b.File
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Column < b.Column
	})
	return ps
}
