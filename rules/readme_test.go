package rules_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"zhfacts/dict"
	"zhfacts/rules"
)

// The reference names every operation, with what it makes, its meaning and its
// operands. A row that is missing is printed as it should stand.
func TestReferenceHasAllOperations(t *testing.T) {
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for _, line := range strings.Split(string(b), "\n") {
		if name, ok := strings.CutPrefix(line, "| `"); ok {
			name, _, _ = strings.Cut(name, "`")
			rows[name] = line
		}
	}
	for _, op := range rules.Operations() {
		if want := operationRow(op); rows[op.Name] != want {
			t.Errorf("README.md lacks the row of operation %s; write\n%s", op.Name, want)
		}
	}
}

func operationRow(op rules.Op) string {
	operands := make([]string, len(op.Params))
	for i, p := range op.Params {
		operands[i] = "`" + p.Name + "`"
		if p.Optional {
			operands[i] += "?"
		}
		operands[i] += " " + strings.TrimSuffix(p.Doc, ".")
		if len(p.Enum) > 0 {
			operands[i] += " (" + strings.Join(p.Enum, ", ") + ")"
		}
	}
	sequence := ""
	if op.Variadic {
		sequence = "a sequence of "
	}
	return "| `" + op.Name + "` | " + op.Returns.String() + " | " + op.Doc + " | " + sequence + strings.Join(operands, "; ") + " |"
}

// The reference names every key of a rule that the loader takes, as it lists them
// to one who writes another.
func TestReferenceHasAllKeys(t *testing.T) {
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	lexicons, err := dict.Load(dict.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	layer := rules.Layer{Name: "own", FS: fstest.MapFS{"a.yaml": {Data: []byte("- id: word.a\n  nonsense: 1\n")}}}
	_, err = rules.Load(lexicons, layer)
	var problems rules.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("an unknown key gives %v", err)
	}
	keys := ""
	for _, p := range problems {
		if strings.Contains(p.Message, "unknown key") {
			keys = strings.TrimPrefix(p.Hint, "the keys are ")
		}
	}
	for _, key := range strings.Split(keys, ", ") {
		if !strings.Contains(string(b), "`"+key+"`") || key == "" {
			t.Errorf("README.md does not describe the key %q", key)
		}
	}
}
