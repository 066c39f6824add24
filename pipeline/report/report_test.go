package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"zhfacts/golden"
	"zhfacts/pipeline"
	"zhfacts/pipeline/normalise"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/report"
	"zhfacts/pipeline/text"
)

var extractor = sync.OnceValues(func() (*pipeline.Extractor, error) { return pipeline.New(pipeline.Options{}) })

// extract makes the document of a text.
func extract(t testing.TB, id string, data []byte) report.Document {
	t.Helper()
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	res, err := x.Extract(context.Background(), pipeline.Input{ID: id, Bytes: data})
	if err != nil {
		t.Fatal(err)
	}
	return report.Document{Text: res.Text, Records: res.Records.Records(), Rule: func(id string) (string, string) {
		if rule := x.Rules().Rule(id); rule != nil {
			return rule.Doc, fmt.Sprintf("%s:%d", rule.File, rule.Line)
		}
		return "", ""
	}}
}

// articles are the articles of the project, by their names.
func articles(t testing.TB) []report.Document {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/articles/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no articles: %v", err)
	}
	var docs []report.Document
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, extract(t, filepath.Base(path), data))
	}
	return docs
}

func article(t testing.TB, name string) report.Document {
	t.Helper()
	data, err := os.ReadFile("../../testdata/articles/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return extract(t, name, data)
}

// compared gives a document that differs from an earlier one in a few records: one
// added, one lost, a fact and a quantity changed.
func compared(t testing.TB, doc report.Document) report.Document {
	t.Helper()
	var old []record.Record
	seen := map[record.Type]int{}
	for _, r := range doc.Records {
		seen[r.RecordType()]++
		switch n := seen[r.RecordType()]; one := r.(type) {
		case *record.Entity:
			if n == 2 {
				continue // it was added
			}
			old = append(old, r)
			if n == 3 {
				lost := *one
				lost.RawSpan = doc.Text.Raw(text.Span{Start: 20, End: 24})
				lost.Raw, lost.Text = doc.Text.RawString(text.Span{Start: 20, End: 24}), doc.Text.String(text.Span{Start: 20, End: 24})
				lost.ID = lost.Doc + "#e" + strconv.Itoa(lost.Start)
				old = append(old, &lost)
			}
			continue
		case *record.Fact:
			if n == 2 {
				was := *one
				was.Metric = "别的"
				r = &was
			}
		case *record.Quantity:
			if n == 1 {
				was := *one
				was.Bound = record.BoundMax
				r = &was
			}
		}
		old = append(old, r)
	}
	for _, d := range golden.Compare(old, doc.Records) {
		one := report.Difference{Old: d.Old, New: d.New}
		for _, key := range d.Keys {
			one.Keys = append(one.Keys, report.Key(key))
		}
		doc.Differences = append(doc.Differences, one)
	}
	return doc
}

func sequence(docs ...report.Document) iter.Seq2[report.Document, error] {
	return func(yield func(report.Document, error) bool) {
		for _, doc := range docs {
			if !yield(doc, nil) {
				return
			}
		}
	}
}

func write(t testing.TB, page report.Page, docs ...report.Document) string {
	t.Helper()
	var out bytes.Buffer
	if err := report.Write(&out, page, sequence(docs...)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// piece is a tag or the text between two of a page.
type piece struct {
	text  string // without entities
	name  string // of a tag
	end   bool
	attrs map[string]string
}

var (
	tagPattern  = regexp.MustCompile(`^(?:<!doctype html>|</?([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>)`)
	attrPattern = regexp.MustCompile(`([a-z-]+)(?:="([^"]*)")?`)
	void        = []string{"meta", "link", "input", "br", "col"}
)

// pieces cuts a page into tags and text, and refuses what is not well formed: tags
// that do not nest, attributes without quotes, a < that opens nothing.
func pieces(t testing.TB, page string) []piece {
	t.Helper()
	var out []piece
	var open []string
	for at := 0; at < len(page); {
		if n := len(open); n > 0 && (open[n-1] == "script" || open[n-1] == "style") {
			end := strings.Index(page[at:], "</"+open[n-1])
			if end < 0 {
				t.Fatalf("a %s without an end", open[n-1])
			}
			out = append(out, piece{text: page[at : at+end]})
			at += end
		}
		next := strings.IndexByte(page[at:], '<')
		if next < 0 {
			next = len(page) - at
		}
		if next > 0 {
			words := page[at : at+next]
			if strings.ContainsRune(words, '>') {
				t.Fatalf("a > in the text: %.80q", words)
			}
			out = append(out, piece{text: html.UnescapeString(words)})
			at += next
			continue
		}
		m := tagPattern.FindStringSubmatchIndex(page[at:])
		if m == nil {
			t.Fatalf("no tag: %.80q", page[at:])
		}
		if m[2] >= 0 {
			tag := piece{name: page[at+m[2] : at+m[3]], end: page[at+1] == '/', attrs: map[string]string{}}
			for _, a := range attrPattern.FindAllStringSubmatch(page[at+m[4]:at+m[5]], -1) {
				if _, twice := tag.attrs[a[1]]; twice {
					t.Fatalf("attribute %s twice: %.80q", a[1], page[at:])
				}
				tag.attrs[a[1]] = html.UnescapeString(a[2])
			}
			switch {
			case tag.end:
				if n := len(open); n == 0 || open[n-1] != tag.name {
					t.Fatalf("</%s> ends %v: %.80q", tag.name, open, page[max(0, at-40):])
				}
				open = open[:len(open)-1]
			case !slices.Contains(void, tag.name):
				open = append(open, tag.name)
			}
			out = append(out, tag)
		}
		at += m[1]
	}
	if len(open) > 0 {
		t.Fatalf("not ended: %v", open)
	}
	return out
}

// pageData is what a page's script knows of a document.
type pageData struct {
	Doc, Source string
	Edits       []any
	Sentences   []int
	Furniture   []int
	Rules       [][3]string
	Records     []struct {
		ID   string
		N, C [2]int
		D    string
		K    [][3]string
		V    map[string]string
	}
}

// dataOf gives the data of every document of a page.
func dataOf(t testing.TB, page string) []pageData {
	t.Helper()
	var all []pageData
	inData := false
	for _, p := range pieces(t, page) {
		if p.name != "" {
			inData = p.name == "script" && !p.end && p.attrs["class"] == "data"
			continue
		}
		if inData {
			var data pageData
			if err := json.Unmarshal([]byte(p.text), &data); err != nil {
				t.Fatalf("the data are no JSON: %v", err)
			}
			all = append(all, data)
		}
	}
	return all
}

// normalised applies the edits to the source.
func (d pageData) normalised() string {
	source := []rune(d.Source)
	var b strings.Builder
	at := 0
	for i := 0; i+2 < len(d.Edits); i += 3 {
		start, end := int(d.Edits[i].(float64)), int(d.Edits[i+1].(float64))
		b.WriteString(string(source[at:start]))
		b.WriteString(d.Edits[i+2].(string))
		at = end
	}
	b.WriteString(string(source[at:]))
	return b.String()
}

// readArticle gives the text of every paragraph of a page by the place where it
// starts, and the text of every mention by its index.
func readArticle(t testing.TB, page string) (paragraphs map[int]string, mentions map[int]string) {
	t.Helper()
	paragraphs, mentions = map[int]string{}, map[int]string{}
	paragraph := -1
	var open []int // the mentions that are open, -1 for other spans
	for _, p := range pieces(t, page) {
		switch {
		case p.name == "p" && p.attrs["data-a"] != "":
			paragraph, _ = strconv.Atoi(p.attrs["data-a"])
			paragraphs[paragraph] = ""
		case p.name == "p":
			paragraph = -1
		case paragraph < 0:
		case p.name == "span" && p.end:
			open = open[:len(open)-1]
		case p.name == "span":
			index := -1
			if r, ok := p.attrs["data-r"]; ok {
				index, _ = strconv.Atoi(r)
			}
			open = append(open, index)
		case p.name == "":
			paragraphs[paragraph] += p.text
			for _, index := range open {
				if index >= 0 {
					mentions[index] += p.text
				}
			}
		}
	}
	return paragraphs, mentions
}

// checkPage holds a page of one document to what it promises.
func checkPage(t testing.TB, page string, doc report.Document) {
	t.Helper()
	all := dataOf(t, page)
	if len(all) != 1 {
		t.Fatalf("%d documents on the page", len(all))
	}
	data := all[0]
	if want := string(doc.Text.Source().Runes()); data.Source != want {
		t.Fatalf("the source is %.60q, want %.60q", data.Source, want)
	}
	whole := doc.Text.String(text.Span{Start: 0, End: doc.Text.Len()})
	if got := data.normalised(); got != whole {
		t.Fatalf("the edits give %.60q, want %.60q", got, whole)
	}
	paragraphs, mentions := readArticle(t, page)
	for _, para := range doc.Text.Paragraphs() {
		if para.Len() == 0 {
			continue
		}
		got, at := "", para.Start
		for at < para.End {
			part, ok := paragraphs[int(at)]
			if !ok {
				break
			}
			got += part
			at += text.Pos(len([]rune(part)))
		}
		if want := doc.Text.String(para.Span); got != want {
			t.Errorf("the paragraph at %d reads %.60q, want %.60q", para.Start, got, want)
		}
	}
	runes := []rune(whole)
	for i, r := range data.Records {
		want := string(runes[r.N[0]:r.N[1]])
		if got := mentions[i]; r.ID[0] != 'f' && got != want {
			t.Errorf("%s is marked at %q, want %q", r.ID, got, want)
		}
	}
}

func TestPagesOfTheArticles(t *testing.T) {
	for _, doc := range articles(t) {
		page := write(t, report.Page{Title: "页"}, doc)
		checkPage(t, page, doc)
		for _, p := range pieces(t, page) {
			for _, name := range []string{"src", "href", "action", "style", "onclick", "srcset", "poster"} {
				value, ok := p.attrs[name]
				if ok && (name != "href" || !strings.HasPrefix(value, "#") && value != "data:,") {
					t.Errorf("<%s %s=%q> on a page that may need nothing", p.name, name, value)
				}
			}
		}
		if again := write(t, report.Page{Title: "页"}, doc); again != page {
			t.Error("the same document gives another page")
		}
	}
}

// The names of records are found again where the text says them.
func TestMentionsAreMarkedWhereTheyAre(t *testing.T) {
	doc := extract(t, "a.txt", []byte("2023 年，岚山港务集团有限公司货物吞吐量达3 . 4 亿吨，\n同比增长12%。"))
	page := write(t, report.Page{}, doc)
	checkPage(t, page, doc)
	_, mentions := readArticle(t, page)
	var found []string
	for _, s := range mentions {
		found = append(found, s)
	}
	slices.Sort(found)
	want := []string{"12%", "2023年", "3.4亿吨", "岚山港务集团有限公司"}
	if !slices.Equal(found, want) {
		t.Errorf("marked are %q, want %q", found, want)
	}
}

const hostile = "</script><script>alert(1)</script><!--<script> ]]> & < > \" ' ` {{.}} ${x}\r\n<img src=x onerror=alert(2)> \u2028\u2029\ufeff 2023年，&lt;b&gt;产量达到5万吨𠮷\u202e。\t\u0085end"

func TestHostileTextStaysText(t *testing.T) {
	doc := extract(t, `"><script>alert(3)</script>/<b>.txt`, []byte(hostile))
	doc.Rule = func(string) (string, string) { return "</script><b>", `"x<y>` }
	for _, page := range []string{
		write(t, report.Page{Title: "</title><script>alert(4)</script>"}, doc),
		write(t, report.Page{Title: `" onload="alert(5)`, Home: `javascript:alert(6)`, Compared: true}, compared(t, doc)),
	} {
		scripts := 0
		for _, p := range pieces(t, page) {
			if p.name == "script" && !p.end {
				scripts++
			}
			if p.name == "img" || p.name == "b" && p.attrs["onclick"] != "" {
				t.Errorf("the text became the element %v", p)
			}
			if strings.HasPrefix(p.attrs["href"], "javascript:") {
				t.Errorf("a link to %q", p.attrs["href"])
			}
		}
		if scripts != 2 {
			t.Errorf("%d scripts on the page, want the data and its own", scripts)
		}
	}
	checkPage(t, write(t, report.Page{}, doc), doc)
}

func TestFolder(t *testing.T) {
	docs := articles(t)
	var out bytes.Buffer
	page := report.Page{Title: "articles", Folder: true}
	err := report.Write(&out, page, func(yield func(report.Document, error) bool) {
		for i, doc := range docs {
			if i == 2 && !yield(report.Document{}, errors.New("<broken>.txt: no text")) {
				return
			}
			if !yield(doc, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	var templates, links []string
	text := ""
	for _, p := range pieces(t, out.String()) {
		if p.name == "template" && !p.end {
			templates = append(templates, p.attrs["data-doc"])
		}
		if p.name == "a" && strings.HasPrefix(p.attrs["href"], "#d=") {
			links = append(links, strings.TrimPrefix(p.attrs["href"], "#d="))
		}
		text += p.text
	}
	if len(templates) != len(docs) || !slices.Equal(templates, links) {
		t.Errorf("documents %q, links %q", templates, links)
	}
	if !strings.Contains(text, "<broken>.txt: no text") {
		t.Error("the index does not say which document could not be read")
	}
}

func TestDifferencesShow(t *testing.T) {
	doc := compared(t, article(t, "harvest.txt"))
	entry := doc.Entry("x")
	if entry.Added == 0 || entry.Lost == 0 || entry.Changed < 2 {
		t.Fatalf("the test compares nothing: %+v", entry)
	}
	page := write(t, report.Page{Compared: true}, doc)
	states := map[string]int{}
	for _, p := range pieces(t, page) {
		for _, class := range strings.Fields(p.attrs["class"]) {
			states[class]++
		}
	}
	for _, class := range []string{"added", "lost", "changed", "fact-changed"} {
		if states[class] == 0 {
			t.Errorf("no mention is marked as %s", class)
		}
	}
	var data map[string]int
	for _, r := range dataOf(t, page)[0].Records {
		if r.D != "" {
			if data == nil {
				data = map[string]int{}
			}
			data[r.D]++
		}
		if r.D == "changed" && len(r.K) == 0 {
			t.Errorf("%s changed, and nothing says in what", r.ID)
		}
	}
	if data["added"] != entry.Added || data["lost"] != entry.Lost || data["changed"] != entry.Changed {
		t.Errorf("the data have %v, the index %+v", data, entry)
	}
}

// Mentions may lie anywhere: within each other, across each other, on one place.
func TestOverlappingMentions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("中文<&>\"'3.4。万 \n\r𠮷")), 1, 60, -1).Draw(t, "text")
		doc := report.Document{Text: normalise.Normalise(text.FromString(s), normalise.Options{})}
		about := record.Document{Doc: "a"}
		doc.Records = append(doc.Records, &about)
		sentences := doc.Text.Sentences()
		if len(sentences) == 0 {
			return
		}
		var records []*record.Entity
		for range rapid.IntRange(0, 8).Draw(t, "mentions") {
			in := sentences[rapid.IntRange(0, len(sentences)-1).Draw(t, "sentence")]
			from := rapid.IntRange(int(in.Start), int(in.End)-1).Draw(t, "from")
			to := rapid.IntRange(from+1, int(in.End)).Draw(t, "to")
			span := text.Span{Start: text.Pos(from), End: text.Pos(to)}
			m := &record.Entity{Kind: record.EntityOrg, Name: "n"}
			m.Doc, m.ID, m.Rule = "a", "a#e"+strconv.Itoa(len(records)), "r"
			m.RawSpan, m.Text = doc.Text.Raw(span), doc.Text.String(span)
			records = append(records, m)
			doc.Records = append(doc.Records, m)
		}
		var out bytes.Buffer
		if err := report.Write(&out, report.Page{}, sequence(doc)); err != nil {
			t.Fatal(err)
		}
		check := &failing{T: t}
		checkPage(check, out.String(), doc)
	})
}

// failing lets the checks of pages fail a property.
type failing struct {
	testing.TB
	T *rapid.T
}

func (f *failing) Helper()                           {}
func (f *failing) Errorf(format string, args ...any) { f.T.Errorf(format, args...) }
func (f *failing) Fatalf(format string, args ...any) { f.T.Fatalf(format, args...) }

// A paragraph without an end is cut, and its text stays whole.
func TestLongParagraph(t *testing.T) {
	one := "2023年，全市粮食总产量达到3.4万吨，比上年增长5.6%，"
	doc := extract(t, "long.txt", []byte(strings.Repeat(one, 600)+"完。"))
	page := write(t, report.Page{}, doc)
	checkPage(t, page, doc)
	if n := strings.Count(page, "goes-on\""); n < 4 {
		t.Errorf("a paragraph of %d characters is cut %d times", doc.Text.Len(), n)
	}
}

// brokenPipe fails after some bytes.
type brokenPipe struct{ left int }

func (w *brokenPipe) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		return 0, os.ErrClosed
	}
	return len(p), nil
}

func TestErrorsOfTheOutputEndThePage(t *testing.T) {
	doc := article(t, "wire.txt")
	for _, left := range []int{0, 100_000} {
		asked := 0
		err := report.Write(&brokenPipe{left}, report.Page{Folder: true}, func(yield func(report.Document, error) bool) {
			for asked < 100 {
				asked++
				if !yield(doc, nil) {
					return
				}
			}
		})
		if !errors.Is(err, os.ErrClosed) || asked > 20 {
			t.Errorf("after %d bytes: error %v, %d documents asked for", left, err, asked)
		}
	}
}

func FuzzPage(f *testing.F) {
	f.Add(hostile)
	f.Add("一 二\r\n三　４．５万 吨")
	f.Add("男男女女 公 司 主 要 １２３")
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" || len(s) > 4000 {
			return
		}
		doc := report.Document{Text: normalise.Normalise(text.FromString(s), normalise.Options{}), Records: []record.Record{&record.Document{Doc: s}}}
		checkPage(t, write(t, report.Page{Title: s}, doc), doc)
	})
}

func BenchmarkWrite(b *testing.B) {
	doc := article(b, "jimo.txt")
	b.SetBytes(int64(doc.Text.Source().Size()))
	for b.Loop() {
		write(b, report.Page{}, doc)
	}
}
