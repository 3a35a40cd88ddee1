package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/schema"
)

// maxModules bounds how often units are used as modules: each use is evaluated
// by itself.
const maxModules = 5_000

// module returns the checker of the unit that a module block uses, with the
// variables that the block sets; nil when the unit could not be loaded. It is
// made once.
func (c *checker) module(i *instance) *checker {
	if child, ok := c.modules[i]; ok {
		return child
	}
	program := c.program.Modules[i.Name]
	if program == nil || i.Broken || c.tooManyModules(i) {
		c.modules.keep(i, nil)
		return nil
	}
	opts := c.opts
	opts.Variables = c.arguments(i, program)
	child := newChecker(program, opts, c.run)
	child.parent, child.above, child.prefix = c, i.address+".", i.name
	c.modules.keep(i, child)
	before := len(c.diags)
	child.variables()
	child.groups()
	child.offered = child.inputs()
	child.sharedBudgets()
	c.usedBy(i, before)
	return child
}

func (c *checker) tooManyModules(i *instance) bool {
	if c.used++; c.used == maxModules+1 {
		c.diags.Add(tooManyModules{At: i.Block.Range})
	}
	return c.used > maxModules
}

// arguments are the variables that a module block sets. What is not known is an
// error that has been reported.
func (c *checker) arguments(i *instance, unit *resolve.Program) []Variable {
	p := c.shared.at(i)
	var set []Variable
	for _, a := range i.Block.Attrs {
		if a.Schema != i.Block.Schema.Any || unit.Symbol("var."+a.Name) == nil {
			continue
		}
		v := p.evaluate(a)
		set = append(set, Variable{Name: a.Name, Value: &v, Origin: i.address, Range: a.Range, module: true})
	}
	return set
}

// usedBy adds to what was found in a module who uses it.
func (c *checker) usedBy(i *instance, from int) {
	for n := range c.diags[from:] {
		d := &c.diags[from+n]
		if d.Subject.File == i.Block.Range.File {
			continue
		}
		d.Related = append(d.Related, diag.Related{Message: i.address + " uses it here", Range: i.Block.Range})
	}
}

// with is the environment of another unit's checker on the same platform.
func (e *env) with(c *checker) *env {
	if c == e.checker {
		return e
	}
	return c.on(e.platform)
}

// on is the environment of a platform; that of none is the shared one.
func (c *checker) on(p *ir.Platform) *env {
	if p == nil {
		return c.shared
	}
	if c.envs[p] == nil {
		c.envs[p] = c.newEnv(p)
	}
	return c.envs[p]
}

// moduleValue returns the value of a reference into a module.
func (p place) moduleValue(ref config.Ref) cty.Value {
	m := p.program.ModuleRef(ref)
	if m.Module.Broken || p.expand(m.Module).unknown {
		return cty.DynamicVal
	}
	if m.Module.Repeat != nil && m.Key == "" {
		return p.allModules(m.Module)
	}
	i := p.instanceOf(m.Module, m.Key)
	if i == nil {
		p.diags.Add(unknownInstance{Ref: ref, Symbol: m.Module, Have: m.Key, Keys: p.keys(m.Module)})
		return cty.DynamicVal
	}
	child := p.module(i)
	switch {
	case child == nil:
		return cty.DynamicVal
	case m.Word == "":
		return child.on(p.platform).exports()
	}
	v := child.on(p.platform).export(m)
	if m.On.Kind == config.Pkgset {
		return v
	}
	for _, step := range m.Steps {
		rng := hcl.Range{Filename: ref.Range.File}
		next, diags := hcl.Index(v, cty.StringVal(step), &rng)
		if diags.HasErrors() {
			p.diags.Add(noElement{Ref: ref, Step: step, Of: m.Name})
			return cty.DynamicVal
		}
		v = next
	}
	return v
}

func (p place) allModules(s *resolve.Symbol) cty.Value {
	all := map[string]cty.Value{}
	for _, i := range p.instances(s) {
		all[i.key] = cty.DynamicVal
		if child := p.module(i); child != nil {
			all[i.key] = child.on(p.platform).exports()
		}
	}
	return cty.ObjectVal(all)
}

// export returns the value of what a reference from outside leads to.
func (e *env) export(m resolve.ModuleRef) cty.Value {
	switch {
	case m.On.Broken:
		return cty.DynamicVal
	case m.On.Kind == config.Local:
		return e.value(m.On)
	case m.On.Kind == config.Pkgset:
		return e.inSet(m.On, m.Steps)
	}
	return e.whole(m.On)
}

// whole returns the reference to a declared block, or an object of all that it
// makes.
func (c *checker) whole(s *resolve.Symbol) cty.Value {
	if s.Kind == config.Overlay {
		i := c.only(s)
		return cty.CapsuleVal(types[schema.OverlayRef], &reference{Kind: schema.OverlayRef, Address: i.address, Names: []string{i.name}})
	}
	return c.declared(s)
}

// inSet returns the package at a path of a package set, or the set itself.
func (c *checker) inSet(s *resolve.Symbol, path []string) cty.Value {
	r := &reference{Kind: schema.PkgsetRef, Names: append([]string{c.setName(s)}, path...)}
	if len(path) > 0 {
		r.Kind = schema.Package
	}
	r.Address = "pkgset." + c.setName(s)
	if len(path) > 0 {
		r.Address = r.display()
	}
	return cty.CapsuleVal(types[r.Kind], r)
}

// setName is what the flake calls a package set. A module that declares no default
// one shares that of the unit which uses it.
func (c *checker) setName(s *resolve.Symbol) string {
	if s.Block == nil && c.parent != nil {
		return c.parent.setName(c.parent.program.Symbol(s.Key))
	}
	return c.only(s).name
}

// exports is all that others can refer to, as an object, for those who choose the
// module or what is in it by a value.
func (e *env) exports() cty.Value {
	if e.exported != cty.NilVal {
		return e.exported
	}
	groups := map[string]map[string]cty.Value{}
	for _, s := range e.program.Symbols {
		var word string
		switch s.Kind {
		case config.Layer, config.Variant, config.Overlay, config.Package:
			word = s.Block.Type
		case config.Local:
			word = "local"
		default:
			continue
		}
		if s.Kind == config.Package {
			word += "." + s.Block.Labels[0].Value
		}
		if groups[word] == nil {
			groups[word] = map[string]cty.Value{}
		}
		groups[word][s.Name] = e.export(resolve.ModuleRef{On: s})
	}
	all, packages := map[string]cty.Value{}, map[string]cty.Value{}
	for word, group := range groups {
		if kind, isPackage := strings.CutPrefix(word, "package."); isPackage {
			packages[kind] = cty.ObjectVal(group)
			continue
		}
		all[word] = cty.ObjectVal(group)
	}
	all["package"] = cty.ObjectVal(packages)
	e.exported = cty.ObjectVal(all)
	return e.exported
}

// joined adds to the platforms what they use of the modules, and the inputs that
// this needs.
func (c *checker) joined(out *ir.Program) {
	if len(c.program.Modules) == 0 {
		return
	}
	have := map[string]*ir.Input{}
	for _, in := range out.Inputs {
		have[in.Name] = in
	}
	for _, p := range out.Platforms {
		j := newJoin()
		c.collect(j, p)
		j.reach(p)
		j.reach(&out.Policies)
		j.reach(&c.ruled)
		j.finish(p)
		for _, name := range j.inputs {
			c.joinInput(out, have, j, name)
		}
		sortPlatform(p)
	}
	slices.SortFunc(out.Inputs, func(a, b *ir.Input) int { return cmp.Compare(a.Name, b.Name) })
}

// collect offers what all modules make for a platform.
func (c *checker) collect(j *join, p *ir.Platform) {
	c.eachModule(func(child *checker) {
		j.offer(child.made[p])
		for _, in := range child.offered {
			if !in.Implied {
				j.offered[in.Name] = append(j.offered[in.Name], offeredInput{in, strings.TrimSuffix(child.above, ".")})
			}
		}
		child.collect(j, p)
	})
}

// eachModule visits the modules of the unit in the order of the source.
func (c *checker) eachModule(visit func(child *checker)) {
	for _, s := range c.program.Of(config.Module) {
		for _, i := range c.instances(s) {
			if child := c.modules[i]; child != nil {
				visit(child)
			}
		}
	}
}

// joinInput adds an input that a module needs. The unit's own of that name counts,
// whatever its url; otherwise modules have to mean the same.
func (c *checker) joinInput(out *ir.Program, have map[string]*ir.Input, j *join, name string) {
	offers := j.offered[name]
	if have[name] != nil || len(offers) == 0 {
		return
	}
	first := offers[0]
	for _, other := range offers[1:] {
		if other.URL != first.URL || other.Flake != first.Flake {
			c.diags.Add(differentInputs{Name: name, First: first, Other: other})
			break
		}
	}
	have[name] = first.Input
	out.Inputs = append(out.Inputs, first.Input)
	for _, f := range first.Follows {
		c.joinInput(out, have, j, f.Target)
	}
}
