package main

import (
	"bufio"
	"errors"

	"github.com/spf13/cobra"

	"zhfacts/pipeline/batch"
)

// inline is the place of errors among the records.
const inline = "inline"

// failures tells of documents that failed: on standard error, or in a file.
type failures struct {
	cmd    *cobra.Command
	inline bool // nothing is told: the errors are in the output
	file   *batch.Output
	out    *bufio.Writer
	err    error // of the file
}

func (s *settings) failures(cmd *cobra.Command) (*failures, error) {
	f := &failures{cmd: cmd, inline: s.Errors == inline}
	if s.Errors == "" || s.Errors == inline {
		return f, nil
	}
	file, err := batch.Create(s.Errors)
	if err != nil {
		return nil, err
	}
	f.file, f.out = file, bufio.NewWriter(file)
	return f, nil
}

// report tells of one document. Of a mistake in the program it always shows
// where it happened.
func (f *failures) report(err error) {
	var fault *batch.PanicError
	if errors.As(err, &fault) {
		f.cmd.PrintErrf("%s\n", fault.Stack)
	}
	var failure *batch.Failure
	switch {
	case f.inline:
	case f.file != nil && errors.As(err, &failure):
		if _, err := f.out.Write(append(batch.AppendError(nil, failure), '\n')); f.err == nil {
			f.err = err
		}
	default:
		f.cmd.PrintErrf("extract: %v\n", err)
	}
}

// close puts the file of errors in place; err is how the work ended.
func (f *failures) close(err error) error {
	if f.file == nil {
		return err
	}
	if f.err == nil {
		f.err = f.out.Flush()
	}
	if f.err != nil {
		f.file.Abort()
		return &runError{f.err}
	}
	if fault := f.file.Commit(); fault != nil {
		return &runError{fault}
	}
	return err
}
