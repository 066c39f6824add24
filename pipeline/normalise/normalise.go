// Package normalise turns a decoded source into the text that rules read: it
// mends what extraction broke and keeps the exact map back to the source.
package normalise

import "zhfacts/pipeline/text"

// Words tells what is a word; a dictionary stands behind it.
type Words interface{ HasWord(string) bool }

// Options says how to normalise. The zero value runs every step.
type Options struct {
	Words Words    // decides whether two halves joined make a word; may be nil
	Skip  []string // names of steps to leave out; unknown names are ignored here, see Steps
}

// StepInfo names and explains one step.
type StepInfo struct{ Name, Doc string }

// Steps lists the steps in the order in which they run.
func Steps() []StepInfo { return nil }

// Normalise runs the steps and gives the text.
func Normalise(src *text.Source, opt Options) *text.Text {
	doc := text.NewDraft(src)
	var paragraphs []text.Paragraph
	start := 0
	runes := doc.Runes()
	for i := 0; i <= len(runes); i++ {
		if i == len(runes) || runes[i] == '\n' {
			if i > start {
				paragraphs = append(paragraphs, text.Paragraph{Span: text.Span{Start: text.Pos(start), End: text.Pos(i)}, Kind: text.Body})
			}
			start = i + 1
		}
	}
	return doc.Finish(paragraphs, text.Head{})
}
