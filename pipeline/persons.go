package pipeline

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"zhfacts/dict"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// personFinder finds names of persons that no rule finds, by weighing: what
// the characters of a stretch, its tokens, and the tokens beside it say for
// its being a name, and whether the document has it again. The weights are the
// columns of the lexicons name-char and name-evidence, logarithms of odds in
// tenths.
type personFinder struct {
	signs    *[1 << 16]sign   // of runes
	index    *[1 << 16]uint16 // by rune: 1 + index into chars, 0 for runes that no name has
	chars    []nameChar
	double   map[[2]rune]int // the weights of surnames of two characters
	tags     tagTable
	class    [classes]weights
	before   map[string]weights // words
	starts   []rune             // with which those begin
	behind   []behindRune
	ends     map[string]weights
	longest  int     // of ends
	most     weights // that the ends, the other words and standing alone can add
	japanese *dict.Lexicon
	titles   *dict.Lexicon
	verbs    *dict.Lexicon
	others   []otherWords
	rule     *rules.Rule
}

const (
	// strangerOdds are the odds of a character that no name in the lexicon has.
	strangerOdds = -30
	// least and most odds that the characters of a name count with.
	leastOdds, mostOdds = -60, 100
	// sureName is the sum from which a stretch is taken for a name.
	sureName = 6
	// surestName is the sum from which it is, though a place or another name lies in it.
	surestName = 15
	// likelyName is the sum from which it is, if another sentence has it too.
	likelyName = 0
	// namesake is the sum from which a stretch makes its neighbour in a list likelier.
	namesake = -5
	// beside is what the tokens beside a stretch can add at most.
	beside = 55
)

// weighed is a stretch of a sentence, from token first up to behind, with the sum
// of what speaks for its being a name.
type weighed struct {
	sentence, first, behind int
	kind                    int
	sum                     int
}

// find gives the best stretches of a sentence that do not overlap, those of at
// least likelyName, in no order. The mentions are those of the sentence.
func (f *personFinder) find(s *rules.Sentence, sentence int, mentions []rules.Mention, out []weighed) []weighed {
	from, dotted := len(out), false
	for i := range s.Tokens {
		tok := &s.Tokens[i]
		sign := f.signOf(s.Folded[tok.Start-s.Span.Start])
		switch {
		case sign == 0:
			continue
		case tok.POS == "x":
			dotted = dotted || sign&partsForeign != 0
			continue
		}
		if sign&startsNative != 0 {
			out = f.native(s, i, out)
		}
		if sign&startsJapanese != 0 {
			out = f.nipponese(s, i, out)
		}
		if sign&writesSounds != 0 {
			out = f.strange(s, i, out)
		}
	}
	for i := 0; dotted && i < len(s.Tokens); i++ {
		if f.isDot(s, i) {
			out = f.dotted(s, i, out)
		}
	}
	if len(out) == from {
		return out
	}
	f.lists(s, mentions, out[from:])
	all := slices.DeleteFunc(out[from:], func(n weighed) bool { return n.sum < likelyName })
	slices.SortFunc(all, func(a, b weighed) int {
		return cmp.Or(b.sum-a.sum, a.first-b.first, b.behind-a.behind)
	})
	kept := all[:0]
	for _, n := range all {
		if !slices.ContainsFunc(kept, func(k weighed) bool { return n.first < k.behind && k.first < n.behind }) {
			n.sentence = sentence
			kept = append(kept, n)
		}
	}
	return out[:from+len(kept)]
}

// lists raises the sums of stretches that stand in a list beside other likely
// names.
func (f *personFinder) lists(s *rules.Sentence, mentions []rules.Mention, all []weighed) {
	named := func(at text.Pos, ends bool) bool {
		for i := range mentions {
			m := &mentions[i]
			if m.Type == record.TypeEntity && m.Entity.Kind == record.EntityPerson && (ends && m.Span.End == at || !ends && m.Span.Start == at) {
				return true
			}
		}
		return false
	}
	gains := make([]int, len(all))
	for k, n := range all {
		if i := n.first - 1; i > 0 && f.isList(s, i) &&
			(named(s.Tokens[i].Start, true) || slices.ContainsFunc(all, func(o weighed) bool { return o.behind == i && o.sum >= namesake })) {
			gains[k] += f.class[beforeNames][n.kind] - f.class[beforeList][n.kind]
		}
		if i := n.behind; i+1 < len(s.Tokens) && f.isList(s, i) &&
			(named(s.Tokens[i].End, false) || slices.ContainsFunc(all, func(o weighed) bool { return o.first == i+1 && o.sum >= namesake })) {
			gains[k] += f.class[behindNames][n.kind] - f.class[behindList][n.kind]
		}
	}
	for k := range all {
		all[k].sum += gains[k]
	}
}

// isList tells whether a token parts the items of a list: 、 or a slash, and in
// bylines a space.
func (f *personFinder) isList(s *rules.Sentence, i int) bool {
	r := s.Folded[s.Tokens[i].Start-s.Span.Start]
	return s.Tokens[i].POS == "x" && (isListMark(r) || unicode.IsSpace(r))
}

// worth tells whether a stretch may still become a name: by itself or in a list.
func (f *personFinder) worth(s *rules.Sentence, n weighed) bool {
	return n.sum >= namesake || n.sum+beside >= likelyName &&
		(n.first > 0 && f.isList(s, n.first-1) || n.behind < len(s.Tokens) && f.isList(s, n.behind))
}

// hopeful tells whether a stretch may still be worth it, whatever it is as a whole.
func (f *personFinder) hopeful(s *rules.Sentence, n weighed) bool {
	n.sum += f.most[n.kind]
	return f.worth(s, n)
}

// native weighs the stretches from token i on that begin with a surname and have
// one or two characters more.
func (f *personFinder) native(s *rules.Sentence, i int, out []weighed) []weighed {
	start := int(s.Tokens[i].Start - s.Span.Start)
	c := f.at(s.Folded[start])
	for j := i; j < len(s.Tokens) && s.Tokens[j].POS != "x"; j++ {
		end := int(s.Tokens[j].End - s.Span.Start)
		if end-start > 4 {
			break
		}
		name := s.Folded[start:end]
		length, weight := 0, 0
		if c.double && len(name) > 2 {
			if w, ok := f.double[[2]rune{name[0], name[1]}]; ok {
				length, weight = 2, w
			}
		}
		if length == 0 && c.surname && len(name) > 1 && len(name) < 4 {
			length, weight = 1, int(c.weight)
		}
		if length == 0 {
			continue
		}
		sum := f.class[baseName][chinese] + weight + f.given(name[length:])*f.class[baseOdds][chinese]/100 + f.tokens(s, i, j+1, length, chinese)
		if sum+beside < namesake {
			continue
		}
		n := weighed{first: i, behind: j + 1, kind: chinese, sum: sum + f.around(s, i, j+1, chinese)}
		if !f.hopeful(s, n) {
			continue
		}
		n.sum += f.itself(s, n)
		if f.alone(s, i, j+1) {
			n.sum += f.class[standsAlone][chinese]
		}
		if last := folded(s, s.Tokens[j].Span); len(last) > 1 && j > i && f.isVerb(last) {
			continue // 时重申
		}
		if f.worth(s, n) {
			out = append(out, n)
		}
	}
	return out
}

// nipponese weighs the stretches from token i on that begin with a Japanese surname
// and have one to three characters more.
func (f *personFinder) nipponese(s *rules.Sentence, i int, out []weighed) []weighed {
	start := int(s.Tokens[i].Start - s.Span.Start)
	if start+1 == len(s.Folded) || f.signOf(s.Folded[start+1])&inJapanese == 0 {
		return out
	}
	for j := i; j < len(s.Tokens) && s.Tokens[j].POS != "x"; j++ {
		end := int(s.Tokens[j].End - s.Span.Start)
		if end-start > 6 {
			break
		}
		name := s.Folded[start:end]
		for length := 2; length <= 3 && length < len(name) && len(name) <= length+3; length++ {
			entries := f.japanese.Find(string(name[:length]))
			if entries == nil || !f.givenTokens(s, i, j+1, start+length) {
				continue
			}
			class := surnameJapanese
			if entries[0].Field("ambiguous") == "yes" {
				class = surnameJapaneseWord
			}
			n := weighed{first: i, behind: j + 1, kind: chinese, sum: f.class[baseName][chinese] + f.class[class][chinese] +
				f.given(name[length:])*f.class[baseOdds][chinese]/100 + f.around(s, i, j+1, chinese)}
			n.sum += f.itself(s, n)
			if f.worth(s, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// givenTokens tells whether the tokens of a Japanese name from rune at on can be a
// given name: no titles, verbs or words that only bind others.
func (f *personFinder) givenTokens(s *rules.Sentence, i, j, at int) bool {
	for _, tok := range s.Tokens[i:j] {
		if int(tok.End-s.Span.Start) <= at {
			continue
		}
		word := folded(s, tok.Span)
		if isFunction(tok.POS) && tok.POS != "m" || len(word) > 1 && i+1 < j && (tagIn(tok.POS, "vd") || len(word) > 2 || f.isTitle(word)) {
			return false
		}
	}
	return true
}

// alone tells whether a sentence holds nothing but a stretch, and marks around it:
// a byline.
func (f *personFinder) alone(s *rules.Sentence, i, j int) bool {
	for k, tok := range s.Tokens {
		if r := s.Folded[tok.Start-s.Span.Start]; (k < i || k >= j) && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return false
		}
	}
	return true
}

// given is what the characters of a given name say.
func (f *personFinder) given(name []rune) int {
	odds := 0
	for k, r := range name {
		c := f.at(r)
		switch {
		case c == nil:
			odds += strangerOdds
		case len(name) == 1:
			odds += int(c.alone)
		case k == 0:
			odds += int(c.inner)
		default:
			odds += int(c.last)
		}
	}
	return min(max(odds, leastOdds), mostOdds)
}

// strange weighs the stretches from token i on all of whose characters write
// sounds.
func (f *personFinder) strange(s *rules.Sentence, i int, out []weighed) []weighed {
	start := int(s.Tokens[i].Start - s.Span.Start)
	sound, least := 0, 0
	for j := i; j < len(s.Tokens); j++ {
		tok := &s.Tokens[j]
		for k := int(tok.Start - s.Span.Start); k < int(tok.End-s.Span.Start); k++ {
			if f.signOf(s.Folded[k])&writesSounds == 0 {
				return out
			}
			c := f.at(s.Folded[k])
			sound += int(c.sound)
			least = min(least, int(c.sound)-10)
		}
		n := int(tok.End-s.Span.Start) - start
		if n > 8 {
			break
		}
		if n < 2 {
			continue
		}
		sum := f.class[baseName][foreign] + min(max(sound/n, -20), 70)*f.class[baseOdds][foreign]/100 +
			f.class[length2+class(min(n, 6)-2)][foreign] + f.tokens(s, i, j+1, 0, foreign)
		if least < 0 {
			sum += f.class[isRare][foreign]
		}
		if c := f.at(s.Folded[start]); n <= 3 && c.surname {
			sum += f.class[surnameAny][foreign]
		}
		if sum+beside < namesake {
			continue
		}
		if i > 0 && f.sounds(s, i-1) {
			sum += f.class[beforeRun][foreign]
		}
		if j+1 < len(s.Tokens) && f.sounds(s, j+1) {
			sum += f.class[behindRun][foreign]
		}
		name := weighed{first: i, behind: j + 1, kind: foreign, sum: sum + f.around(s, i, j+1, foreign)}
		name.sum += f.itself(s, name)
		if f.worth(s, name) {
			out = append(out, name)
		}
	}
	return out
}

// dotted finds the foreign name around the dot that is token i: what writes
// sounds, or what the segmenter takes for names, up to the next thing that is
// neither.
func (f *personFinder) dotted(s *rules.Sentence, dot int, out []weighed) []weighed {
	first, behind := dot, dot+1
	for first > 0 && f.partOfName(s, first-1, first == dot) {
		first--
	}
	for behind < len(s.Tokens) && (f.partOfName(s, behind, f.isDot(s, behind-1)) || f.isDot(s, behind)) {
		behind++
	}
	for behind > dot+1 && (f.isDot(s, behind-1) || s.Tokens[behind-1].Len() == 1 && behind > dot+2 && isFunction(s.Tokens[behind-1].POS)) {
		behind--
	}
	length := int(s.Tokens[behind-1].End - s.Tokens[first].Start)
	if first == dot || behind == dot+1 || length > 20 {
		return out
	}
	return append(out, weighed{first: first, behind: behind, kind: foreign, sum: 2*surestName + length})
}

// partOfName tells whether a token can be a part of a foreign name: it writes
// sounds, or stands beside a dot and is a name to the segmenter.
func (f *personFinder) partOfName(s *rules.Sentence, i int, besideDot bool) bool {
	tok := &s.Tokens[i]
	return tok.POS != "x" && tok.POS != "ns" && (f.sounds(s, i) || besideDot && strings.HasPrefix(tok.POS, "nr") && tok.Len() < 5)
}

func (f *personFinder) isDot(s *rules.Sentence, i int) bool {
	return s.Tokens[i].POS == "x" && f.signOf(s.Folded[s.Tokens[i].Start-s.Span.Start])&partsForeign != 0
}

// isFunction tells whether a tag is that of words that only bind others.
func isFunction(pos string) bool {
	switch pos {
	case "p", "c", "d", "r", "f", "m", "y":
		return true
	}
	return strings.HasPrefix(pos, "u")
}

// sounds tells whether all characters of a token write sounds.
func (f *personFinder) sounds(s *rules.Sentence, i int) bool {
	for _, r := range folded(s, s.Tokens[i].Span) {
		if f.signOf(r)&writesSounds == 0 {
			return false
		}
	}
	return true
}

// tokens is what the tags of a stretch's tokens say. A surname of the given
// length is not asked for in foreign names.
func (f *personFinder) tokens(s *rules.Sentence, i, j, surname, kind int) int {
	if j == i+1 {
		t := f.tag(s.Tokens[i].POS)
		if s.Tokens[i].Len() == 2 {
			return t.wholeOfTwo[kind] + f.one(s, i, j, surname, kind)
		}
		return t.whole[kind] + f.one(s, i, j, surname, kind)
	}
	first := &s.Tokens[i]
	sum := f.one(s, i, j, surname, kind)
	if t := f.tag(first.POS); kind == foreign || first.Len() == surname {
		sum += t.first[long(first)][kind]
	} else {
		sum += t.firstPart[kind] + f.class[firstMore][kind]
	}
	for k := i + 1; k < j; k++ {
		sum += f.tag(s.Tokens[k].POS).given[long(&s.Tokens[k])][kind]
	}
	return sum
}

// one is what a given name of one character says.
func (f *personFinder) one(s *rules.Sentence, i, j, surname, kind int) int {
	if kind == chinese && int(s.Tokens[j-1].End-s.Tokens[i].Start) == surname+1 {
		return f.class[givenOne][kind]
	}
	return 0
}

func long(tok *text.Token) int {
	if tok.Len() == 1 {
		return 0
	}
	return 1
}

var noEvidence tagEvidence

// tag is what a tag says. Those of particles, which all begin with u, say the
// same.
func (f *personFinder) tag(pos string) *tagEvidence {
	if strings.HasPrefix(pos, "u") {
		pos = "u"
	}
	if t := f.tags.at(pos); t != nil {
		return t
	}
	return &noEvidence
}

// around is what the tokens beside a stretch say.
func (f *personFinder) around(s *rules.Sentence, i, j, kind int) int {
	return f.left(s, i)[kind] + f.right(s, j)[kind]
}

// itself is what a stretch says as a whole: what else it is, and how it ends.
func (f *personFinder) itself(s *rules.Sentence, n weighed) int {
	sum := 0
	name := folded(s, text.Span{Start: s.Tokens[n.first].Start, End: s.Tokens[n.behind-1].End})
	for _, other := range f.others {
		if other.lex.Find(string(name)) != nil {
			sum += other.weight[n.kind]
		}
	}
	for k := 1; k <= f.longest && k < len(name); k++ {
		if w, ok := f.ends[string(name[len(name)-k:])]; ok {
			return sum + w[n.kind]
		}
	}
	return sum
}

// isTitle tells whether a word is a title.
func (f *personFinder) isTitle(word []rune) bool {
	return f.signOf(word[0])&startsTitle != 0 && f.titles.Find(string(word)) != nil
}

// isVerb tells whether a word is what persons do.
func (f *personFinder) isVerb(word []rune) bool {
	return f.signOf(word[0])&startsVerb != 0 && f.verbs.Find(string(word)) != nil
}

// isTitleAt tells whether a word is a title that stands before or after a name.
func (f *personFinder) isTitleAt(word []rune, position string) bool {
	if f.signOf(word[0])&startsTitle == 0 {
		return false
	}
	e := f.titles.Find(string(word))
	return e != nil && strings.Contains(e[0].Field("position"), position)
}

// left is what stands before token i.
func (f *personFinder) left(s *rules.Sentence, i int) weights {
	if i == 0 {
		return f.class[beforeStart]
	}
	tok := &s.Tokens[i-1]
	word := folded(s, tok.Span)
	if slices.Contains(f.starts, word[0]) {
		if w, ok := f.before[string(word)]; ok {
			return w
		}
	}
	if tok.POS == "x" {
		return f.class[beforeList+class(mark(word[len(word)-1], isOpening))]
	}
	if f.signOf(word[len(word)-1])&endsTitle != 0 {
		for k := range word {
			if f.isTitleAt(word[k:], "before") {
				return f.class[beforeTitle]
			}
		}
	}
	return f.tag(tok.POS).before[long(tok)]
}

// right is what stands behind, at token j.
func (f *personFinder) right(s *rules.Sentence, j int) weights {
	if j == len(s.Tokens) {
		return f.class[behindEnd]
	}
	tok := &s.Tokens[j]
	word := folded(s, tok.Span)
	if tok.POS == "x" {
		return f.class[behindList+class(mark(word[0], isClosing))]
	}
	var w weights
	for i := range f.behind {
		if f.behind[i].first == word[0] {
			w = f.behind[i].weight
		}
	}
	add := func(more weights) weights { return weights{w[chinese] + more[chinese], w[foreign] + more[foreign]} }
	for k := len(word); k > 1; k-- {
		if f.isTitleAt(word[:k], "after") {
			return add(f.class[behindTitle])
		}
	}
	switch {
	case f.isVerb(word):
		return add(f.class[behindSay])
	case len(word) == 1 && word[0] == '等':
		return add(f.class[behindDeng])
	}
	return add(f.tag(tok.POS).behind[long(tok)])
}

// markKind is a kind of token that is no word.
type markKind int

const (
	listMark markKind = iota
	dotMark
	edgeMark // opens or closes
	textMark // letters, digits
	otherMark
)

// mark is the kind of a token that is no word; isEdge tells of a mark whether it opens or
// closes.
func mark(r rune, isEdge func(rune) bool) markKind {
	switch {
	case r == '，', r == '。': // so many that they come first
		return otherMark
	case isListMark(r):
		return listMark
	case strings.ContainsRune(dots, r):
		return dotMark
	case isEdge(r):
		return edgeMark
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return textMark
	}
	return otherMark
}

// isListMark tells whether a mark parts the items of a list.
func isListMark(r rune) bool { return r == '、' || r == '/' || r == '／' }

func isOpening(r rune) bool {
	switch r {
	case '“', '《', '（', '「', '『', '(', '‘', '〈', '【':
		return true
	}
	return false
}

func isClosing(r rune) bool {
	switch r {
	case '”', '》', '）', '」', '』', ')', '’', '〉', '】':
		return true
	}
	return false
}

// persons finds the names of persons in the document that no mention overlaps,
// notes them to be looked for everywhere, and gives the candidates.
func (w *naming) persons(mentions []rules.Mention) []rules.Candidate {
	if w.finder == nil {
		return nil
	}
	var all []weighed
	next := 0
	for i := range w.sentences {
		s := &w.sentences[i]
		from := len(all)
		for next < len(mentions) && mentions[next].Sentence < i {
			next++
		}
		last := next
		for last < len(mentions) && mentions[last].Sentence == i {
			last++
		}
		all = w.finder.find(s, i, mentions[next:last], all)
		free := slices.DeleteFunc(all[from:], func(n weighed) bool {
			span := w.span(n)
			return slices.ContainsFunc(mentions[next:last], func(m rules.Mention) bool {
				return m.Type == record.TypeEntity && m.Span.Overlaps(span) && !(n.sum >= surestName && (m.Entity.Kind == record.EntityPlace || m.Entity.Kind == record.EntityPerson) && span.Len() > m.Span.Len() && span.Contains(m.Span))
			})
		})
		all = all[:from+len(free)]
	}
	sentences := map[string]int{} // the last sentence that has a likely name; -1 after another
	for _, n := range all {
		name := string(folded(&w.sentences[n.sentence], w.span(n)))
		if at, ok := sentences[name]; !ok {
			sentences[name] = n.sentence
		} else if at != n.sentence {
			sentences[name] = -1
		}
	}
	var found []rules.Candidate
	for _, n := range all {
		s := &w.sentences[n.sentence]
		span := w.span(n)
		name := folded(s, span)
		if n.sum < sureName && (w.evidence != DocumentNames || sentences[string(name)] >= 0) {
			continue
		}
		if full := w.known[string(name)]; full != nil && full.entity.Kind != record.EntityPerson {
			continue // the short form of an organisation
		}
		if len(name) == 3 && w.known[string(name[:2])] != nil {
			continue // where 王立 is known, 王立刚 is 王立, who has just (刚) done something
		}
		written := string(s.Written[span.Start-s.Span.Start : span.End-s.Span.Start])
		entity := &rules.Entity{Kind: record.EntityPerson, Name: written}
		w.again(name, &fullName{runes: name, entity: entity})
		found = append(found, rules.Candidate{Rule: w.finder.rule, Span: span, Sentence: s.Index, Value: entity})
	}
	return found
}

// span is the place of a weighed stretch.
func (w *naming) span(n weighed) text.Span {
	toks := w.sentences[n.sentence].Tokens
	return text.Span{Start: toks[n.first].Start, End: toks[n.behind-1].End}
}
