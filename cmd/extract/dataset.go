package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/dataset"
	"zhfacts/pipeline/text"
)

func datasetCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "dataset",
		Short: "Build a data set from a corpus, keep it up to date, compare it",
		Long: `A data set is a folder: records in shards of JSON Lines or Parquet, an index of
its documents, the list of those that failed, and a manifest of what it was made
from. The same corpus, program, rules, lexicons and settings give the same bytes,
whatever was interrupted or changed on the way.`,
		Example: `  extract dataset build articles/ -o facts
  extract dataset build news/*.jsonl.gz -o facts --format parquet --keep url
  extract dataset update articles/ -o facts
  extract dataset verify facts --source articles/
  extract dataset diff facts-2023 facts-2024`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(datasetBuildCommand(), datasetUpdateCommand(), datasetVerifyCommand(), datasetDiffCommand(), datasetMergeCommand())
	return cmd
}

func datasetBuildCommand() *cobra.Command {
	var b dataset.Build
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "build CORPUS... -o FOLDER",
		Short: "Build a data set, or go on with one that was interrupted",
		Long: `build makes a data set of a corpus: files, folders, patterns as news/**/*.txt,
or - for standard input. What a file holds is told from its name (--from auto):
.jsonl, .csv, .tsv, .parquet, and text otherwise; .gz, .zst, .tar, .tar.gz and
.zip are read as what they hold.

It may be stopped or killed at any time: the same command goes on from the shards
that are there, and ends with the same bytes. A document that fails is a line of
errors.jsonl, with the stage and the reason, and the exit code is 1. Documents
that ran out of time (--doc-timeout) are tried again.

With --shard 2/8 it builds one of eight parts; extract dataset merge joins them.`,
		Example: `  extract dataset build articles/ -o facts
  extract dataset build archive.tar.gz more/ -o facts --include '*.txt' --compress zstd
  extract dataset build news.parquet -o facts --format parquet --columns text=body,id=url --keep source
  extract dataset build corpus/ -o part-2 --shard 2/8`,
		Args: atLeastOne("a corpus: files, folders, patterns, or - for standard input"),
		RunE: withSettings(func(cmd *cobra.Command, paths []string, s *settings) error {
			if s.origins["from"] == "default" {
				s.From = "auto"
			}
			return build(cmd, paths, s, &b, asJSON)
		}),
	}
	cmd.Flags().BoolVar(&b.Replace, "replace", false, "build anew what other rules, settings or another program built")
	allowMissing(cmd, &b)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print what was done as JSON")
	addFlags(cmd, reading, []string{"only", "workers"}, batches, sets, knowledge)
	reword(cmd, "from", optionOf("from").usage, "auto")
	intoFolder(cmd)
	return cmd
}

func datasetUpdateCommand() *cobra.Command {
	b := dataset.Build{Update: true}
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "update CORPUS... -o FOLDER",
		Short: "Bring a data set up to date with its corpus",
		Long: `update takes in what is new or changed in a corpus, drops what is gone, and takes
everything else over. The result is that of building anew, byte for byte. How the
corpus is read is taken from the data set; rules and lexicons must be those that
it was built with.`,
		Example: `  extract dataset update articles/ -o facts`,
		Args:    atLeastOne("the corpus"),
		RunE: withSettings(func(cmd *cobra.Command, paths []string, s *settings) error {
			if s.Output == batch.Stdin {
				return errNoFolder
			}
			if err := s.asRecorded(s.Output); err != nil {
				return setError(err)
			}
			return build(cmd, paths, s, &b, asJSON)
		}),
	}
	allowMissing(cmd, &b)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print what was done as JSON")
	addFlags(cmd, []string{"workers", "doc-timeout", "quiet", "timings"}, knowledge)
	intoFolder(cmd)
	return cmd
}

// allowMissing gives a command the flag --allow-missing.
func allowMissing(cmd *cobra.Command, b *dataset.Build) {
	cmd.Flags().BoolVar(&b.AllowMissing, "allow-missing", false, "go on without the paths that do not exist or hold no files, as failed documents; else nothing is done")
}

// build runs a build whose kind is known already.
func build(cmd *cobra.Command, paths []string, s *settings, b *dataset.Build, asJSON bool) error {
	if s.Output == batch.Stdin {
		return errNoFolder
	}
	if s.Format == dataset.FormatParquet && s.Compress != "" {
		return errors.New("Parquet is always compressed with zstd; leave out --compress")
	}
	corpus, err := s.corpus(cmd, paths)
	if err != nil {
		return err
	}
	x, timings, err := s.timed()
	if err != nil {
		return err
	}
	id, err := dataset.Identify(s.options())
	if err != nil {
		return err
	}
	told := &failures{cmd: cmd}
	var p *progress
	b.Dir, b.Corpus, b.Extractor, b.Identity, b.Settings, b.Part = s.Output, corpus, x, id, s.dataset(), s.Part
	b.Workers, b.DocTimeout, b.Report = s.Workers, s.DocTimeout, told.report
	b.Warn = func(name string, w text.Warning) { warn(cmd, name, w) }
	if !s.Quiet {
		b.Log = func(line string) { cmd.PrintErrf("extract: %s\n", line) }
	}
	b.Planned = func(documents, of int) *batch.Progress {
		p = startProgress(cmd, s.Quiet, false, int64(documents))
		return &p.Progress
	}
	res, err := b.Run(cmd.Context())
	if p != nil {
		p.stop()
	}
	if timings != nil {
		printTimings(cmd.ErrOrStderr(), timings)
	}
	if err != nil {
		return built(cmd, s.Output, res, err)
	}
	if asJSON {
		if err := printLine(cmd.OutOrStdout(), res); err != nil {
			return err
		}
	} else if !s.Quiet {
		p.table(cmd.ErrOrStderr(), res.Documents, res.Failed, res.Warnings, batch.Counts{Quantities: res.Quantities, Times: res.Times, Entities: res.Entities, Facts: res.Facts})
		cmd.PrintErrf("%s extracted, %d taken over in rewritten shards; %s written, %d kept\n", count(res.Processed, "document"), res.Taken, count(res.Written, "shard"), res.Kept)
	}
	if res.Failed > 0 {
		cmd.PrintErrf("extract: %d of %d documents failed; %s/errors.jsonl has them all\n", res.Failed, res.Failed+res.Documents, s.Output)
		return errFailed
	}
	return nil
}

var errNoFolder = errors.New("a data set is a folder; name it with -o FOLDER")

// built is the error that a build which did not come to its end ends its command
// with.
func built(cmd *cobra.Command, dir string, res dataset.Result, err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		cmd.PrintErrf("extract: stopped; %d of %d shards of %s are there. The same command goes on from them\n", res.Kept+res.Written, res.Shards, dir)
		return err
	case errors.Is(err, dataset.ErrOther), errors.Is(err, dataset.ErrUse):
		return err
	}
	return &runError{err}
}

// dataset are the settings that a data set depends on.
func (s *settings) dataset() dataset.Settings {
	return dataset.Settings{
		Format: s.Format, Compress: s.Compress, ShardDocuments: s.ShardDocuments, Only: s.Only, Keep: s.Keep,
		From: s.From, Columns: s.Columns, Include: s.Include, Exclude: s.Exclude, Encoding: s.Encoding, Date: s.Date,
		DateFromName: s.NameDates, SkipSteps: s.Skip, MaxDoc: s.MaxDoc,
	}
}

// asRecorded takes over the settings that a data set was built with.
func (s *settings) asRecorded(dir string) error {
	rec, part, err := dataset.Recorded(dir)
	if err != nil {
		return err
	}
	s.Format, s.Compress, s.ShardDocuments, s.Only, s.Keep = rec.Format, rec.Compress, rec.ShardDocuments, rec.Only, rec.Keep
	s.From, s.Columns, s.Include, s.Exclude, s.Encoding, s.Date = rec.From, rec.Columns, rec.Include, rec.Exclude, rec.Encoding, rec.Date
	s.NameDates, s.Skip, s.MaxDoc, s.Part = rec.DateFromName, rec.SkipSteps, rec.MaxDoc, part
	return nil
}

// printLine writes a value as JSON on one line.
func printLine(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func datasetVerifyCommand() *cobra.Command {
	var asJSON bool
	var sources []string
	cmd := &cobra.Command{
		Use:   "verify FOLDER",
		Short: "Check the files of a data set, its records and their places",
		Long: `verify checks that the files of a data set are those that were written, that every
record keeps to the schema and to all promises, and with --source that the corpus
is the one it was made from and every place holds what the record says. The
corpus is read as it was when the data set was built.`,
		Example: `  extract dataset verify facts
  extract dataset verify facts --source articles/ --json`,
		Args: exactly("the folder of a data set"),
		RunE: withSettings(func(cmd *cobra.Command, args []string, s *settings) error {
			var corpus *batch.Corpus
			if len(sources) > 0 {
				err := s.asRecorded(args[0])
				if err == nil {
					corpus, err = s.corpus(cmd, sources)
				}
				if err != nil {
					return setError(err)
				}
			}
			out := &failingWriter{to: cmd.OutOrStdout()}
			sum, err := dataset.Verify(cmd.Context(), args[0], corpus, func(p dataset.Problem) {
				if asJSON {
					out.err = errors.Join(out.err, printLine(out, p))
				} else {
					fmt.Fprintln(out, p)
				}
			})
			if err != nil {
				return setError(err)
			}
			if asJSON {
				err = printLine(out, sum)
			} else {
				state := "valid"
				if sum.Problems > 0 {
					state = count(sum.Problems, "problem")
				}
				_, err = fmt.Fprintf(out, "%s: %s: %s, %s, %s\n", args[0], state, count(sum.Files, "file"), count(sum.Documents, "document"), count(sum.Records, "record"))
			}
			if err = errors.Join(err, out.err); err == nil && sum.Problems > 0 {
				return errFailed
			}
			return err
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object for each problem, and one of counts in the end")
	cmd.Flags().StringSliceVar(&sources, "source", nil, "check places against the corpus at these `PATHS`")
	return cmd
}

// setError tells wrong use from what went wrong.
func setError(err error) error {
	if errors.Is(err, dataset.ErrUse) || errors.Is(err, context.Canceled) {
		return err
	}
	return &runError{err}
}

func datasetMergeCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "merge PART... -o FOLDER",
		Short: "Join the parts of a data set that were built apart",
		Long: `merge joins data sets that were built with --shard 1/N to N/N to what one machine
would have written, byte for byte.`,
		Example: `  extract dataset merge part-1 part-2 part-3 -o facts`,
		Args:    atLeastOne("the parts"),
		RunE: withSettings(func(cmd *cobra.Command, parts []string, s *settings) error {
			if s.Output == batch.Stdin {
				return errNoFolder
			}
			counts, err := dataset.Merge(s.Output, parts)
			if err != nil {
				return setError(err)
			}
			if asJSON {
				return printLine(cmd.OutOrStdout(), counts)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %s, %d failed, of %s\n", s.Output, count(counts.Documents, "document"), counts.Failed, count(len(parts), "part"))
			return err
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the counts as JSON")
	intoFolder(cmd)
	return cmd
}
