package resolve

import (
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// Resolve looks up every reference of the unit. Symbols come first, from the
// whole unit, because order in the files never matters; then the parents of
// variants, because what `user` and `super` mean depends on them; then all
// references; and last the cycles among the edges that these made, and what
// depends on the platform because of them. modules are the units of the module
// blocks, by the name of the block; what refers into one that is not there has
// no value and is not reported.
func Resolve(u *config.Unit, modules map[string]*Program) (*Program, diag.List) {
	r := &resolver{program: &Program{Unit: u, Modules: modules, byKey: map[string]*Symbol{}, bad: map[diag.Range]bool{}}}
	r.declare()
	r.parents()
	for _, s := range r.program.Symbols {
		r.symbol(s)
	}
	r.others()
	r.arguments()
	r.cycles()
	r.propagate()
	r.shared()
	for _, b := range r.program.Unit.Of("variable") {
		r.calls(b)
	}
	return r.program, r.diags
}

type resolver struct {
	program  *Program
	diags    diag.List
	compared int  // names, in search of what was meant
	asking   bool // the program stays as it is
}

// kinds are the block types that declare a symbol.
var kinds = map[string]config.RefKind{
	"variable": config.Variable,
	"input":    config.Input,
	"pkgset":   config.Pkgset,
	"overlay":  config.Overlay,
	"function": config.Function,
	"group":    config.Group,
	"package":  config.Package,
	"layer":    config.Layer,
	"variant":  config.Variant,
	"module":   config.Module,
}

func (r *resolver) declare() {
	for _, b := range r.program.Unit.Blocks {
		if b.Type == "locals" {
			r.locals(b)
			continue
		}
		if kind, ok := kinds[b.Type]; ok {
			r.add(&Symbol{Key: key(b), Kind: kind, Name: b.Name(), Block: b, Repeat: repeat(b), Broken: b.Damaged})
		}
	}
	for _, name := range []string{"nixpkgs", "nix2container"} {
		r.implied(config.Input, "input", name)
	}
	r.implied(config.Pkgset, "pkgset", "default")
}

// isRepetition reports whether an attribute says how often a block counts.
func isRepetition(name string) bool {
	return name == "for_each" || name == "matrix" || name == "exclude"
}

// repeat returns the attribute that makes several of a block, or nil.
func repeat(b *config.Block) *config.Attr {
	if a := b.Attr("for_each"); a != nil {
		return a
	}
	return b.Attr("matrix")
}

func key(b *config.Block) string {
	if b.Type == "variable" {
		return "var." + b.Name()
	}
	return b.Address()
}

func (r *resolver) locals(b *config.Block) {
	for _, a := range b.Attrs {
		s := &Symbol{Key: "local." + a.Name, Kind: config.Local, Name: a.Name, Block: b, Attr: a}
		if first := r.program.byKey[s.Key]; first != nil {
			r.diags.Add(duplicateLocal{Symbol: s, First: first})
		}
		r.add(s)
	}
}

func (r *resolver) implied(kind config.RefKind, word, name string) {
	if key := word + "." + name; r.program.byKey[key] == nil {
		r.add(&Symbol{Key: key, Kind: kind, Name: name})
	}
}

// add keeps the first of two symbols with one key: the second has been reported.
func (r *resolver) add(s *Symbol) {
	if r.program.byKey[s.Key] != nil {
		return
	}
	r.hidden(s)
	r.program.byKey[s.Key] = s
	r.program.Symbols = append(r.program.Symbols, s)
}

func (r *resolver) parents() {
	for _, s := range r.program.Of(config.Variant) {
		extends := s.Block.Attr("extends")
		if extends == nil {
			continue
		}
		// Anything but one plain reference is an error, which check reports.
		if ref, ok := extends.Declared(); ok {
			s.Parent = r.program.parent(ref)
		}
	}
}

// parent is the variant that a reference in extends is to, or nil.
func (p *Program) parent(ref config.Ref) *Symbol {
	if ref.Kind == config.Variant {
		return p.byKey[ref.Key]
	}
	if m := p.ModuleRef(ref); ref.Kind == config.Module && m.On != nil && m.On.Kind == config.Variant {
		return m.On
	}
	return nil
}

// symbol resolves what the declaration of s refers to.
func (r *resolver) symbol(s *Symbol) {
	scope := scope{symbol: s}
	switch {
	case s.Attr != nil:
		r.attr(s.Attr, scope)
	case s.Block != nil:
		r.block(s.Block, scope)
	}
	switch {
	case s.Kind == config.Layer && s.Block.Attr("only") != nil:
		s.PerPlatform = true // whether a variant has it depends on the platform
	case s.Kind == config.Package && s.Block.Schema.Type == "fetch_binary":
		s.PerPlatform = true // its attributes may be maps by platform
	}
}

// others resolves the references of blocks that have no address of their own.
func (r *resolver) others() {
	for _, b := range r.program.Unit.Blocks {
		if _, declared := kinds[b.Type]; !declared && b.Type != "locals" {
			r.block(b, scope{block: b})
		}
	}
}

func (r *resolver) block(b *config.Block, in scope) {
	for _, a := range b.Attrs {
		in := in
		in.repetition = in.symbol != nil && b == in.symbol.Block && isRepetition(a.Name)
		r.attr(a, in)
	}
	for _, nested := range b.Blocks {
		in := in
		in.validation = b.Type == "variable" && nested.Type == "validation"
		r.block(nested, in)
	}
}
