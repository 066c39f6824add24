// Command lunargen writes the table of lunar years and solar terms that
// package calendar embeds, from the calendar library lunar-go:
//
//	cd pipeline/calendar/internal/lunargen && go run . > ../../lunar.tsv
//
// It asks the library for every day from 1900-01-31, the first day of the
// first lunar year, to the last day of the last one.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/6tail/lunar-go/calendar"
)

const (
	firstYear = 1900
	lastYear  = 2100
)

const header = `# Lunar years and solar terms, 1900 to 2100.
# source: lunar-go 1.4.6 (github.com/6tail/lunar-go, MIT), by pipeline/calendar/internal/lunargen
# licence: facts; as the project itself
# One line a year: the year; the first day of its lunar year, MMDD; the length of its lunar months, L 30 and S 29 days, with
# the leap month in its place; the number of the month that the leap month follows, 0 for none; the day of the month of
# the 24 solar terms of the year from 小寒, two digits each, two a month.
`

type year struct {
	newYear string
	lengths strings.Builder
	leap    int
	terms   strings.Builder
}

func main() {
	years := map[int]*year{}
	get := func(y int) *year {
		if years[y] == nil {
			years[y] = &year{}
		}
		return years[y]
	}
	last := 0 // days of the month at hand
	prev := struct{ year, month int }{}
	close := func() {
		if prev.year == 0 {
			return
		}
		length := byte('S')
		if last == 30 {
			length = 'L'
		}
		get(prev.year).lengths.WriteByte(length)
	}
	start := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC)
	for day := start; ; day = day.AddDate(0, 0, 1) {
		lunar := calendar.NewSolarFromYmd(day.Year(), int(day.Month()), day.Day()).GetLunar()
		if day.Year() <= lastYear && lunar.GetJieQi() != "" {
			fmt.Fprintf(&get(day.Year()).terms, "%02d", day.Day())
		}
		if lunar.GetYear() < firstYear {
			continue
		}
		if lunar.GetDay() == 1 {
			close()
			if lunar.GetYear() > lastYear {
				break
			}
			prev.year, prev.month = lunar.GetYear(), lunar.GetMonth()
			if prev.month == 1 {
				get(prev.year).newYear = day.Format("0102")
			}
			if prev.month < 0 {
				get(prev.year).leap = -prev.month
			}
		}
		last = lunar.GetDay()
	}
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	w.WriteString(header)
	for y := firstYear; y <= lastYear; y++ {
		r := years[y]
		fmt.Fprintf(w, "%d\t%s\t%s\t%d\t%s\n", y, r.newYear, r.lengths.String(), r.leap, r.terms.String())
	}
}
