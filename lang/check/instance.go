package check

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/schema"
)

// instance is one of what a symbol's block makes: the only one, or one of those
// that for_each or matrix asks for.
type instance struct {
	*resolve.Symbol
	owner   *checker  // of its unit
	key     string    // of for_each or matrix; "" without repetition
	own     string    // name in its unit
	name    string    // in the flake
	address string    // in the source
	each    cty.Value // what each is: an object of key and value; cty.NilVal without repetition
	list    [1]*instance
}

// alone is a list of the instance.
func (i *instance) alone() []*instance {
	i.list[0] = i
	return i.list[:]
}

// block is the address where it is not made of the name.
func (i *instance) block() string {
	if i.each == cty.NilVal && i.owner.parent == nil {
		return ""
	}
	return i.address
}

// expansion is what became of a symbol's block. unknown is set when that was
// said to be wrong, so that nothing else is said of what it makes.
type expansion struct {
	instances []*instance
	unknown   bool
}

// instances returns what the symbol's block makes, in the order of the source.
func (c *checker) instances(s *resolve.Symbol) []*instance { return c.expand(s).instances }

// only returns the instance of a symbol without repetition.
func (c *checker) only(s *resolve.Symbol) *instance { return c.expand(s).instances[0] }

func (c *checker) expand(s *resolve.Symbol) *expansion {
	if known, ok := c.expansions[s]; ok {
		return known
	}
	x := &expansion{}
	if s.Repeat == nil {
		x.instances = (&instance{Symbol: s, owner: c, own: s.Name, name: c.attribute(s.Name), address: c.above + s.Key}).alone()
	} else {
		c.repeat(x, s)
	}
	if s.Kind == config.Package && s.Block.Attr("only") != nil {
		for _, i := range x.instances {
			c.partial[i.address] = i
		}
	}
	c.expansions[s] = x
	return x
}

// attribute is what the flake calls a block of the unit.
func (c *checker) attribute(name string) string {
	if c.parent == nil {
		return name
	}
	return ir.Attribute(c.prefix, name)
}

func (c *checker) repeat(x *expansion, s *resolve.Symbol) {
	before := len(c.diags)
	items := place{env: c.shared}.repetition(s)
	x.unknown = len(c.diags) > before && c.diags[before:].HasErrors() || c.faulty(s.Repeat)
	if c.repeated += len(items); c.repeated > maxRepeated {
		if c.repeated-len(items) <= maxRepeated {
			c.diags.Add(tooManyRepeated{Attr: s.Repeat})
		}
		x.unknown = true
		return
	}
	for _, it := range items {
		own := ir.Attribute(s.Name, it.key)
		x.instances = append(x.instances, &instance{
			Symbol: s, owner: c, key: it.key, own: own, name: c.attribute(own),
			address: c.above + s.Key + `["` + it.key + `"]`,
			each:    cty.ObjectVal(map[string]cty.Value{"key": cty.StringVal(it.key), "value": it.value}),
		})
	}
}

// declared returns the value of a reference to a layer, a variant or a package:
// the thing itself, or an object of all that its block makes.
func (c *checker) declared(s *resolve.Symbol) cty.Value {
	x := c.expand(s)
	switch {
	case x.unknown:
		return cty.DynamicVal
	case s.Repeat == nil:
		return c.referTo(x.instances[0])
	}
	all := make(map[string]cty.Value, len(x.instances))
	for _, i := range x.instances {
		all[i.key] = c.referTo(i)
	}
	return cty.ObjectVal(all)
}

// referTo returns the reference to an instance.
func (c *checker) referTo(i *instance) cty.Value {
	r := &reference{Address: i.address, Names: []string{i.name}, of: i}
	switch i.Kind {
	case config.Layer:
		r.Kind = schema.LayerRef
	case config.Variant:
		r.Kind = schema.VariantRef
	case config.Package:
		r.Kind, r.Own = schema.Package, true
		r.Names = []string{i.Block.Labels[0].Value, i.name, i.address}
	default:
		panic("check: no instances of " + i.Key)
	}
	return cty.CapsuleVal(types[r.Kind], r)
}

// itself returns what each and self are where the expression stands.
func (p place) itself(ref config.Ref) cty.Value {
	if len(p.chain) == 0 {
		return cty.DynamicVal
	}
	if ref.Kind == config.Self {
		return cty.StringVal(p.whose().own)
	}
	return p.chain[len(p.chain)-1].each.GetAttr(ref.Names[0])
}

// missing reports a constant key that the block of the symbol does not make.
func (p place) missing(ref config.Ref, s *resolve.Symbol) bool {
	if s.Repeat == nil || ref.Index == "" || p.expand(s).unknown {
		return false
	}
	if p.instanceOf(s, ref.Index) != nil {
		return false
	}
	p.diags.Add(unknownInstance{Ref: ref, Symbol: s, Have: ref.Index, Keys: p.keys(s)})
	return true
}

// keys are those of all that the block of a symbol makes.
func (c *checker) keys(s *resolve.Symbol) []string {
	var keys []string
	for _, i := range c.instances(s) {
		keys = append(keys, i.key)
	}
	return keys
}

// instanceOf returns what the block of a symbol makes for a key, or nil.
func (c *checker) instanceOf(s *resolve.Symbol, key string) *instance {
	for _, i := range c.instances(s) {
		if i.key == key {
			return i
		}
	}
	return nil
}

// sameNames reports instances that become the same attribute of the flake, in the
// unit and its modules. first has those that are known, by kind and name.
func (c *checker) sameNames(first map[string]*instance) {
	for _, s := range c.program.Symbols {
		switch s.Kind {
		case config.Layer, config.Package, config.Overlay, config.Pkgset:
		case config.Variant:
			if c.parent != nil {
				continue // it is only extended
			}
		default:
			continue
		}
		kind, _, _ := strings.Cut(s.Key, "."+s.Name)
		for _, i := range c.instances(s) {
			if s.Block == nil && c.parent != nil {
				continue // it is the parent's
			}
			key := kind + "." + i.name
			if other := first[key]; other != nil {
				c.diags.Add(sameName{Instance: i, Other: other})
				break // the other ones of the block may well clash, too
			}
			first[key] = i
		}
	}
	c.eachModule(func(child *checker) { child.sameNames(first) })
}
