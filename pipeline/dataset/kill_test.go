package dataset

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// killEnv names the step of a commit at which a build kills itself: the corpus,
// the data set, the step, and how many steps of this name come before.
const killEnv = "DATASET_TEST_KILL"

// buildAndDie is the process that TestKilledBetweenSteps starts.
func buildAndDie() {
	args := strings.Split(os.Getenv(killEnv), "|")
	before := 0
	fmt.Sscan(args[3], &before)
	b := builder(&testing.T{}, args[0], args[1])
	b.step = func(step string) {
		if step != args[2] {
			return
		}
		if before--; before < 0 {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	if _, err := b.Run(context.Background()); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

// A build that is killed between the steps of a commit, in the middle of a first
// build or of an update, goes on and ends with the same bytes.
func TestKilledBetweenSteps(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	all := corpus(80)
	in := t.TempDir()
	for _, step := range []string{"synced", "index removed", "records renamed", "index renamed"} {
		for _, update := range []bool{false, true} {
			write(t, in, "a.jsonl", strings.Join(all, ""))
			set := filepath.Join(t.TempDir(), "set")
			if update {
				run(t, builder(t, in, set))
				write(t, in, "a.jsonl", strings.ReplaceAll(strings.Join(all, ""), "艘", "条"))
			}
			for before := range 3 {
				cmd := exec.Command(self)
				cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%s|%s|%d", killEnv, in, set, step, before))
				out, err := cmd.CombinedOutput()
				if state, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !state.Signaled() || state.Signal() != syscall.SIGKILL {
					t.Fatalf("the build was not killed: %v %s", err, out)
				}
			}
			run(t, builder(t, in, set))
			anew := builder(t, in, filepath.Join(t.TempDir(), "anew"))
			run(t, anew)
			same(t, fmt.Sprintf("killed when %s, update %v", step, update), anew.Dir, set)
		}
	}
}

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
