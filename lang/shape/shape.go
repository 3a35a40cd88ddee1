// Package shape is the program as plain data: what `agentboxc show --json` prints,
// and what the conditions of tests read. It takes any part of package ir's
// program and returns values as JSON knows them. It does not choose what is
// shown, and it takes no notice of where things were written.
package shape

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Tree is a value as JSON knows it, with the members of objects in order: a
// string, bool, int64, float64, nil, []any, Object or Secret.
type Tree = any

// Secret stands for a sensitive value.
type Secret struct{}

func (Secret) String() string { return ir.Hidden }

// MarshalText shows it in JSON as everywhere else.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Object is the members of a JSON object in the order in which they are shown.
type Object []Member

// Member is a name with its value in an Object.
type Member struct {
	Name  string
	Value Tree
}

// MarshalJSON keeps the order of the members.
func (o Object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := appendJSON(&b, m.Name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := appendJSON(&b, m.Value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func appendJSON(b *bytes.Buffer, value any) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return enc.Encode(value)
}

// Shaper makes trees of the parts of a program. The zero Shaper does for parts that
// name no blocks, such as values.
type Shaper struct{ addresses ir.Addresses }

// In returns the shaper of a program.
func In(p *ir.Program) Shaper { return Shaper{p.Addresses()} }

// Of makes a tree of any part of the program as meant. The names of fields become
// those of the language, references become addresses, and ranges are left out.
// Going by the types keeps it complete when they grow.
func (s Shaper) Of(part any) Tree { return s.treeOf(reflect.ValueOf(part)) }

// names says which fields hold names of blocks, and what blocks.
var names = map[reflect.Type]map[string]string{
	reflect.TypeFor[ir.Group]():   {"Variants": "variant."},
	reflect.TypeFor[ir.Policy]():  {"Layers": "layer.", "Variants": "variant."},
	reflect.TypeFor[ir.Publish](): {"Variants": "variant."},
	reflect.TypeFor[ir.Shell]():   {"From": "variant."},
	reflect.TypeFor[ir.Waiver]():  {"Layer": "layer.", "Variant": "variant."},
}

// address is the tree of names of blocks.
func (s Shaper) address(word string, v reflect.Value) Tree {
	if list, ok := v.Interface().([]string); ok {
		all := make([]any, len(list))
		for i, name := range list {
			all[i] = s.addresses.Of(word + name)
		}
		return all
	}
	if v.String() == "" {
		return ""
	}
	return s.addresses.Of(word + v.String())
}

func (s Shaper) treeOf(v reflect.Value) Tree {
	if t, ok := s.known(v); ok {
		return t
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return s.treeOf(v.Elem())
	case reflect.Slice:
		return s.items(v)
	case reflect.Struct:
		return s.fields(v)
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int64:
		return v.Int()
	case reflect.Float64:
		return v.Float()
	}
	return v.String()
}

// known handles what has a form of its own in the language.
func (s Shaper) known(v reflect.Value) (Tree, bool) {
	switch x := v.Interface().(type) {
	case ir.Text:
		return textOf(x), true
	case ir.PackageRef:
		return x.Address(), true
	case ir.LayerRef:
		return x.Address(), true
	case ir.OverlayRef:
		return overlayAddress(x), true
	case ir.Null:
		return nil, true
	case ir.Hash:
		return x.Value, true
	case ir.Secret:
		return Secret{}, true
	case []ir.Env:
		return named(s, x, func(e ir.Env) (string, any) { return e.Name, e.Value }), true
	case []ir.Attr:
		return named(s, x, func(a ir.Attr) (string, any) { return a.Name, a.Value }), true
	case ir.Attrs:
		return named(s, x, func(a ir.Attr) (string, any) { return a.Name, a.Value }), true
	case []ir.Follow:
		return named(s, x, func(f ir.Follow) (string, any) { return f.Name, "input." + f.Target }), true
	}
	return nil, false
}

func named[T any](s Shaper, list []T, split func(T) (string, any)) Object {
	o := Object{}
	for _, item := range list {
		name, value := split(item)
		o = append(o, Member{name, s.treeOf(reflect.ValueOf(value))})
	}
	return o
}

func (s Shaper) items(v reflect.Value) []any {
	list := make([]any, v.Len())
	for i := range list {
		list[i] = s.treeOf(v.Index(i))
	}
	return list
}

// What is about the source and not about the program is not shown.
var notShown = []reflect.Type{
	reflect.TypeFor[diag.Range](), reflect.TypeFor[*ir.Slot](), reflect.TypeFor[*ir.FollowSlot](),
}

func (s Shaper) fields(v reflect.Value) Object {
	o := Object{}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if slices.Contains(notShown, field.Type) || !field.IsExported() {
			continue
		}
		if field.Anonymous {
			o = append(o, s.fields(v.Field(i))...)
			continue
		}
		if block, ok := v.Field(i).Interface().(string); ok && field.Name == "Block" && block == "" {
			continue // the address is that of the name
		}
		if word, ok := names[v.Type()][field.Name]; ok {
			o = append(o, Member{snake(field.Name), s.address(word, v.Field(i))})
			continue
		}
		o = append(o, Member{snake(field.Name), s.treeOf(v.Field(i))})
	}
	return o
}

// snake turns MaxLayers into max_layers and URL into url.
func snake(name string) string {
	var b strings.Builder
	lower := false
	for _, r := range name {
		if unicode.IsUpper(r) && lower {
			b.WriteByte('_')
		}
		lower = !unicode.IsUpper(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
