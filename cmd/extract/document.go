package main

import (
	"fmt"

	"zhfacts/pipeline"
	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/text"
)

// readText reads and normalises one document of a batch.
func readText(x *pipeline.Extractor, item batch.Item, skip []string) (*text.Text, error) {
	in, err := item.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", item.Name, err)
	}
	doc, err := x.Normalise(in, skip...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", item.Name, err)
	}
	return doc, nil
}
