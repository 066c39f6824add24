package pipeline

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhfacts/rules"
)

// TestResolveAgain: resolving the sentences that gained candidates gives what
// resolving all of them does.
func TestResolveAgain(t *testing.T) {
	x := newExtractor(t)
	gained := 0
	for _, in := range articles(t) {
		doc, err := x.Normalise(in)
		if err != nil {
			t.Fatal(err)
		}
		sentences, _, err := x.segment(doc, new(scratch))
		if err != nil {
			t.Fatal(err)
		}
		candidates, err := x.match(context.Background(), sentences, x.options, nil)
		if err != nil {
			t.Fatal(err)
		}
		mentions := x.rules.Resolve(candidates, nil)
		_, more := x.namer.shortForms(sentences, mentions)
		gained += len(more)
		got := resolveAgain(x.rules, len(sentences), mentions, candidates, more)
		want := x.rules.Resolve(append(candidates, more...), nil)
		same := func(a, b rules.Mention) bool { return a == b }
		if diff := cmp.Diff(want, got, cmp.Comparer(same)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", in.ID, diff)
		}
	}
	if gained == 0 {
		t.Error("no article gains candidates")
	}
}
