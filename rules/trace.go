package rules

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"zhfacts/pipeline/text"
)

// Tracer is told how a result came about. It is for people who ask why; without one,
// matching keeps nothing for explaining.
type Tracer interface {
	// Asleep: the sentence lacks items and pieces that the rule needs; what else
	// it needs stands at has.
	Asleep(r *Rule, sentence int, lacks []string, has []text.Span)
	// Failed: the rule began to match and did not come through.
	Failed(r *Rule, f Failure)
	// Computed: an operation of the rule's value gave v.
	Computed(r *Rule, op *Op, operands []Operand, v Value, err error)
	// Matched: the rule matched.
	Matched(r *Rule, span text.Span, groups []Group, v Value)
	// Beaten: loser was dropped for winner when overlaps were settled; why is
	// over, blocks, longer, leftmost or id.
	Beaten(loser, winner *Candidate, why string)
	// Took: the rule took so long over a sentence, this tracer included.
	Took(r *Rule, d time.Duration)
}

// Failure is how a rule did not come through.
type Failure struct {
	Kind   FailureKind
	Span   text.Span // what had matched
	Wanted string    // the item or piece that then did not hold, the side of the guard, or the error of the value
	Column int       // of the item in the pattern, in runes from 0; -1 where it is none
	Opened bool      // what stands there is how the piece can open
}

// FailureKind is what did not hold.
type FailureKind uint8

// The kinds of failure.
const (
	FailedItem  FailureKind = iota // no numeral, word, token or match of the item stood there
	FailedPiece                    // the expression did not match
	FailedGuard                    // the match does not start or end where a token does
	FailedGrow                     // there was nothing to grow over
	FailedValue                    // an operation has no value for it
	FailedLimit                    // the rule tried as many ways as it may
)

func (k FailureKind) String() string {
	return [...]string{"item", "piece", "guard", "grow", "value", "limit"}[k]
}

// Group is a name of a pattern with what it matched.
type Group struct {
	Name  string
	Span  text.Span
	Value Value
	Entry string // the lexicon and line of an entry: unit.tsv:12
}

// Operand is an operand of an operation that was computed.
type Operand struct {
	Name  string // "" of an operation that takes a sequence
	Text  string // the word or surface; "" where there is a value
	Value Value
}

// traced runs all rules over the sentence, with their time.
func (m *matcher) traced() error {
	for _, r := range m.s.set.rules {
		start := time.Now()
		going := m.one(r)
		m.opt.Tracer.Took(r, time.Since(start))
		if !going {
			break
		}
	}
	return m.err
}

// failed tells the tracer, where there is one, that the rule matched up to rune p
// and then it did not hold.
func (m *matcher) failed(r *Rule, p int32, kind FailureKind, it *item, wanted string) {
	if m.opt.Tracer == nil {
		return
	}
	f := Failure{Kind: kind, Span: m.s.span(min(m.start, p), p), Wanted: wanted, Column: -1}
	if it != nil {
		f.Wanted, f.Column = it.text, it.column
	}
	if kind == FailedPiece && int(p) < len(m.s.folded) {
		runes, _, ok := openers(it.tree.Root)
		f.Opened = ok && slices.Contains(runes, m.s.folded[p])
	}
	m.opt.Tracer.Failed(r, f)
}

// asleep tells the tracer what the sentence lacks for the rule, and where the rest
// of what it needs stands.
func (m *matcher) asleep(r *Rule) {
	var lacks []string
	var has []text.Span
	for i, n := range r.need {
		if !m.s.holds(n) {
			lacks = append(lacks, r.needs[i])
			continue
		}
		for _, w := range n {
			for bit := range 64 {
				if w.mask&(1<<bit) == 0 {
					continue
				}
				for _, e := range m.s.edges[int(w.word)<<6|bit] {
					has = append(has, m.s.span(e.start, e.end))
				}
			}
		}
	}
	m.opt.Tracer.Asleep(r, m.s.index, lacks, has)
}

func (m *matcher) groups(r *Rule) []Group {
	var out []Group
	for i, g := range r.groups {
		b := &m.bind[i]
		if !b.set {
			continue
		}
		var a Arg
		m.arg(b, &a)
		grp := Group{Name: g.name, Span: m.s.span(b.start, b.end), Value: a.Value}
		if a.Entry != nil {
			grp.Entry = fmt.Sprintf("%s:%d", a.Entry.File, a.Entry.Line)
		}
		out = append(out, grp)
	}
	return out
}

// operands lists what the evaluation at hand was given.
func (a *Args) operands() []Operand {
	list := a.named
	if a.op.Variadic {
		list = a.list
	}
	var out []Operand
	for i := range list {
		g := &list[i]
		if !g.Set {
			continue
		}
		o := Operand{Value: g.Value}
		if !a.op.Variadic {
			o.Name = a.op.Params[i].Name
		}
		if len(g.List) > 0 {
			var words []string
			for k := range g.List {
				words = append(words, g.List[k].Surface.Written())
			}
			o.Text = strings.Join(words, " ")
		} else if o.Value == nil {
			if o.Text = g.Literal; o.Text == "" {
				o.Text = g.Surface.Written()
			}
		}
		out = append(out, o)
	}
	return out
}
