package text

import (
	"iter"
	"sort"
)

// run is one stretch of the map from normalised runes to source code points.
// In a stepping run the offsets move in step: norm+i came from src+i. In an
// atomic one all its runes came from src to end together (½ written out as
// 1/2, a glyph printed twice). What no run covers was deleted.
type run struct {
	norm     Pos
	src, end int32
	atomic   bool
}

// runMap is the whole map, in order: norm strictly grows, src never falls, and
// neither does end.
type runMap []run

// find gives the index of the run that holds p, which must lie within the text.
func (m runMap) find(p Pos) int {
	return sort.Search(len(m), func(i int) bool { return m[i].norm > p }) - 1
}

// place gives the source code points from the first that a span, which must
// not be empty, came from to the last.
func (m runMap) place(span Span) (start, end int) {
	first, p := m.find(span.Start), span.End-1
	last := first
	if last+1 < len(m) && m[last+1].norm <= p {
		last = m.find(p)
	}
	return m[first].startOf(span.Start), m[last].endOf(p)
}

// start and end give the source code points that the rune at p came from.
func (r run) startOf(p Pos) int {
	if r.atomic {
		return int(r.src)
	}
	return int(r.src) + int(p-r.norm)
}

func (r run) endOf(p Pos) int {
	if r.atomic {
		return int(r.end)
	}
	return int(r.src) + int(p-r.norm) + 1
}

// mapBuilder appends pieces of an older map in order and keeps the runs as few
// as they can be.
type mapBuilder struct {
	runs runMap
	norm Pos // normalised runes so far
}

// step appends n runes that came one by one from src on.
func (b *mapBuilder) step(src int32, n int) {
	if n <= 0 {
		return
	}
	if k := len(b.runs) - 1; k >= 0 && !b.runs[k].atomic && b.runs[k].end == src {
		b.runs[k].end += int32(n)
	} else {
		b.runs = append(b.runs, run{norm: b.norm, src: src, end: src + int32(n)})
	}
	b.norm += Pos(n)
}

// atom appends n runes that came from src to end together.
func (b *mapBuilder) atom(src, end int32, n int) {
	if n <= 0 {
		return
	}
	if n == 1 && end-src == 1 {
		b.step(src, 1)
		return
	}
	b.runs = append(b.runs, run{norm: b.norm, src: src, end: end, atomic: true})
	b.norm += Pos(n)
}

// cursor walks an older map forward; its calls must come in growing order.
type cursor struct {
	runs runMap
	i    int
	size Pos // runes of the older text
}

// limit is where the run at the cursor ends, in runes of the older text.
func (c *cursor) limit() Pos {
	if c.i+1 < len(c.runs) {
		return c.runs[c.i+1].norm
	}
	return c.size
}

func (c *cursor) seek(p Pos) run {
	for c.limit() <= p && c.i+1 < len(c.runs) {
		c.i++
	}
	return c.runs[c.i]
}

// copyTo hands the runes from start to end over to the new map unchanged.
func (c *cursor) copyTo(b *mapBuilder, start, end Pos) {
	for start < end {
		r := c.seek(start)
		upto := min(end, c.limit())
		n := int(upto - start)
		if r.atomic {
			b.atom(r.src, r.end, n)
		} else {
			b.step(r.src+int32(start-r.norm), n)
		}
		start = upto
	}
}

// extent gives the source code points from those of the rune at start to those
// of the last one before end.
func (c *cursor) extent(start, end Pos) (int32, int32) {
	from := int32(c.seek(start).startOf(start))
	return from, int32(c.seek(end - 1).endOf(end - 1))
}

// Run is a stretch of the normalised text and the place in the source that it
// came from. One that has no runes stands for a place of the source that was
// deleted.
type Run struct {
	Span
	Raw RawSpan

	// Joint tells that all runes came from the whole place together, as a glyph
	// printed twice; else each came from the one at its own distance.
	Joint bool
}

// Runs is the whole map, in the order of the text: places of the source that
// were deleted are runs, too, so that together they cover the source. Joint
// runs that share a place come one behind the other.
func (doc *Text) Runs() iter.Seq[Run] {
	return func(yield func(Run) bool) {
		at := 0
		for i, r := range doc.runs {
			span := Span{Start: r.norm, End: doc.Len()}
			if i+1 < len(doc.runs) {
				span.End = doc.runs[i+1].norm
			}
			if at < int(r.src) && !yield(Run{Span: Span{r.norm, r.norm}, Raw: doc.src.Place(at, int(r.src))}) {
				return
			}
			if !yield(Run{Span: span, Raw: doc.src.Place(int(r.src), int(r.end)), Joint: r.atomic}) {
				return
			}
			at = int(r.end)
		}
		if at < doc.src.Len() {
			yield(Run{Span: Span{doc.Len(), doc.Len()}, Raw: doc.src.Place(at, doc.src.Len())})
		}
	}
}
