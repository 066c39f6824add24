package pipeline

import (
	"context"
	"fmt"
	"strings"

	"zhfacts/dict"
	"zhfacts/pipeline/link"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// CarryTest is what the examples of the rules of carrying gave.
type CarryTest struct {
	Rules, Examples, Nots int
	Problems              rules.Problems // by file and line
}

// TestCarries runs the examples of the rules of carrying (lexicon carry-example), those
// of all rules that are in force, or of the named ones. Each is a document of its own.
func (x *Extractor) TestCarries(ctx context.Context, names map[string]bool) (CarryTest, error) {
	var test CarryTest
	examples, ok := x.lexicons.Lexicon("carry-example")
	if !ok {
		return test, fmt.Errorf("the examples of the rules of carrying are missing: put carry-example.tsv back into the folder of the lexicons")
	}
	for _, c := range x.linker.Carries() {
		if names != nil && !names[c.Name] || !c.On() {
			continue
		}
		test.Rules++
		n, not := 0, 0
		for _, e := range examples.Find(c.Name) {
			if e.Field("is") == "not" {
				not++
			} else {
				n++
			}
			if err := test.run(ctx, x, c, e); err != nil {
				return test, err
			}
		}
		if n < 2 || not < 1 {
			test.fail(c, nil, fmt.Sprintf("%d examples and %d counter-examples", n, not), "a rule needs two examples or more and a counter-example in carry-example.tsv")
		}
		test.Examples, test.Nots = test.Examples+n, test.Nots+not
	}
	for _, e := range examples.Entries() {
		if c := x.linker.Carry(e.Word); c == nil {
			test.fail(&link.Carry{Name: e.Word}, e, "no rule of carrying has this name", "extract rules list names them")
		}
	}
	return test, nil
}

// fail notes a problem of a rule, or of an example of it.
func (t *CarryTest) fail(c *link.Carry, e *dict.Entry, wrong, do string) {
	p := rules.Problem{File: c.File, Line: c.Line, Column: 1, Rule: c.Name, Message: wrong, Hint: do}
	if e != nil {
		p.File, p.Line = e.File, e.Line
	}
	t.Problems = append(t.Problems, p)
}

// run tests one example.
func (t *CarryTest) run(ctx context.Context, x *Extractor, c *link.Carry, e *dict.Entry) error {
	shown := e.Field("text")
	before, rest, _ := strings.Cut(strings.ReplaceAll(shown, `\n`, "\n"), "[[")
	marked, behind, ok := strings.Cut(rest, "]]")
	if !ok {
		t.fail(c, e, "the example marks no quantity: "+shown, "write one in [[ ]]")
		return nil
	}
	got, err := x.Explain(ctx, Input{ID: "example", Text: before + marked + behind})
	if err != nil {
		return err
	}
	start := text.Pos(len([]rune(before)))
	want := text.RawSpan{Start: int(start), End: int(start) + len([]rune(marked))}
	var d *link.Derivation
	for i := range got.derivations {
		raw := got.Text.Raw(got.times.mentions[got.derivations[i].Fact.Quantity].Span)
		if raw.Start == want.Start && raw.End == want.End {
			d = &got.derivations[i]
		}
	}
	if d == nil {
		t.fail(c, e, "no fact states the marked quantity: "+shown, "mark the quantity with all that belongs to it")
		return nil
	}
	said, source := d.Slot(c.Slot)
	used := false
	var path []string
	for _, step := range source.Steps {
		used = used || step.Carry.Name == c.Name
		path = append(path, step.Carry.Name)
	}
	how := "carried by " + strings.Join(path, ", ")
	if len(path) == 0 {
		how = "nothing was carried"
	}
	switch {
	case e.Field("is") == "not" && used:
		t.fail(c, e, fmt.Sprintf("the rule carries the %s %s in the counter-example: %s", c.Slot, said, shown), "it should not, because: "+e.Field("want"))
	case e.Field("is") != "not" && (!used || said != e.Field("want")):
		t.fail(c, e, fmt.Sprintf("the example wants the %s %s and gets %q: %s", c.Slot, e.Field("want"), said, shown), how)
	}
	return nil
}
