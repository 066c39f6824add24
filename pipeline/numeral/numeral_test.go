package numeral

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/apd/v3"
)

// show writes a numeral's value, or its range as low..high.
func show(n *Numeral) string {
	if n.Approx {
		return n.Low.Text('f') + ".." + n.High.Text('f')
	}
	return n.Value.Text('f')
}

// Every group holds lines of a numeral and its value.
var groups = []struct{ name, lines string }{
	{"Arabic digits", `
		0 = 0
		007 = 7
		2023 = 2023
		3.4 = 3.4
		4.800 = 4.8
		2.0 = 2
		.5 = 0.5
		18446744073709551616 = 18446744073709551616
		0.1234567890123456789012 = 0.1234567890123456789012
		２．４ = 2.4
		１９９１ = 1991`},
	{"thousands in groups", `
		1,234.5 = 1234.5
		1,050,000,000 = 1050000000
		１，２３４．５ = 1234.5
		1，300万 = 13000000
		26，540．34亿 = 2654034000000`},
	{"places in Chinese", `
		零 = 0
		〇 = 0
		一 = 1
		十 = 10
		十二 = 12
		一十二 = 12
		二十五 = 25
		一百五十 = 150
		一百十六 = 116
		一百零五 = 105
		一千零五十 = 1050
		一千零一 = 1001
		一万零十二 = 10012
		一万零零五 = 10005
		一万零百一十一 = 10111
		四千零五万 = 40050000
		一千二百三十万 = 12300000
		一百零一万零三千零十二 = 1013012
		四十五亿零四百零四万 = 4504040000
		二十一亿四千七百四十八万三千六百四十七 = 2147483647`},
	{"两, 俩, 仨, 廿, 卅, 卌", `
		两 = 2
		两百 = 200
		两千四百 = 2400
		两万零两百 = 20200
		俩 = 2
		仨 = 3
		廿 = 20
		廿二 = 22
		五百卅四 = 534
		卌 = 40`},
	{"capitals", `
		壹 = 1
		拾 = 10
		拾陆 = 16
		叁佰 = 300
		壹百 = 100
		壹佰贰拾万 = 1200000
		伍佰叁拾肆 = 534
		贰亿叁仟肆佰贰拾叁万肆仟贰佰贰拾叁 = 234234223
		壹仟陆佰零叁点伍玖陆 = 1603.596
		七十八万五佰零六 = 780506
		一千零拾肆 = 1014`},
	{"traditional script", `
		壹萬 = 10000
		參萬肆仟伍佰陸拾柒 = 34567
		兩千六 = 2600
		四十五億四千零四萬 = 4540040000
		負九十九點零零零五 = -99.0005
		幾十 = 10..100
		數百萬 = 1000000..10000000
		一百餘萬 = 1000000`},
	{"Arabic digits before a multiplier", `
		4万 = 40000
		3.4万 = 34000
		3.5百万 = 3500000
		14.75万亿 = 14750000000000
		3千5百 = 3500
		10亿3000万 = 1030000000
		十亿3000万 = 1030000000
		5亿1万4千6百 = 500014600
		2千零30万 = 20300000
		1千零1 = 1001
		25万6千 = 256000
		100万两千 = 1002000
		200亿零四千230 = 20000004230
		13亿7053.69万 = 1370536900
		1万2345.6 = 12345.6
		1万500 = 10500
		2十一 = 21`},
	{"multipliers on multipliers", `
		四万万 = 400000000
		一万亿 = 1000000000000
		二十万亿 = 20000000000000
		三万五千亿 = 3500000000000
		一亿亿 = 10000000000000000
		一万一千一百一十一亿一千一百二十三万四千五百六十七 = 1111111234567
		九百二十二亿三千三百七十二万零三百六十八亿五千四百七十七万五千八百零七 = 9223372036854775807
		四十九兆九千五百九十二亿 = 49959200000000`},
	{"digits read out", `
		二〇二三 = 2023
		一九九○ = 1990
		幺幺零 = 110
		零零七 = 7
		二OO八 = 2008
		二00五 = 2005
		一九九0 = 1990
		一〇二点〇六六 = 102.066
		一二五万 = 1250000
		一二·五 = 12.5`},
	{"decimals", `
		三点一四 = 3.14
		零点五 = 0.5
		九点零零五 = 9.005
		十五点零 = 15
		22点6 = 22.6
		1点一 = 1.1
		二千三百二十六点三三 = 2326.33
		四万点六 = 40000.6
		二点五亿 = 250000000
		二点五百万 = 2500000
		三点五千 = 3500
		零点零零零零零零零零零零零零零零零零零零零零一 = 0.000000000000000000001
		五·三亿 = 530000000`},
	{"signs", `
		-4250.5 = -4250.5
		−3 = -3
		－３ = -3
		+5 = 5
		-.5 = -0.5
		-0 = 0
		负三十二 = -32
		负五点零一 = -5.01
		负1,200,000 = -1200000
		负三四十 = -40..-30`},
	{"an implied last place", `
		一万五 = 15000
		三百二 = 320
		八千七 = 8700
		两千四百五 = 2450
		九十二万四 = 924000
		一百二十万三 = 1203000
		三亿五 = 350000000
		1万2 = 12000
		14万一 = 141000
		千三 = 1300
		百二万 = 1200000
		万五千 = 15000
		万八千五百 = 18500
		三百二万 = 3200000`},
	{"neighbouring digits", `
		三五 = 3..5
		七八 = 7..8
		一两 = 1..2
		两三 = 2..3
		三两 = 2..3
		十七八 = 17..18
		二十七八 = 27..28
		七八十 = 70..80
		一二百 = 100..200
		两三百 = 200..300
		一两千 = 1000..2000
		三五百 = 300..500
		三四百万 = 3000000..4000000
		一百二三十 = 120..130
		一百五六 = 150..160
		一千五六百 = 1500..1600
		八九亿 = 800000000..900000000
		百八十 = 80..100
		千儿八百 = 800..1000
		万八千 = 8000..10000`},
	{"几 and 数", `
		十几 = 11..19
		二十几 = 21..29
		20几 = 21..29
		十几万 = 100000..200000
		10几万 = 100000..200000
		十数万 = 100000..200000
		几十 = 10..100
		几百 = 100..1000
		几万 = 10000..100000
		几十万 = 100000..1000000
		数十 = 10..100
		数百 = 100..1000
		数十亿 = 1000000000..10000000000
		一百几十 = 110..200
		一万几千 = 11000..20000
		三亿几千万 = 310000000..400000000`},
	{"多, 余, 来 before a multiplier", `
		10多万 = 100000
		十多亿 = 1000000000
		3千余万 = 30000000
		一百来万 = 1000000
		3亿5000多万 = 350000000
		461万多亿 = 461000000000000
		四百六十万多亿 = 460000000000000`},
	{"powers of ten", `
		3e5 = 300000
		3E5 = 300000
		２.７８９０e－１ = 0.2789
		1.2×10^5 = 120000
		1.2*10^-3 = 0.0012
		6.02×10²³ = 602000000000000000000000
		10⁻³ = 0.001
		-12e-1 = -1.2`},
	{"multipliers alone", `
		百 = 100
		万 = 10000
		千万 = 10000000
		百亿 = 10000000000
		万亿 = 1000000000000`},
}

func TestValues(t *testing.T) {
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) {
			for line := range strings.Lines(strings.TrimSpace(g.lines)) {
				text, want, _ := strings.Cut(strings.TrimSpace(line), " = ")
				n, err := Parse(text)
				if err != nil {
					t.Errorf("%s: %v", text, err)
				} else if got := show(&n); got != want {
					t.Errorf("%s is %s, want %s", text, got, want)
				}
			}
		})
	}
}

// In running text a numeral is what stands between the brackets.
func TestInText(t *testing.T) {
	for _, text := range []string{
		// ends before what does not go on with it
		"投资[[3.4万]]余元", "增长[[十]]分明显", "[[3]]点意见", "[[三]]点意见", "[[1]].", "[[1]],2", "[[12]],34", "[[1]],2345",
		"[[12.28]].2023", "[[1,234]],5678", "[[0]],123", "[[五十]]六十", "[[三亿]]五千亿", "[[五千亿]]三万亿", "[[百]]千万", "[[万]]一千年", "[[万]]五", "[[百万]]五千",
		"[[一百]]零", "[[二十]]零五", "[[二十]]两", "[[十一]]两银子", "[[3.4万]]5千", "[[亿]]万富翁", "[[3]]..4", "[[1]]e", "[[3]]个", "[[1]]/3",
		"[[十]]余人", "[[十]]来个", "[[三]]多万", "[[3多万]]", "[[五百六]]五百六", "[[二十一]]二十二",
		// signs and what joins numbers
		"净利润[[-4250.5万]]元", "预期[[−3]]", "气温[[-5]]℃", "一季度[[-5.3]]%", "([[-3]])", "减[[35亿]]元", "升至[[-5]]度", "~[[-5]]℃",
		// times of day
		"[[三]]点十五分", "[[三]]点二十", "[[三]]点一刻", "[[三]]点五分", "下午[[三]]点五", "[[3]]点30分", "[[1]]点45", "[[3000]]点2008年",
		"百分之[[三点零五]]", "增长[[零点五]]个百分点", "得[[九十八点五]]分", "[[八点二四亿]]美元", "[[12点5]]分之一",
		"星期[[三]]十点", "周[[五]]十二时", "上周[[一千]]余人",
		// a dot between Chinese digits
		"百分之[[七十一·六]]", "[[五·三亿]]元", "[[三·五]]倍", "[[五]]·四运动", "[[3]]·15晚会",
		// units and words that begin with a multiplier
		"[[5]]千克", "[[3]]千瓦时", "[[一百]]千瓦", "[[五]]千克", "[[三千]]米", "[[3]]百分点", "[[三百]]分之一", "[[三点五]]千米",
		// a last digit that counts something itself
		"[[100万]]一年", "[[三百]]一天", "[[3万]]5月", "[[1万]]2023年", "[[1万2000]]年前", "[[一万五千]]米", "[[一万]]五点三",
		// weights and pairs
		"[[一]]两银子", "[[一两]]个人", "[[一两千]]元", "[[三]]两酒", "[[三两]]句", "[[十三]]五",
		// capitals that are words
		"[[陆万]]元", "人民币[[伍]]元", "人民币[[叁拾]]元整", "[[三千]]陆军", "[[十]]参与",
		// identifiers
		"[[3]]e5kg", "[[1]]e999", "[[5]]×10", "[[2]]×108",
	} {
		text = strings.ReplaceAll(text, "[[1]]e", "[[1]]e")
		before, rest, _ := strings.Cut(text, "[[")
		surface, after, _ := strings.Cut(rest, "]]")
		rs := []rune(before + surface + after)
		at := len([]rune(before))
		n, ok := Scan(rs, at)
		if !ok {
			t.Errorf("%s: nothing found", text)
			continue
		}
		if got := string(rs[n.Start:n.End]); got != surface || n.Start != at {
			t.Errorf("%s: found %s", text, got)
		}
	}
}

// No numeral starts at the mark.
func TestNoNumeral(t *testing.T) {
	for _, text := range []string{
		"|的", "|点五", "|多万", "|半", "|几个", "|数", "|幺", "|负责", "|负", "|-", "|-十", "|佰", "|仟", "|.", "a|.5", "|兆瓦",
		"大|陆十三省", "|陆地", "放|肆", "队|伍", "队|伍正在", "|伍仁", "朝花夕|拾", "收|拾一下", "|参加",
		"2|023", "二〇二三|一五",
		"5|-3", "5元|-8元", "3公斤|-5公斤", "5%|-8%", "A|-5", "10日|-12日", "“和平|-17”", "8|+4", "三|负", "正|负3", "减|负35亿",
		"人|数十万", "无|数百姓", "|千克", "|百分点", "|百货", "|千米",
	} {
		before, after, _ := strings.Cut(text, "|")
		rs := []rune(before + after)
		if n, ok := Scan(rs, len([]rune(before))); ok {
			t.Errorf("%s: found %s", text, string(rs[n.Start:n.End]))
		}
	}
}

func TestMarks(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2023", "arabic digits=4"},
		{"二〇二三", "chinese digits=4"},
		{"五", "chinese digits=1"},
		{"十五", "chinese"},
		{"-5", "arabic"},
		{"1,234", "arabic"},
		{"3.4", "arabic"},
		{"3.4万", "mixed multiplier"},
		{"1万2", "mixed colloquial"},
		{"一万五", "chinese colloquial"},
		{"三百二万", "chinese multiplier colloquial"},
		{"一百五", "chinese colloquial"},
		{"一百零五", "chinese"},
		{"一百五十", "chinese multiplier"},
		{"十", "chinese multiplier"},
		{"万", "chinese multiplier bare"},
		{"千亿", "chinese multiplier bare"},
		{"千三", "chinese colloquial"},
		{"10多万", "mixed more multiplier"},
		{"百来万", "chinese more multiplier"},
		{"三五", "chinese approx"},
		{"十几万", "chinese approx multiplier"},
		{"三点五", "chinese point=1"},
		{"22点6万", "mixed point=2 multiplier"},
	} {
		n, err := Parse(c.text)
		if err != nil {
			t.Error(err)
			continue
		}
		got := n.Form.String()
		for _, m := range []struct {
			set  bool
			name string
		}{
			{n.Approx, "approx"}, {n.Digits > 0, fmt.Sprintf("digits=%d", n.Digits)}, {n.Point > 0, fmt.Sprintf("point=%d", n.Point)},
			{n.More, "more"}, {n.Multiplier, "multiplier"}, {n.Bare, "bare"}, {n.Colloquial, "colloquial"},
		} {
			if m.set {
				got += " " + m.name
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

// The hour of what may be a time of day is found before its point.
func TestHour(t *testing.T) {
	rs := []rune("三点五")
	n, _ := Scan(rs, 0)
	hour, ok := Scan(rs[:n.Point], n.Start)
	if !ok || show(&n) != "3.5" || show(&hour) != "3" {
		t.Errorf("%s with the hour %s", show(&n), show(&hour))
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		text, want string
		offset     int
	}{
		{"", `numeral "": empty at character 1`, 0},
		{"元", `numeral "元": no numeral begins at character 1`, 0},
		{"一二十百", `numeral "一二十百": '百' does not go on the numeral "一二十" at character 4`, 3},
		{"1,23", `numeral "1,23": ',' does not go on the numeral "1" at character 2`, 1},
		{"3..4", `numeral "3..4": '.' does not go on the numeral "3" at character 2`, 1},
		{"百万千", `numeral "百万千": '千' does not go on the numeral "百万" at character 3`, 2},
		{"三亿五千亿", `numeral "三亿五千亿": '五' does not go on the numeral "三亿" at character 3`, 2},
		{"五十六十", `numeral "五十六十": '六' does not go on the numeral "五十" at character 3`, 2},
		{"三点十五", `numeral "三点十五": '点' does not go on the numeral "三" at character 2`, 1},
		{"1 000", `numeral "1 000": ' ' does not go on the numeral "1" at character 2`, 1},
		{"负万", `numeral "负万": no numeral begins at character 1`, 0},
		{strings.Repeat("9", MaxRunes+1), `numeral "9999999999999999999999999999999999999999…": longer than 1000 characters at character 1001`, MaxRunes},
	} {
		_, err := Parse(c.text)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%s: no syntax error but %v", c.text, err)
			continue
		}
		if err.Error() != c.want || syntax.Offset != c.offset {
			t.Errorf("offset %d, %v\nwant %d, %s", syntax.Offset, err, c.offset, c.want)
		}
	}
}

func TestLongRuns(t *testing.T) {
	for _, digit := range []string{"9", "九", "0", "零", "万", "亿", "十", "一百", "1,000", "一亿零一"} {
		rs := []rune(strings.Repeat(digit, 20_000/len(digit)))
		for i := range rs {
			if n, ok := Scan(rs, i); ok && (n.End > len(rs) || n.End-n.Start > MaxRunes) {
				t.Fatalf("%s repeated: %d..%d", digit, n.Start, n.End)
			}
		}
	}
	long := strings.Repeat("9", MaxRunes)
	n, err := Parse(long)
	if err != nil || n.Value.Text('f') != long {
		t.Errorf("%d digits: %v", MaxRunes, err)
	}
	if n, ok := Scan([]rune(long+"9"), 0); ok {
		t.Errorf("%d digits are read from %d", n.End, MaxRunes+1)
	}
	if n, err := Parse(strings.Repeat("一亿零", maxLevels) + "一亿"); err == nil {
		t.Errorf("too many sections are read as %s", show(&n))
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ number, arabic, chinese, capital string }{
		{"0", "0", "零", "零"},
		{"10", "10", "十", "壹拾"},
		{"12", "12", "十二", "壹拾贰"},
		{"110", "110", "一百一十", "壹佰壹拾"},
		{"1005", "1005", "一千零五", "壹仟零伍"},
		{"120000", "120000", "十二万", "壹拾贰万"},
		{"-3400.5", "-3400.5", "负三千四百点五", "负叁仟肆佰点伍"},
		{"100000001", "100000001", "一亿零一", "壹亿零壹"},
		{"1E+12", "1000000000000", "一万亿", "壹万亿"},
		{"9223372036854775807", "9223372036854775807",
			"九百二十二亿三千三百七十二万零三百六十八亿五千四百七十七万五千八百零七",
			"玖佰贰拾贰亿叁仟叁佰柒拾贰万零叁佰陆拾捌亿伍仟肆佰柒拾柒万伍仟捌佰零柒"},
	} {
		d, _, err := apd.NewFromString(c.number)
		if err != nil {
			t.Fatal(err)
		}
		for style, want := range map[Style]string{ArabicStyle: c.arabic, ChineseStyle: c.chinese, CapitalStyle: c.capital} {
			if got, err := Format(d, style); err != nil || got != want {
				t.Errorf("%s in style %d: %s, %v, want %s", c.number, style, got, err, want)
			}
		}
	}
	for _, digit := range []string{"1", "7"} {
		for places := 1; places <= maxPlaces; places++ {
			d, _, err := apd.NewFromString(strings.Repeat(digit, places))
			if err != nil {
				t.Fatal(err)
			}
			text, err := Format(d, ChineseStyle)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := Parse(text); err != nil || n.Value.Cmp(d) != 0 {
				t.Errorf("%s, written %s, is read %s, %v", d, text, show(&n), err)
			}
		}
	}
	for _, bad := range []string{"NaN", "Infinity", "1E+1000", "1E-1000", "1E+24"} {
		d, _, err := apd.NewFromString(bad)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := Format(d, ChineseStyle); err == nil {
			t.Errorf("%s is written %s", bad, text)
		}
	}
}

func TestScanAllocatesNothing(t *testing.T) {
	rs := []rune("2023年总产值3.4万余元，负一千二百三十点五，九百二十二亿，十几万，1.2×10^5")
	if n := testing.AllocsPerRun(100, func() {
		for i := range rs {
			Scan(rs, i)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// A number written in any style is read back.
func FuzzFormat(f *testing.F) {
	f.Add(uint64(0), uint64(0), int16(0), false)
	f.Add(uint64(12), uint64(0), int16(-1), true)
	f.Add(uint64(9223372036854775807), uint64(1), int16(3), false)
	f.Add(uint64(100000005), uint64(0), int16(8), false)
	f.Fuzz(func(t *testing.T, lo, hi uint64, exp int16, negative bool) {
		d := new(apd.Decimal)
		d.Coeff.SetUint64(hi)
		d.Coeff.Lsh(&d.Coeff, 64)
		d.Coeff.Add(&d.Coeff, new(apd.BigInt).SetUint64(lo))
		d.Exponent = int32(exp%64) - max(int32(d.NumDigits())+int32(exp%64)-maxPlaces, 0)
		d.Negative = negative && d.Coeff.Sign() != 0
		for _, style := range []Style{ArabicStyle, ChineseStyle, CapitalStyle} {
			text, err := Format(d, style)
			if err != nil {
				t.Fatalf("%s: %v", d, err)
			}
			n, err := Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			if n.Approx || n.Value.Cmp(d) != 0 {
				t.Errorf("%s, written %s, is read %s", d.Text('f'), text, show(&n))
			}
			if n.Value.Exponent > 0 {
				t.Errorf("%s has the exponent %d", text, n.Value.Exponent)
			}
		}
	})
}

// Scan keeps inside the text, and Parse reads its surface the same way.
func FuzzScan(f *testing.F) {
	for _, g := range groups {
		f.Add(strings.ReplaceAll(g.lines, "\n", "，"))
	}
	f.Add("总产值3.4万余元-5万元，三点十五分，星期三十点，1点45，百分之五·三，10多万亿，大陆十三省")
	f.Fuzz(func(t *testing.T, text string) {
		rs := []rune(text)
		for at := range rs {
			n, ok := Scan(rs, at)
			if !ok {
				continue
			}
			if !Starts(rs[at]) {
				t.Fatalf("%q: a numeral starts with %q", text, rs[at])
			}
			if n.Start != at || n.End <= at || n.End > len(rs) {
				t.Fatalf("%q: found at %d..%d, asked for %d", text, n.Start, n.End, at)
			}
			surface := string(rs[n.Start:n.End])
			p, err := Parse(surface)
			if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			if show(&p) != show(&n) || p.Form != n.Form || p.More != n.More || p.Bare != n.Bare {
				t.Fatalf("%q: %s is %s in the text and %s alone", text, surface, show(&n), show(&p))
			}
			if n.Approx && n.Low.Cmp(&n.High) >= 0 {
				t.Fatalf("%s is %s", surface, show(&n))
			}
		}
	})
}

var (
	found bool
	end   int
)

func BenchmarkScan(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"none", "的"},
		{"digit", "5个"},
		{"year", "2023年"},
		{"thousands", "1,234.5元"},
		{"mixed", "3.4万余辆"},
		{"chinese", "一千二百三十万吨"},
		{"readout", "二〇二三年"},
		{"range", "十七八岁"},
		{"longest", "九百二十二亿三千三百七十二万零三百六十八亿五千四百七十七万五千八百零七"},
	} {
		rs := []rune(c.text)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				n, ok := Scan(rs, 0)
				found, end = ok, n.End
			}
		})
	}
}

func BenchmarkStarts(b *testing.B) {
	rs := []rune("全省新增铁路通车里程，比上年同期明显增加；其中高速铁路占了一半以上。")
	for b.Loop() {
		for _, r := range rs {
			found = Starts(r)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(rs)), "ns/rune")
}
