package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/golden"
	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
)

// goldSuffix ends the names of annotation files; the article's is .txt instead.
const goldSuffix = ".gold.tsv"

func scoreCommand() *cobra.Command {
	var shown int
	cmd := &cobra.Command{
		Use:   "score GOLD...",
		Short: "Measure the records against annotations",
		Long: `score extracts articles and compares their records with what annotators wrote
down: precision, recall and F1 for each type of record, for the bounds of
quantities, the names of entities and each slot of facts. Of a slot, precision
counts the facts that were found, recall those that were annotated.

GOLD is an annotation file NAME` + goldSuffix + `, whose article NAME.txt stands beside
it, or a folder of them ('extract annotate' writes one to correct). Of several
articles the figures are micro averages. With --errors it lists what is wrong,
by kind and by rule.`,
		Example: `  extract score annotated/harbour` + goldSuffix + `
  extract score annotated/ --errors 40`,
		Args: atLeastOne("an annotation file, or a folder of them"),
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withSettings(func(cmd *cobra.Command, paths []string, s *settings) error {
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
		if *asJSON {
			err = printJSON(out, scoreReport(&total))
		} else {
			fmt.Fprint(out, total.String())
			if shown > 0 && len(total.Errors) > 0 {
				printErrors(out, &total, shown)
			}
		}
		switch {
		case err != nil || out.err != nil:
			return cmp.Or(err, out.err)
		case bad > 0:
			return errFailed
		}
		return nil
	})
	addFlags(cmd, knowledge)
	cmd.Flags().IntVar(&shown, "errors", 0, "show the first `N` errors, and their most frequent kinds and rules")
	return cmd
}

// kindsShown is how many kinds of error and rules are listed.
const kindsShown = 10

func printErrors(out io.Writer, s *golden.Score, shown int) {
	fmt.Fprintf(out, "\nthe most frequent kinds of error:\n")
	for _, k := range first(s.ErrorKinds(), kindsShown) {
		fmt.Fprintf(out, "%6d  %s %s %s\n", k.N, k.Type, k.Fault, k.Rule)
	}
	fmt.Fprintf(out, "\nthe rules that made most errors:\n")
	for _, r := range first(errorRules(s), kindsShown) {
		fmt.Fprintf(out, "%6d  %s\n", r.Count, r.Rule)
	}
	fmt.Fprintf(out, "\nthe first %d errors:\n", min(shown, len(s.Errors)))
	for _, e := range first(s.Errors, shown) {
		fmt.Fprintf(out, "  %s\n", e)
	}
}

func first[T any](all []T, n int) []T { return all[:min(n, len(all))] }

// errorRule is how many errors a rule made.
type errorRule struct {
	Rule  string `json:"rule"`
	Count int    `json:"count"`
}

// errorRules counts the errors by rule, the most first; what was missed has none.
func errorRules(s *golden.Score) []errorRule {
	list := []errorRule{}
	for _, e := range s.Errors {
		if e.Rule == "" {
			continue
		}
		i := slices.IndexFunc(list, func(r errorRule) bool { return r.Rule == e.Rule })
		if i < 0 {
			i = len(list)
			list = append(list, errorRule{Rule: e.Rule})
		}
		list[i].Count++
	}
	slices.SortStableFunc(list, func(a, b errorRule) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Rule, b.Rule))
	})
	return list
}

// scored is a score for programs. Shares are rounded to 1/1000.
type scored struct {
	Types  []scoredType  `json:"types"`
	Parts  []scoredPart  `json:"parts"`
	Kinds  []scoredKind  `json:"kinds"` // of error, the most frequent first
	Rules  []errorRule   `json:"rules"` // that made errors, the most first
	Errors []scoredError `json:"errors"`
}

type scoredType struct {
	Type      record.Type `json:"type"`
	Gold      int         `json:"gold"`
	Right     int         `json:"right"`
	False     int         `json:"false"`
	Missed    int         `json:"missed"`
	Exact     int         `json:"exact"`
	Precision float64     `json:"precision"`
	Recall    float64     `json:"recall"`
	F1        float64     `json:"f1"`
}

type scoredPart struct {
	Part      string  `json:"part"`
	Right     int     `json:"right"`
	Of        int     `json:"of"`
	Gold      int     `json:"gold"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

type scoredKind struct {
	Type  record.Type  `json:"type"`
	Fault golden.Fault `json:"fault"`
	Rule  string       `json:"rule,omitempty"`
	Count int          `json:"count"`
}

type scoredError struct {
	Doc     string       `json:"doc"`
	At      int          `json:"at"` // code point of the source
	Type    record.Type  `json:"type"`
	Fault   golden.Fault `json:"fault"`
	Surface string       `json:"surface"`
	Gold    string       `json:"gold,omitempty"`
	Got     string       `json:"got,omitempty"`
	Rule    string       `json:"rule,omitempty"`
}

func scoreReport(s *golden.Score) *scored {
	round := func(f float64) float64 { return math.Round(f*1000) / 1000 }
	r := &scored{Rules: errorRules(s), Kinds: []scoredKind{}, Errors: []scoredError{}}
	for _, t := range []struct {
		name  record.Type
		tally golden.Tally
	}{{record.TypeQuantity, s.Quantity}, {record.TypeTime, s.Time}, {record.TypeEntity, s.Entity}, {record.TypeFact, s.Fact}} {
		r.Types = append(r.Types, scoredType{t.name, t.tally.Gold, t.tally.Right, t.tally.False, t.tally.Missed, t.tally.Exact,
			round(t.tally.Precision()), round(t.tally.Recall()), round(t.tally.F1())})
	}
	for _, p := range s.Parts() {
		r.Parts = append(r.Parts, scoredPart{p.Name, p.Right, p.Of, p.Gold, round(p.Precision()), round(p.Recall()), round(p.F1())})
	}
	for _, k := range s.ErrorKinds() {
		r.Kinds = append(r.Kinds, scoredKind{k.Type, k.Fault, k.Rule, k.N})
	}
	for _, e := range s.Errors {
		r.Errors = append(r.Errors, scoredError(e))
	}
	return r
}

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
