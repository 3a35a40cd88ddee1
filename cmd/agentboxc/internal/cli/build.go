package cli

import (
	"context"
	"errors"
	"path"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/apply"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/build"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/image"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/image/deliver"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/view"
	"github.com/agentboxc/agentboxc/codegen/budget"
	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// buildFlags say what apply does beyond writing files.
type buildFlags struct {
	build     bool
	to        []string
	push      bool
	platforms []string
	builders  []string
	maxJobs   string
	keepGoing bool
	approve   bool
	insecure  bool
	progress  string
	report    string
}

func (f *buildFlags) register(flags *pflag.FlagSet) {
	flags.StringArrayVar(&f.to, "to", nil, "also put the images there: oci:`DIR`, docker-archive:FILE, docker-daemon: or REGISTRY/REPO:TAG; may be repeated")
	flags.BoolVar(&f.push, "push", false, "also push the images as the publish blocks say")
	flags.StringSliceVar(&f.platforms, "platform", nil, "build for `PLATFORM` only, such as x86_64-linux or linux/arm64; may be repeated")
	flags.StringArrayVar(&f.builders, "builders", nil, "remote machines for Nix to build on, a `LINE` as in nix.conf; may be repeated")
	flags.StringVar(&f.maxJobs, "max-jobs", "", "how many builds may run on this machine: `N` or auto; 0 builds elsewhere only")
	flags.BoolVar(&f.keepGoing, "keep-going", true, "build what does not depend on what has failed")
	flags.BoolVar(&f.approve, "auto-approve", false, "push without asking")
	flags.BoolVar(&f.insecure, "insecure", false, "allow registries without TLS other than those of this machine")
	flags.StringVar(&f.progress, "progress", "auto", "`FORM` of progress: auto, plain, json or quiet")
	flags.StringVar(&f.report, "report", "", "write what was built and where it went to `FILE`, as JSON")
}

// wanted reports whether images are built at all.
func (f *buildFlags) wanted() bool { return f.build || f.push || len(f.to) > 0 }

func (f *buildFlags) check() error {
	if !slices.Contains([]string{"auto", "plain", "json", "quiet"}, f.progress) {
		return misusef("--progress is auto, plain, json or quiet, not %q", f.progress)
	}
	return nil
}

func (a *app) buildCommand() *cobra.Command {
	flags := applyFlags{build: buildFlags{build: true}}
	cmd := &cobra.Command{
		Use:   "build [PATH…] [VARIANT…]",
		Short: "Write the files and build the images: apply --build",
		Long: `Does what ` + "`agentboxc apply --build`" + ` does. A VARIANT is the name of a variant or
of a group.`,
		RunE: a.run(func(ctx context.Context, args []string) (exit, error) {
			return a.applyArgs(ctx, flags, args)
		}),
	}
	flags.register(cmd.Flags())
	return cmd
}

// buildUnit builds the images of a unit whose files are written, holds them
// against the budgets, and brings them where they are wanted. Nothing leaves the
// machine, and nothing is recorded, when a budget is broken. The caller holds off
// interrupts, which end the build through the context.
func (a *app) buildUnit(ctx context.Context, flags applyFlags, g *generated, targets []build.Target, places []export) (exit, error) {
	f := flags.build
	blobs, err := image.OpenBlobs(host.CacheDir("layers"))
	if err != nil {
		return failed, err
	}
	base, err := a.baseMeasurements(ctx, g)
	if err != nil {
		return failed, err
	}
	a.view.Progress(f.progress)
	request := build.Request{
		Program: g.program, Flake: g.out.Flake, Lock: g.out.Lock, Tree: g.out.Tree, Map: g.out.Map,
		Workspace: g.place.FS(), Dir: g.place.Dir,
		Targets: targets, KeepGoing: f.keepGoing, Images: len(places) > 0, Compressed: compressions(places),
		Measured: g.measured, Base: base,
	}
	world := build.World{
		Find:  func(ctx context.Context) (*nix.Nix, error) { return a.findNix(ctx, f, g.program, targets) },
		Blobs: blobs, Events: a.view.Building,
	}
	result, diags, err := build.Run(ctx, world, request)
	a.view.BuildingEnds()
	if len(diags) > 0 {
		var found view.Findings
		found.Add(diags, g.place.Shown, g.text)
		a.view.Diagnostics(&found)
	}
	switch {
	case err != nil || result == nil:
		return failed, err
	case budget.Broken(diags):
		result.Close()
		return broken, nil
	}
	defer result.Close()
	return a.deliver(ctx, flags, g, result, places)
}

// deliver brings images away and records what was measured.
func (a *app) deliver(ctx context.Context, flags applyFlags, g *generated, result *build.Result, places []export) (exit, error) {
	built := view.Built{Unit: g.place.Dir, Fresh: result.Fresh, Measured: result.Measured, Before: g.measured, Addresses: g.program.Addresses()}
	for _, b := range result.Images {
		built.Images = append(built.Images, view.BuiltImage{Variant: b.Variant, System: b.System})
	}
	if result.Fresh {
		for _, m := range result.Measured.Images {
			built.Images = append(built.Images, view.BuiltImage{Variant: m.Variant, System: m.System})
		}
	}
	means := deliver.Means{
		Blobs: result.Blobs, Revision: host.Revision(ctx, g.place.UnitPath()),
		UserAgent: "agentboxc/" + Version, Events: a.view.Publishing, Docker: host.DockerHost(),
		MountFrom: repositories(g.program),
	}
	for _, e := range places {
		sent, err := deliver.Send(ctx, e.Place, e.items(g.program, result), means)
		a.view.BuildingEnds()
		if err != nil {
			return failed, err
		}
		built.Sent = append(built.Sent, sent...)
	}
	if err := a.record(g, result); err != nil {
		return failed, err
	}
	a.view.Built(built, flags.json)
	if flags.build.report != "" {
		if err := host.WriteFile(flags.build.report, a.view.Report(built)); err != nil {
			return failed, err
		}
	}
	return done, nil
}

// record writes agentbox.lock.json. Images that the unit no longer has are left
// out.
func (a *app) record(g *generated, result *build.Result) error {
	measured := measure.Measurements{Images: slices.DeleteFunc(slices.Clone(result.Measured.Images), func(m measure.Image) bool {
		return !hasVariant(g.program, m.Variant, m.System)
	})}
	file := apply.File{Name: path.Join(g.place.Dir, measuresFile), Bytes: measured.Bytes()}
	return apply.Write(g.place.Root, []apply.File{file}, nil)
}

func hasVariant(p *ir.Program, variant, system string) bool {
	return slices.ContainsFunc(p.Platforms, func(pl *ir.Platform) bool {
		return pl.System == system && slices.ContainsFunc(pl.Variants, func(v *ir.Variant) bool { return v.Name == variant && !v.Abstract })
	})
}

// selectTargets are all variants, or those that names of variants and groups mean,
// on all platforms that have them, or on those that are named.
func selectTargets(p *ir.Program, names, platforms []string) ([]build.Target, error) {
	for _, name := range platforms {
		if !hasPlatform(p, name) {
			return nil, misusef("the unit has no platform %q", name)
		}
	}
	if _, err := chosenVariants(p, names); err != nil {
		return nil, err
	}
	targets := targetsOf(p, names, platforms)
	for _, name := range names {
		if !slices.ContainsFunc(targets, func(t build.Target) bool { return slices.Contains(p.Named(name), t.Variant) }) {
			return nil, misusef("there is no image of %q to build for these platforms", name)
		}
	}
	if len(targets) == 0 {
		return nil, misuse{errors.New("the unit has no variant to build for these platforms")}
	}
	return targets, nil
}

// targetsOf are what there is of selectTargets, perhaps nothing.
func targetsOf(p *ir.Program, names, platforms []string) []build.Target {
	var chosen []string
	for _, name := range names {
		chosen = append(chosen, p.Named(name)...)
	}
	var targets []build.Target
	for _, pl := range p.Platforms {
		if len(platforms) > 0 && !slices.ContainsFunc(platforms, func(name string) bool { return isPlatform(pl, name) }) {
			continue
		}
		for _, v := range pl.Variants {
			if !v.Abstract && (len(names) == 0 || slices.Contains(chosen, v.Name)) {
				targets = append(targets, build.Target{Variant: v.Name, System: pl.System})
			}
		}
	}
	return targets
}

// hasPlatform reports whether a name is that of one of the platforms.
func hasPlatform(p *ir.Program, name string) bool {
	return slices.ContainsFunc(p.Platforms, func(pl *ir.Platform) bool { return isPlatform(pl, name) })
}

func isPlatform(p *ir.Platform, name string) bool {
	return name == p.System || name == p.OS+"/"+p.Arch || name == p.Arch
}

// findNix finds the Nix of this machine. Builders of the command line take the
// place of all others; those of platforms stand beside the machine's own.
func (a *app) findNix(ctx context.Context, f buildFlags, p *ir.Program, targets []build.Target) (*nix.Nix, error) {
	n, err := nix.Find(ctx)
	if err != nil {
		return nil, err
	}
	if warning, old := n.Version.Old(); old {
		a.view.Detail("%s", warning)
	}
	options := nix.Options{MaxJobs: f.maxJobs, Builders: f.builders}
	for _, pl := range p.Platforms {
		wanted := slices.ContainsFunc(targets, func(t build.Target) bool { return t.System == pl.System })
		if !wanted || len(f.builders) > 0 || len(pl.Builders) == 0 {
			continue
		}
		if options.Builders == nil {
			options.Builders = []string{"@/etc/nix/machines"}
		}
		options.Builders = append(options.Builders, pl.Builders...)
	}
	return n.With(options), nil
}
