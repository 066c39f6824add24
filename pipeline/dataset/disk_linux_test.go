package dataset

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A full disk: what could be written stays, the rest is reported, and with room
// the build goes on to the same bytes.
func TestDiskFull(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=160k"); err != nil {
		t.Skipf("mounting a small disk is not permitted here: %v", err)
	}
	defer syscall.Unmount(disk, syscall.MNT_DETACH)
	in := t.TempDir()
	write(t, in, "a.jsonl", strings.Join(corpus(100), ""))
	b := builder(t, in, filepath.Join(disk, "set"))
	var reported []string
	b.Report = func(err error) { reported = append(reported, err.Error()) }
	res, err := b.Run(context.Background())
	if err == nil || !strings.Contains(err.Error(), "no space left on device") || res.Unwritten < 1 || res.Written < 1 {
		t.Fatalf("a full disk gives %v, %+v", err, res)
	}
	if len(reported) != res.Unwritten || !strings.Contains(reported[0], "could not be written: no space left on device") {
		t.Errorf("reported %q", reported)
	}
	if data, err := os.ReadFile(filepath.Join(b.Dir, errorsName)); err != nil || !bytes.Contains(data, []byte(`"stage":"write","reason":"the shard`)) {
		t.Errorf("errors.jsonl: %v, %s", err, data)
	}
	if exists(filepath.Join(b.Dir, manifestName)) {
		t.Error("there is a manifest")
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, "size=4m"); err != nil {
		t.Fatal(err)
	}
	again := run(t, b)
	if again.Kept != res.Written {
		t.Errorf("%d shards were written, %d were taken over", res.Written, again.Kept)
	}
	anew := builder(t, in, filepath.Join(t.TempDir(), "anew"))
	run(t, anew)
	same(t, "after a full disk", anew.Dir, b.Dir)
}
