package dataset

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhfacts/golden"
	"zhfacts/pipeline"
	"zhfacts/pipeline/batch"
)

var shared = sync.OnceValues(func() (*pipeline.Extractor, error) { return pipeline.New(pipeline.Options{}) })

var identity = sync.OnceValues(func() (Identity, error) { return Identify(pipeline.Options{}) })

func extractor(t testing.TB) *pipeline.Extractor {
	t.Helper()
	x, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// counting counts the documents that are extracted; those that say so fail,
// panic or take for ever.
type counting struct {
	batch.Extractor
	n     atomic.Int64
	quick atomic.Bool // nothing takes for ever any more
}

func (x *counting) Extract(ctx context.Context, in pipeline.Input) (*pipeline.Result, error) {
	x.n.Add(1)
	switch {
	case strings.Contains(in.Text, "panic"):
		var none *pipeline.Result
		return none, fmt.Errorf("%v", none.Text)
	case strings.Contains(in.Text, "slow") && !x.quick.Load():
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return x.Extractor.Extract(ctx, in)
}

// line is a document of a corpus.
func line(id, text string) string {
	return fmt.Sprintf("{\"id\":%q,\"text\":%q,\"url\":\"http://news/%s\"}\n", id, text, id)
}

// corpus is n documents of news.
func corpus(n int) []string {
	var all []string
	for i := range n {
		all = append(all, line(fmt.Sprintf("d%03d", i),
			fmt.Sprintf("港口货物吞吐量去年达到%d万吨，同比增长%d%%。\n全年有%d艘船靠泊。", 100+i, i%30+1, i+2)))
	}
	return all
}

func write(t testing.TB, dir, name string, content string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// builder builds a folder of files into another folder.
func builder(t testing.TB, in, out string) *Build {
	id, err := identity()
	if err != nil {
		t.Fatal(err)
	}
	return &Build{
		Dir:       out,
		Corpus:    &batch.Corpus{Paths: []string{in}, Format: "auto", Columns: batch.DefaultColumns, MaxDoc: 1 << 20, Keep: []string{"url"}},
		Extractor: extractor(t),
		Identity:  id,
		Settings:  Settings{Format: FormatJSONL, ShardDocuments: 8, Keep: []string{"url"}, From: "auto", Columns: batch.DefaultColumns, MaxDoc: 1 << 20},
		Workers:   2,
	}
}

func run(t testing.TB, b *Build) Result {
	t.Helper()
	res, err := b.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// snapshot is what a data set holds, file by file.
func snapshot(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all[strings.TrimPrefix(path, dir)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// same reports the files in which two data sets differ.
func same(t testing.TB, what, want, got string) {
	t.Helper()
	a, b := snapshot(t, want), snapshot(t, got)
	for name := range b {
		if _, ok := a[name]; !ok {
			t.Errorf("%s: %s is too much", what, name)
		}
	}
	for name, content := range a {
		if b[name] != content {
			t.Errorf("%s: %s is not the same:\n%.300s\n%.300s", what, name, content, b[name])
		}
	}
}

// formats are the settings that every test of bytes is run with.
var formats = []struct {
	doc string
	set func(*Settings)
}{
	{"JSON Lines", func(*Settings) {}},
	{"zstd", func(s *Settings) { s.Compress = CompressZstd }},
	{"Parquet", func(s *Settings) { s.Format = FormatParquet }},
}

func TestTheSameBytes(t *testing.T) {
	in := t.TempDir()
	all := corpus(100)
	write(t, in, "a.jsonl", strings.Join(all[:60], ""))
	write(t, in, "b/c.jsonl", strings.Join(all[60:], ""))
	write(t, in, "b/d.txt", "工厂有500名工人。")
	for _, format := range formats {
		var first string
		for _, workers := range []int{1, 2, 16} {
			b := builder(t, in, filepath.Join(t.TempDir(), "set"))
			format.set(&b.Settings)
			b.Workers = workers
			res := run(t, b)
			if res.Documents != 101 || res.Failed != 0 || res.Processed != 101 || res.Shards < 5 {
				t.Fatalf("%s: %+v", format.doc, res)
			}
			if first == "" {
				first = b.Dir
			}
			same(t, format.doc, first, b.Dir)
			if text, _ := os.ReadFile(filepath.Join(b.Dir, manifestName)); strings.Contains(string(text), in) || strings.Contains(string(text), b.Dir) {
				t.Errorf("%s: the manifest names a path of this machine", format.doc)
			}
			verified(t, b, b.Corpus)
		}
		b := builder(t, in, first)
		format.set(&b.Settings)
		before := snapshot(t, first)
		if res := run(t, b); res.Processed != 0 || res.Kept != res.Shards {
			t.Errorf("%s: building again made %d documents", format.doc, res.Processed)
		}
		if !cmp.Equal(before, snapshot(t, first)) {
			t.Errorf("%s: building again changed something", format.doc)
		}
	}
}

func verified(t testing.TB, b *Build, corpus *batch.Corpus, want ...string) {
	t.Helper()
	var problems []string
	if _, err := Verify(context.Background(), b.Dir, corpus, func(p Problem) { problems = append(problems, p.String()) }); err != nil {
		t.Fatal(err)
	}
	for _, w := range want {
		if !slices.ContainsFunc(problems, func(p string) bool { return strings.Contains(p, w) }) {
			t.Errorf("nothing says %q: %q", w, problems)
		}
	}
	if len(want) == 0 && len(problems) > 0 {
		t.Errorf("problems: %q", problems)
	}
}

// An update gives what a fresh build gives, and extracts no more than it must.
func TestUpdate(t *testing.T) {
	all := corpus(120)
	fresh := func(lines []string) string { return strings.Join(lines, "") }
	changed := slices.Clone(all)
	changed[40] = line("d040", "去年全市有3家工厂。")
	moved := slices.Concat(all[:30], all[31:90], all[30:31], all[90:])
	// A new document that begins a shard, and the removal of one that does.
	begins := ""
	for i := 0; begins == ""; i++ {
		if id := fmt.Sprint("new", i); batch.Hash(id)%8 == 0 {
			begins = id
		}
	}
	split := slices.Insert(slices.Clone(all), 50, line(begins, "全市有4家工厂。"))
	first := slices.IndexFunc(all, func(l string) bool { return batch.Hash(l[7:11])%8 == 0 })
	joined := slices.Delete(slices.Clone(all), first, first+1)
	for _, tc := range []struct {
		doc       string
		files     map[string]string
		processed int
	}{
		{"nothing", map[string]string{"a.jsonl": fresh(all)}, 0},
		{"a document added at the end", map[string]string{"a.jsonl": fresh(append(slices.Clone(all), line("x", "一年有12个月。")))}, 1},
		{"one added in the middle", map[string]string{"a.jsonl": fresh(slices.Insert(slices.Clone(all), 33, line("x", "一年有12个月。")))}, 1},
		{"one that begins a shard", map[string]string{"a.jsonl": fresh(split)}, 1},
		{"one removed that begins a shard", map[string]string{"a.jsonl": fresh(joined)}, 0},
		{"one changed", map[string]string{"a.jsonl": fresh(changed)}, 1},
		{"one moved far", map[string]string{"a.jsonl": fresh(moved)}, 1},
		{"a file before it", map[string]string{"0.txt": "工厂有500名工人。", "a.jsonl": fresh(all)}, 1},
		{"a file behind it", map[string]string{"a.jsonl": fresh(all), "b.txt": "工厂有500名工人。"}, 1},
		{"most removed", map[string]string{"a.jsonl": fresh(all[100:])}, 0},
		{"a duplicate added", map[string]string{"a.jsonl": fresh(append(slices.Clone(all), all[3]))}, 0},
	} {
		for _, format := range formats {
			in, dir := t.TempDir(), t.TempDir()
			write(t, in, "a.jsonl", fresh(all))
			old := builder(t, in, filepath.Join(dir, "set"))
			format.set(&old.Settings)
			run(t, old)
			os.Remove(filepath.Join(in, "a.jsonl"))
			for name, content := range tc.files {
				write(t, in, name, content)
			}
			x := &counting{Extractor: extractor(t)}
			update := builder(t, in, old.Dir)
			format.set(&update.Settings)
			update.Extractor, update.Update = x, true
			res := run(t, update)
			if res.Processed > tc.processed || int(x.n.Load()) != res.Processed {
				t.Errorf("%s, %s: %d documents were extracted (%d says the result), want %d", tc.doc, format.doc, x.n.Load(), res.Processed, tc.processed)
			}
			anew := builder(t, in, filepath.Join(dir, "anew"))
			format.set(&anew.Settings)
			run(t, anew)
			same(t, tc.doc+", "+format.doc, anew.Dir, update.Dir)
			verified(t, update, update.Corpus)
		}
	}
}

func TestFailures(t *testing.T) {
	in := t.TempDir()
	all := corpus(20)
	all[3] = line("d003", "panic")
	all[7] = line("d007", "slow")
	all[9] = "nonsense\n"
	all[11] = all[5]
	write(t, in, "a.jsonl", strings.Join(all, ""))
	write(t, in, "b.txt", "一\x00二")
	os.Symlink("nowhere", filepath.Join(in, "c.txt"))
	x := &counting{Extractor: extractor(t)}
	b := builder(t, in, filepath.Join(t.TempDir(), "set"))
	b.Extractor, b.DocTimeout = x, 100*time.Millisecond
	res := run(t, b)
	if res.Documents != 16 || res.Failed != 6 || res.Duplicates != 1 {
		t.Errorf("%+v", res)
	}
	want := []string{
		`{"type":"error","doc":"d003","stage":"extract","reason":"internal error: runtime error: invalid memory address or nil pointer dereference in zhfacts/pipeline/dataset.(*counting).Extract"}`,
		`{"type":"error","doc":"d007","stage":"extract","reason":"it took longer than 100ms (--doc-timeout)","retry":true}`,
		`{"type":"error","input":"a.jsonl","line":10,"stage":"read","reason":"no JSON: invalid character 'o' in literal null (expecting 'u') at byte 2 of the line"}`,
		`{"type":"error","doc":"d005","input":"a.jsonl","line":12,"stage":"read","reason":"a document before it has the same id \"d005\"; this one is skipped"}`,
		`{"type":"error","doc":"b.txt","stage":"decode","reason":`,
		`{"type":"error","input":"c.txt","stage":"read","reason":"no such file or directory"}`,
	}
	got, err := os.ReadFile(filepath.Join(b.Dir, errorsName))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(got)), "\n")
	for i := range max(len(want), len(lines)) {
		if i >= len(want) || i >= len(lines) || !strings.HasPrefix(lines[i], want[i]) {
			t.Fatalf("errors:\n%s\nwant\n%s", got, strings.Join(want, "\n"))
		}
	}
	verified(t, b, b.Corpus)

	// The one that ran out of time is tried again, and it alone.
	x.n.Store(0)
	x.quick.Store(true)
	var log []string
	b.Log = func(s string) { log = append(log, s) }
	res = run(t, b)
	if res.Documents != 17 || !slices.Contains(log, "trying 1 documents again that ran out of time") {
		t.Errorf("%+v, %q", res, log)
	}
	failed := int64(2) // a panic and an empty file in the same shards are tried again, too
	if n := x.n.Load(); n < 1 || n > 1+failed {
		t.Errorf("%d documents were extracted", n)
	}
	anew := *b
	anew.Dir = filepath.Join(t.TempDir(), "anew")
	run(t, &anew)
	same(t, "after another try", anew.Dir, b.Dir)
}

func TestParts(t *testing.T) {
	in := t.TempDir()
	all := corpus(150)
	all[20], all[30] = line("d020", "panic"), all[10]
	write(t, in, "a.jsonl", strings.Join(all[:70], ""))
	write(t, in, "b.jsonl", strings.Join(all[70:], ""))
	for _, format := range formats {
		whole := builder(t, in, filepath.Join(t.TempDir(), "whole"))
		x := &counting{Extractor: extractor(t)}
		whole.Extractor = x
		format.set(&whole.Settings)
		run(t, whole)
		for _, n := range []int{1, 3, 8} {
			var dirs []string
			x.n.Store(0)
			for k := 1; k <= n; k++ {
				part := builder(t, in, filepath.Join(t.TempDir(), "part"))
				part.Extractor = x
				format.set(&part.Settings)
				part.Part = batch.Part{Number: k, Of: n}
				run(t, part)
				verified(t, part, part.Corpus)
				dirs = append(dirs, part.Dir)
			}
			if x.n.Load() != 149 {
				t.Errorf("%s: %d parts extracted %d documents", format.doc, n, x.n.Load())
			}
			rand.Shuffle(len(dirs), func(i, j int) { dirs[i], dirs[j] = dirs[j], dirs[i] })
			out := filepath.Join(t.TempDir(), "merged")
			if _, err := Merge(out, dirs); err != nil {
				t.Fatal(err)
			}
			same(t, fmt.Sprintf("%s, %d parts", format.doc, n), whole.Dir, out)
			if n > 1 {
				if _, err := Merge(filepath.Join(t.TempDir(), "merged"), dirs[1:]); err == nil || !strings.Contains(err.Error(), "missing: part ") {
					t.Errorf("a part is missing, and Merge says %v", err)
				}
			}
		}
	}
}

func TestMergeRefuses(t *testing.T) {
	in := t.TempDir()
	write(t, in, "a.jsonl", strings.Join(corpus(30), ""))
	part := func(k int, change func(*Build)) string {
		b := builder(t, in, filepath.Join(t.TempDir(), "part"))
		b.Part = batch.Part{Number: k, Of: 2}
		if change != nil {
			change(b)
		}
		run(t, b)
		return b.Dir
	}
	one := part(1, nil)
	for _, tc := range []struct{ other, want string }{
		{one, "are both part 1/2"},
		{part(2, func(b *Build) { b.Identity.Rules = "others" }), "the rules"},
		{part(2, func(b *Build) { b.Part.Of = 3 }), "is part 2/3"},
		{part(2, func(b *Build) { write(t, in, "b.txt", "一年有12个月。") }), "another corpus"},
		{part(2, func(b *Build) { b.Part = batch.Part{} }), "is a whole data set"},
		{t.TempDir(), "is no data set"},
	} {
		out := filepath.Join(t.TempDir(), "out")
		if _, err := Merge(out, []string{one, tc.other}); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("got %v, want %q", err, tc.want)
		}
		if exists(out) {
			t.Error("something was written")
		}
	}
}

func TestRefusals(t *testing.T) {
	in := t.TempDir()
	write(t, in, "a.jsonl", strings.Join(corpus(10), ""))
	set := filepath.Join(t.TempDir(), "set")
	for _, tc := range []struct {
		doc  string
		do   func(*Build)
		want string
	}{
		{"an update of nothing", func(b *Build) { b.Update = true }, "there is no data set"},
		{"a file", func(b *Build) { b.Dir = filepath.Join(in, "a.jsonl") }, "there is a file of that name"},
		{"a folder of others", func(b *Build) { b.Dir = in }, "holds a.jsonl and no data set"},
		{"the first build", func(*Build) {}, ""},
		{"other rules", func(b *Build) { b.Identity.Rules = "others" }, "with other rules, lexicons or settings: the rules; build into another folder"},
		{"other settings", func(b *Build) { b.Settings.ShardDocuments = 9 }, "the setting shard_documents was 8 and is 9"},
		{"another part", func(b *Build) { b.Part = batch.Part{Number: 1, Of: 2} }, "another part"},
		{"an update with other rules", func(b *Build) { b.Update, b.Identity.Rules = true, "others" }, "the rules"},
		{"a replacement", func(b *Build) { b.Replace, b.Identity.Rules = true, "others" }, ""},
		{"what was replaced", func(*Build) {}, "the rules"},
	} {
		b := builder(t, in, set)
		tc.do(b)
		_, err := b.Run(context.Background())
		if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
			t.Errorf("%s: got %v, want %q", tc.doc, err, tc.want)
		}
	}
	l, err := lock(set)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := builder(t, in, set).Run(context.Background()); err == nil || !strings.Contains(err.Error(), "another build is writing to it") {
		t.Errorf("two builds at once: %v", err)
	}
}

// A path of the corpus that leads nowhere ends a build before anything is touched.
func TestMissingPaths(t *testing.T) {
	in := t.TempDir()
	write(t, in, "a/a.jsonl", strings.Join(corpus(10), ""))
	write(t, in, "b/b.txt", "全市有4家工厂。")
	if err := os.Mkdir(filepath.Join(in, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	sound := []string{filepath.Join(in, "a"), filepath.Join(in, "b")}
	set := filepath.Join(t.TempDir(), "set")
	for _, tc := range []struct{ path, want string }{
		{"bb", "bb: no such file or directory"},
		{"empty", "empty: the folder holds no files"},
		{"a/*.txt", "*.txt: the folder holds no files"},
		{os.DevNull, os.DevNull + " can be read once only"},
	} {
		b := builder(t, in, set)
		b.Corpus.Paths = append(slices.Clone(sound), filepath.Join(in, tc.path))
		if filepath.IsAbs(tc.path) {
			b.Corpus.Paths[2] = tc.path
		}
		if _, err := b.Run(context.Background()); !errors.Is(err, ErrUse) || !strings.Contains(err.Error(), tc.want) || exists(set) {
			t.Errorf("%s: got %v, and a folder: %v", tc.path, err, exists(set))
		}
	}
	b := builder(t, in, set)
	b.Corpus.Paths = sound
	run(t, b)
	before := snapshot(t, set)
	b.Update = true
	b.Corpus.Paths = []string{sound[0], filepath.Join(in, "bb"), filepath.Join(in, "cc")}
	if _, err := b.Run(context.Background()); !errors.Is(err, ErrUse) || !strings.Contains(err.Error(), "bb: no such") || !strings.Contains(err.Error(), "cc: no such") {
		t.Errorf("got %v", err)
	}
	if diff := cmp.Diff(before, snapshot(t, set)); diff != "" {
		t.Errorf("an update that was refused:\n%s", diff)
	}
	if _, err := Verify(context.Background(), set, b.Corpus, func(Problem) {}); !errors.Is(err, ErrUse) || !strings.Contains(err.Error(), "bb: no such") {
		t.Errorf("verified against %v: %v", b.Corpus.Paths, err)
	}
	b.AllowMissing = true
	if res := run(t, b); res.Documents != 10 || res.Failed != 2 {
		t.Errorf("with --allow-missing: %+v", res)
	}
	if sum, err := Verify(context.Background(), set, b.Corpus, func(p Problem) { t.Error(p) }); err != nil || sum.Documents != 10 {
		t.Errorf("verified: %+v, %v", sum, err)
	}
}

// A file that may not be read has no hash, and an empty one has.
func TestUnreadableFile(t *testing.T) {
	in := t.TempDir()
	write(t, in, "a.txt", "全市有4家工厂。")
	write(t, in, "empty.txt", "")
	write(t, in, "locked.txt", "全市有5家工厂。")
	if err := os.Chmod(filepath.Join(in, "locked.txt"), 0); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	b := builder(t, in, filepath.Join(t.TempDir(), "set"))
	if res := run(t, b); res.Documents != 1 || res.Failed != 2 {
		t.Errorf("%+v", res)
	}
	m, err := readManifest(filepath.Join(b.Dir, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	if in := m.Inputs; in[0].SHA256 == "" || in[1].SHA256 == "" || in[2].SHA256 != "" {
		t.Errorf("inputs: %+v", in)
	}
	verified(t, b, b.Corpus)
}

// A corpus of which nothing can be read leaves what was made of it.
func TestNothingToReadKeeps(t *testing.T) {
	in := t.TempDir()
	write(t, in, "a.jsonl", strings.Join(corpus(10), ""))
	b := builder(t, in, filepath.Join(t.TempDir(), "set"))
	run(t, b)
	for _, update := range []bool{false, true} {
		b := builder(t, filepath.Join(in, "elsewhere"), b.Dir)
		b.Update, b.AllowMissing = update, true
		if _, err := b.Run(context.Background()); err == nil || !strings.Contains(err.Error(), "elsewhere") {
			t.Errorf("update %v: got %v", update, err)
		}
	}
	anew := builder(t, in, filepath.Join(t.TempDir(), "anew"))
	run(t, anew)
	same(t, "kept", anew.Dir, b.Dir)
	b = builder(t, filepath.Join(in, "elsewhere"), b.Dir)
	b.Replace, b.AllowMissing = true, true
	if res := run(t, b); res.Documents != 0 {
		t.Errorf("replaced by nothing: %+v", res)
	}
}

// Merging does not write over a data set.
func TestMergeIntoDataSet(t *testing.T) {
	in := t.TempDir()
	write(t, in, "a.jsonl", strings.Join(corpus(10), ""))
	b := builder(t, in, filepath.Join(t.TempDir(), "set"))
	run(t, b)
	if _, err := Merge(b.Dir, []string{b.Dir}); !errors.Is(err, ErrUse) || !strings.Contains(err.Error(), "holds a data set already") {
		t.Errorf("got %v", err)
	}
}

// Records made by other rules are not taken over document by document either.
func TestReplacingTakesNothingOver(t *testing.T) {
	in := t.TempDir()
	all := corpus(60)
	write(t, in, "a.jsonl", strings.Join(all, ""))
	b := builder(t, in, filepath.Join(t.TempDir(), "set"))
	b.Identity.Rules = "others"
	run(t, b)
	b = builder(t, in, b.Dir)
	b.Replace = true
	ctx, cancel := context.WithCancel(context.Background())
	b.step = func(step string) {
		if step == "index renamed" {
			cancel()
		}
	}
	if _, err := b.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	b.step, b.Replace = nil, false
	if res := run(t, b); res.Taken != 0 || res.Kept == 0 {
		t.Errorf("%+v", res)
	}
	anew := builder(t, in, filepath.Join(t.TempDir(), "anew"))
	run(t, anew)
	same(t, "replaced", anew.Dir, b.Dir)
}

// A corpus from standard input is read once and gives the same.
func TestStandardInput(t *testing.T) {
	all := strings.Join(corpus(30), "")
	var dirs []string
	for range 2 {
		b := builder(t, batch.Stdin, filepath.Join(t.TempDir(), "set"))
		b.Corpus.Stdin = strings.NewReader(all)
		if res := run(t, b); res.Documents != 30 {
			t.Errorf("%+v", res)
		}
		dirs = append(dirs, b.Dir)
	}
	same(t, "standard input", dirs[0], dirs[1])
}

func TestVerifyFindsWhatIsWrong(t *testing.T) {
	in := t.TempDir()
	write(t, in, "a.jsonl", strings.Join(corpus(40), ""))
	for _, tc := range []struct {
		doc  string
		harm func(dir, shard string)
		want string
	}{
		{"a changed byte", func(dir, shard string) {
			data, _ := os.ReadFile(shard)
			os.WriteFile(shard, []byte(strings.Replace(string(data), `"unit":"万吨"`, `"unit":"千吨"`, 1)+""), 0o644)
			data2, _ := os.ReadFile(shard)
			os.WriteFile(shard, []byte(strings.Replace(string(data2), `"start":0`, `"start":1`, 1)), 0o644)
		}, "its hash is another"},
		{"a missing shard", func(dir, shard string) { os.Remove(shard) }, "no such file"},
		{"a stranger", func(dir, shard string) { os.WriteFile(filepath.Join(dir, "x"), nil, 0o644) }, "x: it is no file of the data set"},
		{"a document lost", func(dir, shard string) {
			data, _ := os.ReadFile(shard)
			at := strings.LastIndex(string(data), `{"type":"document"`)
			os.WriteFile(shard, data[:at], 0o644)
		}, "it breaks off"},
		{"a file of the corpus changed", func(dir, shard string) {
			all := corpus(40)
			all[1] = line("d001", "港口货物吞吐量去年达到999万吨。")
			write(t, in, "a.jsonl", strings.Join(all, ""))
		}, "this file of the corpus was changed since"},
		{"the same, document by document", func(dir, shard string) {
			all := corpus(40)
			all[1] = line("d001", "港口货物吞吐量去年达到999万吨。")
			write(t, in, "a.jsonl", strings.Join(all, ""))
		}, "a.jsonl:2: d001: the document is not the one that the records were made from"},
		{"a file that came in", func(dir, shard string) { write(t, in, "b.txt", "x") }, "b.txt: this file of the corpus came in since"},
	} {
		os.Remove(filepath.Join(in, "b.txt"))
		write(t, in, "a.jsonl", strings.Join(corpus(40), ""))
		b := builder(t, in, filepath.Join(t.TempDir(), "set"))
		run(t, b)
		shards, _ := filepath.Glob(filepath.Join(b.Dir, recordFolder, "*"))
		tc.harm(b.Dir, shards[0])
		t.Run(tc.doc, func(t *testing.T) { verified(t, b, b.Corpus, tc.want) })
	}
}

func TestDiff(t *testing.T) {
	all := corpus(100)
	build := func(lines []string) string {
		in := t.TempDir()
		write(t, in, "a.jsonl", strings.Join(lines, ""))
		b := builder(t, in, filepath.Join(t.TempDir(), "set"))
		run(t, b)
		return b.Dir
	}
	other := slices.Clone(all)
	other[40] = strings.Replace(all[40], "全年有42艘船", "全年有43艘船", 1)
	other = slices.Delete(other, 70, 72)
	other = slices.Insert(other, 10, line("n1", "全市有4家工厂。"), line("n2", "无"))
	other = slices.Concat(other[50:], other[:50]) // order does not matter
	var told []string
	sum, err := Diff(context.Background(), build(all), build(other), func(d DocumentDiff) error {
		for _, diff := range d.Differences {
			if m, ok := golden.Difference(diff).Record().(interface{ RecordID() string }); ok {
				told = append(told, fmt.Sprintf("%s %s", d.Change, m.RecordID()))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if sum.Same != 97 || sum.Documents != (Tally{2, 2, 1}) || len(sum.Made) > 0 {
		t.Errorf("%+v", sum)
	}
	for _, want := range []string{"changed d040#q29", "removed d070", "removed d071", "added n1#q3", "added n2"} {
		if !slices.ContainsFunc(told, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("nothing says %s: %q", want, told)
		}
	}
	set := build(all)
	sum, err = Diff(context.Background(), set, build(all), func(DocumentDiff) error { return errors.New("they are the same") })
	if err != nil || sum.Same != 100 {
		t.Errorf("%v, %+v", err, sum)
	}
	if err := os.RemoveAll(filepath.Join(set, indexFolder)); err != nil {
		t.Fatal(err)
	}
	if _, err := Diff(context.Background(), set, build(all), func(DocumentDiff) error { return nil }); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a data set without its index was compared: %v", err)
	}
}
