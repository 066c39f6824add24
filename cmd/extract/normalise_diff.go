package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/pipeline/normalise"
	"zhfacts/pipeline/text"
)

// The colours of a diff, as terminals number them; 0 is none.
const (
	plain = 0
	gone  = 31 // red: not in the text as it stands in the source
	made  = 32 // green: not in the source as it stands in the text
	faint = 2
)

// painter gives the function that colours output, which leaves it as it is when
// nobody would see the colours.
func painter(cmd *cobra.Command, when string) (func(colour int, s string) string, error) {
	on := false
	switch when {
	case "always":
		on = true
	case "auto":
		on = os.Getenv("NO_COLOR") == "" && isTerminal(cmd.OutOrStdout())
	case "never":
	default:
		return nil, fmt.Errorf("color cannot be %q; use auto, always or never", when)
	}
	return func(colour int, s string) string {
		if !on || colour == plain || s == "" {
			return s
		}
		return fmt.Sprintf("\x1b[%dm%s\x1b[0m", colour, s)
	}, nil
}

// differ prints the source of a text beside the text, a line of the source at a
// time, and beside both what the steps did to it.
type differ struct {
	doc     *text.Text
	changes []normalise.Change
	width   int // of the output, in columns
	paint   func(colour int, s string) string
	out     io.Writer

	source []glyph   // every code point of the source
	result [][]glyph // what came of the source line with the number
	kinds  []string  // of the paragraphs that begin in a source line
	starts []int     // the code points at which the source lines begin
}

// glyph is a rune with its colour.
type glyph struct {
	r      rune
	colour int
}

func (d *differ) print(name string) {
	d.read()
	const bar = " │ "
	steps := max(d.width/4, 16)
	side := max((d.width-2*columns(bar)-kindWidth-steps)/2, 10)
	fmt.Fprintf(d.out, "%s: %d code points, %d in %d paragraphs\n", name, d.doc.Source().Len(), d.doc.Len(), len(d.doc.Paragraphs()))
	for i, start := range d.starts {
		end := len(d.source)
		if i+1 < len(d.starts) {
			end = d.starts[i+1]
		}
		var did []glyph
		for _, r := range d.did(start, end) {
			did = append(did, glyph{r, faint})
		}
		left, right, last := d.fold(d.source[start:end], side), d.fold(d.result[i], side), d.fold(did, steps)
		for k := range max(len(left), len(right), len(last), 1) {
			kind := ""
			if k == 0 {
				kind = d.kinds[i]
			}
			line := row(left, k, side) + bar + d.paint(faint, pad(kind, kindWidth)) + row(right, k, side) + bar + row(last, k, 0)
			fmt.Fprintln(d.out, strings.TrimRight(line, " "))
		}
	}
	for _, w := range d.doc.Warnings() {
		fmt.Fprintf(d.out, "! %s\n", w)
	}
}

// row is line k of a column, filled up to its width.
func row(lines []folded, k, width int) string {
	if k >= len(lines) {
		return strings.Repeat(" ", width)
	}
	return lines[k].text + strings.Repeat(" ", max(0, width-lines[k].width))
}

// kindWidth is the width of the longest kind of paragraph and a space.
const kindWidth = len("furniture") + 1

// read gathers source, text and kinds by lines of the source.
func (d *differ) read() {
	src := d.doc.Source().Runes()
	d.source = make([]glyph, len(src))
	d.starts = []int{0}
	for i, r := range src {
		d.source[i] = glyph{r, gone}
		if end := i + 1; end < len(src) && (r == '\n' || r == '\f' || r == '\r' && src[end] != '\n') {
			d.starts = append(d.starts, end)
		}
	}
	d.result, d.kinds = make([][]glyph, len(d.starts)), make([]string, len(d.starts))
	for run := range d.doc.Runs() {
		for k, r := range d.doc.Runes(run.Span) {
			at, colour := run.Raw.Start, made
			if !run.Joint {
				if at += k; src[at] == r {
					d.source[at].colour, colour = plain, plain
				}
			}
			i := d.lineOf(at)
			d.result[i] = append(d.result[i], glyph{r, colour})
		}
	}
	for _, para := range d.doc.Paragraphs() {
		i := d.lineOf(d.doc.Raw(para.Span).Start)
		if d.kinds[i] == "" {
			d.kinds[i] = string(para.Kind)
		}
	}
}

// lineOf is the number of the source line in which a code point stands.
func (d *differ) lineOf(at int) int {
	i, found := slices.BinarySearch(d.starts, at)
	if !found {
		i--
	}
	return i
}

// folded is a line of a column with its colours, and its width.
type folded struct {
	text  string
	width int
}

// shown are the signs for runes that have no glyph.
var shown = map[rune]rune{'\n': '⏎', '\r': '␍', '\f': '␌', '\t': '⇥', '\u3000': '□', '\u00A0': '⍽', '\uFEFF': '∅'}

// fold breaks glyphs into lines of a width. Runs of one colour are painted
// together. A line end that stays is not shown, one that went is.
func (d *differ) fold(glyphs []glyph, width int) []folded {
	var lines []folded
	var line folded
	var run []rune
	colour := plain
	flush := func() {
		line.text += d.paint(colour, string(run))
		run = run[:0]
	}
	for _, g := range glyphs {
		r := g.r
		if r == '\n' && g.colour == plain || r == '\r' {
			continue
		}
		if g.colour == gone && r == ' ' {
			r = '·'
		} else if sign, ok := shown[r]; ok {
			r = sign
		} else if r < ' ' || r >= 0x200B && r <= 0x200F {
			r = '∅'
		}
		w := columns(string(r))
		if line.width+w > width {
			flush()
			lines = append(lines, line)
			line = folded{}
		}
		if g.colour != colour {
			flush()
			colour = g.colour
		}
		run = append(run, r)
		line.width += w
	}
	flush()
	if line.width > 0 {
		lines = append(lines, line)
	}
	return lines
}

// did says what the steps did from one code point of the source to another.
func (d *differ) did(start, end int) string {
	type act struct {
		what string
		n    int
	}
	var steps []string
	acts := map[string][]act{}
	for _, c := range d.changes {
		if c.Raw.Start < start || c.Raw.Start >= end {
			continue
		}
		what := fmt.Sprintf("%s→%s", visible(c.Was), visible(c.Is))
		if c.Kind != "" {
			what = string(c.Kind)
		}
		list, known := acts[c.Step]
		if !known {
			steps = append(steps, c.Step)
		}
		if i := slices.IndexFunc(list, func(a act) bool { return a.what == what }); i >= 0 {
			list[i].n++
		} else {
			list = append(list, act{what, 1})
		}
		acts[c.Step] = list
	}
	var said []string
	for _, step := range steps {
		words := []string{step}
		for _, a := range acts[step] {
			if a.n > 1 {
				a.what += fmt.Sprintf("×%d", a.n)
			}
			words = append(words, a.what)
		}
		said = append(said, strings.Join(words, " "))
	}
	return strings.Join(said, ", ")
}

// visible shows a stretch of text with signs for what has no glyph.
func visible(s string) string {
	if s == "" {
		return "∅"
	}
	return strings.Map(func(r rune) rune {
		if sign, ok := shown[r]; ok {
			return sign
		}
		if r == ' ' {
			return '·'
		}
		return r
	}, s)
}
