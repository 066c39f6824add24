package numeral

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// Style tells how Format writes a number.
type Style uint8

const (
	ArabicStyle  Style = iota // -3400.5
	ChineseStyle              // 负三千四百点五
	CapitalStyle              // 负叁仟肆佰点伍
)

// maxPlaces is the number of places before the point that Chinese styles write:
// those that Scan has sections for.
const maxPlaces = 4 * maxLevels

var styles = map[Style]struct {
	digits [10]string
	units  [4]string // of 1, 10, 100, 1000
}{
	ChineseStyle: {
		[10]string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"},
		[4]string{"", "十", "百", "千"},
	},
	CapitalStyle: {
		[10]string{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"},
		[4]string{"", "拾", "佰", "仟"},
	},
}

// Format writes d in full, so that Parse gives its value back: every place with
// its unit, 零 for every gap, 一 before 十 inside a number only. It fails where
// d is no finite number or Parse would not read what comes out.
func Format(d *apd.Decimal, style Style) (string, error) {
	if d.Form != apd.Finite {
		return "", fmt.Errorf("numeral: cannot write %s: not a finite number", d)
	}
	if size := d.NumDigits() + max(int64(d.Exponent), -int64(d.Exponent)); size > MaxRunes-2 {
		return "", fmt.Errorf("numeral: cannot write a number of %d digits: at most %d", size, MaxRunes-2)
	}
	text := d.Text('f')
	if style == ArabicStyle {
		return text, nil
	}
	st, ok := styles[style]
	if !ok {
		return "", fmt.Errorf("numeral: unknown style %d", style)
	}
	var b strings.Builder
	text, negative := strings.CutPrefix(text, "-")
	if negative {
		b.WriteString("负")
	}
	whole, fraction, _ := strings.Cut(text, ".")
	n, ok := new(big.Int).SetString(whole, 10)
	if !ok {
		return "", fmt.Errorf("numeral: cannot write %q", text)
	}
	if whole = n.Text(10); len(whole) > maxPlaces {
		return "", fmt.Errorf("numeral: cannot write %s in Chinese: at most %d places", text, maxPlaces)
	}
	switch {
	case n.Sign() == 0:
		b.WriteString(st.digits[0])
	case style == ChineseStyle && len(whole)%4 == 2 && whole[0] == '1':
		var inner strings.Builder
		writeWhole(&inner, whole, &st.digits, &st.units)
		b.WriteString(strings.TrimPrefix(inner.String(), st.digits[1]))
	default:
		writeWhole(&b, whole, &st.digits, &st.units)
	}
	if fraction != "" {
		b.WriteString("点")
		for _, r := range fraction {
			b.WriteString(st.digits[r-'0'])
		}
	}
	return b.String(), nil
}

// writeWhole writes digits without leading zeros: what is above 亿 with 亿,
// what is above 万 with 万, 零 where a place is passed over.
func writeWhole(b *strings.Builder, whole string, digits *[10]string, units *[4]string) {
	for _, big := range [...]struct {
		places int
		name   string
	}{{8, "亿"}, {4, "万"}} {
		if len(whole) <= big.places {
			continue
		}
		cut := len(whole) - big.places
		writeWhole(b, whole[:cut], digits, units)
		b.WriteString(big.name)
		rest := strings.TrimLeft(whole[cut:], "0")
		if rest == "" {
			return
		}
		if len(rest) < big.places || strings.HasSuffix(whole[:cut], "0000") {
			b.WriteString(digits[0])
		}
		whole = rest
	}
	gap := false
	for i, r := range whole {
		if r == '0' {
			gap = true
			continue
		}
		if gap {
			b.WriteString(digits[0])
			gap = false
		}
		b.WriteString(digits[r-'0'])
		b.WriteString(units[len(whole)-1-i])
	}
}
