package record

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"
)

// AppendJSON appends r to dst as one JSON object, without a line break. Keys
// stand in their fixed order; keys with no value are left out; strings are
// plain UTF-8 (only what JSON forbids is escaped, and what is no UTF-8 becomes
// U+FFFD); numbers are exact, in the shortest plain notation. The same record
// gives the same bytes. r must be one that [Check] accepts.
func AppendJSON(dst []byte, r Record) []byte {
	var w writer
	return w.append(dst, r)
}

// AppendLines appends records as JSON Lines, each as [AppendJSON] writes it. For
// all records of a document it allocates nothing beyond dst but room for the
// document's id, save for decimals of more than 38 digits.
func AppendLines(dst []byte, records []Record) []byte {
	var w writer
	for _, r := range records {
		dst = append(w.append(dst, r), '\n')
	}
	return dst
}

// writer writes records. What it keeps is the id of the document at hand, with
// which all their ids begin, and how that is written, without the end.
type writer struct {
	doc     string
	written []byte
}

func (w *writer) append(dst []byte, r Record) []byte {
	if doc := r.DocID(); doc != w.doc || len(w.written) == 0 {
		w.doc, w.written = doc, appendRest(append(w.written[:0], '"'), doc)
	}
	switch r := r.(type) {
	case *Document:
		return w.document(dst, r)
	case *Quantity:
		return w.quantity(dst, r)
	case *Time:
		return w.time(dst, r)
	case *Entity:
		return w.entity(dst, r)
	case *Fact:
		return w.fact(dst, r)
	}
	panic("record: a record of no known type")
}

// id writes a key with an id, mostly of a record of the document at hand.
func (w *writer) id(dst []byte, key, id string) []byte {
	rest, ok := strings.CutPrefix(id, w.doc)
	if !ok || w.doc == "" {
		return appendText(dst, key, id)
	}
	dst = append(append(dst, key...), w.written...)
	return append(appendRest(dst, rest), '"')
}

func (w *writer) document(dst []byte, doc *Document) []byte {
	dst = append(append(append(dst, `{"type":"document","doc":`...), w.written...), '"')
	dst = w.id(dst, `,"id":`, doc.Doc)
	dst = appendText(dst, `,"title":`, doc.Title)
	dst = appendText(dst, `,"author":`, doc.Author)
	dst = appendText(dst, `,"date":`, doc.Date)
	if len(doc.Kept) > 0 {
		dst = AppendKept(append(dst, `,"kept":`...), doc.Kept)
	}
	dst = appendText(dst, `,"encoding":`, doc.Encoding)
	dst = appendText(dst, `,"sha256":`, doc.SHA256)
	dst = appendInt(dst, `,"chars":`, doc.Chars)
	dst = appendInt(dst, `,"paragraphs":`, doc.Paragraphs)
	dst = appendInt(dst, `,"sentences":`, doc.Sentences)
	dst = appendInt(dst, `,"quantities":`, doc.Quantities)
	dst = appendInt(dst, `,"times":`, doc.Times)
	dst = appendInt(dst, `,"entities":`, doc.Entities)
	dst = appendInt(dst, `,"facts":`, doc.Facts)
	return append(dst, '}')
}

// AppendKept appends columns of the input as the object that a document's
// record holds.
func AppendKept(dst []byte, kept []Kept) []byte {
	for i, k := range kept {
		if i == 0 {
			dst = append(dst, '{')
		} else {
			dst = append(dst, ',')
		}
		dst = append(appendString(dst, k.Name), ':')
		dst = appendString(dst, k.Value)
	}
	return append(dst, '}')
}

func (w *writer) quantity(dst []byte, q *Quantity) []byte {
	dst = w.common(dst, `{"type":"quantity","doc":`, &q.Common)
	dst = appendText(dst, `,"kind":`, string(q.Kind))
	dst = appendAmount(dst, &q.Amount)
	dst = appendNumber(dst, `,"base_value":`, q.BaseValue)
	dst = appendText(dst, `,"base_unit":`, q.BaseUnit)
	dst = appendText(dst, `,"bound":`, string(q.Bound))
	dst = appendText(dst, `,"dimension":`, q.Dimension)
	return append(dst, '}')
}

func (w *writer) time(dst []byte, t *Time) []byte {
	dst = w.common(dst, `{"type":"time","doc":`, &t.Common)
	dst = appendText(dst, `,"kind":`, string(t.Kind))
	dst = appendText(dst, `,"value":`, t.Value)
	dst = appendText(dst, `,"from":`, t.From)
	dst = appendText(dst, `,"to":`, t.To)
	dst = appendText(dst, `,"mod":`, string(t.Mod))
	dst = w.id(dst, `,"anchor":`, t.Anchor)
	return append(dst, '}')
}

func (w *writer) entity(dst []byte, e *Entity) []byte {
	dst = w.common(dst, `{"type":"entity","doc":`, &e.Common)
	dst = appendText(dst, `,"kind":`, string(e.Kind))
	dst = appendText(dst, `,"name":`, e.Name)
	dst = appendText(dst, `,"code":`, e.Code)
	dst = w.id(dst, `,"mentions_of":`, e.MentionsOf)
	return append(dst, '}')
}

func (w *writer) fact(dst []byte, f *Fact) []byte {
	dst = w.common(dst, `{"type":"fact","doc":`, &f.Common)
	dst = appendText(dst, `,"subject":`, f.Subject)
	dst = w.id(dst, `,"subject_id":`, f.SubjectID)
	dst = appendText(dst, `,"metric":`, f.Metric)
	dst = appendAmount(dst, &f.Amount)
	dst = appendText(dst, `,"bound":`, string(f.Bound))
	dst = appendText(dst, `,"from":`, f.From)
	dst = appendText(dst, `,"to":`, f.To)
	dst = w.id(dst, `,"time_id":`, f.TimeID)
	dst = appendText(dst, `,"change":`, string(f.Change))
	dst = appendText(dst, `,"basis":`, string(f.Basis))
	dst = appendText(dst, `,"status":`, string(f.Status))
	dst = w.id(dst, `,"quantity":`, f.Quantity)
	return append(dst, '}')
}

func (w *writer) common(dst []byte, head string, c *Common) []byte {
	dst = append(append(append(dst, head...), w.written...), '"')
	dst = w.id(dst, `,"id":`, c.ID)
	from := len(dst)
	dst = appendText(dst, `,"text":`, c.Text)
	if plain := len(dst)-from == len(`,"text":""`)+len(c.Text); plain && c.Raw == c.Text {
		dst = append(append(append(dst, `,"raw":"`...), c.Raw...), '"')
	} else {
		dst = appendText(dst, `,"raw":`, c.Raw)
	}
	dst = appendInt(dst, `,"start":`, c.Start)
	dst = appendInt(dst, `,"end":`, c.End)
	dst = appendInt(dst, `,"byte_start":`, c.ByteStart)
	dst = appendInt(dst, `,"byte_end":`, c.ByteEnd)
	dst = appendInt(dst, `,"sentence":`, c.Sentence)
	return appendText(dst, `,"rule":`, c.Rule)
}

// appendAmount writes what stands alike in quantities and facts: all but the bound.
func appendAmount(dst []byte, a *Amount) []byte {
	dst = appendNumber(dst, `,"value":`, a.Value)
	dst = appendNumber(dst, `,"low":`, a.Low)
	dst = appendNumber(dst, `,"high":`, a.High)
	if a.Ratio != nil {
		dst = append(dst, `,"ratio":[`...)
		dst = appendDecimal(dst, &a.Ratio[0])
		dst = append(dst, ',')
		dst = appendDecimal(dst, &a.Ratio[1])
		dst = append(dst, ']')
	}
	dst = appendText(dst, `,"unit":`, a.Unit)
	return appendText(dst, `,"unit_code":`, a.UnitCode)
}

// AppendString appends s as a string of JSON, as [AppendJSON] writes it.
func AppendString(dst []byte, s string) []byte { return appendString(dst, s) }

func appendInt(dst []byte, key string, n int) []byte {
	return strconv.AppendInt(append(dst, key...), int64(n), 10)
}

func appendText(dst []byte, key, s string) []byte {
	if s == "" {
		return dst
	}
	return appendString(append(dst, key...), s)
}

func appendNumber(dst []byte, key string, d *apd.Decimal) []byte {
	if d == nil {
		return dst
	}
	return appendDecimal(append(dst, key...), d)
}

const hexDigits = "0123456789abcdef"

func appendString(dst []byte, s string) []byte {
	return append(appendRest(append(dst, '"'), s), '"')
}

// appendRest appends what stands within a string of JSON.
func appendRest(dst []byte, s string) []byte {
	from := 0
	for i := PlainLen(s); i < len(s); i += PlainLen(s[i:]) {
		dst = append(dst, s[from:i]...)
		c := s[i]
		i++
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		case '\b':
			dst = append(dst, '\\', 'b')
		case '\f':
			dst = append(dst, '\\', 'f')
		default:
			if c >= utf8.RuneSelf {
				dst = append(dst, "\uFFFD"...)
			} else {
				dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
			}
		}
		from = i
	}
	return append(dst, s[from:]...)
}

// PlainLen is how many bytes at the beginning of s stand in a string of JSON as
// they are: none that is escaped, and none that is no UTF-8.
func PlainLen(s string) int {
	i := 0
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == '"' || c == '\\' {
				return i
			}
			i++
			continue
		}
		// The characters of Chinese: three bytes, U+1000 to U+CFFF.
		if c > 0xE0 && c < 0xED && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
			i += 3
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return i
}

// appendDecimal writes the shortest plain notation of d: no exponent, no zeros
// behind the last digit of a fraction, no sign before zero.
func appendDecimal(dst []byte, d *apd.Decimal) []byte {
	var buf [48]byte
	var digits []byte
	if d.Coeff.IsUint64() {
		digits = strconv.AppendUint(buf[:0], d.Coeff.Uint64(), 10)
	} else {
		digits = d.Coeff.Append(buf[:0], 10)
	}
	if d.Coeff.Sign() == 0 {
		return append(dst, '0')
	}
	if d.Negative {
		dst = append(dst, '-')
	}
	exp := int(d.Exponent)
	for exp < 0 && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
		exp++
	}
	if exp >= 0 {
		dst = append(dst, digits...)
		return appendZeros(dst, exp)
	}
	if whole := len(digits) + exp; whole > 0 {
		dst = append(dst, digits[:whole]...)
		dst = append(dst, '.')
		return append(dst, digits[whole:]...)
	}
	dst = append(dst, '0', '.')
	dst = appendZeros(dst, -exp-len(digits))
	return append(dst, digits...)
}

func appendZeros(dst []byte, n int) []byte {
	for range n {
		dst = append(dst, '0')
	}
	return dst
}
