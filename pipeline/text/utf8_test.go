package text

import (
	"slices"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestReadUTF8: one pass reads what the standard library reads, and finds the
// byte at fault where there is one.
func TestReadUTF8(t *testing.T) {
	pieces := []string{"a", "é", "中", "ꯍ", "\u0800", "\ud7ff", "\ue000", "\ufffd", "😀", "\U0010ffff", "\x80", "\xe4\xb8", "\xe0\x80\x80", "\xed\xa0\x80", "\xf5", "\xff", "\x00"}
	rapid.Check(t, func(t *rapid.T) {
		var b []byte
		for _, piece := range rapid.SliceOfN(rapid.SampledFrom(pieces[:rapid.IntRange(5, len(pieces)).Draw(t, "kinds")]), 0, 60).Draw(t, "pieces") {
			b = append(b, piece...)
		}
		src, bad := readUTF8(b)
		if bad != wellFormed(b) {
			t.Fatalf("%q: at fault is byte %d, want %d", b, bad, wellFormed(b))
		}
		if bad >= 0 {
			return
		}
		if !slices.Equal(src.Runes(), []rune(string(b))) || src.Size() != len(b) {
			t.Fatalf("%q read as %q of %d bytes", b, src.Runes(), src.Size())
		}
		at := 0
		for i, r := range src.Runes() {
			if src.ByteOffset(i) != at {
				t.Fatalf("%q: code point %d begins at %d, want %d", b, i, src.ByteOffset(i), at)
			}
			at += utf8.RuneLen(r)
		}
	})
}
