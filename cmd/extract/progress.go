package main

import (
	"fmt"
	"io"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"zhfacts/pipeline"
	"zhfacts/pipeline/batch"
)

// How often the progress is shown on a terminal, and told in a log.
const (
	showEvery = 200 * time.Millisecond
	logEvery  = 10 * time.Second
)

// progress shows how far a batch has come: a bar where standard error is a
// terminal that the output does not go to, otherwise a line every ten seconds.
type progress struct {
	batch.Progress
	cmd   *cobra.Command
	out   io.Writer
	mu    sync.Mutex               // of what is written to out
	bar   *progressbar.ProgressBar // nil where there is none
	begun time.Time
	total int64 // documents; -1 where it is not known
	quit  chan struct{}
	ended chan struct{}
}

// startProgress begins to show the progress of a batch; with quiet it is only
// counted. total is how many documents there are, -1 where that is not known.
func startProgress(cmd *cobra.Command, quiet, output bool, total int64) *progress {
	p := &progress{cmd: cmd, out: cmd.ErrOrStderr(), begun: time.Now(), total: total, quit: make(chan struct{}), ended: make(chan struct{})}
	every := logEvery
	if isTerminal(cmd.ErrOrStderr()) && !(output && isTerminal(cmd.OutOrStdout())) && !quiet {
		every = showEvery
		p.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(p.out), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
			progressbar.OptionSetItsString("docs"), progressbar.OptionSetPredictTime(total > 0),
			progressbar.OptionThrottle(showEvery/2), progressbar.OptionClearOnFinish())
		cmd.SetErr(overBar{p})
	}
	if quiet {
		close(p.ended)
		return p
	}
	go func() {
		defer close(p.ended)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				p.show()
			case <-p.quit:
				return
			}
		}
	}()
	return p
}

// overBar writes messages where the bar stands, which is drawn again below them.
type overBar struct{ *progress }

func (w overBar) Write(message []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.bar.Clear(); err != nil {
		return 0, err
	}
	return w.out.Write(message)
}

// show tells how far it is now.
func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	documents := p.Documents.Load()
	rate := p.rate()
	if p.bar != nil {
		p.bar.Describe(fmt.Sprintf("%.1f MB/s, %d failed", rate, p.Failed.Load()))
		p.bar.Set64(documents)
		return
	}
	of, left := "", ""
	if p.total > 0 {
		of = fmt.Sprintf(" of %d", p.total)
		if documents > 0 {
			rest := time.Duration(float64(time.Since(p.begun)) / float64(documents) * float64(p.total-documents))
			left = fmt.Sprintf(", %v left", rest.Round(time.Second))
		}
	}
	fmt.Fprintf(p.out, "extract: %d%s documents, %.1f MB/s, %d failed%s\n", documents, of, rate, p.Failed.Load(), left)
}

// rate is how many megabytes of text a second were read.
func (p *progress) rate() float64 {
	return float64(p.Bytes.Load()) / 1e6 / max(time.Since(p.begun).Seconds(), 1e-9)
}

// stop ends the showing.
func (p *progress) stop() {
	close(p.quit)
	<-p.ended
	if p.bar != nil {
		p.bar.Finish()
		p.cmd.SetErr(p.out)
	}
}

// table prints what a batch did.
func (p *progress) table(out io.Writer, documents, failed, warnings int, c batch.Counts) {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', tabwriter.AlignRight)
	for _, row := range []struct {
		name string
		n    int
	}{
		{"documents", documents}, {"failed", failed}, {"warnings", warnings}, {"quantities", c.Quantities}, {"times", c.Times}, {"entities", c.Entities}, {"facts", c.Facts},
	} {
		fmt.Fprintf(w, "%s\t%d\t\n", row.name, row.n)
	}
	w.Flush()
	spent := time.Since(p.begun)
	fmt.Fprintf(out, "%v, %.0f documents/s, %.1f MB/s\n", spent.Round(time.Millisecond), float64(p.Documents.Load())/spent.Seconds(), p.rate())
}

// printTimings prints the share of each stage.
func printTimings(out io.Writer, t *pipeline.Timings) {
	var all time.Duration
	t.Each(func(_ string, spent time.Duration) { all += spent })
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', tabwriter.AlignRight)
	t.Each(func(stage string, spent time.Duration) {
		fmt.Fprintf(w, "%s\t%.1f %%\t%v\t\n", stage, 100*float64(spent)/float64(max(all, 1)), spent.Round(time.Millisecond))
	})
	w.Flush()
}
