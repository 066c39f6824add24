package dataset

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/table"
)

// documents gives the records of a shard as JSON Lines, document by document;
// they are good until the next.
func documents(dir string, s *Settings, name uint64) iter.Seq2[[]byte, error] {
	if s.Format == FormatParquet {
		return parquetDocuments(dir, s, name)
	}
	return func(yield func([]byte, error) bool) {
		path := s.files(name)[0].path
		file, err := os.Open(under(dir, path))
		if err != nil {
			yield(nil, err)
			return
		}
		defer file.Close()
		in := io.Reader(file)
		if s.Compress == CompressZstd {
			z, err := batch.OpenZstd(file)
			if err != nil {
				yield(nil, fmt.Errorf("%s: %w", path, err))
				return
			}
			defer z.Close()
			in = z
		}
		var lines []byte
		reader := bufio.NewReaderSize(in, 1<<16)
		for {
			line, err := reader.ReadBytes('\n')
			if len(lines) > 0 && (bytes.HasPrefix(line, documentLine) || errors.Is(err, io.EOF) && len(line) == 0) {
				if !yield(lines, nil) {
					return
				}
				lines = lines[:0]
			}
			lines = append(lines, line...)
			switch {
			case errors.Is(err, io.EOF) && len(line) == 0:
				return
			case err != nil:
				yield(nil, fmt.Errorf("%s: %w", path, err))
				return
			}
		}
	}
}

// documentLine is what the first record of a document begins with.
var documentLine = []byte(`{"type":"document",`)

func parquetDocuments(dir string, s *Settings, name uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var open []*os.File
		defer func() {
			for _, file := range open {
				file.Close()
			}
		}()
		files := s.files(name)
		for lines, err := range table.Documents(s.types(), s.Keep, func(t record.Type) (io.ReaderAt, int64, error) {
			for _, f := range files {
				if f.typ != t {
					continue
				}
				file, err := os.Open(under(dir, f.path))
				if err != nil {
					return nil, 0, err
				}
				open = append(open, file)
				info, err := file.Stat()
				if err != nil {
					return nil, 0, err
				}
				return file, info.Size(), nil
			}
			return nil, 0, fmt.Errorf("there is no table of %s", t)
		}) {
			if !yield(lines, err) {
				return
			}
		}
	}
}
