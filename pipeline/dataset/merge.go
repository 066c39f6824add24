package dataset

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"zhfacts/pipeline/batch"
)

// Merge joins the parts of a data set, each built apart, to what one machine
// would have written, in a folder that is empty or not there. The parts must
// have been made of the same corpus by the same program, rules, lexicons and
// settings, and be all there. They stay as they are.
func Merge(dir string, parts []string) (Counts, error) {
	whole, owner, err := joined(parts)
	if err != nil {
		return Counts{}, err
	}
	if err := makeFolder(dir); err != nil {
		return Counts{}, err
	}
	l, err := lock(dir)
	if err != nil {
		return Counts{}, err
	}
	defer l.Close()
	if exists(filepath.Join(dir, manifestName)) {
		return Counts{}, refuse("%s holds a data set already; merge into a folder that is empty or not there", dir)
	}
	if err := (&Build{Dir: dir}).free(); err != nil {
		return Counts{}, err
	}
	work := filepath.Join(dir, workFolder)
	if err := os.MkdirAll(work, 0o777); err != nil {
		return Counts{}, err
	}
	names := map[string]bool{}
	for _, shard := range whole.Shards {
		name := shard.number()
		names[shard.Name] = true
		for _, file := range append(whole.Settings.files(name), shardFile{path: indexPath(name)}) {
			if err := copyFile(under(owner[shard.Name], file.path), under(dir, file.path), work); err != nil {
				return Counts{}, err
			}
		}
	}
	if err := finish(dir, whole, names); err != nil {
		return Counts{}, err
	}
	return whole.Counts, os.RemoveAll(work)
}

// joined is the manifest of the whole, still without its counts and files, and
// which part each shard is in.
func joined(parts []string) (*Manifest, map[string]string, error) {
	var whole *Manifest
	owner := map[string]string{}
	of, seen := 0, map[int]string{}
	for _, dir := range parts {
		m, err := openSet(dir)
		if err != nil {
			return nil, nil, err
		}
		part, err := batch.ParsePart(m.Part)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", dir, err)
		}
		if part.Whole() && len(parts) > 1 {
			return nil, nil, fmt.Errorf("%s is a whole data set and no part of one", dir)
		}
		if whole == nil {
			of = part.Of
			whole = &Manifest{Identity: m.Identity, Settings: m.Settings, Inputs: m.Inputs, Shards: m.Shards}
		}
		same := state{whole.Identity, whole.Settings, ""}
		switch differs := same.differs(&state{m.Identity, m.Settings, ""}); {
		case part.Of != of:
			return nil, nil, fmt.Errorf("%s is part %s, and %s is one of %d parts", dir, part, parts[0], of)
		case seen[part.Number] != "":
			return nil, nil, fmt.Errorf("%s and %s are both part %s", seen[part.Number], dir, part)
		case len(differs) > 0:
			return nil, nil, fmt.Errorf("%s and %s were %w: %s", parts[0], dir, ErrOther, strings.Join(differs, ", "))
		case !reflect.DeepEqual(whole.Inputs, m.Inputs) || !slices.Equal(whole.Shards, m.Shards):
			return nil, nil, fmt.Errorf("%s and %s were made from another corpus", parts[0], dir)
		}
		seen[part.Number] = dir
		for _, shard := range m.Shards {
			if part.Has(shard.number(), m.Settings.ShardDocuments) {
				owner[shard.Name] = dir
			}
		}
	}
	var missing []string
	for number := 1; number <= of; number++ {
		if seen[number] == "" {
			missing = append(missing, batch.Part{Number: number, Of: of}.String())
		}
	}
	if len(missing) > 0 {
		return nil, nil, fmt.Errorf("missing: part %s", strings.Join(missing, ", "))
	}
	if whole == nil {
		return nil, nil, errors.New("there are no parts to merge")
	}
	return whole, owner, nil
}

// copyFile puts a copy of a file in place whole.
func copyFile(from, to, work string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return writeFile(work, to, func(out io.Writer) error {
		_, err := io.Copy(out, in)
		return err
	})
}
