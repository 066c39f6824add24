package text

import (
	"crypto/sha256"
	"encoding/hex"
	"unicode/utf8"
)

// Source is a decoded document as it came: every code point, a byte order mark
// included, and where each of them stands in the bytes that were stored. It is
// immutable and safe for concurrent use.
type Source struct {
	runes      []rune
	encoding   string
	sum        [sha256.Size]byte
	size       int     // bytes stored
	widths     []uint8 // stored bytes per code point; nil: well-formed UTF-8
	confidence int     // in the encoding, in percent
	marks      []int   // byte offset of every markEvery-th code point
}

// markEvery is the distance of the known byte offsets: a look-up adds up at
// most so many widths.
const markEvery = 16

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
	b := []byte(s)
	if src, bad := readUTF8(b); bad < 0 {
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

// ByteOffset is where code point i begins in the stored bytes; for i = Len()
// it is the number of bytes.
func (src *Source) ByteOffset(i int) int {
	if i >= len(src.runes) {
		return src.size
	}
	k := i / markEvery
	at := src.marks[k]
	if src.widths != nil {
		for _, w := range src.widths[k*markEvery : i] {
			at += int(w)
		}
		return at
	}
	for _, r := range src.runes[k*markEvery : i] {
		at += utf8.RuneLen(r)
	}
	return at
}
