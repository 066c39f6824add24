package golden

import (
	"errors"
	"fmt"
	"io/fs"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Run makes the records of an article, in the order of the output, and gives
// its source.
type Run func(path string) ([]record.Record, *text.Source, error)

// Result is an article compared with its golden file.
type Result struct {
	Article
	Source      *text.Source
	Old, New    []record.Record // accepted, made now; Old is nil where there is no golden file
	Differences []Difference
	// Err is why the article could not be compared: it could not be run, or its
	// golden file could not be read.
	Err error
}

// Good tells whether the article gives what its golden file says.
func (r Result) Good() bool { return r.Err == nil && len(r.Differences) == 0 }

// Check runs the article and compares it with its golden file. Where there is
// no golden file, every record is added.
func Check(a Article, run Run) Result {
	res := Result{Article: a}
	var err error
	if res.New, res.Source, err = run(a.Path); err != nil {
		res.Err = fmt.Errorf("%s: %w", a.Path, err)
		return res
	}
	if res.Old, err = ReadFile(a.Golden); err != nil && !errors.Is(err, fs.ErrNotExist) {
		res.Err = err
		return res
	}
	res.Differences = Compare(res.Old, res.New)
	return res
}
