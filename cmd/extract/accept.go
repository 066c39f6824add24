package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"zhfacts/golden"
)

func acceptCommand() *cobra.Command {
	var at folders
	var chosen golden.Selector
	cmd := &cobra.Command{
		Use:   "accept",
		Short: "Take over what 'extract check' shows",
		Long: `accept writes golden files anew with the differences that are chosen: those of
an article, of a rule, of single records, or all. It is refused while an example
of a rule fails, and never writes a record that is invalid.`,
		Example: `  extract accept --doc harbour
  extract accept --rule quantity.hedged
  extract accept --record harbour.txt#q12,harbour.txt#f12
  extract accept --all`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if chosen.Empty() {
				return errors.New("extract accept needs to know what to accept: --doc, --rule, --record or --all")
			}
			s, err := loadSettings(cmd)
			if err != nil {
				return err
			}
			x, err := s.extractor()
			if err != nil {
				return err
			}
			problems, err := x.TestRules(cmd.Context(), x.Rules().Rules())
			if err != nil {
				return err
			}
			if len(problems) > 0 {
				return failed("nothing is accepted while examples of rules fail:\n%w", problems)
			}
			results, err := at.check(cmd, s)
			if err != nil {
				return err
			}
			total, bad := 0, false
			for _, res := range results {
				if len(chosen.Chosen(res)) == 0 {
					continue
				}
				n, err := golden.Accept(res, chosen)
				if err != nil {
					cmd.PrintErrf("extract: %v\n", err)
					bad = true
					continue
				}
				total += n
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s: %d of %d differences accepted\n", res.Golden, n, len(res.Differences)); err != nil {
					return err
				}
			}
			if bad {
				return errFailed
			}
			if total == 0 {
				_, err = fmt.Fprintln(cmd.OutOrStdout(), "there is nothing to accept")
			}
			return err
		},
	}
	at.addFlags(cmd)
	cmd.Flags().StringSliceVar(&chosen.Docs, "doc", nil, "accept all differences of these `ARTICLES`")
	cmd.Flags().StringSliceVar(&chosen.Rules, "rule", nil, "accept the differences of records of these `RULES` (quantity. is a family)")
	cmd.Flags().StringSliceVar(&chosen.IDs, "record", nil, "accept the differences of the records with these `IDS`")
	cmd.Flags().BoolVar(&chosen.All, "all", false, "accept all differences")
	addFlags(cmd, knowledge)
	return cmd
}
