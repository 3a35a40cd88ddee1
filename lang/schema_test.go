package lang_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/schema"
)

// surroundings are what examples refer to. A block that an example declares
// itself is left out.
var surroundings = []string{
	`platform "x86_64-linux" {}`,
	`input "rust-overlay" {
  url = "github:oxalica/rust-overlay"
}`,
	`input "agent" {
  url = "github:example/agent"
}`,
	`overlay "patches" {
  file = "./nix/patches.nix"
}`,
	`pkgset "default" {
  overlays = [input.rust-overlay.overlays.default]
}`,
	`variable "node_major" {
  default = 20
}`,
	`layer "base" {
  packages = [pkgs.git]
}`,
	`layer "node" {
  packages = [pkgs.nodejs_20]
}`,
	`layer "cuda" {
  packages = [pkgs.hello]
  budget {
    max = "2GB"
  }
}`,
	`variant "runtime" {
  layers = [layer.base]
}`,
}

// wrappers hold the blocks that an example of a nested block stands in.
var wrappers = map[string]string{
	"variable": "variable \"example\" {\n  type = number\n  default = 20\n%s\n}",
	"pkgset":   "pkgset \"example\" {\n%s\n}",
	"overlay":  "overlay \"example\" {\n%s\n}",
	"layer":    "layer \"example\" {\n%s\n}",
	"variant":  "variant \"example\" {\n%s\n}",
}

func TestExamplesCompile(t *testing.T) {
	for _, b := range schema.Root() {
		testExample(t, b.Type, b, b.Example)
		for _, kind := range b.Kinds {
			testExample(t, b.Type+" "+kind.Type, kind, kind.Example)
			for _, a := range kind.Attrs {
				testAttr(t, b.Type+" "+kind.Type, kind, a)
			}
		}
		for _, a := range b.Attrs {
			if len(b.Kinds) == 0 {
				testAttr(t, b.Type, b, a)
			}
		}
		for _, nested := range b.Blocks {
			path := b.Type + "." + nested.Type
			testExample(t, path, nested, inside(b, nested, nested.Example))
			for _, a := range nested.Attrs {
				testAttr(t, path, nested, a, b)
			}
		}
	}
}

func TestFunctionExamplesEvaluate(t *testing.T) {
	for _, f := range schema.Functions() {
		_, diags := compileText("locals {\n  example = "+f.Example+"\n}\n", nil)
		for _, d := range diags {
			if d.Code != diag.NothingToBuild {
				t.Errorf("%s: %s: %s", f.Name, d.Code, d.Detail)
			}
		}
	}
}

// inside puts the text of a nested block into a block of the kind of outer.
func inside(outer, nested *schema.Block, text string) string {
	if nested.Type == "validation" {
		text = strings.ReplaceAll(text, "node_major", "example")
	}
	if outer.Type == "variant" && nested.Type != "user" {
		text += "\nuser \"agent\" {\n  uid = 1000\n}"
	}
	return fmt.Sprintf(wrappers[outer.Type], text)
}

// testAttr compiles the example of an attribute in a block that has besides
// only what it must have.
func testAttr(t *testing.T, path string, b *schema.Block, a *schema.Attr, outer ...*schema.Block) {
	t.Helper()
	attrs := []*schema.Attr{a}
	for _, other := range b.Attrs {
		if other != a && (other.Required || other.Name == a.Needs) {
			attrs = append(attrs, other)
		}
	}
	for _, choice := range b.Choices {
		if choice.Required && !slices.Contains(choice.Names, a.Name) {
			attrs = append(attrs, attrNamed(b, choice.Names[0]))
		}
	}
	for name, other := range map[string]string{"date": "channel", "hash": "source", "reason": "check"} {
		if i := indexOf(b, other); a.Name == name && i >= 0 && b.Attrs[i] != a && !slices.Contains(attrs, b.Attrs[i]) {
			attrs = append(attrs, b.Attrs[i])
		}
	}
	text := header(t, b) + " {\n"
	for _, a := range attrs {
		text += "  " + a.Name + " = " + a.Example + "\n"
	}
	text += "}"
	if len(outer) > 0 {
		text = inside(outer[0], b, text)
	}
	testExample(t, path+"."+a.Name, b, text)
}

func attrNamed(b *schema.Block, name string) *schema.Attr { return b.Attrs[indexOf(b, name)] }

func indexOf(b *schema.Block, name string) int {
	return slices.IndexFunc(b.Attrs, func(a *schema.Attr) bool { return a.Name == name })
}

// header is the start of the block's example, under a name that nothing else has.
func header(t *testing.T, b *schema.Block) string {
	t.Helper()
	example := parse(t, b.Example).Blocks[0]
	text := example.Type
	for i, label := range example.Labels {
		free := i < len(b.Labels) && b.Labels[i].Free
		if i == len(example.Labels)-1 && !free {
			label = "example"
		}
		text += fmt.Sprintf(" %q", label)
	}
	return text
}

func parse(t *testing.T, text string) *hclsyntax.Body {
	t.Helper()
	file, diags := hclsyntax.ParseConfig([]byte(text+"\n"), "example", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%s in:\n%s", diags, text)
	}
	return file.Body.(*hclsyntax.Body)
}

func testExample(t *testing.T, name string, b *schema.Block, text string) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		var set []lang.Variable
		if b.Type == "variable" && !strings.Contains(text, "default") {
			set = []lang.Variable{{Name: "example", Text: "[]", Origin: "--var"}}
		}
		_, diags := compileText(unitAround(t, text), set)
		for _, d := range diags {
			if d.Code == diag.UnusedInput || d.Code == diag.HashNotSet {
				continue // an example shows one thing, and need not use or set another
			}
			t.Errorf("%s: %s %s\n%s", d.Code, d.Summary, d.Detail, text)
		}
	})
}

func unitAround(t *testing.T, text string) string {
	t.Helper()
	declared := map[string]bool{}
	for _, block := range parse(t, text).Blocks {
		declared[block.Type+"."+strings.Join(block.Labels, ".")] = true
	}
	unit := text + "\n"
	for _, other := range surroundings {
		block := parse(t, other).Blocks[0]
		if !declared[block.Type+"."+strings.Join(block.Labels, ".")] {
			unit += "\n" + other + "\n"
		}
	}
	return unit
}

// commonUnit is what examples of modules use.
const commonUnit = `
variable "python" {
  default = "3.11"
}
locals {
  editor = pkgs.vim
}
package "script" "entrypoint" {
  text = "exec \"$@\""
}
variant "agent" {
  packages = ["python${replace(var.python, ".", "")}"]
}
`

func compileText(text string, set []lang.Variable) (*lang.Result, diag.List) {
	fsys := fstest.MapFS{"unit/agentbox.hcl": &fstest.MapFile{Data: []byte(text)}}
	for name, text := range others {
		fsys["unit/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	fsys["common/agentbox.hcl"] = &fstest.MapFile{Data: []byte(commonUnit)}
	fsys["unit/motd.txt"] = &fstest.MapFile{}
	return lang.Compile(fsys, "unit", lang.Options{DirName: "unit", Variables: set})
}
