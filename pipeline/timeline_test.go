package pipeline

import (
	"strings"
	"testing"
)

// Without a date, a document is of the year that its times speak for.
func TestYearOfADocumentWithoutDate(t *testing.T) {
	x := newExtractor(t)
	for _, tc := range []struct{ doc, text, want string }{
		{"an aim", "2023年，全县产值增长。到2030年，产值翻番。今年开工十个项目。", "2023 2030 2023"},
		{"years long gone", "2024年上半年收入增长。公司1998年成立。去年全年盈利。", "2024-01/2024-06 1998 2023"},
		{"the year is named later", "公司1998年成立。今年一季度亏损。2024年5月20日，公司公告。2024年6月复产。", "1998 2024-01/2024-03 2024-05-20 2024-06"},
		{"nothing is named before", "今年收入增长。2024年上半年盈利。", "XXXX 2024-01/2024-06"},
		{"a plan", "公司2019年3月开工，计划2022年完工。三年前立项。", "2019-03 2022 2016"},
		{"months behind an aim", "2024年8月上涨。力争2026年投产。9月下跌。", "2024-08 2026 2024-09"},
	} {
		var got []string
		for _, m := range extract(t, x, Input{ID: "a", Bytes: []byte(tc.text)}).Records.Times {
			got = append(got, m.Value)
		}
		if got := strings.Join(got, " "); got != tc.want {
			t.Errorf("%s: %s\n got %s\nwant %s", tc.doc, tc.text, got, tc.want)
		}
	}
}
