// Package dataset keeps data sets on disk: it builds one from a corpus, goes on
// after a crash, brings one up to date, and verifies, compares and joins them.
//
// A data set is a folder:
//
//	manifest.json        what it is and what it was made from; there is none while
//	                     it is being built
//	records/NAME.jsonl   the records, shard by shard (.jsonl.zst with zstd), or
//	document/NAME.parquet, quantity/…, time/…, entity/…, fact/…
//	index/NAME.jsonl     of each shard, a line for every document of the corpus in
//	                     it: where it stands, its digest, how many records it gave,
//	                     or why it gave none; and a last line about the shard
//	errors.jsonl         the documents that gave no records, and why
//
// and while it is being built .work, with what is under way. Corpus order is the
// files by their paths, then their entries or lines. Where shards begin and how
// they are named follows from the ids of documents alone ([batch.Shards]).
//
// Nothing in a data set tells of a clock, a machine, a path of it, the number of
// workers or an interruption: the same corpus, program, rules, lexicons and
// settings give the same bytes. Only documents that ran out of time may differ;
// they are tried again whenever the data set is built again.
package dataset

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/gofrs/flock"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/table"
)

// Formats of the records.
const (
	FormatJSONL   = "jsonl"
	FormatParquet = "parquet"
)

// CompressZstd is the compression of JSON Lines; Parquet is always compressed.
const CompressZstd = "zstd"

// Names within a data set.
const (
	manifestName = "manifest.json"
	errorsName   = "errors.jsonl"
	indexFolder  = "index"
	recordFolder = "records"
	workFolder   = ".work"
	lockName     = ".lock"
	stateName    = "state.json"    // in .work: what is being built
	previousName = "previous.json" // in .work: the manifest that was there before
	stdinName    = "stdin"         // in .work: what was read from standard input
)

// shardName is the name of a shard in names of files.
func shardName(name uint64) string { return fmt.Sprintf("%016x", name) }

// types are the types of record that a data set of these settings has.
func (s *Settings) types() []record.Type {
	if len(s.Only) == 0 {
		return table.Types()
	}
	return slices.DeleteFunc(table.Types(), func(t record.Type) bool { return t != record.TypeDocument && !slices.Contains(s.Only, t) })
}

// files are the files of a shard, by the type of record that each holds; JSON
// Lines hold all in one, that of the documents.
func (s *Settings) files(name uint64) []shardFile {
	if s.Format == FormatParquet {
		var all []shardFile
		for _, t := range s.types() {
			all = append(all, shardFile{t, string(t) + "/" + shardName(name) + ".parquet"})
		}
		return all
	}
	path := recordFolder + "/" + shardName(name) + ".jsonl"
	if s.Compress == CompressZstd {
		path += ".zst"
	}
	return []shardFile{{record.TypeDocument, path}}
}

type shardFile struct {
	typ  record.Type
	path string // within the data set, with slashes
}

func indexPath(name uint64) string { return indexFolder + "/" + shardName(name) + ".jsonl" }

// under is a path within a folder.
func under(dir, path string) string { return filepath.Join(dir, filepath.FromSlash(path)) }

// lock keeps others from writing to a data set until the lock is closed.
func lock(dir string) (*flock.Flock, error) {
	l := flock.New(filepath.Join(dir, lockName))
	ok, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("cannot lock %s: %w", dir, err)
	}
	if !ok {
		return nil, refuse("%s: another build is writing to it; wait for it, or build into another folder", dir)
	}
	return l, nil
}

// writeFile puts a file in place whole, or leaves what is there.
func writeFile(work, path string, write func(io.Writer) error) error {
	file, err := os.Create(filepath.Join(work, filepath.Base(path)+".tmp"))
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	err = write(file)
	if err == nil {
		err = file.Sync()
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(path))
	}
	return err
}

// syncFolder makes renames in a folder last.
func syncFolder(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

// exists tells whether there is a file.
func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, os.ErrNotExist)
}
