package dataset

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"iter"
	"os"
	"slices"

	"zhfacts/golden"
	"zhfacts/pipeline/record"
)

// Change is how a document differs between two data sets.
type Change string

const (
	Added   Change = "added"
	Removed Change = "removed"
	Changed Change = "changed"
)

// DocumentDiff is a document that differs, and its records that do.
type DocumentDiff struct {
	Doc         string
	Change      Change
	Differences []golden.Difference
}

// Tally counts what was added, removed and changed.
type Tally struct {
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Changed int `json:"changed"`
}

func (t *Tally) count(c Change) {
	switch c {
	case Added:
		t.Added++
	case Removed:
		t.Removed++
	case Changed:
		t.Changed++
	}
}

// Total is the sum of all.
func (t Tally) Total() int { return t.Added + t.Removed + t.Changed }

// RuleTally counts the records of one rule; of documents, under document. A
// record counts under the rule that it has in the newer data set.
type RuleTally struct {
	Rule string `json:"rule"`
	Tally
}

// Difference counts how two data sets differ.
type Difference struct {
	Same      int         `json:"same"` // documents whose records are all the same
	Documents Tally       `json:"documents"`
	Records   Tally       `json:"records"`
	Rules     []RuleTally `json:"rules"` // the most changed first
	Made      []string    `json:"made"`  // what of program, schema, rules, lexicons and settings is not the same
}

// Diff compares two data sets, document by document, and tells each that
// differs; those that are in both come first, in about the order of the data
// sets, then those removed, then those added. It takes memory by documents that
// are in one of them only. Shards that are the same file are not read.
func Diff(ctx context.Context, older, newer string, each func(DocumentDiff) error) (Difference, error) {
	d := differ{each: each, rules: map[string]*Tally{}}
	defer d.close()
	for i, dir := range []string{older, newer} {
		s, err := newSide(dir)
		if err != nil {
			return d.Difference, err
		}
		d.sides[i] = s
	}
	a, b := d.sides[0].m, d.sides[1].m
	d.Made = state{b.Identity, b.Settings, b.Part}.differs(&state{a.Identity, a.Settings, a.Part})
	if err := d.documents(ctx); err != nil {
		return d.Difference, err
	}
	for doc, err := range d.sides[0].left() {
		if err == nil {
			err = d.pair(doc, nil, Removed)
		}
		if err != nil {
			return d.Difference, err
		}
	}
	for doc, err := range d.sides[1].left() {
		if err == nil {
			err = d.pair(nil, doc, Added)
		}
		if err != nil {
			return d.Difference, err
		}
	}
	for rule, t := range d.rules {
		d.Rules = append(d.Rules, RuleTally{rule, *t})
	}
	slices.SortFunc(d.Rules, func(a, b RuleTally) int {
		return cmp.Or(cmp.Compare(b.Total(), a.Total()), cmp.Compare(a.Rule, b.Rule))
	})
	return d.Difference, nil
}

type differ struct {
	Difference
	sides [2]*side
	each  func(DocumentDiff) error
	rules map[string]*Tally
}

func (d *differ) close() {
	for _, s := range d.sides {
		if s != nil {
			s.close()
		}
	}
}

// documents reads both sides, each as far as it must to find the documents that
// the other is at.
func (d *differ) documents(ctx context.Context) error {
	turn := 0
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		i := turn
		a, b := d.sides[0], d.sides[1]
		switch {
		case a.over() && b.over():
			return nil
		case a.over() || b.over():
			if i = 0; a.over() {
				i = 1
			}
		case a.begins() && b.begins():
			if a.name() == b.name() && slices.Equal(a.files(), b.files()) {
				n, err := a.skip()
				if err != nil {
					return err
				}
				b.at++
				d.Same += n
				continue
			}
			if a.has[b.name()] == 0 {
				i = 1
			} else if b.has[a.name()] == 0 {
				i = 0
			}
		case a.begins() || b.begins():
			if i = 0; a.begins() {
				i = 1
			}
		}
		one, other := d.sides[i], d.sides[1-i]
		lines, id, err := one.read()
		if err != nil {
			return err
		}
		if lines == nil {
			continue
		}
		match, err := other.take(id)
		if err != nil {
			return err
		}
		if match == nil {
			if err := one.put(id, lines); err != nil {
				return err
			}
			turn = 1 - i
			continue
		}
		turn = i
		pair := [2][]byte{lines, match}
		if i == 1 {
			pair[0], pair[1] = match, lines
		}
		if bytes.Equal(pair[0], pair[1]) {
			d.Same++
		} else if err := d.pair(pair[0], pair[1], Changed); err != nil {
			return err
		}
	}
}

// pair tells of a document whose records are not the same bytes, or that one of
// the data sets lacks: its records are then nil.
func (d *differ) pair(older, newer []byte, change Change) error {
	old, err := parse(older)
	if err != nil {
		return err
	}
	new, err := parse(newer)
	if err != nil {
		return err
	}
	doc := DocumentDiff{Change: change, Differences: golden.Compare(old, new)}
	if len(doc.Differences) == 0 {
		d.Same++
		return nil
	}
	doc.Doc = doc.Differences[0].Record().DocID()
	d.Documents.count(change)
	for _, diff := range doc.Differences {
		what := Changed
		switch {
		case diff.Old == nil:
			what = Added
		case diff.New == nil:
			what = Removed
		}
		d.Records.count(what)
		rule := string(diff.Record().RecordType())
		if m, ok := diff.Record().(record.Mention); ok {
			rule = m.Base().Rule
		}
		if d.rules[rule] == nil {
			d.rules[rule] = &Tally{}
		}
		d.rules[rule].count(what)
	}
	return d.each(doc)
}

// parse reads the records of a document.
func parse(lines []byte) ([]record.Record, error) {
	var all []record.Record
	for len(lines) > 0 {
		line, rest, _ := bytes.Cut(lines, []byte("\n"))
		r, err := record.Parse(line)
		if err != nil {
			return nil, err
		}
		all, lines = append(all, r), rest
	}
	return all, nil
}

// side is a data set that is being compared: where it is read, and the documents
// that were read and are not found in the other one so far.
type side struct {
	dir    string
	m      *Manifest
	shards []Shard
	has    map[string]int // the shards by name
	output map[string]string
	at     int // the shard at hand
	next   func() ([]byte, error, bool)
	stop   func()

	shelf *os.File
	end   int64
	found map[docHash]stretch
}

type docHash [16]byte

type stretch struct{ start, n int64 }

func hashDoc(id string) docHash {
	sum := sha256.Sum256([]byte(id))
	return docHash(sum[:16])
}

func newSide(dir string) (*side, error) {
	m, err := openSet(dir)
	if err != nil {
		return nil, err
	}
	s := &side{dir: dir, m: m, has: map[string]int{}, output: map[string]string{}, found: map[docHash]stretch{}}
	for _, file := range m.Outputs {
		s.output[file.Path] = file.SHA256
	}
	for _, shard := range m.Shards {
		if s.output[indexPath(shard.number())] != "" {
			s.shards = append(s.shards, shard)
			s.has[shard.Name]++
		}
	}
	if s.shelf, err = os.CreateTemp("", "extract-diff-"); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *side) close() {
	if s.stop != nil {
		s.stop()
	}
	s.shelf.Close()
	os.Remove(s.shelf.Name())
}

func (s *side) over() bool   { return s.at == len(s.shards) }
func (s *side) begins() bool { return s.next == nil }
func (s *side) name() string { return s.shards[s.at].Name }

// files are the hashes of the records of the shard at hand.
func (s *side) files() []string {
	var all []string
	for _, file := range s.m.Settings.files(s.shards[s.at].number()) {
		all = append(all, file.path, s.output[file.path])
	}
	return all
}

// skip passes over a shard, and tells how many documents it has records of.
func (s *side) skip() (int, error) {
	f, err := readFooter(s.dir, s.shards[s.at].number())
	if err != nil {
		return 0, err
	}
	s.at++
	return f.Counts.Documents, nil
}

// read gives the next document of the shard at hand, nil at its end.
func (s *side) read() ([]byte, string, error) {
	if s.next == nil {
		s.next, s.stop = iter.Pull2(documents(s.dir, &s.m.Settings, s.shards[s.at].number()))
	}
	lines, err, ok := s.next()
	if err != nil {
		return nil, "", err
	}
	if !ok {
		s.stop()
		s.next, s.stop = nil, nil
		s.at++
		return nil, "", nil
	}
	first, _, _ := bytes.Cut(lines, []byte("\n"))
	r, err := record.Parse(first)
	if err != nil {
		return nil, "", err
	}
	return lines, r.DocID(), nil
}

// put lays a document aside.
func (s *side) put(id string, lines []byte) error {
	if _, err := s.shelf.WriteAt(lines, s.end); err != nil {
		return err
	}
	s.found[hashDoc(id)] = stretch{s.end, int64(len(lines))}
	s.end += int64(len(lines))
	return nil
}

// take gives a document that was laid aside, nil if there is none of this id.
func (s *side) take(id string) ([]byte, error) {
	at, ok := s.found[hashDoc(id)]
	if !ok {
		return nil, nil
	}
	delete(s.found, hashDoc(id))
	lines := make([]byte, at.n)
	_, err := s.shelf.ReadAt(lines, at.start)
	if len(s.found) == 0 {
		s.end = 0 // the room is free again
	}
	return lines, err
}

// left gives the documents that are still laid aside, in the order in which they
// were read.
func (s *side) left() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		all := make([]stretch, 0, len(s.found))
		for _, at := range s.found {
			all = append(all, at)
		}
		slices.SortFunc(all, func(a, b stretch) int { return cmp.Compare(a.start, b.start) })
		for _, at := range all {
			lines := make([]byte, at.n)
			_, err := s.shelf.ReadAt(lines, at.start)
			if !yield(lines, err) {
				return
			}
		}
	}
}
