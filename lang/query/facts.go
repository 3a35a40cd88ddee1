package query

import "github.com/agentboxc/agentboxc/lang/diag"

// Facts is what is known of a unit besides its source: what images weighed when
// they were built, what its inputs are locked to, which day it is. Nothing of it
// need be there.
type Facts struct {
	Today  string // YYYY-MM-DD; "" when it is not known
	Images []MeasuredImage
	Inputs map[string]LockedInput // by name
	// Advice is what plan would say of the files beside the source. The editor does not
	// show it; the fixes in it are offered.
	Advice diag.List
}

// MeasuredImage is an image as it was built for one system.
type MeasuredImage struct {
	Variant string
	System  string // Nix's name, such as "x86_64-linux"
	Layers  []MeasuredLayer
}

// MeasuredLayer is one layer of an image.
type MeasuredLayer struct {
	Name       string // of the layer block it came from; "" for the variant's own
	Size       int64  // uncompressed bytes
	Compressed int64  // bytes in the compression that is declared; 0 when it was not compressed so
	Paths      []MeasuredPath
}

// MeasuredPath is a store path in a layer.
type MeasuredPath struct {
	Name    string // without hash and version, such as "bash-interactive"
	Version string
	Size    int64
}

// LockedInput is what an input is locked to.
type LockedInput struct {
	Revision string // "" where the kind of input has none
	Date     string // YYYY-MM-DD of its last change; "" when it is not known
}
