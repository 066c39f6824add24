package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Output is a file that appears whole or not at all: what is written goes to
// a file beside it until Commit puts that in its place.
type Output struct {
	*os.File
	path   string
	direct bool // a device or pipe, which cannot be replaced
}

// Create begins an output file. A link is followed; a device or pipe is
// written to as it is.
func Create(path string) (*Output, error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	mode := fs.FileMode(0o666)
	if info, err := os.Stat(path); err == nil {
		if info.IsDir() {
			return nil, fmt.Errorf("cannot write to %s: it is a folder", path)
		}
		if !info.Mode().IsRegular() {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return nil, fmt.Errorf("cannot write to %s: %w", path, reason(err))
			}
			return &Output{File: f, path: path, direct: true}, nil
		}
		mode = info.Mode().Perm()
	}
	for n := 0; ; n++ {
		beside := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d-%d.tmp", filepath.Base(path), os.Getpid(), n))
		f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("cannot write to %s: %w", path, reason(err))
		}
		return &Output{File: f, path: path}, nil
	}
}

// Commit puts what was written in the place of the file.
func (o *Output) Commit() error {
	if o.direct {
		return o.Close()
	}
	err := o.Sync()
	if closeErr := o.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(o.Name(), o.path)
	}
	if err != nil {
		os.Remove(o.Name())
		return fmt.Errorf("cannot write to %s: %w", o.path, reason(err))
	}
	return nil
}

// Abort leaves the file as it was.
func (o *Output) Abort() {
	o.Close()
	if !o.direct {
		os.Remove(o.Name())
	}
}
