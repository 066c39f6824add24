package text

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// readAs decodes the bytes of a text as another encoding.
func readAs(t *testing.T, s, is string, as encoding.Encoding) string {
	t.Helper()
	out, err := as.NewDecoder().Bytes(encode(t, s, is))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestMisread(t *testing.T) {
	gbk, big5, latin := simplifiedchinese.GBK, traditionalchinese.Big5, charmap.Windows1252
	for _, tt := range []struct{ name, text, say string }{
		{"UTF-8 as GBK", readAs(t, simplified, UTF8, gbk), "UTF-8 that was read as GBK"},
		{"UTF-8 as Windows-1252", readAs(t, simplified, UTF8, latin), "UTF-8 that was read as Windows-1252"},
		{"GBK as Windows-1252", readAs(t, simplified, GB18030, latin), "GBK that was read as Windows-1252"},
		{"Big5 as Windows-1252", readAs(t, traditional, Big5, latin), "Big5 that was read as Windows-1252"},
		{"Big5 as GBK", readAs(t, traditional, Big5, gbk), "Big5 that was read as GBK"},
		{"GBK as Big5", readAs(t, simplified, GB18030, big5), "GBK that was read as Big5"},
		{"behind good text", strings.Repeat(simplified, 9) + readAs(t, strings.Repeat(simplified, 5), UTF8, gbk), "UTF-8 that was read as GBK"},
		{"lost twice", "产量锟斤拷锟斤拷3万吨", "replacement characters"},
		{"simplified", simplified, ""},
		{"traditional", traditional, ""},
		{"French", "Décidément, l’élève préférée était très gênée d’être là où ça s’était passé", ""},
		{"Russian", "Производство насосов выросло на восемь процентов", ""},
		{"Japanese", "このポンプはことしのはじめからつくられています", ""},
		{"a list of rare characters", "髟鬲魃魈鳐鹇鼐龀麇麈黻黼黹鼋鼍", ""},
		{"few characters", "鏈枃", ""},
		{"nothing", "", ""},
	} {
		w, ok := FromString(tt.text).Misread()
		if ok != (tt.say != "") || !strings.Contains(w.String(), tt.say) {
			t.Errorf("%s: %v, want %q", tt.name, w, tt.say)
		}
		if ok && (w.At >= len([]rune(tt.text)) || w.Advice == "") {
			t.Errorf("%s: a warning at %d with the advice %q", tt.name, w.At, w.Advice)
		}
	}
}

func FuzzMisread(f *testing.F) {
	f.Add(simplified)
	f.Add("é¡µé�¢ 锟斤拷")
	f.Fuzz(func(t *testing.T, s string) {
		src := FromString(s)
		if w, ok := src.Misread(); ok && (w.At < 0 || w.At >= src.Len()) {
			t.Fatalf("%v in a text of %d", w, src.Len())
		}
	})
}
