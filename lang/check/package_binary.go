package check

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// fetchBinary reads the block for the platform, which it depends on.
func (p place) fetchBinary(b *config.Block) *ir.FetchBinary {
	here := p.systemsOf(b.Attr("only"))
	if !slices.Contains(here, p.platform.System) {
		here = nil // nothing of this platform is wanted
	}
	out := &ir.FetchBinary{Version: p.version(b)}
	address := p.ofPlatform(b.Attr("url"), here)
	if len(address.missing) > 0 {
		p.diags.Add(noAddress{Attr: b.Attr("url"), Systems: address.missing})
	}
	if address.ok {
		t, _ := p.itemText(address.it)
		out.URL, _ = t.Plain()
	}
	out.Hash = p.binaryHash(b, here, out.URL)
	out.Archive = archiveOf(out.URL)
	out.Bin = p.executables(b)
	own := p.chain[len(p.chain)-1].own
	switch {
	case out.Archive != ir.NoArchive || out.URL == "":
		if len(out.Bin) == 0 {
			out.Bin = []ir.Executable{{Name: own, Path: own}}
		}
	case b.Attr("bin") == nil:
		out.Bin = []ir.Executable{{Name: own}}
	case len(out.Bin) == 1 && out.Bin[0].Name == out.Bin[0].Path:
		out.Bin[0].Path = ""
	case len(out.Bin) > 0:
		p.diags.Add(noArchive{Attr: b.Attr("bin")})
	}
	return out
}

// binaryHash reads the hash of a download, which may be a map by platform.
func (p place) binaryHash(b *config.Block, here []string, url string) ir.Hash {
	a := b.Attr("hash")
	varies := p.varies(b.Attr("url")) && len(here) > 1
	command := "nix store prefetch-file " + shellWord(url)
	if url == "" {
		here = nil // which has been reported, or is of no interest
	}
	if p.unset(a) {
		h := ir.Hash{Name: "hash", Range: b.Range, Slot: p.hashSlot(b, "hash", "")}
		if varies {
			h.Slot = p.hashSlot(b, "hash", p.platform.System)
		}
		if a != nil {
			h.Range, h.Slot = a.Range, nil
		}
		if len(here) > 0 {
			p.diags.Add(hashNotSet{Of: p.addressOf(b), Hash: h, Command: command})
		}
		return h
	}
	found := p.ofPlatform(a, here)
	if !found.ok {
		h := ir.Hash{Name: "hash", Range: a.Range, Slot: entrySlot(a, p.platform.System)}
		if len(found.missing) > 0 {
			p.diags.Add(hashNotSet{Of: p.addressOf(b), Hash: h, Systems: found.missing, Command: command})
		}
		return h
	}
	if varies && !found.it.keyed && !p.varies(a) {
		p.diags.Add(oneHash{Attr: a})
	}
	return p.itemHash(b, found.it, found.written, command)
}

// varies reports whether the value of an attribute may differ between platforms.
func (p place) varies(a *config.Attr) bool {
	if a == nil {
		return false
	}
	return isMap(p.evaluate(a)) || slices.ContainsFunc(a.Refs, func(ref config.Ref) bool {
		s := p.program.Symbol(ref.Key)
		return ref.Kind == config.Platform || s != nil && s.PerPlatform
	})
}

// chosen is what an attribute has for a platform.
type chosen struct {
	it      item
	ok      bool
	written hclsyntax.Expression // of the item
	missing []string             // platforms that a map has no entry for
}

// ofPlatform reads an attribute that is one value, or a map by platform. Where
// it is a map it should have an entry for each of the systems.
func (p place) ofPlatform(a *config.Attr, systems []string) chosen {
	if a == nil {
		return chosen{}
	}
	if !isMap(p.evaluate(a)) {
		it, ok := p.one(a)
		return chosen{it: it, ok: ok, written: a.Expr()}
	}
	out := chosen{missing: slices.Clone(systems)}
	first := map[string]diag.Range{}
	for _, entry := range p.entries(a) {
		system, _ := parsePlatform(entry.key)
		if at, taken := first[system]; taken {
			p.diags.Add(duplicateKey{Item: entry, First: at})
			continue
		}
		first[system] = entry.keyAt
		out.missing = slices.DeleteFunc(out.missing, func(s string) bool { return s == system })
		if system == p.platform.System {
			out.it, out.ok, out.written = entry, true, valueIn(a, entry)
		}
	}
	return out
}

// valueIn finds the expression of an entry in a map that is written out, or the
// whole expression.
func valueIn(a *config.Attr, entry item) hclsyntax.Expression {
	object, ok := config.Unbound(a.Expr()).(*hclsyntax.ObjectConsExpr)
	if !ok {
		return a.Expr()
	}
	i := slices.IndexFunc(object.Items, func(pair hclsyntax.ObjectConsItem) bool {
		return pair.ValueExpr.Range().Start.Byte == entry.at.Start.Byte
	})
	if i < 0 {
		return a.Expr()
	}
	return object.Items[i].ValueExpr
}

// archiveOf tells by the address what a download has to be unpacked with.
func archiveOf(url string) ir.Archive {
	name, _, _ := strings.Cut(path.Base(url), "?")
	name, _, _ = strings.Cut(strings.ToLower(name), "#")
	for _, suffix := range []string{".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz"} {
		if strings.HasSuffix(name, suffix) {
			return ir.Tar
		}
	}
	switch {
	case strings.HasSuffix(name, ".tar.zst"):
		return ir.TarZstd
	case strings.HasSuffix(name, ".zip"):
		return ir.Zip
	}
	return ir.NoArchive
}
