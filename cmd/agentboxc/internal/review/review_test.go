package review

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/shape"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func TestReasons(t *testing.T) {
	base := fstest.MapFS{
		"a/agentbox.hcl":        file("module \"m\" {\n  source = \"../m\"\n}\n"),
		"m/agentbox.hcl":        file("x = \"${path}/../deep/${var.name}\"\n"),
		"deep/agentbox.hcl":     file("module \"a\" {\n  source = \"../a\"\n}\n"),
		"b/agentbox.hcl.json":   file(`{"layer": {"x": {"packages": ["../shared"]}}}`),
		"c/agentbox.hcl":        file("# nothing …, and concat(x...) is no path\n"),
		"c/l":                   {Data: []byte("../shared/f"), Mode: 0o777 | 1<<27},
		"d/x.auto.agentboxvars": file("dir = \"..\"\n"),
		"d/agentbox.hcl":        file(""),
	}
	links := func(dir string) []string {
		if dir == "c" {
			return []string{"c/l"}
		}
		return nil
	}
	cases := []struct {
		dir     string
		changed []string
		want    []string // the paths
	}{
		{"a", []string{"a/x", "ab/y", "m/z"}, []string{"a/x", "m/z"}},
		{"a", []string{"deep/f", "deeper"}, []string{"deep/f"}},
		{"deep", []string{"m/z"}, []string{"m/z"}},
		{"b", []string{"shared", "sharedX", "x"}, []string{"shared"}},
		{"b", []string{"shared/f"}, []string{"shared/f"}},
		{"c", []string{"shared/f", "shared/g"}, []string{"shared/f"}},
		{"c", []string{"x"}, nil},
		{"d", []string{"q"}, []string{"q"}},
	}
	for _, c := range cases {
		r := newReach(Request{Base: Side{FS: base}, Changed: c.changed, Links: links})
		var got []string
		for _, reason := range r.reasons(c.dir) {
			got = append(got, reason.Path)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s with %q: %q, want %q", c.dir, c.changed, got, c.want)
		}
	}
}

// TestDifferences writes each change as action, attribute, before and after.
func TestDifferences(t *testing.T) {
	list := func(items ...any) []any { return items }
	object := func(name string, rest ...shape.Member) shape.Object {
		return append(shape.Object{{Name: "name", Value: name}}, rest...)
	}
	cases := []struct {
		was, is any
		want    []string
	}{
		{"a", "a", nil},
		{"a", "b", []string{"update x a b"}},
		{nil, "b", []string{"create x <nil> b"}},
		{list("a"), list(), []string{"delete x a <nil>"}},
		{list("a", "b"), list("b", "c"), []string{"delete x a <nil>", "create x <nil> c"}},
		{list("a", "b"), list("b", "a"), []string{"update x [a b] [b a]"}},
		{list("a", "a"), list("a"), []string{"update x [a a] [a]"}},
		{list(int64(1)), list(int64(2)), []string{"update x [1] [2]"}},
		{
			list(object("p", shape.Member{Name: "v", Value: "1"})), list(object("p", shape.Member{Name: "v", Value: "2"}), object("q q")),
			[]string{"update x.p.v 1 2", "create x[\"q q\"] <nil> []"},
		},
		{list(object("p"), object("p")), list(object("p")), []string{"update x [[{name p}] [{name p}]] [[{name p}]]"}},
	}
	for _, c := range cases {
		var got []string
		for _, d := range differences("x", c.was, c.is) {
			got = append(got, fmt.Sprintf("%s %s %v %v", d.Action, d.Attribute, d.Before, d.After))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v and %v:\n%q, want\n%q", c.was, c.is, got, c.want)
		}
	}
	if got := differences("config.cmd", list("a"), list("a", "b")); len(got) != 1 || got[0].Action != plan.Update {
		t.Errorf("a command is compared by its words: %v", got)
	}
}

// TestTouched wants what is made of a file, and of what is made of it.
func TestTouched(t *testing.T) {
	x := func(values ...string) shape.Object {
		o := shape.Object{}
		for _, v := range values {
			o = append(o, shape.Member{Name: "v", Value: v})
		}
		return o
	}
	const linux = "x86_64-linux"
	all := things{
		{"overlay.o", linux}:           x("../shared/o.nix"),
		{"pkgset.other", linux}:        x("overlay.o"),
		{"package.script.s", linux}:    x("files/s"),
		{"package.script.t", linux}:    x("say ${package.script.s}/bin/s"),
		{"layer.a", linux}:             x("package.script.t"),
		{"layer.b", linux}:             x("pkgset.other.git"),
		{"layer.c", linux}:             x("package.script.st"),
		{"variant.a", linux}:           x("layer.a"),
		{"variant.b", linux}:           x("layer.b", "src"),
		{"variant.a", "aarch64-linux"}: x("layer.a"),
		{"agentbox", ""}:               x("box"),
	}
	cases := []struct{ file, want string }{
		{"u/files/s", "layer.a package.script.s package.script.t variant.a"},
		{"shared/o.nix", "layer.b overlay.o pkgset.other variant.b"},
		{"u/src/main.go", "variant.b"},
		{"u/elsewhere", "layer.a layer.b layer.c package.script.s package.script.t variant.a variant.b"},
	}
	for _, c := range cases {
		var got []string
		for at := range touched(all, "u", []string{c.file}) {
			if at.platform == linux {
				got = append(got, at.address)
			}
		}
		slices.Sort(got)
		if text := fmt.Sprint(got); text != "["+c.want+"]" {
			t.Errorf("%s: %s, want [%s]", c.file, text, c.want)
		}
	}
}

// TestFind wants the units that a walk on disk would find, on either side.
func TestFind(t *testing.T) {
	base := fstest.MapFS{
		"a/agentbox.hcl": file(""), "b/agentbox.hcl.json": file("{}"), "gone/agentbox.hcl": file("x = 1\n"),
		".hidden/agentbox.hcl": file(""), "node_modules/x/agentbox.hcl": file(""),
		"nested/agentbox.work.hcl": file(""), "nested/u/agentbox.hcl": file(""),
		".gitignore": file("/build\n"), "build/agentbox.hcl": file(""), "old/agentbox.hcl": file(""), "old/c/agentbox.hcl": file("c = 1\n"),
	}
	head := fstest.MapFS{
		"a/agentbox.hcl": file("# changed\n"), "b/agentbox.hcl.json": file("{}"), "new/agentbox.hcl": file("y = 1\n"),
		".hidden/new/agentbox.hcl": file(""), "nested/agentbox.work.hcl": file(""), "nested/new/agentbox.hcl": file(""),
		".gitignore": file("/build\n"), "build/agentbox.hcl": file("# changed\n"), "old/agentbox.hcl": file(""), "old/c/agentbox.hcl": file("c = 1\n"),
		"old/.gitignore": file("c/\n"),
	}
	r := Request{
		Base: Side{FS: base}, Head: Side{FS: head}, Below: ".", Links: func(string) []string { return nil },
		Changed: []string{".hidden/new/agentbox.hcl", "a/agentbox.hcl", "build/agentbox.hcl", "gone/agentbox.hcl", "nested/new/agentbox.hcl", "nested/u/agentbox.hcl", "new/agentbox.hcl", "old/.gitignore"},
	}
	check := func(others int, want ...string) {
		t.Helper()
		found, err := r.Find()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range found.Pairs {
			got = append(got, p.Base+">"+p.Head)
		}
		if !slices.Equal(got, want) || found.NotAffected != others {
			t.Errorf("%q and %d others, want %q and %d", got, found.NotAffected, want, others)
		}
	}
	check(1, "a>a", "gone>", ">new", "old>old", "old/c>")
	if reasons := r.membership("old/c"); len(reasons) != 1 || reasons[0].Path != "old/.gitignore" {
		t.Errorf("the reasons for a unit that is ignored now are %+v", reasons)
	}
	delete(head, "nested/agentbox.work.hcl") // what it had is found where it is none any longer
	r.Changed = slices.Insert(r.Changed, 4, "nested/agentbox.work.hcl")
	check(1, "a>a", "gone>", ">nested/new", ">new", "old>old", "old/c>")
}
