package pipeline

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/go-ego/gse"
	"pgregory.net/rapid"

	"zhfacts/pipeline/text"
)

// shared is gse's whole dictionary without own words, sharedOwn that with
// ownWords; each is loaded once for all tests.
var (
	shared    = sync.OnceValue(func() *gse.Segmenter { return mustLoad(nil) })
	sharedOwn = sync.OnceValue(func() *gse.Segmenter { return mustLoad(ownWords) })
)

// loadGSE is gse with its whole dictionary. The own words enter before it: a
// word that enters a loaded dictionary costs nothing and beats all others.
func loadGSE(words []Word) (*gse.Segmenter, error) {
	seg := newGSE()
	for _, w := range words {
		if err := seg.AddToken(w.Text, float64(w.Freq), w.POS); err != nil {
			return nil, err
		}
	}
	if err := seg.LoadDictEmbed("zh_s"); err != nil {
		return nil, err
	}
	return seg, nil
}

func mustLoad(words []Word) *gse.Segmenter {
	seg, err := loadGSE(words)
	if err != nil {
		panic(err)
	}
	return seg
}

// ownWords change cuts, are new to gse, or are known to it as something else.
var ownWords = []Word{
	{"重卡", 1000, "n"}, {"燃气重卡", 50, "n"}, {"超临界CO2", 50, "n"}, {"同比", 3000, "d"}, {"日产能", 1000, "n"},
	{"前三季度", 1000, "t"}, {"千亿级", 3, "b"},
}

func newSegmenter(tb testing.TB, words []Word) *Segmenter {
	tb.Helper()
	s, err := NewSegmenter(words)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// corpus is the sentences of the articles in testdata, cut at stops and line
// ends: what the tests and the benchmarks of segmentation read.
func corpus(tb testing.TB) []string {
	tb.Helper()
	paths, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no articles in testdata: %v", err)
	}
	var sentences []string
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		if utf8.Valid(data) {
			sentences = append(sentences, cut(string(data))...)
		}
	}
	return sentences
}

func cut(s string) []string {
	var sentences []string
	for _, line := range strings.Split(s, "\n") {
		for _, sentence := range strings.SplitAfter(line, "。") {
			if strings.TrimSpace(sentence) != "" {
				sentences = append(sentences, sentence)
			}
		}
	}
	return sentences
}

func segmentation(tb testing.TB, s *Segmenter, rs []rune) *Segmentation {
	tb.Helper()
	cutter, err := s.For(rs)
	if err != nil {
		tb.Fatal(err)
	}
	return cutter
}

// render writes tokens as gse writes them, from the text and not from what
// gse keeps of it: 词/n 词/v.
func render(rs []rune, at text.Pos, toks []text.Token) string {
	var b strings.Builder
	for i, tok := range toks {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(string(rs[tok.Start-at:tok.End-at]) + "/" + tok.POS)
	}
	return b.String()
}

// reference is gse's own result in the same form.
func reference(seg *gse.Segmenter, sentence string) string {
	var b strings.Builder
	for i, piece := range seg.Segment([]byte(sentence)) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(sentence[piece.Start():piece.End()] + "/" + piece.Token().Pos())
	}
	return b.String()
}

func TestSegmentGivesTokensWithPlacesInTheText(t *testing.T) {
	sentence := []rune("全年销售A股和4S店配件3.4万余件，Ph值为²。")
	const at = text.Pos(1000)
	toks := segmentation(t, newSegmenter(t, nil), sentence).Segment(sentence, at, nil)

	end := at
	for _, tok := range toks {
		if tok.Start != end {
			t.Errorf("token %v begins where the one before did not end (%d)", tok, end)
		}
		if tok.Len() == 0 {
			t.Errorf("token %v is empty", tok)
		}
		end = tok.End
	}
	if want := at + text.Pos(len(sentence)); end != want {
		t.Errorf("the tokens end at %d, the sentence at %d", end, want)
	}
	want := "全年/m 销售/vn A股/n 和/c 4S店/n 配件/n 3/x ./x 4/x 万余件/m ，/x Ph值/n 为/zg ²/x 。/x"
	if got := render(sentence, at, toks); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestSegmentKeepsWhatTheBufferHolds(t *testing.T) {
	sentence := []rune("增长三成。")
	before := []text.Token{{Span: text.Span{Start: 0, End: 1}, POS: "n"}}
	got := segmentation(t, newSegmenter(t, nil), sentence).Segment(sentence, 1, before)
	if len(got) < 2 || got[0] != before[0] {
		t.Errorf("the tokens before are lost: %v", got)
	}
}

// Cut by a small dictionary or by the tree, every sentence is as gse cuts it.
func TestBothWaysAreGSE(t *testing.T) {
	for _, words := range [][]Word{nil, ownWords} {
		full := shared()
		if words != nil {
			full = sharedOwn()
		}
		s := newSegmenter(t, words)
		all := corpus(t)
		for i := 0; i < len(all); i += 20 {
			sameAsGSE(t, s, full, all[i:min(i+20, len(all))])
		}
		if t.Failed() {
			t.Logf("with %d own words", len(words))
		}
	}
}

func sameAsGSE(t *testing.T, s *Segmenter, full *gse.Segmenter, sentences []string) {
	t.Helper()
	ways := bothWays(t, s, []rune(strings.Join(sentences, "")))
	for _, sentence := range sentences {
		rs := []rune(sentence)
		want := reference(full, sentence)
		for name, way := range ways {
			if got := render(rs, 0, way.Segment(rs, 0, nil)); got != want {
				t.Errorf("%s: %q\ngot  %s\nwant %s", name, sentence, got, want)
			}
		}
	}
}

// bothWays are the two ways to cut a text.
func bothWays(tb interface{ Fatal(...any) }, s *Segmenter, rs []rune) map[string]*Segmentation {
	seg, err := s.small(rs)
	if err != nil {
		tb.Fatal(err)
	}
	return map[string]*Segmentation{"words of the text": {gse: seg}, "all words": s.whole}
}

// The same over a large corpus of {"text": …} lines, where there is one.
func TestBothWaysAreGSEOnNews(t *testing.T) {
	path := os.Getenv("ZHFACTS_NEWS")
	if path == "" {
		t.Skip("ZHFACTS_NEWS names no JSONL file")
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s, full := newSegmenter(t, ownWords), sharedOwn()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var doc struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		sameAsGSE(t, s, full, cut(doc.Text))
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// Any mixture of dictionary words and stray characters, too.
func TestBothWaysAreGSEOnAnything(t *testing.T) {
	s, full := newSegmenter(t, nil), shared()
	piece := rapid.OneOf(
		rapid.Map(rapid.IntRange(0, len(full.Dict.Tokens)-1), func(i int) string { return full.Dict.Tokens[i].Text() }),
		rapid.StringOfN(rapid.RuneFrom([]rune("一二三年月日万亿元个，。 aZ09²é\U0010ffff\ue000")), 1, 4, -1),
	)
	rapid.Check(t, func(rt *rapid.T) {
		sentence := strings.Join(rapid.SliceOfN(piece, 1, 12).Draw(rt, "pieces"), "")
		rs := []rune(sentence)
		want := reference(full, sentence)
		for name, way := range bothWays(rt, s, rs) {
			if got := render(rs, 0, way.Segment(rs, 0, nil)); got != want {
				rt.Fatalf("%s: %q\ngot  %s\nwant %s", name, sentence, got, want)
			}
		}
	})
}

func TestLargeInputMakesTheTree(t *testing.T) {
	s := newSegmenter(t, ownWords)
	sentence := []rune("一汽解放日产能可达500辆，燃气重卡销量同比增长。")
	before := segmentation(t, s, sentence)
	after := segmentation(t, s, make([]rune, wholeAfter))
	if before.gse == nil {
		t.Error("one sentence made the tree of all words")
	} else if n := before.gse.Dict.NumTokens(); n > 100 {
		t.Errorf("one sentence loaded %d words", n)
	}
	if after.finder == nil {
		t.Error("a large text is cut by small dictionaries")
	}
	if before.gse.Dict.TotalFreq() != sharedOwn().Dict.TotalFreq() {
		t.Errorf("the total frequency is %v in the small dictionary, %v in gse's",
			before.gse.Dict.TotalFreq(), sharedOwn().Dict.TotalFreq())
	}
}

func TestOwnWords(t *testing.T) {
	for _, tc := range []struct{ doc, sentence, without, with string }{
		{"a new word is cut whole", "燃气重卡热销", "燃气/n 重/a 卡/n 热销/v", "燃气重卡/n 热销/v"},
		{"a word with Latin letters", "超临界CO2技术", "超临界/nz CO2/x 技术/n", "超临界CO2/n 技术/n"},
		{"gse's part of speech gives way", "同比增长", "同比/j 增长/v", "同比/d 增长/v"},
	} {
		t.Run(tc.doc, func(t *testing.T) {
			rs := []rune(tc.sentence)
			for _, c := range []struct {
				words []Word
				want  string
			}{{nil, tc.without}, {ownWords, tc.with}} {
				toks := segmentation(t, newSegmenter(t, c.words), rs).Segment(rs, 0, nil)
				if got := render(rs, 0, toks); got != c.want {
					t.Errorf("with %d own words: got %s, want %s", len(c.words), got, c.want)
				}
			}
		})
	}
}

// Words must enter before the dictionary is loaded: one that enters later
// costs nothing, so that it beats every other cut until all costs are
// reckoned again.
func TestWordsAfterLoadingBeatEverything(t *testing.T) {
	seg := mustLoad(nil)
	if err := seg.AddToken("了全", 2, "x"); err != nil {
		t.Fatal(err)
	}
	const sentence = "完成了全部任务"
	late := reference(seg, sentence)
	if !strings.Contains(late, "了全/") {
		t.Errorf("a rare word added late no longer wins (%s): words need not enter before loading", late)
	}
	early := reference(shared(), sentence)
	if strings.Contains(early, "了全/") {
		t.Errorf("the sentence is cut so anyway: %s", early)
	}
}

func TestNewSegmenterRefusesWhatIsNoWord(t *testing.T) {
	for _, w := range []Word{{"", 50, "n"}, {"a\x00b", 50, "n"}, {"\xff", 50, "n"}, {"经济", 0, "n"}} {
		if _, err := NewSegmenter([]Word{w}); err == nil {
			t.Errorf("the word %q with the frequency %d was accepted", w.Text, w.Freq)
		}
	}
}

// gse's Find is true for the beginning of a word; HasWord is not.
func TestHasWord(t *testing.T) {
	s := newSegmenter(t, ownWords)
	for w, want := range map[string]bool{
		"经济": true, "国民经济": true, "国民经": false, "4S店": true, "4s店": true, "4": false,
		"燃气重卡": true, "燃气重": false, "國民經濟": true, "": false, "经\x00济": false,
	} {
		if got := s.HasWord(w); got != want {
			t.Errorf("HasWord(%q) = %v", w, got)
		}
	}
	if freq, _, found := shared().Dict.Find([]byte("国民经")); !found || freq != 0 {
		t.Errorf("gse finds the prefix 国民经: %v, frequency %v", found, freq)
	}
}

func TestZeroBytesAreHarmless(t *testing.T) {
	rs := []rune("经济\x00增长\x00")
	toks := segmentation(t, newSegmenter(t, nil), rs).Segment(rs, 0, nil)
	if got, want := render(rs, 0, toks), "经济/n \x00/x 增长/v \x00/x"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// On long texts gse's path cost drifts, so that a sentence is cut otherwise
// far from the start than alone. This is why sentences are cut one by one.
func TestGSEDriftsOnLongTexts(t *testing.T) {
	sentences := corpus(t)
	long := strings.Repeat(strings.Join(sentences, ""), 100)
	whole := shared().Segment([]byte(long))
	ends := make(map[int]bool, len(whole))
	for _, piece := range whole {
		ends[piece.End()] = true
	}
	drifted, at := 0, 0
	for at < len(long) {
		for _, sentence := range sentences {
			for _, piece := range shared().Segment([]byte(sentence)) {
				if !ends[at+piece.End()] {
					drifted++
				}
			}
			at += len(sentence)
		}
	}
	if drifted == 0 {
		t.Error("gse no longer drifts: whole paragraphs could be cut at once")
	}
}

func TestSegmentationIsSafeForConcurrentUse(t *testing.T) {
	s := newSegmenter(t, ownWords)
	sentences := corpus(t)
	cutter := segmentation(t, s, []rune(strings.Join(sentences, "")))
	want := make([]string, len(sentences))
	for i, sentence := range sentences {
		rs := []rune(sentence)
		want[i] = render(rs, 0, cutter.Segment(rs, 0, nil))
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i, sentence := range sentences {
				rs := []rune(sentence)
				if got := render(rs, 0, cutter.Segment(rs, 0, nil)); got != want[i] {
					t.Errorf("%q\ngot  %s\nwant %s", sentence, got, want[i])
				}
				if _, err := s.For(rs); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}

// BenchmarkSegment is the yardstick of the whole project: gse's Segment alone,
// sentence by sentence, over the articles in testdata.
func BenchmarkSegment(b *testing.B) {
	var sentences [][]byte
	size, runes := 0, 0
	for _, sentence := range corpus(b) {
		sentences = append(sentences, []byte(sentence))
		size += len(sentence)
		runes += utf8.RuneCountInString(sentence)
	}
	seg := shared()
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, sentence := range sentences {
			seg.Segment(sentence)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(runes), "ns/rune")
}

// BenchmarkSegmentation is the project's stage over the same sentences.
func BenchmarkSegmentation(b *testing.B) {
	var sentences [][]rune
	size, runes := 0, 0
	for _, sentence := range corpus(b) {
		sentences = append(sentences, []rune(sentence))
		size += len(sentence)
		runes += len(sentences[len(sentences)-1])
	}
	cutter := newSegmenter(b, nil).whole
	var buf []text.Token
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, sentence := range sentences {
			buf = cutter.Segment(sentence, 0, buf[:0])
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(runes), "ns/rune")
}

// BenchmarkColdStart compares the first text of a process on both ways.
func BenchmarkColdStart(b *testing.B) {
	rs := []rune(strings.Join(corpus(b), ""))
	b.Run("small", func(b *testing.B) {
		for b.Loop() {
			s := newSegmenter(b, nil)
			if _, err := s.small(rs); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(rs)), "ns/rune")
	})
	b.Run("tree of all words", func(b *testing.B) {
		for b.Loop() {
			newSegmenter(b, nil)
		}
	})
	b.Run("LoadDictEmbed", func(b *testing.B) {
		for b.Loop() {
			mustLoad(nil)
		}
	})
}
