package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "extract",
		Short: "Turn Chinese articles into a data set of grounded facts",
		Long: `extract reads Chinese articles and prints what they state as JSON Lines:
quantities, times, entities, and facts that tie them together, each with its
exact place in the source and the rule that found it.

'extract help' with rules, dict, golden or records explains these.`,
		Example: `  extract run article.txt              the records of one article
  extract run articles/ -o facts.jsonl the records of all articles of a folder
  extract explain article.txt --at 120 why the text at this place gave what it gave`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		DisableAutoGenTag: true,
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return suggestFlag(cmd, err) })
	root.AddGroup(
		&cobra.Group{ID: "work", Title: "Extract:"},
		&cobra.Group{ID: "tune", Title: "Tune rules:"},
		&cobra.Group{ID: "data", Title: "Check data:"},
		&cobra.Group{ID: "more", Title: "More:"},
	)
	root.SetHelpCommandGroupID("more")
	root.SetHelpCommand(helpCommand(root))
	root.SetCompletionCommandGroupID("more")
	root.PersistentFlags().String("config", "", "read settings from `FILE` (default extract.yaml, if there is one)")
	for _, group := range []struct {
		id       string
		commands []*cobra.Command
	}{
		{"work", []*cobra.Command{runCommand(), datasetCommand(), explainCommand(), normaliseCommand()}},
		{"tune", []*cobra.Command{rulesCommand(), dictCommand(), newRuleCommand(), checkCommand(), acceptCommand(), pinCommand(), unpinCommand(), compareCommand(), reportCommand(), serveCommand()}},
		{"data", []*cobra.Command{schemaCommand(), validateCommand(), annotateCommand(), scoreCommand()}},
		{"more", []*cobra.Command{configCommand(), versionCommand()}},
	} {
		for _, cmd := range group.commands {
			cmd.GroupID = group.id
			root.AddCommand(cmd)
		}
	}
	root.InitDefaultCompletionCmd()
	if cmd, _, err := root.Find([]string{"completion"}); err == nil {
		cmd.Args = cobra.NoArgs
		cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	}
	return root
}

// suggestFlag names the flag that was probably meant, and says of a number what
// it cannot be.
func suggestFlag(cmd *cobra.Command, err error) error {
	var value *pflag.InvalidValueError
	if errors.As(err, &value) && errors.Is(err, strconv.ErrRange) {
		return fmt.Errorf("--%s cannot be %q; use a smaller number", value.GetFlag().Name, value.GetValue())
	}
	if errors.As(err, &value) && errors.Is(err, strconv.ErrSyntax) {
		use := "a number"
		if value.GetFlag().Value.Type() == "bool" {
			use = "true or false"
		}
		return fmt.Errorf("--%s cannot be %q; use %s", value.GetFlag().Name, value.GetValue(), use)
	}
	_, name, found := strings.Cut(err.Error(), "unknown flag: --")
	if !found {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := closest(name, names); near != "" {
		return fmt.Errorf("unknown flag --%s; did you mean --%s?", name, near)
	}
	return fmt.Errorf("unknown flag --%s", name)
}

// atLeastOne demands arguments, with a message that says which.
func atLeastOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("%s needs %s", cmd.CommandPath(), what)
		}
		return nil
	}
}

// exactly demands as many arguments as it is given names of.
func exactly(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == len(names):
			return nil
		case len(args) > len(names):
			return fmt.Errorf("%s does not know what to do with %q", cmd.CommandPath(), args[len(names)])
		}
		return fmt.Errorf("%s needs %s", cmd.CommandPath(), strings.Join(names[len(args):], " and "))
	}
}

// notEmpty demands of flags that are given that they say something.
func notEmpty(cmd *cobra.Command, flags ...string) error {
	for _, name := range flags {
		if f := cmd.Flags().Lookup(name); f.Changed && strings.TrimSpace(f.Value.String()) == "" {
			what, _ := pflag.UnquoteUsage(f)
			return fmt.Errorf("--%s is empty: it needs a %s", name, what)
		}
	}
	return nil
}
