package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

func explainCommand() *cobra.Command {
	var ask question
	var given string
	cmd := &cobra.Command{
		Use:   "explain PATH | --text TEXT",
		Short: "Show why the text gave what it gave, or did not",
		Long: `explain shows every record of a document, or one, with the sentence it stands in,
the rule that made it with its file and line, what the groups of the rule stood
for, how the value was computed step by step, how a time was resolved, where
what a fact says comes from, and which matches of other rules it won against.

With --at it shows what lies over one code point of the source, and the rules
that began to match there and what they lacked.

With --why-not it tells for each place of a surface why there is no record of
it: the words and numerals that the rules see there, matches that lost and to
what, matches that a check dropped, rules that began to match and where they
failed, and rules that were not woken and what the sentence lacks for them.
--rule tells it of one rule.`,
		Example: `  extract explain article.txt
  extract explain article.txt --record 'article.txt#q103'
  extract explain article.txt --at 103
  extract explain article.txt --why-not 3万余辆
  extract explain --text '撑船过河用了两炷香。' --why-not 两炷香 --rule quantity.plain.count`,
		Args: func(cmd *cobra.Command, args []string) error {
			if err := notEmpty(cmd, "text", "record", "doc", "why-not", "rule"); err != nil {
				return err
			}
			if given != "" {
				return exactly()(cmd, args)
			}
			return exactly("a file, or - for standard input, or --text")(cmd, args)
		},
		RunE: withExtractor(func(cmd *cobra.Command, paths []string, s *settings, x *pipeline.Extractor) error {
			if cmd.Flags().Changed("at") && ask.at < 0 {
				return fmt.Errorf("--at %d is no place: code points of the source count from 0", ask.at)
			}
			if err := ask.check(x); err != nil {
				return err
			}
			if given != "" {
				return ask.answer(cmd, x, "the text", []pipeline.Input{{ID: "text", Text: given, Date: s.Date}})
			}
			var inputs []pipeline.Input
			failures, err := s.eachDocument(cmd, paths, func(in pipeline.Input) error {
				wanted := ask.id == "" || strings.HasPrefix(ask.id, in.ID+"#") || ask.id == in.ID
				if wanted && (ask.doc == "" || ask.doc == in.ID) {
					inputs = append(inputs, in)
				}
				return nil
			})
			if err != nil {
				return err
			}
			if failures > 0 {
				return errFailed
			}
			return ask.answer(cmd, x, paths[0], inputs)
		}),
	}
	cmd.Flags().StringVar(&given, "text", "", "explain this `TEXT` instead of a file")
	cmd.Flags().StringVar(&ask.id, "record", "", "explain the record with this `ID`")
	cmd.Flags().IntVar(&ask.at, "at", -1, "explain what lies over the code point `N` of the source, from 0")
	cmd.Flags().StringVar(&ask.doc, "doc", "", "explain only the document with this `ID`")
	cmd.Flags().StringVar(&ask.surface, "why-not", "", "tell why this `SURFACE` is no record")
	cmd.Flags().StringVar(&ask.rule, "rule", "", "with --why-not: tell it of this `RULE` only")
	cmd.Flags().BoolVar(&ask.all, "all", false, "show all rules that failed, slept or were beaten, and not the nearest only")
	ask.json = addJSON(cmd)
	cmd.MarkFlagsMutuallyExclusive("record", "at", "why-not")
	addFlags(cmd, reading, knowledge)
	completeRules(cmd, "rule")
	return cmd
}

// question is what explain is asked.
type question struct {
	id, doc       string
	at            int // code point of the source; -1 for none
	surface, rule string
	all           bool
	json          *bool
}

func (q *question) check(x *pipeline.Extractor) error {
	if q.rule == "" {
		return nil
	}
	if q.surface == "" {
		return errors.New("--rule needs --why-not: which surface should the rule have found?")
	}
	_, err := selectRules(x.Rules().Rules(), []string{q.rule})
	return err
}

// answer explains documents that came from the named source.
func (q *question) answer(cmd *cobra.Command, x *pipeline.Extractor, from string, inputs []pipeline.Input) error {
	out := &failingWriter{to: cmd.OutOrStdout()}
	var answers []any
	found := false
	for _, in := range inputs {
		e, err := x.Explain(cmd.Context(), in)
		if err != nil {
			if len(inputs) > 1 {
				from = in.ID
			}
			return failed("%s: %w", from, err)
		}
		p := explainer{e: e, out: out, width: terminalWidth(cmd), all: q.all, constructs: constructs(x)}
		if *q.json {
			p.out = io.Discard
		}
		if len(inputs) > 1 {
			p.document = in.ID
		}
		switch {
		case q.at >= 0:
			if q.at >= e.Text.Source().Len() {
				return fmt.Errorf("%s has %d code points: there is none at %d", from, e.Text.Source().Len(), q.at)
			}
			answers = append(answers, p.at(q.at))
			found = true
		case q.surface != "":
			places := e.WhyNot(q.surface, q.rule)
			for i := range places {
				p.absence(&places[i], q.rule)
				answers = append(answers, places[i])
				found = true
			}
		default:
			accounts := p.records(q.id)
			found = found || len(accounts) > 0
			for _, a := range accounts {
				answers = append(answers, a)
			}
		}
	}
	switch {
	case !found && q.id != "":
		return fmt.Errorf("there is no record %s; 'extract run' lists them", q.id)
	case !found && q.surface != "":
		return fmt.Errorf("%s does not hold %s, not even without white space; 'extract normalise' shows the text that the rules read", from, q.surface)
	}
	if *q.json {
		if answers == nil {
			answers = []any{}
		}
		return printJSON(out, answers)
	}
	return out.err
}

// account is everything about a record.
type account struct {
	Record     json.RawMessage      `json:"record"`
	Sentence   string               `json:"sentence,omitempty"`
	Match      *pipeline.Match      `json:"match,omitempty"`
	Resolution *pipeline.Resolution `json:"resolution,omitempty"`
	Beat       []pipeline.Rival     `json:"beat,omitempty"`
	Slots      []derivedSlot        `json:"slots,omitempty"`

	mention record.Mention
	span    text.Span
}

// derivedSlot is where a slot of a fact comes from.
type derivedSlot struct {
	Slot    string        `json:"slot"`
	Value   string        `json:"value"`
	Words   string        `json:"words,omitempty"`  // that say it
	Clause  string        `json:"clause,omitempty"` // in which they stand
	Carried []carriedStep `json:"carried,omitempty"`
}

// carriedStep is a rule of carrying at work.
type carriedStep struct {
	Rule string `json:"rule"`
	File string `json:"file"`
	Line int    `json:"line"`
	Doc  string `json:"doc"`
	By   string `json:"by,omitempty"` // words that point back
	To   string `json:"to"`           // the clause that it is then in force in
}

// placeAccount is what lies over a place.
type placeAccount struct {
	At       int                `json:"at"`
	Sentence string             `json:"sentence,omitempty"`
	Records  []account          `json:"records"`
	Tried    []pipeline.Attempt `json:"tried"`
}

// explainer explains one document.
type explainer struct {
	e     *pipeline.Explanation
	out   io.Writer
	width int
	all   bool

	constructs []listedRule // of facts

	document string // named before each sentence; "" where there is only one
}

func (p *explainer) printf(format string, args ...any) { fmt.Fprintf(p.out, format, args...) }

// records explains the record with the id, or all of them.
func (p *explainer) records(id string) []account {
	var accounts []account
	for _, r := range p.e.Records.Records() {
		if m, ok := r.(record.Mention); ok && (id == "" || r.RecordID() == id) {
			a := p.account(m)
			p.print(&a)
			accounts = append(accounts, a)
		}
	}
	return accounts
}

// at explains what lies over a code point of the source.
func (p *explainer) at(at int) placeAccount {
	answer := placeAccount{At: at, Records: []account{}, Tried: []pipeline.Attempt{}}
	var place text.Span
	for _, sentence := range p.e.Text.Sentences() {
		for q := sentence.Start; q < sentence.End; q++ {
			span := text.Span{Start: q, End: q + 1}
			if raw := p.e.Text.Raw(span); raw.Start <= at && at < raw.End {
				place, answer.Sentence = span, p.e.Text.String(sentence.Span)
			}
		}
	}
	for _, r := range p.e.Records.Records() {
		if m, ok := r.(record.Mention); ok && r.RecordType() != record.TypeFact && m.Base().Start <= at && at < m.Base().End {
			a := p.account(m)
			p.print(&a)
			answer.Records = append(answer.Records, a)
		}
	}
	if place.Len() == 0 {
		if len(answer.Records) == 0 {
			p.printf("code point %d lies in no sentence: normalising left it out, or it is no running text\n", at)
		}
		return answer
	}
	if len(answer.Records) == 0 {
		p.sentence(place)
		p.printf("  no record lies over this place\n")
	}
	if tried := p.e.Attempts(place.Start); len(tried) > 0 {
		answer.Tried = tried
		p.printf("  began to match here:\n")
		p.attempts(tried)
	}
	return answer
}

// sentence prints the sentence of a span with the span underlined.
func (p *explainer) sentence(span text.Span) {
	s, i := p.e.Sentence(span)
	if i < 0 {
		return
	}
	line, underline := marked(p.e.Text.String(text.Span{Start: s.Start, End: span.Start}), p.e.Text.String(span),
		p.e.Text.String(text.Span{Start: span.End, End: s.End}), p.width-2)
	in := ""
	if p.document != "" {
		in = " of " + p.document
	}
	p.printf("sentence %d%s:\n  %s\n  %s\n", i, in, line, underline)
}

func (p *explainer) account(m record.Mention) account {
	id := m.RecordID()
	a := account{
		Record: record.AppendJSON(nil, m), Match: p.e.Match(id), Beat: p.e.Beaten(id), Resolution: p.e.Resolution(id), mention: m,
	}
	if span, ok := p.e.Span(id); ok {
		s, _ := p.e.Sentence(span)
		a.span, a.Sentence = span, p.e.Text.String(s)
	}
	if f, ok := m.(*record.Fact); ok {
		a.Slots = p.slots(f)
	}
	return a
}

// slots tells where what a fact says comes from.
func (p *explainer) slots(f *record.Fact) []derivedSlot {
	d := p.e.Derivation(f)
	if d == nil {
		return nil
	}
	var slots []derivedSlot
	for _, name := range []string{"subject", "metric", "period", "status", "basis"} {
		value, source := d.Slot(name)
		if value == "" {
			continue
		}
		s := derivedSlot{Slot: name, Value: value, Words: p.e.Text.String(source.Words), Clause: p.e.Text.String(source.Clause)}
		for _, step := range source.Steps {
			s.Carried = append(s.Carried, carriedStep{
				Rule: step.Carry.Name, File: step.Carry.File, Line: step.Carry.Line, Doc: step.Carry.Doc,
				By: p.e.Text.String(step.By), To: p.e.Text.String(step.To),
			})
		}
		slots = append(slots, s)
	}
	return slots
}

// print prints an account.
func (p *explainer) print(a *account) {
	if f, ok := a.mention.(*record.Fact); ok {
		p.fact(f)
		return
	}
	p.sentence(a.span)
	p.printf("  %-8s %s\n", a.mention.RecordType(), a.mention.RecordID())
	if a.Match != nil {
		p.match(a.Match, "  ")
	}
	if r := a.Resolution; r != nil {
		switch {
		case r.Date != "":
			p.printf("  resolved %s, counted from the document's date %s\n", r.Expression, r.Date)
		case r.Anchor != "":
			p.printf("  resolved %s, counted from %s (%s)\n", r.Expression, oneLine(r.Text), r.Anchor)
		}
	}
	p.some(len(a.Beat), 5, func(i int) {
		rival := a.Beat[i]
		p.printf("%s\n", wrap("  beat     ", fmt.Sprintf("%s (%s) %s: %s", rival.Rule.ID, place(rival.Rule), oneLine(rival.Text), won[rival.Why]), p.width))
	})
	p.fields(a.mention)
}

// some prints the first few of n things, or all, and how many more there are.
func (p *explainer) some(n, few int, print func(i int)) {
	for i := range n {
		if !p.all && i == few && n > few+1 {
			p.printf("           and %d more: --all shows them\n", n-few)
			return
		}
		print(i)
	}
}

// place is where a rule stands; one that is part of the program has no line.
func place(r pipeline.RuleRef) string {
	if r.Line == 0 {
		return r.File
	}
	return fmt.Sprintf("%s:%d", r.File, r.Line)
}

// won and lost say in words why a match won, or lost.
var won = map[string]string{
	"over": "the rule is declared over it", "blocks": "the rule blocks it", "longer": "it is shorter",
	"leftmost": "it begins later", "id": "it is as long, and its rule's id comes later",
}

var lost = map[string]string{
	"over": "that rule is declared over this one", "blocks": "that rule blocks this one", "longer": "that match is longer",
	"leftmost": "that match begins earlier", "id": "that match is as long, and its rule's id comes earlier",
}

// match explains a match of a rule, and those it rests on.
func (p *explainer) match(m *pipeline.Match, indent string) {
	p.printf("%srule     %s (%s)\n", indent, m.Rule.ID, place(m.Rule))
	p.printf("%s\n", wrap(indent+"         ", m.Rule.Doc, p.width))
	for _, g := range m.Groups {
		p.printf("%sgroup    %s = %s", indent, g.Name, oneLine(g.Text))
		if g.Value != "" {
			p.printf(", which is %s", g.Value)
		}
		if g.Entry != "" {
			p.printf(" (%s)", g.Entry)
		}
		p.printf("\n")
		if g.Match != nil {
			p.match(g.Match, indent+"         ")
		}
	}
	for _, step := range m.Steps {
		p.printf("%s\n", wrap(indent+"value    ", stepLine(step), p.width))
	}
}

// stepLine writes a step of a value: quantity(number 3, unit 响) = 3 响.
func stepLine(s pipeline.Step) string {
	line := fmt.Sprintf("%s(%s)", s.Operation, oneLine(strings.Join(s.Operands, ", ")))
	if s.Error != "" {
		return line + " has no value: " + s.Error
	}
	return line + " = " + oneLine(s.Result)
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
	p.printf("%s\n\n", wrap("  record   ", strings.Join(said, ", "), p.width))
}
