package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What the README shows of normalising is what the program prints.
func TestReadmeBrokenText(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(readme), "## Broken text")
	section, _, _ = strings.Cut(section, "\n## ")
	steps := readmeSteps(t, section)
	if !ok || len(steps) < 2 {
		t.Fatalf("the README shows no broken text, or only %d steps", len(steps))
	}
	runTranscript(t, steps)
}
