package ir

import "github.com/agentboxc/agentboxc/lang/diag"

// Project is a directory of the unit that is built.
type Project struct {
	Source  string // relative to the unit's directory
	Own     bool   // the unit's own files lie in it, too
	Version string
}

// Hash is what a download has to have, as "sha256-…".
type Hash struct {
	Value string // "" where it is not known yet
	Name  string // of the attribute that sets it
	Slot  *Slot  // where it is written or can be; nil where it is computed
	Range diag.Range
}

// Executable is a program that a package installs: Name in bin, and what it is
// made of or links to.
type Executable struct{ Name, Path string }

// NpmPackage is buildNpmPackage.
type NpmPackage struct {
	Project
	Nodejs      *PackageRef // nil: that of nixpkgs
	NpmDepsHash Hash
	NoDeps      bool         // nothing is downloaded
	Bin         []Executable // sorted by name; paths in the project; none: what package.json says
}

// NodeEnv is what npm installs of a project's dependencies.
type NodeEnv struct {
	Project
	Nodejs      *PackageRef // nil: that of nixpkgs
	NpmDepsHash Hash
	NoDeps      bool         // nothing is downloaded
	Files       []string     // of the project, that say what to install; sorted
	Bin         []Executable // sorted by name; names as npm has them; none: all
}

// GoModule is buildGoModule.
type GoModule struct {
	Project
	VendorHash  *Hash // nil: nothing is downloaded
	SubPackages []string
	LDFlags     []Text
	Check       bool
}

// RustCrate is rustPlatform.buildRustPackage. Either CargoLock or CargoHash is set.
type RustCrate struct {
	Project
	CargoLock string // file relative to the unit's directory
	Apart     bool   // CargoLock is not the one in the project
	CargoHash *Hash
	Check     bool
}

// FetchBinary is a download that is installed, or programs out of one.
type FetchBinary struct {
	Version string
	URL     string
	Hash    Hash
	Archive Archive
	Bin     []Executable // sorted by name; Path is "" where the download is the program
}

// Archive is what a download has to be unpacked with.
type Archive string

// The kinds of archives.
const (
	NoArchive Archive = ""
	Tar       Archive = "tar" // also compressed with gzip, bzip2 or xz
	TarZstd   Archive = "tar.zst"
	Zip       Archive = "zip"
)

// Downloads are the hashes of what has to be downloaded to make a package.
func Downloads(r Recipe) []*Hash {
	switch r := r.(type) {
	case *NpmPackage:
		return []*Hash{&r.NpmDepsHash}
	case *NodeEnv:
		return []*Hash{&r.NpmDepsHash}
	case *GoModule:
		if r.VendorHash != nil {
			return []*Hash{r.VendorHash}
		}
	case *RustCrate:
		if r.CargoHash != nil {
			return []*Hash{r.CargoHash}
		}
	case *FetchBinary:
		return []*Hash{&r.Hash}
	}
	return nil
}
