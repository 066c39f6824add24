package batch

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
)

func gzipped(data []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(data)
	w.Close()
	return out.Bytes()
}

func zstded(data []byte) []byte {
	var out bytes.Buffer
	w, err := NewZstd(&out)
	if err != nil {
		panic(err)
	}
	w.Write(data)
	w.Close()
	return out.Bytes()
}

type entry struct{ name, data string }

func tarred(entries ...entry) []byte {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, e := range entries {
		head := &tar.Header{Name: e.name, Size: int64(len(e.data)), Mode: 0o644, Typeflag: tar.TypeReg}
		if target, ok := strings.CutPrefix(e.data, "->"); ok {
			head.Typeflag, head.Size, head.Linkname = tar.TypeSymlink, 0, target
			e.data = ""
		}
		w.WriteHeader(head)
		io.WriteString(w, e.data)
	}
	w.Close()
	return out.Bytes()
}

func zipped(entries ...entry) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, e := range entries {
		f, _ := w.Create(e.name)
		io.WriteString(f, e.data)
	}
	w.Close()
	return out.Bytes()
}

func parqueted(t *testing.T) []byte {
	type row struct {
		URL  string  `parquet:"url"`
		Body string  `parquet:"body"`
		Day  *string `parquet:"day,optional"`
		Read int     `parquet:"read"`
	}
	day := "2021-05"
	var out bytes.Buffer
	if err := parquet.Write(&out, []row{{"u1", "甲", &day, 7}, {"u2", "乙", nil, 8}}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const bomb = 80 << 20 // more than explosionFree

// listing is what a corpus gives: an id and the beginning of the text of each
// document, and what could not be read.
func listing(t *testing.T, c *Corpus) []string {
	t.Helper()
	var all []string
	for item, err := range c.Items() {
		if err == nil {
			in, readErr := item.Read()
			if err = readErr; err == nil {
				text := []rune(in.Text + string(in.Bytes))
				line := fmt.Sprintf("%s=%s", in.ID, string(text[:min(len(text), 4)]))
				if in.Date != "" {
					line += " " + in.Date
				}
				for _, k := range in.Kept {
					line += fmt.Sprintf(" %s:%s", k.Name, k.Value)
				}
				all = append(all, line)
			} else {
				err = &Failure{Name: item.Name, Err: err}
			}
		}
		if err != nil {
			all = append(all, "! "+strings.TrimPrefix(err.Error(), c.Paths[0]+"/"))
		}
	}
	return all
}

func TestFormats(t *testing.T) {
	urls := Columns{Text: "body", ID: "url", Date: "day", Title: "title", Author: "author"}
	for _, tc := range []struct {
		doc     string
		file    string
		data    []byte
		columns Columns
		keep    []string
		want    []string
	}{
		{"a text", "a.txt", []byte("甲"), DefaultColumns, nil, []string{"a.txt=甲"}},
		{"a text, gzip", "a.txt.gz", gzipped([]byte("甲")), DefaultColumns, nil, []string{"a.txt.gz=甲"}},
		{"a text, zstd", "a.txt.zst", zstded([]byte("甲")), DefaultColumns, nil, []string{"a.txt.zst=甲"}},
		{"JSON Lines without a line", "a.jsonl", []byte("\n"), DefaultColumns, nil, []string{"! a.jsonl: the input holds no documents"}},
		{"no gzip at all", "a.txt.gz", []byte("甲"), DefaultColumns, nil, []string{"! a.txt.gz: no gzip: unexpected EOF"}},
		{"a table that is none", "a.csv", []byte("\x00\x01\n"), DefaultColumns, nil, []string{`! a.csv: there is no column text; the columns are "\x00\x01", which look like binary data`}},
		{"a table in GB18030", "a.csv", []byte("\xd5\xfd\xce\xc4\n\xbc\xd7\n"), DefaultColumns, nil,
			[]string{`! a.csv: there is no column text; the columns are "\xd5\xfd\xce\xc4", which is no UTF-8; convert the file first, as by iconv -f gb18030 -t utf-8`}},
		{"a table with a row in GB18030", "a.csv", []byte("text\n\xbc\xd7\n"), DefaultColumns, nil, []string{"! a.csv:2: the row is no UTF-8; convert the file first, as by iconv"}},
		{"gzip with something behind it", "a.txt.gz", append(gzipped([]byte("甲")), "something else"...), DefaultColumns, nil, []string{"! a.txt.gz: the packed data is damaged or cut off: gzip: invalid header"}},
		{"gzip cut off", "a.jsonl.gz", gzipped([]byte(`{"text":"甲"}`))[:20], DefaultColumns, nil, []string{"! a.jsonl.gz:1: the packed data is damaged or cut off: unexpected EOF"}},
		{"JSON Lines, zstd", "a.jsonl.zst", zstded([]byte("{\"id\":\"x\",\"text\":\"甲\"}\n{\"text\":\"乙\"}")), DefaultColumns, nil, []string{"x=甲", "a.jsonl.zst:2=乙"}},
		{"other names of keys, and some kept", "a.ndjson", []byte(`{"url":"u","body":"甲","n":1.50,"tags":["a", "b"],"none":null}`), urls,
			[]string{"tags", "n", "none", "missing"}, []string{`u=甲 tags:["a","b"] n:1.50`}},
		{"a table", "a.csv", []byte("\ufeffid,text,date\n1,\"甲,\n乙\",2020\n,丙,\n2,丁,昨天\n"), DefaultColumns, []string{"date"},
			[]string{"1=甲,\n乙 2020 date:2020", "a.csv:4=丙", `! a.csv:5: date "昨天"`}},
		{"a table with tabs", "a.tsv", []byte("id\tbody\nu1\t甲\"乙\n"), Columns{"body", "id", "date", "title", "author"}, nil, []string{"u1=甲\"乙"}},
		{"a table without columns that were asked for by name", "a.csv", []byte("body,title\n甲,乙\n"), urls, []string{"source"},
			[]string{"! a.csv: there is no column url, day, source; the columns are body, title"}},
		{"a table with a column twice", "a.csv", []byte("n,text,n,text\n1,甲,2,乙\n"), DefaultColumns, nil, []string{"! a.csv: two columns have the name text"}},
		{"a row too short", "a.csv", []byte("id,text\n1\n2,乙\n"), DefaultColumns, nil, []string{"! a.csv:2: the row has 1 columns, the first row 2", "2=乙"}},
		{"a quote that is not closed", "a.csv", []byte("id,text\n1,\"甲\n2,乙\n"), DefaultColumns, nil, []string{"! a.csv:2: extraneous or missing \" in quoted-field; what follows is left out"}},
		{"a table without the text", "a.csv", []byte("id,body\n"), DefaultColumns, nil, []string{"! a.csv: there is no column text; the columns are id, body; name it with --columns text=NAME"}},
		{"an empty table", "a.csv", nil, DefaultColumns, nil, []string{"! a.csv: the input holds no documents"}},
		{"a row too long", "a.csv", []byte("id,text\n1,\"" + strings.Repeat("长", 40000) + "\n"), DefaultColumns, nil, []string{"! a.csv: the row is longer than a document may be, or a quote in it is never closed; what follows is left out"}},
		{"Parquet", "a.parquet", parqueted(t), urls, []string{"read"}, []string{"u1=甲 2021-05 read:7", "u2=乙 read:8"}},
		{"Parquet without the text", "a.parquet", parqueted(t), DefaultColumns, nil, []string{"! a.parquet: there is no column text; the columns are url, body, day, read"}},
		{"Parquet without a column to keep", "a.parquet", parqueted(t), urls, []string{"source"}, []string{"! a.parquet: there is no column source; the columns are url, body, day, read"}},
		{"no Parquet at all", "a.parquet", []byte("甲"), DefaultColumns, nil, []string{"! a.parquet: no Parquet file, or one that is damaged or cut off: reading magic header of parquet file: EOF"}},
		{"Parquet packed", "a.parquet.gz", gzipped(parqueted(t)), urls, nil, []string{"! a.parquet.gz: Parquet is read from files only, not from an archive, a compressed file or standard input; unpack it"}},
		{"an archive", "a.tar.gz", gzipped(tarred(entry{"n/b.txt", "乙"}, entry{"a.txt", "甲"}, entry{".h.txt", "x"}, entry{"c.jsonl", "{\"text\":\"丙\"}\n"},
			entry{"d.txt.gz", string(gzipped([]byte("丁")))})), DefaultColumns, nil,
			[]string{"a.tar.gz/n/b.txt=乙", "a.tar.gz/a.txt=甲", "a.tar.gz/c.jsonl:1=丙", "a.tar.gz/d.txt.gz=丁"}},
		{"entries that are refused", "a.tar", tarred(entry{"../b.txt", "乙"}, entry{"/etc/c.txt", "丙"}, entry{"l.txt", "->/etc/passwd"}, entry{"x/../../d.txt", "丁"},
			entry{"in.zip", "x"}, entry{"long.txt", strings.Repeat("长", 400)}, entry{"a.txt", "甲"}), DefaultColumns, nil,
			[]string{"! a.tar/../b.txt: its path leads out of the archive", "! a.tar//etc/c.txt: its path leads out of the archive",
				"! a.tar/l.txt: it is no file but a link or a device", "! a.tar/x/../../d.txt: its path leads out of the archive",
				"! a.tar/in.zip: it is an archive within an archive; unpack the outer one",
				"! a.tar/long.txt: the document is larger than 1000 bytes; split it where a new text begins, or raise the limit with --max-doc", "a.tar/a.txt=甲"}},
		{"an archive cut off", "a.tar", tarred(entry{"a.txt", "甲"}, entry{"b.txt", "乙"})[:1300], DefaultColumns, nil, []string{"a.tar/a.txt=甲", "! a.tar: the archive breaks off: unexpected EOF"}},
		{"zip", "a.zip", zipped(entry{"b.txt", "乙"}, entry{"..\\c.txt", "丙"}, entry{"../d.txt", "丁"}, entry{"n/a.csv", "text\n甲\n"}), DefaultColumns, nil,
			[]string{"a.zip/b.txt=乙", "! a.zip/..\\c.txt: its path leads out of the archive", "! a.zip/../d.txt: its path leads out of the archive", "a.zip/n/a.csv:2=甲"}},
		{"names that are no UTF-8", "a.zip", zipped(entry{"\xd0\xc2\xce\xc5.txt", "甲"}, entry{"b\xff.txt", "乙"}), DefaultColumns, nil,
			[]string{"a.zip/新闻.txt=甲", "a.zip/b\uFFFD.txt=乙"}},
		{"no zip at all", "a.zip", []byte("甲"), DefaultColumns, nil, []string{"! a.zip: no zip archive, or one that is damaged or cut off: zip: not a valid zip file"}},
		{"a bomb", "a.jsonl.gz", gzipped(bytes.Repeat([]byte(" "), bomb)), DefaultColumns, nil, []string{"! a.jsonl.gz:1: it grows to more than 200 times"}},
		{"a bomb in an archive", "a.tar.gz", gzipped(tarred(entry{"b.txt", strings.Repeat("x", bomb)}, entry{"c.txt", "丙"})), DefaultColumns, nil,
			[]string{"! a.tar.gz/b.txt: the document is larger", "! a.tar.gz: the archive breaks off: it grows to more than 200 times"}},
		{"a bomb in a zip", "a.zip", zipped(entry{"b.jsonl", strings.Repeat(" ", bomb)}, entry{"c.txt", "丙"}), DefaultColumns, nil,
			[]string{"! a.zip/b.jsonl:1: it grows", "a.zip/c.txt=丙"}},
	} {
		t.Run(tc.doc, func(t *testing.T) {
			root := tree(t, map[string]string{tc.file: string(tc.data)})
			c := &Corpus{Paths: []string{root}, Format: "auto", Columns: tc.columns, Keep: tc.keep, MaxDoc: 1000}
			got := listing(t, c)
			if strings.Contains(tc.doc, "bomb") || strings.Contains(tc.doc, "table") || strings.Contains(tc.doc, "no zip") {
				for i := range got { // only the beginning of long messages
					if i < len(tc.want) && strings.HasPrefix(got[i], tc.want[i]) {
						got[i] = tc.want[i]
					}
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("documents (-want +got):\n%s", diff)
			}
		})
	}
}

// With a hash a file is read whole, whatever its format and whatever is refused.
func TestOpenHashesTheWholeFile(t *testing.T) {
	files := map[string]string{
		"a.txt": strings.Repeat("长", 1000), "b.jsonl.gz": string(gzipped([]byte("x"))) + "behind it", "c.tar": string(tarred(entry{"a.txt", "甲"})) + "tail",
		"d.zip": string(zipped(entry{"b.txt", "乙"})), "e.parquet": string(parqueted(t)), "f.csv": "id,body\n1,2\n",
	}
	c := &Corpus{Paths: []string{tree(t, files)}, Format: "auto", Columns: DefaultColumns, MaxDoc: 1000, Sorted: true}
	for _, f := range c.Files() {
		sum := sha256.New()
		for range c.Open(f, sum) {
		}
		if want := sha256.Sum256([]byte(files[f.ID])); !bytes.Equal(sum.Sum(nil), want[:]) {
			t.Errorf("%s: the hash is not that of the file", f.ID)
		}
	}
}

func TestFiles(t *testing.T) {
	root := tree(t, map[string]string{
		"news/b.txt": "", "news/a.jsonl": "", "news/draft/x.txt": "", "c.txt": "", "news.old/z.txt": "", "out/records/r.txt": "", ".h/y.txt": "",
	})
	for link, to := range map[string]string{"link": "news", "news/loop": "../news", "news/draft/gone.txt": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
			t.Skip(err)
		}
	}
	for _, tc := range []struct {
		doc              string
		paths            []string
		include, exclude []string
		want             string
	}{
		{"a folder", []string{""}, nil, nil, "c.txt news.old/z.txt news/a.jsonl news/b.txt news/draft/gone.txt! news/draft/x.txt"},
		{"by name", []string{""}, []string{"*.txt"}, nil, "c.txt news.old/z.txt news/b.txt news/draft/gone.txt! news/draft/x.txt"},
		{"by path", []string{""}, []string{"news/**"}, []string{"**/draft/**", "*.jsonl"}, "news/b.txt"},
		{"a pattern", []string{"news*/*.txt"}, nil, nil, "news.old/z.txt news/b.txt"},
		{"a pattern below a folder", []string{"news/**/*.txt"}, nil, []string{"b.*"}, "draft/gone.txt! draft/x.txt"},
		{"a folder that is a link", []string{"link"}, nil, []string{"gone.txt"}, "a.jsonl b.txt draft/x.txt"},
		{"sorted, whatever the order of the arguments", []string{"news/b.txt", "c.txt", "news/a.jsonl"}, nil, nil, "a.jsonl b.txt c.txt"},
		{"what is not there", []string{"none*.txt", "c.txt"}, nil, nil, "c.txt none*.txt!"},
	} {
		c := &Corpus{Include: tc.include, Exclude: tc.exclude, Except: filepath.Join(root, "out"), Sorted: true}
		for _, path := range tc.paths {
			c.Paths = append(c.Paths, filepath.Join(root, path))
		}
		var got []string
		for _, f := range c.Files() {
			id := f.ID
			if f.Err != nil {
				id += "!"
			}
			got = append(got, id)
		}
		if want := strings.Fields(tc.want); !cmp.Equal(want, got) {
			t.Errorf("%s: %q, want %q", tc.doc, got, want)
		}
	}
}

func TestStandardInputIsToldByItsBeginning(t *testing.T) {
	for in, want := range map[string]string{"\n {\"text\":\"甲\"}\n": "2=甲", "甲 {": "-=甲 {"} {
		c := &Corpus{Paths: []string{Stdin}, Stdin: strings.NewReader(in), Format: "auto", Columns: DefaultColumns, MaxDoc: 1000}
		if got := listing(t, c); len(got) != 1 || got[0] != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func TestUnreadableFile(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	root := tree(t, map[string]string{"a.txt": "甲", "b.jsonl": "{}"})
	os.Chmod(filepath.Join(root, "a.txt"), 0)
	c := &Corpus{Paths: []string{root}, Format: "auto", Columns: DefaultColumns, MaxDoc: 1000}
	if got := listing(t, c); len(got) != 2 || got[0] != "! a.txt: permission denied" {
		t.Errorf("got %q", got)
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("id,text\n1,\"甲\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := &Corpus{Paths: []string{Stdin}, Stdin: bytes.NewReader(data), Format: "csv", Columns: DefaultColumns, MaxDoc: 200}
		for item, err := range c.Items() {
			if err == nil {
				if in, err := item.Read(); err == nil && in.ID == "" {
					t.Fatal("a document without id")
				}
			}
		}
	})
}
