package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"zhfacts/pipeline/batch"
)

func runCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run PATH...",
		Short: "Print the records of documents as JSON Lines",
		Long: `run extracts the quantities, times, entities and facts of documents and prints
them as JSON Lines, the records of every document behind each other in the
order of the input.

A PATH is a text file, a folder (all files in it and below, in the order of
their paths; hidden ones are left out), or - for standard input. With
--from jsonl it holds one object a line: text, and optionally id, date, title
and author.

A document that cannot be read is reported on standard error and left out, the
others are done all the same, and the exit code is 1.`,
		Example: `  extract run article.txt
  extract run articles/ --workers 4 -o facts.jsonl
  extract run --from jsonl news.jsonl --only quantity,fact
  iconv -f gbk -t utf-8 old.txt | extract run -`,
		Args: atLeastOne("a file, a folder, or - for standard input"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			s, err := loadSettings(cmd)
			if err != nil {
				return err
			}
			items, err := s.items(cmd, paths)
			if err != nil {
				return err
			}
			x, err := s.extractor()
			if err != nil {
				return err
			}
			return writeTo(cmd, s.Output, func(out io.Writer) (batch.Summary, error) {
				return batch.Run(cmd.Context(), &warner{Extractor: x, cmd: cmd}, items, out, batch.Options{
					Workers: s.Workers,
					Only:    s.Only,
					Report:  func(err error) { cmd.PrintErrf("extract: %v\n", err) },
				})
			})
		},
	}
	addFlags(cmd, reading, writing, knowledge)
	return cmd
}

// writeTo runs a batch into a file or standard output. The file is put in
// place unless the batch broke off or gave nothing but failures.
func writeTo(cmd *cobra.Command, path string, run func(io.Writer) (batch.Summary, error)) error {
	if path == batch.Stdin {
		sum, err := run(cmd.OutOrStdout())
		return outcome(cmd, sum, err)
	}
	file, err := batch.Create(path)
	if err != nil {
		return err
	}
	sum, err := run(file)
	if err != nil || sum.Done == 0 {
		file.Abort()
		if err == nil {
			cmd.PrintErrf("extract: no document could be read; %s is as it was\n", path)
		}
		return outcome(cmd, sum, err)
	}
	if err := file.Commit(); err != nil {
		return &runError{err}
	}
	return outcome(cmd, sum, nil)
}

// outcome is the error that a batch ends its command with.
func outcome(cmd *cobra.Command, sum batch.Summary, err error) error {
	switch {
	case errors.Is(err, batch.ErrClosed), errors.Is(err, context.Canceled):
		return err
	case err != nil:
		return &runError{fmt.Errorf("the output broke off: %w", err)}
	case sum.Failed == 0:
		return nil
	case sum.Failed+sum.Done > 1:
		cmd.PrintErrf("extract: %d of %d documents failed\n", sum.Failed, sum.Failed+sum.Done)
	}
	return errFailed
}
