package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/golden"
	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
)

// review asks a person about differences one by one: a fact with its quantity.
type review struct {
	cmd  *cobra.Command
	x    *pipeline.Extractor
	out  *failingWriter
	pins []golden.Pin

	in       *bufio.Reader
	rule     string   // accept all that is left of this rule
	rejected []string // what is to be mended
	skipped  int
}

// answers are what a person may say.
const answers = `  a  accept: take it over
  r  reject: leave it as it was, and list it at the end
  s  skip: decide later
  e  explain: how it came about, or why it is lost
  A  accept this one and all that is left of its rule
  q  quit: write what was accepted so far
`

// errQuit ends a review.
var errQuit = errors.New("quit")

func (r *review) run(results []golden.Result, chosen golden.Selector) error {
	r.in = bufio.NewReader(r.cmd.InOrStdin())
	total := 0
	for _, res := range results {
		if res.Err == nil {
			total += len(chosenUnits(res, chosen))
		}
	}
	if total == 0 {
		fmt.Fprintln(r.out, "there is nothing to accept")
		return r.out.err
	}
	at, bad, quit := 0, false, false
	for _, res := range results {
		if res.Err != nil {
			r.cmd.PrintErrf("extract: %v\n", res.Err)
			bad = true
			continue
		}
		var ids []string
		for _, unit := range chosenUnits(res, chosen) {
			at++
			accepted := false
			if !quit {
				var err error
				accepted, err = r.ask(res, unit, at, total)
				if quit = errors.Is(err, errQuit); err != nil && !quit {
					return err
				}
			}
			if quit {
				r.skipped++
			}
			if accepted {
				for _, d := range unit {
					ids = append(ids, d.Record().RecordID())
				}
			}
		}
		if len(ids) == 0 {
			continue
		}
		n, err := golden.Accept(res, golden.Selector{IDs: append(ids, res.Doc())}, r.pins)
		if err != nil {
			r.cmd.PrintErrf("extract: %v\n", err)
			bad = true
			continue
		}
		fmt.Fprintf(r.out, "%s: %d of %d differences accepted\n", res.Golden, n, len(res.Differences))
	}
	if len(r.rejected) > 0 {
		fmt.Fprintf(r.out, "rejected, to be mended:\n")
		for _, line := range r.rejected {
			fmt.Fprintf(r.out, "  %s\n", line)
		}
	}
	if r.skipped > 0 {
		fmt.Fprintf(r.out, "%d left to decide\n", r.skipped)
	}
	if r.out.err == nil && (bad || len(r.rejected)+r.skipped > 0) {
		return errFailed
	}
	return r.out.err
}

// chosenUnits are the units of a result of which something is chosen. That of the
// document, which follows from its text, is left out where there is any other.
func chosenUnits(res golden.Result, chosen golden.Selector) [][]golden.Difference {
	of := map[record.Record]bool{}
	for _, d := range chosen.Chosen(res) {
		of[d.Record()] = true
	}
	units := slices.DeleteFunc(res.Units(), func(unit []golden.Difference) bool {
		return !slices.ContainsFunc(unit, func(d golden.Difference) bool { return of[d.Record()] })
	})
	if len(units) > 1 && units[0][0].Record().RecordType() == record.TypeDocument {
		return units[1:]
	}
	return units
}

// ask shows a unit and asks until it is decided.
func (r *review) ask(res golden.Result, unit []golden.Difference, at, total int) (accepted bool, err error) {
	rule := ruleOf(unit[0])
	if rule == r.rule && rule != "" {
		return true, nil
	}
	fmt.Fprintf(r.out, "[%d/%d] ", at, total)
	if err := printer.Print(r.out, res.Path, unit, res.Source); err != nil {
		return false, err
	}
	for {
		fmt.Fprint(r.out, "\naccept, reject, skip, explain, All of the rule, quit [a r s e A q ?] ")
		if r.out.err != nil {
			return false, r.out.err
		}
		line, err := r.in.ReadString('\n')
		if !isTerminal(r.cmd.InOrStdin()) {
			fmt.Fprintln(r.out, strings.TrimSpace(line)) // as a terminal shows what is typed
		}
		if err != nil && line == "" {
			if err == io.EOF {
				return false, errQuit
			}
			return false, err
		}
		switch strings.TrimSpace(line) {
		case "a", "accept":
			return true, nil
		case "A":
			r.rule = rule
			return true, nil
		case "r", "reject":
			for _, d := range unit {
				r.rejected = append(r.rejected, fmt.Sprintf("%s %s %s %s", d.Change(), d.Record().RecordType(), d.Record().RecordID(), ruleOf(d)))
			}
			return false, nil
		case "s", "skip":
			r.skipped++
			return false, nil
		case "e", "explain":
			if err := r.explain(res, unit); err != nil {
				return false, err
			}
		case "q", "quit":
			return false, errQuit
		default:
			fmt.Fprint(r.out, answers)
		}
	}
}

// ruleOf is the rule of the record of a difference, "" of a document.
func ruleOf(d golden.Difference) string {
	if m, ok := d.Record().(record.Mention); ok {
		return m.Base().Rule
	}
	return ""
}

// explain tells how the new records came about, and why there is none where one was
// lost.
func (r *review) explain(res golden.Result, unit []golden.Difference) error {
	in, err := readFile(res.Path)
	if err != nil {
		return fmt.Errorf("%s: %w", res.Path, err)
	}
	e, err := r.x.Explain(r.cmd.Context(), in)
	if err != nil {
		return err
	}
	p := explainer{e: e, out: r.out, width: terminalWidth(r.cmd)}
	for _, d := range unit {
		m, isMention := d.Record().(record.Mention)
		switch {
		case d.New != nil && isMention:
			p.records(d.New.RecordID())
		case isMention && d.Record().RecordType() != record.TypeFact:
			for _, a := range e.WhyNot(m.Base().Text, "") {
				if a.Start == m.Base().Start {
					p.absence(&a, "")
				}
			}
		}
	}
	return nil
}
