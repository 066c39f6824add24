package numeral

// goesOn tells whether a numeral that begins with a rune of class c may go on
// at i: a cheap refusal of words and marks that mostly begin none.
func goesOn(c class, rs []rune, i int) bool {
	if c.kind() != kindWord {
		return true
	}
	next := classAt(rs, i)
	switch c {
	case wordSome, wordSeveral:
		return next.isUnit() || next.isBig()
	case wordMinus:
		return next.starts()
	case wordDash:
		return next.kind() == kindArabic || next == wordDot
	case wordDot:
		return next.kind() == kindArabic
	}
	return true
}

// scanPlain reads what most numerals are, Arabic digits with a point at most,
// then 万, 亿 or neither, and nothing of a numeral behind them: as scan reads
// them, but without its state. It is not done where there may be more to them.
func scanPlain(n *Numeral, rs []rune, at int) (done, ok bool) {
	if at > 0 && classOf(rs[at-1]).kind() == kindArabic {
		return true, false // inside a run
	}
	const most = 18 // digits that 64 bits hold
	var v uint64
	digits, point := 0, -1
	end := at
	for ; end < len(rs) && digits <= most; end++ {
		c := classOf(rs[end])
		if c == wordDot && point < 0 && end+1 < len(rs) && classOf(rs[end+1]).kind() == kindArabic {
			point = end
			continue
		}
		if c.kind() != kindArabic {
			break
		}
		v = v*10 + uint64(c.low())
		digits++
	}
	if digits > most {
		return false, false
	}
	exp := 0
	if point >= 0 {
		exp = point + 1 - end
	}
	behind := classAt(rs, end)
	if behind.isBig() && behind.low() < 12 {
		exp += behind.low()
		if v, ok = mulAdd(v, max(exp, 0), 0); !ok {
			return false, false
		}
		n.Form, n.Multiplier, n.Scale = Mixed, true, behind.low()
		end++
		behind = classAt(rs, end)
	} else if point < 0 {
		n.Digits = digits
	}
	if behind != 0 || n.Form == Arabic && end < len(rs) && isPower(rs[end]) {
		*n = Numeral{}
		return false, false
	}
	n.Start, n.End = at, end
	setSmall(&n.Value, v, min(exp, 0), false)
	return true, true
}

// isPower tells the marks that a power of ten may begin with (science).
func isPower(r rune) bool {
	switch r {
	case 'e', 'E', 'ｅ', 'Ｅ', '×', 'x', 'X', '*', '✕', '^', '⁻':
		return true
	}
	return superscript(r) >= 0
}

// classAt is the class of the rune at i; 0 behind the last.
func classAt(rs []rune, i int) class {
	if i < len(rs) {
		return classOf(rs[i])
	}
	return 0
}
