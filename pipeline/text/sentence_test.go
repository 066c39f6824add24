package text

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sentencesOf gives the sentences of one body paragraph.
func sentencesOf(s string) []string {
	doc := NewDraft(FromString(s))
	done := doc.Finish([]Paragraph{{Span{0, Pos(len(doc.Runes()))}, Body}}, Head{})
	var got []string
	for _, sent := range done.Sentences() {
		got = append(got, done.String(sent.Span))
	}
	return got
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"产量三万吨；产值一亿元。明年再增两成！", []string{"产量三万吨；产值一亿元。", "明年再增两成！"}},
		{"他说：“不涨价。”大家放心了。", []string{"他说：“不涨价。”", "大家放心了。"}},
		{"真的吗？！（见第三页。）是。", []string{"真的吗？！", "（见第三页。）", "是。"}},
		{"歌曲《加油！中国》得了奖。", []string{"歌曲《加油！中国》得了奖。"}},
		{"价格涨了吗? 涨了5%.", []string{"价格涨了吗?", "涨了5%."}},
		{"网址是a.cn/?id=3，请看。", []string{"网址是a.cn/?id=3，请看。"}},
		{"先试一试……再说", []string{"先试一试……", "再说"}},
		{"增长3.5%。", []string{"增长3.5%。"}},
		{"  ", nil},
		{"———新增12个项目。", []string{"新增12个项目。"}},
		{"（一）稳粮。", []string{"稳粮。"}},
		{"3、4月份持平。", []string{"3、4月份持平。"}},
		{"8.16 15点", []string{"8.16 15点"}},
		{"8.16 实施方案的主要内容和措施。", []string{"实施方案的主要内容和措施。"}},
	} {
		if got := sentencesOf(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%s\n got %q\nwant %q", tt.text, got, tt.want)
		}
	}
}

func TestFurnitureHasNoSentences(t *testing.T) {
	doc := NewDraft(FromString("第3页\n正文。"))
	done := doc.Finish([]Paragraph{{Span{0, 3}, Furniture}, {Span{4, 7}, Body}}, Head{})
	if got := done.Sentences(); len(got) != 1 || got[0] != (Sentence{Span{4, 7}, 1}) {
		t.Errorf("sentences %v", got)
	}
}

func TestListMarker(t *testing.T) {
	for _, tt := range []struct {
		text string
		want int
	}{
		{"———抓项目", 3}, {"• 抓项目", 2}, {"①抓项目", 1}, {"（一）抓项目", 3}, {"(12) 抓项目", 5}, {"1、抓项目", 2}, {"1.抓项目", 2},
		{"十二、抓项目", 3}, {"一、2025年工作", 2}, {"2.1 抓项目", 4}, {"2.1.3抓项目", 5}, {"第三章 总则", 4}, {"1）抓项目", 2}, {"- 抓项目", 2}, {"1、一汽", 2},
		{"3、4月份持平", 0}, {"一、二季度增长", 0}, {"1.5万吨", 0}, {"2.1万吨", 0}, {"2023年", 0}, {"第三产业", 0}, {"一方面", 0}, {"（2023年）", 0},
		{"-5%", 0}, {"十分满意", 0}, {"—", 0}, {"", 0},
	} {
		if got := ListMarker([]rune(tt.text)); got != tt.want {
			t.Errorf("%s: %d runes, want %d", tt.text, got, tt.want)
		}
	}
}

func TestLongSentencesAreCutAtTheSafestPlace(t *testing.T) {
	unit := "新增企业十二家，产值一点二亿元；"
	for _, tt := range []struct{ name, text, ends string }{
		{"semicolons", strings.Repeat(unit, 300), "；"},
		{"commas", strings.Repeat("新增企业十二家，", 600), "，"},
		{"nothing", strings.Repeat("字", 4500), "字"},
		{"one number", strings.Repeat("7", 4500), "7"},
	} {
		got := sentencesOf(tt.text)
		if strings.Join(got, "") != tt.text {
			t.Errorf("%s: the pieces do not make the text", tt.name)
		}
		for _, s := range got {
			if n := len([]rune(s)); n > MaxSentence {
				t.Errorf("%s: a sentence of %d runes", tt.name, n)
			}
			if !strings.HasSuffix(s, tt.ends) {
				t.Errorf("%s: ends with %q", tt.name, s[len(s)-6:])
			}
		}
	}
}

// TestSentencesCover: whatever is written, sentences are in order, apart, within
// the bound, and leave out nothing but white space and the marker in front.
func TestSentencesCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("产 值三。！？；，“”《》（）1.、—\n?!x")), 0, 80, -1).Draw(t, "text")
		doc := NewDraft(FromString(strings.Repeat(s, rapid.IntRange(1, 60).Draw(t, "times"))))
		runes := doc.Runes()
		done := doc.Finish([]Paragraph{{Span{0, Pos(len(runes))}, Body}}, Head{})
		at := Pos(0)
		if len(runes) > maxExpression || len(runes) > 0 && !isArabic(runes[0]) {
			at = Pos(ListMarker(runes))
		}
		for _, sent := range done.Sentences() {
			if sent.Start < at || sent.Len() < 1 || sent.Len() > MaxSentence {
				t.Fatalf("sentence %v behind %d", sent, at)
			}
			if left := strings.TrimSpace(string(runes[at:sent.Start])); left != "" {
				t.Fatalf("left out %q", left)
			}
			at = sent.End
		}
		if left := strings.TrimSpace(string(runes[at:])); left != "" {
			t.Fatalf("left out %q", left)
		}
	})
}
