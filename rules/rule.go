package rules

import (
	"strings"

	"github.com/dlclark/regexp2/v2"
	"github.com/dlclark/regexp2/v2/syntax"
)

// Rule is one documented rule, compiled. It never changes after loading.
type Rule struct {
	ID       string
	Doc      string
	File     string
	Line     int
	Pattern  string
	Examples []Example
	Nots     []Counter
	Part     bool // makes no record of its own, whatever its family
	Returns  Kind

	// Overrides names the file and line of the rule of the same id that a
	// later folder's rule took the place of; "" when there is none.
	Overrides string

	lines  []string // of the file, that the rule is written on
	place  place    // of the pattern
	items  []item
	groups []group
	value  *expr
	guard  guard
	grow   *grow
	over   []string
	blocks []string
	always bool

	family  string   // Family, worked out once
	emits   bool     // Emits, worked out once
	index   int32    // place in Set.rules, which is also the order of evaluation
	rank    int32    // place by id
	depth   int32    // longest chain of rules that it is over
	overs   ruleSet  // the rules that it is over; nil for none
	blocked ruleSet  // the rules that it blocks; nil for none
	symbol  symbol   // of the edges that its matches make
	need    []need   // of each, a symbol must be present
	needs   []string // what each need is in the pattern, for people
	classes []symbol // of references to several rules, this one among them
	first   []symbol // where matches can start; nil with always
	marked  bool     // has « » in its pattern
	plain   bool     // is a numeral that passes a filter, and no more
}

// Family is the first part of the id: quantity, time, entity or that of a
// rule that only serves others.
func (r *Rule) Family() string {
	family, _, _ := strings.Cut(r.ID, ".")
	return family
}

// Emits tells whether the rule's matches become mentions.
func (r *Rule) Emits() bool { return families[r.Family()] && !r.Part }

// Example is a text with one marked span that the rule must find.
type Example struct {
	Text       string // without the marks
	Start, End int    // the marked span, in runes of Text
	Want       []Want
	Date       string // the document's date, when the example needs one
	Alone      bool   // the rule by itself; otherwise the result after resolving with all rules
	Line       int
}

// Want is one key of the record that an example expects, by its name in
// the output: value, low, high, unit, bound, from, to, kind, name, …
type Want struct{ Key, Value string }

// Counter is a text in which the rule must find nothing: at the marked span,
// or nowhere when none is marked.
type Counter struct {
	Text       string
	Start, End int // -1, -1 when no span is marked
	Why        string
	Alone      bool
	Line       int
}

// guard demands token boundaries.
type guard struct{ start, end bool }

// item is a compiled item of a pattern.
type item struct {
	kind    itemKind
	repeat  repeat
	group   int // index into Rule.groups, or -1
	symbols []symbol
	is      []isFilter
	length  int32 // in runes, 0 for any
	once    bool  // one symbol, which neither repeats nor may be left out
	token   bool  // begins and ends where tokens do
	re      *regexp2.Regexp
	tree    *syntax.RegexTree
	fast    *piece     // nil where only regexp2 can match it
	subs    []subGroup // named groups of a piece
	opener  symbol     // of a piece: where it can open
	ahead   lookahead  // what may stand where it is matched
	next    lookahead  // what may stand behind an edge of it
	text    string     // as written
	column  int
}

// fieldFilter demands one of the values in a column of a lexicon entry.
type fieldFilter struct {
	column int
	values []string
	negate bool
}

// subGroup ties a named group of a piece to a group of the rule.
type subGroup struct{ number, group int }

// isFilter demands that the item's edge be something else too, or be it not.
type isFilter struct {
	symbols []symbol
	kind    itemKind
	negate  bool
	starts  bool // the other thing begins the edge, and may be shorter
}

// group is a name that the rule's value can use.
type group struct {
	name   string
	kind   Kind   // what it holds
	many   bool   // a list, of an item with + or *
	absent bool   // may match nothing
	lex    string // name of the lexicon, when there is exactly one
}

// symbol numbers what an edge can be: numeral, a lexicon's word, a tag, a
// literal that wakes a piece, or a rule's match.
type symbol int32

// need is a set of symbols of which a sentence must hold one.
type need []needWord

// needWord is 64 symbols of a need, or other bits: those of a word of sentence.state.
type needWord struct {
	mask uint64
	word int32
	more bool // the next one is of the same need
}

// needOf makes a need of symbols.
func needOf(symbols []symbol) need {
	var out need
	for _, sym := range symbols {
		word, bit := int32(sym>>6), uint64(1)<<(sym&63)
		i := 0
		for i < len(out) && out[i].word != word {
			i++
		}
		if i == len(out) {
			out = append(out, needWord{word: word})
		}
		out[i].mask |= bit
	}
	return out
}
