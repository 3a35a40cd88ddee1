// Package ir is the program as it is meant: what a unit says once every name is
// resolved and every expression evaluated, as plain sorted Go values. It knows
// neither HCL nor cty; ranges are kept only so that later stages can point at
// the line a value came from. Package check alone makes it, codegen reads it,
// and nobody changes it.
package ir

import (
	"slices"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// Program is one unit.
type Program struct {
	Dir         string // unit's directory relative to the workspace's root, "." for the root itself
	Name        string // image name of variants that do not set their own
	Description string
	Default     *Variant // what packages.<system>.default is; nil when the unit has no variant to build
	Inputs      []*Input // sorted by name, implied ones included
	Platforms   []*Platform
	Groups      []*Group   // sorted by name
	Waivers     []*Waiver  // sorted by name
	Policies    []*Policy  // sorted by name
	Publishes   []*Publish // sorted by name, then variant
	Range       diag.Range // of the agentbox block, else the start of agentbox.hcl
}

// Platform is the unit as evaluated for one Nix system. Values that do not
// depend on the platform are the same pointer in every Platform, so that equal
// pointers mean equal values (the converse does not hold). Every slice is
// sorted by address, except where its order is the user's.
type Platform struct {
	System   string // Nix's name, such as "x86_64-linux"
	OS, Arch string // OCI's names, such as "linux" and "amd64"
	Builders []string
	Range    diag.Range

	Values   []Attr    // variables and locals by address, for people: nothing is made of them
	Pkgsets  []*Pkgset // "default" always first
	Overlays []*Overlay
	Packages []*Package
	Layers   []*Layer   // those that exist on this platform
	Variants []*Variant // those that exist on this platform, abstract ones included
	Shells   []*Shell   // "default" always exists when there is a variant to build
}

// Input is a flake input.
type Input struct {
	Name     string
	URL      string // flake reference as written after evaluation, such as "github:NixOS/nixpkgs/nixos-unstable"
	Flake    bool
	Follows  []Follow // sorted by Name
	Implied  bool     // exists without being declared
	Range    diag.Range
	URLRange diag.Range
	Slot     *FollowSlot // nil where the source has no place for a further follows
}

// FollowSlot is where a further follows can be written in the source of an
// input: NAME and TARGET with Before, Between and After around them, put in at
// At. Besides are edits that make room for it.
type FollowSlot struct {
	At                     diag.Range // empty
	Before, Between, After string
	Besides                []diag.Edit
}

// Edits writes a follows into the slot.
func (s *FollowSlot) Edits(name, target string) []diag.Edit {
	text := s.Before + name + s.Between + target + s.After
	return append(slices.Clone(s.Besides), diag.Edit{Range: s.At, NewText: text})
}

// Follow makes an input's own input Name the same as this unit's input Target.
type Follow struct {
	Name, Target string
	Range        diag.Range
}

// Pkgset is an instance of nixpkgs.
type Pkgset struct {
	Name        string
	Input       string // name of the input it is imported from
	Overlays    []OverlayRef
	AllowUnfree bool     // all of them
	UnfreeNames []string // or only these, sorted
	Insecure    []Insecure
	Config      []Attr // further nixpkgs config, sorted by name
	Range       diag.Range
}

// Insecure is a permitted insecure package, named as nixpkgs does ("openssl-1.1.1w").
type Insecure struct {
	Name, Reason, Expires string
	Range                 diag.Range
}

// OverlayRef names an overlay where it is used: a declared one, or an attribute
// of an input, such as rust-overlay's ["overlays", "default"].
type OverlayRef struct {
	Overlay string // declared overlay, or ""
	Input   string // input, or ""
	Path    []string
	Range   diag.Range
}

// Layer is a layer block.
type Layer struct {
	Name        string
	Block       string // address in the source when it is not the name's, as in layer.py["312"]
	Description string
	Packages    []PackageRef // in the user's order
	MaxLayers   int          // at least 1
	Budgets     []*Budget    // all that hold for it: its own first, then the top-level ones by name
	Range       diag.Range
}

// Variant is a variant with everything it inherited already merged in.
type Variant struct {
	Name        string
	Block       string // address in the source when it is not the name's, as in variant.py["312"]
	Abstract    bool   // checked and never built
	Description string
	Layers      []LayerRef   // in image order; only those that exist on the platform
	Packages    []PackageRef // in the user's order
	Image, Tag  string
	MaxLayers   int // of the variant's own layer; at least 1
	Config      Config
	Rootfs      Rootfs
	Users       []User      // sorted by uid, then name
	Files       []File      // sorted by path
	Directories []Directory // sorted by path
	Symlinks    []Symlink   // sorted by path
	Budgets     []*Budget   // all that hold for it: its own first, then the top-level ones by name
	Range       diag.Range
}

// LayerRef names a layer where a variant or a shell uses it.
type LayerRef struct {
	Name  string
	Block string // as of Layer
	Range diag.Range
}

// Config is the OCI image config. A nil list is absent from it.
type Config struct {
	Entrypoint []Text
	Cmd        []Text
	Env        []Env // sorted by name
	User       string
	WorkingDir Text
	Ports      []string // "8080/tcp", sorted
	Volumes    []string // sorted
	Labels     []Env    // sorted by name
	StopSignal string
	Created    string // RFC 3339; "" is the epoch
	Range      diag.Range
}

// Env is an environment variable or a label.
type Env struct {
	Name  string
	Value Text
}

// Rootfs says what is laid into the image's root directory.
type Rootfs struct {
	Link     []string // directories of all packages linked into /, such as "/bin"
	Standard bool     // /tmp, /etc/passwd, /usr/bin/env and their like
	Range    diag.Range
}

// User is an account in /etc/passwd.
type User struct {
	Name   string
	UID    int
	GID    int
	Home   string
	Shell  Text
	Groups []string // further groups, sorted
	Range  diag.Range
}

// Owner is who owns a file or directory of the image: both the numbers and the names.
type Owner struct {
	UID, GID    int
	User, Group string
}

// File is a file laid into the image: either Content or Source is set.
type File struct {
	Path    string // absolute
	Content *Text
	Source  string // file relative to the unit's directory
	Mode    string // four octal digits; "" is 0444 (0555 for an executable source)
	Owner   Owner
	Range   diag.Range
}

// Directory is a directory laid into the image.
type Directory struct {
	Path  string // absolute
	Mode  string // four octal digits, such as "1777"
	Owner Owner
	Range diag.Range
}

// Symlink is a symbolic link laid into the image.
type Symlink struct {
	Path   string // absolute
	Target Text
	Range  diag.Range
}

// Shell is a development shell. Its Layers, Packages and Env hold what it took
// from its variant, too.
type Shell struct {
	Name     string
	From     string // variant, or ""
	Layers   []LayerRef
	Packages []PackageRef
	Env      []Env // sorted by name
	Hook     Text
	Parity   bool
	Implied  bool // made from the default variant, not declared
	Range    diag.Range
}
