package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"zhfacts/golden"
	"zhfacts/pipeline"
)

func acceptCommand() *cobra.Command {
	var at folders
	var chosen golden.Selector
	var interactive bool
	cmd := &cobra.Command{
		Use:   "accept",
		Short: "Take over what 'extract check' shows, or review it one by one",
		Long: `accept writes golden files anew with the differences that are chosen: those of
an article, of a rule, of single records, or all. On a terminal, or with
--interactive, it shows the chosen ones, or all when none are, one by one, and
asks: accept, reject, skip, or explain. What is rejected stays as it was and is
listed at the end, for the rules to be mended.

It is refused while an example of a rule fails, never writes a record that is
invalid, and never changes a record that is pinned.`,
		Example: `  extract accept
  extract accept --doc harbour
  extract accept --rule quantity.hedged
  extract accept --record harbour.txt#q12,harbour.txt#f12
  extract accept --all`,
		Args: exactly(),
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withSettings(func(cmd *cobra.Command, _ []string, s *settings) error {
		asking := interactive || chosen.Empty() && onTerminal(cmd)
		if chosen.Empty() && !asking {
			return errors.New("extract accept needs to know what to accept: --doc, --rule, --record or --all, or a person to ask: --interactive")
		}
		if asking && *asJSON {
			return errors.New("--json is for programs, which --interactive cannot ask")
		}
		x, err := s.tested(cmd)
		if err != nil {
			return err
		}
		c, err := at.check(cmd, x)
		if err != nil {
			return err
		}
		pins, err := golden.ReadPins(at.golden)
		if err != nil {
			return err
		}
		if asking {
			if chosen.Empty() {
				chosen.All = true
			}
			r := review{cmd: cmd, x: x, out: &failingWriter{to: cmd.OutOrStdout()}, pins: pins}
			return r.run(c.results, chosen)
		}
		return acceptChosen(cmd, c.results, chosen, pins, *asJSON)
	})
	at.addFlags(cmd)
	cmd.Flags().StringSliceVar(&chosen.Docs, "doc", nil, "accept all differences of these `ARTICLES`")
	cmd.Flags().StringSliceVar(&chosen.Rules, "rule", nil, "accept the differences of records of these `RULES` (quantity. is a family)")
	cmd.Flags().StringSliceVar(&chosen.IDs, "record", nil, "accept the differences of the records with these `IDS`")
	cmd.Flags().BoolVar(&chosen.All, "all", false, "accept all differences")
	cmd.Flags().BoolVar(&interactive, "interactive", false, "ask for each difference (on a terminal, where nothing is chosen, it does)")
	completeRules(cmd, "rule")
	addFlags(cmd, knowledge)
	return cmd
}

// tested loads the pipeline; an error where an example of a rule fails.
func (s *settings) tested(cmd *cobra.Command) (*pipeline.Extractor, error) {
	x, err := s.extractor()
	if err != nil {
		return nil, err
	}
	problems, err := x.TestRules(cmd.Context(), x.Rules().Rules())
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		return nil, failed("nothing is accepted while examples of rules fail:\n%w", problems)
	}
	return x, nil
}

// acceptedFile is a golden file that was written.
type acceptedFile struct {
	Golden   string `json:"golden"`
	Accepted int    `json:"accepted"`
	Of       int    `json:"of"`
}

func acceptChosen(cmd *cobra.Command, results []golden.Result, chosen golden.Selector, pins []golden.Pin, asJSON bool) error {
	files, bad := []acceptedFile{}, false
	for _, res := range results {
		if len(chosen.Chosen(res)) == 0 {
			continue
		}
		n, err := golden.Accept(res, chosen, pins)
		if err != nil {
			cmd.PrintErrf("extract: %v\n", err)
			bad = true
			continue
		}
		files = append(files, acceptedFile{res.Golden, n, len(res.Differences)})
	}
	out := &failingWriter{to: cmd.OutOrStdout()}
	if asJSON {
		if err := printJSON(out, files); err != nil {
			return err
		}
	} else {
		for _, f := range files {
			fmt.Fprintf(out, "%s: %d of %d differences accepted\n", f.Golden, f.Accepted, f.Of)
		}
		if len(files) == 0 && !bad {
			fmt.Fprintln(out, "there is nothing to accept")
		}
	}
	if bad {
		return errFailed
	}
	return out.err
}
