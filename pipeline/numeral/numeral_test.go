package numeral

import "testing"

var (
	found bool
	end   int
)

func BenchmarkScan(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"refuse", "的"}, {"digit", "5个"}, {"year", "2023年"}, {"comma", "1,234.5元"}, {"mixed", "3.4万余辆"},
		{"chinese", "一千二百三十万吨"}, {"long", "九百二十二亿三千三百七十二万零三百六十八亿五千四百七十七万五千八百零七"},
		{"readout", "二〇二三年"}, {"range", "十七八岁"}, {"bare", "百分之"}, {"one", "一些"},
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
