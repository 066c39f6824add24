package normalise

import (
	"fmt"
	"slices"

	"zhfacts/pipeline/text"
)

// isPrivate tells the characters that mean something in one font only.
func isPrivate(r rune) bool {
	return r >= 0xE000 && r < 0xF900 || r >= 0xF0000 && r < 0x10FFFE
}

// isSymbolBullet tells the characters of the common symbol fonts that stand
// before items, which are markers (text.ListMarker).
func isSymbolBullet(r rune) bool { return r >= 0xF06C && r <= 0xF0FC }

// oddRunes counts what the source holds that no reading can mend.
func oddRunes(src *text.Source) []text.Warning {
	lost, private := 0, 0
	var firstLost, firstPrivate int
	var glyph rune
	runes := src.Runes()
	for i, r := range runes {
		switch {
		case r == 0xFFFD:
			if lost++; lost == 1 {
				firstLost = i
			}
		case isPrivate(r) && !(isSymbolBullet(r) && (i == 0 || isBreak(runes[i-1]) || isSpace(runes[i-1]))):
			if private++; private == 1 {
				firstPrivate, glyph = i, r
			}
		}
	}
	var warnings []text.Warning
	if lost > 0 {
		warnings = append(warnings, text.Warning{At: firstLost, Problem: plural(lost, "replacement character"),
			Advice: "what stood there was lost when the text was decoded before; numbers beside them may be cut"})
	}
	if private > 0 {
		warnings = append(warnings, text.Warning{At: firstPrivate, Problem: fmt.Sprintf("%s such as U+%04X", plural(private, "character of private use", "characters of private use"), glyph),
			Advice: "only a font of the source knows what they mean; they stay as they are"})
	}
	return warnings
}

// plural counts things by their name, whose plural has an s unless it is given.
func plural(n int, names ...string) string {
	name := names[0]
	if n != 1 {
		if name += "s"; len(names) > 1 {
			name = names[1]
		}
	}
	return fmt.Sprintf("%d %s", n, name)
}

// allWarnings are those of the source and those of the steps, in the order of
// the source.
func (job *job) allWarnings(src *text.Source) []text.Warning {
	warnings := job.warnings
	if job.odd {
		warnings = append(warnings, oddRunes(src)...)
	}
	if w, ok := src.Misread(); ok {
		warnings = append(warnings, w)
	} else if w, ok := src.Doubt(); ok {
		warnings = append(warnings, w)
	}
	slices.SortStableFunc(warnings, func(a, b text.Warning) int { return a.At - b.At })
	return warnings
}
