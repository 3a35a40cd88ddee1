package lock

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// declaration is an input as a flake declares it.
type declaration struct {
	name    string
	ref     Attrs         // nil for one that follows
	follows []string      // path of inputs from the root of the lock; nil for one that has a reference
	flake   bool          // false: only a tree is wanted
	inputs  []declaration // what is said about the input's own inputs
}

// declared are the inputs of a program, which have been checked before.
func declared(inputs []*ir.Input) []declaration {
	var all []declaration
	for _, in := range sortedInputs(inputs) {
		ref, err := Reference(in.URL, in.Flake)
		if err != nil {
			continue // Fit has said so
		}
		d := declaration{name: in.Name, ref: ref, flake: in.Flake}
		for _, f := range in.Follows {
			d.inputs = append(d.inputs, declaration{name: f.Name, follows: []string{f.Target}, flake: true})
		}
		all = append(all, d)
	}
	return all
}

// readFlake reads the inputs that the text of a flake.nix declares, sorted by
// name. Nix does not evaluate them either: they must be literal. What they
// follow is counted from the root of the lock, where at leads to the flake.
func readFlake(text []byte, at []string) ([]declaration, error) {
	file, err := nix.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("it cannot be read: %w", err)
	}
	top, ok := file.Body.(*nix.Attrs)
	if !ok {
		return nil, errors.New("it is not an attribute set, as a flake must be")
	}
	binds, err := flakeBinds(top.Binds)
	if err != nil {
		return nil, err
	}
	flake := &literal{set: map[string]*literal{}}
	if err := literals(binds, flake); err != nil {
		return nil, err
	}
	outputs := flake.set["outputs"]
	if outputs == nil {
		return nil, errors.New("it has no outputs")
	}
	r := flakeReader{at: at}
	all, err := r.inputs(flake.set["inputs"])
	if err != nil {
		return nil, err
	}
	return r.arguments(outputs, all)
}

// flakeBinds returns the bindings that matter, outputs and what belongs to the
// inputs, and refuses those that no flake has.
func flakeBinds(binds []nix.Bind) ([]nix.Bind, error) {
	var kept []nix.Bind
	for _, b := range binds {
		if b.Inherit != nil || b.Path[0].Expr != nil {
			kept = append(kept, b)
			continue
		}
		switch name := b.Path[0].Name; name {
		case "inputs", "outputs":
			kept = append(kept, b)
		case "description", "nixConfig":
		default:
			return nil, fmt.Errorf("a flake has no attribute %s", name)
		}
	}
	return kept, nil
}

type flakeReader struct{ at []string }

func (r flakeReader) inputs(l *literal) ([]declaration, error) {
	if l == nil {
		return nil, nil
	}
	if l.set == nil {
		return nil, notLiteral{l.path, "is not an attribute set"}
	}
	var all []declaration
	for _, name := range l.names() {
		d, err := r.input(name, l.set[name])
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

func (r flakeReader) input(name string, l *literal) (d declaration, err error) {
	if l.set == nil {
		return d, notLiteral{l.path, "is not an attribute set"}
	}
	d = declaration{name: name, flake: true}
	attrs := Attrs{}
	for _, key := range l.names() {
		field := l.set[key]
		switch key {
		case "flake":
			d.flake, err = field.flag()
		case "inputs":
			d.inputs, err = r.inputs(field)
		case "follows":
			d.follows, err = r.follows(field)
		default:
			var attr Attr
			attr, err = attribute(key, field)
			attrs = append(attrs, attr)
		}
		if err != nil {
			return d, err
		}
	}
	if d.follows == nil {
		d.ref, err = reference(name, attrs, d.flake)
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", l.path, err)
	}
	return d, err
}

func (r flakeReader) follows(l *literal) ([]string, error) {
	text, err := l.text()
	to := append([]string{}, r.at...)
	for element := range strings.SplitSeq(text, "/") {
		if element == "" {
			continue
		}
		if !isFlakeName(element) {
			return nil, fmt.Errorf("%s: %q is not the name of an input", l.path, element)
		}
		to = append(to, element)
	}
	return to, err
}

// attribute is one attribute of a reference. A path stands for itself, relative
// to the flake.
func attribute(name string, l *literal) (Attr, error) {
	switch e := l.expr.(type) {
	case *nix.Int:
		if e.Value < 0 {
			return Attr{}, fmt.Errorf("%s is negative", l.path)
		}
		return Attr{Name: name, Kind: Number, Text: strconv.FormatInt(e.Value, 10)}, nil
	case *nix.Ident:
		_, err := l.flag()
		return Attr{Name: name, Kind: Bool, Text: e.Name}, err
	case *nix.Path:
		if name == "url" {
			return Attr{Name: name, Text: "path:" + path.Clean(e.Rel)}, nil
		}
	}
	text, err := l.text()
	return Attr{Name: name, Text: text}, err
}

// reference is what an input refers to: its attributes when they have a type,
// else its URL, else its name in the flake registry.
func reference(name string, attrs Attrs, flake bool) (Attrs, error) {
	switch {
	case attrs.Text("type") != "":
		return fromAttrs(attrs.sorted())
	case len(attrs) == 0:
		return Reference(name, true)
	}
	for _, attr := range attrs {
		if attr.Name != "url" {
			return nil, fmt.Errorf("an input without a type has no attribute %q", attr.Name)
		}
	}
	return Reference(attrs.Text("url"), flake)
}

// arguments adds what the outputs take and no input declares: Nix looks for it
// in the flake registry.
func (r flakeReader) arguments(outputs *literal, all []declaration) ([]declaration, error) {
	fn, ok := outputs.expr.(*nix.Lambda)
	if !ok || outputs.set != nil {
		return nil, notLiteral{"outputs", "is not a function"}
	}
	for _, name := range fn.Formals {
		if name == "self" || slices.ContainsFunc(all, func(d declaration) bool { return d.name == name }) {
			continue
		}
		ref, err := Reference(name, true)
		if err != nil {
			return nil, fmt.Errorf("the argument %s of outputs: %w", name, err)
		}
		all = append(all, declaration{name: name, ref: ref, flake: true})
	}
	slices.SortFunc(all, func(a, b declaration) int { return strings.Compare(a.name, b.name) })
	return all, nil
}
