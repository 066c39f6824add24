package pipeline

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUnexplained(t *testing.T) {
	x := newExtractor(t)
	type word struct{ Surface, Kind, Context string }
	for _, tc := range []struct {
		doc, text string
		want      []word
	}{
		{"what a mention holds is explained", "港口2023年有12个泊位。", nil},
		{"a numeral stands with the word that it is part of", "会议统一了意见。", []word{{"统一", "numeral", "会议[[统一]]了意见。"}}},
		{"a numeral by itself", "撑船过河用了两炷香。", []word{{"两", "numeral", "撑船过河用了[[两]]炷香。"}}},
		{"a time word", "先后出台八项办法。", []word{{"先后", "time word", "[[先后]]出台八项办法。"}}},
	} {
		c, err := x.Coverage(context.Background(), Input{ID: tc.doc, Text: tc.text})
		if err != nil {
			t.Fatalf("%s: %v", tc.doc, err)
		}
		var got []word
		for _, u := range c.Unexplained {
			got = append(got, word{u.Surface, u.Kind, u.Context})
			if u.Span.Len() != len([]rune(u.Surface)) {
				t.Errorf("%s: %s stands at %v", tc.doc, u.Surface, u.Span)
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.doc, diff)
		}
	}
}
