package check

import (
	"fmt"
	"path"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/source"
)

type notADirectory struct {
	Item item
	Path string
}

func (p notADirectory) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.FileNotFound, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s names %q, which is a file; a directory is wanted.", p.Item.name(), clipped(p.Path)),
	}
}

// projectLacks is a directory that is not a project of its kind.
type projectLacks struct {
	Attr      *config.Attr
	Dir, File string
}

// wayOut says how the files that a project has to hold come to be.
var wayOut = map[string]string{
	"package.json":      "`npm init` makes one",
	"package-lock.json": "`npm install --package-lock-only` writes it",
	"go.mod":            "`go mod init` makes one",
	"Cargo.toml":        "`cargo init` makes one",
	"Cargo.lock":        "`cargo generate-lockfile` writes it",
}

func (p projectLacks) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.FileNotFound, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("There is no %s in %q, and the package is built by what it says. In the directory of the project, %s.", p.File, clipped(p.Dir), wayOut[p.File]),
	}
}

// hashNotSet is a package that cannot be built before its hash is known.
type hashNotSet struct {
	Of      string // address of the package
	Hash    ir.Hash
	Systems []string // that it is not set for; none: all
	Command string   // that prints it, or ""
}

func (p hashNotSet) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.HashNotSet, Subject: p.Hash.Range}
	on := ""
	if len(p.Systems) > 0 {
		on = " for " + strings.Join(p.Systems, " and ")
	}
	d.Detail = fmt.Sprintf("%s has no %s%s, so it cannot be built yet. Run `agentboxc apply --build`: Nix downloads what it needs, stops, and tells the hash to put in.", p.Of, p.Hash.Name, on)
	if p.Command != "" {
		d.Detail += fmt.Sprintf(" `%s` prints it, too.", p.Command)
	}
	return d
}

type idleVendorHash struct {
	Attr *config.Attr
	Why  string
}

func (p idleVendorHash) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("The project %s. Nothing is downloaded that vendor_hash could be the hash of, so it has to be null.", p.Why),
		Fixes:  diag.Replace(p.Attr.Range, "null"),
	}
}

type nothingVendored struct {
	Attr *config.Attr
	Dir  string
}

func (p nothingVendored) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("vendor_hash is null, which says that Go needs to download nothing, but go.mod requires modules and there is no %s. Run `go mod vendor` there, or leave vendor_hash out to have the modules downloaded.", path.Join(p.Dir, "vendor/modules.txt")),
	}
}

// gitDependencies is a lock file without the hashes of all that it locks.
type gitDependencies struct {
	Block            *config.Block
	Lock, Repository string
}

func (p gitDependencies) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.MissingAttribute, Subject: p.Block.Range}
	d.Detail = fmt.Sprintf("%s names the git repository %s, and holds no hash of it. Set cargo_hash to \"\" instead of cargo_lock: the build then stops and tells the hash of all dependencies together.", p.Lock, clipped(p.Repository))
	edits := attrSlot(p.Block, "cargo_hash", "").Edits(`""`)
	if a := p.Block.Attr("cargo_lock"); a != nil {
		name := "cargo_hash"
		if source.IsJSON(a.NameRange.File) {
			name = `"cargo_hash"`
		}
		edits = []diag.Edit{{Range: a.NameRange, NewText: name}, {Range: a.Range, NewText: `""`}}
	}
	d.Fixes = []diag.Fix{{Title: "Use cargo_hash", Edits: edits}}
	return d
}

// linkedModules is a project whose modules are links to its own code.
type linkedModules struct {
	Attr *config.Attr
	Name string
}

func (p linkedModules) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("package-lock.json has modules that are links to directories of the project itself (a workspace of npm, or a dependency with `file:`). A node_env holds no code of the project, so they would lead nowhere. Build the project with: package \"npm_package\" %q", p.Name),
	}
}

type sameProgram struct {
	Item  item
	Name  string
	First diag.Range
}

func (p sameProgram) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.DuplicateName, Subject: p.Item.at,
		Detail:  fmt.Sprintf("%s names two programs that would both be installed as %q. A map gives each a name of its own.", p.Item.attr.Name, p.Name),
		Related: []diag.Related{{Message: "the first one", Range: p.First}},
	}
}

// missingHere is a package that something needs on a platform that it does not
// exist on.
type missingHere struct {
	Item   item
	Ref    ir.PackageRef
	System string
	Only   diag.Range
}

func (p missingHere) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.MissingOnPlatform, Subject: p.Item.at,
		Detail: fmt.Sprintf("%s does not exist on %s, and %s needs it there: only lists of packages can leave it out. Choose by platform, as in: platform.system == %q ? … : …",
			p.Ref.Address(), p.System, p.Item.name(), p.System),
		Related: []diag.Related{{Message: "it exists only there", Range: p.Only}},
	}
}

// noAddress is a download without an address for a platform.
type noAddress struct {
	Attr    *config.Attr
	Systems []string
}

func (p noAddress) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.MissingOnPlatform, Subject: p.Attr.Range,
		Detail: fmt.Sprintf("url says nothing for %s. Add an entry, or say with `only` which platforms the program exists for.", strings.Join(p.Systems, " and ")),
	}
}

// oneHash is a single hash for files that differ.
type oneHash struct{ Attr *config.Attr }

func (p oneHash) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Attr.Range,
		Detail: "url differs between platforms, so there is a file for each, and one hash cannot be that of all. Write a map: hash = { x86_64-linux = \"sha256-…\", … }",
	}
}

// noArchive is a choice of programs where there is one.
type noArchive struct{ Attr *config.Attr }

func (p noArchive) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Attr.Range,
		Detail: "The url is not that of an archive (.tar, also compressed, or .zip), so the download is one program, and bin is the name to install it under, as in: bin = \"tool\"",
	}
}

// changeOutOfReach is a package that cannot be changed apart from the set that it
// is in.
type changeOutOfReach struct {
	Name string
	At   diag.Range
}

func (p changeOutOfReach) Diagnostic() diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.InvalidValue, Subject: p.At}
	set, name, nested := strings.Cut(p.Name, ".")
	if !nested || !config.IsPackageName(set) || !config.IsPackageName(name) {
		d.Detail = fmt.Sprintf("%q is not the name of a package: it consists of the letters a-z and A-Z, digits, and the characters + _ - . ' @ and /.", clipped(p.Name))
		return d
	}
	d.Detail = fmt.Sprintf("An override block cannot change %s: each set of packages in nixpkgs is changed in a way of its own, and only that of Python's, as in python312Packages.requests, is known here. Put the change into a Nix file and name it with `file`.", clipped(p.Name))
	if !strings.Contains(name, ".") {
		d.Detail += fmt.Sprintf(" It may be: final: prev: { %s = prev.%s.overrideScope (_: old: { %s = old.%s.overrideAttrs { … }; }); }", set, set, name, name)
	}
	return d
}

type changedTwice struct{ Change, First *ir.Change }

func (p changedTwice) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.DuplicateName, Subject: p.Change.Range,
		Detail:  "Two blocks change this package, by different names. Put the changes into one.",
		Related: []diag.Related{{Message: "the other one", Range: p.First.Range}},
	}
}

type nothingChanged struct{ Block *config.Block }

func (p nothingChanged) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.MissingAttribute, Subject: p.Block.Range,
		Detail: "This block changes nothing. Set version, source, env, patches or check.",
	}
}

type hashOfNothing struct{ Attr *config.Attr }

func (p hashOfNothing) Diagnostic() diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.InvalidValue, Subject: p.Attr.NameRange,
		Detail: "hash is that of a download, and nothing is downloaded here: source is not the address of an archive.",
	}
}
