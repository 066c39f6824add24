package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"zhfacts/pipeline/batch"
)

func serveCommand() *cobra.Command {
	var sides sideFlags
	var port int
	cmd := &cobra.Command{
		Use:   "serve PATH...",
		Short: "Show a folder in the browser, up to date with every save",
		Long: `serve shows what 'extract report' does at an address of this machine, and keeps
it up to date: when an article, a rule or a lexicon is saved, the open pages
change in place. A mistake in a rule is shown above the page, which stays as it
was until the mistake is mended.

It can be reached from this machine only.`,
		Example: `  extract serve articles/
  extract serve articles/ --rules my-rules/
  extract serve articles/ --rules my-rules/ --old before.jsonl`,
		Args: atLeastOne("a folder or a file"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if slices.Contains(paths, batch.Stdin) {
				return errors.New("extract serve cannot follow standard input; name a folder or a file")
			}
			if port < 0 || port > 65535 {
				return fmt.Errorf("port %d cannot be; use a number from 1 to 65535, or 0 for any that is free", port)
			}
			s, err := loadSettings(cmd)
			if err != nil {
				return err
			}
			if s.From != "text" {
				return fmt.Errorf("extract serve shows text files, not %s", s.From)
			}
			for _, path := range paths {
				if _, err := os.Stat(path); err != nil {
					return fmt.Errorf("cannot show %s: %w", path, errors.Unwrap(err))
				}
			}
			v := newServer(cmd, s, paths, sides)
			if err := v.load(); err != nil {
				return err
			}
			listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
			if err != nil {
				return failed("cannot listen: %w; choose another port with --port", err)
			}
			follow := append(append(slices.Clone(paths), s.Rules...), s.Dict...)
			for _, side := range []string{sides.older, sides.newer} {
				if _, err := os.Stat(side); err == nil { // a revision never changes
					follow = append(follow, side)
				}
			}
			changes, err := followFiles(cmd.Context(), follow, func(string) bool { return true })
			if err != nil {
				listener.Close()
				return failed("cannot follow changes of files: %w", err)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "http://%s/\n", listener.Addr())
			return v.serve(listener, changes)
		},
	}
	sides.add(cmd)
	cmd.Flags().IntVar(&port, "port", 8457, "listen on this `PORT` (0: any that is free)")
	addFlags(cmd, reading, knowledge)
	return cmd
}

// server shows documents. What it shows is a shelf, which never changes; a new
// one takes its place.
type server struct {
	cmd   *cobra.Command
	s     *settings
	paths []string
	sides sideFlags
	title string

	mu      sync.Mutex
	shelf   *shelf
	problem string // why the shelf is not the newest; "" if it is
	version int    // of shelf and problem
	changed chan struct{}
}

func newServer(cmd *cobra.Command, s *settings, paths []string, sides sideFlags) *server {
	return &server{cmd: cmd, s: s, paths: paths, sides: sides, title: pageTitle(paths), changed: make(chan struct{})}
}

// load reads rules, lexicons and the list of documents anew. On an error all
// stays as it is.
func (v *server) load() error {
	reader, err := v.s.reportReader(v.cmd, v.sides)
	if err != nil {
		return err
	}
	items, err := v.s.items(v.cmd, v.paths)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(v.cmd.Context())
	before, _, _, _ := v.current()
	next := newShelf(reader, stop, before)
	go next.fill(ctx, items)
	v.put(next, "")
	return nil
}

// put shows a shelf, or says why there is no newer one.
func (v *server) put(next *shelf, problem string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if next != nil {
		if v.shelf != nil {
			v.shelf.stop()
		}
		v.shelf = next
	}
	v.problem = problem
	v.version++
	close(v.changed)
	v.changed = make(chan struct{})
}

// current is what is shown, what keeps it from being the newest, its version, and
// a channel that is closed when there is another one.
func (v *server) current() (*shelf, string, int, <-chan struct{}) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.shelf, v.problem, v.version, v.changed
}

// serve answers until the command ends, and loads anew what changes.
func (v *server) serve(listener net.Listener, changes <-chan struct{}) error {
	ctx := v.cmd.Context()
	web := &http.Server{
		Handler:           v.local(listener.Addr()),
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ErrorLog:          log.New(v.cmd.ErrOrStderr(), "extract: ", 0),
	}
	go func() {
		for range changes {
			if err := v.load(); err != nil {
				v.put(nil, counted(err).Error())
			}
		}
	}()
	context.AfterFunc(ctx, func() { web.Close() })
	if err := web.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return &runError{err}
	}
	return nil
}
