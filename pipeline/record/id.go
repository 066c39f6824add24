package record

import (
	"slices"
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

// Mentions gives the ids of all mentions of a document, in the order of places.
// An id is `<doc>#<letter><start>`; `-<end>` is added to each of the mentions of
// a type that share a start, so that no id depends on the order in which rules
// found them.
func (n *Namer) Mentions(places []Place) []string {
	order := make([]int, len(places))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return places[i].Start - places[j].Start })
	ids := make([]string, len(places))
	for k, i := range order {
		p := &places[i]
		// shares tells whether one of the neighbours in a direction is of the
		// same type and start.
		shares := func(step int) bool {
			for k := k + step; k >= 0 && k < len(order) && places[order[k]].Start == p.Start; k += step {
				if places[order[k]].Type == p.Type {
					return true
				}
			}
			return false
		}
		from := n.memory.Len()
		n.memory.WriteString(n.doc)
		var place [48]byte
		n.memory.Write(appendPlace(place[:0], p.Type, p.RawSpan, shares(-1) || shares(1)))
		ids[i] = n.memory.String()[from:]
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
