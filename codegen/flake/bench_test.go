package flake

import (
	"fmt"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// manyVariants is a unit of n variants on two platforms, of which every tenth
// differs between them.
func manyVariants(n int) *ir.Program {
	var layers []*ir.Layer
	var names []string
	for i := range 10 {
		names = append(names, fmt.Sprintf("layer%d", i))
		layers = append(layers, layer(names[i], "bash", "coreutils", "cacert", "jq", "git"))
	}
	one := func(i int, home string) *ir.Variant {
		v := variant(fmt.Sprintf("variant%04d", i), names...)
		v.Packages = pkgs("hello", "nodejs_20")
		v.Config.Entrypoint = []ir.Text{text(pkg("bash"), "/bin/bash")}
		v.Config.Env = env("HOME", home, "LANG", "C.UTF-8", "NUMBER", fmt.Sprint(i))
		v.Users = []ir.User{{Name: "agent", UID: 1000, GID: 1000, Home: "/home/agent", Shell: text("/bin/sh")}}
		return v
	}
	p := program(ir.Platform{Layers: layers})
	for i := range n {
		a := one(i, "/home/a")
		b := a
		if i%10 == 0 {
			b = one(i, "/home/b")
		}
		p.Platforms[0].Variants = append(p.Platforms[0].Variants, a)
		p.Platforms[1].Variants = append(p.Platforms[1].Variants, b)
	}
	return p
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{100, 1000} {
		p := manyVariants(n)
		b.Run(fmt.Sprintf("variants=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Build(p)
			}
		})
	}
}

func BenchmarkSections(b *testing.B) {
	f := Build(manyVariants(1000))
	b.ReportAllocs()
	for b.Loop() {
		Sections(f)
	}
}

func BenchmarkPrint(b *testing.B) {
	f := Build(manyVariants(1000))
	b.ReportAllocs()
	for b.Loop() {
		nix.Print(f)
	}
}
