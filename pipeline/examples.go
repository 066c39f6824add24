package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"zhfacts/pipeline/record"
	"zhfacts/rules"
)

// TestRules runs the examples and counter-examples of the rules and gives what
// does not come out as they say, and the expressions that blow up on long texts,
// by file and line. An example is a document of its own, which all rules read;
// one that is marked `alone` only its own rule.
func (x *Extractor) TestRules(ctx context.Context, of []*rules.Rule) (rules.Problems, error) {
	problems := rules.Pump(of)
	for _, r := range of {
		t := ruleTest{x: x, ctx: ctx, r: r}
		for i := range r.Examples {
			if err := t.example(&r.Examples[i]); err != nil {
				return nil, err
			}
		}
		for i := range r.Nots {
			if err := t.counter(&r.Nots[i]); err != nil {
				return nil, err
			}
		}
		problems = append(problems, t.problems...)
	}
	slices.SortStableFunc(problems, func(a, b rules.Problem) int {
		if a.File != b.File {
			return strings.Compare(a.File, b.File)
		}
		return a.Line - b.Line
	})
	return problems, nil
}

type ruleTest struct {
	x        *Extractor
	ctx      context.Context
	r        *rules.Rule
	problems rules.Problems
}

// finding is something that an example's text gave.
type finding struct {
	start, end int // code points of the example's text
	rule       string
	text       string
	record     record.Mention // nil for a rule that makes no records
}

func (t *ruleTest) fail(line int, hint, format string, args ...any) {
	t.problems = append(t.problems, rules.Problem{
		File: t.r.File, Line: line, Column: 1, Rule: t.r.ID, Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}

func (t *ruleTest) example(e *rules.Example) error {
	rs := []rune(e.Text)
	shown := string(rs[:e.Start]) + "[[" + string(rs[e.Start:e.End]) + "]]" + string(rs[e.End:])
	found, err := t.find(e.Text, e.Date, e.Alone)
	if err != nil {
		return t.broke(e.Line, shown, err)
	}
	var near []string
	for _, f := range found {
		if f.start == e.Start && f.end == e.End && f.rule == t.r.ID {
			t.compare(e, shown, f)
			return nil
		}
		if f.start < e.End && e.Start < f.end {
			near = append(near, fmt.Sprintf("%s (%s)", f.text, f.rule))
		}
	}
	hint := "nothing else was found there either"
	if len(near) > 0 {
		hint = "found there: " + strings.Join(near, ", ")
	}
	t.fail(e.Line, hint, "the example does not come out: %s", shown)
	return nil
}

func (t *ruleTest) counter(c *rules.Counter) error {
	found, err := t.find(c.Text, "", c.Alone)
	if err != nil {
		return t.broke(c.Line, c.Text, err)
	}
	for _, f := range found {
		if f.rule == t.r.ID && (c.Start < 0 || f.start < c.End && c.Start < f.end) {
			t.fail(c.Line, "it should not, because: "+c.Why, "the rule finds %s in the counter-example: %s", f.text, c.Text)
		}
	}
	return nil
}

// broke reports an example that gives an error. Only the end of the context
// ends the test.
func (t *ruleTest) broke(line int, shown string, err error) error {
	if t.ctx.Err() != nil {
		return t.ctx.Err()
	}
	t.fail(line, err.Error(), "the example ends in an error: %s", shown)
	return nil
}

// compare demands the values that an example wants.
func (t *ruleTest) compare(e *rules.Example, shown string, f finding) {
	if f.record == nil {
		return
	}
	got := map[string]string{}
	for key, value := range record.Fields(f.record) {
		got[key] = plain(value)
	}
	for _, want := range e.Want {
		if value := got[want.Key]; value != want.Value {
			if value == "" {
				value = "missing"
			}
			t.fail(e.Line, "the example wants "+want.Value, "%s is %s: %s", want.Key, value, shown)
		}
	}
}

// plain writes a value of JSON as an author of rules does.
func plain(value string) string {
	var s string
	if err := json.Unmarshal([]byte(value), &s); err == nil {
		return s
	}
	return strings.ReplaceAll(value, ",", ", ")
}

// find gives what a text holds: the records, for a rule that makes none its
// matches, and with alone only those of the rule by itself.
func (t *ruleTest) find(s, date string, alone bool) ([]finding, error) {
	in := Input{ID: "example", Text: s, Date: date}
	if t.r.Emits() && !alone {
		res, err := t.x.Extract(t.ctx, in)
		if err != nil {
			return nil, err
		}
		return findings(&res.Records), nil
	}
	doc, err := t.x.Normalise(in)
	if err != nil {
		return nil, err
	}
	sentences, _, err := t.x.segment(doc, new(scratch))
	if err != nil {
		return nil, err
	}
	var candidates []rules.Candidate
	for i := range sentences {
		some, err := t.x.rules.Find(t.r, &sentences[i])
		if err != nil {
			return nil, err
		}
		candidates = append(candidates, some...)
	}
	if t.r.Emits() {
		line, err := onTimeLine(doc, t.x.rules.Resolve(candidates, nil), date, nil)
		if err != nil {
			return nil, err
		}
		var set record.Set
		a := assembly{doc: doc, id: in.ID, times: line}
		a.records(&set)
		return findings(&set), nil
	}
	var found []finding
	for _, c := range candidates {
		raw := doc.Raw(c.Span)
		found = append(found, finding{start: raw.Start, end: raw.End, rule: c.Rule.ID, text: doc.String(c.Span)})
	}
	return found, nil
}

func findings(set *record.Set) []finding {
	var found []finding
	for _, r := range set.Records() {
		if m, ok := r.(record.Mention); ok && r.RecordType() != record.TypeFact {
			base := m.Base()
			found = append(found, finding{start: base.Start, end: base.End, rule: base.Rule, text: base.Text, record: m})
		}
	}
	return found
}

// testFolders runs the examples of the rules in the given folders: a user's
// rule whose examples fail does not load.
func (x *Extractor) testFolders(folders []string) error {
	var own []*rules.Rule
	for _, r := range x.rules.Rules() {
		if slices.ContainsFunc(folders, func(folder string) bool { return strings.HasPrefix(r.File, folder+"/") }) {
			own = append(own, r)
		}
	}
	problems, err := x.TestRules(context.Background(), own)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}
