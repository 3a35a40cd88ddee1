package plan

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/flake"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// FormatVersion is the version of saved plans and of the JSON form. Its second
// number grows with what may be ignored, its first with what may not.
const FormatVersion = "1.0"

// State is the pair of generated files. A nil file does not exist.
type State struct {
	Flake, Lock []byte
}

// Request is what a plan is made of.
type Request struct {
	Unit    string // the unit's directory below the workspace's root, "." for the root
	Present State
	// Wanted is what the program generates. A nil Lock is one that cannot be
	// made yet, because an input must be locked first.
	Wanted State
	// Tree is what Wanted.Flake was printed from, and saves reading it back; it
	// may be nil.
	Tree *nix.File
	// Fit says which inputs are locked where Wanted.Lock is nil; it may be nil,
	// and then none is taken to be.
	Fit *lock.Fitness
	// Measured is what was recorded of images; nil when nothing was.
	Measured *measure.Measurements
	// Addresses are those in the source of what the flake calls otherwise.
	Addresses ir.Addresses
	// Publishes are the publish blocks of the program.
	Publishes []*ir.Publish
	// Programs say for which files the measurements hold.
	Programs Programs
	// Diagnostics are those of the program, which the plan repeats; Sources
	// shows their lines and may be nil.
	Diagnostics diag.List
	Sources     diag.Sources

	inFlake map[string]string // the other way round of Addresses
}

// Programs are the hashes that measurements have, of the present and of the wanted
// files with all that they name. One that is not known is "".
type Programs struct{ Present, Wanted string }

// Make compares. The diagnostics are what it found itself; the plan repeats
// them after those of the request.
func Make(r Request) (*Plan, diag.List) {
	var diags diag.List
	r.inFlake = make(map[string]string, len(r.Addresses))
	for inFlake, address := range r.Addresses { // no two have one address
		r.inFlake[address] = inFlake
	}
	after := r.wanted()
	before := after
	if !bytes.Equal(r.Present.Flake, r.Wanted.Flake) {
		before = r.cut(r.Present.Flake)
	}
	if before.foreign {
		diags.Add(notGenerated{Path: r.file("flake.nix")})
	}
	p := &Plan{FormatVersion: FormatVersion, Unit: r.Unit}
	p.Inputs = r.inputs(before, after)
	p.compared = newComparison(before, after, p.Inputs)
	p.compared.addresses = r.Addresses
	p.Changes = p.compared.changes()
	p.Pushes = r.pushes()
	p.Files = r.files(before, p.Changes, p.Inputs)
	if r.Measured != nil {
		p.Images = r.images(p.compared, p.Changes)
		p.Splits = r.splits(p.Images)
	}

	all := append(slices.Clone(r.Diagnostics), diags...)
	p.Diagnostics = diag.NewReport(all, r.Sources).Diagnostics
	return p, diags
}

// address is how the source refers to what the flake has under an address.
func (r Request) address(inFlake string) string {
	if of, ok := strings.CutPrefix(inFlake, "budget."); ok {
		return "budget." + r.address(of)
	}
	return r.Addresses.Of(inFlake)
}

// name is what the flake calls the variant or the layer of an address.
func (r Request) name(address string) string {
	_, name, _ := strings.Cut(cmp.Or(r.inFlake[address], address), ".")
	return name
}

func (r Request) wanted() layout {
	if r.Tree != nil {
		return r.cutTree(r.Tree)
	}
	return r.cut(r.Wanted.Flake)
}

// layout is a flake.nix cut into its addresses.
type layout struct {
	absent     bool
	foreign    bool // the file is not agentboxc's
	unreadable bool // it is, and cannot be cut
	sides      map[place]side
}

// missing says why a layout has no addresses, or is "".
func (l layout) missing() string {
	switch {
	case l.absent:
		return "there is no flake.nix yet"
	case l.foreign:
		return "the present flake.nix was not written by agentboxc"
	case l.unreadable:
		return "the present flake.nix has another layout, so nothing can be compared"
	}
	return ""
}

func (r Request) cut(src []byte) layout {
	switch {
	case src == nil:
		return layout{absent: true}
	case !flake.IsGenerated(src):
		return layout{foreign: true}
	}
	f, err := nix.Parse(src)
	if err != nil {
		return layout{unreadable: true}
	}
	return r.cutTree(f)
}

func (r Request) cutTree(f *nix.File) layout {
	sections, ok := flake.Sections(f)
	return layout{sides: r.sides(sections), unreadable: !ok}
}
