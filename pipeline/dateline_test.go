package pipeline

import (
	"strings"
	"testing"
)

// A dateline tells the day that the words behind it count from.
func TestDateline(t *testing.T) {
	x := newExtractor(t)
	for _, tc := range []struct{ doc, date, text, want string }{
		{"the day before the paper", "1995-03-09", "　　本社里斯本3月8日电　船队今天返港。昨天有雾。明天休息。", "1995-03-08 1995-03-08 1995-03-07 1995-03-09"},
		{"a date known to the month", "1995-03", "本报青岛3月8日专电（记者林海）货轮今日入坞。", "1995-03-08 1995-03-08"},
		{"behind the head of a page", "1995-03-09", "1995-03-09\n\n　　本报大连三月七日讯　渔汛昨日开始。", "1995-03-07 1995-03-06"},
		{"each report has its own", "1995-03-09", "本报大连3月8日电　今天开航。\n\n本社里斯本3月6日电　今天返港。", "1995-03-08 1995-03-08 1995-03-06 1995-03-06"},
		{"no dateline: what the day is called", "1995-03-09", "全厂3月8日电力不足，今天已恢复。", "1995-03-08 1995-03-09"},
		{"a report that is cited", "1995-03-09", "船东说，据本社3月8日电称，今天开航。", "1995-03-08 1995-03-09"},
		{"an old report", "1995-03-09", "本社里斯本1月8日电　船队今天返港。", "1995-01-08 1995-03-09"},
		{"at the end of the report", "1995-03-09", "去年8月开航。船员很多。（本报大连、青岛、里斯本3月8日电　记者林海）", "1994-08 1995-03-08"},
		{"no year", "", "本社里斯本3月8日电　船队今天返港。", "XXXX-03-08 XXXX-03-08"},
	} {
		var got []string
		for _, m := range extract(t, x, Input{ID: "a", Bytes: []byte(tc.text), Date: tc.date}).Records.Times {
			got = append(got, m.Value)
		}
		if got := strings.Join(got, " "); got != tc.want {
			t.Errorf("%s: %s\n got %s\nwant %s", tc.doc, tc.text, got, tc.want)
		}
	}
}
