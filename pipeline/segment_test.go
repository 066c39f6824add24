package pipeline

import (
	"testing"

	"github.com/go-ego/gse"
)

// fullGSE is gse with its whole dictionary behind the given words.
func fullGSE(tb testing.TB, words []Word) *gse.Segmenter {
	tb.Helper()
	seg := newGSE()
	for _, w := range words {
		if err := seg.AddToken(w.Text, OwnFrequency, w.POS); err != nil {
			tb.Fatal(err)
		}
	}
	if err := seg.LoadDictEmbed("zh_s"); err != nil {
		tb.Fatal(err)
	}
	return seg
}
