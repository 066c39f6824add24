package normalise

import "zhfacts/pipeline/text"

const docInvisible = `Takes out what prints nothing: zero-width spaces and joiners, soft hyphens,
marks of direction, byte order marks within the text, control characters. Makes
every other kind of space (no-break, thin, ideographic, …) a plain one. Never
takes out a rune that prints.`

func invisible(doc *text.Draft, _ *job) *text.Draft {
	e := doc.Edit()
	for i, r := range doc.Runes() {
		if traits.of(r)&hasInvisible == 0 {
			continue
		}
		p := text.Pos(i)
		switch {
		case r == ' ' || r == '\n' || r == '\f' || r == '\t':
		case r == 0xA0 || r == 0x1680 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x3000:
			e.Set(p, ' ')
		case r < ' ', r >= 0x7F && r < 0xA0, r == 0xAD, r == 0x180E,
			r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2064,
			r >= 0x2066 && r <= 0x206F, r == 0xFEFF, r >= 0xFE00 && r <= 0xFE0F, r >= 0xFFF9 && r <= 0xFFFB:
			e.Delete(text.Span{Start: p, End: p + 1})
		}
	}
	return e.Draft()
}
