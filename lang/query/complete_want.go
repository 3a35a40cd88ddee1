package query

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/query/cursor"
	"github.com/agentboxc/agentboxc/schema"
)

// wanted is what an expression at a place should be. Where nothing is known of it,
// there are no types.
type wanted struct {
	attr  *schema.Attr // whose value it is, or is part of; nil for an argument that goes elsewhere
	types []schema.Type
	param *schema.Param // of the function that takes it
	fn    string
	text  bool // it becomes part of a string
	whole bool // it is the attribute's value itself
}

// wantedAt follows what is open from the attribute inwards.
func wantedAt(p *cursor.Place) wanted {
	if p.Attr == nil || p.Attr.Schema == nil {
		return wanted{}
	}
	w := wanted{attr: p.Attr.Schema, types: alternatives(p.Attr.Schema.Type), whole: true}
	for _, f := range p.Around {
		w = w.inside(f)
	}
	return w
}

// alternatives are the types that a type accepts; none for one that accepts any.
func alternatives(t schema.Type) []schema.Type {
	var all []schema.Type
	for next := &t; next != nil; next = next.Or {
		all = append(all, schema.Type{Value: next.Value, Ref: next.Ref, List: next.List, Map: next.Map})
		if next.Value == cty.DynamicPseudoType && !next.List && !next.Map {
			return nil
		}
	}
	return all
}

// inside is what is wanted in a bracket.
func (w wanted) inside(f cursor.Frame) wanted {
	switch f.Kind {
	case cursor.List:
		return w.elements(func(t schema.Type) bool { return t.List })
	case cursor.Object:
		return w.elements(func(t schema.Type) bool { return t.Map })
	case cursor.Call:
		return w.argument(f)
	case cursor.Brackets:
		return wanted{types: []schema.Type{schema.Text, schema.Number}}
	case cursor.Template:
		return wanted{attr: w.attr, types: []schema.Type{schema.Text}, text: true}
	}
	return w
}

func (w wanted) elements(of func(schema.Type) bool) wanted {
	out := wanted{attr: w.attr, param: w.param, fn: w.fn}
	for _, t := range w.types {
		if !of(t) {
			continue
		}
		if t.Value == cty.DynamicPseudoType {
			return wanted{attr: w.attr}
		}
		out.types = append(out.types, schema.Type{Value: t.Value, Ref: t.Ref})
	}
	if out.types == nil {
		out.attr = nil
	}
	return out
}

const anyValue = "any value"

// argument is what a parameter takes. What a function returns as it was given is
// wanted of it as of the call.
func (w wanted) argument(f cursor.Frame) wanted {
	known, ok := schema.FunctionNamed(f.Function)
	if !ok || len(known.Params) == 0 {
		return wanted{}
	}
	i := min(f.Index, len(known.Params)-1)
	param := known.Params[i]
	if f.Index > i && !param.Variadic {
		return wanted{}
	}
	if strings.HasSuffix(param.Type, anyValue) && param.Type == known.Result {
		w.param, w.fn, w.whole = &param, f.Function, false
		return w
	}
	return wanted{types: typesOf(param.Type), param: &param, fn: f.Function}
}

// typesOf reads the words for a type of a function.
func typesOf(words string) []schema.Type {
	plain := map[string]schema.Type{"string": schema.Text, "number": schema.Number, "bool": schema.Flag}
	for _, collection := range []string{"list of ", "set of ", "map of "} {
		rest, ok := strings.CutPrefix(words, collection)
		if !ok {
			continue
		}
		t, known := plain[rest]
		if !known {
			t = schema.AnyValue
		}
		t.List, t.Map = collection != "map of ", collection == "map of "
		return []schema.Type{t}
	}
	if t, ok := plain[words]; ok {
		return []schema.Type{t}
	}
	return nil
}

// anything reports whether nothing is known of what is wanted.
func (w wanted) anything() bool { return len(w.types) == 0 }

// refers reports whether a reference of a kind, or of one of several, is wanted as
// such.
func (w wanted) refers(kind schema.Ref) bool {
	return slices.ContainsFunc(w.types, func(t schema.Type) bool {
		return t.Ref == kind || slices.Contains(t.Ref.Kinds(), string(kind))
	})
}

// onlyRefers reports whether nothing but references are wanted.
func (w wanted) onlyRefers() bool {
	return !w.anything() && !slices.ContainsFunc(w.types, func(t schema.Type) bool { return t.Value != cty.NilType })
}

// takes reports whether a value of the type is wanted, as one value.
func (w wanted) takes(value cty.Type) bool {
	return slices.ContainsFunc(w.types, func(t schema.Type) bool { return t.Value == value && !t.List && !t.Map })
}

// several reports whether a list or map is wanted.
func (w wanted) several() bool {
	return slices.ContainsFunc(w.types, func(t schema.Type) bool { return t.List || t.Map })
}

// fits ranks a function by the words for its result; ok is false for one whose
// result is of no use.
func (w wanted) fits(f schema.Function) (rank int, ok bool) {
	result := f.Result
	switch {
	case w.onlyRefers() && !slices.ContainsFunc(f.Params, func(p schema.Param) bool { return strings.HasSuffix(p.Type, anyValue) }):
		return rankLast, false // it can hand on no reference
	case w.anything() || strings.HasSuffix(result, anyValue):
		return rankCommon, w.anything() || result == anyValue || slices.ContainsFunc(w.types, func(t schema.Type) bool {
			return t.Map && strings.HasPrefix(result, "map of ") || t.List && !strings.HasPrefix(result, "map of ")
		})
	case result == string(schema.Package):
		return rankCommon, w.refers(schema.Package) && !w.several() || w.text
	}
	for _, made := range typesOf(result) {
		for _, t := range w.types {
			same := t.Value == made.Value || t.Value == cty.String && t.Ref == "" && !t.List && !t.Map
			if t.Value == cty.NilType || !same || t.List != made.List || t.Map != made.Map {
				continue
			}
			if t.Ref != "" {
				return rankLast, true // a reference is what is usually written
			}
			return rankCommon, true
		}
	}
	return rankLast, false
}
