package text

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// The encodings that Decode reads. GB18030 reads GBK and GB2312, Big5 reads
// its Hong Kong supplement.
const (
	UTF8    = "utf-8"
	GB18030 = "gb18030"
	Big5    = "big5"
	UTF16LE = "utf-16le"
	UTF16BE = "utf-16be"
)

// Encodings lists the names that Decode takes, in the order of their use.
func Encodings() []string { return []string{UTF8, GB18030, Big5, UTF16LE, UTF16BE} }

// aliases are other names that people write for an encoding.
var aliases = map[string]string{
	"utf8": UTF8, "gbk": GB18030, "gb2312": GB18030, "cp936": GB18030, "gb-18030": GB18030,
	"big-5": Big5, "big5-hkscs": Big5, "cp950": Big5,
	"utf16le": UTF16LE, "utf-16-le": UTF16LE, "utf16be": UTF16BE, "utf-16-be": UTF16BE,
}

// EncodingName gives the name in Encodings() for a name as people write it
// (GBK, utf8, Big5-HKSCS); false if there is none.
func EncodingName(name string) (string, bool) {
	name = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(name), "_", "-"))
	if known, ok := aliases[name]; ok {
		return known, true
	}
	for _, known := range Encodings() {
		if name == known {
			return known, true
		}
	}
	return "", false
}

// EncodingError says why bytes could not be read as text.
type EncodingError struct {
	Encoding string // the encoding tried; "" when none could be told
	Offset   int    // the first byte at fault, from 0
	Problem  string // what is wrong there
	Advice   string // what to do
}

func (e *EncodingError) Error() string {
	where := ""
	if e.Encoding != "" {
		where = "not " + e.Encoding + ": "
	}
	return fmt.Sprintf("%s%s at byte %d; %s", where, e.Problem, e.Offset, e.Advice)
}

// Decode reads stored bytes as text. With encoding "" the encoding is told
// from the bytes: a byte order mark, then the zero bytes of UTF-16, then
// well-formed UTF-8, then the statistics of GB18030 against those of Big5.
// A byte order mark stays in the text as its first code point. The error is an
// *EncodingError, or an unknown name of an encoding.
func Decode(b []byte, encoding string) (*Source, error) {
	name := ""
	if encoding != "" {
		known, ok := EncodingName(encoding)
		if !ok {
			return nil, fmt.Errorf("unknown encoding %q: use one of %s", encoding, strings.Join(Encodings(), ", "))
		}
		name = known
	}
	if err := refuseBinary(b, name); err != nil {
		return nil, err
	}
	if name == "" {
		if src, bad := readUTF8(b); bad < 0 && bytes.IndexByte(b, 0) < 0 {
			src.stored = string(b)
			return src, nil
		}
		told, err := detect(b)
		if err != nil {
			return nil, err
		}
		name = told.encoding
		src, err := decode(b, name)
		if err == nil {
			src.confidence = told.confidence
		}
		if e, ok := err.(*EncodingError); ok {
			e.Advice = "the rest looks like " + name + ": mend the file there, or name the encoding with --encoding if it is another one"
			return nil, e
		}
		return src, err
	}
	src, err := decode(b, name)
	if err == nil {
		err = contradicted(b, src)
	}
	if err != nil {
		if e, ok := err.(*EncodingError); ok && e.Advice == "" {
			e.Advice = "the file is damaged or no text"
			if other, derr := detect(b); derr == nil && other.encoding != name {
				e.Advice = fmt.Sprintf("it reads as %s: use --encoding %s or leave the option out", other.encoding, other.encoding)
			}
		}
		return nil, err
	}
	return src, nil
}

// contradicted refuses an encoding that a caller asked for when bytes speak
// against it though they could be read: a byte order mark of another one, UTF-8
// or ASCII read as something else, the other byte order, or bytes that are common
// characters of Chinese in another encoding and rare ones in this.
func contradicted(b []byte, src *Source) error {
	if mark, _ := byteOrderMark(b); mark != "" && mark != src.encoding {
		return &EncodingError{Encoding: src.encoding, Problem: "a byte order mark of " + mark}
	}
	if src.encoding == UTF8 {
		return nil
	}
	if at := bytes.IndexFunc(b, func(r rune) bool { return r >= utf8.RuneSelf }); at >= 0 && wellFormed(b) < 0 && multiByte(b) >= 3 {
		return &EncodingError{Encoding: src.encoding, Offset: at, Problem: "well-formed UTF-8"}
	}
	if wide := src.encoding == UTF16LE || src.encoding == UTF16BE; wide && len(b) > 0 && bytes.IndexFunc(b, func(r rune) bool { return r == 0 || r >= utf8.RuneSelf }) < 0 {
		return &EncodingError{Encoding: src.encoding, Problem: "nothing but ASCII"}
	}
	if other, err := detect(b); err == nil && other.encoding != src.encoding && other.confidence >= sureEncoding && !src.readable() {
		return &EncodingError{Encoding: src.encoding, Problem: "hardly a common character of Chinese"}
	}
	return nil
}

// readable tells whether a text in Chinese was read rightly: some of its first
// characters are among the most common ones. A text without Chinese is, too.
func (src *Source) readable() bool {
	_, odd := suspicious(src.runes[:min(len(src.runes), misreadSample)])
	return !odd
}

func decode(b []byte, name string) (*Source, error) {
	switch name {
	case GB18030:
		return decodeDoubleByte(b, name, simplifiedchinese.GB18030, widthGB18030)
	case Big5:
		return decodeDoubleByte(b, name, traditionalchinese.Big5, widthBig5)
	case UTF16LE, UTF16BE:
		return decodeUTF16(b, name)
	}
	return decodeUTF8(b)
}

// wellFormed gives the offset of the first byte that is no UTF-8, or -1.
func wellFormed(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

func decodeUTF8(b []byte) (*Source, error) {
	src, at := readUTF8(b)
	if at >= 0 {
		problem := fmt.Sprintf("invalid byte 0x%02X", b[at])
		if !utf8.FullRune(b[at:]) {
			problem = "a character cut off by the end"
		}
		return nil, &EncodingError{Encoding: UTF8, Offset: at, Problem: problem}
	}
	src.stored = string(b)
	return src, nil
}

// widthGB18030 and widthBig5 tell how many bytes the character at the start of
// b takes, by the shape of its lead bytes alone.
func widthGB18030(b []byte) int {
	switch {
	case b[0] <= 0x80:
		return 1
	case len(b) > 1 && b[1] >= 0x30 && b[1] <= 0x39:
		return 4
	}
	return 2
}

func widthBig5(b []byte) int {
	if b[0] < 0x80 {
		return 1
	}
	return 2
}

// decodeDoubleByte decodes and notes the width of every character. The widths
// follow from the bytes, the characters from x/text; where x/text gives its
// replacement character, the bytes are at fault.
func decodeDoubleByte(b []byte, name string, enc encoding.Encoding, width func([]byte) int) (*Source, error) {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", name, err)
	}
	runes := make([]rune, 0, len(b)/2+8)
	widths := make([]uint8, 0, len(b)/2+8)
	for i := 0; i < len(b); {
		n := width(b[i:])
		r, size := utf8.DecodeRune(out)
		if i+n > len(b) {
			return nil, &EncodingError{Encoding: name, Offset: i, Problem: "a character cut off by the end"}
		}
		if r == utf8.RuneError && !bytes.Equal(b[i:i+n], replacementGB18030) {
			return nil, &EncodingError{Encoding: name, Offset: i, Problem: fmt.Sprintf("invalid bytes % X", b[i:i+n])}
		}
		out = out[size:]
		runes = append(runes, r)
		widths = append(widths, uint8(n))
		if name == Big5 && n == 2 && b[i] == 0x88 && (r == 'Ê' || r == 'ê') {
			// Four codes of the Hong Kong supplement are a letter and a
			// combining mark: the mark has no bytes of its own.
			if mark, size := utf8.DecodeRune(out); mark == '\u0304' || mark == '\u030C' {
				out = out[size:]
				runes = append(runes, mark)
				widths = append(widths, 0)
			}
		}
		i += n
	}
	return newSource(runes, widths, name, sha256.Sum256(b)), nil
}

// replacementGB18030 is U+FFFD itself in GB18030.
var replacementGB18030 = []byte{0x84, 0x31, 0xA4, 0x37}

func decodeUTF16(b []byte, name string) (*Source, error) {
	unit := func(i int) rune {
		if name == UTF16LE {
			return rune(b[i]) | rune(b[i+1])<<8
		}
		return rune(b[i])<<8 | rune(b[i+1])
	}
	runes := make([]rune, 0, len(b)/2)
	widths := make([]uint8, 0, len(b)/2)
	for i := 0; i < len(b); {
		if i+2 > len(b) {
			return nil, &EncodingError{Encoding: name, Offset: i, Problem: "half a code unit"}
		}
		r, n := unit(i), 2
		if r >= 0xD800 && r < 0xE000 {
			if r >= 0xDC00 || i+4 > len(b) || unit(i+2) < 0xDC00 || unit(i+2) >= 0xE000 {
				return nil, &EncodingError{Encoding: name, Offset: i, Problem: fmt.Sprintf("lone surrogate U+%04X", r)}
			}
			r, n = 0x10000+(r-0xD800)<<10+(unit(i+2)-0xDC00), 4
		}
		runes = append(runes, r)
		widths = append(widths, uint8(n))
		i += n
	}
	return newSource(runes, widths, name, sha256.Sum256(b)), nil
}
