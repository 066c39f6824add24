// Package batch runs many documents through the pipeline: it finds and reads
// them, spreads them over workers, and gives what became of them in their order.
package batch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"syscall"
	"time"

	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Options say how to run a batch.
type Options struct {
	Workers    int           // how many documents are worked on at once; at least 1
	Only       []record.Type // the types of mentions and facts to write; empty means all
	DocTimeout time.Duration // how long a document may take; 0 is no limit
	Report     func(error)   // is told of every document that failed, in order

	// Warn is told in the same order what is doubtful about the text of a document
	// whose records were written.
	Warn func(name string, w text.Warning)

	Digests bool // give the digest of every document

	// Flush is after how many documents [Run] writes out what it holds; below 1
	// after each.
	Flush int
	// Inline writes an `error` record in the place of a document that failed.
	Inline bool
	// Progress, if there is one, is kept up to date.
	Progress *Progress
}

// Summary counts what became of a batch.
type Summary struct {
	Done   int // documents whose records were written
	Failed int // documents that could not be read or processed
	Counts     // their records
}

// Progress is how far a batch has come; it can be read at any time.
type Progress struct{ Documents, Failed, Bytes atomic.Int64 }

// Add takes over one more document.
func (p *Progress) Add(o *Outcome) {
	if p == nil {
		return
	}
	p.Documents.Add(1)
	p.Bytes.Add(int64(o.Size))
	if o.Err != nil {
		p.Failed.Add(1)
	}
}

// ErrClosed is the error of a batch whose reader went away (a broken pipe).
var ErrClosed = errors.New("the output was closed by its reader")

// Run extracts all items and writes their records as JSON Lines to out, in the
// order of the items, the same bytes for any number of workers. A document
// that fails is reported and left out whole. So is one whose id an earlier one
// has: ids are unique in a data set. The error is that of writing or of the
// context; out then holds the first documents, whole ones unless the writing
// failed.
func Run(ctx context.Context, x Extractor, items Items, out io.Writer, opt Options) (Summary, error) {
	seen := NewSeen()
	defer seen.Close()
	w := writer{out: bufio.NewWriterSize(out, 1<<16), seen: seen, opt: opt}
	err := Process(ctx, x, items, opt, w.write)
	if err == nil || ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		if flushErr := closed(w.out.Flush()); flushErr != nil {
			err = flushErr
		}
	}
	return w.sum, err
}

// writer puts documents out one by one.
type writer struct {
	out  *bufio.Writer
	seen *Seen
	opt  Options
	sum  Summary
	held int // documents since the last flush
}

func (w *writer) write(o *Outcome) error {
	if o.Err == nil {
		added, err := w.seen.Add(o.Doc)
		if err != nil {
			return err
		}
		if !added {
			o.Err = DuplicateOf(o.Item, o.Doc)
		}
	}
	w.opt.Progress.Add(o)
	lines := o.Lines
	if o.Err != nil {
		w.sum.Failed++
		if w.opt.Report != nil {
			w.opt.Report(o.Err)
		}
		if !w.opt.Inline {
			return nil
		}
		lines = append(AppendError(nil, o.Err), '\n')
	} else {
		w.sum.Done++
		for _, warning := range o.Warnings {
			if w.opt.Warn != nil {
				w.opt.Warn(o.Item.Name, warning)
			}
		}
		w.sum.Counts.Add(o.Counts)
	}
	if _, err := w.out.Write(lines); err != nil {
		return closed(err)
	}
	if w.held++; w.held < w.opt.Flush {
		return nil
	}
	w.held = 0
	return closed(w.out.Flush())
}

// ErrDuplicate is the error of a document whose id is taken.
var ErrDuplicate = errors.New("a document before it has the same id")

// DuplicateOf is the failure of a document whose id an earlier one has.
func DuplicateOf(item Item, doc string) *Failure {
	return &Failure{Name: item.Name, Place: item.Place, Doc: doc, Stage: StageRead,
		Err: fmt.Errorf("%w %q; this one is skipped", ErrDuplicate, doc)}
}

func closed(err error) error {
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
		return ErrClosed
	}
	return err
}

// Duplicate is an item in the place of one whose id an earlier one has.
func Duplicate(item Item) (Item, error) {
	in, err := item.Read()
	if err != nil {
		item.Read = once(in, err)
		return item, nil
	}
	return Item{}, DuplicateOf(item, in.ID)
}

// once is the Read of an item that was read already.
func once(in pipeline.Input, err error) func() (pipeline.Input, error) {
	return func() (pipeline.Input, error) { return in, err }
}

// filter gives the set with those mentions and facts that are of the given types, all
// of them if none is given; the document's record always is.
func filter(set *record.Set, only []record.Type) *record.Set {
	if len(only) == 0 {
		return set
	}
	kept := record.Set{Document: set.Document}
	for _, t := range only {
		switch t {
		case record.TypeQuantity:
			kept.Quantities = set.Quantities
		case record.TypeTime:
			kept.Times = set.Times
		case record.TypeEntity:
			kept.Entities = set.Entities
		case record.TypeFact:
			kept.Facts = set.Facts
		}
	}
	kept.Sort()
	return &kept
}
