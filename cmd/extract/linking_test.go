package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"zhfacts/pipeline"
)

// Every construct is read in its own example.
func TestConstructExamples(t *testing.T) {
	x, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	lex, ok := x.Lexicons().Lexicon("construct")
	if !ok {
		t.Fatal("there is no lexicon construct")
	}
	for _, e := range lex.Entries() {
		res, err := x.Extract(context.Background(), pipeline.Input{ID: e.Word, Text: e.Field("example")})
		if err != nil {
			t.Errorf("%s:%d: %v", e.File, e.Line, err)
			continue
		}
		var found []string
		for _, f := range res.Records.Facts {
			found = append(found, f.Rule)
		}
		if !strings.Contains(strings.Join(found, " ")+" ", e.Word+" ") {
			t.Errorf("%s:%d: the facts of %s are %v, none %s", e.File, e.Line, e.Field("example"), found, e.Word)
		}
	}
}

// Every rule that linking gives to a fact is explained.
func TestConstructsAreKnown(t *testing.T) {
	x, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, c := range constructs(x) {
		named[c.ID] = true
	}
	given := map[string]bool{}
	files, err := filepath.Glob("../../pipeline/link/*.go")
	if err != nil {
		t.Fatal(err)
	}
	rule := regexp.MustCompile(`"(fact\.[a-z-]+)"`)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range rule.FindAllSubmatch(data, -1) {
			given[string(m[1])] = true
		}
	}
	delete(given, "fact.level") // a construct whose readings have names of their own
	for id := range given {
		if !named[id] {
			t.Errorf("dict/construct.tsv lacks %s", id)
		}
	}
	for id := range named {
		if !given[id] {
			t.Errorf("dict/construct.tsv has %s, which linking does not know", id)
		}
	}
}
