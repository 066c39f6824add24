package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// What a match of an expression can open with.
func TestOpeners(t *testing.T) {
	for _, tc := range []struct {
		expr, runes string
		empty, ok   bool
	}{
		{`红旗`, "红", false, true},
		{`红? 旗`, "旗红", false, true},
		{`红? 旗?`, "旗红", true, true},
		{`红* 旗`, "旗红", false, true},
		{`红+ 旗`, "红", false, true},
		{`红{0,2} 旗`, "旗红", false, true},
		{`(?: 红 | 蓝马 | 黑? ) 车`, "红蓝车黑", false, true},
		{`(?: 红 | ) 车`, "红车", false, true},
		{`[红蓝] 车`, "红蓝", false, true},
		{`[红蓝]? 车`, "红蓝车", false, true},
		{`[^红] 车`, "", false, false},
		{`. 车`, "", false, false},
		{`.? 车`, "", false, false},
		{`\p{Han} 车`, "", false, false},
		{`\d 车`, "0123456789", false, true},
		{`[\d-[5-9]] 车`, "01234", false, true},
		{`(?! 黑 ) 车`, "车", false, true},
		{`(?= 车 ) [车马]`, "车马", false, true},
		{`(?<= 红 ) 车`, "车", false, true},
		{`(?<! 红 | 蓝 )`, "", true, true},
		{`^ 车`, "车", false, true},
		{`(?> 红+ ) 车`, "红", false, true},
		{`(?<c> 红 | 蓝 ) 车`, "红蓝", false, true},
		{`(?<c> 红 )? \k<c> 车`, "", false, false},
		{`(?i: a ) 车`, "Aa", false, true},
		{`(?i) k`, "Kk\u212a", false, true},
		{`红*? 车`, "红车", false, true},
		{`(?: 红 车 )*`, "红", true, true},
		{`(?: 红 车 )+? 马`, "红", false, true},
	} {
		runes, empty, ok := rules.Openers(tc.expr)
		if !ok {
			runes, empty = "", tc.empty
		}
		if sorted(runes) != sorted(tc.runes) || empty != tc.empty || ok != tc.ok {
			t.Errorf("%s: %q, empty %v, known %v; want %q, %v, %v", tc.expr, runes, empty, ok, tc.runes, tc.empty, tc.ok)
		}
	}
}

func sorted(s string) string {
	rs := []rune(s)
	for i := range rs {
		for j := i; j > 0 && rs[j] < rs[j-1]; j-- {
			rs[j], rs[j-1] = rs[j-1], rs[j]
		}
	}
	return string(rs)
}

// The characters that random rules and texts are made of.
const alphabet = "红蓝黑旗车马色万三十两2 5.%aAk多"

// pieces makes random expressions. Groups are named g0, g1, …
type pieces struct{ groups int }

func (g *pieces) draw(t *rapid.T, depth int) string {
	letter := func() string { return string(rapid.SampledFrom([]rune("红蓝旗车马色2Aak")).Draw(t, "rune")) }
	kind := rapid.IntRange(0, 15).Draw(t, "kind")
	if depth == 0 {
		kind %= 6
	}
	switch kind {
	case 0, 1, 2:
		return letter()
	case 3:
		return rapid.SampledFrom([]string{"[红蓝]", "[^红]", "[马车旗]", `\d`, `\s*`, ".", "[^车马]?", `[\d-[2]]`, `\w+`}).Draw(t, "set")
	case 4:
		return letter() + rapid.SampledFrom([]string{"?", "*", "+", "??", "*?", "{1,2}", "{2}", "{0,3}?"}).Draw(t, "repeat")
	case 5:
		return letter() + letter()
	case 6, 7:
		return "(?:" + g.draw(t, depth-1) + "|" + g.draw(t, depth-1) + ")"
	case 8:
		return "(?:" + g.draw(t, depth-1) + ")" + rapid.SampledFrom([]string{"?", "*", "+", "*?", "{0,2}", "{2,}"}).Draw(t, "repeat")
	case 9:
		return rapid.SampledFrom([]string{"(?=", "(?!", "(?<=", "(?<!"}).Draw(t, "look") + g.draw(t, depth-1) + ")"
	case 10:
		return "(?>" + g.draw(t, depth-1) + ")"
	case 11:
		g.groups++
		name := g.groups
		return fmt.Sprintf("(?<g%d>%s)", name, g.draw(t, depth-1))
	case 12:
		return "(?i:" + g.draw(t, depth-1) + ")"
	}
	return g.draw(t, depth-1) + " " + g.draw(t, depth-1)
}

// The fast form of an expression matches, and captures, what regexp2 does.
func TestRandomPiecesMatchAsRegexp2Does(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := pieces{}
		expr := g.draw(t, 3)
		s := rapid.StringOfN(rapid.RuneFrom([]rune(alphabet)), 0, 12, -1).Draw(t, "text")
		if difference, _ := rules.ComparePiece(expr, s); difference != "" {
			t.Fatal(difference)
		}
	})
}

// Groups of atomic parts and look-arounds that do not lead to a match, and what
// only looks like a group.
func TestPieceGroupsAsRegexp2Has(t *testing.T) {
	for _, tc := range []struct{ expr, text string }{
		{`(?:(?>(?<g>红))蓝|红车)`, "红车"},
		{`(?:(?=(?<g>红))蓝|红车)`, "红车"},
		{`(?:(?=(?<g>红))..蓝|红车)`, "红车马"},
		{`(?:(?!(?<g>红))蓝|红车)`, "红车"},
		{`(?!(?<g>红)车)红`, "红马"},
		{`(?:(?>(?<g>红)|黑).蓝|红车)`, "红车马"},
		{`(?:(?<=(?<g>红))车马|..)`, "红车车"},
		{`\(?<a>红`, "<a>红"},
		{`[(?<a>]红`, "(红"},
		{`(?P<g>红)车`, "红车"},
		{`(?'g'红)车`, "红车"},
	} {
		if difference, ok := rules.ComparePiece(tc.expr, tc.text); difference != "" || !ok {
			t.Error(tc.expr, difference, ok)
		}
	}
}

// randomRule draws a pattern of items and expressions. It may refer to the rules before it.
func randomRule(t *rapid.T, n int) string {
	g := pieces{}
	var b strings.Builder
	marked := rapid.IntRange(0, 7).Draw(t, "marked") == 0
	parts := rapid.IntRange(1, 4).Draw(t, "parts")
	open := rapid.IntRange(0, parts-1).Draw(t, "open")
	for i := range parts {
		if marked && i == open {
			b.WriteString(" « ")
		}
		if rapid.Bool().Draw(t, "piece") {
			b.WriteString(g.draw(t, 2))
		} else {
			targets := []string{"num", "num int 1..9", "num bare", "num digits=1", "num chinese", "lex:colour", "lex:colour tone=warm", "lex:thing|colour",
				"pos:n", "pos:v*", "lex:thing token", "lex:thing len=1", "lex:thing is!=lex:colour", "lex:thing starts=lex:colour", "pos:n is=lex:thing"}
			if n > 0 {
				targets = append(targets, "entity", fmt.Sprintf("entity.r%d", rapid.IntRange(0, n-1).Draw(t, "rule")))
			}
			target := rapid.SampledFrom(targets).Draw(t, "item")
			if target == "entity" {
				ids := make([]string, n)
				for i := range ids {
					ids[i] = fmt.Sprintf("entity.r%d", i)
				}
				target = strings.Join(ids, "|")
			}
			fmt.Fprintf(&b, "{x%d:%s}%s", i, target, rapid.SampledFrom([]string{"", "", "", "?", "*", "+"}).Draw(t, "repeat"))
		}
		if marked && i == open {
			b.WriteString(" » ")
		}
		b.WriteString(" ")
	}
	pattern := strings.TrimSpace(b.String())
	return fmt.Sprintf("entity.r%d: %s & value: {entity: {kind: product}}", n, pattern) +
		rapid.SampledFrom([]string{"", "", "", " & guard: start", " & guard: both", " & grow: {over: [n, v*], max: 6}"}).Draw(t, "key")
}

// loadRandom loads random rules, with `wake: always` where a rule must have it.
func loadRandom(t *rapid.T, lines []string) *rules.Set {
	lexicons, err := loadSmallDict()
	if err != nil {
		t.Fatal(err)
	}
	set, err := rules.Load(lexicons, layer("own", "my.yaml", ruleFile(lines...)))
	if err == nil {
		return set
	}
	for _, p := range err.(rules.Problems) {
		if !strings.Contains(p.Message, "nothing tells where") {
			t.Fatalf("%v\n%v", lines, err)
		}
		for i := range lines {
			if strings.HasPrefix(lines[i], p.Rule+":") {
				lines[i] += " & wake: always"
			}
		}
	}
	if set, err = rules.Load(lexicons, layer("own", "my.yaml", ruleFile(lines...))); err != nil {
		t.Fatalf("%v\n%v", lines, err)
	}
	return set
}

// What a rule needs and how it opens only saves work: without that, matching
// finds the same.
func TestWakingIsSound(t *testing.T) {
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		var lines []string
		for i := range rapid.IntRange(1, 3).Draw(t, "rules") {
			lines = append(lines, randomRule(t, i))
		}
		set := loadRandom(t, lines)
		for range 4 {
			s := rapid.StringOfN(rapid.RuneFrom([]rune(alphabet)), 1, 14, -1).Draw(t, "text")
			in := sentence(s)
			in.Tokens = nil
			for at := text.Pos(0); at < in.Span.End; {
				end := min(at+text.Pos(rapid.IntRange(1, 3).Draw(t, "token")), in.Span.End)
				in.Tokens = append(in.Tokens, text.Token{Span: text.Span{Start: at, End: end}, POS: rapid.SampledFrom([]string{"n", "v", "vn", "x"}).Draw(t, "tag")})
				at = end
			}
			found += sameWithoutPrefilter(t, set, in, strings.Join(lines, "\n"))
		}
	})
	if found == 0 {
		t.Error("the random rules never found anything")
	}
}

// sameWithoutPrefilter counts the candidates of a sentence.
func sameWithoutPrefilter(t rapid.TB, set *rules.Set, in *rules.Sentence, about string) int {
	var got [2][]string
	for i := range got {
		candidates, err := set.Match(in, rules.Options{NoPrefilter: i == 1}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range candidates {
			got[i] = append(got[i], fmt.Sprintf("%s %v %s", c.Rule.ID, c.Span, shown(in, c)))
		}
	}
	if diff := cmp.Diff(got[1], got[0]); diff != "" {
		t.Fatalf("%s\n%s\n(-without +with the prefilter):\n%s", about, string(in.Written), diff)
	}
	return len(got[0])
}

// The same with the built-in rules over the articles.
func TestWakingIsSoundOnArticles(t *testing.T) {
	set := builtin(t)
	files, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no articles", err)
	}
	found := 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(strings.ToValidUTF8(string(src), "？")) {
			if line = strings.TrimSpace(line); line != "" {
				found += sameWithoutPrefilter(t, set, sentence(strings.ReplaceAll(line, "/", "／")), file)
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d candidates", found)
	}
}
