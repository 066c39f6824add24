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
	write(t, in, "a.jsonl", strings.Join(corpus(300), ""))
	one := builder(t, in, filepath.Join(disk, "one"))
	one.Settings.ShardDocuments = 1 << 40
	if res, err := one.Run(context.Background()); err == nil || res.Processed > 200 {
		t.Errorf("a shard larger than the disk: %+v, %v", res, err)
	}
	if err := os.RemoveAll(one.Dir); err != nil {
		t.Fatal(err)
	}
	b := builder(t, in, filepath.Join(disk, "set"))
	res, err := b.Run(context.Background())
	if err == nil || !strings.Contains(err.Error(), "could not be written: no space left on device") || res.Unwritten != 1 || res.Written < 1 {
		t.Fatalf("a full disk gives %v, %+v", err, res)
	}
	if most := (res.Written + 1) * 20; res.Processed > most {
		t.Errorf("%d documents were extracted to write %d shards", res.Processed, res.Written)
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
