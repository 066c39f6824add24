package golden

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"zhfacts/pipeline/record"
)

// PinFile is the name of the file of pins in the folder of golden files.
const PinFile = "pinned.tsv"

// Pin is a record that a person has verified. What it says may not change until
// somebody takes the pin out by its name; its rule, and where others stand, may.
type Pin struct {
	Name   string
	ID     string // of the record
	Keys   []Key  // what it says, as JSON, in New
	Why    string // who verified it and how, or ""
	Source string // file and line, for messages
}

// Doc is the document of the pinned record.
func (p Pin) Doc() string {
	doc, _, _ := strings.Cut(p.ID, "#")
	return doc
}

// unpinned are the keys that a pin says nothing of: where the record stands is its id,
// and the ids of others follow from theirs.
var unpinned = []string{"doc", "id", "raw", "start", "end", "byte_start", "byte_end", "sentence", "rule",
	"subject_id", "time_id", "quantity", "anchor", "mentions_of"}

// says lists what a record says, as a pin keeps it.
func says(r record.Record) []Key {
	var keys []Key
	for name, value := range record.Fields(r) {
		clause := name == "text" && r.RecordType() == record.TypeFact // its bounds are no part of the fact
		if !clause && !slices.Contains(unpinned, name) {
			keys = append(keys, Key{Name: name, New: value})
		}
	}
	return keys
}

// NewPin pins a record under a name.
func NewPin(name, why string, r record.Record) Pin {
	return Pin{Name: name, ID: r.RecordID(), Keys: says(r), Why: why}
}

// Breach is a pin that does not hold.
type Breach struct {
	Pin
	Lost    bool  // there is no such record
	Changed []Key // what it says otherwise
}

func (b Breach) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "PINNED %s (%s): this was verified, and is ", b.Name, b.ID)
	if b.Lost {
		s.WriteString("lost")
		for _, k := range b.Keys {
			fmt.Fprintf(&s, "\n    %s  %s", k.Name, k.New)
		}
	} else {
		s.WriteString("changed")
		for _, k := range b.Changed {
			fmt.Fprintf(&s, "\n    %s  %s -> %s", k.Name, orNone(k.Old), orNone(k.New))
		}
	}
	fmt.Fprintf(&s, "\n  Mend the rules; or, if the pin is wrong, take it out: extract unpin %s", b.Name)
	return s.String()
}

// Breaches lists the pins of a document that its records do not keep.
func Breaches(pins []Pin, doc string, records []record.Record) []Breach {
	var out []Breach
	for _, p := range pins {
		if p.Doc() != doc {
			continue
		}
		i := slices.IndexFunc(records, func(r record.Record) bool { return r.RecordID() == p.ID })
		if i < 0 {
			out = append(out, Breach{Pin: p, Lost: true})
			continue
		}
		if changed := otherwise(p.Keys, says(records[i])); len(changed) > 0 {
			out = append(out, Breach{Pin: p, Changed: changed})
		}
	}
	return out
}

// otherwise lists the keys that two lists do not share.
func otherwise(old, new []Key) []Key {
	var out []Key
	for _, k := range old {
		i := slices.IndexFunc(new, func(n Key) bool { return n.Name == k.Name })
		switch {
		case i < 0:
			out = append(out, Key{Name: k.Name, Old: k.New})
		case new[i].New != k.New:
			out = append(out, Key{Name: k.Name, Old: k.New, New: new[i].New})
		}
	}
	for _, n := range new {
		if !slices.ContainsFunc(old, func(k Key) bool { return k.Name == n.Name }) {
			out = append(out, n)
		}
	}
	return out
}

// pinHeader stands before the rows of a file of pins.
const pinHeader = `# Records that a person has verified: a change to one fails the check until its pin is taken out by name.
# Written by "extract pin" and "extract unpin". Columns: name, id of the record, why it is known to be true, what it
# says as key=value, each value as in JSON.
`

// ReadPins reads the pins of a folder of golden files; a folder without any has none.
// The error lists every line at fault.
func ReadPins(folder string) ([]Pin, error) {
	path := filepath.Join(folder, PinFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var pins []Pin
	var problems record.Problems
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSuffix(lines.Text(), "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 4 || f[0] == "" || !strings.Contains(f[1], "#") {
			problems = append(problems, record.Problem{Line: n, Message: "this is no pin: write name, id, why and key=value with tabs between, or use extract pin\n    " + strings.ReplaceAll(line, "\t", " ⇥ ")})
			continue
		}
		p := Pin{Name: f[0], ID: f[1], Why: f[2], Source: fmt.Sprintf("%s:%d", path, n)}
		for _, pair := range f[3:] {
			name, value, ok := strings.Cut(pair, "=")
			if !ok {
				problems = append(problems, record.Problem{Line: n, Message: fmt.Sprintf("%q is no key=value", pair)})
			}
			p.Keys = append(p.Keys, Key{Name: name, New: value})
		}
		if slices.ContainsFunc(pins, func(o Pin) bool { return o.Name == p.Name }) {
			problems = append(problems, record.Problem{Line: n, Message: fmt.Sprintf("the name %s stands twice: give one of them another", p.Name)})
		}
		pins = append(pins, p)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("%s:\n%w", path, problems)
	}
	return pins, nil
}

// WritePins writes the pins of a folder, in the order of their records, whole or not
// at all.
func WritePins(folder string, pins []Pin) error {
	pins = slices.Clone(pins)
	slices.SortFunc(pins, func(a, b Pin) int { return strings.Compare(a.ID+"\t"+a.Name, b.ID+"\t"+b.Name) })
	var out strings.Builder
	out.WriteString(pinHeader)
	for _, p := range pins {
		row := []string{p.Name, p.ID, p.Why}
		for _, k := range p.Keys {
			row = append(row, k.Name+"="+k.New)
		}
		out.WriteString(strings.Join(row, "\t") + "\n")
	}
	return replaceFile(filepath.Join(folder, PinFile), []byte(out.String()))
}
