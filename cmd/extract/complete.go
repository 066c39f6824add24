package main

import (
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/dict"
	"zhfacts/rules"
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
	lexicons, s, err := loadLexicons(cmd)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	set, err := rules.Load(lexicons, s.ruleLayers()...)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, r := range set.Rules() {
		if strings.HasPrefix(r.ID, begun) {
			names = append(names, r.ID+"\t"+r.Doc)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func lexiconNames(cmd *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	lexicons, _, err := loadLexicons(cmd)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, name := range lexicons.Names() {
		if lex, _ := lexicons.Lexicon(name); strings.HasPrefix(name, begun) {
			names = append(names, name+"\t"+lex.Doc)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func loadLexicons(cmd *cobra.Command) (*dict.Set, *settings, error) {
	s, err := loadSettings(cmd)
	if err != nil {
		return nil, nil, err
	}
	lexicons, err := dict.Load(s.dictLayers()...)
	return lexicons, s, err
}

// ruleLayers are the built-in rules and the folders laid over them.
func (s *settings) ruleLayers() []rules.Layer {
	layers := []rules.Layer{rules.Builtin()}
	for _, folder := range s.Rules {
		layers = append(layers, rules.Folder(folder))
	}
	return layers
}

// dictLayers are the built-in lexicons and the folders laid over them.
func (s *settings) dictLayers() []dict.Layer {
	layers := []dict.Layer{dict.Builtin()}
	for _, folder := range s.Dict {
		layers = append(layers, dict.Folder(folder))
	}
	return layers
}
