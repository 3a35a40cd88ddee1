package lock

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/lang/ir"
)

// world is what can be fetched: the flake.nix of each reference in URL form. A
// flake.lock may follow after a line of dashes.
type world map[string]string

// tree makes up what fetching would find.
func (w world) tree(t *testing.T, ref Attrs) *Tree {
	t.Helper()
	name := ref.Without("rev", "narHash", "lastModified").String()
	text, ok := w[name]
	if !ok {
		t.Fatalf("%s is asked for, and nobody has it", name)
	}
	sum := sha256.Sum256([]byte(name))
	flake, own, hasLock := strings.Cut(text, "\n---\n")
	files := map[string][]byte{"flake.nix": []byte(flake)}
	if hasLock {
		files["flake.lock"] = []byte(own)
	}
	return &Tree{Files: files, Locked: ref.Without("ref").With(map[string]string{
		"narHash": "sha256-" + base64.StdEncoding.EncodeToString(sum[:]),
		"rev":     hex.EncodeToString(sum[:20]),
	}).WithNumber("lastModified", 1700000000)}
}

// resolve fetches until nothing is needed any more, and returns in how many
// rounds, too.
func (w world) resolve(t *testing.T, r Request) (*Lock, int, []string) {
	t.Helper()
	known := map[string]*Tree{}
	r.Workspace, r.Dir = fstest.MapFS{"unit/sub/flake.nix": {Data: []byte("{ outputs = _: { }; }")}}, "unit"
	r.Known = func(ref Attrs) (*Tree, string, bool) { return known[ref.Key()], "", known[ref.Key()] != nil }
	for round := 1; round < 20; round++ {
		l, needs, diags := Resolve(r)
		if len(needs) == 0 {
			var said []string
			for _, d := range diags {
				said = append(said, d.Detail)
			}
			return l, round, said
		}
		for _, need := range needs {
			known[need.Ref.Key()] = w.tree(t, need.Ref)
		}
	}
	t.Fatal("there is no end to it")
	return nil, 0, nil
}

// graph is the nodes of a lock, a line each: name=node or name>path.
func graph(l *Lock) string {
	var b strings.Builder
	var keys []string
	for key := range l.Nodes {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		b.WriteString(key + ":")
		for _, e := range l.Nodes[key].Inputs {
			if e.IsFollows() {
				b.WriteString(" " + e.Name + ">" + joined(e.Follows))
				continue
			}
			b.WriteString(" " + e.Name + "=" + e.Node)
		}
		b.WriteString("\n")
	}
	return b.String()
}

const none = "{ outputs = _: { }; }"

func TestResolve(t *testing.T) {
	for _, test := range []struct {
		name   string
		world  world
		inputs []*ir.Input
		graph  string
		rounds int
	}{
		{
			name:   "nothing",
			inputs: nil, rounds: 1,
			graph: "root:\n",
		},
		{
			name: "names in the order of first visits",
			world: world{
				"github:o/a": `{ inputs.nixpkgs.url = "github:o/n/x"; outputs = { self, nixpkgs }: { }; }`,
				"github:o/n": none, "github:o/n/x": none, "github:o/r": none,
			},
			inputs: []*ir.Input{input("nixpkgs", "github:o/n"), input("a", "github:o/a"), input("root", "github:o/r")},
			graph:  "a: nixpkgs=nixpkgs\nnixpkgs:\nnixpkgs_2:\nroot: a=a nixpkgs=nixpkgs_2 root=root_2\nroot_2:\n", rounds: 3,
		},
		{
			name: "follows of the program and of a flake",
			world: world{
				"github:o/a": `{
					inputs = { b.url = "github:o/b"; b.inputs.n.follows = "n"; n.url = "github:o/n"; none.follows = ""; };
					outputs = inputs: inputs;
				}`,
				"github:o/b": `{ inputs.n.url = "github:o/n/other"; outputs = { n, ... }: n; }`,
				"github:o/n": none,
			},
			inputs: []*ir.Input{input("a", "github:o/a", ir.Follow{Name: "n", Target: "n"}), input("n", "github:o/n")},
			graph:  "a: b=b n>n none>a\nb: n>a/n\nn:\nroot: a=a n=n\n", rounds: 3,
		},
		{
			name: "an own lock, its follows counted anew",
			world: world{
				"github:o/a": `{ inputs.b = { url = "github:o/b"; inputs.n.follows = "n"; }; inputs.n.url = "github:o/n"; outputs = _: { }; }
---
{"nodes": {
  "b": {"inputs": {"n": ["n"]}, "locked": {"type": "github", "owner": "o", "repo": "b", "rev": "1111111111111111111111111111111111111111"}, "original": {"type": "github", "owner": "o", "repo": "b"}, "odd": 1},
  "n": {"locked": {"type": "github", "owner": "o", "repo": "n", "rev": "2222222222222222222222222222222222222222"}, "original": {"type": "github", "owner": "o", "repo": "n"}},
  "root": {"inputs": {"b": "b", "n": "n"}}
}, "root": "root", "version": 7}`,
			},
			inputs: []*ir.Input{input("a", "github:o/a")},
			graph:  "a: b=b n=n\nb: n>a/n\nn:\nroot: a=a\n", rounds: 2,
		},
		{
			name: "arguments that nobody declares",
			world: world{
				"github:o/a":    "{ outputs = { self, nixpkgs, ... }@inputs: inputs; }",
				"flake:nixpkgs": none,
			},
			inputs: []*ir.Input{input("a", "github:o/a")},
			graph:  "a: nixpkgs=nixpkgs\nnixpkgs:\nroot: a=a\n", rounds: 3,
		},
		{
			name:   "directories of the workspace",
			world:  world{},
			inputs: []*ir.Input{input("sub", "path:./sub")},
			graph:  "root: sub=sub\nsub:\n", rounds: 1,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			l, rounds, said := test.world.resolve(t, Request{Inputs: test.inputs})
			if l == nil {
				t.Fatal(said)
			}
			if got := graph(l); got != test.graph {
				t.Errorf("the graph is\n%swant\n%s", got, test.graph)
			}
			if rounds != test.rounds {
				t.Errorf("%d rounds, want %d", rounds, test.rounds)
			}
			if fit, diags := Fit(read(t, string(l.Bytes())), test.inputs); !fit.Same || diags.HasErrors() {
				t.Errorf("the lock does not fit what it was made for: %s", states(fit))
			}
		})
	}
}

func TestResolveRefuses(t *testing.T) {
	for name, test := range map[string]struct{ flake, want string }{
		"syntax":      {"{ outputs = ", "In a (github:o/a): flake.nix: it cannot be read: line 1, column 13: expected an expression"},
		"not a set":   {"1", "it is not an attribute set"},
		"unknown":     {"{ input.x.url = \"a\"; outputs = _: 1; }", "a flake has no attribute input"},
		"no outputs":  {"{ }", "it has no outputs"},
		"a thunk":     {`{ inputs.x.url = "a" + "b"; outputs = _: 1; }`, "inputs.x.url is not a plain string. Only inputs that are written out"},
		"interpolate": {`{ inputs.x.url = "${y}"; outputs = _: 1; }`, "inputs.x.url is a string with an interpolation"},
		"inherit":     {`{ inputs = { inherit x; }; outputs = _: 1; }`, "inputs is there through inherit"},
		"computed":    {`{ inputs.${x}.url = "a"; outputs = _: 1; }`, "inputs has a name that is computed"},
		"twice":       {`{ inputs.x.url = "a"; inputs.x.url = "b"; outputs = _: 1; }`, "inputs.x.url is defined twice"},
		"scheme":      {`{ inputs.x.url = "githob:o/r"; outputs = _: 1; }`, `inputs.x: there is no kind of reference called "githob:"`},
		"attribute":   {`{ inputs.x = { type = "github"; owner = "o"; repo = "r"; branch = "b"; }; outputs = _: 1; }`, `has no attribute "branch"`},
		"no type":     {`{ inputs.x.owner = "o"; outputs = _: 1; }`, `an input without a type has no attribute "owner"`},
		"import":      {`{ outputs = import ./x.nix; }`, "outputs is not a function"},
		"circular":    {`{ inputs.b.url = "github:o/a"; outputs = _: 1; }`, "In a/b (github:o/a): it is an input of itself"},
		"dangling":    {`{ inputs.b.follows = "c"; outputs = _: 1; }`, "it is to follow a/c, and there is no such input"},
		"outside":     {`{ inputs.b.url = "path:../x"; outputs = _: 1; }`, "leads out of the tree"},
		"own lock":    {"{ inputs.b.url = \"github:o/b\"; outputs = _: 1; }\n---\n{", "its flake.lock: The lock file is not valid JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			w := world{"github:o/a": test.flake}
			l, _, said := w.resolve(t, Request{Inputs: []*ir.Input{input("a", "github:o/a")}})
			if l != nil || len(said) != 1 || !strings.Contains(said[0], test.want) {
				t.Errorf("said %q, want %q", said, test.want)
			}
		})
	}
	w := world{"github:o/a": `{ inputs.nixpkgs.url = "github:o/n"; outputs = _: 1; }`, "github:o/n": none}
	follows := input("a", "github:o/a", ir.Follow{Name: "nixpkg", Target: "n"})
	_, _, said := w.resolve(t, Request{Inputs: []*ir.Input{follows, input("n", "github:o/n")}})
	if want := `The flake of input "a" has no input "nixpkg" that could follow another: its inputs are nixpkgs. Did you mean "nixpkgs"?`; fmt.Sprint(said) != "["+want+"]" {
		t.Errorf("said %q, want %q", said, want)
	}
}

// What the old lock holds stays, whatever the world says by now.
func TestResolveKeeps(t *testing.T) {
	w := world{
		"github:o/a": `{ inputs.n.url = "github:o/n"; outputs = _: { }; }`,
		"github:o/n": none, "github:o/x": none,
	}
	inputs := []*ir.Input{input("a", "github:o/a"), input("x", "github:o/x")}
	first, _, _ := w.resolve(t, Request{Inputs: inputs})
	text := string(first.Bytes())
	if got := strings.Count(text, `"lastModified": 1700000000`); got != 3 {
		t.Fatalf("%d entries, want 3:\n%s", got, text)
	}
	old := read(t, strings.ReplaceAll(text, "1700000000", "1"))
	for name, test := range map[string]struct {
		request Request
		kept    int
		graph   string
	}{
		"all":          {Request{}, 3, "a: n=n\nn:\nroot: a=a x=x\nx:\n"},
		"a new one":    {Request{Inputs: append(inputs, input("b", "github:o/n"))}, 3, "a: n=n\nb:\nn:\nroot: a=a b=b x=x\nx:\n"},
		"one moves":    {Request{Move: []string{"a"}}, 1, "a: n=n\nn:\nroot: a=a x=x\nx:\n"},
		"read again":   {Request{Reread: []string{"a"}}, 3, "a: n=n\nn:\nroot: a=a x=x\nx:\n"},
		"one is gone":  {Request{Inputs: inputs[1:]}, 1, "root: x=x\nx:\n"},
		"followed now": {Request{Inputs: []*ir.Input{input("a", "github:o/a", ir.Follow{Name: "n", Target: "x"}), inputs[1]}}, 2, "a: n>x\nroot: a=a x=x\nx:\n"},
	} {
		t.Run(name, func(t *testing.T) {
			test.request.Old = old
			if test.request.Inputs == nil {
				test.request.Inputs = inputs
			}
			l, _, said := w.resolve(t, test.request)
			if l == nil {
				t.Fatal(said)
			}
			if kept := strings.Count(string(l.Bytes()), `"lastModified": 1,`); kept != test.kept {
				t.Errorf("%d entries are kept, want %d", kept, test.kept)
			}
			if got := graph(l); got != test.graph {
				t.Errorf("the graph is\n%swant\n%s", got, test.graph)
			}
		})
	}
	// A follows that the program no longer asks for: what the input is instead
	// is not recorded, and its flake is read again at the tree that is locked.
	followed, _, _ := w.resolve(t, Request{Old: old, Inputs: []*ir.Input{input("a", "github:o/a", ir.Follow{Name: "n", Target: "x"}), inputs[1]}})
	l, _, _ := w.resolve(t, Request{Old: followed, Inputs: inputs})
	if got, want := graph(l), "a: n=n\nn:\nroot: a=a x=x\nx:\n"; got != want {
		t.Errorf("the graph is\n%swant\n%s", got, want)
	}
	if kept := strings.Count(string(l.Bytes()), `"lastModified": 1,`); kept != 2 {
		t.Errorf("%d entries are kept, want 2", kept)
	}
}
