package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// kills is how many builds TestKilledBuilds kills.
const kills = 20

// A build that is killed again and again, at moments that chance picks, ends
// with the bytes of one that was left alone.
func TestKilledBuilds(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes half a minute")
	}
	program := asExtract(t)
	dir := t.TempDir()
	corpus := filepath.Join(dir, "corpus.jsonl")
	var lines strings.Builder
	for i := range 400 {
		fmt.Fprintf(&lines, "{\"id\":\"d%d\",\"text\":%q}\n", i, strings.Repeat(
			fmt.Sprintf("港口货物吞吐量去年达到%d万吨，同比增长%d%%。全年有%d艘船靠泊。", 100+i, i%30+1, i+2), 20))
	}
	if err := os.WriteFile(corpus, []byte(lines.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	build := func(out string) *exec.Cmd {
		return exec.Command(program, "dataset", "build", corpus, "-o", out, "--shard-documents", "10", "--format", "parquet", "--quiet")
	}
	want := filepath.Join(dir, "undisturbed")
	begun := time.Now()
	if out, err := build(want).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	whole := time.Since(begun)
	killed, finished, set := 0, 0, ""
	for round := 0; killed < kills; round++ {
		if set == "" {
			set = filepath.Join(dir, fmt.Sprint("set", round))
		}
		cmd := build(set)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(rand.Float64()*float64(whole)), func() { cmd.Process.Kill() })
		err := cmd.Wait()
		switch status := cmd.ProcessState.Sys().(syscall.WaitStatus); {
		case status.Signaled():
			killed++
		case err != nil:
			t.Fatal(err)
		default:
			finished++
			sameFolder(t, want, set)
			set = ""
		}
	}
	if set != "" {
		if out, err := build(set).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		finished++
		sameFolder(t, want, set)
	}
	t.Logf("%d builds killed; %d data sets finished after them, all the same", killed, finished)
}

// Ctrl-C stops a build cleanly, and it says how to go on.
func TestInterruptedBuild(t *testing.T) {
	program := asExtract(t)
	dir := t.TempDir()
	corpus := filepath.Join(dir, "corpus.jsonl")
	line := []byte(`{"text":"` + strings.Repeat("港口货物吞吐量去年达到100万吨。", 50) + "\"}\n")
	if err := os.WriteFile(corpus, bytes.Repeat(line, 4000), 0o644); err != nil {
		t.Fatal(err)
	}
	set := filepath.Join(dir, "set")
	cmd := exec.Command(program, "dataset", "build", corpus, "-o", set, "--shard-documents", "5")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		if shards, _ := filepath.Glob(filepath.Join(set, "index", "*")); len(shards) > 2 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	cmd.Process.Signal(os.Interrupt)
	cmd.Wait()
	if cmd.ProcessState.ExitCode() != exitFailed || !strings.Contains(stderr.String(), "The same command goes on from them") {
		t.Errorf("exit code %d, %s", cmd.ProcessState.ExitCode(), &stderr)
	}
	if left, _ := filepath.Glob(filepath.Join(set, ".work", "records-*")); len(left) > 0 {
		t.Errorf("it left %q", left)
	}
}

// Ctrl-C leaves whole documents behind in a stream, and a file as it was.
func TestInterruptedRun(t *testing.T) {
	program := asExtract(t)
	corpus := filepath.Join(t.TempDir(), "corpus.jsonl")
	if err := os.WriteFile(corpus, bytes.Repeat([]byte("{\"text\":\"港口货物吞吐量去年达到100万吨。\"}\n"), 200_000), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "run", "--from", "jsonl", corpus)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	out := make([]byte, 4096)
	if _, err := io.ReadFull(pipe, out); err != nil {
		t.Fatal(err)
	}
	cmd.Process.Signal(os.Interrupt)
	rest, err := io.ReadAll(pipe)
	if err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if cmd.ProcessState.ExitCode() != exitFailed || !strings.Contains(stderr.String(), "which the output holds whole") {
		t.Errorf("exit code %d, %s", cmd.ProcessState.ExitCode(), &stderr)
	}
	documents := 0
	if _, err := fmt.Sscanf(stderr.String(), "extract: stopped behind %d document", &documents); err != nil {
		t.Fatal(err)
	}
	out = append(out, rest...)
	if n := bytes.Count(out, []byte(`{"type":"document"`)); n != documents || !bytes.HasSuffix(out, []byte("}\n")) {
		t.Errorf("%d documents, and it says %d", n, documents)
	}
}

// asExtract is the path of a program that is this command.
func asExtract(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "extract")
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	return program
}

// sameFolder compares two folders, file by file.
func sameFolder(t *testing.T, want, got string) {
	t.Helper()
	files := map[string][]byte{}
	for _, root := range []string{want, got} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			name := strings.TrimPrefix(path, root)
			data, err := os.ReadFile(path)
			other, there := files[name]
			switch {
			case root == want:
				files[name] = data
			case !there:
				t.Errorf("%s is too much", name)
			case !bytes.Equal(data, other):
				t.Errorf("%s is not the same", name)
			}
			if root == got {
				delete(files, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name := range files {
		t.Errorf("%s is missing", name)
	}
}
