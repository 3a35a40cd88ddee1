package resolve

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// Colours of the depth-first search.
const (
	white = iota
	grey  // on the stack
	black // done
)

type frame struct {
	symbol *Symbol
	next   int // index of the dependency to visit
}

// cycles finds every symbol that depends on itself. The search keeps its own
// stack, because a chain of locals may be as long as a file.
func (r *resolver) cycles() {
	colour := make(map[*Symbol]int, len(r.program.Symbols))
	for _, s := range r.program.Symbols {
		if colour[s] == white {
			r.visit(s, colour)
		}
	}
}

func (r *resolver) visit(start *Symbol, colour map[*Symbol]int) {
	stack := []frame{{symbol: start}}
	colour[start] = grey
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.next == len(top.symbol.deps) {
			colour[top.symbol] = black
			r.program.Order = append(r.program.Order, top.symbol)
			stack = stack[:len(stack)-1]
			continue
		}
		on := top.symbol.deps[top.next].on
		top.next++
		switch colour[on] {
		case white:
			colour[on] = grey
			stack = append(stack, frame{symbol: on})
		case grey:
			r.cycle(stack, on)
		}
	}
}

// cycle reports the part of the stack from symbol on to the top. A second cycle
// through a symbol that is already reported adds nothing: breaking one usually
// breaks both.
func (r *resolver) cycle(stack []frame, on *Symbol) {
	first := len(stack) - 1
	for stack[first].symbol != on {
		first--
	}
	known := false
	var steps []diag.Related
	names := []string{on.Key}
	for i, f := range stack[first:] {
		edge := f.symbol.deps[f.next-1]
		steps = append(steps, diag.Related{
			Message: f.symbol.Key + " needs " + edge.on.Key, Range: edge.at,
		})
		if i > 0 {
			names = append(names, f.symbol.Key)
		}
		known = known || f.symbol.Broken
	}
	for _, f := range stack[first:] {
		f.symbol.Broken = true
	}
	if !known {
		r.diags.Add(cycle{Names: append(names, on.Key), Steps: steps, Function: on.Kind == config.Function})
	}
}

// propagate makes whatever depends on a value of the platform depend on it, too,
// and a variant without a usable parent unusable.
func (r *resolver) propagate() {
	for _, s := range r.program.Order {
		for _, d := range s.deps {
			s.PerPlatform = s.PerPlatform || d.on.PerPlatform
		}
		s.closed = closes(s)
		// Of what it inherits nothing is known: checking it would only guess.
		s.Broken = s.Broken || s.Parent != nil && s.Parent.Broken
	}
	for _, v := range r.program.Symbols {
		if v.Parent == nil {
			continue
		}
		chain := v.Chain()
		// A cycle is a chain without an end, and has been reported as what it is.
		if len(chain) > MaxChain && !slices.ContainsFunc(chain, func(s *Symbol) bool { return s.Broken }) {
			r.diags.Add(longChain{Symbol: v})
			return // the variants further down only repeat it
		}
	}
}
