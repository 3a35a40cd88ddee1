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
	known  sync.Map // *shape, by reflect.Type
	mu     sync.Mutex
	shapes map[reflect.Type]*shape // the same, while they are being found out
}

// shape is what there is to look for in the values of a type.
type shape struct {
	wanted bool
	holds  bool // or may hold one that is wanted
	kind   reflect.Kind
	elem   *shape  // of a pointer or slice
	fields []field // that may hold something
}

type field struct {
	index int
	*shape
}

// NewFinder makes a finder of values that have the type of one of the examples.
func NewFinder(examples ...any) *Finder {
	f := &Finder{wanted: map[reflect.Type]bool{}, shapes: map[reflect.Type]*shape{}}
	for _, e := range examples {
		f.wanted[reflect.TypeOf(e)] = true
	}
	return f
}

// Find visits the values in what part points to, in the order in which they stand: it
// gives pointers to them. What is inside one of them is looked at when visit returns
// true.
func (f *Finder) Find(part any, visit func(value any) (inside bool)) {
	v := reflect.ValueOf(part).Elem()
	f.find(v, f.shape(v.Type()), visit)
}

func (f *Finder) find(v reflect.Value, s *shape, visit func(any) bool) {
	if !s.holds || s.wanted && !visit(pointer(v)) {
		return
	}
	switch s.kind {
	case reflect.Interface:
		if !v.IsNil() {
			v = v.Elem()
			f.find(v, f.shape(v.Type()), visit)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			f.find(v.Elem(), s.elem, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			f.find(v.Index(i), s.elem, visit)
		}
	case reflect.Struct:
		for _, field := range s.fields {
			f.find(v.Field(field.index), field.shape, visit)
		}
	}
}

// pointer points to the value itself, and not to a copy, wherever it can: inside an
// interface it cannot.
func pointer(v reflect.Value) any {
	if v.CanAddr() {
		return v.Addr().Interface()
	}
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p.Interface()
}

// shape is found out once for a type.
func (f *Finder) shape(t reflect.Type) *shape {
	if s, ok := f.known.Load(t); ok {
		return s.(*shape)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	s := f.explore(t)
	f.known.Store(t, s)
	return s
}

func (f *Finder) explore(t reflect.Type) *shape {
	if s := f.shapes[t]; s != nil {
		return s
	}
	s := &shape{wanted: f.wanted[t], holds: true, kind: t.Kind()} // holds, for a type that holds itself
	f.shapes[t] = s
	holds := s.wanted || s.kind == reflect.Interface
	switch s.kind {
	case reflect.Pointer, reflect.Slice:
		s.elem = f.explore(t.Elem())
		holds = holds || s.elem.holds
	case reflect.Struct:
		for i := range t.NumField() {
			if !t.Field(i).IsExported() {
				continue
			}
			if inner := f.explore(t.Field(i).Type); inner.holds {
				s.fields = append(s.fields, field{i, inner})
				holds = true
			}
		}
	}
	s.holds = holds
	return s
}
