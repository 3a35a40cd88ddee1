package ir

import (
	"reflect"
	"testing"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// A move reaches every range there is, also those of fields that are new.
func TestMovedMovesEverything(t *testing.T) {
	layer, variant := &Layer{}, &Variant{}
	by := diag.Offset{Lines: 1, Bytes: 10}
	to := func(r diag.Range) diag.Range { return r.Moved(by) }
	for _, v := range []any{layer, variant} {
		fill(reflect.ValueOf(v).Elem(), 1)
	}
	check := func(v any, want int) {
		t.Helper()
		if n := count(t, reflect.ValueOf(v), want, reflect.TypeOf(v).Elem().Name()); n < 4 {
			t.Errorf("%T has only %d ranges", v, n)
		}
	}
	check(layer.Moved(to), 11)
	check(variant.Moved(to), 11)
	check(layer, 1)
	check(variant, 1)
}

// fill gives every list an element, and every range the same place.
func fill(v reflect.Value, line int) {
	if v.Type() == reflect.TypeFor[diag.Range]() {
		at := diag.Pos{Line: line, Column: 1, Byte: line}
		v.Set(reflect.ValueOf(diag.Range{File: "f", Start: at, End: at}))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), line)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), line)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), line)
		}
	}
}

// count returns how many ranges there are, each at the wanted byte.
func count(t *testing.T, v reflect.Value, want int, at string) int {
	t.Helper()
	if r, ok := v.Interface().(diag.Range); ok {
		if r.Start.Byte != want || r.End.Byte != want {
			t.Errorf("%s is at %d, want %d", at, r.Start.Byte, want)
		}
		return 1
	}
	n := 0
	switch v.Kind() {
	case reflect.Pointer:
		n += count(t, v.Elem(), want, at)
	case reflect.Slice:
		for i := range v.Len() {
			n += count(t, v.Index(i), want, at)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			n += count(t, v.Field(i), want, at+"."+v.Type().Field(i).Name)
		}
	}
	return n
}
