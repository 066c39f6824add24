package report_test

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// WCAG 2.2: text needs a contrast of 4.5 (1.4.3), what is no text but has a
// meaning one of 3 (1.4.11).
const (
	forText = 4.5
	forMark = 3.0
)

// meeting are the colours of the style that meet on the page.
var meeting = []struct {
	front  string
	backs  []string
	atBest float64
}{
	{"ink", []string{"ground", "paper", "panel", "sentence", "clause", "found", "found-now", "quantity-tint", "time-tint", "entity-tint", "fact-tint", "added-tint", "lost-tint", "changed-tint"}, forText},
	{"soft", []string{"ground", "paper", "panel", "fact-tint", "sentence"}, forText},
	{"dim", []string{"paper", "panel"}, forText},
	{"accent", []string{"panel", "paper"}, forText},
	{"quantity", []string{"quantity-tint", "paper", "panel"}, forText},
	{"time", []string{"time-tint", "paper", "panel"}, forText},
	{"entity", []string{"entity-tint", "paper", "panel"}, forText},
	{"fact", []string{"fact-tint", "paper", "panel"}, forText},
	{"added", []string{"added-tint", "panel", "paper"}, forText},
	{"lost", []string{"lost-tint", "panel", "paper", "changed-tint"}, forText},
	{"changed", []string{"changed-tint", "panel", "paper"}, forText},
	{"panel", []string{"time"}, forText}, // the words in a bar of the time line
	{"control", []string{"panel", "paper", "ground"}, forMark},
	{"quantity", []string{"sentence", "clause"}, forMark},
	{"time", []string{"sentence", "clause"}, forMark},
	{"entity", []string{"sentence", "clause"}, forMark},
	{"accent", []string{"ground", "fact-tint"}, forMark},
}

var colourPattern = regexp.MustCompile(`--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\);`)

func TestContrast(t *testing.T) {
	css, err := os.ReadFile("page/page.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string][2]string{}
	for _, m := range colourPattern.FindAllStringSubmatch(string(css), -1) {
		colours[m[1]] = [2]string{m[2], m[3]}
	}
	met := map[string]bool{}
	for _, pair := range meeting {
		for _, back := range pair.backs {
			met[pair.front], met[back] = true, true
			for i, theme := range []string{"light", "dark"} {
				a, b := colours[pair.front][i], colours[back][i]
				if a == "" || b == "" {
					t.Fatalf("the style has no %s or no %s", pair.front, back)
				}
				if got := contrast(t, a, b); got < pair.atBest {
					t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", theme, pair.front, back, got, pair.atBest)
				}
			}
		}
	}
	for name := range colours {
		if !met[name] && name != "line" { // a line between two things that stand apart anyway
			t.Errorf("no row says on what %s stands", name)
		}
	}
}

// The lines under mentions are drawn with 75 % of their colour; they must be seen
// on the paper and in the sentence that is chosen.
func TestContrastOfUnderlines(t *testing.T) {
	css, err := os.ReadFile("page/page.css")
	if err != nil {
		t.Fatal(err)
	}
	share := regexp.MustCompile(`underline 2px color-mix\(in srgb, var\(--type\) ([0-9]+)%, transparent\)`).FindSubmatch(css)
	if share == nil {
		t.Fatal("the style draws no lines under mentions")
	}
	percent, _ := strconv.Atoi(string(share[1]))
	colours := map[string][2]string{}
	for _, m := range colourPattern.FindAllStringSubmatch(string(css), -1) {
		colours[m[1]] = [2]string{m[2], m[3]}
	}
	for _, front := range []string{"quantity", "time", "entity"} {
		for _, back := range []string{"paper", "sentence"} {
			for i, theme := range []string{"light", "dark"} {
				a, b := colours[front][i], colours[back][i]
				if got := contrast(t, blended(t, a, b, percent), b); got < forMark {
					t.Errorf("%s: the line of a %s on %s has a contrast of %.2f, want %.1f", theme, front, back, got, forMark)
				}
			}
		}
	}
}

// blended is so many percent of a over b.
func blended(t *testing.T, a, b string, percent int) string {
	out := "#"
	for i := 1; i < 7; i += 2 {
		x, err := strconv.ParseUint(a[i:i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		y, err := strconv.ParseUint(b[i:i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		out += fmt.Sprintf("%02x", (int(x)*percent+int(y)*(100-percent))/100)
	}
	return out
}

// contrast is that of WCAG 2.2 between two colours.
func contrast(t *testing.T, a, b string) float64 {
	l, m := luminance(t, a), luminance(t, b)
	return (max(l, m) + 0.05) / (min(l, m) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func TestContrastOfKnownColours(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want string
	}{{"#000000", "#ffffff", "21.00"}, {"#777777", "#ffffff", "4.48"}, {"#123456", "#123456", "1.00"}} {
		if got := fmt.Sprintf("%.2f", contrast(t, tt.a, tt.b)); got != tt.want {
			t.Errorf("%s on %s: %s, want %s", tt.a, tt.b, got, tt.want)
		}
	}
}
