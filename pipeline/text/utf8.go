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
	runes := make([]rune, countRunes(b))
	marks := make([]int, 0, len(runes)/markEvery+1)
	i, k := 0, 0
	for i < len(b) {
		if k == len(runes) {
			return nil, i // a byte too many that goes on with no character
		}
		marks = append(marks, i)
		for end := min(k+markEvery, len(runes)); k < end && i < len(b); k++ {
			if c := b[i]; c < utf8.RuneSelf {
				runes[k] = rune(c)
				i++
				continue
			}
			// Nearly all characters of Chinese have three bytes: U+1000 to
			// U+FFFF without the surrogates.
			if i+4 <= len(b) {
				w := binary.LittleEndian.Uint32(b[i : i+4])
				r := rune(w&0x0F<<12 | w>>8&0x3F<<6 | w>>16&0x3F)
				if w&0xC0C0F0 == 0x8080E0 && (r >= 0x1000 && r < 0xD800 || r >= 0xE000) {
					runes[k] = r
					i += 3
					continue
				}
			}
			r, size := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && size == 1 {
				return nil, i
			}
			runes[k] = r
			i += size
		}
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
