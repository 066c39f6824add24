package golden

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Printer shows differences to a person: record by record, each with the place
// in the source around it and the mention underlined.
type Printer struct {
	// Width is the number of columns that a string takes on a terminal, by East
	// Asian width; with nil every character takes one, save for those of the
	// wide scripts, which take two.
	Width func(string) int
	// Most is how many differences of an article are shown; 0 is all.
	Most int
	// Around is how many characters of the source stand before and behind a
	// mention; 20 if 0.
	Around int
}

// Print writes the differences of one article under its name. src may be nil:
// then the records' own text stands for the place.
func (p Printer) Print(w io.Writer, name string, differences []Difference, src *text.Source) error {
	if len(differences) == 0 {
		return nil
	}
	var added, lost, changed int
	for _, d := range differences {
		switch {
		case d.Old == nil:
			added++
		case d.New == nil:
			lost++
		default:
			changed++
		}
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s: %d changed, %d added, %d lost\n", name, changed, added, lost)
	for i, d := range differences {
		if i == p.Most && i > 0 {
			fmt.Fprintf(out, "\n  and %d more\n", len(differences)-i)
			break
		}
		p.difference(out, d, src)
	}
	return out.Flush()
}

func (p Printer) difference(out *bufio.Writer, d Difference, src *text.Source) {
	r := d.Record()
	fmt.Fprintf(out, "\n  %s %s %s", d.Change(), r.RecordType(), r.RecordID())
	if m, ok := r.(record.Mention); ok {
		fmt.Fprintf(out, "  %s\n", m.Base().Rule)
		line, underline := p.place(m.Base(), src)
		fmt.Fprintf(out, "    %s\n    %s\n", line, underline)
	} else {
		fmt.Fprintln(out)
	}
	keys := d.Keys
	if len(keys) == 0 {
		for name, value := range record.Fields(r) {
			if !slices.Contains(placeKeys, name) {
				keys = append(keys, Key{Name: name, Old: value})
			}
		}
	} else if slices.ContainsFunc(keys, func(k Key) bool { return k.Name == "raw" }) {
		keys = slices.DeleteFunc(slices.Clone(keys), func(k Key) bool { return slices.Contains(offsetKeys, k.Name) })
	}
	width := 0
	for _, k := range keys {
		width = max(width, len(k.Name))
	}
	for _, k := range keys {
		if len(d.Keys) == 0 {
			fmt.Fprintf(out, "      %-*s  %s\n", width, k.Name, k.Old)
		} else {
			fmt.Fprintf(out, "      %-*s  %s -> %s\n", width, k.Name, orNone(k.Old), orNone(k.New))
		}
	}
}

// placeKeys say of an added or lost record what its place and its heading
// show; offsetKeys follow from another raw.
var (
	placeKeys  = []string{"type", "doc", "id", "text", "raw", "start", "end", "byte_start", "byte_end", "sentence", "rule"}
	offsetKeys = []string{"id", "start", "end", "byte_start", "byte_end"}
)

func orNone(value string) string {
	if value == "" {
		return "none"
	}
	return value
}

// place is the source around a mention on one line, and the line under it.
func (p Printer) place(c *record.Common, src *text.Source) (line, underline string) {
	before, raw, behind := "", c.Raw, ""
	if src != nil && c.Start >= 0 && c.End <= src.Len() && c.Start <= c.End {
		around := p.Around
		if around == 0 {
			around = 20
		}
		from, to := max(0, c.Start-around), min(src.Len(), c.End+around)
		before, behind = oneLine(src.Slice(from, c.Start)), oneLine(src.Slice(c.End, to))
		if from > 0 {
			before = "…" + before
		}
		if to < src.Len() {
			behind += "…"
		}
	}
	raw = oneLine(raw)
	return before + raw + behind, strings.Repeat(" ", p.width(before)) + strings.Repeat("^", max(1, p.width(raw)))
}

// oneLine shows line breaks and other characters without a width as spaces.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Cf) {
			return ' '
		}
		return r
	}, s)
}

func (p Printer) width(s string) int {
	if p.Width != nil {
		return p.Width(s)
	}
	n := 0
	for _, r := range s {
		n++
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60 {
			n++
		}
	}
	return n
}
