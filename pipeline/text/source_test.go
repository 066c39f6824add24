package text

import (
	"testing"

	"pgregory.net/rapid"
)

// TestPlace: a place, what stands there and its bytes agree, whether UTF-8 is
// stored or something else.
func TestPlace(t *testing.T) {
	utf := FromString("\ufeff某厂2023年é销量3.4万辆，即将投产😀。\r\nα车间")
	gbk, err := Decode([]byte("\xc4\xb3\xb3\xa72023\xc4\xea\xcf\xfa\xc1\xbf3.4\xcd\xf2\xc1\xbe\xa1\xa3\xc4\xb3\xb3\xa7\xd4\xd9\xd4\xf6\xb2\xfa"), GB18030)
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range []*Source{utf, gbk, FromString("坏\xff的"), FromString("")} {
		rapid.Check(t, func(t *rapid.T) {
			start := rapid.IntRange(0, src.Len()).Draw(t, "start")
			end := rapid.IntRange(start, src.Len()).Draw(t, "end")
			place := src.Place(start, end)
			if want := (RawSpan{start, end, src.ByteOffset(start), src.ByteOffset(end)}); place != want {
				t.Fatalf("%d to %d is at %v, want %v", start, end, place, want)
			}
			if got := src.Cut(place); got != src.Slice(start, end) {
				t.Fatalf("at %v stands %q, want %q", place, got, src.Slice(start, end))
			}
			if !src.Holds(place, src.Slice(start, end)) {
				t.Fatalf("%q is not held at %v", src.Slice(start, end), place)
			}
			other := place
			*rapid.SampledFrom([]*int{&other.Start, &other.End, &other.ByteStart, &other.ByteEnd}).Draw(t, "edited") += rapid.SampledFrom([]int{-1, 1, -1000, 1000}).Draw(t, "by")
			if src.Holds(other, src.Slice(start, end)) {
				t.Fatalf("%q is held at %v, too", src.Slice(start, end), other)
			}
			if src.Holds(place, src.Slice(start, end)+"x") {
				t.Fatal("more is held than there is")
			}
		})
	}
}
