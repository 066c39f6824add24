package main

import (
	"fmt"
	"strings"

	"zhfacts/pipeline"
)

// verdicts say in words what became of a surface.
var verdicts = map[pipeline.Verdict]string{
	pipeline.Found:     "there is a record of it:",
	pipeline.Beaten:    "a rule matched it, and a match of another rule won",
	pipeline.Dropped:   "a rule matched it, and a check dropped the match",
	pipeline.Serving:   "only rules that serve others matched it; none that makes records did",
	pipeline.Within:    "it lies within a longer record:",
	pipeline.Partly:    "records lie over parts of it:",
	pipeline.Unmatched: "no rule matched it; some began to",
	pipeline.Unwoken:   "no rule began to match here",
	pipeline.Unread:    "it lies in no sentence: normalising took it for furniture, as a page number or running head",
}

// absence prints why there is no record of a surface at one place.
func (p *explainer) absence(a *pipeline.Absence, rule string) {
	p.sentence(a.Span)
	verdict := verdicts[a.Verdict]
	if rule != "" && (a.Verdict == pipeline.Unmatched || a.Verdict == pipeline.Unwoken) {
		verdict = map[bool]string{true: rule + " began to match and did not come through", false: rule + " did not begin to match"}[len(a.Tried) > 0]
	}
	p.printf("  verdict  %s\n", strings.TrimSuffix(fmt.Sprintf("%s %s", verdict, p.named(a)), " "))
	p.atoms(a)
	for _, l := range a.Lost {
		p.match(l.Match, "  ")
		p.printf("%s\n", wrap("  lost to  ", fmt.Sprintf("%s (%s) %s: %s", l.By.Rule.ID, place(l.By.Rule), oneLine(l.By.Text), lost[l.By.Why]), p.width))
	}
	for _, d := range a.Dropped {
		p.match(d.Match, "  ")
		p.printf("  dropped  %s\n", d.Why)
	}
	if a.Verdict != pipeline.Found {
		if len(a.Tried) > 0 {
			p.printf("  began to match, the nearest first:\n")
			p.attempts(a.Tried)
		}
		p.sleepers(a.Asleep)
	}
	p.printf("\n")
}

// named lists the records over the place, with what they say they are.
func (p *explainer) named(a *pipeline.Absence) string {
	if a.Verdict != pipeline.Found && a.Verdict != pipeline.Within && a.Verdict != pipeline.Partly {
		return ""
	}
	var names []string
	for _, id := range a.Records {
		span, _ := p.e.Span(id)
		names = append(names, fmt.Sprintf("%s %s (%s)", id, oneLine(p.e.Text.String(span)), p.e.Match(id).Rule.ID))
	}
	return strings.Join(names, ", ")
}

// atoms prints what rules are made of at the place.
func (p *explainer) atoms(a *pipeline.Absence) {
	var parts []string
	for _, tok := range a.Tokens {
		parts = append(parts, oneLine(tok.Text)+" "+tok.POS)
	}
	p.printf("%s\n", wrap("  tokens   ", strings.Join(parts, ", "), p.width))
	for _, n := range a.Numbers {
		p.printf("  numeral  %s = %s\n", oneLine(n.Text), n.Value)
	}
	p.some(len(a.Words), 6, func(i int) {
		w := a.Words[i]
		p.printf("  word     %s: lexicon %s (%s:%d)\n", oneLine(w.Text), w.Lexicon, w.File, w.Line)
	})
}

// attempts prints rules that began to match: where in the pattern each failed.
func (p *explainer) attempts(tried []pipeline.Attempt) {
	p.some(len(tried), 5, func(i int) {
		t := &tried[i]
		p.printf("    %s (%s)\n", t.Rule.ID, place(t.Rule))
		matched := "nothing"
		if t.Text != "" {
			matched = oneLine(t.Text)
		}
		p.printf("%s\n", wrap("      ", fmt.Sprintf("matched %s, %s", matched, p.lacked(t)), p.width))
		if t.Column >= 0 {
			line, underline := patternAt(t.Pattern, t.Column, t.Wanted, p.width-6)
			p.printf("      %s\n      %s\n", line, underline)
		}
		for _, step := range t.Steps {
			p.printf("%s\n", wrap("      ", stepLine(step), p.width))
		}
	})
}

// lacked says what did not hold.
func (p *explainer) lacked(t *pipeline.Attempt) string {
	before := ""
	if t.Next != "" {
		before = " before " + oneLine(t.Next)
	}
	switch t.Kind {
	case "item":
		return fmt.Sprintf("lacked %s%s", cut(strings.TrimSpace(t.Wanted), p.width/2), before)
	case "piece":
		return fmt.Sprintf("and %s did not hold%s", cut(t.Wanted, p.width/2), before)
	case "guard":
		return fmt.Sprintf("and the guard refused it: no token %ss there", t.Wanted)
	case "grow":
		return "and found no tokens to grow over on its left"
	case "limit":
		return "and gave up: it had tried as many ways as a rule may"
	}
	if len(t.Steps) > 0 {
		return "and came to no value:" // the steps say why
	}
	return "and came to no value: " + t.Wanted
}

// patternAt is the pattern cut to a width, with what failed underlined.
func patternAt(pattern string, column int, wanted string, width int) (line, underline string) {
	rs := []rune(strings.Join(strings.Split(pattern, "\n"), " "))
	column = min(column, len(rs))
	end := column
	if column < len(rs) && rs[column] == '{' {
		for end < len(rs) && rs[end] != '}' {
			end++
		}
		end = min(end+1, len(rs))
	} else {
		end = min(column+len([]rune(wanted)), len(rs))
	}
	return marked(string(rs[:column]), string(rs[column:end]), string(rs[end:]), width)
}

// sleepers prints the rules that were not woken.
func (p *explainer) sleepers(asleep []pipeline.Sleeper) {
	if len(asleep) == 0 {
		return
	}
	p.printf("  not woken, though something they need stands here:\n")
	p.some(len(asleep), 3, func(i int) {
		var lacks []string
		for _, l := range asleep[i].Lacks {
			lacks = append(lacks, cut(strings.TrimSpace(l), p.width/2))
		}
		p.printf("%s\n", wrap("    ", fmt.Sprintf("%s (%s): the sentence has no %s", asleep[i].Rule.ID, place(asleep[i].Rule), strings.Join(lacks, " and no ")), p.width))
	})
}
