package main

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"zhfacts/golden"
	"zhfacts/pipeline"
	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/report"
)

func reportCommand() *cobra.Command {
	var sides sideFlags
	cmd := &cobra.Command{
		Use:   "report PATH... -o report.html",
		Short: "Show documents and their records as a page to look at",
		Long: `report writes one HTML page that needs nothing else and no network: the text as
it is read, with its mentions; the facts as a table; the source with what
normalising did to it; a time line and charts. Of a folder, or of several
documents, it holds an index too.

With --old or --new the page shows what differs between two sets of records, as
'extract compare' has it: each a folder of rules, laid over the built-in ones, a
file of records that 'extract run' wrote, or a revision of a git repository; a
side that is left out is the rules as they are.`,
		Example: `  extract report article.txt -o report.html
  extract report articles/ -o report.html
  extract report --old before.jsonl articles/ -o report.html`,
		Args: atLeastOne("a file, a folder, or - for standard input"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			s, err := loadSettings(cmd)
			if err != nil {
				return err
			}
			items, err := s.items(cmd, paths)
			if err != nil {
				return err
			}
			reader, err := s.reportReader(cmd, sides)
			if err != nil {
				return err
			}
			page := report.Page{
				Title:    pageTitle(paths),
				Folder:   s.From == "jsonl" || len(paths) > 1 || isFolder(paths[0]),
				Compared: sides.given(),
			}
			return writeTo(cmd, s.Output, func(out io.Writer) (batch.Summary, error) {
				var sum batch.Summary
				err := report.Write(out, page, reportDocuments(cmd, reader, items, &sum))
				return sum, errors.Join(err, cmd.Context().Err())
			})
		},
	}
	sides.add(cmd)
	addFlags(cmd, reading, []string{"output"}, knowledge)
	return cmd
}

// sideFlags are the two sets of records that a page compares.
type sideFlags struct{ older, newer string }

func (f *sideFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.older, "old", "", "show what differs from `A`: a folder of rules, a file of records or a git revision")
	cmd.Flags().StringVar(&f.newer, "new", "", "show what differs in `B`: likewise")
}

func (f *sideFlags) given() bool { return f.older != "" || f.newer != "" }

// pageTitle names what is shown.
func pageTitle(paths []string) string {
	if paths[0] == batch.Stdin {
		return "standard input"
	}
	name := filepath.Base(paths[0])
	if abs, err := filepath.Abs(paths[0]); err == nil {
		name = filepath.Base(abs)
	}
	if len(paths) > 1 {
		return fmt.Sprintf("%s and %d more", name, len(paths)-1)
	}
	return name
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// reportReader makes documents of a report.
type reportReader struct {
	cmd      *cobra.Command
	x        *pipeline.Extractor
	old, new side
	compared bool
}

func (s *settings) reportReader(cmd *cobra.Command, sides sideFlags) (*reportReader, error) {
	r := &reportReader{cmd: cmd, compared: sides.given()}
	var err error
	if r.new, err = s.side(sides.newer); err != nil {
		return nil, err
	}
	if r.x = r.new.x; r.x == nil {
		if r.x, err = s.extractor(); err != nil {
			return nil, err
		}
	}
	if r.compared {
		if r.old, err = s.side(sides.older); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// document reads, extracts and compares one document.
func (r *reportReader) document(in pipeline.Input) (report.Document, error) {
	doc := report.Document{Rule: r.rule}
	res, err := r.x.Extract(r.cmd.Context(), in)
	if err != nil {
		return doc, err
	}
	doc.Text, doc.Records = res.Text, res.Records.Records()
	if r.new.stored != nil {
		if doc.Records = r.new.stored[in.ID]; doc.Records == nil {
			doc.Records = []record.Record{&res.Records.Document}
		}
	}
	if !r.compared {
		return doc, nil
	}
	old := r.old.stored[in.ID]
	if r.old.x != nil {
		was, err := r.old.x.Extract(r.cmd.Context(), in)
		if err != nil {
			return doc, err
		}
		old = was.Records.Records()
	}
	for _, d := range golden.Compare(old, doc.Records) {
		if d.Record().RecordType() == record.TypeDocument {
			continue
		}
		one := report.Difference{Old: d.Old, New: d.New}
		for _, key := range d.Keys {
			one.Keys = append(one.Keys, report.Key(key))
		}
		doc.Differences = append(doc.Differences, one)
	}
	return doc, nil
}

// rule says what a rule is for and where it stands.
func (r *reportReader) rule(id string) (doc, place string) {
	if rule := r.x.Rules().Rule(id); rule != nil {
		return rule.Doc, fmt.Sprintf("%s:%d", rule.File, rule.Line)
	}
	return "", ""
}

// reportDocuments gives the documents of a page; those that cannot be read are
// reported, and shown by a page with an index.
func reportDocuments(cmd *cobra.Command, r *reportReader, items batch.Items, sum *batch.Summary) iter.Seq2[report.Document, error] {
	return func(yield func(report.Document, error) bool) {
		for item, err := range items {
			if cmd.Context().Err() != nil {
				return
			}
			var doc report.Document
			if err == nil {
				var in pipeline.Input
				if in, err = item.Read(); err == nil {
					doc, err = r.document(in)
				}
				if err != nil {
					err = fmt.Errorf("%s: %w", item.Name, err)
				}
			}
			if err != nil {
				cmd.PrintErrf("extract: %v\n", err)
				sum.Failed++
			} else {
				sum.Done++
			}
			if !yield(doc, err) {
				return
			}
		}
	}
}
