package golden_test

import (
	"path/filepath"
	"strings"
	"testing"

	"zhfacts/golden"
	"zhfacts/pipeline"
)

// What annotate writes is what was read: scored against it, the same records are all
// right.
func TestAnnotateThenScore(t *testing.T) {
	articles, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(articles) == 0 {
		t.Fatal("no articles", err)
	}
	x, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := 0
	for _, path := range articles {
		records, src, err := extract(t, x, path, "")
		if err != nil {
			t.Fatal(err)
		}
		notes := golden.Annotate(filepath.Base(path), src, records)
		if err := notes.RoundTrip(); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if err := notes.Place(src); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		var file strings.Builder
		if _, err := notes.WriteTo(&file); err != nil {
			t.Fatal(err)
		}
		again, err := golden.ReadAnnotations(strings.NewReader(file.String()), path)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		score, err := golden.ScoreArticle(again, src, records)
		if err != nil {
			t.Fatal(err)
		}
		lost := strings.Count(file.String(), "# the next line is found at")
		elsewhere += lost
		for _, tally := range []golden.Tally{score.Quantity, score.Time, score.Entity, score.Fact} {
			if tally.Missed > 2*lost || tally.False > 2*lost {
				t.Errorf("%s: not all is right: %+v\n%v", path, tally, score.Errors)
			}
		}
	}
	if elsewhere > 10 {
		t.Errorf("%d annotations would be found elsewhere", elsewhere)
	}
}

// Hand annotations come out as they went in.
func TestAnnotationsRoundTrip(t *testing.T) {
	files, err := filepath.Glob("../testdata/gold/*.gold.tsv")
	if err != nil || len(files) == 0 {
		t.Fatal("no annotations", err)
	}
	for _, path := range files {
		notes, err := golden.ReadAnnotationFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := notes.RoundTrip(); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}
