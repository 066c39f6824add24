package normalise

import (
	"slices"
	"strings"
	"testing"

	"zhfacts/pipeline/text"
)

// wordList is a dictionary for tests.
type wordList map[string]bool

func (w wordList) HasWord(s string) bool { return w[s] }

var testWords = wordList(wordSet("年底 董事 物流 市场 风险 管理 项目 情况 目标 企业 发展 投资 公里 产业 增长 工业"))

// after gives the text that one step makes of s, and its draft.
func after(t testing.TB, name, s string) (string, *text.Draft) {
	t.Helper()
	for _, st := range steps {
		if st.Name == name {
			doc := st.run(text.NewDraft(text.FromString(s)), &job{Options: Options{Words: testWords}})
			return string(doc.Runes()), doc
		}
	}
	t.Fatalf("no step %q", name)
	return "", nil
}

type example struct{ in, want string }

// checkStep runs one step over its examples, and a second time over what it
// made, which must change nothing more.
func checkStep(t *testing.T, name string, examples []example) {
	t.Helper()
	for _, ex := range examples {
		got, doc := after(t, name, ex.in)
		if got != ex.want {
			t.Errorf("%s of %q\n got %q\nwant %q", name, ex.in, got, ex.want)
		}
		if again, _ := after(t, name, got); again != got {
			t.Errorf("%s twice of %q: %q, then %q", name, ex.in, got, again)
		}
		checkMap(t, doc)
	}
}

// kinds lists the marked stretches of a draft as kind:text.
func kinds(doc *text.Draft) []string {
	var list []string
	for _, m := range doc.Marks() {
		list = append(list, string(m.Kind)+":"+string(doc.Runes()[m.Start:m.End]))
	}
	return list
}

func checkMarks(t *testing.T, name string, examples map[string][]string) {
	t.Helper()
	for in, want := range examples {
		got, doc := after(t, name, in)
		if list := kinds(doc); !slices.Equal(list, want) {
			t.Errorf("%s of %q marks\n     %q\nwant %q", name, in, list, want)
		}
		if got != in {
			t.Errorf("%s changes %q to %q", name, in, got)
		}
	}
}

func TestLineEnds(t *testing.T) {
	checkStep(t, "line-ends", []example{
		{"\uFEFF甲\r\n乙\r丙\u2028丁\u0085戊\v己\n", "甲\n乙\n丙\n丁\n戊\n己\n"},
		{"甲\f乙", "甲\f乙"},
		{"甲\n\n乙", "甲\n\n乙"},
	})
}

func TestEncoded(t *testing.T) {
	data := strings.Repeat("iVBORw0KGgo+AAA6HUF/SUhE5UgAAAMQ", 8) + "=="
	checkStep(t, "encoded", []example{
		{"销量增长3%。" + data + "完", "销量增长3%。完"},
		{"![图](data:image/png;base64," + data + ")\n下半年", "![图]()\n下半年"},
		{"data:image/svg+xml;charset=utf-8;base64," + data, ""},
		{data + " " + data + "，" + data, " ，"},
		{data + "data:x," + data, ":x,"}, // the first goes on up to the colon
		{data + ":data:x," + data, ":"},
		{data[:150], data[:150]},
		{"编号" + data[:199], "编号" + data[:199]},
		{strings.Repeat("Theannualreportofthecompany", 10) + "2024", strings.Repeat("Theannualreportofthecompany", 10) + "2024"},
		{strings.Repeat("1234567890", 30), strings.Repeat("1234567890", 30)},
		{strings.Repeat("-", 300), strings.Repeat("-", 300)},
		{strings.Repeat("A100、B200、", 60), strings.Repeat("A100、B200、", 60)},
	})
}

func TestInvisible(t *testing.T) {
	checkStep(t, "invisible", []example{
		{"水\u200B泵\u00AD3\u00A0万\u3000台\u2009。", "水泵3 万 台 。"},
		{"左\u202A右\u202C\x07上\x1b下\uFE0F", "左右上下"},
		{"甲\t乙\f丙", "甲\t乙\f丙"},
		{"é ½ ① 10² ㎡ 😀", "é ½ ① 10² ㎡ 😀"},
	})
}

func TestMarkup(t *testing.T) {
	checkStep(t, "markup", []example{
		{"&nbsp&nbsp三年来,产值&nbsp;增长。", "  三年来,产值 增长。"},
		{"&nbsp1、方案", " 1、方案"},
		{"<p>产量<b>3万</b>吨<br/>价格", "\n产量3万吨\n价格"},
		{"<script>var a = '三万';</script>正文", "正文"},
		{"<!-- 广告 -->正文<td>3</td><td>4</td>", "正文\t3\t4"},
		{"研发R&D投入 3<5 且 a<b", "研发R&D投入 3<5 且 a<b"},
		{"国际组织<IMF>称 AT&amp;T &lt;甲&gt;", "国际组织<IMF>称 AT&T <甲>"},
		{"### 粮价平稳\n正文", "粮价平稳\n正文"},
		{"#号染料 # 一", "#号染料 # 一"},
		{"**重点**是质量，2**3", "重点是质量，2**3"},
		{"________ 签名", "________ 签名"},
		{"见[价格表](http://a.cn/b?c=1)，![产量图](x.png)和![](y.png)![img](z)", "见价格表，产量图和"},
		{"据[1]（甲）与[2](乙)", "据[1]（甲）与[2](乙)"},
		{"> 引文一\n> 引文二，a > b", "引文一\n引文二，a > b"},
		{"```go\n产量\n```", "\n产量\n"},
		{"| 品种 | 产量 |\n|---|:--|\n| 稻谷 | 2,660 |", " 品种 \t 产量 \n\n 稻谷 \t 2,660 "},
		{"甲 | 乙\n|x| < 3", "甲 | 乙\n|x| < 3"},
	})
	if _, doc := after(t, "markup", "### 粮价平稳\n正文"); !slices.Equal(kinds(doc), []string{"headline:粮价平稳"}) {
		t.Errorf("marks %q", kinds(doc))
	}
}

func TestWidth(t *testing.T) {
	checkStep(t, "width", []example{
		{"１２３．５％，ＧＤＰ（增长）：１／３", "123.5%，GDP（增长）：1/3"},
		{"10² ½ ㎡ ① ；！？～", "10² ½ ㎡ ① ；！？～"},
		{"｢三万｣､四万｡", "「三万」、四万。"},
	})
}

func TestLookAlikes(t *testing.T) {
	checkStep(t, "look-alikes", []example{
		{"⽇产⼤型⻋5台，⾦额", "日产大型车5台，金额"},
		{"臺灣 日本 ①", "臺灣 日本 ①"},
		{"3﹒80元，10·54秒，列﹒宁", "3.80元，10.54秒，列﹒宁"},
		{"2O23年产量1OO万吨，增长3.O5%和O.5%", "2023年产量100万吨，增长3.05%和0.5%"},
		{"l2月增长1l%，达2l5台、1,2OO元", "12月增长11%，达215台、1,200元"},
		{"二○二三年、一九九○年、二O二四年、二0二五年、二OO八年、二0一0年、五·○八年", "二〇二三年、一九九〇年、二〇二四年、二〇二五年、二〇〇八年、二〇一〇年、五·〇八年"},
		{"2023一2025年，5一10吨", "2023—2025年，5—10吨"},
		{"第—批，十—月，六十—七十岁，十五—二十", "第一批，十一月，六十—七十岁，十五—二十"},
		{"增长3·5%，亩产3·15万斤", "增长3.5%，亩产3.15万斤"},
		{"3·15晚会、9·11事件、5l汽油、A1O型、B2O、H2O、7OS、5G、2o型", "3·15晚会、9·11事件、5l汽油、A1O型、B2O、H2O、7OS、5G、20型"},
		{"○一是抓质量\n一○一医院，一年0次，I am 5 or l", "○一是抓质量\n一〇一医院，一年0次，I am 5 or l"},
		{"http://x.cn/2O1 和 K-2O1 次", "http://x.cn/2O1 和 K-2O1 次"},
	})
}

func TestDoubled(t *testing.T) {
	checkStep(t, "doubled", []example{
		{"水水乡乡古古镇镇：：游游客客增增多多", "水乡古镇：游客增多"},
		{"（（（（二二二二））））粮粮粮粮食食食食生生生生产产产产", "（二）粮食生产"},
		{"1111、、、、产产产产能能能能", "1、产能"},
		{"棉棉棉花花花产产产量量量", "棉花产量"},
		{"古古镇镇人人人人知知晓晓了了", "古镇人人知晓了"},
		{"建建建建设设设设情情情情\n况况况况", "建设情\n况"},
		{"男男女女都来了", "男男女女都来了"},
		{"高高兴兴、快快乐乐", "高高兴兴、快快乐乐"},
		{"高高兴兴快快乐乐地来", "高高兴兴快快乐乐地来"},
		{"电话6666、8888", "电话6666、8888"},
		{"——————", "——————"},
		{"哈哈哈哈哈哈", "哈哈哈哈哈哈"},
		{"1100223344", "1100223344"},
	})
	if _, doc := after(t, "doubled", "水水乡乡古古镇镇\n正文"); !slices.Equal(kinds(doc), []string{"headline:水乡古镇"}) {
		t.Errorf("marks %q", kinds(doc))
	}
}

func TestTables(t *testing.T) {
	checkMarks(t, "tables", map[string][]string{
		"甲厂 3001 53 0 0 61\n乙厂 34 0 0 0":  {"table:甲厂 3001 53 0 0 61", "table:乙厂 34 0 0 0"},
		"煤 2,660 2,330":                   {"table:煤 2,660 2,330"},
		"一、新收件数量 12 0 3":                  {"table:一、新收件数量 12 0 3"},
		"品名      数量      12":              {"table:品名      数量      12"},
		"处罚 3985\n强制 882":                 {"table:处罚 3985", "table:强制 882"},
		"2023年 2022年 2021年":               {"table:2023年 2022年 2021年"},
		"截至 2001 年 6 月 30 日，资产 3 亿元、2 亿元": nil,
		"2 0 2 3 年":                       nil,
		"本报记者   王小明   李大海":                nil,
		"处罚 3985":                         nil,
	})
}

func TestColumns(t *testing.T) {
	side := "县里派出农技员一百二十人下乡，    全县粮食总产可达四万八千\n" +
		"帮助农户除虫、整枝和施肥，预      吨，比去年增加三成，农民户\n" +
		"计棉花总产可达三万吨，农民户      均增收两千元，秋收以后还要\n" +
		"均增收一千元。                    修三座仓库，其中两座由乡镇\n" +
		"秋收以后，县里还要新建三座轧      企业投资，可存粮食六万吨。"
	got, doc := after(t, "columns", side)
	if rows := kinds(doc); len(rows) != 5 && len(rows) != 4 || got != side {
		t.Errorf("side by side: %q", rows)
	}
	if w := Normalise(text.FromString(side), Options{Words: testWords}).Warnings(); len(w) != 1 || !strings.Contains(w[0].String(), "side by side") {
		t.Errorf("side by side: warnings %v", w)
	}
	checkMarks(t, "columns", map[string][]string{
		"品名        单价，元        产量\n甲厂水泵      三百，含税      十二": nil,
		"据新华社电   各地开工，进展快":                                  nil,
	})
	left := []string{"今年一季度全县新建了三个粮食市", "场以后又在各个乡镇加强质量管", "理工作的同时继续推进重点的项", "目建设其中有两座由乡镇企业投", "资修建可以存放全县农民的情"}
	right := []string{"春天里工人们忙着修理农机和水", "泵以便农民按时下地种田和增", "长产量有望达到去年的两倍这就是目", "标所在也是全县农民的共同心愿和发", "展方向"}
	var turns []string
	for i := range left {
		turns = append(turns, left[i], right[i])
	}
	for _, tt := range []struct {
		text string
		want bool
	}{
		{strings.Join(turns, "\n"), true},
		{strings.Join(append(left, right...), "\n"), false},
	} {
		if w := Normalise(text.FromString(tt.text), Options{Words: testWords}).Warnings(); (len(w) == 1 && strings.Contains(w[0].String(), "in turns")) != tt.want {
			t.Errorf("%q: warnings %v, want one: %v", tt.text, w, tt.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	checkStep(t, "numbers", []example{
		{"销量达3 . 4 万余辆", "销量达3.4 万余辆"},
		{"份额26 . 8% ，", "份额26.8% ，"},
		{"利率为2. 7%的", "利率为2.7%的"},
		{"利率为 2. 7 %的", "利率为 2.7%的"},
		{"收入1,234, 567元", "收入1,234,567元"},
		{"收入1, 234,567元和12, 345元", "收入1,234,567元和12, 345元"},
		{"收入1,234 .5元", "收入1,234.5元"},
		{"收入1 , 234 , 567元", "收入1,234,567元"},
		{"2 0 2 3 年", "2023 年"},
		{"（ 2023 — 2025 年）", "（ 2023—2025 年）"},
		{"2023 - 2025 年", "2023-2025 年"},
		{"2023年 — 2025年", "2023年 —2025年"},
		{"占66 %，≥ 62 ‰", "占66%，≥62‰"},
		{"比例1 : 3", "比例1:3"},
		{"产量10 000吨和1 234 567 元", "产量10000吨和1234567 元"},
		{"成立于 2 013年", "成立于 2013年"},
		{"达 1 0 . 7 6 亿 元 ， 增 长 8 . 5 %", "达 10.76 亿 元 ， 增 长 8.5%"},
		{"售 出 1 , 0 5 0 台", "售 出 1,050 台"},
		{"2 0 2 4 - 1 - 0 5", "2024-1-05"},
		{"增长3.8%、4. 2%和（5. 1%）", "增长3.8%、4.2%和（5.1%）"},
		{"措施：2. 3个样品", "措施：2. 3个样品"},
		{"16. 2%。", "16.2%。"},
		{"达9064. 9亿元", "达9064.9亿元"},
		{"共72,580,007. 65元,增长5. 0-5.5%", "共72,580,007.65元,增长5.0-5.5%"},
		{"长期增长，达29. 03", "长期增长，达29.03"},
		{"见2.4. 3节", "见2.4. 3节"},
		{"增长1 3 . 2 %；进口8 5 %的", "增长13.2%；进口85%的"},
		{"立 于 2 013年", "立 于 2013年"},
		{"煤 2,660 2,330", "煤 2,660 2,330"},
		{"高铁 5 100米", "高铁 5 100米"},
		{"2. 3个项目开工", "2. 3个项目开工"},
		{"见图1. 2个样品", "见图1.2个样品"},
		{"- 4 -", "- 4 -"},
		{"0 0 0 0 0", "0 0 0 0 0"},
		{"100, 200, 300", "100, 200, 300"},
		{"2023-12-28", "2023-12-28"},
	})
}

// TestNumbersInCells: the cells of a row stay apart, whatever stands in them.
func TestNumbersInCells(t *testing.T) {
	for in, want := range map[string]string{
		"煤 2,660 . 5 2,330. 25 12 .5%": "煤 2,660.5 2,330.25 12.5%",
		"煤 2,660 2,330 12 5":           "煤 2,660 2,330 12 5",
		"3. 5 7 8":                     "3. 5 7 8",
		"煤 1.5 . 2 3 4":                "煤 1.5 . 2 3 4",
		"煤 5  .2 3 4":                  "煤 5\t.2 3 4",
		"煤 5 .a 3 4":                   "煤 5 .a 3 4",
	} {
		doc := Normalise(text.FromString(in), Options{Words: testWords})
		if got := doc.String(text.Span{Start: 0, End: doc.Len()}); got != strings.ReplaceAll(want, "\t", " ") {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestFormulas(t *testing.T) {
	checkStep(t, "formulas", []example{
		{"减排CO 2 三成", "减排CO2 三成"},
		{"制H 2 和CH 4", "制H2 和CH4"},
		{"标准GB 5 册", "标准GB 5 册"},
		{"CO 25 度", "CO 25 度"},
		{"风云T 9", "风云T 9"},
		{"A 2 号", "A 2 号"},
	})
}

func TestSpaces(t *testing.T) {
	checkStep(t, "spaces", []example{
		{"即 墨 打 出 系 列 “ 组", "即墨打出系列“组"},
		{"沃 土 ” ， 即 墨 打 出", "沃土”，即墨打出"},
		{"达 10.76 亿 元 ， 新 车 T 9 上 市", "达10.76亿元，新车T9上市"},
		{"据 新 华 社 电   各 地 开 工 ， 进 展 快", "据新华社电 各地开工，进展快"},
		{"甲公司( 3328 )和 ( 乙公司 )", "甲公司(3328)和(乙公司)"},
		{"三 百 五 又 三 分之 壹", "三百五又三分之壹"},
		{"累计申请AI 相关专利 634 项", "累计申请AI相关专利634项"},
		{"新款SUV ”上市，约 3 万辆", "新款SUV”上市，约3万辆"},
		{"增长44%、 42% ；", "增长44%、42%；"},
		{"本报记者 宋静思 梁 楠", "本报记者 宋静思 梁楠"},
		{"利润由负转正 效益改善", "利润由负转正 效益改善"},
		{"产量增长8% 创新高", "产量增长8% 创新高"},
		{"夏粮 “十连增”", "夏粮 “十连增”"},
		{"份额26.8% ，稳居", "份额26.8%，稳居"},
		{"“江山” １至８月增长三成", "“江山”１至８月增长三成"},
		{"要防范市 场风险。", "要防范市场风险。"},
		{"李项 目标", "李项 目标"},
		{"我们 要 加快 发展 ，推进 产业 升级", "我们要加快发展，推进产业升级"},
		{"目 录", "目录"},
		{"the new plan of MI SWACO", "the new plan of MI SWACO"},
		{"《标准》GB 5749 规定", "《标准》GB 5749规定"},
		{"3001 53 0", "3001 53 0"},
		{"煤\t3001吨", "煤\t3001吨"},
		{"煤      3001吨", "煤\t3001吨"},
		{"离岸价 (FOB) 的 0.7%收取", "离岸价(FOB)的0.7%收取"},
		{"表现, 如甲厂; 乙厂", "表现,如甲厂;乙厂"},
		{"he said “yes” twice", "he said “yes” twice"},
		{"句末。 \n 下段", "句末。 \n 下段"},
	})
}

func TestFurniture(t *testing.T) {
	checkMarks(t, "furniture", map[string][]string{
		"正文还没有\n第 154 页\n\f完":                  {"furniture:第 154 页"},
		"- 4 -\n正文":                            {"furniture:- 4 -"},
		"正文\n1-1-193\n正文":                      {"furniture:1-1-193"},
		"正文\n1—1—245\n正文":                      {"furniture:1—1—245"},
		"正文\n\n11-164":                         {"furniture:11-164"},
		"正文\n12\n\f正文\n13":                     {"furniture:12", "furniture:13"},
		"2010/01/29":                           nil,
		"- 4 -":                                nil,
		"正文\n12\n正文二":                          nil,
		"正文\n第 3 页 共 12 页\n正文":                 {"furniture:第 3 页 共 12 页"},
		"正文\n--------\n正文":                     {"furniture:--------"},
		"正文\n<|TABLE_1|>\n正文":                  {"furniture:<|TABLE_1|>"},
		"责任编辑：王小明\n正文":                         {"furniture:责任编辑：王小明"},
		"---\nlayout: post\ntags: 粮价\n---\n正文": {"furniture:---", "furniture:layout: post", "furniture:tags: 粮价", "furniture:---"},
		"粮价平稳\n首页 > 新闻 > 财经\n分享到：微信 微博\n上一篇：棉价上涨\n版权所有 农民日报社\n京ICP备12345678号": {"furniture:首页 > 新闻 > 财经", "furniture:分享到：微信 微博", "furniture:上一篇：棉价上涨", "furniture:版权所有 农民日报社", "furniture:京ICP备12345678号"},
		"粮价平稳\n（下转第2版）\n新华社记者 李大海 摄\n农场供图":                                    {"furniture:（下转第2版）", "furniture:新华社记者 李大海 摄", "furniture:农场供图"},
		"扫码支付的商户今年增长三成，达两万户。\n阅读量大的文章占一半以上的原因是质量好\n他说3 > 2\n电影由他拍摄":           nil,
		"责任编辑王小明认为，价格会涨。":                                          nil,
		"大海公司招股书\n正文甲\n\f大海公司招股书\n正文乙":                             {"running head:大海公司招股书", "furniture:大海公司招股书"},
		"公司与岚山厂的供货合同，去年到期后续\n- 5 8 -\n岚山公司 年报\n签了三年，比往年长，价格也比往年便宜": {"furniture:- 5 8 -", "running head:岚山公司 年报"},
		"公司与岚山厂的供货合同，去年到期。\n- 58 -\n岚山公司 年报\n签了三年，比往年长，价格也比往年便宜":   {"furniture:- 58 -"},
		"公司与岚山厂的供货合同，去年到期后续\n- 58 -\n签了三年\n比往年长，价格也比往年便宜得多":        {"furniture:- 58 -"},
		"大海第3版\n正文甲\n\f大海第4版\n正文乙":                                 {"furniture:大海第3版", "furniture:大海第4版"},
		"第一，正文\n- 5 8 -\n\f大海公司招股书\n甲。\n- 5 9 -\n\f大海公司招股书\n正文乙":   {"furniture:- 5 8 -", "furniture:大海公司招股书", "furniture:- 5 9 -", "running head:大海公司招股书"},
		"大海公司招股书\n正文甲\n大海公司招股书\n正文乙":                               nil,
		"-20%\n0%\n20%\n40%\n60%": {"furniture:-20%", "furniture:0%", "furniture:20%", "furniture:40%", "furniture:60%"},
		"3\n17\n4\n90":            {"furniture:3", "furniture:90"},
		"下载\n打印\n全屏\n收藏\n正文是长的一行。":     {"furniture:下载", "furniture:打印", "furniture:全屏", "furniture:收藏"},
		"第一章\n第二章\n第三章\n第四章\n正文是长的一行。": nil,
	})
}

func TestHead(t *testing.T) {
	checkMarks(t, "head", map[string][]string{
		"粮价平稳\n本报记者 王小明\n正文在此，很长很长的一段话。":                    {"headline:粮价平稳", "byline:本报记者 王小明"},
		"前文完。\n\n粮价平稳\n\n□王小明\n\n正文在此。":                     {"headline:粮价平稳", "byline:□王小明"},
		"粮价平稳\n王小明\n1990-10-27\n第1版(要闻)\n正文在此。":             {"headline:粮价平稳", "byline:王小明", "dateline:1990-10-27", "dateline:第1版(要闻)"},
		"粮价平稳\n《农民日报》（2025年10月20日 第 11 版）\n正文。":             {"headline:粮价平稳", "dateline:《农民日报》（2025年10月20日 第 11 版）"},
		"粮价平稳\n发布时间：2024-01-05 08:30\n正文。":                  {"headline:粮价平稳", "dateline:发布时间：2024-01-05 08:30"},
		"粮价平稳\n今年以来，主产区天气好，粮食价格平稳，农民收入增加了。":                 {"headline:粮价平稳"},
		"今年以来，主产区天气好，\n粮食价格平稳，农民收入增加了。":                     nil,
		"2024年1月5日，粮价平稳。":                                   nil,
		"粮食公报\n\n云岭县统计局\n2024年1月5日\n正文在此。":                  {"headline:粮食公报", "byline:云岭县统计局", "dateline:2024年1月5日"},
		"证券代码：600001 证券简称：云岭\n云岭公司公告\n董事会保证本公告没有虚假记载，内容完整。": {"dateline:证券代码：600001 证券简称：云岭", "headline:云岭公司公告"},
		"云岭县县长 赵大海\n各位代表，现在报告工作。":                           {"byline:云岭县县长 赵大海"},
		"电话：6633 本县共有三家。":                                   nil,
		"■物流市场\n正文在此。":                                      nil,
		"记者从会上获悉，粮价平稳。":                                     nil,
		"正文（资料\n来源：农科院）后文。":                                 nil,
	})
}

func TestCaptions(t *testing.T) {
	checkMarks(t, "captions", map[string][]string{
		"①工人在车间安装水泵":   {"caption:①工人在车间安装水泵"},
		"图为新厂房":        {"caption:图为新厂房"},
		"图1 产量变化":      {"caption:图1 产量变化"},
		"①要抓质量；②要降成本。": nil,
		"图书馆新增藏书3万册。":  nil,
		"表面处理能力达3万件。":  nil,
	})
}

// unwrapped is a text without its line ends, but for that before 秋收.
func unwrapped(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\n", ""), "。秋收", "。\n秋收")
}

func TestWraps(t *testing.T) {
	wrapped := strings.Join([]string{
		"本县今年种植棉花三十二万亩，比去年多",
		"出两万亩，长势好于往年。县里派出农技",
		"员一百二十人下乡，帮助农户除虫、整枝",
		"和施肥，预计总产可达四万八千吨，农民",
		"户均增收两千元。",
		"秋收以后，县里还要新建三座轧花厂，其",
		"中两座由乡镇企业投资，年加工能力共六",
		"万吨。",
	}, "\n")
	checkStep(t, "wraps", []example{
		{wrapped, unwrapped(wrapped)},
		{strings.ReplaceAll(wrapped, "\n", "\n\n"), unwrapped(wrapped)},
		{strings.Replace(wrapped, "农技\n员", "农技\n\n员", 1), unwrapped(wrapped)},
		{"  \n\n正文一。\n\n\n正文二。\n  ", "正文一。\n正文二。"},
		{"他强调了“质量第一”\n。\n下一段", "他强调了“质量第一”。\n下一段"},
		{"粮价平稳（市场观\n察）\n正文。", "粮价平稳（市场观察）\n正文。"},
		{"货币（M\n2\n）余额三百万亿元。", "货币（M2）余额三百万亿元。"},
		{"22年\n底投产。", "22年底投产。"},
		{strings.Replace(wrapped, "三十二万亩，比去年多\n出两", "12万亩，比去年的3\n. 5", 1), unwrapped(strings.Replace(wrapped, "三十二万亩，比去年多\n出两", "12万亩，比去年的3.5", 1))},
		{strings.Replace(wrapped, "三十二万亩，比去年多\n出两", "12万亩，比去年3 .\n5", 1), unwrapped(strings.Replace(wrapped, "三十二万亩，比去年多\n出两", "12万亩，比去年3.5", 1))},
		{"他说，“质量第一。\n”\n下一段", "他说，“质量第一。”\n下一段"},
		{lostIndents, "本县今年种植棉花三十二万亩，比去年多出两万亩，长势好于往年，县里的人很满意。\n县里派出农技员一百二十人下乡，帮助农户除虫、整枝和施肥，预计总产可达四万八千吨。"},
		{broken, strings.ReplaceAll(broken, "\n", "")},
		{"一、\n抓\n项\n目", "一、抓项目"},
		{"棉花 3 4\n小麦 5 6", "棉花 3 4\n小麦 5 6"},
		{"新产\n业\n目标", "新产业\n目标"},
		{"1.抓质量\n2.降成本", "1.抓质量\n2.降成本"},
		{"春眠不觉晓，\n处处闻啼鸟。\n夜来风雨声，\n花落知多少？", "春眠不觉晓，\n处处闻啼鸟。\n夜来风雨声，\n花落知多少？"},
		{"春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。", "春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。"},
		{"the price of (raw\nmaterials) and inter-\nnational trade", "the price of (raw materials) and international trade"},
		{"", ""},
		{" \n\f\n ", ""},
	})
}

const (
	// lostIndents: the last line of the first paragraph is full; the second one
	// shows by its first line, which lacks two characters, that it is another.
	lostIndents = "本县今年种植棉花三十二万亩，比去年多\n出两万亩，长势好于往年，县里的人很满意。\n" +
		"县里派出农技员一百二十人下乡，帮助农\n户除虫、整枝和施肥，预计总产可达四万八千\n吨。"

	// broken: lines broken behind their marks, whose pieces fill one together.
	broken = "本县今年种植棉花三十二万亩，比往年还要多\n出两万亩，长势好于往年，县里的人都很满意\n" +
		"，派出农技员一百二十人下乡，帮助种棉农户\n除虫、整枝和施肥，预计总产可达四万八千吨\n，" +
		"培育、\n推广、\n供应的良种足够各乡今年\n和明年用，还要修三座轧花厂和两个大仓库，"
)

func TestWrapsTakeFurnitureAlong(t *testing.T) {
	src := text.FromString("我市新建学校三十二所，改造危房四万平\n第 3 页\n\f方米，惠及学生两万人，受到群众好评，\n今年还要继续增加投入，改善乡村学校的\n条件。\n第 4 页")
	doc := Normalise(src, Options{})
	var got []string
	for _, para := range doc.Paragraphs() {
		got = append(got, string(para.Kind)+":"+doc.String(para.Span))
	}
	want := []string{"body:我市新建学校三十二所，改造危房四万平方米，惠及学生两万人，受到群众好评，今年还要继续增加投入，改善乡村学校的条件。", "furniture:第4页"}
	if !slices.Equal(got, want) {
		t.Errorf("paragraphs\n     %q\nwant %q", got, want)
	}
	at := text.Pos(strings.Index(doc.String(text.Span{Start: 0, End: doc.Len()}), "四万平方米") / 3)
	span := text.Span{Start: at, End: at + 5}
	if raw := doc.RawString(span); raw != "四万平\n第 3 页\n\f方米" {
		t.Errorf("%q comes from %q", doc.String(span), raw)
	}
}

// TestKinds: what a paragraph is shows by its shape and its neighbours.
func TestKinds(t *testing.T) {
	const long = "今年以来，主产区天气好，粮食价格平稳，农民收入增加了三成，比去年多。"
	for _, tt := range []struct{ text, want string }{
		{"价格平稳了吗？\n" + long, "headline body"},
		{"“谁来买？”\n" + long, "body body"},
		{long + "\n\n产区扩大，销区稳定，粮食价格有望继续平稳\n" + long + long, "body headline body"},
		{"1.稻谷\n2.小麦\n3.玉米\n" + long, "list list list body"},
		{"1.稻谷\n" + long + "\n2.小麦\n" + long, "headline body headline body"},
		{"一、粮食\n（一）稻谷\n" + long, "headline headline body"},
		{"（一）发行股数：12万股\n（二）发行价格：每股3元\n" + long, "list list body"},
		{"资格编号：S01\n邮箱：甲\n" + long, "list list body"},
		{long + "\n——编者", "body byline"},
		{"稻谷 2,660 2,330\n（二）小麦\n1,200 1,100\n" + long, "table table table body"},
		{"品种\n产量\n面积\n稻谷 2,660 2,330\n" + long, "table table table table body"},
		{long + "\n战士们帮助居民收割青稞\n新华社记者 李大海 摄\n" + long, "body caption furniture body"},
		{"结论\n" + long + "\n稻谷 2,660 2,330", "headline body table"},
	} {
		doc := Normalise(text.FromString(tt.text), Options{Words: testWords, Skip: []string{"head"}})
		var got []string
		for _, para := range doc.Paragraphs() {
			got = append(got, string(para.Kind))
		}
		if list := strings.Join(got, " "); list != tt.want {
			t.Errorf("%q\n     %s\nwant %s", tt.text, list, tt.want)
		}
	}
}

// TestOpening: the openings of reports name agency, day and reporters.
func TestOpening(t *testing.T) {
	for _, tt := range []struct{ text, publisher, date, day, author string }{
		{"新华社北京12月28日电（记者 王小明、李大海）粮价平稳。", "新华社", "", "XXXX-12-28", "王小明 李大海"},
		{"新华社北京2023年12月28日电 粮价平稳。", "新华社", "2023-12-28", "", ""},
		{"本报讯  记者王小明报道：粮价平稳。", "本报", "", "", "王小明"},
		{"【本報訊】粮价平稳。", "本報", "", "", ""},
		{"农民网消息（田间）：粮价平稳。", "农民网", "", "", ""},
		{"粮价平稳\n来源：农民日报 作者：甲\n时间：二〇二四年一月五日\n本报讯 正文。", "农民日报", "2024-01-05", "", ""},
		{"本报电话是6633，欢迎来电。", "", "", "", ""},
		{"社会各界都说，农网电站建得好。", "", "", "", ""},
		{"他看报，12月28日电影上映。", "", "", "", ""},
	} {
		doc := Normalise(text.FromString(tt.text), Options{Words: testWords})
		if doc.Publisher() != tt.publisher || doc.Date() != tt.date || doc.Day() != tt.day || doc.Author() != tt.author {
			t.Errorf("%q: publisher %q, date %q, day %q, author %q", tt.text, doc.Publisher(), doc.Date(), doc.Day(), doc.Author())
		}
	}
}

func TestWarnings(t *testing.T) {
	for _, tt := range []struct {
		text string
		at   int
		say  string
	}{
		{"产量�万吨，价格��元", 2, "3 replacement characters"},
		{"产量\uE4C6万吨", 2, "1 character of private use such as U+E4C6"},
		{"\uF06C 抓质量\n\uF06C 降成本", 0, ""},
		{"鏈巶鍘诲勾鐢熶骇姘存车涓変竾浜屽崈鍙帮紝浜у€艰揪涓€浜", 0, "UTF-8 that was read as GBK"},
		{"产量3万吨。", 0, ""},
	} {
		warnings := Normalise(text.FromString(tt.text), Options{}).Warnings()
		switch {
		case tt.say == "" && len(warnings) > 0:
			t.Errorf("%q: %v", tt.text, warnings)
		case tt.say != "" && (len(warnings) != 1 || warnings[0].At != tt.at || !strings.Contains(warnings[0].String(), tt.say)):
			t.Errorf("%q: %v, want %q at %d", tt.text, warnings, tt.say, tt.at)
		}
	}
}
