package rules

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// A pattern is a sequence of items and, between them, pieces of regular
// expression:
//
//	{b:lex:bound}? {n:num int 1..31} \s* (?: 日 | 号 )
//
// An item is `{target}` or `{name:target}`, with filters behind the target
// and ?, * or + behind the brace. Every item takes the filters `token` (it begins
// and ends where tokens do), `len=N` (it has N characters) and `is=TARGET`, `is!=TARGET` (the same stretch is, or
// is not, that too: `{pos:nr is=person.shape}`), `starts=TARGET` (it begins with that). A brace that a letter does not follow
// belongs to the expression (`\d{4}`). What stands outside of « » must be there
// and is no part of the match: `{lex:person-title} « {person.name} »`.

// itemKind says where an item's edges come from.
type itemKind uint8

const (
	itemPiece itemKind = iota // anchored expression
	itemNum                   // numerals
	itemLex                   // lexicon hits
	itemPOS                   // tokens
	itemRule                  // matches of other rules
	itemOpen                  // «: the rule's match starts here
	itemClose                 // »: the rule's match ends here
)

// repeat says how often an item may match.
type repeat uint8

const (
	once repeat = iota
	optional
	oneOrMore
	zeroOrMore
)

func (r repeat) nullable() bool { return r == optional || r == zeroOrMore }
func (r repeat) many() bool     { return r == oneOrMore || r == zeroOrMore }

// rawItem is an item as written, before its target is looked up.
type rawItem struct {
	kind    itemKind
	name    string   // of the group
	targets []string // lexicon, tag, rule or prefix of rules; alternatives
	filters []string
	token   bool    // the filter token
	length  int     // the filter len=N, 0 for none
	is      []rawIs // the filters is=TARGET and is!=TARGET
	repeat  repeat
	text    string // of a piece: the expression
	column  int    // rune offset in the pattern
}

// rawIs is a filter that names a further target: is=pos:nr, is!=lex:stop,
// starts=lex:surname.
type rawIs struct {
	starts  bool // the target begins the stretch and may end within it
	kind    itemKind
	targets []string
	negate  bool
}

// rules lists the rules that the item names.
func (item *rawItem) rules() []string {
	var out []string
	if item.kind == itemRule {
		out = append(out, item.targets...)
	}
	for _, is := range item.is {
		if is.kind == itemRule {
			out = append(out, is.targets...)
		}
	}
	return out
}

// patternError is a problem at a rune offset of a pattern.
type patternError struct {
	column  int
	message string
	hint    string
}

// parsePattern splits a pattern into items.
func parsePattern(pattern string) ([]rawItem, []patternError) {
	var items []rawItem
	var errs []patternError
	rs := []rune(pattern)
	piece := 0
	flush := func(end int) {
		text := strings.TrimFunc(string(rs[piece:end]), unicode.IsSpace)
		if text == "" {
			return
		}
		lead := 0
		for unicode.IsSpace(rs[piece+lead]) {
			lead++
		}
		if text[0] == '|' || strings.HasSuffix(text, "|") && !strings.HasSuffix(text, `\|`) {
			errs = append(errs, patternError{piece + lead, "an alternative cannot reach over an item", "write the alternatives in brackets, (?: … | … ), or the items as one, {lex:a|b}, or two rules"})
		}
		items = append(items, rawItem{kind: itemPiece, text: text, column: piece + lead})
	}
	inClass, marks := false, 0
	for i := 0; i < len(rs); i++ {
		switch {
		case rs[i] == '\\':
			i++ // \p{Han}, \{: the next rune is the expression's
			if i+1 < len(rs) && strings.ContainsRune("pPkxu", rs[i]) && rs[i+1] == '{' {
				for i < len(rs) && rs[i] != '}' {
					i++
				}
			}
		case inClass:
			inClass = rs[i] != ']'
		case rs[i] == '[':
			inClass = true
			if i+1 < len(rs) && rs[i+1] == '^' {
				i++
			}
			if i+1 < len(rs) && rs[i+1] == ']' {
				i++
			}
		case rs[i] == '«' || rs[i] == '»':
			flush(i)
			kind := itemOpen
			if rs[i] == '»' {
				kind = itemClose
			}
			if marks++; marks > 2 || (marks == 1) != (kind == itemOpen) {
				errs = append(errs, patternError{i, "the marks of the match do not pair", "write « once, before what matches, and » once, behind it"})
			}
			items = append(items, rawItem{kind: kind, column: i})
			piece = i + 1
		case rs[i] == '{' && i+1 < len(rs) && unicode.IsLetter(rs[i+1]):
			flush(i)
			end := i
			for end < len(rs) && rs[end] != '}' {
				end++
			}
			if end == len(rs) {
				errs = append(errs, patternError{i, "an item is not closed", "write } behind it"})
				return items, errs
			}
			item, err := parseItem(string(rs[i+1:end]), i)
			if err != nil {
				errs = append(errs, *err)
			}
			i = end
			if i+1 < len(rs) {
				switch rs[i+1] {
				case '?':
					item.repeat, i = optional, i+1
				case '*':
					item.repeat, i = zeroOrMore, i+1
				case '+':
					item.repeat, i = oneOrMore, i+1
				}
			}
			items = append(items, item)
			piece = i + 1
		}
	}
	flush(len(rs))
	if marks == 1 {
		errs = append(errs, patternError{len(rs), "the marks of the match do not pair", "write » behind what matches"})
	}
	if len(items) == 0 && len(errs) == 0 {
		errs = append(errs, patternError{0, "the pattern is empty", "write items such as {num} and pieces of expression"})
	}
	return items, errs
}

// parseItem reads what stands between the braces.
func parseItem(s string, column int) (rawItem, *patternError) {
	item := rawItem{column: column}
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return item, &patternError{column, "an item is empty", "write {num}, {lex:NAME}, {pos:TAG} or {rule.id}"}
	}
	target := fields[0]
	for _, filter := range fields[1:] {
		is, rest, _ := strings.Cut(filter, "=")
		switch {
		case filter == "token":
			item.token = true
		case is == "len":
			n, err := strconv.Atoi(rest)
			if err != nil || n < 1 {
				return item, &patternError{column, fmt.Sprintf("%q is no filter", filter), "write len=N with the number of characters"}
			}
			item.length = n
		case is == "is" || is == "is!" || is == "starts" || is == "starts!":
			kind := itemRule
			if name, ok := strings.CutPrefix(rest, "lex:"); ok {
				kind, rest = itemLex, name
			} else if name, ok := strings.CutPrefix(rest, "pos:"); ok {
				kind, rest = itemPOS, name
			}
			item.is = append(item.is, rawIs{is[0] == 's', kind, strings.Split(rest, "|"), strings.HasSuffix(is, "!")})
		default:
			item.filters = append(item.filters, filter)
		}
	}
	parts := strings.Split(target, ":")
	last := parts[len(parts)-1]
	switch {
	case len(parts) == 1 && last == "num":
		item.kind = itemNum
	case len(parts) == 2 && last == "num":
		item.kind, item.name = itemNum, parts[0]
	case len(parts) == 2 && parts[0] == "lex":
		item.kind = itemLex
	case len(parts) == 3 && parts[1] == "lex":
		item.kind, item.name = itemLex, parts[0]
	case len(parts) == 2 && parts[0] == "pos":
		item.kind = itemPOS
	case len(parts) == 3 && parts[1] == "pos":
		item.kind, item.name = itemPOS, parts[0]
	case len(parts) == 1:
		item.kind = itemRule
	case len(parts) == 2:
		item.kind, item.name = itemRule, parts[0]
	default:
		return item, &patternError{column, fmt.Sprintf("{%s} is no item", s), "write {name:num}, {name:lex:NAME}, {name:pos:TAG} or {name:rule.id}"}
	}
	if item.kind != itemNum {
		item.targets = strings.Split(last, "|")
	}
	return item, nil
}

// namedGroups lists the names of the groups of an expression, repeated ones
// too, which regexp2 would merge without a word.
func namedGroups(expr string) []string {
	var names []string
	inClass := false
	for i := 0; i < len(expr); i++ {
		switch {
		case expr[i] == '\\':
			i++
		case inClass:
			inClass = expr[i] != ']'
		case expr[i] == '[':
			inClass = true
			if strings.HasPrefix(expr[i:], "[^]") || strings.HasPrefix(expr[i:], "[]") {
				i = strings.IndexByte(expr[i:], ']') + i
			}
		case strings.HasPrefix(expr[i:], "(?"):
			open := strings.TrimPrefix(expr[i+2:], "P")
			if open == "" || open[0] != '<' && open[0] != '\'' || strings.HasPrefix(open, "<=") || strings.HasPrefix(open, "<!") {
				continue
			}
			if end := strings.IndexAny(open[1:], ">'"); end > 0 {
				names = append(names, open[1:1+end])
			}
		}
	}
	return names
}

// families are the id prefixes whose rules make records.
var families = map[string]bool{"quantity": true, "time": true, "entity": true}

// numFilter restricts the numerals that an item takes.
type numFilter struct {
	min, max        int64 // of the value, when bounded
	bounded         bool
	integer, single bool // whole number; one value and no range
	bare, notBare   bool
	digits          int // exact number of digits of a bare run, 0 any
	chinese, arabic bool
	multiplier      bool
	telling         bool // not part of a word, name or code
}

// parseNumFilter reads `int`, `1..31`, `digits=4`, `bare`, `full`, `chinese`,
// `arabic`, `single`, `multiplier`.
func parseNumFilter(words []string) (numFilter, string) {
	var f numFilter
	for _, w := range words {
		switch {
		case w == "int":
			f.integer = true
		case w == "single":
			f.single = true
		case w == "bare":
			f.bare = true
		case w == "full":
			f.notBare = true
		case w == "chinese":
			f.chinese = true
		case w == "arabic":
			f.arabic = true
		case w == "multiplier":
			f.multiplier = true
		case w == "telling":
			f.telling = true
		case strings.HasPrefix(w, "digits="):
			n, err := strconv.Atoi(w[len("digits="):])
			if err != nil || n < 1 {
				return f, w
			}
			f.digits = n
		case strings.Contains(w, ".."):
			lo, hi, _ := strings.Cut(w, "..")
			a, err1 := strconv.ParseInt(lo, 10, 64)
			b, err2 := strconv.ParseInt(hi, 10, 64)
			if err1 != nil || err2 != nil || a > b {
				return f, w
			}
			f.min, f.max, f.bounded, f.integer, f.single = a, b, true, true, true
		default:
			return f, w
		}
	}
	return f, ""
}
