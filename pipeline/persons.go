package pipeline

import (
	"cmp"
	"slices"
	"strconv"
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
	index    *[1 << 16]uint16 // by rune: 1 + index into chars, 0 for runes that no name has
	chars    []nameChar
	double   map[[2]rune]int // the weights of surnames of two characters
	base     weights
	odds     weights // hundredths
	rare     weights
	tags     map[string]*tagEvidence
	class    map[string]weights // by place and class
	before   map[string]weights // words
	behind   map[rune]weights   // first characters
	ends     map[string]weights
	longest  int // of ends
	japanese *dict.Lexicon
	titles   *dict.Lexicon
	verbs    *dict.Lexicon
	others   []otherWords
	rule     *rules.Rule
}

// weights speak for a Chinese and for a foreign name.
type weights [2]int

const (
	chinese = iota
	foreign
)

// nameChar is what a character says.
type nameChar struct {
	inner, last, alone int
	sound              int
	foreign            bool // writes sounds
	surname            bool // is one, with the weight
	weight             int
	double             bool // begins a surname of two
	japanese           bool // begins a Japanese one
}

// tagEvidence is what a tag of the segmenter says in each place, of a token of
// one character and of a longer one.
type tagEvidence struct {
	before, behind, first, given [2]weights
	firstPart, whole, wholeOfTwo weights
}

// otherWords is a lexicon of what is something else.
type otherWords struct {
	lex    *dict.Lexicon
	weight weights
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

// newPersonFinder reads the weights; nil if the lexicons lack them.
func newPersonFinder(lexicons *dict.Set, set *rules.Set) *personFinder {
	evidence, ok := lexicons.Lexicon("name-evidence")
	chars, ok2 := lexicons.Lexicon("name-char")
	if !ok || !ok2 {
		return nil
	}
	f := &personFinder{
		index: new([1 << 16]uint16), chars: []nameChar{{}}, double: map[[2]rune]int{},
		tags: map[string]*tagEvidence{}, class: map[string]weights{}, before: map[string]weights{},
		behind: map[rune]weights{}, ends: map[string]weights{},
		rule: set.Outside("entity.person.weighed",
			"A name of a person, by what its characters, its tokens and what stands beside it say for it.", "pipeline/persons.go"),
	}
	for _, e := range evidence.Entries() {
		f.learn(e)
	}
	for _, e := range chars.Entries() {
		c := f.char([]rune(e.Word)[0])
		c.inner, c.last, c.alone = number(e, "inner"), number(e, "last"), number(e, "alone")
		c.foreign = e.Field("sound") != ""
		c.sound = number(e, "sound")
	}
	for _, name := range []string{"surname", "surname-rare"} {
		if lex, ok := lexicons.Lexicon(name); ok {
			for _, e := range lex.Entries() {
				f.surname(e)
			}
		}
	}
	if lex, ok := lexicons.Lexicon("surname-japanese"); ok {
		f.japanese = lex
		for _, e := range lex.Entries() {
			f.char([]rune(e.Word)[0]).japanese = true
		}
	}
	f.titles, _ = lexicons.Lexicon("person-title")
	f.verbs, _ = lexicons.Lexicon("person-verb")
	for _, other := range [][2]string{{"place", "place"}, {"person-stop", "word"}, {"org", "org"}} {
		if lex, ok := lexicons.Lexicon(other[0]); ok {
			f.others = append(f.others, otherWords{lex, f.class["is "+other[1]]})
		}
	}
	return f
}

// learn takes up a row of the lexicon name-evidence.
func (f *personFinder) learn(e *dict.Entry) {
	w, place := weights{number(e, "chinese"), number(e, "foreign")}, e.Field("place")
	switch e.Field("what") {
	case "class":
		switch place + " " + e.Word {
		case "base name":
			f.base = w
		case "base odds":
			f.odds = w
		case "is rare":
			f.rare = w
		}
		f.class[place+" "+e.Word] = w
	case "word":
		if place == "ends" {
			f.ends[e.Word] = w
			f.longest = max(f.longest, len([]rune(e.Word)))
		} else {
			f.before[e.Word] = w
		}
	case "initial":
		f.behind[[]rune(e.Word)[0]] = w
	default:
		t := f.tags[e.Word]
		if t == nil {
			t = new(tagEvidence)
			f.tags[e.Word] = t
		}
		long := 1
		if e.Field("what") == "single" {
			long = 0
		}
		switch place {
		case "before":
			t.before[long] = w
		case "behind":
			t.behind[long] = w
		case "first":
			t.first[long] = w
		case "given":
			t.given[long] = w
		case "first-part":
			t.firstPart = w
		case "whole":
			t.whole = w
		case "whole-of-two":
			t.wholeOfTwo = w
		}
	}
}

// surname takes up a surname with the weight of its class.
func (f *personFinder) surname(e *dict.Entry) {
	class := e.Field("class")
	if class == "" {
		class = "rare"
	}
	if e.Field("ambiguous") == "yes" {
		class += "-word"
	}
	rs, w := []rune(e.Word), f.class["surname "+class][chinese]
	c := f.char(rs[0])
	if len(rs) == 2 {
		c.double, f.double[[2]rune{rs[0], rs[1]}] = true, w
	} else if !c.surname {
		c.surname, c.weight = true, w
	}
}

// char is the place of what a character says.
func (f *personFinder) char(r rune) *nameChar {
	if f.index[r&(1<<16-1)] == 0 {
		f.index[r&(1<<16-1)] = uint16(len(f.chars))
		f.chars = append(f.chars, nameChar{inner: strangerOdds, last: strangerOdds, alone: strangerOdds})
	}
	return &f.chars[f.index[r&(1<<16-1)]]
}

// at is what a character says; nil for one that no name has.
func (f *personFinder) at(r rune) *nameChar {
	if r >= 1<<16 || f.index[r] == 0 {
		return nil
	}
	return &f.chars[f.index[r]]
}

func number(e *dict.Entry, column string) int {
	n, _ := strconv.Atoi(e.Field(column))
	return n
}

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
	from := len(out)
	for i := range s.Tokens {
		tok := &s.Tokens[i]
		c := f.at(s.Folded[tok.Start-s.Span.Start])
		if c == nil || tok.POS == "x" {
			continue
		}
		if c.surname || c.double {
			out = f.native(s, i, c, out)
		}
		if c.japanese {
			out = f.nipponese(s, i, out)
		}
		if c.foreign {
			out = f.strange(s, i, out)
		}
	}
	for i := range s.Tokens {
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
			gains[k] += f.class["before names"][n.kind] - f.class["before list"][n.kind]
		}
		if i := n.behind; i+1 < len(s.Tokens) && f.isList(s, i) &&
			(named(s.Tokens[i].End, false) || slices.ContainsFunc(all, func(o weighed) bool { return o.first == i+1 && o.sum >= namesake })) {
			gains[k] += f.class["behind names"][n.kind] - f.class["behind list"][n.kind]
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
	return s.Tokens[i].POS == "x" && (unicode.IsSpace(r) || markClass(r, "", "") == "list")
}

// worth tells whether a stretch may still become a name: by itself or in a list.
func (f *personFinder) worth(s *rules.Sentence, n weighed) bool {
	return n.sum >= namesake || n.sum+beside >= likelyName &&
		(n.first > 0 && f.isList(s, n.first-1) || n.behind < len(s.Tokens) && f.isList(s, n.behind))
}

// native weighs the stretches from token i on that begin with a surname and have
// one or two characters more.
func (f *personFinder) native(s *rules.Sentence, i int, c *nameChar, out []weighed) []weighed {
	start := int(s.Tokens[i].Start - s.Span.Start)
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
			length, weight = 1, c.weight
		}
		if length == 0 {
			continue
		}
		sum := f.base[chinese] + weight + f.given(name[length:])*f.odds[chinese]/100 + f.tokens(s, i, j+1, length, chinese)
		if sum+beside < namesake {
			continue
		}
		n := weighed{first: i, behind: j + 1, kind: chinese, sum: sum + f.around(s, i, j+1, chinese)}
		if f.alone(s, i, j+1) {
			n.sum += f.class["is alone"][chinese]
		}
		if last := folded(s, s.Tokens[j].Span); len(last) > 1 && j > i && f.verbs.Find(string(last)) != nil {
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
			class := "surname japanese"
			if entries[0].Field("ambiguous") == "yes" {
				class = "surname japanese-word"
			}
			n := weighed{first: i, behind: j + 1, kind: chinese, sum: f.base[chinese] + f.class[class][chinese] +
				f.given(name[length:])*f.odds[chinese]/100 + f.around(s, i, j+1, chinese)}
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
		if isFunction(tok.POS) && tok.POS != "m" || len(word) > 1 && i+1 < j && (tagIn(tok.POS, "vd") || len(word) > 2 || f.titles.Find(string(word)) != nil) {
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
			odds += c.alone
		case k == 0:
			odds += c.inner
		default:
			odds += c.last
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
			c := f.at(s.Folded[k])
			if c == nil || !c.foreign {
				return out
			}
			sound += c.sound
			least = min(least, c.sound-10)
		}
		n := int(tok.End-s.Span.Start) - start
		if n > 8 {
			break
		}
		if n < 2 {
			continue
		}
		sum := f.base[foreign] + min(max(sound/n, -20), 70)*f.odds[foreign]/100 + f.class["length "+strconv.Itoa(min(n, 6))][foreign] + f.tokens(s, i, j+1, 0, foreign)
		if least < 0 {
			sum += f.rare[foreign]
		}
		if c := f.at(s.Folded[start]); n <= 3 && c.surname {
			sum += f.class["surname any"][foreign]
		}
		if sum+beside < namesake {
			continue
		}
		if i > 0 && f.sounds(s, i-1) {
			sum += f.class["before run"][foreign]
		}
		if j+1 < len(s.Tokens) && f.sounds(s, j+1) {
			sum += f.class["behind run"][foreign]
		}
		name := weighed{first: i, behind: j + 1, kind: foreign, sum: sum + f.around(s, i, j+1, foreign)}
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
	return s.Tokens[i].POS == "x" && strings.ContainsRune("·•・", s.Folded[s.Tokens[i].Start-s.Span.Start])
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
		if c := f.at(r); c == nil || !c.foreign {
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
		sum += t.firstPart[kind] + f.class["first more"][kind]
	}
	for k := i + 1; k < j; k++ {
		sum += f.tag(s.Tokens[k].POS).given[long(&s.Tokens[k])][kind]
	}
	return sum
}

// one is what a given name of one character says.
func (f *personFinder) one(s *rules.Sentence, i, j, surname, kind int) int {
	if kind == chinese && int(s.Tokens[j-1].End-s.Tokens[i].Start) == surname+1 {
		return f.class["given one"][kind]
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
	if t := f.tags[pos]; t != nil {
		return t
	}
	return &noEvidence
}

// around is what the tokens beside a stretch say, and what else it is.
func (f *personFinder) around(s *rules.Sentence, i, j, kind int) int {
	sum := f.left(s, i)[kind] + f.right(s, j)[kind]
	name := folded(s, text.Span{Start: s.Tokens[i].Start, End: s.Tokens[j-1].End})
	for _, other := range f.others {
		if other.lex.Find(string(name)) != nil {
			sum += other.weight[kind]
		}
	}
	for n := 1; n <= f.longest && n < len(name); n++ {
		if w, ok := f.ends[string(name[len(name)-n:])]; ok {
			return sum + w[kind]
		}
	}
	return sum
}

// left is what stands before token i.
func (f *personFinder) left(s *rules.Sentence, i int) weights {
	if i == 0 {
		return f.class["before start"]
	}
	tok := &s.Tokens[i-1]
	word := folded(s, tok.Span)
	if w, ok := f.before[string(word)]; ok {
		return w
	}
	if tok.POS == "x" {
		return f.class["before "+markClass(word[len(word)-1], "open", openMarks)]
	}
	for k := range word {
		if e := f.titles.Find(string(word[k:])); e != nil && strings.Contains(e[0].Field("position"), "before") {
			return f.class["before title"]
		}
	}
	return f.tag(tok.POS).before[long(tok)]
}

// right is what stands behind, at token j.
func (f *personFinder) right(s *rules.Sentence, j int) weights {
	if j == len(s.Tokens) {
		return f.class["behind end"]
	}
	tok := &s.Tokens[j]
	word := folded(s, tok.Span)
	if tok.POS == "x" {
		return f.class["behind "+markClass(word[0], "close", closeMarks)]
	}
	w := f.behind[word[0]]
	add := func(more weights) weights { return weights{w[chinese] + more[chinese], w[foreign] + more[foreign]} }
	for k := len(word); k > 1; k-- {
		if e := f.titles.Find(string(word[:k])); e != nil && strings.Contains(e[0].Field("position"), "after") {
			return add(f.class["behind title"])
		}
	}
	switch {
	case f.verbs.Find(string(word)) != nil:
		return add(f.class["behind say"])
	case len(word) == 1 && word[0] == '等':
		return add(f.class["behind deng"])
	}
	return add(f.tag(tok.POS).behind[long(tok)])
}

const (
	openMarks  = "“《（「『(‘〈【"
	closeMarks = "”》）」』)’〉】"
)

// markClass is the class of a token that is no word.
func markClass(r rune, edge, edges string) string {
	switch {
	case strings.ContainsRune("、/／", r):
		return "list"
	case strings.ContainsRune("·•・", r):
		return "dot"
	case strings.ContainsRune(edges, r):
		return edge
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return "text"
	}
	return "mark"
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
