package batch

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Extractor is what a batch needs of *pipeline.Extractor.
type Extractor interface {
	Extract(ctx context.Context, in pipeline.Input) (*pipeline.Result, error)
}

// Outcome is what became of one document.
type Outcome struct {
	Item   Item
	Doc    string // its id, "" where it could not be read
	Size   int    // the bytes of its source
	Digest Digest // of all that was read of it, if [Options] or Item.Known asks for it
	Counts Counts // of the records written
	Lines  []byte // the records as JSON Lines; good until the next outcome
	Known  bool   // the lines are those that Item.Known gave
	Err    *Failure

	Warnings []text.Warning // what is doubtful about the text, which was read all the same
}

// ahead is how many documents per worker may wait for one before them that
// takes longer, and aheadBytes how large they may be together: both bound memory.
const (
	ahead      = 4
	aheadBytes = 32 << 20
)

// Process extracts all items and hands what became of each to sink, in the order
// of the items, whatever the number of workers. An error of sink ends it. When
// the context ends, the documents under way are given up, and its error is
// returned.
func Process(ctx context.Context, x Extractor, items Items, opt Options, sink func(*Outcome) error) error {
	ctx, stop := context.WithCancel(ctx)
	workers := max(1, opt.Workers)
	queue := make(chan *job, workers*ahead) // in order, for the sink
	todo := make(chan *job)                 // for whichever worker is free
	weight := newWeight(aheadBytes)
	buffers := sync.Pool{New: func() any { return new([]byte) }}

	var group sync.WaitGroup
	defer group.Wait()
	defer stop()
	defer context.AfterFunc(ctx, weight.stop)()
	group.Go(func() {
		defer close(queue)
		defer close(todo)
		for item, err := range items {
			if !weight.take(item.Size) {
				return
			}
			j := &job{Outcome: Outcome{Item: item}, done: make(chan struct{}), weight: item.Size}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			if err != nil {
				j.broken(err)
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
			w := worker{x: x, opt: opt}
			defer w.end()
			for j := range todo {
				w.work(ctx, j, (*buffers.Get().(*[]byte))[:0])
				close(j.done)
			}
		})
	}

	for j := range queue {
		select {
		case <-j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := sink(&j.Outcome); err != nil {
			return err
		}
		weight.give(j.weight)
		if !j.Known {
			out := j.Lines
			buffers.Put(&out)
		}
	}
	return ctx.Err()
}

// job is a document on its way from the reader through a worker to the sink.
type job struct {
	Outcome
	weight int
	done   chan struct{}
}

// broken takes over the failure of an item that could not be found.
func (j *job) broken(err error) {
	if !errors.As(err, &j.Err) {
		j.Err = &Failure{Name: j.Item.Name, Place: j.Item.Place, Stage: StageRead, Err: err}
	}
	j.Item.Name, j.Item.Place, j.Doc = j.Err.Name, j.Err.Place, j.Err.Doc
}

// worker makes the records of one document after the other.
type worker struct {
	x   Extractor
	opt Options
	run *runner // nil as long as none is wanted
}

// work makes the records of one document.
func (w *worker) work(ctx context.Context, j *job, buf []byte) {
	j.Lines = buf
	in, err := j.Item.Read()
	j.Item.Read = nil // the source is needed no longer
	if err != nil {
		j.fail(StageRead, err)
		return
	}
	j.Doc, j.Size = in.ID, len(in.Bytes)+len(in.Text)
	if w.opt.Digests || j.Item.Known != nil {
		j.Digest = DigestOf(in)
	}
	if j.Item.Known != nil {
		if lines, counts, ok := j.Item.Known(j.Digest); ok {
			j.Lines, j.Counts, j.Known = lines, counts, true
			return
		}
	}
	res, err := w.extract(ctx, in)
	if err != nil {
		j.fail(stageOf(err), err)
		return
	}
	if res.Text != nil {
		j.Warnings = res.Text.Warnings()
	}
	set := filter(&res.Records, w.opt.Only)
	j.Counts = countsOf(set)
	j.Lines = record.AppendLines(buf, set.Records())
}

// extract extracts one document within the time that it may take. One that does
// not look at its context is left behind, with the goroutine that it runs in, to
// end by itself.
func (w *worker) extract(ctx context.Context, in pipeline.Input) (*pipeline.Result, error) {
	limit := w.opt.DocTimeout
	if limit <= 0 {
		return isolated(ctx, w.x, in)
	}
	inner, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if w.run == nil {
		w.run = newRunner(w.x)
	}
	w.run.todo <- task{inner, in}
	select {
	case r := <-w.run.done:
		if r.err != nil && ctx.Err() == nil && errors.Is(r.err, context.DeadlineExceeded) {
			r.err = &timeoutError{limit}
		}
		return r.res, r.err
	case <-inner.Done():
		w.end()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &timeoutError{limit}
	}
}

// end lets go of the runner.
func (w *worker) end() {
	if w.run != nil {
		close(w.run.todo)
		w.run = nil
	}
}

// runner extracts documents in a goroutine of its own. That one goes on from
// document to document, so that its stack need not grow again for each.
type runner struct {
	todo chan task
	done chan result // holds one, so that a document that nobody waits for can end
}

type task struct {
	ctx context.Context
	in  pipeline.Input
}

type result struct {
	res *pipeline.Result
	err error
}

// newRunner begins a goroutine that ends when todo is closed.
func newRunner(x Extractor) *runner {
	r := &runner{make(chan task), make(chan result, 1)}
	go func() {
		for t := range r.todo {
			res, err := isolated(t.ctx, x, t.in)
			r.done <- result{res, err}
		}
	}()
	return r
}

func (j *job) fail(stage Stage, err error) {
	j.Err = &Failure{Name: j.Item.Name, Place: j.Item.Place, Doc: j.Doc, Stage: stage, Err: err, Retry: isTimeout(err)}
}

func stageOf(err error) Stage {
	var encoding *text.EncodingError
	var check *pipeline.CheckError
	switch {
	case errors.Is(err, pipeline.ErrEmpty), errors.As(err, &encoding):
		return StageDecode
	case errors.As(err, &check):
		return StageCheck
	}
	return StageExtract
}

// timeoutError says that a document took too long by the clock.
type timeoutError struct{ limit time.Duration }

func (e *timeoutError) Error() string {
	return fmt.Sprintf("it took longer than %v (--doc-timeout)", e.limit)
}

// isTimeout tells whether the error comes from the clock, also that of the last
// resort of a rule.
func isTimeout(err error) bool {
	var own *timeoutError
	return errors.As(err, &own) || strings.Contains(err.Error(), "match timeout")
}

// PanicError is a mistake in the program that one document brought to light.
// Its message names the function at fault, and is the same every time.
type PanicError struct {
	Fault    any
	Function string
	Stack    []byte
}

func (e *PanicError) Error() string {
	return fmt.Sprintf("internal error: %v in %s", e.Fault, e.Function)
}

// isolated extracts one document. A panic must not take the others with it.
func isolated(ctx context.Context, x Extractor, in pipeline.Input) (res *pipeline.Result, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = &PanicError{fault, panicked(), debug.Stack()}
		}
	}()
	return x.Extract(ctx, in)
}

// panicked names the innermost function of the module on the way of a panic.
func panicked() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		frame, more := frames.Next()
		if strings.HasPrefix(frame.Function, "zhfacts/") {
			return frame.Function
		}
		if !more {
			return frame.Function
		}
	}
}

// weight bounds the bytes of the documents under way. One that is larger than
// all of the bound is let in alone.
type weight struct {
	mu    sync.Mutex
	free  *sync.Cond
	held  int
	bound int
	over  bool
}

func newWeight(bound int) *weight {
	w := &weight{bound: bound}
	w.free = sync.NewCond(&w.mu)
	return w
}

// take waits until there is room; false when it is stopped.
func (w *weight) take(n int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.held > 0 && w.held+n > w.bound && !w.over {
		w.free.Wait()
	}
	w.held += n
	return !w.over
}

func (w *weight) give(n int) {
	w.mu.Lock()
	w.held -= n
	w.mu.Unlock()
	w.free.Signal()
}

func (w *weight) stop() {
	w.mu.Lock()
	w.over = true
	w.mu.Unlock()
	w.free.Broadcast()
}

// Counts are how many records of each type there are.
type Counts struct{ Quantities, Times, Entities, Facts int }

func countsOf(set *record.Set) Counts {
	doc := &set.Document
	return Counts{doc.Quantities, doc.Times, doc.Entities, doc.Facts}
}

// Add adds other counts.
func (c *Counts) Add(other Counts) {
	c.Quantities += other.Quantities
	c.Times += other.Times
	c.Entities += other.Entities
	c.Facts += other.Facts
}
