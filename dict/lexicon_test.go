package dict

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/apd/v3"
	"github.com/google/go-cmp/cmp"
)

// load loads the built-in lexicons.
func load(t *testing.T) *Set {
	t.Helper()
	set, err := Load(Builtin())
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func find(t *testing.T, name string) *Lexicon {
	t.Helper()
	lex, ok := load(t).Lexicon(name)
	if !ok {
		t.Fatalf("there is no lexicon %s", name)
	}
	return lex
}

// Every file says where its rows come from and under which licence, and every licence
// that it names is at hand.
func TestSourcesAndLicences(t *testing.T) {
	files, err := fs.Glob(builtin, "*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`licences/[\w.-]+`)
	for _, name := range append(files, "simplified.txt") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"\n# source: ", "\n# licence: "} {
			if !strings.Contains("\n"+string(data), key) {
				t.Errorf("%s has no line %q", name, strings.TrimSpace(key))
			}
		}
		for _, licence := range named.FindAllString(string(data), -1) {
			if _, err := os.Stat(strings.TrimSuffix(licence, ".")); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestUnits(t *testing.T) {
	lex := find(t, "unit")
	if n := len(lex.Entries()); n < 1400 {
		t.Errorf("%d units", n)
	}
	base := map[string]string{}
	for _, e := range lex.Entries() {
		q, ok := e.Rational("factor")
		if ok != (e.Field("base") != "") {
			t.Errorf("%s:%d: %s has a base unit or a factor but not both", e.File, e.Line, e.Word)
		}
		if ok && (q.Num.Sign() <= 0 || q.Den.Sign() <= 0) {
			t.Errorf("%s:%d: %s has the factor %s", e.File, e.Line, e.Word, e.Field("factor"))
		}
		if _, ok := e.Rational("offset"); ok && e.Field("dimension") != "temperature" {
			t.Errorf("%s:%d: %s has an offset", e.File, e.Line, e.Word)
		}
		if e.Field("code") == "" {
			t.Errorf("%s:%d: %s has no code", e.File, e.Line, e.Word)
		}
		// What is counted ({person}.m) has a base unit for each thing.
		b := e.Field("base")
		if b == "" || strings.Contains(b, "{") {
			continue
		}
		dimension := e.Field("dimension")
		if was, known := base[dimension]; known && was != b && dimension != "dose_rate" {
			t.Errorf("%s:%d: %s has the base unit %s, others of its dimension have %s", e.File, e.Line, e.Word, b, was)
		}
		base[dimension] = b
	}
}

func TestUnitValues(t *testing.T) {
	tests := []struct{ value, unit, dimension, want, base string }{
		{"3", "公里", "length", "3000", "m"},
		{"3", "市尺", "length", "1", "m"},
		{"15", "亩", "area", "10000", "m2"},
		{"2", "平方公里", "area", "2000000", "m2"},
		{"4", "立方米", "volume", "4", "m3"},
		{"1", "加仑", "volume", "0.003785411784", "m3"},
		{"1", "桶", "volume", "0.158987294928", "m3"},
		{"3", "斤", "mass", "1.5", "kg"},
		{"2", "磅", "mass", "0.90718474", "kg"},
		{"5", "毫克", "mass", "0.000005", "kg"},
		{"100", "千瓦时", "energy", "360000000", "J"},
		{"1", "吨标准煤", "energy", "29307600000", "J"},
		{"1", "大卡", "energy", "4184", "J"},
		{"72", "公里/小时", "speed", "20", "m/s"},
		{"1", "节", "speed", "0.514444444444444", "m/s"},
		{"20", "℃", "temperature", "293.15", "K"},
		{"212", "华氏度", "temperature", "373.15", "K"},
		{"-40", "华氏度", "temperature", "233.15", "K"},
		{"1", "psi", "pressure", "6894.75729316836", "Pa"},
		{"180", "度", "angle", "3.14159265358979", "rad"},
		{"1", "KB", "data", "8000", "bit"},
		{"1", "KiB", "data", "8192", "bit"},
		{"1", "MW", "power", "1000000", "W"},
		{"1", "mW", "power", "0.001", "W"},
		{"3600", "立方米/小时", "volume_flow", "1", "m3/s"},
		{"300", "公斤/亩", "areal_density", "0.45", "kg/m2"},
		{"1", "吨公里", "transport", "1000000", "kg.m"},
	}
	lex := find(t, "unit")
	ctx := apd.BaseContext.WithPrecision(15)
	exact := apd.BaseContext.WithPrecision(60)
	for _, tt := range tests {
		es := lex.Find(tt.unit)
		i := slices.IndexFunc(es, func(e *Entry) bool { return e.Field("dimension") == tt.dimension })
		if i < 0 {
			t.Errorf("%s is no unit of %s", tt.unit, tt.dimension)
			continue
		}
		value, _, err := apd.NewFromString(tt.value)
		if err != nil {
			t.Fatal(err)
		}
		factor, _ := es[i].Rational("factor")
		got := new(apd.Decimal)
		if _, err := exact.Mul(got, value, &factor.Num); err != nil {
			t.Fatal(err)
		}
		if _, err := exact.Quo(got, got, &factor.Den); err != nil {
			t.Fatal(err)
		}
		if offset, ok := es[i].Rational("offset"); ok {
			shift := new(apd.Decimal)
			if _, err := exact.Quo(shift, &offset.Num, &offset.Den); err != nil {
				t.Fatal(err)
			}
			if _, err := exact.Add(got, got, shift); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := ctx.Round(got, got); err != nil {
			t.Fatal(err)
		}
		got.Reduce(got)
		if s := got.Text('f'); s != tt.want || es[i].Field("base") != tt.base {
			t.Errorf("%s %s is %s %s, want %s %s", tt.value, tt.unit, s, es[i].Field("base"), tt.want, tt.base)
		}
	}
}

func TestCurrencies(t *testing.T) {
	lex := find(t, "currency")
	data, err := os.ReadFile("testdata/iso4217.txt")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for ln := range strings.Lines(string(data)) {
		if !strings.HasPrefix(ln, "#") {
			want = append(want, strings.TrimSpace(ln))
		}
	}
	if len(want) < 155 {
		t.Fatalf("ISO 4217 has %d currencies here", len(want))
	}
	codes := map[string]bool{}
	for _, e := range lex.Entries() {
		code := e.Field("code")
		if len(code) != 3 || strings.ToUpper(code) != code {
			t.Errorf("%s:%d: %s has the code %s", e.File, e.Line, e.Word, code)
		}
		if e.Field("factor") == "1" {
			codes[code] = true
		}
		if r := []rune(e.Word)[0]; strings.ContainsRune("$¥￥€£₩", r) && len([]rune(e.Word)) == 1 && e.Field("position") == "suffix" {
			t.Errorf("%s stands behind the number", e.Word)
		}
	}
	for _, code := range want {
		if !codes[code] {
			t.Errorf("%s is missing", code)
		}
		if len(lex.Find(code)) == 0 {
			t.Errorf("%s is no word for itself", code)
		}
	}
	for word, want := range map[string]string{"元": "CNY 1", "块钱": "CNY 1", "角": "CNY 1/10", "分": "CNY 1/100", "美元": "USD 1", "美分": "USD 1/100", "HK$": "HKD 1", "日元": "JPY 1", "便士": "GBP 1/100", "新台币": "TWD 1"} {
		es := lex.Find(word)
		if len(es) != 1 || es[0].Field("code")+" "+es[0].Field("factor") != want {
			t.Errorf("%s is not %s", word, want)
		}
	}
}

func TestMeasureWords(t *testing.T) {
	lex := find(t, "measure-word")
	if n := len(lex.Entries()); n < 550 {
		t.Errorf("%d measure words", n)
	}
	for _, w := range strings.Fields("个 家 辆 台 项 名 位 人次 户 座 条 张 件 批 次 场 届 期 架次 车次 台套 艘次 标段 部门 强 大") {
		if len(lex.Find(w)) == 0 {
			t.Errorf("%s is missing", w)
		}
	}
	// A word is a measure word or a unit, unless it is marked as either.
	unit := find(t, "unit")
	for _, e := range lex.Entries() {
		for _, u := range unit.Find(e.Word) {
			if e.Field("ambiguous") == "no" && u.Field("ambiguous") == "no" {
				t.Errorf("%s is a measure word and a unit, and neither is marked ambiguous", e.Word)
			}
		}
	}
}

func TestBounds(t *testing.T) {
	lex := find(t, "bound")
	for _, tt := range []struct{ word, want string }{
		{"近", "before approx yes"}, {"约", "before approx yes"}, {"超", "before min yes"}, {"逾", "before min yes"},
		{"不足", "before max yes, after max no"}, {"余", "inside min yes, after min yes"}, {"以上", "after min yes"}, {"左右", "after approx yes"},
		{"超过", "before min no"}, {"突破", "before min no"}, {"达", "before reach no"}, {"高达", "before reach no"},
		{"不低于", "before min no"}, {"不超过", "before max no"}, {"约为", "before approx no"},
	} {
		var got []string
		for _, e := range lex.Find(tt.word) {
			got = append(got, e.Field("position")+" "+e.Field("bound")+" "+e.Field("in_span"))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s: %s", tt.word, diff)
		}
	}
}

func TestNotNumbers(t *testing.T) {
	lex := find(t, "not-number")
	for _, w := range strings.Fields("统一 万一 十分 一些 一系列 一方面 一直 一汽 三星 五粮液 八一 九江 四川 千万别 一带一路 半壁江山 一企一策 百姓 千家万户 一项项 三峡 半导体 零售 之一 一次性 CO2 5G") {
		if len(lex.Find(w)) == 0 {
			t.Errorf("%s is missing", w)
		}
	}
	for _, w := range strings.Fields("一个 三月 十年 一倍 百万 第一 一半 两年 三分之一 百分之五 一百 四季 十一 三门 减半 两万 零下 百分点 增加一倍 长三") {
		if len(lex.Find(w)) > 0 {
			t.Errorf("%s may state a number", w)
		}
	}
	numeral := regexp.MustCompile(`^[0-9.〇零一二三四五六七八九十百千万亿两半]+$`)
	allowed := strings.Fields("七一 八一 五一 五四 三八 万一 一一 一二九 九一八 零零 三七 三九 三一 一五一十 三三两两 十一五 十二五 十三五 十五五") // days of remembrance, names and plans
	for _, e := range lex.Entries() {
		if e.Field("kind") != "idiom" && numeral.MatchString(e.Word) && !slices.Contains(allowed, e.Word) {
			t.Errorf("%s:%d: %s is a numeral", e.File, e.Line, e.Word)
		}
	}
}
