package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readmeSteps reads the transcript of a document in Markdown: a file is the block behind
// a comment <!-- file: PATH -->, commands stand in blocks of console, each line behind $,
// what it prints below.
func readmeSteps(t *testing.T, text string) []step {
	t.Helper()
	var steps []step
	lines := strings.Split(text, "\n")
	block := func(i int) (string, int) {
		var b strings.Builder
		for i++; i < len(lines) && lines[i] != "```"; i++ {
			b.WriteString(lines[i] + "\n")
		}
		return b.String(), i
	}
	for i := 0; i < len(lines); i++ {
		if path, ok := strings.CutPrefix(lines[i], "<!-- file: "); ok {
			var content string
			content, i = block(i + 1)
			steps = append(steps, step{file: strings.TrimSuffix(path, " -->"), content: content})
			continue
		}
		if lines[i] != "```console" {
			continue
		}
		var content string
		content, i = block(i)
		for _, one := range strings.Split("\n"+content, "\n$ ")[1:] {
			command, output, _ := strings.Cut(one, "\n")
			steps = append(steps, step{command: command, output: output})
		}
	}
	return steps
}

// The tutorial of the README, from a number that is missed to a rule that finds it, prints
// what it shows.
func TestReadmeTutorial(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, tutorial, ok := strings.Cut(string(readme), "## Tune a rule")
	tutorial, _, _ = strings.Cut(tutorial, "\n## ")
	steps := readmeSteps(t, tutorial)
	if !ok || len(steps) < 12 {
		t.Fatalf("the README has no tutorial, or only %d steps", len(steps))
	}
	runTranscript(t, steps)
}
