package main

import (
	"errors"
	"fmt"
	"io"

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
	var watching bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Compare what articles give with what has been accepted",
		Long: `check extracts the articles of a folder and compares their records with the
golden files, NAME.jsonl for NAME.txt, one by one: what was added, lost and
changed, each with its place in the text. It ends with exit code 1 if there is
any difference. What is right can be taken over with 'extract accept'.

A record that has been pinned ('extract pin') may not change at all.`,
		Example: `  extract check
  extract check --rules my-rules/ --watch`,
		Args: exactly(),
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withSettings(func(cmd *cobra.Command, _ []string, s *settings) error {
		run := func() error {
			x, err := s.extractor()
			if err != nil {
				return err
			}
			c, err := at.check(cmd, x)
			if err != nil {
				return err
			}
			out := &failingWriter{to: cmd.OutOrStdout()}
			if *asJSON {
				err = printJSON(out, c.report())
			} else {
				c.print(out)
			}
			switch {
			case err != nil || out.err != nil:
				return errors.Join(err, out.err)
			case !c.good():
				return errFailed
			}
			return nil
		}
		if watching {
			return watch(cmd, append(s.knowledgeFolders(), at.articles, at.golden), run)
		}
		return run()
	})
	at.addFlags(cmd)
	cmd.Flags().BoolVar(&watching, "watch", false, "check again after every save of a rule, word or article")
	addFlags(cmd, knowledge)
	return cmd
}

// checked is what a check found.
type checked struct {
	results  []golden.Result
	breaches []golden.Breach
	orphans  []string // golden files and pins without an article
}

func (c *checked) good() bool { return c.differing() == 0 && len(c.breaches)+len(c.orphans) == 0 }

// differing is the number of articles that are not as accepted.
func (c *checked) differing() int {
	n := 0
	for i := range c.results {
		if !c.results[i].Good() {
			n++
		}
	}
	return n
}

// check runs all articles.
func (f *folders) check(cmd *cobra.Command, x *pipeline.Extractor) (*checked, error) {
	articles, err := golden.Articles(f.articles, f.golden)
	if err != nil {
		return nil, err
	}
	pins, err := golden.ReadPins(f.golden)
	if err != nil {
		return nil, err
	}
	c := &checked{results: make([]golden.Result, len(articles))}
	known := map[string]bool{}
	for i, a := range articles {
		c.results[i] = golden.Check(a, func(path string) ([]record.Record, *text.Source, error) {
			return extractFile(cmd, x, path)
		})
		if err := cmd.Context().Err(); err != nil {
			return nil, err
		}
		known[a.Doc()] = true
		if c.results[i].Err == nil {
			c.breaches = append(c.breaches, golden.Breaches(pins, a.Doc(), c.results[i].New)...)
		}
	}
	orphans, err := golden.Orphans(articles, f.golden)
	for _, path := range orphans {
		c.orphans = append(c.orphans, path+": there is no such article; remove the file or bring the article back")
	}
	for _, p := range pins {
		if !known[p.Doc()] {
			c.orphans = append(c.orphans, fmt.Sprintf("%s: the pin %s is of %s, which is no article; bring it back, or extract unpin %s", p.Source, p.Name, p.Doc(), p.Name))
		}
	}
	return c, err
}

func (c *checked) print(out io.Writer) {
	records := 0
	for i := range c.results {
		res := &c.results[i]
		records += len(res.New)
		switch {
		case res.Err != nil:
			fmt.Fprintf(out, "%v\n\n", res.Err)
		case len(res.Differences) > 0:
			if err := printer.Print(out, res.Path, res.Differences, res.Source); err != nil {
				return // out keeps it
			}
			fmt.Fprintln(out)
		}
	}
	for _, b := range c.breaches {
		fmt.Fprintf(out, "%s\n\n", b)
	}
	for _, o := range c.orphans {
		fmt.Fprintln(out, o)
	}
	broken := ""
	if n := len(c.breaches); n > 0 {
		broken = fmt.Sprintf("; %d pinned changed", n)
	}
	fmt.Fprintf(out, "%s, %s: %s%s\n", count(len(c.results), "article"), count(records, "record"), verdict(c.differing(), "article differs", "articles differ"), broken)
}

// checkReport is a check for programs.
type checkReport struct {
	Articles    int                `json:"articles"`
	Records     int                `json:"records"`
	Differences []reportDifference `json:"differences"`
	Pinned      []reportBreach     `json:"pinned"` // that do not hold
	Orphans     []string           `json:"orphans"`
	Errors      []string           `json:"errors"`
}

type reportDifference struct {
	Article string      `json:"article"`
	Change  string      `json:"change"` // added, lost or changed
	ID      string      `json:"id"`
	Type    string      `json:"type"`
	Rule    string      `json:"rule,omitempty"`
	Text    string      `json:"text,omitempty"`
	Keys    []reportKey `json:"keys,omitempty"`
}

type reportKey struct {
	Name string `json:"name"`
	Old  string `json:"old,omitempty"` // as JSON
	New  string `json:"new,omitempty"`
}

type reportBreach struct {
	Name string      `json:"name"`
	ID   string      `json:"id"`
	Lost bool        `json:"lost"`
	Keys []reportKey `json:"keys,omitempty"`
}

func (c *checked) report() *checkReport {
	r := &checkReport{Articles: len(c.results), Differences: []reportDifference{}, Pinned: []reportBreach{}, Orphans: append([]string{}, c.orphans...), Errors: []string{}}
	for i := range c.results {
		res := &c.results[i]
		r.Records += len(res.New)
		if res.Err != nil {
			r.Errors = append(r.Errors, res.Err.Error())
		}
		for _, d := range res.Differences {
			one := reportDifference{Article: res.Path, Change: d.Change(), ID: d.Record().RecordID(), Type: string(d.Record().RecordType()), Keys: reportKeys(d.Keys)}
			if m, ok := d.Record().(record.Mention); ok {
				one.Rule, one.Text = m.Base().Rule, m.Base().Text
			}
			r.Differences = append(r.Differences, one)
		}
	}
	for _, b := range c.breaches {
		r.Pinned = append(r.Pinned, reportBreach{b.Name, b.ID, b.Lost, reportKeys(b.Changed)})
	}
	return r
}

func reportKeys(keys []golden.Key) []reportKey {
	var out []reportKey
	for _, k := range keys {
		out = append(out, reportKey(k))
	}
	return out
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
