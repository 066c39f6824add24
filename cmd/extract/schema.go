package main

import (
	"github.com/spf13/cobra"

	"zhfacts/pipeline/record"
	"zhfacts/rules"
)

func schemaCommand() *cobra.Command {
	var ofRules bool
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the records, or of rule files",
		Long: `schema prints the JSON Schema (2020-12) that every line of the output keeps.
What no schema can state, as that source[start:end] is raw, 'extract validate'
checks too.

With --rules it prints the schema of rule files, by which editors complete and
check them: a file whose first line is

    # yaml-language-server: $schema=rules.schema.json

is checked against rules.schema.json beside it.`,
		Example: `  extract schema > records.schema.json
  extract schema --rules > my-rules/rules.schema.json`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			schema := record.Schema()
			if ofRules {
				schema = rules.Schema()
			}
			_, err := cmd.OutOrStdout().Write(schema)
			return err
		},
	}
	cmd.Flags().BoolVar(&ofRules, "rules", false, "print the schema of rule files")
	return cmd
}
