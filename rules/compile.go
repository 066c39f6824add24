package rules

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"
	"github.com/dlclark/regexp2/v2/syntax"

	"zhfacts/dict"
)

const (
	// pieceOptions are the options of every expression: white space in it is
	// for the eye, only named groups capture, \d \s \w are ASCII.
	pieceOptions = regexp2.IgnorePatternWhitespace | regexp2.ExplicitCapture | regexp2.RE2
	// stackLimit bounds the backtracking stack of one expression.
	stackLimit = 100_000
	// maxPiece is the length of the longest expression, in characters. An
	// alternation of 100,000 words takes minutes to compile.
	maxPiece = 4000
	// pieceTimeout is the last resort against an expression that runs away.
	// It fails the document, and the error names the rule.
	pieceTimeout = 2 * time.Second
)

// compile turns the drafts into a set: references are looked up, rules are
// ordered so that each stands behind those it refers to, and what wakes them is
// derived.
func (l *loader) compile(drafts []*draft) *Set {
	set := &Set{lexicons: l.lexicons}
	c := &compiler{loader: l, set: set, drafts: drafts, tagSymbols: map[string]symbol{}, lexSymbols: map[string]*lexSymbol{},
		openerSymbols: map[string]symbol{}, classSymbols: map[string]symbol{}, numSymbols: map[numFilter]symbol{}, ops: map[string]*Op{}}
	for _, op := range Operations() {
		c.ops[op.Name] = &op
	}
	c.next = 1
	order := c.order()
	for i, d := range order {
		d.rule.index = int32(i)
		d.rule.symbol = c.symbol()
	}
	for _, d := range order {
		c.items(d)
		c.value(d)
		c.wake(d)
		c.checkNames(d)
	}
	c.rank()
	if len(l.problems) > 0 {
		return nil
	}
	for _, d := range order {
		d.rule.look()
		d.rule.plain = d.rule.isPlain()
		set.rules = append(set.rules, d.rule)
		set.openings = append(set.openings, d.rule.opening())
	}
	names := l.lexicons.Names()
	var asked []string
	for _, lex := range c.lexOrder {
		asked = append(asked, names[lex.lexicon])
	}
	set.words = l.lexicons.Automaton(asked...)
	c.layout()
	c.demands()
	return set
}

type compiler struct {
	*loader
	set           *Set
	drafts        []*draft // by id
	ops           map[string]*Op
	next          symbol
	lexSymbols    map[string]*lexSymbol // by lexicon and filters, as written
	lexOrder      []*lexSymbol
	tagSymbols    map[string]symbol
	openerSymbols map[string]symbol // by what tells openers apart
	openers       []opener
	classSymbols  map[string]symbol
	numSymbols    map[numFilter]symbol
	numOrder      []numSymbol
}

// opener is where a piece can begin: with one of some runes, and what stands behind each.
type opener struct {
	symbol symbol
	runes  []rune
	behind []runeFilter // by rune
}

// lexSymbol is the symbol of the words of a lexicon that pass filters.
type lexSymbol struct {
	symbol  symbol
	lexicon int // its index
	fields  []fieldFilter
}

func (l *lexSymbol) accepts(e *dict.Entry) bool {
	for i := range l.fields {
		f := &l.fields[i]
		if slices.Contains(f.values, e.At(f.column)) == f.negate {
			return false
		}
	}
	return true
}

// lexSymbol numbers the words of a lexicon that pass filters.
func (c *compiler) lexSymbol(lex *dict.Lexicon, filters []string, fields []fieldFilter) symbol {
	key := lex.Name + " " + strings.Join(filters, " ")
	l := c.lexSymbols[key]
	if l == nil {
		l = &lexSymbol{c.symbol(), lex.Index, fields}
		c.lexSymbols[key] = l
		c.lexOrder = append(c.lexOrder, l)
	}
	return l.symbol
}

// class numbers a reference to several rules, so that their edges are found in
// one place.
func (c *compiler) class(rules []*draft) symbol {
	if len(rules) == 1 {
		return rules[0].rule.symbol
	}
	var key strings.Builder
	for _, d := range rules {
		key.WriteString(d.rule.ID)
		key.WriteByte(' ')
	}
	sym, ok := c.classSymbols[key.String()]
	if !ok {
		sym = c.symbol()
		c.classSymbols[key.String()] = sym
		for _, d := range rules {
			d.rule.classes = append(d.rule.classes, sym)
		}
	}
	return sym
}

func (c *compiler) symbol() symbol {
	c.next++
	return c.next - 1
}

func numbered[K comparable](c *compiler, m map[K]symbol, key K) symbol {
	sym, ok := m[key]
	if !ok {
		sym = c.symbol()
		m[key] = sym
	}
	return sym
}

// referred lists the drafts that a target names: the rule of that id, or all
// whose id it begins, at a dot.
func (c *compiler) referred(target string) []*draft {
	var out []*draft
	for _, d := range c.drafts {
		if d.rule.ID == target || strings.HasPrefix(d.rule.ID, target+".") {
			out = append(out, d)
		}
	}
	return out
}

// order sorts the drafts so that each stands behind those it refers to; among
// those that are free to go, by id. A cycle is a problem.
func (c *compiler) order() []*draft {
	const (
		untouched = iota
		open
		done
	)
	state := map[*draft]int{}
	var out []*draft
	var path []*draft
	var visit func(d *draft)
	visit = func(d *draft) {
		switch state[d] {
		case done:
			return
		case open:
			at := slices.Index(path, d)
			var ids []string
			for _, p := range append(path[at:], d) {
				ids = append(ids, p.rule.ID)
			}
			c.problem(d, d.pattern, "let one of them refer to narrower rules", "the rules refer to each other in a circle: %s", strings.Join(ids, " -> "))
			return
		}
		state[d] = open
		path = append(path, d)
		for _, raw := range d.raw {
			for _, target := range raw.rules() {
				for _, r := range c.referred(target) {
					visit(r)
				}
			}
		}
		path = path[:len(path)-1]
		state[d] = done
		out = append(out, d)
	}
	for _, d := range c.drafts {
		visit(d)
	}
	return out
}

// items compiles the pattern.
func (c *compiler) items(d *draft) {
	r := d.rule
	for _, raw := range d.raw {
		it := item{kind: raw.kind, repeat: raw.repeat, group: -1, column: raw.column, text: raw.text}
		g := group{name: raw.name, many: raw.repeat.many(), absent: raw.repeat.nullable()}
		switch raw.kind {
		case itemOpen, itemClose:
			r.marked = true
			r.items = append(r.items, it)
			continue
		case itemPiece:
			c.piece(d, raw, &it)
			r.items = append(r.items, it)
			continue
		case itemNum:
			filter, bad := parseNumFilter(raw.filters)
			if bad != "" {
				c.patternProblem(d, raw.column, "the filters are int, MIN..MAX, single, full, bare, multiplier, telling, digits=N, chinese, arabic", "unknown filter %q for numerals", bad)
			}
			sym, ok := c.numSymbols[filter]
			if !ok {
				sym = c.symbol()
				c.numSymbols[filter] = sym
				c.numOrder = append(c.numOrder, numSymbol{filter, sym})
			}
			it.symbols, g.kind = []symbol{sym}, KindNumber
			if g.name == "" {
				g.name = "num"
			}
			it.text = "{" + strings.Join(append([]string{"num"}, raw.filters...), " ") + "}"
		case itemLex:
			c.lexItem(d, raw, &it, &g)
		case itemPOS:
			for _, tag := range raw.targets {
				it.symbols = append(it.symbols, numbered(c, c.tagSymbols, tag))
			}
			g.kind = KindText
			c.noFilters(d, raw)
		case itemRule:
			c.ruleItem(d, raw, &it, &g)
		}
		it.token, it.length = raw.token, int32(raw.length)
		it.once = len(it.symbols) == 1 && !raw.repeat.many() && !raw.repeat.nullable()
		for _, is := range raw.is {
			it.is = append(it.is, isFilter{c.isSymbols(d, raw, is), is.kind, is.negate, is.starts})
		}
		if raw.kind != itemNum {
			it.text = "{" + strings.Join(append([]string{strings.Join(raw.targets, "|")}, raw.filters...), " ") + "}"
		}
		if g.name != "" {
			it.group = c.group(d, raw.column, g)
		}
		r.items = append(r.items, it)
	}
}

// isPlain tells whether the rule's matches are just the numerals that pass a filter, and
// their values those of the numerals.
func (r *Rule) isPlain() bool {
	if len(r.items) != 1 || r.value == nil || r.guard != (guard{}) || r.grow != nil {
		return false
	}
	it := &r.items[0]
	passes := r.value.op == nil && r.value.args[0].kind == operandGroup && r.value.args[0].group == it.group
	return passes && it.kind == itemNum && it.once && it.is == nil && it.length == 0 && !it.token
}

// isSymbols looks up what an `is` filter names.
func (c *compiler) isSymbols(d *draft, raw rawItem, is rawIs) []symbol {
	var out []symbol
	for _, target := range is.targets {
		switch is.kind {
		case itemLex:
			lex, ok := c.lexicons.Lexicon(target)
			if !ok {
				c.patternProblem(d, raw.column, "the lexicons are: "+strings.Join(c.lexicons.Names(), ", "), "there is no lexicon %s", target)
				continue
			}
			out = append(out, c.lexSymbol(lex, nil, nil))
		case itemPOS:
			out = append(out, numbered(c, c.tagSymbols, target))
		default:
			rules := c.referred(target)
			if len(rules) == 0 {
				c.patternProblem(d, raw.column, "`extract rules list` names them all", "there is no rule %s, and none whose id begins so", target)
			}
			if len(rules) > 0 {
				out = append(out, c.class(rules))
			}
		}
	}
	return out
}

func (c *compiler) noFilters(d *draft, raw rawItem) {
	if len(raw.filters) > 0 {
		c.patternProblem(d, raw.column, "leave it out", "this item takes no filter %q", raw.filters[0])
	}
}

// group declares a name and returns its index.
func (c *compiler) group(d *draft, column int, g group) int {
	for _, other := range d.rule.groups {
		if other.name == g.name {
			c.patternProblem(d, column, "give one of them another name: {name:…}", "the group %s stands twice in the pattern", g.name)
		}
	}
	d.rule.groups = append(d.rule.groups, g)
	return len(d.rule.groups) - 1
}

func (c *compiler) lexItem(d *draft, raw rawItem, it *item, g *group) {
	g.kind = KindEntry
	for _, name := range raw.targets {
		lex, ok := c.lexicons.Lexicon(name)
		if !ok {
			c.patternProblem(d, raw.column, "the lexicons are: "+strings.Join(c.lexicons.Names(), ", "), "there is no lexicon %s", name)
			continue
		}
		var fields []fieldFilter
		var filters []string
		if len(raw.targets) == 1 {
			g.lex = name
			if g.name == "" {
				g.name = name
			}
			fields, filters = c.fieldFilters(d, raw, lex), raw.filters
		}
		it.symbols = append(it.symbols, c.lexSymbol(lex, filters, fields))
	}
	if len(raw.targets) > 1 {
		c.noFilters(d, raw)
	}
}

// fieldFilters reads `column=value`, `column=a|b` and `column!=value`.
func (c *compiler) fieldFilters(d *draft, raw rawItem, lex *dict.Lexicon) []fieldFilter {
	var fields []fieldFilter
	for _, f := range raw.filters {
		name, values, ok := strings.Cut(f, "=")
		if !ok {
			c.patternProblem(d, raw.column, "write column=value, column=a|b or column!=value", "%q is no filter", f)
			continue
		}
		name, negate := strings.CutSuffix(name, "!")
		column, ok := lex.Column(name)
		if !ok {
			c.patternProblem(d, raw.column, "its columns are: "+columnNames(lex), "lexicon %s has no column %s", lex.Name, name)
			continue
		}
		filter := fieldFilter{column: column, values: strings.Split(values, "|"), negate: negate}
		for _, v := range filter.values {
			if t := lex.Columns[column].Type; t.Kind == dict.TypeEnum && v != "" && !slices.Contains(t.Values, v) {
				c.patternProblem(d, raw.column, "its values are: "+strings.Join(t.Values, ", "), "column %s of lexicon %s never is %q", name, lex.Name, v)
			}
		}
		fields = append(fields, filter)
	}
	return fields
}

func columnNames(lex *dict.Lexicon) string {
	names := make([]string, len(lex.Columns))
	for i, col := range lex.Columns {
		names[i] = col.Name
	}
	return strings.Join(names, ", ")
}

func (c *compiler) ruleItem(d *draft, raw rawItem, it *item, g *group) {
	c.noFilters(d, raw)
	var all []*draft
	for _, target := range raw.targets {
		rules := c.referred(target)
		if len(rules) == 0 {
			c.patternProblem(d, raw.column, "`extract rules list` names them all", "there is no rule %s, and none whose id begins so", target)
		}
		for _, r := range rules {
			if !slices.Contains(all, r) {
				all = append(all, r)
			}
			switch {
			case g.kind == KindNone:
				g.kind = r.rule.Returns
			case g.kind != r.rule.Returns:
				c.patternProblem(d, raw.column, "name rules that make the same kind of value", "%s makes %s, the others %s", r.rule.ID, r.rule.Returns, g.kind)
			}
		}
	}
	if len(all) > 0 {
		it.symbols = []symbol{c.class(all)}
	}
	if g.name == "" && len(raw.targets) == 1 {
		parts := strings.Split(raw.targets[0], ".")
		g.name = parts[len(parts)-1]
	}
}

// piece compiles an expression.
func (c *compiler) piece(d *draft, raw rawItem, it *item) {
	if n := utf8.RuneCountInString(raw.text); n > maxPiece {
		c.patternProblem(d, raw.column, "put its words into a lexicon, {lex:NAME}, or part it into several rules",
			"the expression is %d characters long; at most %d are taken, for long ones take very long to compile", n, maxPiece)
		return
	}
	re, err := regexp2.Compile(`\G(?:`+raw.text+"\n)", pieceOptions, regexp2.OptionMaxBacktrackingStackSize(stackLimit))
	if err != nil {
		c.notCompiled(d, raw, err)
		return
	}
	re.MatchTimeout = pieceTimeout
	tree, err := parsed(raw.text)
	if err != nil {
		c.notCompiled(d, raw, err)
		return
	}
	it.re, it.tree, it.fast = re, tree, newPiece(tree)
	seen := map[string]bool{}
	for _, name := range namedGroups(raw.text) {
		if seen[name] {
			c.patternProblem(d, raw.column, "give one of them another name", "the group %s stands twice in the expression", name)
			continue
		}
		seen[name] = true
		number := re.GroupNumberFromName(name)
		if number < 0 {
			c.patternProblem(d, raw.column, `# begins a comment that hides it: write \# for the character`, "the group %s is no part of the expression", name)
			continue
		}
		g := c.group(d, raw.column, group{name: name, kind: KindText, absent: true})
		it.subs = append(it.subs, subGroup{number, g})
	}
}

// notCompiled reports an expression without the frame that it stands in.
func (c *compiler) notCompiled(d *draft, raw rawItem, err error) {
	what := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	if i := strings.Index(what, " in `"); i >= 0 {
		what = what[:i]
	}
	c.patternProblem(d, raw.column, "write it in the syntax of .NET; items cannot stand within brackets: an item takes ? * + and targets with |",
		"the expression %s does not compile: %s", raw.text, what)
}

// parsed is the tree of a piece's expression.
func parsed(text string) (*syntax.RegexTree, error) {
	return syntax.Parse("(?:"+text+"\n)", syntax.ParseOptions{RegexOptions: syntax.IgnorePatternWhitespace | syntax.ExplicitCapture | syntax.RE2})
}

// wake derives what must be in a sentence for the rule to match, and where
// its matches can start.
func (c *compiler) wake(d *draft) {
	r := d.rule
	type ranked struct {
		need need
		text string
		rank int
	}
	var needs []ranked
	var looks []*item // that may look around
	open := true      // everything so far may have been empty
	known := true
	for i := range r.items {
		it := &r.items[i]
		if it.kind == itemOpen || it.kind == itemClose {
			continue
		}
		if it.kind != itemPiece {
			kind, symbols := it.rarest()
			if !it.repeat.nullable() && len(symbols) > 0 && kind != itemPOS {
				needs = append(needs, ranked{needOf(symbols), it.text, rarity[kind]})
			}
			if open {
				r.first = append(r.first, it.symbols...)
				open = it.repeat.nullable()
			}
			continue
		}
		if it.re == nil {
			return // reported when it did not compile
		}
		looks = append(looks, it)
		runes, empty, ok := openers(it.tree.Root)
		if ok = ok && !slices.ContainsFunc(runes, func(r rune) bool { return r >= 1<<16 }); !ok {
			known = known && !open
			open = false
			continue
		}
		if !open && empty {
			continue
		}
		if len(runes) > 0 {
			sym := c.opener(runes, it.fast)
			it.opener = sym
			if !empty {
				needs = append(needs, ranked{needOf([]symbol{sym}), it.text, rarity[it.kind]})
			}
			if open {
				r.first = append(r.first, sym)
			}
		}
		open = open && empty
	}
	for _, it := range looks {
		if len(needs) > 1 {
			break // what wakes it is there
		}
		for _, look := range requiredLooks(it.tree.Root) {
			if sym, ok := c.looked(look); ok {
				needs = append(needs, ranked{needOf([]symbol{sym}), it.text, rarity[itemPiece]})
			}
		}
	}
	switch {
	case len(d.raw) == 0: // reported already
	case (open || !known) && !r.always:
		c.patternProblem(d, 0, "let the pattern open with an item or a literal, or, if it truly can start anywhere, say `wake: always`",
			"nothing tells where a match can start, so the rule would be tried at every character")
	case !open && known && r.always:
		c.patternProblem(d, 0, "leave it out", "`wake: always` is not needed: the pattern tells where matches start")
	}
	slices.Sort(r.first)
	r.first = slices.Compact(r.first)
	slices.SortStableFunc(needs, func(a, b ranked) int { return a.rank - b.rank })
	for _, n := range needs {
		r.need = append(r.need, n.need)
		r.needs = append(r.needs, n.text)
	}
}

// looked numbers the places where what a look-around looks for can begin; ok is false
// where that is not known.
func (c *compiler) looked(look *syntax.RegexNode) (sym symbol, ok bool) {
	body := look.Children[0]
	runes, empty, ok := openers(body)
	if !ok || empty || slices.ContainsFunc(runes, func(r rune) bool { return r >= 1<<16 }) {
		return 0, false
	}
	var pc *piece
	if root, ok := pieceOf(body, nil); ok && look.Options&syntax.RightToLeft == 0 {
		pc = &piece{root: root}
	}
	return c.opener(runes, pc), true
}

// opener numbers the places where a piece can begin that opens with one of some runes.
func (c *compiler) opener(runes []rune, pc *piece) symbol {
	o := opener{runes: uniqueRunes(runes)}
	for _, r := range o.runes {
		behind := anyRune
		if pc != nil {
			behind = pc.root.behind(r)
		}
		o.behind = append(o.behind, behind)
	}
	key := fmt.Sprint(o.runes, o.behind)
	sym, ok := c.openerSymbols[key]
	if !ok {
		sym = c.symbol()
		c.openerSymbols[key] = sym
		o.symbol = sym
		c.openers = append(c.openers, o)
	}
	return sym
}

// rarest is the rarest of the things that an edge of the item must be: what the
// item names, or what a filter wants.
func (it *item) rarest() (itemKind, []symbol) {
	kind, symbols := it.kind, it.symbols
	for _, is := range it.is {
		if !is.negate && rarity[is.kind] < rarity[kind] {
			kind, symbols = is.kind, is.symbols
		}
	}
	return kind, symbols
}

// rarity orders what a rule needs by how rarely a sentence has it, so that the
// first look mostly tells that a rule can sleep on. Every sentence has tokens
// of most tags: no rule is woken by one.
var rarity = map[itemKind]int{itemLex: 1, itemRule: 2, itemPiece: 3, itemNum: 4, itemPOS: 5}

// checkNames checks the ids in over and blocks.
func (c *compiler) checkNames(d *draft) {
	for _, id := range d.rule.over {
		if len(c.referred(id)) == 0 {
			c.problem(d, d.over, "`extract rules list` names them all", "there is no rule %s to be over", id)
		}
	}
	for _, id := range d.rule.blocks {
		if !families[id] && len(c.referred(id)) == 0 {
			c.problem(d, d.blocks, "write quantity, time, entity or the id of a rule", "there is nothing called %s to block", id)
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// rank works out what each rule is over and blocks, and in which order. A
// circle of `over` is a problem.
func (c *compiler) rank() {
	depth := map[*draft]int32{}
	var path []*draft
	var visit func(d *draft) int32
	visit = func(d *draft) int32 {
		if n, ok := depth[d]; ok {
			return n
		}
		if at := slices.Index(path, d); at >= 0 {
			var ids []string
			for _, p := range append(path[at:], d) {
				ids = append(ids, p.rule.ID)
			}
			c.problem(d, d.over, "take one of them out", "`over` goes in a circle: %s", strings.Join(ids, " -> "))
			return 0
		}
		path = append(path, d)
		var n int32
		for _, target := range d.rule.over {
			for _, r := range c.referred(target) {
				if r != d {
					n = max(n, 1+visit(r))
				}
			}
		}
		path = path[:len(path)-1]
		depth[d] = n
		return n
	}
	for i, d := range c.drafts {
		d.rule.rank, d.rule.depth = int32(i), visit(d)
		d.rule.overs = c.ruleSet(d, d.rule.over)
		d.rule.blocked = c.ruleSet(d, d.rule.blocks)
	}
}

// ruleSet is the set of the rules that a draft's targets name, itself left out;
// nil when there is none.
func (c *compiler) ruleSet(d *draft, targets []string) ruleSet {
	var out ruleSet
	for _, target := range targets {
		for _, r := range c.referred(target) {
			if r == d {
				continue
			}
			if out == nil {
				out = newRuleSet(len(c.drafts))
			}
			out.add(r.rule)
		}
	}
	return out
}
