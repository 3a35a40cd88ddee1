package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/build"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/image"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/image/deliver"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/image/publish"
	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// export is a place for images, with those that are to go there.
type export struct {
	deliver.Place
	targets []build.Target
}

// exports are the places that --to and --push name for the targets.
func exports(f buildFlags, p *ir.Program, targets []build.Target) ([]export, error) {
	var all []export
	for _, to := range f.to {
		e, err := parseExport(to, p, targets)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	if f.push {
		all = append(all, published(p, targets)...)
	}
	for i := range all {
		all[i].Insecure = f.insecure
	}
	if f.push && len(all) == len(f.to) {
		return nil, misusef("--push pushes as the publish blocks say, and none of them has a variant that is built here")
	}
	return all, nil
}

// published are the places of the publish blocks.
func published(p *ir.Program, targets []build.Target) []export {
	var all []export
	for _, block := range p.Publishes {
		e := export{Place: deliver.Place{
			Kind: deliver.Registry, Name: block.Repository, Tags: block.Tags, Single: !block.Index,
			Compression: image.Compression{Method: block.Compression, Level: block.Level},
		}}
		for _, t := range targets {
			if slices.Contains(block.Variants, t.Variant) {
				e.targets = append(e.targets, t)
			}
		}
		if len(e.targets) > 0 {
			all = append(all, e)
		}
	}
	return all
}

func parseExport(to string, p *ir.Program, targets []build.Target) (export, error) {
	kind, rest, _ := strings.Cut(to, ":")
	e := export{Place: deliver.Place{Kind: deliver.Kind(kind), Name: rest}, targets: targets}
	switch e.Kind {
	case deliver.Layout, deliver.Archive:
		if rest == "" {
			return e, misusef("--to %s: what follows the colon is missing, as in %s:PATH", to, kind)
		}
	case deliver.Daemon:
		if rest != "" {
			return e, misusef("--to %s: images keep their own names in the daemon, so nothing follows the colon", to)
		}
	default:
		target, err := publish.ParseTarget(to)
		if err != nil {
			return e, misusef("--to takes oci:DIR, docker-archive:FILE, docker-daemon: or REGISTRY/REPO:TAG: %w", err)
		}
		e.Kind, e.Name, e.Tags = deliver.Registry, target.Repository, target.Tags
		e.Compression = build.Published(p, targets[0].Variant)
	}
	return e, e.fits(to)
}

// fits refuses what a place cannot hold.
func (e export) fits(to string) error {
	variants, systems := map[string]bool{}, map[string]bool{}
	for _, t := range e.targets {
		variants[t.Variant], systems[t.System] = true, true
	}
	switch {
	case e.Kind == deliver.Registry && len(variants) > 1:
		return misusef("--to %s: a tag names one image, and there are %s; name the variant", to, strings.Join(slices.Sorted(maps.Keys(variants)), ", "))
	case (e.Kind == deliver.Archive || e.Kind == deliver.Daemon) && len(systems) > 1:
		return misusef("--to %s: images of one platform only can go there; choose one of %s with --platform", to, strings.Join(slices.Sorted(maps.Keys(systems)), ", "))
	}
	return nil
}

// compressions are what the registries get, by target.
func compressions(exports []export) map[build.Target]image.Compression {
	all := map[build.Target]image.Compression{}
	for _, e := range exports {
		if e.Kind != deliver.Registry {
			continue
		}
		for _, t := range e.targets {
			all[t] = e.Compression
		}
	}
	return all
}

// items are the built images that go to the place.
func (e export) items(p *ir.Program, result *build.Result) []deliver.Item {
	var items []deliver.Item
	for _, b := range result.Images {
		if slices.Contains(e.targets, b.Target) {
			v := variantOf(p, b.Variant)
			items = append(items, deliver.Item{Variant: b.Variant, System: b.System, Name: v.Image, Tag: v.Tag, Image: b.Image})
		}
	}
	return items
}

// variantOf is a variant as one of its platforms has it: image and tag are the
// same on all.
func variantOf(p *ir.Program, name string) *ir.Variant {
	for _, pl := range p.Platforms {
		for _, v := range pl.Variants {
			if v.Name == name {
				return v
			}
		}
	}
	return nil
}

// approve asks before images leave the machine, where there is somebody to ask.
func (a *app) approve(f buildFlags, exports []export) error {
	var places []string
	for _, e := range exports {
		if e.Kind == deliver.Registry {
			places = append(places, e.Name)
		}
	}
	if len(places) == 0 || f.approve || !a.view.CanAsk() {
		return nil
	}
	if !a.view.Ask(fmt.Sprintf("Push to %s?", strings.Join(places, " and "))) {
		return errors.New("nothing was pushed: it was not approved")
	}
	return nil
}

// baseMeasurements are those of the last commit, by which growth is judged:
// those in the directory may be of a build that was never shared.
func (a *app) baseMeasurements(ctx context.Context, g *generated) (*measure.Measurements, error) {
	data, found := host.Committed(ctx, g.place.UnitPath(), measuresFile)
	if !found {
		return g.measured, nil
	}
	base, diags := measure.Read(data, measuresFile)
	if base == nil {
		return nil, fmt.Errorf("reading the committed %s: %s", measuresFile, diags[0].Detail)
	}
	return base, nil
}

// repositories are those of the publish blocks: what one has, another may take
// from it.
func repositories(p *ir.Program) []string {
	var names []string
	for _, block := range p.Publishes {
		if !slices.Contains(names, block.Repository) {
			names = append(names, block.Repository)
		}
	}
	return names
}
