package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"zhfacts/golden"
	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

func compareCommand() *cobra.Command {
	var older, newer string
	var summary bool
	cmd := &cobra.Command{
		Use:   "compare --old A --new B [CORPUS...]",
		Short: "Show what another set of rules changes in a corpus",
		Long: `compare shows the records that were added, lost and changed from A to B, and
counts them by rule. A and B are folders of rules, laid over the built-in ones,
or files of records that 'extract run' wrote. A side that is left out is the
rules as they are.

CORPUS is what 'extract run' takes. Between two files of records it may be left
out; it then serves to show the text around what differs. The exit code is 1 if
there is any difference.`,
		Example: `  extract compare --new my-rules/ articles/
  extract compare --old before.jsonl --new after.jsonl
  extract compare --old before.jsonl --from jsonl news.jsonl`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			s, err := loadSettings(cmd)
			if err != nil {
				return err
			}
			if older == "" && newer == "" {
				return errors.New("extract compare needs --old or --new: a folder of rules or a file of records")
			}
			c := comparison{cmd: cmd, summary: summary, byRule: map[string]*changes{}}
			if c.old, err = s.side(older); err != nil {
				return err
			}
			if c.new, err = s.side(newer); err != nil {
				return err
			}
			if len(paths) == 0 {
				if c.old.stored == nil || c.new.stored == nil {
					return errors.New("extract compare needs a corpus, unless it compares two files of records")
				}
				c.stored()
			} else {
				items, err := s.items(cmd, paths)
				if err != nil {
					return err
				}
				for item, err := range items {
					if err == nil {
						err = c.document(item.Name, item.Read)
					}
					if cmd.Context().Err() != nil {
						return cmd.Context().Err()
					}
					if err != nil {
						cmd.PrintErrf("extract: %v\n", err)
						c.failed++
					}
				}
			}
			out := &failingWriter{to: cmd.OutOrStdout()}
			c.print(out)
			if c.err != nil || out.err != nil {
				return errors.Join(c.err, out.err)
			}
			if c.failed > 0 || len(c.byRule) > 0 {
				return errFailed
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&older, "old", "", "`A`: a folder of rules or a file of records (default: the rules as they are)")
	cmd.Flags().StringVar(&newer, "new", "", "`B`: likewise")
	cmd.Flags().BoolVar(&summary, "summary", false, "print the counts by rule only")
	addFlags(cmd, reading, knowledge)
	return cmd
}

// side is one of the two things compared: stored records, or a pipeline.
type side struct {
	stored map[string][]record.Record // by document
	order  []string                   // the documents of stored
	x      *pipeline.Extractor
}

func (s *settings) side(path string) (side, error) {
	if path == "" {
		x, err := s.extractor()
		return side{x: x}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return side{}, err
	}
	if info.IsDir() {
		x, err := pipeline.New(pipeline.Options{Rules: append(slices.Clone(s.Rules), path), Dict: s.Dict, NoPrefilter: s.NoPrefilter})
		return side{x: x}, err
	}
	file, err := os.Open(path)
	if err != nil {
		return side{}, err
	}
	defer file.Close()
	records, err := golden.ReadRecords(file)
	if err != nil {
		return side{}, failed("%s holds lines that are no records:\n%w", path, err)
	}
	one := side{stored: map[string][]record.Record{}}
	for _, r := range records {
		doc := r.DocID()
		if one.stored[doc] == nil {
			one.order = append(one.order, doc)
		}
		one.stored[doc] = append(one.stored[doc], r)
	}
	return one, nil
}

// comparison compares document by document.
type comparison struct {
	cmd      *cobra.Command
	old, new side
	summary  bool
	byRule   map[string]*changes
	compared int
	failed   int
	err      error // of the output
}

type changes struct{ added, lost, changed int }

// stored compares two files of records.
func (c *comparison) stored() {
	for _, doc := range c.new.order {
		c.compare(doc, c.old.stored[doc], c.new.stored[doc], nil)
	}
	for _, doc := range c.old.order {
		if c.new.stored[doc] == nil {
			c.compare(doc, c.old.stored[doc], nil, nil)
		}
	}
}

// document compares one document of a corpus.
func (c *comparison) document(name string, read func() (pipeline.Input, error)) error {
	in, err := read()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	src, err := in.Decode()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	var sets [2][]record.Record
	for i, one := range []side{c.old, c.new} {
		if one.stored != nil {
			sets[i] = one.stored[in.ID]
			continue
		}
		res, err := one.x.Extract(c.cmd.Context(), in)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		sets[i] = res.Records.Records()
	}
	c.compare(in.ID, sets[0], sets[1], src)
	return nil
}

func (c *comparison) compare(doc string, old, new []record.Record, src *text.Source) {
	c.compared++
	differences := golden.Compare(old, new)
	for _, d := range differences {
		name := string(d.Record().RecordType())
		if m, ok := d.Record().(record.Mention); ok {
			name = m.Base().Rule
		}
		n := c.byRule[name]
		if n == nil {
			n = &changes{}
			c.byRule[name] = n
		}
		switch {
		case d.Old == nil:
			n.added++
		case d.New == nil:
			n.lost++
		default:
			n.changed++
		}
	}
	if len(differences) > 0 && !c.summary && c.err == nil {
		if c.err = printer.Print(c.cmd.OutOrStdout(), doc, differences, src); c.err == nil {
			_, c.err = fmt.Fprintln(c.cmd.OutOrStdout())
		}
	}
}

// print counts the differences by rule.
func (c *comparison) print(out io.Writer) {
	var all changes
	if len(c.byRule) > 0 {
		fmt.Fprintf(out, "%7s %7s %7s  %s\n", "added", "lost", "changed", "rule")
	}
	total := func(n *changes) int { return n.added + n.lost + n.changed }
	for _, name := range slices.SortedFunc(maps.Keys(c.byRule), func(a, b string) int {
		return cmp.Or(cmp.Compare(total(c.byRule[b]), total(c.byRule[a])), cmp.Compare(a, b))
	}) {
		n := c.byRule[name]
		all.added, all.lost, all.changed = all.added+n.added, all.lost+n.lost, all.changed+n.changed
		fmt.Fprintf(out, "%7d %7d %7d  %s\n", n.added, n.lost, n.changed, name)
	}
	fmt.Fprintf(out, "%d documents: %d records added, %d lost, %d changed\n", c.compared, all.added, all.lost, all.changed)
}
