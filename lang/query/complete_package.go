package query

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/names"
	"github.com/agentboxc/agentboxc/lang/query/cursor"
	"github.com/agentboxc/agentboxc/schema"
)

// maxPackages bounds the packages that are offered at once: there are a hundred
// thousand.
const maxPackages = 100

// packageWords offers the package set, and packages in it.
func (c *completer) packageWords() {
	if !c.wantsPackage() || !c.accepts("pkgs", "hello") {
		return
	}
	c.root("packages of nixpkgs", "pkgs")
	rank, _ := c.refRank(schema.Package)
	if !c.want.refers(schema.Package) {
		return
	}
	for _, path := range c.usedPackages("default") {
		text := config.Ref{Word: "pkgs", Names: path}.Address()
		c.add(CompletionItem{Label: text, Kind: ItemPackage, Detail: "used in this unit", Text: text, rank: rank})
	}
	typed := c.prefix()
	if set := c.set("default"); set != nil && typed != "" {
		for _, name := range names.Starting(set, nil, typed, maxPackages) {
			text := config.Ref{Word: "pkgs", Names: []string{name}}.Address()
			c.add(CompletionItem{Label: text, Kind: ItemPackage, Detail: describeAbout(set.About([]string{name})), Text: text, Filter: name, rank: rankNear})
		}
		c.out.Incomplete = true
	}
}

// packages offers the packages in a set at a path: those that an index knows, or
// else those that the unit uses already.
func (c *completer) packages(pkgset string, path []string) {
	words := []string{"pkgset", pkgset, "hello"}
	if c.p.Path[0] == "pkgs" {
		words = []string{"pkgs", "hello"}
	}
	if slices.Contains(path, "*") || c.at != nil && pkgset != "" && !c.accepts(words...) {
		return
	}
	rest := c.rest()
	for _, used := range c.usedPackages(pkgset) {
		if len(used) > len(path)+len(rest) && slices.Equal(used[:len(path)], path) {
			c.packageStep(used[len(path)], "used in this unit", rankBest, len(used) > len(path)+1)
		}
	}
	set := c.set(pkgset)
	if set == nil {
		return
	}
	found := names.Starting(set, path, c.prefix(), maxPackages)
	for _, name := range found {
		whole := slices.Concat(path, []string{name})
		about := set.About(whole)
		if fits := len(rest) == 0 || set.Has(whole, rest[0]) == names.Present; fits && !about.Refused {
			c.packageStep(name, describeAbout(about), rankNear, false)
		}
	}
	c.out.Incomplete = c.out.Incomplete || len(found) == maxPackages
}

func describeAbout(about names.About) string {
	return strings.TrimSpace(about.Version + " " + about.Description)
}

// packageStep offers a name behind a dot, or in the quotes behind a bracket.
func (c *completer) packageStep(name, detail string, rank int, isSet bool) {
	if c.p.Kind != cursor.Step {
		before := len(c.out.Items)
		if c.key(name, detail); len(c.out.Items) > before {
			c.out.Items[before].Kind, c.out.Items[before].rank = ItemPackage, rank
		}
		return
	}
	if !ir.IsName(name) {
		return // it stands in brackets, and not behind a dot
	}
	item := CompletionItem{Label: name, Kind: ItemPackage, Detail: detail, Text: name, rank: rank}
	if isSet && c.p.Follows == cursor.End {
		item.Text, item.Again = name+".", true
	}
	c.add(item)
}

// set is what is known of the names in a package set of the unit, or nil.
func (c *completer) set(name string) names.Set {
	p := c.Result.Program
	if c.with.Names == nil || p == nil || len(p.Platforms) == 0 {
		return nil
	}
	pl := p.Platforms[0]
	for _, s := range pl.Pkgsets {
		if s.Name == name {
			return c.with.Names.Set(p, s, pl.System)
		}
	}
	return nil
}

// mayHave reports whether a package set is not known to lack what a path leads to.
func (c *completer) mayHave(pkgset string, path []string) bool {
	set := c.set(pkgset)
	return set == nil || len(path) == 0 || set.Has(nil, path[0]) != names.Absent
}

// usedPackages are the paths of the packages of a set that the unit names, sorted.
func (c *completer) usedPackages(pkgset string) [][]string {
	var used [][]string
	c.refs(func(ref config.Ref) {
		switch {
		case ref.Rest || len(used) >= MaxItems:
		case ref.Kind == config.Pkgs && pkgset == "default" && len(ref.Names) > 0:
			used = append(used, ref.Names)
		case ref.Kind == config.Pkgset && len(ref.Names) > 1 && ref.Names[0] == pkgset:
			used = append(used, ref.Names[1:])
		}
	})
	slices.SortFunc(used, slices.Compare)
	return slices.CompactFunc(used, slices.Equal)
}
