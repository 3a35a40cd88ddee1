// Package fault phrases what Nix says of a generated flake as diagnostics about
// the configuration that it came from: on the range of HCL, with Nix's own words
// below. It runs nothing, and it does not read Nix's output; whoever drives Nix
// takes that apart.
package fault

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// Kind is what went wrong.
type Kind uint8

// The kinds that are told apart.
const (
	Evaluation   Kind = iota // the flake could not be evaluated
	Build                    // a derivation could not be built
	HashMismatch             // what was downloaded is not what was promised
	NoBuilder                // nobody here can build for a platform
)

// Fault is one error of Nix.
type Fault struct {
	Kind      Kind
	Text      string   // Nix's own, without colours; several lines
	Places    []Place  // in flake.nix, the innermost first; none where Nix names no place in it
	Name      string   // of the derivation, such as "entrypoint" or "hello-2.12"; "" where it is about none
	Log       []string // the last lines of its log
	Want, Got string   // hashes
	Variant   string   // what was to be built, or "" where it is about several
	System    string   // Nix's name of the platform
}

// Place is a position in flake.nix: both start at 1, and Col counts bytes.
type Place struct{ Line, Col int }

// Origin is what the flake was made from.
type Origin struct {
	Program *ir.Program
	Map     *nix.Map // of the flake.nix that Nix read
}

// Diagnose phrases the faults, in the order they are given.
func Diagnose(faults []Fault, o Origin) diag.List {
	var diags diag.List
	for _, f := range faults {
		if f.Kind == HashMismatch {
			diags.Add(mismatch{Fault: f, download: o.download(f), at: o.place(f)})
			continue
		}
		diags.Add(problem{Fault: f, at: o.place(f)})
	}
	return diags
}

// place finds the range that brought the fault about: where Nix points in
// flake.nix, else the package whose derivation it is, else the variant.
func (o Origin) place(f Fault) diag.Range {
	for _, p := range f.Places {
		if at, ok := o.Map.Lookup(p.Line, p.Col); ok {
			return at
		}
	}
	p := o.platform(f.System)
	if p == nil {
		return o.Program.Range
	}
	if f.Kind == NoBuilder {
		return p.Range
	}
	for _, declared := range p.Packages {
		if named(f.Name, declared.Called()) {
			return declared.Range
		}
	}
	for _, v := range p.Variants {
		if v.Name == f.Variant {
			return v.Range
		}
	}
	return o.Program.Range
}

func (o Origin) platform(system string) *ir.Platform {
	i := slices.IndexFunc(o.Program.Platforms, func(p *ir.Platform) bool { return p.System == system })
	switch {
	case i >= 0:
		return o.Program.Platforms[i]
	case system == "" && len(o.Program.Platforms) > 0:
		return o.Program.Platforms[0]
	}
	return nil
}

// named reports whether a derivation has a name, with or without a version.
func named(derivation, name string) bool {
	rest, ok := strings.CutPrefix(derivation, name)
	return ok && name != "" && (rest == "" || len(rest) > 1 && rest[0] == '-' && '0' <= rest[1] && rest[1] <= '9')
}

// problem is a fault at its place.
type problem struct {
	Fault
	at diag.Range
}

func (p problem) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Subject: p.at}
	switch p.Kind {
	case Build:
		d.Code = diag.BuildFailed
		d.Detail = fmt.Sprintf("Nix could not build %s%s.%s", cmp.Or(p.Name, "it"), p.forWhat(), p.log())
	case NoBuilder:
		d.Code = diag.NoBuilder
		d.Detail = p.Text
		return d
	default:
		d.Code = diag.EvaluationFailed
		d.Detail = fmt.Sprintf("Nix could not evaluate the flake%s.", p.forWhat())
	}
	d.Detail += "\n\nNix says:\n\n" + indented(p.Text)
	return d
}

func (p problem) forWhat() string {
	if p.Variant == "" {
		return ""
	}
	return fmt.Sprintf(" for variant.%s on %s", p.Variant, p.System)
}

func (p problem) log() string {
	if len(p.Log) == 0 {
		return ""
	}
	return " The end of its log:\n\n" + indented(strings.Join(p.Log, "\n"))
}

func indented(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("    "+line, " ")
	}
	return strings.Join(lines, "\n")
}
