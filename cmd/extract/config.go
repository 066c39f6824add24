package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

// shownSetting is a setting as config prints it.
type shownSetting struct {
	Key    string `json:"key"`
	Value  string `json:"value"` // of several values, with commas between
	Origin string `json:"origin"`
}

func configCommand() *cobra.Command {
	var asJSON *bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show every setting and where its value comes from",
		Long: `config shows the settings that a command would use, given the same flags,
environment and folder. A flag (--workers 4) counts more than the environment
(EXTRACT_WORKERS=4), that more than a file (workers: 4 in extract.yaml of the
current folder, or the one --config names), and that more than the default.

Settings with several values take a sequence in the file and words with commas
between them elsewhere.`,
		Example: `  extract config
  EXTRACT_DATE=2023-12-28 extract config --workers 2`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := loadSettings(cmd)
			if err != nil {
				return err
			}
			list := make([]shownSetting, 0, len(options))
			for _, o := range options {
				list = append(list, shownSetting{o.key, s.values[o.key], s.origins[o.key]})
			}
			if *asJSON {
				return printJSON(cmd.OutOrStdout(), list)
			}
			out := &failingWriter{to: cmd.OutOrStdout()}
			width := 0
			for _, one := range list {
				width = max(width, len(one.Key))
			}
			for _, one := range list {
				fmt.Fprintf(out, "%-*s  %-10s  %s\n", width, one.Key, one.Value, one.Origin)
			}
			return out.err
		},
	}
	asJSON = addJSON(cmd)
	addFlags(cmd, reading, writing, batches, streams, sets, knowledge)
	return cmd
}
