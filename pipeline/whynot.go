package pipeline

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhfacts/dict"
	"zhfacts/pipeline/numeral"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// Absence says why a surface at one place is no record, or that it is one.
type Absence struct {
	Span    text.Span `json:"-"` // in the normalised text
	Start   int       `json:"start"`
	End     int       `json:"end"` // code points of the source
	Verdict Verdict   `json:"verdict"`

	Records []string      `json:"records,omitempty"` // ids of those that lie over it
	Tokens  []Token       `json:"tokens,omitempty"`
	Numbers []Numeral     `json:"numerals,omitempty"`
	Words   []LexiconWord `json:"words,omitempty"` // of lexicons, in it, the longest first

	Lost    []Loss    `json:"lost,omitempty"`    // matches of the surface that others beat
	Dropped []Drop    `json:"dropped,omitempty"` // matches of it that a check dropped
	Tried   []Attempt `json:"tried,omitempty"`   // rules that began to match and did not come through, the nearest first
	Asleep  []Sleeper `json:"asleep,omitempty"`  // rules that something here could serve, and what the sentence lacks for them
}

// Verdict is what became of a surface.
type Verdict string

// The verdicts.
const (
	Found     Verdict = "found"     // there is a record of just this surface
	Beaten    Verdict = "beaten"    // a rule matched it, and a match of another rule won
	Dropped   Verdict = "dropped"   // a rule matched it, and a check dropped the match
	Serving   Verdict = "serving"   // only rules that serve others matched it
	Within    Verdict = "within"    // a longer record holds it
	Partly    Verdict = "partly"    // records lie over parts of it
	Unmatched Verdict = "unmatched" // rules began to match, and none came through
	Unwoken   Verdict = "unwoken"   // no rule began to match
	Unread    Verdict = "unread"    // it lies in no sentence: normalising took it for furniture
)

// Token is a word of the segmenter.
type Token struct {
	Text string `json:"text"`
	POS  string `json:"pos"`
}

// Numeral is a numeral and its value.
type Numeral struct {
	Text  string `json:"text"`
	Value string `json:"value"`
}

// LexiconWord is an entry of a lexicon.
type LexiconWord struct {
	Text    string `json:"text"`
	Lexicon string `json:"lexicon"`
	File    string `json:"file"`
	Line    int    `json:"line"`
}

// Loss is a match that another one beat.
type Loss struct {
	Match *Match `json:"match"`
	By    Rival  `json:"by"`
}

// Drop is a match that no record came of.
type Drop struct {
	Match *Match `json:"match"`
	Why   string `json:"why"`
}

// Sleeper is a rule that was not tried, and what it needs that the sentence lacks.
type Sleeper struct {
	Rule  RuleRef  `json:"rule"`
	Lacks []string `json:"lacks"`
}

// WhyNot looks up every place of a surface in the document, written as in the source
// or as normalised, white space and script aside, and says for each why it is no
// record. With the id of a rule it tells of that rule only. It finds nothing where the
// document does not have the surface.
func (e *Explanation) WhyNot(surface, rule string) []Absence {
	var out []Absence
	for _, span := range e.places(surface) {
		out = append(out, e.absence(span, e.x.rules.Rule(rule)))
	}
	return out
}

// places finds a surface in the normalised text, white space left out on both sides.
func (e *Explanation) places(surface string) []text.Span {
	want := bare([]rune(surface))
	if len(want.runes) == 0 {
		return nil
	}
	have := bare(e.Text.Runes(text.Span{Start: 0, End: e.Text.Len()}))
	var out []text.Span
	for i := 0; i+len(want.runes) <= len(have.runes); i++ {
		if slices.Equal(have.runes[i:i+len(want.runes)], want.runes) {
			out = append(out, text.Span{Start: have.at[i], End: have.at[i+len(want.runes)-1] + 1})
		}
	}
	return out
}

// bareText is a text without its white space, in simplified characters and half-width
// letters and digits, and the place that each rune of it came from.
type bareText struct {
	runes []rune
	at    []text.Pos
}

func bare(rs []rune) bareText {
	folded, _ := dict.SimplifyRunes(nil, rs)
	var b bareText
	for i, r := range folded {
		if unicode.IsSpace(r) {
			continue
		}
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		b.runes, b.at = append(b.runes, r), append(b.at, text.Pos(i))
	}
	return b
}

func (e *Explanation) absence(span text.Span, only *rules.Rule) Absence {
	raw := e.Text.Raw(span)
	a := Absence{Span: span, Start: raw.Start, End: raw.End}
	_, n := e.Sentence(span)
	if n < 0 {
		a.Verdict = Unread
		return a
	}
	e.atoms(&a, &e.sentences[n])
	served := e.matched(&a, only)
	a.Tried = e.attempts(span, only)
	a.Asleep = e.sleepers(&a, n, only)
	a.Verdict = e.verdict(&a, served)
	return a
}

// verdict also notes the records that lie over the place.
func (e *Explanation) verdict(a *Absence, served bool) Verdict {
	exact, within := false, false
	for i := range e.times.mentions {
		m := &e.times.mentions[i]
		if m.Span.Overlaps(a.Span) {
			a.Records = append(a.Records, e.ids[i])
			exact = exact || m.Span == a.Span
			within = within || m.Span.Contains(a.Span)
		}
	}
	switch {
	case exact:
		return Found
	case len(a.Lost) > 0:
		return Beaten
	case len(a.Dropped) > 0:
		return Dropped
	case within:
		return Within
	case len(a.Records) > 0:
		return Partly
	case served:
		return Serving
	case len(a.Tried) > 0:
		return Unmatched
	}
	return Unwoken
}

// matched notes what became of the matches of just this surface; true where one is of
// a rule that only serves others.
func (e *Explanation) matched(a *Absence, only *rules.Rule) (served bool) {
	for i := range e.trace.matches {
		t := &e.trace.matches[i]
		if t.span != a.Span || only != nil && t.rule != only {
			continue
		}
		if !t.rule.Emits() {
			served = true
			continue
		}
		if e.recorded(t) {
			continue
		}
		if by := e.winner(t); by != nil {
			a.Lost = append(a.Lost, Loss{e.match(i), Rival{ref(by.winner.Rule), e.Text.String(by.winner.Span), by.why}})
			continue
		}
		why := "no record came of it"
		if t.rule.Family() == string(record.TypeTime) {
			why = "the time line has no such time"
		}
		a.Dropped = append(a.Dropped, Drop{e.match(i), why})
	}
	return served
}

func (e *Explanation) recorded(t *tracedMatch) bool {
	return slices.ContainsFunc(e.times.mentions, func(m rules.Mention) bool { return m.Rule == t.rule && m.Span == t.span })
}

// winner is the loss of a match, nil where nothing beat it.
func (e *Explanation) winner(t *tracedMatch) *tracedLoss {
	for i := range e.trace.beaten {
		if b := &e.trace.beaten[i]; b.loser.Rule == t.rule && b.loser.Span == t.span {
			return b
		}
	}
	return nil
}

// atoms notes what rules are made of: tokens, numerals and words of lexicons.
func (e *Explanation) atoms(a *Absence, s *rules.Sentence) {
	for _, tok := range s.Tokens {
		if tok.Overlaps(a.Span) {
			a.Tokens = append(a.Tokens, Token{e.Text.String(tok.Span), tok.POS})
		}
	}
	from, to := int(a.Span.Start-s.Span.Start), int(a.Span.End-s.Span.Start)
	for p := 0; p < to; {
		n, ok := numeral.Scan(s.Folded, p)
		if !ok {
			p++
			continue
		}
		if n.End > from {
			value := n.Value.Text('f')
			if n.Approx {
				value = n.Low.Text('f') + " to " + n.High.Text('f')
			}
			a.Numbers = append(a.Numbers, Numeral{string(s.Written[n.Start:n.End]), value})
		}
		p = n.End
	}
	for n := min(to-from, longestShown); n > 0; n-- {
		for i := from; i+n <= to; i++ {
			for _, name := range e.x.lexicons.Names() {
				lex, _ := e.x.lexicons.Lexicon(name)
				if n == 1 && to-from > 1 && ofCharacters(lex) {
					continue // tells nothing of a longer surface
				}
				for _, entry := range lex.Find(string(s.Folded[i : i+n])) {
					a.Words = append(a.Words, LexiconWord{string(s.Written[i : i+n]), name, entry.File, entry.Line})
				}
			}
		}
	}
}

// ofCharacters tells whether a lexicon is a list of characters, as those of surnames
// and of names.
func ofCharacters(lex *dict.Lexicon) bool {
	single := 0
	for _, entry := range lex.Entries() {
		if utf8.RuneCountInString(entry.Word) == 1 {
			single++
		}
	}
	return 10*single > 7*len(lex.Entries())
}

// longestShown is the length of the longest words that are looked up in lexicons.
const longestShown = 24

// sleepers are the rules that need something which stands at the place, and lack
// something else in the sentence: a person's own before the built-in ones, then those
// that lack least.
func (e *Explanation) sleepers(a *Absence, sentence int, only *rules.Rule) []Sleeper {
	var asleep []*tracedSleep
	for i := range e.trace.asleep {
		s := &e.trace.asleep[i]
		here := slices.ContainsFunc(s.has, a.Span.Overlaps)
		if s.sentence == sentence && (only == nil && here && s.rule.Emits() || s.rule == only) {
			asleep = append(asleep, s)
		}
	}
	amount := func(r *rules.Rule) int { // a place with a numeral is more likely an amount than a name
		if len(a.Numbers) > 0 && r.Family() != string(record.TypeEntity) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(asleep, func(a, b *tracedSleep) int {
		return cmp.Or(cmp.Compare(own(b.rule), own(a.rule)), cmp.Compare(amount(b.rule), amount(a.rule)), cmp.Compare(len(a.lacks), len(b.lacks)), cmp.Compare(len(b.has), len(a.has)), strings.Compare(a.rule.ID, b.rule.ID))
	})
	out := make([]Sleeper, 0, len(asleep))
	for _, s := range asleep {
		out = append(out, Sleeper{ref(s.rule), s.lacks})
	}
	return out
}

// own is 1 for a rule of a person's folder, 0 for one that is built in.
func own(r *rules.Rule) int {
	if strings.HasPrefix(r.File, rules.Builtin().Name+"/") {
		return 0
	}
	return 1
}
