package main

import (
	"errors"
	"fmt"
	"os"

	"zhfacts/pipeline"
	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/normalise"
	"zhfacts/pipeline/text"
)

// readText reads and normalises one document of a batch.
func readText(x *pipeline.Extractor, item batch.Item, told func(normalise.Change)) (*text.Text, error) {
	in, err := item.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", item.Name, err)
	}
	doc, err := x.NormaliseTold(in, told)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", item.Name, err)
	}
	return doc, nil
}

// readFile reads one text file, whatever its size.
func readFile(path string) (pipeline.Input, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return pipeline.Input{}, errors.New("it is a folder; name one article")
	}
	for item, err := range (&batch.Corpus{Paths: []string{path}, Format: "text", MaxDoc: 1 << 40}).Items() {
		if err != nil {
			var f *batch.Failure
			if errors.As(err, &f) { // callers name the file
				err = f.Err
			}
			return pipeline.Input{}, err
		}
		return item.Read()
	}
	return pipeline.Input{}, errors.New("it holds no document")
}
