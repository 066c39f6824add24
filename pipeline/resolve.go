package pipeline

import "zhfacts/rules"

// resolveAgain gives the mentions of a document that has gained candidates. Only
// the sentences that they stand in are resolved once more: candidates of
// different sentences never overlap.
func resolveAgain(set *rules.Set, sentences int, mentions []rules.Mention, candidates, more []rules.Candidate) []rules.Mention {
	gained := make([]bool, sentences)
	for i := range more {
		gained[more[i].Sentence] = true
	}
	n := len(more)
	for i := range candidates {
		if gained[candidates[i].Sentence] {
			n++
		}
	}
	again := make([]rules.Candidate, 0, n)
	for i := range candidates {
		if gained[candidates[i].Sentence] {
			again = append(again, candidates[i])
		}
	}
	resolved := set.Resolve(append(again, more...), nil)
	out := make([]rules.Mention, 0, len(mentions)+len(more))
	for i := range mentions {
		m := &mentions[i]
		if gained[m.Sentence] {
			continue
		}
		for len(resolved) > 0 && resolved[0].Sentence < m.Sentence {
			out, resolved = append(out, resolved[0]), resolved[1:]
		}
		out = append(out, *m)
	}
	return append(out, resolved...)
}
