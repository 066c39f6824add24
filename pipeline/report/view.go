package report

import (
	"encoding/json"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// longText is the number of runes from which a page draws only the parts of an
// article that are in sight.
const longText = 20_000

// view is a document as the page needs it.
type view struct {
	doc     Document
	about   record.Document
	at      alignment
	records []shown
}

// shown is a record with its place in the normalised text. The page names it by
// its index.
type shown struct {
	record.Mention
	span   text.Span
	change *Difference // nil where nothing changed
}

func newView(doc Document) *view {
	v := &view{doc: doc, at: align(doc.Text)}
	changes := map[record.Record]*Difference{}
	for i, d := range doc.Differences {
		if d.New != nil {
			changes[d.New] = &doc.Differences[i]
		}
	}
	add := func(r record.Record, change *Difference) {
		switch r := r.(type) {
		case *record.Document:
			v.about = *r
		case record.Mention:
			base := r.Base()
			v.records = append(v.records, shown{r, v.at.span(base.Start, base.End), change})
		}
	}
	for _, r := range doc.Records {
		add(r, changes[r])
	}
	for i, d := range doc.Differences {
		if d.New == nil {
			add(d.Old, &doc.Differences[i])
		}
	}
	return v
}

// state is how the page marks a difference: "", added, lost or changed.
func (d *Difference) state() string {
	switch {
	case d == nil:
		return ""
	case d.Old == nil:
		return "added"
	case d.New == nil:
		return "lost"
	}
	return "changed"
}

// count is a number of records with its name.
type count struct {
	Letter, Name string
	N            int
}

// letters are the types of mention as the page and its style name them.
var letters = []struct{ letter, one, many string }{
	{"q", "quantity", "quantities"}, {"t", "time", "times"}, {"e", "entity", "entities"},
}

func (v *view) counts() []count {
	counts := make([]count, len(letters))
	for i, l := range letters {
		counts[i] = count{Letter: l.letter, Name: l.many}
	}
	for _, r := range v.records {
		for i, l := range letters {
			if string(r.RecordType()) == l.one && r.change.state() != "lost" {
				counts[i].N++
			}
		}
	}
	return counts
}

// data is what the page's script knows of the document, as a JSON object that can
// stand in a script element: every < is escaped. Numbers of records are strings,
// for the script shows them exactly and never computes with more than a drawing
// needs.
func (v *view) data() template.JS {
	var b strings.Builder
	b.Grow(len(v.records)*160 + v.doc.Text.Source().Size())
	put := func(parts ...string) {
		for _, part := range parts {
			b.WriteString(part)
		}
	}
	number := func(parts ...int) {
		for i, n := range parts {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(strconv.Itoa(n))
		}
	}
	put(`{"doc":`, quote(v.about.Doc), ",\n", `"source":`, quote(string(v.doc.Text.Source().Runes())))
	put(",\n", `"edits":[`)
	for i, e := range v.at.edits(v.doc.Text) {
		if i > 0 {
			put(",")
		}
		number(e.start, e.end)
		put(",", quote(e.with))
	}
	put("],\n", `"furniture":[`)
	comma := ""
	for _, para := range v.doc.Text.Paragraphs() {
		if para.Kind == text.Furniture && para.Len() > 0 {
			raw := v.doc.Text.Raw(para.Span)
			put(comma)
			number(raw.Start, raw.End)
			comma = ","
		}
	}
	put("],\n", `"sentences":[`)
	for i, sentence := range v.doc.Text.Sentences() {
		if i > 0 {
			put(",")
		}
		number(int(sentence.Start), int(sentence.End))
	}
	rules, ruleIndex := v.rules()
	put("],\n", `"rules":[`)
	for i, id := range rules {
		if i > 0 {
			put(",\n")
		}
		doc, place := "", ""
		if v.doc.Rule != nil {
			doc, place = v.doc.Rule(id)
		}
		put("[", quote(id), ",", quote(doc), ",", quote(place), "]")
	}
	put("],\n", `"records":[`)
	prefix := v.about.Doc + "#"
	for i := range v.records {
		r := &v.records[i]
		base := r.Base()
		if i > 0 {
			put(",\n")
		}
		put(`{"id":`, quote(strings.TrimPrefix(base.ID, prefix)), `,"n":[`)
		number(int(r.span.Start), int(r.span.End))
		put(`],"c":[`)
		number(base.Start, base.End)
		put(`],"b":[`)
		number(base.ByteStart, base.ByteEnd)
		put(`],"s":`)
		number(base.Sentence)
		put(`,"r":`)
		number(ruleIndex[base.Rule])
		if state := r.change.state(); state != "" {
			put(`,"d":"`, state, `","k":[`)
			for k, key := range r.change.Keys {
				if k > 0 {
					put(",")
				}
				put("[", quote(key.Name), ",", quote(key.Old), ",", quote(key.New), "]")
			}
			put("]")
		}
		if r.Mention.Base().Text != v.doc.Text.String(r.span) {
			put(`,"text":`, quote(base.Text))
		}
		put(`,"v":`, fields(r.Mention, prefix, commonKeys), "}")
	}
	put("]}")
	return template.JS(b.String())
}

// commonKeys are the keys of a record that the data hold in a shorter form.
var commonKeys = []string{"type", "doc", "id", "text", "raw", "start", "end", "byte_start", "byte_end", "sentence", "rule"}

// fields are the keys of a record but for some, as an object. Ids of the same
// document lose their prefix.
func fields(r record.Record, prefix string, but []string) string {
	var b strings.Builder
	sep := "{"
	for key, value := range record.Fields(r) {
		if slices.Contains(but, key) {
			continue
		}
		b.WriteString(sep)
		sep = ","
		b.WriteString(`"` + key + `":`)
		if value[0] != '"' { // a number, a ratio
			b.WriteString(`"` + value + `"`)
			continue
		}
		s := value[1 : len(value)-1]
		if strings.Contains(s, `\`) {
			if err := json.Unmarshal([]byte(value), &s); err != nil {
				panic("report: a record with a key that is no JSON") // the records have been checked
			}
		}
		if rest, ok := strings.CutPrefix(s, prefix); ok && prefix != "" {
			s = "#" + rest
		}
		b.WriteString(quote(s))
	}
	if sep == "{" {
		return "{}"
	}
	return b.String() + "}"
}

// rules are the ids of the rules that made the records, in order.
func (v *view) rules() ([]string, map[string]int) {
	index := map[string]int{}
	var ids []string
	for _, r := range v.records {
		if id := r.Base().Rule; index[id] == 0 {
			index[id] = 1
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for i, id := range ids {
		index[id] = i
	}
	return ids, index
}

// quote writes a string as JSON for a script element.
func quote(s string) string {
	out, err := json.Marshal(s)
	if err != nil {
		return `""` // a string always has a JSON form
	}
	return string(out)
}
