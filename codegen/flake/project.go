package flake

import (
	"path"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// npmPackage is buildNpmPackage. A project need not have a build script, and what
// package.json calls its programs can be replaced.
func (b *builder) npmPackage(r *ir.NpmPackage, p *ir.Package) *nix.Apply {
	args := b.npm(p, r.Project, cleaned(r.Project, p.Range, "node_modules"), r.Nodejs, r.NpmDepsHash, r.NoDeps)
	args.Binds = append(args.Binds, nix.B("npmBuildFlags", nix.Strs([]string{"--if-present"})))
	if len(r.Bin) > 0 {
		programs := &nix.Attrs{}
		for _, one := range r.Bin {
			programs.Binds = append(programs.Binds, nix.B(one.Name, nix.S(one.Path)))
		}
		args.Binds = append(args.Binds,
			nix.B("programs", nix.Call(nix.Dot("builtins", "toJSON"), programs)),
			nix.B("preInstall", nix.S("npm pkg set --json bin=\"$programs\"\n")),
		)
	}
	return nix.Call(nix.Dot("pkgs", "buildNpmPackage"), args)
}

// nodeEnv is what buildNpmPackage installs for a project of which it has nothing
// but the files that say what that is.
func (b *builder) nodeEnv(r *ir.NodeEnv, p *ir.Package) *nix.Apply {
	files := &nix.List{}
	for _, name := range r.Files {
		files.Items = append(files.Items, file(path.Join(r.Source, name), p.Range))
	}
	src := nix.Call(nix.Dot("lib", "fileset", "toSource"), nix.A(
		nix.B("root", file(r.Source, p.Range)),
		nix.B("fileset", nix.Call(nix.Dot("lib", "fileset", "unions"), files)),
	))
	args := b.npm(p, r.Project, src, r.Nodejs, r.NpmDepsHash, r.NoDeps)
	args.Binds = append(args.Binds,
		nix.B("dontNpmBuild", nix.Bool(true)),
		nix.B("installPhase", nix.S(installModules(r.Bin))),
	)
	return nix.Call(nix.Dot("pkgs", "buildNpmPackage"), args)
}

func installModules(programs []ir.Executable) string {
	text := "runHook preInstall\n" +
		"mkdir -p node_modules/.bin \"$out/bin\" \"$out/lib\"\n" +
		"cp -R node_modules \"$out/lib/node_modules\"\n"
	for _, one := range programs {
		text += "ln -s \"$(realpath -e \"$out/lib/node_modules/.bin/" + one.Path + "\")\" \"$out/bin/" + one.Name + "\"\n"
	}
	if len(programs) == 0 {
		text += "find \"$out/lib/node_modules/.bin\" -type l -exec ln -s -t \"$out/bin\" {} +\n"
	}
	return text + "runHook postInstall\n"
}

// npm are the arguments of buildNpmPackage that do not depend on what is made.
func (b *builder) npm(p *ir.Package, of ir.Project, src nix.Expr, nodejs *ir.PackageRef, hash ir.Hash, empty bool) *nix.Attrs {
	args := named(p, of.Version, src)
	if nodejs != nil {
		args.Binds = append(args.Binds, nix.B("nodejs", b.pkg(*nodejs)))
	}
	args.Binds = append(args.Binds, nix.B("npmDepsHash", hashOf(hash)))
	if empty {
		args.Binds = append(args.Binds, nix.B("forceEmptyCache", nix.Bool(true)))
	}
	return args
}

func (b *builder) goModule(r *ir.GoModule, p *ir.Package) *nix.Apply {
	args := named(p, r.Version, cleaned(r.Project, p.Range))
	hash := nix.Expr(nix.Id("null"))
	if r.VendorHash != nil {
		hash = hashOf(*r.VendorHash)
	}
	args.Binds = append(args.Binds, nix.B("vendorHash", hash))
	if len(r.SubPackages) > 0 {
		args.Binds = append(args.Binds, nix.B("subPackages", nix.Strs(r.SubPackages)))
	}
	if len(r.LDFlags) > 0 {
		args.Binds = append(args.Binds, nix.B("ldflags", b.texts(r.LDFlags)))
	}
	return nix.Call(nix.Dot("pkgs", "buildGoModule"), tested(args, r.Check))
}

// rustCrate is rustPlatform.buildRustPackage, which looks for the lock file in
// the project even when it is told of another one.
func (b *builder) rustCrate(r *ir.RustCrate, p *ir.Package) *nix.Apply {
	target := &nix.Str{Parts: []nix.StrPart{
		{Expr: nix.Call(nix.Id("toString"), file(r.Source, p.Range))}, {Literal: "/target"},
	}}
	args := named(p, r.Version, filtered(r.Project, p.Range, nix.Op(nix.Id("path"), "!=", target)))
	switch {
	case r.CargoHash != nil:
		args.Binds = append(args.Binds, nix.B("cargoHash", hashOf(*r.CargoHash)))
	default:
		args.Binds = append(args.Binds, nix.B("cargoLock", nix.A(nix.B("lockFile", file(r.CargoLock, p.Range)))))
	}
	if r.Apart {
		link := &nix.Str{Parts: []nix.StrPart{{Literal: "ln -sf "}, {Expr: source(r.CargoLock, p.Range)}, {Literal: " Cargo.lock"}}}
		args.Binds = append(args.Binds, nix.B("postPatch", link))
	}
	return nix.Call(nix.Dot("pkgs", "rustPlatform", "buildRustPackage"), tested(args, r.Check))
}

// named are the arguments that all builders have.
func named(p *ir.Package, version string, src nix.Expr) *nix.Attrs {
	return nix.A(nix.B("pname", nix.S(p.Called())), nix.B("version", nix.S(version)), nix.B("src", src))
}

func tested(args *nix.Attrs, check bool) *nix.Attrs {
	if !check {
		args.Binds = append(args.Binds, nix.B("doCheck", nix.Bool(false)))
	}
	return args
}

// hashOf is the hash of a download. Of one that is not known Nix says what it is.
func hashOf(h ir.Hash) nix.Expr {
	if h.Value == "" {
		return at(nix.Dot("lib", "fakeHash"), h.Range)
	}
	return nix.At(nix.S(h.Value), h.Range)
}

// unitFiles are those of agentboxc, which no project of others wants to know.
var unitFiles = []string{"agentbox.hcl", "agentbox.lock.json", "flake.lock", "flake.nix"}

// cleaned is the directory of a project without what version control and builds
// leave there, and without the names, wherever they are in it.
func cleaned(of ir.Project, r diag.Range, without ...string) nix.Expr {
	if of.Own {
		without = append(without, unitFiles...)
	}
	base := nix.Call(nix.Id("baseNameOf"), nix.Id("path"))
	switch len(without) {
	case 0:
		return nix.At(nix.Call(nix.Dot("lib", "cleanSource"), file(of.Source, r)), r)
	case 1:
		return cleanedBy(of, r, nix.Op(base, "!=", nix.S(without[0])))
	}
	return cleanedBy(of, r, noneOf(base, without))
}

// filtered is cleaned with a condition.
func filtered(of ir.Project, r diag.Range, keep nix.Expr) nix.Expr {
	if of.Own {
		keep = nix.Op(keep, "&&", noneOf(nix.Call(nix.Id("baseNameOf"), nix.Id("path")), unitFiles))
	}
	return cleanedBy(of, r, keep)
}

func noneOf(x nix.Expr, names []string) nix.Expr {
	return &nix.Unary{Op: "!", X: nix.Call(nix.Dot("builtins", "elem"), x, nix.Strs(names))}
}

func cleanedBy(of ir.Project, r diag.Range, keep nix.Expr) nix.Expr {
	return nix.At(nix.Call(nix.Dot("lib", "cleanSourceWith"), nix.A(
		nix.B("src", nix.Call(nix.Dot("lib", "cleanSource"), file(of.Source, r))),
		nix.B("filter", nix.Fn("path", nix.Fn("_", keep))),
	)), r)
}
