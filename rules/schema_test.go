package rules

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"zhfacts/dict"
)

var update = flag.Bool("update", false, "write the files that tests compare with")

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(SchemaFile, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(SchemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// bySchema tells what the schema finds wrong in a rule file.
func bySchema(t *testing.T, s *jsonschema.Schema, src string) error {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(src), &v); err != nil {
		return err
	}
	return s.Validate(plainJSON(v))
}

// plainJSON turns what YAML makes into what the schema library takes.
func plainJSON(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = plainJSON(v[k])
		}
	case []any:
		for i := range v {
			v[i] = plainJSON(v[i])
		}
	case uint64:
		return int(v)
	case int64:
		return int(v)
	}
	return v
}

// The schema beside the built-in rules is the one that the program prints, and the
// files name it for editors.
func TestSchemaFileIsCurrent(t *testing.T) {
	if *update {
		if err := os.WriteFile(SchemaFile, Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(SchemaFile)
	if err != nil || !bytes.Equal(have, Schema()) {
		t.Errorf("%s is not what Schema gives; run `go test ./rules -run Schema -update`: %v", SchemaFile, err)
	}
	names, err := fs.Glob(builtin, "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal("no rule files", err)
	}
	for _, name := range names {
		src, err := fs.ReadFile(builtin, name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(src), SchemaHeader+"\n") {
			t.Errorf("%s does not begin with %q", name, SchemaHeader)
		}
	}
}

func TestSchemaTakesTheBuiltinRules(t *testing.T) {
	s := compiledSchema(t)
	names, err := fs.Glob(builtin, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		src, err := fs.ReadFile(builtin, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := bySchema(t, s, string(src)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// goodRule has every key that a rule can have, with %s behind each mapping where a
// test puts one more.
const goodRule = `
- id: quantity.own
  doc: An own rule.
  pattern: '{n:num} (?<u> 响 )'
  guard: start
  part: false
  grow: {over: [n*], min: 0, max: 9, each: 3, tokens: 2, stop: [unit], pass: [unit]%[1]s}
  value: {quantity: {number: n, unit: u%[2]s}%[3]s}
  over: [quantity.other]
  blocks: entity
  examples:
  - {text: '钟敲了[[3响]]。', want: {value: 3, unit: 响%[4]s}, alone: true%[5]s}
  - {text: '钟敲了[[5响]]。', want: {value: 5}, date: 2023-01-01}
  not:
  - {text: '鼓敲了9声。', why: a drum, alone: true%[6]s}
%[7]s
- id: quantity.other
  doc: Another one.
  pattern: '{n:num} 声'
  value: {quantity: {number: n}}
  examples:
  - {text: '[[3声]]', want: {value: 3}}
  - {text: '[[4声]]', want: {value: 4}}
  not:
  - {text: '3响', why: none}
`

func fill(at int, with string) string {
	args := make([]any, 7)
	for i := range args {
		args[i] = ""
	}
	if at >= 0 {
		args[at] = with
	}
	return fmt.Sprintf(goodRule, args...)
}

// The schema and the loader take the same keys, and refuse the same: what an editor
// does not mark, loads.
func TestSchemaAndLoaderAgree(t *testing.T) {
	s := compiledSchema(t)
	lexicons, err := dict.Load(dict.Builtin())
	if err != nil {
		t.Fatal(err)
	}
	byLoader := func(src string) error {
		_, err := Load(lexicons, Layer{Name: "own", FS: fstest.MapFS{"own.yaml": {Data: []byte(src)}}})
		return err
	}
	type mutation struct{ name, src string }
	cases := []mutation{{"nothing", fill(-1, "")}}
	for at, place := range []string{"grow", "operands", "value", "want", "example", "counter"} {
		for _, key := range []string{"nonsense", "value", "kind", "text", "why", "min", "bound", "date", "head", "headed", "sum", "doc"} {
			value := map[string]string{"min": "1", "head": "[n]", "headed": "[unit]", "sum": "[n]", "kind": "count", "bound": "min"}[key]
			if value == "" {
				value = "x"
			}
			if has := strings.Contains(lineOf(place), key+":"); has {
				continue // twice is another mistake
			}
			cases = append(cases, mutation{place + " with " + key, fill(at, ", "+key+": "+value)})
		}
	}
	for _, key := range []string{"nonsense: 1", "patern: x", "wake: sometimes", "examples2: []"} {
		cases = append(cases, mutation{"rule with " + key, fill(6, "  "+key)})
	}
	whole := fill(-1, "")
	for _, m := range []struct{ name, old, new string }{
		{"no id", "- id: quantity.own\n  doc", "- doc"}, {"no doc", "  doc: An own rule.\n", ""}, {"no pattern", "  pattern: '{n:num} (?<u> 响 )'\n", ""},
		{"no why", "why: a drum, ", ""}, {"no text", "text: '鼓敲了9声。', ", ""}, {"bad id", "quantity.own", "Quantity own"}, {"id without family", "quantity.own", "own"},
		{"bad guard", "guard: start", "guard: left"}, {"bad part", "part: false", "part: maybe"}, {"one example", "  - {text: '钟敲了[[5响]]。', want: {value: 5}, date: 2023-01-01}\n", ""},
		{"unknown operation", "{quantity: {number: n, unit: u}}", "{quantities: {number: n}}"}, {"missing operand", "number: n, unit: u", "unit: u"},
		{"no mark", "[[3响]]", "3响"}, {"bad min", "min: 0", "min: few"}, {"empty over", "over: [quantity.other]", "over: []"}, {"two operations", "value: {quantity: {number: n, unit: u}}", "value: {quantity: {number: n, unit: u}, sum: [n]}"},
		{"a mapping", strings.TrimSpace(whole), "id: quantity.own"}, {"a scalar rule", strings.TrimSpace(whole), "- quantity.own"}, {"nothing at all", strings.TrimSpace(whole), ""},
	} {
		src := strings.Replace(whole, m.old, m.new, 1)
		if src == whole {
			t.Fatalf("%s changes nothing", m.name)
		}
		cases = append(cases, mutation{m.name, src})
	}
	refused := 0
	for _, c := range cases {
		loader, schema := byLoader(c.src), bySchema(t, s, c.src)
		if (loader == nil) != (schema == nil) {
			t.Errorf("%s: the loader says %v, the schema %v", c.name, loader, schema)
		}
		if loader != nil {
			refused++
		}
	}
	if refused < 30 || refused == len(cases) {
		t.Errorf("%d of %d cases are refused", refused, len(cases))
	}
}

// lineOf is the line of goodRule that holds a mapping.
func lineOf(place string) string {
	for _, line := range strings.Split(goodRule, "\n") {
		at := map[string]string{"grow": "  grow:", "operands": "  value:", "value": "  value:", "want": "  - {text: '钟敲了[[3响", "example": "  - {text: '钟敲了[[3响", "counter": "  - {text: '鼓"}[place]
		if strings.HasPrefix(line, at) {
			return line
		}
	}
	return ""
}
