package query

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// defaultSet is the package set that pkgs means.
const defaultSet = "default"

// collector finds the names in blocks of a file.
type collector struct {
	file    *File
	dir     string           // of the unit
	program *resolve.Program // of the unit; nil when no file could be read
	top     *config.Block    // that is being looked at
	wanted  []byte           // what a text has to hold to be looked at; nil looks at all
	found   []Occurrence
}

// occurrences returns the names in top-level blocks of a file, and in a file of
// values those of its variables, in source order.
func (s *Snapshot) occurrences(f *File, blocks []*config.Block) []Occurrence {
	return s.collect(f, blocks, nil)
}

// collect is occurrences without some of those that do not hold the wanted text.
func (s *Snapshot) collect(f *File, blocks []*config.Block, wanted []byte) []Occurrence {
	c := &collector{file: f, dir: s.Dir(), program: s.Result.Resolved, wanted: wanted}
	switch f.Role {
	case Values:
		for _, a := range f.Syntax.Body().Attributes {
			at := syntax.Range(a.NameRange)
			c.add(c.symbol(Variable, "var."+a.Name, a.Name), Sets, at, at)
		}
	case Source, Test:
		for _, b := range blocks {
			if !c.mayHold(b.Range.Start.Byte, f.end(b)) {
				continue
			}
			c.top = b
			c.declaration(b)
			if b.Damaged && len(b.Attrs) == 0 {
				c.damaged(b)
				continue
			}
			c.block(b)
		}
	}
	sortOccurrences(c.found)
	return c.found
}

func (c *collector) mayHold(start, end int) bool {
	return c.wanted == nil || bytes.Contains(c.file.slice(start, end), c.wanted)
}

func (c *collector) symbol(kind Kind, key, name string) Symbol {
	return Symbol{Kind: kind, Unit: c.dir, Key: key, Name: name}
}

func (c *collector) add(s Symbol, use Use, name, whole diag.Range) {
	c.found = append(c.found, Occurrence{Symbol: s, Use: use, Name: name, Whole: whole})
}

// declaration notes the name of a top-level block.
func (c *collector) declaration(b *config.Block) {
	symbol, ok := symbolOfBlock(c.dir, b)
	if !ok {
		return
	}
	if c.file.Role == Test {
		symbol.Key += " in " + c.file.Path
	}
	c.add(symbol, Declares, nameRange(b), b.Range)
}

// symbolOfBlock is what a top-level block declares.
func symbolOfBlock(dir string, b *config.Block) (Symbol, bool) {
	if len(b.Labels) == 0 || b.Type == "platform" {
		return Symbol{}, false // a platform has the name that Nix gives it
	}
	kind, known := blockKinds[b.Type]
	if !known {
		kind = Labelled
	}
	return Symbol{Kind: kind, Unit: dir, Key: symbolKey(b), Name: b.Name()}, true
}

func (c *collector) block(b *config.Block) {
	for _, a := range b.Attrs {
		c.named(b, a)
		c.attr(a)
	}
	for _, nested := range b.Blocks {
		if c.top.Type == "variant" && nested.Type == "user" && len(nested.Labels) == 1 {
			c.add(c.user(nested.Name()), Declares, nameRange(nested), nested.Range)
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
	if !c.mayHold(a.Range.Start.Byte, a.Range.End.Byte) {
		return
	}
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
		c.loops(a.Expr())
	}
	if c.file.Role == Test {
		c.file.strings(a.Expr(), c.address)
	}
}

// address notes a string of a test that is the address of something in the unit,
// as in contains(variant.runtime.layers, "layer.base"). The key of one of several
// may follow.
func (c *collector) address(text string, at diag.Range) {
	text, _, _ = strings.Cut(text, "[")
	parts := strings.Split(text, ".")
	if c.program == nil || len(parts) < 2 || !bytes.HasPrefix(c.file.slice(at.Start.Byte, at.End.Byte), []byte(text)) {
		return // it is none, or written with escapes
	}
	var steps []step
	offset := at.Start.Byte
	for _, part := range parts {
		steps = append(steps, step{part, offset, offset + len(part)})
		offset += len(part) + 1
	}
	names := c.at(steps, offset-1)
	symbol := c.program.Symbol(text)
	switch {
	case symbol != nil && symbol.Kind != config.Module:
		c.declared(kinds[symbol.Kind], parts[0], parts[1:], names)
	case symbol == nil && len(labelled(c.program.Unit, text)) > 0:
		c.declared(Labelled, parts[0], parts[1:], names)
	case parts[0] == "module":
		c.intoModule(config.Ref{Kind: config.Module, Word: parts[0], Names: parts[1:]}, names)
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
	if c.mayHold(ref.Range.Start.Byte, ref.Range.End.Byte) {
		c.refWith(ref, c.file.steps(ref.Range))
	}
}

func (c *collector) refWith(ref config.Ref, steps []step) {
	if len(steps) == 0 {
		return
	}
	name := c.at(steps, ref.Range.End.Byte)
	if len(ref.Names) == 0 && ref.Kind != config.Pkgs {
		return
	}
	switch ref.Kind {
	case config.Module:
		c.intoModule(ref, name)
	case config.User:
		name(c.user(ref.Names[0]), 1)
	case config.Pkgs:
		name(c.symbol(Pkgset, "pkgset."+defaultSet, defaultSet), 0)
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

// at returns what notes a name at one of the steps of a reference. What follows
// the last one, such as a key, belongs to it.
func (c *collector) at(steps []step, end int) func(Symbol, int) {
	return func(s Symbol, n int) {
		if n >= len(steps) {
			return
		}
		whole := c.file.Range(steps[0].start, steps[n].end)
		if n == len(steps)-1 || s.Kind != Module {
			whole = c.file.Range(steps[0].start, end)
		}
		c.add(s, Reads, c.file.Range(steps[n].start, steps[n].end), whole)
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

// user is the user that the variant means by a name.
func (c *collector) user(name string) Symbol {
	if c.program != nil {
		if variant := c.program.Symbol(c.top.Address()); variant != nil && variant.Block == c.top {
			return userOf(variant, name)
		}
	}
	return c.symbol(User, "user."+name+" of "+c.top.Address(), name)
}

// loops notes the names that for expressions declare.
func (c *collector) loops(e hclsyntax.Expression) {
	at := e.Range()
	if bytes.Contains(c.file.slice(at.Start.Byte, at.End.Byte), []byte("for")) {
		_ = hclsyntax.Walk(e, &loopWalk{collector: c})
	}
}
