package pipeline

import (
	"zhfacts/pipeline/link"
	"zhfacts/pipeline/record"
)

// link makes the facts, and says how each came about when somebody asks.
func (a *analysis) link(l *link.Linker, doc link.Document, explain bool) {
	if !explain {
		a.facts = l.Link(doc)
		return
	}
	a.derivations = l.Explain(doc)
	a.facts = make([]link.Fact, len(a.derivations))
	for i := range a.derivations {
		a.facts[i] = a.derivations[i].Fact
	}
}

// Derivation says how a fact came about.
func (e *Explanation) Derivation(f *record.Fact) *link.Derivation {
	quantity, ok := e.mention[f.Quantity]
	for i := range e.derivations {
		if ok && e.derivations[i].Fact.Quantity == quantity {
			return &e.derivations[i]
		}
	}
	return nil
}
