package pipeline

import (
	"cmp"
	"context"
	"slices"

	"zhfacts/pipeline/link"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// Explanation says how the records of a document came about.
type Explanation struct {
	Text    *text.Text
	Records record.Set

	x           *Extractor
	sentences   []rules.Sentence
	times       timeLine
	derivations []link.Derivation // of the facts
	trace       trace
	ids         []string       // of the records of mentions
	mention     map[string]int // index of a mention by its record's id
}

// Explain extracts a document once more and keeps what the rules did.
func (x *Extractor) Explain(ctx context.Context, in Input) (*Explanation, error) {
	e := &Explanation{x: x, mention: map[string]int{}}
	a, err := x.analyse(ctx, in, &e.trace, new(scratch))
	if err != nil {
		return nil, err
	}
	res, err := a.result(in)
	if err != nil {
		return nil, err
	}
	e.Text, e.Records = a.doc, res.Records
	e.sentences, e.times, e.derivations = a.sentences, a.times, a.derivations
	w := assembly{doc: a.doc, id: in.ID, times: a.times}
	w.name()
	e.ids = w.ids
	for i, id := range w.ids {
		e.mention[id] = i
	}
	return e, nil
}

// RuleRef names a rule and the place where it stands.
type RuleRef struct {
	ID   string `json:"id"`
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Doc  string `json:"doc,omitempty"`
}

func ref(r *rules.Rule) RuleRef { return RuleRef{r.ID, r.File, r.Line, r.Doc} }

// Match is a match of a rule: what its groups stood for, how its value was
// computed, and which matches of other rules it rests on.
type Match struct {
	Rule   RuleRef `json:"rule"`
	Text   string  `json:"text"`
	Groups []Group `json:"groups,omitempty"`
	Steps  []Step  `json:"steps,omitempty"` // the innermost first
	Value  string  `json:"value,omitempty"`
}

// Group is a named item of a pattern.
type Group struct {
	Name  string `json:"name"`
	Text  string `json:"text"`
	Value string `json:"value,omitempty"`
	Entry string `json:"entry,omitempty"` // the line of a lexicon: dict/unit.tsv:12
	Match *Match `json:"match,omitempty"` // of the rule that the item names
}

// Step is an operation of a value.
type Step struct {
	Operation string   `json:"operation"`
	Operands  []string `json:"operands,omitempty"` // each behind its name, where it has one
	Result    string   `json:"result,omitempty"`
	Error     string   `json:"error,omitempty"` // why there is no result
}

// Rival is a match that lost against another one, or won.
type Rival struct {
	Rule RuleRef `json:"rule"`
	Text string  `json:"text"`
	Why  string  `json:"why"` // over, blocks, longer, leftmost or id
}

// Resolution is how a time was placed on the time line of the document.
type Resolution struct {
	Expression string `json:"expression"`       // as the rule made it
	Date       string `json:"date,omitempty"`   // the document's, where the time counts from it
	Anchor     string `json:"anchor,omitempty"` // the record that put the period in force, where it counts from that
	Text       string `json:"text,omitempty"`   // of that record
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

// Sentence is the sentence that holds the place, and its number; -1 where the place
// lies in none.
func (e *Explanation) Sentence(span text.Span) (text.Span, int) {
	for i, s := range e.Text.Sentences() {
		if s.Contains(span) {
			return s.Span, i
		}
	}
	return text.Span{}, -1
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
	return &Match{Rule: ref(m.Rule), Text: e.Text.String(m.Span)} // found by a stage, not by a rule file
}

// match explains the i-th match. What its groups stand for was matched before it,
// so that two rules which pass on one value do not explain each other.
func (e *Explanation) match(i int) *Match {
	t := &e.trace.matches[i]
	m := &Match{Rule: ref(t.rule), Text: e.Text.String(t.span), Steps: t.steps, Value: describe(t.value)}
	for _, g := range t.groups {
		group := Group{Name: g.Name, Text: e.Text.String(g.Span), Value: describe(g.Value), Entry: g.Entry}
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
			rivals = append(rivals, Rival{ref(b.loser.Rule), e.Text.String(b.loser.Span), b.why})
		}
	}
	return rivals
}

// Resolution is how the record of a time was resolved; nil for other records.
func (e *Explanation) Resolution(id string) *Resolution {
	i, ok := e.mention[id]
	if !ok || e.times.mentions[i].Type != record.TypeTime {
		return nil
	}
	res := &Resolution{Expression: describe(&rules.Time{Expr: e.times.mentions[i].Time.Expr})}
	if at, ok := e.times.anchors[i]; ok {
		if res.Date = at.date; at.date == "" {
			res.Anchor, res.Text = e.ids[at.mention], e.Text.String(e.times.mentions[at.mention].Span)
		}
	}
	return res
}

// Attempts are the rules that began to match at a place of the normalised
// text, or ran over it, and did not come through, the longest first; each rule
// once.
func (e *Explanation) Attempts(at text.Pos) []Attempt {
	return e.attempts(text.Span{Start: at, End: at + 1}, nil)
}

// attempts are those over a place, of one rule or of all, what covers most of the
// place first.
func (e *Explanation) attempts(place text.Span, of *rules.Rule) []Attempt {
	var over []*tracedFailure
	for i := range e.trace.failures {
		f := &e.trace.failures[i]
		here := f.Span.Overlaps(place) || f.Span.End == place.Start && f.Span.Len() > 0 || f.Span.Len() == 0 && of != nil && place.Start <= f.Span.Start && f.Span.Start < place.End
		if here && (of == nil || f.rule == of) {
			over = append(over, f)
		}
	}
	// Rules that only serve others stand behind those that make records.
	slices.SortStableFunc(over, func(a, b *tracedFailure) int {
		return cmp.Or(emits(b.rule)-emits(a.rule), b.reached(place)-a.reached(place))
	})
	var attempts []Attempt
	seen := map[*rules.Rule]bool{}
	for _, f := range over {
		if seen[f.rule] {
			continue
		}
		seen[f.rule] = true
		attempts = append(attempts, Attempt{
			Rule: ref(f.rule), Pattern: f.rule.Pattern, Text: e.Text.String(f.Span), Next: e.next(f.Span.End),
			Kind: f.Kind.String(), Wanted: f.Wanted, Column: f.Column, Steps: f.steps,
		})
	}
	return attempts
}

// next is the text that stands at a place, up to its sentence's end.
func (e *Explanation) next(at text.Pos) string {
	s, i := e.Sentence(text.Span{Start: at, End: at})
	if i < 0 {
		return ""
	}
	return e.Text.String(text.Span{Start: at, End: min(s.End, at+nextShown)})
}

// nextShown is how many characters are shown of what did not fit.
const nextShown = 4

// reached is how far over the place the rule came, a piece that could open there
// counted.
func (f *tracedFailure) reached(place text.Span) int {
	if f.Opened && place.Start <= f.Span.End && f.Span.End < place.End {
		return covered(f.Span, place) + 1
	}
	return covered(f.Span, place)
}

// emits is 1 for a rule that makes records, 0 for others.
func emits(r *rules.Rule) int {
	if r.Emits() {
		return 1
	}
	return 0
}

// covered is how much of the place a span covers.
func covered(span, place text.Span) int {
	return max(0, int(min(span.End, place.End)-max(span.Start, place.Start)))
}

// Attempt is a rule that began to match at a place and did not come through.
type Attempt struct {
	Rule    RuleRef `json:"rule"`
	Pattern string  `json:"pattern"`
	Text    string  `json:"text"`   // what had matched
	Next    string  `json:"next"`   // what stands behind it
	Kind    string  `json:"kind"`   // item, piece, guard, grow, value or limit
	Wanted  string  `json:"wanted"` // what then did not hold
	Column  int     `json:"column"` // of that in the pattern, in characters from 0; -1 where it is no part of it
	Steps   []Step  `json:"steps,omitempty"`
}
