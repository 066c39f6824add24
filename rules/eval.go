package rules

import (
	"fmt"
	"slices"
	"strings"
)

// expr is a compiled `value`: an operation over operands, or, without an
// operation, one operand whose value is passed on.
type expr struct {
	op   *Op
	args []operand // by Op.Params; of a variadic operation, its elements
}

type operand struct {
	kind   operandKind
	group  int
	column int // of the lexicon entry
	text   string
	sub    *expr
}

type operandKind uint8

const (
	operandNone operandKind = iota
	operandGroup
	operandColumn
	operandLiteral
	operandExpr
)

// value compiles the key value and notes what it returns.
func (c *compiler) value(d *draft) {
	if d.value == nil {
		if d.rule.Emits() {
			c.problem(d, d.node, "say what the match means: value: {quantity: {…}}", "the rule makes records but has no value")
		}
		return
	}
	d.rule.value, d.rule.Returns = c.expr(d, d.value)
	want := map[string]Kind{"quantity": KindQuantity, "time": KindTime, "entity": KindEntity}[d.rule.Family()]
	if d.rule.Emits() && d.rule.Returns != want && d.rule.value != nil {
		c.problem(d, d.value, fmt.Sprintf("a rule of family %s must make %s, or be a part", d.rule.Family(), want), "the value is %s", d.rule.Returns)
	}
}

func (c *compiler) expr(d *draft, n *node) (*expr, Kind) {
	if n.kind == scalarNode {
		g := c.groupIndex(d, n.text)
		if g < 0 {
			c.problem(d, n, "its groups are: "+groupNames(d.rule), "the pattern has no group %q", n.text)
			return nil, KindNone
		}
		return &expr{args: []operand{{kind: operandGroup, group: g}}}, d.rule.groups[g].kind
	}
	if n.kind != mapNode || len(n.keys) != 1 {
		c.problem(d, n, "write value: {operation: {operand: group, …}}", "a value is one operation")
		return nil, KindNone
	}
	k := n.keys[0]
	op := c.ops[k.name]
	if op == nil {
		c.problem(d, &node{line: k.line, column: k.column}, "the operations are: "+strings.Join(sortedKeys(c.ops), ", "), "there is no operation %s", k.name)
		return nil, KindNone
	}
	e := &expr{op: op}
	switch {
	case op.Variadic:
		items := k.value.items
		if k.value.kind == scalarNode {
			items = []*node{k.value}
		}
		if k.value.kind == mapNode && len(k.value.keys) > 0 {
			items = []*node{k.value}
		}
		if len(items) == 0 {
			c.problem(d, k.value, fmt.Sprintf("write %s: [a, b]", op.Name), "%s takes a list", op.Name)
		}
		for _, item := range items {
			e.args = append(e.args, c.operand(d, op, &op.Params[0], item))
		}
	case k.value.kind == mapNode:
		e.args = make([]operand, len(op.Params))
		for _, a := range k.value.keys {
			i := slices.IndexFunc(op.Params, func(p Param) bool { return p.Name == a.name })
			if i < 0 {
				c.problem(d, &node{line: a.line, column: a.column}, "it takes: "+paramNames(op), "%s takes no operand %s", op.Name, a.name)
				continue
			}
			e.args[i] = c.operand(d, op, &op.Params[i], a.value)
		}
		for i, p := range op.Params {
			if e.args[i].kind == operandNone && !p.Optional {
				c.problem(d, k.value, fmt.Sprintf("add %s: %s", p.Name, p.Doc), "%s needs the operand %s", op.Name, p.Name)
			}
		}
	case len(op.Params) == 1 && k.value.kind == scalarNode:
		e.args = []operand{c.operand(d, op, &op.Params[0], k.value)}
	default:
		c.problem(d, k.value, "it takes: "+paramNames(op), "%s takes named operands", op.Name)
		return nil, op.Returns
	}
	return e, op.Returns
}

// operand compiles one operand against what the parameter takes.
func (c *compiler) operand(d *draft, op *Op, p *Param, n *node) operand {
	if n.kind != scalarNode {
		sub, kind := c.expr(d, n)
		if kind != KindNone && !slices.Contains(p.Kinds, kind) {
			c.problem(d, n, "it takes "+kindNames(p), "operand %s of %s cannot be %s", p.Name, op.Name, kind)
		}
		if sub == nil {
			return operand{kind: operandLiteral}
		}
		return operand{kind: operandExpr, sub: sub}
	}
	if name, column, ok := strings.Cut(n.text, "."); ok {
		if g := c.groupIndex(d, name); g >= 0 {
			return c.column(d, n, g, column)
		}
	}
	words, numbers := slices.Contains(p.Kinds, KindWord), slices.Contains(p.Kinds, KindNumber)
	if words && slices.Contains(p.Enum, n.text) {
		return operand{kind: operandLiteral, text: n.text}
	}
	if g := c.groupIndex(d, n.text); g >= 0 {
		kind := d.rule.groups[g].kind
		fits := slices.Contains(p.Kinds, kind) || kind == KindText && (words || numbers) || kind == KindEntry && words && !numbers
		if !fits {
			c.problem(d, n, "it takes "+kindNames(p), "operand %s of %s cannot be %s", p.Name, op.Name, kind)
		}
		return operand{kind: operandGroup, group: g}
	}
	if words && len(p.Enum) > 0 {
		c.problem(d, n, "it is one of: "+strings.Join(p.Enum, ", "), "operand %s of %s cannot be %q", p.Name, op.Name, n.text)
		return operand{kind: operandLiteral}
	}
	if words && !numbers && (p.Valid != nil || n.quoted || !groupLike(n.text)) {
		if p.Valid != nil {
			if err := p.Valid(n.text); err != nil {
				c.problem(d, n, "write a group of the pattern, its column, or the word itself", "operand %s of %s: %v", p.Name, op.Name, err)
			}
		}
		return operand{kind: operandLiteral, text: n.text}
	}
	if numbers {
		if _, err := ParseNumber(n.text); err == nil {
			return operand{kind: operandLiteral, text: n.text}
		}
	}
	hint := "its groups are: " + groupNames(d.rule)
	if words && !numbers {
		hint += "; a word that is meant as such stands in quotes"
	}
	c.problem(d, n, hint, "the pattern has no group %q", n.text)
	return operand{kind: operandLiteral}
}

// groupLike tells whether a literal could be meant for a group or its column.
func groupLike(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == "" && s[0] >= 'a' && s[0] <= 'z'
}

func (c *compiler) column(d *draft, n *node, g int, name string) operand {
	grp := d.rule.groups[g]
	if grp.kind != KindEntry || grp.lex == "" || grp.many {
		c.problem(d, n, "write group.column for an item of one lexicon: {b:lex:bound}", "%s has no columns", grp.name)
		return operand{kind: operandLiteral}
	}
	lex, _ := c.lexicons.Lexicon(grp.lex)
	i, ok := lex.Column(name)
	if !ok {
		c.problem(d, n, "its columns are: "+columnNames(lex), "lexicon %s has no column %s", lex.Name, name)
	}
	return operand{kind: operandColumn, group: g, column: i}
}

func (c *compiler) groupIndex(d *draft, name string) int {
	return slices.IndexFunc(d.rule.groups, func(g group) bool { return g.name == name })
}

func groupNames(r *Rule) string {
	if len(r.groups) == 0 {
		return "none"
	}
	names := make([]string, len(r.groups))
	for i, g := range r.groups {
		names[i] = g.name
	}
	return strings.Join(names, ", ")
}

func paramNames(op *Op) string {
	names := make([]string, len(op.Params))
	for i, p := range op.Params {
		names[i] = p.Name
	}
	return strings.Join(names, ", ")
}

func kindNames(p *Param) string {
	names := make([]string, len(p.Kinds))
	for i, k := range p.Kinds {
		names[i] = k.String()
	}
	return strings.Join(names, " or ")
}

// eval computes a value over the groups of the match at hand. A nil value
// without an error is that of an optional group that matched nothing.
func (m *matcher) eval(r *Rule, e *expr) (Value, error) {
	mark := len(m.args)
	v, err := m.compute(r, e, mark)
	m.args = m.args[:mark]
	return v, err
}

// compute is eval with the operands on the stack, from mark on.
func (m *matcher) compute(r *Rule, e *expr, mark int) (Value, error) {
	for i := range e.args {
		slot := len(m.args)
		m.args = append(m.args, Arg{})
		if err := m.operand(r, &e.args[i], slot); err != nil {
			return nil, err
		}
		if e.op != nil && e.op.Variadic && !m.args[slot].Set {
			m.args = m.args[:slot]
		}
	}
	if e.op == nil {
		return m.args[mark].passedOn()
	}
	m.call = Args{op: e.op, match: Surface{&m.s, m.from, m.end}}
	if e.op.Variadic {
		m.call.list = m.args[mark:]
	} else {
		m.call.named = m.args[mark:]
	}
	v, err := e.op.Eval(&m.call)
	if m.opt.Tracer != nil {
		m.opt.Tracer.Computed(r, e.op, m.call.operands(), v, err)
		if err != nil {
			err = &opError{e.op.Name, err}
		}
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

// opError says which operation has no value for its operands.
type opError struct {
	op  string
	err error
}

func (e *opError) Error() string { return e.op + ": " + e.err.Error() }
func (e *opError) Unwrap() error { return e.err }

// passedOn is the value of a rule whose value is a group: what the group holds,
// or the number that its text is.
func (a *Arg) passedOn() (Value, error) {
	if a.Value == nil && a.Set && a.Entry == nil {
		n, err := a.Number()
		if err != nil {
			return nil, err
		}
		return n, nil
	}
	return a.Value, nil
}

// operand computes an operand into its slot of m.args.
func (m *matcher) operand(r *Rule, o *operand, slot int) error {
	switch o.kind {
	case operandLiteral:
		a := &m.args[slot]
		a.Set, a.Literal = true, o.text
	case operandGroup:
		m.arg(&m.bind[o.group], &m.args[slot])
	case operandColumn:
		b := &m.bind[o.group]
		if !b.set {
			return nil
		}
		field := m.s.set.symbols.entries[b.ref].At(o.column)
		a := &m.args[slot]
		a.Set, a.Literal, a.Surface = field != "", field, Surface{&m.s, b.start, b.end}
	case operandExpr:
		v, err := m.eval(r, o.sub)
		if err != nil || v == nil {
			return err
		}
		a := &m.args[slot]
		a.Set, a.Value = true, v
	}
	return nil
}

// arg makes an operand of a binding.
func (m *matcher) arg(b *binding, a *Arg) {
	if !b.set {
		return
	}
	a.Set, a.Surface = true, Surface{&m.s, b.start, b.end}
	if b.list != nil {
		a.List = make([]Arg, len(b.list))
		for i := range b.list {
			m.arg(&b.list[i], &a.List[i])
		}
		return
	}
	switch b.kind {
	case itemNum:
		a.Value = m.s.number(b.ref)
	case itemLex:
		a.Entry = m.s.set.symbols.entries[b.ref]
	case itemRule:
		a.Value = m.s.matches[b.ref].value
	}
}
