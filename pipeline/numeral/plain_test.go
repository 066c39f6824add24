package numeral

import (
	"testing"

	"github.com/cockroachdb/apd/v3"
	"pgregory.net/rapid"
)

// What Scan reads at a glance, and what it refuses so, is what scan gives.
func TestGlanceIsScan(t *testing.T) {
	read, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		rs := []rune(rapid.StringOfN(rapid.RuneFrom([]rune("0123456789０９..．,，·点万亿百千十eEx×^²⁻多几数负-+一二两O年%元 （")), 1, 24, -1).Draw(t, "text"))
		for at := range rs {
			if !Starts(rs[at]) {
				continue
			}
			got, ok := Scan(rs, at)
			var want Numeral
			if scanned := scan(&want, rs, at, false); scanned != ok || ok && !same(got, want) {
				t.Fatalf("%q at %d: %+v, %v, want %+v, %v", string(rs), at, got, ok, want, scanned)
			}
			if !goesOn(classOf(rs[at]), rs, at+1) {
				refused++
			}
			if classOf(rs[at]).kind() == kindArabic {
				if done, _ := scanPlain(&want, rs, at); done {
					read++
				}
			}
		}
	})
	if read == 0 || refused == 0 {
		t.Errorf("%d numerals were read at a glance, %d refused", read, refused)
	}
}

// same tells whether two numerals are the same, however long.
func same(a, b Numeral) bool {
	for _, d := range [...][2]*apd.Decimal{{&a.Value, &b.Value}, {&a.Low, &b.Low}, {&a.High, &b.High}} {
		if d[0].Cmp(d[1]) != 0 || d[0].Exponent != d[1].Exponent {
			return false
		}
		*d[0], *d[1] = apd.Decimal{}, apd.Decimal{}
	}
	return a == b
}

// The same for numerals at the end of what 64 bits hold.
func TestLongPlainNumerals(t *testing.T) {
	for _, s := range []string{"999999999999999999", "9999999999999999999", "12345678901234567.8", "123456789012345678.9", "0.000000000000000000"} {
		rs := []rune(s)
		got, ok := Scan(rs, 0)
		var want Numeral
		if scanned := scan(&want, rs, 0, false); scanned != ok || !same(got, want) {
			t.Errorf("%s: %+v, want %+v", s, got, want)
		}
	}
}
