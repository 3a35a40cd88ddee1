package flake

import (
	"cmp"
	"slices"

	"github.com/agentboxc/agentboxc/codegen/nix"
)

// Section is what one address of the unit became in flake.nix, as one platform
// sees it: selections by system are resolved and attribute sets are sorted, so
// that two sections can be compared with nix.Equal wherever they were written.
//
// The addresses are those of the language: "input.nixpkgs", "pkgset.default",
// "overlay.x", "package.script.entrypoint", "layer.base", "variant.runtime",
// "shell.default" and "platform.x86_64-linux", and "agentbox" for the
// description (without a system) and the default variant (with one). What the
// budgets of a layer or variant come to is "budget.layer.base" or
// "budget.variant.runtime"; what a policy forbids is "policy.production". Value is the data of the block, such as
// { packages = [ … ]; } for a layer.
type Section struct {
	Address string
	System  string // "" for inputs and the description, which no platform changes
	Value   nix.Expr
}

// sets says which attribute set holds which blocks. The sets whose entries have
// two labels hold a set per kind.
var sets = []struct {
	variable, address string
	labels            int
}{
	{"overlays", "overlay", 1},
	{"pkgsets", "pkgset", 1},
	{"declared", "package", 2},
	{"layers", "layer", 1},
	{"variants", "variant", 1},
	{"limits", "budget", 2},
	{"policies", "policy", 1},
	{"shells", "shell", 1},
}

// Sections cuts a flake.nix of Build's layout, built or parsed back, into the
// addresses it came from, sorted by address and system. It reports false when
// the file has another layout. A built tree has the sections of the file that is
// printed from it.
func Sections(f *nix.File) ([]Section, bool) {
	top, ok := f.Body.(*nix.Attrs)
	if !ok {
		return nil, false
	}
	var out []Section
	if inputs, ok := lookup(top, "inputs").(*nix.Attrs); ok {
		for _, e := range entries(inputs) {
			out = append(out, Section{Address: "input." + e.name, Value: e.value})
		}
	}
	if d := lookup(top, "description"); d != nil {
		out = append(out, Section{Address: "agentbox", Value: d})
	}
	systems, scope := layout(top)
	if scope == nil {
		return nil, false
	}
	for _, s := range entries(systems) {
		out = append(out, Section{Address: "platform." + s.name, System: s.name, Value: s.value})
		out = append(out, scoped(scope, s.name)...)
	}
	slices.SortStableFunc(out, func(a, b Section) int {
		return cmp.Or(cmp.Compare(a.Address, b.Address), cmp.Compare(a.System, b.System))
	})
	return out, true
}

// layout finds the table of platforms and the let in which each platform's data
// and functions are bound.
func layout(top *nix.Attrs) (systems *nix.Attrs, scope *nix.Let) {
	outputs, _ := lookup(top, "outputs").(*nix.Lambda)
	if outputs == nil {
		return nil, nil
	}
	outer, _ := outputs.Body.(*nix.Let)
	if outer == nil {
		return nil, nil
	}
	binds := &nix.Attrs{Binds: outer.Binds}
	systems, _ = lookup(binds, "platforms").(*nix.Attrs)
	each, _ := lookup(binds, "perPlatform").(*nix.Apply)
	if systems == nil || each == nil || len(each.Args) == 0 {
		return nil, nil
	}
	body := each.Args[0]
	for {
		fn, ok := body.(*nix.Lambda)
		if !ok {
			scope, _ = body.(*nix.Let)
			return systems, scope
		}
		body = fn.Body
	}
}

// scoped returns the sections of one platform.
func scoped(scope *nix.Let, system string) []Section {
	binds := &nix.Attrs{Binds: scope.Binds}
	var out []Section
	add := func(address string, value nix.Expr) {
		out = append(out, Section{address, system, value})
	}
	if pkgs := lookup(binds, "pkgs"); pkgs != nil {
		add("pkgset.default", project(pkgs, system))
	}
	if aliases := lookup(binds, "aliases"); aliases != nil {
		add("agentbox", project(aliases, system))
	}
	for _, s := range sets {
		value := lookup(binds, s.variable)
		if value == nil {
			continue
		}
		set, ok := project(value, system).(*nix.Attrs)
		if !ok {
			continue
		}
		walk(set, s.address, s.labels, add)
	}
	return out
}

// walk calls add for every block that is labels deep in set.
func walk(set *nix.Attrs, address string, labels int, add func(string, nix.Expr)) {
	for _, e := range entries(set) {
		address := address + "." + e.name
		inner, ok := e.value.(*nix.Attrs)
		if labels > 1 && ok {
			walk(inner, address, labels-1, add)
			continue
		}
		add(address, e.value)
	}
}

// project returns x as the platform sees it. What holds no selection is
// returned as it is, not copied.
func project(x nix.Expr, system string) nix.Expr {
	switch x := x.(type) {
	case *nix.Select:
		return projectSelect(x, system)
	case *nix.Binary:
		left, right := project(x.Left, system), project(x.Right, system)
		l, lok := left.(*nix.Attrs)
		r, rok := right.(*nix.Attrs)
		if x.Op == "//" && lok && rok {
			return sorted(&nix.Attrs{From: x.From, Binds: slices.Concat(l.Binds, r.Binds)})
		}
		if left == x.Left && right == x.Right {
			return x
		}
		return &nix.Binary{From: x.From, Op: x.Op, Left: left, Right: right}
	case *nix.Attrs:
		return projectAttrs(x, system)
	case *nix.List:
		items, changed := projectAll(x.Items, system)
		if changed {
			return &nix.List{From: x.From, Items: items}
		}
	case *nix.Apply:
		fn := project(x.Fn, system)
		args, changed := projectAll(x.Args, system)
		if changed || fn != x.Fn {
			return &nix.Apply{From: x.From, Fn: fn, Args: args}
		}
	}
	return x
}

func projectSelect(x *nix.Select, system string) nix.Expr {
	if table, ok := x.Of.(*nix.Attrs); ok && bySystem(x.Path) {
		if value := lookup(table, system); value != nil {
			return project(value, system)
		}
	}
	of := project(x.Of, system)
	if of == x.Of {
		return x
	}
	return &nix.Select{From: x.From, Of: of, Path: x.Path, Default: x.Default}
}

func bySystem(path []nix.AttrName) bool {
	if len(path) != 1 {
		return false
	}
	id, ok := path[0].Expr.(*nix.Ident)
	return ok && id.Name == "system"
}

func projectAttrs(x *nix.Attrs, system string) nix.Expr {
	var binds []nix.Bind
	for i, b := range x.Binds {
		if b.Inherit != nil {
			continue
		}
		value := project(b.Value, system)
		if value == b.Value {
			continue
		}
		if binds == nil {
			binds = slices.Clone(x.Binds)
		}
		binds[i].Value = value
	}
	if binds != nil {
		x = &nix.Attrs{From: x.From, Rec: x.Rec, Binds: binds}
	}
	return sorted(x)
}

func projectAll(items []nix.Expr, system string) ([]nix.Expr, bool) {
	var out []nix.Expr
	for i, item := range items {
		p := project(item, system)
		if p != item && out == nil {
			out = slices.Clone(items)
		}
		if out != nil {
			out[i] = p
		}
	}
	if out == nil {
		return items, false
	}
	return out, true
}
