package text

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

const (
	simplified = "本厂去年生产水泵三万二千台，产值达１．２亿元，比上年增长百分之八；今年一季度又出口五百台。\r\n质量检验由市里的专家负责。"
	// Their bytes are characters in the other one of GB18030 and Big5, too.
	plainSimplified  = "本县今年春收成很好，棉花产量增加了，水泵厂出口大了"
	plainTraditional = "農民種田麥棉產量增廠生萬本縣今春收成我是不有和中國會"
	traditional      = "本廠去年生產水泵三萬二千台，產值達一億二千萬元，比上年增長百分之八；今年第一季又出口五百台。\n品質檢驗由市裏的專家負責。"
)

// encode gives s in the named encoding.
func encode(t testing.TB, s, name string) []byte {
	t.Helper()
	var b []byte
	var err error
	switch name {
	case UTF8:
		b = []byte(s)
	case GB18030:
		b, err = simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	case Big5:
		b, err = traditionalchinese.Big5.NewEncoder().Bytes([]byte(s))
	case UTF16LE, UTF16BE:
		for _, u := range utf16.Encode([]rune(s)) {
			if name == UTF16LE {
				b = append(b, byte(u), byte(u>>8))
			} else {
				b = append(b, byte(u>>8), byte(u))
			}
		}
	}
	if err != nil {
		t.Fatalf("encode %s: %v", name, err)
	}
	return b
}

// checkOffsets compares every byte offset with the length of the prefix encoded.
func checkOffsets(t testing.TB, src *Source, b []byte) {
	t.Helper()
	runes := src.Runes()
	if src.ByteOffset(0) != 0 || src.ByteOffset(len(runes)) != len(b) || src.Size() != len(b) {
		t.Errorf("%s: offsets run from %d to %d of %d bytes", src.Encoding(), src.ByteOffset(0), src.ByteOffset(len(runes)), len(b))
	}
	for i := range runes {
		prefix := encode(t, string(runes[:i]), src.Encoding())
		if got := src.ByteOffset(i); got != len(prefix) {
			t.Fatalf("%s: code point %d (%q) begins at byte %d, want %d", src.Encoding(), i, runes[i], got, len(prefix))
		}
	}
}

func TestDecodeTellsEncodings(t *testing.T) {
	long := strings.Repeat("数", 70) // past the first known offset
	for _, tt := range []struct{ name, text string }{
		{UTF8, simplified}, {UTF8, "\uFEFF" + simplified}, {UTF8, "plain ASCII 3.4"}, {UTF8, long + "😀" + long},
		{GB18030, simplified}, {GB18030, simplified + "㐀𠀀，" + long}, {GB18030, "\uFEFF" + simplified},
		{Big5, traditional}, {Big5, traditional + strings.Repeat("數", 70)},
		{UTF16LE, simplified + "𠀀"}, {UTF16LE, "\uFEFF" + traditional}, {UTF16BE, simplified}, {UTF16BE, "\uFEFF三"},
		{UTF16LE, "tea 3"}, {UTF16BE, "二〇〇三年三月产量"},
	} {
		b := encode(t, tt.text, tt.name)
		for _, asked := range []string{"", tt.name} {
			src, err := Decode(b, asked)
			if err != nil {
				t.Errorf("%s asked for as %q: %v", tt.name, asked, err)
				continue
			}
			if src.Encoding() != tt.name || string(src.Runes()) != tt.text {
				t.Errorf("%s asked for as %q: read as %s, %.40q", tt.name, asked, src.Encoding(), string(src.Runes()))
			}
			checkOffsets(t, src, b)
		}
	}
}

func TestDecodeEmpty(t *testing.T) {
	src, err := Decode(nil, "")
	if err != nil || src.Len() != 0 || src.ByteOffset(0) != 0 {
		t.Fatalf("empty input: %v, %v", src, err)
	}
	if src.SHA256() != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Errorf("checksum of nothing: %s", src.SHA256())
	}
}

func TestDecodeLetterWithMark(t *testing.T) {
	// 0x8862 of the Hong Kong supplement is Ê and a macron: two code points, two bytes.
	b := append(append(encode(t, traditional, Big5), 0x88, 0x62), encode(t, "台", Big5)...)
	src, err := Decode(b, "Big5-HKSCS")
	if err != nil {
		t.Fatal(err)
	}
	n := src.Len()
	if got := string(src.Runes()[n-3:]); got != "Ê\u0304台" {
		t.Errorf("the end is %q", got)
	}
	if src.ByteOffset(n-1) != len(b)-2 || src.ByteOffset(n-2) != len(b)-2 || src.ByteOffset(n-3) != len(b)-4 {
		t.Errorf("offsets of the end: %d %d %d of %d", src.ByteOffset(n-3), src.ByteOffset(n-2), src.ByteOffset(n-1), len(b))
	}
}

func TestDecodeRefuses(t *testing.T) {
	gb := encode(t, simplified, GB18030)
	le := encode(t, simplified, UTF16LE)
	for _, tt := range []struct {
		name, asked string
		bytes       []byte
		offset      int
		say         string
	}{
		{"a PDF", "", []byte("%PDF-1.4\n..."), 0, "extract its text"},
		{"zero bytes", "", []byte("abc\x00\x01\x02\x03\x00"), 3, "binary"},
		{"letters and a zero byte", "", []byte("price of tea in June\x00last"), 20, "binary"},
		{"UTF-8 and a zero byte", "", []byte("茶价 tea price\x00stays"), 16, "binary"},
		{"one bad byte in UTF-8", "", append([]byte(simplified), 0xFF, 'a'), len(simplified), "mend the file"},
		{"UTF-8 cut off", "utf-8", []byte(simplified[:len(simplified)-1]), len(simplified) - 3, "cut off"},
		{"GB18030 asked for as UTF-8", "utf8", gb, 0, "--encoding gb18030"},
		{"GB18030 cut off", "gbk", gb[:len(gb)-1], len(gb) - 2, "cut off"},
		{"GB18030 with a bad byte", "gb18030", append(slices.Clone(gb), 0xFF, 0xFF), len(gb), "FF FF"},
		{"UTF-8 asked for as GB18030", "gb18030", []byte(simplified), 2, "--encoding utf-8"},
		{"UTF-8 that can be read as GB18030", "gb18030", []byte("a一一一一"), 1, "well-formed UTF-8"},
		{"a mark of UTF-8 asked for as UTF-16", "utf-16le", append([]byte("\uFEFF"), 'a'), 0, "--encoding utf-8"},
		{"half a code unit", "utf-16le", le[:len(le)-1], len(le) - 2, "half a code unit"},
		{"lone surrogate", "utf-16be", []byte{0x4E, 0x2D, 0xD8, 0x00, 0x4E, 0x2D}, 2, "U+D800"},
		{"GB18030 with one bad character", "", append(slices.Clone(gb), 0xA3, 'A', '0'), len(gb), "mend the file"},
		{"GB18030 cut off, not asked for", "", gb[:len(gb)-1], len(gb) - 2, "cut off"},
		{"UTF-8 cut off, not asked for", "", []byte(simplified[:len(simplified)-1]), len(simplified) - 3, "cut off"},
		{"GB18030 asked for as Big5", "big5", encode(t, plainSimplified, GB18030), 0, "--encoding gb18030"},
		{"Big5 asked for as GB18030", "gbk", encode(t, plainTraditional, Big5), 0, "--encoding big5"},
		{"UTF-16 asked for in the other byte order", "utf-16be", le, 0, "--encoding utf-16le"},
		{"ASCII asked for as UTF-16", "utf-16le", []byte("price of tea"), 0, "--encoding utf-8"},
		{"a lone surrogate at the end", "utf-16le", append(slices.Clone(le), 0x00, 0xD8), len(le), "U+D800"},
		{"Latin-1", "", []byte("caf\xe9 cr\xe8me br\xfbl\xe9e \xe0 la carte"), 3, "--encoding"},
	} {
		_, err := Decode(tt.bytes, tt.asked)
		var e *EncodingError
		if !errors.As(err, &e) {
			t.Errorf("%s: error %v", tt.name, err)
			continue
		}
		if e.Offset != tt.offset || !strings.Contains(err.Error(), tt.say) || e.Advice == "" {
			t.Errorf("%s: offset %d, want %d; %v must say %q", tt.name, e.Offset, tt.offset, err, tt.say)
		}
	}
	if _, err := Decode([]byte("a"), "klingon"); err == nil || !strings.Contains(err.Error(), "gb18030") {
		t.Errorf("unknown name: %v", err)
	}
}

func TestFromStringCountsBytesOfTheString(t *testing.T) {
	s := "3.4万\xff辆"
	src := FromString(s)
	want := []int{0, 1, 2, 3, 6, 7, 10}
	for i, at := range want {
		if got := src.ByteOffset(i); got != at {
			t.Errorf("code point %d begins at byte %d, want %d", i, got, at)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, name := range Encodings() {
		f.Add(encode(f, traditional, name), "")
		f.Add(encode(f, traditional, name), name)
	}
	f.Add([]byte{0x84, 0x31, 0xA4, 0x37}, "gb18030")
	f.Add([]byte{0x88, 0x62, 0x88, 0x66}, "big5")
	f.Fuzz(func(t *testing.T, b []byte, encoding string) {
		src, err := Decode(b, encoding)
		if err != nil {
			var e *EncodingError
			if errors.As(err, &e) && (e.Offset < 0 || e.Offset > len(b) || e.Problem == "" || e.Advice == "") {
				t.Fatalf("no good error: %#v", e)
			}
			return
		}
		last := 0
		for i := 0; i <= src.Len(); i++ {
			at := src.ByteOffset(i)
			if at < last || at > len(b) {
				t.Fatalf("code point %d begins at byte %d behind %d of %d", i, at, last, len(b))
			}
			last = at
		}
		if last != len(b) {
			t.Fatalf("%d of %d bytes", last, len(b))
		}
		for _, r := range src.Runes() {
			if !utf8.ValidRune(r) {
				t.Fatalf("no code point: %U", r)
			}
		}
	})
}

func TestConfidence(t *testing.T) {
	for _, tt := range []struct {
		name  string
		bytes []byte
		asked string
		least int
		most  int
	}{
		{"UTF-8", []byte(simplified), "", 100, 100},
		{"GB18030 of a text", encode(t, simplified, GB18030), "", 95, 99},
		{"Big5 of a text", encode(t, traditional, Big5), "", 95, 99},
		{"UTF-16", encode(t, simplified, UTF16BE), "", 99, 99},
		{"asked for", encode(t, "三", GB18030), "gbk", 100, 100},
		{"characters common in both", []byte{0xC4, 0xA4, 0xB8, 0xB2}, "", 50, 60},
	} {
		src, err := Decode(tt.bytes, tt.asked)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if c := src.Confidence(); c < tt.least || c > tt.most {
			t.Errorf("%s: confidence %d, want %d to %d", tt.name, c, tt.least, tt.most)
		}
		if _, doubtful := src.Doubt(); doubtful != (src.Confidence() < 80) {
			t.Errorf("%s: with a confidence of %d the doubt is %v", tt.name, src.Confidence(), doubtful)
		}
	}
}
