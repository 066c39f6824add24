// Package report shows documents and their records as one HTML page that needs
// nothing else: no network, no other file. The same input gives the same bytes.
//
// The text that a document holds and the names that it has may say anything:
// everything passes through html/template or is escaped here, and the page's own
// policy lets no script and no style run but those of this package.
package report

import (
	"html/template"
	"io"
	"iter"
	"net/url"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Page says what kind of page it is.
type Page struct {
	Title string // of the window

	// Folder makes a page of many documents: an index of them, from which each
	// can be opened. Otherwise the page shows the one document that it is given.
	Folder bool

	// Compared says that the documents carry differences, so that a document
	// without any is shown as one in which nothing changed.
	Compared bool

	// Live is the version of what a server shows, and makes the page follow that
	// server: it listens to the events at the address /events, fetches itself anew
	// when told, and asks /search for the documents with a word. A page that is
	// not live ("") may open no connection at all.
	Live string

	// Home is the address of an index to go back to, or "".
	Home string
}

// Document is a document with its records.
type Document struct {
	Text    *text.Text
	Records []record.Record // as record.Set.Records gives them, the document's own first

	// Rule says more about a rule by its id: what it is for, and where it stands.
	// It may be nil, and give "" where nothing is known.
	Rule func(id string) (doc, place string)

	// Differences from an earlier set of records, in the order of the source.
	Differences []Difference
}

// Difference is a record that was added, lost or changed.
type Difference struct {
	Old, New record.Record // nil where the record was added, lost
	Keys     []Key         // of a change
}

// Key is a key of a record whose value changed: as JSON, "" where it is left out.
type Key struct{ Name, Old, New string }

// Entry is a document in an index.
type Entry struct {
	About record.Document
	Href  string // where its page is

	Added, Lost, Changed int // of its differences

	// Problem says why there is no page; "" if there is one.
	Problem string
}

// Entry is the document's line in an index that leads to href.
func (doc Document) Entry(href string) Entry {
	e := Entry{Href: href}
	for _, r := range doc.Records {
		if about, ok := r.(*record.Document); ok {
			e.About = *about
		}
	}
	for i := range doc.Differences {
		switch doc.Differences[i].state() {
		case "added":
			e.Added++
		case "lost":
			e.Lost++
		default:
			e.Changed++
		}
	}
	return e
}

// Write writes a page of the documents. An error of out ends it; an error among
// the documents does not: the index of a folder shows it, so it must say which
// document it is about.
func Write(out io.Writer, page Page, docs iter.Seq2[Document, error]) error {
	w := &writer{out: out}
	w.template("head", frame(page))
	var entries []Entry
	for doc, err := range docs {
		if w.err != nil {
			return w.err
		}
		if err != nil {
			entries = append(entries, Entry{Problem: err.Error()})
			continue
		}
		v := newView(doc)
		if page.Folder {
			entries = append(entries, doc.Entry("#d="+url.QueryEscape(v.about.Doc)))
		}
		w.document(page, v, len(entries))
	}
	if page.Folder {
		w.template("index", indexOf(page, entries))
	}
	w.template("foot", frame(page))
	return w.err
}

// WriteIndex writes a page that holds an index of documents and nothing of
// themselves.
func WriteIndex(out io.Writer, page Page, entries []Entry) error {
	w := &writer{out: out}
	page.Folder = true
	w.template("head", frame(page))
	w.template("index", indexOf(page, entries))
	w.template("foot", frame(page))
	return w.err
}

// writer writes a page and keeps the first error.
type writer struct {
	out io.Writer
	err error
}

func (w *writer) template(name string, data any) {
	if w.err == nil {
		w.err = templates.ExecuteTemplate(w.out, name, data)
	}
}

func (w *writer) document(page Page, v *view, number int) {
	w.template("document", struct {
		Page
		About   record.Document
		Number  int
		Long    bool
		Counts  []count
		Article template.HTML
		Data    template.JS
	}{page, v.about, number, v.doc.Text.Len() > longText, v.counts(), v.article(), v.data()})
}
