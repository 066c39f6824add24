package rules_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// A quantity is written text=value unit, with a range as 3..5, a ratio as 2:3,
// and the bound at the end where there is one.
func TestNumbers(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"figures", "得分为95。", "95=95"},
		{"decimals read out", "为三点一四。", "三点一四=3.14"},
		{"a myriad and a half", "共一万五。", "一万五=15000"},
		{"a letter for thousands", "月薪15k。", "15k=15000"},
		{"a letter for millions", "用户1.5M。", "1.5M=1500000"},
		{"spaces between places", "三千 八百 九十六 万", "三千 八百 九十六 万=38960000"},
		{"digits side by side are no number with spaces", "一 二 三", ""},
		{"a power", "等于2^10。", "2^10=1024"},
		{"a power below one", "等于2.5^-1。", "2.5^-1=0.4"},
		{"a power that is no finite decimal", "等于3^-1。", ""},
		{"an exponent too great", "等于2^99。", ""},

		{"the multiplier belongs to both ends", "10至15亿", "10至15亿=1000000000..1500000000"},
		{"tens within the multiplier", "十八至三十万", "十八至三十万=180000..300000"},
		{"thousands within the multiplier", "七千到九千亿", "七千到九千亿=700000000000..900000000000"},
		{"the multiplier belongs to the last only", "5000—1万", "5000—1万=5000..10000"},
		{"a range of neighbours", "三五个", "三五个=3..5 个"},

		{"a fraction with a value", "占四分之三。", "四分之三=0.75 3:4"},
		{"a fraction without a value", "占三分之二。", "三分之二=2:3"},
		{"a whole number and a fraction", "为三百五又三分之一。", "三百五又三分之一=1051:3"},
		{"a fraction below zero", "为负三分之二。", "负三分之二=-2:3"},
		{"both terms below zero", "为负三分之负六。", "负三分之负六=2 6:3"},
		{"terms with decimals", "为十二点五分之二点五。", "十二点五分之二点五=0.2 25:125"},
		{"a fraction with a slash", "为-3/2。", "-3/2=-1.5 -3:2"},
		{"a denominator of zero", "为零分之三。", ""},
		{"a ratio", "比例为3:2。", "3:2=3:2"},
		{"shares of ten", "按三七开分成。", "三七开=3:7"},
		{"a term of a ratio below zero", "负3:2", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := quantities(t, test.text); got != test.want {
				t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
			}
		})
	}
}

// Any text of numerals and what stands around them makes valid records or none.
func FuzzQuantity(f *testing.F) {
	for _, seed := range []string{
		"三分之一倍", "负的百分之六十", "2.5/12.5", "0.3ppm", "零下三度半", "-1米80", "三块零四", "1万(含)-5万元", "大于10小于20", "5—3元",
		"二又三分之一吨", "10万分之三", "2^-64", "一千个半", "7到8.5分", "百分之三分之一", "1e400%", "负负三元", "超过5%以上", "3:-2",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 300 || !utf8.ValidString(s) || strings.ContainsAny(s, "\n\r\f") {
			return
		}
		validQuantities(t, s)
	})
}

// Whatever pieces of quantities stand side by side, what is read is valid.
func TestQuantitiesOfAnyPieces(t *testing.T) {
	pieces := strings.Fields(`一 两 三 半 十 百 千 万 亿 几 数 多 余 来 0 1 2.5 10 30 1,234 -4 负 负的 零 零下 点 分之 百分之 千分之 万分之 又 / : 比 ^ k M
		- — 至 到 、 ， 元 块 角 毛 分 美元 人民币 $ 米 厘米 公里 斤 两 度 ℃ 摄氏 吨 平方米 % ‰ ppm 个百分点 基点 倍 成 折 番 翻 个 家 人 名 大 岁 第 前 首 每 小时
		大于 小于 超过 不足 近 约 以上 以下 左右 不到 至少 但`)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var s strings.Builder
		for range 2 + random.IntN(8) {
			s.WriteString(pieces[random.IntN(len(pieces))])
		}
		validQuantities(t, s.String())
	}
}

func validQuantities(t *testing.T, s string) {
	t.Helper()
	for _, m := range mentions(t, s) {
		q := &record.Quantity{QuantityValue: m.Quantity.QuantityValue, Common: record.Common{
			Doc: "d", ID: "d#q0", Text: "一", Raw: "一", RawSpan: text.RawSpan{End: 1, ByteEnd: 3}, Rule: m.Rule.ID,
		}}
		if err := record.Check(q); err != nil {
			t.Errorf("%q by %s: %v", s, m.Rule.ID, err)
		}
	}
}

// mentions are the quantities in a text, each of whose characters is a token.
func mentions(tb testing.TB, s string) []rules.Mention {
	tb.Helper()
	in := &rules.Sentence{Written: []rune(s)}
	in.Folded = in.Written
	for i := range in.Written {
		in.Tokens = append(in.Tokens, text.Token{Span: text.Span{Start: text.Pos(i), End: text.Pos(i + 1)}, POS: "x"})
	}
	in.Span = text.Span{End: text.Pos(len(in.Written))}
	set := builtin(tb)
	found, err := set.Match(in, rules.Options{}, nil)
	if err != nil {
		tb.Fatal(err)
	}
	var out []rules.Mention
	for _, m := range set.Resolve(found, nil) {
		if m.Type == record.TypeQuantity {
			out = append(out, m)
		}
	}
	return out
}

// quantities are the quantities in a text as TestNumbers writes them.
func quantities(tb testing.TB, s string) string {
	var out []string
	for _, m := range mentions(tb, s) {
		q := m.Quantity
		parts := []string{}
		if q.Value != nil {
			parts = append(parts, plain(q.Value))
		}
		if q.Low != nil {
			parts = append(parts, plain(q.Low)+".."+plain(q.High))
		}
		if q.Ratio != nil {
			parts = append(parts, plain(&q.Ratio[0])+":"+plain(&q.Ratio[1]))
		}
		for _, word := range []string{q.Unit, string(q.Bound)} {
			if word != "" {
				parts = append(parts, word)
			}
		}
		out = append(out, fmt.Sprintf("%s=%s", string([]rune(s)[m.Span.Start:m.Span.End]), strings.Join(parts, " ")))
	}
	return strings.Join(out, ", ")
}

// plain writes a decimal without exponent and trailing zeros.
func plain(d *apd.Decimal) string {
	var out apd.Decimal
	out.Reduce(d)
	return out.Text('f')
}
