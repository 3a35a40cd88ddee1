package flake

import (
	"path"
	"strings"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// fetchBinary installs a download, or programs out of one, without changing them.
func (b *builder) fetchBinary(r *ir.FetchBinary, p *ir.Package) *nix.Apply {
	env := nix.A(nix.B("src", download("pkgs", r.URL, r.Hash, p.Called()+"-"+r.Version)))
	switch r.Archive {
	case ir.TarZstd:
		env.Binds = append(env.Binds, nix.B("nativeBuildInputs", nix.L(nix.Dot("pkgs", "zstd"))))
	case ir.Zip:
		env.Binds = append(env.Binds, nix.B("nativeBuildInputs", nix.L(nix.Dot("pkgs", "unzip"))))
	}
	if len(r.Bin) == 1 {
		env.Binds = append(env.Binds, nix.Bind{Path: nix.Names("meta", "mainProgram"), Value: nix.S(r.Bin[0].Name)})
	}
	return nix.Call(nix.Dot("pkgs", "runCommand"), nix.S(p.Called()+"-"+r.Version), env, nix.S(install(r)))
}

func install(r *ir.FetchBinary) string {
	text := ""
	if r.Archive != ir.NoArchive {
		text = "unpackFile \"$src\"\n"
	}
	for _, one := range r.Bin {
		from := "\"$src\""
		if one.Path != "" {
			from = shellWord(one.Path)
		}
		text += "install -D -m 755 " + from + " \"$out/bin/" + one.Name + "\"\n"
	}
	return text
}

// download is fetchurl of a set of packages. The name tells stdenv how to unpack it, so it is that of
// the address unless the store cannot have it.
func download(set, url string, hash ir.Hash, otherwise string) nix.Expr {
	args := nix.A(nix.B("url", nix.S(url)), nix.B("hash", hashOf(hash)))
	if !isStoreName(path.Base(url)) {
		args.Binds = append([]nix.Bind{nix.B("name", nix.S(otherwise+suffix(url)))}, args.Binds...)
	}
	return nix.At(nix.Call(nix.Dot(set, "fetchurl"), args), hash.Range)
}

// suffix is the part of an address that tells what kind of file it is.
func suffix(url string) string {
	name, _, _ := strings.Cut(path.Base(url), "?")
	name, _, _ = strings.Cut(name, "#")
	ext := path.Ext(name)
	if strings.HasSuffix(strings.TrimSuffix(name, ext), ".tar") {
		ext = ".tar" + ext
	}
	if !isStoreName("x" + ext) {
		return ""
	}
	return ext
}

// shellWord is a word of a shell script.
func shellWord(s string) string {
	plain := !strings.ContainsFunc(s, func(r rune) bool {
		return r > 'z' || r != '/' && !isStoreByte(byte(r))
	})
	if plain {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
