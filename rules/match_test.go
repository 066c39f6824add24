package rules_test

import (
	"fmt"
	"slices"
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
		if strings.HasPrefix(id, "word.") || strings.Contains(line, "part: true") {
			b.WriteString(rest)
		} else {
			b.WriteString(restWant)
		}
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

// What patterns match. The rule asked for is the last.
func TestMatching(t *testing.T) {
	const red = "entity.red: 红 & value: {entity: {kind: product}}"
	for _, tc := range []struct {
		name  string
		rules []string
		texts map[string]string
	}{
		{"one match from a start, the longest edge first", []string{"word.a: {lex:colour} {lex:thing}?"}, map[string]string{
			"红色旗": "红色旗", "红旗": "红旗", "红色": "红色", "黑": "黑",
		}},
		{"a shorter edge where the longer leads nowhere", []string{"word.a: {lex:colour} 色马"}, map[string]string{
			"红色马": "红色马", "蓝色马": "蓝色马", "红色色马": "红色色马",
		}},
		{"an expression gives nothing back", []string{"word.a: {lex:colour} 色? {x:lex:colour}? 色马"}, map[string]string{
			"蓝色马": "", "蓝色色马": "蓝色色马",
		}},
		{"an optional item may take nothing", []string{"word.a: {lex:colour}? 马"}, map[string]string{
			"红马": "红马 马", "马": "马", "红": "",
		}},
		{"optional items at the end", []string{"word.a: 马 {num}? {lex:thing}?"}, map[string]string{
			"马3车": "马3车", "马车": "马车", "马3": "马3", "马": "马",
		}},
		{"one or more, as many as there are", []string{"word.a: {cs:lex:colour}+ 马"}, map[string]string{
			"红蓝黑马": "红蓝黑马 蓝黑马 黑马", "马": "",
		}},
		{"fewer where all lead nowhere", []string{"word.a: {cs:lex:colour}+ {c:lex:colour} 马"}, map[string]string{
			"红蓝黑马": "红蓝黑马 蓝黑马", "黑马": "",
		}},
		{"none or more", []string{"word.a: 马 {cs:lex:colour}* 车"}, map[string]string{
			"马车": "马车", "马红蓝车": "马红蓝车",
		}},
		{"alternatives, the longest first", []string{"word.a: {x:lex:colour|thing} 马"}, map[string]string{
			"红旗马": "红旗马 旗马", "红马": "红马",
		}},
		{"other rules", []string{"word.b: {lex:colour} 马", "word.c: {b:word.b} 车", "word.a: {c:word.c|word.b} 旗"}, map[string]string{
			"红马车旗": "红马车旗", "红马旗": "红马旗", "红旗": "",
		}},
		{"a family of rules", []string{"word.x.one: 红", "word.x.two: 红马", "word.a: {word.x} 车"}, map[string]string{
			"红马车": "红马车", "红车": "红车",
		}},
		{"a column", []string{"word.a: {lex:colour tone=cold} 马"}, map[string]string{"红马蓝马": "蓝马"}},
		{"several values of a column", []string{"word.a: {lex:colour code=1|3} 马"}, map[string]string{"红马蓝马黑马": "红马 蓝马"}},
		{"not a value of a column", []string{"word.a: {lex:colour code!=1} 马"}, map[string]string{"红马蓝马黑马": "蓝马 黑马"}},
		{"an empty column", []string{"word.a: {lex:colour code=} 马"}, map[string]string{"红马蓝马黑马": "黑马"}},
		{"is", []string{"word.b: 红旗", "word.a: {lex:thing is=word.b}"}, map[string]string{"红旗车": "红旗"}},
		{"is not", []string{"word.b: 红旗", "word.a: {lex:thing is!=word.b}"}, map[string]string{"红旗车": "旗 车"}},
		{"is a token", []string{"word.a: {lex:thing is=pos:n*}"}, map[string]string{"马/ns 马/v 红旗/n": "马 红旗"}},
		{"starts", []string{"word.a: {lex:thing starts=lex:colour}"}, map[string]string{"红旗旗": "红旗"}},
		{"starts not", []string{"word.a: {lex:thing starts!=lex:colour}"}, map[string]string{"红旗旗": "旗 旗"}},
		{"length", []string{"word.a: {lex:thing len=2}"}, map[string]string{"红旗马车": "红旗 马车"}},
		{"a whole token", []string{"word.a: {lex:thing token}"}, map[string]string{"红旗/n 马车/n": "红旗 马车", "红/a 旗马/n 车/n": "车"}},
		{"tokens", []string{"word.a: {pos:a} {pos:n*}"}, map[string]string{"红/a 旗/n 马/ns 红/n 车/n": "红旗"}},
		{"context before", []string{"word.a: 红 « 马 »"}, map[string]string{"红马马": "马"}},
		{"context behind", []string{"word.a: « {lex:colour} » 马"}, map[string]string{"红马蓝车": "红"}},
		{"guard at the start", []string{"word.a: 马车 & guard: start"}, map[string]string{"马车/n": "马车", "红马/n 车/n": "", "马/n 车旗/n": "马车"}},
		{"guard at the end", []string{"word.a: 马车 & guard: end"}, map[string]string{"红马/n 车/n": "马车", "马/n 车旗/n": ""}},
		{"guard at both ends", []string{"word.a: 马车 & guard: both"}, map[string]string{"马/n 车/n": "马车", "红马/n 车/n": "", "马/n 车旗/n": ""}},
		{"guard of a marked match", []string{"word.a: 红 « 马 » & guard: start"}, map[string]string{"红/a 马/n": "马", "红马/n": ""}},
		{"an empty match is none", []string{"word.a: {lex:thing}? & wake: always"}, map[string]string{"红马": "马"}},

		{"a whole number", []string{"word.a: {num int} 车"}, map[string]string{"3车": "3车", "3.5车": "", "三车": "三车"}},
		{"a number between", []string{"word.a: {num 1..12} 车"}, map[string]string{"12车": "12车", "13车": "", "0车": "", "十二车": "十二车", "1.5车": ""}},
		{"so many digits", []string{"word.a: {num digits=4} 车"}, map[string]string{"2023车": "2023车", "二〇二三车": "二〇二三车", "203车": "", "20230车": ""}},
		{"Chinese", []string{"word.a: {num chinese} 车"}, map[string]string{"三十车": "三十车", "30车": "", "3万车": ""}},
		{"Arabic", []string{"word.a: {num arabic} 车"}, map[string]string{"三十车": "", "30车": "30车", "3万车": ""}},
		{"one value", []string{"word.a: {num single} 车"}, map[string]string{"三车": "三车", "三五车": ""}},
		{"a multiplier alone", []string{"word.a: {num bare} 车"}, map[string]string{"万车": "万车", "3万车": ""}},
		{"no multiplier alone", []string{"word.a: {num full} 车"}, map[string]string{"万车": "", "3万车": "3万车"}},
		{"with a multiplier", []string{"word.a: {num multiplier} 车"}, map[string]string{"3万车": "3万车", "3车": ""}},

		{"the value of a numeral", []string{"word.a: {n:num} 车 & value: {number: n}"}, map[string]string{"3.4万车": "3.4万车=34000"}},
		{"a value passed on", []string{"word.b: {n:num} 马 & value: {number: n}", "word.a: {b:word.b} 车 & value: b"}, map[string]string{"3马车": "3马车=3"}},
		{"the value of an expression's group", []string{"word.a: 第 (?<n> [0-9]+ ) 车 & value: {number: n}"}, map[string]string{"第12车": "第12车=12"}},
		{"no value, no match", []string{"word.a: (?<n> 第 | [0-9]+ ) 车 & value: {number: n}"}, map[string]string{"第车": "", "8车": "8车=8"}},
		{"an operand that is left out", []string{"entity.a: {c:lex:colour}? {x:lex:thing} & value: {entity: {kind: product, name: c}}"}, map[string]string{"红车": "红车=红 车=车"}},
		{"a column as operand", []string{"entity.a: {c:lex:colour} & value: {entity: {kind: product, name: c.tone}}"}, map[string]string{"红蓝": "红=warm 蓝=cold"}},
		{"a column without a field", []string{"entity.a: {c:lex:colour} & value: {entity: {kind: product, name: c.code}}"}, map[string]string{"蓝黑": "蓝=3 黑=黑"}},
		{"operations in operations", []string{"word.a: {n:num} 马 {m:num} 车 & value: {sum: [n, {times: [m, 2]}]}"}, map[string]string{"3马4车": "3马4车=11"}},
		{"what an expression caught", []string{"entity.a: (?<c> 红 | 蓝 )? 马 & value: {entity: {kind: product, name: c}}"}, map[string]string{"红马": "红马=红 马=马"}},
		{"a rule that makes records", []string{red, "word.a: {r:entity.red} 马"}, map[string]string{"红马": "红马"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			set := loadRules(t, tc.rules...)
			id, _, _ := strings.Cut(tc.rules[len(tc.rules)-1], ":")
			for in, want := range tc.texts {
				if got := spans(t, set, id, in); got != want {
					t.Errorf("in %s: %q, want %q", in, got, want)
				}
			}
		})
	}
}

// A match that grows to the left, by tokens.
func TestGrow(t *testing.T) {
	const text = "青/a 山/n 大/a 绿/n 的/u 小/n 白/ns 黄/n 色/v 灰/n 旗/n"
	for _, tc := range []struct{ grow, text, want string }{
		{"over: [n]", text, "灰旗"},
		{"over: [n, v]", text, "黄色灰旗"},
		{"over: [n*, v]", text, "小白黄色灰旗"},
		{"over: [n*, v, u]", text, "绿的小白黄色灰旗"},
		{"over: [n*, v], max: 3", text, "黄色灰旗"},
		{"over: [n*, v], tokens: 2", text, "色灰旗"},
		{"over: [n], min: 2", text, ""},
		{"over: [n, v], min: 3", text, "黄色灰旗"},
		{"over: [a], min: 0", text, "旗"},
		{"over: [a]", text, ""},
		{"over: [n]", "旗/n", ""},
		{"over: [n], stop: thing", "山/n 车/n 灰/n 旗/n", "灰旗"},
		{"over: [n], pass: colour", "山/n 红/a 灰/n 旗/n", "山红灰旗"},
		{"over: [n], stop: thing, pass: thing", "车/n 灰/n 旗/n", "灰旗"},
		{"over: [n], each: 1", "山/n 海关/n 灰/n 旗/n", "灰旗"},
		{"over: [n]", "山/n 白旗/n", "山白旗"},
		{"over: [n], tokens: 0", "山/n 白旗/n", "白旗"},
		{"over: [n], head: [ns]", "青岛/ns 灰/n 红/p 白/n 旗/n", ""},
		{"over: [n], head: [ns], join: colour", "青岛/ns 灰/n 红/p 白/n 旗/n", "青岛灰红白旗"},
		{"over: [n], head: [ns, nr], join: colour", "青岛/ns 王明/nr 红/p 白/n 旗/n", ""},
		{"over: [n], head: [ns], join: colour", "青岛/ns 灰/n 红/p 海南/ns 旗/n", "海南旗"},
		{"over: [n], head: [ns], join: colour, apart: thing", "青岛/ns 车/n 红/p 白/n 旗/n", ""},
		{"over: [n], head: [nr]", "云/zg 泽/nr 灰/n 旗/n", "泽灰旗"},
		{"over: [n], head: [nr], coined: [zg]", "云/zg 泽/nr 灰/n 旗/n", "云泽灰旗"},
		{"over: [n], head: [nr], coined: [zg]", "云/zg 泽明/nr 灰/n 旗/n", "泽明灰旗"},
	} {
		set := loadRules(t, "word.a: 旗 & grow: {"+tc.grow+"}")
		if got := spans(t, set, "word.a", tc.text); got != tc.want {
			t.Errorf("%s over %s: %q, want %q", tc.grow, tc.text, got, tc.want)
		}
	}
}

// What is left of overlapping candidates.
func TestResolving(t *testing.T) {
	const product, number = " & value: {entity: {kind: product}}", " & value: {quantity: {number: n}}"
	for _, tc := range []struct {
		name, text, want string
		rules            []string
	}{
		{"the longest", "红马车", "b=红马车", []string{"entity.a: 红马" + product, "entity.b: 红马车" + product}},
		{"the longest though it starts later", "红马车旗", "b=马车旗", []string{"entity.a: 红马" + product, "entity.b: 马车旗" + product}},
		{"the leftmost of the same length", "红马车", "b=红马", []string{"entity.a: 马车" + product, "entity.b: 红马" + product}},
		{"the smaller id of the same place", "红马", "a=红马", []string{"entity.b: 红马" + product, "entity.a: 红 马" + product}},
		{"side by side", "红马车", "a=红 b=马车", []string{"entity.a: 红" + product, "entity.b: 马车" + product}},
		{"the loser of a loser stays", "红马车旗色", "b=马车旗", []string{"entity.a: 红马" + product, "entity.b: 马车旗" + product, "entity.c: 旗色" + product}},
		{"greedily", "红马车旗", "a=红马 c=车旗", []string{"entity.a: 红马" + product, "entity.b: 马车" + product, "entity.c: 车旗" + product}},
		{"over beats length", "红马车", "a=红马", []string{"entity.a: 红马" + product + " & over: entity.b", "entity.b: 红马车" + product}},
		{"over a family", "红马车", "a=红马", []string{"entity.a: 红马" + product + " & over: [entity.x]", "entity.x.b: 马车" + product, "entity.x.c: 红马车" + product}},
		{"what is dropped drops nothing", "红马车", "c=红马车", []string{"entity.a: 红" + product + " & over: [entity.b]", "entity.b: 红马" + product + " & over: [entity.c]", "entity.c: 红马车" + product}},
		{"over only where they overlap", "红马车", "a=红 b=马车", []string{"entity.a: 红" + product + " & over: [entity.b]", "entity.b: 马车" + product}},
		{"types beside each other", "3车", "a=3车 q=3", []string{"entity.a: 3车" + product, "quantity.q: {n:num}" + number}},
		{"over across types", "3车", "a=3车", []string{"entity.a: 3车" + product + " & over: [quantity.q]", "quantity.q: {n:num}" + number}},
		{"a family blocked", "3车5", "a=3车 q=5", []string{"entity.a: 3车" + product + " & blocks: quantity", "quantity.q: {n:num}" + number}},
		{"only what lies within is blocked", "35车", "q=35 a=5车", []string{"entity.a: 5车" + product + " & blocks: quantity", "quantity.q: {n:num}" + number}},
		{"a rule blocked", "3车", "a=3车 r=3车", []string{"entity.a: 3车" + product + " & blocks: [quantity.q]", "quantity.q: {n:num}" + number, "quantity.r: {n:num} 车" + number}},
		{"blocked by what makes no records", "3车5", "q=5", []string{"word.a: 3车 & blocks: [quantity]", "quantity.q: {n:num}" + number}},
		{"a part makes no records", "红马", "a=红马", []string{"entity.a: {b:entity.b} 马" + product, "entity.b: 红" + product + " & part: true"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			set := loadRules(t, tc.rules...)
			in := sentence(tc.text)
			candidates, err := set.Match(in, rules.Options{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for range 2 { // the order of the candidates does not matter
				var got []string
				for _, m := range set.Resolve(candidates, nil) {
					got = append(got, m.Rule.ID[strings.LastIndexByte(m.Rule.ID, '.')+1:]+"="+string(in.Written[m.Span.Start:m.Span.End]))
				}
				if strings.Join(got, " ") != tc.want {
					t.Errorf("%q, want %q", strings.Join(got, " "), tc.want)
				}
				slices.Reverse(candidates)
			}
		})
	}
}

// Rules read the sentence in simplified characters; the names that they give
// are those of the text.
func TestRulesReadSimplified(t *testing.T) {
	set := loadRules(t, "entity.a: {lex:colour} 马 & value: {entity: {kind: product}}")
	in := sentence("红马")
	in.Written = []rune("紅馬")
	found, err := set.Match(in, rules.Options{}, nil)
	if err != nil || len(found) != 1 || found[0].Value.(*rules.Entity).Name != "紅馬" {
		t.Errorf("found %v, %v", found, err)
	}
}
