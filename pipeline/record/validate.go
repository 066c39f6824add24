package record

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"io"

	"zhfacts/pipeline/text"
)

// Validation says what [Validate] is to check besides the records by themselves.
type Validation struct {
	// Source gives the source of a document, so that spans can be checked; nil,
	// or a nil source, where it is not at hand. An error is a problem of the
	// document.
	Source func(doc string) (*text.Source, error)
	// Only names the types of record that were kept, as in [CheckDocument];
	// none means all.
	Only []Type
	// AllowErrors allows records of type error between the documents. They are held to
	// the schema, and to nothing else.
	AllowErrors bool
}

// IsError tells whether a line is a record of type error: it stands for a document
// that failed, and is none of the data.
func IsError(line []byte) bool { return bytes.HasPrefix(line, []byte(`{"type":"error"`)) }

// Summary is how much [Validate] read, errors apart, and how many problems it
// reported.
type Summary struct{ Lines, Documents, Errors, Problems int }

// Validate checks JSON Lines against the schema and all promises, document by
// document, and reports every problem with its line. It holds the records of
// one document at a time. The error is that of reading.
func Validate(in io.Reader, v Validation, report func(Problem)) (Summary, error) {
	run := validator{Validation: v, report: report, seen: map[[sha256.Size]byte]bool{}}
	lines := bufio.NewReaderSize(in, 1<<16)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			run.n++
			run.line(bytes.TrimSuffix(line, []byte{'\n'}))
		}
		if err == io.EOF {
			run.flush()
			return run.Summary, nil
		}
		if err != nil {
			return run.Summary, err
		}
	}
}

type validator struct {
	Validation
	Summary
	report func(Problem)
	seen   map[[sha256.Size]byte]bool // documents, by the checksum of their id
	n      int                        // the line at hand

	records []Record // of the document at hand
	lines   []int    // where they stand
	broken  bool     // a line of the document was no record
}

func (v *validator) add(p Problem) {
	v.Problems++
	v.report(p)
}

func (v *validator) line(line []byte) {
	if v.AllowErrors && IsError(line) {
		v.flush()
		v.Errors++
		v.schema(line)
		return
	}
	v.Lines++
	if len(line) == 0 {
		v.broken = true
		v.add(Problem{Line: v.n, Message: "is empty: each line holds a record"})
		return
	}
	r, found := parse(line)
	if r == nil {
		v.broken = true
	} else {
		if len(v.records) > 0 && (r.RecordType() == TypeDocument || r.DocID() != v.records[0].DocID()) {
			v.flush()
		}
		v.records, v.lines = append(v.records, r), append(v.lines, v.n)
		if ps, ok := Check(r).(Problems); ok {
			found = append(found, ps...)
		}
	}
	// A field is named once: what a parse found explains what the check and
	// the schema find there too.
	named := map[string]bool{}
	for _, p := range found {
		if !named[p.Field] {
			p.Line = v.n
			v.add(p)
		}
		named[p.Field] = true
	}
	if len(found) == 0 {
		v.schema(line)
	}
}

// schema checks a line against the schema.
func (v *validator) schema(line []byte) {
	var says Problems
	if err := CheckSchema(line); errors.As(err, &says) {
		for _, p := range says {
			p.Line = v.n
			v.add(p)
		}
	} else if err != nil {
		v.add(Problem{Line: v.n, Message: err.Error()})
	}
}

// flush checks the document at hand as a whole.
func (v *validator) flush() {
	if len(v.records) == 0 {
		return
	}
	v.Documents++
	id := v.records[0].DocID()
	first := Problem{Line: v.lines[0], ID: v.records[0].RecordID(), Field: "doc"}
	sum := sha256.Sum256([]byte(id))
	if v.seen[sum] {
		first.Message = "the records of a document stand together, and this one had some before"
		v.add(first)
	}
	v.seen[sum] = true
	var src *text.Source
	if v.Source != nil {
		var err error
		if src, err = v.Source(id); err != nil {
			first.Message = "its source cannot be read: " + err.Error()
			v.add(first)
		}
	}
	if !v.broken {
		c := newDocumentChecker(v.records, v.lines, src, v.Only)
		c.between()
		for _, p := range c.found {
			v.add(p)
		}
	}
	v.records, v.lines, v.broken = v.records[:0], v.lines[:0], false
}
