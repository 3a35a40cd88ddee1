package nix

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/session"
)

// grace is how long Nix has to stop its builds when it is interrupted.
const grace = 10 * time.Second

// maxAnswer is how much Nix may write to its standard output: a closure of a
// hundred thousand paths fits.
const maxAnswer = 256 << 20

// maxArgs is how many store paths go on one command line.
const maxArgs = 1000

// answer is what a program of Nix wrote.
type answer struct {
	stdout   []byte
	said     []string // other lines of standard error, the last ones
	problems []*Error // errors that Nix logged, none of them twice
}

// ask runs nix with a command of its new interface, and listens to its log.
func (n *Nix) ask(ctx context.Context, dir string, m *monitor, args ...string) (*answer, error) {
	common := []string{"--extra-experimental-features", "nix-command flakes", "--log-format", "internal-json", "-v", "--show-trace"}
	if n.options.Offline {
		common = append(common, "--offline")
	}
	return n.run(ctx, dir, "nix", slices.Concat(common, args, n.options.args()), m)
}

// store runs nix-store.
func (n *Nix) store(ctx context.Context, args ...string) (*answer, error) {
	return n.run(ctx, "", "nix-store", slices.Concat(n.options.args(), args), nil)
}

// run runs one of Nix's programs to its end. The error of a Nix that failed is
// an *Error, or several as a multierror; the answer is there all the same. That
// of one that was interrupted is the context's.
func (n *Nix) run(ctx context.Context, dir, program string, args []string, m *monitor) (*answer, error) {
	if m == nil {
		m = newMonitor(nil, nil)
	}
	running, cancel := context.WithCancel(ctx)
	defer cancel()
	stdout := &bounded{limit: maxAnswer}
	cmd := n.command(running, dir, program, args...)
	cmd.Stdout, cmd.Stderr = stdout, m
	if n.options.MaxHeap > 0 { // the garbage collector's own limit: what is over it is an error of the evaluation
		cmd.Env = append(cmd.Environ(), fmt.Sprintf("GC_MAXIMUM_HEAP_SIZE=%d", n.options.MaxHeap))
	}
	ended := session.Own(cmd, syscall.SIGINT, grace)
	defer context.AfterFunc(ctx, m.mute)()
	err := cmd.Start()
	if err != nil {
		return nil, fmt.Errorf("starting %s: %w", program, err)
	}
	stop := m.tick()
	err = cmd.Wait()
	ended()
	stop()
	m.end()
	out := &answer{stdout: stdout.kept.Bytes(), said: m.said.lines(), problems: m.problems}
	switch {
	case ctx.Err() != nil:
		return out, context.Cause(ctx)
	case err == nil:
		return out, nil
	case stdout.over:
		return out, fmt.Errorf("running %s: it writes more than %d bytes", program, maxAnswer)
	}
	if len(out.problems) == 0 {
		out.problems = []*Error{m.unexplained(program, err)}
	}
	return out, collected(out.problems)
}

// bounded keeps what is written to it up to a limit, and fails then.
type bounded struct {
	kept  bytes.Buffer // not embedded: it would read past the limit
	limit int
	over  bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.kept.Len()+len(p) > b.limit {
		b.over = true
		return 0, errors.New("too much output")
	}
	return b.kept.Write(p)
}

// exitText says how a program ended, for who knows no more.
func exitText(err error) string {
	exit := (*exec.ExitError)(nil)
	if !errors.As(err, &exit) {
		return err.Error()
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	if ok && status.Signaled() {
		return "ended by signal " + status.Signal().String()
	}
	return "exit code " + strconv.Itoa(exit.ExitCode())
}
