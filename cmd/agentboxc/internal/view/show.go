package view

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/lang/ir"
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

func programTree(unit string, p *ir.Program) object {
	doc := object{
		{"format_version", formatVersion},
		{"unit", unit},
		{"name", p.Name},
		{"description", p.Description},
		{"default", nil},
		{"inputs", treeOf(reflect.ValueOf(p.Inputs))},
		{"platforms", treeOf(reflect.ValueOf(p.Platforms))},
		{"groups", treeOf(reflect.ValueOf(p.Groups))},
		{"waivers", treeOf(reflect.ValueOf(p.Waivers))},
		{"policies", treeOf(reflect.ValueOf(p.Policies))},
		{"publishes", treeOf(reflect.ValueOf(p.Publishes))},
	}
	if p.Default != nil {
		doc[4].value = p.Default.Address()
	}
	return doc
}

// tree prints the members that say something: null, empty text, empty lists and
// false are what a reader expects where nothing stands.
func (v *View) tree(o object, depth int) {
	for _, m := range o {
		if !empty(m.value) {
			v.member(m, depth)
		}
	}
}

func (v *View) member(m member, depth int) {
	indent := strings.Repeat("  ", depth)
	switch value := m.value.(type) {
	case object:
		v.linef("%s%s:", indent, m.name)
		v.tree(value, depth+1)
	case []any:
		v.list(m.name, value, depth)
	default:
		v.linef("%s%s: %s", indent, m.name, scalar(value))
	}
}

func (v *View) list(name string, list []any, depth int) {
	indent := strings.Repeat("  ", depth)
	if _, ok := list[0].(object); !ok {
		texts := make([]string, len(list))
		for i, item := range list {
			texts[i] = scalar(item)
		}
		v.linef("%s%s: [%s]", indent, name, strings.Join(texts, ", "))
		return
	}
	for _, item := range list {
		o, _ := item.(object)
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
func title(o object) (string, object) {
	switch {
	case len(o) == 0:
		return "", o
	case len(o) > 1 && o[0].name == "kind" && o[1].name == "name":
		return scalar(o[0].value) + "." + scalar(o[1].value), o[2:]
	}
	return scalar(o[0].value), o[1:]
}

func empty(value tree) bool {
	switch value := value.(type) {
	case nil:
		return true
	case object:
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

func scalar(value tree) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case string:
		if strings.ContainsFunc(value, func(r rune) bool { return !strconv.IsPrint(r) }) {
			return strconv.Quote(value)
		}
		return value
	case object, []any:
		return string(compact(value))
	}
	return fmt.Sprint(value)
}
