package nix

import (
	"fmt"
	"testing"

	"github.com/agentboxc/agentboxc/lang/diag"
)

// large is a file with about a thousand images, as a large unit would give.
func large() *File {
	images := &Attrs{}
	for i := range 1000 {
		images.Binds = append(images.Binds, B(fmt.Sprintf("image-%d", i), image(i)))
	}
	return &File{Header: "Generated.", Body: A(
		B("description", S("A large unit")),
		B("outputs", &Lambda{Formals: []string{"self", "nixpkgs", "nix2container"}, Body: &Let{
			Binds: []Bind{InhFrom(Id("nixpkgs"), "lib"), {Comment: "Images.", Blank: true, Path: Names("images"), Value: images}},
			Body:  A(B("packages", Call(Dot("lib", "genAttrs"), Id("systems"), Fn("system", Id("images"))))),
		}}),
	)}
}

func image(i int) Expr {
	packages := &List{}
	for k := range 12 {
		pkg := At(Dot("pkgs", fmt.Sprintf("package%d_%d", i, k)).(*Select), diag.Range{
			File: "agentbox.hcl", Start: diag.Pos{Line: i, Column: 1, Byte: 100*i + k}, End: diag.Pos{Line: i, Column: 9, Byte: 100*i + k + 8},
		})
		packages.Items = append(packages.Items, pkg)
	}
	script := "#!/bin/sh\nset -eu\nfor f in \"$@\"; do\n  echo \"${f}\"\ndone\n"
	return Call(Id("mkImage"), A(
		B("name", S(fmt.Sprintf("image-%d", i))),
		B("layers", Op(Id("common"), "++", L(Call(Dot("n2c", "buildLayer"), A(B("deps", packages)))))),
		B("config", A(
			B("Env", L(&Str{Parts: []StrPart{{Literal: "PATH="}, {Expr: Dot("pkgs", "bash")}, {Literal: "/bin"}}}, S("HOME=/root"))),
			B("ExposedPorts", A(B("8080/tcp", A()))),
			B("Cmd", L(Call(Dot("pkgs", "writeShellScript"), S("run"), S(script)))),
		)),
	))
}

func BenchmarkPrint(b *testing.B) {
	f := large()
	text, _ := Print(f)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Print(f)
	}
}

func BenchmarkParse(b *testing.B) {
	text, _ := Print(large())
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}
