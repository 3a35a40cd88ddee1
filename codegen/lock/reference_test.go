package lock

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

const rev = "d377c6f6cae16256d0dac513b970ec3e4c201d66"

// good are references and their attributes, as name=value words.
var good = []struct {
	text, attrs string
	noFlake     bool
	newer       bool // Nix 2.8 reads it otherwise
}{
	{text: "github:NixOS/nixpkgs", attrs: "owner=NixOS repo=nixpkgs type=github"},
	{text: "github:NixOS/nixpkgs/nixos-unstable", attrs: "owner=NixOS ref=nixos-unstable repo=nixpkgs type=github"},
	{text: "github:NixOS/nixpkgs?ref=nixos-unstable", attrs: "owner=NixOS ref=nixos-unstable repo=nixpkgs type=github"},
	{text: "github:o/r/feature/x", attrs: "owner=o ref=feature/x repo=r type=github"},
	{text: "github:o/r/" + rev, attrs: "owner=o repo=r rev=" + rev + " type=github"},
	{text: "github:o/r/" + strings.ToUpper(rev), attrs: "owner=o repo=r rev=" + rev + " type=github"},
	{text: "github:o/r?rev=" + rev, attrs: "owner=o repo=r rev=" + rev + " type=github"},
	{text: "github:o/r?dir=sub/x&host=git.example.org", attrs: "dir=sub/x host=git.example.org owner=o repo=r type=github"},
	{text: "github:o/r?dir=", attrs: "owner=o repo=r type=github"},
	{text: "github:o//r/", attrs: "owner=o repo=r type=github"},
	{text: "github:o/r?narHash=sha256-x", attrs: "narHash=sha256-x owner=o repo=r type=github", newer: true},
	{text: "github:o/r%2ex", attrs: "owner=o repo=r.x type=github", newer: true},
	{text: "gitlab:o/r/main", attrs: "owner=o ref=main repo=r type=gitlab"},
	{text: "sourcehut:~o/r", attrs: "owner=~o repo=r type=sourcehut"},

	{text: "nixpkgs", attrs: "id=nixpkgs type=indirect"},
	{text: "flake:nixpkgs", attrs: "id=nixpkgs type=indirect"},
	{text: "nixpkgs/nixos-unstable", attrs: "id=nixpkgs ref=nixos-unstable type=indirect"},
	{text: "flake:nixpkgs/nixos-unstable/" + rev, attrs: "id=nixpkgs ref=nixos-unstable rev=" + rev + " type=indirect"},
	{text: "nixpkgs/" + rev, attrs: "id=nixpkgs rev=" + rev + " type=indirect"},
	{text: "flake:nixpkgs?dir=lib", attrs: "dir=lib id=nixpkgs type=indirect"},

	{text: "path:/a/b", attrs: "path=/a/b type=path"},
	{text: "/a/b", attrs: "path=/a/b type=path", newer: true},
	{text: "path:/a%20b?lastModified=12", attrs: "lastModified:12 path=/a␣b type=path", newer: true},
	{text: "/a b?rev=" + rev, attrs: "path=/a␣b rev=" + rev + " type=path", newer: true},
	{text: "path:./sub", attrs: "path=./sub type=path"},
	{text: "path:sub", attrs: "path=sub type=path"},
	{text: "path:///a", attrs: "path=/a type=path"},
	{text: "./sub", attrs: "path=./sub type=path", newer: true},
	{text: "../x?dir=y", attrs: "dir=y path=../x type=path", newer: true},
	{text: ".", attrs: "path=. type=path", newer: true},

	{text: "git+https://h/o/r", attrs: "type=git url=https://h/o/r"},
	{text: "git+https://h/o/r?ref=main&rev=" + rev, attrs: "ref=main rev=" + rev + " type=git url=https://h/o/r"},
	{text: "git+https://h/o/r?dir=a&ref=main", attrs: "dir=a ref=main type=git url=https://h/o/r", newer: true},
	{text: "git+https://h/o/r?x=1&submodules=1&shallow=0", attrs: "shallow?false submodules?true type=git url=https://h/o/r?x=1", newer: true},
	{text: "git+ssh://git@h:22/o/r.git", attrs: "type=git url=ssh://git@h:22/o/r.git"},
	{text: "git+file:///a/b", attrs: "type=git url=file:///a/b"},
	{text: "git://h/r", attrs: "type=git url=git://h/r"},
	{text: "hg+https://h/r?ref=x", attrs: "ref=x type=hg url=https://h/r"},

	{text: "https://h/x.tar.gz", attrs: "type=tarball url=https://h/x.tar.gz"},
	{text: "https://h:8080/x.zip", attrs: "type=tarball url=https://h:8080/x.zip"},
	{text: "https://h/x", attrs: "type=tarball url=https://h/x", newer: true},
	{text: "https://h/x", noFlake: true, attrs: "type=file url=https://h/x", newer: true},
	{text: "https://h/x.tgz", noFlake: true, attrs: "type=tarball url=https://h/x.tgz"},
	{text: "tarball+https://h/x", noFlake: true, attrs: "type=tarball url=https://h/x", newer: true},
	{text: "file+https://h/x.tgz", noFlake: true, attrs: "type=file url=https://h/x.tgz", newer: true},
	{text: "https://h/+x%3cy.tar.gz?b=1&a=%2f", attrs: "type=tarball url=https://h/%2Bx%3Cy.tar.gz?a=/&b=1", newer: true},
	{text: "https://h/x.tar.gz?narHash=sha256-a&rev=1&name=n", attrs: "narHash=sha256-a rev=1 type=tarball url=https://h/x.tar.gz", newer: true},
	{text: "file:///a/x.tar.gz", attrs: "type=tarball url=file:///a/x.tar.gz"},
	{text: "https://github.com/o/r/archive/main.tar.gz", attrs: "type=tarball url=https://github.com/o/r/archive/main.tar.gz"},
	{text: "https://[::1]/x.tar.gz", attrs: "type=tarball url=https://[::1]/x.tar.gz"},
}

func words(attrs Attrs) string {
	var parts []string
	for _, a := range attrs {
		parts = append(parts, a.Name+string("=:?"[a.Kind])+strings.ReplaceAll(a.Text, " ", "␣"))
	}
	return strings.Join(parts, " ")
}

func TestReference(t *testing.T) {
	for _, test := range good {
		attrs, err := Reference(test.text, !test.noFlake)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if got := words(attrs); got != test.attrs {
			t.Errorf("%s:\n got %s\nwant %s", test.text, got, test.attrs)
		}
	}
}

// What is shown of a reference can be written, and means the same.
func TestReferenceString(t *testing.T) {
	for _, test := range good {
		attrs, err := Reference(test.text, !test.noFlake)
		if err != nil || attrs.Text("narHash") != "" {
			continue
		}
		again, err := Reference(attrs.String(), !test.noFlake)
		if err != nil || attrs.Text("type") != again.Text("type") || attrs.Text("owner") != again.Text("owner") || attrs.Text("ref") != again.Text("ref") {
			t.Errorf("%s is shown as %s, which is %v, %v", test.text, attrs, again, err)
		}
	}
}

func TestReferenceErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "it is empty; forms that work are `github:OWNER/REPO`, `github:OWNER/REPO/BRANCH`, `gitlab:OWNER/REPO`, `git+https://HOST/PATH?ref=BRANCH`, `https://HOST/PATH.tar.gz`, `path:./DIRECTORY` and `nixpkgs`"},
		{"github:NixOS", "it names no owner and repository; forms that work are `github:OWNER/REPO` and `github:OWNER/REPO/BRANCH`"},
		{"github://NixOS/nixpkgs", "`github:NixOS/nixpkgs`"},
		{"gihub:NixOS/nixpkgs", "there is no kind of reference called \"gihub:\"; write `github:NixOS/nixpkgs`"},
		{"git+htps://h/x", "write `git+https://h/x`"},
		{"svn:x", "there is no kind of reference called \"svn:\"; forms that work are"},
		{"GitHub:NixOS/nixpkgs", "the part before the colon is written in lower case; write `github:NixOS/nixpkgs`"},
		{"github:o/r#hello", "an input is a whole flake, and \"#hello\" at its end names one of its outputs; write `github:o/r`"},
		{"nixpkgs#hello", "write `nixpkgs`"},
		{"github:o/r/a/b?ref=c", "it gives a branch or tag twice, \"a/b\" and \"c\""},
		{"github:o/r/a?rev=" + rev, "it gives both a branch or tag and a commit; a commit is enough; write `github:OWNER/REPO/" + rev + "`"},
		{"github:o/r?rev=abc", "\"abc\" is not a commit, which has 40 hexadecimal digits; write `github:OWNER/REPO?ref=abc`"},
		{"github:o/r/-x", "\"-x\" is not the name of a branch or tag"},
		{"github:o/r?host=a:80", "\"a:80\" is not the name of a host"},
		{"github:o/r?branch=x", "a reference of this kind has no parameter \"branch\"; forms that work are `?dir=DIRECTORY`, `?ref=…`, `?rev=…`, `?host=…` and `?narHash=…`"},
		{"gitlab:g%2Fs/r", "a slash that is written %2F means different things to different versions of Nix; write `git+https://gitlab.com/GROUP/SUBGROUP/REPO`"},
		{"a/b/c", "\"c\" is not a commit"},
		{"a/b/c/d", "one word, which a branch and a commit may follow"},
		{"git@github.com:o/r.git", "it is an address for ssh, not a URL; forms that work are `git+ssh://git@github.com/o/r.git` and `github:o/r`"},
		{"ssh://git@h/o/r", "write `git+ssh://git@h/o/r`"},
		{"git+ssh://git@h:o/r", "after the host comes a slash, never a colon"},
		{"git+https:h/o", "it names no host"},
		{"git+https://h/r?ref=a..b", "\"a..b\" is not the name of a branch or tag; write `git+https://h/r?ref=BRANCH`"},
		{"git+https://h/r?rev=abc", "\"abc\" is not a commit"},
		{"git+file:./x", "the directory must be absolute; forms that work are `git+file:///DIRECTORY` and `path:./DIRECTORY`"},
		{"git+file://a/b", "a file has no host, and \"a\" stands in its place; write `git+file:///a/b`"},
		{"https://github.com/NixOS/nixpkgs", "it is the page of a repository, not an archive; forms that work are `github:NixOS/nixpkgs` and `git+https://github.com/NixOS/nixpkgs`"},
		{"https://github.com/o/r.git", "`github:o/r`"},
		{"https:///x.tar.gz", "it names no host"},
		{"file://a/x.tar.gz", "a file has no host"},
		{"file+https://h/x", "a single file cannot be a flake"},
		{"path://host/a", "a path has no host, and \"host\" stands in its place; write `path:/host/a`"},
		{"path:", "it names no directory"},
		{"path:~/x", "Nix does not know ~"},
		{"~/x", "Nix does not know ~; write `path:/home/NAME/DIRECTORY`"},
		{"path:./x?ref=main", "has no parameter \"ref\""},
		{"path:./x?lastModified=-1", "lastModified must be a whole number"},
		{"github:o/r x", "the character ' ' cannot stand in it as it is; write `github:o/r%20x`"},
		{" github:o/r?ref=a b\n", "write `github:o/r?ref=a%20b`"},
		{"git hub:o/r", "write `github:o/r`"},
		{"my flake", "the character ' ' cannot stand in it as it is; forms that work are"},
		{"github:ö/r", "the character 'ö' cannot stand in it as it is"},
		{"sub/.hidden", "neither a URL nor a name in the flake registry nor a path"},
		{"github:o/r%zz", "neither a URL"},
	} {
		_, err := Reference(test.text, true)
		var ours *referenceError
		if !errors.As(err, &ours) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q:\n got %v\nwant %s", test.text, err, test.want)
		}
	}
}

func TestReferencesPointAtTheURL(t *testing.T) {
	at := diag.Range{File: "agentbox.hcl", Start: diag.Pos{Line: 3, Column: 9, Byte: 40}, End: diag.Pos{Line: 3, Column: 20, Byte: 51}}
	diags := References([]*ir.Input{input("good", "nixpkgs"), {Name: "bad", URL: "x:y", URLRange: at}})
	if len(diags) != 1 || diags[0].Subject != at || diags[0].Code != diag.InvalidInput {
		t.Errorf("%v", diags)
	}
}

func FuzzReference(f *testing.F) {
	for _, test := range good {
		f.Add(test.text, !test.noFlake)
	}
	f.Fuzz(func(t *testing.T, text string, flake bool) {
		attrs, err := Reference(text, flake)
		if err != nil {
			return
		}
		again, err := Reference(text, flake)
		if err != nil || !attrs.Equal(again) {
			t.Fatalf("%q: %v, then %v", text, attrs, again)
		}
		if attrs.Text("type") == "" {
			t.Fatalf("%q has no type: %s", text, cmp.Diff(nil, fmt.Sprint(attrs)))
		}
	})
}
