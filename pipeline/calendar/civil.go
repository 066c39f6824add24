package calendar

// Days are counted from 1970-01-01, seconds from its midnight, in the
// proleptic Gregorian calendar; year 0 is the year before year 1.

const daySeconds = 24 * 60 * 60

// dayOf is the number of the day year-month-day. The day may lie outside the
// month and the month outside the year; both are carried.
func dayOf(year, month, day int) int64 {
	month--
	year += floorDiv(month, 12)
	month = floorMod(month, 12)
	// Years run from March here, so that the leap day is the last of the year.
	y, m := int64(year), int64(month+10)%12
	if m >= 10 {
		y--
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	doy := (153*m+2)/5 + int64(day) - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468
}

// dateOf is the date of a day.
func dateOf(day int64) (year, month, date int) {
	z := day + 719468
	era := floorDiv(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	m := (5*doy + 2) / 153
	date = int(doy - (153*m+2)/5 + 1)
	month = int(m) + 3
	if month > 12 {
		month -= 12
	}
	year = int(yoe + era*400)
	if month <= 2 {
		year++
	}
	return year, month, date
}

// monthDays is the length of a month.
func monthDays(year, month int) int { return int(dayOf(year, month+1, 1) - dayOf(year, month, 1)) }

// weekdayOf is 1 for Monday to 7 for Sunday.
func weekdayOf(day int64) int { return int(floorMod(day+3, 7)) + 1 }

// mondayOf is the Monday of the week of a day.
func mondayOf(day int64) int64 { return day - int64(weekdayOf(day)) + 1 }

// isoWeekOf is the ISO 8601 year and week of a day.
func isoWeekOf(day int64) (year, week int) {
	thursday := mondayOf(day) + 3
	year, _, _ = dateOf(thursday)
	return year, int(thursday-dayOf(year, 1, 1))/7 + 1
}

// isoWeek is the Monday of an ISO 8601 week.
func isoWeek(year, week int) int64 { return mondayOf(dayOf(year, 1, 4)) + int64(week-1)*7 }

// isoWeeks is the number of weeks of an ISO 8601 year.
func isoWeeks(year int) int { return int(isoWeek(year+1, 1)-isoWeek(year, 1)) / 7 }

func floorDiv[T int | int64](a, b T) T {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod[T int | int64](a, b T) T { return a - floorDiv(a, b)*b }
