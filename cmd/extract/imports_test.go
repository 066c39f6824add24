package main

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the module's path.
const module = "zhfacts"

// anywhere are the third-party packages that every package may import: exact
// decimals.
var anywhere = []string{"github.com/cockroachdb/apd/v3"}

// importTable says what each package may import besides the standard library:
// packages of the module by their folder, others by the path of their module.
// Whatever stands in no row may not exist.
var importTable = map[string][]string{
	"pipeline/text":      {"golang.org/x/text"},
	"pipeline/normalise": {"pipeline/text", "pipeline/numeral"},
	"pipeline/numeral":   {},
	"pipeline/calendar":  {},
	"pipeline/record":    {"pipeline/text", "github.com/santhosh-tekuri/jsonschema/v6", "golang.org/x/text"},
	"dict":               {},
	"rules": {
		"pipeline/text", "pipeline/numeral", "pipeline/calendar", "pipeline/record", "dict",
		"github.com/dlclark/regexp2/v2", "github.com/goccy/go-yaml",
	},
	"pipeline/link": {"pipeline/text", "pipeline/calendar", "pipeline/record", "dict", "rules"},
	"pipeline": {
		"pipeline/text", "pipeline/normalise", "pipeline/numeral", "pipeline/calendar", "pipeline/record", "dict", "rules",
		"pipeline/link", "github.com/go-ego/gse",
	},
	"pipeline/table": {"pipeline/record", "github.com/parquet-go/parquet-go"},
	"pipeline/batch": {
		"pipeline", "pipeline/text", "pipeline/record", "pipeline/table",
		"github.com/klauspost/compress", "github.com/bmatcuk/doublestar/v4",
	},
	"pipeline/dataset": {
		"pipeline", "pipeline/batch", "pipeline/table", "pipeline/text", "pipeline/record", "golden",
		"github.com/gofrs/flock",
	},
	"pipeline/report": {"pipeline/text", "pipeline/record"},
	"golden":          {"pipeline/text", "pipeline/record", "golang.org/x/text"},
	"cmd/extract": {
		"pipeline", "pipeline/text", "pipeline/normalise", "pipeline/numeral", "pipeline/calendar", "pipeline/record",
		"pipeline/link", "pipeline/batch", "pipeline/dataset", "pipeline/report", "dict", "rules", "golden",
		"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/spf13/viper",
		"github.com/mattn/go-runewidth", "github.com/schollz/progressbar/v3", "github.com/fsnotify/fsnotify", "golang.org/x/term",
	},
}

// inOneFile are packages that only one file may import.
var inOneFile = map[string]string{"github.com/go-ego/gse": "pipeline/segment.go"}

type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
	Standard   bool
}

func list(t *testing.T, args ...string) []listed {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-e", "-json=ImportPath,Dir,GoFiles,Imports,Standard"}, args...)...)
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func within(imported, allowed string) bool {
	return imported == allowed || strings.HasPrefix(imported, allowed+"/")
}

// Packages import only what the table of the design allows, and no package of
// others is imported from two places.
func TestImportsFollowTheTable(t *testing.T) {
	users := map[string][]string{}
	for _, p := range list(t, "./...") {
		name := strings.TrimPrefix(p.ImportPath, module+"/")
		if len(p.GoFiles) == 0 {
			continue // tests only
		}
		allowed, known := importTable[name]
		if !known {
			t.Errorf("%s: the package has no row in the table of imports", name)
			continue
		}
		for _, imported := range p.Imports {
			own, isOwn := strings.CutPrefix(imported, module+"/")
			switch {
			case isOwn:
				if !slices.Contains(allowed, own) {
					t.Errorf("%s imports %s, which the table does not allow", name, own)
				}
			case !strings.Contains(strings.Split(imported, "/")[0], "."):
				// the standard library
			case slices.ContainsFunc(anywhere, func(a string) bool { return within(imported, a) }):
			case !slices.ContainsFunc(allowed, func(a string) bool { return within(imported, a) }):
				t.Errorf("%s imports %s, which the table does not allow", name, imported)
			default:
				users[imported] = append(users[imported], name)
			}
		}
	}
	for imported, names := range users {
		if len(names) > 1 {
			t.Errorf("%s is imported by %s: it may appear in one package", imported, strings.Join(names, " and "))
		}
	}
}

func TestImportsOfOneFile(t *testing.T) {
	for imported, only := range inOneFile {
		var files []string
		for _, p := range list(t, "./"+path.Dir(only)) {
			for _, file := range p.GoFiles {
				syntax, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, file), nil, parser.ImportsOnly)
				if err != nil {
					t.Fatal(err)
				}
				for _, spec := range syntax.Imports {
					if within(strings.Trim(spec.Path.Value, `"`), imported) {
						files = append(files, path.Dir(only)+"/"+file)
					}
				}
			}
		}
		if len(files) != 1 || files[0] != only {
			t.Errorf("%s is imported by %v: only %s may", imported, files, only)
		}
	}
}
