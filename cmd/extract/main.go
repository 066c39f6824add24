// Command extract turns Chinese articles into a data set of grounded facts.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"zhfacts/dict"
	"zhfacts/pipeline/batch"
	"zhfacts/rules"
)

// Exit codes.
const (
	exitDone   = 0 // all was done
	exitFailed = 1 // some inputs failed, or a check found differences
	exitUsage  = 2 // wrong use: nothing was done
)

func main() {
	// A reader that goes away (| head) shall end the program by an error of the
	// write, not by a signal, so that files under way are cleaned up.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if os.Getenv("GOGC") == "" {
		// What stays in memory is small beside what passes through it.
		debug.SetGCPercent(400)
	}
	os.Exit(execute(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// execute runs one command line and gives its exit code.
func execute(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := rootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil, errors.Is(err, batch.ErrClosed), errors.Is(err, syscall.EPIPE):
		return exitDone
	case errors.Is(err, errFailed):
		return exitFailed
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		fmt.Fprintln(stderr, "extract: interrupted")
		return exitFailed
	}
	fmt.Fprintf(stderr, "extract: %v\n", counted(err))
	var fault *runError
	if errors.As(err, &fault) {
		return exitFailed
	}
	if !strings.Contains(err.Error(), "\n") {
		fmt.Fprintf(stderr, "Run '%s --help' for how to use it.\n", cmd.CommandPath())
	}
	return exitUsage
}

// counted says how many mistakes there are before it lists those of rules and
// lexicons.
func counted(err error) error {
	var inRules rules.Problems
	var inLexicons dict.Errors
	switch {
	case errors.As(err, &inRules) && len(inRules) > 1:
		return fmt.Errorf("%d mistakes in the rules:\n%w", len(inRules), err)
	case errors.As(err, &inLexicons) && len(inLexicons) > 1:
		return fmt.Errorf("%d mistakes in the lexicons:\n%w", len(inLexicons), err)
	}
	return err
}

// errFailed ends a command whose failures have been reported already.
var errFailed = errors.New("some inputs failed")

// runError is an error of the work itself; all others are those of wrong use.
type runError struct{ error }

func (e *runError) Unwrap() error { return e.error }

func failed(format string, args ...any) error { return &runError{fmt.Errorf(format, args...)} }
