package budget_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sebdah/goldie/v2"

	"github.com/agentboxc/agentboxc/codegen/budget"
	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

const system = "x86_64-linux"

// head is a unit with two variants over one layer; tests add to it.
const head = `platform "x86_64-linux" {}

layer "node" {
  packages = [pkgs.nodejs_20, pkgs.git]
}

variant "runtime" {
  layers   = [layer.node]
  packages = [pkgs.jq]
}

variant "other" {
  layers = [layer.node]
}
`

func compile(t *testing.T, text string) (*ir.Program, diag.Sources) {
	t.Helper()
	fsys := fstest.MapFS{"agentbox.hcl": {Data: []byte(text)}}
	result, diags := lang.Compile(fsys, ".", lang.Options{DirName: "box", Today: func() string { return "2026-04-01" }})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return result.Program, result.Source
}

// base32 makes the hash of a store path from a letter.
func base32(letter string) string { return strings.Repeat(letter, 32) }

func path(letter, name, version string, size int64) measure.Path {
	return measure.Path{Hash: base32(letter), Name: name, Version: version, Size: size}
}

// made are the measurements of both variants. The layer is the same in both,
// which nothing but its digest tells.
func made(paths ...measure.Path) *measure.Measurements {
	var size int64 = 1024
	for _, p := range paths {
		size += p.Size
	}
	node := measure.Layer{
		Name: "node", Digest: "sha256:" + strings.Repeat("a", 64), Size: size, Paths: paths,
		Compressed: []measure.Compressed{{Method: "gzip", Level: 6, Size: size / 3}},
	}
	own := measure.Layer{
		Digest: "sha256:" + strings.Repeat("b", 64), Size: 1_250_000,
		Compressed: []measure.Compressed{{Method: "gzip", Level: 6, Size: 400_000}},
		Paths:      []measure.Path{path("j", "jq", "1.7", 1_000_000), path("r", "root-runtime", "", 200_000)},
	}
	m := &measure.Measurements{}
	return m.With(
		measure.Image{Variant: "other", System: system, Layers: []measure.Layer{node}},
		measure.Image{Variant: "runtime", System: system, Layers: []measure.Layer{node, own}},
	)
}

func usual() *measure.Measurements {
	return made(
		path("g", "git", "2.43.0", 30_000_000), path("i", "icu4c", "73.2", 31_234_567), path("l", "glibc", "2.38", 28_000_000),
		path("n", "nodejs", "20.11.1", 60_000_000), path("p", "openssl", "3.0.12", 7_000_000), path("z", "zlib", "1.3", 120_000),
	)
}

func full(letter, label string) string { return "/nix/store/" + base32(letter) + "-" + label }

// known is the store that the paths come from: git and nodejs have openssl and
// zlib in common.
func known(p *ir.Program) map[string]*budget.Store {
	s := &budget.Store{References: map[string][]string{
		full("n", "nodejs-20.11.1"): {full("n", "nodejs-20.11.1"), full("i", "icu4c-73.2"), full("p", "openssl-3.0.12")},
		full("g", "git-2.43.0"):     {full("p", "openssl-3.0.12"), full("z", "zlib-1.3")},
		full("p", "openssl-3.0.12"): {full("z", "zlib-1.3"), full("l", "glibc-2.38")},
		full("i", "icu4c-73.2"):     {full("l", "glibc-2.38")},
		full("z", "zlib-1.3"):       {full("l", "glibc-2.38")},
		full("j", "jq-1.7"):         {full("l", "glibc-2.38")},
	}}
	roots := map[string]string{"nodejs_20": full("n", "nodejs-20.11.1"), "git": full("g", "git-2.43.0"), "jq": full("j", "jq-1.7")}
	add := func(address string, refs []ir.PackageRef) {
		for _, ref := range refs {
			s.Roots = append(s.Roots, budget.Root{Address: address, Package: ref, Path: roots[ref.Path[0]]})
		}
	}
	for _, l := range p.Platforms[0].Layers {
		add("layer."+l.Name, l.Packages)
	}
	for _, v := range p.Platforms[0].Variants {
		add("variant."+v.Name, v.Packages)
	}
	for _, policy := range p.Policies {
		for _, ref := range policy.Packages {
			if out := roots[ref.Path[0]]; out != "" {
				s.Forbidden = append(s.Forbidden, budget.Output{Package: ref, Path: out})
			}
		}
	}
	return map[string]*budget.Store{system: s}
}

func inLayer(budget string) string {
	return strings.Replace(head, "pkgs.git]\n", "pkgs.git]\n  budget {\n"+budget+"  }\n", 1)
}

func inVariant(budget string) string {
	return strings.Replace(head, "[pkgs.jq]\n", "[pkgs.jq]\n  budget {\n"+budget+"  }\n", 1)
}

var cases = map[string]struct {
	text        string
	built, base *measure.Measurements // nil is usual, and none
	compression map[string]budget.Compression
	blind       bool // nothing is known of the store
}{
	"nothing":     {text: head},
	"max of two":  {text: inLayer("    max = \"50MB\"\n") + "\nbudget \"all\" {\n  applies_to = [variant.runtime]\n  max        = \"100 MiB\"\n}\n"},
	"within":      {text: inLayer("    max = \"157MB\"\n    max_layer = \"157MB\"\n    max_layers = 1\n    max_waste = \"1B\"\n    max_compressed = \"60MB\"\n")},
	"all at once": {text: inVariant("    max = \"0.1GB\"\n    max_layer = \"150MB\"\n    max_layers = 1\n    max_compressed = \"50MiB\"\n")},
	"warn":        {text: inVariant("    max = \"160MB\"\n    max_layers = 2\n    max_layer = \"250MB\"\n    warn = 95\n")},
	"waived": {text: inLayer("    max = \"50MB\"\n    max_layer = \"50MB\"\n") +
		"\nwaiver \"node\" {\n  for     = layer.node\n  metric  = \"max\"\n  max     = \"200MB\"\n  reason  = \"The new node.\"\n  expires = \"2026-12-31\"\n}\n" +
		"\nwaiver \"little\" {\n  for     = layer.node\n  metric  = \"max_layer\"\n  max     = \"60MB\"\n  reason  = \"The new node.\"\n  expires = \"2026-12-31\"\n}\n"},
	"waste": {
		text: inVariant("    max_waste = \"10MB\"\n"),
		built: func() *measure.Measurements {
			m := usual()
			own := &m.Images[1].Layers[1]
			own.Paths = append(own.Paths, m.Images[1].Layers[0].Paths[:2]...)
			return m
		}(),
	},
	"growth in percent": {text: inVariant("    max_growth = \"5%\"\n"), base: made(
		path("h", "git", "2.42.0", 30_000_000), path("l", "glibc", "2.38", 28_000_000),
		path("m", "nodejs", "18.19.0", 51_000_000), path("p", "openssl", "3.0.12", 7_000_000))},
	"growth as a size":    {text: inLayer("    max_growth = \"100KiB\"\n    warn = 10\n"), base: made(path("x", "x", "1", 156_340_000))},
	"growth, near":        {text: inLayer("    max_growth = \"100KiB\"\n    warn = 10\n"), base: made(path("x", "x", "1", 156_342_567))},
	"shrunk":              {text: inLayer("    max_growth = \"1%\"\n    warn = 1\n"), base: made(path("x", "x", "1", 200_000_000))},
	"nothing before":      {text: inLayer("    max_growth = \"5%\"\n")},
	"not compressed":      {text: inVariant("    max_compressed = \"1GB\"\n"), compression: map[string]budget.Compression{"runtime": {Method: "zstd", Level: 3}}},
	"no compression":      {text: inVariant("    max_compressed = \"1MB\"\n"), compression: map[string]budget.Compression{"runtime": {Method: "none"}}},
	"nothing of a store":  {text: inLayer("    max = \"50MB\"\n"), blind: true},
	"policy":              {text: head + "\npolicy \"lean\" {\n  applies_to = [variant.runtime]\n  forbid     = [pkgs.jq, \"openssl-3.*\", \"zli?\"]\n  reason     = \"We said so.\"\n}\n"},
	"policy on a layer":   {text: head + "\npolicy \"lean\" {\n  applies_to = [layer.node]\n  forbid     = [pkgs.jq, \"*\"]\n}\n"},
	"policy, not known":   {text: head + "\npolicy \"lean\" {\n  applies_to = [variant.runtime]\n  forbid     = [pkgs.gcc]\n}\n"},
	"policy that is held": {text: head + "\npolicy \"lean\" {\n  applies_to = [variant.other]\n  forbid     = [pkgs.jq, \"ssl\"]\n}\n"},
}

func TestCheck(t *testing.T) {
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			p, sources := compile(t, test.text)
			r := budget.Request{Program: p, Built: test.built, Base: test.base, Compression: test.compression}
			if r.Built == nil {
				r.Built = usual()
			}
			if !test.blind {
				r.Store = known(p)
			}
			var out strings.Builder
			if err := diag.WriteText(&out, budget.Check(r), sources, diag.TextOptions{Width: 110}); err != nil {
				t.Fatal(err)
			}
			golden := goldie.New(t, goldie.WithFixtureDir(filepath.Join("testdata", "golden")), goldie.WithNameSuffix(".txt"))
			golden.Assert(t, strings.NewReplacer(",", "", " ", "_").Replace(name), []byte(out.String()))
		})
	}
}

// TestListed finds what a policy forbids where it is listed, each place once.
func TestListed(t *testing.T) {
	policies := "\npolicy \"lean\" {\n  applies_to = [variant.runtime, variant.other]\n  forbid     = [pkgs.git, \"jq\"]\n  reason     = \"We said so.\"\n}\n" +
		"\npolicy \"layer\" {\n  applies_to = [layer.node]\n  forbid     = [pkgs.jq, pkgs.nodejs_20]\n}\n"
	p, sources := compile(t, head+policies)
	var got []string
	for _, d := range budget.Listed(p) {
		at := d.Subject
		got = append(got, string(sources(at.File)[at.Start.Byte:at.End.Byte])+": "+d.Detail)
	}
	want := []string{
		"pkgs.nodejs_20: The policy \"layer\" forbids `pkgs.nodejs_20`, and here it is made part of layer.node on x86_64-linux.\n\nLeave it out, or use another package.",
		"pkgs.git: The policy \"lean\" forbids `pkgs.git`, and here it is made part of variant.other on x86_64-linux.\n\n" +
			"Its reason: We said so.\n\nLeave it out, or use another package.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want\n%q", got, want)
	}
}

// TestFigures tells limits that hold, too, with the waiver that raised one.
func TestFigures(t *testing.T) {
	program, _ := compile(t, strings.Replace(head, "pkgs.git]\n", "pkgs.git]\n  budget {\n    max        = \"100MB\"\n    max_layers = 4\n    max_growth = \"10%\"\n  }\n", 1)+`
waiver "larger" {
  for     = layer.node
  metric  = "max"
  max     = "200MB"
  reason  = "for a while"
  expires = "2026-12-31"
}
`)
	figures := budget.Figures(budget.Request{Program: program, Built: made(path("a", "git", "2.50", 50_000_000))})
	want := []budget.Figure{
		{
			Variant: "other", System: system, Address: "layer.node", Metric: ir.Max,
			Value: 50_001_024, Limit: 200_000_000, Written: "200MB", Waiver: "larger", Expires: "2026-12-31",
		},
		{Variant: "other", System: system, Address: "layer.node", Metric: ir.MaxLayers, Value: 1, Limit: 4, Written: "4"},
	}
	if len(figures) != 4 || figures[0] != want[0] || figures[1] != want[1] || figures[2].Variant != "runtime" {
		t.Errorf("got %+v", figures)
	}
}
