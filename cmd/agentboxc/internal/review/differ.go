package review

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/shape"
)

// sequences are lists whose elements mean nothing alone.
var sequences = []string{"entrypoint", "cmd", "ldflags", "patches", "builders", "path"}

// keys are the members that tell the objects of a list apart.
var keys = []string{"path", "name", "package"}

// differences compares values of an attribute. What comes or goes in a list or a
// map is one change each.
func differences(attribute string, was, is shape.Tree) []Change {
	if reflect.DeepEqual(was, is) {
		return nil
	}
	before, isObject := was.(shape.Object)
	after, both := is.(shape.Object)
	if isObject && both {
		return members(attribute, before, after)
	}
	first, isList := was.([]any)
	second, both := is.([]any)
	if isList && both && !slices.Contains(sequences, last(attribute)) {
		if changes, ok := elements(attribute, first, second); ok {
			return changes
		}
	}
	return []Change{{Attribute: attribute, Action: action(was, is), Before: was, After: is}}
}

// action takes what is empty for what is not set.
func action(was, is shape.Tree) plan.Action {
	switch {
	case unset(was):
		return plan.Create
	case unset(is):
		return plan.Delete
	}
	return plan.Update
}

func unset(t shape.Tree) bool {
	list, isList := t.([]any)
	object, isObject := t.(shape.Object)
	return t == nil || t == "" || isList && len(list) == 0 || isObject && len(object) == 0
}

// members compares the members of two objects in the order of the first, then of
// the second.
func members(attribute string, was, is shape.Object) []Change {
	var changes []Change
	for _, m := range was {
		changes = append(changes, differences(join(attribute, m.Name), m.Value, member(is, m.Name))...)
	}
	for _, m := range is {
		if !has(was, m.Name) {
			changes = append(changes, differences(join(attribute, m.Name), nil, m.Value)...)
		}
	}
	return changes
}

func member(o shape.Object, name string) shape.Tree {
	for _, m := range o {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

func has(o shape.Object, name string) bool {
	return slices.ContainsFunc(o, func(m shape.Member) bool { return m.Name == name })
}

func join(attribute, name string) string {
	switch {
	case !ir.IsName(name):
		return attribute + "[" + strconv.Quote(name) + "]"
	case attribute == "":
		return name
	}
	return attribute + "." + name
}

// last is the last name of an attribute's path.
func last(attribute string) string {
	for at := len(attribute) - 1; at >= 0; at-- {
		if attribute[at] == '.' {
			return attribute[at+1:]
		}
	}
	return attribute
}

// elements compares lists of strings, and of objects that have a key. Others are
// compared as a whole.
func elements(attribute string, was, is []any) (changes []Change, ok bool) {
	if before, after := keyed(was), keyed(is); before != nil && after != nil {
		return members(attribute, before, after), true
	}
	if !words(was) || !words(is) {
		return nil, false
	}
	for _, element := range was {
		if !slices.Contains(is, element) {
			changes = append(changes, Change{Attribute: attribute, Action: plan.Delete, Before: element})
		}
	}
	for _, element := range is {
		if !slices.Contains(was, element) {
			changes = append(changes, Change{Attribute: attribute, Action: plan.Create, After: element})
		}
	}
	if len(changes) == 0 { // another order, or one twice
		changes = append(changes, Change{Attribute: attribute, Action: plan.Update, Before: was, After: is})
	}
	return changes, true
}

func words(list []any) bool {
	return !slices.ContainsFunc(list, func(element any) bool { _, ok := element.(string); return !ok })
}

// keyed makes a list of objects one object, nil where it is none. Empty lists fit
// every other.
func keyed(list []any) shape.Object {
	all := shape.Object{}
	for _, element := range list {
		o, _ := element.(shape.Object)
		at := slices.IndexFunc(keys, func(key string) bool { name, ok := member(o, key).(string); return ok && name != "" })
		if at < 0 {
			return nil
		}
		name := member(o, keys[at]).(string)
		if has(all, name) {
			return nil
		}
		rest := slices.DeleteFunc(slices.Clone(o), func(m shape.Member) bool { return m.Name == keys[at] })
		all = append(all, shape.Member{Name: name, Value: rest})
	}
	return all
}
