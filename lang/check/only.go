package check

import (
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// isThere reports whether a layer, package or variant exists on the environment's
// platform.
func (e *env) isThere(i *instance) bool {
	if i.Kind == config.Variant {
		return e.hasVariant(i)
	}
	return e.at(i).exists(i.Block.Attr("only"))
}

// onlyOf is the attribute by which a package does not exist on the platform; nil
// when it does.
func (p place) onlyOf(ref ir.PackageRef) *config.Attr {
	if ref.Pkgset != "" || p.platform == nil {
		return nil
	}
	i := p.partial[ref.Address()]
	if i == nil || p.isThere(i) {
		return nil
	}
	return i.Block.Attr("only")
}

// isHere reports a package that cannot be left out where it does not exist. What
// itself is not on the platform may well need it.
func (p place) isHere(it item, ref ir.PackageRef) bool {
	only := p.onlyOf(ref)
	if only != nil && p.isOnPlatform() {
		p.diags.Add(missingHere{Item: it, Ref: ref, System: p.platform.System, Only: only.Range})
	}
	return only == nil
}

// isOnPlatform reports whether the block that the place is in exists on the
// platform.
func (p place) isOnPlatform() bool {
	if len(p.chain) == 0 {
		return true
	}
	switch i := p.chain[len(p.chain)-1]; i.Kind {
	case config.Layer, config.Variant, config.Package:
		return p.isThere(i)
	}
	return true
}
