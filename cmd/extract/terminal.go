package main

import (
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// usualWidth is what output is fitted to where nothing tells the width.
const usualWidth = 100

// leastWidth keeps excerpts readable in very narrow windows.
const leastWidth = 40

// terminalWidth is the number of columns to fit output to: COLUMNS, the width of the
// terminal, or usualWidth.
func terminalWidth(cmd *cobra.Command) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return max(n, leastWidth)
	}
	if file, ok := cmd.OutOrStdout().(*os.File); ok {
		if n, _, err := term.GetSize(int(file.Fd())); err == nil && n > 0 {
			return max(n, leastWidth)
		}
	}
	return usualWidth
}

// onTerminal tells whether a person sits at both ends of the command.
func onTerminal(cmd *cobra.Command) bool {
	return isTerminal(cmd.InOrStdin()) && isTerminal(cmd.OutOrStdout())
}

func isTerminal(v any) bool {
	file, ok := v.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// columns is the width of a string on a terminal whose wide characters take
// two columns, whatever the locale.
func columns(s string) int {
	return (&runewidth.Condition{}).StringWidth(s)
}

// pad is the string with spaces behind it, up to a width.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-columns(s)))
}

// cut is the beginning of a string that fits a width, with … where it goes on.
func cut(s string, width int) string {
	if columns(s) <= width {
		return s
	}
	return (&runewidth.Condition{}).Truncate(s, width, "…")
}

// cutLeft is the end of a string that fits a width, with … where it began earlier.
func cutLeft(s string, width int) string {
	if columns(s) <= width {
		return s
	}
	rs := []rune(s)
	for len(rs) > 0 && columns(string(rs)) > width-1 {
		rs = rs[1:]
	}
	return "…" + string(rs)
}

// marked is a line of text with a part of it underlined, which fits a width; what
// surrounds the part is cut first.
func marked(before, part, behind string, width int) (line, underline string) {
	before, part, behind = oneLine(before), cut(oneLine(part), width), oneLine(behind)
	left := width - columns(part)
	if left == 0 {
		before, behind = "", ""
	}
	if columns(before)+columns(behind) > left {
		right := max(left/3, left-columns(before))
		behind = cut(behind, right)
		before = cutLeft(before, left-columns(behind))
	}
	return before + part + behind, strings.Repeat(" ", columns(before)) + strings.Repeat("^", max(1, columns(part)))
}

// oneLine shows a text without its line breaks.
func oneLine(s string) string {
	return strings.NewReplacer("\r", "", "\n", "⏎").Replace(s)
}

// wrap breaks a text at spaces, so that it fits a width behind an indent; the first
// line begins with the head, which is as wide as the indent.
func wrap(head, text string, width int) string {
	indent := columns(head)
	var b strings.Builder
	b.WriteString(head)
	at := indent
	for i, word := range strings.Fields(text) {
		w := columns(word)
		switch {
		case i == 0:
		case at+1+w > width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			at = indent
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += w
	}
	return b.String()
}

// failingWriter remembers the first error of what it writes to, for places
// that cannot return it at once.
type failingWriter struct {
	to  io.Writer
	err error
}

func (w *failingWriter) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	n, err := w.to.Write(p)
	w.err = err
	return n, err
}
