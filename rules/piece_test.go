package rules

import (
	"testing"

	"github.com/dlclark/regexp2/v2"
	"pgregory.net/rapid"

	"zhfacts/dict"
)

// builtinSet loads the built-in rules.
func builtinSet(tb testing.TB) *Set {
	tb.Helper()
	lexicons, err := dict.Load(dict.Builtin())
	if err != nil {
		tb.Fatal(err)
	}
	set, err := Load(lexicons, Builtin())
	if err != nil {
		tb.Fatal(err)
	}
	return set
}

// viaRegexp2 is what regexp2 makes of a piece at rune p.
func viaRegexp2(tb rapid.TB, it *item, rs []rune, p int) (end int, groups [][2]int32) {
	end = -1
	err := it.re.FindRunesMatches(rs, p, func(v regexp2.MatchView) bool {
		start, n, _ := v.GroupRange(0)
		end = start + n
		for _, sub := range it.subs {
			g := [2]int32{-1, -1}
			if at, n, ok := v.GroupRange(sub.number); ok {
				g = [2]int32{int32(at), int32(at + n)}
			}
			groups = append(groups, g)
		}
		return false
	})
	if err != nil {
		tb.Fatal(err)
	}
	return end, groups
}

// The fast form of every built-in expression matches what regexp2 matches, at
// every place of texts made of the expression's own characters.
func TestPiecesMatchAsRegexp2Does(t *testing.T) {
	fast, slow := 0, 0
	for _, r := range builtinSet(t).Rules() {
		for i := range r.items {
			it := &r.items[i]
			if it.kind != itemPiece {
				continue
			}
			if it.fast == nil {
				slow++
				continue
			}
			fast++
			comparePiece(t, r, it, 30)
		}
	}
	t.Logf("%d expressions have a fast form, %d have none", fast, slow)
	if fast < 10*slow {
		t.Errorf("only %d of %d expressions have a fast form", fast, fast+slow)
	}
}

// Expressions of the kinds that rules may use, beyond those that they do.
func TestPieceConstructs(t *testing.T) {
	for _, text := range []string{
		`年`, `年?`, `年*?月`, `[一二三]+`, `[^年月]{2,3}`, `(?:年|月日|月)`, `(?:年|年月)+日`, `(?:年月){2}`, `(?:年月){0,2}日`, `(?:年|月){2,}?日`,
		`年(?=月)`, `年(?!月|日)`, `(?<=年)月`, `(?<!年|月日)月`, `(?<=年月*)日`, `(?<! [一二]年 )月`, `(?>年+)年`, `^年`, `年$`, `年|$`,
		`(?<a>年+)(?<b>月)?日`, `(?:(?<a>年)|月)+`, `.年`, `\s*年`, `\d{1,2}日`, `(?=(?<a>年))年月`, `(?<!(?:年|日)月)日`, `年{2}(?!(?<=月年年)日)`,
	} {
		re, err := regexp2.Compile(`\G(?:`+text+"\n)", pieceOptions)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := parsed(text)
		if err != nil {
			t.Fatal(err)
		}
		it := &item{kind: itemPiece, re: re, fast: newPiece(tree), text: text}
		for _, name := range namedGroups(text) {
			it.subs = append(it.subs, subGroup{re.GroupNumberFromName(name), 0})
		}
		if it.fast == nil {
			t.Errorf("%s has no fast form", text)
			continue
		}
		comparePiece(t, &Rule{ID: text}, it, 300)
	}
}

func comparePiece(t *testing.T, r *Rule, it *item, checks int) {
	t.Helper()
	alphabet := []rune("年月日一二三5 1.，中国")
	for _, c := range it.text {
		if c > ' ' {
			alphabet = append(alphabet, c)
		}
	}
	gen := rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 12)
	for seed := range checks {
		rs := gen.Example(seed)
		for p := 0; p <= len(rs); p++ {
			want, groups := viaRegexp2(t, it, rs, p)
			run := over(rs)
			got := it.fast.match(&run, p)
			if got != want {
				t.Fatalf("rule %s: %s at rune %d of %q ends at %d, by regexp2 at %d", r.ID, it.text, p, string(rs), got, want)
			}
			for i, sub := range it.subs {
				if want >= 0 && run.groups[sub.number] != groups[i] {
					t.Fatalf("rule %s: %s at rune %d of %q: group %d is %v, by regexp2 %v", r.ID, it.text, p, string(rs), sub.number, run.groups[sub.number], groups[i])
				}
			}
		}
	}
}
