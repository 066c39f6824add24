package record

import (
	"strconv"
	"strings"

	"zhfacts/pipeline/text"
)

// Namer gives the mentions and facts of one document their ids, which lie in
// memory that they share.
type Namer struct {
	doc    string
	memory strings.Builder
}

// NewNamer makes a namer with room for the ids of some records.
func NewNamer(doc string, records int) *Namer {
	n := &Namer{doc: doc}
	n.memory.Grow(records * (len(doc) + len("#q12345")))
	return n
}

// Place is where a mention of a type stands in the source.
type Place struct {
	Type Type
	text.RawSpan
}

// Mentions appends the ids of all mentions of a document, which must stand in the
// order of their starts. An id is `<doc>#<letter><start>`; `-<end>` is added to
// each of the mentions of a type that share a start, so that no id depends on
// the order in which rules found them.
func (n *Namer) Mentions(ids []string, places []Place) []string {
	for i := range places {
		p := &places[i]
		// shares tells whether one of the neighbours in a direction is of the
		// same type and start.
		shares := func(step int) bool {
			for k := i + step; k >= 0 && k < len(places) && places[k].Start == p.Start; k += step {
				if places[k].Type == p.Type {
					return true
				}
			}
			return false
		}
		from := n.memory.Len()
		n.memory.WriteString(n.doc)
		var place [48]byte
		n.memory.Write(appendPlace(place[:0], p.Type, p.RawSpan, shares(-1) || shares(1)))
		ids = append(ids, n.memory.String()[from:])
	}
	return ids
}

// Fact gives the id of the fact that states a quantity: the quantity's with
// `f`. It is "" where quantity is no id of a quantity of the document.
func (n *Namer) Fact(quantity string) string {
	place, ok := strings.CutPrefix(quantity, n.doc)
	if !ok || !strings.HasPrefix(place, "#q") {
		return ""
	}
	from := n.memory.Len()
	n.memory.WriteString(n.doc)
	n.memory.WriteString("#f")
	n.memory.WriteString(place[len("#q"):])
	return n.memory.String()[from:]
}

// appendPlace appends what stands behind the document in the id of a mention.
func appendPlace(dst []byte, t Type, span text.RawSpan, shared bool) []byte {
	dst = append(dst, '#', t.Letter())
	dst = strconv.AppendInt(dst, int64(span.Start), 10)
	if shared {
		dst = append(dst, '-')
		dst = strconv.AppendInt(dst, int64(span.End), 10)
	}
	return dst
}
