// Package review compares the units of two trees, and says which changes mean
// something: to what is built, to what it may weigh, and to where it goes. It
// takes file systems and the paths that differ between them, runs the same passes
// over both as every other command does, and returns plain values. It checks
// nothing out, builds nothing, and prints nothing.
package review

import (
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/budget"
	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// FormatVersion is the version of the JSON form, which docs/review.schema.json
// describes.
const FormatVersion = "1.0"

// Move is the action of what is at another place and is the same otherwise. The
// other actions are those of plans.
const Move plan.Action = "move"

// Report is what differs between two trees.
type Report struct {
	FormatVersion string                `json:"format_version"`
	Base          Tree                  `json:"base"`
	Head          Tree                  `json:"head"`
	Headline      string                `json:"headline"`
	HasChanges    bool                  `json:"has_changes"`
	Broken        bool                  `json:"broken"`       // a budget or a policy is, by what was measured of head
	NotAffected   int                   `json:"not_affected"` // units that nothing differs for
	Units         []Unit                `json:"units"`        // sorted by directory
	Matrix        []Job                 `json:"matrix"`       // what is to be built, sorted by unit, variant, platform
	Diagnostics   []diag.JSONDiagnostic `json:"diagnostics"`  // of head
}

// Tree names one of the two trees.
type Tree struct {
	Ref string `json:"ref"` // as it was given; "" is the work tree
	Rev string `json:"rev"` // commit; "" for the work tree
}

// Unit is what differs for one unit. Its lists are never nil.
type Unit struct {
	Unit    string      `json:"unit"`          // directory below the root, in head unless it is deleted
	Was     string      `json:"was,omitempty"` // directory in the base, where the unit moved
	Action  plan.Action `json:"action"`
	Problem string      `json:"problem,omitempty"` // why nothing is compared
	// Same is set when both sides generate the same: then no derivation changes.
	Same    *Same    `json:"same,omitempty"`
	Reasons []Reason `json:"reasons"` // why the unit is looked at
	Changes []Change `json:"changes"` // sorted by address, attribute
	Inputs  []Input  `json:"inputs"`  // those that moved, sorted by path
	Files   []string `json:"files"`   // changed files that images are made of, below the root
	Rebuilt []Job    `json:"rebuilt"`
	Images  []Image  `json:"images"` // as measured, sorted by variant, platform
	// Unjudged are policies of head that only a build can judge.
	Unjudged []Unjudged `json:"unjudged"`
	Stale    []Stale    `json:"stale"`
}

// Same is the proof that nothing is built anew: what both sides generate.
type Same struct {
	Flake string `json:"flake"` // digest of flake.nix, "sha256:" and hexadecimal
	Bytes int    `json:"bytes"`
	Lock  string `json:"lock"` // digest of flake.lock; "" where an input is not locked
}

// Reason is why a unit can be affected: the path that differs, and how one gets
// there from the unit, each step the reason for the next.
type Reason struct {
	Path  string   `json:"path"`
	Chain []string `json:"chain"`
}

// Change is what happens to an address, or to an attribute of it. Of a list it is
// one element that comes or goes: the attribute is the list's. A package that
// moves has itself as the address, and the addresses it moves between before and
// after.
type Change struct {
	Address   string      `json:"address"`
	Attribute string      `json:"attribute,omitempty"`
	Platforms []string    `json:"platforms"` // those it happens on, where it is not all
	Action    plan.Action `json:"action"`
	Before    any         `json:"before"`
	After     any         `json:"after"`
}

// Input is a locked input, or an input of one, that is another tree now.
type Input struct {
	Path   string      `json:"path"` // such as "rust-overlay/nixpkgs"
	Action plan.Action `json:"action"`
	Before *Pin        `json:"before"`
	After  *Pin        `json:"after"`
}

// Pin is what an input is locked to.
type Pin struct {
	Locked       string `json:"locked"` // reference of what was fetched
	Rev          string `json:"rev,omitempty"`
	LastModified string `json:"last_modified,omitempty"` // seconds since 1970
}

// Job is a variant to build for a platform.
type Job struct {
	Unit      string      `json:"unit"`
	Variant   string      `json:"variant"` // name in the flake
	Address   string      `json:"address"`
	Platform  string      `json:"platform"` // Nix's name
	OS        string      `json:"os"`
	Arch      string      `json:"arch"`
	Attribute string      `json:"attribute"` // what nix build takes behind the unit's directory
	Action    plan.Action `json:"action"`
	Reasons   []string    `json:"reasons"`
}

// Image is what was measured of an image, in agentbox.lock.json of each side.
type Image struct {
	Address  string        `json:"address"`
	Variant  string        `json:"variant"`
	Platform string        `json:"platform"`
	Before   *int64        `json:"before"`   // bytes of all layers, uncompressed; null when nothing is recorded
	After    *int64        `json:"after"`    // the same
	Recorded plan.Recorded `json:"recorded"` // whether After is of the files of head
	Grew     []Grown       `json:"grew"`     // packages that differ, those that grew most first
	Limits   []Limit       `json:"limits"`
}

// Grown is how a package differs in bytes and versions.
type Grown struct {
	Name   string   `json:"name"`
	Was    []string `json:"was"`
	Is     []string `json:"is"`
	Before int64    `json:"before"`
	After  int64    `json:"after"`
}

// Limit is how near an image, or a layer in it, is to a limit.
type Limit struct {
	Address string    `json:"address"`
	Metric  ir.Metric `json:"metric"`
	Value   int64     `json:"value"`
	Limit   int64     `json:"limit"`
	Written string    `json:"written"`
	Waiver  string    `json:"waiver,omitempty"`
	Expires string    `json:"expires,omitempty"`
}

// Stale is a generated file of head that is not what its source gives.
type Stale struct {
	Path    string   `json:"path"`
	Reasons []string `json:"reasons"`
}

// Unjudged is a policy that is not known to hold for some images, and why.
type Unjudged struct {
	Address string  `json:"address"`
	Of      []Place `json:"of"`
	Reason  string  `json:"reason"`
}

// Place is an image on a platform.
type Place struct {
	Address  string `json:"address"`
	Platform string `json:"platform"`
}

func limitOf(f budget.Figure) Limit {
	return Limit{f.Address, f.Metric, f.Value, f.Limit, f.Written, f.Waiver, f.Expires}
}

func grown(d measure.Difference) Grown {
	return Grown{d.Name, orEmpty(d.Was), orEmpty(d.Is), d.Before, d.After}
}

// orEmpty keeps null out of JSON.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// IsUntouched reports whether nothing differs for the unit: it was looked at
// because all were.
func (u Unit) IsUntouched() bool { return u.Action == plan.NoOp && len(u.Reasons) == 0 }

// HasChanges reports whether anything differs that means something.
func (u Unit) HasChanges() bool {
	return u.Action != plan.NoOp || u.Problem != "" || len(u.Changes)+len(u.Inputs)+len(u.Files)+len(u.Rebuilt)+len(u.Stale) > 0 || u.resized()
}

// changesPolicies reports whether a unit that is not new gets other policies.
func (u Unit) changesPolicies() bool {
	return u.Action != plan.Create && slices.ContainsFunc(u.Changes, func(c Change) bool { return strings.HasPrefix(c.Address, "policy.") })
}

// resized reports whether something else was measured.
func (u Unit) resized() bool {
	for _, i := range u.Images {
		if (i.Before == nil) != (i.After == nil) || i.Before != nil && *i.Before != *i.After {
			return true
		}
	}
	return false
}
