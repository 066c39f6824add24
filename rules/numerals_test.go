package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dlclark/regexp2/v2/syntax"
)

// hanNumerals are the characters of Chinese numerals.
const hanNumerals = "零〇一二三四五六七八九十百千万亿两"

// spelling are the Go files besides package numeral that spell out numerals, with
// what for. None of them may give a number a value.
var spelling = map[string]string{
	"pipeline/text/sentence.go":      "headings with a number (一、) begin a sentence",
	"pipeline/normalise/rune.go":     "spaces within a number go",
	"pipeline/normalise/misprint.go": "characters of a number that were misread are put right",
	"pipeline/link/reader.go":        "headings with a number (一、) are told from others",
	"dict/gen/notnumber/main.go":     "makes a lexicon of words with numerals in them; no part of the program",
}

// Only package numeral knows how numerals are written: no other Go code spells
// out three of their characters.
func TestNoSecondRecogniserOfNumeralsInGo(t *testing.T) {
	files := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(path, "../"))
		if strings.HasPrefix(entry.Name(), ".") && path != ".." || name == "pipeline/numeral" {
			if entry.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		files++
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		single := map[string]bool{}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if n.Kind == token.CHAR && strings.Contains(hanNumerals, strings.Trim(n.Value, "'")) {
					single[n.Value] = true
				}
				if n.Kind == token.STRING && longestRun(n.Value) >= 3 && spelling[name] == "" {
					t.Errorf("%s spells out numerals: %s; numerals are read by package numeral only", name, n.Value)
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Doc" { // of an operation: it names examples
					return false
				}
			}
			return true
		})
		if len(single) >= 3 && spelling[name] == "" {
			t.Errorf("%s spells out numerals: %v; numerals are read by package numeral only", name, slices.Sorted(maps.Keys(single)))
		}
		return nil
	})
	if err != nil || files < 50 {
		t.Fatal(files, err)
	}
	for name := range spelling {
		if _, err := os.Stat("../" + name); err != nil {
			t.Error(err)
		}
	}
}

// longestRun is the greatest number of numerals side by side.
func longestRun(s string) int {
	longest, run := 0, 0
	for _, r := range s {
		if run++; !strings.ContainsRune(hanNumerals, r) {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}

// spelled are the rules whose expressions take numerals as text, with the reason
// why no {num} can stand there. Their groups are read by package numeral.
var spelled = map[string]string{
	"atom.count.last-weekday":    weekdays,
	"atom.count.nth-weekday":     weekdays,
	"atom.date.week":             weekdays,
	"atom.date.week-word":        weekdays,
	"time.every-weekdays":        weekdays,
	"time.every-weekday":         weekdays,
	"atom.date.quarter-short":    "one alternative of an expression, beside Q3",
	"atom.tail.clock":            "八点零五 is a decimal to {num}",
	"atom.tail.hours":            "三四 is three or four to {num}",
	"atom.tail.clock-mark":       "三点三 is a decimal to {num}",
	"word.weekdays":              weekdays,
	"quantity.plain.metres-read": "七八 is seven or eight to {num}, and 78 behind metres",
	"time.plan":                  plans,
	"time.plan-edge":             plans,
}

const (
	weekdays = "the names of the days of the week, 日 and 天 among them"
	plans    = "十四五 is fourteen and five side by side, and one numeral to {num}"
)

// The expressions of rules look at numerals beside a match, but take none: that
// is what {num} is for.
func TestNoSecondRecogniserOfNumeralsInRules(t *testing.T) {
	for _, r := range builtinSet(t).Rules() {
		for i := range r.items {
			if it := &r.items[i]; it.tree != nil && takesNumerals(it.tree.Root) && spelled[r.ID] == "" {
				t.Errorf("%s:%d: rule %s takes numerals as text: %s", r.File, r.Line, r.ID, it.text)
			}
		}
	}
}

// takesNumerals tells whether an expression takes one of three or more numerals.
func takesNumerals(n *syntax.RegexNode) bool {
	switch {
	case n.T == syntax.NtPosLook || n.T == syntax.NtNegLook:
		return false
	case n.IsSetFamily() && !n.Set.IsNegated():
		count := 0
		for _, r := range hanNumerals {
			if n.Set.CharIn(r) && !n.Set.CharIn('中') { // a set of all Han characters means words
				count++
			}
		}
		return count >= 3
	}
	return slices.ContainsFunc(n.Children, takesNumerals)
}
