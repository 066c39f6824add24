package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Editors write a file in several steps: a change is told when nothing more has
// happened for a moment, or after a longer while of unrest.
const (
	calmAfter  = 60 * time.Millisecond
	calmAtMost = time.Second
)

// followFiles tells of changes to files, and to those in folders and below that are
// wanted, until the context ends; then the channel is closed. A path that does not
// exist is an error.
func followFiles(ctx context.Context, paths []string, wanted func(path string) bool) (<-chan struct{}, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	files := map[string]bool{} // of the folders watched for a file, what counts
	var folders []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err == nil && info.IsDir() {
			folders = append(folders, filepath.Clean(path))
			err = followFolder(watcher, path)
		} else if err == nil {
			// Many editors put a new file in the place of the old one, so the
			// folder is watched.
			files[filepath.Clean(path)] = true
			err = watcher.Add(filepath.Dir(path))
		}
		if err != nil {
			watcher.Close()
			return nil, err
		}
	}
	counts := func(name string) bool {
		name = filepath.Clean(name)
		if strings.HasPrefix(filepath.Base(name), ".") {
			return false
		}
		if files[name] {
			return true
		}
		for _, folder := range folders {
			if rel, err := filepath.Rel(folder, name); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
				return true
			}
		}
		return false
	}
	changes := make(chan struct{}, 1)
	go func() {
		defer close(changes)
		defer watcher.Close()
		var calm *time.Timer
		var calmed <-chan time.Time
		var since time.Time
		for {
			select {
			case <-ctx.Done():
				return
			case event, ok := <-watcher.Events:
				if !ok {
					return
				}
				if event.Op == fsnotify.Chmod || !counts(event.Name) {
					continue
				}
				folder := false
				if event.Has(fsnotify.Create) {
					if info, err := os.Stat(event.Name); err == nil && info.IsDir() {
						folder = true
						followFolder(watcher, event.Name)
					}
				}
				if !folder && !wanted(event.Name) {
					continue
				}
				now := time.Now()
				if calm == nil {
					since, calm = now, time.NewTimer(calmAfter)
				} else if now.Sub(since) < calmAtMost {
					calm.Reset(calmAfter)
				}
				calmed = calm.C
			case _, ok := <-watcher.Errors: // too many events at once: something changed
				if !ok {
					return
				}
				if calm == nil {
					since, calm = time.Now(), time.NewTimer(calmAfter)
				}
				calmed = calm.C
			case <-calmed:
				calm, calmed = nil, nil
				select {
				case changes <- struct{}{}:
				default: // the one before has not been taken up yet
				}
			}
		}
	}()
	return changes, nil
}

// followFolder watches a folder and those below it, but for hidden ones.
func followFolder(watcher *fsnotify.Watcher, root string) error {
	root = strings.TrimSuffix(root, "/") + "/" // leads into a folder that is a link
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) && path != root {
				return nil
			}
			return err
		}
		if !entry.IsDir() {
			return nil
		}
		if path != root && strings.HasPrefix(entry.Name(), ".") {
			return fs.SkipDir
		}
		return watcher.Add(path)
	})
}
