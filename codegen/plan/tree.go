package plan

import (
	"slices"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// A tree is Nix code as data: a string, int64, float64, bool, nil, reference,
// template, code, []tree or object. Trees that
// are the same come from the same code, comments and layout aside.
type tree = any

type (
	// reference names something as one would in agentbox.hcl: pkgs.git,
	// package.script.x, layer.base.
	reference string
	// template is a string with references in it: "${pkgs.bash}/bin/bash".
	template string
	// code is anything else, as Nix.
	code string
)

// spread is the key, and the mark in front of a list's element, of what is taken
// over from elsewhere: { "...": "standardRoot", … }.
const spread = "..."

// object is sorted by name; no name is there twice.
type object []member

type member struct {
	name  string
	value tree
}

func (o object) get(name string) (tree, bool) {
	i, ok := slices.BinarySearchFunc(o, name, func(m member, name string) int { return strings.Compare(m.name, name) })
	if !ok {
		return nil, false
	}
	return o[i].value, true
}

// with returns o with a member added; of two objects of one name it makes one.
func (o object) with(name string, value tree) object {
	i, ok := slices.BinarySearchFunc(o, name, func(m member, name string) int { return strings.Compare(m.name, name) })
	if !ok {
		return slices.Insert(o, i, member{name, value})
	}
	had, isObject := o[i].value.(object)
	more, alike := value.(object)
	if !isObject || !alike {
		o[i].value = value
		return o
	}
	for _, m := range more {
		had = had.with(m.name, m.value)
	}
	o[i].value = had
	return o
}

// reader makes trees of code. inputs are the names that are inputs when they are
// used as variables.
type reader struct {
	Request
	inputs map[string]bool
}

func (r reader) tree(e nix.Expr) tree {
	switch e := e.(type) {
	case *nix.Str:
		return r.str(e)
	case *nix.Int:
		return e.Value
	case *nix.Float:
		return e.Value
	case *nix.Unary:
		return r.negative(e)
	case *nix.List:
		return r.list(e.Items)
	case *nix.Attrs:
		if o, ok := r.attrs(e); ok {
			return o
		}
	case *nix.Path:
		return reference("./" + e.Rel)
	case *nix.Ident:
		return r.ident(e.Name)
	case *nix.Select:
		if ref, ok := r.selection(e); ok {
			return ref
		}
	case *nix.Binary:
		if t, ok := r.joined(e); ok {
			return t
		}
	case *nix.Apply:
		if o, ok := r.call(e); ok {
			return o
		}
	}
	return printed(e)
}

func printed(e nix.Expr) code {
	text, _ := nix.Print(&nix.File{Body: e})
	return code(strings.TrimSpace(string(text)))
}

func (r reader) str(s *nix.Str) tree {
	var text strings.Builder
	plain := true
	for _, part := range s.Parts {
		if part.Expr == nil {
			text.WriteString(part.Literal)
			continue
		}
		plain = false
	}
	if plain {
		return text.String()
	}
	text.Reset()
	for _, part := range s.Parts {
		if part.Expr == nil {
			text.WriteString(strings.ReplaceAll(part.Literal, "${", "$${"))
			continue
		}
		text.WriteString("${" + r.inline(part.Expr) + "}")
	}
	return template(text.String())
}

// inline is an expression inside a string.
func (r reader) inline(e nix.Expr) string {
	switch t := r.tree(e).(type) {
	case reference:
		return string(t)
	case code:
		return string(t)
	}
	return string(printed(e))
}

func (r reader) negative(e *nix.Unary) tree {
	switch x := r.tree(e.X).(type) {
	case int64:
		if e.Op == "-" {
			return -x
		}
	case float64:
		if e.Op == "-" {
			return -x
		}
	}
	return printed(e)
}

func (r reader) ident(name string) tree {
	switch name {
	case "true", "false":
		return name == "true"
	case "null":
		return nil
	}
	if r.inputs[name] {
		return reference("input." + name)
	}
	return reference(name)
}

func (r reader) list(items []nix.Expr) []tree {
	list := make([]tree, len(items))
	for i, item := range items {
		list[i] = r.tree(item)
	}
	return list
}

// attrs fails on sets with computed names.
func (r reader) attrs(set *nix.Attrs) (object, bool) {
	o := object{}
	for _, b := range set.Binds {
		if b.Inherit != nil {
			o = r.inherited(o, b.Inherit)
			continue
		}
		value := r.tree(b.Value)
		for _, name := range slices.Backward(b.Path) {
			if name.Expr != nil {
				return nil, false
			}
			value = object{{name.Name, value}}
		}
		for _, m := range value.(object) {
			o = o.with(m.name, m.value)
		}
	}
	return o, !set.Rec
}

func (r reader) inherited(o object, in *nix.Inherit) object {
	for _, name := range in.Names {
		if in.From != nil {
			o = o.with(name, r.tree(nix.Sel(in.From, name)))
			continue
		}
		o = o.with(name, r.ident(name))
	}
	return o
}

// families says what the generated file calls the blocks of the language.
var families = map[string]string{
	"pkgs": "pkgs", "pkgsets": "pkgset", "declared": "package", "overlays": "overlay",
	"layers": "layer", "variants": "variant", "inputs": "input",
}

// selection is a path that starts at a variable.
func (r reader) selection(s *nix.Select) (reference, bool) {
	root, ok := s.Of.(*nix.Ident)
	if !ok || s.Default != nil {
		return "", false
	}
	text := root.Name
	if family, ok := families[root.Name]; ok {
		text = family
	} else if r.inputs[root.Name] {
		text = "input." + root.Name
	}
	for _, name := range s.Path {
		variable, isVariable := name.Expr.(*nix.Ident)
		switch {
		case isVariable:
			text += ".${" + variable.Name + "}"
		case name.Expr != nil:
			return "", false
		default:
			text += attribute(name.Name)
		}
	}
	return reference(r.address(text)), true
}

// attribute is a name behind what it belongs to: .git, ["gtk+3"].
func attribute(name string) string {
	if ir.IsName(name) {
		return "." + name
	}
	return "[" + strconv.Quote(name) + "]"
}

// joined takes x // { … } and x ++ [ … ] for sets and lists that begin with what
// x has.
func (r reader) joined(e *nix.Binary) (tree, bool) {
	left, isRef := r.tree(e.Left).(reference)
	right := r.tree(e.Right)
	if !isRef {
		return nil, false
	}
	switch right := right.(type) {
	case object:
		if _, taken := right.get(spread); e.Op == "//" && !taken {
			return right.with(spread, left), true
		}
	case []tree:
		if e.Op == "++" {
			return append([]tree{spread + left}, right...), true
		}
	}
	return nil, false
}

// call takes f { … }, and f x { … }, for the set with the rest under "call", and
// f (x: [ … ]) likewise with the list under "items".
func (r reader) call(e *nix.Apply) (object, bool) {
	last := len(e.Args) - 1
	if last < 0 {
		return nil, false
	}
	fn, ok := r.tree(e.Fn).(reference)
	for _, arg := range e.Args[:last] {
		ref, isRef := r.tree(arg).(reference)
		fn, ok = fn+" "+ref, ok && isRef
	}
	o, isData := r.argument(e.Args[last])
	if _, taken := o.get("call"); !ok || !isData || taken {
		return nil, false
	}
	return o.with("call", fn), true
}

func (r reader) argument(arg nix.Expr) (object, bool) {
	switch arg := arg.(type) {
	case *nix.Attrs:
		return r.attrs(arg)
	case *nix.Lambda:
		list, ok := arg.Body.(*nix.List)
		if ok && arg.Param != "" {
			return object{{"items", r.list(list.Items)}}, true
		}
	}
	return nil, false
}
