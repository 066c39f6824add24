package rules

import (
	"strconv"
	"strings"

	"zhfacts/dict"
	"zhfacts/pipeline/text"
)

// grow extends a match to the left over tokens: the way names are found that end
// with a known suffix and begin nobody knows where.
//
//	grow: {over: [n*, ns, nz, j, eng], stop: [org-stop], pass: [org-pass], min: 1, max: 24}
//
// From the match's start, tokens are taken while their tag is in `over` or
// their word in a lexicon of `pass`, and the word is in no lexicon of `stop`, or
// in one of `keep`, whose words are taken whatever else they are.
// Fewer than `min` tokens taken, and there is no match; `max` bounds the runes, `each`
// those of a token, and `tokens` the number of tokens, the one not counted that
// the match starts within. With `head`, a list of tags, or `headed`, a list of
// lexicons, the match starts at the leftmost token taken that has such a tag or
// is in such a lexicon, so that a name begins with what names it; without one
// there is no match. What can be a head is taken too; of a token that the match
// starts within, only the word tells. A word of `join` (和, 与) is taken between two
// tokens that are taken, unless one of them can be a head or is in a lexicon of
// `apart`: it joins parts of a name and not two names.
type grow struct {
	over       []tagSymbol
	stop, pass []*dict.Lexicon
	keep       []*dict.Lexicon
	head       []tagSymbol
	headed     []*dict.Lexicon
	join       []*dict.Lexicon
	apart      []*dict.Lexicon
	coined     []tagSymbol
	min, max   int
	each       int // 0 for any
	tokens     int // -1 for any
}

// left returns the rune where the match starts after growing. A match that
// starts inside a token begins by taking the rest of that token, whatever its
// tag, unless the token is in a lexicon of stop.
func (g *grow) left(s *sentence, start int32) (int32, bool) {
	i := len(s.tokens) - 1
	for i >= 0 && int32(s.tokens[i].Start-s.base) >= start {
		i--
	}
	taken, whole, from := 0, 0, start
	head, headAt := int32(-1), 0 // and its token
	joinable := false            // whether a joining word may follow
	for ; i >= 0; i-- {
		tok := &s.tokens[i]
		at, end := int32(tok.Start-s.base), int32(tok.End-s.base)
		inside := end > start
		if !inside {
			if whole == g.tokens {
				break
			}
			whole++
		}
		if !inside && g.join != nil && inAny(g.join, string(s.folded[at:end])) {
			if !joinable || i == 0 || !g.joins(s, &s.tokens[i-1]) {
				break
			}
			joinable = false
			continue
		}
		if int(start-at) > g.max || g.each > 0 && int(min(end, from)-at) > g.each {
			break
		}
		kept := inAny(g.keep, string(s.folded[at:end]))
		if !kept && inAny(g.stop, string(s.folded[at:end])) {
			break
		}
		word := string(s.folded[at:min(end, from)])
		heads := !inside && hasTag(g.head, tok.POS) || inAny(g.headed, word)
		if !inside && !heads && !kept && !hasTag(g.over, tok.POS) && !inAny(g.pass, word) {
			break
		}
		joinable = !inside && !heads && !inAny(g.apart, word)
		taken, from = taken+1, at
		if heads && taken >= g.min {
			head, headAt = at, i
		}
	}
	if g.head == nil && g.headed == nil {
		return from, taken >= g.min
	}
	if head >= 0 && g.coined != nil {
		head = g.coin(s, head, headAt)
	}
	return head, head >= 0
}

// coin takes the single characters left of token i, a head that starts at rune
// at, which may be coined with it.
func (g *grow) coin(s *sentence, at int32, i int) int32 {
	tok := &s.tokens[i]
	end := int32(tok.End - s.base)
	if tok.Len() > 2 || tok.Len() == 2 && !inAny(g.headed, string(s.folded[end-1:end])) {
		return at
	}
	for i--; i >= 0; i-- {
		tok := &s.tokens[i]
		start, end := int32(tok.Start-s.base), int32(tok.End-s.base)
		if tok.Len() != 1 || !hasTag(g.coined, tok.POS) || inAny(g.stop, string(s.folded[start:end])) {
			break
		}
		at = start
	}
	return at
}

// joins tells whether a token can stand before a joining word.
func (g *grow) joins(s *sentence, tok *text.Token) bool {
	word := string(s.folded[tok.Start-s.base : tok.End-s.base])
	name := hasTag(g.head, tok.POS) && tok.POS != "ns" // to gse, 海洋 is a place
	return (hasTag(g.over, tok.POS) || inAny(g.pass, word)) && !name &&
		!inAny(g.headed, word) && !inAny(g.apart, word) && !inAny(g.stop, word)
}

func hasTag(tags []tagSymbol, pos string) bool {
	for i := range tags {
		if tags[i].matches(pos) {
			return true
		}
	}
	return false
}

func inAny(lexicons []*dict.Lexicon, word string) bool {
	for _, lex := range lexicons {
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
			g.over = l.tagList(d, k.value)
		case "stop":
			g.stop = l.lexiconList(d, k.value)
		case "pass":
			g.pass = l.lexiconList(d, k.value)
		case "keep":
			g.keep = l.lexiconList(d, k.value)
		case "head":
			g.head = l.tagList(d, k.value)
		case "headed":
			g.headed = l.lexiconList(d, k.value)
		case "join":
			g.join = l.lexiconList(d, k.value)
		case "apart":
			g.apart = l.lexiconList(d, k.value)
		case "coined":
			g.coined = l.tagList(d, k.value)
		case "min", "max", "each", "tokens":
			v, err := strconv.Atoi(k.value.text)
			if err != nil || v < 0 {
				l.problem(d, k.value, "write a number", "%s is no number", k.name)
				continue
			}
			*map[string]*int{"min": &g.min, "max": &g.max, "each": &g.each, "tokens": &g.tokens}[k.name] = v
		default:
			l.problem(d, &node{line: k.line, column: k.column}, "the keys are over, stop, pass, keep, head, headed, join, apart, coined, min, max, each, tokens", "unknown key %s", k.name)
		}
	}
	return g
}

func (l *loader) tagList(d *draft, n *node) []tagSymbol {
	var out []tagSymbol
	for _, tag := range l.names(d, n) {
		out = append(out, parseTag(tag))
	}
	return out
}

func (l *loader) lexiconList(d *draft, n *node) []*dict.Lexicon {
	var out []*dict.Lexicon
	for _, name := range l.names(d, n) {
		lex, ok := l.lexicons.Lexicon(name)
		if !ok {
			l.problem(d, n, "the lexicons are: "+strings.Join(l.lexicons.Names(), ", "), "there is no lexicon %s", name)
			continue
		}
		out = append(out, lex)
	}
	return out
}
