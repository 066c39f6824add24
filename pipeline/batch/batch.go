// Package batch runs many documents through the pipeline: it finds and reads
// them, spreads them over workers, and writes what they give in their order.
package batch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime/debug"
	"sync"
	"syscall"

	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
)

// Item is one document of a batch, not read yet.
type Item struct {
	Name string // for messages: a path, or a path and a line
	Read func() (pipeline.Input, error)
}

// Items yields documents in the order of the output. An error stands for one
// that could not be found; it is reported in its place and the rest goes on.
type Items = iter.Seq2[Item, error]

// Options say how to run a batch.
type Options struct {
	Workers int           // how many documents are worked on at once; at least 1
	Only    []record.Type // the types of mentions and facts to write; empty means all
	Report  func(error)   // is told of every document that failed, in order
}

// Summary counts what became of a batch.
type Summary struct {
	Done   int // documents whose records were written
	Failed int // documents that could not be read or processed
}

// ErrClosed is the error of a batch whose reader went away (a broken pipe).
var ErrClosed = errors.New("the output was closed by its reader")

// Extractor is what a batch needs of *pipeline.Extractor.
type Extractor interface {
	Extract(ctx context.Context, in pipeline.Input) (*pipeline.Result, error)
}

// job is a document on its way from the reader through a worker to the writer.
type job struct {
	item Item
	err  error
	doc  string
	out  []byte
	done chan struct{}
}

// ahead is how many documents per worker may wait for one before them that
// takes longer: it bounds memory.
const ahead = 4

// Run extracts all items and writes their records as JSON Lines to out, in the
// order of the items, the same bytes for any number of workers. A document
// that fails is reported and left out whole. So is one whose id an earlier one
// has: ids are unique in a data set. The error is that of writing or of the
// context; out then holds the first documents, whole ones but for the last.
func Run(ctx context.Context, x Extractor, items Items, out io.Writer, opt Options) (Summary, error) {
	ctx, stop := context.WithCancel(ctx)
	workers := max(1, opt.Workers)
	queue := make(chan *job, workers*ahead) // in order, for the writer
	todo := make(chan *job)                 // for whichever worker is free
	buffers := sync.Pool{New: func() any { return new([]byte) }}

	var group sync.WaitGroup
	defer group.Wait()
	defer stop()
	group.Go(func() {
		defer close(queue)
		defer close(todo)
		for item, err := range items {
			j := &job{item: item, err: err, done: make(chan struct{})}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			if err != nil {
				close(j.done)
				continue
			}
			select {
			case todo <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	for range workers {
		group.Go(func() {
			for j := range todo {
				j.work(ctx, x, opt.Only, (*buffers.Get().(*[]byte))[:0])
				close(j.done)
			}
		})
	}

	w := writer{out: bufio.NewWriterSize(out, 1<<16), seen: newSeen(), report: opt.Report}
	for j := range queue {
		select {
		case <-j.done:
		case <-ctx.Done():
			return w.sum, ctx.Err()
		}
		if err := w.write(j); err != nil {
			return w.sum, err
		}
		out := j.out
		buffers.Put(&out)
		if len(queue) == 0 {
			if err := w.flush(); err != nil {
				return w.sum, err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return w.sum, err
	}
	return w.sum, w.flush()
}

// work makes the records of one document. A panic is a mistake in the program;
// it must not take the other documents with it.
func (j *job) work(ctx context.Context, x Extractor, only []record.Type, buf []byte) {
	defer func() {
		if fault := recover(); fault != nil {
			j.err = fmt.Errorf("%s: internal error: %v\n%s", j.item.Name, fault, debug.Stack())
		}
	}()
	j.out = buf
	in, err := j.item.Read()
	if err != nil {
		j.err = named(j.item.Name, err)
		return
	}
	j.doc = in.ID
	res, err := x.Extract(ctx, in)
	if err != nil {
		j.err = named(j.item.Name, err)
		return
	}
	j.out = AppendRecords(buf, &res.Records, only)
}

func named(name string, err error) error { return fmt.Errorf("%s: %w", name, err) }

// AppendRecords appends the records of a sorted set as JSON Lines. Of mentions
// and facts only those of the given types count and are written, all of them
// if none is given; the document's record always is.
func AppendRecords(dst []byte, set *record.Set, only []record.Type) []byte {
	set = filter(set, only)
	for _, r := range set.Records() {
		dst = append(record.AppendJSON(dst, r), '\n')
	}
	return dst
}

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

// writer puts documents out one by one.
type writer struct {
	out    *bufio.Writer
	seen   seen
	report func(error)
	sum    Summary
}

func (w *writer) write(j *job) error {
	if j.err == nil && !w.seen.add(j.doc) {
		j.err = fmt.Errorf("%s: a document before it has the same id %q; this one is skipped", j.item.Name, j.doc)
	}
	if j.err != nil {
		w.sum.Failed++
		if w.report != nil {
			w.report(j.err)
		}
		return nil
	}
	w.sum.Done++
	_, err := w.out.Write(j.out)
	return closed(err)
}

func (w *writer) flush() error { return closed(w.out.Flush()) }

func closed(err error) error {
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
		return ErrClosed
	}
	return err
}
