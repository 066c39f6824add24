package pipeline

import (
	"slices"
	"strings"

	"zhfacts/dict"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// namer finds out which names of a document mean the same thing. A text gives
// the full name of an organisation once and a short form of it ever after:
// declared (以下简称“…”), or what is left of the full name without its legal
// ending, its leading place, or the words for its trade behind its coined
// part. Short forms that no rule finds are looked for in the whole document.
type namer struct {
	endings  nameEndings     // of organisations
	branches nameEndings     // of those that belong to another
	generic  []*dict.Lexicon // words that are nobody's name
	things   []*dict.Lexicon // words that end names of other things
	orgs     *dict.Lexicon
	places   *dict.Lexicon
	hasWord  func(string) bool
	rule     *rules.Rule // of the short forms found
	finder   *personFinder

	evidence NameEvidence
}

// NameEvidence is what names are found by beside the rules.
type NameEvidence int

// The kinds of evidence, each with those below it.
const (
	// DocumentNames is what the rest of the document says: short forms, names
	// found again, full names.
	DocumentNames NameEvidence = iota
	// SentenceNames is what a sentence alone says for the name of a person.
	SentenceNames
	// RuleNames are the rules alone.
	RuleNames
)

func newNamer(lexicons *dict.Set, set *rules.Set, hasWord func(string) bool, evidence NameEvidence) *namer {
	n := &namer{hasWord: hasWord, evidence: evidence, rule: set.Outside("entity.short-form",
		"A short form of a name that the document gives in full elsewhere.", "pipeline/names.go")}
	n.endings, n.branches = newNameEndings(lexicons, "org-suffix"), newNameEndings(lexicons, "org-branch")
	n.orgs, _ = lexicons.Lexicon("org")
	for _, name := range []string{"org-generic", "org-stop", "org-class", "org-word-stop"} {
		if lex, ok := lexicons.Lexicon(name); ok {
			n.generic = append(n.generic, lex)
		}
	}
	for _, name := range []string{"org-suffix", "facility-suffix", "event-suffix"} {
		if lex, ok := lexicons.Lexicon(name); ok {
			n.things = append(n.things, lex)
		}
	}
	n.places, _ = lexicons.Lexicon("place")
	n.finder = newPersonFinder(lexicons, set)
	return n
}

// nameEndings are the words of a lexicon that end names.
type nameEndings struct {
	lex *dict.Lexicon // nil when there is none

	// lengths has, for the last two runes of words and for 0 and the rune of those of
	// one, a bit for each of their lengths in runes.
	lengths map[[2]rune]uint64
}

func newNameEndings(lexicons *dict.Set, name string) nameEndings {
	lex, ok := lexicons.Lexicon(name)
	if !ok {
		return nameEndings{}
	}
	e := nameEndings{lex: lex, lengths: map[[2]rune]uint64{}}
	for _, entry := range lex.Entries() {
		rs := append([]rune{0}, []rune(entry.Word)...)
		e.lengths[[2]rune(rs[len(rs)-2:])] |= 1 << (len(rs) - 1)
	}
	return e
}

// of are the lengths that an ending of a name can have, a bit each.
func (e *nameEndings) of(name []rune) uint64 {
	if len(name) < 2 {
		return 0
	}
	last := name[len(name)-1]
	return e.lengths[[2]rune{0, last}] | e.lengths[[2]rune{name[len(name)-2], last}]
}

// shortForm is another name of an entity.
type shortForm struct {
	runes []rune // simplified
	full  *fullName
}

// fullName is a name that others are short forms of.
type fullName struct {
	runes  []rune // simplified
	entity *rules.Entity
}

// naming is the work on one document.
type naming struct {
	*namer
	sentences []rules.Sentence
	known     map[string]*fullName // full names and short forms, simplified
	forms     map[rune][]shortForm // by their first rune, the longest first
	first     uint64               // a bit for the last six bits of every first rune of forms: most others are told apart by it
	met       map[string]bool      // firms that the text has named so far
	firms     []*fullName          // those with their legal ending, as they come
}

// shortForms gives the candidates that short forms of the mentions' names add
// to the document, and the name that each surface stands for.
func (n *namer) shortForms(sentences []rules.Sentence, mentions []rules.Mention) (*naming, []rules.Candidate) {
	w := &naming{namer: n, sentences: sentences, known: map[string]*fullName{}, forms: map[rune][]shortForm{}, met: map[string]bool{}}
	if n.evidence == RuleNames {
		return w, nil
	}
	var once []*rules.Mention
	for i := range mentions {
		m := &mentions[i]
		switch {
		case m.Type != record.TypeEntity || n.evidence != DocumentNames:
		case slices.Contains(oncePlain, m.Rule.ID):
			once = append(once, m)
		default:
			w.learn(m)
		}
	}
	for _, m := range once {
		w.learnOnce(m)
	}
	found := w.persons(mentions)
	if n.evidence == SentenceNames {
		w.known = nil
		return w, found
	}
	for _, list := range w.forms {
		slices.SortStableFunc(list, func(a, b shortForm) int { return len(b.runes) - len(a.runes) })
	}
	return w, append(found, w.search()...)
}

// learn takes up a name with the short forms that it has.
func (w *naming) learn(m *rules.Mention) {
	s := &w.sentences[m.Sentence]
	surface, forms := folded(s, m.Span), declared(s, m.Span)
	besides := len(surface) > 2 && (strings.HasPrefix(m.Rule.ID, "entity.product.quoted") || slices.Contains(placedOnce, m.Rule.ID))
	if len(forms) == 0 && !besides && m.Entity.Kind != record.EntityPerson && m.Entity.Kind != record.EntityOrg {
		return
	}
	key := string(surface)
	full, known := w.known[key]
	if !known {
		full = &fullName{runes: surface, entity: m.Entity}
	}
	for _, form := range forms {
		w.add(form, full)
	}
	if m.Entity.Kind == record.EntityPerson {
		w.again(surface, full)
		if dot := slices.Index(surface, '·'); dot > 0 && len(surface)-dot > 2 {
			w.add(surface[lastIndex(surface, '·')+1:], full)
		}
		return
	}
	if besides {
		w.again(surface, full)
		return
	}
	if m.Entity.Kind != record.EntityOrg || known {
		return
	}
	if w.isFirm(key) {
		w.met[key] = true
	}
	ending := w.ending(surface)
	if ending == 0 {
		return
	}
	w.known[key] = full
	w.firms = append(w.firms, full)
	body := surface[:len(surface)-ending]
	place := w.place(body)
	bodyEnd := m.Span.Start + text.Pos(len(body))
	group := slices.Index(surface[len(body):], '集') == 0
	for _, from := range []int{0, place} {
		form := body[from:]
		if len(form) < 2 || !w.coined(s, m.Span.Start+text.Pos(place), bodyEnd) {
			continue
		}
		w.add(form, full)
		if group {
			w.add(append(slices.Clone(form), '集', '团'), full)
		}
	}
	for _, tok := range s.Tokens {
		end := int(tok.End - m.Span.Start)
		if tok.Start < m.Span.Start+text.Pos(place) || end >= len(body) {
			continue
		}
		if tok.Len() == 1 && (isFunction(tok.POS) || tok.POS == "a" || tok.POS == "b") {
			continue // 岚峰新 of 岚峰新材料
		}
		from := m.Span.Start + text.Pos(place)
		if end-place >= 2 && !w.met[string(body[place:end])] && w.coined(s, from, tok.End) {
			w.add(body[place:end], full)
		}
	}
	w.acronyms(s, text.Span{Start: m.Span.Start, End: bodyEnd}, full)
}

// acronyms takes up the forms of three characters and more that the first
// characters of a name's words make, the last word in full or not: 中石化 and 中船重工.
// They must be no words.
func (w *naming) acronyms(s *rules.Sentence, body text.Span, full *fullName) {
	var first []rune
	for _, tok := range s.Tokens {
		if !body.Contains(tok.Span) {
			continue
		}
		word := folded(s, tok.Span)
		if len(first) > 0 && tok.End == body.End && len(word) == 2 {
			w.acronym(append(slices.Clone(first), word...), full)
		}
		first = append(first, word[0])
	}
	w.acronym(first, full)
}

func (w *naming) acronym(form []rune, full *fullName) {
	if len(form) >= 3 && len(form) <= 5 && !w.hasWord(string(form)) {
		w.add(form, full)
	}
}

// isFirm tells whether a lexicon has the name as that of a firm of its own. Where
// a text has named it, a longer name that begins so is that of another one: after
// 华海, 华海保险服务有限公司 belongs to it and is not it.
func (w *naming) isFirm(name string) bool {
	return w.orgs != nil && w.orgs.Find(name) != nil
}

// learnOnce takes up a name that one place of the text shows to be one. It is that
// of the first firm that has all its characters in their order: 云岭水电 and
// 云岭水利电力股份有限公司.
func (w *naming) learnOnce(m *rules.Mention) {
	s := &w.sentences[m.Sentence]
	surface := folded(s, m.Span)
	full := &fullName{runes: surface, entity: m.Entity}
	if len(surface) > 2 && w.known[string(surface)] == nil {
		for _, firm := range w.firms {
			if isSubsequence(surface, firm.runes) {
				full = firm
				break
			}
		}
	}
	w.again(surface, full)
}

func isSubsequence(part, whole []rune) bool {
	for _, r := range whole {
		if len(part) > 0 && part[0] == r {
			part = part[1:]
		}
	}
	return len(part) == 0
}

// firmClasses are the classes of organisations whose names are cut short.
var firmClasses = []string{"company", "bank", "finance", "exchange", "group"}

// ending is the length of the longest ending of firms that the name has, 0 if it
// has none, is nothing else, or belongs to a firm: 子公司, 分行.
func (w *naming) ending(name []rune) int {
	lengths := w.branches.of(name)
	for from := 1; from < len(name) && lengths != 0; from++ {
		if lengths>>(len(name)-from)&1 != 0 && w.branches.lex.Find(string(name[from:])) != nil {
			return 0
		}
	}
	lengths = w.endings.of(name)
	for from := 1; from < len(name) && lengths != 0; from++ {
		if lengths>>(len(name)-from)&1 == 0 {
			continue
		}
		for _, entry := range w.endings.lex.Find(string(name[from:])) {
			if entry.Field("strength") != "strong" {
				continue
			}
			if !slices.Contains(firmClasses, entry.Field("class")) {
				return 0
			}
			return len(name) - from
		}
	}
	return 0
}

// place is the length of the longest place that the name begins with.
func (w *naming) place(name []rune) int {
	for to := len(name) - 1; to >= 2; to-- {
		if w.isPlace(name[:to]) {
			return to
		}
	}
	return 0
}

func (w *naming) isPlace(name []rune) bool {
	return w.places != nil && len(w.places.Find(string(name))) > 0
}

// coined tells whether a stretch of a name is no common word or words: it has
// a proper noun that is no place, an abbreviation or what gse alone takes for
// a place beside other words, letters, or characters one behind the other that
// make no word. A word that reaches over the end, where the ending of the whole
// name follows, is a common one.
func (w *naming) coined(s *rules.Sentence, start, end text.Pos) bool {
	coined, toks, singles := false, 0, 0
	for _, tok := range s.Tokens {
		if tok.End <= start || tok.Start >= end {
			continue
		}
		if tok.Start < start {
			return false // a word reaches over the edge
		}
		toks++
		if tok.End > end {
			singles = 0
			continue // 科技股份 in a name that ends with 股份有限公司
		}
		if tok.Len() == 1 {
			singles++
		} else {
			singles = 0
		}
		switch tok.POS {
		case "nz", "nt", "nr", "nrt", "nrfg":
			coined = true
		case "j":
			coined = coined || tok.Len() < int(end-start)
		case "ns":
			coined = coined || tok.Len() < int(end-start) && !w.isPlace(folded(s, tok.Span))
		case "x":
			coined = coined || isLetters(folded(s, tok.Span))
		}
		coined = coined || singles == 2
	}
	if coined && toks > 1 && end-start <= 3 {
		return !w.hasWord(string(folded(s, text.Span{Start: start, End: end})))
	}
	return coined
}

// isName tells whether gse takes a token of that tag for a name of some kind, or
// does not know it.
func isName(pos string) bool {
	return strings.HasPrefix(pos, "n") && pos != "n" && pos != "ng" || pos == "x" || pos == "zg" || pos == ""
}

func isLetters(rs []rune) bool {
	for _, r := range rs {
		if r < 'A' || r > 'z' {
			return false
		}
	}
	return true
}

// oncePlain are the rules that find a name by what stands beside it in one place
// only: what the text declares, a listed company before its code or as its stock is called, the owner of a
// plant, a firm whose shares are bought or moved, a firm whose name is a word before what firms do. Such names are looked
// for in the whole document.
var oncePlain = []string{"entity.org.declared", "entity.org.listed", "entity.org.site-owner", "entity.org.stock-name", "entity.org.brand-acts", "entity.org.stake", "entity.org.moves"}

// placedOnce are the rules that find a place by what stands beside it: a village behind its township, a
// foreign city behind a word for what it is.
var placedOnce = []string{"entity.place.township", "entity.place.village", "entity.place.apposed"}

// again notes a name to be found wherever it stands in the document: the
// evidence for it stands beside one of its mentions only. One character is a
// surname, which many may have.
func (w *naming) again(name []rune, full *fullName) {
	key := string(name)
	if len(name) < 2 || w.known[key] != nil || w.isPlace(name) {
		return
	}
	w.note(key, name, full)
}

// add notes a short form. One that two names have is that of the first.
func (w *naming) add(form []rune, full *fullName) {
	key := string(form)
	if len(form) < 2 || key == string(full.runes) || w.known[key] != nil {
		return
	}
	if w.isPlace(form) || w.endings.lex != nil && len(w.endings.lex.Find(key)) > 0 || w.isGeneric(form) {
		return // 以下简称公司 makes no name of a common noun
	}
	w.note(key, form, full)
}

// note has a form, which key is too, looked for.
func (w *naming) note(key string, form []rune, full *fullName) {
	w.known[key] = full
	w.forms[form[0]] = append(w.forms[form[0]], shortForm{form, full})
	w.first |= 1 << (form[0] & 63)
}

// isGeneric tells whether a form is a word that is nobody's name, or points to
// somebody: 本公司.
func (w *naming) isGeneric(form []rune) bool {
	for _, lex := range w.generic {
		if lex.Find(string(form)) != nil || lex.Name == "org-generic" && lex.Find(string(form[:1])) != nil {
			return true
		}
	}
	return false
}

// search finds the short forms in all sentences, between token boundaries.
func (w *naming) search() []rules.Candidate {
	if len(w.forms) == 0 {
		return nil
	}
	var found []rules.Candidate
	for i := range w.sentences {
		s := &w.sentences[i]
		for k, tok := range s.Tokens {
			at := int(tok.Start - s.Span.Start)
			if w.first>>(s.Folded[at]&63)&1 == 0 {
				continue
			}
			for _, form := range w.forms[s.Folded[at]] {
				end := at + len(form.runes)
				if end > len(s.Folded) || !slices.Equal(s.Folded[at:end], form.runes) {
					continue
				}
				if !tokenEnds(s.Tokens[k:], s.Span.Start+text.Pos(end)) && form.full.entity.Kind != record.EntityPlace {
					continue // a village may end within a word: 村党委
				}
				if tok.Len() == len(form.runes) && form.full.entity.Kind == record.EntityPerson && !isName(tok.POS) {
					continue // 高明 is a word here
				}
				if form.full.entity.Kind == record.EntityOrg && w.goesOn(s, text.Pos(end)+s.Span.Start) {
					continue // 海澜 in 海澜一号, which is a ship
				}
				span := text.Span{Start: tok.Start, End: s.Span.Start + text.Pos(end)}
				entity := &rules.Entity{Kind: form.full.entity.Kind, Name: form.full.entity.Name, Code: form.full.entity.Code}
				if trade := w.trade(s, span.End); entity.Kind == record.EntityOrg && trade > span.End {
					span.End = trade
					entity.Name, entity.Code = string(s.Written[at:trade-s.Span.Start]), ""
				}
				found = append(found, rules.Candidate{Rule: w.rule, Span: span, Sentence: s.Index, Value: entity})
				break
			}
		}
	}
	return found
}

// trade is the end of the word for a firm's trade that stands at a place, and the
// place itself where none does: behind a firm's short form it makes the name of
// another firm of the same owner, 海默国际 beside 海默科技. What goes on with a
// noun is something that the firm has: 海默科技人才.
func (w *naming) trade(s *rules.Sentence, at text.Pos) text.Pos {
	i, ok := slices.BinarySearchFunc(s.Tokens, at, func(tok text.Token, at text.Pos) int { return int(tok.Start - at) })
	if !ok || s.Tokens[i].Len() != 2 || s.Tokens[i].POS != "n" || w.endings.lex == nil {
		return at
	}
	if i+1 < len(s.Tokens) && tagIn(s.Tokens[i+1].POS, "nbj") || i+1 < len(s.Tokens) && s.Tokens[i+1].POS == "vn" {
		return at
	}
	word := folded(s, s.Tokens[i].Span)
	for _, e := range w.endings.lex.Find(string(word)) {
		if !w.isGeneric(word) && e.Field("strength") == "context" && e.Field("class") == "company" {
			return s.Tokens[i].End
		}
	}
	return at
}

// goesOn tells whether what stands at a place makes a longer name of the one that
// ends there: a number, another proper name, the ending of another organisation, or
// a class of things that bear names.
func (w *naming) goesOn(s *rules.Sentence, at text.Pos) bool {
	i, ok := slices.BinarySearchFunc(s.Tokens, at, func(tok text.Token, at text.Pos) int { return int(tok.Start - at) })
	if !ok {
		return false
	}
	word := folded(s, s.Tokens[i].Span)
	if strings.ContainsRune("号杯奖板路街港村市县区镇省岛河", word[0]) && len(word) == 1 {
		return true
	}
	if s.Tokens[i].POS == "nz" {
		return true
	}
	if word[0] >= '0' && word[0] <= '9' { // 科创50跌3%, and not 云智2023年
		return i+1 == len(s.Tokens) || tagIn(s.Tokens[i+1].POS, "vdpu")
	}
	if s.Tokens[i].POS == "m" {
		next := s.Folded[s.Tokens[i].End-s.Span.Start:]
		return word[len(word)-1] == '号' || len(next) > 0 && next[0] == '号'
	}
	for _, lex := range w.things {
		for _, e := range lex.Find(string(word)) {
			if e.Field("strength") != "weak" && e.Field("strength") != "context" {
				return true
			}
		}
	}
	return false
}

// tagIn tells whether a tag begins with one of some letters.
func tagIn(pos, letters string) bool {
	return pos != "" && strings.IndexByte(letters, pos[0]) >= 0
}

// tokenEnds tells whether one of the tokens ends at a place.
func tokenEnds(toks []text.Token, at text.Pos) bool {
	for _, tok := range toks {
		if tok.End >= at {
			return tok.End == at
		}
	}
	return false
}

// canonical gives every entity the fullest name that the document has for it.
// A name that a lexicon gave stays.
func (w *naming) canonical(mentions []rules.Mention) []rules.Mention {
	if len(w.known) == 0 {
		return mentions
	}
	named := mentions
	for i := range mentions {
		m := &mentions[i]
		if m.Entity == nil {
			continue
		}
		s := &w.sentences[m.Sentence]
		full := w.known[string(folded(s, m.Span))]
		if full == nil || full.entity.Kind != m.Entity.Kind || full.entity.Name == m.Entity.Name {
			continue
		}
		if written := string(s.Written[m.Span.Start-s.Span.Start : m.Span.End-s.Span.Start]); m.Entity.Name == written {
			if &named[0] == &mentions[0] {
				named = slices.Clone(mentions)
			}
			named[i].Entity = &rules.Entity{Kind: m.Entity.Kind, Name: full.entity.Name, Code: full.entity.Code}
		}
	}
	return named
}

func folded(s *rules.Sentence, span text.Span) []rune {
	return s.Folded[span.Start-s.Span.Start : span.End-s.Span.Start]
}

func lastIndex(rs []rune, r rune) int {
	for i := len(rs) - 1; i >= 0; i-- {
		if rs[i] == r {
			return i
		}
	}
	return -1
}

// declared are the short forms that a bracket right behind a name declares:
// （以下简称“甲”或“乙”）, （简称：甲）, （下称甲）.
func declared(s *rules.Sentence, span text.Span) [][]rune {
	rest := s.Folded[span.End-s.Span.Start:]
	if len(rest) > 0 && (rest[0] == '》' || rest[0] == '”' || rest[0] == '"') {
		rest = rest[1:]
	}
	if len(rest) == 0 || rest[0] != '（' && rest[0] != '(' {
		return nil
	}
	end := slices.IndexFunc(rest, func(r rune) bool { return r == '）' || r == ')' })
	if end < 0 || end > 40 {
		return nil
	}
	inside := string(rest[1:end])
	for _, word := range []string{"以下简称", "以下统称", "下称", "简称"} {
		_, names, ok := strings.Cut(inside, word)
		if !ok {
			continue
		}
		names = strings.TrimLeft(names, "为：: ")
		var forms [][]rune
		for _, name := range strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune("“”\"‘’《》「」、，,或；", r) }) {
			if rs := []rune(strings.TrimSpace(name)); len(rs) >= 2 && len(rs) <= 15 {
				forms = append(forms, rs)
			}
		}
		return forms
	}
	return nil
}
