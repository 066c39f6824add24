package dict

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Load reads all lexicon files of the layers, later layers over earlier ones, and
// returns them as one set. Every row is checked; the error is an [Errors] with
// every mistake of an author, or that of reading a folder.
func Load(layers ...Layer) (*Set, error) {
	l := &loader{lexicons: map[string]*lexicon{}}
	for number, layer := range layers {
		names, err := fs.Glob(layer.FS, "*.tsv")
		if err == nil && len(names) == 0 {
			// Glob ignores errors, and a folder without lexicons is hardly meant.
			if _, err = fs.ReadDir(layer.FS, "."); err == nil {
				l.errs = append(l.errs, &Error{
					File:  layer.Name,
					Wrong: "the folder has no lexicon",
					Do:    "name a folder that holds files NAME.tsv",
				})
			}
		}
		if err != nil {
			return nil, fmt.Errorf("reading lexicons from %s: %w", layer.Name, err)
		}
		files := make([]*file, len(names))
		failed := make([]error, len(names))
		var wait sync.WaitGroup
		for i, name := range names {
			wait.Go(func() {
				data, err := fs.ReadFile(layer.FS, name)
				files[i] = &file{name: path.Join(layer.Name, name), layer: number}
				files[i].split(string(data), strings.TrimSuffix(name, ".tsv"))
				failed[i] = err
			})
		}
		wait.Wait()
		for _, err := range failed {
			if err != nil {
				return nil, fmt.Errorf("reading lexicons from %s: %w", layer.Name, err)
			}
		}
		// The headers come first: a file may add to a lexicon that a later file declares.
		byLexicon := map[string][]*file{}
		for _, f := range files {
			l.declare(f)
			byLexicon[f.lexicon] = append(byLexicon[f.lexicon], f)
		}
		for name, group := range byLexicon {
			lex := l.lexicons[name]
			wait.Go(func() {
				for _, f := range group {
					f.addRows(lex)
				}
			})
		}
		wait.Wait()
		for _, f := range files {
			slices.SortStableFunc(f.errs, func(a, b *Error) int { return cmp.Compare(a.Line, b.Line) })
			slices.SortStableFunc(f.overrides, func(a, b Override) int { return cmp.Compare(a.Line, b.Line) })
			l.errs = append(l.errs, f.errs...)
			l.overrides = append(l.overrides, f.overrides...)
		}
	}
	if len(l.errs) > 0 {
		return nil, l.errs
	}
	return l.finish(), nil
}

// loader gathers the lexicons over all layers.
type loader struct {
	lexicons  map[string]*lexicon
	overrides []Override
	errs      Errors
}

// lexicon is a lexicon while it is loaded.
type lexicon struct {
	*Lexicon
	declaredIn string
	layer      []int   // of each entry
	next       []int32 // of each entry: the next of the same word, or 0
	gone       []bool  // of each entry: whether a later layer replaced it
}

// grow makes room for more entries.
func (lex *lexicon) grow(n int) {
	lex.entries = slices.Grow(lex.entries, n)
	lex.layer = slices.Grow(lex.layer, n)
	lex.next = slices.Grow(lex.next, n)
	lex.gone = slices.Grow(lex.gone, n)
}

// file is one lexicon file, split into header and rows.
type file struct {
	name      string
	layer     int
	lexicon   string
	header    map[string]*header
	columns   []line
	rows      []line
	errs      Errors
	overrides []Override
}

// header is one key of a file's header with the text of all its lines.
type header struct {
	line
	value string
}

// line is a line of a file with its number.
type line struct {
	text string
	no   int
}

// place is where a word stands in its file.
type place struct {
	line
	column int // in runes, from 1
}

var headerKeys = []string{"lexicon", "doc", "source", "licence", "segment", "homonyms", "column"}

// split cuts the file into header and rows. name is the lexicon's when the header has none.
func (f *file) split(data, name string) {
	f.lexicon = name
	f.header = map[string]*header{}
	data = strings.TrimPrefix(data, "\uFEFF")
	f.rows = make([]line, 0, strings.Count(data, "\n")+1)
	for no := 1; data != ""; no++ {
		var text string
		text, data, _ = strings.Cut(data, "\n")
		ln := line{strings.TrimSuffix(text, "\r"), no}
		switch {
		case !utf8.ValidString(ln.text):
			f.fail(ln, 0, "the line is no valid UTF-8", "save the file in UTF-8")
		case ln.text == "":
		case ln.text[0] != '#':
			f.rows = append(f.rows, ln)
		default:
			f.addHeader(ln)
		}
	}
	if h := f.header["lexicon"]; h != nil {
		f.lexicon = h.value
	}
}

// addHeader reads a comment line; those that start with no known key are free.
func (f *file) addHeader(ln line) {
	key, value, found := strings.Cut(strings.TrimSpace(ln.text[1:]), ":")
	if !found || !slices.Contains(headerKeys, key) {
		return
	}
	value = strings.TrimSpace(value)
	switch h := f.header[key]; {
	case value == "":
		f.fail(ln, 0, fmt.Sprintf("the header %s has no value", key), "write one, or take the line out")
	case key == "column":
		f.columns = append(f.columns, line{value, ln.no})
	case h == nil:
		f.header[key] = &header{ln, value}
	case key == "doc" || key == "source" || key == "licence":
		h.value += " " + value
	default:
		f.fail(ln, 0, fmt.Sprintf("the header %s stands twice", key), "write it once a file")
	}
}

func (f *file) value(key string) string {
	if h := f.header[key]; h != nil {
		return h.value
	}
	return ""
}

// fail notes a mistake in a line; column counts runes from 1.
func (f *file) fail(ln line, column int, wrong, do string) {
	f.errs = append(f.errs, &Error{
		File: f.name, Line: ln.no, Column: column,
		Excerpt: excerpt(ln.text),
		Wrong:   wrong, Do: do,
	})
}

// maxExcerpt is how many characters of a line an excerpt shows.
const maxExcerpt = 200

// excerpt is a line as a message shows it.
func excerpt(text string) string {
	if rs := []rune(strings.ToValidUTF8(text, "�")); len(rs) > maxExcerpt {
		text = string(rs[:maxExcerpt]) + "…"
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, "�"), "\t", " ⇥ ")
}

// declare makes the lexicon that the file's header declares, if it declares one.
func (l *loader) declare(f *file) {
	if len(f.columns) == 0 {
		return
	}
	first := line{"# column: " + f.columns[0].text, f.columns[0].no}
	var columns []Column
	for i, ln := range f.columns {
		columns = append(columns, f.column(i, ln, columns))
	}
	if lex := l.lexicons[f.lexicon]; lex != nil {
		// A copy of a built-in file, edited, is fine as it is.
		same := slices.EqualFunc(columns, lex.Columns, func(a, b Column) bool {
			return a.Name == b.Name && a.Type.String() == b.Type.String()
		})
		if !same {
			f.fail(first, 0, fmt.Sprintf("lexicon %s has other columns in %s", f.lexicon, lex.declaredIn),
				"take the column lines out and let the rows follow the columns declared there")
		}
		return
	}
	lex := &lexicon{
		Lexicon: &Lexicon{
			Name:      f.lexicon,
			Doc:       f.value("doc"),
			Source:    f.value("source"),
			Licence:   f.value("licence"),
			Columns:   columns,
			rationals: map[string]Rational{},
			first:     make(map[string]int32, len(f.rows)),
		},
		declaredIn: f.name,
	}
	for _, key := range []string{"doc", "source", "licence"} {
		if f.header[key] == nil {
			f.fail(first, 0, fmt.Sprintf("lexicon %s has no %s", f.lexicon, key), fmt.Sprintf("add a header line # %s: …", key))
		}
	}
	if h := f.header["homonyms"]; h != nil {
		lex.Homonyms = h.value == "yes"
		if wrong, do := (Type{Kind: TypeBool}).Check(h.value); wrong != "" {
			f.fail(h.line, 0, wrong, do)
		}
	}
	if h := f.header["segment"]; h != nil {
		freq, pos, _ := strings.Cut(h.value, " ")
		n, err := strconv.Atoi(freq)
		if err != nil || n <= 0 || pos == "" || strings.ContainsAny(pos, " \t") {
			f.fail(h.line, 0, fmt.Sprintf("%q is no frequency with a part of speech", h.value), "write both, as in # segment: 50 n")
		}
		lex.Segment, lex.POS = n, pos
	}
	l.lexicons[f.lexicon] = lex
}

// column reads a column line: name, type, meaning.
func (f *file) column(i int, ln line, before []Column) Column {
	full := line{"# column: " + ln.text, ln.no}
	name, rest, _ := strings.Cut(ln.text, " ")
	typ, doc, _ := strings.Cut(strings.TrimSpace(rest), " ")
	c := Column{Name: name, Doc: strings.TrimSpace(doc)}
	if i == 0 && name != "word" {
		f.fail(full, 0, fmt.Sprintf("the first column is %s", name), "declare the column word first")
	}
	if slices.ContainsFunc(before, func(b Column) bool { return b.Name == name }) {
		f.fail(full, 0, fmt.Sprintf("column %s stands twice", name), "give each column its own name")
	}
	if c.Doc == "" {
		f.fail(full, 0, fmt.Sprintf("column %s lacks its type or meaning", name), "write name, type and meaning, as in # column: code text The UCUM code.")
	}
	var err error
	if c.Type, err = ParseType(typ); err != nil {
		f.fail(full, 0, err.Error(), fmt.Sprintf("write one of %s, %s, %s(a,b), %s(a,b), %s, %s, %s, %s, with a ? behind it for a column that may lack a value",
			TypeText, TypeWords, TypeEnum, TypeSet, TypeBool, TypeInt, TypeDecimal, TypeRational))
	} else if i == 0 && (c.Type.Kind != TypeText || c.Type.Optional) {
		f.fail(full, 0, fmt.Sprintf("the column word is of type %s", c.Type), "declare it as text")
	}
	return c
}

// addRows checks the file's rows and adds them to their lexicon, nil when there is none.
func (f *file) addRows(lex *lexicon) {
	if lex == nil {
		f.errs = append(f.errs, &Error{
			File:  f.name,
			Wrong: fmt.Sprintf("there is no lexicon %s to add to", f.lexicon),
			Do:    "name an existing one in a header line # lexicon: …, or declare the columns of a new one with lines # column: …",
		})
		return
	}
	if len(f.errs) > 0 {
		return // with a wrong header, the errors of the rows would mislead
	}
	for i, c := range lex.Columns {
		if c.Type.Kind == "" || (i == 0 && c.Name != "word") {
			return
		}
	}
	var (
		n       = len(lex.Columns)
		fields  = make([]string, len(f.rows)*n) // of all rows
		entries = make([]Entry, 0, len(f.rows))
		places  = make([]place, 0, len(f.rows))
	)
	for _, ln := range f.rows {
		if words, isDeletion := strings.CutSuffix(ln.text, "\t!"); isDeletion && !strings.Contains(words, "\t") {
			for word := range strings.SplitSeq(words, "|") {
				f.delete(lex, ln, word)
			}
			continue
		}
		row := fields[:n:n]
		fields = fields[n:]
		if !f.cut(row, ln, lex) {
			continue
		}
		spellings := row[0]
		row[0], _, _ = strings.Cut(spellings, "|")
		for at := 1; ; {
			word, rest, more := strings.Cut(spellings, "|")
			if wrong, do := checkWord(word); wrong != "" {
				f.fail(ln, at, wrong, do)
			} else {
				// Entries may move while they grow, so they are added when all are there.
				entries = append(entries, Entry{Word: word, Lexicon: lex.Lexicon, File: f.name, Line: ln.no, fields: row})
				places = append(places, place{ln, at})
			}
			if !more {
				break
			}
			spellings = rest
			at += utf8.RuneCountInString(word) + 1
		}
	}
	lex.grow(len(entries))
	for i := range entries {
		f.add(lex, &entries[i], places[i])
	}
}

// cut puts the fields of a line into row and checks them.
func (f *file) cut(row []string, ln line, lex *lexicon) bool {
	if n := strings.Count(ln.text, "\t") + 1; n != len(row) {
		names := make([]string, len(row))
		for i, c := range lex.Columns {
			names[i] = c.Name
		}
		f.fail(ln, 0, fmt.Sprintf("the row has %d fields, lexicon %s has %d columns", n, lex.Name, len(row)),
			fmt.Sprintf("write %s with one tab between them, and - where there is no value", strings.Join(names, ", ")))
		return false
	}
	ok := true
	rest := ln.text
	for i := range row {
		c := &lex.Columns[i]
		var field string
		at := len(ln.text) - len(rest)
		field, rest, _ = strings.Cut(rest, "\t")
		var wrong, do string
		switch {
		case field == "" && c.Type.Optional:
			wrong, do = "an empty field", "write - where there is no value"
		case field == "":
			wrong, do = "an empty field", "write a value: "+c.Doc
		case field == "-" && c.Type.Optional:
			field = ""
		case field == "-" && c.Type.Kind != TypeText:
			wrong, do = "no value", "write one: "+c.Doc
		case field != strings.TrimSpace(field):
			wrong, do = fmt.Sprintf("spaces around %q", strings.TrimSpace(field)), "take them out"
		case strings.ContainsFunc(field, unicode.IsControl):
			wrong, do = fmt.Sprintf("a control character in %q", field), "take it out"
		case c.Type.Kind == TypeText:
		default:
			if _, known := lex.rationals[field]; known && c.Type.Kind == TypeRational {
				break
			}
			wrong, do = c.Type.Check(field)
		}
		if wrong != "" {
			f.fail(ln, utf8.RuneCountInString(ln.text[:at])+1, "column "+c.Name+": "+wrong, do)
			ok = false
		} else if c.Type.Kind == TypeRational && field != "" {
			if _, known := lex.rationals[field]; !known {
				lex.rationals[field], _ = ParseRational(field)
			}
		}
		row[i] = field
	}
	return ok
}

// checkWord tells what is wrong with a word, and what to do.
func checkWord(word string) (wrong, do string) {
	switch {
	case word == "":
		return "an empty word", "write a word on both sides of each |"
	case word != strings.TrimSpace(word):
		return fmt.Sprintf("spaces around the word %q", strings.TrimSpace(word)), "take them out"
	}
	for _, r := range word {
		switch {
		case r < 0x200B:
		case Simplify(r) != r:
			return fmt.Sprintf("the word %q has the traditional character %c and would never match", word, r),
				fmt.Sprintf("write it in simplified characters, with %c", Simplify(r))
		case r >= 0xFF00 && (r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' || strings.ContainsRune("％．＋－／", r)):
			return fmt.Sprintf("the word %q has the full-width character %c and would never match", word, r),
				fmt.Sprintf("write it half-width, with %c", r-0xFEE0)
		case r == '\uFEFF' || r == '\u200B' || r == '\uFFFD':
			return fmt.Sprintf("the word %q has the invisible character %U", word, r), "take it out"
		}
	}
	return "", ""
}

// add adds an entry; it takes the place of those of earlier layers with its word.
func (f *file) add(lex *lexicon, e *Entry, here place) {
	at := int32(len(lex.entries))
	if old, known := lex.first[e.Word]; known {
		last := old
		var replaced []*Entry
		for i := old; ; i = lex.next[i] {
			switch {
			case lex.layer[i] < f.layer:
				if !lex.gone[i] {
					replaced = append(replaced, lex.entries[i])
					lex.gone[i] = true
				}
			case slices.Equal(lex.entries[i].fields[1:], e.fields[1:]) || !lex.Homonyms:
				f.fail(here.line, here.column,
					fmt.Sprintf("the word %s stands in %s:%d already", e.Word, lex.entries[i].File, lex.entries[i].Line),
					"keep one of the two rows, or declare # homonyms: yes for words of several meanings")
				return
			}
			if last = i; lex.next[i] == 0 {
				break
			}
		}
		if len(replaced) > 0 {
			f.overrides = append(f.overrides, Override{Lexicon: lex.Name, Word: e.Word, File: e.File, Line: e.Line, Replaced: replaced})
		}
		lex.next[last] = at
	} else {
		lex.first[e.Word] = at
	}
	lex.entries = append(lex.entries, e)
	lex.layer = append(lex.layer, f.layer)
	lex.next = append(lex.next, 0)
	lex.gone = append(lex.gone, false)
}

// delete takes a word of earlier layers out.
func (f *file) delete(lex *lexicon, ln line, word string) {
	var replaced []*Entry
	if old, known := lex.first[word]; known {
		for i := old; ; i = lex.next[i] {
			if lex.layer[i] < f.layer && !lex.gone[i] {
				replaced = append(replaced, lex.entries[i])
				lex.gone[i] = true
			}
			if lex.next[i] == 0 {
				break
			}
		}
	}
	if len(replaced) == 0 {
		f.fail(ln, 1, fmt.Sprintf("lexicon %s has no word %s that could be deleted", lex.Name, word), "correct the word or take the row out")
		return
	}
	f.overrides = append(f.overrides, Override{Lexicon: lex.Name, Word: word, File: f.name, Line: ln.no, Deleted: true, Replaced: replaced})
}

// finish makes the immutable set.
func (l *loader) finish() *Set {
	s := &Set{overrides: l.overrides}
	for _, lex := range l.lexicons {
		lex.finish()
		s.lexicons = append(s.lexicons, lex.Lexicon)
	}
	slices.SortFunc(s.lexicons, func(a, b *Lexicon) int { return cmp.Compare(a.Name, b.Name) })
	for i, lex := range s.lexicons {
		lex.Index = i
	}
	return s
}

// finish drops the replaced entries, and gathers those of the same word.
func (lex *lexicon) finish() {
	if slices.Contains(lex.gone, true) {
		kept := make([]*Entry, 0, len(lex.entries))
		for i, e := range lex.entries {
			if !lex.gone[i] {
				kept = append(kept, e)
			}
		}
		lex.entries, lex.next = kept, make([]int32, len(kept))
		clear(lex.first)
		last := map[string]int32{}
		for i, e := range kept {
			if before, known := last[e.Word]; known {
				lex.next[before] = int32(i)
			} else {
				lex.first[e.Word] = int32(i)
			}
			last[e.Word] = int32(i)
		}
	}
	for word := range lex.first {
		lex.filter.add(word)
	}
	lex.homonyms = map[string][]*Entry{}
	if !lex.Homonyms {
		return
	}
	for word, i := range lex.first {
		if lex.next[i] == 0 {
			continue
		}
		same := []*Entry{lex.entries[i]}
		for i = lex.next[i]; i != 0; i = lex.next[i] {
			same = append(same, lex.entries[i])
		}
		lex.homonyms[word] = same
	}
}
