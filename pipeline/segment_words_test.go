package pipeline

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/go-ego/gse"
)

var update = flag.Bool("update", false, "write the embedded word list anew from gse's dictionary")

// beginning is a node of the tree of words while it is packed.
type beginning struct {
	runes     []rune
	codes     []int // of the runes that lead on
	children  []*beginning
	freq, pos int // of the word that ends here: what the cells count
	parent    *beginning
	number    int // of its cell
}

// packGSE builds the content of segment_words.bin from gse's own dictionary.
func packGSE(t *testing.T, dict *gse.Dictionary) []byte {
	t.Helper()
	var poss []string
	var freqs []float64
	uses := map[rune]int{}
	tokens := slices.Clone(dict.Tokens)
	slices.SortFunc(tokens, func(a, b gse.Token) int { return cmp.Compare(a.Text(), b.Text()) })
	for i := range tokens {
		tok := &tokens[i]
		poss, freqs = append(poss, tok.Pos()), append(freqs, tok.Freq())
		for _, r := range tok.Text() {
			uses[r]++
		}
	}
	poss, freqs = distinct(poss), distinct(freqs)
	var runes []rune // the more common the nearer to their base
	for r := range uses {
		runes = append(runes, r)
	}
	slices.SortFunc(runes, func(a, b rune) int { return cmp.Or(cmp.Compare(uses[b], uses[a]), cmp.Compare(a, b)) })
	codes := map[rune]int{}
	for i, r := range runes {
		codes[r] = i + 1
	}

	root := &beginning{}
	all := []*beginning{root}
	path := []*beginning{root}
	for i := range tokens {
		tok := &tokens[i]
		word := []rune(tok.Text())
		for len(path) > 1 && !isPrefix(path[len(path)-1].runes, word) {
			path = path[:len(path)-1]
		}
		for len(path) <= len(word) {
			above := path[len(path)-1]
			node := &beginning{runes: word[:len(path)], parent: above}
			above.codes = append(above.codes, codes[word[len(path)-1]])
			above.children = append(above.children, node)
			all, path = append(all, node), append(path, node)
		}
		at, _ := slices.BinarySearch(freqs, tok.Freq())
		pos, _ := slices.BinarySearch(poss, tok.Pos())
		path[len(path)-1].freq, path[len(path)-1].pos = at+1, pos
	}
	cells := placed(all)
	for _, limit := range []struct{ n, bits int }{{len(cells), nodeBits}, {len(freqs) + 1, freqBits}, {len(poss), posBits}, {len(runes) + 1, 15}} {
		if limit.n >= 1<<limit.bits {
			t.Fatalf("%d do not fit into %d bits", limit.n, limit.bits)
		}
	}

	var out bytes.Buffer
	fmt.Fprintln(&out, dict.TotalFreq())
	fmt.Fprintln(&out, strings.Join(poss, " "))
	for i, freq := range freqs {
		if i > 0 {
			out.WriteByte(' ')
		}
		fmt.Fprint(&out, freq)
	}
	fmt.Fprintf(&out, "\n%s\n", string(runes))
	for _, c := range cells {
		out.Write(binary.LittleEndian.AppendUint64(nil, uint64(c)))
	}
	return out.Bytes()
}

func distinct[T cmp.Ordered](list []T) []T {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

func isPrefix(prefix, word []rune) bool {
	return len(prefix) <= len(word) && slices.Equal(prefix, word[:len(prefix)])
}

// placed gives the cells of all nodes, the root first. Nodes with many children
// are placed first, each at the first base with room for all behind the node
// before it that has as many.
func placed(all []*beginning) []cell {
	order := slices.Clone(all)
	slices.SortStableFunc(order, func(a, b *beginning) int { return cmp.Compare(len(b.children), len(a.children)) })
	taken := []bool{true}
	isTaken := func(i int) bool { return i < len(taken) && taken[i] }
	bases := map[*beginning]int{}
	start, children := 0, 0
	for _, node := range order {
		if len(node.codes) == 0 {
			break
		}
		if len(node.codes) != children {
			start, children = 0, len(node.codes)
		}
		base := max(1, start-node.codes[0])
		for slices.ContainsFunc(node.codes, func(code int) bool { return isTaken(base + code) }) {
			base++
		}
		start = base + node.codes[0]
		bases[node] = base
		for i, code := range node.codes {
			at := base + code
			for len(taken) <= at {
				taken = append(taken, false)
			}
			taken[at] = true
			node.children[i].number = at
		}
	}
	cells := make([]cell, len(taken))
	for _, node := range all {
		parent := 0
		if node.parent != nil {
			parent = node.parent.number
		}
		cells[node.number] = (cell(parent)<<nodeBits|cell(bases[node]))<<(freqBits+posBits) | cell(node.freq)<<posBits | cell(node.pos)
	}
	return cells
}

func TestEmbeddedWordsAreCurrent(t *testing.T) {
	want := packGSE(t, shared().Dict)
	if *update {
		if err := os.WriteFile("segment_words.bin", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(embeddedWords, want) {
		t.Error("segment_words.bin is not what gse's dictionary gives: run go generate ./pipeline")
	}
}
