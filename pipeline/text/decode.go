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

// multiByte counts the characters of more than one byte in well-formed UTF-8,
// up to a handful: three in a row of nothing else are no accident.
func multiByte(b []byte) int {
	n := 0
	for _, c := range b {
		if c >= 0xC2 {
			if n++; n > 8 {
				break
			}
		}
	}
	return n
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

func byteOrderMark(b []byte) (name string, size int) {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return UTF8, 3
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return UTF16LE, 2
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return UTF16BE, 2
	case bytes.HasPrefix(b, []byte{0x84, 0x31, 0x95, 0x33}):
		return GB18030, 4
	}
	return "", 0
}

// guess is an encoding told from the bytes.
type guess struct {
	encoding   string
	confidence int // in percent
}

// sureEncoding is the confidence, in percent, from which a guess needs no
// warning.
const sureEncoding = 80

// detect tells the encoding from the bytes; refuseBinary has passed them.
func detect(b []byte) (guess, error) {
	if name, _ := byteOrderMark(b); name != "" {
		return guess{name, 100}, nil
	}
	if name := looksUTF16(b); name != "" {
		return guess{name, 99}, nil
	}
	bad := wellFormed(b)
	if bad < 0 {
		return guess{UTF8, 100}, nil
	}
	// One broken character in a long stretch of good UTF-8 is a damaged file
	// in UTF-8 and no other encoding.
	if damaged := fmt.Sprintf("invalid byte 0x%02X", b[bad]); multiByte(b[:bad]) > 8 {
		if !utf8.FullRune(b[bad:]) {
			damaged = "a character cut off by the end"
		}
		return guess{}, &EncodingError{Encoding: UTF8, Offset: bad, Problem: damaged,
			Advice: "everything before it is UTF-8: mend the file there, or name the encoding with --encoding if it is another one"}
	}
	return doubleByte(b, bad)
}

// sample bounds the bytes whose statistics are looked at.
const sample = 1 << 16

// doubleByte tells GB18030 from Big5: both order their characters by how common
// they are, and nearly all of a text are of the first class where it is read
// rightly. A reading that meets invalid bytes is out. (Of 1,013 news texts cut to
// 50 characters the right reading won every time; of 1,700 texts in Big5, three
// were refused and none was misread.)
//
// The confidence grows with the distance of both readings, from an even chance
// where they are alike to next to none against it from a fifth on: of 12,000
// stretches of 8 to 25 characters that far apart, in either encoding, three were
// misread, all shorter than 13.
func doubleByte(b []byte, bad int) (guess, error) {
	gb, gbOK := commonShare(b, widthGB18030, commonGB)
	big, bigOK := commonShare(b, widthBig5, commonBig5)
	const least, apart = 0.6, 0.2
	sure := func(best, other float64, otherOK bool) int {
		if !otherOK {
			other = 0
		}
		return 50 + int(49*min(1, (best-other)/apart))
	}
	switch {
	case gbOK && gb >= least && (!bigOK || gb >= big):
		return guess{GB18030, sure(gb, big, bigOK)}, nil
	case bigOK && big >= least && (!gbOK || big > gb):
		return guess{Big5, sure(big, gb, gbOK)}, nil
	}
	return guess{}, &EncodingError{Offset: bad, Problem: fmt.Sprintf("byte 0x%02X is no UTF-8, and the bytes do not look like GB18030 or Big5", b[bad]),
		Advice: "name the encoding with --encoding, or convert the file to UTF-8 first"}
}

// commonShare is the share of a text's double-byte characters that are common;
// false if the bytes cannot be characters at all.
func commonShare(b []byte, width func([]byte) int, common func(lead, trail byte) bool) (float64, bool) {
	all, good := 0, 0
	for i := 0; i < min(len(b), sample); {
		n := width(b[i:])
		if i+n > len(b) {
			break // cut off by the end, which decoding reports
		}
		if n > 1 {
			if b[i] == 0xFF || b[i] == 0x80 || n == 2 && (b[i+1] < 0x40 || b[i+1] == 0x7F || b[i+1] == 0xFF) {
				return 0, false
			}
			all++
			if n == 2 && common(b[i], b[i+1]) {
				good++
			}
		}
		i += n
	}
	if all == 0 {
		return 0, false
	}
	return float64(good) / float64(all), true
}

// commonGB tells the first class of GB 2312 and its punctuation and digits.
func commonGB(lead, trail byte) bool {
	return trail >= 0xA1 && (lead >= 0xB0 && lead <= 0xD7 || lead == 0xA1 || lead == 0xA3)
}

// commonBig5 tells the first class of Big5 and its punctuation and digits.
func commonBig5(lead, trail byte) bool {
	return lead >= 0xA4 && lead < 0xC6 || lead == 0xC6 && trail <= 0x7E || lead == 0xA1 || lead == 0xA2
}

// looksUTF16 tells UTF-16 without a mark: nearly all its code units are Chinese
// characters, their punctuation or ASCII, which the other byte order and other
// encodings hardly ever give. Letters of ASCII read two by two are Chinese
// characters as well, so a quarter of the units at least must hold a byte that
// is none of them. Well-formed UTF-8 without zero bytes is none.
func looksUTF16(b []byte) string {
	if len(b) < 2 || len(b)%2 != 0 || bytes.IndexByte(b, 0) < 0 && utf8.Valid(b) {
		return ""
	}
	le, be, n, apart := 0, 0, 0, 0
	for i := 0; i+1 < min(len(b), sample); i += 2 {
		n++
		if b[i]-1 >= 0x7F || b[i+1]-1 >= 0x7F { // zero, or no ASCII
			apart++
		}
		if plausible(uint16(b[i]) | uint16(b[i+1])<<8) {
			le++
		}
		if plausible(uint16(b[i])<<8 | uint16(b[i+1])) {
			be++
		}
	}
	switch {
	case apart*4 < n:
		return ""
	case le*10 >= n*9 && le > be:
		return UTF16LE
	case be*10 >= n*9 && be > le:
		return UTF16BE
	}
	return ""
}

func plausible(unit uint16) bool {
	return unit >= 0x4E00 && unit <= 0x9FFF || unit >= ' ' && unit < 0x7F || unit == '\n' || unit == '\r' || unit == '\t' ||
		unit >= 0x2010 && unit <= 0x2027 || unit >= 0x3000 && unit <= 0x303F || unit >= 0xFF00 && unit <= 0xFFEF
}

// magic lists the first bytes of files that are often given by mistake.
var magic = []struct{ prefix, what string }{
	{"%PDF-", "a PDF: extract its text first (pdftotext, mutool)"},
	{"PK\x03\x04", "a ZIP archive or an office document: unpack it or save it as text first"},
	{"\x1F\x8B", "gzip: decompress it first"},
	{"\x28\xB5\x2F\xFD", "zstd: decompress it first"},
	{"\x89PNG", "an image: run an OCR on it first"},
	{"\xFF\xD8\xFF", "an image: run an OCR on it first"},
	{"\xD0\xCF\x11\xE0", "an old office document: save it as text first"},
	{"PAR1", "Parquet: export its text column as JSON lines first"},
}

// refuseBinary refuses what is no text in any encoding.
func refuseBinary(b []byte, name string) error {
	for _, m := range magic {
		if bytes.HasPrefix(b, []byte(m.prefix)) {
			return &EncodingError{Problem: "binary data", Advice: "the file is " + m.what}
		}
	}
	if name == UTF16LE || name == UTF16BE {
		return nil
	}
	if mark, _ := byteOrderMark(b); mark == UTF16LE || mark == UTF16BE {
		return nil
	}
	at := bytes.IndexByte(b, 0)
	if at < 0 || name == "" && looksUTF16(b) != "" {
		return nil
	}
	return &EncodingError{Encoding: name, Offset: at, Problem: "a zero byte, so this is binary data or UTF-16",
		Advice: "give text files only, or --encoding utf-16le if it is text"}
}
