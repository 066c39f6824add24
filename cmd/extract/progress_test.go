package main

import (
	"strings"
	"testing"

	"github.com/schollz/progressbar/v3"
)

// A message takes the line of the bar and leaves nothing of it behind.
func TestMessageOverBar(t *testing.T) {
	var out strings.Builder
	p := &progress{out: &out, bar: progressbar.NewOptions64(10, progressbar.OptionSetWriter(&out), progressbar.OptionShowCount())}
	p.bar.Set64(3)
	if !strings.Contains(out.String(), "3/10") {
		t.Fatalf("there is no bar: %q", out.String())
	}
	if _, err := (overBar{p}).Write([]byte("a message\n")); err != nil {
		t.Fatal(err)
	}
	before, found := strings.CutSuffix(out.String(), "a message\n")
	if !found {
		t.Fatalf("there is no message: %q", out.String())
	}
	if line := before[strings.LastIndexByte(before, '\r')+1:]; strings.TrimSpace(line) != "" {
		t.Errorf("the message stands behind %q", line)
	}
}
