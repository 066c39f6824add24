package dict

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// words makes a set of one lexicon with these words.
func words(t interface{ Fatal(...any) }, words ...string) *Set {
	set, err := Load(layer("dict", "word.tsv", "# doc: d\n# source: s\n# licence: l\n# column: word text The word.\n"+strings.Join(words, "\n")+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestScan(t *testing.T) {
	tests := []struct {
		name  string
		words []string
		text  string
		want  string
	}{
		{"the longest first, nested ones after it", []string{"千瓦", "千瓦时", "瓦", "时"}, "5千瓦时", "千瓦时 千瓦 瓦 时"},
		{"words that overlap", []string{"人民币", "币值"}, "人民币值", "人民币 币值"},
		{"nothing", []string{"公里"}, "公顷公", ""},
		{"a word at the end", []string{"公里"}, "3公里", "公里"},
		{"letters belong together", []string{"g", "kg", "k"}, "5kg和3g,kgf", "kg g"},
		{"digits belong together", []string{"5G", "CO2", "2"}, "15G 5G CO2 CO25 2", "5G CO2 2 2"},
		{"letters beside digits and Han", []string{"kg", "A股"}, "5kg的A股，BA股", "kg A股"},
		{"beyond the first plane", []string{"𠮷野家", "野", "𠮷"}, "𠮷野家", "𠮷野家 𠮷 野"},
		{"no text", []string{"约"}, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := words(t, tt.words...).Automaton()
			if got := show(a, []rune(tt.text)); got != tt.want {
				t.Errorf("%s: got %s, want %s", tt.text, got, tt.want)
			}
		})
	}
}

// show writes the hits in their order.
func show(a *Automaton, rs []rune) string {
	var all []string
	for _, h := range a.Scan(rs, nil) {
		s := string(rs[h.Start:h.End])
		if e := a.Entries(h.Word)[0]; e.Word != s {
			s += "≠" + e.Word
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}

func TestAutomatonEntries(t *testing.T) {
	const header = "# doc: d\n# source: s\n# licence: l\n# homonyms: yes\n# column: word text The word.\n# column: n int N.\n"
	set, err := Load(layer("dict", "b.tsv", header+"度\t3\n分\t5\n", "a.tsv", header+"度\t1\n分\t4\n度\t2\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		names []string
		want  []string
	}{
		{nil, []string{"a1", "a2", "b3", "a4", "b5"}},
		{[]string{"b"}, []string{"b3", "b5"}},
	} {
		a := set.Automaton(tt.names...)
		var got []string
		for _, h := range a.Scan([]rune("度分角"), nil) {
			for _, e := range a.Entries(h.Word) {
				got = append(got, e.Lexicon.Name+e.Field("n"))
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("of %v: %s", tt.names, diff)
		}
	}
}

// The automaton finds what trying every word at every place finds.
func TestScanProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.RuneFrom([]rune("千瓦时米k2𠮷")), 1, 4, -1)
		list := rapid.SliceOfDistinct(word, func(s string) string { return s }).Draw(t, "words")
		rs := []rune(rapid.StringOf(rapid.RuneFrom([]rune("千瓦时米k2𠮷。"))).Draw(t, "text"))
		var want []string
		for start := range rs {
			for end := len(rs); end > start; end-- {
				s := string(rs[start:end])
				if slices.Contains(list, s) && !cuts(rs, start) && !cuts(rs, end) {
					want = append(want, fmt.Sprint(start, end, s))
				}
			}
		}
		a := words(t, list...).Automaton()
		var got []string
		for _, h := range a.Scan(rs, nil) {
			got = append(got, fmt.Sprint(h.Start, h.End, a.Entries(h.Word)[0].Word))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// cuts tells whether the place lies within a run of letters or of digits of the property's alphabet.
func cuts(rs []rune, at int) bool {
	return at > 0 && at < len(rs) && rs[at-1] == rs[at] && (rs[at] == 'k' || rs[at] == '2')
}

func TestScanAllocatesNothing(t *testing.T) {
	a := words(t, "千瓦时", "瓦", "时").Automaton()
	rs := []rune(strings.Repeat("用电5千瓦时。", 20))
	hits := a.Scan(rs, nil)
	if n := testing.AllocsPerRun(10, func() { hits = a.Scan(rs, hits[:0]) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// A text of the kinds of words that news have.
var news = []rune(strings.Repeat("据国家统计局初步核算，前三季度国内生产总值949746亿元，按不变价格计算，同比增长4.8%。其中，第一产业增加值57733亿元，"+
	"比上年同期增长3.4%；全国规模以上工业企业实现利润总额约五万亿元，新能源汽车产量增长近三成，货物吞吐量超过1.2亿吨。", 100))

func BenchmarkScan(b *testing.B) {
	set, err := Load(Builtin())
	if err != nil {
		b.Fatal(err)
	}
	a := set.Automaton()
	var hits []Hit
	for b.Loop() {
		hits = a.Scan(news, hits[:0])
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(news)), "ns/rune")
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(Builtin()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAutomaton(b *testing.B) {
	set, err := Load(Builtin())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		set.Automaton()
	}
}
