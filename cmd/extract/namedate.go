package main

import (
	"fmt"
	"regexp"
	"strconv"

	"zhfacts/pipeline"
	"zhfacts/pipeline/batch"
)

// datedName finds a date in a name: 2024-01-05, 2024_01_05, 20240105,
// 2024年1月5日, 2024-01. The places with several forms are groups 1 to 3.
var datedName = regexp.MustCompile(`(?:^|[^0-9])((?:18|19|20)[0-9]{2})(?:([01][0-9])([0-3][0-9])|[-_.年]([01]?[0-9])(?:[-_.月]([0-3]?[0-9]))?)(?:[^0-9]|$)`)

// nameDate is the date in a name, in ISO 8601; "" if there is none.
func nameDate(name string) string {
	for m := datedName.FindStringSubmatchIndex(name); m != nil; m = datedName.FindStringSubmatchIndex(name) {
		number := func(groups ...int) int {
			for _, g := range groups {
				if m[2*g] >= 0 {
					n, err := strconv.Atoi(name[m[2*g]:m[2*g+1]])
					if err == nil {
						return n
					}
				}
			}
			return 0
		}
		year, month, day := number(1), number(2, 4), number(3, 5)
		date := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
		if day == 0 {
			date = fmt.Sprintf("%04d-%02d", year, month)
		}
		if pipeline.CheckDate(date) == nil {
			return date
		}
		name = name[m[3]:] // behind the year
	}
	return ""
}

// datedByName gives documents the dates that stand in their names, unless the
// input gives them others than the general one.
func datedByName(items batch.Items, general string) batch.Items {
	return func(yield func(batch.Item, error) bool) {
		for item, err := range items {
			read := item.Read
			if err == nil {
				item.Read = func() (pipeline.Input, error) {
					in, err := read()
					if date := nameDate(in.ID); date != "" && (in.Date == "" || in.Date == general) {
						in.Date = date
					}
					return in, err
				}
			}
			if !yield(item, err) {
				return
			}
		}
	}
}
