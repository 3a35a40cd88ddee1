package measure

import (
	"cmp"
	"maps"
	"slices"
)

// Difference is how what is called by one name differs between two sets of
// layers. A package that comes in several versions, or twice, is one.
type Difference struct {
	Name          string
	Was, Is       []string // versions, sorted; nil where there is none of that name
	Before, After int64    // bytes
}

// Growth is by how many bytes the second set has more.
func (d Difference) Growth() int64 { return d.After - d.Before }

// Compare returns the names whose versions or bytes differ, those that grew most
// first. Another build of the same version with the same size is no difference.
func Compare(before, after []Layer) []Difference {
	names := map[string]*Difference{}
	named := func(name string) *Difference {
		if names[name] == nil {
			names[name] = &Difference{Name: name}
		}
		return names[name]
	}
	for _, p := range paths(before) {
		d := named(p.Name)
		d.Was, d.Before = append(d.Was, p.Version), d.Before+p.Size
	}
	for _, p := range paths(after) {
		d := named(p.Name)
		d.Is, d.After = append(d.Is, p.Version), d.After+p.Size
	}
	var list []Difference
	for _, name := range slices.Sorted(maps.Keys(names)) {
		d := *names[name]
		slices.Sort(d.Was)
		slices.Sort(d.Is)
		if d.Growth() != 0 || !slices.Equal(d.Was, d.Is) {
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b Difference) int { return cmp.Compare(b.Growth(), a.Growth()) })
	return list
}

func paths(layers []Layer) []Path {
	var all []Path
	for _, l := range layers {
		all = append(all, l.Paths...)
	}
	return all
}

// With returns the measurements with those of images that were built, in the
// place of what was known of them.
func (m *Measurements) With(built ...Image) *Measurements {
	all := slices.Clone(built)
	if m != nil {
		for _, i := range m.Images {
			if !slices.ContainsFunc(built, func(b Image) bool { return b.Variant == i.Variant && b.System == i.System }) {
				all = append(all, i)
			}
		}
	}
	slices.SortFunc(all, func(a, b Image) int {
		return cmp.Or(cmp.Compare(a.Variant, b.Variant), cmp.Compare(a.System, b.System))
	})
	return &Measurements{Images: all}
}
