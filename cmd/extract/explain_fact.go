package main

import (
	"fmt"

	"zhfacts/pipeline/link"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// fact explains a fact, which linking made: the construct that found the metric, and of
// every slot where it was said and by which rules it was carried over which clauses.
func (p *explainer) fact(f *record.Fact) {
	d := p.e.Derivation(f)
	if d == nil {
		return
	}
	p.sentence(d.Fact.Clause)
	p.printf("  fact     %s states %s\n", f.ID, f.Quantity)
	if made, _ := pick(p.constructs, []string{f.Rule}); len(made) > 0 {
		p.printf("  rule     %s (%s)\n%s\n", f.Rule, place(made[0].RuleRef), wrap("           ", made[0].Doc, p.width))
	} else {
		p.printf("  rule     %s\n", f.Rule)
	}
	for _, slot := range []string{"subject", "metric", "period", "status", "basis"} {
		if said, source := d.Slot(slot); said != "" {
			p.slot(slot, said, source)
		}
	}
	p.fields(f)
}

// slot tells where one slot of a fact comes from.
func (p *explainer) slot(name, said string, from link.Source) {
	fmt.Fprintf(p.out, "  %-8s %s", name, said)
	if from.Words.Len() > 0 {
		fmt.Fprintf(p.out, ", from %s in %s", p.quote(from.Words), p.quote(from.Clause))
	}
	fmt.Fprintln(p.out)
	before := from.Clause
	for _, step := range from.Steps {
		fmt.Fprintf(p.out, "  %-8s carried by %s (%s:%d)", "", step.Carry.Name, step.Carry.File, step.Carry.Line)
		if step.By.Len() > 0 {
			fmt.Fprintf(p.out, ", meant by %s", p.quote(step.By))
		}
		if before.Len() > 0 {
			fmt.Fprintf(p.out, " from %s", p.quote(before))
		}
		fmt.Fprintf(p.out, " to %s\n", p.quote(step.To))
		before = step.To
	}
}

// most is how many runes of a clause explain quotes.
const most = 24

// quote is the text of a span, its middle left out when it is long, with its place in
// the source.
func (p *explainer) quote(span text.Span) string {
	s := oneLine(p.e.Text.String(span))
	if rs := []rune(s); len(rs) > most {
		s = string(rs[:most/2]) + "…" + string(rs[len(rs)-most/2:])
	}
	return fmt.Sprintf("%s (%d)", s, p.e.Text.Raw(span).Start)
}
