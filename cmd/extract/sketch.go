package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"zhfacts/dict"
	"zhfacts/pipeline/numeral"
	"zhfacts/pipeline/record"
)

// sketch is a rule that is being written: from marked examples, a pattern that matches
// them and a value to go on from.
type sketch struct {
	id, family, doc, kind string
	examples              []markedText
	nots                  []notText
	shape                 []part
	over                  []string // rules that would win
	winners               []string // what those would find
}

// markedText is an example: a text, the span in it, and what its record is to say.
type markedText struct {
	before, span, behind string
	want                 []string // key: value
	made                 bool     // by the program, from another one
}

func (m *markedText) text() string { return m.before + m.span + m.behind }

type notText struct{ text, why string }

// part is a stretch of the span: a numeral, a word of a lexicon, a match of another
// rule, or one of several literal texts.
type part struct {
	kind     partKind
	lexicon  string
	rule     string
	literals []string
}

type partKind uint8

const (
	numeralPart partKind = iota
	lexiconPart
	rulePart
	literalPart
)

// splitMarks reads an example, whose span stands in [[ ]].
func splitMarks(s string) (markedText, error) {
	before, rest, ok1 := strings.Cut(s, "[[")
	span, behind, ok2 := strings.Cut(rest, "]]")
	// A counter-example is made of what stands around the span, and must hold no marks either.
	if around := before + behind; !ok1 || !ok2 || span == "" || strings.Contains(span, "[[") || strings.Contains(around, "[[") || strings.Contains(around, "]]") {
		return markedText{}, fmt.Errorf("mark in the example %q what the rule shall find: 等了[[两炷香]]的工夫", s)
	}
	if strings.TrimSpace(span) != span {
		return markedText{}, fmt.Errorf("the span in %q begins or ends with white space: mark just the words", s)
	}
	return markedText{before: before, span: span, behind: behind}, nil
}

// unitLexicons hold what may stand behind a number, in the order in which they are tried.
var unitLexicons = []string{"unit", "currency", "measure-word", "percent", "duration-unit"}

// shapeOf cuts a span into parts. inner is a mention of a rule within the span, which
// stays whole; "" for none.
func shapeOf(span, inner, rule string, lexicons *dict.Set) []part {
	if before, behind, ok := strings.Cut(span, inner); ok && inner != "" {
		var parts []part
		if before != "" {
			parts = append(parts, part{kind: literalPart, literals: []string{before}})
		}
		parts = append(parts, part{kind: rulePart, rule: rule})
		if behind != "" {
			parts = append(parts, part{kind: literalPart, literals: []string{behind}})
		}
		return parts
	}
	rs, _ := dict.SimplifyRunes(nil, []rune(span))
	var parts []part
	from := 0
	literal := func(to int) {
		if from >= to {
			return
		}
		text := string(rs[from:to])
		p := part{kind: literalPart, literals: []string{text}}
		if len(parts) > 0 && parts[len(parts)-1].kind == numeralPart && to == len(rs) {
			for _, name := range unitLexicons {
				if lex, ok := lexicons.Lexicon(name); ok && len(lex.Find(text)) > 0 {
					p = part{kind: lexiconPart, lexicon: name, literals: []string{text}}
					break
				}
			}
		}
		parts = append(parts, p)
	}
	for i := 0; i < len(rs); {
		n, ok := numeral.Scan(rs, i)
		if !ok {
			i++
			continue
		}
		literal(n.Start)
		parts = append(parts, part{kind: numeralPart})
		i, from = n.End, n.End
	}
	literal(len(rs))
	return parts
}

// merge takes the literals of another example's shape; false where it is another one.
func merge(shape, other []part) bool {
	if len(shape) != len(other) {
		return false
	}
	for i := range shape {
		a, b := &shape[i], &other[i]
		if a.kind != b.kind && (a.kind == numeralPart || b.kind == numeralPart) || a.rule != b.rule {
			return false
		}
	}
	for i := range shape {
		a, b := &shape[i], &other[i]
		if a.kind != b.kind || a.lexicon != b.lexicon {
			a.kind, a.lexicon = literalPart, ""
		}
		for _, l := range b.literals {
			if !slices.Contains(a.literals, l) {
				a.literals = append(a.literals, l)
			}
		}
	}
	return true
}

// pattern writes the shape as the pattern of a rule.
func (s *sketch) pattern() string {
	names := []string{"n", "to", "n3", "n4", "n5", "n6"}
	var parts []string
	numerals := 0
	for i, p := range s.shape {
		switch p.kind {
		case numeralPart:
			parts = append(parts, fmt.Sprintf("{%s:num}", names[min(numerals, len(names)-1)]))
			numerals++
		case lexiconPart:
			parts = append(parts, "{u:lex:"+p.lexicon+"}")
		case rulePart:
			parts = append(parts, "{t:"+p.rule+"}")
		case literalPart:
			var quoted []string
			for _, l := range p.literals {
				quoted = append(quoted, literalPattern(l))
			}
			text := strings.Join(quoted, " | ")
			switch {
			case i > 0 && s.shape[i-1].kind == numeralPart && i == len(s.shape)-1 && s.family == "quantity":
				text = "(?<u> " + text + " )"
			case len(quoted) > 1:
				text = "(?: " + text + " )"
			}
			parts = append(parts, text)
		}
	}
	if !slices.ContainsFunc(s.shape, func(p part) bool { return p.kind != numeralPart }) {
		return s.context() + strings.Join(parts, " ")
	}
	return strings.Join(parts, " ")
}

// contextShown is how many characters before a bare number tell what it is.
const contextShown = 3

// context is a look-behind for what stands before the first example's span: a rule for
// bare numbers would match every number.
func (s *sketch) context() string {
	rs, _ := dict.SimplifyRunes(nil, []rune(s.examples[0].before))
	from := len(rs)
	for from > 0 && len(rs)-from < contextShown && unicode.Is(unicode.Han, rs[from-1]) {
		from--
	}
	if from == len(rs) {
		return ""
	}
	return "(?<= " + string(rs[from:]) + " ) "
}

// literalPattern is the expression of a text.
func literalPattern(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			b.WriteString(`\s?`)
		case strings.ContainsRune(`\.+*?()|[]{}^$#«»`, r):
			b.WriteString(`\` + string(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// value is a value to go on from, and what to say of it.
func (s *sketch) value() (value, hint string) {
	numerals, unit, inner := 0, false, false
	for i, p := range s.shape {
		switch {
		case p.kind == numeralPart:
			numerals++
		case p.kind == rulePart:
			inner = true
		case i > 0 && i == len(s.shape)-1 && s.shape[i-1].kind == numeralPart:
			unit = true
		}
	}
	switch s.family {
	case string(record.TypeQuantity):
		number := map[int]string{0: "'1'", 1: "n"}[min(numerals, 1)]
		if numerals == 2 {
			number = "{interval: {from: n, to: to}}"
		}
		if unit {
			return fmt.Sprintf("{quantity: {number: %s, unit: u}}", number), ""
		}
		return fmt.Sprintf("{quantity: {number: %s}}", number), "say which number and unit it means"
	case string(record.TypeTime):
		switch {
		case inner:
			return "t", "say what the words around it mean: {modified: {of: t, mod: end}}, {shift: …}"
		case numerals > 0 && unit && s.shape[len(s.shape)-1].lexicon == "duration-unit":
			return "{duration: {n: n, unit: u.iso}}", ""
		case numerals > 0:
			return "{duration: {n: n, unit: 'day'}}", "say which time or length of time it means"
		}
		return "{vague: {to: past}}", "say which time it means"
	case string(record.TypeEntity):
		return fmt.Sprintf("{entity: {kind: %s}}", cmp.Or(s.kind, "org")), ""
	}
	if numerals > 0 {
		return "n", ""
	}
	return "", ""
}

// String is the rule as a file has it.
func (s *sketch) String() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("- id: %s", s.id)
	line("  doc: %s", yamlText(s.doc))
	line("  pattern: %s", yamlText(s.pattern()))
	if value, hint := s.value(); value != "" {
		if hint != "" {
			line("  # %s; 'extract help rules' lists the operations", hint)
		}
		line("  value: %s", value)
	}
	if len(s.over) > 0 {
		line("  # %s would win there; if that is right, take it out here and write alone: true in the example", strings.Join(s.winners, ", "))
		line("  over: [%s]", strings.Join(s.over, ", "))
	}
	line("  examples:")
	for i := range s.examples {
		e := &s.examples[i]
		if e.made {
			line("  # made from the one before: take another text")
		}
		want := ""
		if len(e.want) > 0 {
			want = ", want: {" + strings.Join(e.want, ", ") + "}"
		}
		line("  - {text: %s%s}", yamlText(e.before+"[["+e.span+"]]"+e.behind), want)
	}
	line("  not:")
	for _, n := range s.nots {
		line("  - {text: %s, why: %s}", yamlText(n.text), yamlText(n.why))
	}
	return b.String()
}

// yamlText writes a text as a scalar of YAML.
func yamlText(s string) string {
	if strings.ContainsFunc(s, unicode.IsControl) {
		return strconv.Quote(s)
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// other makes a second example out of the first: with another number where it has one,
// else with the span at another place of the text.
func (m *markedText) other() markedText {
	rs := []rune(m.span)
	for i := range rs {
		n, ok := numeral.Scan(rs, i)
		if !ok {
			continue
		}
		written := string(rs[n.Start:n.End])
		for _, with := range []string{"7", "5", "七", "五"} {
			isDigit := rs[n.Start] >= '0' && rs[n.Start] <= '9'
			if written != with && isDigit == (with < "9") {
				return markedText{before: m.before, span: string(rs[:n.Start]) + with + string(rs[n.End:]), behind: m.behind, made: true}
			}
		}
	}
	if m.before == "" {
		return markedText{before: "他说，", span: m.span, behind: cmp.Or(m.behind, "。"), made: true}
	}
	return markedText{span: m.span, behind: cmp.Or(m.behind, "。"), made: true}
}
