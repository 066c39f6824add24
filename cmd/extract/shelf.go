package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"strings"
	"sync"

	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/report"
	"zhfacts/pipeline/text"
)

// shelf is the set of documents that a server shows, and what makes their
// records. Its documents are extracted when their page is asked for, and once
// each, in the background, for the index.
type shelf struct {
	reader *reportReader
	stop   context.CancelFunc

	mu    sync.Mutex
	items map[string]batch.Item // by the id of the document, as far as it is known
	more  chan struct{}         // closed when there are more of them

	// What the index needs; complete once done is closed.
	done    chan struct{}
	entries []report.Entry
	texts   []indexedText
}

// indexedText is a document's normalised text in lower case.
type indexedText struct{ doc, text string }

// errNoDocument is the error of an id that no document has.
var errNoDocument = errors.New("there is no such document")

// newShelf makes an empty shelf. Where the documents of the one before lie is
// known at once.
func newShelf(reader *reportReader, stop context.CancelFunc, before *shelf) *shelf {
	sh := &shelf{reader: reader, stop: stop, items: map[string]batch.Item{}, more: make(chan struct{}), done: make(chan struct{})}
	if before != nil {
		before.mu.Lock()
		maps.Copy(sh.items, before.items)
		before.mu.Unlock()
	}
	return sh
}

// fill reads all documents for the index, several at once.
func (sh *shelf) fill(ctx context.Context, items batch.Items) {
	defer close(sh.done)
	type read struct {
		entry report.Entry
		text  *indexedText
	}
	var all []chan read
	room := make(chan struct{}, runtime.NumCPU())
	for item, err := range items {
		if ctx.Err() != nil {
			return
		}
		result := make(chan read, 1)
		all = append(all, result)
		if err != nil {
			result <- read{entry: report.Entry{Problem: err.Error()}}
			continue
		}
		room <- struct{}{}
		go func() {
			defer func() { <-room }()
			id, doc, err := sh.read(item)
			if err != nil {
				result <- read{entry: report.Entry{Problem: fmt.Sprintf("%s: %v", item.Name, err)}}
				return
			}
			whole := doc.Text.String(text.Span{Start: 0, End: doc.Text.Len()})
			result <- read{doc.Entry(docAddress(id)), &indexedText{id, strings.ToLower(whole)}}
		}()
	}
	for _, result := range all {
		one := <-result
		sh.entries = append(sh.entries, one.entry)
		if one.text != nil {
			sh.texts = append(sh.texts, *one.text)
		}
	}
}

// read extracts a document and remembers where it lies.
func (sh *shelf) read(item batch.Item) (id string, doc report.Document, err error) {
	in, err := item.Read()
	if err != nil {
		return "", doc, err
	}
	sh.mu.Lock()
	sh.items[in.ID] = item
	close(sh.more)
	sh.more = make(chan struct{})
	sh.mu.Unlock()
	doc, err = sh.reader.document(in)
	return in.ID, doc, err
}

// document extracts the document of an id. It waits while the documents are
// still being looked through.
func (sh *shelf) document(ctx context.Context, id string) (report.Document, error) {
	for {
		sh.mu.Lock()
		item, known := sh.items[id]
		more := sh.more
		sh.mu.Unlock()
		if known {
			got, doc, err := sh.read(item)
			if err == nil && got != id {
				err = errNoDocument
			}
			return doc, err
		}
		select {
		case <-more:
		case <-sh.done:
			sh.mu.Lock()
			_, known = sh.items[id]
			sh.mu.Unlock()
			if !known {
				return report.Document{}, errNoDocument
			}
		case <-ctx.Done():
			return report.Document{}, ctx.Err()
		}
	}
}

// wait waits for the index.
func (sh *shelf) wait(ctx context.Context) error {
	select {
	case <-sh.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// with lists the documents whose text holds a word in lower case.
func (sh *shelf) with(word string) []string {
	docs := []string{}
	for _, one := range sh.texts {
		if strings.Contains(one.text, word) {
			docs = append(docs, one.doc)
		}
	}
	return docs
}
