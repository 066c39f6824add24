package report

import (
	"sort"

	"zhfacts/pipeline/text"
)

// alignment is the map of a text, unrolled: the code points of the source that
// each normalised rune came from. It never goes back.
type alignment struct{ start, end []int32 }

func align(doc *text.Text) alignment {
	n := int(doc.Len())
	at := alignment{make([]int32, n), make([]int32, n)}
	for p := range text.Pos(n) {
		raw := doc.Raw(text.Span{Start: p, End: p + 1})
		at.start[p], at.end[p] = int32(raw.Start), int32(raw.End)
	}
	return at
}

// span is the place in the normalised text of a place in the source; empty when
// nothing of it is left there.
func (at alignment) span(start, end int) text.Span {
	n := len(at.start)
	from := sort.Search(n, func(p int) bool { return int(at.end[p]) > start })
	to := sort.Search(n, func(p int) bool { return int(at.start[p]) >= end })
	return text.Span{Start: text.Pos(from), End: text.Pos(max(from, to))}
}

// edit is one thing that normalising did: the code points of the source from
// start to end became with. What no edit names stayed as it was.
type edit struct {
	start, end int
	with       string
}

// edits lists what normalising did, in the order of the source: made to the
// source one by one they give the normalised text.
func (at alignment) edits(doc *text.Text) []edit {
	var edits []edit
	source := doc.Source().Runes()
	done, n := 0, len(at.start) // code points of the source dealt with
	runes := doc.Runes(text.Span{Start: 0, End: text.Pos(n)})
	for p := 0; p < n; {
		start, end := int(at.start[p]), int(at.end[p])
		if start > done {
			edits = append(edits, edit{done, start, ""})
			done = start
		}
		q := p + 1
		for q < n && at.start[q] == at.start[p] && at.end[q] == at.end[p] {
			q++
		}
		if q > p+1 || end != start+1 || start < done || source[start] != runes[p] {
			edits = append(edits, edit{max(start, done), max(end, done), string(runes[p:q])})
		}
		done = max(done, end)
		p = q
	}
	if done < len(source) {
		edits = append(edits, edit{done, len(source), ""})
	}
	return edits
}
