package rules_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"unicode/utf8"

	"zhfacts/rules"
)

// Whatever stands in a rule file, loading tells all that is wrong, at places
// within the file, or gives rules that match.
func FuzzRuleFile(f *testing.F) {
	names, err := fs.Glob(rules.Builtin().FS, "*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		src, err := fs.ReadFile(rules.Builtin().FS, name)
		if err != nil {
			f.Fatal(err)
		}
		for i, part := range strings.SplitAfter(string(src), "\n\n") {
			if i%20 == 1 {
				f.Add(part)
			}
		}
	}
	f.Add("- id: word.a\n  pattern: '{lex:colour} (?<x> 马 )'\n  grow: {over: [n], max: 3}\n" + rest)
	f.Add("- {id: word.a, pattern: &a 红, doc: *a}\n")
	f.Add("- id: entity.a\n  pattern: |\n    {c:lex:colour}+\n    马\n  value: {entity: {kind: product, name: c}}\n" + restWant)
	f.Add("? - id\n: [a]\n")
	f.Add("- !!str a\n- <<: {a: b}\n- \"\\u4e00\": 1\n")
	f.Fuzz(checkRuleFile)
}

// The same for patterns.
func FuzzPattern(f *testing.F) {
	for _, r := range builtin(f).Rules() {
		f.Add(r.Pattern)
	}
	for _, pattern := range []string{"{", "{}", "{a", "{a:b:c:d}", "{lex:colour}+{num 1..3}*", "«红»", "»«", "[{num}]", `\{num}`, `\p{Han`, `(?<a>红)(?<a>蓝)`, `(?P<a>红)`, `\(?<a>`, `(?'a'红)`, "(?#)", "# {num", "|红", `\`, `(?<1>红)`, `(?<-a>红)`, `(?(a)红|蓝)`, "红{99999}", `[红-蓝-[红]]`} {
		f.Add(pattern)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		checkRuleFile(t, "- id: word.a\n  pattern: '"+strings.ReplaceAll(pattern, "'", "''")+"'\n"+rest)
	})
}

func checkRuleFile(t *testing.T, file string) {
	set, err := rules.Load(smallDict(t), layer("own", "my.yaml", file))
	if err == nil {
		for _, text := range []string{"红马车3万", "第12车，红色 旗2023年", ""} {
			in := sentence(text)
			var got [2]int
			for i := range got {
				candidates, err := set.Match(in, rules.Options{NoPrefilter: i == 1}, nil)
				if err != nil {
					return // an expression that ran into a limit
				}
				set.Resolve(candidates, nil)
				got[i] = len(candidates)
			}
			if got[0] != got[1] {
				t.Errorf("%s: %d candidates, %d without the prefilter", text, got[0], got[1])
			}
		}
		return
	}
	var problems rules.Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		t.Fatalf("the error is no Problems: %v", err)
	}
	lines := strings.Split(file, "\n")
	for _, p := range problems {
		if p.File != "own/my.yaml" || p.Message == "" || p.Line < 1 || p.Line > len(lines) || p.Column < 1 {
			t.Fatalf("a problem without a place: %+v", p)
		}
		if n := utf8.RuneCountInString(lines[p.Line-1]); p.Column > n+1 {
			t.Errorf("column %d of a line of %d: %s", p.Column, n, p)
		}
	}
}
