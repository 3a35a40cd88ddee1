package flake

import (
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// builder makes the tree of one program. Expressions made from the same ir
// pointer are made once, so that platforms that share a value share the node.
type builder struct {
	program  *ir.Program
	systems  []string
	inputs   map[string]*ir.Input
	formals  bool // inputs are variables; else attributes of the variable inputs
	contents bool // see Contents
	packages map[*ir.Package]nix.Expr
	layers   map[*ir.Layer]*nix.Attrs
	variants map[contents]nix.Expr
}

func newBuilder(p *ir.Program) *builder {
	b := &builder{
		program:  p,
		inputs:   make(map[string]*ir.Input, len(p.Inputs)),
		formals:  true,
		packages: map[*ir.Package]nix.Expr{},
		layers:   map[*ir.Layer]*nix.Attrs{},
		variants: map[contents]nix.Expr{},
	}
	for _, in := range p.Inputs {
		b.inputs[in.Name] = in
		b.formals = b.formals && canBeVariable(in.Name)
	}
	for _, p := range p.Platforms {
		b.systems = append(b.systems, p.System)
	}
	return b
}

// canBeVariable reports whether an input may lend its name to a variable.
func canBeVariable(name string) bool {
	for i := range len(name) {
		c := name[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
		if !letter && (i == 0 || c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return name != "" && !strings.HasPrefix(name, "__") && !taken()[name]
}

// taken are the words of Nix, the variables that it has everywhere, and those of
// the generated file.
var taken = sync.OnceValue(func() map[string]bool {
	const words = "assert else if in inherit let or rec then with" +
		" abort baseNameOf break builtins derivation derivationStrict dirOf false fetchGit fetchMercurial" +
		" fetchTarball fetchTree fromTOML import isNull map null placeholder removeAttrs scopedImport throw" +
		" toString true" +
		" self inputs outputs platforms perPlatform system arch pkgs lib buildImage buildLayer" +
		" overlays pkgsets declared layers variants limits policies aliases shells ps old package"
	names := map[string]bool{}
	for _, word := range strings.Fields(words) {
		names[word] = true
	}
	for _, name := range libraryNames() {
		names[name] = true
	}
	return names
})

// input is the variable that holds a flake input, or an attribute of it.
func (b *builder) input(name string, path ...string) nix.Expr {
	if b.formals {
		return nix.Dot(name, path...)
	}
	return nix.Sel(nix.Id("inputs"), append([]string{name}, path...)...)
}

// perSystem is input.path.${system}.
func (b *builder) perSystem(input, attr string, rest ...string) *nix.Select {
	path := append(nix.Names(attr), nix.AttrName{Expr: nix.Id("system")})
	path = append(path, nix.Names(rest...)...)
	if b.formals {
		return &nix.Select{Of: nix.Id(input), Path: path}
	}
	return &nix.Select{Of: nix.Id("inputs"), Path: append(nix.Names(input), path...)}
}

// isFlake reports whether the input's outputs can be used; a tree that is no
// flake can only be imported.
func (b *builder) isFlake(name string) bool {
	in := b.inputs[name]
	return in == nil || in.Flake
}

// pkg is a package where it is used.
func (b *builder) pkg(ref ir.PackageRef) nix.Expr {
	switch ref.Pkgset {
	case "":
		return nix.At(nix.Sel(nix.Id("declared"), ref.Kind, ref.Name), ref.Range)
	case defaultPkgset:
		return nix.At(nix.Sel(nix.Id("pkgs"), ref.Path...), ref.Range)
	}
	path := append([]string{ref.Pkgset}, ref.Path...)
	return nix.At(nix.Sel(nix.Id("pkgsets"), path...), ref.Range)
}

const defaultPkgset = "default"

func (b *builder) pkgs(refs []ir.PackageRef) *nix.List {
	list := &nix.List{}
	for _, ref := range refs {
		list.Items = append(list.Items, b.pkg(ref))
	}
	return list
}

// overlay is an overlay where it is used.
func (b *builder) overlay(ref ir.OverlayRef) nix.Expr {
	if ref.Overlay != "" {
		return nix.At(nix.Sel(nix.Id("overlays"), ref.Overlay), ref.Range)
	}
	x := b.input(ref.Input, ref.Path...)
	return at(x, ref.Range)
}

// at is nix.At for an expression whose kind is not known.
func at(x nix.Expr, r diag.Range) nix.Expr {
	switch x := x.(type) {
	case *nix.Ident:
		return nix.At(x, r)
	case *nix.Select:
		return nix.At(x, r)
	case *nix.Apply:
		return nix.At(x, r)
	}
	return x
}
