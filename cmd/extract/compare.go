package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/golden"
	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

func compareCommand() *cobra.Command {
	var older, newer string
	var summary, whole bool
	var samples int
	cmd := &cobra.Command{
		Use:   "compare --old A --new B [CORPUS...]",
		Short: "Show what another set of rules changes in a corpus",
		Long: `compare shows the records that were added, lost and changed from A to B: first
how many by rule, then by rule and surface, each with samples in their context.
A and B are folders of rules, laid over those in force; files of records that
'extract run' wrote; or revisions of a git repository, whose folders of rules
and words (--rules, --dict) are read as they were. In the repository of extract
itself, the built-in ones are, too. A side that is left out is the rules as they
are.

CORPUS is what 'extract run' takes. Between two files of records it may be left
out; it then serves to show the text around what differs. The exit code is 1 if
there is any difference.`,
		Example: `  extract compare --new my-rules/ articles/
  extract compare --old HEAD --rules my-rules/ articles/
  extract compare --old before.jsonl --new after.jsonl
  extract compare --old before.jsonl --from jsonl news.jsonl`,
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withSettings(func(cmd *cobra.Command, paths []string, s *settings) error {
		if older == "" && newer == "" {
			return errors.New("extract compare needs --old or --new: a folder of rules, a file of records, or a git revision")
		}
		c := comparison{cmd: cmd, samples: samples, byRule: map[string]*ruleChanges{}}
		if whole && !*asJSON {
			c.whole = &failingWriter{to: cmd.OutOrStdout()}
		}
		var err error
		if c.old, err = s.side(older); err != nil {
			return err
		}
		if c.new, err = s.side(newer); err != nil {
			return err
		}
		failures := 0
		if len(paths) == 0 {
			if c.old.stored == nil || c.new.stored == nil {
				return errors.New("extract compare needs a corpus, unless it compares two files of records")
			}
			c.stored()
		} else if failures, err = s.eachDocument(cmd, paths, c.document); err != nil {
			return err
		}
		report := c.report()
		out := &failingWriter{to: cmd.OutOrStdout()}
		if *asJSON {
			err = printJSON(out, report)
		} else {
			report.print(out, terminalWidth(cmd), !summary && !whole)
		}
		switch {
		case err != nil || out.err != nil:
			return cmp.Or(err, out.err)
		case c.whole != nil && c.whole.err != nil:
			return c.whole.err
		case failures > 0 || len(c.byRule) > 0:
			return errFailed
		}
		return nil
	})
	cmd.Flags().StringVar(&older, "old", "", "`A`: a folder of rules, a file of records or a git revision (default: the rules as they are)")
	cmd.Flags().StringVar(&newer, "new", "", "`B`: likewise")
	cmd.Flags().BoolVar(&summary, "summary", false, "print the counts by rule only")
	cmd.Flags().BoolVar(&whole, "records", false, "print every record that differs, document by document, before the counts")
	cmd.Flags().IntVar(&samples, "samples", 2, "show `N` places of each surface")
	addFlags(cmd, reading, knowledge)
	return cmd
}

// comparison compares document by document.
type comparison struct {
	cmd      *cobra.Command
	old, new side
	samples  int
	whole    *failingWriter // for every difference; nil where only the report is wanted
	byRule   map[string]*ruleChanges
	compared int
}

// ruleChanges are the differences of the records of a rule.
type ruleChanges struct {
	Rule     string            `json:"rule"`
	Added    int               `json:"added"`
	Lost     int               `json:"lost"`
	Changed  int               `json:"changed"`
	Surfaces []*surfaceChanges `json:"surfaces"` // the most frequent first

	surfaces map[string]*surfaceChanges // by change and surface
}

func (c *ruleChanges) total() int { return c.Added + c.Lost + c.Changed }

// surfaceChanges are those of records with one surface.
type surfaceChanges struct {
	Change  string         `json:"change"` // added, lost or changed
	Surface string         `json:"surface"`
	Keys    []string       `json:"keys,omitempty"` // of a change, with what they were and are in the first place
	Count   int            `json:"count"`
	Samples []changeSample `json:"samples"`
}

// changeSample is a place of a difference.
type changeSample struct {
	ID     string `json:"id"`
	Before string `json:"before"`
	Text   string `json:"text"`
	Behind string `json:"behind"`
}

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
func (c *comparison) document(in pipeline.Input) error {
	src, err := in.Decode()
	if err != nil {
		return err
	}
	var sets [2][]record.Record
	for i, one := range []side{c.old, c.new} {
		if one.stored != nil {
			sets[i] = one.stored[in.ID]
			continue
		}
		res, err := one.x.Extract(c.cmd.Context(), in)
		if err != nil {
			return err
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
		c.add(d, src)
	}
	if len(differences) > 0 && c.whole != nil && c.whole.err == nil {
		if err := printer.Print(c.whole, doc, differences, src); err == nil {
			fmt.Fprintln(c.whole)
		}
	}
}

// around is how many characters of the source stand on each side of a sample.
const around = 16

func (c *comparison) add(d golden.Difference, src *text.Source) {
	one := surfaceChanges{Change: "changed"}
	sample := changeSample{ID: d.Record().RecordID()}
	name := string(d.Record().RecordType())
	if m, ok := d.Record().(record.Mention); ok {
		base := m.Base()
		name, one.Surface, sample.Text = base.Rule, oneLine(base.Text), oneLine(base.Raw)
		if src != nil && base.End <= src.Len() {
			sample.Before = oneLine(src.Slice(max(0, base.Start-around), base.Start))
			sample.Behind = strings.TrimRight(oneLine(src.Slice(base.End, min(src.Len(), base.End+around))), "⏎ ")
		}
	}
	rule := c.byRule[name]
	if rule == nil {
		rule = &ruleChanges{Rule: name, surfaces: map[string]*surfaceChanges{}}
		c.byRule[name] = rule
	}
	switch {
	case d.Old == nil:
		rule.Added++
		one.Change = "added"
	case d.New == nil:
		rule.Lost++
		one.Change = "lost"
	default:
		rule.Changed++
		for _, k := range d.Keys {
			one.Keys = append(one.Keys, fmt.Sprintf("%s %s -> %s", k.Name, cmp.Or(k.Old, "none"), cmp.Or(k.New, "none")))
		}
	}
	s := rule.surfaces[one.Change+" "+one.Surface]
	if s == nil {
		s = &one
		s.Samples = []changeSample{}
		rule.surfaces[one.Change+" "+one.Surface] = s
		rule.Surfaces = append(rule.Surfaces, s)
	}
	if s.Count++; len(s.Samples) < c.samples {
		s.Samples = append(s.Samples, sample)
	}
}

// changeReport is what compare prints.
type changeReport struct {
	Documents int            `json:"documents"`
	Added     int            `json:"added"`
	Lost      int            `json:"lost"`
	Changed   int            `json:"changed"`
	Rules     []*ruleChanges `json:"rules"` // the most differences first
}

func (c *comparison) report() *changeReport {
	r := &changeReport{Documents: c.compared, Rules: []*ruleChanges{}}
	r.Rules = append(r.Rules, slices.SortedFunc(maps.Values(c.byRule), func(a, b *ruleChanges) int {
		fact := func(c *ruleChanges) int { return len(c.Rule) - len(strings.TrimPrefix(c.Rule, "fact.")) } // what follows from the others
		return cmp.Or(cmp.Compare(b.total(), a.total()), cmp.Compare(fact(a), fact(b)), cmp.Compare(a.Rule, b.Rule))
	})...)
	for _, rule := range r.Rules {
		r.Added, r.Lost, r.Changed = r.Added+rule.Added, r.Lost+rule.Lost, r.Changed+rule.Changed
		slices.SortStableFunc(rule.Surfaces, func(a, b *surfaceChanges) int { return cmp.Compare(b.Count, a.Count) })
	}
	return r
}

// surfacesShown is how many surfaces of a rule are printed.
const surfacesShown = 8

func (r *changeReport) print(out io.Writer, width int, surfaces bool) {
	fmt.Fprintf(out, "%s: %s added, %d lost, %d changed\n", count(r.Documents, "document"), count(r.Added, "record"), r.Lost, r.Changed)
	if len(r.Rules) > 0 {
		fmt.Fprintf(out, "%7s %7s %7s  %s\n", "added", "lost", "changed", "rule")
	}
	for _, rule := range r.Rules {
		fmt.Fprintf(out, "%7d %7d %7d  %s\n", rule.Added, rule.Lost, rule.Changed, rule.Rule)
	}
	if !surfaces {
		return
	}
	for _, rule := range r.Rules {
		fmt.Fprintf(out, "\n%s\n", rule.Rule)
		for _, s := range first(rule.Surfaces, surfacesShown) {
			s.print(out, width)
		}
		if more := len(rule.Surfaces) - surfacesShown; more > 0 {
			fmt.Fprintf(out, "  and %d more surfaces: --records shows every record\n", more)
		}
	}
}

func (s *surfaceChanges) print(out io.Writer, width int) {
	times := ""
	if s.Count > 1 {
		times = fmt.Sprintf(" %d times", s.Count)
	}
	fmt.Fprintf(out, "  %s %s%s\n", s.Change, cut(s.Surface, width/2), times)
	if len(s.Keys) > 0 {
		fmt.Fprintln(out, wrap("      ", strings.Join(s.Keys, ", "), width))
	}
	for _, one := range s.Samples {
		room := width - 6 - len("  ()") - columns(one.ID)
		if room >= leastWidth {
			line, underline := marked(one.Before, one.Text, one.Behind, room)
			fmt.Fprintf(out, "      %s  (%s)\n      %s\n", line, one.ID, underline)
			continue
		}
		line, underline := marked(one.Before, one.Text, one.Behind, width-6)
		fmt.Fprintf(out, "      %s\n      %s\n      (%s)\n", line, underline, one.ID)
	}
}
