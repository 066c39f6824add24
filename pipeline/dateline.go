package pipeline

import (
	"strings"
	"time"

	"zhfacts/pipeline/calendar"
	"zhfacts/pipeline/text"
)

const (
	// datelineHead is how many runes stand before the date of a dateline at most.
	datelineHead = 30
	// datelineAge is by how many days a dateline and the document's date differ at most.
	datelineAge = 10
)

// dateline gives the day of a time that is the date of a dateline, 新华社巴黎10月25日电:
// what is written behind it counts its days from there and not from the date of the file
// that carries it. A report that the text only cites (据新华社10月25日电称) is none.
func dateline(doc *text.Text, sentence text.Sentence, span text.Span, resolved calendar.Resolved, now calendar.Moment) (calendar.Moment, bool) {
	if len(resolved.From) != len("2006-01-02") || resolved.From != resolved.To || span.Start-sentence.Start > datelineHead {
		return calendar.Moment{}, false
	}
	head := strings.TrimLeft(doc.String(text.Span{Start: sentence.Start, End: span.Start}), " 　\t\n（(【[●▲■◆")
	if head == "" || strings.ContainsAny(head, "，。：；、“《") {
		return calendar.Moment{}, false
	}
	rest := strings.TrimLeft(doc.String(text.Span{Start: span.End, End: min(sentence.End, span.End+4)}), " 　")
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "专"), "急")
	after, found := strings.CutPrefix(rest, "电")
	if !found {
		after, found = strings.CutPrefix(rest, "讯")
	}
	if !found || after != "" && strings.ContainsAny(string([]rune(after)[:1]), "力话視视子网影脑台器信商车动机池量价费压流站缆称说息问") {
		return calendar.Moment{}, false
	}
	day, err := calendar.ParseMoment(resolved.From)
	if err != nil || !near(resolved.From, now) {
		return calendar.Moment{}, false
	}
	return day, true
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
