package normalise

import (
	"slices"

	"zhfacts/pipeline/text"
)

const docWraps = `Joins the lines that are one paragraph, across page and column breaks and the
furniture between them, and makes every other stretch of line ends a single one.
It decides by evidence, in this order: a row of a table stays alone; what no line
starts with (。”) was torn off; an open bracket closes below; a line goes on
behind a comma; a new paragraph shows by its indent, its list marker or its kind;
a full line, measured against the lines before and behind it, goes on below; a
short one does only when the dictionary finds a word across its end. Latin words
get their space or lose their hyphen. Deletes line ends, white space beside them
and furniture within a paragraph, nothing else.`

func wraps(doc *text.Draft, job *job) *text.Draft {
	runes := doc.Runes()
	lines := job.linesOf(doc)
	if len(lines) == 0 {
		e := doc.Edit()
		if len(runes) > 0 {
			e.Delete(text.Span{Start: 0, End: text.Pos(len(runes))})
		}
		return e.Draft()
	}
	body := lines
	if isFurniture := func(l line) bool { return l.kind == kindFurniture }; slices.ContainsFunc(lines, isFurniture) {
		body = slices.DeleteFunc(slices.Clone(lines), isFurniture)
	}
	j := &job.joiner
	j.read(body, runes, job.Words)
	if first, found := j.turns(); found && !job.skips("columns") {
		job.warnings = append(job.warnings, text.Warning{At: doc.Raw(text.Span{Start: first, End: first + 1}).Start,
			Problem: "the lines of two columns seem to stand in turns",
			Advice:  "extract the text column by column; sentences and numbers may be cut here"})
	}
	e := doc.Edit()
	last := lines[0]
	if last.Start > 0 {
		e.Delete(text.Span{Start: 0, End: last.Start})
	}
	k := 0 // the next line of body
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if l.kind != kindFurniture {
			if k > 0 && j.joins(k-1, k) {
				from := body[k-1].End
				if gap := j.tornBefore(k-1, k); gap.Len() > 0 {
					e.Delete(gap)
				}
				if glue := j.glue(k-1, k); glue > 0 {
					e.Replace(text.Span{Start: from, End: l.Start}, glue)
				} else if glue < 0 { // a hyphen that broke a word
					e.Delete(text.Span{Start: from - 1, End: l.Start})
				} else {
					e.Delete(text.Span{Start: from, End: l.Start})
				}
				if gap := j.tornBehind(k-1, k); gap.Len() > 0 {
					e.Delete(gap)
				}
				k++
				last = l
				continue
			}
			k++
		} else if k > 0 && k < len(body) && j.joins(k-1, k) {
			continue // it cuts a paragraph apart and goes with the line ends
		}
		if i > 0 {
			oneBreak(e, runes, text.Span{Start: last.End, End: l.Start})
		}
		last = l
	}
	if end := text.Pos(len(runes)); last.End < end {
		e.Delete(text.Span{Start: last.End, End: end})
	}
	return e.Draft()
}

// oneBreak leaves one line feed of the white space between two paragraphs.
func oneBreak(e *text.Editor, runes []rune, span text.Span) {
	p := span.Start
	for p < span.End && runes[p] != '\n' {
		p++
	}
	if p == span.End { // a form feed alone
		p = span.Start
		for !isBreak(runes[p]) {
			p++
		}
	}
	if p > span.Start {
		e.Delete(text.Span{Start: span.Start, End: p})
	}
	if runes[p] != '\n' {
		e.Set(p, '\n')
	}
	if p+1 < span.End {
		e.Delete(text.Span{Start: p + 1, End: span.End})
	}
}
