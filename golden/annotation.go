package golden

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhfacts/pipeline/record"
)

// Annotation is one line of an annotation file: a mention that the article
// holds. Every field but Line and Optional is a list of alternatives that are
// all right; the alternatives of From and To belong together.
type Annotation struct {
	Line     int
	Type     record.Type // quantity, time or entity
	Optional bool        // neither rewarded when found nor punished when missed
	Surfaces []string    // without white space

	// Of a quantity. A value is a decimal, a range 1..10, a ratio 1:2 or a
	// fraction 1/2, and may carry its own unit behind a space.
	Values, Units, Bounds []string

	// The fact of a quantity; empty subject and metric: none is claimed. `-`
	// means not judged.
	Subjects, Metrics, Periods, Changes, Statuses []string

	// Of a time.
	From, To, TimeValues []string

	// Of an entity.
	Kinds, Names []string
}

// Annotations are what annotators found in one article.
type Annotations struct {
	Name string // of the file, for messages
	Date string // the date of the document, "" where it is not known
	List []Annotation

	Comments []Comment // and empty lines, in their order
}

// Comment is a line that says nothing to the program.
type Comment struct {
	Line int
	Text string
}

// fields is the number of columns that a line of each letter has at most.
var fields = map[byte]int{'q': 10, 't': 5, 'e': 4}

// ReadAnnotations reads an annotation file, tab-separated, one mention a line
// in the order of the text:
//
//	q  surface  value  unit  bound  subject  metric  from..to  change  status
//	t  surface  from   to    value
//	e  surface  kind   name
//
// `|` parts alternatives, `~` behind the letter marks what is optional, `#`
// begins a comment, and `# date: 2023-12-28` gives the date of the document.
// The error lists every line at fault.
func ReadAnnotations(in io.Reader, name string) (*Annotations, error) {
	a := &Annotations{Name: name}
	var problems record.Problems
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if date, ok := strings.CutPrefix(line, "# date: "); ok && a.Date == "" && len(date) >= 10 && isDay(date[:10]) {
			a.Date = date[:10]
		}
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			a.Comments = append(a.Comments, Comment{n, line})
			continue
		}
		m, wrong := annotation(strings.Split(line, "\t"))
		m.Line = n
		for _, message := range wrong {
			problems = append(problems, record.Problem{Line: n, Message: fmt.Sprintf("%s\n    %s", message, strings.ReplaceAll(strings.ToValidUTF8(line, "\uFFFD"), "\t", " ⇥ "))})
		}
		a.List = append(a.List, m)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("%s:\n%w", name, problems)
	}
	return a, nil
}

// ReadAnnotationFile is [ReadAnnotations] of a file.
func ReadAnnotationFile(path string) (*Annotations, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return ReadAnnotations(file, path)
}

// annotation reads the columns of one line, and says what is wrong with them.
func annotation(f []string) (m Annotation, wrong []string) {
	add := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	if !utf8.ValidString(strings.Join(f, "")) {
		add("the line is no UTF-8")
		return m, wrong
	}
	letter, optional := strings.CutSuffix(f[0], "~")
	m.Optional = optional
	if len(letter) != 1 || fields[letter[0]] == 0 {
		add("the line begins with %q: write q, t or e, with ~ behind it where optional, and a tab", f[0])
		return m, wrong
	}
	if most := fields[letter[0]]; len(f) > most {
		add("the line has %d columns, a line of %s has %d at most", len(f), letter, most)
	}
	f = append(f, make([]string, 10)...)
	m.Surfaces = alternatives(f[1])
	for _, s := range m.Surfaces {
		if s == "" {
			add("the surface, or an alternative of it, is empty")
		} else if strings.ContainsFunc(s, isSpace) {
			add("the surface %q holds white space: leave it out", s)
		}
	}
	among := func(column string, values []string, known ...string) {
		for _, v := range values {
			if v != "" && !slices.Contains(known, v) {
				add("the %s %q is none of %s", column, v, strings.Join(known, ", "))
			}
		}
	}
	switch letter {
	case "q":
		m.Type = record.TypeQuantity
		m.Values, m.Units, m.Bounds = alternatives(f[2]), alternatives(f[3]), alternatives(f[4])
		m.Subjects, m.Metrics, m.Periods = alternatives(f[5]), alternatives(f[6]), alternatives(f[7])
		m.Changes, m.Statuses = alternatives(f[8]), alternatives(f[9])
		for _, v := range m.Values {
			if !isAmount(v) {
				add("the value %q is no decimal, range 1..10, ratio 1:2 or fraction 1/2", v)
			}
		}
		among("bound", m.Bounds, "exact", "min", "max", "approx", "reach")
		among("status", m.Statuses, "actual", "expected", "target", "capacity")
		for _, p := range m.Periods {
			from, to, ok := strings.Cut(p, "..")
			if p != "" && p != "-" && (!ok || !isMaskedDay(from) || !isMaskedDay(to)) {
				add("the period %q is no 2023-01-01..2023-12-31", p)
			}
		}
		for _, c := range m.Changes {
			change, basis, _ := strings.Cut(c, ":")
			among("change", []string{change}, "increase", "decrease", "double", "rank", "-")
			among("basis", []string{basis}, "yoy", "qoq", "since")
		}
	case "t":
		m.Type = record.TypeTime
		m.From, m.To, m.TimeValues = alternatives(f[2]), alternatives(f[3]), alternatives(f[4])
		if f[3] == "" {
			m.To = m.From
		}
		if len(m.From) != len(m.To) {
			add("from has %d alternatives and to %d: they belong together", len(m.From), len(m.To))
		}
		if f[2] == "" && (f[3] != "" || f[4] == "") {
			add("a time has from and to, or a value")
		}
		for _, d := range append(slices.Clone(m.From), m.To...) {
			day, _, _ := strings.Cut(d, "T")
			if d != "" && d != "-" && (!slices.Contains([]int{4, 7, 10}, len(day)) || !isMasked(day)) {
				add("%q is no date as 2023-01-31, XXXX-01-31 or 2023-01", d)
			}
		}
	case "e":
		m.Type = record.TypeEntity
		m.Kinds, m.Names = alternatives(f[2]), alternatives(f[3])
		if f[2] == "" {
			add("an entity has a kind")
		}
		among("kind", m.Kinds, "person", "org", "place", "facility", "product", "event", "document", "project")
	}
	return m, wrong
}

// alternatives parts a column; an empty one has the one alternative "".
func alternatives(s string) []string { return strings.Split(s, "|") }

// isSpace tells what is left out of surfaces and of the source: white space,
// byte order marks and zero-width spaces.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r >= 0x1C && r <= 0x1F || r == 0xFEFF || r == 0x200B
}

// isAmount tells whether the value of a quantity is written well.
func isAmount(s string) bool {
	s, _, _ = strings.Cut(s, " ")
	for _, sign := range []string{"..", ":", "/"} {
		if a, b, ok := strings.Cut(s, sign); ok {
			return number(a) != nil && number(b) != nil
		}
	}
	return number(s) != nil
}

// isDay tells whether s looks like 2023-01-31; isMaskedDay admits X for digits.
func isDay(s string) bool       { return isMaskedDay(s) && !strings.Contains(s, "X") }
func isMaskedDay(s string) bool { return len(s) == len("2023-01-31") && isMasked(s) }

// isMasked tells whether s looks like the beginning of a day.
func isMasked(s string) bool {
	for i := range len(s) {
		hyphen := i == 4 || i == 7
		if hyphen != (s[i] == '-') || !hyphen && s[i] != 'X' && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}
