package main

import (
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/pipeline"
)

// The shell completes names of rules and lexicons: the built-in ones and those of the
// folders that the command line, the environment or extract.yaml give.

// completeRules completes the values of a flag with rules.
func completeRules(cmd *cobra.Command, flag string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, ruleNames); err != nil {
		panic("extract: internal error: " + err.Error()) // the command lacks the flag
	}
}

func ruleNames(cmd *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	return completed(cmd, begun, func(x *pipeline.Extractor, add func(name, doc string)) {
		for _, r := range x.Rules().Rules() {
			add(r.ID, r.Doc)
		}
		for _, r := range ofLinking(x) {
			add(r.ID, r.Doc)
		}
	})
}

func lexiconNames(cmd *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	return completed(cmd, begun, func(x *pipeline.Extractor, add func(name, doc string)) {
		for _, name := range x.Lexicons().Names() {
			lex, _ := x.Lexicons().Lexicon(name)
			add(name, lex.Doc)
		}
	})
}

// completed offers the names that go on as they were begun; none where rules or words
// do not load, which the command will say.
func completed(cmd *cobra.Command, begun string, each func(*pipeline.Extractor, func(name, doc string))) ([]string, cobra.ShellCompDirective) {
	s, err := loadSettings(cmd)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	x, err := s.untested()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	each(x, func(name, doc string) {
		if strings.HasPrefix(name, begun) {
			names = append(names, name+"\t"+doc)
		}
	})
	return names, cobra.ShellCompDirectiveNoFileComp
}
