package normalise

import (
	"html"
	"strings"

	"zhfacts/pipeline/text"
)

const docMarkup = `Takes out the residue of markup: tags of HTML (a break or a block's tag becomes
a line end; scripts and styles go with what they hold), entities with or without
their semicolon, comments, the # that makes a line a heading in Markdown (which
marks it so), ** and __ around words, the > before a quoted line, the fences of
code, the addresses of links and pictures behind what stands for them ([价格](…));
bars between the cells of a Markdown table become tabs and its ruled line goes. A
< or & that starts no tag and no entity stays, as in 3<5 and R&D, and so does a
[1] or a single bar.`

func markup(doc *text.Draft, job *job) *text.Draft {
	const rounds = 4 // escaped more often is nothing's residue
	for range rounds {
		before := len(doc.Runes())
		if doc = residue(doc); len(doc.Runes()) == before {
			break
		}
		// Entities write anything: other steps may be needed now, or this one again.
		if job.traits = traitsOf(doc.Runes()); job.traits&hasMarkup == 0 {
			break
		}
	}
	return doc
}

// residue takes out what there is. What entities stand for may be markup again
// (&lt;br&gt;, &amp;nbsp;).
func residue(doc *text.Draft) *text.Draft {
	runes := doc.Runes()
	e := doc.Edit()
	var heads []text.Mark
	var open unclosed
	for i := 0; i < len(runes); {
		r := runes[i]
		if traits.of(r)&hasMarkup == 0 {
			i++
			continue
		}
		n := 1
		switch r {
		case '<':
			n = tag(e, runes, i, &open)
		case '&':
			n = entity(e, runes, i)
		case '#':
			n = heading(e, runes, i, &heads)
		case '*', '_':
			n = emphasis(e, runes, i)
		case '[', '!':
			n = link(e, runes, i)
		case '>':
			n = quoted(e, runes, i)
		case '`':
			n = fence(e, runes, i)
		case '|':
			n = tableRow(e, runes, i)
		}
		i += n
	}
	if len(heads) > 0 {
		e.Mark(mergeMarks(doc.Marks(), heads))
	}
	return e.Draft()
}

// tag takes out the tag at i and gives how many runes it has; 1 if it is none.
func tag(e *text.Editor, runes []rune, i int, open *unclosed) int {
	name, end := tagName(runes, i, open)
	if end < 0 {
		return 1
	}
	span := text.Span{Start: text.Pos(i), End: text.Pos(end)}
	switch name {
	case "script", "style":
		if runes[i+1] != '/' {
			if closed := closeOf(runes, end, name, open); closed > 0 {
				span.End = text.Pos(closed)
			}
		}
		e.Delete(span)
	case "br", "p", "div", "li", "tr", "table", "ul", "ol", "section", "article", "blockquote", "hr",
		"h1", "h2", "h3", "h4", "h5", "h6", "title", "center":
		e.Replace(span, '\n')
	case "td", "th":
		if runes[i+1] == '/' {
			e.Delete(span)
		} else {
			e.Replace(span, '\t')
		}
	default:
		e.Delete(span)
	}
	return span.Len()
}

// maxTag bounds the length of a tag in runes, so that a stray < costs no scan
// of the whole text.
const maxTag = 500

// unclosed says up to where a search for the end of a comment or a script found
// none, so that no second search covers the same runes.
type unclosed struct{ comment, script int }

// tags are the names taken for HTML; <IMF> is none. The set is read-only.
var tags = wordSet(`a abbr article aside b big blockquote body br caption center cite code dd del div dl dt em
	figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins label li link main
	mark meta nav o:p object ol option p pre q s script section select small span st1 strike strong style sub sup table
	tbody td textarea tfoot th thead time title tr u ul video`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// tagName reads the name of the tag at i and where the tag ends; -1 if none.
func tagName(runes []rune, i int, open *unclosed) (string, int) {
	k := i + 1
	if k < len(runes) && runes[k] == '!' {
		return comment(runes, i, open)
	}
	if k < len(runes) && runes[k] == '/' {
		k++
	}
	start := k
	for k < len(runes) && k-start < 12 && (runes[k] < 0x80 && isLatin(runes[k]) || isDigit(runes[k]) || runes[k] == ':') {
		k++
	}
	if k == start || k == len(runes) {
		return "", -1
	}
	name := strings.ToLower(string(runes[start:k]))
	if !tags[name] || runes[k] != '>' && runes[k] != '/' && runes[k] != ' ' && runes[k] != '\n' {
		return "", -1
	}
	for ; k < len(runes) && k-i < maxTag; k++ {
		if runes[k] == '>' {
			return name, k + 1
		}
		if runes[k] == '<' {
			break
		}
	}
	return "", -1
}

// comment finds the end of <!-- … --> and <!DOCTYPE …>.
func comment(runes []rune, i int, open *unclosed) (string, int) {
	long := i+3 < len(runes) && runes[i+2] == '-' && runes[i+3] == '-'
	if !long && !(i+2 < len(runes) && isLatin(runes[i+2])) || i < open.comment {
		return "", -1
	}
	k := i + 2
	for ; k < len(runes) && k-i < 20*maxTag; k++ {
		if runes[k] == '>' && (!long || k >= i+6 && runes[k-1] == '-' && runes[k-2] == '-') {
			return "!", k + 1
		}
	}
	open.comment = k
	return "", -1
}

// closeOf finds the end of </name> behind p within a bound; 0 if there is none.
func closeOf(runes []rune, p int, name string, open *unclosed) int {
	if p < open.script {
		return 0
	}
	k := p
	for ; k < len(runes) && k-p < 100*maxTag; k++ {
		if runes[k] == '<' && k+1 < len(runes) && runes[k+1] == '/' {
			if n, end := tagName(runes, k, open); n == name {
				return end
			}
		}
	}
	open.script = k
	return 0
}

// entity decodes the entity at i and gives how many runes it has; 1 if none.
func entity(e *text.Editor, runes []rune, i int) int {
	k := i + 1
	for k < len(runes) && k-i < 12 && (runes[k] < 0x80 && isLatin(runes[k]) || isDigit(runes[k]) || runes[k] == '#') {
		k++
	}
	if k == i+1 {
		return 1
	}
	if hasPrefix(runes[i:k], "&nbsp") { // by far the commonest
		if k = i + 5; at(runes, k) == ';' { // what follows at once is text
			k++
		}
		e.Replace(text.Span{Start: text.Pos(i), End: text.Pos(k)}, ' ')
		return k - i
	}
	name := string(runes[i:k])
	if k < len(runes) && runes[k] == ';' {
		k++
		name += ";"
	} else if !strings.HasPrefix(name, "&#") {
		return 1
	}
	out := []rune(html.UnescapeString(name))
	if len(out) == 0 || out[0] == '&' && name != "&amp;" && name != "&#38;" {
		return 1
	}
	for j, r := range out {
		if r == 0xA0 || r >= 0x2000 && r <= 0x200A || r == 0x3000 {
			out[j] = ' '
		}
	}
	e.Replace(text.Span{Start: text.Pos(i), End: text.Pos(k)}, out...)
	return k - i
}
