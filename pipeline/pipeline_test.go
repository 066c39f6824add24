package pipeline

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"zhfacts/pipeline/record"
)

// builtin is the extractor with the built-in rules, loaded once for all tests.
var builtin = sync.OnceValues(func() (*Extractor, error) { return New(Options{}) })

func newExtractor(tb testing.TB) *Extractor {
	tb.Helper()
	x, err := builtin()
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

func extract(tb testing.TB, x *Extractor, in Input) *Result {
	tb.Helper()
	res, err := x.Extract(context.Background(), in)
	if err != nil {
		tb.Fatalf("%s: %v", in.ID, err)
	}
	return res
}

// jsonl is the records of a result as they are written.
func jsonl(res *Result) string {
	var out []byte
	for _, r := range res.Records.Records() {
		out = append(record.AppendJSON(out, r), '\n')
	}
	return string(out)
}

func TestDocumentRecord(t *testing.T) {
	in := sample(t)
	in.Date = "2024-01"
	doc := extract(t, newExtractor(t), in).Records.Document
	if doc.Doc != in.ID || doc.Encoding != "utf-8" || doc.Date != "2024-01" || doc.Sentences == 0 || doc.Paragraphs == 0 || len(doc.SHA256) != 64 {
		t.Errorf("got %+v", doc)
	}
	if want := len([]rune(string(in.Bytes))); doc.Chars != want {
		t.Errorf("chars %d, the source has %d code points", doc.Chars, want)
	}
}

// sample is the sample article.
func sample(tb testing.TB) Input {
	tb.Helper()
	for _, in := range articles(tb) {
		if in.ID == "jimo.txt" {
			return in
		}
	}
	tb.Fatal("there is no sample article")
	return Input{}
}

// Stored in another encoding an article gives the same records, but for the
// places in bytes; those the check has compared with the source.
func TestEncodingsGiveTheSameRecords(t *testing.T) {
	x, in := newExtractor(t), sample(t)
	want := unplaced(extract(t, x, in))
	for _, tc := range []struct {
		name string
		enc  encoding.Encoding
		mark bool // a byte order mark, which is a code point more
	}{
		{"gb18030", simplifiedchinese.GB18030, false},
		{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), false},
		{"utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), true},
	} {
		stored, err := tc.enc.NewEncoder().Bytes(in.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		if tc.mark {
			stored = append([]byte{0xFE, 0xFF}, stored...)
		}
		res := extract(t, x, Input{ID: in.ID, Bytes: stored})
		if res.Records.Document.Encoding != tc.name {
			t.Errorf("%s is taken for %s", tc.name, res.Records.Document.Encoding)
		}
		for _, m := range res.Records.Quantities {
			raw, err := tc.enc.NewDecoder().Bytes(stored[m.ByteStart:m.ByteEnd])
			if err != nil || string(raw) != m.Raw {
				t.Errorf("%s: the bytes of %s hold %q, its raw is %q", tc.name, m.ID, raw, m.Raw)
			}
		}
		if tc.mark {
			continue // every id counts the mark
		}
		if diff := cmp.Diff(want, unplaced(res)); diff != "" {
			t.Errorf("%s (-utf-8 +%s):\n%s", tc.name, tc.name, diff)
		}
	}
}

// unplaced is the mentions and facts of a result without their places in bytes.
func unplaced(res *Result) []string {
	var all []string
	for _, r := range res.Records.Records() {
		if m, ok := r.(record.Mention); ok {
			base := m.Base()
			base.ByteStart, base.ByteEnd = 0, 1
			all = append(all, string(record.AppendJSON(nil, r)))
		}
	}
	return all
}

// Rules asleep, and places where they cannot start, change nothing.
func TestPrefilterChangesNothing(t *testing.T) {
	x := newExtractor(t)
	all, err := New(Options{NoPrefilter: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range articles(t) {
		if diff := cmp.Diff(jsonl(extract(t, all, in)), jsonl(extract(t, x, in))); diff != "" {
			t.Errorf("%s (-without +with prefilter):\n%s", in.ID, diff)
		}
	}
}

// The tracer sees what the run does, and changes nothing.
func TestExplainingChangesNothing(t *testing.T) {
	x := newExtractor(t)
	for _, in := range articles(t) {
		e, err := x.Explain(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(jsonl(extract(t, x, in)), jsonl(&Result{Records: e.Records})); diff != "" {
			t.Errorf("%s (-run +explained):\n%s", in.ID, diff)
		}
		for _, m := range e.Records.Quantities {
			if e.Match(m.ID) == nil {
				t.Errorf("%s: no match is known behind it", m.ID)
			}
		}
	}
}

func TestExtractorIsSafeForConcurrentUse(t *testing.T) {
	x, inputs := newExtractor(t), articles(t)
	want := make([]string, len(inputs))
	for i, in := range inputs {
		want[i] = jsonl(extract(t, x, in))
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i, in := range inputs {
				res, err := x.Extract(context.Background(), in)
				if err != nil {
					t.Error(err)
				} else if jsonl(res) != want[i] {
					t.Errorf("%s differs beside other documents", in.ID)
				}
			}
		})
	}
	group.Wait()
}

// The built-in rules do what their examples say.
func TestExamplesOfRules(t *testing.T) {
	x := newExtractor(t)
	problems, err := x.TestRules(context.Background(), x.Rules().Rules())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
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

// Whatever the text, its records keep every promise: Extract checks them all.
func FuzzExtract(f *testing.F) {
	for _, in := range articles(f) {
		for line := range bytes.Lines(in.Bytes) {
			f.Add(string(line))
		}
	}
	x := newExtractor(f)
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) == 0 || len(s) > 2000 {
			return
		}
		if _, err := x.Extract(context.Background(), Input{ID: "fuzz", Text: s, Date: "2023-12-28"}); err != nil {
			t.Error(err)
		}
	})
}
