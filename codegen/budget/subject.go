package budget

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/measure"
)

// subject is what a limit or a policy holds for: an image, or what a layer block
// became in an image.
type subject struct {
	system, variant string
	layer           string   // "" for the image
	address         string   // of the layer or the variant
	addresses       []string // of everything that lists packages of the image
	image           *measure.Image
	base            *measure.Image // nil where there is nothing to compare with
	compression     Compression
	store           *Store
}

// String names the subject in a sentence.
func (s subject) String() string {
	name := s.address
	if s.layer != "" {
		name += " of variant." + s.variant
	}
	return name + " on " + s.system
}

// layers are the image layers that are the subject.
func (s subject) layers() []measure.Layer { return s.of(s.image) }

func (s subject) of(image *measure.Image) []measure.Layer {
	if s.layer == "" {
		return image.Layers
	}
	var own []measure.Layer
	for _, l := range image.Layers {
		if l.Name == s.layer {
			own = append(own, l)
		}
	}
	return own
}

// entry is a store path in a layer of the subject.
type entry struct {
	measure.Path
	address string // of the layer that it lies in
}

// paths are those of the layers, the largest first.
func (s subject) paths(layers []measure.Layer) []entry {
	var all []entry
	for _, l := range layers {
		for _, p := range l.Paths {
			all = append(all, entry{p, l.Address(s.variant)})
		}
	}
	slices.SortStableFunc(all, bySize)
	return all
}

func bySize(a, b entry) int {
	switch {
	case a.Size > b.Size:
		return -1
	case a.Size < b.Size:
		return 1
	}
	return strings.Compare(a.Label(), b.Label())
}

// why prefers a package of the layer that the entry lies in.
func (s subject) why(e entry) *chain {
	if c := s.store.why(e.Hash, e.address); c != nil {
		return c
	}
	return s.store.why(e.Hash, s.addresses...)
}

// again are the entries of the subject's layers that lie in an earlier layer of
// the image, too, or earlier in the same one.
func (s subject) again() []entry {
	seen := map[string]bool{}
	var all []entry
	for _, l := range s.image.Layers {
		for _, p := range l.Paths {
			if seen[p.Hash] && (s.layer == "" || l.Name == s.layer) {
				all = append(all, entry{p, l.Address(s.variant)})
			}
			seen[p.Hash] = true
		}
	}
	slices.SortStableFunc(all, bySize)
	return all
}

// largestLayer is the largest of the image layers.
func (s subject) largestLayer() measure.Layer {
	var found measure.Layer
	for _, l := range s.layers() {
		if l.Size > found.Size {
			found = l
		}
	}
	return found
}

func sum(layers []measure.Layer) int64 {
	var n int64
	for _, l := range layers {
		n += l.Size
	}
	return n
}
