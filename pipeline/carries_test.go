package pipeline

import (
	"context"
	"testing"
)

// TestCarryExamples runs the examples of the rules of carrying.
func TestCarryExamples(t *testing.T) {
	test, err := newExtractor(t).TestCarries(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if test.Rules == 0 || test.Examples < 2*test.Rules {
		t.Fatalf("%d rules, %d examples: nothing has been shown", test.Rules, test.Examples)
	}
	for _, p := range test.Problems {
		t.Errorf("%s", p)
	}
}
