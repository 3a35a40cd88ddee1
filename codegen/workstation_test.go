package codegen_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/lang/ir"
)

const workstation = "../examples/workstation"

// deliberate are the differences between examples/workstation (+) and the flake
// that it is made after (-), each with its reason.
var deliberate = map[string]string{
	"- input: flake-utils github:numtide/flake-utils": "a generated flake goes over its systems itself",
	"+ follows: rust-overlay.nixpkgs":                 "one nixpkgs for all; the overlay only uses the one it is applied to",
	"+ follows: nix2container.nixpkgs":                "the same; it is so without being declared",

	"- runtime layer 2 node: nodePackages.npm":      "Node.js has npm, and nixpkgs has no nodePackages any more",
	"- full layer 1 everything: nodePackages.npm":   "Node.js has npm",
	"- desktop layer 1 languages: nodePackages.npm": "Node.js has npm",
	"- runtime on PATH: nodePackages.npm":           "Node.js has npm",
	"- full on PATH: nodePackages.npm":              "Node.js has npm",
	"- desktop on PATH: nodePackages.npm":           "Node.js has npm",
	"- shell: nodePackages.npm":                     "Node.js has npm",

	"+ runtime layer 3 python: package.python_env.main":    "the interpreter can import the packages, which it could not",
	"+ full layer 1 everything: package.python_env.main":   "likewise",
	"+ desktop layer 1 languages: package.python_env.main": "likewise",
	"+ runtime on PATH: package.python_env.main":           "likewise",
	"+ full on PATH: package.python_env.main":              "likewise",
	"+ desktop on PATH: package.python_env.main":           "likewise",
	"+ shell: package.python_env.main":                     "likewise",

	"- runtime PATH: /usr/bin": "PATH is the generated flake's own; it has /bin first and all packages, and the packages have no /usr/bin",
	"- full PATH: /usr/bin":    "likewise",
	"- desktop PATH: /usr/bin": "likewise",

	"+ runtime root: standard":                      "programs expect /tmp, accounts and /usr/bin/env",
	"+ full root: standard":                         "likewise",
	"+ desktop root: standard":                      "likewise",
	"- runtime root: links of the entrypoint alone": "the language links all packages of an image, and scripts need /bin/sh",
	"- full root: links of the entrypoint alone":    "likewise",
	"- desktop root: links of the entrypoint alone": "likewise",
	"+ runtime root: links of all packages":         "likewise",
	"+ full root: links of all packages":            "likewise",
	"+ desktop root: links of all packages":         "likewise",
	"+ runtime on PATH: entrypoint":                 "in /bin it was in PATH, too",
	"+ full on PATH: entrypoint":                    "likewise",
	"+ desktop on PATH: entrypoint":                 "likewise",

	"+ desktop last layer: package.script.start-browser": "theirs was written when the container started; the entrypoint links this one",
	"+ desktop on PATH: package.script.start-browser":    "likewise",

	"- shell: n2c.nix2container":           "nix2container has no such attribute, and so theirs had no shell",
	"+ shell: package.flake.nix2container": "its program, which must have been meant",
}

// TestWorkstation holds examples/workstation to what it is made after.
func TestWorkstation(t *testing.T) {
	result, diags := compile(workstation)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for _, pl := range result.Program.Platforms {
		t.Run(pl.System, func(t *testing.T) {
			theirs, ours := theirFacts(pl.System), ourFacts(t, result.Program, pl)
			want := slices.Sorted(maps.Keys(deliberate))
			if diff := cmp.Diff(want, differences(theirs, ours)); diff != "" {
				t.Errorf("differs otherwise than is deliberate (-deliberate +found):\n%s", diff)
			}
		})
	}
	for _, command := range theirCommands {
		if !strings.Contains(scripts(t), command) {
			t.Errorf("no script runs %s", command)
		}
	}
}

// differences are the facts of one side alone, sorted.
func differences(theirs, ours []string) []string {
	var all []string
	for _, fact := range theirs {
		if !slices.Contains(ours, fact) {
			all = append(all, "- "+fact)
		}
	}
	for _, fact := range ours {
		if !slices.Contains(theirs, fact) {
			all = append(all, "+ "+fact)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func scripts(t *testing.T) string {
	var all strings.Builder
	for _, name := range []string{"entrypoint", "start-browser"} {
		data, err := os.ReadFile(workstation + "/scripts/" + name + ".sh")
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}

func ourFacts(t *testing.T, p *ir.Program, pl *ir.Platform) []string {
	unit := ourUnit{t, p, pl, nil}
	unit.addUnit()
	for _, v := range pl.Variants {
		if !v.Abstract {
			unit.addVariant(v)
		}
	}
	unit.addShells()
	return unit.facts
}

type ourUnit struct {
	t *testing.T
	*ir.Program
	*ir.Platform
	facts []string
}

func (u *ourUnit) add(format string, args ...any) {
	u.facts = append(u.facts, fmt.Sprintf(format, args...))
}

func (u *ourUnit) addUnit() {
	u.add("description: %s", u.Description)
	u.add("default: %s", u.Default.Name)
	for _, pl := range u.Platforms {
		u.add("system: %s", pl.System)
	}
	for _, in := range u.Inputs {
		u.add("input: %s %s", in.Name, in.URL)
		for _, f := range in.Follows {
			u.add("follows: %s.%s", in.Name, f.Name)
		}
	}
	for name, rev := range u.locked() {
		u.add("lock: %s %s", name, rev)
	}
	set := u.Pkgsets[0]
	for _, o := range set.Overlays {
		u.add("overlay: %s", strings.Join(append([]string{o.Input}, o.Path...), "."))
	}
	if set.AllowUnfree {
		u.add("unfree: all")
	}
}

// locked are the revisions in the lock file, by input.
func (u *ourUnit) locked() map[string]string {
	var lock struct {
		Nodes map[string]struct{ Locked struct{ Rev string } }
	}
	if err := json.Unmarshal(read(u.t, workstation+"/flake.lock"), &lock); err != nil {
		u.t.Fatal(err)
	}
	revisions := map[string]string{}
	for name, node := range lock.Nodes {
		if node.Locked.Rev != "" {
			revisions[name] = node.Locked.Rev
		}
	}
	return revisions
}

func (u *ourUnit) addVariant(v *ir.Variant) {
	add := func(format string, args ...any) { u.add(v.Name+" "+format, args...) }
	add("is %s:%s", v.Image, v.Tag)
	add("entrypoint: %s, command: %s, user: %q, in %s", written(v.Config.Entrypoint), written(v.Config.Cmd), v.Config.User,
		written([]ir.Text{v.Config.WorkingDir})[0])
	add("last layer: up to %d", v.MaxLayers)
	for n, ref := range v.Layers {
		for _, p := range u.packages(u.layer(ref).Packages) {
			add("layer %d %s: %s", n+1, ref.Name, p)
			add("on PATH: %s", p)
		}
	}
	for _, p := range u.packages(v.Packages) {
		add("last layer: %s", p)
		add("on PATH: %s", p)
	}
	for _, e := range v.Config.Env {
		add("env %s=%s", e.Name, written([]ir.Text{e.Value})[0])
	}
	for _, port := range v.Config.Ports {
		add("port %s", port)
	}
	for _, l := range v.Config.Labels {
		add("label %s: %s", l.Name, written([]ir.Text{l.Value})[0])
	}
	add("root: links %s", strings.Join(v.Rootfs.Link, " "))
	add("root: links of all packages")
	if v.Rootfs.Standard {
		add("root: standard")
	}
	for _, f := range v.Files {
		add("root: %s", f.Path)
	}
}

func (u *ourUnit) addShells() {
	for _, shell := range u.Shells {
		u.add("shell: %s", shell.Name)
		if !shell.Hook.Empty() {
			u.add("shell: with a hook")
		}
		for _, e := range shell.Env {
			u.add("shell: %s=%s", e.Name, written([]ir.Text{e.Value})[0])
		}
		for _, ref := range shell.Layers {
			for _, p := range u.packages(u.layer(ref).Packages) {
				u.add("shell: %s", p)
			}
		}
		for _, p := range u.packages(shell.Packages) {
			u.add("shell: %s", p)
		}
	}
}

func (u *ourUnit) layer(ref ir.LayerRef) *ir.Layer {
	for _, l := range u.Layers {
		if l.Name == ref.Name {
			return l
		}
	}
	u.t.Fatalf("there is no %s", ref.Address())
	return nil
}

// packages are the names of packages, and of what the unit's own are made of.
func (u *ourUnit) packages(refs []ir.PackageRef) []string {
	var all []string
	for _, ref := range refs {
		all = append(all, u.parts(ref)...)
	}
	return all
}

func (u *ourUnit) parts(ref ir.PackageRef) []string {
	name := plainName(ref)
	for _, p := range u.Packages {
		if p.Address() != ref.Address() {
			continue
		}
		switch r := p.Recipe.(type) {
		case *ir.PythonEnv:
			parts := []string{name, plainName(r.Python)}
			for _, module := range r.Packages {
				parts = append(parts, plainName(r.Python)+"Packages."+strings.Join(module.Path, "."))
			}
			return parts
		case *ir.RustToolchain:
			parts := []string{"rust-bin." + r.Channel + "." + r.Select + "." + r.Profile}
			return append(parts, prefixed("+", strings.Join(slices.Concat(r.Extensions, r.Targets), " "))...)
		}
	}
	return []string{name}
}

func plainName(ref ir.PackageRef) string {
	name := strings.TrimPrefix(ref.Address(), "pkgs.")
	if name == "package.script.entrypoint" {
		return "entrypoint"
	}
	return name
}

// written are texts as one writes them, for people.
func written(texts []ir.Text) []string {
	all := []string{}
	for _, text := range texts {
		var s strings.Builder
		for _, part := range text.Parts {
			switch {
			case part.Package == nil:
				s.WriteString(part.Literal)
			case plainName(*part.Package) == "entrypoint":
				s.WriteString("entrypoint")
			default:
				s.WriteString("${" + part.Package.Address() + "}")
			}
		}
		all = append(all, s.String())
	}
	return all
}
