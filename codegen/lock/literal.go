package lock

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nix"
)

// literal is a value of a flake.nix that is there as written: an attribute set
// that names and dots have been put together to, or any other expression.
type literal struct {
	set  map[string]*literal // nil for any other value
	expr nix.Expr
	path string // for people, such as inputs.nixpkgs.url
}

// literals puts the bindings of a set together, as Nix does: a.b = 1; a.c = 2;
// and a = { b = 1; c = 2; }; are the same.
func literals(binds []nix.Bind, into *literal) error {
	for _, b := range binds {
		if b.Inherit != nil {
			return notLiteral{into.path, "is there through inherit"}
		}
		if err := into.bind(b.Path, b.Value); err != nil {
			return err
		}
	}
	return nil
}

func (l *literal) bind(path []nix.AttrName, value nix.Expr) error {
	if path[0].Expr != nil {
		return notLiteral{l.path, "has a name that is computed"}
	}
	name := path[0].Name
	inner := &literal{path: strings.TrimPrefix(l.path+"."+name, "."), expr: value}
	attrs, _ := value.(*nix.Attrs)
	isSet := attrs != nil || len(path) > 1
	switch at := l.set[name]; {
	case at != nil && at.set != nil && isSet:
		inner = at
	case at != nil:
		return fmt.Errorf("%s is defined twice", inner.path)
	case isSet:
		inner.set = map[string]*literal{}
	}
	l.set[name] = inner
	switch {
	case len(path) > 1:
		return inner.bind(path[1:], value)
	case isSet:
		return literals(attrs.Binds, inner)
	}
	return nil
}

// names returns the names of the set in order.
func (l *literal) names() []string { return slices.Sorted(maps.Keys(l.set)) }

// text is the value of a string without interpolations.
func (l *literal) text() (string, error) {
	s, ok := l.expr.(*nix.Str)
	if !ok || l.set != nil {
		return "", notLiteral{l.path, "is not a plain string"}
	}
	var b strings.Builder
	for _, part := range s.Parts {
		if part.Expr != nil {
			return "", notLiteral{l.path, "is a string with an interpolation"}
		}
		b.WriteString(part.Literal)
	}
	return b.String(), nil
}

func (l *literal) flag() (bool, error) {
	if id, ok := l.expr.(*nix.Ident); ok && l.set == nil && (id.Name == "true" || id.Name == "false") {
		return id.Name == "true", nil
	}
	return false, notLiteral{l.path, "is neither true nor false"}
}

// notLiteral is a part of a flake.nix that would have to be evaluated.
type notLiteral struct{ path, how string }

func (e notLiteral) Error() string {
	if e.path == "" {
		return "the flake " + e.how
	}
	return e.path + " " + e.how
}
