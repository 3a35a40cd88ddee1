package lock

import (
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/ir"
)

// lockOf reads a lock of inputs that are written as NAME=OWNER/REPO@REV; a name
// with a slash is an input of the one before, which follows the root's tool when
// the rest is empty.
func lockOf(t *testing.T, inputs ...string) *Lock {
	t.Helper()
	made := newRelock(nil).made
	var last *Node
	for _, text := range inputs {
		name, rest, _ := strings.Cut(text, "=")
		repo, rev, _ := strings.Cut(rest, "@")
		owner, repo, _ := strings.Cut(repo, "/")
		original := makeAttrs(map[string]string{"type": "github", "owner": owner, "repo": repo})
		to := made.RootNode()
		if _, inner, nested := strings.Cut(name, "/"); nested {
			to, name = last, inner
		}
		if rest == "" {
			to.Inputs = append(to.Inputs, Edge{Name: name, Follows: []string{"tool"}})
			continue
		}
		n := &Node{Key: made.freeKey(name), Flake: true, Original: original, Locked: original.With(map[string]string{"rev": rev, "narHash": "sha256-" + rev})}
		made.Nodes[n.Key] = n
		to.Inputs = append(to.Inputs, Edge{Name: name, Node: n.Key})
		if to == made.RootNode() {
			last = n
		}
	}
	l, diags := Read(made.Bytes(), "flake.lock")
	if l == nil {
		t.Fatal(diags)
	}
	return l
}

func inputsOf(urls map[string]string) []*ir.Input {
	var inputs []*ir.Input
	for name, url := range urls {
		inputs = append(inputs, &ir.Input{Name: name, URL: url, Flake: true})
	}
	return inputs
}

func TestPinned(t *testing.T) {
	shared := lockOf(t, "base=o/base@2", "base/deep=o/deep@2", "base/tool=", "tool=o/tool@2", "other=o/other@9")
	own := lockOf(t, "base=o/base@1", "mine=o/mine@1", "tool=o/fork@1")
	inputs := inputsOf(map[string]string{"base": "github:o/base", "mine": "github:o/mine", "tool": "github:o/fork"})
	want := lockOf(t, "base=o/base@2", "base/deep=o/deep@2", "base/tool=", "mine=o/mine@1", "tool=o/fork@1")

	got := own.Pinned(shared, inputs)
	if string(got.normal().Bytes()) != string(want.normal().Bytes()) {
		t.Errorf("pinned is\n%s\nwant\n%s", got.Bytes(), want.Bytes())
	}
	if again := got.Pinned(shared, inputs); again != got {
		t.Error("a lock that has the shared pins is made again")
	}
	if same := own.Pinned(nil, inputs); same != own {
		t.Error("without a shared lock something changes")
	}
	var none *Lock
	if got := none.Pinned(shared, inputs); len(got.RootNode().Inputs) != 1 {
		t.Errorf("a unit without a lock takes over %d inputs, want only base", len(got.RootNode().Inputs))
	}
}

func TestWith(t *testing.T) {
	shared := lockOf(t, "base=o/base@1", "base/deep=o/deep@1", "other=o/other@9")
	unit := lockOf(t, "base=o/base@2", "base/tool=", "tool=o/tool@2")
	want := lockOf(t, "base=o/base@2", "base/tool=", "other=o/other@9", "tool=o/tool@2")
	if got := shared.With(unit); string(got.Bytes()) != string(want.normal().Bytes()) {
		t.Errorf("the lock is\n%s\nwant\n%s", got.Bytes(), want.Bytes())
	}
	var none *Lock
	if got := none.With(unit); string(got.Bytes()) != string(unit.normal().Bytes()) {
		t.Errorf("the first lock is\n%s", got.Bytes())
	}
}
