package foreign

import (
	"fmt"
	"strings"

	"github.com/agentboxc/agentboxc/lang/foreign/dictionary"
	"github.com/agentboxc/agentboxc/lang/foreign/draft"
)

// attribute adds a package of a tool that goes by nixpkgs' own names, in a
// version; "" and "latest" ask for none. It reports whether the version is
// another one than that which was asked for.
func (i *image) attribute(line int, src, name, version string, platforms []string) (pinned bool) {
	if name == "" {
		i.dropped(line, src, "It names no package.")
		return false
	}
	if !isPath(name) {
		i.addTool(draft.Missing(fmt.Sprintf("%s: not a name that nixpkgs could have", name)))
		i.dropped(line, src, fmt.Sprintf("%q is not the name of an attribute of nixpkgs.", name))
		return false
	}
	attr, exact := versionedAttribute(name, version)
	if !dictionary.Known(attr) && !strings.Contains(attr, ".") {
		i.changed(line, src, fmt.Sprintf("It is not known here whether nixpkgs has %s. It is taken over as it is: look it up with agentboxc search, or at search.nixos.org.", attr))
	}
	i.addFor(platforms, draft.Pkg(attr))
	return !exact
}

// versionedAttribute is the attribute of one version of a package, such as
// python312 for python 3.12, where nixpkgs is known to have it.
func versionedAttribute(name, version string) (attr string, exact bool) {
	plain := name
	if name == "python" {
		plain = "python3"
	}
	if version == "" || version == "latest" {
		return plain, true
	}
	one, rest, _ := strings.Cut(strings.TrimLeft(version, "^~=v "), ".")
	two, _, _ := strings.Cut(rest, ".")
	for _, candidate := range []string{name + one + two, name + "_" + one, name + "_" + one + "_" + two, name + one} {
		if candidate != name && dictionary.Known(candidate) {
			return candidate, true
		}
	}
	return plain, false
}

// isPath reports whether the text can be a path of attributes.
func isPath(s string) bool {
	for _, part := range strings.Split(s, ".") {
		if part == "" || draft.Identifier(part) != part && !strings.HasPrefix(part, "_") || len(part) > 60 {
			return false
		}
	}
	return true
}

// maxReference bounds a flake reference.
const maxReference = 300

// flake adds what a reference such as github:owner/repo#attr names.
func (i *image) flake(line int, src, written string, platforms []string) {
	url, attr, _ := strings.Cut(written, "#")
	url, _, _ = strings.Cut(url, "^")
	attr, _, _ = strings.Cut(attr, "^")
	scheme, rest, ok := strings.Cut(url, ":")
	switch {
	case !ok || rest == "" || len(url) > maxReference || strings.ContainsAny(url, " \t\"\\$%{}<>^|`") || draft.Identifier(scheme) != strings.ReplaceAll(scheme, "+", "-"):
		i.dropped(line, src, fmt.Sprintf("%q is not a flake reference that can be taken over. Add an input block with its url, and a package \"flake\" block.", written))
		return
	case scheme == "runx":
		i.dropped(line, src, "It is downloaded from a release. Look for a package of nixpkgs that has it, else write package \"fetch_binary\".")
		return
	case scheme == "path" || scheme == "file":
		i.dropped(line, src, "What is beside the file has no place of its own here. Write package \"nix\" with its file.")
		return
	case attr != "" && !isPath(attr):
		i.dropped(line, src, fmt.Sprintf("%q is not the name of an attribute.", attr))
		return
	}
	parts := strings.Split(rest, "/")
	name := parts[len(parts)-1]
	if scheme == "github" && len(parts) > 1 {
		name = parts[1]
	}
	name, _, _ = strings.Cut(name, "?")
	name = strings.TrimSuffix(name, ".git")
	if strings.EqualFold(name, "nixpkgs") {
		if attr == "" {
			i.dropped(line, src, "It names nixpkgs as a whole, and no package.")
			return
		}
		i.addFor(platforms, i.unit.From(i.unit.Input("nixpkgs-pinned", url), attr))
		return
	}
	input := i.unit.Input(name, url)
	if attr == "" {
		attr = "default"
	}
	what := attr
	if attr == "default" {
		what = input
	}
	i.addFor(platforms, i.unit.Flake(what, input, strings.TrimPrefix(attr, "packages.")))
}
