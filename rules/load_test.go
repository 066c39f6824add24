package rules_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"zhfacts/dict"
	"zhfacts/rules"
)

// A small dictionary for rules that are made up.
var (
	colours = `# lexicon: colour
# doc: Colours.
# source: own
# licence: own
# column: word text The colour.
# column: tone enum(warm,cold) How it feels.
# column: code text? A number for it.
红	warm	1
红色	warm	2
蓝	cold	3
黑	cold	-
`
	things = `# lexicon: thing
# doc: Things.
# source: own
# licence: own
# column: word text The thing.
红旗	
旗	
车	
马	
马车	
`
)

func smallDict(tb testing.TB) *dict.Set {
	tb.Helper()
	lexicons, err := loadSmallDict()
	if err != nil {
		tb.Fatal(err)
	}
	return lexicons
}

var loadSmallDict = sync.OnceValues(func() (*dict.Set, error) {
	return dict.Load(dict.Layer{Name: "dict", FS: fstest.MapFS{
		"colour.tsv": {Data: []byte(colours)},
		"thing.tsv":  {Data: []byte(strings.ReplaceAll(things, "\t\n", "\n"))},
	}})
})

// layer is a folder with one rule file.
func layer(name, file, text string) rules.Layer {
	return rules.Layer{Name: name, FS: fstest.MapFS{file: {Data: []byte(text)}}}
}

// rest are the keys that every rule must have, for one whose example is 红.
const rest = `  doc: A rule.
  examples: [{text: '[[红]]旗'}, {text: '[[红]]马'}]
  not: [{text: 蓝马, why: it is blue}]
`

// operations is the list of all operations, which grows.
var operations = regexp.MustCompile("(the operations are:) .*")

// What an author reads who made a mistake.
func TestMistakesInRuleFiles(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/mistakes.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) < 100 {
		t.Fatalf("only %d files", len(archive.Files))
	}
	lexicons := smallDict(t)
	for i := 0; i+1 < len(archive.Files); i += 2 {
		mistake, want := archive.Files[i], archive.Files[i+1]
		t.Run(mistake.Name, func(t *testing.T) {
			file := strings.NewReplacer("  ...\n", rest, "  ..want\n", restWant).Replace(string(mistake.Data))
			_, err := rules.Load(lexicons, layer("own", "my.yaml", file))
			if err == nil {
				t.Fatal("loaded without a problem")
			}
			if diff := cmp.Diff(string(want.Data), operations.ReplaceAllString(err.Error(), "$1 …")+"\n"); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// All problems of all files are reported together, in the order of the files.
func TestAllMistakesAtOnce(t *testing.T) {
	_, err := rules.Load(smallDict(t),
		rules.Layer{Name: "one", FS: fstest.MapFS{
			"b.yaml": {Data: []byte("- id: word.b\n  pattern: '{word.x}'\n" + rest + "- id: word.c\n  pattern: '{lex:shade}'\n  colour: red\n" + rest)},
			"a.yaml": {Data: []byte("- id: word.a\n  pattern: '(?: 红'\n" + rest)},
			"c.yaml": {Data: []byte("- id: word.d\n\tpattern: 红\n")},
		}},
		layer("two", "a.yaml", "- id: entity.e\n  pattern: 红\n  value: {flag: {}}\n"+restWant))
	var problems rules.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("the error is %T: %v", err, err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%s:%d:%d %s", p.File, p.Line, p.Column, p.Rule))
	}
	want := []string{"one/a.yaml:2:13 word.a", "one/b.yaml:2:13 word.b", "one/b.yaml:7:13 word.c", "one/b.yaml:8:3 word.c", "one/c.yaml:2:1 ", "two/a.yaml:3:11 entity.e"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The rule of a later folder takes the place of the one with the same id,
// wherever that is referred to, and says so.
func TestLaterFolderTakesPrecedence(t *testing.T) {
	base := "- id: word.red\n  pattern: 红\n" + rest + "- id: word.flag\n  pattern: '{word.red} 旗'\n" + rest
	set, err := rules.Load(smallDict(t), layer("base", "a.yaml", base), layer("own", "z.yaml", "- id: word.red\n  pattern: 蓝\n"+rest))
	if err != nil {
		t.Fatal(err)
	}
	red := set.Rule("word.red")
	if red.File != "own/z.yaml" || red.Overrides != "base/a.yaml:1" || set.Rule("word.flag").Overrides != "" || len(set.Rules()) != 2 {
		t.Errorf("got %s over %q", red.File, red.Overrides)
	}
	if got := spans(t, set, "word.flag", "红旗蓝旗"); got != "蓝旗" {
		t.Errorf("found %q", got)
	}
}

// A folder that holds nothing, or is not there, is a mistake.
func TestFolderWithoutRules(t *testing.T) {
	for name, fsys := range map[string]fs.FS{"has no rule file": fstest.MapFS{"a.yml": {}}, "cannot be read as a folder": os.DirFS(t.TempDir() + "/none")} {
		if _, err := rules.Load(smallDict(t), rules.Layer{Name: "own", FS: fsys}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want one with %q", err, name)
		}
	}
}

// restWant is the same for a rule that makes products.
const restWant = `  doc: A rule.
  examples: [{text: '[[红]]旗', want: {kind: product}}, {text: '[[红]]马', want: {kind: product}}]
  not: [{text: 蓝马, why: it is blue}]
`
