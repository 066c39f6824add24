package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/spf13/cobra"
)

// settled is how long nothing more may change before work begins anew: an editor
// saves in several steps.
const settled = 40 * time.Millisecond

// watch does something now and after every change in the folders, until the context
// ends. Errors of what is done are printed, and watching goes on; wrong use that
// nothing can mend is an error of the first time.
func watch(cmd *cobra.Command, folders []string, do func() error) error {
	folders = slices.Compact(slices.Sorted(slices.Values(folders)))
	if len(folders) == 0 {
		return errors.New("--watch needs something to watch: give a folder with --rules or --dict")
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return failed("cannot watch: %w", err)
	}
	defer w.Close()
	for _, folder := range folders {
		if err := w.Add(folder); err != nil {
			return fmt.Errorf("cannot watch %s: %w", folder, err)
		}
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
		if err := changed(cmd.Context(), w); err != nil {
			if errors.Is(err, context.Canceled) {
				return nil
			}
			return failed("cannot watch: %w", err)
		}
	}
}

// changed waits for a change of a file of rules, words or text, and until it is over.
func changed(ctx context.Context, w *fsnotify.Watcher) error {
	var quiet <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err, ok := <-w.Errors:
			if !ok {
				return io.ErrClosedPipe
			}
			return err
		case e, ok := <-w.Events:
			if !ok {
				return io.ErrClosedPipe
			}
			name := filepath.Base(e.Name)
			if e.Op != fsnotify.Chmod && !strings.HasPrefix(name, ".") && slices.Contains(watched, filepath.Ext(name)) {
				quiet = time.After(settled)
			}
		case <-quiet:
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
