package dataset

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"zhfacts/pipeline/batch"
)

// entry is a line of an index: a document that gave records, or one that failed,
// which has the keys of [batch.AppendError]. Of a document that could be read it
// does not say where it stands: other documents that come or go before it would
// change that, and with it the index of a shard that has nothing to do with them.
type entry struct {
	Type   string `json:"type"` // document or error
	Doc    string `json:"doc"`
	Digest string `json:"digest,omitempty"`
	Bytes  int64  `json:"bytes,omitempty"` // of the JSON Lines of its records
	Counts [4]int `json:"counts,omitzero"` // quantities, times, entities, facts
}

func (e *entry) failed() bool { return e.Type == "error" }

// footer is the last line of an index.
type footer struct {
	Shard  string       `json:"shard"`
	Key    string       `json:"key"`  // SHA-256 of what the shard is made from
	Print  string       `json:"made"` // SHA-256 of the program, rules, lexicons and settings
	Counts Counts       `json:"counts"`
	Errors ErrorCounts  `json:"errors"`
	Retry  int          `json:"retry,omitempty"` // documents that ran out of time
	Files  []OutputFile `json:"files"`
}

// appendEntry appends the line of a document, without its end.
func appendEntry(dst []byte, o *batch.Outcome) ([]byte, error) {
	if o.Err != nil {
		failure := *o.Err
		if o.Digest != (batch.Digest{}) {
			failure.Place = batch.Place{}
		}
		return batch.AppendError(dst, &failure), nil
	}
	c := o.Counts
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	err := enc.Encode(&entry{
		Type: "document", Doc: o.Doc, Digest: hex.EncodeToString(o.Digest[:]), Bytes: int64(len(o.Lines)), Counts: [4]int{c.Quantities, c.Times, c.Entities, c.Facts},
	})
	return append(dst, bytes.TrimSuffix(line.Bytes(), []byte("\n"))...), err
}

// indexLines gives the lines of an index, the last one too.
func indexLines(dir string, name uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		file, err := os.Open(under(dir, indexPath(name)))
		if err != nil {
			yield(nil, err)
			return
		}
		defer file.Close()
		in := bufio.NewReaderSize(file, 1<<16)
		for {
			line, err := in.ReadBytes('\n')
			if errors.Is(err, io.EOF) {
				if len(line) > 0 {
					yield(nil, fmt.Errorf("%s breaks off", indexPath(name)))
				}
				return
			}
			if !yield(bytes.TrimSuffix(line, []byte("\n")), err) || err != nil {
				return
			}
		}
	}
}

// entries gives the documents of a shard.
func entries(dir string, name uint64) iter.Seq2[*entry, error] {
	return func(yield func(*entry, error) bool) {
		for line, err := range indexLines(dir, name) {
			if err != nil {
				yield(nil, err)
				return
			}
			if bytes.HasPrefix(line, []byte(`{"shard":`)) {
				return
			}
			e := new(entry)
			if err := json.Unmarshal(line, e); err != nil {
				yield(nil, fmt.Errorf("%s: %w", indexPath(name), err))
				return
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// maxFooter is more than the last line of an index can have.
const maxFooter = 1 << 16

// readFooter reads the last line of an index.
func readFooter(dir string, name uint64) (*footer, error) {
	file, err := os.Open(under(dir, indexPath(name)))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	tail := make([]byte, min(info.Size(), maxFooter))
	if _, err := file.ReadAt(tail, info.Size()-int64(len(tail))); err != nil {
		return nil, err
	}
	tail = bytes.TrimSuffix(tail, []byte("\n"))
	f := new(footer)
	if err := json.Unmarshal(tail[bytes.LastIndexByte(tail, '\n')+1:], f); err != nil || f.Shard != shardName(name) {
		return nil, fmt.Errorf("%s is no index of this version", indexPath(name))
	}
	return f, nil
}

// committed is the footer of a shard that is whole on disk, nil if there is none.
func committed(dir string, name uint64) *footer {
	f, err := readFooter(dir, name)
	if err != nil {
		return nil
	}
	for _, file := range f.Files {
		if info, err := os.Stat(under(dir, file.Path)); err != nil || info.Size() != file.Bytes {
			return nil
		}
	}
	return f
}
