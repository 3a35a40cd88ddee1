package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestRememberingChangesNothing runs validate over all units that the tests of the
// compiler have, and over broken ones made of them, in a workspace of their own:
// what is printed is the same byte for byte, whatever is in the cache.
func TestRememberingChangesNothing(t *testing.T) {
	v := newValidator(t)
	forms := []string{"json", "text", "sarif", "github"}
	want := map[string]string{}
	for _, form := range forms {
		want[form] = v.run(t, form, "--no-cache")
	}
	if v.exists() {
		t.Error("--no-cache has left something behind")
	}
	same := func(what, form string) {
		t.Helper()
		if got := v.run(t, form); got != want[form] {
			t.Errorf("%s, as %s: %s", what, form, firstDifference(want[form], got))
		}
	}
	same("with an empty cache", "json")
	if !v.exists() {
		t.Fatal("nothing is kept")
	}
	same("with new files", "json")
	time.Sleep(2600 * time.Millisecond) // from now on changes of the files would show in their times
	same("with files that were new", "json")
	for _, form := range forms {
		same("with a full cache", form)
	}
	for what, harm := range damages {
		v.damage(t, harm)
		same("with a cache that is "+what, "json")
		same("after a cache that was "+what, "json")
	}
	if err := os.RemoveAll(v.cache); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(v.cache, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	same("where there can be no cache", "json")
	v.cache = ""
	same("without a place for a cache", "json")
}

// TestSlowUnitsAreRemembered, too.
func TestSlowUnitsAreRemembered(t *testing.T) {
	v := newValidator(t)
	v.units = v.slow
	want := v.run(t, "json", "--no-cache")
	for range 2 {
		if got := v.run(t, "json"); got != want {
			t.Error(firstDifference(want, got))
		}
	}
}

// TestManyValidateAtATime: processes that share a cache do not disturb each other.
func TestManyValidateAtATime(t *testing.T) {
	v := newValidator(t)
	v.units = v.units[:len(v.units)/4]
	want := v.run(t, "json", "--no-cache")
	for range 2 {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if got := v.run(t, "json"); got != want {
					t.Error(firstDifference(want, got))
				}
			})
		}
		all.Wait()
	}
	entries, err := fs.Glob(os.DirFS(v.cache), "agentboxc/*/.*")
	if err != nil || len(entries) > 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// TestTheCacheIsPrivate: what is found in a unit is nobody else's business.
func TestTheCacheIsPrivate(t *testing.T) {
	v := newValidator(t)
	v.units = v.units[:2]
	v.run(t, "json")
	v.each(t, func(path string, info fs.FileInfo) {
		if want := map[bool]fs.FileMode{true: 0o700, false: 0o600}[info.IsDir()]; info.Mode().Perm() != want {
			t.Errorf("%s has mode %o, want %o", path, info.Mode().Perm(), want)
		}
	})
}

// damages are what can happen to a file of the cache.
var damages = map[string]func(data []byte) []byte{
	"empty":               func([]byte) []byte { return nil },
	"cut off":             func(data []byte) []byte { return data[:len(data)/2] },
	"cut off in its head": func(data []byte) []byte { return data[:20] },
	"longer":              func(data []byte) []byte { return append(data, 0) },
	"of another version":  func(data []byte) []byte { data[len("agentboxc cache ")]++; return data },
	"flipped in its head": func(data []byte) []byte { data[40] ^= 1; return data },
	"flipped":             func(data []byte) []byte { data[len(data)/2] ^= 0x10; return data },
	"flipped at its end":  func(data []byte) []byte { data[len(data)-1] ^= 0x80; return data },
	"something else":      func([]byte) []byte { return bytes.Repeat([]byte("x\n"), 1000) },
}

// validator runs validate over a workspace of many units.
type validator struct {
	dir, cache string
	units      []string
	slow       []string // units that use up what a unit may, in seconds
}

func newValidator(t *testing.T) *validator {
	t.Helper()
	v := &validator{dir: t.TempDir(), cache: filepath.Join(t.TempDir(), "cache")}
	v.write(t, "agentbox.work.hcl", "workspace { members = [\"*\"] }\n")
	v.addCases(t)
	v.addGolden(t)
	v.addBroken(t)
	if len(v.units) < 200 {
		t.Fatalf("there are %d units only", len(v.units))
	}
	return v
}

func (v *validator) write(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(v.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// addCases makes a unit of each in the files of cases; lang/cases_test.go says how
// they are written. What a case wants from outside it does not get.
func (v *validator) addCases(t *testing.T) {
	files, err := filepath.Glob("../../lang/testdata/cases/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(filepath.Base(file), ".hcl")
		for i, unit := range strings.Split(string(text), "\n# ---") {
			dir := fmt.Sprintf("%s-%03d", base, i)
			if base == "limits" {
				v.slow = append(v.slow, dir)
			} else {
				v.units = append(v.units, dir)
			}
			for j, part := range strings.Split("\n"+unit, "\n# +++ ") {
				name := "agentbox.hcl"
				if j > 0 {
					name, part, _ = strings.Cut(part, "\n")
				}
				v.write(t, filepath.Join(dir, strings.TrimSpace(name)), part)
			}
		}
	}
}

func (v *validator) addGolden(t *testing.T) {
	inputs, err := filepath.Glob("../../golden/*/in")
	if err != nil || len(inputs) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	for _, in := range inputs {
		dir := "golden-" + filepath.Base(filepath.Dir(in))
		v.units = append(v.units, dir)
		if err := os.CopyFS(filepath.Join(v.dir, dir), os.DirFS(in)); err != nil {
			t.Fatal(err)
		}
	}
}

// addBroken adds some units for each that is there, with something missing,
// doubled or replaced in each file.
func (v *validator) addBroken(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for i, unit := range slices.Repeat(v.units, 2) {
		broken := fmt.Sprintf("%s-broken-%03d", unit, i)
		v.units = append(v.units, broken)
		tree := os.DirFS(filepath.Join(v.dir, unit))
		err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := fs.ReadFile(tree, name)
			v.write(t, filepath.Join(broken, name), string(breakText(random, text)))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func breakText(random *rand.Rand, text []byte) []byte {
	if len(text) == 0 {
		return []byte("\xff")
	}
	start := random.IntN(len(text))
	end := min(start+random.IntN(30), len(text))
	switch random.IntN(4) {
	case 0:
		return slices.Delete(slices.Clone(text), start, end)
	case 1:
		return slices.Insert(slices.Clone(text), start, text[start:end]...)
	case 2:
		return append(slices.Clone(text[:start]), text...)
	}
	broken := slices.Clone(text)
	broken[start] = byte(random.IntN(256))
	return broken
}

// run returns what validate prints on both streams, and how it ends.
func (v *validator) run(t *testing.T, form string, flags ...string) string {
	args := slices.Concat([]string{"validate", "--format", form}, flags, v.units)
	cmd := agentboxc(t, v.dir, args...)
	cmd.Env = []string{"NO_COLOR=1", "PATH=" + os.Getenv("PATH")}
	if v.cache != "" {
		cmd.Env = append(cmd.Env, "XDG_CACHE_HOME="+v.cache)
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Error(err)
	}
	return fmt.Sprintf("%s%v", out.Bytes(), err)
}

func (v *validator) exists() bool {
	_, err := os.Stat(v.cache)
	return err == nil
}

// each visits all of the cache.
func (v *validator) each(t *testing.T, visit func(path string, info fs.FileInfo)) {
	t.Helper()
	found := map[string]fs.FileInfo{}
	err := filepath.WalkDir(v.cache, func(path string, entry fs.DirEntry, err error) error {
		if err == nil {
			found[path], err = entry.Info()
		}
		return err
	})
	if err != nil || len(found) < 3 {
		t.Fatalf("the cache has %d files: %v", len(found), err)
	}
	for _, path := range slices.Sorted(maps.Keys(found)) {
		visit(path, found[path])
	}
}

func (v *validator) damage(t *testing.T, harm func([]byte) []byte) {
	t.Helper()
	v.each(t, func(path string, info fs.FileInfo) {
		if info.IsDir() {
			return
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, harm(data), 0o600); err != nil {
			t.Fatal(err)
		}
	})
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d is %q, want %q", i+1, b[i], a[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(b), len(a))
}
