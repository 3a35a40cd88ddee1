package rig

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Nix is one installed Nix with its store. Its programs see the machine's
// temporary directory and the rig's cache under the same names as the tests
// do, and no network.
type Nix struct {
	Name    string // for the names of subtests
	Version string

	root  string // a root directory of its own, or "" for the machine's
	cache string
}

// timeout ends a hanging Nix well before the tests' own limit does.
const timeout = 10 * time.Minute

// settings are those under which every Nix of the rig runs.
const settings = `
experimental-features = nix-command flakes
sandbox = false
build-users-group =
substituters =
use-registries = false
download-attempts = 1
max-jobs = 2
cores = 1
warn-dirty = false
extra-platforms = aarch64-linux x86_64-linux
`

// mounts shows a Nix that has a root directory of its own what it is to see of
// the machine.
const mounts = `
show() {
	root=$1 cache=$2 tmp=$3
	mount --rbind /dev "$root/dev"
	mount --rbind /proc "$root/proc"
	touch "$root/etc/hosts"
	mount --bind /etc/hosts "$root/etc/hosts"
	for shared in "$cache" "$tmp"; do
		mkdir -p "$root$shared"
		mount --bind "$shared" "$root$shared"
	done
}
`

// enter runs a program in a mount and a network namespace of its own: nothing
// that is mounted is left behind, whatever happens to the program.
const enter = mounts + `
root=$1 dir=$2 cache=$3 tmp=$4
shift 4
if [ -n "$root" ]; then
	show "$root" "$cache" "$tmp"
	exec chroot "$root" env -C "$dir" "$@"
fi
cd "$dir"
exec "$@"
`

// Environ is the environment, in addition to the usual one, in which a program
// that starts the machine's own Nix sees it as the rig does.
func Environ() []string { return []string{"NIX_CONFIG=" + settings} }

func (n *Nix) start() error {
	if err := os.MkdirAll(n.home(), 0o755); err != nil {
		return err
	}
	out, err := n.Run(n.cache, nil, "nix", "--version")
	if err != nil {
		return err
	}
	fields := strings.Fields(out) // nix (Nix) 2.26.3
	n.Version = fields[len(fields)-1]
	return nil
}

func (n *Nix) home() string { return filepath.Join(n.cache, "home-"+n.Name) }

// Run runs one of Nix's programs, or any other that is installed with it, in
// dir, which must lie in the temporary or the cache directory. It returns
// what the program wrote to standard output; the error, a *RunError, has the
// rest. The environment is nearly empty but for env.
func (n *Nix) Run(dir string, env []string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	wrapped := []string{"--mount", "--net", "sh", "-eu", "-c", enter, "enter", n.root, dir, n.cache, os.TempDir()}
	return n.finish(exec.CommandContext(ctx, "unshare", append(wrapped, args...)...), env, args)
}

// RunIn is Run in a network.
func (n *Nix) RunIn(network *Network, dir string, env []string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	root := n.root
	if root == "" {
		root = "/"
	}
	return n.finish(network.Command(ctx, "chroot", append([]string{root, "env", "-C", dir}, args...)...), env, args)
}

// finish runs the command, which is args in their surroundings.
func (n *Nix) finish(cmd *exec.Cmd, env, args []string) (string, error) {
	cmd.Env = append([]string{
		"HOME=" + n.home(),
		"LC_ALL=C",
		"NIX_CONFIG=" + settings,
		"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
		"TMPDIR=" + os.TempDir(),
		"USER=root",
	}, env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return stdout.String(), &RunError{Nix: n, Args: args, Stderr: stderr.String(), err: err}
	}
	return stdout.String(), nil
}

// RunError says how a program failed and what it wrote to standard error.
type RunError struct {
	Nix    *Nix
	Args   []string
	Stderr string
	err    error
}

func (e *RunError) Error() string {
	return fmt.Sprintf("Nix of %s: %s: %v\n%s", e.Nix.Name, strings.Join(e.Args, " "), e.err, e.Stderr)
}

func (e *RunError) Unwrap() error { return e.err }

// ExitCode is that of the program, or -1.
func (e *RunError) ExitCode() int {
	var exit *exec.ExitError
	if errors.As(e.err, &exit) {
		return exit.ExitCode()
	}
	return -1
}

// OnDisk returns where a store path of this Nix lies for this process.
func (n *Nix) OnDisk(storePath string) string { return n.root + storePath }

// Closure returns the store paths together with everything they need, sorted.
func (n *Nix) Closure(storePaths ...string) ([]string, error) {
	if len(storePaths) == 0 {
		return nil, nil
	}
	out, err := n.Run(n.cache, nil, append([]string{"nix-store", "--query", "--requisites"}, storePaths...)...)
	if err != nil {
		return nil, err
	}
	closure := strings.Fields(out)
	slices.Sort(closure)
	return slices.Compact(closure), nil
}

// Eval evaluates a Nix expression, without the restrictions on flakes, and
// decodes its value.
func (n *Nix) Eval(dir, expression string, value any) error {
	out, err := n.Run(dir, nil, "nix", "eval", "--impure", "--json", "--expr", expression)
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(out), value); err != nil {
		return fmt.Errorf("reading the value of %s: %w", expression, err)
	}
	return nil
}
