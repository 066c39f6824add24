package link_test

import (
	"strings"
	"testing"

	"zhfacts/dict"
	"zhfacts/pipeline/link"
	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
	"zhfacts/rules"
)

// marked makes a document of a text with its mentions marked in it:
//
//	[3.4万辆]                          a quantity
//	<2023年=2023-01-01..2023-12-31>    a time with its first and last day
//	<三年来=P3Y>                       a duration or a reference
//	{青山:place=青山市}                an entity with its kind and canonical name
//
// A line is a paragraph; one that starts with # is a headline.
func (e env) marked(t testing.TB, source string) link.Document {
	t.Helper()
	var plain []rune
	var doc link.Document
	var paragraphs []text.Paragraph
	for _, line := range strings.Split(strings.TrimSpace(source), "\n") {
		kind := text.Body
		if head, ok := strings.CutPrefix(line, "# "); ok {
			kind, line = text.Headline, head
		}
		start := text.Pos(len(plain))
		rs := []rune(line)
		for i := 0; i < len(rs); i++ {
			shut := map[rune]rune{'[': ']', '<': '>', '{': '}'}[rs[i]]
			if shut == 0 {
				plain = append(plain, rs[i])
				continue
			}
			end := i
			for end < len(rs) && rs[end] != shut {
				end++
			}
			if end == len(rs) {
				t.Fatalf("a mark is not closed: %s", line)
			}
			m := mark(t, rs[i], string(rs[i+1:end]))
			surface, _, _ := strings.Cut(string(rs[i+1:end]), "=")
			if rs[i] == '{' {
				surface, _, _ = strings.Cut(surface, ":")
			}
			m.Span.Start = text.Pos(len(plain))
			plain = append(plain, []rune(surface)...)
			m.Span.End = text.Pos(len(plain))
			doc.Mentions = append(doc.Mentions, m)
			i = end
		}
		paragraphs = append(paragraphs, text.Paragraph{Span: text.Span{Start: start, End: text.Pos(len(plain))}, Kind: kind})
		plain = append(plain, '\n')
	}
	doc.Text = text.NewDraft(text.FromString(string(plain))).Finish(paragraphs, text.Head{})
	doc.Simplified, _ = dict.SimplifyRunes(nil, plain)
	cutter, err := e.segmenter.For(doc.Simplified)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range doc.Text.Sentences() {
		doc.Tokens = append(doc.Tokens, cutter.Segment(doc.Simplified[s.Start:s.End], s.Start, nil))
		for k := range doc.Mentions {
			if s.Span.Contains(doc.Mentions[k].Span) {
				doc.Mentions[k].Sentence = i
			}
		}
	}
	return doc
}

// mark makes the mention that a mark means, without its place.
func mark(t testing.TB, open rune, body string) rules.Mention {
	surface, value, _ := strings.Cut(body, "=")
	switch open {
	case '[':
		unit := strings.TrimRight(strings.TrimLeft(surface, "+-约近超逾不足第前0123456789.,零一二三四五六七八九十百千万亿半多余几"), "以上下左右内")
		if surface == "一半" || strings.Contains(surface, "分之") {
			unit = ""
		}
		if strings.HasSuffix(surface, "成") {
			unit = "%"
		}
		unit = strings.TrimPrefix(unit, "个百分")
		if unit == "点" {
			unit = "百分点"
		}
		q := &rules.Quantity{}
		q.Unit = unit
		q.Kind = kindOf(unit, surface, "")
		return rules.Mention{Type: record.TypeQuantity, Quantity: q}
	case '<':
		m := rules.Mention{Type: record.TypeTime, Time: &rules.Time{}}
		if from, to, ok := strings.Cut(value, ".."); ok {
			m.Time.Kind, m.Time.From, m.Time.To, m.Time.Value = record.TimeRange, from, to, value
		} else {
			m.Time.Kind, m.Time.Value = record.TimeReference, value
			if strings.HasPrefix(value, "P") && !strings.HasSuffix(value, "_REF") {
				m.Time.Kind = record.TimeDuration
			}
		}
		return m
	}
	surface, kind, ok := strings.Cut(surface, ":")
	if !ok || !record.EntityKind(kind).Valid() {
		t.Fatalf("write an entity as {name:kind}: %s", body)
	}
	if value == "" {
		value = surface
	}
	return rules.Mention{Type: record.TypeEntity, Entity: &rules.Entity{Kind: record.EntityKind(kind), Name: value}}
}

// tell writes a fact as the tables expect it: the quantity, then subject; metric;
// period; change; status; rule, without empty parts at the end of the first five.
func tell(doc link.Document, f link.Fact) string {
	period, change := "", string(f.Change)
	if f.From != "" {
		period = f.From + ".." + f.To
	}
	if f.Basis != "" {
		change += ":" + string(f.Basis)
	}
	parts := []string{f.Subject, f.Metric, period, change, string(f.Status)}
	for len(parts) > 0 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	return doc.Text.String(doc.Mentions[f.Quantity].Span) + ": " + strings.Join(parts, "; ") + " (" + strings.TrimPrefix(f.Rule, "fact.") + ")"
}
