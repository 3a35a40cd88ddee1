// Package plan compares the files that a program wants with those that are
// there, and says what apply would change: which files, which addresses on which
// platforms, which inputs, and why. It takes bytes and returns values; it reads
// no file and writes none.
package plan

import (
	"github.com/agentboxc/agentboxc/lang/diag"
)

// Action is what applying a plan does to something.
type Action string

// The actions.
const (
	Create Action = "create"
	Update Action = "update"
	Delete Action = "delete"
	NoOp   Action = "no-op"
)

// Symbol is the character that stands for the action in text.
func (a Action) Symbol() string {
	switch a {
	case Create:
		return "+"
	case Update:
		return "~"
	case Delete:
		return "-"
	}
	return "="
}

// Plan is what applying a program would change. It can be saved and applied
// later, by itself: it holds the new files whole, and digests of the files it
// was made against, so that apply notices when those have changed since.
//
// It does not hold the configuration or the values of variables; a later edit of
// agentbox.hcl is not part of it. Nor does it hold the files that the generated
// ones refer to, such as scripts and overlays: a change in those is no change
// here, and reaches the image all the same. And it does not know what is built: of
// images it says what was measured when they were built last, and which of that
// must still hold.
type Plan struct {
	FormatVersion string   `json:"format_version"`
	Unit          string   `json:"unit"`    // the unit's directory below the workspace's root
	Changes       []Change `json:"changes"` // sorted by address, then platform
	Files         []File   `json:"files"`   // flake.nix, then flake.lock
	Inputs        []Input  `json:"inputs"`  // sorted by name
	// Images and Splits are there when images were measured before.
	Images      []Image               `json:"images,omitempty"` // sorted by variant, then platform
	Splits      []Split               `json:"splits,omitempty"` // sorted by layer, then platform
	Pushes      []Push                `json:"pushes,omitempty"` // sorted by address
	Diagnostics []diag.JSONDiagnostic `json:"diagnostics"`

	compared *comparison // nil in a loaded plan
}

// Change is what happens to one address on one platform.
type Change struct {
	Address  string   `json:"address"`
	Platform string   `json:"platform"` // "" where it is the same for all, as for a description
	Action   Action   `json:"action"`
	Reasons  []string `json:"reasons"`
	// Before and After are the generated code of the address.
	Before Value `json:"before"`
	After  Value `json:"after"`
}

// File is what happens to one of the generated files.
type File struct {
	Path    string   `json:"path"` // below the workspace's root
	Action  Action   `json:"action"`
	Reasons []string `json:"reasons"`
	Before  string   `json:"before"` // digest, "sha256:" and hexadecimal; "" where there is no file
	After   string   `json:"after"`  // digest; "" where the contents are not known: an input must be locked first
	// Content is the new file. It is in saved plans, and not in what people
	// and programs are shown.
	Content *string `json:"content,omitempty"`
}

// Input is what happens to an input of the flake.
type Input struct {
	Name    string   `json:"name"`
	Action  Action   `json:"action"`
	Reasons []string `json:"reasons"`
	Before  *Pin     `json:"before"`
	After   *Pin     `json:"after"`
}

// Pin is an input as flake.nix declares it and flake.lock holds it. The lock's
// part is empty when it is not locked.
type Pin struct {
	URL          string            `json:"url"`
	Flake        bool              `json:"flake"`
	Follows      map[string]string `json:"follows,omitempty"`
	Locked       string            `json:"locked,omitempty"` // reference of what was fetched
	Rev          string            `json:"rev,omitempty"`
	NarHash      string            `json:"nar_hash,omitempty"`
	LastModified string            `json:"last_modified,omitempty"` // seconds since 1970
}

// HasChanges reports whether applying the plan would write a file.
func (p *Plan) HasChanges() bool {
	for _, f := range p.Files {
		if f.Action != NoOp {
			return true
		}
	}
	return false
}

// Blocked reports whether the plan cannot be applied: it holds an error, or a
// file whose contents are not known.
func (p *Plan) Blocked() bool {
	for _, d := range p.Diagnostics {
		if d.Severity == diag.Error.String() {
			return true
		}
	}
	for _, f := range p.Files {
		if f.Action != NoOp && f.After == "" {
			return true
		}
	}
	return false
}
