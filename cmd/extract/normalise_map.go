package main

import (
	"fmt"
	"io"
	"strings"

	"zhfacts/pipeline/text"
)

// printMap prints the runs of a text, those whose runes were changed one by one
// apart from those that stayed.
func printMap(out io.Writer, doc *text.Text) {
	fmt.Fprintln(out, "start\tend\tsource_start\tsource_end\tbyte_start\tbyte_end\tchange\tsource\ttext")
	src := doc.Source()
	for r := range doc.Runs() {
		switch {
		case r.Len() == 0:
			printRun(out, src, r.Span, r.Raw, "deleted", "")
		case r.Joint:
			printRun(out, src, r.Span, r.Raw, "joined", doc.String(r.Span))
		default:
			runes := doc.Runes(r.Span)
			for from := 0; from < len(runes); {
				same := func(i int) bool { return runes[i] == src.Runes()[r.Raw.Start+i] }
				to := from + 1
				for to < len(runes) && same(to) == same(from) {
					to++
				}
				change := "same"
				if !same(from) {
					change = "changed"
				}
				raw := text.RawSpan{Start: r.Raw.Start + from, End: r.Raw.Start + to}
				raw.ByteStart, raw.ByteEnd = src.ByteOffset(raw.Start), src.ByteOffset(raw.End)
				printRun(out, src, text.Span{Start: r.Start + text.Pos(from), End: r.Start + text.Pos(to)}, raw, change, string(runes[from:to]))
				from = to
			}
		}
	}
}

func printRun(out io.Writer, src *text.Source, span text.Span, raw text.RawSpan, change, is string) {
	fmt.Fprintf(out, "%d\t%d\t%d\t%d\t%d\t%d\t%s\t%s\t%s\n", span.Start, span.End, raw.Start, raw.End, raw.ByteStart, raw.ByteEnd,
		change, tsvField.Replace(src.Slice(raw.Start, raw.End)), tsvField.Replace(is))
}

// tsvField keeps a field of TSV in its column.
var tsvField = strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`, "\f", `\f`, "\v", `\v`)
