package link_test

import (
	"slices"
	"strings"
	"testing"

	"zhfacts/pipeline/record"
)

// TestLink shows what each construct and each rule of carrying makes of
// sentences whose mentions are marked.
func TestLink(t *testing.T) {
	e := newEnv(t)
	for _, c := range linkCases {
		t.Run(c.name, func(t *testing.T) {
			doc := e.marked(t, c.text)
			var got []string
			for _, f := range e.linker.Link(doc) {
				got = append(got, tell(doc, f))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s\n got\n\t%s\nwant\n\t%s", c.text, strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"))
			}
		})
	}
}

// TestPeriodToCome shows that a period behind the document's date makes a target.
func TestPeriodToCome(t *testing.T) {
	e := newEnv(t)
	for date, want := range map[string]record.Status{
		"": record.StatusActual, "2023-10-05": record.StatusTarget, "2024": record.StatusTarget,
		"2025": record.StatusActual, "2025-03": record.StatusActual, "2026-01-14": record.StatusActual,
	} {
		doc := e.marked(t, `到<2025年=2025-01-01..2025-12-31>，{青山市:place}粮食产量达到[300万吨]。`)
		doc.Date = date
		if got := e.linker.Link(doc)[0].Status; got != want {
			t.Errorf("a document of %q: status %q, want %q", date, got, want)
		}
	}
}

// TestClausesEnd shows that what states a fact has an end also where no mark is.
func TestClausesEnd(t *testing.T) {
	e := newEnv(t)
	const times, longest = 100, 300
	doc := e.marked(t, strings.Repeat(`粮食产量[12万吨]油料产量[3万吨]`, times))
	facts := e.linker.Link(doc)
	if len(facts) != 2*times {
		t.Errorf("%d facts of %d quantities", len(facts), 2*times)
	}
	for _, f := range facts {
		if f.Clause.Len() > longest || !f.Clause.Contains(doc.Mentions[f.Quantity].Span) {
			t.Fatalf("the clause of the quantity at %v is %v", doc.Mentions[f.Quantity].Span, f.Clause)
		}
	}
}
