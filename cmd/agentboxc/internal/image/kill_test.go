package image

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// kills is how many programs are killed, for each kind of layout.
const kills = 24

// pieces is an image of several megabytes, and a file that describes it.
func pieces(t *testing.T, text string) (i *Image, file string) {
	t.Helper()
	var paths []map[string]string
	for n := range 6 {
		paths = append(paths, map[string]string{"a": strings.Repeat(text+string(rune('a'+n)), 400_000), "b": text})
	}
	i = made(t, paths...)
	var layers []json.RawMessage
	for _, l := range i.Layers {
		layers = append(layers, layerOf(t, l.root, l.Paths[0].Path))
	}
	file = filepath.Join(t.TempDir(), "image.json")
	write(t, file, string(descriptionOf(t, layers...)), 0o644)
	return i, file
}

func writer(file, root, dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], file, root, dir, None, "0")
	cmd.Env = append(os.Environ(), asProgram+"=1")
	cmd.Stderr = os.Stderr
	return cmd
}

// A program that is killed leaves the layout that was there or the new one,
// and whoever writes next cleans up after it.
func TestKilledWritersLeaveWholeLayouts(t *testing.T) {
	old, _ := pieces(t, "old")
	fresh, file := pieces(t, "new")
	oldIndex, freshIndex := old.mustIndex(t, Compression{Method: None}), fresh.mustIndex(t, Compression{Method: None})
	takes := timeOf(t, file, fresh.Layers[0].root)
	for name, begin := range map[string]v1.ImageIndex{"nothing there": nil, "another there": oldIndex} {
		t.Run(name, func(t *testing.T) {
			killed, halfway, complete := 0, 0, 0
			for n := 0; killed < kills; n++ {
				if n == 10*kills {
					t.Fatalf("only %d programs could be killed", killed)
				}
				dir := filepath.Join(t.TempDir(), "layout")
				if begin != nil {
					if err := WriteLayout(t.Context(), dir, begin, "latest"); err != nil {
						t.Fatal(err)
					}
				}
				after := takes * time.Duration(n%kills+1) / kills
				if !kill(t, writer(file, fresh.Layers[0].root, dir), after) {
					continue
				}
				killed++
				switch got := state(t, dir); {
				case got == digestOf(t, freshIndex):
					complete++
				case begin == nil && got == v1.Hash{}, begin != nil && got == digestOf(t, begin):
					halfway++
				default:
					t.Errorf("killed after %v: the layout has %v", after, got)
				}
				if err := WriteLayout(t.Context(), dir, freshIndex, "latest"); err != nil {
					t.Errorf("killed after %v: %v", after, err)
				}
				left, _ := filepath.Glob(dir + "/blobs/sha256/.*")
				if got := state(t, dir); got != digestOf(t, freshIndex) || len(left) > 0 {
					t.Errorf("killed after %v: the next has %v, and %q are left", after, got, left)
				}
			}
			t.Logf("of %d killed programs %d left what was there and %d the new layout", killed, halfway, complete)
		})
	}
}

// state is the digest of what a layout has; the zero value without one.
func state(t *testing.T, dir string) v1.Hash {
	t.Helper()
	if _, err := os.Stat(dir + "/index.json"); err != nil {
		return v1.Hash{}
	}
	tags, err := checkLayout(dir)
	if err != nil || len(tags) != 1 {
		t.Errorf("the layout is broken: %v (%v)", tags, err)
	}
	return tags["latest"]
}

func timeOf(t *testing.T, file, root string) time.Duration {
	t.Helper()
	start := time.Now()
	if err := writer(file, root, filepath.Join(t.TempDir(), "layout")).Run(); err != nil {
		t.Fatal(err)
	}
	return time.Since(start)
}

// kill reports whether the program was still at work.
func kill(t *testing.T, cmd *exec.Cmd, after time.Duration) bool {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	_ = cmd.Process.Kill()
	err := cmd.Wait()
	return err != nil && err.Error() == "signal: killed"
}

// places are file systems with little room or none, in a namespace of their
// own, which nothing outlives.
func place(t *testing.T, script string, args ...string) string {
	t.Helper()
	if os.Getuid() != 0 {
		if os.Getenv("CI") == "true" {
			t.Fatal("mounting takes root")
		}
		t.Skip("NOT TESTED on full and read-only file systems: mounting takes root")
	}
	cmd := exec.Command("unshare", append([]string{"--mount", "sh", "-euc", script, "place"}, args...)...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

func TestFullAndReadOnlyPlaces(t *testing.T) {
	small := made(t, map[string]string{"a": "small"})
	i, large := pieces(t, "large")
	smallFile := filepath.Join(t.TempDir(), "image.json")
	write(t, smallFile, string(descriptionOf(t, layerOf(t, small.Layers[0].root, small.Layers[0].Paths[0].Path))), 0o644)
	copied := t.TempDir()
	program, dir := os.Args[0], t.TempDir()
	args := []string{program, dir, copied, smallFile, small.Layers[0].root, large, i.Layers[0].root}
	const mount = `program=$1 dir=$2 copied=$3
		mount -t tmpfs -o size=4m none "$dir"
		"$program" "$4" "$5" "$dir/layout" none 0
	`
	said := place(t, mount+`
		! "$program" "$6" "$7" "$dir/layout" none 0 || exit 3
		cp -r "$dir/layout" "$copied"`, args...)
	if !strings.Contains(said, "no space left") || !strings.Contains(said, "free some space") || !strings.Contains(said, dir) {
		t.Errorf("the error is %s", said)
	}
	want := digestOf(t, small.mustIndex(t, Compression{Method: None}))
	if got := state(t, copied+"/layout"); got != want {
		t.Errorf("after the error the layout has %v, want %v", got, want)
	}
	said = place(t, mount+`
		mount -o remount,ro "$dir"
		! "$program" "$6" "$7" "$dir/layout" none 0 || exit 3
		! "$program" "$6" "$7" "$dir/another" none 0 || exit 3`, args...)
	if strings.Count(said, "read-only") != 2 || !strings.Contains(said, "can be written to") {
		t.Errorf("the error is %s", said)
	}
}
