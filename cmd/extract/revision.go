package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"zhfacts/dict"
	"zhfacts/pipeline"
	"zhfacts/rules"
)

// revision is a commit of a git repository.
type revision struct {
	top    string // folder of the repository
	name   string // as given
	commit string
}

// git runs git in a folder and gives what it prints.
func git(folder string, args ...string) ([]byte, error) {
	var stderr strings.Builder
	cmd := exec.CommandContext(context.Background(), "git", append([]string{"-C", folder}, args...)...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil && stderr.Len() > 0 {
		return nil, errors.New(strings.TrimSpace(stderr.String()))
	}
	return out, err
}

// revisionOf finds a revision in the repository that holds a folder; false where there
// is no such thing.
func revisionOf(folder, name string) (revision, bool) {
	top, err := git(folder, "rev-parse", "--show-toplevel")
	if err != nil {
		return revision{}, false
	}
	commit, err := git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{commit}")
	if err != nil {
		return revision{}, false
	}
	return revision{strings.TrimSpace(string(top)), name, strings.TrimSpace(string(commit))}, true
}

// folder is a folder of the repository as it was; false where there was none.
func (r revision) folder(path string) (fs.FS, bool, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, false, err
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	}
	rel, err := filepath.Rel(r.top, abs)
	if err != nil || strings.HasPrefix(rel, "..") {
		return nil, false, nil
	}
	rel = filepath.ToSlash(rel)
	if _, err := git(r.top, "cat-file", "-e", r.commit+":"+rel); err != nil {
		return nil, false, nil
	}
	data, err := git(r.top, "archive", "--format=zip", "-0", r.commit, "--", rel)
	if err != nil {
		return nil, false, err
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, false, err
	}
	sub, err := fs.Sub(archive, rel)
	return sub, err == nil, err
}

// ofProject tells whether the repository is that of the program itself.
func (r revision) ofProject() bool {
	mod, err := git(r.top, "show", r.commit+":go.mod")
	return err == nil && strings.HasPrefix(string(mod), "module zhfacts\n")
}

// atRevision loads the rules and lexicons as they were at a revision: the folders of
// the settings, and, in the program's own repository, the built-in ones. What belongs to
// no repository stays as it is. False where no repository has the revision.
func (s *settings) atRevision(name string) (*pipeline.Extractor, bool, error) {
	opt := pipeline.Options{NoPrefilter: s.NoPrefilter, Untested: true}
	known := false
	baseRules, baseDict := rules.Builtin(), dict.Builtin()
	if r, ok := revisionOf(".", name); ok && r.ofProject() {
		known = true
		for _, one := range []struct {
			path string
			at   *fs.FS
		}{{"rules", &baseRules.FS}, {"dict", &baseDict.FS}} {
			was, ok, err := r.folder(filepath.Join(r.top, one.path))
			if err != nil || !ok {
				return nil, true, failed("%s has no folder %s: %w", name, one.path, errors.Join(err, fs.ErrNotExist))
			}
			*one.at = was
		}
	}
	opt.RuleLayers, opt.DictLayers = []rules.Layer{baseRules}, []dict.Layer{baseDict}
	each := func(folders []string, add func(name string, was fs.FS)) error {
		for _, folder := range folders {
			r, ok := revisionOf(folder, name)
			if !ok {
				add(folder, os.DirFS(folder))
				continue
			}
			known = true
			was, there, err := r.folder(folder)
			if err != nil {
				return err
			}
			if there {
				add(name+":"+folder, was)
			}
		}
		return nil
	}
	if err := errors.Join(
		each(s.Rules, func(name string, was fs.FS) {
			opt.RuleLayers = append(opt.RuleLayers, rules.Layer{Name: name, FS: was})
		}),
		each(s.Dict, func(name string, was fs.FS) {
			opt.DictLayers = append(opt.DictLayers, dict.Layer{Name: name, FS: was})
		}),
	); err != nil {
		return nil, true, err
	}
	if !known {
		if _, ok := revisionOf(".", name); ok {
			return nil, true, fmt.Errorf("%s is a revision of this repository, but no folder of rules or words in it is named: add --rules FOLDER", name)
		}
		return nil, false, nil
	}
	x, err := pipeline.New(opt)
	if err != nil {
		return nil, true, fmt.Errorf("the rules and words of %s do not load with this program:\n%w", name, err)
	}
	return x, true, nil
}
