package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// The tutorial of the README is the script that is run: the files that it shows are
// those of the script, and each command stands there too.
func TestReadmeTutorialIsTheScript(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	script, err := txtar.ParseFile(filepath.Join("testdata", "script", "tutorial.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	commands := 0
	for _, line := range strings.Split(string(readme), "\n") {
		command, ok := strings.CutPrefix(line, "$ extract ")
		if !ok {
			continue
		}
		commands++
		if !strings.Contains(string(script.Comment), " extract "+command+"\n") {
			t.Errorf("tutorial.txtar does not run `extract %s`", command)
		}
	}
	if commands == 0 {
		t.Error("the README has no tutorial")
	}
	for _, file := range script.Files {
		if file.Name != "mended.yaml" && len(file.Data) > 0 && !strings.Contains(string(readme), string(file.Data)) {
			t.Errorf("the README does not show %s as it is in tutorial.txtar", file.Name)
		}
	}
}
