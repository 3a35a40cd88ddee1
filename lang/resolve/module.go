package resolve

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/config"
)

// exported says which blocks of a unit others can refer to, by the word of the
// address, and how many names follow it.
var exported = map[string]int{
	"layer": 1, "variant": 1, "package": 2, "overlay": 1, "local": 1, "pkgset": 1, "pkgs": 0,
}

// Exported returns the words of what a module lets others refer to, sorted.
func Exported() []string {
	words := make([]string, 0, len(exported))
	for word := range exported {
		words = append(words, word)
	}
	slices.Sort(words)
	return words
}

// ModuleRef is what a reference into a module leads to.
type ModuleRef struct {
	Module *Symbol
	Key    string   // of for_each; "" without
	Word   string   // such as "layer"; "" when the reference is to the module as a whole
	On     *Symbol  // of the module's unit; nil when there is none, or Word is ""
	Name   string   // the address inside the unit, such as layer.base
	Steps  []string // names that follow: of a package in a set, or inside the value of a local
}

// ModuleRef takes a reference into a module apart. Its Module is nil when the
// unit has none of the name.
func (p *Program) ModuleRef(ref config.Ref) ModuleRef {
	m := ModuleRef{}
	if len(ref.Names) == 0 {
		return m
	}
	m.Module = p.byKey["module."+ref.Names[0]]
	rest := ref.Names[1:]
	if m.Module == nil {
		return m
	}
	if m.Module.Repeat != nil && len(rest) > 0 {
		m.Key, rest = rest[0], rest[1:]
	}
	if len(rest) == 0 {
		return m
	}
	m.Word, rest = rest[0], rest[1:]
	labels, known := exported[m.Word]
	unit := p.Modules[m.Module.Name]
	if !known || unit == nil || len(rest) < labels {
		m.Name = join(m.Word, rest)
		return m
	}
	m.Name, m.Steps = join(m.Word, rest[:labels]), rest[labels:]
	if m.Word == "pkgs" {
		m.On = unit.byKey["pkgset.default"]
		return m
	}
	m.On = unit.byKey[m.Name]
	return m
}

func join(word string, names []string) string {
	return config.Ref{Word: word, Names: names}.Address()
}

// module resolves a reference into a module: its unit has been resolved before.
func (r *resolver) module(ref config.Ref, in scope) {
	m := r.program.ModuleRef(ref)
	if m.Module == nil {
		r.diags.Add(unknownReference{Ref: ref, Symbols: r.candidates()})
		return
	}
	r.depend(in, m.Module, ref.Range)
	unit := r.program.Modules[m.Module.Name]
	switch {
	case unit == nil:
		r.program.bad[ref.Range] = true // why has been reported
		return
	case m.Word == "" && in.symbol != nil:
		in.symbol.PerPlatform = in.symbol.PerPlatform || unit.perPlatform()
		return
	case m.Word == "":
		return
	case m.On == nil:
		r.diags.Add(unknownInModule{Ref: ref, To: m, Unit: unit})
		return
	}
	if in.symbol != nil {
		in.symbol.PerPlatform = in.symbol.PerPlatform || m.On.PerPlatform
	}
	r.intoModule(ref, m)
}

// intoModule checks what follows the address of a block of a module.
func (r *resolver) intoModule(ref config.Ref, m ModuleRef) {
	isSet := m.On.Kind == config.Pkgset
	switch {
	case isSet && (ref.Rest || m.Word == "pkgs" && len(m.Steps) == 0):
		r.diags.Add(computedName{Ref: ref})
	case isSet && !packagePath(m.Steps):
		r.diags.Add(oddPackageName{Ref: ref})
	case isSet, m.On.Kind == config.Local:
	case len(m.Steps)+ref.Steps > 0 && (m.On.Repeat == nil || len(m.Steps)+ref.Steps > 1):
		r.diags.Add(notAnObject{Ref: ref, On: m.On})
	}
}

// InModules reports whether a unit that is used as a module, however indirectly,
// declares a symbol of the key.
func (p *Program) InModules(key string) bool {
	return p.inModules(key, map[*Program]bool{})
}

func (p *Program) inModules(key string, seen map[*Program]bool) bool {
	for _, m := range p.Modules {
		if seen[m] {
			continue // many may use it
		}
		seen[m] = true
		if s := m.byKey[key]; s != nil && s.Block != nil || m.inModules(key, seen) {
			return true
		}
	}
	return false
}

// perPlatform reports whether anything that others can refer to may differ
// between platforms.
func (p *Program) perPlatform() bool {
	return slices.ContainsFunc(p.Symbols, func(s *Symbol) bool { return s.PerPlatform })
}

// arguments checks the variables that module blocks set.
func (r *resolver) arguments() {
	for _, s := range r.program.Of(config.Module) {
		unit := r.program.Modules[s.Name]
		if unit == nil {
			continue
		}
		set := map[string]bool{}
		for _, a := range s.Block.Attrs {
			set[a.Name] = true
			if a.Schema == s.Block.Schema.Any && unit.byKey["var."+a.Name] == nil {
				unknown := unknownArgument{Attr: a, Unit: unit}
				r.diags.Add(unknown)
				near, _ := unknown.nearest(unknown.variables())
				set[near] = true // it is only misspelt
			}
		}
		for _, v := range unit.Of(config.Variable) {
			if v.Block.Attr("default") == nil && !set[v.Name] && !v.Broken {
				r.diags.Add(missingArgument{Module: s, Variable: v})
			}
		}
	}
}
