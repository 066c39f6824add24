package dataset

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"zhfacts/pipeline/batch"
)

// state is what a build under way must agree with.
type state struct {
	Identity
	Settings Settings
	Part     string
}

func (b *Build) part() string {
	if b.Part.Whole() {
		return ""
	}
	return b.Part.String()
}

// state is what is to be built.
func (b *Build) state() state { return state{b.Identity, b.Settings, b.part()} }

// previous makes sure that the folder may be built in. It gives the manifest of
// what was there before, if there is one.
func (b *Build) previous(work string) (*Manifest, error) {
	want := b.state()
	manifest := filepath.Join(b.Dir, manifestName)
	m, err := readManifest(manifest)
	var have *state
	switch {
	case err == nil:
		have = &state{m.Identity, m.Settings, m.Part}
	case errors.Is(err, fs.ErrNotExist):
		if have, err = readState(work); err != nil {
			return nil, err
		}
	case !b.Replace:
		return nil, err
	}
	if have == nil {
		if b.Update {
			return nil, refuse("there is no data set in %s to bring up to date", b.Dir)
		}
		if err := b.free(); err != nil && !b.Replace {
			return nil, err
		}
	} else if differs := want.differs(have); len(differs) > 0 && !b.Replace {
		return nil, fmt.Errorf("%s holds a data set that was %w: %s; build into another folder (extract dataset diff compares them), or build with --replace",
			b.Dir, ErrOther, strings.Join(differs, ", "))
	}
	if m != nil {
		return m, nil
	}
	if m, err = readManifest(filepath.Join(work, previousName)); err == nil {
		return m, nil
	}
	return nil, nil
}

// begin takes down what is being built.
func (b *Build) begin(work string) error {
	if err := os.MkdirAll(work, 0o777); err != nil {
		return err
	}
	data, err := json.Marshal(b.state())
	if err != nil {
		return err
	}
	return writeFile(work, filepath.Join(work, stateName), func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Recorded are the settings that a data set was built with, or is being built
// with, and which part of the corpus it is.
func Recorded(dir string) (Settings, batch.Part, error) {
	m, err := readManifest(filepath.Join(dir, manifestName))
	have := new(state)
	switch {
	case err == nil:
		have = &state{m.Identity, m.Settings, m.Part}
	case errors.Is(err, fs.ErrNotExist):
		if have, err = readState(filepath.Join(dir, workFolder)); err == nil && have == nil {
			err = refuse("there is no data set in %s", dir)
		}
	}
	if err != nil {
		return Settings{}, batch.Part{}, err
	}
	part, err := batch.ParsePart(have.Part)
	return have.Settings, part, err
}

func readState(work string) (*state, error) {
	data, err := os.ReadFile(filepath.Join(work, stateName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	s := new(state)
	return s, json.Unmarshal(data, s)
}

// differs names what is not the same in two states: s is the one wanted now. It
// compares them as they are written.
func (s state) differs(other *state) []string {
	var all []string
	if s.Part != other.Part {
		all = append(all, fmt.Sprintf("it is another part of the corpus, %q", other.Part))
	}
	for _, part := range []struct {
		name    string
		is, was any
	}{
		{"program", s.Program, other.Program}, {"schema", s.Schema, other.Schema}, {"rules", s.Rules, other.Rules},
		{"lexicons", s.Lexicons, other.Lexicons},
	} {
		if part.is != part.was {
			all = append(all, "the "+part.name)
		}
	}
	is, was := reflect.ValueOf(s.Settings), reflect.ValueOf(other.Settings)
	for i := range is.NumField() {
		if is.Field(i).Kind() == reflect.Slice && is.Field(i).Len()+was.Field(i).Len() == 0 {
			continue
		}
		if a, b := fmt.Sprint(is.Field(i)), fmt.Sprint(was.Field(i)); a != b {
			name, _, _ := strings.Cut(is.Type().Field(i).Tag.Get("json"), ",")
			all = append(all, fmt.Sprintf("the setting %s was %s and is %s", name, b, a))
		}
	}
	return all
}
