package flake

import (
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// overlays are the declared overlays of a platform.
func (b *builder) overlays(p *ir.Platform) *nix.Attrs {
	set := &nix.Attrs{}
	for _, o := range p.Overlays {
		set.Binds = append(set.Binds, nix.B(o.Name, b.overlayOf(o)))
	}
	return set
}

// overlayOf is the file, or final: prev: { … } with what is changed. A package of
// Python is changed in the set of its interpreter, and one of all interpreters by
// what extends each of these sets; both add to what other overlays do there.
func (b *builder) overlayOf(o *ir.Overlay) nix.Expr {
	if o.File != "" {
		return nix.At(nix.Call(nix.Id("import"), file(o.File, o.Range)), o.Range)
	}
	set := &nix.Attrs{Expand: true}
	python := map[string]*nix.Attrs{}
	for _, change := range o.Changes {
		if change.Python == "" {
			set.Binds = append(set.Binds, b.change(change, "prev", "overrideAttrs"))
			continue
		}
		packages := python[change.Python]
		if packages == nil {
			packages = &nix.Attrs{Expand: true}
			python[change.Python] = packages
			set.Binds = append(set.Binds, pythonPackages(change.Python, nix.Fn("_", nix.Fn(pythonPrev, packages))))
		}
		packages.Binds = append(packages.Binds, b.change(change, pythonPrev, "overridePythonAttrs"))
	}
	return nix.At(nix.Fn("final", nix.Fn("prev", set)), o.Range)
}

const (
	everyPython = "python3"
	pythonPrev  = "pythonPrev"
)

// pythonPackages extends the packages of an interpreter.
func pythonPackages(interpreter string, extension nix.Expr) nix.Bind {
	if interpreter == everyPython {
		const name = "pythonPackagesExtensions"
		return nix.B(name, nix.Op(nix.Dot("prev", name), "++", nix.L(extension)))
	}
	const name = "packageOverrides"
	nothing := nix.Fn("_", nix.Fn("_", nix.A()))
	compose := nix.Call(nix.Dot("prev", "lib", "composeExtensions"), orElse(name, nothing), extension)
	return nix.B(interpreter, nix.Call(nix.Dot("prev", interpreter, "override"), nix.Fn("old", nix.A(nix.B(name, compose)))))
}

// change binds a package to what it is made of that of the set. Python packages
// have a function of their own for that, because their tests are no check phase.
func (b *builder) change(c *ir.Change, set, override string) nix.Bind {
	changes := &nix.Attrs{Expand: true}
	if c.Version != "" {
		changes.Binds = append(changes.Binds, nix.B("version", nix.S(c.Version)))
	}
	if s := c.Source; s != nil {
		var src nix.Expr
		if s.Project != nil {
			src = cleaned(*s.Project, c.Range)
		} else {
			src = download("final", s.URL, s.Hash, c.Package)
		}
		changes.Binds = append(changes.Binds, nix.B("src", src))
	}
	changes.Binds = append(changes.Binds, b.changes(c.Check, c.Env, c.Patches, c.Range)...)
	call := nix.Call(nix.Dot(set, c.Package, override), nix.Fn("old", changes))
	bind := nix.B(c.Package, nix.At(call, c.Range))
	bind.Comment = comment(c.Reason)
	return bind
}
