package dict

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of README.md anew")

// The table of README.md says what the files say. `go test ./dict -run Readme -update`
// writes it anew.
func TestReadmeListsAllLexicons(t *testing.T) {
	const begin, end = "<!-- table -->\n", "<!-- end of table -->"
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(b), begin)
	table, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("README.md has no table between %q and %q", begin, end)
	}
	want := lexiconTable(t)
	if table == want {
		return
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Error("the table of README.md is not what the files say; run `go test ./dict -run Readme -update`")
}

// lexiconTable is a row for each file, in the order of their names.
func lexiconTable(t *testing.T) string {
	t.Helper()
	set := load(t)
	words := map[string]int{}
	for _, name := range set.Names() {
		lex, _ := set.Lexicon(name)
		for _, e := range lex.Entries() {
			words[e.File]++
		}
	}
	files, err := fs.Glob(builtin, "*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	out.WriteString("| file | lexicon | words | bytes | what | source | licence |\n| --- | --- | ---: | ---: | --- | --- | --- |\n")
	for _, file := range files {
		b, err := fs.ReadFile(builtin, file)
		if err != nil {
			t.Fatal(err)
		}
		head := map[string]string{}
		for _, line := range strings.Split(string(b), "\n") {
			for _, key := range []string{"lexicon", "doc", "source", "licence"} {
				if value, ok := strings.CutPrefix(line, "# "+key+": "); ok {
					head[key] = strings.TrimSpace(head[key] + " " + value)
				}
			}
		}
		cell := strings.NewReplacer("|", "\\|", "<", "&lt;")
		fmt.Fprintf(&out, "| `%s` | %s | %d | %d | %s | %s | %s |\n", file, head["lexicon"], words["dict/"+file], len(b),
			cell.Replace(head["doc"]), cell.Replace(head["source"]), cell.Replace(head["licence"]))
	}
	return out.String()
}
