package rules

import (
	"strconv"

	"zhfacts/dict"
)

// grow extends a match to the left over tokens: the way names are found that end
// with a known suffix and begin nobody knows where.
//
//	grow: {over: [n*, ns, nz, j, eng], stop: [org-stop], pass: [org-pass], min: 1, max: 24}
//
// From the match's start, tokens are taken while their tag is in `over` or
// their word in a lexicon of `pass`, and their word is in no lexicon of `stop`.
// Fewer than `min` tokens taken, and there is no match; `max` bounds the runes, `each`
// those of a token, and `tokens` the number of tokens, the one not counted that
// the match starts within.
type grow struct {
	over       []tagSymbol
	stop, pass []*dict.Lexicon
	min, max   int
	each       int // 0 for any
	tokens     int // -1 for any
}

// left returns the rune where the match starts after growing. A match that
// starts inside a token begins by taking the rest of that token.
func (g *grow) left(s *sentence, start int32) (int32, bool) {
	i := len(s.tokens) - 1
	for i >= 0 && int32(s.tokens[i].Start-s.base) >= start {
		i--
	}
	taken, whole, from := 0, 0, start
	for ; i >= 0; i-- {
		tok := &s.tokens[i]
		at := int32(tok.Start - s.base)
		end := min(int32(tok.End-s.base), from)
		if int32(tok.End-s.base) <= start {
			if whole == g.tokens {
				break
			}
			whole++
		}
		if int(start-at) > g.max || g.each > 0 && int(end-at) > g.each || !g.takes(tok.POS, string(s.folded[at:end])) {
			break
		}
		taken, from = taken+1, at
	}
	return from, taken >= g.min
}

func (g *grow) takes(pos, word string) bool {
	for _, lex := range g.stop {
		if lex.Find(word) != nil {
			return false
		}
	}
	for i := range g.over {
		if g.over[i].matches(pos) {
			return true
		}
	}
	for _, lex := range g.pass {
		if lex.Find(word) != nil {
			return true
		}
	}
	return false
}

// grow reads the key grow.
func (l *loader) grow(d *draft, n *node) *grow {
	g := &grow{min: 1, max: 40, tokens: -1}
	for _, k := range n.keys {
		switch k.name {
		case "over":
			for _, tag := range l.names(d, k.value) {
				g.over = append(g.over, parseTag(tag))
			}
		case "stop":
			g.stop = l.lexiconList(d, k.value)
		case "pass":
			g.pass = l.lexiconList(d, k.value)
		case "min", "max", "each", "tokens":
			v, err := strconv.Atoi(k.value.text)
			if err != nil || v < 0 {
				l.problem(d, k.value, "write a number", "%s is no number", k.name)
				continue
			}
			*map[string]*int{"min": &g.min, "max": &g.max, "each": &g.each, "tokens": &g.tokens}[k.name] = v
		default:
			l.problem(d, &node{line: k.line, column: k.column}, "the keys are over, stop, pass, min, max, each, tokens", "unknown key %s", k.name)
		}
	}
	return g
}

func (l *loader) lexiconList(d *draft, n *node) []*dict.Lexicon {
	var out []*dict.Lexicon
	for _, name := range l.names(d, n) {
		lex, ok := l.lexicons.Lexicon(name)
		if !ok {
			l.problem(d, n, "the lexicons are listed by `extract config` and stand in dict/*.tsv", "there is no lexicon %s", name)
			continue
		}
		out = append(out, lex)
	}
	return out
}
