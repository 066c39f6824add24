package pipeline

import (
	"slices"
	"strings"
	"time"

	"zhfacts/pipeline/calendar"
	"zhfacts/pipeline/text"
)

const (
	// datelineHead is how many runes stand before the date of a dateline at most: a report
	// of many places names them all.
	datelineHead = 80
	// datelineAge is by how many days a dateline and the document's date differ at most.
	datelineAge = 10
)

// isDateline tells whether a time is the date of a dateline, 新华社巴黎10月25日电: what is
// written behind it counts its days from there and not from the date of the file that
// carries it. A report that the text only cites (据新华社10月25日电称) is none.
func isDateline(doc *text.Text, sentence text.Sentence, span text.Span) bool {
	behind := doc.Runes(text.Span{Start: span.End, End: min(sentence.End, span.End+4)})
	if !slices.Contains(behind, '电') && !slices.Contains(behind, '讯') {
		return false // so with nearly all times
	}
	rest := strings.TrimLeft(string(behind), " 　")
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "专"), "急")
	after, found := strings.CutPrefix(rest, "电")
	if !found {
		after, found = strings.CutPrefix(rest, "讯")
	}
	if !found || after != "" && strings.ContainsAny(string([]rune(after)[:1]), "力話话視视子网影脑台器信商车动机池量价费压流站缆称說说息問问") ||
		span.Start-sentence.Start > datelineHead {
		return false
	}
	head := strings.TrimLeft(doc.String(text.Span{Start: sentence.Start, End: span.Start}), " 　\t\n（(【[●▲■◆")
	return head != "" && !strings.ContainsAny(head, "，。：；“《")
}

// datelineDay gives the day of a dateline, if it may be that of a document of a date.
func datelineDay(resolved calendar.Resolved, date calendar.Moment) (calendar.Moment, bool) {
	if resolved.From == "" || resolved.From != resolved.To || len(resolved.From) != len(time.DateOnly) || !near(resolved.From, date) {
		return calendar.Moment{}, false
	}
	day, err := calendar.ParseMoment(resolved.From)
	return day, err == nil
}

// near tells whether a day may be that of a document of a date: it lies within the date
// as far as that is known, or so many days from it.
func near(day string, date calendar.Moment) bool {
	if date.Grain < calendar.Day {
		return strings.HasPrefix(day, date.String())
	}
	a, err := time.Parse(time.DateOnly, day)
	b := time.Date(date.Year, time.Month(date.Month), date.Day, 0, 0, 0, 0, time.UTC)
	return err == nil && a.Sub(b).Abs() <= datelineAge*24*time.Hour
}
