// Package build has the images of a unit built by Nix, measured, and judged by
// the budgets of the unit. It does not write into the unit, and it sends nothing
// away: what may leave the machine is in the result.
package build

import (
	"context"
	"fmt"
	"io/fs"
	"slices"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/nix"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/image"
	"github.com/agentboxc/agentboxc/codegen/budget"
	"github.com/agentboxc/agentboxc/codegen/fault"
	"github.com/agentboxc/agentboxc/codegen/measure"
	nixcode "github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Request is what to build, from what.
type Request struct {
	Program     *ir.Program
	Flake, Lock []byte // as they are in the unit
	Tree        *nixcode.File
	Map         *nixcode.Map
	Workspace   fs.FS
	Dir         string // the unit in it

	Targets   []Target
	KeepGoing bool
	// Images says that the images themselves are wanted; otherwise nothing is
	// built where the measurements are of the same program.
	Images bool
	// Compressed also compresses what budgets do not ask about, for the targets
	// that will be sent away compressed.
	Compressed map[Target]image.Compression

	Measured *measure.Measurements // those of the unit; nil when there are none
	Base     *measure.Measurements // what growth is judged by; nil when there are none
}

// Target is a variant for a system.
type Target struct{ Variant, System string }

// Image is a target that was built.
type Image struct {
	Target
	*image.Image
}

// Result is what came of a build. Its images can be read until it is closed.
type Result struct {
	Images   []Image // of the targets that were built, in their order
	Fresh    bool    // the measurements were of this very program, and nothing was built
	Measured *measure.Measurements
	Blobs    *image.Blobs

	staged *nix.Staged
}

// Close gives up what the result holds on to.
func (r *Result) Close() {
	if r.staged != nil {
		r.staged.Close()
	}
	_ = r.Blobs.Close() // nothing of it is wanted any more
}

// World is the means to build. Find is asked for Nix only when there is something
// to build.
type World struct {
	Find   func(context.Context) (*nix.Nix, error)
	Root   string // in front of store paths; "" for the machine's own store
	Blobs  *image.Blobs
	Events func(nix.Event)
}

// Run builds what is wanted. The diagnostics are about the configuration: what
// Nix could not evaluate or build, each on its range, and budgets and policies
// that are broken. When there are errors among them nothing may be sent away.
// The error is about the world.
func Run(ctx context.Context, w World, r Request) (*Result, diag.List, error) {
	b := &builder{World: w, Request: r, Result: &Result{Blobs: w.Blobs}}
	source := b.source(r.Flake)
	var err error
	if b.program, err = nix.Program(source); err != nil {
		return nil, nil, err
	}
	if !r.Images && b.isFresh() {
		b.Fresh = true
		b.Result.Measured = r.Measured
		return b.judged(ctx)
	}
	if b.staged, err = nix.Stage(ctx, source); err != nil {
		return nil, nil, err
	}
	diags, err := b.build(ctx)
	if err != nil || diags.HasErrors() {
		b.Close()
		return nil, diags, err
	}
	return b.judged(ctx)
}

// judged is the result, unless nobody can tell whether budgets and policies hold.
func (b *builder) judged(ctx context.Context) (*Result, diag.List, error) {
	diags, err := b.judge(ctx)
	if err != nil || diags.HasErrors() && !budget.Broken(diags) {
		b.Close()
		return nil, diags, err
	}
	return b.Result, diags, nil
}

// source is a flake in the place of the unit's.
func (r *Request) source(flake []byte) nix.Source {
	return nix.Source{FS: r.Workspace, Unit: r.Dir, Flake: flake, Lock: r.Lock, Paths: measure.Named(r.Tree)}
}

type builder struct {
	World
	Request
	*Result
	program string   // see nix.Program
	nix     *nix.Nix // nil where it was not needed
}

// isFresh reports whether every target was measured for the staged program, in
// all that its budgets ask about.
func (b *builder) isFresh() bool {
	for _, t := range b.Targets {
		m := b.Request.Measured.Image(t.Variant, t.System)
		if m == nil || m.Program != b.program {
			return false
		}
		if c, asked := b.compression(t); asked && !isCompressed(m, c) {
			return false
		}
	}
	return true
}

func isCompressed(m *measure.Image, c image.Compression) bool {
	return !slices.ContainsFunc(m.Layers, func(l measure.Layer) bool {
		return !slices.ContainsFunc(l.Compressed, func(k measure.Compressed) bool { return k.Method == c.Method && k.Level == c.Level })
	})
}

// build evaluates and builds the targets, and reads what came of them.
func (b *builder) build(ctx context.Context) (diag.List, error) {
	var err error
	if b.nix, err = b.Find(ctx); err != nil {
		return nil, err
	}
	evaluated, err := b.nix.Evaluate(ctx, b.staged, b.systems(), b.variants())
	if err != nil {
		return b.explain(b.Map, nil, err)
	}
	var wanted []nix.Target
	for _, t := range b.Targets {
		at := slices.IndexFunc(evaluated, func(e nix.Target) bool { return e.Attr == t.Variant && e.System == t.System })
		if at < 0 {
			return nil, fmt.Errorf("the flake has no package %s for %s; report this", t.Variant, t.System)
		}
		wanted = append(wanted, evaluated[at])
	}
	results, err := b.nix.Build(ctx, nix.Request{Staged: b.staged, Targets: wanted, KeepGoing: b.KeepGoing}, b.Events)
	if err != nil {
		return b.explain(b.Map, results, err)
	}
	return nil, b.read(ctx, results)
}

func (b *builder) systems() []string {
	return b.each(func(t Target) string { return t.System })
}

func (b *builder) variants() []string {
	return b.each(func(t Target) string { return t.Variant })
}

func (b *builder) each(name func(Target) string) []string {
	var names []string
	for _, t := range b.Targets {
		if !slices.Contains(names, name(t)) {
			names = append(names, name(t))
		}
	}
	return names
}

// read takes in and measures what was built.
func (b *builder) read(ctx context.Context, results []nix.Result) error {
	var measured []measure.Image
	for i, t := range b.Targets {
		built, err := image.Read(results[i].Out, b.Root)
		if err != nil {
			return fmt.Errorf("variant %s for %s: %w", t.Variant, t.System, err)
		}
		built.Verify = b.verify
		m, err := b.measure(ctx, t, built)
		if err != nil {
			return fmt.Errorf("variant %s for %s: %w", t.Variant, t.System, err)
		}
		measured = append(measured, m)
		b.Result.Images = append(b.Result.Images, Image{t, built})
	}
	b.Result.Measured = b.Request.Measured.With(measured...)
	return nil
}

func (b *builder) verify(ctx context.Context, paths []string) (bad []string, err error) {
	modified, err := b.nix.Verify(ctx, paths)
	for _, m := range modified {
		bad = append(bad, m.Path)
	}
	return bad, err
}

func (b *builder) measure(ctx context.Context, t Target, built *image.Image) (measure.Image, error) {
	c, wanted := b.compression(t)
	if wanted {
		if _, err := built.V1(ctx, c, b.World.Blobs, nil); err != nil {
			return measure.Image{}, err
		}
	}
	m, err := built.Measure(ctx)
	if err != nil {
		return m, err
	}
	m.Variant, m.System, m.Program = t.Variant, t.System, b.program
	for i, l := range built.Layers {
		if k, ok := b.World.Blobs.Compressed(l, c); wanted && ok {
			m.Layers[i].Compressed = append(m.Layers[i].Compressed, k)
		}
	}
	return m, nil
}

// explain makes diagnostics of what Nix complains of as far as it is about the
// configuration. What is about the world stays an error.
func (b *builder) explain(m *nixcode.Map, results []nix.Result, err error) (diag.List, error) {
	faults, rest := faultsOf(results, err)
	diags := fault.Diagnose(faults, fault.Origin{Program: b.Program, Map: m})
	if len(diags) == 0 && rest == nil {
		rest = err // what failed must not pass for done
	}
	return diags, rest
}

// judge holds the measurements against budgets and policies. What the packages
// are, and how the contents of the images hang together, is asked for only where
// it matters.
func (b *builder) judge(ctx context.Context) (diag.List, error) {
	request := budget.Request{
		Program: b.Program, Built: b.built(), Base: b.Base,
		Compression: map[string]budget.Compression{},
	}
	for _, block := range b.Program.Publishes {
		for _, name := range block.Variants {
			c := Published(b.Program, name)
			request.Compression[name] = budget.Compression{Method: c.Method, Level: c.Level}
		}
	}
	// Policies are part of the program, and what breaks one is not recorded: what
	// was measured of this very program has none of the packages.
	var found contents
	if !b.Fresh && slices.ContainsFunc(b.Program.Policies, func(p *ir.Policy) bool { return len(p.Packages) > 0 }) {
		var diags diag.List
		var err error
		if found, diags, err = b.ask(ctx); found == nil {
			return diags, err
		}
	}
	request.Store = b.forbidden(found)
	diags := budget.Check(request)
	if !diags.HasErrors() || b.nix == nil {
		return diags, nil
	}
	if request.Store = b.trace(ctx, found); request.Store == nil {
		return diags, nil // the breach is told all the same, without its causes
	}
	return budget.Check(request), nil
}

// built are the measurements of the targets alone.
func (b *builder) built() *measure.Measurements {
	m := &measure.Measurements{}
	for _, t := range b.Targets {
		if i := b.Result.Measured.Image(t.Variant, t.System); i != nil {
			m.Images = append(m.Images, *i)
		}
	}
	return m
}
