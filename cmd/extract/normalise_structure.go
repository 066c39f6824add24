package main

import (
	"encoding/json"
	"io"

	"zhfacts/pipeline/text"
)

// structureHead is the line of --structure about the document.
type structureHead struct {
	Doc        string `json:"doc"`
	Title      string `json:"title,omitempty"`
	Author     string `json:"author,omitempty"`
	Date       string `json:"date,omitempty"`
	Day        string `json:"day,omitempty"`
	Publisher  string `json:"publisher,omitempty"`
	Encoding   string `json:"encoding"`
	Confidence int    `json:"confidence"` // in percent, of the encoding
	Chars      int    `json:"chars"`
	Paragraphs int    `json:"paragraphs"`
	Sentences  int    `json:"sentences"`
}

// structureParagraph is the line of one paragraph. Its places are those of
// records; the sentences are numbered as in them.
type structureParagraph struct {
	Kind      text.ParagraphKind `json:"kind"`
	Start     int                `json:"start"`
	End       int                `json:"end"`
	ByteStart int                `json:"byte_start"`
	ByteEnd   int                `json:"byte_end"`
	Sentence  *int               `json:"sentence,omitempty"`
	Sentences int                `json:"sentences"`
	Text      string             `json:"text"`
}

func printStructure(out io.Writer, name string, doc *text.Text) {
	enc := json.NewEncoder(out) // its writer remembers errors
	enc.SetEscapeHTML(false)
	src := doc.Source()
	_ = enc.Encode(structureHead{
		Doc: name, Title: doc.Title(), Author: doc.Author(), Date: doc.Date(), Day: doc.Day(), Publisher: doc.Publisher(),
		Encoding: src.Encoding(), Confidence: src.Confidence(), Chars: src.Len(),
		Paragraphs: len(doc.Paragraphs()), Sentences: len(doc.Sentences()),
	})
	sentences := doc.Sentences()
	next := 0
	for i, para := range doc.Paragraphs() {
		raw := doc.Raw(para.Span)
		p := structureParagraph{Kind: para.Kind, Start: raw.Start, End: raw.End, ByteStart: raw.ByteStart, ByteEnd: raw.ByteEnd, Text: doc.String(para.Span)}
		first := next
		for next < len(sentences) && sentences[next].Paragraph == i {
			next++
		}
		if p.Sentences = next - first; p.Sentences > 0 {
			p.Sentence = &first
		}
		_ = enc.Encode(p)
	}
}
