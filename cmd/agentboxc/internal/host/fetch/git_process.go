package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/session"
)

// git is the installed program, run so that nobody is asked anything and the
// user's settings decide how a server is reached, but not what comes out.
type git struct {
	program string
	// place are the arguments that say which repository.
	place []string
	// above is a directory in which no repository is looked for.
	above string
	// transport is that of the repository's address.
	transport string
}

// nowhere is for what needs no repository: not even the one that somebody happens
// to stand in has a say then.
var nowhere = []string{"--git-dir=" + os.DevNull}

// gitSettings go before the user's own.
var gitSettings = []string{
	"-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false",
	"-c", "init.defaultBranch=main", "-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60",
}

// gitVariables are those of the environment that would lead git to another
// repository than the one it is told, as a hook's do.
var gitVariables = []string{
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
	"GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
}

// environment is quiet, in English and without replacements of objects. Besides
// the address's own transport git knows only those to which somebody may have set
// it to take a detour: nothing leads from https to http.
func (g *git) environment() []string {
	env := slices.DeleteFunc(os.Environ(), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return slices.Contains(gitVariables, name)
	})
	return append(env,
		"GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "SSH_ASKPASS=", "SSH_ASKPASS_REQUIRE=never", "GCM_INTERACTIVE=never",
		"GIT_ALLOW_PROTOCOL=file:https:ssh:"+g.transport, "GIT_CEILING_DIRECTORIES="+g.above, "GIT_NO_REPLACE_OBJECTS=1", "GIT_OPTIONAL_LOCKS=0", "GIT_LITERAL_PATHSPECS=1", "LC_ALL=C",
	)
}

// gitGrace is how long git has to remove its temporary files when it is not
// waited for any more.
const gitGrace = 5 * time.Second

// maxOutput is how much git may write where a small answer is expected.
const maxOutput = 64 << 20

// run returns what git wrote to its standard output.
func (g *git) run(ctx context.Context, args ...string) (string, error) {
	var out []byte
	err := g.stream(ctx, nil, func(r io.Reader) (err error) {
		if out, err = io.ReadAll(io.LimitReader(r, maxOutput+1)); err == nil && len(out) > maxOutput {
			err = fmt.Errorf("git %s writes more than %d bytes", args[0], maxOutput)
		}
		return err
	}, args...)
	return string(out), err
}

// stream runs git with an input and hands its output to read while it runs. An
// error of read ends git.
func (g *git) stream(ctx context.Context, stdin io.Reader, read func(io.Reader) error, args ...string) error {
	running, cancel := context.WithCancel(ctx)
	defer cancel()
	var complaint tail
	cmd := exec.CommandContext(running, g.program, slices.Concat(gitSettings, g.place, args)...)
	cmd.Env = g.environment()
	cmd.Stdin, cmd.Stderr = stdin, &complaint
	ended := session.Own(cmd, syscall.SIGTERM, gitGrace)
	stdout, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return fmt.Errorf("starting git: %w", err)
	}
	readErr := read(stdout)
	if readErr == nil {
		_, readErr = io.Copy(io.Discard, stdout) // git must not wait for a reader
	}
	if readErr != nil {
		cancel()
	}
	err = cmd.Wait()
	ended()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil, readErr != nil && wasStopped(err):
		return readErr
	}
	return &gitError{command: args[0], said: complaint.String(), err: err}
}

// wasStopped reports whether git ended because it was told to.
func wasStopped(err error) bool {
	exit := (*exec.ExitError)(nil)
	if !errors.As(err, &exit) {
		return true
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled()
}

// tail keeps the end of what is written to it.
type tail struct{ kept []byte }

const maxTail = 4 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if over := len(t.kept) - maxTail; over > 0 {
		t.kept = t.kept[over:]
	}
	return len(p), nil
}

func (t *tail) String() string { return string(bytes.TrimSpace(t.kept)) }
