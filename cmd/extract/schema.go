package main

import (
	"github.com/spf13/cobra"

	"zhfacts/pipeline/record"
)

func schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the records",
		Long: `schema prints the JSON Schema (2020-12) that every line of the output keeps.
What no schema can state, as that source[start:end] is raw, 'extract validate'
checks too.`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(record.Schema())
			return err
		},
	}
}
