package rules

import (
	"slices"

	"zhfacts/dict"
)

// Op is one operation that a rule's `value` may use. The set of operations is
// closed: rules combine them, only Go code adds one (in op_*.go).
type Op struct {
	Name    string
	Doc     string
	Params  []Param
	Returns Kind
	// Variadic operations take a sequence, `{intersect: [y, m, d]}`; its
	// elements are read through Args.List and typed by Params[0].
	Variadic bool
	// Eval computes the value. An error means that the match has no value and
	// so is none (13月, a range that runs backwards); its text shows in explain.
	Eval func(a *Args) (Value, error)
}

// Param is a named operand of an operation.
type Param struct {
	Name     string
	Doc      string
	Optional bool
	// Kinds are the kinds of operand that are taken. An operand of kind Word
	// may be written in place (`bound: min`) or name a column of a lexicon
	// group (`bound: b.bound`); all others name a group or nest an operation.
	Kinds []Kind
	// Enum, for parameters of kind Word, lists the literals allowed.
	Enum []string
	// Valid, for parameters of kind Word without Enum, says what is wrong with
	// a literal. Where it is nil too, a literal that could be a group's name must
	// be quoted.
	Valid func(literal string) error
}

// Args are the operands of one evaluation, and the match it belongs to.
type Args struct {
	op    *Op
	named []Arg // in the order of op.Params
	list  []Arg // of a variadic operation
	match Surface
}

// Arg is one operand. The zero Arg stands for one left out, or for an
// optional item that matched nothing.
type Arg struct {
	Set     bool
	Value   Value       // of a numeral, a rule's match or a nested operation
	Entry   *dict.Entry // of a lexicon item
	Literal string      // of an operand of kind Word
	Surface Surface     // where the operand stands; empty for literals
	List    []Arg       // the repetitions of an item with + or *
}

// Get returns the operand of that name. Asking for one that the operation
// does not declare is a mistake in the operation.
func (a *Args) Get(name string) *Arg {
	for i := range a.op.Params {
		if a.op.Params[i].Name == name {
			return &a.named[i]
		}
	}
	panic("rules: internal error: operation " + a.op.Name + " asks for an undeclared operand " + name)
}

// List returns the operands of a variadic operation; those of optional items
// that matched nothing are left out.
func (a *Args) List() []Arg { return a.list }

// Match is the whole match of the rule.
func (a *Args) Match() Surface { return a.match }

// Number returns the operand as a number: a numeral, a value of kind Number,
// or the text of a piece's group read as a numeral. Nil when it is left out.
func (a *Args) Number(name string) (*Number, error) { return a.Get(name).Number() }

// Word returns the literal, the lexicon column or the surface that the
// operand stands for; "" when it is left out.
func (a *Args) Word(name string) string { return a.Get(name).Word() }

// Number is Args.Number for an operand at hand.
func (g *Arg) Number() (*Number, error) {
	if !g.Set {
		return nil, nil
	}
	if n, ok := g.Value.(*Number); ok {
		return n, nil
	}
	if g.Entry != nil || g.Value != nil {
		return nil, errNotNumber
	}
	if g.Literal != "" {
		return ParseNumber(g.Literal)
	}
	return ParseNumber(g.Surface.Folded())
}

// Word is Args.Word for an operand at hand.
func (g *Arg) Word() string {
	if g.Literal != "" || !g.Set {
		return g.Literal
	}
	return g.Surface.Folded()
}

// Surface is a place in a sentence, readable in the document's own characters
// and in simplified ones. It must not be kept beyond the evaluation.
type Surface struct {
	sentence   *sentence
	Start, End int32 // runes from the start of the sentence
}

// Folded is the surface in simplified characters: what rules match.
func (s Surface) Folded() string {
	if s.sentence == nil {
		return ""
	}
	return string(s.sentence.folded[s.Start:s.End])
}

// Written is the surface as the normalised text has it.
func (s Surface) Written() string {
	if s.sentence == nil {
		return ""
	}
	return string(s.sentence.written[s.Start:s.End])
}

// Len is the surface's length in runes.
func (s Surface) Len() int { return int(s.End - s.Start) }

// Operations returns all operations, ordered by name.
func Operations() []Op {
	ops := slices.Concat(numberOps(), quantityOps(), timeOps(), entityOps())
	slices.SortFunc(ops, func(a, b Op) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return ops
}
