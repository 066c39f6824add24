package pipeline

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"sort"
	"testing"

	"github.com/blevesearch/vellum"
	"github.com/go-ego/gse"
)

var update = flag.Bool("update", false, "write the embedded word list anew from gse's dictionary")

// packGSE builds the content of segment_words.fst from gse's own dictionary.
func packGSE(t *testing.T, dict *gse.Dictionary) []byte {
	t.Helper()
	head := wordsHeader{total: dict.TotalFreq()}
	for i := range dict.Tokens {
		if pos := dict.Tokens[i].Pos(); !slices.Contains(head.pos, pos) {
			head.pos = append(head.pos, pos)
		}
	}
	slices.Sort(head.pos)
	order := make([]int, len(dict.Tokens))
	words := make([]string, len(dict.Tokens))
	for i := range dict.Tokens {
		order[i], words[i] = i, dict.Tokens[i].Text()
	}
	sort.Slice(order, func(i, j int) bool { return words[order[i]] < words[order[j]] })

	var out bytes.Buffer
	out.WriteString(head.String())
	b, err := vellum.New(&out, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range order {
		tok := &dict.Tokens[i]
		v := packWord(tok.Freq(), slices.Index(head.pos, tok.Pos()), len(head.pos))
		if err := b.Insert([]byte(words[i]), v); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestEmbeddedWordsAreCurrent(t *testing.T) {
	want := packGSE(t, shared().Dict)
	if *update {
		if err := os.WriteFile("segment_words.fst", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(embeddedWords, want) {
		t.Error("segment_words.fst is not what gse's dictionary gives: run go generate ./pipeline")
	}
}
