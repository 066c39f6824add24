package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"zhfacts/pipeline"
	"zhfacts/pipeline/link"
	"zhfacts/rules"
)

func rulesTestCommand() *cobra.Command {
	var watching bool
	cmd := &cobra.Command{
		Use:   "test [RULE...]",
		Short: "Run the examples and counter-examples of rules",
		Long: `test loads all rules and lexicons and runs the examples and counter-examples of
the rules, or of those named (quantity. is a whole family). What does not come
out is shown with the line of the example and what was found instead. Expressions
that take too long over 2,000 characters of their own alphabet are wrong, too.
With --watch it does so again after every save in the folders of --rules and
--dict.`,
		Example: `  extract rules test
  extract rules test quantity.hedged time.
  extract rules test --rules my-rules/ --watch`,
		ValidArgsFunction: ruleNames,
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withSettings(func(cmd *cobra.Command, names []string, s *settings) error {
		run := func() error {
			t, err := s.testRules(cmd.Context(), names)
			if err != nil {
				return err
			}
			out := &failingWriter{to: cmd.OutOrStdout()}
			if *asJSON {
				err = printJSON(out, t)
			} else {
				t.print(out)
			}
			switch {
			case err != nil:
				return err
			case out.err == nil && len(t.Wrong) > 0:
				return errFailed
			}
			return out.err
		}
		if watching {
			return watch(cmd, s.knowledgeFolders(), run)
		}
		return run()
	})
	cmd.Flags().BoolVar(&watching, "watch", false, "run again after every save in the folders of --rules and --dict")
	addFlags(cmd, knowledge)
	return cmd
}

// ruleTest is what the examples of rules gave.
type ruleTest struct {
	Rules    int            `json:"rules"`
	Examples int            `json:"examples"`
	Counters int            `json:"counter_examples"`
	Wrong    rules.Problems `json:"wrong"`
}

func (s *settings) testRules(ctx context.Context, names []string) (*ruleTest, error) {
	x, err := s.untested()
	if err != nil {
		return nil, err
	}
	carries, names := splitCarries(x, names)
	var of []*rules.Rule
	if carries == nil || len(names) > 0 {
		if of, err = selectRules(x.Rules().Rules(), names); err != nil {
			return nil, err
		}
	}
	t := &ruleTest{Rules: len(of), Wrong: rules.Problems{}}
	for _, r := range of {
		t.Examples += len(r.Examples)
		t.Counters += len(r.Nots)
	}
	wrong, err := x.TestRules(ctx, of)
	t.Wrong = append(t.Wrong, wrong...)
	if err != nil || carries == nil && len(names) > 0 {
		return t, err
	}
	carried, err := x.TestCarries(ctx, carries)
	t.Rules, t.Examples, t.Counters = t.Rules+carried.Rules, t.Examples+carried.Examples, t.Counters+carried.Nots
	t.Wrong = append(t.Wrong, carried.Problems...)
	return t, err
}

// splitCarries takes the rules of carrying out of names; nil where none is named.
func splitCarries(x *pipeline.Extractor, names []string) (carries map[string]bool, others []string) {
	for _, name := range names {
		if slices.ContainsFunc(x.Carries(), func(c *link.Carry) bool { return c.Name == name }) {
			if carries == nil {
				carries = map[string]bool{}
			}
			carries[name] = true
			continue
		}
		others = append(others, name)
	}
	return carries, others
}

func (t *ruleTest) print(out io.Writer) {
	for _, p := range t.Wrong {
		fmt.Fprintf(out, "%s\n", p)
	}
	result := "all right"
	if len(t.Wrong) > 0 {
		result = fmt.Sprintf("%d wrong", len(t.Wrong))
	}
	fmt.Fprintf(out, "%s, %s, %s: %s\n", count(t.Rules, "rule"), count(t.Examples, "example"), count(t.Counters, "counter-example"), result)
}
