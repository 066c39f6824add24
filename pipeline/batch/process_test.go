package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhfacts/pipeline"
)

// sleeper takes as long as a text says; deaf, it does not look at its context.
type sleeper struct {
	echo
	deaf bool
}

func (x sleeper) Extract(ctx context.Context, in pipeline.Input) (*pipeline.Result, error) {
	if in.Text == "slow" {
		if x.deaf {
			time.Sleep(200 * time.Millisecond)
		} else {
			<-ctx.Done()
			return nil, ctx.Err()
		}
	}
	return x.echo.Extract(ctx, in)
}

func TestDocumentsOutOfTime(t *testing.T) {
	for i := range 4 {
		deaf, workers := i&1 != 0, 1+i>>1
		var failures []*Failure
		report := func(err error) {
			var f *Failure
			errors.As(err, &f)
			failures = append(failures, f)
		}
		var out strings.Builder
		_, err := Run(context.Background(), sleeper{deaf: deaf}, lines("{\"text\":\"甲\"}\n{\"text\":\"slow\"}\n{\"text\":\"乙\"}\n{\"text\":\"丙\"}\n"), &out,
			Options{Workers: workers, DocTimeout: 20 * time.Millisecond, Report: report})
		if err != nil || len(failures) != 1 || !failures[0].Retry || failures[0].Stage != StageExtract ||
			!strings.Contains(failures[0].Error(), "it took longer than 20ms") || !cmp.Equal(ids(out.String()), []string{"1", "3", "4"}) {
			t.Errorf("deaf %v, %d workers: %v, %v, %s", deaf, workers, err, failures, &out)
		}
	}
}

func TestInlineErrors(t *testing.T) {
	in := "{\"text\":\"甲\"}\n{\"id\":\"a\",\"text\":\"!\"}\nnonsense\n{\"id\":\"b\",\"text\":\"!!\"}\n"
	out, _, _ := runAll(t, lines(in), Options{Inline: true})
	want := []string{
		`{"type":"error","doc":"a","input":"-","line":2,"stage":"extract","reason":"no text"}`,
		`{"type":"error","input":"-","line":3,"stage":"read","reason":"no JSON: invalid character 'o' in literal null (expecting 'u') at byte 2 of the line"}`,
		`{"type":"error","doc":"b","input":"-","line":4,"stage":"extract","reason":"internal error: so it goes in zhfacts/pipeline/batch.echo.Extract"}`,
	}
	if got := strings.Split(strings.TrimSpace(out), "\n"); !cmp.Equal(want, got[1:]) {
		t.Errorf("got\n%s", cmp.Diff(want, got[1:]))
	}
}

func TestKnownDocumentsAreNotExtracted(t *testing.T) {
	known := DigestOf(pipeline.Input{ID: "1", Text: "!!"})
	items := func(yield func(Item, error) bool) {
		for item := range lines("{\"text\":\"!!\"}\n{\"text\":\"乙\"}\n") {
			item.Known = func(digest Digest) ([]byte, Counts, bool) {
				return []byte("known\n"), Counts{Times: 1}, digest == known
			}
			if !yield(item, nil) {
				return
			}
		}
	}
	var out strings.Builder
	sum, err := Run(context.Background(), echo{}, items, &out, Options{})
	if err != nil || sum.Done != 2 || sum.Times != 1 || !strings.HasPrefix(out.String(), "known\n") {
		t.Errorf("%v, %+v, %s", err, sum, &out)
	}
}

// A reader that is far ahead of the workers waits for them.
func TestLargeDocumentsWaitForRoom(t *testing.T) {
	held, most := 0, 0
	items := func(yield func(Item, error) bool) {
		for i := range 40 {
			held += aheadBytes / 2
			most = max(most, held)
			read := func() (pipeline.Input, error) { return pipeline.Input{ID: fmt.Sprint(i), Text: "甲"}, nil }
			if !yield(Item{Size: aheadBytes / 2, Read: read}, nil) {
				return
			}
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		err := Process(context.Background(), echo{}, items, Options{Workers: 8}, func(*Outcome) error { return nil })
		if err != nil {
			t.Error(err)
		}
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("it waits for ever")
	}
	w := newWeight(10)
	w.take(6)
	came := make(chan bool)
	go func() { came <- w.take(6) }()
	select {
	case <-came:
		t.Error("there was no room")
	case <-time.After(10 * time.Millisecond):
	}
	w.give(6)
	if !<-came {
		t.Error("stopped for no reason")
	}
}

func TestDigestTellsInputsApart(t *testing.T) {
	inputs := []pipeline.Input{
		{}, {ID: "a"}, {Text: "a"}, {Bytes: []byte("a")}, {Title: "a"}, {Author: "a"}, {Date: "a"}, {Encoding: "a"}, {ID: "ab"}, {ID: "a", Text: "b"},
	}
	var digests []Digest
	for _, in := range inputs {
		d := DigestOf(in)
		if slices.Contains(digests, d) {
			t.Errorf("%+v has the digest of another", in)
		}
		digests = append(digests, d)
	}
}

func TestSeen(t *testing.T) {
	s := NewSeen()
	defer s.Close()
	s.limit = 10
	for round := range 2 {
		for i := range 5000 {
			added, err := s.Add(fmt.Sprint(i))
			if err != nil {
				t.Fatal(err)
			}
			if added != (round == 0) {
				t.Fatalf("round %d, %d: new %v", round, i, added)
			}
		}
	}
	if len(s.runs) > 12 {
		t.Errorf("%d runs", len(s.runs))
	}
}

// Parts are whole shards, and together they are everything, once.
func TestParts(t *testing.T) {
	var in strings.Builder
	for i := range 500 {
		fmt.Fprintf(&in, "{\"id\":\"d%d\",\"text\":\"甲\"}\n", i)
	}
	for _, n := range []int{1, 3, 8} {
		shardOf := map[string]uint64{}
		shards := Shards{N: 10}
		for i := range 500 {
			id := fmt.Sprintf("d%d", i)
			shardOf[id] = shards.Name()
			shards.Add(id)
		}
		owner := map[uint64]int{}
		count := 0
		for k := 1; k <= n; k++ {
			for item := range (Part{k, n}).Items(lines(in.String()), 10) {
				doc, err := item.Read()
				if err != nil {
					t.Fatal(err)
				}
				count++
				shard := shardOf[doc.ID]
				if other, ok := owner[shard]; ok && other != k {
					t.Errorf("the shard %x is in the parts %d and %d of %d", shard, other, k, n)
				}
				owner[shard] = k
			}
		}
		if count != 500 {
			t.Errorf("%d parts hold %d documents", n, count)
		}
		if n == 3 && len(owner) < 20 {
			t.Errorf("%d shards", len(owner))
		}
	}
	for _, s := range []string{"0/2", "3/2", "1", "a/b", "1/2/3", "-1/2"} {
		if p, err := ParsePart(s); err == nil {
			t.Errorf("%s is read as %v", s, p)
		}
	}
}

// Adding one document changes one shard, or makes two of it.
func TestOneMoreDocumentChangesOneShard(t *testing.T) {
	cut := func(ids []string) map[uint64]string {
		all := map[uint64]string{}
		shards := Shards{N: 7}
		for _, id := range ids {
			all[shards.Name()] += id + " "
			shards.Add(id)
		}
		return all
	}
	var ids []string
	for i := range 200 {
		ids = append(ids, fmt.Sprint("d", i))
	}
	before := cut(ids)
	for i := range 50 {
		after := cut(slices.Insert(slices.Clone(ids), i*4, fmt.Sprint("new", i)))
		same := 0
		for name, content := range after {
			if before[name] == content {
				same++
			}
		}
		if same != len(before)-1 || len(after) > len(before)+1 {
			t.Errorf("%d of %d shards are as before, of %d", same, len(before), len(after))
		}
	}
}

// A filter gives what a line made before the next one comes.
func TestFilterDoesNotWaitForMore(t *testing.T) {
	in, feed := io.Pipe()
	out := make(chan string, 10)
	c := Corpus{Paths: []string{Stdin}, Stdin: in, Format: "jsonl", Columns: DefaultColumns, MaxDoc: 1000}
	ended := make(chan error)
	go func() {
		_, err := Run(context.Background(), echo{}, c.Items(), lineTo(out), Options{Workers: 2})
		ended <- err
	}()
	for i := range 5 {
		fmt.Fprintf(feed, "{\"id\":\"d%d\",\"text\":\"甲\"}\n", i)
		select {
		case line := <-out:
			if got := ids(line); !cmp.Equal(got, []string{fmt.Sprint("d", i)}) {
				t.Errorf("line %d gives %q", i, got)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("nothing comes")
		}
	}
	feed.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// lineTo sends on what is written.
type lineTo chan<- string

func (to lineTo) Write(p []byte) (int, error) {
	to <- string(p)
	return len(p), nil
}
