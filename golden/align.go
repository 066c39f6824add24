package golden

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// stripped is a source without its white space, in which annotations are
// found and spans are compared: a line break within a mention then matters to
// neither side.
type stripped struct {
	text   string
	bytes  []int // byte offset in text of each character, and of its end
	runes  []int // number of characters before each byte
	places []int // code point of the source -> characters before it
	source []int // character -> code point of the source
}

func strip(src *text.Source) *stripped {
	s := &stripped{places: make([]int, 0, src.Len()+1)}
	var b strings.Builder
	for i, r := range src.Runes() {
		s.places = append(s.places, len(s.bytes))
		if isSpace(r) {
			continue
		}
		s.bytes = append(s.bytes, b.Len())
		s.source = append(s.source, i)
		b.WriteRune(r)
	}
	s.places = append(s.places, len(s.bytes))
	s.bytes = append(s.bytes, b.Len())
	s.source = append(s.source, src.Len())
	s.text = b.String()
	s.runes = make([]int, len(s.text)+1)
	for i, at := range s.bytes {
		s.runes[at] = i
	}
	return s
}

// find is the first place of surface from character `from` on, or -1.
func (s *stripped) find(surface string, from int) int {
	from = max(0, from)
	if from >= len(s.bytes) {
		return -1
	}
	at := strings.Index(s.text[s.bytes[from]:], surface)
	if at < 0 {
		return -1
	}
	return s.runes[s.bytes[from]+at]
}

// stretch is a half-open interval of a stripped text, in characters.
type stretch struct{ start, end int }

// of is the stretch of a place in the source.
func (s *stripped) of(span text.RawSpan) stretch {
	last := len(s.places) - 1
	return stretch{s.places[min(span.Start, last)], s.places[min(span.End, last)]}
}

// overlap is the share of the union of both that both cover.
func (a stretch) overlap(b stretch) float64 {
	both := max(0, min(a.end, b.end)-max(a.start, b.start))
	either := max(a.end, b.end) - min(a.start, b.start)
	if either == 0 {
		return 0
	}
	return float64(both) / float64(either)
}

// aligned is an annotation at its place.
type aligned struct {
	Annotation
	places  []stretch // of every alternative of the surface that stands there
	surface string    // the alternative that was found
	found   *scored   // the record that is right for it
}

// lookBack is how far before the annotation above a surface may stand, in
// characters: the lines stand in text order, give or take a sentence.
const lookBack = 60

// align finds the place of every annotation, each the first that is not taken
// yet. The error lists the lines whose surface is not found.
func align(a *Annotations, s *stripped) ([]*aligned, error) {
	type place struct {
		typ       record.Type
		start, of int
	}
	taken := map[place]bool{}
	var problems record.Problems
	var out []*aligned
	at := 0
	for _, m := range a.List {
		start, surface := -1, ""
		for _, alternative := range m.Surfaces {
			n := utf8.RuneCountInString(alternative)
			p := s.find(alternative, at-lookBack)
			for p >= 0 && taken[place{m.Type, p, n}] {
				p = s.find(alternative, p+1)
			}
			if p >= 0 && (start < 0 || p < start || p == start && n > utf8.RuneCountInString(surface)) {
				start, surface = p, alternative
			}
		}
		if start < 0 {
			problems = append(problems, record.Problem{Line: m.Line, Message: fmt.Sprintf(
				"%q is not found in the source behind the line above: is it written as it stands there, and the line in the order of the text?", strings.Join(m.Surfaces, "|"))})
			continue
		}
		length := utf8.RuneCountInString(surface)
		x := &aligned{Annotation: m, surface: surface}
		for _, alternative := range m.Surfaces {
			n := utf8.RuneCountInString(alternative)
			if p := s.find(alternative, start-n); p >= 0 && p <= start+length {
				x.places = append(x.places, stretch{p, p + n})
			}
		}
		taken[place{m.Type, start, length}] = true
		out = append(out, x)
		at = max(at, start)
	}
	if len(problems) > 0 {
		return out, fmt.Errorf("%s:\n%w", a.Name, problems)
	}
	return out, nil
}
