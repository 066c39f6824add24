package main

import (
	"strings"
	"testing"
	"testing/fstest"

	"zhfacts/dict"
	"zhfacts/rules"
)

// Whatever an example marks, the rule that is written for it loads.
func FuzzSketch(f *testing.F) {
	lexicons, err := dict.Load(dict.Builtin())
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{
		"撑船过河用了[[两炷香]]。", "走了[[三五步半]]。", "[[初一]]开市", "容积率[[0.72]]的", "[[# {n} (a|b)* \\ ]]", "[['引号']]", "[[一]]", "[[ ]]", "[[\n]]", "[[……1“2”]]", "][[0]]]",
	} {
		for _, family := range []string{"quantity", "time", "entity", "word"} {
			f.Add(family, seed)
		}
	}
	f.Fuzz(func(t *testing.T, family, text string) {
		if !rules.ValidID(family+".own") || strings.ContainsFunc(text, func(r rune) bool {
			return r < ' ' && r != '\n' || r == '\u007F' || r == '\uFFFD' || r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\uFEFF'
		}) {
			return
		}
		sk, err := newSketch("own", family, "", "", []string{text}, nil, "")
		if err != nil {
			return
		}
		for i := range sk.examples {
			e := &sk.examples[i]
			if shape := shapeOf(e.span, "", "", lexicons); sk.shape == nil {
				sk.shape = shape
			} else {
				merge(sk.shape, shape)
			}
			if sk.emits() {
				e.want = []string{"kind: x"}
			}
		}
		if _, err := rules.Load(lexicons, rules.Layer{Name: "own", FS: fstest.MapFS{"own.yaml": {Data: []byte(sk.String())}}}); err != nil {
			t.Errorf("%v\n%s", err, sk)
		}
	})
}
