package resolve

import (
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// Function returns the symbol of a function of the unit, or nil.
func (p *Program) Function(name string) *Symbol { return p.byKey[functionKey(name)] }

// Callable reports whether nothing was said about a call of the unit.
func (p *Program) Callable(call config.Call) bool { return !p.bad[call.Range] }

func functionKey(name string) string { return "function." + name }

// call resolves the name of a function: the unit's own come first, because one
// with the name of a built-in has been reported.
func (r *resolver) call(call config.Call, in scope) {
	on := r.program.Function(call.Name)
	switch {
	case on != nil:
		r.depend(in, on, call.Range)
	case !schema.HasFunction(call.Name):
		symbols := r.candidates()
		r.diags.Add(unknownFunction{Call: call, Symbols: symbols, Many: symbols == nil})
		r.program.bad[call.Range] = true
	}
}

// hidden reports a function with the name of a built-in one, and makes it
// unusable.
func (r *resolver) hidden(s *Symbol) {
	if s.Kind == config.Function && schema.HasFunction(s.Name) {
		s.Broken = true
		r.diags.Add(builtinName{Symbol: s})
	}
}

// closes says whether a function depends on its arguments alone. What it depends
// on has been asked before it.
func closes(s *Symbol) bool {
	if s.Kind != config.Function || s.PerPlatform {
		return false
	}
	for _, d := range s.deps {
		if !d.on.closed {
			return false
		}
	}
	return true
}

// calls reports functions that are called in a variable and depend on more than
// their arguments.
func (r *resolver) calls(b *config.Block) {
	for _, a := range b.Attrs {
		for _, call := range a.Calls {
			if on := r.program.Function(call.Name); on != nil && !on.Broken && !on.closed {
				r.misplacedCall(call, reasonOf(on, func(s *Symbol) bool { return !s.closed }),
					"A variable has its value before everything else, so it can call only functions that depend on their arguments alone.")
			}
		}
	}
	for _, nested := range b.Blocks {
		r.calls(nested)
	}
}

func (r *resolver) misplacedCall(call config.Call, reason diag.Related, why string) {
	r.diags.Add(callOutOfPlace{Call: call, Why: why, Reason: reason})
	r.program.bad[call.Range] = true
}

// reasonOf returns why a function has a property: something that it needs has
// it, or else the platform.
func reasonOf(s *Symbol, has func(*Symbol) bool) diag.Related {
	for _, d := range s.deps {
		if has(d.on) {
			return diag.Related{Message: s.Name + " needs " + d.on.Key, Range: d.at}
		}
	}
	for _, a := range s.Block.Attrs {
		for _, ref := range a.Refs {
			if ref.Kind == config.Platform {
				return diag.Related{Message: s.Name + " needs " + ref.Address(), Range: ref.Range}
			}
		}
	}
	return diag.Related{Message: s.Name + " is declared here", Range: s.Range()}
}
