// Package dict loads the lexicons: the words that the project knows, as tables
// of tab-separated values, and finds them in text.
//
// # Format
//
// A lexicon is a file NAME.tsv in UTF-8. Its header are comment lines:
//
//	# lexicon: unit                                   the name; the file's own when left out
//	# doc: Units of measurement.                      what the words are
//	# source: SI brochure, 9th edition; GB 3100-93    where the rows come from
//	# licence: facts, compiled for this project       under which licence
//	# segment: 50 n                                   optional: give the words to the segmenter,
//	                                                  with this frequency and part of speech
//	# homonyms: yes                                   optional: a word may have several rows
//	# column: word text The spellings.                one line a column: name, type, meaning
//	# column: dimension enum(length,mass) The dimension.
//	# column: factor rational? The factor to coherent SI.
//
// A key is written once a file, except column; doc, source and licence may go on
// in further lines of the same key. Other comment lines are free and may stand
// anywhere. Every other line is a row: one field a column, tabs between them.
//
// The first column is always named word and holds one or more spellings
// separated by |, each of which becomes an entry with the row's fields. Words are
// written as the matching sees the text: in simplified characters, with
// half-width letters and digits; upper and lower case differ.
//
// A column that may lack a value has a ? behind its type, and a row without one
// says so with a lone -. An empty field is always an error. The types are those
// of [Type].
//
// # Layers
//
// Several files may add to one lexicon, also from several folders. A file whose
// lexicon is declared elsewhere needs no header but the lexicon's name; if it has
// column lines, they must be the same. A row of a later folder takes the place of
// all rows with that word in the folders before it; a row WORD<tab>! deletes the
// word. [Set.Overrides] tells what took the place of what.
package dict

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"slices"
)

//go:embed *.tsv
var builtin embed.FS

// A Layer is a folder of lexicon files. Name stands before the names of its
// files wherever they are reported.
type Layer struct {
	Name string
	FS   fs.FS
}

// Builtin is the layer of the lexicons that are part of the program.
func Builtin() Layer { return Layer{Name: "dict", FS: builtin} }

// Folder is the layer of a folder on disk.
func Folder(path string) Layer { return Layer{Name: path, FS: os.DirFS(path)} }

// Entry is one word of a lexicon.
type Entry struct {
	Word    string
	Lexicon *Lexicon
	File    string // the file that holds the row, its layer's name included
	Line    int    // the line of the row, from 1
	fields  []string
}

// Field returns the field in the named column: the empty string where the row has
// none (-), and for columns that the lexicon does not have. The field of the column
// word is the row's first spelling.
func (e *Entry) Field(column string) string {
	for i := range e.Lexicon.Columns {
		if e.Lexicon.Columns[i].Name == column {
			return e.fields[i]
		}
	}
	return ""
}

// At returns the field in the i-th column of the lexicon, the empty string where
// the row has none.
func (e *Entry) At(i int) string { return e.fields[i] }

// Rational returns the field in the named column as a number, and whether there is
// one. The result is shared: callers must not change it.
func (e *Entry) Rational(column string) (Rational, bool) {
	i, ok := e.Lexicon.Column(column)
	if !ok || e.Lexicon.Columns[i].Type.Kind != TypeRational || e.fields[i] == "" {
		return Rational{}, false
	}
	return e.Lexicon.rationals[e.fields[i]], true
}

// Column is a declared column of a lexicon.
type Column struct {
	Name string
	Type Type
	Doc  string
}

// Lexicon is a set of words with the same columns.
type Lexicon struct {
	Name    string
	Index   int // its place in Set.Names
	Doc     string
	Source  string
	Licence string
	Columns []Column // the first is the column word

	// Segment is the frequency with which the words are given to the segmenter, 0
	// when they are not, and POS their part of speech there.
	Segment int
	POS     string

	// Homonyms tells whether a word may have several rows.
	Homonyms bool

	entries   []*Entry
	first     map[string]int32    // the first entry of each word
	homonyms  map[string][]*Entry // the entries of the words that have several
	rationals map[string]Rational // the fields that are numbers
	filter    wordFilter
}

// Entries returns the entries in the order of their rows, those of later layers
// last. The slice is shared: callers must not change it.
func (lex *Lexicon) Entries() []*Entry { return lex.entries }

// Find returns the entries of a word, none when the lexicon does not have it. The
// slice is shared: callers must not change it.
func (lex *Lexicon) Find(word string) []*Entry {
	if !lex.filter.passes(word) {
		return nil
	}
	i, ok := lex.first[word]
	if !ok {
		return nil
	}
	if same, ok := lex.homonyms[word]; ok {
		return same
	}
	return lex.entries[i : i+1 : i+1]
}

// Column returns the place of the named column in Columns.
func (lex *Lexicon) Column(name string) (int, bool) {
	i := slices.IndexFunc(lex.Columns, func(c Column) bool { return c.Name == name })
	return i, i >= 0
}

// Override tells that a later layer changed the rows of a word.
type Override struct {
	Lexicon  string
	Word     string
	File     string   // the row that changed it
	Line     int      //
	Deleted  bool     // whether that row deletes the word
	Replaced []*Entry // what stood there before
}

// String says what took the place of what, with files and lines.
func (o Override) String() string {
	verb := "replaces"
	if o.Deleted {
		verb = "deletes"
	}
	s := fmt.Sprintf("%s:%d %s %s in lexicon %s", o.File, o.Line, verb, o.Word, o.Lexicon)
	for i, e := range o.Replaced {
		sep := ","
		if i == 0 {
			sep = " of"
		}
		s += fmt.Sprintf("%s %s:%d", sep, e.File, e.Line)
	}
	return s
}

// Set holds the lexicons of all layers. It never changes and may be used
// from several goroutines at once.
type Set struct {
	lexicons  []*Lexicon // by name
	overrides []Override
}

// Names returns the names of the lexicons in ascending order.
func (s *Set) Names() []string {
	names := make([]string, len(s.lexicons))
	for i, lex := range s.lexicons {
		names[i] = lex.Name
	}
	return names
}

// Lexicon returns the lexicon of that name.
func (s *Set) Lexicon(name string) (*Lexicon, bool) {
	i, ok := slices.BinarySearchFunc(s.lexicons, name, func(lex *Lexicon, name string) int {
		return cmp.Compare(lex.Name, name)
	})
	if !ok {
		return nil, false
	}
	return s.lexicons[i], true
}

// Overrides returns what later layers changed, in the order of the layers, files
// and lines that did it.
func (s *Set) Overrides() []Override { return s.overrides }
