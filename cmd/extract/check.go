package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"zhfacts/golden"
	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// folders are where articles and their golden files lie.
type folders struct{ articles, golden string }

func (f *folders) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.articles, "articles", "testdata/articles", "`FOLDER` of the articles")
	cmd.Flags().StringVar(&f.golden, "golden", "golden", "`FOLDER` of their golden files")
}

func checkCommand() *cobra.Command {
	var at folders
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Compare what articles give with what has been accepted",
		Long: `check extracts the articles of a folder and compares their records with the
golden files, NAME.jsonl for NAME.txt, one by one: what was added, lost and
changed, each with its place in the text. It ends with exit code 1 if there is
any difference. What is right can be taken over with 'extract accept'.`,
		Example: `  extract check
  extract check --rules my-rules/`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := loadSettings(cmd)
			if err != nil {
				return err
			}
			results, err := at.check(cmd, s)
			if err != nil {
				return err
			}
			bad, records := 0, 0
			for _, res := range results {
				records += len(res.New)
				if res.Good() {
					continue
				}
				bad++
				if err := printResult(cmd, res); err != nil {
					return err
				}
			}
			orphans, err := at.orphans(cmd, results)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d articles, %d records: %s\n", len(results), records, verdict(bad, "article differs", "articles differ"))
			if bad+orphans > 0 {
				return errFailed
			}
			return nil
		},
	}
	at.addFlags(cmd)
	addFlags(cmd, knowledge)
	return cmd
}

// check runs all articles.
func (f *folders) check(cmd *cobra.Command, s *settings) ([]golden.Result, error) {
	articles, err := golden.Articles(f.articles, f.golden)
	if err != nil {
		return nil, err
	}
	x, err := s.extractor()
	if err != nil {
		return nil, err
	}
	results := make([]golden.Result, len(articles))
	for i, a := range articles {
		results[i] = golden.Check(a, func(path string) ([]record.Record, *text.Source, error) {
			return extractFile(cmd, x, path)
		})
		if err := cmd.Context().Err(); err != nil {
			return nil, err
		}
	}
	return results, nil
}

// orphans reports golden files without an article, and gives how many.
func (f *folders) orphans(cmd *cobra.Command, results []golden.Result) (int, error) {
	articles := make([]golden.Article, len(results))
	for i, res := range results {
		articles[i] = res.Article
	}
	orphans, err := golden.Orphans(articles, f.golden)
	for _, path := range orphans {
		fmt.Fprintf(cmd.OutOrStdout(), "%s: there is no such article; remove the file or bring the article back\n", path)
	}
	return len(orphans), err
}

// extractFile gives the records of a file, and its source.
func extractFile(cmd *cobra.Command, x *pipeline.Extractor, path string) ([]record.Record, *text.Source, error) {
	in, err := readFile(path)
	if err != nil {
		return nil, nil, err
	}
	res, err := x.Extract(cmd.Context(), in)
	if err != nil {
		return nil, nil, err
	}
	return res.Records.Records(), res.Text.Source(), nil
}

func printResult(cmd *cobra.Command, res golden.Result) error {
	if res.Err != nil {
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "%v\n\n", res.Err)
		return err
	}
	if err := printer.Print(cmd.OutOrStdout(), res.Path, res.Differences, res.Source); err != nil {
		return err
	}
	_, err := fmt.Fprintln(cmd.OutOrStdout())
	return err
}

var printer = golden.Printer{Width: columns}

// verdict says how many things are wrong, in words.
func verdict(n int, one, many string) string {
	switch n {
	case 0:
		return "all as accepted"
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
