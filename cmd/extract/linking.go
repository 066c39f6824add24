package main

import (
	"strings"

	"zhfacts/pipeline"
)

// ofLinking lists what makes facts and is code, no pattern: the constructs that read a
// quantity out of its clause, whose names facts have as their rule, and the rules of
// carrying. Lexicons say what each is for.
func ofLinking(x *pipeline.Extractor) []listedRule {
	list := constructs(x)
	for _, c := range x.Carries() {
		doc := c.Doc
		if !c.On() {
			doc = "Turned off. " + doc
		}
		list = append(list, listedRule{RuleRef: pipeline.RuleRef{ID: c.Name, File: c.File, Line: c.Line, Doc: doc}})
	}
	return list
}

// constructs lists the constructs of linking; lexicons of an earlier revision may know none.
func constructs(x *pipeline.Extractor) []listedRule {
	lex, ok := x.Lexicons().Lexicon("construct")
	if !ok {
		return nil
	}
	var list []listedRule
	for _, e := range lex.Entries() {
		doc := e.Field("what") + " " + e.Field("example")
		list = append(list, listedRule{RuleRef: pipeline.RuleRef{ID: e.Word, File: e.File, Line: e.Line, Doc: doc}})
	}
	return list
}

// pick takes out of names those that are of the list, which ids or families with a dot at
// their end can name, and gives what they name; all of it for no names.
func pick(list []listedRule, names []string) (picked []listedRule, others []string) {
	if len(names) == 0 {
		return list, nil
	}
	chosen := map[string]bool{}
	for _, name := range names {
		found := false
		for _, r := range list {
			if r.ID == name || strings.HasSuffix(name, ".") && strings.HasPrefix(r.ID, name) {
				chosen[r.ID], found = true, true
			}
		}
		if !found {
			others = append(others, name)
		}
	}
	for _, r := range list {
		if chosen[r.ID] {
			picked = append(picked, r)
		}
	}
	return picked, others
}
