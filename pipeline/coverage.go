package pipeline

import (
	"context"
	"time"

	"zhfacts/dict"
	"zhfacts/pipeline/numeral"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// Coverage is what the rules made of a document, for people who tune them.
type Coverage struct {
	Rules map[string]*RuleCoverage // by id; facts by the construct of linking that made them

	// Unexplained are numerals and time words that lie in no mention, in the
	// order of the text.
	Unexplained []Unexplained
}

// RuleCoverage is what became of a rule.
type RuleCoverage struct {
	Matches int           // before overlaps were settled
	Records int           // mentions, or facts, that came of them
	Beaten  int           // matches that lost against others
	Limits  int           // places where it tried as many ways as a rule may
	Time    time.Duration // that it took, with what it costs to watch it
}

// Add adds what became of the rule in another document.
func (c *RuleCoverage) Add(o *RuleCoverage) {
	c.Matches += o.Matches
	c.Records += o.Records
	c.Beaten += o.Beaten
	c.Limits += o.Limits
	c.Time += o.Time
}

// Unexplained is a numeral or time word that no rule made anything of.
type Unexplained struct {
	Surface  string // of a numeral with the words that it lies in: 一带一路 rather than 一
	Kind     string // "numeral" or "time word"
	Span     text.Span
	Sentence int
	Context  string // the text around it, the surface between [[ and ]]
}

// Coverage runs a document and counts which rules it took.
func (x *Extractor) Coverage(ctx context.Context, in Input) (*Coverage, error) {
	c := &Coverage{Rules: map[string]*RuleCoverage{}}
	a, err := x.analyse(ctx, in, counter{c}, new(scratch))
	if err != nil {
		return nil, err
	}
	for i := range a.times.mentions {
		c.of(a.times.mentions[i].Rule.ID).Records++
	}
	for i := range a.facts {
		f := c.of(a.facts[i].Rule)
		f.Matches, f.Records = f.Matches+1, f.Records+1
	}
	c.Unexplained = a.unexplained()
	return c, nil
}

func (c *Coverage) of(rule string) *RuleCoverage {
	r := c.Rules[rule]
	if r == nil {
		r = &RuleCoverage{}
		c.Rules[rule] = r
	}
	return r
}

// counter is a tracer that counts what becomes of each rule.
type counter struct{ *Coverage }

func (c counter) Asleep(*rules.Rule, int, []string, []text.Span) {}
func (c counter) Computed(*rules.Rule, *rules.Op, []rules.Operand, rules.Value, error) {
}
func (c counter) Took(r *rules.Rule, d time.Duration)        { c.of(r.ID).Time += d }
func (c counter) Beaten(loser, _ *rules.Candidate, _ string) { c.of(loser.Rule.ID).Beaten++ }
func (c counter) Failed(r *rules.Rule, f rules.Failure) {
	if f.Kind == rules.FailedLimit {
		c.of(r.ID).Limits++
	}
}
func (c counter) Matched(r *rules.Rule, _ text.Span, _ []rules.Group, _ rules.Value) {
	c.of(r.ID).Matches++
}

// Hit is a place where a rule matched or a word stands.
type Hit struct {
	Text    string `json:"text"`
	Start   int    `json:"start"`   // code point of the source
	Context string `json:"context"` // the text around it, the surface between [[ and ]]
	Record  bool   `json:"record"`  // a record came of it
}

// RuleHits are the matches of a rule in a document, or the facts of a construct of linking,
// in the order of the text.
func (x *Extractor) RuleHits(ctx context.Context, in Input, rule string) ([]Hit, error) {
	t := &trace{}
	a, err := x.analyse(ctx, in, t, new(scratch))
	if err != nil {
		return nil, err
	}
	recorded := map[text.Span]bool{}
	for i := range a.times.mentions {
		if m := &a.times.mentions[i]; m.Rule.ID == rule {
			recorded[m.Span] = true
		}
	}
	var hits []Hit
	for i := range t.matches {
		if m := &t.matches[i]; m.rule.ID == rule {
			hits = append(hits, hit(a.doc, m.span, recorded[m.span]))
		}
	}
	for i := range a.facts {
		if f := &a.facts[i]; f.Rule == rule {
			hits = append(hits, hit(a.doc, f.Clause, true))
		}
	}
	return hits, nil
}

// WordHits are the places of a word in a document as the rules read it.
func (x *Extractor) WordHits(in Input, word string) ([]Hit, error) {
	doc, err := x.Normalise(in)
	if err != nil {
		return nil, err
	}
	want, _ := dict.SimplifyRunes(nil, []rune(word))
	folded, _ := dict.SimplifyRunes(nil, doc.Runes(text.Span{Start: 0, End: doc.Len()}))
	var hits []Hit
	for i := 0; len(want) > 0 && i+len(want) <= len(folded); i++ {
		if string(folded[i:i+len(want)]) == string(want) {
			hits = append(hits, hit(doc, text.Span{Start: text.Pos(i), End: text.Pos(i + len(want))}, false))
		}
	}
	return hits, nil
}

func hit(doc *text.Text, span text.Span, record bool) Hit {
	left, right := max(0, span.Start-around), min(doc.Len(), span.End+around)
	return Hit{
		Text: doc.String(span), Start: doc.Raw(span).Start, Record: record,
		Context: doc.String(text.Span{Start: left, End: span.Start}) + "[[" + doc.String(span) + "]]" + doc.String(text.Span{Start: span.End, End: right}),
	}
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
			from, to = wholeTokens(s, from, to)
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

// wholeTokens widens a stretch of a sentence, in runes, to whole tokens.
func wholeTokens(s *rules.Sentence, from, to int) (int, int) {
	for _, tok := range s.Tokens {
		start, end := int(tok.Start-s.Span.Start), int(tok.End-s.Span.Start)
		if start < to && from < end {
			from, to = min(from, start), max(to, end)
		}
	}
	return from, to
}
