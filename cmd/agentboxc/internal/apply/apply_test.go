package apply

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func openRoot(t *testing.T, dir string) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

func put(t *testing.T, path, contents string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(contents), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tree is every file below dir with its contents; a link shows its target.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		if entry.Type()&fs.ModeSymlink != 0 {
			target, err := os.Readlink(path)
			files[name] = "-> " + target
			return err
		}
		contents, err := os.ReadFile(path)
		files[name] = string(contents)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var wanted = []File{
	{Name: "unit/flake.nix", Bytes: []byte("new flake\n")},
	{Name: "unit/flake.lock", Bytes: []byte("new lock\n")},
}

func TestWriteCreatesUpdatesAndKeeps(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "unit/flake.lock"), "old lock\n")
	var events []Event
	write := func() {
		events = nil
		if err := Write(openRoot(t, dir), wanted, func(e Event) { events = append(events, e) }); err != nil {
			t.Fatal(err)
		}
	}

	write()
	want := []Event{
		{"unit/flake.nix", Staged}, {"unit/flake.lock", Staged},
		{"unit/flake.nix", Created}, {"unit/flake.lock", Updated},
	}
	if diff := cmp.Diff(want, events); diff != "" {
		t.Errorf("events of the first run (-want +got):\n%s", diff)
	}
	files := map[string]string{"unit/flake.nix": "new flake\n", "unit/flake.lock": "new lock\n"}
	if diff := cmp.Diff(files, tree(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}

	before := inode(t, filepath.Join(dir, "unit/flake.nix"))
	write()
	want = []Event{{"unit/flake.nix", Unchanged}, {"unit/flake.lock", Unchanged}}
	if diff := cmp.Diff(want, events); diff != "" {
		t.Errorf("events of the second run (-want +got):\n%s", diff)
	}
	if after := inode(t, filepath.Join(dir, "unit/flake.nix")); after != before {
		t.Error("a file that had its contents was written again")
	}
}

func inode(t *testing.T, path string) uint64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Sys().(*syscall.Stat_t).Ino
}

func TestWriteKeepsTheMode(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "unit/flake.nix")
	put(t, path, "old")
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := Write(openRoot(t, dir), wanted[:1], nil); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o640 {
		t.Errorf("mode is %o, want 640", info.Mode().Perm())
	}
}

func TestWriteAndSymbolicLinks(t *testing.T) {
	tests := map[string]struct {
		target  string
		wantErr string
		written string // below the workspace
	}{
		"within the workspace": {target: "../shared/flake.nix", written: "shared/flake.nix"},
		"to a missing file":    {target: "later.nix", written: "unit/later.nix"},
		"leaving upwards":      {target: "../../outside.nix", wantErr: "leaves the workspace"},
		"absolute":             {target: "/etc/hostname", wantErr: "leaves the workspace"},
		"to itself":            {target: "flake.nix", wantErr: "symbolic link to itself"},
		"to a directory":       {target: "../shared", wantErr: "not a regular file"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			top := t.TempDir()
			put(t, filepath.Join(top, "outside.nix"), "outside\n")
			dir := filepath.Join(top, "workspace")
			put(t, filepath.Join(dir, "shared/flake.nix"), "old\n")
			put(t, filepath.Join(dir, "unit/agentbox.hcl"), "")
			if err := os.Symlink(test.target, filepath.Join(dir, "unit/flake.nix")); err != nil {
				t.Fatal(err)
			}
			before := tree(t, top)

			err := Write(openRoot(t, dir), wanted[:1], nil)
			if test.wantErr == "" {
				before["workspace/"+test.written] = "new flake\n"
				if err != nil {
					t.Errorf("error %v", err)
				}
			} else if err == nil || !strings.Contains(err.Error(), test.wantErr) {
				t.Errorf("error %v, want one that contains %q", err, test.wantErr)
			}
			if diff := cmp.Diff(before, tree(t, top)); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
		})
	}
}

// A directory below the workspace that is a link out of it is no way out, either.
func TestWriteRefusesALinkedDirectory(t *testing.T) {
	top := t.TempDir()
	put(t, filepath.Join(top, "outside/flake.nix"), "outside\n")
	dir := filepath.Join(top, "workspace")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../outside", filepath.Join(dir, "unit")); err != nil {
		t.Fatal(err)
	}
	before := tree(t, top)
	if err := Write(openRoot(t, dir), wanted, nil); err == nil {
		t.Error("no error")
	}
	if diff := cmp.Diff(before, tree(t, top)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// The second file can't be staged: the first must be as it was.
func TestWriteChangesNothingWhenOneFileFails(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "unit/flake.nix"), "old flake\n")
	if err := os.Mkdir(filepath.Join(dir, "unit/flake.lock"), 0o755); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	if err := Write(openRoot(t, dir), wanted, nil); err == nil {
		t.Error("no error")
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// killedBy makes the test binary write the files and kill itself, as kill -9
// would, at the event of that number.
const killedBy = "AGENTBOXC_TEST_KILL_AT"

func TestWriteKilled(t *testing.T) {
	if os.Getenv(killedBy) != "" {
		writeAndDie()
	}
	files := func(flake, lock string) map[string]string {
		return map[string]string{"unit/flake.nix": flake + " flake\n", "unit/flake.lock": lock + " lock\n"}
	}
	tests := []struct {
		at   string
		want map[string]string
	}{
		{"1", files("old", "old")}, // flake.nix staged
		{"2", files("old", "old")}, // flake.lock staged
		{"3", files("new", "old")}, // flake.nix replaced
		{"4", files("new", "new")}, // flake.lock replaced
	}
	for _, test := range tests {
		t.Run("at event "+test.at, func(t *testing.T) {
			dir := t.TempDir()
			put(t, filepath.Join(dir, "unit/flake.nix"), "old flake\n")
			put(t, filepath.Join(dir, "unit/flake.lock"), "old lock\n")

			cmd := exec.Command(os.Args[0], "-test.run=^TestWriteKilled$")
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), killedBy+"="+test.at)
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("the writer ended with %v, want a kill\n%s", err, out)
			}

			visible := tree(t, dir)
			for name := range visible {
				if strings.HasPrefix(filepath.Base(name), ".flake.") {
					delete(visible, name)
				}
			}
			if diff := cmp.Diff(test.want, visible); diff != "" {
				t.Errorf("after the kill (-want +got):\n%s", diff)
			}
			if test.at == "4" {
				return
			}
			root := openRoot(t, dir)
			Sweep(root, "unit/flake.nix", "unit/flake.lock")
			if err := Write(root, wanted, nil); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(files("new", "new"), tree(t, dir)); diff != "" {
				t.Errorf("after the next run, leftovers included (-want +got):\n%s", diff)
			}
		})
	}
}

func writeAndDie() {
	root, err := os.OpenRoot(".")
	if err != nil {
		panic(err)
	}
	left := int(os.Getenv(killedBy)[0] - '0')
	_ = Write(root, wanted, func(Event) {
		left--
		if left == 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	})
	os.Exit(0)
}
