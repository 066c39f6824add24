package rules

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/dlclark/regexp2/v2"
	"github.com/dlclark/regexp2/v2/syntax"
)

const (
	// pumpLong is the length of the longest sentence, pumpShort the shorter
	// text that it is compared with.
	pumpLong, pumpShort = 2000, 500
	// An expression is refused that takes longer than pumpTime over the long
	// text and more than pumpGrowth times as long as over the short one, so that
	// neither a slow machine nor a long but harmless expression counts. Linear
	// is 4, quadratic 16.
	pumpTime   = 50 * time.Millisecond
	pumpGrowth = 8
	// pumpAlphabet bounds the runes that are tried for an expression.
	pumpAlphabet = 48
)

// pumpProbes are runes of the kinds that a set may hold, for sets that are too
// large to list.
var pumpProbes = []rune("0aA 中，。-.")

// Pump runs every expression of the rules over long texts made of its own
// alphabet and reports those that blow up: at most one for each expression,
// with its place.
func Pump(of []*Rule) Problems {
	var problems Problems
	for _, r := range of {
		for i := range r.items {
			it := &r.items[i]
			if it.kind != itemPiece {
				continue
			}
			if wrong := pump(it); wrong != "" {
				p := r.place.problem(it.column)
				p.File, p.Rule = r.File, r.ID
				p.Message = "the expression blows up: " + wrong
				p.Hint = "let no repetition stand within another, nor beside one that takes the same characters; (?> … ) keeps what it took"
				problems = append(problems, p)
			}
		}
	}
	return problems.sorted()
}

// pump says what is wrong with an expression, or "".
func pump(it *item) string {
	p := pumper{}
	p.alphabet(it.tree.Root)
	p.letters = uniqueRunes(p.letters)
	if len(p.letters) > pumpAlphabet {
		p.letters = p.letters[:pumpAlphabet]
	}
	directions := []int{ahead}
	if p.behind {
		directions = append(directions, 0)
	}
	for _, direction := range directions {
		for _, r := range p.letters {
			p.add(nil, []rune{r}, direction)
		}
		p.add(nil, p.letters, direction)
	}
	p.loops(it.tree.Root, nil, ahead)

	long, short := make([]rune, pumpLong), make([]rune, pumpShort)
	for _, t := range p.texts {
		for _, mismatch := range [...]bool{false, true} {
			t.fill(long, mismatch)
			took, err := it.timed(long, t.place(long))
			if err != nil {
				return fmt.Sprintf("%d characters, %s over and over, take it too far: %v", pumpLong, t, limitOf(err))
			}
			if took <= pumpTime {
				continue
			}
			t.fill(short, mismatch)
			took, less := it.fastest(long, t.place(long)), it.fastest(short, t.place(short))
			if took > pumpTime && took > pumpGrowth*less {
				return fmt.Sprintf("%d characters, %s over and over, take %v, %d take %v",
					pumpLong, t, took.Round(time.Millisecond), pumpShort, less.Round(10*time.Microsecond))
			}
		}
	}
	return ""
}

// limitOf names the limit in a few words: regexp2 quotes the whole text.
func limitOf(err error) string {
	switch {
	case errors.Is(err, errSteps):
		return errSteps.Error()
	case errors.Is(err, regexp2.ErrBacktrackingStackLimit):
		return "the stack of what it has yet to try is full"
	}
	return fmt.Sprintf("it took more than %v", pieceTimeout)
}

// timed matches at a place of the text.
func (it *item) timed(text []rune, at int) (time.Duration, error) {
	var err error
	start := time.Now()
	if it.fast != nil {
		run := over(text)
		it.fast.match(&run, at)
		if run.steps > maxSteps {
			err = errSteps
		}
	} else {
		err = it.re.FindRunesMatches(text, at, func(regexp2.MatchView) bool { return false })
	}
	return time.Since(start), err
}

// fastest is the least of several times: what else the machine does only adds.
func (it *item) fastest(text []rune, at int) time.Duration {
	best := time.Duration(1<<63 - 1)
	for range 3 {
		took, _ := it.timed(text, at)
		best = min(best, took)
	}
	return best
}

// pumper gathers the texts to run an expression over.
type pumper struct {
	letters []rune
	texts   []pumped
	behind  bool // there is a look-behind
}

// pumped is a text: what leads to a repetition, and what is repeated. A text
// for an expression that reads ahead begins with the lead; one for a look-behind
// ends with it, and back is the number of runes that the expression takes before
// it looks behind.
type pumped struct {
	lead, body []rune
	back       int
}

// ahead is the back of a text that is read ahead.
const ahead = -1

func (t pumped) String() string {
	body := t.body
	if len(body) > 12 {
		body = append(slices.Clip(body[:12]), '…')
	}
	switch {
	case len(t.lead) == 0:
		return fmt.Sprintf("%q", string(body))
	case t.back == ahead:
		return fmt.Sprintf("%q and then %q", string(t.lead), string(body))
	}
	return fmt.Sprintf("%q before %q", string(body), string(t.lead))
}

// fill writes the text. With mismatch, the rune that is read last is one that
// no expression names.
func (t pumped) fill(out []rune, mismatch bool) {
	body, last := out, 0
	if t.back == ahead {
		body, last = out[copy(out, t.lead):], len(out)-1
	} else {
		body = out[:len(out)-len(t.lead)]
		copy(out[len(body):], t.lead)
	}
	for n := 0; n < len(body); {
		n += copy(body[n:], t.body)
	}
	if mismatch {
		out[last] = '\uE0FF'
	}
}

// place is where the expression is tried.
func (t pumped) place(text []rune) int {
	if t.back == ahead {
		return 0
	}
	return len(text) - t.back
}

func (p *pumper) add(lead, body []rune, back int) {
	if len(body) > 0 && len(lead)+len(body) < pumpShort && back <= len(lead) {
		p.texts = append(p.texts, pumped{lead, body, back})
	}
}

// alphabet gathers the runes that the expression speaks of.
func (p *pumper) alphabet(n *syntax.RegexNode) {
	switch {
	case n.IsOneFamily():
		p.letters = append(p.letters, n.Ch)
	case n.IsSetFamily(), n.IsNotoneFamily():
		p.letters = append(p.letters, samples(n)...)
	case n.T == syntax.NtMulti:
		p.letters = append(p.letters, n.Str...)
	}
	p.behind = p.behind || n.Options&syntax.RightToLeft != 0
	for _, c := range n.Children {
		p.alphabet(c)
	}
}

// samples are some of the runes that a set takes.
func samples(n *syntax.RegexNode) []rune {
	var out []rune
	if n.IsSetFamily() {
		if rs, ok := members(n.Set); ok {
			return rs
		}
	}
	for _, r := range pumpProbes {
		if n.IsSetFamily() && n.Set.CharIn(r) || n.IsNotoneFamily() && r != n.Ch {
			out = append(out, r)
		}
	}
	return out
}

// loops adds, for every repetition, texts that lead to it and then repeat what
// it repeats: each of the alternatives, all of them in turn, and every letter of
// the alphabet.
func (p *pumper) loops(n *syntax.RegexNode, lead []rune, back int) {
	switch n.T {
	case syntax.NtConcatenate: // in a look-behind, the last comes first
		for _, c := range n.Children {
			p.loops(c, lead, back)
			if back == ahead {
				lead = slices.Concat(lead, witness(c))
			} else {
				lead = slices.Concat(witness(c), lead)
			}
		}
		return
	case syntax.NtPosLook, syntax.NtNegLook:
		behind := n.Options&syntax.RightToLeft != 0
		switch {
		case behind && back == ahead:
			p.loops(n.Children[0], nil, len(lead))
		case !behind && back == ahead:
			p.loops(n.Children[0], lead, ahead)
		}
		return // a look-around in a look-behind is left to the letters
	case syntax.NtLoop, syntax.NtLazyloop:
		body := n.Children[0]
		for body.T == syntax.NtGroup || body.T == syntax.NtCapture || body.T == syntax.NtAtomic {
			body = body.Children[0]
		}
		p.add(lead, witness(body), back)
		if body.T == syntax.NtAlternate {
			var all []rune
			for _, c := range body.Children {
				one := witness(c)
				p.add(lead, one, back)
				all = append(all, one...)
			}
			p.add(lead, all, back)
		}
	}
	if repeats(n) && len(lead) > 0 {
		for _, r := range p.letters {
			p.add(lead, []rune{r}, back)
		}
	}
	for _, c := range n.Children {
		p.loops(c, lead, back)
	}
}

func repeats(n *syntax.RegexNode) bool {
	switch n.T {
	case syntax.NtLoop, syntax.NtLazyloop, syntax.NtOneloop, syntax.NtOnelazy, syntax.NtSetloop, syntax.NtSetlazy,
		syntax.NtNotoneloop, syntax.NtNotonelazy:
		return n.N > 1
	}
	return false
}

// witness is a short text that the expression matches, as far as can be told
// without solving it: references and look-arounds count as empty.
func witness(n *syntax.RegexNode) []rune {
	switch {
	case n.T == syntax.NtMulti:
		return n.Str
	case n.T == syntax.NtOne:
		return []rune{n.Ch}
	case n.T == syntax.NtSet, n.T == syntax.NtNotone:
		return first(samples(n))
	case n.IsOneFamily():
		return slices.Repeat([]rune{n.Ch}, max(n.M, 1))
	case n.IsSetFamily(), n.IsNotoneFamily():
		return slices.Repeat(first(samples(n)), max(n.M, 1))
	}
	switch n.T {
	case syntax.NtConcatenate:
		var out []rune
		for _, c := range n.Children {
			if n.Options&syntax.RightToLeft != 0 {
				out = slices.Concat(witness(c), out)
			} else {
				out = append(out, witness(c)...)
			}
		}
		return out
	case syntax.NtAlternate, syntax.NtCapture, syntax.NtGroup, syntax.NtAtomic:
		return witness(n.Children[0])
	case syntax.NtLoop, syntax.NtLazyloop:
		return slices.Repeat(witness(n.Children[0]), max(n.M, 1))
	}
	return nil
}

// first is the first rune, or none.
func first(rs []rune) []rune {
	if len(rs) == 0 {
		return nil
	}
	return rs[:1]
}
