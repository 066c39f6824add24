package normalise

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"zhfacts/pipeline/text"
)

const docLookAlikes = `Puts the unified ideograph in the place of a radical (⽇ U+2F47) or a
compatibility ideograph that looks the same, which fonts in PDF files confuse,
and within numbers the digit or mark in the place of what OCR takes for it: O and
l among digits (2O23年, 1l%), ○ O 0 among Chinese digits (二○二三), 一 between
digits and — in the place of 一 (2023一2025, 第—批), · before a unit (3·5%), ﹒ (U+FE52). Rune
for rune; outside numbers and in names such as 5G, A1O, 3·15 nothing changes, and
traditional characters stay.`

//go:embed compat.tsv
var compatData string

// compat maps each look-alike to its ideograph. It is read-only.
var compat = readCompat(compatData)

func readCompat(data string) map[rune]rune {
	table := make(map[rune]rune, 1400)
	for l := range strings.Lines(data) {
		from, to, ok := strings.Cut(strings.TrimRight(l, "\n"), "\t")
		if !ok || strings.HasPrefix(l, "#") {
			continue
		}
		f, _ := utf8.DecodeRuneInString(from)
		t, _ := utf8.DecodeRuneInString(to)
		table[f] = t
	}
	return table
}

func lookAlikes(doc *text.Draft, _ *job) *text.Draft {
	for mended := true; mended; { // the digits found may show others beside them
		doc, mended = mendLookAlikes(doc)
	}
	return doc
}

// mendLookAlikes tells whether it mended numbers.
func mendLookAlikes(doc *text.Draft) (next *text.Draft, mended bool) {
	runes := doc.Runes()
	e := doc.Edit()
	for i, r := range runes {
		switch t := traits.of(r); {
		case t&maybeLookAlike != 0:
			if to := misprint(runes, i); to != 0 {
				e.Set(text.Pos(i), to)
				mended = true
			}
		case t&hasLookAlike != 0:
			if to, ok := compat[r]; ok {
				e.Set(text.Pos(i), to)
			}
		}
	}
	return e.Draft(), mended
}
