package main

import (
	"bufio"
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"extract": main})
}

// TestScripts runs the files of testdata/script: command lines, with what they
// print and how they end. Beside testscript's own commands they use
//
//	code N COMMAND...   runs a command, which must end with exit code N
//	head N COMMAND...   runs a command, reads N lines of its output and then no
//	                    more; it must end with exit code 0 and no message
//	bytes FILE HEX      writes a file of these bytes
//	grow FILE N         writes N times what the file holds, without line ends,
//	                    as the text of one line of JSON, behind it
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"code":  scriptCode,
			"head":  scriptHead,
			"bytes": scriptBytes,
			"grow":  scriptGrow,
		},
	})
}

func need(ts *testscript.TestScript, neg bool, args []string, n int) {
	if neg || len(args) < n {
		ts.Fatalf("wrong use of a script's command: see TestScripts")
	}
}

func scriptCode(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2)
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func scriptHead(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2)
	lines, err := strconv.Atoi(args[0])
	ts.Check(err)
	program, err := exec.LookPath(args[1])
	ts.Check(err)
	var stderr strings.Builder
	cmd := exec.Command(program, args[2:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	in := bufio.NewReaderSize(out, 16)
	for range lines {
		_, err := in.ReadString('\n')
		ts.Check(err)
	}
	ts.Check(out.Close())
	if err := cmd.Wait(); err != nil || stderr.Len() > 0 {
		ts.Fatalf("ended with %v and the message %q", err, stderr.String())
	}
}

func scriptBytes(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2)
	data, err := hex.DecodeString(strings.Join(args[1:], ""))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

func scriptGrow(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2)
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	text := strings.NewReplacer("\n", "", `"`, "").Replace(string(data))
	data = append(data, `{"text": "`+strings.Repeat(text, n)+"\"}\n"...)
	ts.Check(os.WriteFile(path, data, 0o644))
}
