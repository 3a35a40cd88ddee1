package foreign

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/foreign/draft"
)

// finish puts the packages into layers of the unit, what changes least first,
// and returns the variant.
func (i *image) finish() *draft.Variant {
	i.homes()
	python := i.interpreter()
	i.layer(draft.Layer{Name: "base", Description: oneLine(i.from), Packages: i.base})
	i.layer(draft.Layer{Name: "tools", MaxLayers: i.layers, Packages: i.tools})
	if len(i.pip) > 0 {
		ref := i.unit.Python(draft.Python{Name: i.prefix + "main", Python: python, Packages: i.pip})
		i.layer(draft.Layer{Name: "python", Packages: []draft.Package{{Expr: ref}}})
	}
	for _, l := range i.extra {
		i.variant.Layers = append(i.variant.Layers, i.unit.Layer(l))
	}
	return i.variant
}

func (i *image) layer(l draft.Layer) {
	if len(l.Packages) == 0 {
		return
	}
	l.Name = draft.Identifier(i.prefix + l.Name)
	if name := i.unit.Layer(&l); !slices.Contains(i.variant.Layers, name) {
		i.variant.Layers = append(i.variant.Layers, name)
	}
}

// interpreter takes Python out of the layers when there are packages for it: the
// environment that holds them brings the same programs.
func (i *image) interpreter() string {
	found := ""
	take := func(list []draft.Package) []draft.Package {
		return slices.DeleteFunc(list, func(p draft.Package) bool {
			name, _ := strings.CutPrefix(p.Expr, "pkgs.python3")
			if name == p.Expr {
				return false
			}
			if _, in, ok := strings.Cut(name, "Packages."); ok {
				i.pip = draft.Add(i.pip, draft.Quoted(in))
			} else if found == "" || found == "python3" {
				found = "python3" + name
			}
			return true
		})
	}
	if len(i.pip) > 0 {
		i.base, i.tools = take(i.base), take(i.tools)
	}
	if found == "" {
		return "python3"
	}
	return found
}

// homes leaves the home directories to the users, whom they belong to.
func (i *image) homes() {
	root := &i.variant.Root
	root.Entries = slices.DeleteFunc(root.Entries, func(e draft.Entry) bool {
		return e.Kind == draft.Directory && e.Mode == "" && e.Owner == "" &&
			slices.ContainsFunc(i.variant.Users, func(u draft.User) bool { return u.Home == e.Path })
	})
}
