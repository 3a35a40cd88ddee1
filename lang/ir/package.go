package ir

import (
	"cmp"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// PackageRef names a package where it is used: an attribute of a package set,
// or a declared package.
type PackageRef struct {
	Pkgset string   // package set, "default" for pkgs; "" for a declared package
	Path   []string // attribute path in the package set
	Kind   string   // kind and name of a declared package
	Name   string
	Block  string // address of a declared package when it is not that of its kind and name
	Range  diag.Range
}

// Address is the package as one writes it in the source.
func (p PackageRef) Address() string {
	switch p.Pkgset {
	case "":
		return cmp.Or(p.Block, "package."+p.Kind+"."+p.Name)
	case "default":
		return "pkgs" + Traversal(p.Path)
	}
	return "pkgset." + p.Pkgset + Traversal(p.Path)
}

// Package is a package block. Recipe says how it is made.
type Package struct {
	Kind, Name string
	Block      string // address in the source when it is not that of kind and name
	Own        string // name in its own unit when that is another: for what a module makes
	Recipe     Recipe
	Range      diag.Range
}

// Recipe is one of *PythonEnv, *RustToolchain, *NodeEnv, *NpmPackage, *GoModule,
// *RustCrate, *FetchBinary, *Script, *NixFile, *FlakePackage and *Override.
type Recipe interface{ recipe() }

// PythonEnv is python.withPackages.
type PythonEnv struct {
	Python           PackageRef
	Packages         []PythonPackage // in the user's order
	IgnoreCollisions bool
}

// PythonPackage is either an attribute path of the interpreter's package set or
// a package from elsewhere.
type PythonPackage struct {
	Path  []string
	Ref   *PackageRef
	Range diag.Range
}

// RustToolchain is a toolchain of rust-overlay: rust-bin.CHANNEL.SELECT.PROFILE.
type RustToolchain struct {
	Channel    string // "stable", "beta" or "nightly"
	Select     string // a version, a date, or "latest"
	Profile    string // "minimal", "default" or "complete"
	Extensions []string
	Targets    []string
	Overlay    *OverlayRef // nil: rust-bin comes with the default package set
}

// Script is writeShellApplication. Either Text or File is set.
type Script struct {
	Text          *Text
	File          string // relative to the unit's directory
	RuntimeInputs []PackageRef
	Check         bool
}

// NixFile is callPackage of the user's own Nix file.
type NixFile struct {
	File string // relative to the unit's directory
	Args []Attr // sorted by name
}

// FlakePackage is packages.<system>.<attr> of a flake input.
type FlakePackage struct {
	Input string
	Attr  []string
}

// Override is base.override args, then overrideAttrs for the rest.
type Override struct {
	Base    PackageRef
	Args    []Attr // sorted by name; empty: no override call
	Env     []Env  // sorted by name
	Patches []string
	Check   *bool // nil leaves the package's own choice
}

func (*PythonEnv) recipe()     {}
func (*RustToolchain) recipe() {}
func (*NodeEnv) recipe()       {}
func (*NpmPackage) recipe()    {}
func (*GoModule) recipe()      {}
func (*RustCrate) recipe()     {}
func (*FetchBinary) recipe()   {}
func (*Script) recipe()        {}
func (*NixFile) recipe()       {}
func (*FlakePackage) recipe()  {}
func (*Override) recipe()      {}
