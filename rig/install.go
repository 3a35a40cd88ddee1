package rig

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"
	"github.com/hashicorp/go-multierror"
)

// Debian's release with the newer Nix, and where it comes from.
const (
	release = "trixie"
	mirror  = "http://deb.debian.org/debian"
)

// required are the programs that the rig runs or puts into the package set,
// and the Debian packages that bring them.
var required = map[string]string{
	"bzip2":       "bzip2",
	"debootstrap": "debootstrap",
	"git":         "git",
	"ip":          "iproute2",
	"jq":          "jq",
	"mount":       "mount",
	"nix":         "nix-bin",
	"nsenter":     "util-linux",
	"sqlite3":     "sqlite3",
	"unshare":     "util-linux",
}

// lock keeps other test processes from setting up the same cache.
func lock(cache string) (unlock func(), err error) {
	l := flock.New(filepath.Join(cache, "lock"))
	if err := l.Lock(); err != nil {
		return nil, fmt.Errorf("locking the rig: %w", err)
	}
	return func() { _ = l.Unlock() }, nil
}

// install returns both Nix, after installing what is missing of them.
func install(cache string) ([]*Nix, error) {
	if System() == "" || os.Geteuid() != 0 {
		return nil, errors.New("it wants to be root on x86_64 or aarch64 Linux")
	}
	if err := installPackages(); err != nil {
		return nil, err
	}
	root := filepath.Join(cache, release)
	if err := bootstrap(root); err != nil {
		return nil, err
	}
	if err := addGit(root); err != nil {
		return nil, err
	}
	nixes := []*Nix{{Name: "host", cache: cache}, {Name: release, root: root, cache: cache}}
	for _, n := range nixes {
		if err := n.start(); err != nil {
			return nil, err
		}
	}
	return nixes, nil
}

func installPackages() error {
	var missing []string
	for program, pkg := range required {
		if _, err := exec.LookPath(program); err != nil {
			missing = append(missing, pkg)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	slices.Sort(missing)
	if _, err := exec.LookPath("apt-get"); err != nil {
		return fmt.Errorf("it misses %s, and there is no apt-get to install it", strings.Join(missing, ", "))
	}
	// Only one of several sources may be out of reach, and not the needed one.
	updateErr := system("apt-get", "update", "-q")
	args := append([]string{"install", "-q", "-y", "--no-install-recommends"}, missing...)
	if err := system("apt-get", args...); err != nil {
		return multierror.Append(err, updateErr)
	}
	return nil
}

// bootstrap makes a root directory with the other Nix. It appears under its
// name only when it is complete.
func bootstrap(root string) error {
	if _, err := os.Stat(root); err == nil {
		return nil
	}
	part := root + ".part"
	if err := os.RemoveAll(part); err != nil {
		return err
	}
	// debootstrap does not follow virtual packages: libdbi-perl is one that
	// nix-bin needs in that way.
	err := system("debootstrap", "--variant=minbase", "--include=nix-bin,libdbi-perl", release, part, mirror)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(part, "nix"), 0o755); err != nil {
		return err
	}
	return os.Rename(part, root)
}

// addGit gives the other Nix the program that it fetches repositories with,
// which an older rig did without.
func addGit(root string) error {
	if _, err := os.Stat(filepath.Join(root, "usr/bin/git")); err == nil {
		return nil
	}
	if err := system("chroot", root, "apt-get", "update", "-q"); err != nil {
		return err
	}
	return system("chroot", root, "apt-get", "install", "-q", "-y", "--no-install-recommends", "git")
}

// system runs a program of the machine; its error holds the last lines of
// what it said.
func system(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C")
	var said tail
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("running %s: %w\n%s", name, err, said.text)
	}
	return nil
}

// tail keeps the end of what is written to it.
type tail struct{ text []byte }

var _ io.Writer = (*tail)(nil)

func (t *tail) Write(p []byte) (int, error) {
	const limit = 4000
	t.text = append(t.text, p...)
	if extra := len(t.text) - limit; extra > 0 {
		t.text = slices.Delete(t.text, 0, extra)
	}
	return len(p), nil
}
