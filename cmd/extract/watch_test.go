package main

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// output is what a command has printed so far.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

// after waits until the output holds what is wanted behind a place, and gives the place
// behind it.
func (o *output) after(t *testing.T, from int, want string) int {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for time.Now().Before(deadline) {
		o.mu.Lock()
		text := o.text.String()
		o.mu.Unlock()
		if i := strings.Index(text[from:], want); i >= 0 {
			return from + i + len(want)
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("no %q in %q", want, o.text.String()[from:])
	return 0
}

// Rules are tested again after a save, mistakes and all, until the context ends.
func TestWatch(t *testing.T) {
	t.Chdir(t.TempDir())
	save := func(unit string) {
		t.Helper()
		rule := "- id: quantity.bell\n  doc: How often a bell was struck.\n  pattern: '{n:num} (?<u> 响 )'\n  value: {quantity: {number: n, unit: u}}\n  examples:\n" +
			"  - {text: '钟敲了[[3响]]。', want: {unit: " + unit + "}}\n  - {text: '钟敲了[[5响]]。', want: {value: 5}}\n  not:\n  - {text: '响声', why: a noun}\n"
		if err := os.WriteFile("own/bell.yaml", []byte(rule), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir("shared", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("shared", "own"); err != nil { // a folder may be a link
		t.Skip(err)
	}
	save("响")
	ctx, stop := context.WithCancel(context.Background())
	out := &output{}
	code := make(chan int, 1)
	go func() {
		code <- execute(ctx, []string{"rules", "test", "--rules", "own", "--watch", "quantity.bell"}, strings.NewReader(""), out, out)
	}()
	at := out.after(t, 0, "1 rule, 2 examples, 1 counter-example: all right\n")
	at = out.after(t, at, "watching own; Ctrl-C ends it\n")

	start := time.Now()
	save("声")
	at = out.after(t, at, "unit is 响: 钟敲了[[3响]]。")
	at = out.after(t, at, ": 1 wrong\n")
	t.Logf("the result of a save stood there after %v", time.Since(start).Round(time.Millisecond))
	at = out.after(t, at, "watching own")

	if err := os.WriteFile("own/bell.yaml", []byte("- id: quantity.bell\n  nonsense: 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	at = out.after(t, at, "own/bell.yaml:2:3: rule quantity.bell: unknown key nonsense")
	at = out.after(t, at, "watching own")
	save("响")
	out.after(t, at, "all right\n")
	stop()
	if c := <-code; c != exitDone {
		t.Errorf("exit code %d", c)
	}
}
