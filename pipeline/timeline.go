package pipeline

import (
	"fmt"
	"slices"

	"zhfacts/pipeline/calendar"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// timeLine is the mentions of a document with its times resolved.
type timeLine struct {
	mentions []rules.Mention
	anchors  map[int]anchor // of relative times, by their index in mentions
}

// anchor is what a relative time was resolved against: the document's date,
// or the mention that put a period in force.
type anchor struct {
	date    string // "" when it is a mention
	mention int
}

// onTimeLine resolves the times of a document in the order of the text,
// against the document's date (ISO 8601, "" when not known) and the period
// that the text before has put in force; a dateline takes the place of the document's
// date for what stands behind it. Without a date, the document is of the
// year that its times speak for, from the first one on that names a year. What
// turns out to be no time at all, as the 30th of a February, is left out. The line's
// mentions are appended to room, which is empty and may be nil.
func onTimeLine(doc *text.Text, mentions []rules.Mention, date string, room []rules.Mention) (timeLine, error) {
	var now calendar.Anchor
	if date != "" {
		moment, err := calendar.ParseMoment(date)
		if err != nil {
			return timeLine{}, fmt.Errorf("the document's date: %w", err)
		}
		now.Doc = moment
	}
	line := timeLine{mentions: slices.Grow(room, len(mentions)), anchors: map[int]anchor{}}
	times := make([]rules.Time, 0, countTimes(mentions))
	var byYear []int    // relative times resolved against the document's year
	focus := -1         // the mention that put now.Focus in force
	from := -1          // the dateline that tells now.Doc
	year, told := 0, -1 // what the document is of by its times, and the first mention that names it
	if date == "" {
		year = yearOf(mentions)
	}
	sentences, paragraph := doc.Sentences(), 0
	for i := range mentions {
		m := &mentions[i]
		if m.Time == nil {
			line.mentions = append(line.mentions, *m)
			continue
		}
		if at := sentences[m.Sentence].Paragraph; at != paragraph {
			paragraph, now = at, now.NewParagraph()
		}
		against, dateline := now, isDateline(doc, sentences[m.Sentence], m.Span)
		if dateline && now.Doc.Grain != calendar.NoGrain {
			against.Focus = calendar.Period{} // its month is not of what the text told before
		}
		resolved := calendar.Resolve(m.Time.Expr, against)
		if resolved.Kind == "" {
			continue
		}
		at := len(line.mentions)
		switch {
		case resolved.Base == calendar.Doc && from >= 0:
			line.anchors[at] = anchor{mention: from}
		case resolved.Base == calendar.Doc && date != "":
			line.anchors[at] = anchor{date: date}
		case resolved.Base == calendar.Doc:
			byYear = append(byYear, at)
		case resolved.Base == calendar.Focus && focus >= 0:
			line.anchors[at] = anchor{mention: focus}
		}
		times = append(times, rules.Time{
			Expr:     m.Time.Expr,
			Relative: resolved.Base == calendar.Doc || resolved.Base == calendar.Focus,
			TimeValue: record.TimeValue{
				Kind:  record.TimeKind(resolved.Kind),
				Value: resolved.Value,
				From:  resolved.From,
				To:    resolved.To,
				Mod:   record.Mod(resolved.Mod),
			},
		})
		line.mentions = append(line.mentions, *m)
		line.mentions[at].Time = &times[len(times)-1]
		if next := now.Advance(m.Time.Expr, resolved); next != now {
			now, focus = next, at
		}
		if dateline {
			if day, ok := datelineDay(resolved, now.Doc); ok {
				now.Doc, from = day, at
			}
		}
		if year != 0 && told < 0 {
			switch named, _ := calendar.YearOf(m.Time.Expr); named {
			case 0:
			case year:
				now.Year, told = year, at
			default:
				now.Year = year
			}
		}
	}
	for _, at := range byYear {
		if told >= 0 {
			line.anchors[at] = anchor{mention: told}
		}
	}
	return line, nil
}

// countTimes is how many of the mentions are times.
func countTimes(mentions []rules.Mention) int {
	n := 0
	for i := range mentions {
		if mentions[i].Time != nil {
			n++
		}
	}
	return n
}

// yearOf is the year that the times of a document without date speak for, 0 when
// they name none.
func yearOf(mentions []rules.Mention) int {
	var years calendar.Years
	for i := range mentions {
		if t := mentions[i].Time; t != nil {
			years.Add(t.Expr)
		}
	}
	return years.Likeliest()
}
