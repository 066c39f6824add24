package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cockroachdb/apd/v3"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// Explanation says how the records of a document came about.
type Explanation struct {
	Text    *text.Text
	Records record.Set
	trace   trace
	mention map[string]int // index of a mention by its record's id
	times   timeLine
}

// Explain extracts a document once more and keeps what the rules did.
func (x *Extractor) Explain(ctx context.Context, in Input) (*Explanation, error) {
	e := &Explanation{mention: map[string]int{}}
	a, err := x.analyse(ctx, in, &e.trace, new(scratch))
	if err != nil {
		return nil, err
	}
	res, err := a.result(in)
	if err != nil {
		return nil, err
	}
	e.Text, e.Records, e.times = a.doc, res.Records, a.times
	w := assembly{doc: a.doc, id: in.ID, times: a.times}
	w.name()
	for i, id := range w.ids {
		e.mention[id] = i
	}
	return e, nil
}

// Match is a match of a rule: what its groups stood for, how its value was
// computed, and which matches of other rules it rests on.
type Match struct {
	Rule   *rules.Rule
	Span   text.Span
	Groups []Group
	Steps  []string // operations with what they gave, the innermost first
	Value  string
}

// Group is a named item of a pattern.
type Group struct {
	Name    string
	Surface string
	Value   string // "" when it has none
	Entry   string // the line of a lexicon: dict/unit.tsv:12
	Match   *Match // of the rule that the item names, or nil
}

// Rival is a match that lost against the one explained.
type Rival struct {
	Rule    *rules.Rule
	Surface string
	Why     string
}

// Attempt is a rule that began to match at a place and did not come through.
type Attempt struct {
	Rule    *rules.Rule
	Surface string // what had matched
	Wanted  string // what then did not hold
}

// Span is the place of a mention's record in the normalised text; false for
// records of other kinds.
func (e *Explanation) Span(id string) (text.Span, bool) {
	i, ok := e.mention[id]
	if !ok {
		return text.Span{}, false
	}
	return e.times.mentions[i].Span, true
}

// Match is the match behind the record of a mention, nil for other records.
func (e *Explanation) Match(id string) *Match {
	i, ok := e.mention[id]
	if !ok {
		return nil
	}
	m := &e.times.mentions[i]
	for k := range e.trace.matches {
		if t := &e.trace.matches[k]; t.rule == m.Rule && t.span == m.Span {
			return e.match(k)
		}
	}
	return nil
}

// match explains the i-th match. What its groups stand for was matched before it,
// so that two rules which pass on one value do not explain each other.
func (e *Explanation) match(i int) *Match {
	t := &e.trace.matches[i]
	m := &Match{Rule: t.rule, Span: t.span, Steps: t.steps, Value: describe(t.value)}
	for _, g := range t.groups {
		group := Group{Name: g.Name, Surface: e.Text.String(g.Span), Value: describe(g.Value), Entry: g.Entry}
		for k := range i {
			if of := &e.trace.matches[k]; of.span == g.Span && of.value != nil && of.value == g.Value && of.rule != t.rule {
				group.Match = e.match(k)
				break
			}
		}
		m.Groups = append(m.Groups, group)
	}
	return m
}

// Beaten are the matches that the record's own one won against.
func (e *Explanation) Beaten(id string) []Rival {
	i, ok := e.mention[id]
	if !ok {
		return nil
	}
	m := &e.times.mentions[i]
	var rivals []Rival
	for _, b := range e.trace.beaten {
		if b.winner.Rule == m.Rule && b.winner.Span == m.Span {
			rivals = append(rivals, Rival{b.loser.Rule, e.Text.String(b.loser.Span), b.why})
		}
	}
	return rivals
}

// Attempts are the rules that began to match at a place of the normalised
// text, or ran over it, and did not come through, the longest first; each rule
// once.
func (e *Explanation) Attempts(at text.Pos) []Attempt {
	var over []tracedFailure
	for _, f := range e.trace.failures {
		if f.Span.Start <= at && at <= f.Span.End && f.Span.Len() > 0 {
			over = append(over, f)
		}
	}
	slices.SortStableFunc(over, func(a, b tracedFailure) int { return b.Span.Len() - a.Span.Len() })
	var attempts []Attempt
	seen := map[*rules.Rule]bool{}
	for _, f := range over {
		if !seen[f.rule] {
			seen[f.rule] = true
			attempts = append(attempts, Attempt{f.rule, e.Text.String(f.Span), f.Wanted})
		}
	}
	return attempts
}

// trace keeps what a rules.Tracer is told.
type trace struct {
	matches  []tracedMatch
	beaten   []tracedLoss
	failures []tracedFailure
	steps    []string // of the match under way
}

type tracedMatch struct {
	rule   *rules.Rule
	span   text.Span
	groups []rules.Group
	steps  []string
	value  rules.Value
}

type tracedLoss struct {
	loser, winner rules.Candidate
	why           string
}

type tracedFailure struct {
	rule *rules.Rule
	rules.Failure
}

func (t *trace) Asleep(*rules.Rule, int, []string) {}
func (t *trace) Took(*rules.Rule, time.Duration)   {}

func (t *trace) Failed(r *rules.Rule, f rules.Failure) {
	t.failures = append(t.failures, tracedFailure{r, f})
	t.steps = nil
}

func (t *trace) Computed(_ *rules.Rule, op *rules.Op, _ []rules.Operand, v rules.Value, err error) {
	step := op.Name + ": "
	if err != nil {
		step += "no value, " + err.Error()
	} else {
		step += describe(v)
	}
	t.steps = append(t.steps, step)
}

func (t *trace) Matched(r *rules.Rule, span text.Span, groups []rules.Group, v rules.Value) {
	t.matches = append(t.matches, tracedMatch{r, span, groups, t.steps, v})
	t.steps = nil
}

func (t *trace) Beaten(loser, winner *rules.Candidate, why string) {
	t.beaten = append(t.beaten, tracedLoss{*loser, *winner, why})
}

// describe writes a value for a person.
func describe(v rules.Value) string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	amount := func(value, low, high *apd.Decimal, ratio *[2]apd.Decimal) {
		switch {
		case low != nil && high != nil:
			add("%s to %s", low.Text('f'), high.Text('f'))
		case value != nil:
			add("%s", value.Text('f'))
		}
		if ratio != nil {
			add("%s : %s", ratio[0].Text('f'), ratio[1].Text('f'))
		}
	}
	switch v := v.(type) {
	case *rules.Number:
		amount(v.Value, v.Low, v.High, v.Ratio)
		if v.Bound != "" {
			add("%s", v.Bound)
		}
	case *rules.Quantity:
		amount(v.Value, v.Low, v.High, v.Ratio)
		for _, s := range []string{v.Unit, string(v.Kind), string(v.Bound)} {
			if s != "" {
				add("%s", s)
			}
		}
	case *rules.Time:
		if v.Value != "" {
			add("%s", v.Value)
		} else {
			add("%v", v.Expr)
		}
	case *rules.Entity:
		add("%s %s", v.Kind, v.Name)
	}
	return strings.Join(parts, " ")
}
