package trial

import (
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/shape"
)

// words are those that start an address in the conditions of a test, with what
// they stand for on one platform: maps of the data that `agentboxc show --json`
// prints in lists, by name. pkgs and pkgset are not among them, because what
// follows them is the name of a package.
var words = map[string]func(*ir.Program, *ir.Platform) shape.Object{
	"agentbox": func(p *ir.Program, _ *ir.Platform) shape.Object { return agentbox(p) },
	"platform": func(_ *ir.Program, pl *ir.Platform) shape.Object {
		return shape.Object{{Name: "system", Value: pl.System}, {Name: "os", Value: pl.OS}, {Name: "arch", Value: pl.Arch}, {Name: "builders", Value: shape.Shaper{}.Of(pl.Builders)}}
	},
	"var":   func(_ *ir.Program, pl *ir.Platform) shape.Object { return values(pl, "var.") },
	"local": func(_ *ir.Program, pl *ir.Platform) shape.Object { return values(pl, "local.") },
	"input": func(p *ir.Program, _ *ir.Platform) shape.Object {
		return byName(p, p.Inputs, func(i *ir.Input) string { return i.Name })
	},
	"overlay": func(p *ir.Program, pl *ir.Platform) shape.Object {
		return byName(p, pl.Overlays, func(o *ir.Overlay) string { return o.Name })
	},
	"package": func(p *ir.Program, pl *ir.Platform) shape.Object { return blocks(p, pl, "package") },
	"layer":   func(p *ir.Program, pl *ir.Platform) shape.Object { return blocks(p, pl, "layer") },
	"variant": func(p *ir.Program, pl *ir.Platform) shape.Object { return blocks(p, pl, "variant") },
	"module":  func(p *ir.Program, pl *ir.Platform) shape.Object { return blocks(p, pl, "module") },
	"shell": func(p *ir.Program, pl *ir.Platform) shape.Object {
		return byName(p, pl.Shells, func(s *ir.Shell) string { return s.Name })
	},
	"group": func(p *ir.Program, _ *ir.Platform) shape.Object {
		return byName(p, p.Groups, func(g *ir.Group) string { return g.Name })
	},
	"budget": budgets,
	"waiver": func(p *ir.Program, _ *ir.Platform) shape.Object {
		return byName(p, p.Waivers, func(w *ir.Waiver) string { return w.Name })
	},
	"policy": func(p *ir.Program, _ *ir.Platform) shape.Object {
		return byName(p, p.Policies, func(x *ir.Policy) string { return x.Name })
	},
	"publish": func(p *ir.Program, _ *ir.Platform) shape.Object { return publishes(p) },
}

// scope is the program on one platform as values of expressions. Only what is
// asked for is made, because a unit can be large.
type scope struct {
	program *ir.Program
	on      *ir.Platform
	names   *Names
	values  map[string]cty.Value // by the keys of references

	addresses map[string]bool // of all blocks, when they have been asked for
}

func newScope(p *ir.Program, on *ir.Platform, names *Names) *scope {
	return &scope{program: p, on: on, names: names, values: map[string]cty.Value{}}
}

// of returns the values of the keys of the attributes' references.
func (s *scope) of(attrs ...*config.Attr) map[string]cty.Value {
	for _, a := range attrs {
		for _, ref := range a.Refs {
			if _, have := s.values[ref.Key]; have {
				continue
			}
			if v, ok := s.keyed(ref); ok {
				s.values[ref.Key] = v
			}
		}
	}
	return s.values
}

// keyed returns the value of a reference's key: all data behind the word, or an
// address. The block of several things is the data of all of them. ok is false for
// a word that does not exist.
func (s *scope) keyed(ref config.Ref) (v cty.Value, ok bool) {
	switch {
	case ref.Kind == config.Pkgs || ref.Kind == config.Pkgset:
		return cty.StringVal(ref.Key), true
	case words[ref.Word] == nil:
		return cty.NilVal, false
	case ref.Key == ref.Word:
		return s.value(ref.Word), true
	case ref.Word == "module" && s.isBlock(ref.Key), ref.Word != "module" && s.names.makesSeveral(ref) == isInstance(ref):
		return cty.StringVal(ref.Key), true
	}
	return s.at(ref.Word, ref.Names)
}

// isBlock reports whether a layer, variant or package of any platform has the
// address.
func (s *scope) isBlock(address string) bool {
	if s.addresses == nil {
		s.addresses = map[string]bool{}
		for _, pl := range s.program.Platforms {
			each(pl, func(address string, _ any) { s.addresses[address] = true })
		}
	}
	return s.addresses[address]
}

// isInstance reports whether a reference leads into what a block makes, or would
// make if it made several.
func isInstance(ref config.Ref) bool { return len(ref.Names) > config.AddressLength(ref.Word) }

// value is all data behind a word.
func (s *scope) value(word string) cty.Value {
	v, ok := s.values[word]
	if !ok {
		v = valueOf(s.complete(word, words[word](s.program, s.on)))
		s.values[word] = v
	}
	return v
}

// at returns what a word and the names lead to on the platform, if it is there.
func (s *scope) at(word string, names []string) (cty.Value, bool) {
	v := s.value(word)
	for _, name := range names {
		if !v.Type().IsObjectType() || !v.Type().HasAttribute(name) {
			return cty.NilVal, false
		}
		v = v.GetAttr(name)
	}
	return v, true
}

// complete adds the blocks that make any number of things, and made none.
func (s *scope) complete(word string, o shape.Object) shape.Object {
	for _, names := range s.names.several[word] {
		o = within(o, names, func(*shape.Member) {})
	}
	return o
}

func agentbox(p *ir.Program) shape.Object {
	o := shape.Object{{Name: "name", Value: p.Name}, {Name: "description", Value: p.Description}, {Name: "default", Value: nil}}
	if p.Default != nil {
		o[2].Value = p.Default.Address()
	}
	return o
}

func values(pl *ir.Platform, prefix string) shape.Object {
	o := shape.Object{}
	for _, v := range pl.Values {
		if name, ok := strings.CutPrefix(v.Name, prefix); ok {
			o = append(o, shape.Member{Name: name, Value: shape.Shaper{}.Of(v.Value)})
		}
	}
	return o
}

func byName[T any](p *ir.Program, list []*T, name func(*T) string) shape.Object {
	o, in := shape.Object{}, shape.In(p)
	for _, x := range list {
		o = append(o, shape.Member{Name: name(x), Value: in.Of(x)})
	}
	return o
}

// blocks are the layers, variants and packages whose addresses start with a word,
// as maps inside each other by the steps of the addresses: layer.py["312"] is under
// "py" and then under "312".
func blocks(p *ir.Program, pl *ir.Platform, word string) shape.Object {
	o, in := shape.Object{}, shape.In(p)
	each(pl, func(address string, block any) {
		if rest, ok := strings.CutPrefix(address, word+"."); ok {
			o = within(o, steps(rest), func(m *shape.Member) { m.Value = in.Of(block) })
		}
	})
	return o
}

// each calls f for the blocks that the source can refer to.
func each(pl *ir.Platform, f func(address string, block any)) {
	for _, x := range pl.Layers {
		f(x.Address(), x)
	}
	for _, x := range pl.Variants {
		f(x.Address(), x)
	}
	for _, x := range pl.Packages {
		f(x.Address(), x)
	}
}

// steps cuts what follows the word in an address: a.b["c.d"] is a, b and c.d.
func steps(address string) []string {
	var all []string
	for address != "" {
		step, rest := address, ""
		if key, isKey := strings.CutPrefix(address, `["`); isKey {
			step, rest, _ = strings.Cut(key, `"]`)
		} else if end := strings.IndexAny(address, ".["); end > 0 {
			step, rest = address[:end], address[end:]
		}
		all, address = append(all, step), strings.TrimPrefix(rest, ".")
	}
	return all
}

// within changes the member under the names. It and the objects around it are made
// when they are not there.
func within(o shape.Object, names []string, change func(*shape.Member)) shape.Object {
	i := slices.IndexFunc(o, func(m shape.Member) bool { return m.Name == names[0] })
	if i < 0 {
		o = append(o, shape.Member{Name: names[0], Value: shape.Object{}})
		i = len(o) - 1
	}
	if len(names) == 1 {
		change(&o[i])
		return o
	}
	inner, _ := o[i].Value.(shape.Object)
	o[i].Value = within(inner, names[1:], change)
	return o
}

// budgets are the top-level ones, which the program holds at what they limit.
func budgets(p *ir.Program, pl *ir.Platform) shape.Object {
	o, in := shape.Object{}, shape.In(p)
	seen := map[string]bool{}
	add := func(list []*ir.Budget) {
		for _, b := range list {
			if name, ok := strings.CutPrefix(b.Address, "budget."); ok && !seen[name] {
				seen[name] = true
				o = append(o, shape.Member{Name: name, Value: in.Of(b)})
			}
		}
	}
	for _, l := range pl.Layers {
		add(l.Budgets)
	}
	for _, v := range pl.Variants {
		add(v.Budgets)
	}
	return o
}

// publishes are lists: a block without tags is one for each of its variants.
func publishes(p *ir.Program) shape.Object {
	o, in := shape.Object{}, shape.In(p)
	for _, x := range p.Publishes {
		if len(o) == 0 || o[len(o)-1].Name != x.Name {
			o = append(o, shape.Member{Name: x.Name, Value: []any{}})
		}
		block := &o[len(o)-1]
		list, _ := block.Value.([]any)
		list = append(list, in.Of(x))
		block.Value = list
	}
	return o
}

// valueOf turns data into a value of an expression: a list is a tuple and an
// object an object, so that each is equal to one that is written out.
func valueOf(t shape.Tree) cty.Value {
	switch t := t.(type) {
	case string:
		return cty.StringVal(t)
	case bool:
		return cty.BoolVal(t)
	case int64:
		return cty.NumberIntVal(t)
	case float64:
		return cty.MustParseNumberVal(strconv.FormatFloat(t, 'g', -1, 64)) // as precise as one in the source
	case shape.Secret:
		return check.Secret()
	case []any:
		list := make([]cty.Value, len(t))
		for i, item := range t {
			list[i] = valueOf(item)
		}
		return cty.TupleVal(list)
	case shape.Object:
		attrs := make(map[string]cty.Value, len(t))
		for _, m := range t {
			attrs[m.Name] = valueOf(m.Value)
		}
		return cty.ObjectVal(attrs)
	}
	return cty.NullVal(cty.DynamicPseudoType)
}
