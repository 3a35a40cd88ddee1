package view

import (
	"cmp"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/agentboxc/agentboxc/lang/ir"
)

type listing struct {
	FormatVersion string        `json:"format_version"`
	Unit          string        `json:"unit"`
	Name          string        `json:"name"`
	Platforms     []string      `json:"platforms"`
	Variants      []listed      `json:"variants"`
	Groups        []listedGroup `json:"groups"`
	Layers        []listed      `json:"layers"`
	Packages      []listed      `json:"packages"`
	Shells        []listed      `json:"shells"`
	Inputs        []listedInput `json:"inputs"`
	Rules         []listedRule  `json:"rules"`
}

// listed is something declared, with the platforms that it exists on.
type listed struct {
	Address     string   `json:"address"`
	Description string   `json:"description,omitempty"`
	Default     bool     `json:"default,omitempty"`
	Abstract    bool     `json:"abstract,omitempty"`
	Implied     bool     `json:"implied,omitempty"`
	Platforms   []string `json:"platforms"`
}

type listedInput struct {
	Address string `json:"address"`
	URL     string `json:"url"`
	Implied bool   `json:"implied,omitempty"`
}

// List prints what the unit declares.
func (v *View) List(unit string, p *ir.Program, asJSON bool) {
	l := listingOf(unit, p)
	if asJSON {
		v.document(l)
		return
	}
	tw := tabwriter.NewWriter(v.out, 0, 0, 2, ' ', 0)
	for i, kind := range [][]listed{l.Variants, l.Layers, l.Packages, l.Shells} {
		for _, item := range kind {
			row(tw, item.Address, strings.Join(item.Platforms, ", "), item.remark())
		}
		if i == 0 {
			groupRows(tw, l.Groups)
		}
	}
	for _, in := range l.Inputs {
		row(tw, in.Address, in.URL, "")
	}
	ruleRows(tw, l.Rules)
	_ = tw.Flush() // v.out keeps the error
}

// ListUnit prints a line about one of several units: which variants it has.
func (v *View) ListUnit(unit, shown string, p *ir.Program, asJSON bool) {
	l := listingOf(unit, p)
	if asJSON {
		v.document(l)
		return
	}
	var names []string
	for _, item := range l.Variants {
		name := strings.TrimPrefix(item.Address, "variant.")
		if remark := (listed{Default: item.Default, Abstract: item.Abstract}).remark(); remark != "" {
			name += " (" + remark + ")"
		}
		names = append(names, name)
	}
	v.linef("%s  %s", shown, strings.Join(names, ", "))
}

func row(tw *tabwriter.Writer, cells ...string) {
	for len(cells) > 1 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	_, _ = tw.Write([]byte(strings.Join(cells, "\t") + "\n"))
}

func (l listed) remark() string {
	var words []string
	if l.Default {
		words = append(words, "default")
	}
	if l.Abstract {
		words = append(words, "abstract")
	}
	if l.Implied {
		words = append(words, "from the default variant")
	}
	if l.Description != "" {
		words = append(words, l.Description)
	}
	return strings.Join(words, ", ")
}

func listingOf(unit string, p *ir.Program) listing {
	l := listing{FormatVersion: formatVersion, Unit: unit, Name: p.Name, Platforms: []string{}, Inputs: []listedInput{}}
	variants, layers, packages, shells := byAddress{}, byAddress{}, byAddress{}, byAddress{}
	for _, pl := range p.Platforms {
		l.Platforms = append(l.Platforms, pl.System)
		for _, x := range pl.Variants {
			isDefault := p.Default != nil && p.Default.Name == x.Name
			variants.add(pl.System, listed{
				Address: x.Address(), Description: x.Description, Default: isDefault, Abstract: x.Abstract,
			})
		}
		for _, x := range pl.Layers {
			layers.add(pl.System, listed{Address: x.Address(), Description: x.Description})
		}
		for _, x := range pl.Packages {
			packages.add(pl.System, listed{Address: x.Address()})
		}
		for _, x := range pl.Shells {
			shells.add(pl.System, listed{Address: "shell." + x.Name, Implied: x.Implied})
		}
	}
	l.Variants, l.Layers, l.Packages, l.Shells = variants.sorted(), layers.sorted(), packages.sorted(), shells.sorted()
	for _, in := range p.Inputs {
		l.Inputs = append(l.Inputs, listedInput{"input." + in.Name, in.URL, in.Implied})
	}
	l.Groups, l.Rules = groupsOf(p), rulesOf(p)
	return l
}

// byAddress gathers by address what may exist on several platforms.
type byAddress map[string]*listed

func (i byAddress) add(system string, item listed) {
	if i[item.Address] == nil {
		i[item.Address] = &item
	}
	i[item.Address].Platforms = append(i[item.Address].Platforms, system)
}

func (i byAddress) sorted() []listed {
	list := make([]listed, 0, len(i))
	for _, item := range i {
		list = append(list, *item)
	}
	slices.SortFunc(list, func(a, b listed) int { return cmp.Compare(a.Address, b.Address) })
	return list
}
