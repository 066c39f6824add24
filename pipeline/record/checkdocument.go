package record

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"zhfacts/pipeline/text"
)

// CheckDocument tells whether records, those of one document in the order of
// the output, keep every promise: each record by itself ([Check]), the counts,
// the order, unique ids, references to records that exist, facts that repeat
// their quantity. With a source it checks that source[start:end] == raw, and
// the bytes; src may be nil. Where only names the types that were kept,
// references to the others and their counts are not checked. The error is
// [Problems].
func CheckDocument(records []Record, src *text.Source, only ...Type) error {
	var found Problems
	for _, r := range records {
		if ps, ok := Check(r).(Problems); ok {
			found = append(found, ps...)
		}
	}
	return append(found, checkDocument(records, nil, src, only)...).err()
}

// Check is [CheckDocument] of the records of a sorted set.
func (s *Set) Check(src *text.Source) error { return CheckDocument(s.Records(), src) }

// documentChecker checks what holds between the records of a document.
type documentChecker struct {
	checker
	doc     *Document
	src     *text.Source
	only    []Type
	records []Record
	begins  map[beginKey]begin // where mentions begin; facts are not among them
	shared  bool               // whether two of a type begin at one place anywhere
}

// beginKey is the letter of a type and the code point where mentions of it
// begin; begin is the index of the first record there, and how many there are.
type (
	beginKey uint64
	begin    struct{ first, n int }
)

func beginning(letter byte, start int) beginKey { return beginKey(start)<<8 | beginKey(letter) }

// checkDocument checks what holds between the records; lines, if any, are the
// lines that they came from.
func checkDocument(records []Record, lines []int, src *text.Source, only []Type) Problems {
	if len(records) == 0 {
		return nil
	}
	c := documentChecker{
		src: src, only: only, records: records,
		begins: make(map[beginKey]begin, len(records)),
	}
	c.doc, _ = records[0].(*Document)
	c.at(records, lines, 0)
	if c.doc == nil && c.kept(TypeDocument) {
		c.beyond("type", "the first record of a document is its document record")
	}
	var counts Document
	for i, r := range records {
		c.at(records, lines, i)
		if r.DocID() != records[0].DocID() {
			c.beyond("doc", "%q is not that of the record before, %q", r.DocID(), records[0].DocID())
		}
		switch r := r.(type) {
		case *Document:
			if i > 0 {
				c.beyond("type", "a document has one document record, and it stands first")
			}
		case *Quantity:
			counts.Quantities++
			c.begin('q', &r.Common, i)
		case *Time:
			counts.Times++
			c.begin('t', &r.Common, i)
		case *Entity:
			counts.Entities++
			c.begin('e', &r.Common, i)
		case *Fact:
			counts.Facts++
		}
	}
	if c.doc != nil {
		c.at(records, lines, 0)
		c.head(&counts)
	}
	var previous Mention
	var quantity *Quantity // the mention before, if it is one
	var fact *Fact         // the record before, if it is one
	for i, r := range records {
		m, ok := r.(Mention)
		if !ok {
			continue
		}
		c.at(records, lines, i)
		c.place(m)
		if f, ok := r.(*Fact); ok {
			c.states(f)
			if c.kept(TypeQuantity) && (quantity == nil || quantity.ID != f.Quantity) {
				c.beyond("quantity", "a fact stands right behind its quantity, %s", f.Quantity)
			}
			if fact != nil && fact.Quantity == f.Quantity {
				c.beyond("quantity", "%s has more than one fact", f.Quantity)
			}
			fact = f
			continue
		}
		switch r := r.(type) {
		case *Time:
			c.anchor(r)
		case *Entity:
			c.mentionsOf(r)
		}
		c.order(previous, m)
		quantity, _ = r.(*Quantity)
		previous, fact = m, nil
	}
	return c.found
}

// begin takes down where a mention begins.
func (c *documentChecker) begin(letter byte, m *Common, i int) {
	key := beginning(letter, m.Start)
	at := c.begins[key]
	if at.n == 0 {
		at.first = i
	} else if c.find(letter, m.Start, m.ID) != nil {
		c.beyond("id", "stands twice in the document")
	}
	at.n++
	c.shared = c.shared || at.n > 1
	c.begins[key] = at
}

// find gives the record with the id among the mentions that begin at start and
// have been taken down; nil where there is none.
func (c *documentChecker) find(letter byte, start int, id string) Record {
	at := c.begins[beginning(letter, start)]
	for i := at.first; at.n > 0; i++ {
		m, ok := c.records[i].(Mention)
		if !ok || m.RecordType().Letter() != letter || m.Base().Start != start {
			continue
		}
		if m.RecordID() == id {
			return m
		}
		at.n--
	}
	return nil
}

// at names the record that the problems found from here on belong to.
func (c *documentChecker) at(records []Record, lines []int, i int) {
	c.id = records[i].RecordID()
	if lines != nil {
		c.line = lines[i]
	}
}

// kept tells whether records of the type are among those that were kept.
func (c *documentChecker) kept(t Type) bool { return len(c.only) == 0 || slices.Contains(c.only, t) }

// head checks the document record.
func (c *documentChecker) head(counts *Document) {
	doc := c.doc
	for _, count := range []struct {
		field      string
		typ        Type
		says, have int
	}{
		{"quantities", TypeQuantity, doc.Quantities, counts.Quantities}, {"times", TypeTime, doc.Times, counts.Times},
		{"entities", TypeEntity, doc.Entities, counts.Entities}, {"facts", TypeFact, doc.Facts, counts.Facts},
	} {
		if c.kept(count.typ) && count.says != count.have {
			c.beyond(count.field, "%d, but %d follow", count.says, count.have)
		}
	}
	if c.src == nil {
		return
	}
	if doc.Chars != c.src.Len() {
		c.beyond("chars", "%d, but the source has %d", doc.Chars, c.src.Len())
	}
	if doc.Encoding != c.src.Encoding() {
		c.beyond("encoding", "%s, but the source is %s", doc.Encoding, c.src.Encoding())
	}
	if doc.SHA256 != c.src.SHA256() {
		c.beyond("sha256", "is not that of the source, %s", c.src.SHA256())
	}
}

// place checks where a record stands: in the document, in the source, in its id.
func (c *documentChecker) place(m Mention) {
	base := m.Base()
	if c.doc != nil {
		if base.End > c.doc.Chars {
			c.beyond("end", "%d is behind the end of the document, %d", base.End, c.doc.Chars)
		}
		if base.Sentence >= c.doc.Sentences {
			c.beyond("sentence", "%d, but the document has %d sentences", base.Sentence, c.doc.Sentences)
		}
	}
	if letter := m.RecordType().Letter(); letter != 'f' && len(base.ID) > len(base.Doc)+2 {
		long := strings.IndexByte(base.ID[len(base.Doc)+2:], '-') >= 0
		if shared := c.shared && c.begins[beginning(letter, base.Start)].n > 1; long != shared {
			c.beyond("id", "has an end if and only if two of a type begin at one place")
		}
	}
	if c.src == nil {
		return
	}
	if base.Start < 0 || base.End > c.src.Len() || base.Start >= base.End {
		c.beyond("end", "%d to %d is no place in the source of %d code points", base.Start, base.End, c.src.Len())
		return
	}
	if !sameRunes(c.src.Runes()[base.Start:base.End], base.Raw) {
		c.beyond("raw", "%q, but source[%d:%d] is %q", base.Raw, base.Start, base.End, c.src.Slice(base.Start, base.End))
	}
	if at := c.src.ByteOffset(base.Start); at != base.ByteStart {
		c.beyond("byte_start", "%d, but code point %d begins at byte %d", base.ByteStart, base.Start, at)
	}
	if at := c.src.ByteOffset(base.End); at != base.ByteEnd {
		c.beyond("byte_end", "%d, but code point %d begins at byte %d", base.ByteEnd, base.End, at)
	}
}

func sameRunes(rs []rune, s string) bool {
	for _, r := range rs {
		got, n := utf8.DecodeRuneInString(s)
		if n == 0 || got != r {
			return false
		}
		s = s[n:]
	}
	return s == ""
}

// letters are the letters of the types in the order of their mentions at one place.
const letters = "qte"

func (c *documentChecker) order(previous, m Mention) {
	if previous == nil {
		return
	}
	rank := func(m Mention) int { return strings.IndexByte(letters, m.RecordType().Letter()) }
	if d := before(previous.Base(), m.Base()); d > 0 || d == 0 && rank(previous) > rank(m) {
		c.beyond("start", "stands behind %s, and belongs before it", previous.RecordID())
	}
}

// refers gives the record of type t with the id, and reports where there is
// none; nil where none is wanted.
func (c *documentChecker) refers(field, id string, t Type) Record {
	if id == "" || !c.kept(t) {
		return nil
	}
	r := c.find(t.Letter(), startOf(id), id)
	if r == nil {
		c.beyond(field, "there is no %s %q", t, id)
	}
	return r
}

// startOf is the code point that the id of a mention names, -1 where it is no id.
func startOf(id string) int {
	place := id[strings.LastIndexByte(id, '#')+1:]
	if place == "" {
		return -1
	}
	start, _, _ := strings.Cut(place[1:], "-")
	n, err := strconv.Atoi(start)
	if err != nil {
		return -1
	}
	return n
}

func (c *documentChecker) anchor(t *Time) {
	at := len(t.Doc) + 1
	if len(t.Anchor) <= at || t.Anchor[:at] != t.Doc+"#" {
		return
	}
	for _, typ := range []Type{TypeQuantity, TypeTime, TypeEntity} {
		if t.Anchor[at] == typ.Letter() {
			c.refers("anchor", t.Anchor, typ)
		}
	}
}

func (c *documentChecker) mentionsOf(e *Entity) {
	first, ok := c.refers("mentions_of", e.MentionsOf, TypeEntity).(*Entity)
	if !ok {
		return
	}
	if first.MentionsOf != "" || before(&first.Common, &e.Common) >= 0 {
		c.beyond("mentions_of", "%s is not the first mention of the entity", first.ID)
	}
	if first.Name != e.Name {
		c.beyond("name", "%q, but the first mention %s has %q", e.Name, first.ID, first.Name)
	}
}

// states checks a fact against what it refers to.
func (c *documentChecker) states(f *Fact) {
	if subject, ok := c.refers("subject_id", f.SubjectID, TypeEntity).(*Entity); ok && subject.Name != f.Subject {
		c.beyond("subject", "%q, but the entity %s has the name %q", f.Subject, f.SubjectID, subject.Name)
	}
	c.refers("time_id", f.TimeID, TypeTime)
	q, ok := c.refers("quantity", f.Quantity, TypeQuantity).(*Quantity)
	if !ok {
		return
	}
	if field := amountDifference(&f.Amount, &q.Amount); field != "" {
		c.beyond(field, "is not that of the quantity %s", q.ID)
	}
	if f.Start > q.Start || f.End < q.End {
		c.beyond("start", "the clause, %d to %d, does not hold the quantity, %d to %d", f.Start, f.End, q.Start, q.End)
	}
	if f.Sentence != q.Sentence {
		c.beyond("sentence", "%d, but the quantity stands in %d", f.Sentence, q.Sentence)
	}
}

// amountDifference is the first field in which the amounts differ, or "".
func amountDifference(a, b *Amount) string {
	switch {
	case !sameDecimal(a.Value, b.Value):
		return "value"
	case !sameDecimal(a.Low, b.Low):
		return "low"
	case !sameDecimal(a.High, b.High):
		return "high"
	case (a.Ratio == nil) != (b.Ratio == nil),
		a.Ratio != nil && (!sameDecimal(&a.Ratio[0], &b.Ratio[0]) || !sameDecimal(&a.Ratio[1], &b.Ratio[1])):
		return "ratio"
	case a.Unit != b.Unit:
		return "unit"
	case a.UnitCode != b.UnitCode:
		return "unit_code"
	case a.Bound != b.Bound:
		return "bound"
	}
	return ""
}

func sameDecimal(a, b *apd.Decimal) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Form == apd.Finite && b.Form == apd.Finite && a.Cmp(b) == 0
}
