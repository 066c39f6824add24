package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"

	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
)

// Item is one document of a batch, not read yet.
type Item struct {
	Name  string // for messages: a path, or a path and a line
	Place Place
	Size  int // bytes of memory that it holds before it is read
	Read  func() (pipeline.Input, error)

	// Known, if there is one, gives the lines and counts of the document if they
	// were made before of what has this digest. It is then not extracted.
	Known func(Digest) ([]byte, Counts, bool)
}

// Place is where a document stands in its corpus, the same on every machine.
type Place struct {
	Input string // the file: its path below the folder given, or its name
	Entry string // the file within an archive
	Line  int    // the line of a table or of JSON Lines, or the row of a Parquet file, from 1
}

// Items yields documents in the order of the output. An error is a *Failure
// and stands for one that could not be found or read; it is reported in its
// place and the rest goes on.
type Items = iter.Seq2[Item, error]

// Stage is the part of the work in which a document failed.
type Stage string

const (
	StageRead    Stage = "read"    // finding and reading it
	StageDecode  Stage = "decode"  // it is no text
	StageExtract Stage = "extract" // making its records
	StageCheck   Stage = "check"   // its records break a promise
)

// Failure is the error of one document.
type Failure struct {
	Name  string // for messages, as in [Item]
	Place Place
	Doc   string // its id, "" where it is not known
	Stage Stage
	Err   error
	Retry bool // it ran out of time, and might not another time
}

func (f *Failure) Error() string { return fmt.Sprintf("%s: %v", f.Name, f.Err) }
func (f *Failure) Unwrap() error { return f.Err }

// AppendError appends the failure as one JSON object: the `error` record, which
// is none of the data set. It names no path of the machine.
func AppendError(dst []byte, f *Failure) []byte {
	dst = append(dst, `{"type":"error"`...)
	text := func(key, value string) {
		if value != "" {
			dst = append(append(append(dst, ",\""...), key...), "\":"...)
			dst = record.AppendString(dst, value)
		}
	}
	text("doc", f.Doc)
	text("input", f.Place.Input)
	text("entry", f.Place.Entry)
	if f.Place.Line > 0 {
		dst = fmt.Appendf(dst, `,"line":%d`, f.Place.Line)
	}
	text("stage", string(f.Stage))
	text("reason", f.Err.Error())
	if f.Retry {
		dst = append(dst, `,"retry":true`...)
	}
	return append(dst, '}')
}

// reason is an error without the path, which the message names already.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
