package text

import (
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// misreadSample is the number of runes looked at in each of three places of a
// text: its start, its middle and its end.
const misreadSample = 240

// leastWide is the number of characters beyond ASCII that a judgement needs.
const leastWide = 12

// Misread tells text that somebody decoded as another encoding than its own
// before it was stored (鏈枃 for 本文 is UTF-8 read as GBK). It needs leastWide
// characters to judge.
//
// The proof is the way back: encoded as what it was read as, the text gives
// bytes that are Chinese in the other encoding, which right text hardly ever
// does. Text in which common words of Chinese stand is not looked at.
func (src *Source) Misread() (Warning, bool) {
	n := len(src.runes)
	for _, at := range [...]int{0, n/2 - misreadSample/2, n - misreadSample} {
		if at < 0 || at > 0 && n <= misreadSample {
			continue
		}
		w := src.runes[at:min(n, at+misreadSample)]
		if k := lostTwice(w); k >= 0 {
			return Warning{At: at + k, Problem: "锟斤拷 is what two replacement characters in UTF-8 are when they are read as GBK",
				Advice: "get the text from where it was decoded wrongly; the characters that stood there are lost"}, true
		}
		if k, ok := suspicious(w); ok {
			for _, m := range misreadings {
				if m.holds(w) {
					return Warning{At: at + k, Problem: fmt.Sprintf("the text looks like %s that was read as %s", m.is, m.as),
						Advice: "get it from where it was decoded wrongly; what it says cannot be read"}, true
				}
			}
		}
	}
	return Warning{}, false
}

// lostTwice finds 锟斤拷; -1 if there is none.
func lostTwice(w []rune) int {
	for i := 0; i+2 < len(w); i++ {
		if w[i] == '锟' && w[i+1] == '斤' && w[i+2] == '拷' {
			return i
		}
	}
	return -1
}

// suspicious tells runes that have many characters beyond ASCII, and hardly any
// of the most common ones of Chinese among them. It gives the first.
func suspicious(w []rune) (first int, ok bool) {
	const rare = 25 // one of so many is fewer than any text has
	wide, common, kana, first := 0, 0, 0, -1
	for i, r := range w {
		if r < 0x80 {
			continue
		}
		if first < 0 {
			first = i
		}
		wide++
		switch {
		case frequent.Has(r):
			if common++; common*rare >= misreadSample {
				return first, false // whatever follows
			}
		case r >= 0x3040 && r <= 0x30FF:
			kana++
		}
	}
	return first, wide >= leastWide && common*rare < wide && kana*3 < wide // else Japanese
}

// frequent are characters of which every tenth one of a Chinese text is,
// simplified or traditional: a count over any newspaper gives them. The set is
// read-only.
var frequent = NewRuneSet("的一是在不了有和人中大为為上国國年日月元以会會业業产產公司市，。、")

// misreading is a pair of encodings: what the bytes are and what somebody took
// them for.
type misreading struct {
	is, as string
	back   func() func(rune) ([]byte, bool) // makes what gives the bytes that were read as a rune
	single bool                             // a byte was read as one rune
	likely func([]byte) bool                // tells that bytes are Chinese in their own encoding
}

// misreadings are tried in this order. (UTF-8 read as Big5 is not among them: so
// many of its bytes are none there that replacement characters show it.) It is
// read-only.
var misreadings = []misreading{
	{"UTF-8", "GBK", encoded(simplifiedchinese.GB18030), false, mostlyUTF8},
	{"UTF-8", "Windows-1252", latin, true, mostlyUTF8},
	{"GBK", "Windows-1252", latin, true, func(b []byte) bool { return mostlyCommon(b, widthGB18030, commonGB) }},
	{"Big5", "Windows-1252", latin, true, func(b []byte) bool { return mostlyCommon(b, widthBig5, commonBig5) }},
	{"Big5", "GBK", encoded(simplifiedchinese.GB18030), false, func(b []byte) bool { return mostlyCommon(b, widthBig5, commonBig5) }},
	{"GBK", "Big5", encoded(traditionalchinese.Big5), false, func(b []byte) bool { return mostlyCommon(b, widthGB18030, commonGB) }},
}

func (m misreading) holds(w []rune) bool {
	var bytes []byte
	lost, wide, chinese := 0, 0, 0
	back := m.back()
	for _, r := range w {
		if r < 0x80 {
			bytes = append(bytes, byte(r))
			continue
		}
		b, ok := back(r)
		if ok = ok && r != utf8.RuneError; !ok {
			lost++
			b = []byte{'?'} // as whoever decoded it did
		}
		wide++
		if ok && r >= 0x2E80 {
			chinese++
		}
		bytes = append(bytes, b...)
	}
	// Letters with accents come of one byte each, characters of two.
	return wide-lost >= leastWide && m.single != (chinese*2 > wide-lost) && m.likely(bytes)
}

// encoded gives the bytes of a rune in an encoding.
func encoded(enc encoding.Encoding) func() func(rune) ([]byte, bool) {
	return func() func(rune) ([]byte, bool) {
		to := enc.NewEncoder()
		return func(r rune) ([]byte, bool) {
			b, err := to.Bytes(utf8.AppendRune(nil, r))
			return b, err == nil
		}
	}
}

// latin gives the byte of a rune in Latin-1, as which Windows-1252 was meant
// where it has no character.
func latin() func(rune) ([]byte, bool) {
	return func(r rune) ([]byte, bool) {
		if b, ok := charmap.Windows1252.EncodeRune(r); ok {
			return []byte{b}, true
		}
		return []byte{byte(r)}, r < 0x100
	}
}

// mostlyUTF8 tells whether most bytes beyond ASCII are well-formed UTF-8 of
// Chinese characters and their punctuation.
func mostlyUTF8(b []byte) bool {
	good, all := 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r >= utf8.RuneSelf {
			all += n
			if n == 3 && (r >= 0x3000 && r < 0xA000 || r >= 0xFF00 || r >= 0x2010 && r < 0x2030) && r != utf8.RuneError {
				good += n
			}
		}
		i += n
	}
	return all > 0 && good*10 >= all*7
}

// mostlyCommon tells whether nearly all double bytes are common characters. A
// byte that begins none is stepped over: decoding lost it.
func mostlyCommon(b []byte, width func([]byte) int, common func(lead, trail byte) bool) bool {
	all, good := 0, 0
	for i := 0; i < len(b); {
		n := width(b[i:])
		if i+n > len(b) {
			break
		}
		if n > 1 {
			all++
			if n == 2 && common(b[i], b[i+1]) {
				good++
			}
			if b[i+1] < 0x40 {
				n = 1
			}
		}
		i += n
	}
	return all > 0 && good*100 >= all*85
}
