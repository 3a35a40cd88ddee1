package plan

import (
	"maps"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/flake"
	"github.com/agentboxc/agentboxc/codegen/nix"
)

// uses finds what the code of a section refers to, and what the functions that
// are made of it need: packages to put images together, and nix2container.
func (r Request) uses(s flake.Section, inputs map[string]bool) []place {
	found := map[place]bool{}
	add := func(address string) {
		at := place{r.address(address), s.System}
		if strings.HasPrefix(address, "input.") {
			at.platform = ""
		}
		found[at] = true
	}
	nix.Walk(s.Value, func(e nix.Expr) bool {
		use(e, inputs, add)
		return true
	})
	switch kind, _, _ := strings.Cut(s.Address, "."); kind {
	case "variant", "layer":
		add("input.nix2container")
		add("pkgset.default")
	case "shell":
		add("pkgset.default")
	}
	for _, name := range layerNames(s) {
		add("layer." + name)
	}
	return slices.SortedFunc(maps.Keys(found), comparePlaces)
}

func use(e nix.Expr, inputs map[string]bool, add func(string)) {
	switch e := e.(type) {
	case *nix.Ident:
		if e.Name == "pkgs" {
			add("pkgset.default")
		} else if inputs[e.Name] {
			add("input." + e.Name)
		}
	case *nix.Select:
		root, ok := e.Of.(*nix.Ident)
		if !ok || families[root.Name] == "" || root.Name == "pkgs" {
			return
		}
		labels := 1
		if root.Name == "declared" {
			labels = 2
		}
		if len(e.Path) < labels {
			return
		}
		address := families[root.Name]
		for _, name := range e.Path[:labels] {
			address += "." + name.Name
		}
		add(address)
	}
}

// layerNames are the strings in the list of layers of a variant or a shell.
func layerNames(s flake.Section) []string {
	set, ok := s.Value.(*nix.Attrs)
	if !ok || strings.HasPrefix(s.Address, "layer.") {
		return nil
	}
	var names []string
	for _, b := range set.Binds {
		if b.Inherit != nil || len(b.Path) != 1 || b.Path[0].Name != "layers" {
			continue
		}
		nix.Walk(b.Value, func(e nix.Expr) bool {
			if str, ok := e.(*nix.Str); ok && len(str.Parts) == 1 {
				names = append(names, str.Parts[0].Literal)
			}
			return true
		})
	}
	return names
}
