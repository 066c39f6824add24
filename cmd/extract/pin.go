package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhfacts/golden"
	"zhfacts/pipeline/record"
)

func pinCommand() *cobra.Command {
	var at folders
	var name, why string
	cmd := &cobra.Command{
		Use:   "pin [RECORD]",
		Short: "Pin a record that a person has verified, or list what is pinned",
		Long: `pin takes down what an accepted record says, mostly a fact, in ` + golden.PinFile + ` beside
the golden files. From then on a change to it fails 'extract check' with a
message of its own, and 'extract accept' refuses to take it over, until it is
taken out by its name with 'extract unpin'. Its rule may change.

Without a record it lists the pins.`,
		Example: `  extract pin harbour.txt#f26 --name harbour-throughput --why 'yearbook 2023, p. 12'
  extract pin
  extract unpin harbour-throughput`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return exactly("the id of a record")(cmd, args)
		},
	}
	asJSON := addJSON(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		pins, err := golden.ReadPins(at.golden)
		if err != nil {
			return err
		}
		if len(args) == 0 {
			return listPins(cmd, pins, *asJSON)
		}
		r, err := at.accepted(args[0])
		if err != nil {
			return err
		}
		if name == "" {
			name = r.RecordID()
		}
		if strings.ContainsAny(name+why, "\t\n\r") || strings.HasPrefix(name, "#") {
			return errors.New("a name and a reason have no tabs and line breaks, and a name does not begin with #")
		}
		for _, p := range pins {
			if p.Name == name {
				return fmt.Errorf("%s is pinned already, for %s: extract unpin %s, or give another --name", name, p.ID, name)
			}
		}
		pin := golden.NewPin(name, why, r)
		if err := golden.WritePins(at.golden, append(pins, pin)); err != nil {
			return failed("%w", err)
		}
		return listPins(cmd, []golden.Pin{pin}, *asJSON)
	}
	at.addFlags(cmd)
	cmd.Flags().StringVar(&name, "name", "", "`NAME` of the pin (default: the record's id)")
	cmd.Flags().StringVar(&why, "why", "", "`WHY` it is known to be true")
	return cmd
}

// accepted finds a record in the golden files.
func (f *folders) accepted(id string) (record.Record, error) {
	doc, _, ok := strings.Cut(id, "#")
	if !ok {
		return nil, fmt.Errorf("%q is no id of a record, such as harbour.txt#f26", id)
	}
	path := filepath.Join(f.golden, strings.TrimSuffix(doc, ".txt")+".jsonl")
	records, err := golden.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: there is no such golden file; only what has been accepted can be pinned", path)
	}
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(records, func(r record.Record) bool { return r.RecordID() == id })
	if i < 0 {
		return nil, fmt.Errorf("%s holds no record %s; only what has been accepted can be pinned", path, id)
	}
	return records[i], nil
}

// listedPin is a pin for programs.
type listedPin struct {
	Name string            `json:"name"`
	ID   string            `json:"id"`
	Why  string            `json:"why,omitempty"`
	Says map[string]string `json:"says"` // each value as JSON
}

func listPins(cmd *cobra.Command, pins []golden.Pin, asJSON bool) error {
	if asJSON {
		list := []listedPin{}
		for _, p := range pins {
			one := listedPin{p.Name, p.ID, p.Why, map[string]string{}}
			for _, k := range p.Keys {
				one.Says[k.Name] = k.New
			}
			list = append(list, one)
		}
		return printJSON(cmd.OutOrStdout(), list)
	}
	out := &failingWriter{to: cmd.OutOrStdout()}
	width := terminalWidth(cmd)
	for _, p := range pins {
		var said []string
		for _, k := range p.Keys {
			said = append(said, k.Name+" "+k.New)
		}
		fmt.Fprintf(out, "%s (%s)\n%s\n", p.Name, p.ID, wrap("    ", strings.Join(said, ", "), width))
		if p.Why != "" {
			fmt.Fprintln(out, wrap("    because ", p.Why, width))
		}
	}
	if len(pins) == 0 {
		fmt.Fprintln(out, "nothing is pinned")
	}
	return out.err
}

func unpinCommand() *cobra.Command {
	var at folders
	cmd := &cobra.Command{
		Use:     "unpin NAME...",
		Short:   "Take pins out, by their names",
		Example: `  extract unpin harbour-throughput`,
		Args:    atLeastOne("the name of a pin; 'extract pin' lists them"),
		RunE: func(cmd *cobra.Command, names []string) error {
			pins, err := golden.ReadPins(at.golden)
			if err != nil {
				return err
			}
			var known []string
			for _, p := range pins {
				known = append(known, p.Name)
			}
			for _, name := range names {
				if !slices.Contains(known, name) {
					if near := closest(name, known); near != "" {
						return fmt.Errorf("nothing is pinned as %s; did you mean %s?", name, near)
					}
					return fmt.Errorf("nothing is pinned as %s; 'extract pin' lists the pins", name)
				}
			}
			left := slices.DeleteFunc(slices.Clone(pins), func(p golden.Pin) bool { return slices.Contains(names, p.Name) })
			if err := golden.WritePins(at.golden, left); err != nil {
				return failed("%w", err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d unpinned, %d left\n", len(pins)-len(left), len(left))
			return err
		},
	}
	at.addFlags(cmd)
	return cmd
}
