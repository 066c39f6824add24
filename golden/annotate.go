package golden

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Annotate writes records down as annotations, for a person to correct. name is that
// of the article.
func Annotate(name string, src *text.Source, records []record.Record) *Annotations {
	a := &Annotations{Name: name}
	lines := 0
	comment := func(format string, args ...any) {
		lines++
		a.Comments = append(a.Comments, Comment{lines, "# " + fmt.Sprintf(format, args...)})
	}
	facts := map[string]*record.Fact{}
	for _, r := range records {
		switch r := r.(type) {
		case *record.Fact:
			if facts[r.Quantity] == nil {
				facts[r.Quantity] = r
			}
		case *record.Document:
			if len(r.Date) >= len("2023-01-31") && isDay(r.Date[:10]) {
				a.Date = r.Date[:10]
				comment("date: %s", a.Date)
			}
		}
	}
	comment("%s as it is read now: correct it by hand, then `extract annotate` this file checks it.", name)
	var mentions []record.Mention
	for _, r := range records {
		m, ok := r.(record.Mention)
		if !ok || r.RecordType() == record.TypeFact {
			continue
		}
		x := Annotation{Type: r.RecordType(), Surfaces: []string{bare(m.Base().Raw)}}
		if strings.Contains(x.Surfaces[0], "|") {
			comment("%s cannot be written here: | parts alternatives", x.Surfaces[0])
			continue
		}
		switch r := r.(type) {
		case *record.Quantity:
			x.quantity(r, facts[r.ID])
		case *record.Time:
			x.From, x.To, x.TimeValues = []string{r.From}, []string{r.To}, []string{r.Value}
		case *record.Entity:
			x.Kinds, x.Names = []string{string(r.Kind)}, []string{r.Name}
		}
		a.List = append(a.List, x)
		mentions = append(mentions, m)
	}
	s := strip(src)
	found, err := align(a, s)
	for i := range a.List {
		if want := s.of(mentions[i].Base().RawSpan); err == nil && !slices.Contains(found[i].places, want) {
			comment("the next line is found at character %d, not at %d where it was read: its surface stands there too",
				s.source[found[i].places[0].start], mentions[i].Base().Start)
		}
		lines++
		a.List[i].Line = lines
	}
	return a
}

// bare leaves out of a surface what annotations leave out.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		return r
	}, s)
}

// quantity fills in what a quantity and its fact, which may be nil, say.
func (m *Annotation) quantity(q *record.Quantity, f *record.Fact) {
	m.Values, m.Units, m.Bounds = []string{amountText(&q.Amount, q.Kind)}, []string{q.Unit}, []string{"exact"}
	if q.Kind == record.QuantityOrdinal && q.Unit == "" {
		m.Units = []string{"ordinal"}
	}
	if q.Bound != record.BoundExact {
		m.Bounds = []string{string(q.Bound)}
	}
	m.Subjects, m.Metrics, m.Periods, m.Changes, m.Statuses = []string{""}, []string{""}, []string{""}, []string{""}, []string{""}
	if f == nil {
		return
	}
	or := func(s string) []string {
		if s == "" || strings.ContainsAny(s, "|\t") {
			return []string{"-"}
		}
		return []string{s}
	}
	m.Subjects, m.Metrics = or(f.Subject), or(f.Metric)
	if utf8.RuneCountInString(f.Metric) == 1 {
		m.Metrics = []string{"-"} // too short to be compared
	}
	if len(f.From) >= 10 && len(f.To) >= 10 {
		m.Periods = []string{day(f.From) + ".." + day(f.To)}
	}
	if f.Change != record.ChangeNone {
		m.Changes = []string{string(f.Change)}
		if f.Basis != "" {
			m.Changes[0] += ":" + string(f.Basis)
		}
	}
	if m.Statuses = []string{string(f.Status)}; f.Status == record.StatusActual {
		m.Statuses = []string{"actual"}
	}
}

// amountText writes an amount as annotations have it.
func amountText(a *record.Amount, kind record.QuantityKind) string {
	plain := func(d *apd.Decimal) string { return d.Text('f') }
	switch {
	case a.Low != nil && a.High != nil:
		return plain(a.Low) + ".." + plain(a.High)
	case a.Ratio != nil && kind == record.QuantityFraction:
		return plain(&a.Ratio[0]) + "/" + plain(&a.Ratio[1])
	case a.Ratio != nil:
		return plain(&a.Ratio[0]) + ":" + plain(&a.Ratio[1])
	case a.Value != nil:
		return plain(a.Value)
	}
	return ""
}

// columns are the fields of the annotation as its line has them.
func (m *Annotation) columns() []string {
	letter := map[record.Type]string{record.TypeQuantity: "q", record.TypeTime: "t", record.TypeEntity: "e"}[m.Type]
	if m.Optional {
		letter += "~"
	}
	of := func(lists ...[]string) []string {
		row := []string{letter, strings.Join(m.Surfaces, "|")}
		for _, list := range lists {
			row = append(row, strings.Join(list, "|"))
		}
		for row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		return row
	}
	switch m.Type {
	case record.TypeQuantity:
		return of(m.Values, m.Units, m.Bounds, m.Subjects, m.Metrics, m.Periods, m.Changes, m.Statuses)
	case record.TypeTime:
		return of(m.From, m.To, m.TimeValues)
	}
	return of(m.Kinds, m.Names)
}

// WriteTo writes the annotations as [ReadAnnotations] reads them, comments included;
// fields that are empty at the end of a line are left out.
func (a *Annotations) WriteTo(w io.Writer) (int64, error) {
	type numbered struct {
		line int
		text string
	}
	var lines []numbered
	for _, c := range a.Comments {
		lines = append(lines, numbered{c.Line, c.Text})
	}
	for i := range a.List {
		lines = append(lines, numbered{a.List[i].Line, strings.Join(a.List[i].columns(), "\t")})
	}
	slices.SortStableFunc(lines, func(x, y numbered) int { return x.line - y.line })
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text + "\n")
	}
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

// Place checks that every annotation stands in the source, in order. The error lists
// the lines that do not.
func (a *Annotations) Place(src *text.Source) error {
	_, err := align(a, strip(src))
	return err
}

// RoundTrip checks that the annotations are the same when they are written and read
// again.
func (a *Annotations) RoundTrip() error {
	var b strings.Builder
	if _, err := a.WriteTo(&b); err != nil {
		return err
	}
	again, err := ReadAnnotations(strings.NewReader(b.String()), a.Name)
	if err != nil {
		return fmt.Errorf("internal error: the annotations cannot be read again: %w", err)
	}
	same := slices.EqualFunc(a.List, again.List, func(x, y Annotation) bool { return slices.Equal(x.columns(), y.columns()) })
	if !same || a.Date != again.Date || !slices.Equal(a.Comments, again.Comments) {
		return errors.New("internal error: the annotations are others when they are written and read again")
	}
	return nil
}
