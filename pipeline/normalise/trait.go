package normalise

// trait is something about the runes of a text that makes a step necessary.
// Most texts have few of them, and one look at every rune spares the others.
type trait uint16

const (
	hasLineEnd   trait = 1 << iota // other line ends than a line feed, a mark at the start
	hasInvisible                   // what prints nothing, and spaces other than the plain one
	hasMarkup                      // marks that begin tags, entities, headings, emphasis
	hasWide                        // full-width and half-width forms
	hasLookAlike                   // radicals and compatibility ideographs; letters, circles and dashes beside digits
	hasOdd                         // replacement characters and those of private use
)

// traitsOf gives the traits of a text, or more.
func traitsOf(runes []rune) trait {
	var all trait
	for i, r := range runes {
		if r >= 0x3001 && r < 0xE000 {
			if r == '一' && besideDigit(runes, i) {
				all |= hasLookAlike
			}
			continue
		}
		if r > ' ' && r < 0x7F {
			t := traitsASCII[r]
			if t&hasLookAlike != 0 && !besideDigit(runes, i) {
				t &^= hasLookAlike
			}
			all |= t
			continue
		}
		if t := traitOf(r); t != hasLookAlike || r > '○' || misprint(runes, i) != 0 {
			all |= t
		}
	}
	return all
}

// besideDigit tells whether a digit, Arabic or Chinese, or the point of a number
// stands before or behind the rune at i.
func besideDigit(runes []rune, i int) bool {
	return i > 0 && isNumeric(runes[i-1]) || i+1 < len(runes) && isNumeric(runes[i+1])
}

// traitOf gives the traits of a rune that is no common character of Chinese.
func traitOf(r rune) trait {
	switch {
	case r < 0x7F:
		return traitsASCII[r]
	case r < 0xA0 || r == 0x2028 || r == 0x2029:
		return hasLineEnd | hasInvisible
	case r == 0xFEFF:
		return hasLineEnd | hasInvisible
	case r == 0xA0 || r == 0xAD || r == 0x1680 || r == 0x180E || r >= 0x2000 && r <= 0x206F || r == 0x3000 ||
		r >= 0xFE00 && r <= 0xFE0F || r >= 0xFFF9 && r <= 0xFFFB:
		if r >= 0x2010 && r <= 0x2027 {
			return 0 // dashes and quotation marks
		}
		return hasInvisible
	case r >= 0xFF03 && r <= 0xFF64:
		if narrow(r) == r {
			return 0
		}
		return hasWide
	case r == '○' || r == '·' || r == '—':
		return hasLookAlike
	case isPrivate(r) || r == 0xFFFD:
		return hasOdd
	case r >= 0x2E80 && r <= 0x2FDF || r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F:
		return hasLookAlike
	}
	return 0
}

// traitsASCII is read-only.
var traitsASCII = func() (traits [0x7F]trait) {
	for r := range ' ' {
		traits[r] = hasInvisible
	}
	traits['\n'], traits['\f'], traits['\t'] = 0, 0, 0
	traits['\r'], traits['\v'] = hasLineEnd|hasInvisible, hasLineEnd|hasInvisible
	for _, r := range "<&#*_[!>|`" {
		traits[r] = hasMarkup
	}
	for _, r := range "OolI0" {
		traits[r] = hasLookAlike
	}
	return traits
}()
