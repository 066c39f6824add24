package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// sentence makes a sentence of a text. Its tokens are those written with their
// tags, 红/a 旗/n; where a text has none, every character is a token x.
func sentence(s string) *rules.Sentence {
	in := &rules.Sentence{}
	fields := []string{}
	if strings.Contains(s, "/") {
		fields = strings.Fields(s)
	} else {
		for _, r := range s {
			fields = append(fields, string(r)+"/x")
		}
	}
	for _, f := range fields {
		word, tag, _ := strings.Cut(f, "/")
		start := text.Pos(len(in.Folded))
		in.Folded = append(in.Folded, []rune(word)...)
		in.Tokens = append(in.Tokens, text.Token{Span: text.Span{Start: start, End: text.Pos(len(in.Folded))}, POS: tag})
	}
	in.Written = in.Folded
	in.Span = text.Span{End: text.Pos(len(in.Folded))}
	return in
}

// spans are the matches of one rule, one beside the other.
func spans(tb testing.TB, set *rules.Set, id, s string) string {
	tb.Helper()
	in := sentence(s)
	found, err := set.Find(set.Rule(id), in)
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for _, c := range found {
		out = append(out, shown(in, c))
	}
	return strings.Join(out, " ")
}

func shown(in *rules.Sentence, c rules.Candidate) string {
	s := string(in.Written[c.Span.Start:c.Span.End])
	if n, ok := c.Value.(*rules.Number); ok && n.Value != nil {
		s += "=" + n.Value.String()
	}
	if e, ok := c.Value.(*rules.Entity); ok {
		s += "=" + e.Name
	}
	return s
}

// ruleFile writes rules from lines `id: pattern`, further keys behind ` & `.
func ruleFile(lines ...string) string {
	var b strings.Builder
	for _, line := range lines {
		keys := strings.Split(line, " & ")
		id, pattern, _ := strings.Cut(keys[0], ": ")
		fmt.Fprintf(&b, "- id: %s\n  pattern: '%s'\n", id, pattern)
		for _, key := range keys[1:] {
			fmt.Fprintf(&b, "  %s\n", key)
		}
		b.WriteString(map[bool]string{false: rest, true: restWant}[strings.HasPrefix(id, "entity.")])
	}
	return b.String()
}

func loadRules(tb testing.TB, lines ...string) *rules.Set {
	tb.Helper()
	set, err := rules.Load(smallDict(tb), layer("own", "my.yaml", ruleFile(lines...)))
	if err != nil {
		tb.Fatal(err)
	}
	return set
}
