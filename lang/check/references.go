package check

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

// reference is what an expression such as layer.base evaluates to.
type reference struct {
	Kind    schema.Ref
	Address string   // as written, the identity of what is referred to
	Names   []string // for packages of a set the set and the path, for declared ones kind, name and address; else the name
	Own     bool     // a declared package, not one of a set
	of      *instance
}

// The types of references as values. A package converts to a string, namely to
// its token; nothing else converts to anything.
var types = map[schema.Ref]cty.Type{
	schema.Package:    capsule("package", packageText),
	schema.LayerRef:   capsule("layer", nil),
	schema.VariantRef: capsule("variant", nil),
	schema.InputRef:   capsule("input", nil),
	schema.OverlayRef: capsule("overlay", nil),
	schema.UserRef:    capsule("user", nil),
	schema.PkgsetRef:  capsule("package set", nil),
	schema.GroupRef:   capsule("group", nil),
}

func capsule(name string, text func(cty.Type) func(any, cty.Path) (cty.Value, error)) cty.Type {
	return cty.CapsuleWithOps(name, reflect.TypeFor[reference](), &cty.CapsuleOps{
		RawEquals:      func(a, b any) bool { return a.(*reference).Address == b.(*reference).Address },
		HashKey:        func(v any) string { return v.(*reference).Address },
		ConversionFrom: text,
		GoString:       func(v any) string { return v.(*reference).Address },
	})
}

func packageText(to cty.Type) func(any, cty.Path) (cty.Value, error) {
	if to != cty.String {
		return nil
	}
	return func(v any, _ cty.Path) (cty.Value, error) {
		return cty.StringVal(token(v.(*reference))), nil
	}
}

// refValue returns the value of a reference that was resolved without error.
func (c *checker) refValue(ref config.Ref) cty.Value {
	if v, ok := c.references[ref.Key]; ok {
		return v
	}
	v := c.newReference(ref)
	c.references.keep(ref.Key, v)
	return v
}

func (c *checker) newReference(ref config.Ref) cty.Value {
	r := &reference{Address: ref.Key, Names: ref.Names}
	switch ref.Kind {
	case config.Layer, config.Variant, config.Package:
		return c.declared(c.program.Symbol(ref.Key))
	case config.Group:
		r.Kind = schema.GroupRef
	case config.Overlay:
		return c.whole(c.program.Symbol(ref.Key))
	case config.User:
		r.Kind = schema.UserRef
	case config.Pkgs:
		return c.inSet(c.program.Symbol("pkgset.default"), ref.Names)
	case config.Pkgset:
		return c.inSet(c.program.Symbol("pkgset."+ref.Names[0]), ref.Names[1:])
	case config.Input:
		r.Kind = schema.InputRef
		if len(ref.Names) > 1 {
			r.Kind = schema.OverlayRef
		}
	default:
		return cty.DynamicVal
	}
	return cty.CapsuleVal(types[r.Kind], r)
}

// named returns the package of the default set that a name such as
// "python312Packages.pip" stands for.
func (c *checker) named(name string) (*reference, error) {
	path, err := packagePath(name)
	if err != nil {
		return nil, err
	}
	r, _ := asReference(c.inSet(c.program.Symbol("pkgset.default"), path))
	return r, nil
}

// packagePath returns the steps of a name such as "python312Packages.pip".
func packagePath(name string) ([]string, error) {
	path := strings.Split(name, ".")
	for _, step := range path {
		if !config.IsPackageName(step) {
			return nil, fmt.Errorf("%q is not the name of a package: it consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /", name)
		}
	}
	return path, nil
}

func (r *reference) packageRef(at ir.PackageRef) ir.PackageRef {
	if r.Own {
		at.Kind, at.Name = r.Names[0], r.Names[1]
		if address := r.Names[2]; address != at.Address() {
			at.Block = address
		}
		return at
	}
	at.Pkgset, at.Path = r.Names[0], r.Names[1:]
	return at
}

// asReference returns the reference that a value is.
func asReference(v cty.Value) (*reference, bool) {
	if v.IsNull() || !v.IsKnown() || !v.Type().IsCapsuleType() {
		return nil, false
	}
	r, ok := v.EncapsulatedValue().(*reference)
	return r, ok
}
