package dataset

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Problem is something that is wrong with a data set.
type Problem struct {
	File    string `json:"file,omitempty"`
	Doc     string `json:"doc,omitempty"`
	Record  string `json:"record,omitempty"`
	Field   string `json:"field,omitempty"`
	Message string `json:"message"`
}

func (p Problem) String() string {
	var b bytes.Buffer
	for _, part := range []string{p.File, p.Doc, p.Record, p.Field} {
		if part != "" {
			b.WriteString(part + ": ")
		}
	}
	return b.String() + p.Message
}

// Verified is how much was verified.
type Verified struct {
	Files     int `json:"files"`
	Documents int `json:"documents"`
	Records   int `json:"records"`
	Problems  int `json:"problems"`
}

// Verify checks a data set: that its files are there, whole and no others; that
// every record keeps to the schema and to all promises; and, with the corpus,
// that its files and documents are those that it was made from and every place
// holds what the record says. It tells every problem; the error is that of what
// cannot be read at all.
func Verify(ctx context.Context, dir string, corpus *batch.Corpus, report func(Problem)) (Verified, error) {
	v := verifier{dir: dir, seen: batch.NewSeen(), report: report}
	defer v.seen.Close()
	var err error
	if v.m, err = openSet(dir); err != nil {
		return v.Verified, err
	}
	if err := v.files(); err != nil {
		return v.Verified, err
	}
	v.next = func() (batch.Item, error, bool) { return batch.Item{}, nil, false }
	if corpus != nil {
		v.sources = true
		if err := v.inputs(corpus); err != nil {
			return v.Verified, err
		}
		c := *corpus
		c.Sorted, c.Except = true, dir
		next, stop := iter.Pull2(c.Items())
		defer stop()
		v.next = next
	}
	var counts Counts
	for _, shard := range v.m.Shards {
		if err := ctx.Err(); err != nil {
			return v.Verified, err
		}
		f := v.shard(shard)
		if f != nil {
			counts.add(f.Counts)
		}
	}
	if counts != v.m.Counts {
		v.problem(Problem{File: manifestName, Message: fmt.Sprintf("its counts %+v are not those of the shards, %+v", v.m.Counts, counts)})
	}
	return v.Verified, nil
}

// openSet reads the manifest of a data set that is complete.
func openSet(dir string) (*Manifest, error) {
	m, err := readManifest(filepath.Join(dir, manifestName))
	if errors.Is(err, syscall.ENOTDIR) {
		return nil, refuse("%s is no data set but a file", dir)
	}
	if errors.Is(err, fs.ErrNotExist) {
		if exists(filepath.Join(dir, workFolder)) {
			return nil, refuse("the data set %s is not complete; build it to its end first", dir)
		}
		return nil, refuse("%s is no data set: it has no %s", dir, manifestName)
	}
	return m, err
}

type verifier struct {
	Verified
	dir     string
	m       *Manifest
	seen    *batch.Seen
	report  func(Problem)
	sources bool
	next    func() (batch.Item, error, bool)
}

func (v *verifier) problem(p Problem) {
	v.Problems++
	v.report(p)
}

// files checks the files of the data set.
func (v *verifier) files() error {
	known := map[string]bool{manifestName: true, lockName: true}
	for _, file := range v.m.Outputs {
		known[file.Path] = true
		v.Files++
		hash, size, err := hashFile(under(v.dir, file.Path))
		switch {
		case err != nil:
			v.problem(Problem{File: file.Path, Message: bare(err).Error() + "; build again"})
		case hash != file.SHA256 || size != file.Bytes:
			v.problem(Problem{File: file.Path, Message: "it is not the file that was written: its hash is another; remove it and build again"})
		}
	}
	return filepath.WalkDir(v.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(v.dir, path)
		if rel = filepath.ToSlash(rel); err == nil && !known[rel] {
			v.problem(Problem{File: rel, Message: "it is no file of the data set"})
		}
		return err
	})
}

// inputs checks the files of the corpus.
func (v *verifier) inputs(corpus *batch.Corpus) error {
	c := *corpus
	c.Sorted, c.Except = true, v.dir
	files := c.Files()
	for _, f := range files {
		failed := func(in InputFile) bool { return in.Path == f.ID && in.SHA256 == "" }
		if f.Err != nil && slices.Contains(c.Paths, f.Path) && !slices.ContainsFunc(v.m.Inputs, failed) {
			return refuse("%s: %w; the sources must be the corpus that the data set was made from", f.Path, f.Err)
		}
	}
	for i, in := range v.m.Inputs {
		if i >= len(files) || files[i].ID != in.Path {
			v.problem(Problem{File: in.Path, Message: "this file of the corpus is not where it was; what is behind it is not compared with its sources"})
			v.sources = false
			return nil
		}
		if files[i].Path == batch.Stdin {
			continue
		}
		hash, _, err := hashFile(files[i].Path)
		switch {
		case err != nil && in.SHA256 != "":
			v.problem(Problem{File: in.Path, Message: "this file of the corpus cannot be read: " + bare(err).Error()})
		case err == nil && hash != in.SHA256:
			v.problem(Problem{File: in.Path, Message: "this file of the corpus was changed since"})
		}
	}
	if len(files) > len(v.m.Inputs) {
		v.problem(Problem{File: files[len(v.m.Inputs)].ID, Message: "this file of the corpus came in since"})
		v.sources = false
	}
	return nil
}

// shard checks the records of a shard against its index.
func (v *verifier) shard(shard Shard) *footer {
	name := shard.number()
	f, err := readFooter(v.dir, name)
	if errors.Is(err, os.ErrNotExist) && v.m.Part != "" {
		for range shard.Documents {
			v.next()
		}
		return nil
	}
	if err != nil {
		v.problem(Problem{File: indexPath(name), Message: bare(err).Error()})
		return nil
	}
	if f.Key != shard.Key {
		v.problem(Problem{File: indexPath(name), Message: "it is the index of what was built before or after"})
	}
	next, stop := iter.Pull2(documents(v.dir, &v.m.Settings, name))
	defer stop()
	file := v.m.Settings.files(name)[0].path
	for e, err := range entries(v.dir, name) {
		if err != nil {
			v.problem(Problem{File: indexPath(name), Message: bare(err).Error()})
			return f
		}
		src := v.source(e)
		if e.failed() {
			continue
		}
		lines, err, ok := next()
		if err != nil || !ok {
			if err == nil {
				err = errors.New("it breaks off")
			}
			v.problem(Problem{File: file, Doc: e.Doc, Message: bare(err).Error()})
			return f
		}
		v.document(file, e, lines, src)
	}
	if lines, err, ok := next(); ok {
		if err == nil {
			err = fmt.Errorf("it holds documents that its index does not: %.80s", lines)
		}
		v.problem(Problem{File: file, Message: bare(err).Error()})
	}
	return f
}

// source gives the source of the next document of the corpus, nil where it is
// not at hand.
func (v *verifier) source(e *entry) *text.Source {
	item, err, ok := v.next()
	if !v.sources || !ok || err != nil || e.failed() {
		return nil
	}
	in, err := item.Read()
	var src *text.Source
	if err == nil {
		src, err = in.Decode()
	}
	switch digest := batch.DigestOf(in); {
	case err != nil:
		v.problem(Problem{File: placeOf(item.Place), Doc: e.Doc, Message: "the document cannot be read: " + err.Error()})
		return nil
	case hex.EncodeToString(digest[:]) != e.Digest:
		v.problem(Problem{File: placeOf(item.Place), Doc: e.Doc, Message: "the document is not the one that the records were made from"})
		return nil
	}
	return src
}

// placeOf tells where a document stands in its corpus.
func placeOf(p batch.Place) string {
	place := p.Input
	if p.Entry != "" {
		place += "/" + p.Entry
	}
	if p.Line > 0 {
		place = fmt.Sprintf("%s:%d", place, p.Line)
	}
	return place
}

// document checks the records of a document.
func (v *verifier) document(file string, e *entry, lines []byte, src *text.Source) {
	v.Documents++
	validation := record.Validation{Only: v.m.Settings.Only, Source: func(string) (*text.Source, error) { return src, nil }}
	sum, err := record.Validate(bytes.NewReader(lines), validation, func(p record.Problem) {
		v.problem(Problem{File: file, Doc: e.Doc, Record: p.ID, Field: p.Field, Message: p.Message})
	})
	v.Records += sum.Lines
	if err != nil {
		v.problem(Problem{File: file, Doc: e.Doc, Message: err.Error()})
	}
	if r, err := record.Parse(lines[:max(0, bytes.IndexByte(lines, '\n'))]); err == nil && r.DocID() != e.Doc {
		v.problem(Problem{File: file, Doc: e.Doc, Message: fmt.Sprintf("the records in its place are those of %q", r.DocID())})
	}
	added, err := v.seen.Add(e.Doc)
	if err != nil || !added {
		v.problem(Problem{File: file, Doc: e.Doc, Message: "a document before it has the same id"})
	}
}
