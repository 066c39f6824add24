package link_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"zhfacts/dict"
	"zhfacts/pipeline/link"
)

// TestCarries reports, over the annotated articles of -gold, how many facts each rule of
// carrying fed and how many of those the annotators have the same in that slot, and
// what is left of the facts' F1 when the rule is turned off. Mentions are those of the
// annotators.
func TestCarries(t *testing.T) {
	files := goldFiles(t)
	env := newEnv(t)
	var articles []gold
	for _, file := range files {
		articles = append(articles, readGold(t, env, file))
	}
	f1 := func(l *link.Linker) float64 {
		var sum tally
		for _, g := range articles {
			sum.add(g.judge(t, l.Link(g.doc)))
		}
		return 2 * float64(sum.right) / float64(sum.gold+sum.system)
	}
	fed, right := map[string]int{}, map[string]int{}
	for _, g := range articles {
		for _, d := range env.linker.Explain(g.doc) {
			line, ok := g.lines[d.Fact.Quantity]
			if !ok || line.free {
				continue
			}
			wrong, judged := line.wrong(d.Fact)
			for _, slot := range []string{"subject", "metric", "period", "status", "basis"} {
				as := map[string]string{"period": "time", "basis": "change"}[slot]
				if as == "" {
					as = slot
				}
				if !slices.Contains(judged, as) {
					continue
				}
				_, source := d.Slot(slot)
				seen := map[string]bool{}
				for _, step := range source.Steps {
					if name := step.Carry.Name; !seen[name] {
						seen[name] = true
						fed[name]++
						if !slices.Contains(wrong, as) {
							right[name]++
						} else if *show {
							fmt.Printf("%s: %s, wrong %s, by %s\n", g.doc.Text.String(d.Fact.Clause), d.Fact.Subject, slot, name)
						}
					}
				}
			}
		}
	}
	all := f1(env.linker)
	t.Logf("F1 with all rules of carrying %.3f", all)
	t.Logf("%-22s %5s %5s %9s %9s", "rule", "fed", "right", "precision", "F1 off")
	for _, c := range env.linker.Carries() {
		precision := "        -"
		if n := fed[c.Name]; n > 0 {
			precision = fmt.Sprintf("%9.3f", float64(right[c.Name])/float64(n))
		}
		t.Logf("%-22s %5d %5d %s %9.3f", c.Name, fed[c.Name], right[c.Name], precision, f1(without(t, c)))
	}
}

// without is a linker with one rule of carrying turned off.
func without(t *testing.T, c *link.Carry) *link.Linker {
	t.Helper()
	lexicons, err := dict.Load(dict.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	lex, _ := lexicons.Lexicon("carry")
	var row []string
	for i := range lex.Columns {
		field := lex.Find(c.Name)[0].At(i)
		switch {
		case lex.Columns[i].Name == "on":
			field = "no"
		case field == "":
			field = "-"
		}
		row = append(row, field)
	}
	off := dict.Layer{Name: "off", FS: fstest.MapFS{
		"carry.tsv": {Data: []byte("# lexicon: carry\n" + strings.Join(row, "\t") + "\n")},
	}}
	if lexicons, err = dict.Load(dict.Builtin(), off); err != nil {
		t.Fatal(err)
	}
	l, err := link.New(lexicons)
	if err != nil {
		t.Fatal(err)
	}
	return l
}
