package dict

import "testing"

func TestSimplify(t *testing.T) {
	tests := []struct{ in, want string }{
		{"億元與萬噸", "亿元与万吨"},
		{"約佔總數的兩成", "约占总数的两成"},
		{"後來，鐘、鍾、裡、裏、麵、於", "后来，钟、钟、里、里、面、于"},
		{"國務院發布公報，頭髮", "国务院发布公报，头发"},
		{"著名、乾隆、皇后、王后、昇腾、毕昇", "著名、乾隆、皇后、王后、昇腾、毕昇"}, // characters of simplified text stay
		{"已经是简体字，3.4%。", "已经是简体字，3.4%。"},
		{"𠮷野家", "𠮷野家"}, // beyond the first plane
	}
	var dst []rune
	for _, tt := range tests {
		src := []rune(tt.in)
		got, changed := SimplifyRunes(dst, src)
		if string(got) != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, string(got), tt.want)
		}
		if changed != (tt.in != tt.want) {
			t.Errorf("%s: changed is %v", tt.in, changed)
		}
		if string(src) != tt.in {
			t.Errorf("%s was changed in place", tt.in)
		}
		if changed {
			dst = got
		}
	}
}

// No simplified form is itself a traditional character, so that once is enough, and no
// character that GB 2312 has is changed without need.
func TestSimplifyTwice(t *testing.T) {
	n := 0
	for r := rune(0); r < 1<<16; r++ {
		s := Simplify(r)
		if s == r {
			continue
		}
		n++
		if Simplify(s) != s {
			t.Errorf("%c becomes %c, which becomes %c", r, s, Simplify(s))
		}
		if r < 0x3400 {
			t.Errorf("%c is no Han character", r)
		}
	}
	if n < 2900 {
		t.Errorf("%d traditional characters", n)
	}
	for _, r := range []rune{0x10FFFF, 0x110000, -1} {
		if Simplify(r) != r {
			t.Errorf("%x changed", r)
		}
	}
}

func BenchmarkSimplifyRunes(b *testing.B) {
	var dst []rune
	for b.Loop() {
		dst, _ = SimplifyRunes(dst, news)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(news)), "ns/rune")
}
