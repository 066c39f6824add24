package batch

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/go-ego/gse"

	"zhfacts/pipeline"
)

// BenchmarkWorkers shows what a second worker gains, and beside it what gse's
// Segment alone gains with a second goroutine over the same sentences: the
// machine, not the program, sets the limit.
func BenchmarkWorkers(b *testing.B) {
	x, err := pipeline.New(pipeline.Options{})
	if err != nil {
		b.Fatal(err)
	}
	paths, err := filepath.Glob("../../testdata/articles/*.txt")
	if err != nil || len(paths) == 0 {
		b.Fatalf("no articles in testdata: %v", err)
	}
	var inputs []pipeline.Input
	var sentences [][][]byte // of each input
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		in := pipeline.Input{Bytes: data}
		doc, err := x.Normalise(in)
		if err != nil {
			b.Fatal(err)
		}
		var of [][]byte
		for _, sentence := range doc.Sentences() {
			of = append(of, []byte(doc.String(sentence.Span)))
		}
		inputs, sentences = append(inputs, in), append(sentences, of)
	}
	const documents = 100 // the articles again and again
	items := func(yield func(Item, error) bool) {
		for i := range documents {
			in := inputs[i%len(inputs)]
			in.ID = fmt.Sprint(i)
			if !yield(Item{Name: in.ID, Read: func() (pipeline.Input, error) { return in, nil }}, nil) {
				return
			}
		}
	}
	seg := gse.Segmenter{SkipLog: true, NotLoadHMM: true}
	if err := seg.LoadDictEmbed("zh_s"); err != nil {
		b.Fatal(err)
	}
	for range 3 { // until the whole dictionary is loaded, as in a long run
		if _, err := Run(context.Background(), x, items, io.Discard, Options{Workers: 2}); err != nil {
			b.Fatal(err)
		}
	}
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("gse/%d", workers), func(b *testing.B) {
			for b.Loop() {
				var group sync.WaitGroup
				for w := range workers {
					group.Go(func() {
						for i := w; i < documents; i += workers {
							for _, sentence := range sentences[i%len(sentences)] {
								seg.Segment(sentence)
							}
						}
					})
				}
				group.Wait()
			}
		})
		b.Run(fmt.Sprintf("batch/%d", workers), func(b *testing.B) {
			for b.Loop() {
				if _, err := Run(context.Background(), x, items, io.Discard, Options{Workers: workers}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSeen remembers ids beyond those that are held in memory.
func BenchmarkSeen(b *testing.B) {
	s := NewSeen()
	defer s.Close()
	n := 0
	for b.Loop() {
		if _, err := s.Add(fmt.Sprint("d", n)); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

// BenchmarkCorpus reads documents of JSON Lines and takes their digests.
func BenchmarkCorpus(b *testing.B) {
	line := `{"id":"d1","text":"` + strings.Repeat("港口货物吞吐量去年达到3.4万吨。", 300) + "\"}\n"
	data := strings.Repeat(line, 100)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		c := Corpus{Paths: []string{Stdin}, Stdin: strings.NewReader(data), Format: "jsonl", Columns: DefaultColumns, MaxDoc: 1 << 20}
		for item := range c.Items() {
			in, err := item.Read()
			if err != nil {
				b.Fatal(err)
			}
			DigestOf(in)
		}
	}
}
