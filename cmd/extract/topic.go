package main

import (
	"embed"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// topics are texts that explain what the commands work on. Their examples are run in
// tests.
//
//go:embed help/*.txt
var topics embed.FS

// topicNames are the topics in the order in which they are listed.
var topicNames = []string{"rules", "dict", "golden", "records"}

// topic is the text of a topic.
func topic(name string) (string, bool) {
	text, err := topics.ReadFile("help/" + name + ".txt")
	return string(text), err == nil
}

// helpCommand explains commands and topics.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND | " + strings.Join(topicNames, " | ") + "]",
		Short:   "Explain a command, or rules, dict, golden files or records",
		GroupID: "more",
		Long: `help explains a command, or one of the topics that the commands work on: the
format of rules, the lexicons (dict), what has been accepted (golden), and the
records of the output.`,
		Example: `  extract help rules
  extract help run`,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			names := append([]string{}, topicNames...)
			for _, c := range root.Commands() {
				if c.IsAvailableCommand() {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				if text, ok := topic(args[0]); ok {
					if of, _, err := root.Find(args); err == nil && of != root {
						text += fmt.Sprintf("\n%s --help lists its commands.\n", of.CommandPath())
					}
					_, err := fmt.Fprint(cmd.OutOrStdout(), text)
					return err
				}
			}
			of, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return fmt.Errorf("there is no command or topic %s; the topics are %s", strings.Join(args, " "), strings.Join(topicNames, ", "))
			}
			of.InitDefaultHelpFlag()
			return of.Help()
		},
	}
}
