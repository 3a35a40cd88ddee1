package syntax

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/source"
)

// bigUnit is a file of n variants such as people write them.
func bigUnit(n int) []byte {
	var b strings.Builder
	b.WriteString("agentbox {\n  name = \"big\"\n}\n\n")
	for i := range n {
		fmt.Fprintf(&b, `# Variant number %[1]d.
layer "tools_%[1]d" {
  description = "The tools of variant %[1]d"
  packages    = [pkgs.coreutils, pkgs.bash, pkgs.git-lfs, pkgs["gtk+3"]]
  budget { max = "50MB" }
}

variant "v%[1]d" {
  layers   = [layer.tools_%[1]d]
  packages = concat([pkgs.nodejs_20], var.extra ? [pkgs.hello] : [])
  tag      = "v${local.version}-%[1]d"

  config {
    entrypoint = ["${pkgs.bash}/bin/bash", "-c"]
    env = {
      PORT = "80%[1]d"
      HOME = "/home/agent"
    }
    cmd = [<<-EOT
      echo "starting ${var.name} number %[1]d"
      exec server --port=$PORT
    EOT
    ]
  }
}

`, i)
	}
	return []byte(b.String())
}

func BenchmarkGuard(b *testing.B) {
	src := bigUnit(1000)
	f := &source.File{Path: "big.hcl", Bytes: src}
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		s := newScanner(src, f.Range)
		s.run()
		if s.first != nil {
			b.Fatal(s.first.Diagnostic().Detail)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	src := bigUnit(1000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, diags := Parse(&source.File{Path: "big.hcl", Bytes: src}); len(diags) > 0 {
			b.Fatal(diags[0].Detail)
		}
	}
}

func BenchmarkParseConfig(b *testing.B) {
	src := bigUnit(1000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, diags := hclsyntax.ParseConfig(src, "big.hcl", hcl.InitialPos); diags.HasErrors() {
			b.Fatal(diags)
		}
	}
}

func BenchmarkFormat(b *testing.B) {
	src := bigUnit(1000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, diags := Format(&source.File{Path: "big.hcl", Bytes: src}); len(diags) > 0 {
			b.Fatal(diags[0].Detail)
		}
	}
}

func BenchmarkRecovery(b *testing.B) {
	src := append(bigUnit(1000), "layer \"x\" {\n"...)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, diags := Parse(&source.File{Path: "big.hcl", Bytes: src}); len(diags) != 1 {
			b.Fatal(diags)
		}
	}
}
