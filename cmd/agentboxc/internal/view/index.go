package view

import (
	"text/tabwriter"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/index"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/names"
)

// PackageSet is how the source calls a package set.
func PackageSet(name string) string {
	if name == "default" {
		return "pkgs"
	}
	return "pkgset." + name
}

type indexedJSON struct {
	Pkgset   string `json:"pkgset"`
	Platform string `json:"platform"`
	Names    int    `json:"names"`
	Known    bool   `json:"known"`    // before
	Complete bool   `json:"complete"` // a name that is missing does not exist
	Error    string `json:"error,omitempty"`
}

func indexedDocument(sets []index.Made) []indexedJSON {
	var all []indexedJSON
	for _, m := range sets {
		one := indexedJSON{Pkgset: m.Set, Platform: m.System, Names: m.Names, Known: m.Known, Complete: m.Whole, Error: m.Why}
		if m.Err != nil {
			one.Error = m.Err.Error()
		}
		all = append(all, one)
	}
	return all
}

// indexed says how many names each package set has. Failures are shown as such.
func (v *View) indexed(sets []index.Made) {
	for _, m := range sets {
		name := PackageSet(m.Set) + " for " + m.System
		switch {
		case m.Err != nil:
			continue
		case m.Why != "":
			v.Note("There is no index of %s: %s.", name, m.Why)
			continue
		}
		action, remark := plan.Create, ""
		if m.Known {
			action = plan.NoOp
		}
		if !m.Whole {
			remark = ", without those that overlays of the unit add"
		}
		v.linef("%s names of %s: %d%s", v.sign(action), name, m.Names, remark)
	}
}

// Searched is what a search found.
type Searched struct {
	Query   string
	Total   int               // of all packages that were found
	Found   []SearchedPackage // the best of them
	Unknown string            // a set that the query leads into and whose names are not known; "" is none
}

// SearchedPackage is one package.
type SearchedPackage struct {
	Pkgset, System string
	names.Found
	names.About
}

func (p SearchedPackage) address() string { return PackageSet(p.Pkgset) + ir.Traversal(p.Path) }

type searchDocument struct {
	FormatVersion string         `json:"format_version"`
	Query         string         `json:"query"`
	Total         int            `json:"total"`
	Packages      []searchedJSON `json:"packages"`
}

type searchedJSON struct {
	Address     string   `json:"address"`
	Pkgset      string   `json:"pkgset"`
	Platform    string   `json:"platform"`
	Path        []string `json:"path"`
	Match       string   `json:"match"`
	Version     string   `json:"version,omitempty"`
	Description string   `json:"description,omitempty"`
	Refused     bool     `json:"refused,omitempty"`
}

// Searched prints packages as they are written in the source, the best match
// first.
func (v *View) Searched(s Searched, asJSON bool) {
	if asJSON {
		doc := searchDocument{formatVersion, s.Query, s.Total, []searchedJSON{}}
		for _, p := range s.Found {
			doc.Packages = append(doc.Packages, searchedJSON{
				p.address(), p.Pkgset, p.System, p.Path, p.Match.String(), p.Version, p.Description, p.Refused,
			})
		}
		v.document(doc)
		return
	}
	unlike := len(s.Found) == 0 || s.Found[0].Match == names.Like
	if unlike && s.Unknown != "" {
		v.Note("The names in %s are not indexed: use a package of it in the unit, and run `agentboxc lock --index`.", s.Unknown)
	}
	if unlike && len(s.Found) > 0 {
		v.Note("No name has %q in it. These are like it:", s.Query)
	}
	tw := tabwriter.NewWriter(v.out, 0, 0, 2, ' ', 0)
	for _, p := range s.Found {
		if p.Refused {
			p.Description = "(only a name: using it is an error)"
		}
		row(tw, p.address(), p.Version, p.Description)
	}
	_ = tw.Flush() // v.out keeps the error
	switch {
	case s.Total == 0:
		v.Note("No name has %q in it, and none is like it.", s.Query)
	case s.Total > len(s.Found):
		v.Note("… and %d more; --limit shows them.", s.Total-len(s.Found))
	}
}
