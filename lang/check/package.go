package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

func (e *env) declaredPackage(i *instance) *ir.Package {
	p := e.at(i)
	pkg := &ir.Package{Kind: i.Block.Labels[0].Value, Name: i.name, Block: i.block(), Range: i.Block.Range}
	if i.own != i.name {
		pkg.Own = i.own
	}
	switch pkg.Kind {
	case "python_env":
		pkg.Recipe = p.pythonEnv(i.Block)
	case "rust_toolchain":
		pkg.Recipe = p.rustToolchain(i.Block)
	case "node_env":
		pkg.Recipe = p.nodeEnv(i.Block)
	case "npm_package":
		pkg.Recipe = p.npmPackage(i.Block)
	case "go_module":
		pkg.Recipe = p.goModule(i.Block)
	case "rust_crate":
		pkg.Recipe = p.rustCrate(i.Block)
	case "fetch_binary":
		pkg.Recipe = p.fetchBinary(i.Block)
	case "script":
		pkg.Recipe = p.script(i.Block)
	case "nix":
		pkg.Recipe = &ir.NixFile{File: p.path(i.Block.Attr("file")), Args: p.attrs(i.Block.Attr("args"))}
	case "flake":
		pkg.Recipe = p.flakePackage(i.Block)
	case "override":
		pkg.Recipe = p.override(i.Block)
	default:
		panic("check: no rule for packages of kind " + pkg.Kind)
	}
	return pkg
}

// onePackage returns the package that an attribute names, by reference or string.
func (p place) onePackage(a *config.Attr) (ir.PackageRef, bool) {
	it, ok := p.one(a)
	if !ok {
		return ir.PackageRef{}, false
	}
	ref, _, ok := p.packageItem(it)
	return ref, ok && p.isHere(it, ref)
}

func (p place) pythonEnv(b *config.Block) *ir.PythonEnv {
	python, ok := p.onePackage(b.Attr("python"))
	if !ok {
		python = ir.PackageRef{Pkgset: p.setName(p.program.Symbol("pkgset.default")), Path: []string{"python3"}, Range: b.Range}
	}
	out := &ir.PythonEnv{Python: python, IgnoreCollisions: p.flag(b.Attr("ignore_collisions"), false)}
	for _, it := range p.list(b.Attr("packages")) {
		if one, ok := p.pythonPackage(it); ok && (one.Ref == nil || p.onlyOf(*one.Ref) == nil) {
			out.Packages = append(out.Packages, one)
		}
	}
	return out
}

func (p place) pythonPackage(it item) (ir.PythonPackage, bool) {
	ref, _, ok := p.packageItem(it)
	if !ok {
		return ir.PythonPackage{}, false
	}
	if it.value.Type() == cty.String {
		return ir.PythonPackage{Path: ref.Path, Range: it.at}, true
	}
	return ir.PythonPackage{Ref: &ref, Range: it.at}, true
}

func (p place) rustToolchain(b *config.Block) *ir.RustToolchain {
	out := &ir.RustToolchain{Channel: "stable", Select: "latest", Profile: "default"}
	if s := p.plain(b.Attr("channel")); s != "" {
		out.Channel = s
	}
	if s := p.plain(b.Attr("version")) + p.plain(b.Attr("date")); s != "" {
		out.Select = s
	}
	if s := p.plain(b.Attr("profile")); s != "" {
		out.Profile = s
	}
	out.Extensions = p.plains(b.Attr("extensions"))
	out.Targets = p.plains(b.Attr("targets"))
	p.rustRules(b, out)
	if it, ok := p.one(b.Attr("overlay")); ok {
		if ref, ok := p.overlayRef(it); ok {
			out.Overlay = &ref
		}
		return out
	}
	if b.Attr("overlay") == nil && !p.defaultHasOverlays() {
		p.diags.Add(missingOverlay{Block: b})
	}
	return out
}

// rustRules checks which channel takes a version and which a date.
func (p place) rustRules(b *config.Block, out *ir.RustToolchain) {
	version, date := b.Attr("version"), b.Attr("date")
	if out.Channel != "stable" && version != nil {
		p.diags.Add(rustSelect{Attr: version, Channel: out.Channel, Want: "date"})
	}
	if out.Channel == "stable" && date != nil {
		p.diags.Add(rustSelect{Attr: date, Channel: out.Channel, Want: "version"})
	}
}

func (p place) defaultHasOverlays() bool {
	s, c := p.program.Symbol("pkgset.default"), p.checker
	for s.Block == nil && c.parent != nil {
		c = c.parent
		s = c.program.Symbol(s.Key)
	}
	return s.Block != nil && s.Block.Attr("overlays") != nil
}

func (p place) script(b *config.Block) *ir.Script {
	out := &ir.Script{
		File: p.path(b.Attr("file")), RuntimeInputs: p.packages(b.Attr("runtime_inputs")),
		Check: p.flag(b.Attr("check"), true),
	}
	if t, ok := p.text(b.Attr("text")); ok {
		out.Text = &t
	}
	return out
}

func (p place) flakePackage(b *config.Block) *ir.FlakePackage {
	out := &ir.FlakePackage{Attr: []string{"default"}}
	if s := p.plain(b.Attr("attr")); s != "" {
		out.Attr = strings.Split(s, ".")
	}
	if it, ok := p.one(b.Attr("input")); ok {
		if r, ok := p.reference(it, schema.InputRef); ok {
			out.Input = r.Names[0]
		}
	}
	return out
}

func (p place) override(b *config.Block) *ir.Override {
	base, _ := p.onePackage(b.Attr("base"))
	return &ir.Override{
		Base: base, Args: p.attrs(b.Attr("args")), Env: p.environment(b.Attr("env")),
		Patches: p.paths(b.Attr("patches")), Check: p.choice(b.Attr("check")),
	}
}

// paths returns a list of files.
func (p place) paths(a *config.Attr) []string {
	var paths []string
	for _, it := range p.list(a) {
		if name := p.itemPath(it); name != "" {
			paths = append(paths, name)
		}
	}
	return paths
}

// choice is a flag that need not be set.
func (p place) choice(a *config.Attr) *bool {
	if a == nil {
		return nil
	}
	is := p.flag(a, true)
	return &is
}

// environment returns a map of texts, sorted by name.
func (p place) environment(a *config.Attr) []ir.Env {
	var out []ir.Env
	for _, entry := range p.entries(a) {
		if t, ok := p.itemText(entry); ok {
			out = append(out, ir.Env{Name: entry.key, Value: t})
		}
	}
	slices.SortFunc(out, func(a, b ir.Env) int { return cmp.Compare(a.Name, b.Name) })
	return out
}
