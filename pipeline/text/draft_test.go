package text

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// checkMap holds a text to the laws of the map.
func checkMap(t interface {
	Fatalf(string, ...any)
}, doc *Text) {
	n, source := doc.Len(), doc.Source().Runes()
	last := RawSpan{}
	for p := Pos(0); p < n; p++ {
		raw := doc.Raw(Span{p, p + 1})
		if raw.Start < last.Start || raw.End < last.End || raw.ByteStart < last.ByteStart {
			t.Fatalf("rune %d goes back from %v to %v", p, last, raw)
		}
		if raw.Start >= raw.End || raw.End > len(source) {
			t.Fatalf("rune %d comes from %v of %d", p, raw, len(source))
		}
		if got := doc.RawString(Span{p, p + 1}); got != string(source[raw.Start:raw.End]) {
			t.Fatalf("rune %d: raw %q is not the source at %v", p, got, raw)
		}
		last = raw
	}
}

// TestEditsKeepTheMap makes random edits in several rounds and follows, in a
// plain way, which source code points each rune came from.
func TestEditsKeepTheMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := FromString(rapid.StringOfN(rapid.SampledFrom([]rune("中文数字3.4 \n½")), 0, 60, -1).Draw(t, "source"))
		doc := NewDraft(src)
		type origin struct{ start, end int }
		origins := make([]origin, src.Len())
		for i := range origins {
			origins[i] = origin{i, i + 1}
		}
		for round := range rapid.IntRange(0, 4).Draw(t, "rounds") {
			e := doc.Edit()
			var next []origin
			var runes []rune
			at := 0
			for at < len(origins) {
				skip := rapid.IntRange(0, 5).Draw(t, "skip")
				for range min(skip, len(origins)-at) {
					next, runes = append(next, origins[at]), append(runes, doc.Runes()[at])
					at++
				}
				if at == len(origins) {
					break
				}
				size := min(rapid.IntRange(1, 3).Draw(t, "size"), len(origins)-at)
				with := []rune(rapid.StringOfN(rapid.Rune(), 0, 3, -1).Draw(t, "with"))
				e.Replace(Span{Pos(at), Pos(at + size)}, with...)
				from := origin{origins[at].start, origins[at+size-1].end}
				for _, r := range with {
					next, runes = append(next, from), append(runes, r)
				}
				at += size
			}
			doc, origins = e.Draft(), next
			if !slices.Equal(doc.Runes(), runes) {
				t.Fatalf("round %d gives %q, want %q", round, string(doc.Runes()), string(runes))
			}
		}
		done := doc.Finish(nil, Head{})
		checkMap(t, done)
		for p, o := range origins {
			raw := done.Raw(Span{Pos(p), Pos(p + 1)})
			if raw.Start != o.start || raw.End != o.end {
				t.Fatalf("rune %d comes from %v, want %v", p, raw, o)
			}
		}
		if n := len(origins); n > 0 {
			raw := done.Raw(Span{0, Pos(n)})
			if raw.Start != origins[0].start || raw.End != origins[n-1].end {
				t.Fatalf("the whole comes from %v", raw)
			}
		}
	})
}

func TestMarksMoveWithTheirRunes(t *testing.T) {
	doc := NewDraft(FromString("题目\n正文  一\n页码")).WithMarks([]Mark{{Span{0, 2}, Headline}, {Span{3, 8}, Body}, {Span{9, 11}, Furniture}})
	e := doc.Edit()
	e.Replace(Span{0, 1}, '标', '题') // grows within a mark
	e.Delete(Span{5, 7})            // shrinks one
	e.Delete(Span{9, 11})           // takes one away
	doc = e.Draft()
	if got := string(doc.Runes()); got != "标题目\n正文一\n" {
		t.Fatalf("text %q", got)
	}
	want := []Mark{{Span{0, 3}, Headline}, {Span{4, 7}, Body}}
	if !slices.Equal(doc.Marks(), want) {
		t.Errorf("marks %v, want %v", doc.Marks(), want)
	}
}

func TestEmptySpansHaveAPlace(t *testing.T) {
	doc := NewDraft(FromString("一二")).Finish(nil, Head{})
	for p, want := range []int{0, 1, 2} {
		raw := doc.Raw(Span{Pos(p), Pos(p)})
		if raw.Start != want || raw.End != want || raw.ByteStart != 3*want {
			t.Errorf("empty span at %d: %v", p, raw)
		}
	}
}

func TestEditsOutOfOrderPanic(t *testing.T) {
	e := NewDraft(FromString("一二三")).Edit()
	e.Delete(Span{1, 2})
	e.Delete(Span{0, 1})
	defer func() {
		if recover() == nil {
			t.Error("edits out of order went through")
		}
	}()
	e.Draft()
}

func BenchmarkRaw(b *testing.B) {
	src := FromString(string(slices.Repeat([]rune("数 "), 50_000)))
	e := NewDraft(src).Edit()
	for p := 1; p < src.Len(); p += 2 {
		e.Delete(Span{Pos(p), Pos(p + 1)})
	}
	doc := e.Draft().Finish(nil, Head{})
	r := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		p := Pos(r.IntN(int(doc.Len()) - 5))
		doc.Raw(Span{p, p + 5})
	}
}

// TestRunsCoverTheSource: the runs of a text lie side by side and lead to every
// code point of the source.
func TestRunsCoverTheSource(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := FromString(rapid.StringOfN(rapid.SampledFrom([]rune("中文3.4 \n")), 0, 40, -1).Draw(t, "source"))
		doc := NewDraft(src)
		for range rapid.IntRange(0, 3).Draw(t, "rounds") {
			e := doc.Edit()
			for at := 0; at < len(doc.Runes()); {
				at += rapid.IntRange(0, 4).Draw(t, "skip")
				size := min(rapid.IntRange(1, 3).Draw(t, "size"), len(doc.Runes())-at)
				if size <= 0 {
					break
				}
				e.Replace(Span{Pos(at), Pos(at + size)}, []rune(rapid.StringOfN(rapid.Rune(), 0, 3, -1).Draw(t, "with"))...)
				at += size
			}
			doc = e.Draft()
		}
		done := doc.Finish(nil, Head{})
		at, covered := Pos(0), 0
		for r := range done.Runs() {
			if r.Start != at || r.Raw.Start > covered || r.Raw.End < covered || r.Raw.ByteStart != src.ByteOffset(r.Raw.Start) {
				t.Fatalf("run %v behind %d and code point %d", r, at, covered)
			}
			if r.Len() > 0 && !r.Joint && r.Len() != r.Raw.End-r.Raw.Start {
				t.Fatalf("run %v leads to %d code points", r, r.Raw.End-r.Raw.Start)
			}
			if r.Len() > 0 && done.Raw(r.Span) != r.Raw {
				t.Fatalf("run %v is at %v", r, done.Raw(r.Span))
			}
			at, covered = r.End, r.Raw.End
		}
		if at != done.Len() || covered != src.Len() {
			t.Fatalf("the runs end at %d of %d and %d of %d", at, done.Len(), covered, src.Len())
		}
	})
}
