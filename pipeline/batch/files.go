package batch

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"zhfacts/pipeline"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// Texts are inputs of one document a file.
type Texts struct {
	Paths    []string  // files, folders, and Stdin
	Stdin    io.Reader // what Stdin reads
	Encoding string    // of the files; told from their bytes when empty
	Date     string    // of all documents; empty when not known
	MaxSize  int64     // the greatest size of a document in bytes
	Except   string    // a file that is left out of folders: the output
}

// Items finds the documents: files in the order given, the files of a folder
// and of those within it in the order of their paths. Hidden files and folders
// of a folder are left out. The id of a document is its path relative to the
// folder given, for a file given its name, for standard input "-".
func (t Texts) Items() Items {
	return func(yield func(Item, error) bool) {
		for _, path := range t.Paths {
			if path == Stdin {
				if !yield(Item{Stdin, func() (pipeline.Input, error) { return t.read(Stdin, t.Stdin) }}, nil) {
					return
				}
				continue
			}
			for f, err := range files(path, t.Except) {
				if err != nil {
					if !yield(Item{}, err) {
						return
					}
					continue
				}
				item := Item{f.path, func() (pipeline.Input, error) { return t.open(f) }}
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}

func (t Texts) open(f file) (pipeline.Input, error) {
	r, err := os.Open(f.path)
	if err != nil {
		return pipeline.Input{}, reason(err)
	}
	defer r.Close()
	return t.read(f.id, r)
}

func (t Texts) read(id string, r io.Reader) (pipeline.Input, error) {
	data, err := io.ReadAll(io.LimitReader(r, t.MaxSize+1))
	if err != nil {
		return pipeline.Input{}, reason(err)
	}
	if int64(len(data)) > t.MaxSize {
		return pipeline.Input{}, tooLarge(t.MaxSize)
	}
	return pipeline.Input{ID: id, Bytes: data, Encoding: t.Encoding, Date: t.Date}, nil
}

func tooLarge(limit int64) error {
	return fmt.Errorf("the document is larger than %d bytes; split it, or raise the limit with --max-size", limit)
}

// reason is an error without the path, which the message names already.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// file is a file found: where it is, and its id.
type file struct{ path, id string }

// files gives the file at path, or the files below it if it is a folder.
func files(path, except string) func(yield func(file, error) bool) {
	return func(yield func(file, error) bool) {
		info, err := os.Stat(path)
		if err != nil {
			yield(file{}, named(path, reason(err)))
			return
		}
		if !info.IsDir() {
			yield(file{path, filepath.Base(path)}, nil)
			return
		}
		for _, f := range walk(path, except) {
			if !yield(f.file, f.err) {
				return
			}
		}
	}
}

type found struct {
	file
	err error
}

// walk lists a folder before anything is read, so that the order is that of
// the whole paths and files written meanwhile do not come in.
func walk(root, except string) []found {
	var all []found
	skip, _ := os.Stat(except)
	filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(root, path)
		if relErr != nil {
			rel = path
		}
		f := found{file: file{path, filepath.ToSlash(rel)}}
		if err != nil {
			f.err = named(path, reason(err))
			all = append(all, f)
			return nil
		}
		if path != root && strings.HasPrefix(entry.Name(), ".") {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		info, err := os.Stat(path) // follows a link to a file
		switch {
		case err != nil:
			f.err = named(path, reason(err))
		case !info.Mode().IsRegular(), skip != nil && os.SameFile(info, skip):
			return nil
		}
		all = append(all, f)
		return nil
	})
	slices.SortStableFunc(all, func(a, b found) int { return strings.Compare(a.id, b.id) })
	if len(all) == 0 {
		all = append(all, found{err: named(root, errors.New("the folder holds no files"))})
	}
	return all
}
