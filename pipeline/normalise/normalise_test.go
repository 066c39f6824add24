package normalise

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhfacts/pipeline/text"
)

// checkMap holds a draft to the laws of the map.
func checkMap(t interface {
	Helper()
	Fatalf(string, ...any)
}, doc *text.Draft) {
	t.Helper()
	checkText(t, doc.Finish(nil, text.Head{}))
}

func checkText(t interface {
	Helper()
	Fatalf(string, ...any)
}, doc *text.Text) {
	t.Helper()
	source := doc.Source().Runes()
	last := text.RawSpan{}
	for p := text.Pos(0); p < doc.Len(); p++ {
		raw := doc.Raw(text.Span{Start: p, End: p + 1})
		if raw.Start < last.Start || raw.End < last.End || raw.Start >= raw.End || raw.End > len(source) {
			t.Fatalf("rune %d comes from %v behind %v of %d", p, raw, last, len(source))
		}
		last = raw
	}
	at := text.Pos(0)
	for _, para := range doc.Paragraphs() {
		if para.Start < at || para.Len() == 0 || strings.TrimSpace(doc.String(text.Span{Start: at, End: para.Start})) != "" {
			t.Fatalf("paragraph %v behind %d leaves out %q", para, at, doc.String(text.Span{Start: at, End: para.Start}))
		}
		at = para.End
	}
	if len(doc.Paragraphs()) > 0 && strings.TrimSpace(doc.String(text.Span{Start: at, End: doc.Len()})) != "" {
		t.Fatalf("text behind the last paragraph")
	}
	for _, sent := range doc.Sentences() {
		if !doc.Paragraphs()[sent.Paragraph].Contains(sent.Span) || sent.Len() > text.MaxSentence {
			t.Fatalf("sentence %v is not within its paragraph", sent)
		}
	}
}

// page is a newspaper page as a PDF gives it: columns, captions, the headline
// and the beginning of the article at the end.
const page = `培育新绿
老茶园变了样

    
不用化肥，不打农药，改用物理除
虫……云岭茶场牵头的“低碳茶园
CO 2 监测技术与装备”项目通过验
收，年产干茶可达320吨。

2023 年 3 月 12 日，“原叶冷萃系
列SUV ”茶车T5 在县城首发， 2022 年
前两季度茶叶销量达3 . 4 万余箱，
同比增长230% ，市场份额26 . 8% ，稳
居全省第二。

这是云岭县茶业转型升级的 2
个场景，也是该县加快建设茶业强县
的缩影。

全县拥有茶企 4 万余户，从业人
员超过60% 为女性，产值、产量增速
分别达到44%、 42% ；茶旅融合项目
当年开工、当年完工，建成茶庄物

流园三座，全部投入使用，带动农户
户均增收三千元。

——— 2023 年新增有机茶园、生态
茶园项目 4 个，总数达到
105个。

①茶农在采茶

②新建的云岭茶叶加工中心生产
线

云云岭岭茶茶场场：：绿绿色色转转型型，，产产销销两两旺旺

□周小岚

2 0 2 3 年，云岭县深入推进茶园

改造，围绕三大主导品种、聚力

发展 15 条加工线，打造产业发展

的“希望 沃 土 ” ，推 动 茶 业 高 质

量发展，按照《三年行动计划（

 2023 — 2025 年）》实施。
`

func TestPage(t *testing.T) {
	doc := Normalise(text.FromString(page), Options{Words: testWords})
	var got []string
	for _, para := range doc.Paragraphs() {
		got = append(got, string(para.Kind)+" "+doc.String(para.Span))
	}
	want := []string{
		"headline 培育新绿",
		"headline 老茶园变了样",
		"body 不用化肥，不打农药，改用物理除虫……云岭茶场牵头的“低碳茶园CO2监测技术与装备”项目通过验收，年产干茶可达320吨。",
		"body 2023年3月12日，“原叶冷萃系列SUV”茶车T5在县城首发，2022年前两季度茶叶销量达3.4万余箱，同比增长230%，市场份额26.8%，稳居全省第二。",
		"body 这是云岭县茶业转型升级的2个场景，也是该县加快建设茶业强县的缩影。",
		"body 全县拥有茶企4万余户，从业人员超过60%为女性，产值、产量增速分别达到44%、42%；茶旅融合项目当年开工、当年完工，建成茶庄物流园三座，全部投入使用，带动农户户均增收三千元。",
		"list ———2023年新增有机茶园、生态茶园项目4个，总数达到105个。",
		"caption ①茶农在采茶",
		"caption ②新建的云岭茶叶加工中心生产线",
		"headline 云岭茶场：绿色转型，产销两旺",
		"byline □周小岚",
		"body 2023年，云岭县深入推进茶园改造，围绕三大主导品种、聚力发展15条加工线，打造产业发展的“希望沃土”，推动茶业高质量发展，按照《三年行动计划（2023—2025年）》实施。",
	}
	if !slices.Equal(got, want) {
		for i := range max(len(got), len(want)) {
			g, w := "", ""
			if i < len(got) {
				g = got[i]
			}
			if i < len(want) {
				w = want[i]
			}
			if g != w {
				t.Errorf("paragraph %d\n got %s\nwant %s", i, g, w)
			}
		}
	}
	if doc.Title() != "云岭茶场：绿色转型，产销两旺" || doc.Author() != "周小岚" || doc.Date() != "" {
		t.Errorf("title %q, author %q, date %q", doc.Title(), doc.Author(), doc.Date())
	}
	checkText(t, doc)
}

func TestHeadOfDocument(t *testing.T) {
	for _, tt := range []struct{ text, title, author, date string }{
		{"粮价平稳\n本报记者   王小明   李大海\n《农民日报》（2025年10月20日 第 06 版） \n正文在此，很长很长的一段话。", "粮价平稳", "王小明 李大海", "2025-10-20"},
		{"### 粮价平稳  农民增收\n王小明\n1990-10-27\n第1版(要闻)\n专栏：\n\n　　粮价平稳\n    本报长沙１０月２６日讯  今年粮价平稳。", "粮价平稳 农民增收", "王小明", "1990-10-27"},
		{"下载\n打印\n全屏\n收藏\n政府工作报告\n来源：农民日报\n时间：2026-01-22\n各位代表：\n现在，我报告工作。", "政府工作报告", "", "2026-01-22"},
		{"粮价平稳\n2024年 1 月5日\n正文在此，很长很长的一段话。", "粮价平稳", "", "2024-01-05"},
		{"粮价平稳\n□本报记者 王小明 李大海 实习生 赵小丽\n正文在此，很长很长的一段话。", "粮价平稳", "王小明 李大海 赵小丽", ""},
		{"新华社北京12月28日电 粮价平稳，农民增收。", "", "", ""},
		{"# 粮油早报2024年8月7日星期三\n1、粮价平稳，农民增收。", "粮油早报2024年8月7日星期三", "", "2024-08-07"},
		{"# 2024年8月7日起粮价平稳\n1、粮价平稳，农民增收。", "2024年8月7日起粮价平稳", "", ""},
		{"", "", "", ""},
	} {
		doc := Normalise(text.FromString(tt.text), Options{Words: testWords})
		if doc.Title() != tt.title || doc.Author() != tt.author || doc.Date() != tt.date {
			t.Errorf("%.20q: title %q, author %q, date %q", tt.text, doc.Title(), doc.Author(), doc.Date())
		}
	}
}

func TestSkip(t *testing.T) {
	doc := Normalise(text.FromString("增长３ . ４％"), Options{Skip: []string{"width"}})
	if got := doc.String(text.Span{Start: 0, End: doc.Len()}); got != "增长３ . ４％" {
		t.Errorf("without widths: %q", got)
	}
	if err := (Options{Skip: []string{"widht"}}).Check(); err == nil || !strings.Contains(err.Error(), "width") {
		t.Errorf("unknown step: %v", err)
	}
	if err := (Options{Skip: []string{"width"}}).Check(); err != nil {
		t.Error(err)
	}
}

func TestStepsAreDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Steps() {
		if s.Name == "" || seen[s.Name] || len(s.Doc) < 60 || !strings.HasSuffix(s.Doc, ".") {
			t.Errorf("step %q: doc %q", s.Name, s.Doc)
		}
		seen[s.Name] = true
	}
}

// fragments are what random documents are put together from.
var fragments = []string{
	"产量", "增长", "３．５％", "3 . 4 万", "2 0 2 3 年", "\n", "\n\n", "\r\n", "\f", "，", "。", "”", "“", "（", "）", "《", "》", " ", "  ", "\t", "\u3000",
	"&nbsp", "<br>", "<b>", "第 3 页", "- 4 -", "① ", "——", "□王小明", "本报记者 梁 楠", "水水泵泵厂厂建建成成", "CO 2", "沃 土 ， 即 墨", "AI 相关", "2,660 2,330",
	"⽇", "\u200B", "�", "𠀀", "2024-01-05", "来源：农民日报", "one two", "re-", "一、", "1.", "责任编辑：甲", "------", "12", "的", "、", "\x00", "m²", "###",
	"全县新建水泵站三十二座，改造老站十七座，", "共投入资金四亿元",
}

func drawText(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 80).Draw(t, "fragments"), "")
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := text.FromString(drawText(t))
		doc := Normalise(src, Options{Words: testWords})
		checkText(t, doc)
	})
}

// TestNothingMoves: every rune that comes out stands for runes of its place in
// the source: folded, joined or one of them, so the order is that of the source.
func TestNothingMoves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := Normalise(text.FromString(drawText(t)), Options{Words: testWords})
		for p := text.Pos(0); p < doc.Len(); p++ {
			span := text.Span{Start: p, End: p + 1}
			r, raw := doc.Runes(span)[0], doc.RawString(span)
			if !strings.ContainsRune(raw, r) && narrow([]rune(raw)[0]) != r && compat[[]rune(raw)[0]] != r &&
				!strings.ContainsAny(raw, "&<\n\r\f \t\u3000") {
				t.Fatalf("rune %d is %q and comes from %q", p, r, raw)
			}
		}
	})
}

// TestSettled: clean text, its paragraphs parted by a blank line, stays as it is.
func TestSettled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clauses := []string{"今年一季度", "产量达3.4万吨", "同比增长8.5%", "农民户均增收2000元", "市场供应充足", "2023年12月28日", "新建项目12个", "占全县的三成"}
		var paras []string
		for range rapid.IntRange(1, 8).Draw(t, "paragraphs") {
			n := rapid.IntRange(1, 30).Draw(t, "clauses")
			paras = append(paras, strings.Join(rapid.SliceOfN(rapid.SampledFrom(clauses), n, n).Draw(t, "clause"), "，")+"。")
		}
		want := strings.Join(paras, "\n\n")
		doc := Normalise(text.FromString(want), Options{Words: testWords})
		var got []string
		for _, para := range doc.Paragraphs() {
			got = append(got, doc.String(para.Span))
		}
		if !slices.Equal(got, paras) {
			t.Fatalf("got %q, want %q", got, paras)
		}
	})
}

// TestUnwrapped: a text wrapped at any width, lines parted by one or two line
// ends, comes back whole.
func TestUnwrapped(t *testing.T) {
	para := []rune("今年以来，云岭县围绕茶叶产业，新建标准茶园三万二千亩，改造老茶园一万七千亩，全县茶园面积达到二十一万亩，产干茶一点八万吨，综合产值四十六亿元，带动农户五万六千户，户均增收四千三百元，比上年增长百分之十二，成为农民增收的主渠道")
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(9, 36).Draw(t, "characters in a line")
		end := rapid.SampledFrom([]string{"\n", "\n\n", " \n"}).Draw(t, "end")
		var lines []string
		for i := 0; i < len(para); {
			k := min(i+width, len(para))
			for k < len(para) && neverStarts(para[k]) {
				k++ // a mark hangs out of its column
			}
			lines = append(lines, string(para[i:k]))
			i = k
		}
		doc := Normalise(text.FromString(strings.Join(lines, end)+"。"), Options{})
		if got := doc.String(text.Span{Start: 0, End: doc.Len()}); got != string(para)+"。" {
			t.Fatalf("got %q", got)
		}
	})
}

// TestTraits: a step that a text does not wake would have left it as it is.
func TestTraits(t *testing.T) {
	for r := rune(0); r <= 0x2FA20; r++ {
		if r == 0x3100 {
			r = 0xF800 // common characters lie between
		}
		for _, runes := range []string{string(r), "茶" + string(r) + "nbsp茶" + string(r) + "、" + string(r)} {
			traits := traitsOf([]rune(runes))
			for _, st := range steps {
				if st.wake == 0 || st.wake&traits != 0 {
					continue
				}
				if got, doc := after(t, st.Name, runes); got != runes || len(doc.Marks()) > 0 {
					t.Fatalf("%s sleeps on %q and would have made it %q", st.Name, runes, got)
				}
			}
		}
	}
	for _, s := range []string{"2O23年", "２Ｏ２３年", "2023一2025", "２０２３一２０２５", "二００六年", "第—批", "3·5%", "一○一"} {
		doc := Normalise(text.FromString(s), Options{})
		if doc.String(text.Span{Start: 0, End: doc.Len()}) == s || misprints(doc) == 0 {
			t.Errorf("%s stays", s)
		}
	}
	if traits := traitsOf([]rune("今年产量达3.4万吨，“增长”8.5%。\n\tSUV（T9）——完")); traits != 0 {
		t.Errorf("plain text has the traits %b", traits)
	}
}

// misprints counts the runes that became others, width apart.
func misprints(doc *text.Text) int {
	n := 0
	for r := range doc.Runs() {
		for k, to := range doc.Runes(r.Span) {
			if !r.Joint && narrow(doc.Source().Runes()[r.Raw.Start+k]) != to {
				n++
			}
		}
	}
	return n
}

func FuzzNormalise(f *testing.F) {
	f.Add(page)
	for _, s := range fragments {
		f.Add(s + "\n" + s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkText(t, Normalise(text.FromString(s), Options{Words: testWords}))
	})
}

// TestBadInput: what is no text any more is read without a fault, in the order
// and with the places of the source.
func TestBadInput(t *testing.T) {
	noise := rand.New(rand.NewPCG(1, 2))
	all := []rune(strings.Join(fragments, ""))
	damage := make([]rune, 30_000)
	for i := range damage {
		if damage[i] = all[noise.IntN(len(all))]; noise.IntN(3) == 0 {
			damage[i] = rune(noise.IntN(0xD800))
		}
	}
	for name, s := range map[string]string{
		"nothing but damage":   string(damage),
		"control characters":   strings.Repeat("\x00\x01\x1b[31m\x7f\u0085\x08", 5_000),
		"no Chinese character": strings.Repeat("Lorem ipsum, 3.4 dolor - 12 sit\tamet\n", 300_000),
		"replacements":         strings.Repeat("\uFFFD", 50_000),
		"invalid bytes":        strings.Repeat("\xff\xfe产\xe4\xba", 10_000),
		"marks":                strings.Repeat("，。）”、\n", 10_000),
		"signs beyond":         strings.Repeat("😀\U0002F800\U000F1234", 10_000),
	} {
		src := text.FromString(s)
		doc := Normalise(src, Options{Words: testWords})
		if doc.Source().Len() < 1_000_000 {
			checkText(t, doc)
		}
		covered := 0
		for r := range doc.Runs() {
			if r.Raw.Start > covered || r.Raw.End < covered {
				t.Fatalf("%s: run %v behind %d", name, r, covered)
			}
			covered = r.Raw.End
		}
		if covered != src.Len() {
			t.Errorf("%s: the map covers %d of %d", name, covered, src.Len())
		}
	}
}

// BenchmarkNormalise has the shapes that could be worse than linear; the time
// for a rune must not grow with the size.
func BenchmarkNormalise(b *testing.B) {
	const (
		small = 10_000 // bytes
		large = 1_000_000
		huge  = 50_000_000
	)
	shapes := []struct {
		name, unit string
		most       int
	}{
		{"page", page, large},
		{"one-paragraph", strings.ReplaceAll(strings.ReplaceAll(page, "\n", ""), " ", ""), huge},
		{"no-newline", strings.ReplaceAll(page, "\n", " "), huge},
		{"million-newlines", "本县今年种植棉花三十二万亩，比去\n", huge},
		{"newlines", "茶\n", large},
		{"blank-lines", "\n", large},
		{"digits", "3 4\n", large},
		{"brackets", "（“《", large},
		{"quotations", "“甲，乙\n", large},
		{"tags", "<b &", large},
		{"escaped", "&amp;amp;", large},
		{"links", "[a](b", large},
		{"doubled", "茶茶叶叶", large},
		{"doubled-digits", "11223344\n", large},
		{"single-digits", "3 4，", large},
		{"letters", "O0l", large},
		{"formulas", "CO 2", large},
		{"scripts", "<script><!--", large},
		{"latin", "tea plan-\n", large},
		{"cells", "品种\n产量\n1 2 3\n", large},
		{"columns", "县里派出农技员一百二十人，    全县粮食总产可达四万\n", large},
		{"heads", "岚山，公司\n\f岚山公司\n", large},
	}
	for _, shape := range shapes {
		for _, size := range []int{small, large, huge} {
			if size > shape.most {
				continue
			}
			src := text.FromString(strings.Repeat(shape.unit, size/len(shape.unit)+1))
			b.Run(fmt.Sprintf("%s/%dKB", shape.name, size/1000), func(b *testing.B) {
				for b.Loop() {
					Normalise(src, Options{Words: testWords})
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(src.Len()), "ns/rune")
			})
		}
	}
}
