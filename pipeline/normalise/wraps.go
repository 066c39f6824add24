package normalise

import (
	"slices"

	"zhfacts/pipeline/text"
)

const docWraps = `Joins the lines that are one paragraph, across page and column breaks and the
furniture between them, and makes every other stretch of line ends a single one.
It decides by evidence, in this order: a row of a table stays alone; what no line
starts with (。”) was torn off; an open bracket closes below; a line goes on
behind a comma; a new paragraph shows by its indent, its list marker or its kind;
a full line, measured against the lines before and behind it, goes on below; a
short one does only when the dictionary finds a word across its end. Latin words
get their space or lose their hyphen. Deletes line ends, white space beside them
and furniture within a paragraph, nothing else.`

func wraps(doc *text.Draft, job *job) *text.Draft {
	runes := doc.Runes()
	lines := job.linesOf(doc)
	if len(lines) == 0 {
		e := doc.Edit()
		if len(runes) > 0 {
			e.Delete(text.Span{Start: 0, End: text.Pos(len(runes))})
		}
		return e.Draft()
	}
	body := make([]line, 0, len(lines))
	for _, l := range lines {
		if l.kind != kindFurniture {
			body = append(body, l)
		}
	}
	j := newJoiner(body, runes, job.Words)
	e := doc.Edit()
	last := lines[0]
	if last.Start > 0 {
		e.Delete(text.Span{Start: 0, End: last.Start})
	}
	k := 0 // the next line of body
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if l.kind != kindFurniture {
			if k > 0 && j.joins(k-1, k) {
				from := body[k-1].End
				if glue := j.glue(k-1, k); glue > 0 {
					e.Replace(text.Span{Start: from, End: l.Start}, glue)
				} else if glue < 0 { // a hyphen that broke a word
					e.Delete(text.Span{Start: from - 1, End: l.Start})
				} else {
					e.Delete(text.Span{Start: from, End: l.Start})
				}
				k++
				last = l
				continue
			}
			k++
		} else if k > 0 && k < len(body) && j.joins(k-1, k) {
			continue // it cuts a paragraph apart and goes with the line ends
		}
		if i > 0 {
			oneBreak(e, runes, text.Span{Start: last.End, End: l.Start})
		}
		last = l
	}
	if end := text.Pos(len(runes)); last.End < end {
		e.Delete(text.Span{Start: last.End, End: end})
	}
	return e.Draft()
}

// oneBreak leaves one line feed of the white space between two paragraphs.
func oneBreak(e *text.Editor, runes []rune, span text.Span) {
	p := span.Start
	for p < span.End && runes[p] != '\n' {
		p++
	}
	if p == span.End { // a form feed alone
		p = span.Start
		for !isBreak(runes[p]) {
			p++
		}
	}
	if p > span.Start {
		e.Delete(text.Span{Start: span.Start, End: p})
	}
	if runes[p] != '\n' {
		e.Set(p, '\n')
	}
	if p+1 < span.End {
		e.Delete(text.Span{Start: p + 1, End: span.End})
	}
}

// joiner decides which lines go on below.
type joiner struct {
	lines   []line
	runes   []rune
	words   Words
	columns []int32 // the width of the column around lines i to i+8; 0 if they fill none
	main    int32   // the width of most columns of the document; 0 if they differ
	indents bool    // paragraphs show by an indent
	memo    []int8  // decisions made: 0 not yet, 1 joins, -1 does not
	open    []brackets
}

// columnLines is the number of lines that a column's width is read from: more
// would mix neighbouring columns, fewer would take two lines of like length
// for one.
const columnLines = 9

// minColumn is the least width of a column: narrower ones are lists.
const minColumn = 8 * em

// slack is what a full line may lack beside the first word of the next: the
// square of a character that may not end a line, and what widths are off by.
const slack = em + em/2

func newJoiner(lines []line, runes []rune, words Words) *joiner {
	j := &joiner{lines: lines, runes: runes, words: words}
	j.memo = make([]int8, len(lines))
	j.open = make([]brackets, len(lines))
	if len(lines) > 0 {
		j.open[0] = openIn(runes[lines[0].Start:lines[0].End])
	}
	j.columns = make([]int32, len(lines))
	shapes := make([]lineShape, len(lines))
	for i, l := range lines {
		shapes[i] = shapeOf(l, runes)
	}
	for i := range lines {
		j.columns[i] = columnWidth(shapes[i:min(i+columnLines, len(lines))], len(lines) < 5)
	}
	j.main = mainColumn(j.columns)
	flush, deep := 0, 0
	for i := range lines {
		if lines[i].indent >= 2 && lines[i].indent <= maxIndent {
			deep++
		} else {
			flush++
		}
	}
	j.indents = deep > 0 && deep <= flush
	return j
}

// mainColumn is the width that most windows with a column agree on, an em up or
// down; 0 if no third of them does.
func mainColumn(columns []int32) int32 {
	known := make([]int32, 0, len(columns))
	for _, w := range columns {
		if w > 0 {
			known = append(known, w)
		}
	}
	slices.Sort(known)
	best, count := int32(0), 0
	for hi, lo := 0, 0; hi < len(known); hi++ {
		for known[lo] < known[hi]-em {
			lo++
		}
		if hi-lo+1 >= count {
			best, count = known[hi], hi-lo+1
		}
	}
	if count < columnLines/2 || count*3 < len(known) {
		return 0
	}
	return best
}

// columnWidth is the width that the lines fill: the greatest one that most of
// them come close to. Lines that end with a stop and lines without any
// punctuation in them (verses, lists, cells) do not speak for a column.
func columnWidth(lines []lineShape, few bool) int32 {
	var widths [columnLines]int32
	n := 0
	for _, l := range lines {
		if l.width > 0 {
			// Sorted as they come: there are few.
			k := n
			for ; k > 0 && widths[k-1] > l.width; k-- {
				widths[k] = widths[k-1]
			}
			widths[k] = l.width
			n++
		}
	}
	if n < 2 {
		return 0
	}
	best, count := int32(0), 1
	// One line may stand out of its column, two show a wider one.
	for hi, lo := n-1, 0; hi >= 0 && n-1-hi < 2; hi-- {
		for lo = hi; lo > 0 && widths[lo-1] >= widths[hi]-2*em; lo-- {
		}
		if hi-lo+1 > count {
			best, count = widths[hi], hi-lo+1
		}
	}
	if count < 3 && !few || count*5 < len(lines)*2 {
		return 0
	}
	goesOn, inner := 0, 0
	for _, l := range lines {
		if l.width > best || l.width < best-2*em {
			continue
		}
		if l.goesOn {
			goesOn++
		}
		if l.inner {
			inner++
		}
	}
	if goesOn*3 < count || inner*3 < count {
		return 0
	}
	return best
}

// lineShape is what a line says about its column.
type lineShape struct {
	width  int32 // without a mark at the end, which may hang out; 0 for lines that say nothing
	goesOn bool  // no mark ends it
	inner  bool  // there are marks of running text within
}

func shapeOf(l line, runes []rune) lineShape {
	if l.width < minColumn || l.kind == kindTable {
		return lineShape{}
	}
	w := runes[l.Start:l.End]
	end := w[len(w)-1]
	s := lineShape{width: l.width, goesOn: !endsClause(end) && !isTerminal(end), inner: hasClause(w[text.ListMarker(w) : len(w)-1])}
	if !s.goesOn && end > 0x80 {
		s.width -= em
	}
	return s
}

// full tells whether nothing more went into line a: the first word of line b
// would have made it wider than its column.
func (j *joiner) full(a, b int) bool {
	need := j.lines[a].width + min(j.lines[a].seams, 3*em) + j.firstWord(b) + slack
	indent := int32(0)
	if in := j.lines[a].indent; in >= 2 && in <= maxIndent {
		need += 2 * em
	} else if (a == 0 || !j.joins(a-1, a)) && !isOpening(j.runes[j.lines[b].Start]) {
		indent = em // lost in the text layer; the rest of two is in the slack
	}
	for _, w := range [...]int32{j.columns[a], j.columns[max(0, a-columnLines+1)], j.columns[max(0, a-columnLines/2)], j.main} {
		if w >= 25*em {
			w -= indent
		}
		if w > 0 && need > w && j.lines[a].width <= w+3*em {
			return true
		}
	}
	return false
}

// firstWord is the width of what cannot be parted at the start of line i: a
// number or Latin word, or one character, with the closing marks behind it. An
// opening mark counts half, for it may as well open a paragraph.
func (j *joiner) firstWord(i int) int32 {
	w := j.runes[j.lines[i].Start:j.lines[i].End]
	k, width := 0, int32(0)
	for k < len(w) && isOpening(w[k]) && w[k] > 0x80 {
		width += int32(printed(w[k])) / 2
		k++
	}
	start := k
	for k < len(w) && w[k] > ' ' && w[k] < 0x80 {
		width += int32(printed(w[k]))
		k++
	}
	if k < len(w) && k == start {
		width += int32(printed(w[k]))
		k++
	}
	for k < len(w) && neverStarts(w[k]) {
		width += int32(printed(w[k]))
		k++
	}
	return min(width, 12*em)
}

// joins tells whether line b, the next one, goes on with the paragraph of line a.
func (j *joiner) joins(a, b int) bool {
	if j.memo[b] == 0 {
		j.memo[b] = -1
		open := brackets{}
		if j.decide(a, b) {
			j.memo[b] = 1
			open = j.open[a]
		}
		j.open[b] = open.after(j.runes[j.lines[b].Start:j.lines[b].End])
	}
	return j.memo[b] > 0
}

func (j *joiner) decide(a, b int) bool {
	x, y := j.lines[a], j.lines[b]
	if x.kind == kindTable || y.kind == kindTable {
		return false
	}
	xs, ys := j.runes[x.Start:x.End], j.runes[y.Start:y.End]
	end, start := xs[len(xs)-1], ys[0]
	parted := y.blanks > 0 || y.page || x.last
	if neverStarts(start) && !isTerminal(end) && y.blanks == 0 {
		return true
	}
	if x.kind == kindByline || x.kind == kindDateline || y.kind == kindByline || y.kind == kindDateline {
		return false
	}
	if x.kind == kindHeadline || y.kind == kindHeadline {
		return x.kind == y.kind && !parted && !isTerminal(end) && text.ListMarker(ys) == 0 &&
			(j.opened(a) || crossesWord(xs, ys, j.words) || x.width >= y.width && x.width >= 24*em)
	}
	if y.kind != 0 { // a caption begins
		return false
	}
	if isSubscript(ys) && isLatin(end) || isSubscript(xs) && a > 0 && isLatin(j.runes[j.lines[a-1].End-1]) && j.joins(a-1, a) {
		return true
	}
	if !parted && (onlyMarker(xs) || lonely(xs) && lonely(ys)) {
		return true
	}
	if opensReport(ys) {
		return false
	}
	soft := end == '：' || end == '；' || end == ':' || end == ';'
	stop := isTerminal(end) || isClosing(end) && len(xs) > 1 && isTerminal(xs[len(xs)-2])
	full := j.full(a, b)
	if j.opened(a) && (!parted || full) {
		return true
	}
	if text.ListMarker(ys) > 0 && !(full && !stop && !parted && weakMarker(ys) && text.ListMarker(xs) == 0) {
		return false
	}
	switch {
	case end == '，' || end == '、' || end == ',':
		return !parted || full || len(xs) >= 10 // a shorter one may be a salutation
	case j.indents && j.indented(b):
		return false
	case soft:
		return full && !parted
	case stop:
		return full && !parted && !j.indents && j.brimful(a) && b+1 < len(j.lines) && j.full(b, b+1)
	case full:
		return true
	}
	if goesOn(xs) || goneOn(ys) || isDigit(end) && isUnit(ys) {
		return true
	}
	return !parted && (runsOn(xs, ys) || hasClause(xs) && len(xs) > 10 && (isDigit(end) && isHan(start) || isTail(ys)) ||
		crossesWord(xs, ys, j.words))
}

// runsOn tells Latin text that goes on with a small letter; key: value lines do
// not.
func runsOn(xs, ys []rune) bool {
	if end := xs[len(xs)-1]; ys[0] < 'a' || ys[0] > 'z' || len(xs) < 12 || !isLatin(end) && end != ',' && end != '-' {
		return false
	}
	for _, r := range ys {
		if r == ':' {
			return false
		}
		if !isLatin(r) && r != '-' {
			break
		}
	}
	return true
}

// isUnit tells a line that starts with the unit of a number and no longer word.
func isUnit(w []rune) bool {
	switch w[0] {
	case '万', '亿', '吨', '月', '年', '亩', '辆', '%':
		return true
	case '个':
		return len(w) < 2 || w[1] != '人' && w[1] != '体' && w[1] != '别'
	case '元':
		return len(w) < 2 || w[1] != '旦'
	}
	return false
}

// isTail tells the short end of a sentence, which is no paragraph by itself.
func isTail(w []rune) bool {
	return len(w) <= 8 && w[len(w)-1] == '。'
}

// opensReport tells the start of a report: 本报讯, 新华社北京12月28日电, 农民网消息（
// and the like, with a space or a bracket behind.
func opensReport(w []rune) bool {
	const reach = 24 // runes
	for i := 1; i+1 < min(len(w), reach); i++ {
		switch w[i] {
		case '，', '。', '、':
			return false
		case '讯', '电', '息':
			if w[i] == '息' && w[i-1] != '消' || w[i+1] != ' ' && w[i+1] != '（' && w[i+1] != '(' && w[i+1] != '：' && w[i+1] != ':' {
				continue
			}
			return w[i] == '息' || hasPrefix(w, "本报") || hasPrefix(w, "新华社") || w[i-1] == '日' || w[i-1] == '社'
		}
	}
	return false
}

// isSubscript tells an index that a text layer put into a line of its own.
func isSubscript(w []rune) bool {
	return len(w) <= 2 && isDigit(w[0]) && isDigit(w[len(w)-1])
}

// onlyMarker tells the marker of an item that lost its text: 2. or （一）.
func onlyMarker(w []rune) bool {
	n := len(w)
	if n < 2 || n > 5 {
		return false
	}
	return text.ListMarker(append(w[:n:n], '某')) == n
}

// hanging are characters that need another word behind them, and the words in
// which they do not.
const hanging = "约至与和及或将把被从且但并第的着"

var complete = wordSet("目的 参与 赠与 给与 总和 饱和 缓和 温和 调和 中和 共和 合并 兼并 服从 随从 普及 涉及 触及 埃及 大将 名将 接着 执着 沉着 甚至 冬至 夏至 大约 节约 合约 契约 条约 公约 签约 履约 违约 预约 制约")

// goesOn tells a line that no paragraph can end with: its last character wants
// a word behind it.
func goesOn(w []rune) bool {
	last := w[len(w)-1]
	for _, r := range hanging {
		if r == last {
			return len(w) > 6 && !complete[string(w[len(w)-2:])] || len(w) >= 2 && string(w[len(w)-2:]) == "随着"
		}
	}
	return false
}

// goneOn tells a line that no paragraph can start with.
func goneOn(w []rune) bool {
	switch w[0] {
	case '的', '了', '们':
		return len(w) < 2 || w[0] != '的' || w[1] != '确' && w[1] != '士'
	}
	return false
}

func hasClause(w []rune) bool {
	for _, r := range w {
		if endsClause(r) {
			return true
		}
	}
	return false
}

// brimful tells whether line a fills its column to the last cell or two, so
// that a stop at its end says nothing.
func (j *joiner) brimful(a int) bool {
	for _, at := range [...]int{a, max(0, a-columnLines+1), max(0, a-columnLines/2)} {
		if w := j.columns[at]; w > 0 && j.lines[a].width >= w-em {
			return true
		}
	}
	return false
}

// maxIndent is the greatest indent of a paragraph in runes; what stands deeper
// is a column or centred.
const maxIndent = 8

// indented tells whether line b is the first of a paragraph by its indent: it
// stands deeper than the line before, or than the one behind.
func (j *joiner) indented(b int) bool {
	in := j.lines[b].indent
	return in >= 2 && in <= maxIndent &&
		(in > j.lines[b-1].indent || b+1 < len(j.lines) && in > j.lines[b+1].indent)
}

// weakMarker tells markers that a wrapped line may begin with by chance.
func weakMarker(w []rune) bool {
	return isDigit(w[0]) || w[0] == '（' || w[0] == '(' || isChineseNumeral(w[0]) || w[0] == '—'
}

// lonely tells a single character alone in its line: text that runs downwards.
func lonely(w []rune) bool {
	return len(w) == 1 && isHan(w[0]) || len(w) == 2 && isHan(w[0]) && w[1] == '、'
}

// glue gives the rune to put between two joined lines: a space between Latin
// words, 0 for none, -1 for none and the hyphen before it goes as well.
func (j *joiner) glue(a, b int) rune {
	x, y := j.lines[a], j.lines[b]
	end, start := j.runes[x.End-1], j.runes[y.Start]
	switch {
	case end == '-' && x.Len() > 1 && isLatin(j.runes[x.End-2]) && start >= 'a' && start <= 'z':
		return -1
	case isLatin(end) && isLatin(start):
		if j.knownTogether(a, b) {
			return 0
		}
		return ' '
	case isLatin(start) && (end == ',' || end == '.' || end == ';' || end == ')'), isLatin(end) && start == '(':
		return ' '
	}
	return 0
}

// knownWindow bounds the search for a word that a line end cut, in runes.
const knownWindow = 2000

// knownTogether tells whether the letters on both sides of the line end occur
// close by as one word, so that the line end cut it.
func (j *joiner) knownTogether(a, b int) bool {
	start, end := j.lines[a].End, j.lines[b].Start
	for start > j.lines[a].Start && isLatin(j.runes[start-1]) {
		start--
	}
	for end < j.lines[b].End && isLatin(j.runes[end]) {
		end++
	}
	word := append(slices.Clone(j.runes[start:j.lines[a].End]), j.runes[j.lines[b].Start:end]...)
	if len(word) > 12 {
		return false
	}
	from, to := max(0, int(start)-knownWindow), min(len(j.runes), int(end)+knownWindow)
	near := j.runes[from:to]
	for i := 0; i+len(word) <= len(near); i++ {
		if near[i] == word[0] && slices.Equal(near[i:i+len(word)], word) &&
			(i == 0 || !isLatin(near[i-1])) && (i+len(word) == len(near) || !isLatin(near[i+len(word)])) {
			return true
		}
	}
	return false
}

// bracketReach is how far below the end of its line a bracket may close, in
// runes.
const bracketReach = 80

// opened tells whether the paragraph leaves a bracket or quotation mark open in
// line a that the lines below close soon, before a full stop or another one like it.
func (j *joiner) opened(a int) bool {
	r := j.open[a].last()
	if r == 0 {
		return false
	}
	closing := closes(r)
	for b := a + 1; b < min(a+5, len(j.lines)); b++ {
		y := j.lines[b]
		if y.kind == kindTable || y.kind == kindByline {
			return false
		}
		for p := y.Start; p < y.End; p++ {
			switch q := j.runes[p]; {
			case q == closing:
				return true
			case q == r || q == '。' || p-j.lines[a+1].Start > bracketReach:
				return false
			}
		}
	}
	return false
}

// brackets are the brackets and quotation marks that a paragraph has left open
// so far, the innermost last; zeros are none.
type brackets [4]rune

// after gives what is open behind w. A full stop closes everything: a bracket
// that is still open was misread.
func (open brackets) after(w []rune) brackets {
	n := 0
	for n < len(open) && open[n] != 0 {
		n++
	}
	for _, r := range w {
		if isHan(r) || r < 0x80 && r != '(' && r != ')' && r != '[' && r != ']' {
			continue
		}
		switch {
		case isOpening(r):
			if n < len(open) {
				open[n] = r
				n++
			}
		case n > 0 && r == closes(open[n-1]):
			n--
			open[n] = 0
		case r == '。':
			open, n = brackets{}, 0
		}
	}
	return open
}

// openIn gives what w alone leaves open.
func openIn(w []rune) brackets { return brackets{}.after(w) }

// last is the innermost bracket left open; 0 if there is none.
func (open brackets) last() rune {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i] != 0 {
			return open[i]
		}
	}
	return 0
}

func closes(r rune) rune {
	switch r {
	case '“':
		return '”'
	case '‘':
		return '’'
	case '（':
		return '）'
	case '(':
		return ')'
	case '《':
		return '》'
	case '〈':
		return '〉'
	case '「':
		return '」'
	case '『':
		return '』'
	case '【':
		return '】'
	case '〔':
		return '〕'
	case '[':
		return ']'
	}
	return 0
}
