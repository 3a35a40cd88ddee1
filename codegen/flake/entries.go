package flake

import (
	"cmp"
	"slices"

	"github.com/agentboxc/agentboxc/codegen/nix"
)

// entry is what an attribute set has under a name.
type entry struct {
	name  string
	value nix.Expr
}

// entries returns what set binds, name by name; a.b = x counts as a = { b = x; }.
// For a plain set there is one for each binding, in the same order.
func entries(set *nix.Attrs) []entry {
	var out []entry
	for _, b := range set.Binds {
		if name, ok := bindName(b); ok {
			out = append(out, entry{name, bound(b)})
		}
	}
	return out
}

// bound is what b binds under the first name of its path.
func bound(b nix.Bind) nix.Expr {
	if len(b.Path) == 1 {
		return b.Value
	}
	return &nix.Attrs{Binds: []nix.Bind{{Path: b.Path[1:], Value: b.Value}}}
}

// bindName returns the first name of the path of b when it is a static one.
func bindName(b nix.Bind) (string, bool) {
	if b.Inherit != nil || len(b.Path) == 0 || b.Path[0].Expr != nil {
		return "", false
	}
	return b.Path[0].Name, true
}

// isPlain reports whether all of set is bound to static names, each once.
func isPlain(set *nix.Attrs) bool {
	if set.Rec {
		return false
	}
	seen := make(map[string]bool, len(set.Binds))
	for _, b := range set.Binds {
		name, ok := bindName(b)
		if !ok || seen[name] {
			return false
		}
		seen[name] = true
	}
	return true
}

func lookup(set *nix.Attrs, name string) nix.Expr {
	for _, b := range set.Binds {
		if n, ok := bindName(b); ok && n == name {
			return bound(b)
		}
	}
	return nil
}

// sorted returns set with its entries in the order of their names; a set with
// anything but single static names stays as it is.
func sorted(set *nix.Attrs) *nix.Attrs {
	if !isPlain(set) || slices.IsSortedFunc(set.Binds, compareBinds) {
		return set
	}
	binds := slices.Clone(set.Binds)
	slices.SortStableFunc(binds, compareBinds)
	return &nix.Attrs{From: set.From, Binds: binds}
}

func compareBinds(a, b nix.Bind) int { return cmp.Compare(a.Path[0].Name, b.Path[0].Name) }

// short binds name to the set: name.attr = value if that is all that it holds.
func short(name string, set *nix.Attrs) nix.Bind {
	if len(set.Binds) != 1 {
		return nix.B(name, set)
	}
	b := set.Binds[0]
	b.Path = append(nix.Names(name), b.Path...)
	return b
}
