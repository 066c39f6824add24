package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
)

// echo makes the record of a document without looking at it, in a time of
// its own; texts that start with ! fail, and with !! panic.
type echo struct{ slow bool }

func (x echo) Extract(ctx context.Context, in pipeline.Input) (*pipeline.Result, error) {
	if x.slow {
		time.Sleep(time.Duration(rand.IntN(2000)) * time.Microsecond)
	}
	if strings.HasPrefix(in.Text, "!!") {
		panic("so it goes")
	}
	if strings.HasPrefix(in.Text, "!") {
		return nil, errors.New("no text")
	}
	return &pipeline.Result{Records: record.Set{Document: record.Document{Doc: in.ID, Title: in.Text, Date: in.Date}}}, nil
}

func lines(s string) Items {
	c := Corpus{Paths: []string{Stdin}, Stdin: strings.NewReader(s), Format: "jsonl", Columns: DefaultColumns, MaxDoc: 1000}
	return c.Items()
}

// ids are the ids of the documents written, in their order.
func ids(out string) []string {
	var all []string
	for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
		if _, rest, ok := strings.Cut(line, `"id":"`); ok {
			id, _, _ := strings.Cut(rest, `"`)
			all = append(all, id)
		}
	}
	return all
}

func runAll(t *testing.T, items Items, opt Options) (out string, problems []string, sum Summary) {
	t.Helper()
	opt.Report = func(err error) { problems = append(problems, err.Error()) }
	var b strings.Builder
	sum, err := Run(context.Background(), echo{}, items, &b, opt)
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), problems, sum
}

func TestOutputIsTheSameForAnyNumberOfWorkers(t *testing.T) {
	var in strings.Builder
	for i := range 200 {
		fmt.Fprintf(&in, "{\"id\": \"d%d\", \"text\": \"%s\"}\n", i, []string{"甲", "!", "乙"}[i%3])
	}
	var want string
	for _, workers := range []int{1, 2, 7, 64} {
		var out bytes.Buffer
		var problems strings.Builder
		sum, err := Run(context.Background(), echo{slow: true}, lines(in.String()), &out,
			Options{Workers: workers, Report: func(err error) { fmt.Fprintln(&problems, err) }})
		if err != nil {
			t.Fatal(err)
		}
		if sum.Done != 133 || sum.Failed != 67 {
			t.Errorf("%d workers: %+v", workers, sum)
		}
		got := out.String() + problems.String()
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%d workers give another output:\n%s", workers, cmp.Diff(want, got))
		}
	}
}

func TestLines(t *testing.T) {
	long := `{"text": "` + strings.Repeat("长", 400) + `"}`
	for _, tc := range []struct {
		doc, in  string
		ids      []string
		problems []string // a part of each message, in order
	}{
		{"ids and line numbers", "{\"id\": \"a\", \"text\": \"甲\"}\n{\"text\": \"乙\"}\n", []string{"a", "2"}, nil},
		{"blank lines count but are no documents", "\n{\"text\": \"甲\"}\n  \n\r\n{\"text\": \"乙\"}\r\n", []string{"2", "5"}, nil},
		{"no line end at the end", "{\"text\": \"甲\"}", []string{"1"}, nil},
		{"a byte order mark before the first line", "\ufeff{\"text\": \"甲\"}\n", []string{"1"}, nil},
		{"null counts as left out", `{"id": null, "text": "甲", "date": null}`, []string{"1"}, nil},
		{"keys are case-sensitive", `{"ID": 7, "text": "甲", "Text": 8}`, []string{"1"}, nil},
		{"no JSON", "{\"text\": \"甲\"}\nnonsense\n{\"text\": \"乙\"}", []string{"1", "3"}, []string{"-:2: no JSON: invalid character 'o'"}},
		{"cut off", `{"text": "甲"`, nil, []string{"-:1: no JSON: unexpected end of JSON input at byte 14"}},
		{"no object", "[1]\n\"甲\"\nnull\n12", nil, []string{"-:1: a JSON array instead", "-:2: a JSON string instead", "-:3: a JSON null instead", "-:4: a JSON number instead"}},
		{"two objects", `{"text": "甲"} {"text": "乙"}`, nil, []string{"-:1: no JSON: invalid character '{' after top-level value"}},
		{"no text", `{"id": "a"}`, nil, []string{"-:1: the object has no text"}},
		{"text of another type", `{"text": ["甲"]}`, nil, []string{`-:1: text is no string but ["甲"]`}},
		{"an id of another type", `{"id": 7, "text": "甲"}`, nil, []string{"-:1: id is no string but 7"}},
		{"an empty id", `{"id": "", "text": "甲"}`, nil, []string{"-:1: the id is empty"}},
		{"no date", `{"text": "甲", "date": "昨天"}`, nil, []string{`-:1: date "昨天"`}},
		{"invalid UTF-8", "{\"text\": \"甲\xff\"}", nil, []string{"-:1: invalid UTF-8 at byte 13"}},
		{"too long a line", "{\"text\": \"甲\"}\n" + long + "\n{\"text\": \"乙\"}", []string{"1", "3"}, []string{"-:2: the line is longer than 1000 bytes"}},
		{"the same id twice", "{\"id\": \"a\", \"text\": \"甲\"}\n{\"id\": \"a\", \"text\": \"乙\"}", []string{"a"}, []string{"-:2: a document before it has the same id"}},
		{"an id like a line number", "{\"id\": \"2\", \"text\": \"甲\"}\n{\"text\": \"乙\"}", []string{"2"}, []string{"-:2: a document before it has the same id"}},
		{"a failed document does not take its id", "{\"id\": \"a\", \"text\": \"!\"}\n{\"id\": \"a\", \"text\": \"乙\"}", []string{"a"}, []string{"-:1: no text"}},
		{"a panic takes one document only", "{\"text\": \"!!\"}\n{\"text\": \"乙\"}", []string{"2"}, []string{"-:1: internal error: so it goes"}},
		{"nothing at all, as a filter may be given", "", nil, nil},
	} {
		t.Run(tc.doc, func(t *testing.T) {
			out, problems, sum := runAll(t, lines(tc.in), Options{Workers: 2})
			if diff := cmp.Diff(tc.ids, ids(out)); diff != "" {
				t.Errorf("documents (-want +got):\n%s", diff)
			}
			if sum.Done != len(tc.ids) || sum.Failed != len(tc.problems) {
				t.Errorf("summary %+v", sum)
			}
			if len(problems) != len(tc.problems) {
				t.Fatalf("problems %q, want %q", problems, tc.problems)
			}
			for i, want := range tc.problems {
				if !strings.HasPrefix(problems[i], want) {
					t.Errorf("problem %q, want %q", problems[i], want)
				}
			}
		})
	}
}

func TestDates(t *testing.T) {
	in := "{\"text\": \"甲\", \"date\": \"2019-09\"}\n{\"text\": \"乙\"}\n"
	c := Corpus{Paths: []string{Stdin}, Stdin: strings.NewReader(in), Format: "jsonl", Columns: DefaultColumns, MaxDoc: 1000, Date: "2023-12-28"}
	out, _, _ := runAll(t, c.Items(), Options{})
	for _, want := range []string{`"id":"1","title":"甲","date":"2019-09"`, `"id":"2","title":"乙","date":"2023-12-28"`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is missing in\n%s", want, out)
		}
	}
}

// tree makes files of the given contents in a folder.
func tree(t *testing.T, contents map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for path, content := range contents {
		path = filepath.Join(root, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestTexts(t *testing.T) {
	root := tree(t, map[string]string{
		"b.txt": "乙", "a/c.txt": "丙", "a.txt": "甲", "a-b/d.txt": "丁", ".git/config": "x", "a/.hidden": "x", "out.jsonl": "x",
	})
	empty := t.TempDir()
	c := Corpus{
		Format: "text",
		Paths:  []string{root, filepath.Join(root, "a", "c.txt"), Stdin, filepath.Join(root, "none.txt"), empty},
		Stdin:  strings.NewReader("戊"),
		Except: filepath.Join(root, "out.jsonl"),
		MaxDoc: 1000,
	}
	out, problems, _ := runAll(t, c.Items(), Options{Workers: 3})
	if diff := cmp.Diff([]string{"a-b/d.txt", "a.txt", "a/c.txt", "b.txt", "c.txt", "-"}, ids(out)); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	want := []string{filepath.Join(root, "none.txt") + ": no such file or directory", empty + ": the folder holds no files that are wanted"}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestLinesOfSeveralFilesHaveIDsOfTheirOwn(t *testing.T) {
	root := tree(t, map[string]string{"a.jsonl": `{"text": "甲"}`, "b.jsonl": `{"text": "乙"}`})
	c := Corpus{Paths: []string{root}, Format: "jsonl", Columns: DefaultColumns, MaxDoc: 1000}
	out, problems, _ := runAll(t, c.Items(), Options{})
	if diff := cmp.Diff([]string{"a.jsonl:1", "b.jsonl:1"}, ids(out)); diff != "" || len(problems) > 0 {
		t.Errorf("documents (-want +got):\n%s%s", diff, problems)
	}
}

func TestTooLargeAFile(t *testing.T) {
	root := tree(t, map[string]string{"a.txt": "0123456789", "b.txt": "01234567890"})
	c := Corpus{Paths: []string{root}, Format: "text", MaxDoc: 10}
	out, problems, _ := runAll(t, c.Items(), Options{})
	if len(ids(out)) != 1 || len(problems) != 1 || !strings.Contains(problems[0], "b.txt: the document is larger than 10 bytes") {
		t.Errorf("documents %q, problems %q", ids(out), problems)
	}
}

// full takes some bytes, then fails.
type full struct {
	room int
	err  error
}

func (w *full) Write(p []byte) (int, error) {
	if w.room -= len(p); w.room < 0 {
		return 0, w.err
	}
	return len(p), nil
}

func TestBrokenOutputEndsTheBatch(t *testing.T) {
	endless := func(yield func(Item, error) bool) {
		for i := 0; ; i++ {
			read := func() (pipeline.Input, error) { return pipeline.Input{ID: fmt.Sprint(i), Text: "甲"}, nil }
			if !yield(Item{Name: fmt.Sprint(i), Read: read}, nil) {
				return
			}
		}
	}
	for _, tc := range []struct{ err, want error }{{syscall.EPIPE, ErrClosed}, {io.ErrShortWrite, io.ErrShortWrite}} {
		_, err := Run(context.Background(), echo{}, endless, &full{1 << 18, tc.err}, Options{Workers: 2})
		if !errors.Is(err, tc.want) {
			t.Errorf("got %v, want %v", err, tc.want)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if _, err := Run(ctx, echo{}, endless, io.Discard, Options{Workers: 2}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a batch whose context ends: %v", err)
	}
}

func TestOnly(t *testing.T) {
	set := &record.Set{
		Document:   record.Document{Doc: "d"},
		Quantities: []record.Quantity{{Common: record.Common{Doc: "d", ID: "d#q1"}}},
		Times:      []record.Time{{Common: record.Common{Doc: "d", ID: "d#t2"}}},
		Facts:      []record.Fact{{Common: record.Common{Doc: "d", ID: "d#f1"}, Quantity: "d#q1"}},
	}
	set.Sort()
	for _, tc := range []struct {
		only []record.Type
		want []string
	}{
		{nil, []string{"d", "d#q1", "d#f1", "d#t2"}},
		{[]record.Type{record.TypeQuantity}, []string{"d", "d#q1"}},
		{[]record.Type{record.TypeTime, record.TypeFact}, []string{"d", "d#t2", "d#f1"}},
	} {
		out := string(record.AppendLines(nil, filter(set, tc.only).Records()))
		if diff := cmp.Diff(tc.want, ids(out)); diff != "" {
			t.Errorf("only %v (-want +got):\n%s", tc.only, diff)
		}
		if facts := strings.Contains(out, `"facts":1`); facts != strings.Contains(out, "d#f1") {
			t.Errorf("only %v: the document counts other facts than follow:\n%s", tc.only, out)
		}
	}
	if set.Document.Facts != 1 {
		t.Error("filtering changed the set")
	}
}

func TestOutputFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.jsonl")
	write := func(s string, keep bool) {
		t.Helper()
		out, err := Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(out, s); err != nil {
			t.Fatal(err)
		}
		if !keep {
			out.Abort()
		} else if err := out.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	read := func() string {
		data, err := os.ReadFile(path)
		if err != nil {
			return "none"
		}
		return string(data)
	}
	write("partial", false)
	if got := read(); got != "none" {
		t.Errorf("an aborted run left %q", got)
	}
	write("first", true)
	write("partial", false)
	if got := read(); got != "first" {
		t.Errorf("an aborted run left %q", got)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink("out.jsonl", link); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	path = link
	write("second", true)
	info, err := os.Lstat(filepath.Join(dir, "out.jsonl"))
	if err != nil || info.Mode() != 0o600 || read() != "second" {
		t.Errorf("through a link: %v, %v, %q", info.Mode(), err, read())
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	if _, err := Create(filepath.Join(dir, "none", "out.jsonl")); err == nil {
		t.Error("a file in a folder that does not exist was created")
	}
	if _, err := Create(dir); err == nil {
		t.Error("a folder was taken as a file")
	}
}

// Whatever the bytes, every line gives a document or a message, in its place.
func FuzzLines(f *testing.F) {
	f.Add([]byte("{\"id\": \"a\", \"text\": \"甲\"}\n"))
	f.Add([]byte("\ufeff{\"text\": \"\\ud83d\"}\r\n\n[]\nnull\n{\"text\": 1}\n\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := Corpus{Paths: []string{Stdin}, Stdin: bytes.NewReader(data), Format: "jsonl", Columns: DefaultColumns, MaxDoc: 200}
		next, stop := iter.Pull2(c.Items())
		defer stop()
		rows := bytes.Split(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n"))
		for n, row := range rows {
			if len(bytes.TrimSpace(row)) == 0 {
				continue
			}
			item, err, ok := next()
			where := fmt.Sprintf("-:%d", n+1)
			switch {
			case !ok:
				t.Fatalf("line %d is lost", n+1)
			case err != nil && !strings.HasPrefix(err.Error(), where+": "):
				t.Fatalf("line %d gives %v", n+1, err)
			case err == nil && item.Name != where:
				t.Fatalf("line %d gives %s", n+1, item.Name)
			}
			if err == nil {
				if in, err := item.Read(); err == nil && in.ID == "" {
					t.Fatalf("line %d gives a document without id", n+1)
				}
			}
		}
	})
}
