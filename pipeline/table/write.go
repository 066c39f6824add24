package table

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"zhfacts/pipeline/record"
)

const (
	// groupRows is how many rows a row group has at most; it bounds memory.
	groupRows = 20_000
	// pageBytes is how large a page of a column becomes, before compression.
	pageBytes = 64 << 10
)

// Writer writes the records of documents to one table for each type. The same
// documents give the same bytes.
type Writer struct {
	tables map[record.Type]*tableWriter
	order  []record.Type
}

// NewWriter begins the tables of some types, each with the output that open
// gives for it. kept are the columns of the input that documents may carry.
func NewWriter(types []record.Type, kept []string, open func(record.Type) (io.Writer, error)) (*Writer, error) {
	w := &Writer{tables: map[record.Type]*tableWriter{}, order: types}
	for _, t := range types {
		out, err := open(t)
		if err != nil {
			return nil, err
		}
		l := newLayout(t, kept)
		options := []parquet.WriterOption{l.schema,
			parquet.CreatedBy("zhfacts", "1", ""),
			parquet.Compression(&zstd.Codec{Level: zstd.DefaultLevel, Concurrency: 1}),
			parquet.DataPageStatistics(true),
			parquet.PageBufferSize(pageBytes),
			parquet.MaxRowsPerRowGroup(groupRows),
		}
		for _, name := range l.decimals {
			options = append(options, parquet.SkipPageBounds(name))
		}
		row := make(parquet.Row, l.width)
		w.tables[t] = &tableWriter{layout: l, row: row, rows: [1]parquet.Row{row}, out: parquet.NewGenericWriter[any](out, options...)}
	}
	return w, nil
}

// Write adds the records of one document, the JSON Lines that it gave.
func (w *Writer) Write(lines []byte) error {
	for number := 0; len(lines) > 0; number++ {
		line, rest, _ := bytes.Cut(lines, []byte{'\n'})
		lines = rest
		t, ok := typeOf(line)
		if !ok {
			return errLine
		}
		table := w.tables[t]
		if table == nil {
			return fmt.Errorf("there is no table for records of type %s", t)
		}
		if err := table.write(line, number); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the tables; it does not close what they are written to.
func (w *Writer) Close() error {
	for _, t := range w.order {
		if err := w.tables[t].out.Close(); err != nil {
			return err
		}
	}
	return nil
}

// typeOf is the type of the record on a line.
func typeOf(line []byte) (record.Type, bool) {
	rest, ok := bytes.CutPrefix(line, []byte(`{"type":"`))
	name, _, found := bytes.Cut(rest, []byte{'"'})
	return record.Type(name), ok && found
}

type tableWriter struct {
	*layout
	row  parquet.Row
	rows [1]parquet.Row // row
	out  *parquet.GenericWriter[any]
}

func (w *tableWriter) write(line []byte, number int) error {
	for i := range w.row {
		w.row[i] = parquet.NullValue().Level(0, 0, i)
	}
	w.set(w.first[w.at[position.name]], position, parquet.Int64Value(int64(number)))
	err := members(line, func(name, value []byte) error {
		i, ok := w.at[string(name)]
		if !ok {
			return errLine
		}
		return w.put(w.first[i], w.keys[i], value)
	})
	if err != nil {
		return err
	}
	_, err = w.out.WriteRows(w.rows[:])
	return err
}

func (w *tableWriter) set(column int, k key, value parquet.Value) {
	level := 1
	if k.required {
		level = 0
	}
	w.row[column] = value.Level(0, level, column)
}

func (w *tableWriter) put(column int, k key, value []byte) error {
	switch k.kind {
	case kindCount:
		n, err := strconv.ParseInt(string(value), 10, 64)
		if err != nil {
			return errLine
		}
		w.set(column, k, parquet.Int64Value(n))
	case kindDecimal:
		if d, ok := appendDecimal(nil, value); ok {
			w.set(column, k, parquet.FixedLenByteArrayValue(d))
		} else {
			w.set(column+1, k, parquet.ByteArrayValue(value))
		}
	case kindRatio:
		numerator, denominator, ok := bytes.Cut(bytes.Trim(value, "[]"), []byte{','})
		n, fits := appendDecimal(nil, numerator)
		d, fitsToo := appendDecimal(nil, denominator)
		if ok && fits && fitsToo {
			w.set(column, k, parquet.FixedLenByteArrayValue(n))
			w.set(column+1, k, parquet.FixedLenByteArrayValue(d))
		} else {
			w.set(column+2, k, parquet.ByteArrayValue(value))
		}
	case kindKept:
		return members(value, func(name, value []byte) error {
			i := slices.Index(w.kept, string(name))
			if i < 0 {
				return fmt.Errorf("there is no column for it")
			}
			return w.put(column+i, key{}, value)
		})
	default:
		s, err := unquote(value)
		if err != nil {
			return err
		}
		w.set(column, k, parquet.ByteArrayValue(s))
		if k.kind == kindMoment {
			if day, err := time.Parse(time.DateOnly, string(s[:min(len(s), len(time.DateOnly))])); err == nil {
				w.set(column+1, k, parquet.Int32Value(int32(day.Unix()/86400)))
			}
		}
	}
	return nil
}
