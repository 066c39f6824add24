package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/normalise"
	"zhfacts/pipeline/text"
)

func normaliseCommand() *cobra.Command {
	var list, sentences, runs, structure, diff bool
	var colour string
	cmd := &cobra.Command{
		Use:   "normalise PATH...",
		Short: "Print documents as the rules see them",
		Long: `normalise prints the text of documents after what extraction broke has been
mended: one paragraph a line, each behind its kind. This is what rules match.

The kinds are headline, byline, dateline, body, caption, list, table and
furniture, which belongs to the page and holds no sentences. --structure prints
them as JSON Lines with their places in the source, behind a line about the
document: its title, author, date, who published it, its encoding.

--map prints where every stretch of the text came from. The columns: start and
end in the normalised text; start and end in the source, in code points, then
in bytes of the file; what became of it (same, changed, joined, deleted); the
source; the text.

--diff shows the source and the text side by side, line by line of the source,
with what each step did to it. What a step deleted or changed is red, what it
made is green.

What is doubtful about a text (characters that were lost or have no meaning
outside a font, text that was decoded wrongly before, columns printed into each
other) is reported on standard error.`,
		Example: `  extract normalise page.txt
  extract normalise page.txt --diff | less -R
  extract normalise page.txt --normalise -captions,-wraps
  extract normalise --list`,
		Args: func(cmd *cobra.Command, args []string) error {
			if list {
				return exactly()(cmd, args)
			}
			return atLeastOne("a file, a folder, or - for standard input")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, paths []string) error {
			out := bufio.NewWriter(cmd.OutOrStdout())
			if list {
				for _, step := range normalise.Steps() {
					fmt.Fprintln(out, wrap(pad(step.Name, 14), step.Doc, terminalWidth(cmd)))
				}
				return out.Flush()
			}
			s, err := loadSettings(cmd)
			if err != nil {
				return err
			}
			paint, err := painter(cmd, colour)
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
				var changes []normalise.Change
				if err == nil {
					var told func(normalise.Change)
					if diff {
						told = func(c normalise.Change) { changes = append(changes, c) }
					}
					doc, err = readText(x, item, told)
				}
				if err != nil {
					cmd.PrintErrf("extract: %v\n", err)
					sum.Failed++
					continue
				}
				sum.Done++
				for _, w := range doc.Warnings() {
					warn(cmd, item.Name, w)
				}
				switch {
				case runs:
					printMap(out, doc)
				case structure:
					printStructure(out, item.Name, doc)
				case diff:
					d := differ{doc: doc, changes: changes, width: terminalWidth(cmd), paint: paint, out: out}
					d.print(item.Name)
				default:
					printText(out, doc, sentences)
				}
				if err := out.Flush(); err != nil {
					return outcome(cmd, sum, err)
				}
			}
			return outcome(cmd, sum, nil)
		},
	}
	addFlags(cmd, reading, []string{"dict"})
	flags := cmd.Flags()
	flags.BoolVar(&list, "list", false, "list the steps in their order, with what each may do")
	flags.BoolVar(&sentences, "sentences", false, "one sentence a line, each behind its number")
	flags.BoolVar(&runs, "map", false, "where every stretch came from, as TSV")
	flags.BoolVar(&structure, "structure", false, "the document and its paragraphs with their kinds and places, as JSON Lines")
	flags.BoolVar(&diff, "diff", false, "source and text side by side, with what each step did")
	flags.StringVar(&colour, "color", "auto", "`WHEN` to use colours: auto (on a terminal), always, never")
	cmd.MarkFlagsMutuallyExclusive("list", "sentences", "map", "structure", "diff")
	return cmd
}

// printText prints a text as a person reads it.
func printText(out io.Writer, doc *text.Text, sentences bool) {
	oneLine := strings.NewReplacer("\n", "⏎", "\r", "")
	if sentences {
		for i, sentence := range doc.Sentences() {
			fmt.Fprintf(out, "%d\t%s\n", i, oneLine.Replace(doc.String(sentence.Span)))
		}
		return
	}
	for _, para := range doc.Paragraphs() {
		fmt.Fprintf(out, "%s\t%s\n", para.Kind, oneLine.Replace(doc.String(para.Span)))
	}
}

// warn reports what is doubtful about a document that was read all the same.
func warn(cmd *cobra.Command, name string, w text.Warning) {
	cmd.PrintErrf("extract: %s: warning: %s\n", name, w)
}
