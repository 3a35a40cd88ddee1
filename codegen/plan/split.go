package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/measure"
)

// Split is a layer block that is not the same in all images: other layers before
// it took other paths away. It is stored and pulled once for each content.
type Split struct {
	Layer    string         `json:"layer"` // its address
	Platform string         `json:"platform"`
	Contents []SplitContent `json:"contents"` // the largest first
	Extra    int64          `json:"extra"`    // bytes of all but the largest
}

// SplitContent is one content of the block.
type SplitContent struct {
	Content
	Variants []string `json:"variants"` // addresses of those that have it, sorted
	Reasons  []string `json:"reasons"`  // what the largest has and this one does not
}

// splits looks at the layers of which is known what they will be.
func (r Request) splits(images []Image) []Split {
	found := map[place]*Split{}
	var order []place
	for _, i := range images {
		for _, l := range i.Layers {
			if l.After == nil || len(l.After.Digests) == 0 || l.Address == i.Address {
				continue
			}
			at := place{l.Address, i.Platform}
			if found[at] == nil {
				found[at] = &Split{Layer: l.Address, Platform: i.Platform}
				order = append(order, at)
			}
			found[at].add(i.Address, l.After)
		}
	}
	var list []Split
	slices.SortFunc(order, comparePlaces)
	for _, at := range order {
		if s := found[at]; len(s.Contents) > 1 {
			r.conclude(s)
			list = append(list, *s)
		}
	}
	return list
}

func (s *Split) add(variant string, c *Content) {
	for n := range s.Contents {
		if s.Contents[n].same(c) {
			s.Contents[n].Variants = append(s.Contents[n].Variants, variant)
			return
		}
	}
	s.Contents = append(s.Contents, SplitContent{Content: *c, Variants: []string{variant}, Reasons: []string{}})
}

func (r Request) conclude(s *Split) {
	slices.SortStableFunc(s.Contents, func(a, b SplitContent) int { return cmp.Compare(b.Size, a.Size) })
	name := r.name(s.Layer)
	largest := having(r.Measured, s.Platform, name, s.Contents[0])
	for n := range s.Contents[1:] {
		c := &s.Contents[n+1]
		s.Extra += c.Size
		image := having(r.Measured, s.Platform, name, *c)
		for _, reason := range r.taken(name, largest, image) {
			c.Reasons = append(c.Reasons, "in "+c.Variants[0]+", "+reason)
		}
	}
}

// having is the image that a content was measured in, which need not be one of
// those that will have it.
func having(measured *measure.Measurements, system, name string, c SplitContent) *measure.Image {
	for n := range measured.Images {
		i := &measured.Images[n]
		if has, _ := contents(i); i.System == system && c.same(has[name]) {
			return i
		}
	}
	return &measure.Image{}
}

// taken says which earlier layers of an image have what the layer has in another
// image.
func (r Request) taken(name string, other, image *measure.Image) []string {
	elsewhere := map[string]string{} // address by hash, of what comes before the layer
	for _, l := range image.Layers {
		if l.Name == name {
			break
		}
		for _, p := range l.Paths {
			elsewhere[p.Hash] = r.address(l.Address(image.Variant))
		}
	}
	labels := map[string][]string{} // by address
	var order []string
	for _, l := range other.Layers {
		for _, p := range l.Paths {
			at, ok := elsewhere[p.Hash]
			if l.Name != name || !ok {
				continue
			}
			if labels[at] == nil {
				order = append(order, at)
			}
			labels[at] = append(labels[at], p.Label())
		}
	}
	slices.Sort(order)
	var reasons []string
	for _, at := range order {
		reasons = append(reasons, fmt.Sprintf("%s before it has %s", at, few(labels[at])))
	}
	return reasons
}

// few names at most three.
func few(labels []string) string {
	if more := len(labels) - 3; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(labels[:3], ", "), more)
	}
	return strings.Join(labels, ", ")
}
