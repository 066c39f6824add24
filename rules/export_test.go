package rules

import (
	"fmt"

	"github.com/dlclark/regexp2/v2"
)

// ComparePiece matches an expression in its fast form and by regexp2 at every
// place of a text, and says where they differ. ok is false for an expression
// without a fast form.
func ComparePiece(expr, text string) (difference string, ok bool) {
	tree, err := parsed(expr)
	if err != nil {
		return err.Error(), true
	}
	fast := newPiece(tree)
	if fast == nil {
		return "", false
	}
	re, err := regexp2.Compile(`\G(?:`+expr+"\n)", pieceOptions)
	if err != nil {
		return err.Error(), true
	}
	names := namedGroups(expr)
	run := over([]rune(text))
	for p := range len(run.rs) + 1 {
		end := fast.match(&run, p)
		got := fmt.Sprint(end)
		for _, name := range names {
			if g := run.groups[re.GroupNumberFromName(name)]; end >= 0 && g[0] >= 0 && g[1] >= g[0] {
				got += fmt.Sprintf(" %s=%d-%d", name, g[0], g[1])
			}
		}
		want := "-1"
		if err := re.FindRunesMatches(run.rs, p, func(v regexp2.MatchView) bool {
			start, n, _ := v.GroupRange(0)
			want = fmt.Sprint(start + n)
			for _, name := range names {
				if at, n, ok := v.GroupRange(re.GroupNumberFromName(name)); ok {
					want += fmt.Sprintf(" %s=%d-%d", name, at, at+n)
				}
			}
			return false
		}); err != nil {
			return err.Error(), true
		}
		if got != want {
			return fmt.Sprintf("%q at %d of %q: %s, regexp2 says %s", expr, p, text, got, want), true
		}
	}
	return "", true
}

// Openers derives what a match of an expression can open with.
func Openers(expr string) (runes string, empty, ok bool) {
	tree, err := parsed(expr)
	if err != nil {
		return err.Error(), false, false
	}
	rs, empty, ok := openers(tree.Root)
	return string(uniqueRunes(rs)), empty, ok
}

// PieceOpens tells whether the filters of an expression let through a place.
func PieceOpens(expr, text string, at int) bool {
	tree, err := parsed(expr)
	if err != nil {
		panic(err)
	}
	root, frame := newPiece(tree).root, framed([]rune(text), nil)
	before, first, second := root.before(), root.only(false), root.behind(frame[at+1])
	return before.passes(frame[at]) && first.passes(frame[at+1]) && second.passes(frame[at+2])
}
