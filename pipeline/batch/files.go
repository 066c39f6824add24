package batch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"

	"zhfacts/pipeline/text"
)

// File is a file of a corpus.
type File struct {
	Path string // where it is
	ID   string // its path below the folder given, or its name; the same on every machine
	Err  error  // why it cannot be read; the others are there all the same

	alone bool // the only file of the corpus
}

// name is how messages name the file.
func (f File) name() string {
	if f.Path == "" || f.ID == Stdin { // standard input may have been put on disk
		return f.ID
	}
	return f.Path
}

// Files lists the files: in the order of Paths, those of a folder and of the
// folders within it in the order of their paths. Hidden files and folders of a
// folder are left out, and links to folders. All are listed before any is read, so that files written
// meanwhile do not come in.
func (c *Corpus) Files() []File {
	var all []File
	skip, _ := os.Stat(c.Except)
	for _, path := range c.Paths {
		all = append(all, c.find(path, skip)...)
	}
	for i := range all {
		all[i].ID = readable(all[i].ID)
	}
	if c.Sorted {
		slices.SortStableFunc(all, func(a, b File) int { return strings.Compare(a.ID, b.ID) })
	}
	return all
}

// find gives the file at path, the files below it if it is a folder, or those
// that match if it is a pattern.
func (c *Corpus) find(path string, skip fs.FileInfo) []File {
	base := filepath.Base(path)
	if path == Stdin {
		return []File{{Path: Stdin, ID: Stdin, alone: len(c.Paths) == 1}}
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return c.walk(path, "", path, skip)
	case err == nil:
		return []File{{Path: path, ID: base, alone: len(c.Paths) == 1}}
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(path, "*?[{"):
		folder, pattern := doublestar.SplitPattern(filepath.ToSlash(path))
		if _, err := os.Stat(folder); err == nil && doublestar.ValidatePattern(pattern) {
			return c.walk(folder, pattern, path, skip)
		}
	}
	return []File{{Path: path, ID: base, Err: reason(err)}}
}

// walk lists the files of a folder, those that match the pattern if there is
// one. asked is how the user names them.
func (c *Corpus) walk(root, pattern, asked string, skip fs.FileInfo) []File {
	var all []File
	root = strings.TrimSuffix(root, "/") + "/" // leads into a folder that is a link
	filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(root, path)
		if relErr != nil {
			rel = path
		}
		f := File{Path: path, ID: filepath.ToSlash(rel)}
		if err != nil {
			if f.Err = reason(err); path == root {
				f.Path, f.ID = asked, filepath.Base(asked)
			}
			all = append(all, f)
			return nil
		}
		hidden := path != root && strings.HasPrefix(entry.Name(), ".")
		if entry.IsDir() {
			if info, err := entry.Info(); hidden || err == nil && skip != nil && os.SameFile(info, skip) {
				return fs.SkipDir
			}
			return nil
		}
		if hidden || !c.wanted(f.ID) || pattern != "" && !doublestar.MatchUnvalidated(pattern, f.ID) {
			return nil
		}
		info, err := os.Stat(path) // follows a link to a file
		switch {
		case err != nil:
			f.Err = reason(err)
		case !info.Mode().IsRegular(), skip != nil && os.SameFile(info, skip):
			return nil
		}
		all = append(all, f)
		return nil
	})
	slices.SortStableFunc(all, func(a, b File) int { return strings.Compare(a.ID, b.ID) })
	if len(all) == 0 {
		all = append(all, File{Path: asked, ID: filepath.Base(asked), Err: errors.New("the folder holds no files that are wanted")})
	}
	return all
}

// readable gives the name of a file or of an entry in UTF-8, as an id has to be:
// archives that were packed on Chinese systems hold names in GB18030. What is
// neither has U+FFFD for the bytes that mean nothing.
func readable(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	if src, err := text.Decode([]byte(name), text.GB18030); err == nil {
		return src.Slice(0, src.Len())
	}
	return strings.ToValidUTF8(name, "\uFFFD")
}

// wanted tells whether the patterns let a file of a folder or of an archive in.
func (c *Corpus) wanted(id string) bool {
	return (len(c.Include) == 0 || matches(c.Include, id)) && !matches(c.Exclude, id)
}

// matches tells whether one of the patterns is that of the path, or, where it
// holds no slash, of its last part.
func matches(patterns []string, id string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		name := id
		if !strings.Contains(pattern, "/") {
			name = id[strings.LastIndexByte(id, '/')+1:]
		}
		return doublestar.MatchUnvalidated(pattern, name)
	})
}

// CheckPattern tells whether a pattern of Include or Exclude is well-formed.
func CheckPattern(pattern string) bool { return doublestar.ValidatePattern(pattern) }
