package table

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"zhfacts/pipeline/record"
)

// Documents reads tables back: for each document the JSON Lines that it was
// written from. open gives the table of a type and its size. An error ends it.
func Documents(types []record.Type, kept []string, open func(record.Type) (io.ReaderAt, int64, error)) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var documents *tableReader
		var others []*tableReader
		for _, t := range types {
			in, size, err := open(t)
			if err == nil {
				var r *tableReader
				if r, err = newTableReader(newLayout(t, kept), in, size); err == nil && t == record.TypeDocument {
					documents = r
				} else {
					others = append(others, r)
				}
			}
			if err != nil {
				yield(nil, fmt.Errorf("the table of type %s: %w", t, err))
				return
			}
		}
		var lines []byte
		for documents.next() {
			doc, last := documents.doc, -1
			lines = append(lines[:0], documents.line...)
			for {
				var following *tableReader
				for _, r := range others {
					if r.ready() && r.doc == doc && (following == nil || r.position < following.position) {
						following = r
					}
				}
				if following == nil || following.position <= last {
					break
				}
				last = following.position
				lines = append(lines, following.line...)
				following.taken = true
			}
			if !yield(lines, nil) {
				return
			}
		}
		for _, r := range append(others, documents) {
			switch {
			case r.err != nil:
				yield(nil, r.err)
				return
			case r.ready():
				yield(nil, fmt.Errorf("the record %q in %q belongs to no document", r.line, r.doc))
				return
			}
		}
	}
}

// tableReader reads a table row by row.
type tableReader struct {
	*layout
	file  *parquet.File
	rows  parquet.Rows
	group int // the row group that comes next
	buf   []parquet.Row
	held  []parquet.Row // those of buf that were not given yet
	err   error

	line     []byte // the record at hand
	doc      string
	position int
	taken    bool // it is no longer needed
	any      bool // there is one
}

func newTableReader(l *layout, in io.ReaderAt, size int64) (*tableReader, error) {
	file, err := parquet.OpenFile(in, size, parquet.SkipBloomFilters(true), parquet.SkipPageIndex(true))
	if err != nil {
		return nil, err
	}
	if !parquet.EqualNodes(file.Schema(), l.schema) {
		return nil, errors.New("it has other columns than those of this version")
	}
	return &tableReader{layout: l, file: file, buf: make([]parquet.Row, 64)}, nil
}

// ready tells whether there is a record at hand, and reads one if need be.
func (r *tableReader) ready() bool {
	if r.any && !r.taken {
		return true
	}
	return r.next()
}

// next reads the next record; false at the end and on an error, which is kept.
func (r *tableReader) next() bool {
	for len(r.held) == 0 && r.err == nil {
		if r.rows == nil {
			if r.group == len(r.file.RowGroups()) {
				r.any = false
				return false
			}
			r.rows = r.file.RowGroups()[r.group].Rows()
			r.group++
		}
		n, err := r.rows.ReadRows(r.buf)
		r.held = r.buf[:n]
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			r.rows.Close()
			r.rows = nil
		default:
			r.err = err
		}
	}
	if r.any = r.err == nil; !r.any {
		return false
	}
	row := r.held[0]
	r.held = r.held[1:]
	r.taken = false
	r.read(row)
	return true
}

// read makes the line of a row.
func (r *tableReader) read(row parquet.Row) {
	line := append(r.line[:0], '{')
	begin := func(name string) {
		if line[len(line)-1] != '{' {
			line = append(line, ',')
		}
		line = append(record.AppendString(line, name), ':')
	}
	for i, k := range r.keys {
		at := row[r.first[i]:]
		switch {
		case k.name == position.name:
			r.position = int(at[0].Int64())
		case k.kind == kindCount:
			begin(k.name)
			line = strconv.AppendInt(line, at[0].Int64(), 10)
		case k.kind == kindDecimal:
			if !at[0].IsNull() {
				begin(k.name)
				line = append(line, decimalText(at[0].ByteArray())...)
			} else if !at[1].IsNull() {
				begin(k.name)
				line = append(line, at[1].ByteArray()...)
			}
		case k.kind == kindRatio:
			if !at[0].IsNull() {
				begin(k.name)
				line = fmt.Appendf(line, "[%s,%s]", decimalText(at[0].ByteArray()), decimalText(at[1].ByteArray()))
			} else if !at[2].IsNull() {
				begin(k.name)
				line = append(line, at[2].ByteArray()...)
			}
		case k.kind == kindKept:
			line = r.readKept(line, at)
		case !at[0].IsNull():
			begin(k.name)
			line = record.AppendString(line, string(at[0].ByteArray()))
		}
		if k.name == "doc" {
			r.doc = string(at[0].ByteArray())
		}
	}
	r.line = append(line, '}', '\n')
}

func (r *tableReader) readKept(line []byte, at parquet.Row) []byte {
	var kept []record.Kept
	for i, name := range r.kept {
		if !at[i].IsNull() {
			kept = append(kept, record.Kept{Name: name, Value: string(at[i].ByteArray())})
		}
	}
	if len(kept) == 0 {
		return line
	}
	line = append(line, `,"kept":`...)
	return record.AppendKept(line, kept)
}
