package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"zhfacts/pipeline"
	"zhfacts/rules"
)

func rulesCoverageCommand() *cobra.Command {
	var unexplained bool
	var top int
	cmd := &cobra.Command{
		Use:   "coverage CORPUS...",
		Short: "Count what each rule finds, and what no rule explains",
		Long: `coverage runs a corpus (as 'extract run' takes it) and prints for every rule how
often it matched, how many records came of it, how often it was beaten by other
matches, and its share of the time that all rules took. Then it names the rules
that never fired, those that were always beaten, the slowest, and those that
tried as many ways as a rule may from some place.

With --unexplained it prints the numerals and time words that lie in no mention
instead, each with the word that it is part of (零售 of 零) and one place where it
stands, the most frequent first: this is where misses are found.`,
		Example: `  extract rules coverage articles/
  extract rules coverage --from jsonl news.jsonl --unexplained --top 100`,
		Args: atLeastOne("a corpus: files, folders, or - for standard input"),
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withExtractor(func(cmd *cobra.Command, paths []string, s *settings, x *pipeline.Extractor) error {
		t := tally{rules: map[string]*pipeline.RuleCoverage{}, surfaces: map[string]*surface{}}
		failures, err := s.eachDocument(cmd, paths, func(in pipeline.Input) error {
			c, err := x.Coverage(cmd.Context(), in)
			if err == nil {
				t.add(in.ID, c)
			}
			return err
		})
		if err != nil {
			return err
		}
		out := &failingWriter{to: cmd.OutOrStdout()}
		switch {
		case unexplained && *asJSON:
			err = printJSON(out, t.unexplained(top))
		case unexplained:
			t.printUnexplained(out, top)
		case *asJSON:
			err = printJSON(out, t.coverage(x.Rules().Rules()))
		default:
			t.printRules(out, t.coverage(x.Rules().Rules()))
		}
		switch {
		case err != nil || out.err != nil:
			return cmp.Or(err, out.err)
		case failures > 0:
			return errFailed
		}
		return nil
	})
	addFlags(cmd, reading, knowledge)
	cmd.Flags().BoolVar(&unexplained, "unexplained", false, "print what lies in no mention instead")
	cmd.Flags().IntVar(&top, "top", 50, "print the `N` most frequent only (0: all)")
	return cmd
}

// tally is what a corpus gave the rules.
type tally struct {
	documents int
	rules     map[string]*pipeline.RuleCoverage
	surfaces  map[string]*surface
}

// surface is an unexplained word with its first place.
type surface struct {
	Count   int    `json:"count"`
	Text    string `json:"text"`
	Kind    string `json:"kind"`
	Context string `json:"context"`
	Doc     string `json:"doc"`
}

func (t *tally) add(doc string, c *pipeline.Coverage) {
	t.documents++
	for id, one := range c.Rules {
		if t.rules[id] == nil {
			t.rules[id] = &pipeline.RuleCoverage{}
		}
		t.rules[id].Add(one)
	}
	for _, u := range c.Unexplained {
		s := t.surfaces[u.Surface]
		if s == nil {
			s = &surface{Text: u.Surface, Kind: u.Kind, Context: u.Context, Doc: doc}
			t.surfaces[u.Surface] = s
		}
		s.Count++
	}
}

// coverage is the report on the rules.
type coverage struct {
	Documents    int           `json:"documents"`
	Rules        []coveredRule `json:"rules"` // the most records first
	Never        []string      `json:"never_fired"`
	AlwaysBeaten []string      `json:"always_beaten"`
	Slowest      []string      `json:"slowest"`
	Limited      []string      `json:"limited"` // that tried as many ways as a rule may
}

type coveredRule struct {
	Rule    string  `json:"rule"`
	File    string  `json:"file,omitempty"` // none for constructs of linking
	Line    int     `json:"line,omitempty"`
	Matches int     `json:"matches"`
	Records int     `json:"records"`
	Beaten  int     `json:"beaten"`
	Limits  int     `json:"limits"`
	Share   float64 `json:"share"` // of the time of all rules, rounded to 1/10000
}

// slowestShown is how many of the slowest rules are named.
const slowestShown = 8

func (t *tally) coverage(all []*rules.Rule) *coverage {
	report := &coverage{Documents: t.documents, Rules: []coveredRule{}, Never: []string{}, AlwaysBeaten: []string{}, Slowest: []string{}, Limited: []string{}}
	var total time.Duration
	for _, r := range t.rules {
		total += r.Time
	}
	seen := map[string]bool{}
	add := func(id, file string, line int, emits bool) {
		c := t.rules[id]
		if c == nil {
			c = &pipeline.RuleCoverage{}
		}
		seen[id] = true
		row := coveredRule{Rule: id, File: file, Line: line, Matches: c.Matches, Records: c.Records, Beaten: c.Beaten, Limits: c.Limits}
		if total > 0 {
			row.Share = math.Round(float64(c.Time)/float64(total)*1e4) / 1e4
		}
		report.Rules = append(report.Rules, row)
		switch {
		case c.Matches == 0 && c.Records == 0: // what stages find, as short forms of names, no rule matches
			report.Never = append(report.Never, id)
		case emits && c.Records == 0 && c.Beaten > 0:
			report.AlwaysBeaten = append(report.AlwaysBeaten, id)
		}
		if c.Limits > 0 {
			report.Limited = append(report.Limited, id)
		}
	}
	for _, r := range all {
		add(r.ID, r.File, r.Line, r.Emits())
	}
	for _, id := range slices.Sorted(maps.Keys(t.rules)) {
		if !seen[id] {
			add(id, "", 0, true)
		}
	}
	bySpeed := slices.Clone(report.Rules)
	slices.SortStableFunc(bySpeed, func(a, b coveredRule) int { return cmp.Compare(b.Share, a.Share) })
	for _, r := range first(bySpeed, slowestShown) {
		report.Slowest = append(report.Slowest, r.Rule)
	}
	slices.SortStableFunc(report.Rules, func(a, b coveredRule) int {
		return cmp.Or(cmp.Compare(b.Records, a.Records), cmp.Compare(b.Matches, a.Matches), cmp.Compare(a.Rule, b.Rule))
	})
	return report
}

func (t *tally) printRules(out io.Writer, c *coverage) {
	fmt.Fprintf(out, "%8s %8s %8s %6s  %s\n", "matches", "records", "beaten", "time", "rule")
	shares := map[string]float64{}
	for _, r := range c.Rules {
		shares[r.Rule] = r.Share
		if r.Matches > 0 {
			fmt.Fprintf(out, "%8d %8d %8d %5.1f%%  %s\n", r.Matches, r.Records, r.Beaten, 100*r.Share, r.Rule)
		}
	}
	for _, part := range []struct {
		head string
		ids  []string
		time bool
	}{{"never fired", c.Never, false}, {"always beaten", c.AlwaysBeaten, false}, {"tried as many ways as a rule may", c.Limited, false}, {"slowest", c.Slowest, true}} {
		if len(part.ids) == 0 {
			continue
		}
		fmt.Fprintf(out, "\n%s (%d):\n", part.head, len(part.ids))
		for _, id := range part.ids {
			if part.time {
				fmt.Fprintf(out, "  %5.1f%%  %s\n", 100*shares[id], id)
			} else {
				fmt.Fprintf(out, "  %s\n", id)
			}
		}
	}
	fmt.Fprintf(out, "\n%s; %d of %d rules never fired, %d were always beaten\n", count(c.Documents, "document"), len(c.Never), len(c.Rules), len(c.AlwaysBeaten))
}

// sortedSurfaces are the unexplained ones, the most frequent first.
func (t *tally) sortedSurfaces() []*surface {
	return slices.SortedFunc(maps.Values(t.surfaces), func(a, b *surface) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
}

// unexplained are the most frequent ones; all for 0.
func (t *tally) unexplained(top int) []*surface {
	sorted := t.sortedSurfaces()
	if top > 0 {
		sorted = first(sorted, top)
	}
	return append([]*surface{}, sorted...)
}

func (t *tally) printUnexplained(out io.Writer, top int) {
	total := 0
	for _, s := range t.surfaces {
		total += s.Count
	}
	for _, s := range t.unexplained(top) {
		fmt.Fprintf(out, "%7d  %s  %-9s  %s  (%s)\n", s.Count, pad(s.Text, 12), s.Kind, oneLine(s.Context), s.Doc)
	}
	fmt.Fprintf(out, "%s; %d numerals and time words (%d different) lie in no mention\n", count(t.documents, "document"), total, len(t.surfaces))
}
