package apply

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// unprivileged runs fn on a thread to which the modes of files apply, also when
// the tests run as root.
func unprivileged(fn func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		// Never unlocked: the thread ends with the goroutine.
		runtime.LockOSThread()
		if os.Geteuid() == 0 {
			_ = syscall.Setfsuid(65534)
		}
		fn()
	}()
	<-done
}

func TestWriteToAReadOnlyDirectory(t *testing.T) {
	dir := t.TempDir()
	unit := filepath.Join(dir, "unit")
	put(t, filepath.Join(unit, "flake.nix"), "old flake\n")
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(unit, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(unit, 0o755) })
	root := openRoot(t, dir)
	before := tree(t, dir)

	var err error
	unprivileged(func() { err = Write(root, wanted, nil) })
	if !errors.Is(err, fs.ErrPermission) {
		t.Errorf("error %v, want one about permissions", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// limited makes the test binary write under a limit on the size of files, which
// fails in the middle of a write as a full disk does.
const limited = "AGENTBOXC_TEST_SIZE_LIMIT"

func TestWriteWithoutSpace(t *testing.T) {
	if os.Getenv(limited) != "" {
		writeLimited()
	}
	dir := t.TempDir()
	put(t, filepath.Join(dir, "unit/flake.nix"), "old flake\n")
	put(t, filepath.Join(dir, "unit/flake.lock"), "old lock\n")
	before := tree(t, dir)

	cmd := exec.Command(os.Args[0], "-test.run=^TestWriteWithoutSpace$")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), limited+"=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if want := "writing unit/flake.lock: "; !strings.HasPrefix(string(out), want) {
		t.Errorf("message %q, want one that starts with %q", out, want)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func writeLimited() {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 4096, Max: 4096}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		panic(err)
	}
	root, err := os.OpenRoot(".")
	if err != nil {
		panic(err)
	}
	err = Write(root, []File{wanted[0], {Name: "unit/flake.lock", Bytes: make([]byte, 1<<20)}}, nil)
	if err != nil {
		os.Stdout.WriteString(err.Error())
	}
	os.Exit(0)
}
