package rules

import "slices"

// demand tells whether a sentence has a use for a rule's matches. Matches of rules that
// only serve others are worth nothing where none of those others can match, as the
// sentence lacks a word, numeral or character that they need.
type demand struct {
	always bool       // whatever the sentence holds
	atoms  []needWord // what the rule itself needs, of all that is known before rules are tried
	by     []int32    // the rules that refer to it, by index; nil for one whose matches go out
}

// maxDemanders bounds the rules that are asked whether they want another's matches.
const maxDemanders = 4

// demands derives the demand of all rules, once the kinds of the symbols are known.
func (c *compiler) demands() {
	set := c.set
	set.demands = make([]demand, len(set.rules))
	makers := make([][]int32, set.symbols.count) // the rules whose matches carry a symbol
	for i, r := range set.rules {
		for _, sym := range append([]symbol{r.symbol}, r.classes...) {
			makers[sym] = append(makers[sym], int32(i))
		}
	}
	for i := len(set.rules) - 1; i >= 0; i-- { // those that refer to a rule stand behind it
		r, d := set.rules[i], &set.demands[i]
		for _, n := range r.need {
			if !set.symbols.ofAtoms(n) {
				continue
			}
			for k, w := range n {
				w.more = k+1 < len(n)
				d.atoms = append(d.atoms, w)
			}
		}
		d.always = len(d.atoms) == 0
		switch {
		case r.goesOut():
			d.by = nil
		case len(d.by) > maxDemanders:
			d.always = true // one of them nearly always is
		case d.always:
			d.always = slices.ContainsFunc(d.by, func(by int32) bool { return set.demands[by].always })
		}
		for _, sym := range r.referred() {
			for _, maker := range makers[sym] {
				by := &set.demands[maker].by
				if len(*by) == 0 || (*by)[len(*by)-1] != int32(i) {
					*by = append(*by, int32(i))
				}
			}
		}
	}
}

// referred lists the symbols that the rule's items name.
func (r *Rule) referred() []symbol {
	var out []symbol
	for i := range r.items {
		out = append(out, r.items[i].symbols...)
		for _, is := range r.items[i].is {
			out = append(out, is.symbols...)
		}
	}
	return out
}

// goesOut tells whether the rule's matches are more than parts of others.
func (r *Rule) goesOut() bool { return r.emits || r.blocked != nil }

// ofAtoms tells whether a need is of things that stand in a sentence before any rule
// has matched.
func (syms *symbols) ofAtoms(n need) bool {
	for _, w := range n {
		for bit := range 64 {
			if w.mask>>bit&1 != 0 && syms.kinds[int(w.word)<<6|bit] == ofRules {
				return false
			}
		}
	}
	return true
}

// wanted tells whether matches of rule i can lead to what goes out. The sentence
// remembers the answer.
func (s *sentence) wanted(i int32) bool {
	d := &s.set.demands[i]
	if d.always {
		return true
	}
	const yes, no = 1, 2
	if s.wants[i] == 0 {
		s.wants[i] = no
		if s.holdsAll(d.atoms) && (s.set.rules[i].goesOut() || s.anyWanted(d.by)) {
			s.wants[i] = yes
		}
	}
	return s.wants[i] == yes
}

func (s *sentence) anyWanted(rules []int32) bool {
	for _, i := range rules {
		if s.wanted(i) {
			return true
		}
	}
	return false
}
