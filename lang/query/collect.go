package query

import (
	"bytes"
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// collector finds the names in blocks of a file.
type collector struct {
	file    *File
	dir     string           // of the unit
	program *resolve.Program // of the unit; nil when no file could be read
	top     *config.Block    // that is being looked at
	found   []Occurrence
}

// occurrences returns the names in top-level blocks of a file, and in a file of
// values those of its variables, in source order.
func (s *Snapshot) occurrences(f *File, blocks []*config.Block) []Occurrence {
	c := &collector{file: f, dir: s.Dir(), program: s.Result.Resolved}
	switch f.Role {
	case Values:
		for _, a := range f.Syntax.Body.Attributes {
			at := syntax.Range(a.NameRange)
			c.add(c.symbol(Variable, "var."+a.Name, a.Name), Sets, at, at)
		}
	case Source, Test:
		for _, b := range blocks {
			c.top = b
			c.declaration(b)
			c.block(b)
		}
	}
	sortOccurrences(c.found)
	return c.found
}

func (c *collector) symbol(kind Kind, key, name string) Symbol {
	return Symbol{Kind: kind, Unit: c.dir, Key: key, Name: name}
}

func (c *collector) add(s Symbol, use Use, name, whole diag.Range) {
	c.found = append(c.found, Occurrence{Symbol: s, Use: use, Name: name, Whole: whole})
}

// declaration notes the name of a top-level block.
func (c *collector) declaration(b *config.Block) {
	if len(b.Labels) == 0 || b.Type == "platform" {
		return // a platform has the name that Nix gives it
	}
	label := b.Labels[len(b.Labels)-1]
	kind, known := blockKinds[b.Type]
	key := b.Address()
	switch {
	case c.file.Role == Test:
		kind, key = Labelled, key+" in "+c.file.Path
	case !known:
		kind = Labelled
	case kind == Variable:
		key = "var." + label.Value
	}
	c.add(c.symbol(kind, key, label.Value), Declares, inside(label.Range, label.Value), b.Range)
}

// inside is a label without its quotes.
func inside(at diag.Range, value string) diag.Range {
	if length(at) == len(value)+2 {
		at.Start.Byte, at.Start.Column = at.Start.Byte+1, at.Start.Column+1
		at.End.Byte, at.End.Column = at.End.Byte-1, at.End.Column-1
	}
	return at
}

func (c *collector) block(b *config.Block) {
	for _, a := range b.Attrs {
		c.named(b, a)
		c.attr(a)
	}
	for _, nested := range b.Blocks {
		if c.top.Type == "variant" && nested.Type == "user" && len(nested.Labels) == 1 {
			label := nested.Labels[0]
			c.add(c.user(label.Value), Declares, inside(label.Range, label.Value), nested.Range)
		}
		c.block(nested)
	}
}

// named notes the name of an attribute where it is the user's.
func (c *collector) named(b *config.Block, a *config.Attr) {
	switch {
	case b.Type == "locals":
		c.add(c.symbol(Local, "local."+a.Name, a.Name), Declares, a.NameRange, a.NameRange)
	case b.Type == "variables":
		c.add(c.symbol(Variable, "var."+a.Name, a.Name), Sets, a.NameRange, a.NameRange)
	case b.Type == "module" && a.Schema == b.Schema.Any && c.program != nil:
		if m := c.program.Modules[b.Name()]; m != nil {
			c.add(Symbol{Variable, m.Unit.Dir, "var." + a.Name, a.Name}, Sets, a.NameRange, a.NameRange)
		}
	}
}

func (c *collector) attr(a *config.Attr) {
	for _, name := range a.Names {
		use := Reads
		if a.Schema.Params {
			use = Declares
		}
		c.add(c.symbol(Parameter, c.top.Address()+" parameter "+name.Value, name.Value), use, name.Range, name.Range)
	}
	for _, call := range a.Calls {
		c.call(call)
	}
	for _, ref := range a.Refs {
		c.ref(ref)
	}
	if !a.Schema.Unevaluated {
		c.loops(a.Expr)
	}
}

func (c *collector) call(call config.Call) {
	s := Symbol{Kind: Builtin, Key: "function." + call.Name, Name: call.Name}
	if !schema.HasFunction(call.Name) {
		s = c.symbol(Function, s.Key, s.Name)
	}
	c.add(s, Reads, call.Range, call.Range)
}

// ref notes the names in a reference.
func (c *collector) ref(ref config.Ref) {
	steps := c.file.steps(ref.Range)
	if len(steps) == 0 {
		return
	}
	name := func(s Symbol, n int) {
		if n < len(steps) {
			c.add(s, Reads, c.file.Range(steps[n].start, steps[n].end), c.file.Range(steps[0].start, steps[n].end))
		}
	}
	if len(ref.Names) == 0 && ref.Kind != config.Pkgs {
		return
	}
	switch ref.Kind {
	case config.Module:
		c.intoModule(ref, name)
	case config.User:
		name(c.user(ref.Names[0]), 1)
	case config.Pkgs:
		name(c.symbol(Pkgset, "pkgset.default", "default"), 0)
		c.fromNixpkgs("pkgs", ref.Names, len(steps)-1, name)
	case config.Pkgset:
		name(c.symbol(Pkgset, "pkgset."+ref.Names[0], ref.Names[0]), 1)
		c.fromNixpkgs("pkgset."+ref.Names[0], ref.Names[1:], len(steps)-1, name)
	case config.Bare:
		// In a test the words of all blocks start an address.
		if c.file.Role == Test {
			name(c.symbol(Labelled, ref.Word+"."+ref.Names[0], ref.Names[0]), 1)
		}
	default:
		if kind, ok := kinds[ref.Kind]; ok {
			c.declared(kind, ref.Word, ref.Names, name)
		}
	}
}

// declared notes a reference to a block of the unit or a local.
func (c *collector) declared(kind Kind, word string, names []string, name func(Symbol, int)) {
	n := config.AddressLength(word)
	if len(names) < n || n == 0 {
		return
	}
	name(c.symbol(kind, config.Ref{Word: word, Names: names[:n]}.Address(), names[n-1]), n)
}

// fromNixpkgs notes a package of a set, whose name is at the step of the index.
func (c *collector) fromNixpkgs(set string, names []string, at int, name func(Symbol, int)) {
	if len(names) > 0 {
		name(c.symbol(FromNixpkgs, config.Ref{Word: set, Names: names}.Address(), names[len(names)-1]), at)
	}
}

// intoModule notes the module and what is referred to in it.
func (c *collector) intoModule(ref config.Ref, name func(Symbol, int)) {
	name(c.symbol(Module, "module."+ref.Names[0], ref.Names[0]), 1)
	if c.program == nil {
		return
	}
	m := c.program.ModuleRef(ref)
	if m.On == nil {
		return
	}
	before := len(ref.Names) - len(m.Steps)
	s := Symbol{Kind: kinds[m.On.Kind], Unit: c.program.Modules[ref.Names[0]].Unit.Dir, Key: m.On.Key, Name: m.On.Name}
	name(s, before)
	if s.Kind == Pkgset && len(m.Steps) > 0 {
		s.Kind, s.Key, s.Name = FromNixpkgs, config.Ref{Word: m.Name, Names: m.Steps}.Address(), m.Steps[len(m.Steps)-1]
		name(s, len(ref.Names))
	}
}

// user is the user that a variant means by a name. Blocks of the same name in
// variants that extend each other are one user: it is that of the topmost.
func (c *collector) user(name string) Symbol {
	s := c.symbol(User, "user."+name+" of "+c.top.Address(), name)
	if c.program == nil {
		return s
	}
	variant := c.program.Symbol(c.top.Address())
	if variant == nil || variant.Block != c.top {
		return s
	}
	for _, v := range variant.Chain() {
		if slices.ContainsFunc(v.Block.Of("user"), func(b *config.Block) bool { return b.Name() == name }) {
			s.Unit, s.Key = path.Dir(v.Block.Range.File), "user."+name+" of "+v.Key
			return s
		}
	}
	return s
}

// loops notes the names that for expressions declare.
func (c *collector) loops(e hclsyntax.Expression) {
	at := e.Range()
	if bytes.Contains(c.file.Text()[at.Start.Byte:max(at.Start.Byte, at.End.Byte)], []byte("for")) {
		_ = hclsyntax.Walk(e, &loopWalk{collector: c})
	}
}
