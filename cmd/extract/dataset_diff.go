package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"zhfacts/golden"
	"zhfacts/pipeline/dataset"
	"zhfacts/pipeline/record"
)

func datasetDiffCommand() *cobra.Command {
	var asJSON bool
	var samples int
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "Tell what differs between two data sets",
		Long: `diff tells which documents of two data sets differ, and which of their records were
added, removed and changed, counted by rule, with samples. Records pair by type
and place, never by rule or order. The exit code is 1 if there is any difference.`,
		Example: `  extract dataset diff facts-2023 facts-2024
  extract dataset diff before after --samples 50
  extract dataset diff before after --json > differences.jsonl`,
		Args: exactly("the older data set", "the newer data set"),
		RunE: func(cmd *cobra.Command, args []string) error {
			out := &failingWriter{to: cmd.OutOrStdout()}
			shown := 0
			sum, err := dataset.Diff(cmd.Context(), args[0], args[1], func(d dataset.DocumentDiff) error {
				if asJSON {
					return printDocument(out, d)
				}
				if shown == samples {
					return nil
				}
				shown++
				return printSample(out, d)
			})
			if err != nil {
				return setError(err)
			}
			if asJSON {
				err = printLine(out, sum)
			} else {
				printDifference(out, sum, shown)
				err = out.err
			}
			if err == nil && sum.Documents.Total() > 0 {
				return errFailed
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON object for each document that differs, and one of counts in the end")
	cmd.Flags().IntVar(&samples, "samples", 5, "show `N` documents that differ; 0 shows counts only")
	return cmd
}

// mostOfSample is how many differences are shown of a document.
const mostOfSample = 10

// printSample prints a document that differs for a person: of one that only one of the
// data sets has, how many records it has.
func printSample(out io.Writer, d dataset.DocumentDiff) error {
	fmt.Fprintf(out, "%s ", d.Change)
	if d.Change != dataset.Changed {
		_, err := fmt.Fprintf(out, "%s: %s\n\n", d.Doc, count(len(d.Differences), "record"))
		return err
	}
	brief := printer
	brief.Most = mostOfSample
	if err := brief.Print(out, d.Doc, d.Differences, nil); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out)
	return err
}

// changedRecord is a record before and after.
type changedRecord struct {
	Old  rawRecord `json:"old"`
	New  rawRecord `json:"new"`
	Keys []string  `json:"keys"` // those whose values differ
}

// rawRecord is a record as it is written.
type rawRecord struct{ record.Record }

func (r rawRecord) MarshalJSON() ([]byte, error) { return record.AppendJSON(nil, r.Record), nil }

// printDocument prints a document that differs as JSON.
func printDocument(out io.Writer, d dataset.DocumentDiff) error {
	doc := struct {
		Doc     string          `json:"doc"`
		Change  dataset.Change  `json:"change"`
		Added   []rawRecord     `json:"added,omitempty"`
		Removed []rawRecord     `json:"removed,omitempty"`
		Changed []changedRecord `json:"changed,omitempty"`
	}{Doc: d.Doc, Change: d.Change}
	for _, diff := range d.Differences {
		switch {
		case diff.Old == nil:
			doc.Added = append(doc.Added, rawRecord{diff.New})
		case diff.New == nil:
			doc.Removed = append(doc.Removed, rawRecord{diff.Old})
		default:
			doc.Changed = append(doc.Changed, changedRecord{rawRecord{diff.Old}, rawRecord{diff.New}, keysOf(diff)})
		}
	}
	return printLine(out, doc)
}

func keysOf(diff golden.Difference) []string {
	var keys []string
	for _, key := range diff.Keys {
		keys = append(keys, key.Name)
	}
	return keys
}

// printDifference prints the counts for a person.
func printDifference(out io.Writer, sum dataset.Difference, shown int) {
	if left := sum.Documents.Total() - shown; left > 0 {
		fmt.Fprintf(out, "(%d more documents differ; --samples shows them, --json lists them all)\n\n", left)
	}
	for _, what := range sum.Made {
		fmt.Fprintf(out, "made differently: %s\n", what)
	}
	if len(sum.Rules) > 0 {
		w := tabwriter.NewWriter(out, 0, 8, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintf(w, "added\tremoved\tchanged\t\n")
		for _, row := range sum.Rules {
			fmt.Fprintf(w, "%d\t%d\t%d\t  %s\n", row.Added, row.Removed, row.Changed, row.Rule)
		}
		w.Flush()
	}
	d, r := sum.Documents, sum.Records
	fmt.Fprintf(out, "%s the same, %d added, %d removed, %d changed; %s added, %d removed, %d changed\n",
		count(sum.Same, "document"), d.Added, d.Removed, d.Changed, count(r.Added, "record"), r.Removed, r.Changed)
}
