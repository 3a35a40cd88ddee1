package ir

import (
	"reflect"
	"sync"
)

// Finder finds the values of some types in a program, or in any part of one. It
// goes by the types of fields and elements, so that it stays complete when they
// grow, and passes over what can hold none of the values, which is most of it. It
// may be used at the same time, and costs the more to make the less it is used.
type Finder struct {
	wanted map[reflect.Type]bool
	known  sync.Map // whether a type can hold a value that is wanted, by reflect.Type
	mu     sync.Mutex
	holds  map[reflect.Type]bool // the same, while it is being found out
}

// NewFinder makes a finder of values that have the type of one of the examples.
func NewFinder(examples ...any) *Finder {
	f := &Finder{wanted: map[reflect.Type]bool{}, holds: map[reflect.Type]bool{}}
	for _, e := range examples {
		f.wanted[reflect.TypeOf(e)] = true
	}
	return f
}

// Find visits the values in the order in which they stand. What is inside one of
// them is looked at when visit returns true.
func (f *Finder) Find(part any, visit func(value any) (inside bool)) {
	f.find(reflect.ValueOf(part), visit)
}

func (f *Finder) find(v reflect.Value, visit func(any) bool) {
	if !f.passes(v.Type()) || f.wanted[v.Type()] && !visit(v.Interface()) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			f.find(v.Elem(), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			f.find(v.Index(i), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.find(v.Field(i), visit)
			}
		}
	}
}

// passes is canHold, which is found out once for a type.
func (f *Finder) passes(t reflect.Type) bool {
	if can, ok := f.known.Load(t); ok {
		return can.(bool)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	can := f.canHold(t)
	f.known.Store(t, can)
	return can
}

func (f *Finder) canHold(t reflect.Type) bool {
	if known, ok := f.holds[t]; ok {
		return known
	}
	f.holds[t] = true // for a type that holds itself
	can := f.wanted[t]
	switch t.Kind() {
	case reflect.Interface:
		can = true
	case reflect.Pointer, reflect.Slice:
		can = can || f.canHold(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			can = can || t.Field(i).IsExported() && f.canHold(t.Field(i).Type)
		}
	}
	f.holds[t] = can
	return can
}
