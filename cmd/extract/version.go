package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print which build this is",
		Args:  exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			info, ok := debug.ReadBuildInfo()
			if !ok {
				return failed("this build does not say what it is built from")
			}
			revision, modified := "unknown", ""
			for _, s := range info.Settings {
				switch {
				case s.Key == "vcs.revision":
					revision = s.Value
				case s.Key == "vcs.modified" && s.Value == "true":
					modified = " with local changes"
				}
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "extract %s (revision %s%s, %s)\n", info.Main.Version, revision, modified, info.GoVersion)
			return err
		},
	}
}
