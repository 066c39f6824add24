package report

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Lengths in runes: a block is drawn as a whole or not at all; a paragraph that
// is longer than a piece goes on in another element.
const (
	blockLength = 1_500
	pieceLength = 3_000
)

// interval is a stretch of the text that becomes an element.
type interval struct {
	text.Span
	open  string // its start tag; all are spans
	depth int    // levels of mentions within it
}

// article is the text as HTML: paragraphs, in them sentences, in them mentions,
// which may nest and overlap. An interval that another one cuts apart becomes two
// elements.
func (v *view) article() template.HTML {
	mentions := v.mentions()
	sentences := v.doc.Text.Sentences()
	var b strings.Builder
	b.Grow(int(v.doc.Text.Len())*4 + len(mentions)*48)
	open, filled := false, 0
	k, i := 0, 0 // the next sentence, the next mention
	for _, para := range v.doc.Text.Paragraphs() {
		if para.Len() == 0 {
			continue
		}
		if filled > blockLength && open {
			b.WriteString("</section>\n")
			open = false
		}
		if !open {
			b.WriteString("<section>\n")
			open, filled = true, 0
		}
		filled += para.Len() + 40
		for from := para.Start; from < para.End; {
			to := v.pieceEnd(from, para.End, k)
			var inside []interval
			for ; k < len(sentences) && sentences[k].Start < to; k++ {
				inside = append(inside, interval{Span: sentences[k].Span, open: `<span class="s" data-s="` + strconv.Itoa(k) + `">`})
			}
			for ; i < len(mentions) && mentions[i].Start < to; i++ {
				inside = append(inside, mentions[i])
			}
			class := "k-" + string(para.Kind)
			if from > para.Start {
				class += " goes-on"
			}
			b.WriteString(`<p class="` + class + `" data-a="` + strconv.Itoa(int(from)) + `">`)
			v.inline(&b, text.Span{Start: from, End: to}, inside)
			b.WriteString("</p>\n")
			from = to
		}
	}
	if open {
		b.WriteString("</section>\n")
	}
	return template.HTML(b.String())
}

// pieceEnd is where the element that begins at from ends: with the paragraph, or
// with the sentence in which it grows too long. k is the first sentence of it.
func (v *view) pieceEnd(from, end text.Pos, k int) text.Pos {
	if end-from <= pieceLength {
		return end
	}
	sentences := v.doc.Text.Sentences()
	for ; k < len(sentences) && sentences[k].Start < end; k++ {
		if sentences[k].End-from > pieceLength {
			return min(end, sentences[k].End)
		}
	}
	return end
}

// mentions are the intervals of all mentions, the outer before the inner.
func (v *view) mentions() []interval {
	type mention struct {
		text.Span
		index int
	}
	var all []mention
	for i, r := range v.records {
		if r.RecordType() != record.TypeFact && r.span.Len() > 0 {
			all = append(all, mention{r.span, i})
		}
	}
	slices.SortStableFunc(all, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	depth := make([]int, len(all))
	var around []int // the mentions that reach over the place, by their index in all
	for i, m := range all {
		around = slices.DeleteFunc(around, func(k int) bool { return all[k].End <= m.Start })
		around = append(around, i)
		for k, outer := range around {
			depth[outer] = max(depth[outer], len(around)-1-k)
		}
	}
	// A fact has no element of its own: what differs in it shows at its quantity.
	factState := map[string]string{}
	for i := range v.records {
		r := &v.records[i]
		if f, ok := r.Mention.(*record.Fact); ok && r.change != nil {
			factState[f.Quantity] = r.change.state()
		}
	}
	out := make([]interval, len(all))
	for i, m := range all {
		r := &v.records[m.index]
		class := "m " + string(r.RecordType().Letter())
		if state := r.change.state(); state != "" {
			class += " " + state
		} else if state := factState[r.Base().ID]; state != "" {
			class += " fact-" + state
		}
		if depth[i] > 0 {
			class += " over" + strconv.Itoa(min(depth[i], 3))
		}
		out[i] = interval{m.Span, `<span class="` + class + `" data-r="` + strconv.Itoa(m.index) + `">`, depth[i]}
	}
	return out
}

// inline writes a stretch of the text with its intervals, which are in order of
// their starts.
func (v *view) inline(b *strings.Builder, span text.Span, inside []interval) {
	// Sentences come first in inside, so a stable sort keeps them outside the
	// mentions that begin and end with them.
	slices.SortStableFunc(inside, func(x, y interval) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End))
	})
	var open []interval
	at := span.Start
	write := func(to text.Pos) {
		if to = min(to, span.End); to > at {
			template.HTMLEscape(&carriage{b}, []byte(v.doc.Text.String(text.Span{Start: at, End: to})))
			at = to
		}
	}
	// closeUntil ends all that ends up to the place, in the order of their ends,
	// and begins anew what had to be closed around it.
	closeUntil := func(limit text.Pos) {
		for len(open) > 0 {
			first := slices.MinFunc(open, func(x, y interval) int { return cmp.Compare(x.End, y.End) }).End
			if first > limit {
				return
			}
			write(first)
			keep := 0
			for keep < len(open) && open[keep].End > first {
				keep++
			}
			for range open[keep:] {
				b.WriteString("</span>")
			}
			rest := slices.DeleteFunc(slices.Clone(open[keep:]), func(x interval) bool { return x.End <= first })
			open = append(open[:keep], rest...)
			for _, x := range rest {
				b.WriteString(strings.Replace(x.open, `class="m `, `class="m cut `, 1))
			}
		}
	}
	for _, x := range inside {
		closeUntil(x.Start)
		write(x.Start)
		b.WriteString(x.open)
		open = append(open, x)
	}
	closeUntil(span.End)
	write(span.End)
	for range open {
		b.WriteString("</span>")
	}
}

// carriage keeps carriage returns, which a reader of HTML would take for line
// breaks and so move every place behind them.
type carriage struct{ b *strings.Builder }

func (c *carriage) Write(p []byte) (int, error) {
	for i, line := range strings.Split(string(p), "\r") {
		if i > 0 {
			c.b.WriteString("&#13;")
		}
		c.b.WriteString(line)
	}
	return len(p), nil
}
