package nix

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/rig"
)

// realNix is one of the rig's, for this package.
type realNix struct {
	*Nix
	rig *rig.Nix
}

// rigSettings are the rig's own.
const rigSettings = `
experimental-features =
sandbox = false
build-users-group =
substituters =
use-registries = false
download-attempts = 1
max-jobs = 2
cores = 1
extra-platforms = aarch64-linux x86_64-linux
builders =
`

// enterRig runs a program where one of the rig's Nix lives: with its own root
// directory, if it has one, and without a network.
const enterRig = `
root=$1 dir=$2 cache=$3 tmp=$4
shift 4
if [ -n "$root" ]; then
	mount --rbind /dev "$root/dev"
	mount --rbind /proc "$root/proc"
	for shared in "$cache" "$tmp"; do
		mkdir -p "$root$shared"
		mount --bind "$shared" "$root$shared"
	done
	exec chroot "$root" env -C "$dir" "$@"
fi
cd "$dir"
exec "$@"
`

func rigCache(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = "/var/cache"
	}
	return filepath.Join(cache, "agentboxc-rig")
}

// enter is the command line of a program in there.
func enter(t *testing.T, n *rig.Nix, dir string, args ...string) []string {
	t.Helper()
	cache := rigCache(t)
	if dir == "" {
		dir = cache
	}
	return append([]string{"unshare", "--mount", "--net", "sh", "-eu", "-c", enterRig, "enter", n.OnDisk(""), dir, cache, os.TempDir()}, args...)
}

// open is a Nix of the rig under other settings.
func open(t *testing.T, n *rig.Nix, settings string) *Nix {
	t.Helper()
	opened, err := Open(t.Context(), func(ctx context.Context, dir, program string, args ...string) *exec.Cmd {
		line := enter(t, n, dir, append([]string{program}, args...)...)
		cmd := exec.CommandContext(ctx, line[0], line[1:]...)
		cmd.Env = []string{
			"HOME=" + filepath.Join(rigCache(t), "home-"+n.Name), "LC_ALL=C", "NIX_CONFIG=" + settings,
			"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TMPDIR=" + os.TempDir(), "USER=root",
		}
		return cmd
	})
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

// withEach runs a test with each of the rig's Nix.
func withEach(t *testing.T, test func(t *testing.T, n realNix)) {
	t.Helper()
	r := rig.Use(t)
	for _, n := range r.Nixes {
		t.Run(n.Name, func(t *testing.T) { test(t, realNix{open(t, n, rigSettings), n}) })
	}
}

// staged stages a flake.nix that names no files. NONCE in it is replaced by what
// no other test has there.
func staged(t *testing.T, flake string) *Staged {
	t.Helper()
	flake = strings.ReplaceAll(flake, "NONCE", filepath.Base(filepath.Dir(t.TempDir()))+"-"+filepath.Base(t.TempDir()))
	s, err := Stage(t.Context(), Source{FS: fstest.MapFS{}, Unit: ".", Flake: []byte(flake)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}
