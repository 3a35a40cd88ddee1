package rig_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/rig"
)

// deviations are the cases in which agentboxc does on purpose what Nix 2.26 does
// not. What is said of tarballs holds for all of them: see withoutTimes.
var deviations = map[string]struct{ does, why string }{
	"git/export-ignore":       {refuses, "it takes the attributes of git, which only --with-nix has"},
	"github/unknown-query":    {refuses, "a parameter that Nix ignores is a misspelt one"},
	"path/inside-linked-lock": {accepts, "nothing is wrong with a link inside the tree"},
	"tarball/outside":         {refuses, "an archive that leaves its directory is not to be trusted"},
	"text/indented-dollar":    {accepts, "the text is plain, if written in an odd way"},
	"text/indented-escape":    {accepts, "the text is plain, if written in an odd way"},
	"tree/modules-plain":      {likeOld, "2.26 leaves out the directories of submodules, and does not find the tree again by its commit"},
	"tree/unborn":             {refuses, "there is no commit to lock"},
}

// alone are the cases that no unit has beside others: those in which Nix 2.26
// makes something else of an input then, or does not keep the lock that it made
// itself, and those that are errors of a unit.
var alone = map[string]string{
	"graph/follows-unknown-input": "there is nothing that could follow",
	"git/tag-and-branch":          "what it fetched of the repository before decides between a branch and a tag",
	"path/inside-override":        "it looks for the directory in the wrong tree when it reads its own lock",
	"tree/shallow":                "it remembers the number of commits by the last one, wherever it counted",
	"tree/shallow-flag":           "it remembers the number of commits by the last one, wherever it counted",
}

const (
	refuses = "refuses"
	accepts = "accepts"
	likeOld = "does as Nix 2.8"
)

// native is the program under test.
type native struct {
	rig     *lockRig
	program string
}

func newNative(t *testing.T, l *lockRig) *native {
	t.Helper()
	n := &native{l, filepath.Join(t.TempDir(), "agentboxc")}
	cmd := exec.Command("go", "build", "-o", n.program, "../cmd/agentboxc")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building agentboxc: %v\n%s", err, out)
	}
	return n
}

// run runs a command of the program in the network.
func (n *native) run(home string, args ...string) error {
	cmd := n.rig.network.Command(context.Background(), n.program, args...)
	cmd.Env = append(rig.TrustIn(n.rig.authority), "HOME="+home, "PATH="+os.Getenv("PATH"), "USER=root")
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("agentboxc %s: %w\n%s", strings.Join(args, " "), err, said.String())
	}
	return nil
}

// unit writes a unit with these inputs. Those that every unit has are empty
// directories.
func (n *native) unit(home, inputs string) (dir string, err error) {
	dir, empty := filepath.Join(home, "unit"), filepath.Join(home, "empty")
	for _, dir := range []string{dir, empty} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return "", err
		}
	}
	for _, name := range []string{"nix2container", "nixpkgs"} {
		inputs += fmt.Sprintf("\ninput %q {\n  url   = \"path:%s\"\n  flake = false\n}\n", name, empty)
	}
	text := inputs + "\nplatform \"x86_64-linux\" {}\n"
	return dir, os.WriteFile(filepath.Join(dir, "agentbox.hcl"), []byte(text), 0o644)
}

// lock locks the flake of a case as an input of a unit: what the unit's lock
// holds below it is the flake's own lock.
func (n *native) lock(dir, home string) ([]byte, error) {
	unit, err := n.unit(home, fmt.Sprintf("input \"case\" {\n  url = \"path:%s\"\n}\n", dir))
	if err != nil {
		return nil, err
	}
	if err := n.run(home, "lock", unit); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(filepath.Join(unit, "flake.lock"))
	if err != nil {
		return nil, err
	}
	l, diags := lock.Read(data, "flake.lock")
	if l == nil {
		return nil, fmt.Errorf("the lock cannot be read: %+v", diags)
	}
	return unwrapped(l), nil
}

// unwrapped is the lock of the input "case"; nil when it has no inputs.
func unwrapped(l *lock.Lock) []byte {
	root := l.RootNode()
	for _, e := range root.Inputs {
		if e.Name != "case" {
			delete(l.Nodes, e.Node)
		}
	}
	root.Inputs = l.Nodes["case"].Inputs
	delete(l.Nodes, "case")
	for _, node := range l.Nodes {
		if node.Parent != nil {
			parent := (*node.Parent)[1:]
			node.Parent = &parent
		}
		for i, e := range node.Inputs {
			if e.IsFollows() {
				node.Inputs[i].Follows = e.Follows[1:]
			}
		}
	}
	if len(root.Inputs) == 0 {
		return nil
	}
	return l.Bytes()
}

// withoutTimes leaves out what only newer Nix has of a tarball, its lastModified,
// except where the server named an immutable URL or the flake a time.
func withoutTimes(t *testing.T, text string) string {
	t.Helper()
	if text == "" {
		return ""
	}
	l, diags := lock.Read([]byte(text), "flake.lock")
	if l == nil {
		t.Fatalf("reading a recorded lock: %+v", diags)
	}
	for _, node := range l.Nodes {
		if node.Locked.Text("type") != "tarball" {
			continue
		}
		original := node.Original.Text("url")
		if node.Original.Text("lastModified") == "" && (original == "" || original == node.Locked.Text("url")) {
			node.Locked = node.Locked.Without("lastModified")
		}
	}
	return string(l.Bytes())
}

// TestNativeLock compares what agentboxc makes of each case with what Nix did.
func TestNativeLock(t *testing.T) {
	r := rig.Use(t)
	l := newLockRig(t, r)
	n := newNative(t, l)
	for name := range deviations {
		if !slices.ContainsFunc(lockCases, func(c lockCase) bool { return c.name == name }) {
			t.Errorf("a deviation from %s, which is no case", name)
		}
	}
	for _, c := range lockCases {
		if _, locked := c.files["flake.lock"]; locked {
			continue // the lock of an input is not its own to change
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			n.compare(t, c)
		})
	}
}

func (n *native) compare(t *testing.T, c lockCase) {
	recorded, deviation := readRecord(t, c.name), deviations[c.name]
	dir, home := n.rig.place(t)
	n.rig.fill(t, dir, c)
	locked, err := n.lock(dir, home)
	want := recorded.of["2.26"]
	if deviation.does == likeOld {
		want = recorded.of["2.8"]
		want.Lock = strings.Replace(want.Lock, `"ref": "main"`, `"ref": "refs/heads/main"`, 1)
	}
	failed := want.Lock == "" && want.Error != ""
	switch {
	case deviation.does == refuses && (err == nil || failed), deviation.does == accepts && (err != nil || !failed):
		t.Errorf("agentboxc no longer %s what Nix does not: error %v, and Nix says %q", deviation.does, err, want.Error)
	case deviation.does == refuses, deviation.does == accepts:
	case failed != (err != nil):
		t.Errorf("error is %v, while that of Nix was %q", err, want.Error)
	case !failed:
		if diff := cmp.Diff(withoutTimes(t, want.Lock), n.rig.anywhere(string(locked))); diff != "" {
			t.Errorf("locked otherwise than by Nix (-Nix +agentboxc):\n%s", diff)
		}
	}
}

// TestUnitsLock locks units that have the inputs of many cases, and has both Nix
// lock the flakes that are generated for them: the locks are the same to the
// byte, and each Nix keeps ours.
func TestUnitsLock(t *testing.T) {
	r := rig.Use(t)
	nixes := recorded(t, r)
	l := newLockRig(t, r)
	n := newNative(t, l)
	count := 0
	for _, version := range versions {
		for group, cases := range grouped(lockCases) {
			inputs := n.inputs(t, cases, version)
			count += strings.Count(inputs, "input ")
			if inputs == "" {
				continue
			}
			t.Run(version+"/"+group, func(t *testing.T) {
				t.Parallel()
				n.agree(t, inputs, l.locker(nixes[version], t.TempDir()))
			})
		}
	}
	if count < 300 {
		t.Errorf("there are only %d inputs", count)
	}
}

func (n *native) agree(t *testing.T, inputs string, locker *rig.Locker) {
	home := t.TempDir()
	unit, err := n.unit(home, inputs)
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"lock", "apply"} {
		if err := n.run(home, command, unit); err != nil {
			t.Fatal(err)
		}
	}
	ours, err := os.ReadFile(filepath.Join(unit, "flake.lock"))
	if err != nil {
		t.Fatal(err)
	}
	if err := locker.Keep(unit); err != nil {
		t.Errorf("Nix does not keep the lock: %v", err)
	}
	checkHashes(t, locker, unit, ours)
	if err := os.Remove(filepath.Join(unit, "flake.lock")); err != nil {
		t.Fatal(err)
	}
	theirs, err := locker.Lock(unit)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(withoutTimes(t, string(theirs)), string(ours)); diff != "" {
		t.Errorf("locked otherwise than by Nix (-Nix +agentboxc):\n%s", diff)
	}
}

// checkHashes has Nix fetch and check everything that the unit's lock names, and
// then one input whose hash is another.
func checkHashes(t *testing.T, locker *rig.Locker, unit string, locked []byte) {
	t.Helper()
	hashes := fmt.Sprintf("builtins.mapAttrs (_: i: i.narHash) (builtins.getFlake \"path:%s\").inputs", unit)
	var got map[string]string
	if err := locker.Evaluate(hashes, &got); err != nil {
		t.Errorf("Nix does not evaluate with the lock: %v", err)
		return
	}
	l, _ := lock.Read(locked, "flake.lock")
	last := ""
	for _, e := range l.RootNode().Inputs {
		if want := l.Nodes[e.Node].Locked.Text("narHash"); want != "" && got[e.Name] != want {
			t.Errorf("the hash of %s is %s to Nix and %s in the lock", e.Name, got[e.Name], want)
		}
		if l.Nodes[e.Node].Locked.Text("narHash") != "" && !strings.HasPrefix(e.Name, "nix") {
			last = e.Node
		}
	}
	l.Nodes[last].Locked = l.Nodes[last].Locked.With(map[string]string{"narHash": "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
	writeFiles(t, unit, map[string]string{"flake.lock": string(l.Bytes())})
	if err := locker.Evaluate(hashes, &got); err == nil || !strings.Contains(err.Error(), "narHash") && !strings.Contains(err.Error(), "NAR hash") {
		t.Errorf("Nix takes a tree of another hash for %s: %v", last, err)
	}
	writeFiles(t, unit, map[string]string{"flake.lock": string(locked)})
}

// inputs writes the inputs of cases as blocks of our language, as far as it can
// say them, under names that differ between cases.
func (n *native) inputs(t *testing.T, cases []lockCase, version string) string {
	t.Helper()
	var b strings.Builder
	for _, c := range cases {
		want := readRecord(t, c.name).of[version]
		_, deviates := deviations[c.name]
		_, single := alone[c.name]
		if want.Lock == "" || deviates || single || c.files != nil || version == "2.8" && c.differs != "" {
			continue
		}
		flake, err := nix.Parse([]byte(n.rig.files(t, c)["flake.nix"]))
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := blocks(flake, strings.ReplaceAll(c.name, "/", "-")+"-"); ok {
			b.WriteString(text)
		}
	}
	return b.String()
}

// blocks writes a flake's inputs in our language; it is not ok where that has no
// words for one of them.
func blocks(flake *nix.File, prefix string) (string, bool) {
	var b strings.Builder
	byName := map[string]map[string]nix.Expr{}
	top := flake.Body.(*nix.Attrs).Binds[0].Value.(*nix.Attrs)
	flatten(top.Binds, nil, func(path []string, value nix.Expr) {
		if byName[path[0]] == nil {
			byName[path[0]] = map[string]nix.Expr{}
		}
		byName[path[0]][strings.Join(path[1:], ".")] = value
	})
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		if !inputName.MatchString(name) {
			return "", false
		}
		var follows []string
		attrs := byName[name]
		fmt.Fprintf(&b, "input %q {\n", prefix+name)
		for _, key := range slices.Sorted(maps.Keys(attrs)) {
			text := plainText(attrs[key])
			own := ownFollows.FindStringSubmatch(key)
			switch {
			case key == "url" && !strings.ContainsAny(text, "$\\\"") && !relative.MatchString(text) && text != "":
				fmt.Fprintf(&b, "  url = %q\n", text)
			case key == "flake":
				b.WriteString("  flake = false\n")
			case own != nil && byName[text] != nil:
				follows = append(follows, fmt.Sprintf("%s = input.%s", own[1], prefix+text))
			default:
				return "", false
			}
		}
		if attrs["url"] == nil {
			return "", false
		}
		fmt.Fprintf(&b, "  follows = { %s }\n}\n", strings.Join(follows, ", "))
	}
	return b.String(), true
}

var (
	inputName  = regexp.MustCompile(`^[a-zA-Z0-9_-]+$`)
	ownFollows = regexp.MustCompile(`^inputs\.([a-zA-Z0-9_-]+)\.follows$`)
	relative   = regexp.MustCompile(`^(path:)?[^/:]*(/|$)`)
)

func flatten(binds []nix.Bind, at []string, visit func(path []string, value nix.Expr)) {
	for _, b := range binds {
		path := slices.Clone(at)
		for _, name := range b.Path {
			path = append(path, name.Name)
		}
		if set, ok := b.Value.(*nix.Attrs); ok {
			flatten(set.Binds, path, visit)
			continue
		}
		visit(path, b.Value)
	}
}

func plainText(e nix.Expr) string {
	s, _ := e.(*nix.Str)
	if s == nil || len(s.Parts) != 1 {
		return ""
	}
	return s.Parts[0].Literal
}
