package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// step is a piece of a transcript: a file that is written, or a command line with what
// it prints, on both streams. In what is printed, a line "..." stands for any lines, and
// "..." at the end of a line for its rest.
type step struct {
	file, content   string
	command, output string
}

// run does the steps in a folder of their own.
func runTranscript(t *testing.T, steps []step) {
	t.Helper()
	t.Chdir(t.TempDir())
	t.Setenv("COLUMNS", "80")
	for _, s := range steps {
		if s.file != "" {
			if err := os.MkdirAll(filepath.Dir(s.file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(s.file, []byte(s.content), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		var out bytes.Buffer
		args := words(s.command)
		if args[0] == "extract" {
			start := time.Now()
			execute(context.Background(), args[1:], strings.NewReader(""), &out, &out)
			t.Logf("%.2f s  %s", time.Since(start).Seconds(), s.command)
		} else if err := exec.Command(args[0], args[1:]...).Run(); err != nil {
			t.Fatalf("%s: %v", s.command, err)
		}
		if !outputPattern(s.output).MatchString(strings.TrimRight(out.String(), "\n")) {
			t.Errorf("%s\nprints\n%s\nand not\n%s", s.command, out.String(), s.output)
		}
	}
}

// outputPattern matches what a command prints.
func outputPattern(shown string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`\A`)
	for i, line := range strings.Split(strings.TrimRight(shown, "\n"), "\n") {
		if line == "..." {
			b.WriteString(`(?:\n.*)*`)
			continue
		}
		if i > 0 {
			b.WriteString(`\n`)
		}
		if cut, ok := strings.CutSuffix(line, "..."); ok {
			b.WriteString(regexp.QuoteMeta(cut) + `.*`)
			continue
		}
		b.WriteString(regexp.QuoteMeta(strings.TrimRight(line, " ")) + ` *`)
	}
	return regexp.MustCompile(lineNumber.ReplaceAllString(b.String(), `$1:\d+`) + `\z`)
}

// lineNumber is that of a built-in rule or word, which moves.
var lineNumber = regexp.MustCompile(`((?:rules|dict)/[a-z-]+\\\.(?:yaml|tsv)):\d+`)

// words parts a command line as a shell does, with single quotes.
func words(line string) []string {
	var out []string
	var word strings.Builder
	quoted, begun := false, false
	for _, r := range line {
		switch {
		case r == '\'':
			quoted, begun = !quoted, true
		case r == ' ' && !quoted:
			if begun {
				out = append(out, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		out = append(out, word.String())
	}
	return out
}

var topicFile = regexp.MustCompile(`^    (\S+):$`)

// topicSteps reads the example of a topic: files stand behind their name with eight
// spaces, commands and what they print with four.
func topicSteps(text string) []step {
	var steps []step
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		if m := topicFile.FindStringSubmatch(lines[i]); m != nil {
			var content strings.Builder
			for i += 2; i < len(lines) && strings.HasPrefix(lines[i], "        "); i++ {
				content.WriteString(strings.TrimPrefix(lines[i], "        ") + "\n")
			}
			steps = append(steps, step{file: m[1], content: content.String()})
			i--
			continue
		}
		command, ok := strings.CutPrefix(lines[i], "    $ ")
		if !ok {
			continue
		}
		var output strings.Builder
		for ; i+1 < len(lines) && strings.HasPrefix(lines[i+1], "    ") && !strings.HasPrefix(lines[i+1], "    $ "); i++ {
			output.WriteString(strings.TrimPrefix(lines[i+1], "    ") + "\n")
		}
		steps = append(steps, step{command: command, output: output.String()})
	}
	return steps
}

// The examples of all topics of help print what they show.
func TestTopics(t *testing.T) {
	for _, name := range topicNames {
		t.Run(name, func(t *testing.T) {
			text, ok := topic(name)
			if !ok {
				t.Fatal("there is no such topic")
			}
			for i, line := range strings.Split(text, "\n") {
				if columns(line) > 100 {
					t.Errorf("line %d is %d columns wide", i+1, columns(line))
				}
			}
			steps := topicSteps(text)
			if len(steps) < 2 {
				t.Fatal("the topic has no example")
			}
			runTranscript(t, steps)
		})
	}
}
