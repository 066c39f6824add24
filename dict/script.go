package dict

import (
	_ "embed"
	"strings"
)

//go:embed simplified.txt
var simplifiedData string

// simplified holds, for the runes of the first 64 Ki, the simplified form of
// traditional ones, and 0 for all others.
var simplified = parseSimplified(simplifiedData)

func parseSimplified(data string) *[1 << 16]uint16 {
	table := new([1 << 16]uint16)
	for data != "" {
		var ln string
		ln, data, _ = strings.Cut(data, "\n")
		if ln == "" || ln[0] == '#' {
			continue
		}
		var to rune
		for i, r := range ln {
			if i == 0 {
				to = r
			} else {
				table[r] = uint16(to)
			}
		}
	}
	return table
}

// Simplify returns the simplified form of a traditional character, and every other
// rune as it is. Characters that are also simplified ones in their own right (著, 乾, 后)
// or whose form depends on the word stay.
func Simplify(r rune) rune {
	if uint32(r) < uint32(len(simplified)) {
		if s := simplified[r]; s != 0 {
			return rune(s)
		}
	}
	return r
}

// SimplifyRunes returns src rune for rune in simplified characters, and whether that
// differs from src. If it does, the result uses the space of dst; otherwise it is src.
func SimplifyRunes(dst, src []rune) ([]rune, bool) {
	for i, r := range src {
		if Simplify(r) == r {
			continue
		}
		dst = append(dst[:0], src[:i]...)
		for _, r := range src[i:] {
			dst = append(dst, Simplify(r))
		}
		return dst, true
	}
	return src, false
}
