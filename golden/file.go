package golden

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"zhfacts/pipeline/record"
)

// ReadRecords reads JSON Lines as the pipeline writes them; records of type error,
// which stand for documents that failed, are passed over. The error is
// record.Problems, all of them, each with its line, or that of reading.
func ReadRecords(in io.Reader) ([]record.Record, error) {
	var out []record.Record
	var problems record.Problems
	lines := bufio.NewReader(in)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 && !record.IsError(line) {
			r, wrong := record.Parse(bytes.TrimSuffix(line, []byte{'\n'}))
			var ps record.Problems
			if errors.As(wrong, &ps) {
				for i := range ps {
					ps[i].Line = n
				}
				problems = append(problems, ps...)
			}
			out = append(out, r)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return out, nil
}

// ReadFile reads the records of one golden file. A file that does not exist
// is an error that errors.Is tells as fs.ErrNotExist.
func ReadFile(path string) ([]record.Record, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	records, err := ReadRecords(file)
	if err != nil {
		return nil, fmt.Errorf("%s is no golden file:\n%w\nMake it anew by accepting what the pipeline writes now", path, err)
	}
	return records, nil
}

// WriteFile writes the records of one document as a golden file, whole or not
// at all. It refuses records that break a promise.
func WriteFile(path string, records []record.Record) error {
	if err := record.CheckDocument(records, nil); err != nil {
		return fmt.Errorf("%s is not written: the records are invalid:\n%w", path, err)
	}
	return replaceFile(path, record.AppendLines(nil, records))
}

// replaceFile writes a file whole, or leaves the earlier one.
func replaceFile(path string, out []byte) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".accept-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	_, err = file.Write(out)
	err = errors.Join(err, file.Chmod(0o644), file.Close())
	if err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// Article is a text with a golden file.
type Article struct {
	Name   string // of the file without its ending
	Path   string
	Golden string // path of the golden file, which may not exist yet
}

// Doc is the id of the article's document.
func (a Article) Doc() string { return filepath.Base(a.Path) }

// Articles lists the articles of a folder, *.txt, by name, with their golden
// files NAME.jsonl in the folder golden.
func Articles(folder, golden string) ([]Article, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s: there is no article (*.txt) in this folder", folder)
	}
	slices.Sort(paths)
	articles := make([]Article, len(paths))
	for i, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		articles[i] = Article{Name: name, Path: path, Golden: filepath.Join(golden, name+".jsonl")}
	}
	return articles, nil
}

// Orphans lists the golden files that no article has.
func Orphans(articles []Article, golden string) ([]string, error) {
	paths, err := filepath.Glob(filepath.Join(golden, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(paths, func(path string) bool {
		return slices.ContainsFunc(articles, func(a Article) bool { return a.Golden == path })
	}), nil
}
