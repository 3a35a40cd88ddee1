package rig_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/rig"
	"github.com/agentboxc/agentboxc/rig/forge"
)

var recording = flag.Bool("record", false, "record what both Nix lock flakes to, instead of comparing")

// lockCase is a flake to lock. What came of it is recorded, see record.
type lockCase struct {
	name   string
	inputs string            // inside of `inputs = { … };`
	files  map[string]string // beside flake.nix
	// differs says why Nix 2.8 does not make of it what 2.26 does.
	differs string
}

// lockFlake is the flake of a case. Its output shows the output x of the
// inputs that are flakes, and the hashes of the others.
const lockFlake = `{
  inputs = {
%s  };
  outputs = inputs: {
    x = builtins.mapAttrs (_: i: i.x or i.narHash) (removeAttrs inputs [ "self" ]);
  };
}
`

// column is one way to lock flakes.
type column struct {
	name string
	like string // the Nix whose record it is compared with
	// lock returns the lock of the flake in dir, or nil if it needs none. What
	// it remembers is to be in home.
	lock func(dir, home string) ([]byte, error)
}

// lockRig is what all cases share: the names of $FORGE and $LOCAL, and the
// network in which the hosts are the forge's.
type lockRig struct {
	forge     *forge.Forge
	network   *rig.Network
	local     string
	authority string
}

func newLockRig(t *testing.T, r *rig.Rig) *lockRig {
	t.Helper()
	repos, err := forge.Read(os.DirFS("testdata/lock/forge"))
	if err != nil {
		t.Fatal(err)
	}
	registry, err := os.ReadFile("testdata/lock/registry.json")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	f, err := forge.Open(dir, forge.Content{Repositories: repos, Downloads: downloads(t), Registry: string(registry)})
	if err != nil {
		t.Fatal(err)
	}
	network, err := r.OpenNetwork(forge.Hosts)
	if err != nil {
		t.Fatal(err)
	}
	l, err := network.Listen(443)
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- f.Serve(l) }()
	t.Cleanup(func() {
		_ = l.Close() // which is how serving ends
		if err := <-served; err != nil {
			t.Error(err)
		}
		network.Close()
	})
	authority := filepath.Join(dir, "authority.pem")
	if err := os.WriteFile(authority, f.Authority(), 0o644); err != nil {
		t.Fatal(err)
	}
	return &lockRig{forge: f, network: network, local: plantLocal(t, f), authority: authority}
}

// recorded are the two Nix that there are records of, by their versions.
func recorded(t *testing.T, r *rig.Rig) map[string]*rig.Nix {
	t.Helper()
	nixes := map[string]*rig.Nix{}
	for _, n := range r.Nixes {
		version := n.Version[:strings.LastIndex(n.Version, ".")]
		if !slices.Contains(versions, version) {
			t.Skipf("NOT TESTED: nothing is recorded of Nix %s", n.Version)
		}
		nixes[version] = n
	}
	return nixes
}

// TestLock locks the flake of every case in every column.
func TestLock(t *testing.T) {
	r := rig.Use(t)
	nixes := recorded(t, r)
	l := newLockRig(t, r)
	var columns []column
	for _, version := range versions {
		columns = append(columns, column{version, version, func(dir, home string) ([]byte, error) {
			return l.locker(nixes[version], home).Lock(dir)
		}})
	}
	t.Run("lock", func(t *testing.T) {
		for _, c := range lockCases {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				if *recording {
					l.record(t, c, nixes)
				} else {
					l.compare(t, c, columns)
				}
			})
		}
	})
	for _, version := range versions {
		t.Run("evaluate with "+version, func(t *testing.T) {
			// Each group by itself, since Nix 2.26 remembers a tree by its commit and
			// mistakes an archive for what git has.
			for group, cases := range grouped(lockCases) {
				t.Run(group, func(t *testing.T) {
					t.Parallel()
					l.evaluate(t, cases, version, l.locker(nixes[version], t.TempDir()))
				})
			}
		})
	}
}

// grouped are the cases by the first part of their names.
func grouped(cases []lockCase) map[string][]lockCase {
	groups := map[string][]lockCase{}
	for _, c := range cases {
		group, _, _ := strings.Cut(c.name, "/")
		groups[group] = append(groups[group], c)
	}
	return groups
}

func (l *lockRig) locker(n *rig.Nix, home string) *rig.Locker {
	return &rig.Locker{Nix: n, Network: l.network, Authority: l.authority, Home: home}
}

// compare locks in every column and compares with what is recorded.
func (l *lockRig) compare(t *testing.T, c lockCase, columns []column) {
	want := readRecord(t, c.name)
	if want.flake != l.anywhere(l.files(t, c)["flake.nix"]) {
		t.Fatal("the record is of another flake; make it anew with -record")
	}
	if same := want.of["2.8"].like(want.of["2.26"]); same != (c.differs == "") {
		t.Errorf("2.8 and 2.26 agree: %v, but the case says they differ since %q", same, c.differs)
	}
	dir, home := l.place(t)
	for _, column := range columns {
		l.fill(t, dir, c)
		lock, err := column.lock(dir, filepath.Join(home, column.name))
		want := want.of[column.like]
		if failed := want.Lock == "" && want.Error != ""; err != nil || failed {
			l.compareErrors(t, column, want.Error, err, dir)
			continue
		}
		if diff := cmp.Diff(want.Lock, l.anywhere(string(lock))); diff != "" {
			t.Errorf("%s does not lock as Nix %s did (-recorded +now):\n%s", column.name, column.like, diff)
		}
	}
}

// compareErrors compares the messages of Nix. Any other need only fail when it
// does.
func (l *lockRig) compareErrors(t *testing.T, c column, want string, err error, dir string) {
	t.Helper()
	if err == nil || want == "" {
		t.Errorf("%s: error is %v, while that of Nix %s was %q", c.name, err, c.like, want)
		return
	}
	if got := l.complaint(err, dir); c.name == c.like && got != want {
		t.Errorf("%s says %q, while it said %q", c.name, got, want)
	}
}

// record locks with both Nix and evaluates with both.
func (l *lockRig) record(t *testing.T, c lockCase, nixes map[string]*rig.Nix) {
	r := record{flake: l.anywhere(l.files(t, c)["flake.nix"]), of: map[string]outcome{}}
	dir, home := l.place(t)
	for version, n := range nixes {
		l.fill(t, dir, c)
		locker := l.locker(n, filepath.Join(home, version))
		r.of[version] = l.outcome(locker, dir)
	}
	r.write(t, c.name)
}

func (l *lockRig) outcome(locker *rig.Locker, dir string) outcome {
	lock, err := locker.Lock(dir)
	if err != nil {
		return outcome{Error: l.complaint(err, dir)}
	}
	o := outcome{Lock: l.anywhere(string(lock))}
	value, err := locker.Eval(dir, "x")
	if err != nil {
		o.Error = l.complaint(err, dir)
		return o
	}
	o.Value = strings.TrimSuffix(value, "\n") + "\n" // which only newer Nix writes
	return o
}

// evaluate evaluates the flakes of cases with the locks that are recorded of a
// Nix, in one go, and compares the values. Cases whose flakes cannot be
// evaluated are left out.
func (l *lockRig) evaluate(t *testing.T, cases []lockCase, version string, locker *rig.Locker) {
	var dirs []string
	want := map[string]any{}
	for _, c := range cases {
		o := readRecord(t, c.name).of[version]
		if o.Value == "" {
			continue
		}
		var value any
		if err := json.Unmarshal([]byte(o.Value), &value); err != nil {
			t.Fatal(err)
		}
		want[c.name] = value
		dir, _ := l.place(t)
		l.fill(t, dir, c)
		if o.Lock != "" {
			writeFiles(t, dir, map[string]string{"flake.lock": strings.NewReplacer("$LOCAL", l.local, "$FORGE", l.forge.Root()).Replace(o.Lock)})
		}
		dirs = append(dirs, fmt.Sprintf("%q = (builtins.getFlake \"path:%s\").x;", c.name, dir))
	}
	var got map[string]any
	if err := locker.Evaluate("{ "+strings.Join(dirs, "\n")+" }", &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("values of the recorded locks (-recorded +now):\n%s", diff)
	}
}

// place names a directory for a flake, the same one for every column since it
// can get into the lock, and makes one with an empty one for each version.
func (l *lockRig) place(t *testing.T) (dir, home string) {
	t.Helper()
	top := t.TempDir()
	dir, home = filepath.Join(top, "flake"), filepath.Join(top, "home")
	for _, version := range versions {
		if err := os.MkdirAll(filepath.Join(home, version), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir, home
}

// fill puts the files of the case, and no others, where it is to be locked.
func (l *lockRig) fill(t *testing.T, dir string, c lockCase) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	writeFiles(t, dir, l.files(t, c))
	settle(t, dir)
}

// files are the files of the case as they are to be locked.
func (l *lockRig) files(t *testing.T, c lockCase) map[string]string {
	t.Helper()
	files := map[string]string{"flake.nix": fmt.Sprintf(lockFlake, indent(c.inputs))}
	maps.Copy(files, c.files)
	files = expand(t, l.forge, files)
	for name, text := range files {
		files[name] = strings.ReplaceAll(text, "$LOCAL", l.local)
	}
	return files
}

func expand(t *testing.T, f *forge.Forge, files map[string]string) map[string]string {
	t.Helper()
	expanded := map[string]string{}
	for name, text := range files {
		text, err := f.Expand(text)
		if err != nil {
			t.Fatal(err)
		}
		expanded[name] = text
	}
	return expanded
}

func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimSpace(text)) {
		b.WriteString("    " + strings.TrimSpace(line) + "\n")
	}
	return b.String()
}

// anywhere puts $LOCAL and $FORGE in place of directories whose names are
// others each time.
func (l *lockRig) anywhere(text string) string {
	return strings.NewReplacer(l.local, "$LOCAL", l.forge.Root(), "$FORGE").Replace(text)
}

var storeName = regexp.MustCompile(`/nix/store/[0-9a-z]{32}-`)

// complaint is the last error that Nix tells, which is the innermost one, or
// the text of another error.
func (l *lockRig) complaint(err error, dir string) string {
	var failed *rig.RunError
	if !errors.As(err, &failed) {
		return err.Error() + "\n"
	}
	text := failed.Stderr
	if at := strings.LastIndex(text, "error: "); at >= 0 {
		text = text[at+len("error: "):]
	}
	text, _, _ = strings.Cut(text, "\n\n")
	text, _, _ = strings.Cut(text, "\n(use '--show-trace'")
	text = strings.ReplaceAll(l.anywhere(strings.TrimSpace(text)), dir, "$DIR")
	return storeName.ReplaceAllString(text, "/nix/store/…-") + "\n"
}
