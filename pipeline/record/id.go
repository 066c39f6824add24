package record

import (
	"slices"
	"strconv"

	"zhfacts/pipeline/text"
)

// IDs gives the ids of all mentions of one type in a document, in the order
// of spans. An id is `<doc>#<letter><start>`; `-<end>` is added to each of the
// mentions that share a start, so that no id depends on the order in which
// rules found them.
func IDs(doc string, t Type, spans []text.RawSpan) []string {
	order := make([]int, len(spans))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return spans[i].Start - spans[j].Start })
	ids := make([]string, len(spans))
	for k, i := range order {
		shared := k > 0 && spans[order[k-1]].Start == spans[i].Start ||
			k+1 < len(order) && spans[order[k+1]].Start == spans[i].Start
		ids[i] = string(appendID(nil, doc, t, spans[i], shared))
	}
	return ids
}

// FactID is the id of the fact that states a quantity: the quantity's with
// `f`. It gives "" where quantity is no id of a quantity of doc.
func FactID(doc, quantity string) string {
	if len(quantity) < len(doc)+2 || quantity[:len(doc)] != doc || quantity[len(doc):len(doc)+2] != "#q" {
		return ""
	}
	return doc + "#f" + quantity[len(doc)+2:]
}

func appendID(dst []byte, doc string, t Type, span text.RawSpan, shared bool) []byte {
	dst = append(dst, doc...)
	dst = append(dst, '#', t.Letter())
	dst = strconv.AppendInt(dst, int64(span.Start), 10)
	if shared {
		dst = append(dst, '-')
		dst = strconv.AppendInt(dst, int64(span.End), 10)
	}
	return dst
}
