package dataset

import (
	"os"
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
