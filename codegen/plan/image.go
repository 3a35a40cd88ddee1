package plan

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/measure"
)

// Image is what happens to the bytes of a variant's image. What was recorded is
// Before. After is what an unchanged program, or an unchanged layer after
// unchanged ones, has again; the rest is known after build.
type Image struct {
	Address  string   `json:"address"`
	Variant  string   `json:"variant"` // its name in the flake
	Platform string   `json:"platform"`
	Action   Action   `json:"action"`
	Recorded Recorded `json:"recorded"`
	Before   *int64   `json:"before"` // bytes of all layers, uncompressed; null when nothing is recorded
	After    *int64   `json:"after"`  // null when there will be none, or it is known after build only
	Layers   []Layer  `json:"layers"` // in image order, those that go away last
	// Kept are the bytes that who has the recorded image does not pull again.
	// PullAgain are the layers of which that is not known.
	Kept      int64    `json:"kept"`
	PullAgain []string `json:"pull_again"`
}

// Recorded says what the measurements of an image are worth.
type Recorded string

// The worth of measurements. Current ones are of the present or of the wanted
// files; stale ones are of files that are neither.
const (
	NotRecorded Recorded = "none"
	Current     Recorded = "current"
	Stale       Recorded = "stale"
)

// Layer is what happens to what a layer block, or the variant itself, is in an
// image: one layer, several, or none where earlier ones have all it needs.
type Layer struct {
	Address string   `json:"address"` // "layer.base" or "variant.runtime"
	Action  Action   `json:"action"`
	Before  *Content `json:"before"`
	After   *Content `json:"after"`
	Shared  []string `json:"shared"` // addresses of the other variants that have the same, sorted
}

// Content is what a layer block is in an image.
type Content struct {
	Digests []string `json:"digests"` // of the image layers, in order
	Size    int64    `json:"size"`    // bytes of their tars
}

func (c *Content) same(other *Content) bool {
	return c != nil && other != nil && slices.Equal(c.Digests, other.Digests)
}

// images compares what is recorded with what is wanted.
func (r Request) images(c *comparison, changes []Change) []Image {
	k := r.keeper(c, changes)
	all := map[place]bool{}
	for at := range c.after {
		if strings.HasPrefix(at.address, "variant.") {
			all[at] = true
		}
	}
	for _, i := range r.Measured.Images {
		all[place{r.address("variant." + i.Variant), i.System}] = true
	}
	images := []Image{}
	for _, at := range slices.SortedFunc(maps.Keys(all), comparePlaces) {
		variant := r.name(at.address)
		recorded := r.Measured.Image(variant, at.platform)
		i := Image{Address: at.address, Variant: variant, Platform: at.platform, Recorded: r.worth(recorded), PullAgain: []string{}}
		i.Layers = k.layers(at, recorded)
		i.conclude(recorded, at, c)
		images = append(images, i)
	}
	share(images)
	return images
}

// worth trusts measurements of files that are known only.
func (r Request) worth(recorded *measure.Image) Recorded {
	switch {
	case recorded == nil:
		return NotRecorded
	case recorded.Program == "":
	case recorded.Program == r.Programs.Present, recorded.Program == r.Programs.Wanted:
		return Current
	}
	return Stale
}

// functionsMark is the line of a generated file from which on all files that a
// version makes are the same: what follows is how images are made of the rest.
const functionsMark = "# From here on, every generated file is the same"

func sameFunctions(present, wanted []byte) bool {
	_, was, had := bytes.Cut(present, []byte(functionsMark))
	_, is, has := bytes.Cut(wanted, []byte(functionsMark))
	return had && has && bytes.Equal(was, is)
}

// conclude says of the image what its layers say together.
func (i *Image) conclude(recorded *measure.Image, at place, c *comparison) {
	if recorded != nil {
		size := recorded.Size()
		i.Before = &size
	}
	_, wanted := c.after[at]
	switch {
	case !wanted:
		i.Action = Delete
		return
	case recorded == nil:
		i.Action = Create
		return
	}
	i.Action = NoOp
	var after int64
	known := true
	for _, l := range i.Layers {
		switch {
		case l.Action == NoOp:
			i.Kept += l.After.Size
		case l.Action != Delete && i.Recorded == Current:
			i.PullAgain = append(i.PullAgain, l.Address)
		}
		if l.Action != NoOp {
			i.Action = Update
		}
		if l.After != nil {
			after += l.After.Size
		}
		known = known && (l.After != nil || l.Action == Delete)
	}
	if known {
		i.After = &after
	}
}

// share names for each layer the variants that have it, too.
func share(images []Image) {
	type key struct{ platform, digests string }
	users := map[key][]string{}
	of := func(i Image, l Layer) key { return key{i.Platform, strings.Join(l.After.Digests, " ")} }
	for _, i := range images {
		for _, l := range i.Layers {
			if l.After != nil && len(l.After.Digests) > 0 {
				users[of(i, l)] = append(users[of(i, l)], i.Address)
			}
		}
	}
	for _, i := range images {
		for n, l := range i.Layers {
			if l.After == nil {
				continue
			}
			for _, variant := range users[of(i, l)] {
				if variant != i.Address {
					i.Layers[n].Shared = append(i.Layers[n].Shared, variant)
				}
			}
		}
	}
}
