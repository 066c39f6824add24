package rules

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"zhfacts/dict"
)

//go:embed *.yaml
var builtin embed.FS

// Layer is a folder of rule files. Name stands before the names of its files
// wherever they are reported.
type Layer struct {
	Name string
	FS   fs.FS
}

// Builtin is the layer of the rules that are part of the program.
func Builtin() Layer { return Layer{Name: "rules", FS: builtin} }

// Folder is the layer of a folder on disk.
func Folder(path string) Layer { return Layer{Name: path, FS: os.DirFS(path)} }

// Set holds the rules of all layers, compiled. It never changes and may be
// used from several goroutines at once.
type Set struct {
	rules     []*Rule   // in the order of evaluation: each behind those it refers to
	openings  []opening // of each
	demands   []demand  // of each
	lexicons  *dict.Set
	words     *dict.Automaton
	symbols   symbols
	scratch   scratchPool
	resolvers scratchPool
}

// Rules returns the rules by id.
func (s *Set) Rules() []*Rule {
	rules := slices.Clone(s.rules)
	slices.SortFunc(rules, func(a, b *Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules
}

// Rule returns the rule of that id, or nil.
func (s *Set) Rule(id string) *Rule {
	for _, r := range s.rules {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// Load reads, checks and compiles the rules of all layers over the lexicons. A
// rule of a later layer takes the place of one with the same id. The error, when
// there is one, is of type Problems and holds everything that is wrong.
// Examples are not run here: see package pipeline.
func Load(lexicons *dict.Set, layers ...Layer) (*Set, error) {
	l := &loader{lexicons: lexicons, byID: map[string]*draft{}}
	for _, layer := range layers {
		l.layer(layer)
	}
	drafts := make([]*draft, 0, len(l.byID))
	for _, d := range l.byID {
		drafts = append(drafts, d)
	}
	slices.SortFunc(drafts, func(a, b *draft) int { return strings.Compare(a.rule.ID, b.rule.ID) })
	set := l.compile(drafts)
	if len(l.problems) > 0 {
		return nil, l.problems.sorted()
	}
	return set, nil
}

type loader struct {
	lexicons *dict.Set
	byID     map[string]*draft
	problems Problems
}

// draft is a rule with the places of its keys, before it is compiled.
type draft struct {
	rule    *Rule
	lines   []string // of the file
	node    *node
	pattern *node
	value   *node
	over    *node
	blocks  *node
	raw     []rawItem
}

func (l *loader) problem(d *draft, n *node, hint, format string, args ...any) {
	p := located(d.lines, n.line, n.column)
	p.File, p.Rule, p.Message, p.Hint = d.rule.File, d.rule.ID, fmt.Sprintf(format, args...), hint
	l.problems = append(l.problems, p)
}

// patternProblem points into the pattern.
func (l *loader) patternProblem(d *draft, column int, hint, format string, args ...any) {
	p := d.rule.place.problem(column)
	p.File, p.Rule, p.Message, p.Hint = d.rule.File, d.rule.ID, fmt.Sprintf(format, args...), hint
	l.problems = append(l.problems, p)
}

// place is where a pattern stands in its file.
type place struct {
	line, column int    // of its first rune
	length       int    // in runes; 0 when it does not stand on one line
	excerpt      string // its first line
}

func patternPlace(lines []string, n *node) place {
	at := located(lines, n.line, n.column)
	p := place{line: at.Line, column: at.Column, excerpt: at.Excerpt}
	if n.quoted {
		p.column++
	}
	if strings.Contains(p.excerpt, n.text) {
		p.length = len([]rune(n.text))
	}
	return p
}

// problem is a problem at a rune of the pattern. A pattern that is not written on
// one line as it is, is pointed at as a whole.
func (p place) problem(column int) Problem {
	if column > p.length {
		column = 0
	}
	return Problem{Line: p.line, Column: p.column + column, Excerpt: p.excerpt}
}

// located is a problem at a place, or at the nearest one of the file: the parser
// puts what is missing, such as the value of a key, behind the end of a line.
func located(lines []string, line, column int) Problem {
	line = min(max(line, 1), len(lines))
	length := len([]rune(strings.TrimRight(lines[line-1], "\r")))
	return Problem{Line: line, Column: min(max(column, 1), length+1), Excerpt: excerpt(lines, line)}
}

func excerpt(lines []string, line int) string {
	if line < 1 || line > len(lines) {
		return ""
	}
	s := []rune(strings.TrimRight(lines[line-1], "\r"))
	if len(s) > 200 {
		s = append(s[:200], '…')
	}
	return string(s)
}

func (l *loader) layer(layer Layer) {
	names, err := fs.Glob(layer.FS, "*.yaml")
	if err != nil {
		l.problems = append(l.problems, Problem{File: layer.Name, Message: err.Error()})
		return
	}
	if _, err := fs.ReadDir(layer.FS, "."); err != nil {
		l.problems = append(l.problems, Problem{File: layer.Name, Message: "cannot be read as a folder: " + err.Error(), Hint: "give a folder that holds *.yaml files"})
		return
	}
	if len(names) == 0 {
		l.problems = append(l.problems, Problem{File: layer.Name, Message: "the folder has no rule file", Hint: "name a folder that holds *.yaml files"})
	}
	seen := map[string]*draft{}
	for _, name := range names {
		file := layer.Name + "/" + name
		src, err := fs.ReadFile(layer.FS, name)
		if err != nil {
			l.problems = append(l.problems, Problem{File: file, Message: "cannot be read: " + err.Error()})
			continue
		}
		l.file(file, src, seen)
	}
	for id, d := range seen {
		if earlier := l.byID[id]; earlier != nil {
			d.rule.Overrides = fmt.Sprintf("%s:%d", earlier.rule.File, earlier.rule.Line)
		}
		l.byID[id] = d
	}
}

func (l *loader) file(file string, src []byte, seen map[string]*draft) {
	lines := strings.Split(string(src), "\n")
	root, p := parseYAML(file, src)
	if p != nil {
		at := located(lines, p.Line, p.Column)
		p.Line, p.Column, p.Excerpt = at.Line, at.Column, at.Excerpt
		l.problems = append(l.problems, *p)
		return
	}
	if root == nil {
		return
	}
	if root.kind != seqNode {
		p := located(lines, root.line, root.column)
		p.File, p.Message, p.Hint = file, "a rule file is a list of rules", "start each rule with `- id: family.name`"
		l.problems = append(l.problems, p)
		return
	}
	for i, n := range root.items {
		d := l.rule(file, lines, n)
		if d == nil {
			continue
		}
		end := len(lines)
		if i+1 < len(root.items) {
			end = min(root.items[i+1].line-1, end) // a lone \r ends a line in YAML alone
		}
		d.rule.lines = lines[min(n.line-1, end):end]
		if first := seen[d.rule.ID]; first != nil {
			l.problem(d, n, "give one of them another id", "the id is used twice: first in %s:%d", first.rule.File, first.rule.Line)
			continue
		}
		seen[d.rule.ID] = d
	}
}

var ruleKeys = []string{"id", "doc", "pattern", "guard", "grow", "value", "over", "blocks", "part", "wake", "examples", "not"}

// rule reads one rule. Nil means that it has no usable id.
func (l *loader) rule(file string, lines []string, n *node) *draft {
	d := &draft{rule: &Rule{File: file, Line: n.line}, lines: lines, node: n}
	if n.kind != mapNode {
		l.problem(d, n, "start it with `- id: family.name`", "a rule is a mapping of keys")
		return nil
	}
	if id := n.get("id"); id != nil {
		d.rule.ID = id.text
	}
	if !ValidID(d.rule.ID) {
		l.problem(d, n, "write `id: family.what-it-matches`, in lower-case letters, digits, - and .", "the rule has no valid id")
		return nil
	}
	l.unique(d, n)
	for _, k := range n.keys {
		if !slices.Contains(ruleKeys, k.name) {
			l.problem(d, &node{line: k.line, column: k.column}, "the keys are "+strings.Join(ruleKeys, ", "), "unknown key %s", k.name)
		}
	}
	if d.rule.Doc = strings.TrimSpace(l.scalar(d, "doc")); d.rule.Doc == "" {
		l.problem(d, n, "say in a sentence what the rule matches and why", "the rule has no doc")
	}
	if d.pattern = n.get("pattern"); d.pattern == nil || d.pattern.kind != scalarNode {
		l.problem(d, n, "write pattern: '{num} …'", "the rule has no pattern")
		d.pattern = nil
	} else {
		d.rule.Pattern = strings.TrimSpace(d.pattern.text)
		d.rule.place = patternPlace(lines, d.pattern)
		raw, errs := parsePattern(d.pattern.text)
		d.raw = raw
		for _, e := range errs {
			l.patternProblem(d, e.column, e.hint, "%s", e.message)
		}
	}
	switch g := l.scalar(d, "guard"); g {
	case "":
	case "start":
		d.rule.guard = guard{start: true}
	case "end":
		d.rule.guard = guard{end: true}
	case "both":
		d.rule.guard = guard{true, true}
	default:
		l.problem(d, n.get("guard"), "write start, end or both", "guard cannot be %q", g)
	}
	switch w := l.scalar(d, "wake"); w {
	case "":
	case "always":
		d.rule.always = true
	default:
		l.problem(d, n.get("wake"), "write always, or leave the key out", "wake cannot be %q", w)
	}
	switch p := l.scalar(d, "part"); p {
	case "", "false":
	case "true":
		d.rule.Part = true
	default:
		l.problem(d, n.get("part"), "write true or false", "part cannot be %q", p)
	}
	if g := n.get("grow"); g != nil {
		d.rule.grow = l.grow(d, g)
	}
	d.rule.family, d.rule.emits = d.rule.Family(), d.rule.Emits()
	d.value, d.over, d.blocks = n.get("value"), n.get("over"), n.get("blocks")
	d.rule.over = l.names(d, d.over)
	d.rule.blocks = l.names(d, d.blocks)
	l.examples(d)
	return d
}

// unique reports keys that stand twice in a mapping, at any depth.
func (l *loader) unique(d *draft, n *node) {
	seen := map[string]bool{}
	for _, k := range n.keys {
		if seen[k.name] {
			l.problem(d, &node{line: k.line, column: k.column}, "keep one", "the key %s stands twice", k.name)
		}
		seen[k.name] = true
		l.unique(d, k.value)
	}
	for _, item := range n.items {
		l.unique(d, item)
	}
}

// ValidID tells whether an id is written as ids are: family.what-it-matches.
func ValidID(id string) bool {
	parts := strings.Split(id, ".")
	if len(parts) < 2 {
		return false
	}
	for _, p := range parts {
		if p == "" || p[0] == '-' {
			return false
		}
		for _, r := range p {
			if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
				return false
			}
		}
	}
	return true
}

func (l *loader) scalar(d *draft, name string) string {
	v := d.node.get(name)
	if v == nil {
		return ""
	}
	if v.kind != scalarNode {
		l.problem(d, v, "write one value", "%s is no single value", name)
		return ""
	}
	return v.text
}

// names reads a sequence of words, or a single one.
func (l *loader) names(d *draft, n *node) []string {
	if n == nil {
		return nil
	}
	if n.kind == scalarNode && n.text != "" {
		return []string{n.text}
	}
	var out []string
	for _, item := range n.items {
		if item.kind != scalarNode || item.text == "" {
			l.problem(d, item, "write a list of names: [a, b]", "this is no name")
			continue
		}
		out = append(out, item.text)
	}
	if len(out) == 0 {
		l.problem(d, n, "write a list of names: [a, b]", "this list is empty")
	}
	return out
}

// examples reads `examples` and `not`. A rule needs two examples and a
// counter-example.
func (l *loader) examples(d *draft) {
	given, refused := d.node.list("examples"), d.node.list("not")
	for _, item := range given {
		l.example(d, item)
	}
	for _, item := range refused {
		l.counter(d, item)
	}
	if len(given) < 2 {
		l.problem(d, d.node, "add `- {text: '…[[span]]…', want: {…}}` under examples", "the rule has %d examples; it needs two", len(given))
	}
	if len(refused) < 1 {
		l.problem(d, d.node, "add `- {text: '…', why: …}` under not", "the rule has no counter-example")
	}
}

func (l *loader) example(d *draft, n *node) {
	e := Example{Line: n.line}
	for _, k := range n.keys {
		switch k.name {
		case "text":
			var ok bool
			if e.Text, e.Start, e.End, ok = marked(k.value.text); !ok && e.Text != "" {
				l.problem(d, k.value, "write the text with one [[marked]] span", "the example marks no span")
			}
		case "want":
			for _, w := range k.value.keys {
				if !slices.Contains(wantKeys, w.name) {
					l.problem(d, &node{line: w.line, column: w.column}, "the keys are those of the records: "+strings.Join(wantKeys, ", "), "unknown key %s", w.name)
				}
				e.Want = append(e.Want, Want{w.name, w.value.text})
			}
		case "date":
			e.Date = k.value.text
		case "alone":
			e.Alone = l.flag(d, k)
		default:
			l.problem(d, &node{line: k.line, column: k.column}, "the keys are text, want, date, alone", "unknown key %s", k.name)
		}
	}
	if e.Text == "" {
		l.problem(d, n, "write `text: '…[[span]]…'`", "the example has no text")
		return
	}
	if len(e.Want) == 0 && d.rule.Emits() {
		l.problem(d, n, "add `want: {value: 3, unit: 个}`", "the example does not say what value is wanted")
	}
	d.rule.Examples = append(d.rule.Examples, e)
}

// wantKeys are the keys of records that an example may demand.
var wantKeys = []string{"kind", "value", "low", "high", "ratio", "unit", "unit_code", "base_value", "base_unit", "dimension", "bound",
	"from", "to", "mod", "name", "code"}

func (l *loader) counter(d *draft, n *node) {
	c := Counter{Line: n.line, Start: -1, End: -1}
	for _, k := range n.keys {
		switch k.name {
		case "text":
			c.Text = k.value.text
			if t, s, e, ok := marked(c.Text); ok {
				c.Text, c.Start, c.End = t, s, e
			} else if strings.Contains(c.Text, "[[") || strings.Contains(c.Text, "]]") {
				l.problem(d, k.value, "mark one [[span]], or none when the rule must find nothing at all", "the marks of the counter-example do not pair")
			}
		case "why":
			c.Why = k.value.text
		case "alone":
			c.Alone = l.flag(d, k)
		default:
			l.problem(d, &node{line: k.line, column: k.column}, "the keys are text, why, alone", "unknown key %s", k.name)
		}
	}
	if c.Text == "" || c.Why == "" {
		l.problem(d, n, "write `{text: '…', why: …}`", "a counter-example needs a text and a why")
		return
	}
	d.rule.Nots = append(d.rule.Nots, c)
}

// flag reads true or false.
func (l *loader) flag(d *draft, k key) bool {
	if t := k.value.text; t != "true" && t != "false" {
		l.problem(d, k.value, "write true or false", "%s cannot be %q", k.name, t)
	}
	return k.value.text == "true"
}

// marked takes the marks [[ ]] out of an example.
func marked(s string) (string, int, int, bool) {
	before, rest, ok1 := strings.Cut(s, "[[")
	span, after, ok2 := strings.Cut(rest, "]]")
	if !ok1 || !ok2 || span == "" || strings.Contains(span, "[[") || strings.Contains(after, "[[") || strings.Contains(after, "]]") {
		return s, 0, 0, false
	}
	start := len([]rune(before))
	return before + span + after, start, start + len([]rune(span)), true
}
