package normalise

// trait is something about the runes of a text that makes a step necessary.
// Most texts have few of them, and one look at every rune spares the others.
type trait uint16

const (
	hasLineEnd     trait = 1 << iota // other line ends than a line feed, a mark at the start
	hasInvisible                     // what prints nothing, and spaces other than the plain one
	hasMarkup                        // marks that begin tags, entities, headings, emphasis
	hasWide                          // full-width and half-width forms
	hasLookAlike                     // radicals and compatibility ideographs; letters, circles and dashes beside digits
	maybeLookAlike                   // what may be a misprint, by its neighbours
	hasOdd                           // replacement characters and those of private use
)

// traitsOf gives the traits of a text, or more.
func traitsOf(runes []rune) trait {
	var all trait
	for i, r := range runes {
		t := traits.of(r)
		if t&maybeLookAlike != 0 && maybeMisprint(runes, i) {
			t |= hasLookAlike
		}
		all |= t
	}
	return all &^ maybeLookAlike
}

// maybeMisprint tells whether the rune at i may stand for another in a number
// (misprint), with widths as they come: a look at the runes beside it.
func maybeMisprint(runes []rune, i int) bool {
	before, behind := at(runes, i-1), at(runes, i+1)
	switch runes[i] {
	case 'O', 'o', 'l', 'I', 'Ｏ', 'ｏ', 'ｌ', 'Ｉ':
		return isAnyDigit(before) || isAnyDigit(behind) || isChineseDigit(before) || isChineseDigit(behind) ||
			isPoint(before) && isAnyDigit(at(runes, i-2)) || isPoint(behind) && isAnyDigit(at(runes, i+2))
	case '0', '０':
		return isChineseDigit(before) || isChineseDigit(behind)
	case '○':
		return true
	case '一', '·', '﹒':
		return isAnyDigit(before) && isAnyDigit(behind)
	case '—':
		return before == '第' || before == '十'
	}
	return false
}

// isPoint tells the marks within numbers.
func isPoint(r rune) bool { return r == '.' || r == ',' || r == '．' }

// isAnyDigit tells Arabic digits, full-width ones too.
func isAnyDigit(r rune) bool { return isDigit(r) || r >= '０' && r <= '９' }

// traitTable holds the traits of the runes below U+10000 by their pages of 256.
// To look them up costs no branch, which matters where characters, digits and
// marks follow on each other by chance.
type traitTable struct {
	page  [256]uint8     // index into pages
	pages [64][256]trait // the first is empty
}

// traits is read-only.
var traits = func() (table traitTable) {
	pages := uint8(1)
	for r := range rune(1 << 16) {
		if r > '一' && r < 0xE000 {
			continue // characters of Chinese
		}
		t := traitOf(r)
		if t == 0 {
			continue
		}
		if table.page[r>>8] == 0 {
			table.page[r>>8] = pages
			pages++
		}
		table.pages[table.page[r>>8]][r&0xFF] = t
	}
	return table
}()

// of gives the traits of a rune.
func (table *traitTable) of(r rune) trait {
	if r >= 1<<16 {
		return traitOf(r)
	}
	return table.pages[table.page[uint8(r>>8)]][uint8(r)]
}

// traitOf works out the traits of a rune.
func traitOf(r rune) trait {
	switch {
	case r == '○' || r == '·' || r == '—' || r == '一' || r == '﹒':
		return maybeLookAlike
	case r < 0x7F:
		return traitsASCII[max(r, 0)]
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
		to := narrow(r)
		switch {
		case to == r:
			return 0
		case to < 0x7F && traitsASCII[to]&maybeLookAlike != 0:
			return hasWide | maybeLookAlike
		}
		return hasWide
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
		traits[r] = maybeLookAlike
	}
	return traits
}()
