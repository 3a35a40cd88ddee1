package flake

import "github.com/agentboxc/agentboxc/codegen/nix"

// merge makes one expression of the values that an expression has on each
// platform, one per system and in the same order. Equal values stay as they
// are; attribute sets are merged entry by entry; anything else is selected:
//
//	{ aarch64-linux = 1; x86_64-linux = 2; }.${system}
func merge(systems []string, values []nix.Expr) nix.Expr {
	if allSame(values) {
		return values[0]
	}
	if sets, ok := plainSets(values); ok {
		return mergeSets(systems, sets)
	}
	return choose(systems, values)
}

func allSame(values []nix.Expr) bool {
	for _, v := range values[1:] {
		if !Same(values[0], v) {
			return false
		}
	}
	return true
}

// plainSets returns the values as attribute sets when all are sets of single,
// static names.
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

func isPlain(set *nix.Attrs) bool {
	if set.Rec {
		return false
	}
	for _, b := range set.Binds {
		if _, ok := bindName(b); !ok {
			return false
		}
	}
	return true
}

// bindName returns the name that b binds when it is a single static one.
func bindName(b nix.Bind) (string, bool) {
	if b.Inherit != nil || len(b.Path) != 1 || b.Path[0].Expr != nil {
		return "", false
	}
	return b.Path[0].Name, true
}

// mergeSets merges entries that all sets have, and selects the others:
//
//	{ common = 1; } // { aarch64-linux = { }; x86_64-linux = { only = 2; }; }.${system}
func mergeSets(systems []string, sets []*nix.Attrs) nix.Expr {
	index := make([]map[string]nix.Bind, len(sets))
	for i, set := range sets {
		index[i] = make(map[string]nix.Bind, len(set.Binds))
		for _, b := range set.Binds {
			name, _ := bindName(b)
			index[i][name] = b
		}
	}
	common := &nix.Attrs{From: sets[0].From}
	for _, b := range sets[0].Binds {
		name, _ := bindName(b)
		if values, ok := everywhere(index, name); ok {
			b.Value = merge(systems, values)
			common.Binds = append(common.Binds, b)
		}
	}
	rest := make([]nix.Expr, len(sets))
	differ := false
	for i, set := range sets {
		only := &nix.Attrs{From: set.From}
		for _, b := range set.Binds {
			name, _ := bindName(b)
			if _, ok := everywhere(index, name); !ok {
				only.Binds = append(only.Binds, b)
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
func everywhere(index []map[string]nix.Bind, name string) ([]nix.Expr, bool) {
	values := make([]nix.Expr, len(index))
	for i, set := range index {
		b, ok := set[name]
		if !ok {
			return nil, false
		}
		values[i] = b.Value
	}
	return values, true
}

// choose is { system = value; … }.${system}.
func choose(systems []string, values []nix.Expr) nix.Expr {
	table := &nix.Attrs{}
	for i, system := range systems {
		table.Binds = append(table.Binds, nix.B(system, values[i]))
	}
	return nix.At(nix.Dyn(table, nix.Id("system")), values[0].Source())
}
