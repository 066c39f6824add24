package batch

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhfacts/pipeline"
	"zhfacts/pipeline/table"
)

// row makes a document of a row of a table. value gives a column, "" where the
// row has none.
func (c *Corpus) row(number string, value func(name string) string) (pipeline.Input, error) {
	in := pipeline.Input{ID: value(c.Columns.ID), Text: value(c.Columns.Text), Date: value(c.Columns.Date),
		Title: value(c.Columns.Title), Author: value(c.Columns.Author)}
	if in.ID == "" {
		in.ID = number
	}
	c.keep(&in, value)
	for _, s := range []string{in.ID, in.Text, in.Title, in.Author} {
		if !utf8.ValidString(s) {
			return pipeline.Input{}, errors.New("the row is no UTF-8" + convert)
		}
	}
	for _, k := range in.Kept {
		if !utf8.ValidString(k.Value) {
			return pipeline.Input{}, fmt.Errorf("%s is no UTF-8%s", k.Name, convert)
		}
	}
	if int64(len(in.Text)) > c.MaxDoc {
		return pipeline.Input{}, c.tooLarge()
	}
	return in, c.checked(&in)
}

// columns are the names of the columns that are read, the text's first, and of these
// the ones that a table may lack. Whoever asks for a column by a name, to keep it or
// in the place of a usual one, wants it: no table lacks it in silence.
func (c *Corpus) columns() (all, optional []string) {
	usual := DefaultColumns
	all = append(all, c.Columns.Text)
	for _, one := range [][2]string{{c.Columns.ID, usual.ID}, {c.Columns.Date, usual.Date}, {c.Columns.Title, usual.Title}, {c.Columns.Author, usual.Author}} {
		all = append(all, one[0])
		if one[0] == one[1] && !slices.Contains(c.Keep, one[0]) {
			optional = append(optional, one[0])
		}
	}
	return append(all, c.Keep...), optional
}

// lacking tells which of the columns that must be there a table with this head lacks.
func (c *Corpus) lacking(head []string) error {
	all, optional := c.columns()
	missing := slices.DeleteFunc(all, func(name string) bool { return slices.Contains(head, name) || slices.Contains(optional, name) })
	if len(missing) == 0 {
		return nil
	}
	names, advice := strings.Join(head, ", "), ""
	switch {
	case strings.ContainsFunc(names, unicode.IsControl):
		names = fmt.Sprintf("%.100q, which look like binary data", names)
	case !utf8.ValidString(names):
		names, advice = fmt.Sprintf("%.100q, which is no UTF-8", names), convert
	case missing[0] == DefaultColumns.Text:
		advice = "; name it with --columns text=NAME"
	}
	return fmt.Errorf("there is no column %s; the columns are %s%s", strings.Join(missing, ", "), names, advice)
}

// convert is what to do with a table or JSON Lines in another encoding.
const convert = "; convert the file first, as by iconv -f gb18030 -t utf-8"

// ration reads no more than it is allowed to: a quote that is never closed
// must not take in a whole file.
type ration struct {
	read io.Reader
	left int64
}

var errRation = errors.New("the row is longer than a document may be, or a quote in it is never closed; what follows is left out")

func (r *ration) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, errRation
	}
	n, err := r.read.Read(p[:min(int64(len(p)), r.left)])
	r.left -= int64(n)
	return n, err
}

// table reads a table whose first row names the columns.
func (o *opened) table(p part, comma rune) {
	limited := &ration{read: p.read}
	in := csv.NewReader(limited)
	in.Comma, in.LazyQuotes = comma, comma == '\t'
	in.ReuseRecord = true
	limited.left = o.MaxDoc
	head, err := in.Read()
	if errors.Is(err, io.EOF) {
		err = errors.New("the input holds no documents")
	}
	if err != nil {
		o.refuse(p, 0, err)
		return
	}
	head = slices.Clone(head)
	for i, name := range head {
		head[i] = strings.Clone(strings.TrimPrefix(name, "\ufeff"))
	}
	if err := o.lacking(head); err != nil {
		o.refuse(p, 0, err)
		return
	}
	wanted, _ := o.columns()
	at := map[string]int{}
	for i, name := range head {
		if _, twice := at[name]; twice && slices.Contains(wanted, name) {
			o.refuse(p, 0, fmt.Errorf("two columns have the name %s", name))
			return
		}
		at[name] = i
	}
	for !o.done {
		limited.left = 2*o.MaxDoc + 1<<16 // of a row, its quotes doubled, and what is read ahead
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		line := 0
		if err == nil || errors.Is(err, csv.ErrFieldCount) {
			line, _ = in.FieldPos(0)
		}
		var malformed *csv.ParseError
		switch {
		case errors.As(err, &malformed) && errors.Is(err, csv.ErrFieldCount):
			if !o.refuse(p, line, fmt.Errorf("the row has %d columns, the first row %d", len(row), len(head))) {
				return
			}
			continue
		case errors.As(err, &malformed):
			o.refuse(p, malformed.StartLine, fmt.Errorf("%w; what follows is left out", malformed.Err))
			return
		case err != nil:
			o.refuse(p, 0, err)
			return
		}
		doc, err := o.row(p.number(line), func(name string) string {
			if i, ok := at[name]; ok {
				return strings.Clone(row[i])
			}
			return ""
		})
		o.give(p, line, len(doc.Text), func() (pipeline.Input, error) { return doc, err })
	}
}

// parquet reads the rows of a Parquet file.
func (o *opened) parquet(p part, file *os.File, size int64) {
	names, optional := o.columns()
	line := 0
	for row, err := range table.Rows(file, size, names, optional) {
		if err != nil {
			o.refuse(p, 0, err)
			return
		}
		line++
		doc, err := o.row(p.number(line), func(name string) string {
			if i := slices.Index(names, name); i >= 0 {
				return row[i]
			}
			return ""
		})
		if !o.give(p, line, len(doc.Text), func() (pipeline.Input, error) { return doc, err }) {
			return
		}
	}
}
