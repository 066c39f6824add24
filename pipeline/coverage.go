package pipeline

import (
	"context"
	"time"

	"zhfacts/pipeline/numeral"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// Coverage is what the rules made of a document, for people who tune them.
type Coverage struct {
	Matches map[string]int // by rule id: matches, before overlaps were settled
	Records map[string]int // by rule id: mentions and facts that came of them

	// Unexplained are numerals and time words that lie in no mention, in the
	// order of the text.
	Unexplained []Unexplained
}

// Unexplained is a numeral or time word that no rule made anything of.
type Unexplained struct {
	Surface  string
	Kind     string // "numeral" or "time word"
	Span     text.Span
	Sentence int
	Context  string // the text around it, the surface between [[ and ]]
}

// Coverage runs a document and counts which rules it took.
func (x *Extractor) Coverage(ctx context.Context, in Input) (*Coverage, error) {
	c := &Coverage{Matches: map[string]int{}, Records: map[string]int{}}
	a, err := x.analyse(ctx, in, counter(c.Matches), new(scratch))
	if err != nil {
		return nil, err
	}
	for i := range a.times.mentions {
		c.Records[a.times.mentions[i].Rule.ID]++
	}
	for i := range a.facts {
		c.Records[a.facts[i].Rule]++
	}
	c.Unexplained = a.unexplained()
	return c, nil
}

// counter is a tracer that counts the matches of each rule.
type counter map[string]int

func (c counter) Asleep(*rules.Rule, int, []string, []text.Span) {}
func (c counter) Failed(*rules.Rule, rules.Failure)              {}
func (c counter) Computed(*rules.Rule, *rules.Op, []rules.Operand, rules.Value, error) {
}
func (c counter) Beaten(_, _ *rules.Candidate, _ string) {}
func (c counter) Took(*rules.Rule, time.Duration)        {}
func (c counter) Matched(r *rules.Rule, _ text.Span, _ []rules.Group, _ rules.Value) {
	c[r.ID]++
}

// around is how much of a sentence stands on each side of what is unexplained.
const around = 8

func (a *analysis) unexplained() []Unexplained {
	var found []Unexplained
	next := 0 // the first mention that may reach into the sentence
	mentions := a.times.mentions
	for i := range a.sentences {
		s := &a.sentences[i]
		for next < len(mentions) && mentions[next].Sentence < s.Index {
			next++
		}
		explained := make([]bool, len(s.Written))
		for k := next; k < len(mentions) && mentions[k].Sentence == s.Index; k++ {
			for p := mentions[k].Span.Start; p < mentions[k].Span.End; p++ {
				explained[p-s.Span.Start] = true
			}
		}
		add := func(from, to int, kind string) {
			for p := from; p < to; p++ {
				if explained[p] {
					return
				}
				explained[p] = true
			}
			left, right := max(0, from-around), min(len(s.Written), to+around)
			found = append(found, Unexplained{
				Surface:  string(s.Written[from:to]),
				Kind:     kind,
				Span:     text.Span{Start: s.Span.Start + text.Pos(from), End: s.Span.Start + text.Pos(to)},
				Sentence: s.Index,
				Context:  string(s.Written[left:from]) + "[[" + string(s.Written[from:to]) + "]]" + string(s.Written[to:right]),
			})
		}
		for p := 0; p < len(s.Folded); {
			n, ok := numeral.Scan(s.Folded, p)
			if !ok {
				p++
				continue
			}
			add(n.Start, n.End, "numeral")
			p = n.End
		}
		for _, tok := range s.Tokens {
			if tok.POS == "t" {
				add(int(tok.Start-s.Span.Start), int(tok.End-s.Span.Start), "time word")
			}
		}
	}
	return found
}
