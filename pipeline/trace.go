package pipeline

import (
	"fmt"
	"strings"
	"time"

	"github.com/cockroachdb/apd/v3"

	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// trace keeps what a rules.Tracer is told.
type trace struct {
	matches  []tracedMatch
	beaten   []tracedLoss
	failures []tracedFailure
	asleep   []tracedSleep
	steps    []Step // of the match under way
}

type tracedMatch struct {
	rule   *rules.Rule
	span   text.Span
	groups []rules.Group
	steps  []Step
	value  rules.Value
}

type tracedLoss struct {
	loser, winner rules.Candidate
	why           string
}

type tracedFailure struct {
	rule *rules.Rule
	rules.Failure
	steps []Step
}

type tracedSleep struct {
	rule     *rules.Rule
	sentence int
	lacks    []string
	has      []text.Span
}

func (t *trace) Asleep(r *rules.Rule, sentence int, lacks []string, has []text.Span) {
	t.asleep = append(t.asleep, tracedSleep{r, sentence, lacks, has})
}

func (t *trace) Failed(r *rules.Rule, f rules.Failure) {
	t.failures = append(t.failures, tracedFailure{r, f, t.steps})
	t.steps = nil
}

func (t *trace) Computed(_ *rules.Rule, op *rules.Op, operands []rules.Operand, v rules.Value, err error) {
	step := Step{Operation: op.Name, Result: describe(v)}
	if err != nil {
		step.Result, step.Error = "", err.Error()
	}
	for _, o := range operands {
		said := o.Text
		if o.Value != nil {
			said = describe(o.Value)
		}
		if o.Name != "" {
			said = o.Name + " " + said
		}
		step.Operands = append(step.Operands, said)
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

func (t *trace) Took(*rules.Rule, time.Duration) {}

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
