// Package draft is a unit that is about to be written: plain values that an
// importer fills in, and their text in the canonical layout. It knows how to
// quote, and what can stand beside what in an image. It does not know where
// the values come from.
package draft

import (
	"slices"
	"strings"
)

// Unit is a unit to be written. What is empty is left out.
type Unit struct {
	Comment   []string // lines at the top
	Name      string
	Platforms []string
	Inputs    []Input
	Pkgsets   []Pkgset
	Flakes    []Flake
	Pythons   []Python
	Scripts   []Script
	Modules   []Module
	Layers    []*Layer
	Variants  []*Variant
	Publishes []Publish
	Shell     *Shell
}

// Input is a source of the flake.
type Input struct{ Name, URL string }

// Pkgset is an instance of nixpkgs.
type Pkgset struct {
	Name   string
	Input  string // "" for that which every unit has
	Unfree bool
}

// Flake is a package that an input offers.
type Flake struct{ Name, Input, Attr string }

// Python is an interpreter with packages.
type Python struct {
	Name     string
	Python   string // attribute of nixpkgs
	Packages []Package
}

// Script is a shell script that becomes a program. ShellCheck does not look at
// it: nobody has written it for that.
type Script struct{ Name, Text string }

// Module is a Go module of the user's own.
type Module struct {
	Name        string
	Source      string   // directory, relative to the unit
	SubPackages []string // nil for all
}

// Layer is a layer of images.
type Layer struct {
	Name        string
	Description string
	MaxLayers   int
	Only        []string // platforms; nil for all
	Packages    []Package
}

// Package is an item of a list of packages. Either Expr refers to one, or only a
// comment stands in its place, which says what is missing.
type Package struct {
	Expr string // an expression, or in a Python environment a name
	Note string // a comment behind it, or instead of it
}

// Text is a string that may start with a package's store path.
type Text struct {
	Package string // attribute of nixpkgs whose store path comes first; "" for none
	Plain   string
}

// Variant is an image.
type Variant struct {
	Name        string
	Description string
	Platforms   []string // spelled as the language does; nil for those of the unit
	Layers      []string
	MaxLayers   int
	Config      Config
	Users       []User
	Root        Root
}

// Config is the image configuration.
type Config struct {
	Entrypoint []string
	Cmd        []string
	Env        []Env
	User       string // name, number, or user:group
	WorkingDir string
	Ports      []string
	Volumes    []string
	Labels     []Label
	StopSignal string
}

// Env is an environment variable.
type Env struct {
	Name  string
	Value Text
}

// Label is a label of an image.
type Label struct{ Key, Value string }

// User is an account.
type User struct {
	Name   string
	UID    int64
	GID    int64 // -1 for the same as UID
	Home   string
	Shell  string
	Groups []string
}

// Publish is where images are pushed to.
type Publish struct {
	Name       string
	Variants   []string
	Repository string
	Tags       []string
}

// Shell is a development shell.
type Shell struct {
	From string // variant
	Hook string
}

// Pkg is a reference to a package of nixpkgs.
func Pkg(attr string) Package { return Package{Expr: reference(attr)} }

// Missing is a line that says what a list of packages lacks.
func Missing(note string) Package { return Package{Note: note} }

// Add appends packages that the list does not have yet.
func Add(list []Package, more ...Package) []Package {
	for _, p := range more {
		if !slices.ContainsFunc(list, func(have Package) bool { return have.Expr == p.Expr && (p.Expr != "" || have.Note == p.Note) }) {
			list = append(list, p)
		}
	}
	return list
}

// Has reports whether the list has the package of nixpkgs.
func Has(list []Package, attr string) bool {
	return slices.ContainsFunc(list, func(p Package) bool { return p.Expr == reference(attr) })
}

// SetEnv sets a variable, in the place where it stood when it was set before.
func (c *Config) SetEnv(name string, value Text) {
	for i := range c.Env {
		if c.Env[i].Name == name {
			c.Env[i].Value = value
			return
		}
	}
	c.Env = append(c.Env, Env{name, value})
}

// SetLabel sets a label likewise.
func (c *Config) SetLabel(key, value string) {
	for i := range c.Labels {
		if c.Labels[i].Key == key {
			c.Labels[i].Value = value
			return
		}
	}
	c.Labels = append(c.Labels, Label{key, value})
}

// UserNamed returns the account, or nil.
func (v *Variant) UserNamed(name string) *User {
	for i := range v.Users {
		if v.Users[i].Name == name {
			return &v.Users[i]
		}
	}
	return nil
}

// Layer adds a layer and returns its name: that of one with the same packages
// when there is one, so that images share it.
func (u *Unit) Layer(l *Layer) string {
	for _, have := range u.Layers {
		if have.MaxLayers == l.MaxLayers && slices.Equal(have.Only, l.Only) && slices.Equal(have.Packages, l.Packages) {
			return have.Name
		}
	}
	l.Name = unused(l.Name, func(name string) bool {
		return slices.ContainsFunc(u.Layers, func(have *Layer) bool { return have.Name == name })
	})
	u.Layers = append(u.Layers, l)
	return l.Name
}

// Python adds an interpreter and returns the reference to it, likewise.
func (u *Unit) Python(p Python) string {
	for _, have := range u.Pythons {
		if have.Python == p.Python && slices.Equal(have.Packages, p.Packages) {
			return "package.python_env." + have.Name
		}
	}
	p.Name = unused(p.Name, func(name string) bool {
		return slices.ContainsFunc(u.Pythons, func(have Python) bool { return have.Name == name })
	})
	u.Pythons = append(u.Pythons, p)
	return "package.python_env." + p.Name
}

// Script adds a script and returns the reference to it.
func (u *Unit) Script(name, text string) Package {
	name = unused(Identifier(name), func(name string) bool {
		return slices.ContainsFunc(u.Scripts, func(have Script) bool { return have.Name == name })
	})
	u.Scripts = append(u.Scripts, Script{name, text})
	return Package{Expr: "package.script." + name}
}

// Input adds an input and returns its name: that of one with the same URL when
// there is one.
func (u *Unit) Input(name, url string) string {
	for _, have := range u.Inputs {
		if have.URL == url {
			return have.Name
		}
	}
	name = unused(Identifier(name), func(name string) bool {
		return name == "nixpkgs" || name == "nix2container" || name == "self" ||
			slices.ContainsFunc(u.Inputs, func(have Input) bool { return have.Name == name })
	})
	u.Inputs = append(u.Inputs, Input{name, url})
	return name
}

// Flake adds a package that an input offers and returns the reference to it.
func (u *Unit) Flake(name, input, attr string) Package {
	for _, have := range u.Flakes {
		if have.Input == input && have.Attr == attr {
			return Package{Expr: "package.flake." + have.Name}
		}
	}
	name = unused(Identifier(name), func(name string) bool {
		return slices.ContainsFunc(u.Flakes, func(have Flake) bool { return have.Name == name })
	})
	u.Flakes = append(u.Flakes, Flake{name, input, attr})
	return Package{Expr: "package.flake." + name}
}

// From returns a reference to a package of an input that is a nixpkgs.
func (u *Unit) From(input, attr string) Package {
	name := input
	if !slices.ContainsFunc(u.Pkgsets, func(have Pkgset) bool { return have.Name == name }) {
		u.Pkgsets = append(u.Pkgsets, Pkgset{Name: name, Input: input})
	}
	return Package{Expr: "pkgset." + name + strings.TrimPrefix(reference(attr), "pkgs")}
}

// Module adds a Go module and returns the reference to it.
func (u *Unit) Module(m Module) string {
	m.Name = unused(Identifier(m.Name), func(name string) bool {
		return slices.ContainsFunc(u.Modules, func(have Module) bool { return have.Name == name })
	})
	u.Modules = append(u.Modules, m)
	return "package.go_module." + m.Name
}

// Variant adds an image, under another name when its own is taken.
func (u *Unit) Variant(v *Variant) {
	v.Name = unused(Identifier(v.Name), func(name string) bool {
		return slices.ContainsFunc(u.Variants, func(have *Variant) bool { return have.Name == name })
	})
	u.Variants = append(u.Variants, v)
}

// Publish adds a place that images are pushed to, likewise.
func (u *Unit) Publish(p Publish) {
	p.Name = unused(Identifier(p.Name), func(name string) bool {
		return slices.ContainsFunc(u.Publishes, func(have Publish) bool { return have.Name == name })
	})
	u.Publishes = append(u.Publishes, p)
}
