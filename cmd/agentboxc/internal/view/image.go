package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/plan"
)

const afterBuild = "known after build"

// images prints what is known of the bytes of images.
func (v *View) images(p *plan.Plan) {
	if len(p.Images) == 0 {
		if v.several == nil && slices.ContainsFunc(p.Changes, toBeBuilt) {
			v.linef("\nHow large images are is %s: `agentboxc apply --build` records it.", afterBuild)
		}
		return
	}
	v.linef("\n%s", v.onOut.strong("Images:"))
	for _, i := range p.Images {
		v.image(i)
	}
	for _, s := range p.Splits {
		v.split(s)
	}
	if text := together(p.Images); text != "" {
		v.linef("  %s", text)
	}
}

func toBeBuilt(c plan.Change) bool {
	return strings.HasPrefix(c.Address, "variant.") && (c.Action == plan.Create || c.Action == plan.Update)
}

// image prints an image, and its layers when not all of them stay.
func (v *View) image(i plan.Image) {
	if i.Action == plan.NoOp && !v.options.Verbose {
		return
	}
	title := fmt.Sprintf("%s (%s)", i.Address, i.Platform)
	v.linef("%s %s: %s", v.sign(i.Action), title, change(i.Action, i.Before, i.After))
	if i.Recorded == plan.Stale {
		v.linef("      %sstale: agentbox.lock.json was made with other files than the present ones%s", v.onOut.dim, v.onOut.reset)
	}
	if i.Action == plan.Delete {
		return
	}
	width := 0
	for _, l := range i.Layers {
		width = max(width, len(l.Address))
	}
	for _, l := range i.Layers {
		text := change(l.Action, size(l.Before), size(l.After))
		if len(l.Shared) > 0 {
			text += ", shared with " + strings.Join(l.Shared, ", ")
		}
		v.linef("  %s %-*s  %s", v.sign(l.Action), width, l.Address, text)
	}
	if len(i.PullAgain) > 0 {
		kept := "nothing"
		if i.Kept > 0 {
			kept = humanSize(i.Kept)
		}
		v.linef("      %sWho has the recorded image keeps %s of it, and pulls again: %s%s",
			v.onOut.dim, kept, strings.Join(i.PullAgain, ", "), v.onOut.reset)
	}
}

// change is how a size changes.
func change(action plan.Action, before, after *int64) string {
	switch {
	case action == plan.Delete && before != nil:
		return humanSize(*before) + " go away"
	case before == nil && after == nil:
		return afterBuild
	case before == nil:
		return humanSize(*after)
	case after == nil:
		return humanSize(*before) + " -> " + afterBuild
	case *before == *after:
		return humanSize(*after)
	}
	return humanSize(*before) + " -> " + humanSize(*after)
}

func size(c *plan.Content) *int64 {
	if c == nil {
		return nil
	}
	return &c.Size
}

// split says what it costs that a layer is not the same everywhere.
func (v *View) split(s plan.Split) {
	var parts []string
	for _, c := range s.Contents {
		parts = append(parts, fmt.Sprintf("%s in %s", humanSize(c.Size), strings.Join(c.Variants, ", ")))
	}
	v.linef("  ! %s (%s) has different content: %s", s.Layer, s.Platform, strings.Join(parts, "; "))
	for _, c := range s.Contents {
		for _, reason := range c.Reasons {
			v.linef("      %s%s%s", v.onOut.dim, reason, v.onOut.reset)
		}
	}
	v.linef("      %sThat costs %s. With the same layers in front of it, it is stored and pulled once.%s", v.onOut.dim, humanSize(s.Extra), v.onOut.reset)
}

// together is how large all images are, when that is known: "" else.
func together(images []plan.Image) string {
	var sum, stored int64
	var digests []string
	n := 0
	for _, i := range images {
		if i.Action == plan.Delete {
			continue
		}
		if i.After == nil {
			return ""
		}
		n++
		sum += *i.After
		for _, l := range i.Layers {
			if l.After == nil || slices.Contains(digests, strings.Join(l.After.Digests, " ")) {
				continue
			}
			digests = append(digests, strings.Join(l.After.Digests, " "))
			stored += l.After.Size
		}
	}
	text := fmt.Sprintf("%d images have %s", n, humanSize(sum))
	switch {
	case n == 0:
		return ""
	case n == 1:
		text = fmt.Sprintf("1 image has %s", humanSize(sum))
	case stored < sum:
		text += fmt.Sprintf(", which are %s where layers are stored once", humanSize(stored))
	}
	return text + "."
}

// humanSize is a size in the unit that suits it.
func humanSize(n int64) string {
	const k = 1000
	switch {
	case n < k:
		return fmt.Sprintf("%d bytes", n)
	case n < k*k:
		return fmt.Sprintf("%.1f kB", float64(n)/k)
	case n < k*k*k:
		return fmt.Sprintf("%.1f MB", float64(n)/(k*k))
	}
	return fmt.Sprintf("%.2f GB", float64(n)/(k*k*k))
}
