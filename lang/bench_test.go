package lang_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/agentboxc/agentboxc/lang"
)

// BenchmarkCompile compares the front end with what nothing that uses hcl can
// do without: parsing the file and evaluating every attribute. The metric
// x-hcl is how many times longer Compile takes.
func BenchmarkCompile(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprintf("variants-%d", n), func(b *testing.B) {
			text := manyVariants(n)
			files := map[string]string{"unit/agentbox.hcl": text}
			if _, diags := compile(files, lang.Options{}); len(diags) > 0 {
				b.Fatal(diags[0])
			}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			var floor time.Duration
			for b.Loop() {
				compile(files, lang.Options{})
				b.StopTimer()
				start := time.Now()
				parseAndEvaluate(b, text)
				floor += time.Since(start)
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed())/float64(floor), "x-hcl")
		})
	}
}

func manyVariants(n int) string {
	var b strings.Builder
	b.WriteString("platform \"x86_64-linux\" {}\nplatform \"aarch64-linux\" {}\n\nlocals {\n  home = \"/home/agent\"\n}\n")
	for i := range 20 {
		fmt.Fprintf(&b, "\nlayer \"l%d\" {\n  packages = [pkgs.git, pkgs.jq, pkgs.p%d]\n\n  budget {\n    max = \"50MB\"\n  }\n}\n", i, i)
	}
	for i := range n {
		fmt.Fprintf(&b, `
variant "v%d" {
  description = "Variant number %d"
  layers      = [layer.l%d, layer.l%d, layer.l%d]
  packages    = [pkgs.ripgrep, pkgs.fd]

  config {
    cmd         = ["${pkgs.bashInteractive}/bin/bash", "-l"]
    working_dir = "${local.home}/v%d"
    env = {
      NUMBER = %d
      EDITOR = "${pkgs.nano}/bin/nano"
    }
  }
}
`, i, i, i%20, (i+1)%20, (i+2)%20, i, i)
	}
	return b.String()
}

// BenchmarkModules compares the front end over a unit with a thousand modules with
// parsing all the files: of one unit that is used a thousand times, the files are
// parsed as often. The metric x-parse is how many times longer Compile takes.
func BenchmarkModules(b *testing.B) {
	const n = 1000
	for _, units := range []int{1, n} {
		b.Run(fmt.Sprintf("%d-of-%d-units", n, units), func(b *testing.B) {
			files := manyModules(n, units)
			if _, diags := compile(files, lang.Options{}); len(diags) > 0 {
				b.Fatal(diags[0])
			}
			b.ReportAllocs()
			var floor time.Duration
			for b.Loop() {
				compile(files, lang.Options{})
				b.StopTimer()
				start := time.Now()
				for name, text := range files {
					times := 1
					if name != "unit/agentbox.hcl" {
						times = n / units
					}
					for range times {
						if _, diags := hclsyntax.ParseConfig([]byte(text), name, hcl.InitialPos); diags.HasErrors() {
							b.Fatal(diags)
						}
					}
				}
				floor += time.Since(start)
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed())/float64(floor), "x-parse")
		})
	}
}

func manyModules(n, units int) map[string]string {
	files := map[string]string{}
	for i := range units {
		files[fmt.Sprintf("m%d/agentbox.hcl", i)] = `
variable "python" {
  type    = string
  default = "311"
}

variable "extra" {
  type    = list(any)
  default = []
}

layer "base" {
  packages = concat([pkgs.bash, pkgs.coreutils, "python${var.python}"], var.extra)

  budget {
    max = "50MB"
  }
}

package "script" "start" {
  runtime_inputs = [pkgs.coreutils]
  text           = "exec python${var.python} \"$@\""
}

variant "parent" {
  abstract = true
  layers   = [layer.base]

  config {
    entrypoint = ["${package.script.start}/bin/start"]
    env        = { PYTHON = var.python }
  }
}
`
	}
	var b strings.Builder
	b.WriteString("platform \"x86_64-linux\" {}\nplatform \"aarch64-linux\" {}\n")
	for i := range n {
		fmt.Fprintf(&b, `
module "m%d" {
  source = "../m%d"
  python = "%d"
}

variant "v%d" {
  extends = module.m%d.variant.parent
}
`, i, i%units, 300+i, i, i)
	}
	files["unit/agentbox.hcl"] = b.String()
	return files
}

// parseAndEvaluate is the floor: references are strings, in one context.
func parseAndEvaluate(b *testing.B, text string) {
	b.Helper()
	file, diags := hclsyntax.ParseConfig([]byte(text), "agentbox.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		b.Fatal(diags)
	}
	layers, packages := map[string]cty.Value{}, map[string]cty.Value{}
	for i := range 20 {
		layers[fmt.Sprintf("l%d", i)] = cty.StringVal("layer")
		packages[fmt.Sprintf("p%d", i)] = cty.StringVal("package")
	}
	for _, name := range []string{"git", "jq", "ripgrep", "fd", "bashInteractive", "nano"} {
		packages[name] = cty.StringVal("package")
	}
	evaluateBody(b, file.Body.(*hclsyntax.Body), &hcl.EvalContext{Variables: map[string]cty.Value{
		"layer": cty.ObjectVal(layers), "pkgs": cty.ObjectVal(packages),
		"local": cty.ObjectVal(map[string]cty.Value{"home": cty.StringVal("/home/agent")}),
	}})
}

func evaluateBody(b *testing.B, body *hclsyntax.Body, ctx *hcl.EvalContext) {
	for _, a := range body.Attributes {
		if _, diags := a.Expr.Value(ctx); diags.HasErrors() {
			b.Fatal(diags)
		}
	}
	for _, block := range body.Blocks {
		evaluateBody(b, block.Body, ctx)
	}
}
