package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/pipeline"
	"zhfacts/rules"
)

func rulesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "Test rules and see what they do to a corpus",
		Args:  exactly(),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(rulesListCommand(), rulesTestCommand(), rulesCoverageCommand())
	return cmd
}

func rulesListCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list [RULE...]",
		Short: "Print the rules with what they are for and where they stand",
		Long: `list prints the id of every rule, or of those named (quantity. is a whole
family), with its file and line and its doc. A rule that took the place of
another one says which.`,
		RunE: func(cmd *cobra.Command, names []string) error {
			s, err := loadSettings(cmd)
			if err != nil {
				return err
			}
			x, err := s.extractor()
			if err != nil {
				return err
			}
			of, err := selectRules(x.Rules().Rules(), names)
			if err != nil {
				return err
			}
			out := &failingWriter{to: cmd.OutOrStdout()}
			for _, r := range of {
				fmt.Fprintf(out, "%s (%s:%d)\n    %s\n", r.ID, r.File, r.Line, r.Doc)
				if r.Overrides != "" {
					fmt.Fprintf(out, "    takes the place of %s\n", r.Overrides)
				}
			}
			return out.err
		},
	}
	addFlags(cmd, knowledge)
	return cmd
}

func rulesTestCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "test [RULE...]",
		Short: "Run the examples and counter-examples of rules",
		Long: `test loads all rules and lexicons and runs the examples and counter-examples of
the rules, or of those named (quantity. is a whole family). What does not come
out is shown with the line of the example and what was found instead. Expressions
that take too long over 2,000 characters of their own alphabet are wrong, too.`,
		Example: `  extract rules test
  extract rules test quantity.hedged time.
  extract rules test --rules my-rules/`,
		RunE: func(cmd *cobra.Command, names []string) error {
			s, err := loadSettings(cmd)
			if err != nil {
				return err
			}
			x, err := pipeline.New(pipeline.Options{Rules: s.Rules, Dict: s.Dict, NoPrefilter: s.NoPrefilter, Untested: true})
			if err != nil {
				return err
			}
			of, err := selectRules(x.Rules().Rules(), names)
			if err != nil {
				return err
			}
			problems, err := x.TestRules(cmd.Context(), of)
			if err != nil {
				return err
			}
			examples, nots := 0, 0
			for _, r := range of {
				examples += len(r.Examples)
				nots += len(r.Nots)
			}
			out := &failingWriter{to: cmd.OutOrStdout()}
			for _, p := range problems {
				fmt.Fprintf(out, "%s\n", p)
			}
			result := "all right"
			if len(problems) > 0 {
				result = fmt.Sprintf("%d wrong", len(problems))
			}
			fmt.Fprintf(out, "%d rules, %d examples, %d counter-examples: %s\n", len(of), examples, nots, result)
			if out.err == nil && len(problems) > 0 {
				return errFailed
			}
			return out.err
		},
	}
	addFlags(cmd, knowledge)
	return cmd
}

// selectRules gives the rules of the names, ids or families with a dot at
// their end; all rules for no names.
func selectRules(all []*rules.Rule, names []string) ([]*rules.Rule, error) {
	if len(names) == 0 {
		return all, nil
	}
	var ids []string
	for _, r := range all {
		ids = append(ids, r.ID)
	}
	chosen := map[string]bool{}
	for _, name := range names {
		found := false
		for _, id := range ids {
			if id == name || strings.HasSuffix(name, ".") && strings.HasPrefix(id, name) {
				chosen[id], found = true, true
			}
		}
		if !found {
			if near := closest(name, ids); near != "" {
				return nil, fmt.Errorf("there is no rule %s; did you mean %s?", name, near)
			}
			return nil, fmt.Errorf("there is no rule %s", name)
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(r *rules.Rule) bool { return !chosen[r.ID] }), nil
}

func rulesCoverageCommand() *cobra.Command {
	var unexplained bool
	var top int
	cmd := &cobra.Command{
		Use:   "coverage CORPUS...",
		Short: "Count what each rule finds, and what no rule explains",
		Long: `coverage runs a corpus (as 'extract run' takes it) and prints for every rule how
often it matched and how many records came of it, rules that never fired last.

With --unexplained it prints the numerals and time words that lie in no mention
instead, the most frequent first, each with one place where it stands.`,
		Example: `  extract rules coverage articles/
  extract rules coverage --from jsonl news.jsonl --unexplained --top 100`,
		Args: atLeastOne("a corpus: files, folders, or - for standard input"),
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
			t := tally{matches: map[string]int{}, records: map[string]int{}, surfaces: map[string]*surface{}}
			for item, err := range items {
				if err == nil {
					err = t.add(cmd, x, item.Name, item.Read)
				}
				if cmd.Context().Err() != nil {
					return cmd.Context().Err()
				}
				if err != nil {
					cmd.PrintErrf("extract: %v\n", err)
					t.failed++
				}
			}
			out := &failingWriter{to: cmd.OutOrStdout()}
			if unexplained {
				t.printUnexplained(out, top)
			} else {
				t.printRules(out, x.Rules().Rules())
			}
			if out.err == nil && t.failed > 0 {
				return errFailed
			}
			return out.err
		},
	}
	addFlags(cmd, reading, knowledge)
	cmd.Flags().BoolVar(&unexplained, "unexplained", false, "print what lies in no mention instead")
	cmd.Flags().IntVar(&top, "top", 50, "print the `N` most frequent only (0: all)")
	return cmd
}

// tally is what a corpus gave the rules.
type tally struct {
	documents, failed int
	matches, records  map[string]int
	surfaces          map[string]*surface
}

// surface is an unexplained word with its first place.
type surface struct {
	text, kind, context, doc string
	count                    int
}

func (t *tally) add(cmd *cobra.Command, x *pipeline.Extractor, name string, read func() (pipeline.Input, error)) error {
	in, err := read()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	c, err := x.Coverage(cmd.Context(), in)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	t.documents++
	for id, n := range c.Matches {
		t.matches[id] += n
	}
	for id, n := range c.Records {
		t.records[id] += n
	}
	for _, u := range c.Unexplained {
		s := t.surfaces[u.Surface]
		if s == nil {
			s = &surface{text: u.Surface, kind: u.Kind, context: u.Context, doc: in.ID}
			t.surfaces[u.Surface] = s
		}
		s.count++
	}
	return nil
}

func (t *tally) printRules(out io.Writer, all []*rules.Rule) {
	type row struct {
		id               string
		matches, records int
	}
	rows := map[string]*row{}
	for _, r := range all {
		rows[r.ID] = &row{id: r.ID, matches: t.matches[r.ID]}
	}
	for id, n := range t.records {
		if rows[id] == nil { // of linking, which has no rules
			rows[id] = &row{id: id, matches: n}
		}
		rows[id].records = n
	}
	fmt.Fprintf(out, "%8s %8s  %s\n", "matches", "records", "rule")
	never := 0
	for _, r := range slices.SortedFunc(maps.Values(rows), func(a, b *row) int {
		return cmp.Or(cmp.Compare(b.records, a.records), cmp.Compare(b.matches, a.matches), cmp.Compare(a.id, b.id))
	}) {
		note := ""
		if r.matches == 0 {
			note = "   never fired"
			never++
		}
		fmt.Fprintf(out, "%8d %8d  %s%s\n", r.matches, r.records, r.id, note)
	}
	fmt.Fprintf(out, "%d documents; %d of %d rules never fired\n", t.documents, never, len(rows))
}

func (t *tally) printUnexplained(out io.Writer, top int) {
	sorted := slices.SortedFunc(maps.Values(t.surfaces), func(a, b *surface) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.text, b.text))
	})
	total := 0
	for _, s := range sorted {
		total += s.count
	}
	shown := len(sorted)
	if top > 0 {
		shown = min(shown, top)
	}
	for _, s := range sorted[:shown] {
		fmt.Fprintf(out, "%7d  %s%s  %-9s  %s  (%s)\n", s.count, s.text, strings.Repeat(" ", max(0, 12-columns(s.text))), s.kind, oneLine(s.context), s.doc)
	}
	fmt.Fprintf(out, "%d documents; %d numerals and time words (%d different) lie in no mention\n", t.documents, total, len(sorted))
}
