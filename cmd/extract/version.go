package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"zhfacts/pipeline"
)

// version is what a run was made with: two runs with the same one, the same settings
// and the same input give the same bytes.
type version struct {
	Version  string `json:"version"`
	Revision string `json:"revision"`
	Modified bool   `json:"modified"` // built from a tree with local changes
	Go       string `json:"go"`
	pipeline.Hashes
}

// version tells the build, and hashes of schema, rules and lexicons.
func (s *settings) version() (*version, error) {
	b, ok := pipeline.ThisBuild()
	if !ok {
		return nil, failed("this build does not say what it is built from")
	}
	v := &version{Version: b.Version, Revision: cmp.Or(b.Revision, "unknown"), Modified: b.Modified, Go: b.Go}
	var err error
	v.Hashes, err = pipeline.Options{Rules: s.Rules, Dict: s.Dict}.Hashes()
	return v, err
}

func versionCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print which build this is, and hashes of what it knows",
		Long: `version prints the build, and the SHA-256 of the JSON Schema of the records, of
the rules and of the lexicons, the folders of --rules and --dict included: with
the same ones, the same settings and the same input, the output is the same.`,
		Args: exactly(),
	}
	asJSON := addJSON(cmd)
	cmd.RunE = withSettings(func(cmd *cobra.Command, _ []string, s *settings) error {
		v, err := s.version()
		if err != nil {
			return err
		}
		if *asJSON {
			return printJSON(cmd.OutOrStdout(), v)
		}
		modified := ""
		if v.Modified {
			modified = " with local changes"
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "extract %s (revision %s%s, %s)\nschema    %s\nrules     %s\nlexicons  %s\n",
			v.Version, v.Revision, modified, v.Go, v.Schema, v.Rules, v.Lexicons)
		return err
	})
	addFlags(cmd, []string{"rules", "dict"})
	return cmd
}
