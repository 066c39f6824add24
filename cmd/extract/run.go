package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/text"
)

func runCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run PATH...",
		Short: "Print the records of documents as JSON Lines",
		Long: `run extracts the quantities, times, entities and facts of documents and prints
them as JSON Lines, the records of every document behind each other in the
order of the input.

A PATH is a text file, a folder (all files in it and below, in the order of their
paths), a pattern in quotes ('news/**/*.txt'), or - for standard input. Hidden
files, annotations (NAME` + goldSuffix + `) and links to folders are left out of
folders. With --from jsonl a file holds one object a line: text, and optionally
id, date, title and author.

.gz, .zst, .tar and .zip are read as what they hold.

A document that cannot be read is reported on standard error and left out, the
others are done all the same, and the exit code is 1. With --errors FILE it is
a line of FILE, with --errors inline a record of type error in its place.

The output is written after every document (--flush), so that run can stand in
a pipe that is fed bit by bit.`,
		Example: `  extract run article.txt
  extract run articles/ --workers 4 -o facts.jsonl
  extract run --from jsonl news.jsonl --only quantity,fact
  extract run --from csv table.csv --columns text=body,id=url --keep source
  extract run --from jsonl news.jsonl.gz --shard 2/8 --errors inline
  iconv -f gbk -t utf-8 old.txt | extract run -`,
		Args: atLeastOne("a file, a folder, or - for standard input"),
		RunE: withSettings(run),
	}
	addFlags(cmd, reading, writing, batches, streams, knowledge)
	return cmd
}

// run prints the records of the documents that paths name.
func run(cmd *cobra.Command, paths []string, s *settings) error {
	items, err := s.items(cmd, paths)
	if err != nil {
		return err
	}
	x, timings, err := s.timed()
	if err != nil {
		return err
	}
	failures, err := s.failures(cmd)
	if err != nil {
		return err
	}
	err = writeTo(cmd, s.Output, func(out io.Writer) (batch.Summary, error) {
		warnings := 0
		p := startProgress(cmd, s.Quiet, s.Output == batch.Stdin, -1)
		sum, err := batch.Run(cmd.Context(), x, s.Part.Items(items, s.ShardDocuments), out, batch.Options{
			Workers: s.Workers, Only: s.Only, DocTimeout: s.DocTimeout, Flush: s.Flush,
			Inline: s.Errors == inline, Report: failures.report, Progress: &p.Progress,
			Warn: func(name string, w text.Warning) {
				warnings++
				warn(cmd, name, w)
			},
		})
		p.stop()
		if s.Output != batch.Stdin && !s.Quiet && err == nil {
			p.table(cmd.ErrOrStderr(), sum.Done, sum.Failed, warnings, sum.Counts)
		}
		return sum, err
	})
	if timings != nil {
		printTimings(cmd.ErrOrStderr(), timings)
	}
	return failures.close(err)
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
		switch {
		case err == nil:
			cmd.PrintErrf("extract: no document could be read; %s is as it was\n", path)
		case errors.Is(err, context.Canceled):
			cmd.PrintErrf("extract: stopped; %s is as it was. `extract dataset build` goes on by itself where it was stopped\n", path)
			return err
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
	case errors.Is(err, context.Canceled):
		cmd.PrintErrf("extract: stopped behind %s, which the output holds whole; go on with what follows. `extract dataset build` does so by itself\n", count(sum.Done+sum.Failed, "document"))
		return err
	case errors.Is(err, batch.ErrClosed):
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
