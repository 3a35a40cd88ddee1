package query

import (
	"fmt"
	"path"
	"strings"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/resolve"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/schema"
)

// symbol explains a name.
func (h *hovering) symbol(o Occurrence) {
	h.at = o.Name
	symbol, _ := h.resolved(o.Symbol)
	switch {
	case o.Symbol.Kind == Builtin:
		h.builtin(o.Symbol.Name)
	case o.Symbol.Kind == FromNixpkgs:
		h.fromNixpkgs(o.Symbol)
	case symbol != nil:
		h.declared(o, symbol)
	default:
		h.local(o.Symbol)
	}
}

// resolved returns what a symbol is to the passes, and the unit that has it.
func (s *Snapshot) resolved(of Symbol) (*resolve.Symbol, *resolve.Program) {
	for _, u := range s.units() {
		if u.Unit.Dir == of.Unit {
			return u.Symbol(of.Key), u
		}
	}
	return nil, nil
}

func (h *hovering) builtin(name string) {
	f, ok := schema.FunctionNamed(name)
	if !ok {
		return
	}
	h.code(f.Signature() + "  # " + f.Result)
	h.doc(functionDoc(f))
}

// fromNixpkgs tells what was measured of a package.
func (h *hovering) fromNixpkgs(of Symbol) {
	h.code(of.Key)
	h.doc("A package of nixpkgs.")
	if h.ref == nil {
		return
	}
	version, sizes := h.facts.facts().Package(h.ref.Names)
	if version != "" {
		h.paragraph("Version %s in the last build.", version)
	}
	h.sizes(sizes)
}

func (h *hovering) sizes(sizes []Measured) {
	var lines []string
	for _, m := range sizes {
		lines = append(lines, fmt.Sprintf("- %s on %s", FormatSize(m.Size), m.System))
	}
	if len(lines) > 0 {
		h.doc("Measured in the last build:\n" + strings.Join(lines, "\n"))
	}
}

// FormatSize writes bytes as a size of the language, rounded.
func FormatSize(bytes int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	size, unit := float64(bytes), 0
	for size >= 999.5 && unit < len(units)-1 {
		size, unit = size/1000, unit+1
	}
	if unit == 0 || size >= 99.5 {
		return fmt.Sprintf("%.0f %s", size, units[unit])
	}
	return fmt.Sprintf("%.1f %s", size, units[unit])
}

// local explains a name that has no address.
func (h *hovering) local(of Symbol) {
	switch of.Kind {
	case Parameter, LoopName:
		h.code(of.Name)
		h.paragraph("A %s.", of.Kind)
	case User:
		h.code(fmt.Sprintf("user %q", of.Name))
		h.doc("An account of the variant.")
		for _, b := range h.userBlocks(of) {
			if a := b.Attr("uid"); a != nil {
				h.code(h.textAt(a))
			}
		}
	case Labelled:
		for _, b := range h.blocks {
			if symbol, ok := symbolOfBlock(h.Dir(), b); ok && symbol.Name == of.Name {
				h.header(b)
			}
		}
	}
}

// textAt is an attribute as it is written.
func (h *hovering) textAt(a *config.Attr) string {
	text := h.Result.Source(a.Range.File)
	if a.Range.End.Byte > len(text) || a.Range.End.Byte < a.Range.Start.Byte {
		return a.Name
	}
	return a.Name + " = " + string(text[a.Range.Start.Byte:a.Range.End.Byte])
}

// declared explains what a unit declares.
func (h *hovering) declared(o Occurrence, symbol *resolve.Symbol) {
	if symbol.Block == nil {
		h.code(symbol.Key)
	} else if symbol.Attr == nil && symbol.Kind != config.Function {
		h.code(headerOf(symbol.Block))
	}
	if symbol.Block != nil && symbol.Attr == nil {
		if a := symbol.Block.Attr("description"); a != nil {
			text, _ := syntax.Literal(a.Expr())
			h.doc(text)
		}
	}
	switch symbol.Kind {
	case config.Variable:
		h.variable(o, symbol)
	case config.Local:
		h.code(symbol.Key)
		h.valueOf(o, check.Question{Block: symbol.Block, Attr: symbol.Attr})
	case config.Function:
		h.function(symbol)
	case config.Input:
		h.input(o.Symbol, symbol)
	case config.Layer:
		h.layer(o.Symbol)
	case config.Variant:
		h.variant(o.Symbol, symbol)
	case config.Module:
		h.module(symbol)
	case config.Package:
		h.doc(schema.Lead(symbol.Block.Schema.Doc))
	case config.Pkgset, config.Overlay, config.Group:
		h.attributes(symbol, "input", "overlays", "file", "variants")
	}
	h.repetition(symbol)
}

// attributes shows some attributes as they are written.
func (h *hovering) attributes(symbol *resolve.Symbol, names ...string) {
	if symbol.Block == nil {
		return
	}
	var lines []string
	for _, name := range names {
		if a := symbol.Block.Attr(name); a != nil {
			lines = append(lines, h.textAt(a))
		}
	}
	if len(lines) > 0 {
		h.code(strings.Join(lines, "\n"))
	}
}

func (h *hovering) repetition(symbol *resolve.Symbol) {
	if symbol.Repeat != nil {
		h.code(h.textAt(symbol.Repeat))
	}
}

func (h *hovering) variable(o Occurrence, symbol *resolve.Symbol) {
	if isSecret(symbol.Block) {
		h.attributes(symbol, "type", "sensitive")
		h.doc(ir.Hidden)
		return
	}
	h.attributes(symbol, "type", "default")
	if o.Use == Sets {
		h.valueOf(o, check.Question{Block: h.blockOf(), Attr: h.attr})
		return
	}
	h.valueOf(o, check.Question{Block: symbol.Block})
}

func (h *hovering) blockOf() *config.Block {
	if len(h.blocks) == 0 {
		return nil
	}
	return h.blocks[0]
}

// valueOf shows the value of what is referred to: in a module it is that which the
// reference leads to, with the variables that the module block sets.
func (h *hovering) valueOf(o Occurrence, q check.Question) {
	switch {
	case h.ref != nil && len(h.blocks) > 0:
		h.value(check.Question{Block: h.blocks[0], Attr: h.attr, Ref: h.ref})
	case o.Symbol.Unit == h.Dir() || o.Use == Sets && q.Attr != nil:
		h.value(q)
	}
}

func (h *hovering) function(symbol *resolve.Symbol) {
	h.code(signatureOf(symbol))
	h.attributes(symbol, "result")
}

// input tells where an input comes from, and what the lock holds of it.
func (h *hovering) input(of Symbol, symbol *resolve.Symbol) {
	if p := h.Result.Program; p != nil && of.Unit == h.Dir() {
		for _, i := range p.Inputs {
			if i.Name == symbol.Name {
				h.paragraph("`%s`", i.URL)
			}
		}
	}
	lock, ok := h.facts.facts().Inputs[symbol.Name]
	switch {
	case !ok || of.Unit != h.Dir():
	case lock.Revision != "" && lock.Date != "":
		h.paragraph("Locked at `%s` of %s.", lock.Revision, lock.Date)
	case lock.Revision != "":
		h.paragraph("Locked at `%s`.", lock.Revision)
	case lock.Date != "":
		h.paragraph("Locked as it was on %s.", lock.Date)
	}
}

func (h *hovering) layer(of Symbol) {
	found := map[string]bool{}
	h.eachPlatform(func(pl *ir.Platform) {
		for _, l := range pl.Layers {
			if of.Unit == h.Dir() && blockOfAddress(l.Address()) == of.Key && !found[l.Name] {
				found[l.Name] = true
				h.paragraph("%s", packagesOf(l))
				h.sizes(h.facts.facts().Layer(l.Name))
			}
		}
	})
}

func packagesOf(l *ir.Layer) string {
	const most = 12
	var names []string
	for i, p := range l.Packages {
		if i == most {
			names = append(names, fmt.Sprintf("and %d more", len(l.Packages)-most))
			break
		}
		names = append(names, "`"+p.Address()+"`")
	}
	if len(names) == 0 {
		return ""
	}
	return l.Address() + ": " + strings.Join(names, ", ")
}

func (h *hovering) variant(of Symbol, symbol *resolve.Symbol) {
	h.attributes(symbol, "extends", "abstract")
	if of.Unit != h.Dir() {
		return
	}
	found := map[string]bool{}
	h.eachPlatform(func(pl *ir.Platform) {
		for _, v := range pl.Variants {
			if blockOfAddress(v.Address()) == of.Key && !found[v.Name] && len(found) < maxAnswers {
				found[v.Name] = true
				h.paragraph("%s", layersOf(v))
				h.sizes(h.facts.facts().Variant(v.Name))
			}
		}
	})
}

func layersOf(v *ir.Variant) string {
	var names []string
	for _, l := range v.Layers {
		names = append(names, "`"+l.Address()+"`")
	}
	if len(names) == 0 {
		return ""
	}
	return v.Address() + ": " + strings.Join(names, ", ")
}

func (h *hovering) eachPlatform(visit func(*ir.Platform)) {
	if h.Result.Program == nil {
		return
	}
	for _, pl := range h.Result.Program.Platforms {
		visit(pl)
	}
}

// blockOfAddress is the address of the block that makes something, among others
// perhaps.
func blockOfAddress(address string) string {
	block, _, _ := strings.Cut(address, "[")
	return block
}

func (h *hovering) module(symbol *resolve.Symbol) {
	h.attributes(symbol, "source")
	if h.Result.Resolved == nil {
		return
	}
	unit := h.Result.Resolved.Modules[symbol.Name]
	if unit == nil {
		return
	}
	h.paragraph("The unit in `%s`.", path.Clean(unit.Unit.Dir))
	var names []string
	for _, v := range unit.Of(config.Variable) {
		names = append(names, "`"+v.Name+"`")
	}
	if len(names) > 0 {
		h.paragraph("Its variables: %s.", strings.Join(names, ", "))
	}
}
