package dataset

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"zhfacts/pipeline/record"
)

// finish completes a data set whose shards are there: it takes out what is of no
// shard, and writes the list of errors and the manifest, from which the counts
// and files are still missing.
func finish(dir string, m *Manifest, names map[string]bool) error {
	work := filepath.Join(dir, workFolder)
	failed := filepath.Join(dir, errorsName)
	err := writeFile(work, failed, func(out io.Writer) error {
		for _, s := range m.Shards {
			if !names[s.Name] {
				continue
			}
			if err := m.addShard(dir, s.number(), out); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	hash, size, err := hashFile(failed)
	if err != nil {
		return err
	}
	m.Outputs = append(m.Outputs, OutputFile{errorsName, hash, size})
	if err := sweep(dir, m); err != nil {
		return err
	}
	return writeFile(work, filepath.Join(dir, manifestName), m.write)
}

// addShard adds what a shard counts and its files to the manifest, and writes
// its errors.
func (m *Manifest) addShard(dir string, name uint64, out io.Writer) error {
	f, err := readFooter(dir, name)
	if err != nil {
		return err
	}
	m.Counts.add(f.Counts)
	m.Errors.Read += f.Errors.Read
	m.Errors.Decode += f.Errors.Decode
	m.Errors.Extract += f.Errors.Extract
	m.Errors.Check += f.Errors.Check
	hash, size, err := hashFile(under(dir, indexPath(name)))
	if err != nil {
		return err
	}
	m.Outputs = append(append(m.Outputs, f.Files...), OutputFile{indexPath(name), hash, size})
	if f.Counts.Failed == 0 {
		return nil
	}
	for line, err := range indexLines(dir, name) {
		if err == nil && record.IsError(line) {
			_, err = out.Write(append(line, '\n'))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// sweep takes out the files of shards that the data set no longer has.
func sweep(dir string, m *Manifest) error {
	wanted := map[string]bool{}
	for _, file := range m.Outputs {
		wanted[file.Path] = true
	}
	for _, folder := range []string{recordFolder, "document", "quantity", "time", "entity", "fact", indexFolder} {
		all, err := os.ReadDir(filepath.Join(dir, folder))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		left := 0
		for _, file := range all {
			if wanted[folder+"/"+file.Name()] {
				left++
			} else if err := os.Remove(filepath.Join(dir, folder, file.Name())); err != nil {
				return err
			}
		}
		if left == 0 {
			if err := os.Remove(filepath.Join(dir, folder)); err != nil {
				return err
			}
		}
	}
	return nil
}
