package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// withinTime is far more than any of the folders needs, and far less than what hangs takes.
const withinTime = 30 * time.Second

// A folder of rules or words that is wrong in any way gives an error that names its
// file, or loads, in bounded time and output: never a hang, never a crash.
func TestHostileFolders(t *testing.T) {
	rule := func(pattern, text string) string {
		return fmt.Sprintf("- id: quantity.x\n  doc: d\n  pattern: %s\n  value: {quantity: {number: n}}\n  examples:\n"+
			"  - {text: '%s[[3响]]', want: {value: 3}}\n  - {text: '[[4响]]', want: {value: 4}}\n  not:\n  - {text: '无', why: none}\n", pattern, text)
	}
	many := func(n int, f func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(f(i))
		}
		return b.String()
	}
	word := func(i int) string { return string([]rune("天地人山水风火木金土")[i%10]) + "响" }
	alternatives := many(100_000, func(i int) string { return fmt.Sprintf("响%d | ", i) }) + "响"
	for _, c := range []struct{ name, file, content, want string }{
		{"nested repetitions", "a.yaml", rule("'{n:num} (?: (?: 响+ )+ )+ 停'", ""), "a.yaml:"},
		{"overlapping alternatives", "a.yaml", rule("'{n:num} (?: 响 | 响响 )* 停'", ""), "blows up"},
		{"any, five times", "a.yaml", rule("'{n:num} .* .* .* .* .* 停'", ""), "a.yaml:"},
		{"look-behind over any", "a.yaml", rule("'(?<= .* .* .* ) {n:num} 响'", ""), ""},
		{"a count of a million", "a.yaml", rule("'{n:num} 响{1,1000000}'", ""), ""},
		{"repeated items", "a.yaml", rule("'{n:num}+ {a:num}* {b:num}* {c:num}* 响'", ""), ""},
		{"3000 groups", "a.yaml", rule("'{n:num} "+many(3000, func(i int) string { return fmt.Sprintf("(?<g%d> 响? ) ", i) })+"'", ""), "at most 4000"},
		{"100,000 alternatives", "a.yaml", rule("'{n:num} (?: "+alternatives+" )'", ""), "at most 4000"},
		{"900 brackets in an expression", "a.yaml", rule("'{n:num} "+strings.Repeat("(?:", 900)+"响"+strings.Repeat(")", 900)+"'", ""), ""},
		{"a long example", "a.yaml", rule("'{n:num} 响'", strings.Repeat("这是一个很长的句子，", 20_000)), ""},
		{"an example of numerals", "a.yaml", rule("'{n:num} 响'", strings.Repeat("一二三四五", 10_000)), ""},
		{"a circle of 300 rules", "a.yaml", many(300, func(i int) string {
			return fmt.Sprintf("- id: word.c%d\n  doc: d\n  pattern: '{word.c%d} 响'\n  examples:\n  - {text: '[[响]]'}\n  - {text: '[[响]]'}\n  not:\n  - {text: '无', why: none}\n", i, (i+1)%300)
		}), "in a circle: word.c0 -> word.c1"},
		{"a rule over itself", "a.yaml", strings.Replace(rule("'{n:num} 响'", ""), "  examples", "  over: quantity.x\n  examples", 1), ""},
		{"brackets without end", "a.yaml", strings.Repeat("[", 100_000), "nest more than 100 deep"},
		{"operations without end", "a.yaml", "- id: quantity.x\n  value: " + strings.Repeat("{sum: [", 20_000) + "n", "nest more than 100 deep"},
		{"anchors that grow", "a.yaml", "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "a.yaml:1:4"},
		{"a byte order mark", "a.yaml", "\uFEFF" + rule("'{n:num} 响'", ""), ""},
		{"line ends of another system", "a.yaml", strings.ReplaceAll(rule("'{n:num} 响'", ""), "\n", "\r\n"), ""},
		{"binary data", "a.yaml", many(20_000, func(i int) string { return string([]byte{byte(i)}) }), "a.yaml:"},
		{"tabs", "a.yaml", "-\tid: x\n\t doc: y\n", "indent with spaces"},
		{"two documents", "a.yaml", "- id: a.b\n---\n- id: a.c\n", "a.yaml:3:1"},
		{"the wrong types", "a.yaml", "- id: quantity.x\n  doc: {a: b}\n  pattern: [1]\n  value: 3\n  examples: {a: 1}\n  not: 7\n  over: {a: b}\n  grow: 3\n  guard: [1]\n", "a.yaml:2:"},
		{"no rules", "a.yaml", "- ~\n- 1\n- true\n- [a]\n", "a.yaml:4:"},
		{"120,000 mistakes", "a.yaml", many(20_000, func(i int) string { return fmt.Sprintf("- id: quantity.x%d\n  nonsense: d\n", i) }), "and 119800 more"},
		{"an open quote", "a.yaml", "- id: quantity.x\n  pattern: '{n:num\n", "a.yaml:2:12"},
		{"100,000 words", "measure-word.tsv", "# lexicon: measure-word\n" + many(100_000, func(i int) string { return fmt.Sprintf("%s%d响\tevent\t-\tno\tno\n", word(i), i) }), ""},
		{"100,000 rows too short", "measure-word.tsv", "# lexicon: measure-word\n" + strings.Repeat("x\n", 100_000), "and 99800 more"},
		{"a word of a million characters", "measure-word.tsv", "# lexicon: measure-word\n" + strings.Repeat("字", 1_000_000) + "\tevent\t-\tno\tno\n", ""},
		{"such a word in a row that is wrong", "measure-word.tsv", "# lexicon: measure-word\n" + strings.Repeat("字", 1_000_000) + "\tnonsense\t-\tno\tno\n", "unknown value"},
		{"words of one character, longer and longer", "measure-word.tsv", "# lexicon: measure-word\n" + many(1500, func(i int) string { return strings.Repeat("响", i+1) + "\tevent\t-\tno\tno\n" }), ""},
		{"no text", "measure-word.tsv", many(20_000, func(i int) string { return string([]byte{byte(i * 7)}) }), "measure-word.tsv:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			folder := "own"
			if err := os.Mkdir(folder, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, c.file), []byte(c.content), 0o644); err != nil {
				t.Fatal(err)
			}
			args := []string{"rules", "test", "--rules", folder, "quantity.plain.count", "quantity.x"}
			if filepath.Ext(c.file) == ".tsv" {
				args = []string{"explain", "--dict", folder, "--text", "钟敲了3响响响响响响响响响响响响。"}
			}
			var out bytes.Buffer
			start := time.Now()
			code := execute(context.Background(), args, strings.NewReader(""), &out, &out)
			if took := time.Since(start); took > withinTime {
				t.Errorf("took %v", took)
			}
			if out.Len() > 400_000 {
				t.Errorf("prints %d bytes", out.Len())
			}
			if c.want != "" && (code == exitDone || !strings.Contains(out.String(), c.want)) {
				t.Errorf("exit code %d; no %q in %.500s", code, c.want, out.String())
			}
			if c.want == "" && code != exitDone {
				t.Errorf("exit code %d: %.500s", code, out.String())
			}
		})
	}
}
