package check

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// project is a directory with code that a package is built from.
type project struct {
	place
	ir.Project
	block *config.Block
	name  string // of the directory in the workspace; "" when there is none, which has been reported
}

// project reads what the kinds that build a project have in common. The files
// have to be in its directory.
func (p place) project(b *config.Block, files ...string) project {
	out := project{place: p, block: b, Project: ir.Project{Version: p.version(b)}}
	out.Source, out.name = p.directory(b.Attr("source"))
	if out.name == "" {
		return out
	}
	out.Own = p.isAround(out.name)
	for _, file := range files {
		if !out.has(file) {
			p.diags.Add(projectLacks{Attr: b.Attr("source"), Dir: out.Source, File: file})
			out.name = ""
			break
		}
	}
	return out
}

// isAround reports whether a unit's own files lie in a directory of the workspace:
// those of this one, or of the one that is compiled.
func (c *checker) isAround(dir string) bool {
	return isIn(c.program.Unit.Dir, dir) || isIn(c.root().program.Unit.Dir, dir)
}

func isIn(name, dir string) bool {
	return dir == "." || name == dir || strings.HasPrefix(name, dir+"/")
}

// version is that of the package in the store.
func (p place) version(b *config.Block) string {
	if s := p.plain(b.Attr("version")); s != "" {
		return s
	}
	return "0"
}

func (p *project) has(file string) bool {
	_, err := fs.Stat(p.tree(), path.Join(p.name, file))
	return err == nil
}

// maxProjectFile bounds what is read of a project; lock files of npm are the
// longest.
const maxProjectFile = 64 << 20

// projectFile returns a file of the workspace. One that cannot be read is empty:
// building says more about it.
func (c *checker) projectFile(name string) string {
	info, err := fs.Stat(c.tree(), name)
	if err != nil || info.Size() > maxProjectFile {
		return ""
	}
	text, err := fs.ReadFile(c.tree(), name)
	if err != nil {
		return ""
	}
	return string(text)
}

func (p *project) read(file string) string { return p.projectFile(path.Join(p.name, file)) }

// tests reports whether the tests of the project run when it is built.
func (p *project) tests() bool { return p.flag(p.block.Attr("check"), true) }

func (p place) goModule(b *config.Block) *ir.GoModule {
	in := p.project(b, "go.mod")
	return &ir.GoModule{
		Project: in.Project, VendorHash: in.vendorHash(), Check: in.tests(),
		SubPackages: p.innerPaths(b.Attr("sub_packages")), LDFlags: p.texts(b.Attr("ldflags")),
	}
}

// innerPaths returns a list of paths, cleaned.
func (p place) innerPaths(a *config.Attr) []string {
	paths := p.plains(a)
	for i, name := range paths {
		paths[i] = path.Clean(name)
	}
	return paths
}

// vendorHash is nil where nothing is to be downloaded: that Go finds the
// dependencies in the directory vendor, or needs none, is so whether the
// attribute says it or not.
func (p *project) vendorHash() *ir.Hash {
	a := p.block.Attr("vendor_hash")
	if p.name == "" {
		return nil
	}
	set := !p.unset(a)
	vendored, needy := p.has("vendor/modules.txt"), requiresModules(p.read("go.mod"))
	switch {
	case set && vendored:
		p.diags.Add(idleVendorHash{Attr: a, Why: "has a directory vendor, and Go takes the dependencies from there"})
	case set && !needy:
		p.diags.Add(idleVendorHash{Attr: a, Why: "needs no modules: go.mod requires none"})
	case a != nil && !set && needy && !vendored:
		p.diags.Add(nothingVendored{Attr: a, Dir: p.Source})
	case needy && !vendored:
		h := p.hash(p.block, "vendor_hash", "")
		return &h
	}
	return nil
}

// requiresModules looks into a go.mod.
func requiresModules(text string) bool {
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) > 1 && fields[0] == "require" && fields[1] != "()" {
			return true
		}
	}
	return false
}

func (p place) rustCrate(b *config.Block) *ir.RustCrate {
	files := []string{"Cargo.toml", "Cargo.lock"}
	if b.Attr("cargo_lock") != nil {
		files = files[:1]
	}
	in := p.project(b, files...)
	out := &ir.RustCrate{Project: in.Project, Check: in.tests()}
	if b.Attr("cargo_hash") != nil && in.name != "" {
		h := p.hash(b, "cargo_hash", "")
		out.CargoHash = &h
		return out
	}
	own := path.Join(in.Source, "Cargo.lock")
	lock := path.Join(in.name, "Cargo.lock")
	out.CargoLock = own
	if a := b.Attr("cargo_lock"); a != nil {
		out.CargoLock, lock = p.file(a)
	}
	if in.name == "" || out.CargoLock == "" {
		return out
	}
	out.Apart = out.CargoLock != own
	if repository := gitDependency(p.projectFile(lock)); repository != "" {
		p.diags.Add(gitDependencies{Block: b, Lock: out.CargoLock, Repository: repository})
	}
	return out
}

// gitDependency returns the first repository that a Cargo.lock names.
func gitDependency(text string) string {
	for line := range strings.Lines(text) {
		if url, ok := strings.CutPrefix(strings.TrimSpace(line), `source = "git+`); ok {
			url, _, _ = strings.Cut(strings.TrimSuffix(url, `"`), "?")
			url, _, _ = strings.Cut(url, "#")
			return url
		}
	}
	return ""
}

// npmFiles are those that npm needs to install dependencies.
var npmFiles = []string{"package-lock.json", "package.json"}

func (p place) npmPackage(b *config.Block) *ir.NpmPackage {
	in := p.project(b, npmFiles...)
	return &ir.NpmPackage{
		Project: in.Project, Nodejs: p.nodejs(b), NpmDepsHash: in.npmDeps(), NoDeps: in.hasNoDeps(), Bin: p.executables(b),
	}
}

func (p place) nodeEnv(b *config.Block) *ir.NodeEnv {
	in := p.project(b, npmFiles...)
	out := &ir.NodeEnv{
		Project: in.Project, Nodejs: p.nodejs(b), NpmDepsHash: in.npmDeps(), NoDeps: in.hasNoDeps(), Bin: p.executables(b),
		Files: slices.Clone(npmFiles),
	}
	if in.name == "" {
		return out
	}
	if in.has(".npmrc") {
		out.Files = append([]string{".npmrc"}, out.Files...)
	}
	if strings.Contains(in.read("package-lock.json"), `"link": true`) {
		p.diags.Add(linkedModules{Attr: b.Attr("source"), Name: b.Name()})
	}
	return out
}

func (p place) nodejs(b *config.Block) *ir.PackageRef {
	if ref, ok := p.onePackage(b.Attr("nodejs")); ok {
		return &ref
	}
	return nil
}

func (p *project) npmDeps() ir.Hash {
	if p.name == "" {
		return ir.Hash{}
	}
	lock := path.Join(p.name, "package-lock.json")
	return p.hash(p.block, "npm_deps_hash", "nix run nixpkgs#prefetch-npm-deps -- "+shellWord(lock))
}

// hasNoDeps reports whether npm has nothing to download.
func (p *project) hasNoDeps() bool {
	return p.name != "" && !strings.Contains(p.read("package-lock.json"), `"resolved": "http`)
}
