package normalise

import "zhfacts/pipeline/text"

// paragraphs reads a draft after all steps: every line is a paragraph. Its kind
// is the one marked, or told from its shape and its neighbours (kindsOf).
func paragraphs(doc *text.Draft, job *job) *text.Text {
	runes := doc.Runes()
	job.linesEdition, job.lines = 0, readLines(runes, job.lines[:0])
	lines := job.withMarks(job.lines, doc)
	paras := make([]text.Paragraph, len(lines))
	for i, l := range lines {
		paras[i] = text.Paragraph{Span: l.Span, Kind: kindNames[l.kind]}
	}
	head := readHead(paras, runes)
	kindsOf(lines, runes)
	for i := range paras {
		if lines[i].kind == kindRunning {
			lines[i].kind = kindHeadline
		}
		paras[i].Kind = kindNames[lines[i].kind]
	}
	return doc.Finish(paras, head, job.allWarnings(doc.Source())...)
}
