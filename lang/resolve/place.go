package resolve

import (
	"maps"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// Place is where a reference could be written, for those who offer names. What it
// accepts goes by the rules by which references are resolved.
type Place struct {
	resolver *resolver
	scope    scope
	attr     *config.Attr
	nested   bool             // not directly in the top-level block
	declared *Symbol          // by the block, as it was resolved; nil for none
	needing  map[*Symbol]bool // what depends on it, made when it is asked for
}

// Place returns a place in an attribute of a top-level block, or of a block nested
// in it. The block is as far as it is written: what matters are its type, labels,
// users and which attributes it has. extends is the variant that it starts from,
// nil when it extends none.
func (p *Program) Place(b *config.Block, nested *config.Block, attr *config.Attr, extends *config.Ref) *Place {
	own := *p
	own.bad = maps.Clone(p.bad)
	if own.bad == nil {
		own.bad = map[diag.Range]bool{}
	}
	pl := &Place{resolver: &resolver{program: &own, asking: true}, attr: attr, nested: nested != nil}
	kind, declares := kinds[b.Type]
	switch {
	case b.Type == "locals":
		pl.scope.symbol = &Symbol{Key: "local." + attr.Name, Kind: config.Local, Name: attr.Name, Block: b, Attr: attr}
	case declares:
		pl.scope.symbol = &Symbol{Key: key(b), Kind: kind, Name: b.Name(), Block: b, Repeat: repeat(b)}
	default:
		pl.scope.block = b
	}
	if s := pl.scope.symbol; s != nil {
		pl.declared = p.byKey[s.Key]
		if extends != nil {
			s.Parent = p.parent(*extends)
		}
	}
	pl.scope.validation = nested != nil && b.Type == "variable"
	pl.scope.repetition = nested == nil && pl.scope.symbol != nil && b.Type != "locals" && isRepetition(attr.Name)
	return pl
}

// Accepts reports whether the reference means something at the place, and does not
// make a cycle.
func (pl *Place) Accepts(ref config.Ref) bool {
	before := len(pl.resolver.diags)
	if pl.scope.symbol != nil {
		pl.scope.symbol.deps = nil
	}
	pl.resolver.ref(ref, pl.attr, pl.scope)
	if len(pl.resolver.diags) > before || pl.resolver.program.bad[ref.Range] {
		pl.resolver.diags = pl.resolver.diags[:before]
		delete(pl.resolver.program.bad, ref.Range)
		return false
	}
	if on := pl.resolver.program.byKey[ref.Key]; on != nil && on.Kind == config.Local && on.PerPlatform && pl.isShared() {
		return false
	}
	return !pl.makesCycle()
}

// AcceptsSymbol is Accepts for a reference to a symbol of the unit.
func (pl *Place) AcceptsSymbol(s *Symbol) bool {
	word, name, _ := strings.Cut(s.Key, ".")
	ref := config.Ref{Kind: s.Kind, Word: word, Names: []string{name}, Key: s.Key}
	if s.Kind == config.Package {
		ref.Names = strings.SplitN(name, ".", 2)
	}
	return pl.Accepts(ref)
}

// Calls reports whether the function can be called at the place.
func (pl *Place) Calls(name string) bool {
	on := pl.resolver.program.Function(name)
	switch {
	case on == nil:
		return schema.HasFunction(name)
	case on.Broken, on == pl.declared, pl.dependents()[on]:
		return false
	case pl.scope.word() == "variable":
		return on.closed
	}
	return !on.PerPlatform || !pl.isShared()
}

// isShared reports whether nothing at the place may depend on the platform.
func (pl *Place) isShared() bool {
	return sharedHere(pl.scope.word(), pl.attr) != "" && !pl.nested
}

func (pl *Place) makesCycle() bool {
	if pl.declared == nil {
		return false
	}
	for _, d := range pl.scope.symbol.deps {
		if d.on == pl.declared || pl.dependents()[d.on] {
			return true
		}
	}
	return false
}

// dependents are the symbols that depend on what the block declares, however
// indirectly.
func (pl *Place) dependents() map[*Symbol]bool {
	if pl.needing != nil || pl.declared == nil {
		return pl.needing
	}
	pl.needing = map[*Symbol]bool{}
	for _, s := range pl.resolver.program.Order { // what a symbol depends on comes before it
		if slices.ContainsFunc(s.deps, func(d dependency) bool { return d.on == pl.declared || pl.needing[d.on] }) {
			pl.needing[s] = true
		}
	}
	return pl.needing
}

// Users are the users that expressions of a variant at the place can name: those of
// the variant and of its ancestors.
func (pl *Place) Users() []string {
	if pl.scope.word() != "variant" {
		return nil
	}
	names, _ := usersOf(pl.scope.symbol)
	return names
}
