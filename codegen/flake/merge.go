package flake

import "github.com/agentboxc/agentboxc/codegen/nix"

// merge makes one expression of the values that an expression has on each
// platform, one per system and in the same order. Equal values stay as they
// are; attribute sets are merged entry by entry, those that calls of the same
// function are given as well; anything else is selected:
//
//	{ aarch64-linux = 1; x86_64-linux = 2; }.${system}
func merge(systems []string, values []nix.Expr) nix.Expr {
	if allSame(values) {
		return values[0]
	}
	if sets, ok := plainSets(values); ok {
		return mergeSets(systems, sets)
	}
	if calls, ok := sameCalls(values); ok {
		return mergeCalls(systems, calls)
	}
	return choose(systems, values)
}

// sameCalls returns the values as calls when all are calls of one function with
// as many arguments, and only arguments that are plain sets differ.
func sameCalls(values []nix.Expr) ([]*nix.Apply, bool) {
	calls := make([]*nix.Apply, len(values))
	for i, v := range values {
		call, ok := v.(*nix.Apply)
		if !ok || i > 0 && (len(call.Args) != len(calls[0].Args) || !nix.Equal(call.Fn, calls[0].Fn)) {
			return nil, false
		}
		calls[i] = call
	}
	for i := range calls[0].Args {
		if values := argument(calls, i); !allSame(values) {
			if _, ok := plainSets(values); !ok {
				return nil, false
			}
		}
	}
	return calls, true
}

func argument(calls []*nix.Apply, i int) []nix.Expr {
	values := make([]nix.Expr, len(calls))
	for k, call := range calls {
		values[k] = call.Args[i]
	}
	return values
}

func mergeCalls(systems []string, calls []*nix.Apply) nix.Expr {
	out := &nix.Apply{From: calls[0].From, Fn: calls[0].Fn}
	for i := range calls[0].Args {
		out.Args = append(out.Args, merge(systems, argument(calls, i)))
	}
	return out
}

func allSame(values []nix.Expr) bool {
	for _, v := range values[1:] {
		if !nix.Equal(values[0], v) {
			return false
		}
	}
	return true
}

// plainSets returns the values as attribute sets when all are plain ones.
func plainSets(values []nix.Expr) ([]*nix.Attrs, bool) {
	sets := make([]*nix.Attrs, len(values))
	for i, v := range values {
		set, ok := v.(*nix.Attrs)
		if !ok || !isPlain(set) {
			return nil, false
		}
		sets[i] = set
	}
	return sets, true
}

// mergeSets merges entries that all sets have, and selects the others:
//
//	{ common = 1; } // { aarch64-linux = { }; x86_64-linux = { only = 2; }; }.${system}
func mergeSets(systems []string, sets []*nix.Attrs) nix.Expr {
	index := make([]map[string]nix.Expr, len(sets))
	for i, set := range sets {
		index[i] = make(map[string]nix.Expr, len(set.Binds))
		for _, e := range entries(set) {
			index[i][e.name] = e.value
		}
	}
	common := &nix.Attrs{From: sets[0].From}
	for i, e := range entries(sets[0]) {
		if values, ok := everywhere(index, e.name); ok {
			common.Binds = append(common.Binds, rebind(sets[0].Binds[i], values[0], merge(systems, values)))
		}
	}
	rest := make([]nix.Expr, len(sets))
	differ := false
	for i, set := range sets {
		only := &nix.Attrs{From: set.From}
		for k, e := range entries(set) {
			if _, ok := everywhere(index, e.name); !ok {
				only.Binds = append(only.Binds, set.Binds[k])
				differ = true
			}
		}
		rest[i] = only
	}
	switch {
	case !differ:
		return common
	case len(common.Binds) == 0:
		return choose(systems, rest)
	}
	return nix.Op(common, "//", choose(systems, rest))
}

// everywhere returns the values that name has, if all sets have it.
func everywhere(index []map[string]nix.Expr, name string) ([]nix.Expr, bool) {
	values := make([]nix.Expr, len(index))
	for i, set := range index {
		value, ok := set[name]
		if !ok {
			return nil, false
		}
		values[i] = value
	}
	return values, true
}

// rebind gives b the merged value; one that is still the first keeps its form.
func rebind(b nix.Bind, first, merged nix.Expr) nix.Bind {
	if merged != first {
		b.Path, b.Value = b.Path[:1], merged
	}
	return b
}

// choose is { system = value; … }.${system}.
func choose(systems []string, values []nix.Expr) nix.Expr {
	table := &nix.Attrs{}
	for i, system := range systems {
		table.Binds = append(table.Binds, nix.B(system, values[i]))
	}
	return nix.At(nix.Dyn(table, nix.Id("system")), values[0].Source())
}
