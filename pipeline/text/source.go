package text

import (
	"crypto/sha256"
	"encoding/hex"
	"unicode/utf8"
	"unsafe"
)

// Source is a decoded document as it came: every code point, a byte order mark
// included, and where each of them stands in the bytes that were stored. It is
// immutable and safe for concurrent use.
type Source struct {
	runes      []rune
	encoding   string
	sum        [sha256.Size]byte
	size       int     // bytes stored
	stored     string  // the document as it is stored, if in UTF-8; else ""
	widths     []uint8 // stored bytes per code point; nil: well-formed UTF-8
	confidence int     // in the encoding, in percent
	marks      []int   // byte offset of every markEvery-th code point
}

// markEvery is the distance of the known byte offsets: a look-up adds up at
// most so many widths.
const markEvery = 8

// newSource takes over runes and their widths in bytes.
func newSource(runes []rune, widths []uint8, encoding string, sum [sha256.Size]byte) *Source {
	src := &Source{runes: runes, encoding: encoding, sum: sum, widths: widths, confidence: 100}
	src.marks = make([]int, 0, len(runes)/markEvery+1)
	at := 0
	for i, w := range widths {
		if i%markEvery == 0 {
			src.marks = append(src.marks, at)
		}
		at += int(w)
	}
	src.size = at
	return src
}

// FromString takes a text that is decoded already (a JSON string, say). Byte
// offsets are those of s. A byte that is no UTF-8 counts as one code point
// U+FFFD of one byte.
func FromString(s string) *Source {
	b := unsafe.Slice(unsafe.StringData(s), len(s)) // without a copy, for it is only read
	if src, bad := readUTF8(b); bad < 0 {
		src.stored = s
		return src
	}
	runes := make([]rune, 0, len(s)/3+8)
	widths := make([]uint8, 0, len(s)/3+8)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		runes = append(runes, r)
		widths = append(widths, uint8(n))
		i += n
	}
	return newSource(runes, widths, UTF8, sha256.Sum256(b))
}

// Len is the number of code points.
func (src *Source) Len() int { return len(src.runes) }

// Size is the number of bytes stored.
func (src *Source) Size() int { return src.size }

// Encoding names the encoding of the stored bytes, one of Encodings().
func (src *Source) Encoding() string { return src.encoding }

// Confidence says in percent how sure the encoding is: 100 where the caller or a
// byte order mark names it or nothing else could be meant.
func (src *Source) Confidence() int { return src.confidence }

// SHA256 is the checksum of the stored bytes in hexadecimal.
func (src *Source) SHA256() string { return hex.EncodeToString(src.sum[:]) }

// Runes is a shared view of all code points; it must not be written to.
func (src *Source) Runes() []rune { return src.runes }

// Slice is the source from code point start to end, exclusive.
func (src *Source) Slice(start, end int) string { return string(src.runes[start:end]) }

// Cut is the source of a place. Where UTF-8 is stored it shares the memory of
// the source.
func (src *Source) Cut(place RawSpan) string {
	if src.widths != nil {
		return src.Slice(place.Start, place.End)
	}
	return src.stored[place.ByteStart:place.ByteEnd]
}

// Holds tells whether a place lies in the source, names the same code points
// by its bytes, and s is what stands there.
func (src *Source) Holds(place RawSpan, s string) bool {
	return place.Start >= 0 && place.Start <= place.End && place.End <= len(src.runes) &&
		place == src.Place(place.Start, place.End) && src.Cut(place) == s
}

// Place is the place of the source from code point start to end, exclusive.
func (src *Source) Place(start, end int) RawSpan {
	place := RawSpan{Start: start, End: end, ByteStart: src.ByteOffset(start)}
	if end-start < markEvery {
		place.ByteEnd = place.ByteStart + src.width(start, end)
	} else {
		place.ByteEnd = src.ByteOffset(end)
	}
	return place
}

// ByteOffset is where code point i begins in the stored bytes; for i = Len()
// it is the number of bytes.
func (src *Source) ByteOffset(i int) int {
	if i >= len(src.runes) {
		return src.size
	}
	k := i / markEvery
	return src.marks[k] + src.width(k*markEvery, i)
}

// width is how many bytes the code points from start to end take.
func (src *Source) width(start, end int) int {
	n := 0
	if src.widths != nil {
		for _, w := range src.widths[start:end] {
			n += int(w)
		}
		return n
	}
	for _, r := range src.runes[start:end] {
		// Without branches: characters of one and of three bytes mix.
		r := uint32(r)
		n += 1 + int((0x7F-r)>>31+(0x7FF-r)>>31+(0xFFFF-r)>>31)
	}
	return n
}
