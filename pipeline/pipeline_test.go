package pipeline

import (
	"context"
	"errors"
	"os"
	"testing"
)

func newExtractor(tb testing.TB) *Extractor {
	tb.Helper()
	x, err := New(Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

func TestDocumentRecord(t *testing.T) {
	data, err := os.ReadFile("../testdata/articles/jimo.txt")
	if err != nil {
		t.Fatal(err)
	}
	res, err := newExtractor(t).Extract(context.Background(), Input{ID: "jimo.txt", Bytes: data, Date: "2024-01"})
	if err != nil {
		t.Fatal(err)
	}
	doc := res.Records.Document
	if doc.Doc != "jimo.txt" || doc.Encoding != "utf-8" || doc.Date != "2024-01" || doc.Sentences == 0 || doc.Paragraphs == 0 || len(doc.SHA256) != 64 {
		t.Errorf("got %+v", doc)
	}
	if want := len([]rune(string(data))); doc.Chars != want {
		t.Errorf("chars %d, the source has %d code points", doc.Chars, want)
	}
}

func TestEmptyDocument(t *testing.T) {
	if _, err := newExtractor(t).Extract(context.Background(), Input{ID: "empty"}); !errors.Is(err, ErrEmpty) {
		t.Errorf("got %v", err)
	}
}

func TestExtractEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := newExtractor(t).Extract(ctx, Input{ID: "a", Text: "增长三成。"}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
