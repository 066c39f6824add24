package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/record"
)

func validateCommand() *cobra.Command {
	var sources []string
	cmd := &cobra.Command{
		Use:   "validate FILE...",
		Short: "Check records against the schema and all promises",
		Long: `validate reads JSON Lines (- for standard input) and tells of every line that is
no valid record, with the field at fault: the JSON Schema, and what no schema
can state: exact numbers, ids, counts, order, references within a document.

With --source it also checks every place against the text: source[start:end]
must be raw, and the bytes must be right. The sources are given as to
'extract run', with --from, --encoding and so on.`,
		Example: `  extract run articles/ | extract validate -
  extract validate facts.jsonl --source articles/
  extract validate facts.jsonl --source news.jsonl --from jsonl`,
		Args: atLeastOne("a file of records, or - for standard input"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			s, err := loadSettings(cmd)
			if err != nil {
				return err
			}
			v := record.Validation{Only: s.Only}
			if len(sources) > 0 {
				items, err := s.items(cmd, sources)
				if err != nil {
					return err
				}
				find, stop := batch.Sources(items)
				defer stop()
				v.Source = find
			}
			bad := false
			for _, path := range paths {
				sum, err := validate(cmd, path, v)
				if err != nil {
					return err
				}
				bad = bad || sum.Problems > 0
			}
			if bad {
				return errFailed
			}
			return nil
		},
	}
	addFlags(cmd, reading, []string{"only"})
	cmd.Flags().StringSliceVar(&sources, "source", nil, "check places against the texts at these `PATHS`")
	return cmd
}

func validate(cmd *cobra.Command, path string, v record.Validation) (record.Summary, error) {
	in := cmd.InOrStdin()
	if path != batch.Stdin {
		file, err := os.Open(path)
		if err != nil {
			return record.Summary{}, failed("%w", err)
		}
		defer file.Close()
		in = file
	}
	out := &failingWriter{to: cmd.OutOrStdout()}
	sum, err := record.Validate(in, v, func(p record.Problem) { fmt.Fprintf(out, "%s: %s\n", path, p) })
	if err != nil {
		return sum, failed("%s: %w", path, err)
	}
	if sum.Lines == 0 {
		sum.Problems++
		fmt.Fprintf(out, "%s: holds no records\n", path)
	}
	if sum.Problems == 0 {
		fmt.Fprintf(out, "%s: valid: %d records of %d documents\n", path, sum.Lines, sum.Documents)
	} else {
		fmt.Fprintf(out, "%s: %d problems in %d records of %d documents\n", path, sum.Problems, sum.Lines, sum.Documents)
	}
	return sum, out.err
}
