package view

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/shape"
)

// Program prints a resolved program: every value after evaluation, for each
// platform.
func (v *View) Program(unit string, p *ir.Program, asJSON bool) {
	doc := programTree(unit, p)
	if asJSON {
		v.document(doc)
		return
	}
	v.tree(doc[1:], 0) // a person does not need the version of the format
}

func programTree(unit string, p *ir.Program) shape.Object {
	in := shape.In(p)
	doc := shape.Object{
		{Name: "format_version", Value: formatVersion},
		{Name: "unit", Value: unit},
		{Name: "name", Value: p.Name},
		{Name: "description", Value: p.Description},
		{Name: "default", Value: nil},
		{Name: "inputs", Value: in.Of(p.Inputs)},
		{Name: "platforms", Value: in.Of(p.Platforms)},
		{Name: "groups", Value: in.Of(p.Groups)},
		{Name: "waivers", Value: in.Of(p.Waivers)},
		{Name: "policies", Value: in.Of(p.Policies)},
		{Name: "publishes", Value: in.Of(p.Publishes)},
	}
	if p.Default != nil {
		doc[4].Value = p.Default.Address()
	}
	return doc
}

// tree prints the members that say something: null, empty text, empty lists and
// false are what a reader expects where nothing stands.
func (v *View) tree(o shape.Object, depth int) {
	for _, m := range o {
		if !empty(m.Value) {
			v.member(m, depth)
		}
	}
}

func (v *View) member(m shape.Member, depth int) {
	indent := strings.Repeat("  ", depth)
	switch value := m.Value.(type) {
	case shape.Object:
		v.linef("%s%s:", indent, m.Name)
		v.tree(value, depth+1)
	case []any:
		v.list(m.Name, value, depth)
	default:
		v.linef("%s%s: %s", indent, m.Name, scalar(value))
	}
}

func (v *View) list(name string, list []any, depth int) {
	indent := strings.Repeat("  ", depth)
	if _, ok := list[0].(shape.Object); !ok {
		texts := make([]string, len(list))
		for i, item := range list {
			texts[i] = scalar(item)
		}
		v.linef("%s%s: [%s]", indent, name, strings.Join(texts, ", "))
		return
	}
	for _, item := range list {
		o, _ := item.(shape.Object)
		title, rest := title(o)
		v.linef("%s%s %s", indent, singular(name), v.onOut.strong(title))
		v.tree(rest, depth+1)
	}
}

// singular is the block of a list of blocks.
func singular(name string) string {
	switch name {
	case "policies":
		return "policy"
	case "publishes":
		return "publish"
	}
	return strings.TrimSuffix(name, "s")
}

// title is what tells an object from its neighbours: its first member, or its
// kind and name.
func title(o shape.Object) (string, shape.Object) {
	switch {
	case len(o) == 0:
		return "", o
	case len(o) > 1 && o[0].Name == "kind" && o[1].Name == "name":
		return scalar(o[0].Value) + "." + scalar(o[1].Value), o[2:]
	}
	return scalar(o[0].Value), o[1:]
}

func empty(value shape.Tree) bool {
	switch value := value.(type) {
	case nil:
		return true
	case shape.Object:
		return len(value) == 0
	case []any:
		return len(value) == 0
	case string:
		return value == ""
	case bool:
		return !value
	}
	return false
}

func scalar(value shape.Tree) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case string:
		if strings.ContainsFunc(value, func(r rune) bool { return !strconv.IsPrint(r) }) {
			return strconv.Quote(value)
		}
		return value
	case shape.Object, []any:
		return string(compact(value))
	}
	return fmt.Sprint(value)
}
