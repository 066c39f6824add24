package table

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// Rows reads named columns of any Parquet file, a row at a time: a string for
// each column, "" where the row has none. Columns must be flat; of the wanted
// ones that are not there, those that are not optional are an error.
func Rows(in io.ReaderAt, size int64, columns []string, optional []string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		file, err := parquet.OpenFile(in, size, parquet.SkipBloomFilters(true), parquet.SkipPageIndex(true))
		if err != nil {
			yield(nil, fmt.Errorf("no Parquet file, or one that is damaged or cut off: %w", err))
			return
		}
		at := make([]int, len(columns))
		for i, name := range columns {
			leaf, ok := file.Schema().Lookup(name)
			switch {
			case ok && leaf.MaxRepetitionLevel == 0:
				at[i] = leaf.ColumnIndex
			case ok:
				yield(nil, fmt.Errorf("the column %s holds lists", name))
				return
			case slices.Contains(optional, name):
				at[i] = -1
			default:
				yield(nil, fmt.Errorf("there is no column %s; the columns are %s", name, strings.Join(columnNames(file), ", ")))
				return
			}
		}
		for _, group := range file.RowGroups() {
			if !groupRowsOf(group, at, yield) {
				return
			}
		}
	}
}

func columnNames(file *parquet.File) []string {
	var names []string
	for _, path := range file.Schema().Columns() {
		names = append(names, strings.Join(path, "."))
	}
	return names
}

// groupRowsOf reads the rows of one group, page by page of the wanted columns.
func groupRowsOf(group parquet.RowGroup, at []int, yield func([]string, error) bool) bool {
	chunks := group.ColumnChunks()
	columns := make([]*columnReader, len(at))
	for i, n := range at {
		if n >= 0 {
			columns[i] = &columnReader{pages: chunks[n].Pages()}
			defer columns[i].close()
		}
	}
	for range group.NumRows() {
		row := make([]string, len(at))
		for i, column := range columns {
			if column == nil {
				continue
			}
			var err error
			if row[i], err = column.next(); err != nil {
				yield(nil, err)
				return false
			}
		}
		if !yield(row, nil) {
			return false
		}
	}
	return true
}

// columnReader reads the values of a column one by one.
type columnReader struct {
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	buf    [64]parquet.Value
	held   []parquet.Value
}

func (c *columnReader) close() {
	if c.page != nil {
		parquet.Release(c.page)
	}
	c.pages.Close()
}

func (c *columnReader) next() (string, error) {
	for len(c.held) == 0 {
		if c.values == nil {
			if c.page != nil {
				parquet.Release(c.page)
			}
			var err error
			if c.page, err = c.pages.ReadPage(); err != nil {
				if errors.Is(err, io.EOF) {
					err = errors.New("a column ends before the others")
				}
				return "", err
			}
			c.values = c.page.Values()
		}
		n, err := c.values.ReadValues(c.buf[:])
		c.held = c.buf[:n]
		if errors.Is(err, io.EOF) {
			c.values = nil
		} else if err != nil {
			return "", err
		}
	}
	value := c.held[0]
	c.held = c.held[1:]
	if value.IsNull() {
		return "", nil
	}
	return value.String(), nil
}
