package record

import (
	"slices"
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
	doc  *Document
	src  *text.Source
	only []Type
	byID map[string]Record
	// shared tells the id without `-<end>` of a place where two of a type begin.
	shared map[placeKey]int
}

// placeKey is where mentions of one type begin.
type placeKey struct {
	typ   Type
	start int
}

// checkDocument checks what holds between the records; lines, if any, are the
// lines that they came from.
func checkDocument(records []Record, lines []int, src *text.Source, only []Type) Problems {
	if len(records) == 0 {
		return nil
	}
	c := documentChecker{
		src: src, only: only,
		byID:   make(map[string]Record, len(records)),
		shared: make(map[placeKey]int, len(records)),
	}
	c.doc, _ = records[0].(*Document)
	c.at(records, lines, 0)
	if c.doc == nil && c.kept(TypeDocument) {
		c.beyond("type", "the first record of a document is its document record")
	}
	counts := map[Type]int{}
	for i, r := range records {
		c.at(records, lines, i)
		counts[r.RecordType()]++
		if r.DocID() != records[0].DocID() {
			c.beyond("doc", "%q is not that of the record before, %q", r.DocID(), records[0].DocID())
		}
		if r.RecordType() == TypeDocument {
			if i > 0 {
				c.beyond("type", "a document has one document record, and it stands first")
			}
			continue
		}
		if _, twice := c.byID[c.id]; twice {
			c.beyond("id", "stands twice in the document")
		}
		c.byID[c.id] = r
		if m := r.(Mention).Base(); r.RecordType() != TypeFact {
			c.shared[placeKey{r.RecordType(), m.Start}]++
		}
	}
	if c.doc != nil {
		c.at(records, lines, 0)
		c.head(counts)
	}
	var previous Mention
	var quantity *Quantity
	stated := false // whether the quantity has its fact
	for i, r := range records {
		m, ok := r.(Mention)
		if !ok {
			continue
		}
		c.at(records, lines, i)
		c.place(m)
		switch r := r.(type) {
		case *Fact:
			c.states(r)
			if !c.kept(TypeQuantity) {
				continue
			}
			if quantity == nil || quantity.ID != r.Quantity {
				c.beyond("quantity", "a fact stands right behind its quantity, %s", r.Quantity)
			} else if stated {
				c.beyond("quantity", "%s has more than one fact", r.Quantity)
			}
			stated = true
			continue
		case *Time:
			c.anchor(r)
		case *Entity:
			c.mentionsOf(r)
		}
		quantity, _ = r.(*Quantity)
		stated = false
		c.order(previous, m)
		previous = m
	}
	return c.found
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
func (c *documentChecker) head(counts map[Type]int) {
	doc := c.doc
	for _, count := range []struct {
		field string
		typ   Type
		says  int
	}{
		{"quantities", TypeQuantity, doc.Quantities}, {"times", TypeTime, doc.Times},
		{"entities", TypeEntity, doc.Entities}, {"facts", TypeFact, doc.Facts},
	} {
		if c.kept(count.typ) && count.says != counts[count.typ] {
			c.beyond(count.field, "%d, but %d follow", count.says, counts[count.typ])
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
	if m.RecordType() != TypeFact && len(base.ID) > len(base.Doc)+2 {
		long := false
		for i := len(base.Doc) + 2; i < len(base.ID); i++ {
			long = long || base.ID[i] == '-'
		}
		if shared := c.shared[placeKey{m.RecordType(), base.Start}] > 1; long != shared {
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

func (c *documentChecker) order(previous, m Mention) {
	if previous == nil {
		return
	}
	rank := func(m Mention) int { return slices.Index([]Type{TypeQuantity, TypeTime, TypeEntity}, m.RecordType()) }
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
	r, ok := c.byID[id]
	if !ok || r.RecordType() != t {
		c.beyond(field, "there is no %s %q", t, id)
		return nil
	}
	return r
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
