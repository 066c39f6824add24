package calendar

import "testing"

func TestYearOfADocument(t *testing.T) {
	aim := func(e Expr) Expr { return Modified{e, Aim} }
	date := func(y, m, d int) Expr { return all(year(y), month(m), day(d)) }
	for _, tc := range []struct {
		doc   string
		times []Expr
		want  int
	}{
		{"nothing named", []Expr{thisYear, month(3)}, 0},
		{"one year", []Expr{year(2023)}, 2023},
		{"the last is a year long gone", []Expr{date(2024, 3, 5), year(1998)}, 2024},
		{"a life", []Expr{year(1935), year(1958), year(2003)}, 2003},
		{"an aim", []Expr{year(2021), aim(year(2030))}, 2021},
		{"bounds", []Expr{year(2021), Modified{year(2035), Before}, Modified{year(2035), After}}, 2021},
		{"what has begun", []Expr{Modified{year(2018), Since}}, 2018},
		{"an aim that nothing shows", []Expr{date(2024, 8, 1), all(year(2024), quarter(2)), year(2035)}, 2024},
		{"a plan of several years", []Expr{year(2021), Range{year(2021), year(2025)}}, 2021},
		{"months of one year", []Expr{year(2020), Range{all(year(2022), month(3)), month(5)}}, 2022},
	} {
		var years Years
		for _, e := range tc.times {
			years.Add(e)
		}
		if got := years.Likeliest(); got != tc.want {
			t.Errorf("%s: the year is %d, want %d", tc.doc, got, tc.want)
		}
	}
}
