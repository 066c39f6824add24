package text

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// readUTF8 decodes UTF-8 in one pass; the caller sets what is stored. Where b is
// none, there is no source but the offset of the first byte at fault; else that
// is -1.
func readUTF8(b []byte) (src *Source, bad int) {
	n := countRunes(b)
	runes := make([]rune, n)
	marks := make([]int, 0, n/markEvery+1)
	k := 0
	for i := 0; i < len(b); k++ {
		if k == len(runes) {
			return nil, i // a byte too many that goes on with no character
		}
		if k%markEvery == 0 {
			marks = append(marks, i)
		}
		c := b[i]
		if c < utf8.RuneSelf {
			runes[k] = rune(c)
			i++
			continue
		}
		// The characters of Chinese: three bytes, U+1000 to U+CFFF.
		if c > 0xE0 && c < 0xED && i+2 < len(b) && b[i+1]&0xC0 == 0x80 && b[i+2]&0xC0 == 0x80 {
			runes[k] = rune(c&0x0F)<<12 | rune(b[i+1]&0x3F)<<6 | rune(b[i+2]&0x3F)
			i += 3
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return nil, i
		}
		runes[k] = r
		i += size
	}
	return &Source{runes: runes, encoding: UTF8, sum: sha256.Sum256(b), size: len(b), marks: marks, confidence: 100}, -1
}

// countRunes counts the bytes that begin a character.
func countRunes(b []byte) int {
	const ones = 0x0101010101010101
	n := len(b)
	for ; len(b) >= 8; b = b[8:] {
		word := binary.LittleEndian.Uint64(b)
		// Bit 7 set and bit 6 clear: a byte that goes on with a character.
		n -= bits.OnesCount64(word >> 7 & (^word >> 6) & ones)
	}
	for _, c := range b {
		if c&0xC0 == 0x80 {
			n--
		}
	}
	return n
}
