package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

func explainCommand() *cobra.Command {
	var id string
	var at int
	cmd := &cobra.Command{
		Use:   "explain PATH",
		Short: "Show why the text gave what it gave",
		Long: `explain shows every record of a document, or one, with the sentence it stands in,
the rule that made it with its file and line, what the groups of the rule stood
for, how the value was computed step by step, and which matches of other rules
it won against.

With --at it shows what lies over one code point of the source, and the rules
that began to match there and what they lacked.`,
		Example: `  extract explain article.txt
  extract explain article.txt --record article.txt#q103
  extract explain article.txt --at 103`,
		Args: exactly("a file, or - for standard input"),
		RunE: func(cmd *cobra.Command, paths []string) error {
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
			out := &failingWriter{to: cmd.OutOrStdout()}
			found := false
			for item, err := range items {
				if err != nil {
					return &runError{err}
				}
				in, err := item.Read()
				if err != nil {
					return failed("%s: %w", item.Name, err)
				}
				if id != "" && !strings.HasPrefix(id, in.ID) {
					continue
				}
				e, err := x.Explain(cmd.Context(), in)
				if err != nil {
					return failed("%s: %w", item.Name, err)
				}
				p := explainer{e: e, out: out}
				if at >= 0 {
					if at >= e.Text.Source().Len() {
						return fmt.Errorf("%s has %d code points: there is none at %d", item.Name, e.Text.Source().Len(), at)
					}
					p.at(at)
					found = true
				} else {
					found = p.all(id) || found
				}
			}
			if out.err != nil {
				return out.err
			}
			if !found && id != "" {
				return fmt.Errorf("there is no record %s; 'extract run %s' lists them", id, paths[0])
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&id, "record", "", "explain the record with this `ID`")
	cmd.Flags().IntVar(&at, "at", -1, "explain what lies over the code point `N` of the source, from 0")
	cmd.MarkFlagsMutuallyExclusive("record", "at")
	addFlags(cmd, reading, knowledge)
	return cmd
}

type explainer struct {
	e   *pipeline.Explanation
	out io.Writer
}

// all explains the record with the id, or all of them; false if there is none.
func (p *explainer) all(id string) bool {
	found := false
	for _, r := range p.e.Records.Records() {
		if m, ok := r.(record.Mention); ok && (id == "" || r.RecordID() == id) {
			p.record(m)
			found = true
		}
	}
	return found
}

// at explains what lies over a code point of the source.
func (p *explainer) at(at int) {
	var pos text.Pos = -1
	for _, sentence := range p.e.Text.Sentences() {
		for q := sentence.Start; q < sentence.End; q++ {
			raw := p.e.Text.Raw(text.Span{Start: q, End: q + 1})
			if raw.Start <= at && at < raw.End {
				pos = q
			}
		}
	}
	nothing := true
	for _, r := range p.e.Records.Records() {
		if m, ok := r.(record.Mention); ok && r.RecordType() != record.TypeFact && m.Base().Start <= at && at < m.Base().End {
			p.record(m)
			nothing = false
		}
	}
	if pos < 0 && nothing {
		fmt.Fprintf(p.out, "code point %d lies in no sentence: normalising left it out, or it is no running text\n", at)
		return
	}
	if nothing {
		p.sentence(text.Span{Start: pos, End: pos + 1})
		fmt.Fprintln(p.out, "  no record lies over this place")
	}
	if attempts := p.e.Attempts(pos); len(attempts) > 0 {
		fmt.Fprintln(p.out, "  began to match here:")
		for _, a := range attempts {
			fmt.Fprintf(p.out, "    %s (%s:%d) matched %s and lacked %s\n", a.Rule.ID, a.Rule.File, a.Rule.Line, oneLine(a.Surface), a.Wanted)
		}
	}
}

// sentence prints the sentence of a span with the span underlined.
func (p *explainer) sentence(span text.Span) {
	for i, s := range p.e.Text.Sentences() {
		if !s.Contains(span) {
			continue
		}
		before := oneLine(p.e.Text.String(text.Span{Start: s.Start, End: span.Start}))
		fmt.Fprintf(p.out, "sentence %d:\n  %s\n  %s%s\n", i, oneLine(p.e.Text.String(s.Span)),
			strings.Repeat(" ", columns(before)), strings.Repeat("^", max(1, columns(oneLine(p.e.Text.String(span))))))
	}
}

// record explains one record.
func (p *explainer) record(m record.Mention) {
	base := m.Base()
	if f, ok := m.(*record.Fact); ok {
		p.fact(f)
		return
	}
	if span, ok := p.e.Span(base.ID); ok {
		p.sentence(span)
	}
	fmt.Fprintf(p.out, "  %-8s %s\n", m.RecordType(), base.ID)
	if match := p.e.Match(base.ID); match != nil {
		p.match(match, "  ")
	}
	for _, rival := range p.e.Beaten(base.ID) {
		fmt.Fprintf(p.out, "  beat     %s (%s:%d) %s: %s\n", rival.Rule.ID, rival.Rule.File, rival.Rule.Line, oneLine(rival.Surface), reasons[rival.Why])
	}
	p.fields(m)
}

// reasons say in words why a match won.
var reasons = map[string]string{
	"over": "the rule is declared over it", "blocks": "the rule blocks it", "longer": "it is shorter",
	"leftmost": "it begins later", "id": "it is as long, and its rule's id comes later",
}

// match explains a match of a rule, and those it rests on.
func (p *explainer) match(m *pipeline.Match, indent string) {
	fmt.Fprintf(p.out, "%srule     %s (%s:%d)\n", indent, m.Rule.ID, m.Rule.File, m.Rule.Line)
	fmt.Fprintf(p.out, "%s         %s\n", indent, m.Rule.Doc)
	for _, g := range m.Groups {
		fmt.Fprintf(p.out, "%sgroup    %s = %s", indent, g.Name, oneLine(g.Surface))
		if g.Value != "" {
			fmt.Fprintf(p.out, ", which is %s", g.Value)
		}
		if g.Entry != "" {
			fmt.Fprintf(p.out, " (%s)", g.Entry)
		}
		fmt.Fprintln(p.out)
		if g.Match != nil {
			p.match(g.Match, indent+"         ")
		}
	}
	for _, step := range m.Steps {
		fmt.Fprintf(p.out, "%svalue    %s\n", indent, step)
	}
}

// fact explains a fact, which linking made.
func (p *explainer) fact(f *record.Fact) {
	fmt.Fprintf(p.out, "  fact     %s states %s\n  rule     %s\n", f.ID, f.Quantity, f.Rule)
	p.fields(f)
}

// fields prints what the record says.
func (p *explainer) fields(m record.Mention) {
	var said []string
	skip := true
	for name, value := range record.Fields(m) {
		if !skip {
			said = append(said, name+" "+value)
		}
		if name == "rule" {
			skip = false // what stands before says where the mention is
		}
	}
	fmt.Fprintf(p.out, "  record   %s\n\n", strings.Join(said, ", "))
}
