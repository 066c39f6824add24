package main

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/pipeline"
	"zhfacts/pipeline/link"
	"zhfacts/rules"
)

func rulesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List, search and test rules, and see what they do to a corpus",
		Args:  exactly(),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(rulesListCommand(), rulesShowCommand(), rulesGrepCommand(), rulesTestCommand(), rulesCoverageCommand())
	return cmd
}

// listedRule is a rule as list prints it.
type listedRule struct {
	pipeline.RuleRef
	Overrides string `json:"overrides,omitempty"` // file and line of the rule that it took the place of
}

func rulesListCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list [RULE...]",
		Short: "Print the rules with what they are for and where they stand",
		Long: `list prints the id of every rule, or of those named (quantity. is a whole
family), with its file and line and its doc. A rule of a folder that took the
place of another one says which. What makes facts stands last: the constructs that
read a quantity out of its clause (fact.), and the rules by which one clause carries
to another what that leaves out.`,
		Example: `  extract rules list
  extract rules list time.holiday quantity.
  extract rules list --rules my-rules/ | grep 'takes the place'`,
		ValidArgsFunction: ruleNames,
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withExtractor(func(cmd *cobra.Command, names []string, s *settings, x *pipeline.Extractor) error {
		list, err := listRules(x, names)
		if err != nil {
			return err
		}
		if *asJSON {
			return printJSON(cmd.OutOrStdout(), list)
		}
		out := &failingWriter{to: cmd.OutOrStdout()}
		width := terminalWidth(cmd)
		for _, r := range list {
			fmt.Fprintf(out, "%s (%s:%d)\n%s\n", r.ID, r.File, r.Line, wrap("    ", r.Doc, width))
			if r.Overrides != "" {
				fmt.Fprintf(out, "    takes the place of %s\n", r.Overrides)
			}
		}
		return out.err
	})
	addFlags(cmd, knowledge)
	return cmd
}

// listRules lists the rules of the names, and what linking has of them.
func listRules(x *pipeline.Extractor, names []string) ([]listedRule, error) {
	linking, others := pick(ofLinking(x), names)
	list := []listedRule{}
	if len(names) == 0 || len(others) > 0 {
		of, err := selectRules(x.Rules().Rules(), others)
		if err != nil {
			return nil, err
		}
		for _, r := range of {
			list = append(list, listedRule{refOf(r), r.Overrides})
		}
	}
	return append(list, linking...), nil
}

func refOf(r *rules.Rule) pipeline.RuleRef {
	return pipeline.RuleRef{ID: r.ID, File: r.File, Line: r.Line, Doc: r.Doc}
}

// shownRule is a rule as show prints it.
type shownRule struct {
	listedRule
	Source   string   `json:"source"`
	Needs    []string `json:"needs,omitempty"`    // without which it is not tried
	Rules    []string `json:"rules,omitempty"`    // that it names
	Lexicons []string `json:"lexicons,omitempty"` // that it names
	UsedBy   []string `json:"used_by,omitempty"`  // rules that name it
	Over     []string `json:"over,omitempty"`
	Blocks   []string `json:"blocks,omitempty"`
	Under    []string `json:"under,omitempty"` // rules that are over it, or block it
	Hits     *hits    `json:"hits,omitempty"`
}

// hits are the places of a rule or word in a corpus.
type hits struct {
	Documents int            `json:"documents"`
	Matches   int            `json:"matches"`
	Records   int            `json:"records"`
	Samples   []sampleOfHits `json:"samples"`
}

type sampleOfHits struct {
	Doc string `json:"doc"`
	pipeline.Hit
}

// samplesShown is how many places of a corpus are shown.
const samplesShown = 10

func (h *hits) add(doc string, found []pipeline.Hit) {
	h.Documents++
	for _, one := range found {
		h.Matches++
		if one.Record {
			h.Records++
		}
		if len(h.Samples) < samplesShown {
			h.Samples = append(h.Samples, sampleOfHits{doc, one})
		}
	}
}

func (h *hits) print(out io.Writer) {
	for _, s := range h.Samples {
		mark := "       "
		if s.Record {
			mark = "record "
		}
		fmt.Fprintf(out, "    %s%s  (%s:%d)\n", mark, oneLine(s.Context), s.Doc, s.Start)
	}
	if h.Matches > len(h.Samples) {
		fmt.Fprintf(out, "    and %d more\n", h.Matches-len(h.Samples))
	}
}

func rulesShowCommand() *cobra.Command {
	var corpus []string
	cmd := &cobra.Command{
		Use:   "show RULE",
		Short: "Show a rule: its text, what it is made of, who uses it, what it finds",
		Long: `show prints a rule as its file has it, what it needs in a sentence, the rules and
lexicons that it names, the rules that name it, against which rules it wins and
loses by declaration, and, with --in, where it matches in a corpus. The constructs
of facts and the rules of carrying are shown with what they are for.`,
		Example: `  extract rules show quantity.plain.count
  extract rules show time.holiday --in articles/`,
		Args:              exactly("the id of a rule"),
		ValidArgsFunction: ruleNames,
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withExtractor(func(cmd *cobra.Command, args []string, s *settings, x *pipeline.Extractor) error {
		failures := 0
		shown, err := showRule(x, args)
		if err != nil {
			return err
		}
		if len(corpus) > 0 && slices.ContainsFunc(x.Carries(), func(c *link.Carry) bool { return c.Name == shown.ID }) {
			return fmt.Errorf("%s is a rule of carrying, which matches nowhere; 'extract explain' shows where it carried something", shown.ID)
		}
		if len(corpus) > 0 {
			shown.Hits = &hits{Samples: []sampleOfHits{}}
			if failures, err = s.eachDocument(cmd, corpus, func(in pipeline.Input) error {
				found, err := x.RuleHits(cmd.Context(), in, shown.ID)
				shown.Hits.add(in.ID, found)
				return err
			}); err != nil {
				return err
			}
		}
		if *asJSON {
			if err := printJSON(cmd.OutOrStdout(), shown); err != nil {
				return err
			}
		} else {
			out := &failingWriter{to: cmd.OutOrStdout()}
			shown.print(out, terminalWidth(cmd))
			if out.err != nil {
				return out.err
			}
		}
		if failures > 0 {
			return errFailed
		}
		return nil
	})
	cmd.Flags().StringSliceVar(&corpus, "in", nil, "show where it matches in these `PATHS`")
	addFlags(cmd, reading, knowledge)
	return cmd
}

func showRule(x *pipeline.Extractor, names []string) (shownRule, error) {
	if linking, others := pick(ofLinking(x), names); len(linking) > 0 && len(others) == 0 {
		return shownRule{listedRule: linking[0], Source: linking[0].Doc}, nil
	}
	of, err := selectRules(x.Rules().Rules(), names)
	if err != nil {
		return shownRule{}, err
	}
	set, r := x.Rules(), of[0]
	refs := set.References(r)
	shown := shownRule{
		listedRule: listedRule{refOf(r), r.Overrides}, Source: r.Source(), Needs: r.Needs(),
		Rules: refs.Rules, Lexicons: refs.Lexicons, Over: r.Over(), Blocks: r.Blocks(),
	}
	for _, other := range set.Rules() {
		if other.ID == r.ID {
			continue
		}
		if slices.Contains(set.References(other).Rules, r.ID) {
			shown.UsedBy = append(shown.UsedBy, other.ID)
		}
		if slices.ContainsFunc(append(other.Over(), other.Blocks()...), func(target string) bool { return r.ID == target || strings.HasPrefix(r.ID, target+".") }) {
			shown.Under = append(shown.Under, other.ID)
		}
	}
	return shown, nil
}

func (s *shownRule) print(out io.Writer, width int) {
	fmt.Fprintf(out, "%s:%d\n%s\n\n", s.File, s.Line, s.Source)
	if s.Overrides != "" {
		fmt.Fprintf(out, "takes the place of %s\n", s.Overrides)
	}
	for _, line := range []struct {
		head string
		list []string
	}{
		{"needs      ", s.Needs}, {"rules      ", s.Rules}, {"lexicons   ", s.Lexicons}, {"used by    ", s.UsedBy},
		{"over       ", s.Over}, {"blocks     ", s.Blocks}, {"loses to   ", s.Under},
	} {
		if len(line.list) > 0 {
			fmt.Fprintln(out, wrap(line.head, strings.Join(line.list, ", "), width))
		}
	}
	if s.Hits != nil {
		fmt.Fprintf(out, "hits       %s, %s in %s\n", count(s.Hits.Matches, "match"), count(s.Hits.Records, "record"), count(s.Hits.Documents, "document"))
		s.Hits.print(out)
	}
}

// foundLine is a line of a rule that grep found.
type foundLine struct {
	Rule string `json:"rule"`
	File string `json:"file"`
	Line int    `json:"line"`
	Text string `json:"text"`
}

func rulesGrepCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "grep EXPRESSION",
		Short: "Find rules whose id, doc, pattern, value or examples match an expression",
		Long: `grep prints the lines of all rules that match a regular expression, with their
rule. The exit code is 1 if there is none.`,
		Example: `  extract rules grep 炷香
  extract rules grep 'lex:(unit|currency)'`,
		Args: exactly("an expression"),
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withExtractor(func(cmd *cobra.Command, args []string, s *settings, x *pipeline.Extractor) error {
		want, err := regexp.Compile(args[0])
		if err != nil {
			return fmt.Errorf("%q is no regular expression: %w", args[0], err)
		}
		found := []foundLine{}
		for _, r := range x.Rules().Rules() {
			for i, line := range strings.Split(r.Source(), "\n") {
				if want.MatchString(line) {
					found = append(found, foundLine{r.ID, r.File, r.Line + i, strings.TrimSpace(line)})
				}
			}
		}
		if *asJSON {
			err = printJSON(cmd.OutOrStdout(), found)
		} else {
			out := &failingWriter{to: cmd.OutOrStdout()}
			width := terminalWidth(cmd)
			for _, l := range found {
				at := want.FindStringIndex(l.Text)
				if at == nil {
					at = []int{0, 0} // white space at the ends, which is not shown
				}
				line, _ := marked(l.Text[:at[0]], l.Text[at[0]:at[1]], l.Text[at[1]:], width-4)
				fmt.Fprintf(out, "%s:%d: %s\n    %s\n", l.File, l.Line, l.Rule, line)
			}
			err = out.err
		}
		if err == nil && len(found) == 0 {
			return errFailed
		}
		return err
	})
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
	of := slices.DeleteFunc(slices.Clone(all), func(r *rules.Rule) bool { return !chosen[r.ID] })
	slices.SortStableFunc(of, func(a, b *rules.Rule) int { return cmp.Compare(a.ID, b.ID) })
	return of, nil
}
