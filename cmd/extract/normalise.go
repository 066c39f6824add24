package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/normalise"
	"zhfacts/pipeline/text"
)

func normaliseCommand() *cobra.Command {
	var skip []string
	var steps, sentences bool
	cmd := &cobra.Command{
		Use:   "normalise PATH...",
		Short: "Print documents as the rules see them",
		Long: `normalise prints the text of documents after what extraction broke has been
mended: one paragraph a line, each behind its kind. This is what rules match.`,
		Example: `  extract normalise page.txt
  extract normalise page.txt --sentences
  extract normalise page.txt --skip hard-wraps
  extract normalise --steps`,
		Args: func(cmd *cobra.Command, args []string) error {
			if steps {
				return exactly()(cmd, args)
			}
			return atLeastOne("a file, a folder, or - for standard input")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, paths []string) error {
			if steps {
				for _, step := range normalise.Steps() {
					fmt.Fprintf(cmd.OutOrStdout(), "%-20s %s\n", step.Name, step.Doc)
				}
				return nil
			}
			if err := knownSteps(skip); err != nil {
				return err
			}
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
			var sum batch.Summary
			for item, err := range items {
				var doc *text.Text
				if err == nil {
					doc, err = readText(x, item, skip)
				}
				if err != nil {
					cmd.PrintErrf("extract: %v\n", err)
					sum.Failed++
					continue
				}
				sum.Done++
				if _, err := fmt.Fprint(cmd.OutOrStdout(), renderText(doc, sentences)); err != nil {
					return outcome(cmd, sum, err)
				}
			}
			return outcome(cmd, sum, nil)
		},
	}
	addFlags(cmd, reading, []string{"dict"})
	cmd.Flags().StringSliceVar(&skip, "skip", nil, "leave out these `STEPS`")
	cmd.Flags().BoolVar(&steps, "steps", false, "list the steps in their order")
	cmd.Flags().BoolVar(&sentences, "sentences", false, "one sentence a line, each behind its number")
	return cmd
}

func knownSteps(skip []string) error {
	var names []string
	for _, step := range normalise.Steps() {
		names = append(names, step.Name)
	}
	for _, name := range skip {
		if !slices.Contains(names, name) {
			return fmt.Errorf("unknown step %s%s", name, advice(name, names))
		}
	}
	return nil
}

// renderText prints a text as a person reads it.
func renderText(doc *text.Text, sentences bool) string {
	var b strings.Builder
	oneLine := strings.NewReplacer("\n", "⏎", "\r", "")
	if sentences {
		for i, sentence := range doc.Sentences() {
			fmt.Fprintf(&b, "%d\t%s\n", i, oneLine.Replace(doc.String(sentence.Span)))
		}
		return b.String()
	}
	for _, para := range doc.Paragraphs() {
		fmt.Fprintf(&b, "%s\t%s\n", para.Kind, oneLine.Replace(doc.String(para.Span)))
	}
	return b.String()
}
