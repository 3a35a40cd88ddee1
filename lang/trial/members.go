package trial

import (
	"maps"
	"slices"
	"strconv"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/shape"
)

// Words returns the words that start a reference in a condition, sorted.
func Words() []string {
	return slices.Sorted(maps.Keys(words))
}

// Members returns the names that can follow a path of names in a condition, which
// begins with one of the words, as the program has them on its first platform. A
// number leads to an element of a list, "*" to any.
func Members(p *ir.Program, u *config.Unit, path []string) []string {
	data, known := words[path[0]]
	if !known || p == nil || len(p.Platforms) == 0 {
		return nil
	}
	on := p.Platforms[0]
	var at shape.Tree = newScope(p, on, Declared(u)).complete(path[0], data(p, on))
	for _, step := range path[1:] {
		at = memberOf(at, step)
	}
	o, _ := at.(shape.Object)
	names := make([]string, len(o))
	for i, m := range o {
		names[i] = m.Name
	}
	return names
}

func memberOf(at shape.Tree, step string) shape.Tree {
	switch at := at.(type) {
	case shape.Object:
		for _, m := range at {
			if m.Name == step || step == "*" {
				return m.Value
			}
		}
	case []any:
		n, err := strconv.Atoi(step)
		if step == "*" {
			n, err = 0, nil
		}
		if err == nil && n >= 0 && n < len(at) {
			return at[n]
		}
	}
	return nil
}
