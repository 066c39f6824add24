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
	run := func(path string) ([]record.Record, *text.Source, error) { return extract(t, x, path, "") }
	printer := golden.Printer{Width: (&runewidth.Condition{}).StringWidth}
	pins, err := golden.ReadPins(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		t.Run(a.Name, func(t *testing.T) {
			res := golden.Check(a, run)
			if res.Err != nil {
				t.Fatal(res.Err)
			}
			for _, b := range golden.Breaches(pins, a.Doc(), res.New) {
				t.Error(b)
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

func extract(t *testing.T, x *pipeline.Extractor, path, date string) ([]record.Record, *text.Source, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	res, err := x.Extract(t.Context(), pipeline.Input{ID: filepath.Base(path), Bytes: b, Date: date})
	if err != nil {
		return nil, nil, err
	}
	return res.Records.Records(), res.Text.Source(), nil
}

// What people found in the annotated articles is found again, most of it. The
// floors lie below what is reached, so that a loss shows and a new reading of
// one word does not.
func TestAnnotatedArticles(t *testing.T) {
	files, err := filepath.Glob("../testdata/gold/*.gold.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no annotations: %v", err)
	}
	x, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var total golden.Score
	for _, path := range files {
		notes, err := golden.ReadAnnotationFile(path)
		if err != nil {
			t.Fatal(err)
		}
		records, source, err := extract(t, x, strings.TrimSuffix(path, ".gold.tsv")+".txt", notes.Date)
		if err != nil {
			t.Fatal(err)
		}
		score, err := golden.ScoreArticle(notes, source, records)
		if err != nil {
			t.Fatal(err)
		}
		total.Add(score)
	}
	for _, tt := range []struct {
		name  string
		tally golden.Tally
		floor float64
	}{
		{"quantity", total.Quantity, 0.95},
		{"time", total.Time, 0.90},
		{"entity", total.Entity, 0.65},
		{"fact", total.Fact, 0.75},
	} {
		if f1 := tt.tally.F1(); f1 < tt.floor {
			t.Errorf("%s: F1 is %.3f, below %.2f; see go run ./cmd/extract score testdata/gold --errors 40", tt.name, f1, tt.floor)
		}
	}
}
