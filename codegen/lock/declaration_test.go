package lock

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// declarationLines writes declarations a line each: name = reference or name > path, and
// what is said about inputs of inputs below.
func declarationLines(all []declaration, indent string) string {
	var b strings.Builder
	for _, d := range all {
		b.WriteString(indent + d.name)
		if d.follows != nil {
			b.WriteString(" > " + joined(d.follows))
		} else {
			for _, attr := range d.ref {
				fmt.Fprintf(&b, " %s=%s", attr.Name, attr.Text)
			}
		}
		if !d.flake {
			b.WriteString(" (a tree)")
		}
		b.WriteString("\n" + declarationLines(d.inputs, indent+"  "))
	}
	return b.String()
}

func TestReadFlake(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"nothing", `{ outputs = { self }: { }; }`, ""},
		{"everything in one", `{
			# comments, and a description that is none of our business
			description = import ./x;
			nixConfig.extra-substituters = [ "https://x" ];
			inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05"; /* here, too */
			inputs = {
				a = { url = "github:o/a"; inputs.nixpkgs.follows = "nixpkgs"; };
				a.flake = false;
				"b-c" = { type = "github"; owner = "o"; repo = "r"; ref = "v1"; dir = ""; };
				b_d.inputs.x.url = "path:./x?dir=y";
				e.follows = "a/nixpkgs";
				none.follows = "";
				git = { type = "git"; url = "git@example.org:o/r.git"; submodules = true; };
				tree.url = ./sub/x/../tree;
				n = { type = "path"; path = "/x"; lastModified = 12; };
			};
			outputs = inputs@{ self, nixpkgs, systems ? null, ... }: let x = ./a/${y}; in { };
		}`, `a owner=o repo=a type=github (a tree)
  nixpkgs > at/nixpkgs
b-c owner=o ref=v1 repo=r type=github
b_d id=b_d type=indirect
  x dir=y path=./x type=path
e > at/a/nixpkgs
git submodules=true type=git url=ssh://git@example.org/o/r.git
n lastModified=12 path=/x type=path
nixpkgs owner=NixOS ref=nixos-25.05 repo=nixpkgs type=github
none > at
systems id=systems type=indirect
tree path=sub/tree type=path
`},
		{"windows", "{\r\n  inputs.a.url = \"github:o/a\";\r\n  outputs = _: { };\r\n}\r\n", "a owner=o repo=a type=github\n"},
		{"lines", "{\n  inputs.a.url = ''\n    github:o/a'';\n  outputs = _: { };\n}\n", "a owner=o repo=a type=github\n"},
		{"escapes", `{ inputs.a.url = "https://x.org/a%20b.tar.gz?x=1\u0026"; outputs = _: { }; }`, "a type=tarball url=https://x.org/a%20b.tar.gz?x=1u0026\n"},
		{"rec", `rec { inputs = rec { a.url = "github:o/a"; }; outputs = _: { }; }`, "a owner=o repo=a type=github\n"},
		{"parentheses", `({ inputs = ({ a.url = ("github:o/a"); }); outputs = (_: { }); })`, "a owner=o repo=a type=github\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			all, err := readFlake([]byte(test.text), []string{"at"})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, declarationLines(all, "")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzReadFlake(f *testing.F) {
	for _, seed := range []string{
		`{ inputs.a.url = "github:o/a"; inputs.a.inputs.b.follows = "c"; outputs = { self, b, ... }@x: x; }`,
		`{ inputs = { a = { type = "git"; url = "git@h:p"; rev = "1"; shallow = true; }; }; outputs = _: 1; }`,
		`{ inputs.a.url = ./x; inputs.b.follows = "/"; outputs = a: b: 1; }`, `rec { outputs = x: ./a/${x}; }`,
		"{ inputs = 1; outputs = 1; }", "{ inputs.a = null; }", "\xef\xbb\xbf{ }", `{ "outputs" = _: 1; ${"inputs"} = { }; }`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		all, err := readFlake(text, []string{})
		if err != nil {
			return
		}
		if !slices.IsSortedFunc(all, func(a, b declaration) int { return strings.Compare(a.name, b.name) }) {
			t.Errorf("not sorted: %s", declarationLines(all, ""))
		}
		for _, d := range all {
			if (d.ref == nil) == (d.follows == nil) {
				t.Errorf("%s has both a reference and a path to follow, or neither", d.name)
			}
			if d.ref != nil && d.ref.Text("type") == "" {
				t.Errorf("%s has a reference without a type", d.name)
			}
		}
	})
}
