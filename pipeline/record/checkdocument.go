package record

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

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
	if len(records) == 0 {
		return nil
	}
	c := newDocumentChecker(records, nil, src, only)
	c.alone()
	c.between()
	return c.found.err()
}

// Check is [CheckDocument] of the records of a sorted set.
func (s *Set) Check(src *text.Source) error { return CheckDocument(s.Records(), src) }

// documentChecker checks the records of a document, of which there are some.
type documentChecker struct {
	checker
	doc     *Document // nil where it does not stand first
	src     *text.Source
	only    []Type
	records []Record
	lines   []int   // that the records came from; nil for none
	known   []known // of each record
	begins  []begin // of all mentions, facts apart, in the order of their starts
}

// known is what was found out about a record beforehand.
type known struct {
	held   bool // the source holds its raw text
	shared bool // another mention of its type begins at the same place
}

// begin is where the mention at an index of the records begins.
type begin struct{ start, record int }

func newDocumentChecker(records []Record, lines []int, src *text.Source, only []Type) *documentChecker {
	c := &documentChecker{src: src, only: only, records: records, lines: lines, known: make([]known, len(records))}
	c.doc, _ = records[0].(*Document)
	if src == nil {
		return c
	}
	for i, r := range records {
		if m, ok := r.(Mention); ok {
			c.known[i].held = src.Holds(m.Base().RawSpan, m.Base().Raw)
		}
	}
	return c
}

// alone checks every record by itself.
func (c *documentChecker) alone() {
	for i := range c.records {
		c.at(i)
		c.held = c.known[i].held
		c.record()
	}
}

// between checks what holds between the records.
func (c *documentChecker) between() {
	c.at(0)
	if c.doc == nil && c.kept(TypeDocument) {
		c.beyond("type", "the first record of a document is its document record")
	}
	counts := c.count()
	c.unique()
	if c.doc != nil {
		c.at(0)
		c.head(&counts)
	}
	var previous Mention
	var quantity *Quantity // the mention before, if it is one
	var fact *Fact         // the record before, if it is one
	for i, r := range c.records {
		m, ok := r.(Mention)
		if !ok {
			continue
		}
		c.at(i)
		c.place(m, c.known[i])
		if f, ok := r.(*Fact); ok {
			c.states(f, quantity)
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
}

// count counts the records, and takes down where mentions begin.
func (c *documentChecker) count() (counts Document) {
	c.begins = make([]begin, 0, len(c.records))
	for i, r := range c.records {
		if r.DocID() != c.records[0].DocID() {
			c.at(i)
			c.beyond("doc", "%q is not that of the record before, %q", r.DocID(), c.records[0].DocID())
		}
		switch r := r.(type) {
		case *Document:
			if i > 0 {
				c.at(i)
				c.beyond("type", "a document has one document record, and it stands first")
			}
		case *Quantity:
			counts.Quantities++
			c.begins = append(c.begins, begin{r.Start, i})
		case *Time:
			counts.Times++
			c.begins = append(c.begins, begin{r.Start, i})
		case *Entity:
			counts.Entities++
			c.begins = append(c.begins, begin{r.Start, i})
		case *Fact:
			counts.Facts++
		}
	}
	inOrder := func(a, b begin) int { return cmp.Compare(a.start, b.start) }
	if !slices.IsSortedFunc(c.begins, inOrder) {
		slices.SortStableFunc(c.begins, inOrder)
	}
	return counts
}

// unique finds mentions of a type that begin at one place, and reports those
// that have one id.
func (c *documentChecker) unique() {
	for k, at := range c.begins {
		twice := false
		for j := k - 1; j >= 0 && c.begins[j].start == at.start; j-- {
			r, other := c.records[at.record], c.records[c.begins[j].record]
			if r.RecordType() != other.RecordType() {
				continue
			}
			c.known[at.record].shared, c.known[c.begins[j].record].shared = true, true
			twice = twice || r.RecordID() == other.RecordID()
		}
		if twice {
			c.at(at.record)
			c.beyond("id", "stands twice in the document")
		}
	}
}

// find gives the mention of type t with the id, nil where there is none.
func (c *documentChecker) find(t Type, id string) Record {
	start := startOf(id)
	k := sort.Search(len(c.begins), func(k int) bool { return c.begins[k].start >= start })
	for ; k < len(c.begins) && c.begins[k].start == start; k++ {
		if r := c.records[c.begins[k].record]; r.RecordType() == t && r.RecordID() == id {
			return r
		}
	}
	return nil
}

// at names the record that the problems found from here on belong to.
func (c *documentChecker) at(i int) {
	c.of = c.records[i]
	if c.lines != nil {
		c.line = c.lines[i]
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
func (c *documentChecker) place(m Mention, about known) {
	base := m.Base()
	if c.doc != nil {
		if base.End > c.doc.Chars {
			c.beyond("end", "%d is behind the end of the document, %d", base.End, c.doc.Chars)
		}
		if base.Sentence >= c.doc.Sentences {
			c.beyond("sentence", "%d, but the document has %d sentences", base.Sentence, c.doc.Sentences)
		}
	}
	if m.RecordType() != TypeFact && len(base.ID) > len(base.Doc)+2 {
		if long := strings.IndexByte(base.ID[len(base.Doc)+2:], '-') >= 0; long != about.shared {
			c.beyond("id", "has an end if and only if two of a type begin at one place")
		}
	}
	if c.src == nil || about.held && base.Start < base.End {
		return
	}
	if base.Start < 0 || base.End > c.src.Len() || base.Start >= base.End {
		c.beyond("end", "%d to %d is no place in the source of %d code points", base.Start, base.End, c.src.Len())
		return
	}
	place := c.src.Place(base.Start, base.End)
	if raw := c.src.Cut(place); base.Raw != raw {
		c.beyond("raw", "%q, but source[%d:%d] is %q", base.Raw, base.Start, base.End, raw)
	}
	if place.ByteStart != base.ByteStart {
		c.beyond("byte_start", "%d, but code point %d begins at byte %d", base.ByteStart, base.Start, place.ByteStart)
	}
	if place.ByteEnd != base.ByteEnd {
		c.beyond("byte_end", "%d, but code point %d begins at byte %d", base.ByteEnd, base.End, place.ByteEnd)
	}
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
	r := c.find(t, id)
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
	n := len(t.Doc)
	if len(t.Anchor) < n+2 || t.Anchor[:n] != t.Doc || t.Anchor[n] != '#' {
		return
	}
	for _, typ := range [...]Type{TypeQuantity, TypeTime, TypeEntity} {
		if t.Anchor[n+1] == typ.Letter() {
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

// states checks a fact against what it refers to; before it stands a quantity,
// if any.
func (c *documentChecker) states(f *Fact, q *Quantity) {
	if subject, ok := c.refers("subject_id", f.SubjectID, TypeEntity).(*Entity); ok && subject.Name != f.Subject {
		c.beyond("subject", "%q, but the entity %s has the name %q", f.Subject, f.SubjectID, subject.Name)
	}
	c.refers("time_id", f.TimeID, TypeTime)
	if q == nil || q.ID != f.Quantity || !c.kept(TypeQuantity) {
		q, _ = c.refers("quantity", f.Quantity, TypeQuantity).(*Quantity)
	}
	if q == nil {
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
	return a.Form == apd.Finite && b.Form == apd.Finite && (a == b || a.Cmp(b) == 0)
}
