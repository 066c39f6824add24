package main

import (
	"context"
	"sync"

	"github.com/spf13/cobra"

	"zhfacts/pipeline"
	"zhfacts/pipeline/text"
)

// warner reports what is doubtful about the documents that it extracts, each
// document's warnings together.
type warner struct {
	*pipeline.Extractor
	cmd *cobra.Command
	mu  sync.Mutex
}

func (w *warner) Extract(ctx context.Context, in pipeline.Input) (*pipeline.Result, error) {
	res, err := w.Extractor.Extract(ctx, in)
	if err == nil && len(res.Text.Warnings()) > 0 {
		w.mu.Lock()
		defer w.mu.Unlock()
		for _, one := range res.Text.Warnings() {
			warn(w.cmd, in.ID, one)
		}
	}
	return res, err
}

// warn reports what is doubtful about a document that was read all the same.
func warn(cmd *cobra.Command, name string, w text.Warning) {
	cmd.PrintErrf("extract: %s: warning: %s\n", name, w)
}
