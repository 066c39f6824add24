package rules

import (
	"slices"
	"strings"
)

// Source is the rule as its file has it, without the comments that stand behind it.
func (r *Rule) Source() string {
	end := len(r.lines)
	for end > 0 && (strings.TrimSpace(r.lines[end-1]) == "" || strings.HasPrefix(strings.TrimSpace(r.lines[end-1]), "#")) {
		end--
	}
	return strings.Join(r.lines[:end], "\n")
}

// Over lists the rules and families that the rule is declared over.
func (r *Rule) Over() []string { return slices.Clone(r.over) }

// Blocks lists the rules and families whose matches within its own the rule drops.
func (r *Rule) Blocks() []string { return slices.Clone(r.blocks) }

// Needs lists the items and pieces of the pattern without which a sentence does not
// wake the rule; none where it is always tried.
func (r *Rule) Needs() []string { return slices.Clone(r.needs) }

// References are what a rule is made of.
type References struct {
	Rules    []string // ids, those of a family that it names each
	Lexicons []string
	Tags     []string // parts of speech
}

// References lists the rules, lexicons and parts of speech that a rule names, each
// in ascending order.
func (s *Set) References(r *Rule) References {
	var refs References
	add := func(kind itemKind, targets []string) {
		switch kind {
		case itemLex:
			refs.Lexicons = append(refs.Lexicons, targets...)
		case itemPOS:
			refs.Tags = append(refs.Tags, targets...)
		case itemRule:
			for _, target := range targets {
				refs.Rules = append(refs.Rules, s.named(target)...)
			}
		}
	}
	items, _ := parsePattern(r.Pattern)
	for _, item := range items {
		add(item.kind, item.targets)
		for _, is := range item.is {
			add(is.kind, is.targets)
		}
	}
	if g := r.grow; g != nil {
		for _, lex := range slices.Concat(g.stop, g.pass, g.headed, g.join, g.apart) {
			refs.Lexicons = append(refs.Lexicons, lex.Name)
		}
		for _, tag := range slices.Concat(g.over, g.head, g.coined) {
			refs.Tags = append(refs.Tags, tag.String())
		}
	}
	for _, list := range []*[]string{&refs.Rules, &refs.Lexicons, &refs.Tags} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return refs
}

// named lists the ids of the rules that a target names.
func (s *Set) named(target string) []string {
	var ids []string
	for _, r := range s.rules {
		if r.ID == target || strings.HasPrefix(r.ID, target+".") {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func (t tagSymbol) String() string {
	if t.prefix {
		return t.tag + "*"
	}
	return t.tag
}
