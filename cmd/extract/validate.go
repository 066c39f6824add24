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
	var asJSON *bool
	cmd := &cobra.Command{
		Use:   "validate FILE...",
		Short: "Check records against the schema and all promises",
		Long: `validate reads JSON Lines (- for standard input) and tells of every line that is
no valid record, with the field at fault: the JSON Schema, and what no schema
can state: exact numbers, ids, counts, order, references within a document.
Records of type error may stand between documents, as 'extract run --errors
inline' writes them; they are counted apart.

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
			v := record.Validation{Only: s.Only, AllowErrors: true}
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
			files := make([]*validated, 0, len(paths))
			for _, path := range paths {
				one, err := validate(cmd, path, v, *asJSON)
				if err != nil {
					return err
				}
				bad = bad || !one.Valid
				files = append(files, one)
			}
			if *asJSON {
				if err := printJSON(cmd.OutOrStdout(), files); err != nil {
					return err
				}
			}
			if bad {
				return errFailed
			}
			return nil
		},
	}
	asJSON = addJSON(cmd)
	addFlags(cmd, reading, []string{"only"})
	reword(cmd, "only", "the `TYPES` that 'extract run --only' was told to write", "")
	cmd.Flags().StringSliceVar(&sources, "source", nil, "check places against the texts at these `PATHS`")
	return cmd
}

// validated is what was found of one file.
type validated struct {
	File      string            `json:"file"`
	Valid     bool              `json:"valid"`
	Records   int               `json:"records"`
	Documents int               `json:"documents"`
	Errors    int               `json:"errors"`
	Problems  []reportedProblem `json:"problems"`
}

type reportedProblem struct {
	Line    int    `json:"line,omitempty"`
	ID      string `json:"id,omitempty"`
	Field   string `json:"field,omitempty"`
	Message string `json:"message"`
}

// validate checks one file, and prints what is wrong unless it is only to be gathered. A
// file that cannot be read is reported and keeps no other from being checked.
func validate(cmd *cobra.Command, path string, v record.Validation, gather bool) (*validated, error) {
	one := &validated{File: path, Problems: []reportedProblem{}}
	unread := func(err error) (*validated, error) {
		cmd.PrintErrf("extract: %v\n", err)
		one.Problems = append(one.Problems, reportedProblem{Message: err.Error()})
		return one, nil
	}
	in := cmd.InOrStdin()
	if path != batch.Stdin {
		file, err := os.Open(path)
		if err != nil {
			return unread(err)
		}
		defer file.Close()
		in = file
	}
	out := &failingWriter{to: cmd.OutOrStdout()}
	report := func(p record.Problem) {
		if gather {
			one.Problems = append(one.Problems, reportedProblem{p.Line, p.ID, p.Field, p.Message})
			return
		}
		fmt.Fprintf(out, "%s: %s\n", path, p)
	}
	sum, err := record.Validate(in, v, report)
	if err != nil {
		return unread(fmt.Errorf("%s: %w", path, err))
	}
	if sum.Lines+sum.Errors == 0 {
		sum.Problems++
		report(record.Problem{Message: "holds no records"})
	}
	one.Valid, one.Records, one.Documents, one.Errors = sum.Problems == 0, sum.Lines, sum.Documents, sum.Errors
	and := ""
	if sum.Errors > 0 {
		and = fmt.Sprintf(", and %d that failed", sum.Errors)
	}
	switch {
	case gather:
	case one.Valid:
		fmt.Fprintf(out, "%s: valid: %s of %s%s\n", path, count(sum.Lines, "record"), count(sum.Documents, "document"), and)
	default:
		fmt.Fprintf(out, "%s: %s in %s of %s%s\n", path, count(sum.Problems, "problem"), count(sum.Lines, "record"), count(sum.Documents, "document"), and)
	}
	return one, out.err
}
