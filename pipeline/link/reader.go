package link

import (
	"slices"
	"strings"
	"unicode/utf8"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// reader reads one document from its first sentence to its last.
type reader struct {
	l     *Linker
	doc   Document
	runes []rune // simplified

	mentions []rules.Mention // those not yet read
	at       int             // index of the first of them

	atoms     []atom // of the sentence
	flat      []atom // of clauses with brackets
	x         clause // the clause being read
	scene     scene
	base      period   // of the document or its part: what a heading says
	title     period   // what the headline says
	baseStyle rune     // of the heading that put base in force
	head      subject  // of the sentence: what its first clause is about
	begun     bool     // a clause of the sentence has said something already
	subjects  int      // how many different subjects the sentence has had
	taken     bool     // a clause of the sentence put the subject in force; none brought it back
	firm      subject  // the company that was last a subject in the paragraph
	issuer    subject  // the company that the document is about
	searched  bool     // for it
	sure      bool     // the document is its own
	trail     *trail   // nil unless the document is explained
	number    int      // of the sentence
	lastValue text.Pos // where the last quantity of the sentence begins, -1 when it has none
	unsettled bool     // a word or mark of the sentence may give up its role or take on another
	already   bool     // a word of the sentence begins with 已
	spoken    bool     // a clause of the sentence had a subject that only speaks: the sentence is about the next one
	split     int      // how many values of the sentence were of a year each
	until     bool     // a clause of the sentence is about the time to a year: 到2030年
	weak      bool     // the status in force was said by 将: it ends with a clause that has a subject or a time of its own
	late      bool     // the status in force was said behind other facts of the sentence: it ends at ；
	before    int      // how many facts were told before the sentence
	lastOf    text.Pos // where the last quantity of the paragraph begins, -1 when it has none
	told      []told   // the metrics of which the sentence has told values one by one
	got       reading  // of the group being read
	facts     []Fact
}

// scene is what is in force where a clause begins.
type scene struct {
	subject  subject // whom the clauses before were about
	owner    subject // whom they were about before a class of holders came in
	metric   metric  // of the last fact, for growth that leaves it out
	period   period
	counted  metric   // the thing that was last counted
	measured metric   // the last metric that is no thing counted
	row      []pair   // of the values that were last told side by side
	times    []period // that a clause of the sentence lists and does nothing else
	listed   []int32  // the entities that a clause of the sentence lists, without a value
	topic    topic    // that a clause without a value was about
	status   role     // a word such as 预计 that governs the rest of the sentence
	basis    string   // 与上年相比 that stands in a clause by itself

	statusFrom, basisFrom origin
}

// subject is whom or what a fact is about.
type subject struct {
	name    string
	mention int32 // -1 when it is no entity
	list    bool  // several holders side by side
	class   bool  // a class of holders or a list of them: no one that acts on
	owner   int32 // of a class: the place before it (青山市乡镇企业), its mention plus 1
	known   bool  // false: nothing is known; true with an empty name: the nation or the world, which have none
	origin  origin
}

// same tells whether two subjects are the same, wherever they were said.
func (s subject) same(t subject) bool {
	s.origin, t.origin = 0, 0
	return s == t
}

// nobody is the subject that is not known.
var nobody = subject{mention: -1}

// metric is what a fact measures, with the subject it was said of.
type metric struct {
	text     string
	subject  subject
	under    subject             // that was in force when it was said
	rate     role                // rateUp, rateDown: the metric is itself a change
	kind     record.QuantityKind // of its quantity
	unit     string
	sentence int
	origin   origin
}

// topic is the metric that a clause without a value was about.
type topic struct {
	span     text.Span // its words; empty when there is none
	subject  subject
	sentence int
	origin   origin
}

// period is a time in force. The zero period is none.
type period struct {
	mention int32 // index of the mention plus 1
	year    int   // of the years that the mention spans, the one that is meant; 0 for all of them
	day     bool  // a single day: in force within its sentence only
	origin  origin
}

// document reads all sentences.
func (r *reader) document() {
	paragraph := -1
	for i, s := range r.doc.Text.Sentences() {
		if s.Paragraph != paragraph {
			paragraph = s.Paragraph
			r.lastOf = r.lastQuantity(r.doc.Text.Paragraphs()[paragraph].Span)
			r.scene = scene{period: r.headingPeriod(s.Span), subject: nobody, owner: nobody}
			r.head, r.subjects, r.firm = nobody, 0, nobody
		} else {
			r.carryPeriod(s.Span)
		}
		r.scene.status, r.scene.basis, r.scene.times, r.scene.listed, r.told = 0, "", nil, nil, r.told[:0]
		r.scene.subject = r.carriedSubject(s.Span)
		r.scene.owner = nobody
		r.head, r.subjects, r.begun, r.taken = r.scene.subject, 0, false, false
		if r.matters(s) {
			r.sentence(i)
		}
	}
	byQuantity := func(a, b Fact) int { return a.Quantity - b.Quantity }
	if !slices.IsSortedFunc(r.facts, byQuantity) { // what stands in brackets has been read behind its clause
		slices.SortStableFunc(r.facts, byQuantity)
	}
}

// readHeading puts the period of a heading in force for all that stands under it, and ends
// that of the heading before of the same style: 2023年工作回顾 ends with the next head of a
// part, and not with the heads of its own parts.
func (r *reader) readHeading(s text.Sentence) {
	style := r.style(s.Span)
	top := r.doc.Text.Paragraphs()[s.Paragraph].Kind == text.Headline
	r.x.span = s.Span
	for i := range r.atoms {
		a := &r.atoms[i]
		if !top && r.counts() {
			break // what has a value only ends what was in force
		}
		if a.kind != time || !r.coarse(a) && !(top && style == news && r.months(a) > 0) {
			continue
		}
		if top && r.coarse(a) {
			style = headline
		}
		r.base, r.baseStyle = period{mention: a.m + 1, origin: r.found(a.Span)}, style
		if style == headline {
			r.title = r.base
		}
		r.scene.period = r.base
		return
	}
	if r.baseStyle == style && style != headline && style != 0 {
		r.base, r.baseStyle = r.title, headline
		r.scene.period = r.base
	}
}

// tells tells whether the sentence has a verb.
func (r *reader) tells() bool {
	for i := range r.atoms {
		if a := &r.atoms[i]; a.kind == plain && !a.is(noun) && (a.is(act|predicate|light) || a.pos == 'v') {
			return true
		}
	}
	return false
}

// Styles that are no sign of a number: the headline's, and that of a piece of news.
const (
	headline = 'H'
	news     = 'N'
)

// style tells how a heading is numbered: 一 for 一、, （, 第, 1; news for the heading of a piece
// of news, which has a verb; 0 for others, as the lines of tables.
func (r *reader) style(s text.Span) rune {
	switch c := r.runes[s.Start]; {
	case c == '（' || c == '(':
		return '（'
	case c == '第':
		return c
	case c >= '0' && c <= '9':
		return '1'
	case strings.ContainsRune("一二三四五六七八九十", c) && s.Len() > 2 && strings.ContainsRune("、．.", r.runes[s.Start+1]):
		return '一'
	case s.Len() >= 10 && r.tells():
		return news
	}
	return 0
}

// headingPeriod is the period with which a paragraph begins: that of the heading.
func (r *reader) headingPeriod(to text.Span) period {
	p := r.base
	if p.mention > 0 {
		p.origin = r.carried(periodHeading, p.origin, to)
	}
	return p
}

// carryPeriod carries the period to the next sentence. A single day ends with its own.
func (r *reader) carryPeriod(to text.Span) {
	p := &r.scene.period
	switch {
	case p.day || !r.on(periodSentence):
		*p = r.headingPeriod(to)
	case p.mention > 0:
		p.origin = r.carried(periodSentence, p.origin, to)
	}
}

// carriedSubject is the subject with which the next sentence begins: that of the
// sentence before, if all of it was about one holder. A class of holders and a list
// end with their sentence.
func (r *reader) carriedSubject(to text.Span) subject {
	s := r.head
	if o := s.owner; o > 0 && r.subjects == 1 && r.on(subjectOwner) { // of 青山市乡镇企业 the place
		return subject{name: r.doc.Mentions[o-1].Entity.Name, mention: o - 1, known: true, origin: r.carried(subjectOwner, s.origin, to)}
	}
	if r.subjects > 1 || !s.known || s.class || !r.takes(subjectSentence, s) {
		return nobody
	}
	s.origin = r.carried(subjectSentence, s.origin, to)
	return s
}

// matters tells whether a sentence can give a fact or change what is in force for one: a
// quantity stands in it or behind it in its paragraph, or it may put a period in force
// for what stands under it.
func (r *reader) matters(s text.Sentence) bool {
	for len(r.mentions) > 0 && r.mentions[0].Span.Start < s.Span.Start {
		r.mentions, r.at = r.mentions[1:], r.at+1
	}
	if r.lastOf >= s.Span.Start {
		return r.worthReading(s.Span)
	}
	if r.base != r.title && s.Span.Len() <= longestHeading {
		return true // it may be the heading of another part
	}
	if s.Span.Len() > longestHeading && r.doc.Text.Paragraphs()[s.Paragraph].Kind != text.Headline {
		return r.declares(s.End)
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Span.Start >= s.End {
			break
		}
		if m.Time != nil {
			return true
		}
	}
	return false
}

// declares tells whether an unread time before end is what the text under it is about: 2025年是….
func (r *reader) declares(end text.Pos) bool {
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Span.Start >= end {
			break
		}
		if m.Time != nil && int(m.Span.End) < len(r.runes) && r.runes[m.Span.End] == '是' {
			return true
		}
	}
	return false
}

// lastQuantity is where the last quantity among the unread mentions of a paragraph begins,
// -1 when there is none.
func (r *reader) lastQuantity(paragraph text.Span) text.Pos {
	last := text.Pos(-1)
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Span.Start >= paragraph.End {
			break
		}
		if m.Quantity != nil {
			last = m.Span.Start
		}
	}
	return last
}

// sentence reads one sentence, clause by clause.
func (r *reader) sentence(n int) {
	r.number, r.late, r.weak, r.until, r.spoken, r.split, r.before = n, false, false, false, false, 0, len(r.facts)
	s := r.doc.Text.Sentences()[n]
	heading := r.on(periodHeading) && r.heading(s)
	r.atomize(n, heading)
	if r.unsettled {
		r.settle()
	}
	if k := r.dateline(); k > 0 {
		r.atoms = append(r.atoms[:0], r.atoms[k:]...)
	}
	if heading {
		r.readHeading(s)
	}
	if len(r.atoms) > 0 {
		r.clauses(r.atoms)
	}
}

// dateline is how many atoms say where and when a piece of news was sent, 新华社太原10月23日电: none
// of them says anything of what follows, also where no mark stands behind them.
func (r *reader) dateline() int {
	for i := range r.atoms {
		switch a := &r.atoms[i]; {
		case a.kind == entity, a.kind == time, a.kind == pause:
		case a.kind != plain:
			return 0
		case a.Len() == 1 && (r.runes[a.Start] == '电' || r.runes[a.Start] == '讯') || r.has(a, "专电"):
			if i > 0 {
				return i + 1
			}
			return 0
		case !r.has(a, "据") && !r.has(a, "本报") && !r.has(a, "本刊"):
			return 0
		}
	}
	return 0
}

// worthReading tells whether a sentence has a mention, or else cannot change
// what is in force.
func (r *reader) worthReading(s text.Span) bool {
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Span.Start >= s.End {
			break
		}
		if m.Span.Start >= s.Start {
			return true
		}
	}
	return r.scene.subject.known
}

// longestHeading is how many runes a heading has at most.
const longestHeading = 40

// heading tells whether a sentence is the headline or stands alone as the head
// of a part: a short paragraph without a full stop.
func (r *reader) heading(s text.Sentence) bool {
	para := r.doc.Text.Paragraphs()[s.Paragraph]
	if para.Kind == text.Headline {
		return true
	}
	if s.Span.Len() > longestHeading || s.Span.Len() < para.Span.Len()-2 {
		return false
	}
	switch r.runes[s.End-1] {
	case '。', '！', '？', '；', '，', '”', ';', ',':
		return false
	}
	return true
}

// counts tells whether the sentence has a quantity.
func (r *reader) counts() bool {
	for i := range r.atoms {
		if r.atoms[i].kind == quantity {
			return true
		}
	}
	return false
}

// coarse tells whether a time is a year, a half or a quarter: what a heading
// puts in force for all that stands under it.
func (r *reader) coarse(a *atom) bool {
	return r.months(a) >= 3
}

// months is how many whole months of a year a time is, 0 when it is none.
func (r *reader) months(a *atom) int {
	t := r.doc.Mentions[a.m].Time
	if len(t.From) != 10 || len(t.To) != 10 || t.From[:4] != t.To[:4] || t.From[8:] != "01" || t.To[8] < '2' {
		return 0
	}
	return int(t.To[5]-'0')*10 + int(t.To[6]) - int(t.From[5]-'0')*10 - int(t.From[6]) + 1
}

// longestClause is how many runes a clause has at most; the longest of 1,000 news texts has
// 146. Columns of numbers without a mark would each repeat the whole of them as what states it.
const longestClause = 300

// clauses takes a run of atoms apart into clauses and reads them; brackets that
// hold quantities are read right after the clause that holds them.
func (r *reader) clauses(atoms []atom) {
	start := 0
	depth := 0
	for i := range atoms {
		if atoms[i].End-atoms[start].Start > longestClause && i > start {
			r.clause(atoms[start:i])
			start, depth = i, 0
		}
		switch atoms[i].kind {
		case opening:
			depth++
		case closing:
			depth = max(depth-1, 0)
		case comma:
			if depth == 0 {
				r.clause(atoms[start:i])
				start = i + 1
				if m := r.runes[atoms[i].Start]; m == '；' || m == ';' {
					if r.late {
						r.scene.status, r.late = 0, false
					}
					// What follows stands beside the whole before it.
					r.semicolon(atoms[i+1:])
				}
			}
		}
	}
	if depth > 0 { // a bracket that never closes is none
		for i := start; i < len(atoms); i++ {
			if atoms[i].kind == opening {
				atoms[i].kind = comma
				r.clauses(atoms[start:])
				return
			}
		}
	}
	r.clause(atoms[start:])
}

// semicolon brings the subject of the sentence's first clause back for the atoms behind.
func (r *reader) semicolon(behind []atom) {
	if !r.on(subjectSemicolon) || len(behind) == 0 {
		return
	}
	if !r.scene.subject.same(r.head) {
		r.head.origin = r.carried(subjectSemicolon, r.head.origin, text.Span{Start: behind[0].Start, End: behind[len(behind)-1].End})
		r.scene.subject, r.taken = r.head, false
	}
}

// entry is what the lexicon says of the atom, the zero word when it says nothing.
func (r *reader) entry(a *atom) *word { return &r.l.words.list[a.word] }

// text is the span in the document's own characters.
func (r *reader) text(span text.Span) string { return r.doc.Text.String(span) }

// has tells whether the simplified text of an atom is s.
func (r *reader) has(a *atom, s string) bool {
	i := a.Start
	for _, c := range s {
		if i >= a.End || r.runes[i] != c {
			return false
		}
		i++
	}
	return i == a.End
}

// ends tells whether the simplified text of a span ends with s.
func (r *reader) ends(span text.Span, s string) bool {
	for i := span.End; s != ""; i-- {
		c, size := utf8.DecodeLastRuneInString(s)
		if i == span.Start || r.runes[i-1] != c {
			return false
		}
		s = s[:len(s)-size]
	}
	return true
}
