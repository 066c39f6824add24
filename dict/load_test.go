package dict

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// layer makes a layer of files given as name, content, name, content.
func layer(name string, files ...string) Layer {
	m := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return Layer{Name: name, FS: m}
}

const head = `# doc: Lengths.
# source: own
# licence: own
# column: word text The word.
# column: kind enum(si,market) The system.
# column: factor rational? The factor to metres.
`

func TestLoad(t *testing.T) {
	set, err := Load(layer("dict", "length.tsv", "# lexicon: length\n# segment: 50 q\n"+head+
		"公里|km\tsi\t1000\n# a free comment: with a colon\n\n尺\tmarket\t1/3\r\n拃\tmarket\t-\n",
		"length-more.tsv", "\uFEFF# lexicon: length\n米\tsi\t1\n"))
	if err != nil {
		t.Fatal(err)
	}
	lex, ok := set.Lexicon("length")
	if !ok {
		t.Fatalf("no lexicon length among %v", set.Names())
	}
	if lex.Doc != "Lengths." || lex.Segment != 50 || lex.POS != "q" || len(lex.Columns) != 3 || lex.Columns[1].Doc != "The system." {
		t.Errorf("header read as %+v", lex)
	}
	type row struct {
		Word, First, Kind, Factor, File string
		Line                            int
	}
	var got []row
	for _, e := range lex.Entries() {
		got = append(got, row{e.Word, e.Field("word"), e.Field("kind"), e.Field("factor"), e.File, e.Line})
	}
	want := []row{
		{"米", "米", "si", "1", "dict/length-more.tsv", 2},
		{"公里", "公里", "si", "1000", "dict/length.tsv", 9},
		{"km", "公里", "si", "1000", "dict/length.tsv", 9},
		{"尺", "尺", "market", "1/3", "dict/length.tsv", 12},
		{"拃", "拃", "market", "", "dict/length.tsv", 13},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if q, ok := lex.Find("尺")[0].Rational("factor"); !ok || q.Num.String() != "1" || q.Den.String() != "3" {
		t.Errorf("1/3 read as %v/%v, %v", &q.Num, &q.Den, ok)
	}
	if _, ok := lex.Find("拃")[0].Rational("factor"); ok {
		t.Error("- read as a number")
	}
	if lex.Find("丈") != nil || lex.Find("尺")[0].Field("colour") != "" {
		t.Error("found what is not there")
	}
}

func TestLoadErrors(t *testing.T) {
	tests := []struct {
		name  string
		files []string
		want  string
	}{
		{"every row is checked", []string{"length.tsv", head +
			"米\tsi\t1\n" +
			"公里\tmetric\t1000\n" +
			"尺\tmarket\n" +
			"寸\tmarket\t1/0\n" +
			"丈\tmarket\t\n" +
			"里\t-\t500\n" +
			"公釐\tsi\t0.001\n" +
			"ｋｍ\tsi\t1000\n" +
			"米\tsi\t1\n" +
			"码|\tsi\t0.9144\n" +
			" 步\tmarket\t1.5\n" +
			"引\tmarket\t一百\n"}, `
dict/length.tsv:8:4: column kind: unknown value "metric"
    公里 ⇥ metric ⇥ 1000
           ^
    write one of si, market
dict/length.tsv:9: the row has 2 fields, lexicon length has 3 columns
    尺 ⇥ market
    write word, kind, factor with one tab between them, and - where there is no value
dict/length.tsv:10:10: column factor: "1/0" divides by zero
    寸 ⇥ market ⇥ 1/0
                  ^
    write a decimal or a quotient of two, as in 0.3048 or 500/3
dict/length.tsv:11:10: column factor: an empty field
    丈 ⇥ market ⇥ 
                  ^
    write - where there is no value
dict/length.tsv:12:3: column kind: no value
    里 ⇥ - ⇥ 500
         ^
    write one: The system.
dict/length.tsv:13:1: the word "公釐" has the traditional character 釐 and would never match
    公釐 ⇥ si ⇥ 0.001
    ^
    write it in simplified characters, with 厘
dict/length.tsv:14:1: the word "ｋｍ" has the full-width character ｋ and would never match
    ｋｍ ⇥ si ⇥ 1000
    ^
    write it half-width, with k
dict/length.tsv:15:1: the word 米 stands in dict/length.tsv:7 already
    米 ⇥ si ⇥ 1
    ^
    keep one of the two rows, or declare # homonyms: yes for words of several meanings
dict/length.tsv:16:3: an empty word
    码| ⇥ si ⇥ 0.9144
       ^
    write a word on both sides of each |
dict/length.tsv:17:1: column word: spaces around "步"
     步 ⇥ market ⇥ 1.5
    ^
    take them out
dict/length.tsv:18:10: column factor: "一百" is no number
    引 ⇥ market ⇥ 一百
                  ^
    write a decimal or a quotient of two, as in 0.3048 or 500/3
`},
		{"a header that says too little", []string{"a.tsv", "# lexicon: a\n# doc:\n# segment: often\n# homonyms: maybe\n# column: name text The name.\n# column: name enum(x The same.\n# column: z colour\n# lexicon: b\n"}, `
dict/a.tsv:2: the header doc has no value
    # doc:
    write one, or take the line out
dict/a.tsv:3: "often" is no frequency with a part of speech
    # segment: often
    write both, as in # segment: 50 n
dict/a.tsv:4: "maybe" is no truth value
    # homonyms: maybe
    write yes or no
dict/a.tsv:5: the first column is name
    # column: name text The name.
    declare the column word first
dict/a.tsv:5: lexicon a has no doc
    # column: name text The name.
    add a header line # doc: …
dict/a.tsv:5: lexicon a has no source
    # column: name text The name.
    add a header line # source: …
dict/a.tsv:5: lexicon a has no licence
    # column: name text The name.
    add a header line # licence: …
dict/a.tsv:6: column name stands twice
    # column: name enum(x The same.
    give each column its own name
dict/a.tsv:6: type enum needs its values, as in enum(a,b)
    # column: name enum(x The same.
    write one of text, words, enum(a,b), set(a,b), bool, int, decimal, rational, with a ? behind it for a column that may lack a value
dict/a.tsv:7: column z lacks its type or meaning
    # column: z colour
    write name, type and meaning, as in # column: code text The UCUM code.
dict/a.tsv:7: unknown type "colour"
    # column: z colour
    write one of text, words, enum(a,b), set(a,b), bool, int, decimal, rational, with a ? behind it for a column that may lack a value
dict/a.tsv:8: the header lexicon stands twice
    # lexicon: b
    write it once a file
`},
		{"all files are read", []string{"length.tsv", head + "米\tsi\tx\n", "other.tsv", "词\n", "twice.tsv", "# lexicon: length\n" + strings.Replace(head, "si,", "", 1)}, `
dict/length.tsv:7:6: column factor: "x" is no number
    米 ⇥ si ⇥ x
              ^
    write a decimal or a quotient of two, as in 0.3048 or 500/3
dict/other.tsv: there is no lexicon other to add to
    name an existing one in a header line # lexicon: …, or declare the columns of a new one with lines # column: …
dict/twice.tsv:5: lexicon length has other columns in dict/length.tsv
    # column: word text The word.
    take the column lines out and let the rows follow the columns declared there
`},
		{"no valid UTF-8", []string{"length.tsv", head + "\xC3\xD7\tsi\t1\n"}, `
dict/length.tsv:7: the line is no valid UTF-8
    �� ⇥ si ⇥ 1
    save the file in UTF-8
`},
		{"an empty folder", nil, `
dict: the folder has no lexicon
    name a folder that holds files NAME.tsv
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(layer("dict", tt.files...))
			if err == nil {
				t.Fatal("no error")
			}
			want := strings.ReplaceAll(strings.TrimPrefix(tt.want, "\n"), "��", "�")
			if diff := cmp.Diff(want, err.Error()+"\n"); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLoadLayers(t *testing.T) {
	base := layer("dict", "length.tsv", head+"米\tsi\t1\n尺\tmarket\t1/3\n寸\tmarket\t1/30\n丈\tmarket\t10/3\n",
		"name.tsv", "# homonyms: yes\n"+head+"朝阳\tsi\t1\n朝阳\tsi\t2\n")
	user := layer("my", "length.tsv", "# 台尺\n尺|台尺\tmarket\t10/33\n寸|丈\t!\n", "name.tsv", "朝阳\tmarket\t3\n朝阳\tmarket\t4\n")
	third := layer("more", "length.tsv", head+"尺\tmarket\t0.37\n")
	set, err := Load(base, user, third)
	if err != nil {
		t.Fatal(err)
	}
	lex, _ := set.Lexicon("length")
	var got []string
	for _, e := range lex.Entries() {
		got = append(got, e.Word+" "+e.Field("factor")+" "+e.File)
	}
	if diff := cmp.Diff([]string{"米 1 dict/length.tsv", "台尺 10/33 my/length.tsv", "尺 0.37 more/length.tsv"}, got); diff != "" {
		t.Error(diff)
	}
	if n := len(lex.Find("尺")); n != 1 {
		t.Errorf("尺 has %d entries", n)
	}
	name, _ := set.Lexicon("name")
	if es := name.Find("朝阳"); len(es) != 2 || es[0].Field("factor") != "3" || es[1].Field("factor") != "4" {
		t.Errorf("朝阳 has %v", es)
	}
	var overrides []string
	for _, o := range set.Overrides() {
		overrides = append(overrides, o.String())
	}
	if diff := cmp.Diff([]string{
		"my/length.tsv:2 replaces 尺 in lexicon length of dict/length.tsv:8",
		"my/length.tsv:3 deletes 寸 in lexicon length of dict/length.tsv:9",
		"my/length.tsv:3 deletes 丈 in lexicon length of dict/length.tsv:10",
		"my/name.tsv:1 replaces 朝阳 in lexicon name of dict/name.tsv:8, dict/name.tsv:9",
		"more/length.tsv:7 replaces 尺 in lexicon length of my/length.tsv:2",
	}, overrides); diff != "" {
		t.Error(diff)
	}

	_, err = Load(base, layer("my", "length.tsv", "里\t!\n"))
	if diff := cmp.Diff("my/length.tsv:1:1: lexicon length has no word 里 that could be deleted\n    里 ⇥ !\n    ^\n    correct the word or take the row out", err.Error()); diff != "" {
		t.Error(diff)
	}
}

func TestLoadMissingFolder(t *testing.T) {
	if _, err := Load(Folder(t.TempDir() + "/none")); err == nil {
		t.Error("no error")
	}
}

// Whatever a user writes is loaded or refused with errors that name a line.
func FuzzLoad(f *testing.F) {
	f.Add(head + "米\tsi\t1\n")
	f.Add("# homonyms: yes\n" + head + "米|m\tsi\t1\n米\tsi\t2\n寸\t!\n")
	f.Add("# lexicon: x\n# column: word text W.\na\n\x00\n|\n-\n")
	base := layer("dict", "length.tsv", head+"米\tsi\t1\n")
	f.Fuzz(func(t *testing.T, content string) {
		for _, layers := range [][]Layer{{layer("dict", "length.tsv", content)}, {base, layer("my", "length.tsv", content)}} {
			set, err := Load(layers...)
			if err != nil {
				if err.Error() == "" {
					t.Fatal("an empty error")
				}
				continue
			}
			for _, name := range set.Names() {
				lex, _ := set.Lexicon(name)
				for _, e := range lex.Entries() {
					if e.Word == "" || len(lex.Find(e.Word)) == 0 || len(e.fields) != len(lex.Columns) {
						t.Fatalf("entry %+v", e)
					}
				}
			}
			set.Automaton().Scan([]rune(content), nil)
		}
	})
}
