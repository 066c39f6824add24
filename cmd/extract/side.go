package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"zhfacts/golden"
	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
)

// side is one of the two things compared: stored records, or a pipeline.
type side struct {
	stored map[string][]record.Record // by document
	order  []string                   // the documents of stored
	x      *pipeline.Extractor
}

// side loads what an argument names: a folder of rules, a file of records, or a
// revision of a git repository; "" are the rules as they are.
func (s *settings) side(path string) (side, error) {
	if path == "" {
		x, err := s.extractor()
		return side{x: x}, err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		x, known, err := s.atRevision(path)
		if err == nil && !known {
			err = fmt.Errorf("%s is no folder of rules, no file of records, and no revision of a git repository", path)
		}
		return side{x: x}, err
	case err != nil:
		return side{}, err
	case info.IsDir():
		with := *s
		with.Rules = append(slices.Clone(s.Rules), path)
		x, err := with.extractor()
		return side{x: x}, err
	}
	return storedSide(path)
}

func storedSide(path string) (side, error) {
	file, err := os.Open(path)
	if err != nil {
		return side{}, err
	}
	defer file.Close()
	records, err := golden.ReadRecords(file)
	if err != nil {
		return side{}, failed("%s holds lines that are no records:\n%w", path, err)
	}
	one := side{stored: map[string][]record.Record{}}
	for _, r := range records {
		doc := r.DocID()
		if one.stored[doc] == nil {
			one.order = append(one.order, doc)
		}
		one.stored[doc] = append(one.stored[doc], r)
	}
	return one, nil
}
