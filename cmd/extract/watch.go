package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// watch does something now and after every change in the folders, until the context
// ends. Errors of what is done are printed, and watching goes on; wrong use that
// nothing can mend is an error of the first time.
func watch(cmd *cobra.Command, folders []string, do func() error) error {
	folders = slices.Compact(slices.Sorted(slices.Values(folders)))
	if len(folders) == 0 {
		return errors.New("--watch needs something to watch: give a folder with --rules or --dict")
	}
	changes, err := followFiles(cmd.Context(), folders, func(path string) bool {
		return slices.Contains(watched, filepath.Ext(path))
	})
	if err != nil {
		return failed("cannot watch: %w", err)
	}
	out := cmd.OutOrStdout()
	for {
		if isTerminal(out) {
			fmt.Fprint(out, "\x1b[2J\x1b[H") // begins on an empty screen
		}
		start := time.Now()
		err := do()
		if err := cmd.Context().Err(); err != nil {
			return nil
		}
		if err != nil && !errors.Is(err, errFailed) {
			fmt.Fprintf(out, "%v\n", counted(err))
		}
		fmt.Fprintf(out, "-- %.2f s; watching %s; Ctrl-C ends it\n", time.Since(start).Seconds(), strings.Join(folders, ", "))
		if _, more := <-changes; !more {
			return nil
		}
	}
}

// watched are the endings of the files whose changes count.
var watched = []string{".yaml", ".tsv", ".txt", ".jsonl"}

// knowledgeFolders are the folders of rules and lexicons that the settings name.
func (s *settings) knowledgeFolders() []string {
	var folders []string
	for _, folder := range slices.Concat(s.Rules, s.Dict) {
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			folders = append(folders, folder)
		}
	}
	return folders
}
