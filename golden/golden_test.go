package golden_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"zhfacts/golden"
	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Every article gives what has been accepted: the same as `extract check`.
func TestArticlesGiveWhatWasAccepted(t *testing.T) {
	articles, err := golden.Articles("../testdata/articles", ".")
	if err != nil {
		t.Fatal(err)
	}
	orphans, err := golden.Orphans(articles, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range orphans {
		t.Errorf("%s: there is no such article; remove the file or bring the article back", path)
	}
	x, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	run := func(path string) ([]record.Record, *text.Source, error) {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, nil, err
		}
		res, err := x.Extract(t.Context(), pipeline.Input{ID: filepath.Base(path), Bytes: b})
		if err != nil {
			return nil, nil, err
		}
		return res.Records.Records(), res.Text.Source(), nil
	}
	printer := golden.Printer{Width: (&runewidth.Condition{}).StringWidth}
	for _, a := range articles {
		t.Run(a.Name, func(t *testing.T) {
			res := golden.Check(a, run)
			if res.Err != nil {
				t.Fatal(res.Err)
			}
			if res.Good() {
				return
			}
			var b strings.Builder
			if err := printer.Print(&b, a.Path, res.Differences, res.Source); err != nil {
				t.Fatal(err)
			}
			t.Errorf("%s\nWhat is right, take over: go run ./cmd/extract accept --doc %s", b.String(), a.Name)
		})
	}
}
