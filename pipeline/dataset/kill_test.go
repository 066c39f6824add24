//go:build unix

package dataset

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Data sets are synced to disk shard by shard; in memory that takes no time.
func TestMain(m *testing.M) {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() && os.Getenv("TMPDIR") == "" {
		os.Setenv("TMPDIR", "/dev/shm")
	}
	if os.Getenv(killEnv) != "" {
		buildAndDie()
	}
	os.Exit(m.Run())
}

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
