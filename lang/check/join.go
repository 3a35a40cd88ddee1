package check

import (
	"sync"

	"github.com/agentboxc/agentboxc/lang/ir"
)

// join finds what a platform uses of what modules make, so that the flake holds
// no more than that.
type join struct {
	pkgsets  map[string]*ir.Pkgset
	overlays map[string]*ir.Overlay
	packages map[[2]string]*ir.Package
	layers   map[string]*ir.Layer
	offered  map[string][]offeredInput
	seen     map[any]bool
	used     ir.Platform
	inputs   []string // names, in the order in which they were met
	met      map[string]bool
}

// references finds what is reached.
var references = sync.OnceValue(func() *ir.Finder {
	return ir.NewFinder(ir.PackageRef{}, ir.LayerRef{}, ir.OverlayRef{}, ir.FlakePackage{}, ir.Pkgset{})
})

type offeredInput struct {
	*ir.Input
	by string // address of the module
}

func newJoin() *join {
	return &join{
		pkgsets: map[string]*ir.Pkgset{}, overlays: map[string]*ir.Overlay{},
		packages: map[[2]string]*ir.Package{}, layers: map[string]*ir.Layer{},
		offered: map[string][]offeredInput{}, seen: map[any]bool{}, met: map[string]bool{},
	}
}

func (j *join) offer(made *ir.Platform) {
	if made == nil {
		return
	}
	for _, x := range made.Pkgsets {
		j.pkgsets[x.Name] = x
	}
	for _, x := range made.Overlays {
		j.overlays[x.Name] = x
	}
	for _, x := range made.Packages {
		j.packages[[2]string{x.Kind, x.Name}] = x
	}
	for _, x := range made.Layers {
		j.layers[x.Name] = x
	}
}

// finish adds what was reached to the platform.
func (j *join) finish(p *ir.Platform) {
	p.Pkgsets = append(p.Pkgsets, j.used.Pkgsets...)
	p.Overlays = append(p.Overlays, j.used.Overlays...)
	p.Packages = append(p.Packages, j.used.Packages...)
	p.Layers = append(p.Layers, j.used.Layers...)
}

// reach follows every reference inside what it is given a pointer to.
func (j *join) reach(value any) { references().Find(value, j.reference) }

// reference adds what a value refers to, and all that this needs. Inside the value
// there may be further references.
func (j *join) reference(value any) bool {
	switch x := value.(type) {
	case *ir.PackageRef:
		if x.Pkgset != "" {
			j.set(x.Pkgset)
		} else if made := j.packages[[2]string{x.Kind, x.Name}]; j.first(made, made == nil) {
			j.used.Packages = append(j.used.Packages, made)
			j.reach(made)
		}
	case *ir.LayerRef:
		if made := j.layers[x.Name]; j.first(made, made == nil) {
			j.used.Layers = append(j.used.Layers, made)
			j.reach(made)
		}
	case *ir.OverlayRef:
		j.input(x.Input)
		if made := j.overlays[x.Overlay]; j.first(made, made == nil) {
			j.used.Overlays = append(j.used.Overlays, made)
			j.reach(made)
		}
	case *ir.FlakePackage:
		j.input(x.Input)
	case *ir.Pkgset:
		j.input(x.Input)
	}
	return true
}

func (j *join) set(name string) {
	if made := j.pkgsets[name]; j.first(made, made == nil) {
		j.used.Pkgsets = append(j.used.Pkgsets, made)
		j.reach(made)
	}
}

func (j *join) input(name string) {
	if name != "" && !j.met[name] {
		j.met[name] = true
		j.inputs = append(j.inputs, name)
	}
}

// first reports whether something of a module is met for the first time.
func (j *join) first(made any, none bool) bool {
	if none || j.seen[made] {
		return false
	}
	j.seen[made] = true
	return true
}
