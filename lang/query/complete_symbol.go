package query

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// refKinds are the kinds of reference that the addresses of symbols are.
var refKinds = map[config.RefKind]schema.Ref{
	config.Layer: schema.LayerRef, config.Variant: schema.VariantRef, config.Input: schema.InputRef,
	config.Overlay: schema.OverlayRef, config.Package: schema.Package, config.Group: schema.GroupRef,
	config.Pkgset: schema.PkgsetRef,
}

// symbol offers the address of a symbol where what it names is wanted.
func (c *completer) symbol(s *resolve.Symbol) {
	switch s.Kind {
	case config.Variable, config.Local:
		c.value(s, addressOf(s))
		return
	case config.Pkgset:
		if s.Block != nil && s.Name != "default" && c.wantsPackage() {
			c.root("packages of "+s.Key, "pkgset", s.Name)
		}
		return
	case config.Function, config.Module:
		return
	}
	rank, ok := c.refRank(refKinds[s.Kind])
	if s.Kind == config.Input && !ok {
		c.overlayOf(s)
	}
	if !ok || c.isAbstractTarget(s) || !c.acceptsSymbol(s) {
		return
	}
	if s.Repeat != nil {
		c.instances(rank, s)
		return
	}
	c.add(CompletionItem{Label: s.Key, Kind: ItemSymbol, Detail: string(kinds[s.Kind]), Text: s.Key, rank: rank, symbol: s})
}

func (c *completer) acceptsSymbol(s *resolve.Symbol) bool {
	return c.file.Role == Test || c.at != nil && c.at.AcceptsSymbol(s)
}

// addressOf is the address of a symbol in words.
func addressOf(s *resolve.Symbol) []string {
	switch s.Kind {
	case config.Variable:
		return []string{"var", s.Name}
	case config.Local:
		return []string{"local", s.Name}
	case config.Package:
		return []string{"package", s.Block.Labels[0].Value, s.Name}
	}
	word, _, _ := strings.Cut(s.Key, ".")
	return []string{word, s.Name}
}

// refRank ranks references of a kind; ok is false where they are not wanted.
func (c *completer) refRank(kind schema.Ref) (rank int, ok bool) {
	switch {
	case c.want.refers(kind):
		if c.want.several() {
			return rankNear, false // one of them is no list
		}
		return rankBest, true
	case c.want.text && kind == schema.Package:
		return rankCommon, c.want.attr == nil || c.want.attr.StorePaths
	case c.want.anything():
		return rankCommon, true
	}
	return rankLast, false
}

func (c *completer) wantsPackage() bool {
	_, ok := c.refRank(schema.Package)
	return ok
}

// isAbstractTarget reports whether a variant has no image where one is wanted.
func (c *completer) isAbstractTarget(s *resolve.Symbol) bool {
	if s.Kind != config.Variant || c.p.Attr.Name == "extends" || c.want.anything() {
		return false
	}
	a := s.Block.Attr("abstract")
	return a != nil && !isFalse(a)
}

func isFalse(a *config.Attr) bool {
	v, diags := a.Expr().Value(nil)
	return !diags.HasErrors() && v.IsKnown() && !v.IsNull() && v.Type().FriendlyName() == "bool" && v.False()
}

// value offers a variable or local value, before others where what it is now fits.
func (c *completer) value(s *resolve.Symbol, words []string) {
	if s.Kind == config.Variable && c.want.onlyRefers() {
		return
	}
	v := c.valueAt(words)
	if text, ok := v.(ir.Text); ok && c.want.refers(schema.Package) {
		if name, plain := text.Plain(); plain && !c.mayHave("default", strings.Split(name, ".")) {
			return
		}
	}
	rank := rankCommon
	if c.want.anything() || c.valueFits(v) {
		rank = rankNear
	} else if v != nil && !c.want.text && c.valueMisfits(v) {
		if rank = rankLast; c.want.onlyRefers() {
			return
		}
	}
	if c.acceptsSymbol(s) {
		c.add(CompletionItem{Label: s.Key, Kind: ItemValue, Detail: describeValue(v), Text: s.Key, rank: rank, symbol: s})
	}
}

// descriptionOf is what a block says of itself.
func descriptionOf(s *resolve.Symbol) string {
	if s.Block == nil {
		return ""
	}
	a := s.Block.Attr("description")
	if a == nil || s.Kind == config.Local {
		return ""
	}
	text, _ := syntax.Literal(a.Expr())
	return text
}

// instances offers what a block with for_each or matrix makes, each by its key.
func (c *completer) instances(rank int, s *resolve.Symbol) {
	for _, key := range c.keysOf(s.Key) {
		text := s.Key + `["` + key + `"]`
		c.add(CompletionItem{Label: text, Kind: ItemSymbol, Detail: string(kinds[s.Kind]), Text: text, rank: rank})
	}
}

// keysOf are the keys of what a block makes, in the order of their addresses.
func (c *completer) keysOf(address string) []string {
	if c.Result.Program == nil {
		return nil
	}
	var keys []string
	note := func(block string) {
		rest, ok := strings.CutPrefix(block, address+`["`)
		if key, ok2 := strings.CutSuffix(rest, `"]`); ok && ok2 && !slices.Contains(keys, key) && len(keys) < MaxItems {
			keys = append(keys, key)
		}
	}
	for _, pl := range c.Result.Program.Platforms {
		for _, l := range pl.Layers {
			note(l.Block)
		}
		for _, v := range pl.Variants {
			note(v.Block)
		}
		for _, p := range pl.Packages {
			note(p.Block)
		}
	}
	return keys
}

// overlayOf offers the overlay that an input has by custom, where overlays are
// wanted.
func (c *completer) overlayOf(s *resolve.Symbol) {
	if c.want.refers(schema.OverlayRef) && !c.want.several() && s.Name != "nixpkgs" && s.Name != "nix2container" {
		c.reference(rankNear, ItemSymbol, "overlay of the input", "", "input", s.Name, "overlays", "default")
	}
}

// fromModules offers what the units of module blocks let others use.
func (c *completer) fromModules() {
	for _, m := range c.Result.Resolved.Of(config.Module) {
		unit := c.Result.Resolved.Modules[m.Name]
		if unit == nil || m.Repeat != nil {
			continue
		}
		for _, s := range unit.Symbols {
			c.ofModule(m, s)
		}
	}
}

func (c *completer) ofModule(m, s *resolve.Symbol) {
	words := addressOf(s)
	if s.Block == nil || s.Repeat != nil || !slices.Contains(resolve.Exported(), words[0]) || s.Kind == config.Pkgset {
		return
	}
	rank, ok := c.refRank(refKinds[s.Kind])
	if s.Kind == config.Local {
		rank, ok = rankCommon, !c.want.refers(schema.InputRef)
	}
	if s.Kind == config.Variant {
		ok = ok && c.p.Attr.Name == "extends" // nothing else takes those of other units
	}
	if ok {
		c.reference(rank, ItemSymbol, string(kinds[s.Kind])+" of "+m.Key, descriptionOf(s), append([]string{"module", m.Name}, words...)...)
	}
}

// root offers the beginning of a reference.
func (c *completer) root(detail string, words ...string) {
	rank, _ := c.refRank(schema.Package)
	if !c.accepts(append(slices.Clone(words), "hello")...) {
		return
	}
	text := strings.Join(words, ".")
	c.add(CompletionItem{Label: text, Kind: ItemSymbol, Detail: detail, Text: text + ".", Again: true, rank: rank})
}
