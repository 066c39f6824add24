package normalise

import "zhfacts/pipeline/text"

const docTables = `Marks the lines that are rows of a table, so that later steps keep their cells
apart: two or more numbers side by side, cells far apart with a number among
them, or a label and a bare number beside other rows. A line with marks of
running text (，。；、) is none. Deletes nothing.`

func tables(doc *text.Draft, job *job) *text.Draft {
	var rows []text.Mark
	var weak text.Mark // a label and a bare number, waiting for a neighbour
	add := func(m text.Mark) { rows = append(rows, m) }
	job.eachGapLine(doc, func(l *gapLine) {
		m := text.Mark{Span: l.Span, Kind: text.Table}
		switch l.row() {
		case strongRow:
			if weak.Len() > 0 && near(l.runes, weak.End, m.Start) {
				add(weak)
			}
			add(m)
			weak = text.Mark{}
		case weakRow:
			if n := len(rows); n > 0 && near(l.runes, rows[n-1].End, m.Start) {
				add(m)
			} else if weak.Len() > 0 && near(l.runes, weak.End, m.Start) {
				add(weak)
				add(m)
			} else {
				weak = m
				return
			}
			weak = text.Mark{}
		}
	})
	if len(rows) == 0 {
		return doc
	}
	return doc.WithMarks(mergeMarks(doc.Marks(), rows))
}

// near tells whether at most two line ends part two rows.
func near(runes []rune, end, start text.Pos) bool {
	n := 0
	for _, r := range runes[end:start] {
		if isBreak(r) {
			n++
		} else if !isSpace(r) {
			return false
		}
	}
	return n <= 2
}

const (
	noRow = iota
	weakRow
	strongRow
)

func (l *gapLine) row() int {
	if l.punct {
		return noRow
	}
	numbers, side, wide, singles := 0, 0, 0, 0
	last := cell{}
	for i := 0; i <= len(l.gaps); i++ {
		if i > 0 && l.gaps[i-1].n >= 3 {
			wide++
		}
		w := l.word(i)
		c := readCell(w)
		if c.number {
			numbers++
			if len(w) == 1 {
				singles++
			}
		}
		if i > 0 && c.digits && last.digits && (c.number && last.number || !c.number && !last.number && equal(c.unit, last.unit)) {
			side++
		}
		last = c
	}
	switch {
	case side > 0 && singles == numbers && numbers > 0:
		// Single digits with a Chinese character behind them are one number
		// printed wide (2 0 2 3 年), at the end of a row they are cells.
		if readCell(l.word(len(l.gaps))).number {
			return strongRow
		}
	case side > 0, wide >= 2 && numbers > 0:
		return strongRow
	case numbers == 1 && len(l.gaps) == 1 && last.number && len(l.word(0)) <= 20 && isHan(l.word(0)[0]):
		return weakRow
	}
	return noRow
}

// cell is what a word of a line could be in a table.
type cell struct {
	digits bool   // begins with a digit or a sign and a digit
	number bool   // is a number and nothing else
	unit   []rune // what follows the digits
}

func readCell(w []rune) cell {
	i := 0
	if len(w) > 1 && (w[0] == '-' || w[0] == '+' || w[0] == '(' || w[0] == '—' || w[0] == '−') {
		i++
	}
	if i == len(w) || !isDigit(w[i]) {
		return cell{}
	}
	for i < len(w) && (isDigit(w[i]) || w[i] == '.' || w[i] == ',' || w[i] == '-') {
		i++
	}
	c := cell{digits: true, unit: w[i:]}
	c.number = i == len(w) && isDigit(w[i-1]) || i == len(w)-1 && (w[i] == '%' || w[i] == ')' || w[i] == '‰')
	return c
}

func equal(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
