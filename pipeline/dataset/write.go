package dataset

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/table"
)

// writing is a shard that is being written, to files beside the data set that
// commit puts in place. After an error it writes no more; commit gives it.
type writing struct {
	build     *Build
	print     []byte
	shard     *planned
	documents int // so far, also those that failed
	files     []*writingFile
	index     *writingFile
	records   recordWriter
	footer    footer
	err       error
	line      []byte
}

// recordWriter writes the records of documents in one of the formats.
type recordWriter interface {
	Write(lines []byte) error
	Close() error
}

// writingFile is a file under way, its hash and size taken on the way.
type writingFile struct {
	file *os.File
	buf  *bufio.Writer
	sum  counted
	path string // in the data set
}

func newWriting(b *Build, print []byte, shard *planned) *writing {
	w := &writing{build: b, print: print, shard: shard, footer: footer{Shard: shardName(shard.name)}}
	w.index = w.open(indexPath(shard.name))
	if records, err := w.recordWriter(); w.err == nil {
		w.records, w.err = records, err
	}
	return w
}

// open begins a file.
func (w *writing) open(path string) *writingFile {
	f := &writingFile{path: path, sum: counted{Hash: sha256.New()}}
	if w.err != nil {
		return f
	}
	name := filepath.Base(filepath.Dir(path)) + "-" + filepath.Base(path)
	if f.file, w.err = os.Create(filepath.Join(w.build.Dir, workFolder, name)); w.err != nil {
		return f
	}
	f.buf = bufio.NewWriterSize(io.MultiWriter(f.file, &f.sum), 1<<16)
	return f
}

func (w *writing) recordWriter() (recordWriter, error) {
	s := &w.build.Settings
	files := s.files(w.shard.name)
	if s.Format == FormatParquet {
		return table.NewWriter(s.types(), s.Keep, func(t record.Type) (io.Writer, error) {
			for _, f := range files {
				if f.typ == t {
					w.files = append(w.files, w.open(f.path))
				}
			}
			if w.err != nil {
				return nil, w.err
			}
			return w.files[len(w.files)-1].buf, nil
		})
	}
	w.files = append(w.files, w.open(files[0].path))
	if w.err != nil {
		return nil, w.err
	}
	if s.Compress == CompressZstd {
		z, err := batch.NewZstd(w.files[0].buf)
		return &lineWriter{z}, err
	}
	return &lineWriter{nopCloser{w.files[0].buf}}, nil
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// lineWriter writes JSON Lines as they are.
type lineWriter struct{ io.WriteCloser }

func (w *lineWriter) Write(lines []byte) error {
	_, err := w.WriteCloser.Write(lines)
	return err
}

// add adds a document, or why there is none.
func (w *writing) add(o *batch.Outcome) {
	w.documents++
	if w.err != nil {
		return
	}
	if o.Err == nil {
		w.err = w.records.Write(o.Lines)
		c := o.Counts
		w.footer.Counts.add(Counts{Documents: 1, Quantities: c.Quantities, Times: c.Times, Entities: c.Entities, Facts: c.Facts})
	} else {
		w.footer.Counts.Failed++
		w.footer.Errors.add(o.Err.Stage, 1)
		if o.Err.Retry {
			w.footer.Retry++
		}
		if errors.Is(o.Err, batch.ErrDuplicate) {
			w.footer.Counts.Duplicates++
		}
	}
	var err error
	if w.line, err = appendEntry(w.line[:0], o); err == nil {
		_, err = w.index.buf.Write(append(w.line, '\n'))
	}
	if w.err == nil {
		w.err = err
	}
}

// step tells a test how far the commit is.
func (w *writing) step(name string) {
	if w.build.step != nil {
		w.build.step(name)
	}
}

// commit puts the shard in place. The index is taken away before the records
// change and comes last: where it stands, the shard is whole. Whatever happens
// on the way, another build begins the shard anew.
func (w *writing) commit(key string) error {
	defer w.abort()
	if w.err != nil {
		return w.err
	}
	if err := w.records.Close(); err != nil {
		return err
	}
	for _, f := range w.files {
		if err := f.end(); err != nil {
			return err
		}
		w.footer.Files = append(w.footer.Files, OutputFile{f.path, hex.EncodeToString(f.sum.Sum(nil)), f.sum.n})
	}
	w.footer.Key, w.footer.Print = key, hex.EncodeToString(w.print)
	last, err := json.Marshal(&w.footer)
	if err != nil {
		return err
	}
	if _, err := w.index.buf.Write(append(last, '\n')); err != nil {
		return err
	}
	if err := w.index.end(); err != nil {
		return err
	}
	w.step("synced")
	for _, f := range append(w.files, w.index) {
		if err := os.MkdirAll(filepath.Dir(under(w.build.Dir, f.path)), 0o777); err != nil {
			return err
		}
	}
	index := under(w.build.Dir, w.index.path)
	if err := os.Remove(index); err == nil {
		if err := syncFolder(filepath.Dir(index)); err != nil {
			return err
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return err
	}
	w.step("index removed")
	for _, f := range w.files {
		if err := os.Rename(f.file.Name(), under(w.build.Dir, f.path)); err != nil {
			return err
		}
		w.step("records renamed")
		if err := syncFolder(filepath.Dir(under(w.build.Dir, f.path))); err != nil {
			return err
		}
	}
	if err := os.Rename(w.index.file.Name(), index); err != nil {
		return err
	}
	w.step("index renamed")
	return syncFolder(filepath.Dir(index))
}

// end writes out a file and makes it last.
func (f *writingFile) end() error {
	err := f.buf.Flush()
	if err == nil {
		err = f.file.Sync()
	}
	if closeErr := f.file.Close(); err == nil {
		err = closeErr
	}
	return err
}

// abort takes away what is not in place.
func (w *writing) abort() {
	for _, f := range append(w.files, w.index) {
		if f.file != nil {
			f.file.Close()
			os.Remove(f.file.Name())
		}
	}
}
