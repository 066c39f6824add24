package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// Parse reads one line as [AppendJSON] writes it. It refuses unknown, repeated,
// missing and empty keys, values of the wrong type, keys out of their order,
// numbers that are not in the shortest plain notation, and any other byte that
// AppendJSON would not write. The error is [Problems], each naming its field.
// What the values mean is for [Check].
func Parse(line []byte) (Record, error) {
	r, found := parse(line)
	if err := found.err(); err != nil {
		return nil, err
	}
	return r, nil
}

// Fields gives the keys of r that have a value, in the order of the output,
// each with its value as JSON.
func Fields(r Record) iter.Seq2[string, string] {
	return func(yield func(key, value string) bool) {
		for _, f := range fieldsOf(r) {
			if value := f.append(nil); value != nil && !yield(f.key, string(value)) {
				return
			}
		}
	}
}

// field is one key of a record and the place of its value: *string, *int,
// **apd.Decimal, **[2]apd.Decimal, *[]Kept, or the Type itself.
type field struct {
	key      string
	place    any
	required bool
}

func fieldsOf(r Record) []field {
	switch r := r.(type) {
	case *Document:
		return []field{
			{"type", TypeDocument, true},
			{"doc", &r.Doc, true}, {"id", docID{r}, true},
			{"title", &r.Title, false}, {"author", &r.Author, false}, {"date", &r.Date, false}, {"kept", &r.Kept, false},
			{"encoding", &r.Encoding, true}, {"sha256", &r.SHA256, true},
			{"chars", &r.Chars, true}, {"paragraphs", &r.Paragraphs, true}, {"sentences", &r.Sentences, true},
			{"quantities", &r.Quantities, true}, {"times", &r.Times, true},
			{"entities", &r.Entities, true}, {"facts", &r.Facts, true},
		}
	case *Quantity:
		fields := append(commonFields(TypeQuantity, &r.Common), field{"kind", (*string)(&r.Kind), true})
		fields = append(fields, amountFields(&r.Amount)...)
		return append(fields,
			field{"base_value", &r.BaseValue, false}, field{"base_unit", &r.BaseUnit, false},
			field{"bound", (*string)(&r.Bound), false}, field{"dimension", &r.Dimension, false})
	case *Time:
		return append(commonFields(TypeTime, &r.Common),
			field{"kind", (*string)(&r.Kind), true}, field{"value", &r.Value, true},
			field{"from", &r.From, false}, field{"to", &r.To, false},
			field{"mod", (*string)(&r.Mod), false}, field{"anchor", &r.Anchor, false})
	case *Entity:
		return append(commonFields(TypeEntity, &r.Common),
			field{"kind", (*string)(&r.Kind), true}, field{"name", &r.Name, true},
			field{"code", &r.Code, false}, field{"mentions_of", &r.MentionsOf, false})
	case *Fact:
		fields := append(commonFields(TypeFact, &r.Common),
			field{"subject", &r.Subject, false}, field{"subject_id", &r.SubjectID, false}, field{"metric", &r.Metric, false})
		fields = append(fields, amountFields(&r.Amount)...)
		return append(fields, field{"bound", (*string)(&r.Bound), false},
			field{"from", &r.From, false}, field{"to", &r.To, false}, field{"time_id", &r.TimeID, false},
			field{"change", (*string)(&r.Change), false}, field{"basis", (*string)(&r.Basis), false},
			field{"status", (*string)(&r.Status), false}, field{"quantity", &r.Quantity, true})
	}
	return nil
}

// docID is the id of a document, which is its doc.
type docID struct{ doc *Document }

func commonFields(t Type, c *Common) []field {
	return append(make([]field, 0, 32),
		field{"type", t, true},
		field{"doc", &c.Doc, true}, field{"id", &c.ID, true},
		field{"text", &c.Text, true}, field{"raw", &c.Raw, true},
		field{"start", &c.Start, true}, field{"end", &c.End, true},
		field{"byte_start", &c.ByteStart, true}, field{"byte_end", &c.ByteEnd, true},
		field{"sentence", &c.Sentence, true}, field{"rule", &c.Rule, true})
}

func amountFields(a *Amount) []field {
	return []field{
		{"value", &a.Value, false}, {"low", &a.Low, false}, {"high", &a.High, false}, {"ratio", &a.Ratio, false},
		{"unit", &a.Unit, false}, {"unit_code", &a.UnitCode, false},
	}
}

// append writes the value as JSON; it adds nothing where there is none.
func (f field) append(dst []byte) []byte {
	switch at := f.place.(type) {
	case Type:
		return appendString(dst, string(at))
	case docID:
		return appendText(dst, "", at.doc.Doc)
	case *string:
		return appendText(dst, "", *at)
	case *int:
		return appendInt(dst, "", *at)
	case **apd.Decimal:
		return appendNumber(dst, "", *at)
	case *[]Kept:
		if len(*at) == 0 {
			return dst
		}
		return AppendKept(dst, *at)
	case **[2]apd.Decimal:
		if *at == nil {
			return dst
		}
		dst = appendDecimal(append(dst, '['), &(*at)[0])
		dst = appendDecimal(append(dst, ','), &(*at)[1])
		return append(dst, ']')
	}
	return dst
}

// set reads the value from JSON, and says what is wrong with it.
func (f field) set(raw json.RawMessage) (problem string, beyond bool) {
	switch at := f.place.(type) {
	case docID:
		var s string
		if problem := setString(&s, raw); problem != "" {
			return problem, false
		}
		if s != at.doc.Doc {
			return "is not the same as doc", true
		}
	case *string:
		return setString(at, raw), false
	case *int:
		return setInt(at, raw)
	case **apd.Decimal:
		*at = new(apd.Decimal)
		return setDecimal(*at, raw)
	case *[]Kept:
		return setKept(at, raw)
	case **[2]apd.Decimal:
		var terms []json.RawMessage
		if raw[0] != '[' || json.Unmarshal(raw, &terms) != nil || len(terms) != 2 {
			return "is " + kindOf(raw) + ", not an array of two numbers", false
		}
		*at = new([2]apd.Decimal)
		for i, term := range terms {
			if problem, beyond := setDecimal(&(*at)[i], term); problem != "" {
				return problem, beyond
			}
		}
	}
	return "", false
}

func setString(at *string, raw json.RawMessage) string {
	if raw[0] != '"' || json.Unmarshal(raw, at) != nil {
		return "is " + kindOf(raw) + ", not a string"
	}
	if *at == "" {
		return "is empty: a key with no value is left out"
	}
	return ""
}

func setInt(at *int, raw json.RawMessage) (problem string, beyond bool) {
	if !isNumber(raw) {
		return "is " + kindOf(raw) + ", not an integer", false
	}
	var err error
	if *at, err = strconv.Atoi(string(raw)); err == nil && strconv.Itoa(*at) == string(raw) {
		return "", false
	}
	var d apd.Decimal
	setDecimal(&d, raw)
	if !isWhole(&d) {
		return string(raw) + " is not an integer", false
	}
	if n, err := d.Int64(); err == nil && int64(int(n)) == n {
		*at = int(n)
		return fmt.Sprintf("%s is not written as an integer, %d", raw, n), true
	}
	*at = math.MaxInt
	if d.Negative {
		*at = math.MinInt
	}
	return string(raw) + " is too large", true
}

func setKept(at *[]Kept, raw json.RawMessage) (problem string, beyond bool) {
	if raw[0] != '{' {
		return "is " + kindOf(raw) + ", not an object of strings", false
	}
	keys, values, err := object(raw)
	if err != nil {
		return err.Error(), false
	}
	if len(keys) == 0 {
		return "is empty: a key with no value is left out", false
	}
	kept := make([]Kept, len(keys))
	for i, key := range keys {
		kept[i].Name = key
		if problem := setString(&kept[i].Value, values[i]); problem != "" {
			return fmt.Sprintf("%q %s", key, problem), false
		}
		if key == "" {
			return "holds a column without a name", false
		}
	}
	*at = kept
	return "", false
}

// maxDigits is the most digits that a number read may have; a sentence has
// at most 2,000 characters.
const maxDigits = 20_000

func setDecimal(at *apd.Decimal, raw json.RawMessage) (problem string, beyond bool) {
	if !isNumber(raw) {
		return "is " + kindOf(raw) + ", not a number", false
	}
	if _, _, err := at.SetString(string(raw)); err != nil || len(raw) > maxDigits || at.Exponent > maxDigits || at.Exponent < -maxDigits {
		*at = apd.Decimal{}
		return fmt.Sprintf("is a number of more than %d digits", maxDigits), true
	}
	if short := appendDecimal(nil, at); !bytes.Equal(short, raw) {
		return fmt.Sprintf("%s is not in the shortest plain notation, %s", raw, short), true
	}
	return "", false
}

func isNumber(raw json.RawMessage) bool { return raw[0] == '-' || isDigit(raw[0]) }

// kindOf names what a JSON value is.
func kindOf(raw json.RawMessage) string {
	switch raw[0] {
	case '"':
		return "a string"
	case '{':
		return "an object"
	case '[':
		return "an array"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return "a number"
}

// parse gives the record as far as it can be told, nil where the line is no
// object of a known type. Where something was found, fields may be unset.
func parse(line []byte) (Record, Problems) {
	c := checker{}
	keys, values, err := object(line)
	if err != nil {
		c.add("", "%s", err)
		return nil, c.found
	}
	r := c.typed(keys, values)
	if r == nil {
		return nil, c.found
	}
	fields := fieldsOf(r)
	seen := make([]bool, len(fields))
	last := -1
	for k, key := range keys {
		i := 0
		for i < len(fields) && fields[i].key != key {
			i++
		}
		if i == len(fields) {
			c.add(key, "is no key of a %s", r.RecordType())
			continue
		}
		if seen[i] {
			c.beyond(key, "stands twice")
			continue
		}
		seen[i] = true
		if i < last {
			c.beyond(key, "stands behind %s, and belongs before it", fields[last].key)
		}
		last = max(last, i)
		if problem, beyond := fields[i].set(values[k]); problem != "" {
			c.found = append(c.found, Problem{Field: key, Message: problem, beyond: beyond})
		}
	}
	for i, f := range fields {
		if f.required && !seen[i] {
			c.add(f.key, "is missing")
		}
	}
	if len(c.found) == 0 {
		if want := AppendJSON(nil, r); !bytes.Equal(line, want) {
			c.beyond("", "%s", difference(line, want))
		}
	}
	for i := range c.found {
		c.found[i].ID = r.RecordID()
	}
	return r, c.found
}

// object splits one JSON object into its keys and values, in their order.
func object(line []byte) (keys []string, values []json.RawMessage, err error) {
	dec := json.NewDecoder(bytes.NewReader(line))
	tok, err := dec.Token()
	if err == nil && tok != json.Delim('{') {
		return nil, nil, fmt.Errorf("is no JSON object")
	}
	for err == nil && dec.More() {
		var value json.RawMessage
		if tok, err = dec.Token(); err != nil {
			break
		}
		keys = append(keys, tok.(string))
		if err = dec.Decode(&value); err == nil {
			values = append(values, bytes.TrimSpace(value))
		}
	}
	if err == nil {
		_, err = dec.Token()
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, nil, fmt.Errorf("is no JSON at byte %d: %w", dec.InputOffset(), err)
	}
	if rest := bytes.TrimSpace(line[dec.InputOffset():]); len(rest) > 0 {
		return nil, nil, fmt.Errorf("holds more than one JSON object")
	}
	return keys, values, nil
}

// typed gives an empty record of the type that the object names.
func (c *checker) typed(keys []string, values []json.RawMessage) Record {
	for i, key := range keys {
		if key != "type" {
			continue
		}
		var t Type
		if json.Unmarshal(values[i], &t) == nil {
			switch t {
			case TypeDocument:
				return new(Document)
			case TypeQuantity:
				return new(Quantity)
			case TypeTime:
				return new(Time)
			case TypeEntity:
				return new(Entity)
			case TypeFact:
				return new(Fact)
			}
		}
		c.add("type", "%s is none of document, quantity, time, entity, fact", values[i])
		return nil
	}
	c.add("type", "is missing")
	return nil
}

// difference says where a line differs from what AppendJSON writes.
func difference(line, want []byte) string {
	n := 0
	for n < len(line) && n < len(want) && line[n] == want[n] {
		n++
	}
	return fmt.Sprintf("is written otherwise than the records are, at byte %d: %s instead of %s",
		n, excerpt(line, n), excerpt(want, n))
}

func excerpt(b []byte, from int) string {
	from = max(0, min(from-5, len(b)))
	return strconv.Quote(strings.ToValidUTF8(string(b[from:min(len(b), from+20)]), "\uFFFD"))
}
