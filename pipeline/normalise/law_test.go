package normalise

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhfacts/pipeline/text"
)

// checkStepLaws holds one step to what all must keep on any text: it changes
// nothing more when it runs a second time, its map is one, and its marks lie in
// order within the text.
func checkStepLaws(t interface {
	Helper()
	Fatalf(string, ...any)
}, s step, in string) {
	t.Helper()
	once := s.run(text.NewDraft(text.FromString(in)), &job{Options: Options{Words: testWords}})
	checkMap(t, once)
	at := text.Pos(0)
	for _, m := range once.Marks() {
		if m.Start < at || m.End <= m.Start || int(m.End) > len(once.Runes()) || kindOfMark(m.Kind) == 0 {
			t.Fatalf("%s of %q marks %v behind %d of %d", s.Name, in, m, at, len(once.Runes()))
		}
		at = m.End
	}
	if s.Name == "wraps" || s.Name == "spaces" {
		return // they judge by the widths of all lines and gaps, which they change: see TestWholeTwice
	}
	out := string(once.Runes())
	twice := s.run(text.NewDraft(text.FromString(out)), &job{Options: Options{Words: testWords}})
	if got := string(twice.Runes()); got != out {
		t.Fatalf("%s of %q is %q, and of that %q", s.Name, in, out, got)
	}
}

func TestStepLaws(t *testing.T) {
	for _, s := range steps {
		t.Run(s.Name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { checkStepLaws(t, s, drawText(t)) })
		})
	}
}

// FuzzSteps holds every step to its laws.
func FuzzSteps(f *testing.F) {
	f.Add(page)
	f.Add("0,ol0")
	f.Add("0 , 00 %")
	f.Add("\xb6场场\xbc\x9a绿绿\x89\xb2\xbb\x9e\x8b\xbc\x8c产产销销\xb8\xa4\xa4")
	for _, s := range fragments {
		f.Add(s + "\n" + s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, st := range steps {
			checkStepLaws(t, st, s)
		}
	})
}

// paragraphsOf are the paragraphs of a text, and the text that they are when a
// blank line parts them.
func paragraphsOf(s string) (paras []string, parted string) {
	doc := Normalise(text.FromString(s), Options{Words: testWords})
	for _, para := range doc.Paragraphs() {
		paras = append(paras, doc.String(para.Span))
	}
	return paras, strings.Join(paras, "\n\n")
}

// TestWholeTwice: what normalising made, its paragraphs parted by a blank line,
// it leaves as it is.
func TestWholeTwice(t *testing.T) {
	for _, s := range []string{page, lostIndents, broken} {
		paras, parted := paragraphsOf(s)
		if again, _ := paragraphsOf(parted); !slices.Equal(again, paras) {
			t.Errorf("%q\nbecomes\n%q", paras, again)
		}
	}
}
