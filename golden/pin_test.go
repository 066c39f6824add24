package golden

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func samePin(a, b Pin) bool {
	return a.Name == b.Name && a.ID == b.ID && a.Why == b.Why && slices.Equal(a.Keys, b.Keys)
}

// What is read from a file of pins is written and read again as it is.
func FuzzReadPins(f *testing.F) {
	f.Add("# pins\nthroughput\tharbour.txt#f14\tyearbook\ttype=\"fact\"\tvalue=34000\n")
	f.Add("a\tb.txt#q1\t\tvalue=1\na\tb.txt#q2\t\tvalue=1\n")
	f.Add("nonsense\n\n\t\t\t\n")
	f.Add("a\tb#\twhy\tx\n")
	f.Fuzz(func(t *testing.T, file string) {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, PinFile), []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		pins, err := ReadPins(folder)
		if err != nil {
			return
		}
		if err := WritePins(folder, pins); err != nil {
			t.Fatal(err)
		}
		again, err := ReadPins(folder)
		if err != nil {
			t.Fatal(err)
		}
		if len(again) != len(pins) {
			t.Fatalf("%d pins became %d", len(pins), len(again))
		}
		for _, p := range pins {
			if !slices.ContainsFunc(again, func(o Pin) bool { return samePin(o, p) }) {
				t.Errorf("%+v was lost", p)
			}
		}
	})
}
