package pipeline

import (
	"math"
	"slices"
	"strconv"

	"zhfacts/dict"
	"zhfacts/rules"
)

// weights speak for a Chinese and for a foreign name.
type weights [2]int

const (
	chinese = iota
	foreign
)

// sign is a set of what a rune can be the sign of: it spares looking for what cannot
// be there.
type sign uint8

const (
	startsNative   sign = 1 << iota // a Chinese surname
	startsJapanese                  // a Japanese surname
	inJapanese                      // its second rune
	writesSounds                    // of foreign names
	startsTitle                     // of a person
	endsTitle
	startsVerb   // of persons
	partsForeign // a foreign name, as · does
)

// dots part the words of foreign names.
const dots = "·•・"

// nameChar is what a character says.
type nameChar struct {
	inner, last, alone int16
	sound              int16
	weight             int16 // as a surname
	surname            bool  // is one
	double             bool  // begins a surname of two
}

// class is a class of the lexicon name-evidence, with its place.
type class int

const (
	baseName class = iota
	baseOdds       // in hundredths
	isRare
	standsAlone
	alsoPlace
	alsoWord
	alsoOrg
	givenOne
	firstMore
	surnameAny
	surnameJapanese
	surnameJapaneseWord
	length2
	length3
	length4
	length5
	length6
	beforeStart
	beforeTitle
	beforeNames
	beforeRun
	beforeList // and the other kinds of mark in their order
	beforeDot
	beforeOpen
	beforeText
	beforeMark
	behindEnd
	behindTitle
	behindNames
	behindRun
	behindSay
	behindDeng
	behindList
	behindDot
	behindClose
	behindText
	behindMark
	classes
)

// classNames are their names in the lexicon.
var classNames = [classes]string{
	baseName: "base name", baseOdds: "base odds", isRare: "is rare", standsAlone: "is alone", alsoPlace: "is place", alsoWord: "is word", alsoOrg: "is org",
	givenOne: "given one", firstMore: "first more",
	surnameAny: "surname any", surnameJapanese: "surname japanese", surnameJapaneseWord: "surname japanese-word",
	length2: "length 2", length3: "length 3", length4: "length 4", length5: "length 5", length6: "length 6",
	beforeStart: "before start", beforeTitle: "before title", beforeNames: "before names", beforeRun: "before run",
	beforeList: "before list", beforeDot: "before dot", beforeOpen: "before open", beforeText: "before text", beforeMark: "before mark",
	behindEnd: "behind end", behindTitle: "behind title", behindNames: "behind names", behindRun: "behind run", behindSay: "behind say", behindDeng: "behind deng",
	behindList: "behind list", behindDot: "behind dot", behindClose: "behind close", behindText: "behind text", behindMark: "behind mark",
}

// tagTable is what the tags of the segmenter say: those of one or two small letters by
// their letters, which are nearly all, and the others by name.
type tagTable struct {
	short [27 * 27]*tagEvidence
	long  map[string]*tagEvidence
}

// at is what a tag says, nil when nothing is known of it.
func (t *tagTable) at(tag string) *tagEvidence {
	if i, ok := shortTag(tag); ok {
		return t.short[i]
	}
	return t.long[tag]
}

// add gives the place of what a tag says.
func (t *tagTable) add(tag string) *tagEvidence {
	e := t.at(tag)
	if e == nil {
		e = new(tagEvidence)
		if i, ok := shortTag(tag); ok {
			t.short[i] = e
		} else {
			t.long[tag] = e
		}
	}
	return e
}

// shortTag numbers the tags of one or two small letters.
func shortTag(tag string) (int, bool) {
	if tag == "" || len(tag) > 2 || tag[0]-'a' >= 26 {
		return 0, false
	}
	i := int(tag[0]-'a') * 27
	if len(tag) == 1 {
		return i, true
	}
	return i + 1 + int(tag[1]-'a'), tag[1]-'a' < 26
}

// tagEvidence is what a tag of the segmenter says in each place, of a token of
// one character and of a longer one.
type tagEvidence struct {
	before, behind, first, given [2]weights
	firstPart, whole, wholeOfTwo weights
}

// behindRune is what a token behind a name says by its first character.
type behindRune struct {
	first  rune
	weight weights
}

// otherWords is a lexicon of what is something else.
type otherWords struct {
	lex    *dict.Lexicon
	weight weights
}

// newPersonFinder reads the weights; nil if the lexicons lack them.
func newPersonFinder(lexicons *dict.Set, set *rules.Set) *personFinder {
	evidence, ok := lexicons.Lexicon("name-evidence")
	chars, ok2 := lexicons.Lexicon("name-char")
	if !ok || !ok2 {
		return nil
	}
	f := &personFinder{
		signs: new([1 << 16]sign), index: new([1 << 16]uint16), chars: []nameChar{{}}, double: map[[2]rune]int{},
		tags: tagTable{long: map[string]*tagEvidence{}}, before: map[string]weights{},
		ends: map[string]weights{},
		rule: set.Outside("entity.person.weighed",
			"A name of a person, by what its characters, its tokens and what stands beside it say for it.", "pipeline/persons.go"),
	}
	byName := map[string]weights{} // of classes
	for _, e := range evidence.Entries() {
		f.learn(e, byName)
	}
	for i, name := range classNames {
		f.class[i] = byName[name]
	}
	for _, r := range dots {
		f.sign(r, partsForeign)
	}
	for _, e := range chars.Entries() {
		c := f.char([]rune(e.Word)[0])
		c.inner, c.last, c.alone = narrow(number(e, "inner")), narrow(number(e, "last")), narrow(number(e, "alone"))
		c.sound = narrow(number(e, "sound"))
		if e.Field("sound") != "" {
			f.sign([]rune(e.Word)[0], writesSounds)
		}
	}
	for _, name := range []string{"surname", "surname-rare"} {
		if lex, ok := lexicons.Lexicon(name); ok {
			for _, e := range lex.Entries() {
				f.surname(e, byName)
			}
		}
	}
	if lex, ok := lexicons.Lexicon("surname-japanese"); ok {
		f.japanese = lex
		for _, e := range lex.Entries() {
			rs := []rune(e.Word)
			f.sign(rs[0], startsJapanese)
			f.sign(rs[min(1, len(rs)-1)], inJapanese)
		}
	}
	if lex, ok := lexicons.Lexicon("person-title"); ok {
		f.titles = lex
		for _, e := range lex.Entries() {
			rs := []rune(e.Word)
			f.sign(rs[0], startsTitle)
			f.sign(rs[len(rs)-1], endsTitle)
		}
	}
	if lex, ok := lexicons.Lexicon("person-verb"); ok {
		f.verbs = lex
		for _, e := range lex.Entries() {
			f.sign([]rune(e.Word)[0], startsVerb)
		}
	}
	for _, other := range []struct {
		lexicon string
		is      class
	}{{"place", alsoPlace}, {"person-stop", alsoWord}, {"org", alsoOrg}} {
		if lex, ok := lexicons.Lexicon(other.lexicon); ok {
			f.others = append(f.others, otherWords{lex, f.class[other.is]})
		}
	}
	for kind := range f.most {
		for _, other := range f.others {
			f.most[kind] += max(0, other.weight[kind])
		}
		most := 0
		for _, w := range f.ends {
			most = max(most, w[kind])
		}
		f.most[kind] += most + max(0, f.class[standsAlone][kind])
	}
	return f
}

// sign notes what a rune can be the sign of.
func (f *personFinder) sign(r rune, s sign) {
	if r < 1<<16 {
		f.signs[r] |= s
	}
}

// signOf is what a rune can be the sign of.
func (f *personFinder) signOf(r rune) sign {
	if uint32(r) >= 1<<16 {
		return 0
	}
	return f.signs[r]
}

// learn takes up a row of the lexicon name-evidence, that of a class by its place and name.
func (f *personFinder) learn(e *dict.Entry, byName map[string]weights) {
	w, place := weights{number(e, "chinese"), number(e, "foreign")}, e.Field("place")
	switch e.Field("what") {
	case "class":
		byName[place+" "+e.Word] = w
	case "word":
		if place == "ends" {
			f.ends[e.Word] = w
			f.longest = max(f.longest, len([]rune(e.Word)))
		} else {
			f.before[e.Word] = w
			if first := []rune(e.Word)[0]; !slices.Contains(f.starts, first) {
				f.starts = append(f.starts, first)
			}
		}
	case "initial":
		f.behind = append(f.behind, behindRune{[]rune(e.Word)[0], w})
	default:
		t := f.tags.add(e.Word)
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
func (f *personFinder) surname(e *dict.Entry, byName map[string]weights) {
	class := e.Field("class")
	if class == "" {
		class = "rare"
	}
	if e.Field("ambiguous") == "yes" {
		class += "-word"
	}
	rs, w := []rune(e.Word), byName["surname "+class][chinese]
	c := f.char(rs[0])
	f.sign(rs[0], startsNative)
	if len(rs) == 2 {
		c.double, f.double[[2]rune{rs[0], rs[1]}] = true, w
	} else if !c.surname {
		c.surname, c.weight = true, narrow(w)
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

// narrow keeps a weight to what has room among those of the many characters.
func narrow(n int) int16 { return int16(min(max(n, math.MinInt16), math.MaxInt16)) }

func number(e *dict.Entry, column string) int {
	n, _ := strconv.Atoi(e.Field(column))
	return n
}
