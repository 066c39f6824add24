package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/golden"
	"zhfacts/pipeline"
)

// goldSuffix ends the names of annotation files; the article's is .txt instead.
const goldSuffix = ".gold.tsv"

func scoreCommand() *cobra.Command {
	var shown int
	cmd := &cobra.Command{
		Use:   "score GOLD...",
		Short: "Measure the records against annotations",
		Long: `score extracts articles and compares their records with what annotators wrote
down: precision, recall and F1 for each type of record, and how many bounds,
names and slots of facts are right.

GOLD is an annotation file NAME.gold.tsv, whose article NAME.txt stands beside
it, or a folder of them. Of several articles the figures are micro averages.`,
		Example: `  extract score annotated/harbour.gold.tsv
  extract score annotated/ --errors 40`,
		Args: atLeastOne("an annotation file, or a folder of them"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			s, err := loadSettings(cmd)
			if err != nil {
				return err
			}
			files, err := goldFiles(paths)
			if err != nil {
				return err
			}
			x, err := s.extractor()
			if err != nil {
				return err
			}
			var total golden.Score
			bad := 0
			for _, path := range files {
				one, err := scoreFile(cmd, x, path)
				if cmd.Context().Err() != nil {
					return cmd.Context().Err()
				}
				if err != nil {
					cmd.PrintErrf("extract: %v\n", err)
					bad++
					continue
				}
				total.Add(one)
			}
			if bad == len(files) {
				return errFailed
			}
			out := &failingWriter{to: cmd.OutOrStdout()}
			fmt.Fprint(out, total.String())
			if shown > 0 && len(total.Errors) > 0 {
				fmt.Fprintf(out, "\nthe most frequent kinds of error:\n")
				for _, k := range first(total.ErrorKinds(), 10) {
					fmt.Fprintf(out, "%6d  %s %s %s\n", k.N, k.Type, k.Fault, k.Rule)
				}
				fmt.Fprintf(out, "\nthe first %d errors:\n", min(shown, len(total.Errors)))
				for _, e := range first(total.Errors, shown) {
					fmt.Fprintf(out, "  %s\n", e)
				}
			}
			if out.err == nil && bad > 0 {
				return errFailed
			}
			return out.err
		},
	}
	addFlags(cmd, knowledge)
	cmd.Flags().IntVar(&shown, "errors", 0, "show the first `N` errors, and their most frequent kinds")
	return cmd
}

func first[T any](all []T, n int) []T { return all[:min(n, len(all))] }

// goldFiles lists the annotation files that paths name.
func goldFiles(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: no such file or folder", path)
		}
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			if !strings.HasSuffix(path, goldSuffix) {
				return nil, fmt.Errorf("%s: the name of an annotation file ends in %s", path, goldSuffix)
			}
			files = append(files, path)
			continue
		}
		found, err := filepath.Glob(filepath.Join(path, "*"+goldSuffix))
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("%s: the folder holds no annotation file (*%s)", path, goldSuffix)
		}
		slices.Sort(found)
		files = append(files, found...)
	}
	return files, nil
}

func scoreFile(cmd *cobra.Command, x *pipeline.Extractor, path string) (*golden.Score, error) {
	notes, err := golden.ReadAnnotationFile(path)
	if err != nil {
		return nil, err
	}
	article := strings.TrimSuffix(path, goldSuffix) + ".txt"
	in, err := readFile(article)
	if err != nil {
		return nil, fmt.Errorf("%s: the article of %s cannot be read: %w", article, path, err)
	}
	in.Date = notes.Date
	res, err := x.Extract(cmd.Context(), in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", article, err)
	}
	return golden.ScoreArticle(notes, res.Text.Source(), res.Records.Records())
}
