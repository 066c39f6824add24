package calendar

// TwoDigitYear is the year meant by two digits: 40 to 99 are of the 20th
// century, 00 to 39 of the 21st. Plans reach some fifteen years ahead
// (到35年), while the forties are the first years of today's newspapers.
func TwoDigitYear(n int) int {
	if n < 40 {
		return 2000 + n
	}
	return 1900 + n
}

// FiveYearPlan is the period of China's n-th five-year plan (十四五 is 14).
// The first two ran 1953 to 1957 and 1958 to 1962; after the years of
// readjustment 1963 to 1965 all follow without gap from 1966.
func FiveYearPlan(n int) (Range, bool) {
	first := 1951 + 5*n
	if n < 3 {
		first = 1948 + 5*n
	}
	if n < 1 {
		return Range{}, false
	}
	return Range{Partial{Year: At(first)}, Partial{Year: At(first + 4)}}, true
}
