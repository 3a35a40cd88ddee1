package check

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/schema"
)

func (e *env) overlay(i *instance) *ir.Overlay {
	p := e.at(i)
	out := &ir.Overlay{Name: i.name, File: p.path(i.Block.Attr("file")), Range: i.Block.Range}
	known := map[string]bool{}
	for _, b := range i.Block.Of("override") {
		if known[b.Name()] {
			continue // which has been reported
		}
		known[b.Name()] = true
		if change := p.change(b); change != nil {
			out.Changes = append(out.Changes, change)
		}
	}
	slices.SortFunc(out.Changes, func(a, b *ir.Change) int {
		return cmp.Or(cmp.Compare(a.Python, b.Python), cmp.Compare(a.Package, b.Package))
	})
	p.changedTwice(out)
	return out
}

// changedTwice reports two blocks for one package, which has more than one name.
func (p place) changedTwice(o *ir.Overlay) {
	for i, change := range o.Changes {
		if i > 0 && o.Changes[i-1].Python == change.Python && o.Changes[i-1].Package == change.Package {
			p.diags.Add(changedTwice{Change: change, First: o.Changes[i-1]})
		}
	}
}

// change reads an override block; nil when it cannot be known which package it
// changes.
func (p place) change(b *config.Block) *ir.Change {
	out := &ir.Change{
		Version: p.plain(b.Attr("version")), Env: p.environment(b.Attr("env")), Patches: p.paths(b.Attr("patches")),
		Check: p.choice(b.Attr("check")), Reason: p.plain(b.Attr("reason")), Range: b.Range,
	}
	out.Source = p.changedSource(b)
	if !slices.ContainsFunc(b.Attrs, func(a *config.Attr) bool { return a.Name != "reason" }) {
		p.diags.Add(nothingChanged{Block: b})
	}
	if python, name, ok := packageIn(b.Name()); ok {
		out.Python, out.Package = python, name
		return out
	}
	p.diags.Add(changeOutOfReach{Name: b.Name(), At: b.NameRange()})
	return nil
}

// pythonSet is a set of Python packages, by either of its names, and a package
// in it.
var pythonSet = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(python3[0-9]*)(?:Packages|\.pkgs)\.([^.]+)$`)
})

// packageIn takes the name of a package that an overlay can change apart.
func packageIn(written string) (python, name string, ok bool) {
	if m := pythonSet().FindStringSubmatch(written); m != nil {
		python, written = m[1], m[2]
	}
	return python, written, !strings.Contains(written, ".") && config.IsPackageName(written)
}

// changedSource is a directory, or a download.
func (p place) changedSource(b *config.Block) *ir.Source {
	a, hash := b.Attr("source"), b.Attr("hash")
	it, ok := p.one(a)
	if !ok {
		if hash != nil && a == nil {
			p.diags.Add(hashOfNothing{Attr: hash})
		}
		return nil
	}
	text, ok := p.itemText(it)
	if !ok {
		return nil
	}
	written, _ := text.Plain()
	if !strings.Contains(written, "://") {
		if hash != nil {
			p.diags.Add(hashOfNothing{Attr: hash})
		}
		dir, name := p.directory(a)
		if dir == "" {
			return nil
		}
		return &ir.Source{Project: &ir.Project{Source: dir, Own: p.isAround(name)}}
	}
	if !holds(schema.URL, written) {
		p.diags.Add(brokenRule{Item: it, Rule: schema.URL})
		return nil
	}
	return &ir.Source{URL: written, Hash: p.hash(b, "hash", "nix store prefetch-file "+shellWord(written))}
}
