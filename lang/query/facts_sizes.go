package query

import (
	"cmp"
	"slices"
	"strings"
)

// Ask returns the facts, which may take reading files: it is called when they are
// needed. Nil knows none.
type Ask func() *Facts

func (a Ask) facts() *Facts {
	if a == nil {
		return &Facts{}
	}
	if f := a(); f != nil {
		return f
	}
	return &Facts{}
}

// Measured is a size in bytes on a system.
type Measured struct {
	System string
	Size   int64
}

// Variant returns the sizes of a variant's images, sorted by system.
func (f *Facts) Variant(name string) []Measured {
	return f.largest(func(i MeasuredImage) (size int64, has bool) {
		for _, l := range i.Layers {
			size += l.Size
		}
		return size, i.Variant == name
	})
}

// Layer returns the sizes of a layer, sorted by system. Where images differ in it,
// because others took paths away, it is the largest.
func (f *Facts) Layer(name string) []Measured {
	return f.largest(func(i MeasuredImage) (size int64, has bool) {
		for _, l := range i.Layers {
			if l.Name == name {
				size, has = size+l.Size, true
			}
		}
		return size, has
	})
}

// Package returns the version that a package had in the images, and its sizes,
// sorted by system. The store knows packages by other names than nixpkgs; those are
// found that are called alike.
func (f *Facts) Package(path []string) (version string, sizes []Measured) {
	if len(path) == 0 {
		return "", nil
	}
	name := storeName(path[len(path)-1])
	sizes = f.largest(func(i MeasuredImage) (size int64, has bool) {
		for _, l := range i.Layers {
			for _, p := range l.Paths {
				if p.Name == name {
					size, version, has = max(size, p.Size), p.Version, true
				}
			}
		}
		return size, has
	})
	return version, sizes
}

// largest is the largest size on each system.
func (f *Facts) largest(of func(MeasuredImage) (size int64, has bool)) []Measured {
	sizes := map[string]int64{}
	for _, i := range f.Images {
		if size, has := of(i); has {
			sizes[i.System] = max(sizes[i.System], size)
		}
	}
	var found []Measured
	for system, size := range sizes {
		found = append(found, Measured{system, size})
	}
	slices.SortFunc(found, func(a, b Measured) int { return cmp.Compare(a.System, b.System) })
	return found
}

// storeName is a name of nixpkgs without the version that tells it from others:
// nodejs_20 is called nodejs.
func storeName(name string) string {
	base, version, found := strings.Cut(name, "_")
	if found && strings.Trim(version, "0123456789_") == "" {
		return base
	}
	return name
}
