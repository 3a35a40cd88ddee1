package trial

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/schema"
)

// Names are what a unit declares.
type Names struct {
	at      map[string][]diag.Range // of each declaration, by address; empty for what exists without being declared
	several map[string][][]string   // names behind the word of blocks that make any number of things

	functions map[string]diag.Range
}

// Declared returns the names of a unit.
func Declared(u *config.Unit) *Names {
	n := &Names{at: map[string][]diag.Range{}, several: map[string][][]string{}, functions: map[string]diag.Range{}}
	for _, address := range []string{"input.nixpkgs", "input.nix2container", "pkgset.default", "shell.default"} {
		n.at[address] = nil
	}
	for _, b := range u.Blocks {
		switch {
		case b.Type == "locals":
			for _, a := range b.Attrs {
				n.add("local."+a.Name, span(a.NameRange, a.Range))
			}
		case b.Type == "function":
			n.functions[b.Name()] = b.NameRange()
		case b.Type == "variable":
			n.add("var."+b.Name(), span(b.Range, b.Body))
		default:
			n.block(b)
		}
	}
	return n
}

func (n *Names) block(b *config.Block) {
	n.add(b.Address(), span(b.Range, b.Body))
	if b.Attr("for_each") == nil && b.Attr("matrix") == nil {
		return
	}
	names := make([]string, len(b.Labels))
	for i, l := range b.Labels {
		names[i] = l.Value
	}
	n.several[b.Type] = append(n.several[b.Type], names)
}

func (n *Names) add(address string, at diag.Range) { n.at[address] = append(n.at[address], at) }

// makesSeveral reports whether the block that a reference starts with makes any
// number of things.
func (n *Names) makesSeveral(ref config.Ref) bool {
	length := config.AddressLength(ref.Word)
	return slices.ContainsFunc(n.several[ref.Word], func(names []string) bool {
		return len(ref.Names) >= length && slices.Equal(names, ref.Names[:length])
	})
}

func (n *Names) has(address string) bool {
	_, ok := n.at[address]
	return ok
}

func span(from, to diag.Range) diag.Range {
	return diag.Range{File: from.File, Start: from.Start, End: to.End}
}

// of returns the addresses that start with a word, sorted.
func (n *Names) of(word string) []string {
	var found []string
	for address := range n.at {
		if strings.HasPrefix(address, word+".") {
			found = append(found, address)
		}
	}
	slices.Sort(found)
	return found
}

// CheckNames says which names of a test file name nothing of the unit. They are
// right or wrong whatever the values are, so no run is needed.
func CheckNames(f *File, names *Names) diag.List {
	c := &nameCheck{names: names}
	c.variables(f.Variables, nil)
	for _, r := range f.Runs {
		c.variables(r.Variables, f.Variables)
		if r.Platform != nil {
			c.calls(r.Platform)
			c.constant(r.Platform, nil)
		}
		for _, a := range r.Asserts {
			c.attr(a.Condition)
			c.attr(a.Message)
		}
		c.failures(r.Failures)
	}
	return c.diags
}

type nameCheck struct {
	names *Names
	diags diag.List
}

// variables checks values that are set: each has to be for a variable of the
// unit.
func (c *nameCheck) variables(set, known []*config.Attr) {
	for _, a := range set {
		if !c.names.has("var." + a.Name) {
			c.diags.Add(undeclared{Name: a.Name, At: a.NameRange, Have: c.names.of("var")})
		}
		c.calls(a)
		c.constant(a, known)
	}
}

// constant checks that an attribute refers to nothing but the known variables.
func (c *nameCheck) constant(a *config.Attr, known []*config.Attr) {
	for _, ref := range a.Refs {
		isKnown := ref.Word == "var" && len(ref.Names) > 0 &&
			slices.ContainsFunc(known, func(k *config.Attr) bool { return k.Name == ref.Names[0] })
		if !isKnown {
			c.diags.Add(outOfScope{Ref: ref, Known: known})
		}
	}
}

func (c *nameCheck) calls(a *config.Attr) {
	for _, call := range a.Calls {
		switch at, own := c.names.functions[call.Name]; {
		case own:
			c.diags.Add(ownFunction{Call: call, Declared: at})
		case !schema.HasFunction(call.Name):
			c.diags.Add(resolve.UnknownFunction(call))
		}
	}
}

func (c *nameCheck) attr(a *config.Attr) {
	c.calls(a)
	for _, ref := range a.Refs {
		if !ref.Guarded {
			c.ref(ref)
		}
	}
}

func (c *nameCheck) ref(ref config.Ref) {
	_, known := words[ref.Word]
	address, complete := addressOf(ref)
	switch {
	case ref.Kind == config.Pkgs || ref.Kind == config.Pkgset:
		c.packageName(ref)
	case !known:
		c.diags.Add(unknownWord{Ref: ref})
	case !complete || isAlways(ref.Word):
		// All things of a kind, or one whose name is computed.
	default:
		if !c.names.has(address) {
			c.diags.Add(unknownAddress{Ref: ref, Address: address, Have: c.names.of(ref.Word)})
		}
	}
}

// isAlways reports words that every program has the same data behind.
func isAlways(word string) bool { return word == "platform" || word == "agentbox" }

func (c *nameCheck) packageName(ref config.Ref) {
	least := 1
	if ref.Kind == config.Pkgset {
		least = 2
		address, complete := addressOf(ref)
		if complete && !c.names.has(address) {
			c.diags.Add(unknownAddress{Ref: ref, Address: address, Have: c.names.of(ref.Word)})
			return
		}
	}
	if len(ref.Names) < least || ref.Rest {
		c.diags.Add(noPackage{Ref: ref})
	}
}

// addressOf returns the address that a reference starts with, and whether it is
// written out as a whole.
func addressOf(ref config.Ref) (string, bool) {
	names := config.AddressLength(ref.Word)
	if len(ref.Names) < names {
		return "", false
	}
	address := ref.Word
	for _, name := range ref.Names[:names] {
		address += "." + name
	}
	return address, true
}

// failures checks the addresses of expect_failures.
func (c *nameCheck) failures(a *config.Attr) {
	if a == nil {
		return
	}
	list, others := expected(a)
	for _, e := range others {
		c.diags.Add(noAddress{Expr: e, Names: c.names})
	}
	for _, e := range list {
		if !c.names.has(e.address) {
			c.diags.Add(unknownAddress{Ref: e.ref, Address: e.address, Have: c.names.of(e.ref.Word)})
		}
	}
}
