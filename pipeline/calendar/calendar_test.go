package calendar

import (
	"testing"

	"github.com/cockroachdb/apd/v3"
)

// The words of the tests: what the parts of an expression mean.

func year(n int) Partial    { return Partial{Year: At(n)} }
func month(n int) Partial   { return Partial{Month: At(n)} }
func day(n int) Partial     { return Partial{Day: At(n)} }
func quarter(n int) Partial { return Partial{Quarter: At(n)} }
func half(n int) Partial    { return Partial{Half: At(n)} }
func weekday(n int) Partial { return Partial{Weekday: At(n)} }
func part(p Part) Partial   { return Partial{Part: p} }
func hour(n int) Partial    { return Partial{Hour: At(n)} }

// clock is h:m, and h:m:s with a third number.
func clock(n ...int) Partial {
	x := Partial{Hour: At(n[0]), Minute: At(n[1])}
	if len(n) > 2 {
		x.Second = At(n[2])
	}
	return x
}

var (
	thisYear  = Partial{Year: FromDoc(0)}   // 今年
	lastYear  = Partial{Year: FromDoc(-1)}  // 去年
	sameYear  = Partial{Year: FromFocus(0)} // 当年
	nextYear  = Partial{Year: FromFocus(1)} // 翌年
	thisMonth = Partial{Month: FromDoc(0)}  // 本月
	lastMonth = Partial{Month: FromDoc(-1)} // 上月
	nextMonth = Partial{Month: FromDoc(1)}  // 下月
	thatMonth = Partial{Month: FromFocus(0)}
	today     = Partial{Day: FromDoc(0)}
	yesterday = Partial{Day: FromDoc(-1)}
	tomorrow  = Partial{Day: FromDoc(1)}
	nextDay   = Partial{Day: FromFocus(1)} // 次日
	lastWeek  = Partial{Week: FromDoc(-1)}
	nextWeek  = Partial{Week: FromDoc(1)}
	now       = InForce{Doc}
	inForce   = InForce{Focus}
)

// all intersects from left to right.
func all(es ...Expr) Expr {
	x := es[0]
	for _, e := range es[1:] {
		var err error
		if x, err = Intersect(x, e); err != nil {
			panic(err)
		}
	}
	return x
}

func between(from, to Expr) Expr {
	e, err := Between(from, to)
	if err != nil {
		panic(err)
	}
	return e
}

func long(n string, unit Grain) Duration {
	d, _, err := apd.NewFromString(n)
	if err != nil {
		panic(err)
	}
	e, err := NewDuration(d, unit, false)
	if err != nil {
		panic(err)
	}
	return e
}

func halfMoreThan(n int64, unit Grain) Duration {
	e, err := NewDuration(apd.New(n, 0), unit, true)
	if err != nil {
		panic(err)
	}
	return e
}

func plus(d, e Duration) Duration {
	sum, err := d.Add(e)
	if err != nil {
		panic(err)
	}
	return sum
}

func ago(base Expr, by Duration) Expr   { return Shift{Base: base, By: by, Dir: Back} }
func later(base Expr, by Duration) Expr { return Shift{Base: base, By: by, Dir: Forward} }

func doc(s string) Anchor {
	m, err := ParseMoment(s)
	if err != nil {
		panic(err)
	}
	return Anchor{Doc: m}
}

// read is the anchor behind the mentions, one after the other.
func (a Anchor) read(es ...Expr) Anchor {
	for _, e := range es {
		a = a.Advance(e, Resolve(e, a))
	}
	return a
}

type resolveCase struct {
	text            string
	e               Expr
	a               Anchor
	value, from, to string
}

func runResolve(t *testing.T, cases []resolveCase) {
	t.Helper()
	for _, c := range cases {
		r := Resolve(c.e, c.a)
		if r.Value != c.value || r.From != c.from || r.To != c.to {
			t.Errorf("%s: value %q from %q to %q, want %q, %q, %q", c.text, r.Value, r.From, r.To, c.value, c.from, c.to)
		}
	}
}

func TestAbsolute(t *testing.T) {
	never := Anchor{}
	runResolve(t, []resolveCase{
		{"2023年", year(2023), never, "2023", "2023-01-01", "2023-12-31"},
		{"2022年1月", all(year(2022), month(1)), never, "2022-01", "2022-01-01", "2022-01-31"},
		{"2023年12月28日", all(year(2023), month(12), day(28)), never, "2023-12-28", "2023-12-28", "2023-12-28"},
		{"1900年2月", all(year(1900), month(2)), never, "1900-02", "1900-02-01", "1900-02-28"},
		{"2000年2月", all(year(2000), month(2)), never, "2000-02", "2000-02-01", "2000-02-29"},
		{"公元前221年", year(-220), never, "-0220", "-0220-01-01", "-0220-12-31"},
		{"2022年下半年", all(year(2022), half(2)), never, "2022-07/2022-12", "2022-07-01", "2022-12-31"},
		{"2007年第三季度", all(year(2007), quarter(3)), never, "2007-07/2007-09", "2007-07-01", "2007-09-30"},
		{"2021年春", all(year(2021), Partial{Season: At(1)}), never, "2021-21", "2021-03-01", "2021-05-31"},
		{"2021年冬", all(year(2021), Partial{Season: At(4)}), never, "2021-24", "2021-12-01", "2022-02-28"},
		{"2021年6月上旬", all(year(2021), month(6), Partial{Third: At(1)}), never, "2021-06-01/2021-06-10", "2021-06-01", "2021-06-10"},
		{"2020年2月下旬", all(year(2020), month(2), Partial{Third: At(3)}), never, "2020-02-21/2020-02-29", "2020-02-21", "2020-02-29"},
		{"2024-49周", all(year(2024), Partial{Week: At(49)}), never, "2024-W49", "2024-12-02", "2024-12-08"},
		{"20世纪", Partial{Century: At(20)}, never, "19XX", "1900-01-01", "1999-12-31"},
		{"20世纪80年代", all(Partial{Century: At(20)}, Partial{Decade: At(8)}), never, "198X", "1980-01-01", "1989-12-31"},
		{"2013年2月28日下午4点30分29秒", all(year(2013), month(2), day(28), part(Afternoon), clock(4, 30, 29)), never,
			"2013-02-28T16:30:29", "2013-02-28T16:30:29", "2013-02-28T16:30:29"},
		{"2012年8月10日下午5点", all(year(2012), month(8), day(10), part(Afternoon), hour(5)), never,
			"2012-08-10T17", "2012-08-10T17:00:00", "2012-08-10T17:59:59"},
		{"2012年8月10日24时", all(year(2012), month(8), day(10), hour(24)), never,
			"2012-08-11T00", "2012-08-11T00:00:00", "2012-08-11T00:59:59"},
		{"2013年2月12日凌晨", all(year(2013), month(2), day(12), part(SmallHours)), never,
			"2013-02-12T00:00:00/2013-02-12T05:59:59", "2013-02-12T00:00:00", "2013-02-12T05:59:59"},
		{"十四五", plan(14), never, "2021/2025", "2021-01-01", "2025-12-31"},
		{"一五", plan(1), never, "1953/1957", "1953-01-01", "1957-12-31"},
		{"二五", plan(2), never, "1958/1962", "1958-01-01", "1962-12-31"},
		{"三五", plan(3), never, "1966/1970", "1966-01-01", "1970-12-31"},
	})
}

func plan(n int) Expr {
	r, ok := FiveYearPlan(n)
	if !ok {
		panic("no such plan")
	}
	return r
}

func TestCounted(t *testing.T) {
	never := Anchor{}
	runResolve(t, []resolveCase{
		{"2023年前三季度", all(year(2023), Nth{First: 1, Last: 3, Unit: Quarter}), never, "2023-01/2023-09", "2023-01-01", "2023-09-30"},
		{"2021年后三月", all(year(2021), Nth{First: -3, Last: -1, Unit: Month}), never, "2021-10/2021-12", "2021-10-01", "2021-12-31"},
		{"1990年头8个月", all(year(1990), Nth{First: 1, Last: 8, Unit: Month}), never, "1990-01/1990-08", "1990-01-01", "1990-08-31"},
		{"2017年十月的第一周", all(year(2017), month(10), Nth{First: 1, Last: 1, Unit: Week}), never, "2017-W40", "2017-10-02", "2017-10-08"},
		{"2021年6月第三周", all(year(2021), month(6), Nth{First: 3, Last: 3, Unit: Week}), never, "2021-W25", "2021-06-21", "2021-06-27"},
		{"2021年的第二周", all(year(2021), Nth{First: 2, Last: 2, Unit: Week}), never, "2021-W02", "2021-01-11", "2021-01-17"},
		{"2021年的前2周", all(year(2021), Nth{First: 1, Last: 2, Unit: Week}), never, "2021-W01/2021-W02", "2021-01-04", "2021-01-17"},
		{"2013年十月的第一个星期一", all(year(2013), month(10), Nth{First: 1, Last: 1, Unit: Day, Weekday: 1}), never, "2013-10-07", "2013-10-07", "2013-10-07"},
		{"2021年6月第3个星期日上午9点", all(year(2021), month(6), Nth{First: 3, Last: 3, Unit: Day, Weekday: 7}, part(Forenoon), hour(9)), never,
			"2021-06-20T09", "2021-06-20T09:00:00", "2021-06-20T09:59:59"},
		{"2013年5月的最后一天", all(year(2013), month(5), Nth{First: -1, Last: -1, Unit: Day}), never, "2013-05-31", "2013-05-31", "2013-05-31"},
		{"2013年5月的第40天", all(year(2013), month(5), Nth{First: 40, Last: 40, Unit: Day}), never, "", "", ""},
		{"前三季度", Nth{First: 1, Last: 3, Unit: Quarter}, doc("2025-10-20"), "2025-01/2025-09", "2025-01-01", "2025-09-30"},
		{"前三季度 behind 9月末", Nth{First: 1, Last: 3, Unit: Quarter}, doc("2026-01-20").read(all(year(2025), month(9))), "2025-01/2025-09", "2025-01-01", "2025-09-30"},
		{"前三季度 of no known year", Nth{First: 1, Last: 3, Unit: Quarter}, never, "XXXX-01/XXXX-09", "", ""},
		{"10月第一个星期一 of no known year", all(month(10), Nth{First: 1, Last: 1, Unit: Day, Weekday: 1}), never, "XXXX-10-XX", "", ""},
	})
}

func TestUnknownYear(t *testing.T) {
	never := Anchor{}
	runResolve(t, []resolveCase{
		{"3月10日", all(month(3), day(10)), never, "XXXX-03-10", "", ""},
		{"2月29日", all(month(2), day(29)), never, "XXXX-02-29", "", ""},
		{"3月", month(3), never, "XXXX-03", "", ""},
		{"1至6月", between(month(1), month(6)), never, "XXXX-01/XXXX-06", "", ""},
		{"上半年", half(1), never, "XXXX-01/XXXX-06", "", ""},
		{"10日", day(10), never, "XXXX-XX-10", "", ""},
		{"13点5分10秒", clock(13, 5, 10), never, "T13:05:10", "", ""},
		{"8点到10点", between(hour(8), hour(10)), never, "T08/T10", "", ""},
		{"下午3点", all(part(Afternoon), hour(3)), never, "T15", "", ""},
		{"今天", today, never, "XXXX-XX-XX", "", ""},
		{"今天下午3点", all(today, part(Afternoon), hour(3)), never, "T15", "", ""},
		{"3月10日下午3点", all(month(3), day(10), part(Afternoon), hour(3)), never, "XXXX-03-10T15", "", ""},
		{"周三", weekday(3), never, "XXXX-WXX-3", "", ""},
		{"去年", lastYear, never, "XXXX", "", ""},
		{"去年9月", all(lastYear, month(9)), never, "XXXX-09", "", ""},
		{"10日 behind 2023年", day(10), never.read(year(2023)), "2023-XX-10", "", ""},
		{"10日 behind 3月5日", day(10), never.read(all(month(3), day(5))), "XXXX-03-10", "", ""},
		{"三天前", ago(now, long("3", Day)), never, "PAST_REF", "", ""},
		{"三年后", later(now, long("3", Year)), never, "FUTURE_REF", "", ""},
		{"三天前 behind 3月5日", ago(now, long("3", Day)), never.read(all(month(3), day(5))), "PAST_REF", "", ""},
	})
}

func TestRelativeToDocument(t *testing.T) {
	a := doc("2013-02-12T04:30:00") // a Tuesday
	jio := doc("2021-06-14T01:06:40")
	runResolve(t, []resolveCase{
		{"今年", thisYear, a, "2013", "2013-01-01", "2013-12-31"},
		{"去年9月", all(lastYear, month(9)), a, "2012-09", "2012-09-01", "2012-09-30"},
		{"上月", lastMonth, a, "2013-01", "2013-01-01", "2013-01-31"},
		{"下个月二十号", all(nextMonth, day(20)), a, "2013-03-20", "2013-03-20", "2013-03-20"},
		{"本月三号到下月5号", between(all(thisMonth, day(3)), all(nextMonth, day(5))), a, "2013-02-03/2013-03-05", "2013-02-03", "2013-03-05"},
		{"昨天", yesterday, a, "2013-02-11", "2013-02-11", "2013-02-11"},
		{"去年今日", all(lastYear, today), a, "2012-02-12", "2012-02-12", "2012-02-12"},
		{"上周", lastWeek, a, "2013-W06", "2013-02-04", "2013-02-10"},
		{"下周二", all(nextWeek, weekday(2)), a, "2013-02-19", "2013-02-19", "2013-02-19"},
		{"下周末", all(nextWeek, weekday(Weekend)), a, "2013-02-23/2013-02-24", "2013-02-23", "2013-02-24"},
		{"下周五8点", all(nextWeek, weekday(5), hour(8)), a, "2013-02-22T08", "2013-02-22T08:00:00", "2013-02-22T08:59:59"},
		{"星期一", weekday(1), a, "2013-02-18", "2013-02-18", "2013-02-18"},
		{"星期二", weekday(2), a, "2013-02-12", "2013-02-12", "2013-02-12"},
		{"星期天，二月十号", all(weekday(7), all(month(2), day(10))), a, "2013-02-10", "2013-02-10", "2013-02-10"},
		{"3月", month(3), a, "2013-03", "2013-03-01", "2013-03-31"},
		{"11月20日20点", all(month(11), day(20), hour(20)), a, "2013-11-20T20", "2013-11-20T20:00:00", "2013-11-20T20:59:59"},
		{"12号", day(12), doc("2022-03-14"), "2022-03-12", "2022-03-12", "2022-03-12"},
		{"29日", day(29), doc("2018-02-22"), "2018-01-29", "2018-01-29", "2018-01-29"},
		{"28日 early in a month", day(28), doc("2023-12-03"), "2023-11-28", "2023-11-28", "2023-11-28"},
		{"12月 in January", month(12), doc("2024-01-05"), "2023-12", "2023-12-01", "2023-12-31"},
		{"下午三点", all(part(Afternoon), hour(3)), a, "2013-02-12T15", "2013-02-12T15:00:00", "2013-02-12T15:59:59"},
		{"明天晚上6点", all(tomorrow, part(Evening), hour(6)), a, "2013-02-13T18", "2013-02-13T18:00:00", "2013-02-13T18:59:59"},
		{"昨晚12点", all(yesterday, part(Evening), hour(12)), a, "2013-02-12T00", "2013-02-12T00:00:00", "2013-02-12T00:59:59"},
		{"上季度", Partial{Quarter: FromDoc(-1)}, a, "2012-10/2012-12", "2012-10-01", "2012-12-31"},
		{"上世纪90年代", all(Partial{Century: FromDoc(-1)}, Partial{Decade: At(9)}), jio, "199X", "1990-01-01", "1999-12-31"},
		{"7月到年底", Range{month(7), Modified{year(2021), End}}, jio, "2021-07/2021-12", "2021-07-01", "2021-12-31"},
		{"19世纪40年代到60年代", Range{all(Partial{Century: At(19)}, Partial{Decade: At(4)}), Partial{Decade: At(6)}}, jio, "184X/186X", "1840-01-01", "1869-12-31"},
		{"80年代", Partial{Decade: At(8)}, jio, "198X", "1980-01-01", "1989-12-31"},
		{"20年代", Partial{Decade: At(2)}, jio, "202X", "2020-01-01", "2029-12-31"},
		{"今明两年", between(thisYear, Partial{Year: FromDoc(1)}), jio, "2021/2022", "2021-01-01", "2022-12-31"},
		{"2014年11月到下个月9号", between(all(year(2014), month(11)), all(nextMonth, day(9))), jio, "2014-11/2021-07-09", "2014-11-01", "2021-07-09"},
	})
}

func TestShift(t *testing.T) {
	a := doc("2013-02-12T04:30:00")
	jio := doc("2021-06-14T01:06:40")
	units := func(n string, g Grain, dir Direction) Expr {
		return Shift{Base: now, By: long(n, g), Dir: dir, Form: Units}
	}
	runResolve(t, []resolveCase{
		{"5天前", ago(now, long("5", Day)), doc("2018-08-30T14:16:03"), "2018-08-25", "2018-08-25", "2018-08-25"},
		{"两周前", ago(now, long("2", Week)), doc("2012-08-10T12:14:00"), "2012-07-27", "2012-07-27", "2012-07-27"},
		{"七年后", later(now, long("7", Year)), jio, "2028", "2028-01-01", "2028-12-31"},
		{"十个月后", later(now, long("10", Month)), doc("2019-09"), "2020-07", "2020-07-01", "2020-07-31"},
		{"1小时前", ago(now, long("1", Hour)), doc("2012-08-10T12:14:00"), "2012-08-10T11:14", "2012-08-10T11:14:00", "2012-08-10T11:14:59"},
		{"5秒钟后", later(now, long("5", Second)), doc("2012-08-10T12:14:00"), "2012-08-10T12:14:05", "2012-08-10T12:14:05", "2012-08-10T12:14:05"},
		{"一刻钟后", later(now, long("15", Minute)), jio, "2021-06-14T01:21:40", "2021-06-14T01:21:40", "2021-06-14T01:21:40"},
		{"一个半小时后", later(now, halfMoreThan(1, Hour)), doc("2019-02-18T07:18"), "2019-02-18T08:48", "2019-02-18T08:48:00", "2019-02-18T08:48:59"},
		{"17个小时后", later(now, long("17", Hour)), doc("2019-02-18T07:18"), "2019-02-19T00:18", "2019-02-19T00:18:00", "2019-02-19T00:18:59"},
		{"三小时后 on a day without clock", later(now, long("3", Hour)), doc("2019-02-18"), "FUTURE_REF", "", ""},
		{"一个月后下午19点", all(later(now, long("1", Month)), part(Afternoon), hour(19)), a, "2013-03-12T19", "2013-03-12T19:00:00", "2013-03-12T19:59:59"},
		{"30年前8月14", all(ago(now, long("30", Year)), month(8), day(14)), doc("2023-06-07T12:00:00"), "1993-08-14", "1993-08-14", "1993-08-14"},
		{"9月1号的14天11小时后", later(all(month(9), day(1)), plus(long("14", Day), long("11", Hour))), a, "2013-09-15T11", "2013-09-15T11:00:00", "2013-09-15T11:59:59"},
		{"2月13号的一个月以前", ago(all(month(2), day(13)), long("1", Month)), a, "2013-01-13", "2013-01-13", "2013-01-13"},
		{"前两天", units("2", Day, Back), a, "2013-02-10/2013-02-11", "2013-02-10", "2013-02-11"},
		{"上两个月", units("2", Month, Back), a, "2012-12/2013-01", "2012-12-01", "2013-01-31"},
		{"上两周", units("2", Week, Back), a, "2013-W05/2013-W06", "2013-01-28", "2013-02-10"},
		{"前两年", units("2", Year, Back), a, "2011/2012", "2011-01-01", "2012-12-31"},
		{"后两年", units("2", Year, Forward), a, "2014/2015", "2014-01-01", "2015-12-31"},
		{"前二小时", units("2", Hour, Back), a, "2013-02-12T02/2013-02-12T03", "2013-02-12T02:00:00", "2013-02-12T03:59:59"},
		{"三周内 of a day of publication", Shift{Base: now, By: long("3", Week), Dir: Forward, Form: Through}, doc("2013-02-12"), "P3W", "", ""},
		{"三周内", Shift{Base: now, By: long("3", Week), Dir: Forward, Form: Through}, a, "2013-02-12/2013-03-04", "2013-02-12", "2013-03-04"},
		{"三周内 of no known date", Shift{Base: now, By: long("3", Week), Dir: Forward, Form: Through}, Anchor{}, "P3W", "", ""},
		{"90分钟以内", Shift{Base: now, By: long("90", Minute), Dir: Forward, Form: Through}, doc("2019-02-18T07:18"),
			"2019-02-18T07:18/2019-02-18T08:48", "2019-02-18T07:18:00", "2019-02-18T08:48:00"},
		{"31日的一个月后", later(all(year(2023), month(1), day(31)), long("1", Month)), Anchor{}, "2023-02-28", "2023-02-28", "2023-02-28"},
	})
}

func TestTimeLine(t *testing.T) {
	never := Anchor{}
	same := Shift{Base: inForce, By: long("1", Year), Dir: Back, Form: Whole}
	eight := all(year(1990), Nth{First: 1, Last: 8, Unit: Month})
	runResolve(t, []resolveCase{
		{"当年", sameYear, never.read(all(year(2005), month(3))), "2005", "2005-01-01", "2005-12-31"},
		{"翌年2月", all(nextYear, month(2)), never.read(year(2005)), "2006-02", "2006-02-01", "2006-02-28"},
		{"次日", nextDay, never.read(all(year(2005), month(12), day(31))), "2006-01-01", "2006-01-01", "2006-01-01"},
		{"当月", thatMonth, doc("2020-06-28").read(all(month(5), day(3))), "2020-05", "2020-05-01", "2020-05-31"},
		{"9月 behind 2008年", month(9), never.read(year(2008)), "2008-09", "2008-09-01", "2008-09-30"},
		{"10日 behind 2008年9月", day(10), doc("2010-01-01").read(all(year(2008), month(9))), "2008-09-10", "2008-09-10", "2008-09-10"},
		{"15:00 behind a date", clock(15, 0), doc("2010-01-01").read(all(year(2008), month(9), day(5))), "2008-09-05T15:00", "2008-09-05T15:00:00", "2008-09-05T15:00:59"},
		{"去年同期 behind 1990年头8个月", same, never.read(eight), "1989-01/1989-08", "1989-01-01", "1989-08-31"},
		{"9月 behind 去年同期", month(9), never.read(eight, same), "1990-09", "1990-09-01", "1990-09-30"},
		{"2019年同期 behind 今年2月", all(year(2019), inForce), doc("2020-06-28").read(all(thisYear, month(2))), "2019-02", "2019-02-01", "2019-02-28"},
		{"同期", inForce, never.read(eight), "1990-01/1990-08", "1990-01-01", "1990-08-31"},
		{"去年 of an unknown document behind 2005年", lastYear, never.read(year(2005)), "2004", "2004-01-01", "2004-12-31"},
		{"3月 behind a decade", month(3), doc("2020-06-28").read(Partial{Decade: At(8)}), "2020-03", "2020-03-01", "2020-03-31"},
		{"3月 behind 2018年以来", month(3), doc("2020-06-28").read(Modified{year(2018), Since}), "2020-03", "2020-03-01", "2020-03-31"},
		{"9月当月", all(month(9), thatMonth), doc("2020-06-28"), "2020-09", "2020-09-01", "2020-09-30"},
		{"2023年全年", all(sameYear, year(2023)), never, "2023", "2023-01-01", "2023-12-31"},
		{"3月 behind a year to come", month(3), doc("2020-06-28").read(year(2025)), "2020-03", "2020-03-01", "2020-03-31"},
		{"3月 behind 比2018年", month(3), doc("2020-06-28").read(year(2019), Modified{year(2018), Aside}), "2019-03", "2019-03-01", "2019-03-31"},
		{"今年 in a document of 2021 behind 2015年", thisYear, Anchor{Year: 2021}.read(year(2015)), "2021", "2021-01-01", "2021-12-31"},
		{"3月 in a document of 2021 behind 到2030年", month(3), Anchor{Year: 2021}.read(year(2021), Modified{year(2030), Aim}), "2021-03", "2021-03-01", "2021-03-31"},
		{"3月 in the paragraph behind one that named 2015年", month(3), doc("2020-06-28").read(year(2015)).NewParagraph(), "2020-03", "2020-03-01", "2020-03-31"},
		{"3月 in the paragraph behind one that named 2019年", month(3), doc("2020-06-28").read(year(2019)).NewParagraph(), "2019-03", "2019-03-01", "2019-03-31"},
		{"3月 in the paragraph behind 2015年5月", month(3), doc("2020-06-28").read(all(year(2015), month(5))).NewParagraph(), "2015-03", "2015-03-01", "2015-03-31"},
		{"6月20日 behind 2019年, just before the document", all(month(6), day(20)), doc("2020-06-28").read(year(2019)), "2020-06-20", "2020-06-20", "2020-06-20"},
		{"3月20日 behind 2019年, long before the document", all(month(3), day(20)), doc("2020-06-28").read(year(2019)), "2019-03-20", "2019-03-20", "2019-03-20"},
		{"周日 behind 周六", weekday(7), doc("2023-05-10").read(weekday(6)), "2023-05-14", "2023-05-14", "2023-05-14"},
		{"一个月后 behind June", Shift{Base: now, By: long("1", Month), Dir: Forward}, doc("1990-10-03").read(month(6)), "1990-07", "1990-07-01", "1990-07-31"},
		{"周三 behind Friday 2 September", weekday(3), doc("2016-09-20").read(all(month(9), day(2))), "2016-08-31", "2016-08-31", "2016-08-31"},
	})
}

func TestBetween(t *testing.T) {
	a := doc("2012-08-10T12:00:00")
	evening, morning, afternoon := part(Evening), part(Morning), part(Afternoon)
	runResolve(t, []resolveCase{
		{"10月1日至7日", between(all(month(10), day(1)), day(7)), a, "2012-10-01/2012-10-07", "2012-10-01", "2012-10-07"},
		{"2022年4季度至2023年1季度", between(all(year(2022), quarter(4)), all(year(2023), quarter(1))), a, "2022-10/2023-03", "2022-10-01", "2023-03-31"},
		{"2020年至2021年冬", between(year(2020), all(year(2021), Partial{Season: At(4)})), a, "2020/2021-24", "2020-01-01", "2022-02-28"},
		{"3月5日9时至11时", between(all(month(3), day(5), hour(9)), hour(11)), a, "2012-03-05T09/2012-03-05T11", "2012-03-05T09:00:00", "2012-03-05T11:00:00"},
		{"1至3月2018年", between(month(1), all(year(2018), month(3))), a, "2018-01/2018-03", "2018-01-01", "2018-03-31"},
		{"12月至2018年3月", between(month(12), all(year(2018), month(3))), a, "2017-12/2018-03", "2017-12-01", "2018-03-31"},
		{"2017年11月至2月", between(all(year(2017), month(11)), month(2)), a, "2017-11/2018-02", "2017-11-01", "2018-02-28"},
		{"11月至翌年2月", between(month(11), all(nextYear, month(2))), a, "2012-11/2013-02", "2012-11-01", "2013-02-28"},
		{"2008年5月至8月", between(all(year(2008), month(5)), month(8)), a, "2008-05/2008-08", "2008-05-01", "2008-08-31"},
		{"下午1点半到3点", between(all(afternoon, clock(1, 30)), hour(3)), a, "2012-08-10T13:30/2012-08-10T15:00", "2012-08-10T13:30:00", "2012-08-10T15:00:00"},
		{"晚上10点至2点", between(all(evening, hour(10)), hour(2)), a, "2012-08-10T22/2012-08-11T02", "2012-08-10T22:00:00", "2012-08-11T02:00:00"},
		{"今晚10点至明早6点", between(all(today, evening, hour(10)), all(tomorrow, morning, hour(6))), a, "2012-08-10T22/2012-08-11T06", "2012-08-10T22:00:00", "2012-08-11T06:00:00"},
		{"晚上8点到上午10点", between(all(evening, hour(8)), all(part(Forenoon), hour(10))), a, "2012-08-10T20/2012-08-11T10", "2012-08-10T20:00:00", "2012-08-11T10:00:00"},
		{"9点到9点", between(hour(9), hour(9)), a, "2012-08-10T09/2012-08-10T21", "2012-08-10T09:00:00", "2012-08-10T21:00:00"},
		{"17:55:23-18:33:02", between(clock(17, 55, 23), clock(18, 33, 2)), Anchor{}, "T17:55:23/T18:33:02", "", ""},
		{"星期六至星期一", between(weekday(6), weekday(1)), doc("2016-09-02"), "2016-09-03/2016-09-05", "2016-09-03", "2016-09-05"},
		{"星期一到星期三 on a Tuesday", between(weekday(1), weekday(3)), doc("2013-02-12"), "2013-02-11/2013-02-13", "2013-02-11", "2013-02-13"},
		{"今天下午到晚上", between(all(today, afternoon), evening), a, "2012-08-10T12:00:00/2012-08-10T23:59:59", "2012-08-10T12:00:00", "2012-08-10T23:59:59"},
		{"80至90年代", between(Partial{Decade: At(8)}, Partial{Decade: At(9)}), a, "198X/199X", "1980-01-01", "1999-12-31"},
		{"3到6个月", between(long("3", Month), long("6", Month)), a, "P3M/P6M", "", ""},
		{"1—9月 of 2023年", all(year(2023), between(month(1), month(9))), a, "2023-01/2023-09", "2023-01-01", "2023-09-30"},
		{"2018年至今年 of an unknown document", between(year(2018), thisYear), Anchor{}, "2018/XXXX", "", ""},
		{"2018年至今年 behind 2020年3月", between(year(2018), thisYear), Anchor{}.read(all(year(2020), month(3))), "2018/2020", "2018-01-01", "2020-12-31"},
		{"5月3日至2010年1月", between(all(month(5), day(3)), all(year(2010), month(1))), a, "2009-05-03/2010-01", "2009-05-03", "2010-01-31"},
		{"今年5月至2010年1月", between(all(thisYear, month(5)), all(year(2010), month(1))), a, "", "", ""},
	})
}

func TestNonsense(t *testing.T) {
	for _, c := range []struct {
		text string
		a, b Expr
	}{
		{"13月", year(2023), month(13)},
		{"2月30日", month(2), day(30)},
		{"2023年2月29日", year(2023), all(month(2), day(29))},
		{"25点", part(Afternoon), hour(25)},
		{"早上15点", part(Morning), hour(15)},
		{"2022年2023年", year(2022), year(2023)},
		{"3月8点", month(3), hour(8)},
		{"2023年8点", year(2023), hour(8)},
		{"2023年10日", year(2023), day(10)},
		{"上半年三季度", half(1), quarter(3)},
		{"Monday 2023-12-28", all(year(2023), month(12), day(28)), weekday(1)},
		{"80年代3月", Partial{Decade: At(8)}, month(3)},
		{"2023年上月", year(2023), lastMonth},
		{"三年2023年", long("3", Year), year(2023)},
		{"目前3月", Present, month(3)},
		{"2013年 8个月后", year(2013), later(now, long("8", Month))},
		{"2018年以来3月", Modified{year(2018), Since}, month(3)},
		{"前三季度9点", Nth{First: 1, Last: 3, Unit: Quarter}, hour(9)},
		{"60分", hour(3), Partial{Minute: At(60)}},
	} {
		if e, err := Intersect(c.a, c.b); err == nil {
			t.Errorf("%s: %#v, want an error", c.text, e)
		}
	}
	for _, c := range []struct {
		text     string
		from, to Expr
	}{
		{"2025—2023年", year(2025), year(2023)},
		{"6到3个月", long("6", Month), long("3", Month)},
		{"3天到2023年", long("3", Day), year(2023)},
		{"3月到8点", month(3), hour(8)},
		{"目前至2023年", Present, year(2023)},
	} {
		if e, err := Between(c.from, c.to); err == nil {
			t.Errorf("%s: %#v, want an error", c.text, e)
		}
	}
}

func TestModified(t *testing.T) {
	r := Resolve(all(year(2025), Modified{month(9), End}), Anchor{})
	if r.Value != "2025-09" || r.Mod != End || r.Kind != KindDate {
		t.Errorf("2025年9月末: %+v", r)
	}
	r = Resolve(all(year(2025), Modified{sameYear, End}), Anchor{})
	if r.Value != "2025" || r.Mod != End {
		t.Errorf("2025年年底: %+v", r)
	}
	r = Resolve(Modified{sameYear, End}, doc("2020-06-28"))
	if r.Value != "2020" || r.Mod != End || r.Base != Doc {
		t.Errorf("年底: %+v", r)
	}
}

func TestDuration(t *testing.T) {
	for _, c := range []struct {
		text string
		d    Duration
		want string
	}{
		{"6个月", long("6", Month), "P6M"},
		{"两年半", halfMoreThan(2, Year), "P2Y6M"},
		{"1.50小时", long("1.50", Hour), "PT1.5H"},
		{"半年", halfMoreThan(0, Year), "P6M"},
		{"一个半月", halfMoreThan(1, Month), "P1M15D"},
		{"半个小时", halfMoreThan(0, Hour), "PT30M"},
		{"一天半", halfMoreThan(1, Day), "P1DT12H"},
		{"三周半", halfMoreThan(3, Week), "P3.5W"},
		{"二十年半", halfMoreThan(20, Year), "P20Y6M"},
		{"半个世纪", halfMoreThan(0, Century), "P50Y"},
		{"十个世纪半", halfMoreThan(10, Century), "P1050Y"},
		{"20.9天", long("20.9", Day), "P20.9D"},
		{"五个季度", long("5", Quarter), "P15M"},
		{"一个半季度", halfMoreThan(1, Quarter), "P4M15D"},
		{"33天2分钟四秒", plus(plus(long("33", Day), long("2", Minute)), long("4", Second)), "P33DT2M4S"},
		{"两千万小时", long("2E+7", Hour), "PT20000000H"},
		{"数年", UnknownDuration(Year), "PXY"},
	} {
		r := Resolve(c.d, doc("2020"))
		if r.Value != c.want || r.Kind != KindDuration || r.From != "" || r.Period.IsKnown() {
			t.Errorf("%s: %+v, want %s", c.text, r, c.want)
		}
	}
}

func TestSet(t *testing.T) {
	yearly := long("1", Year)
	for _, c := range []struct {
		text string
		s    Set
		want string
	}{
		{"每年", Set{Every: yearly}, "P1Y"},
		{"隔天", Set{Every: long("2", Day)}, "P2D"},
		{"每周一", Set{Every: long("1", Week), At: weekday(1)}, "XXXX-WXX-1"},
		{"每年3月", Set{Every: yearly, At: month(3)}, "XXXX-03"},
		{"每月10日", Set{Every: long("1", Month), At: day(10)}, "XXXX-XX-10"},
		{"每天8点", Set{Every: long("1", Day), At: hour(8)}, "T08"},
	} {
		if r := Resolve(c.s, doc("2020-06-28")); r.Value != c.want || r.Kind != KindSet || r.From != "" {
			t.Errorf("%s: %+v, want %s", c.text, r, c.want)
		}
	}
}

func TestParseMoment(t *testing.T) {
	for _, s := range []string{"1837", "2019-09", "2019-02-18", "2019-02-18T07", "2019-02-18T07:18", "2013-02-12T04:30:00"} {
		if m, err := ParseMoment(s); err != nil || m.String() != s {
			t.Errorf("%s: %v, %v", s, m, err)
		}
	}
	for _, s := range []string{"", "19", "2019-9", "2019-13", "2019-02-30", "2019-02T07", "2019-02-18T24:00", "2019-02-18T07:18:00Z", "2019-02-18-01", "昨天"} {
		if m, err := ParseMoment(s); err == nil {
			t.Errorf("%s: %v, want an error", s, m)
		}
	}
}
