package pipeline

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"zhfacts/rules"
)

// articles are the texts of testdata, decoded: what the benchmarks read.
func articles(tb testing.TB) []Input {
	tb.Helper()
	paths, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no articles in testdata: %v", err)
	}
	inputs := make([]Input, len(paths))
	for i, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		inputs[i] = Input{ID: filepath.Base(path), Bytes: data}
	}
	return inputs
}

// perRune reports the time of an operation over the articles for each
// normalised rune.
func perRune(b *testing.B, runes int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(runes), "ns/rune")
}

// warm makes the extractor load the whole dictionary, as in a long run.
func warm(b *testing.B, x *Extractor) {
	b.Helper()
	if _, err := x.segmenter.For(make([]rune, wholeAfter+1)); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkExtract is the whole pipeline over the articles in testdata, and
// beside it gse's Segment over the same sentences: the pipeline may take twice
// its time.
func BenchmarkExtract(b *testing.B) {
	x := newExtractor(b)
	inputs := articles(b)
	runes := 0
	var sentences [][]byte
	for _, in := range inputs {
		doc, err := x.Normalise(in)
		if err != nil {
			b.Fatal(err)
		}
		for _, sentence := range doc.Sentences() {
			sentences = append(sentences, []byte(doc.String(sentence.Span)))
			runes += sentence.Len()
		}
	}
	b.Run("gse", func(b *testing.B) {
		seg := shared()
		b.ReportAllocs()
		for b.Loop() {
			for _, sentence := range sentences {
				seg.Segment(sentence)
			}
		}
		perRune(b, runes)
	})
	warm(b, x)
	b.Run("pipeline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, in := range inputs {
				if _, err := x.Extract(context.Background(), in); err != nil {
					b.Fatal(err)
				}
			}
		}
		perRune(b, runes)
	})
}

// BenchmarkStages is each stage by itself over the sample article.
func BenchmarkStages(b *testing.B) {
	x := newExtractor(b)
	warm(b, x)
	in := Input{ID: "jimo.txt"}
	data, err := os.ReadFile("../testdata/articles/jimo.txt")
	if err != nil {
		b.Fatal(err)
	}
	in.Bytes = data
	doc, err := x.Normalise(in)
	if err != nil {
		b.Fatal(err)
	}
	mem := new(scratch)
	sentences, _, err := x.segment(doc, mem)
	if err != nil {
		b.Fatal(err)
	}
	candidates, err := x.match(context.Background(), sentences, x.options, nil)
	if err != nil {
		b.Fatal(err)
	}
	runes := int(doc.Len())
	for _, stage := range []struct {
		name string
		run  func() error
	}{
		{"decode", func() error { _, err := in.Decode(); return err }},
		{"decode+normalise", func() error { _, err := x.Normalise(in); return err }},
		{"segment", func() error { _, _, err := x.segment(doc, mem); return err }},
		{"match", func() error { _, err := x.match(context.Background(), sentences, x.options, nil); return err }},
		{"match without prefilter", func() error {
			_, err := x.match(context.Background(), sentences, rules.Options{NoPrefilter: true}, nil)
			return err
		}},
		{"resolve", func() error { _, err := onTimeLine(doc, x.rules.Resolve(candidates, nil), "", nil); return err }},
	} {
		b.Run(stage.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := stage.run(); err != nil {
					b.Fatal(err)
				}
			}
			perRune(b, runes)
		})
	}
}

// BenchmarkLoad is what a process does before its first document.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := New(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
