package cursor_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang/query/cursor"
	"github.com/agentboxc/agentboxc/schema"
)

var root = &schema.Block{Blocks: schema.Root()}

// describe says what a place is in a line, such as "operand in layer "base"
// packages > list 1".
func describe(p *cursor.Place, text string) string {
	var b strings.Builder
	b.WriteString(p.Kind.String())
	if word := text[p.Start:p.End]; word != "" || p.Quoted {
		fmt.Fprintf(&b, " %q", word)
	}
	if p.Kind == cursor.Nothing {
		return b.String()
	}
	if len(p.Path) > 0 {
		fmt.Fprintf(&b, " of %s", strings.Join(p.Path, " "))
	}
	if p.Kind == cursor.Label {
		fmt.Fprintf(&b, " %d of %s", len(p.Header.Labels), p.Header.Type)
	}
	if p.Follows != cursor.End {
		fmt.Fprintf(&b, " before %s", [...]string{"", "=", "label", "{", "(", "."}[p.Follows])
	}
	for _, block := range p.Blocks[1:] {
		fmt.Fprintf(&b, " in %s", strings.Join(append([]string{block.Type}, block.Labels...), " "))
	}
	if p.Attr != nil {
		fmt.Fprintf(&b, " = %s", p.Attr.Name)
	}
	for _, f := range p.Around {
		b.WriteString(" > " + [...]string{"group", "call", "list", "object", "brackets", "template"}[f.Kind])
		if f.Function != "" {
			b.WriteString(" " + f.Function)
		}
		if f.Index > 0 {
			fmt.Fprintf(&b, " %d", f.Index)
		}
		if f.Key != "" {
			b.WriteString(" " + f.Key)
		}
		if len(f.Keys) > 0 {
			fmt.Fprintf(&b, " beside %s", strings.Join(f.Keys, " "))
		}
	}
	if len(p.Names) > 0 {
		fmt.Fprintf(&b, " with %s", strings.Join(p.Names, " "))
	}
	return b.String()
}

// place finds the place of the first ‸.
func place(t *testing.T, marked string) (*cursor.Place, string) {
	t.Helper()
	before, after, ok := strings.Cut(marked, "‸")
	if !ok {
		t.Fatalf("no ‸ in %q", marked)
	}
	text := before + after
	return cursor.At([]byte(text), len(before), root), text
}

func TestAt(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty file", "‸", "name"},
		{"top word", "lay‸", `name "lay"`},
		{"top word before a block", "lay‸\n\nlayer \"a\" {\n}\n", `name "lay"`},
		{"inside a word", "la‸yer \"x\" {}\n", `name "layer" before label`},
		{"kind", "package \"‸\" \"x\" {}\n", `label "" 0 of package`},
		{"second label", "package \"script\" \"x‸\" {}\n", `label "x" 1 of package`},
		{"label without quotes", "package scr‸\n", `label "scr" 0 of package`},
		{"no label yet", "package ‸\n", `label 0 of package`},
		{"unclosed label", "package \"scr‸\n\nlayer \"a\" {}\n", `label "scr" 0 of package`},
		{"body", "layer \"a\" {\n  ‸\n}\n", `name in layer a`},
		{"body word", "layer \"a\" {\n  pack‸\n}\n", `name "pack" in layer a`},
		{"body word before =", "layer \"a\" {\n  pack‸ = []\n}\n", `name "pack" before = in layer a`},
		{"one line", "layer \"a\" { ‸ }\n", `name in layer a`},
		{"nested", "variant \"a\" {\n  config {\n    ‸\n  }\n}\n", `name in variant a in config`},
		{"behind an attribute", "layer \"a\" {\n  max_layers = 2 ‸\n}\n", `nothing`},
		{"in a number", "layer \"a\" {\n  max_layers = 2‸\n}\n", `nothing`},
		{"value", "layer \"a\" {\n  packages = ‸\n}\n", `operand in layer a = packages`},
		{"value without a space", "layer \"a\" {\n  packages =‸\n}\n", `operand in layer a = packages`},
		{"word of a value", "variant \"a\" {\n  extends = vari‸\n}\n", `operand "vari" in variant a = extends`},
		{"list", "layer \"a\" {\n  packages = [‸]\n}\n", `operand in layer a = packages > list`},
		{"second element", "layer \"a\" {\n  packages = [pkgs.a, ‸]\n}\n", `operand in layer a = packages > list 1`},
		{"own line of a list", "layer \"a\" {\n  packages = [\n    pkgs.a,\n    ‸\n  ]\n}\n", `operand in layer a = packages > list 1`},
		{"before an element", "layer \"a\" {\n  packages = [‸pkgs.a]\n}\n", `operand "pkgs" before . in layer a = packages > list`},
		{"unclosed list", "layer \"a\" {\n  packages = [‸\n\n  max_layers = 2\n}\n", `operand in layer a = packages > list`},
		{"behind an unclosed list", "layer \"a\" {\n  packages = [pkgs.a,\n\n  max_layers = ‸\n}\n", `operand in layer a = max_layers`},
		{"step", "layer \"a\" {\n  packages = [pkgs.‸]\n}\n", `step of pkgs in layer a = packages > list`},
		{"step and word", "layer \"a\" {\n  packages = [pkgs.gi‸]\n}\n", `step "gi" of pkgs in layer a = packages > list`},
		{"steps", "layer \"a\" {\n  packages = [pkgs.python3Packages.‸\n}\n", `step of pkgs python3Packages in layer a = packages > list`},
		{"step at the end", "variant \"a\" {\n  layers = [layer.‸", `step of layer in variant a = layers > list`},
		{"step before the next line", "variant \"a\" {\n  extends = variant.‸\n  tag = \"x\"\n}\n", `step of variant in variant a = extends`},
		{"step behind an index", "locals {\n  a = local.b[0].‸\n}\n", `step of local b 0 in locals = a`},
		{"step behind a key", "locals {\n  a = local.b[\"c d\"].‸\n}\n", `step of local b c d in locals = a`},
		{"step behind a splat", "locals {\n  a = local.b[*].‸\n}\n", `step of local b * in locals = a`},
		{"step behind a computed index", "locals {\n  a = local.b[each.key].‸\n}\n", `step of local b * in locals = a`},
		{"step behind a call", "locals {\n  a = f(x).‸\n}\n", `nothing`},
		{"index", "variant \"a\" {\n  layers = [layer.py[\"‸\"]]\n}\n", `index "" of layer py in variant a = layers > list > brackets`},
		{"index without quotes", "variant \"a\" {\n  layers = [layer.py[‸]]\n}\n", `index of layer py in variant a = layers > list > brackets`},
		{"odd package", "layer \"a\" {\n  packages = [pkgs[\"gtk‸\n}\n", `index "gtk" of pkgs in layer a = packages > list > brackets`},
		{"string", "variant \"a\" {\n  tag = \"la‸\"\n}\n", `text "la" in variant a = tag`},
		{"unclosed string", "publish \"a\" {\n  compression = \"g‸\n  level = 3\n}\n", `text "g" in publish a = compression`},
		{"behind an unclosed string", "publish \"a\" {\n  compression = \"g\n  lev‸\n}\n", `name "lev" in publish a`},
		{"string in a list", "layer \"a\" {\n  only = [\"‸\"]\n}\n", `text "" in layer a = only > list`},
		{"template", "locals {\n  a = \"x ${‸}\"\n}\n", `operand in locals = a > template > template`},
		{"unclosed template", "locals {\n  a = \"x ${pkgs.‸\n  b = 1\n}\n", `step of pkgs in locals = a > template > template`},
		{"behind an unclosed template", "locals {\n  a = \"x ${pkgs.bash\n  b = ‸\n}\n", `operand in locals = b`},
		{"text of a template", "locals {\n  a = \"${var.x} y‸\"\n}\n", `nothing`},
		{"text before a template", "locals {\n  a = \"y‸ ${var.x}\"\n}\n", `nothing`},
		{"heredoc", "locals {\n  a = <<EOT\nfoo ‸\nEOT\n}\n", `nothing`},
		{"template of a heredoc", "locals {\n  a = <<EOT\nfoo ${local.‸}\nEOT\n}\n", `step of local in locals = a > template > template`},
		{"behind a heredoc", "locals {\n  a = <<EOT\nfoo\nEOT\n  b = ‸\n}\n", `operand in locals = b`},
		{"directive", "locals {\n  a = \"%{ if ‸ }x%{ endif }\"\n}\n", `operand in locals = a > template > template`},
		{"loop of a template", "locals {\n  a = \"%{ for x in var.l }${‸}%{ endfor }\"\n}\n", `operand in locals = a > template > template with x`},
		{"behind a loop of a template", "locals {\n  a = \"%{ for x in var.l }%{ endfor }${‸}\"\n}\n", `operand in locals = a > template > template`},
		{"argument", "locals {\n  a = join(‸)\n}\n", `operand in locals = a > call join`},
		{"second argument", "locals {\n  a = join(\",\", ‸\n}\n", `operand in locals = a > call join 1`},
		{"list in an argument", "variant \"a\" {\n  layers = concat(super.layers, [‸])\n}\n", `operand in variant a = layers > call concat 1 > list`},
		{"function", "locals {\n  a = jo‸(1)\n}\n", `operand "jo" before ( in locals = a`},
		{"group", "locals {\n  a = (1 + ‸)\n}\n", `operand in locals = a > group`},
		{"condition", "locals {\n  a = var.x ? ‸\n}\n", `operand in locals = a`},
		{"other case", "locals {\n  a = var.x ? 1 : ‸\n}\n", `operand in locals = a`},
		{"operator", "locals {\n  a = var.x == ‸\n}\n", `operand in locals = a`},
		{"behind an operand", "locals {\n  a = var.x ‸\n}\n", `nothing`},
		{"key", "variant \"a\" {\n  config {\n    env = { ‸ }\n  }\n}\n", `key in variant a in config = env > object`},
		{"second key", "input \"a\" {\n  follows = {\n    nixpkgs = input.nixpkgs\n    ‸\n  }\n}\n", `key in input a = follows > object beside nixpkgs`},
		{"key before others", "locals {\n  a = { b‸, c = 1 }\n}\n", `key "b" in locals = a > object beside c`},
		{"quoted key", "locals {\n  a = { \"b‸\" = 1 }\n}\n", `key "b" in locals = a > object`},
		{"value of a key", "input \"a\" {\n  follows = { nixpkgs = ‸ }\n}\n", `operand in input a = follows > object nixpkgs`},
		{"unclosed object", "input \"a\" {\n  follows = { nixpkgs = input.‸\n  url = \"\"\n}\n", `step of input in input a = follows > object nixpkgs`},
		{"behind an unclosed object", "input \"a\" {\n  follows = { nixpkgs = input.nixpkgs\n  url = \"x‸\"\n}\n", `text "x" in input a = url`},
		{"conditional value of a key", "locals {\n  a = { b = var.x ? 1 : ‸ }\n}\n", `operand in locals = a > object b`},
		{"variables of a for", "locals {\n  a = [for x‸]\n}\n", `nothing`},
		{"collection of a for", "locals {\n  a = [for x in ‸]\n}\n", `operand in locals = a > list`},
		{"result of a for", "locals {\n  a = [for k, v in var.m : ‸]\n}\n", `operand in locals = a > list with v k`},
		{"condition of a for", "locals {\n  a = [for v in var.m : v if ‸]\n}\n", `operand in locals = a > list with v`},
		{"for that makes an object", "locals {\n  a = { for v in var.m : v => ‸ }\n}\n", `operand in locals = a > object with v`},
		{"for in a for", "locals {\n  a = [for v in var.m : [for w in v : ‸]]\n}\n", `operand in locals = a > list > list with w v`},
		{"comment", "layer \"a\" {\n  # pack‸\n}\n", `nothing`},
		{"block comment", "layer \"a\" {\n  /* pack‸ */\n}\n", `nothing`},
		{"comment at the end", "# pack‸", `nothing`},
		{"behind a block", "layer \"a\" {\n}\n‸", `name`},
		{"between blocks", "layer \"a\" {\n}\n\n‸\n\nlayer \"b\" {\n}\n", `name`},
		{"in an unclosed block", "layer \"a\" {\n  ‸\n\nlayer \"b\" {\n}\n", `name in layer a`},
		{"behind an unclosed block", "layer \"a\" {\n\nlayer \"b\" {\n  ‸\n}\n", `name in layer b`},
		{"one brace too many", "layer \"a\" {\n}\n}\nlayer \"b\" {\n  ‸\n}\n", `name in layer b`},
		{"missing =", "layer \"a\" {\n  packages [‸]\n}\n", `nothing`},
		{"line behind a missing =", "layer \"a\" {\n  packages [pkgs.a]\n  ‸\n}\n", `name in layer a`},
		{"block in an unclosed list", "variant \"a\" {\n  layers = [layer.a\n  config {\n    cmd = ‸\n  }\n}\n", `operand in variant a in config = cmd`},
		{"crlf", "layer \"a\" {\r\n  packages = [\r\n    ‸\r\n  ]\r\n}\r\n", `operand in layer a = packages > list`},
		{"byte order mark", "\ufefflayer \"a\" {\n  ‸\n}\n", `name in layer a`},
		{"unknown block", "thing \"a\" {\n  x = ‸\n}\n", `operand in thing a = x`},
		{"header in a heredoc", "package \"script\" \"a\" {\n  text = <<EOT\nfoo\n${‸}\nEOT\n}\n", `operand in package script a = text > template > template`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, text := place(t, c.text)
			if got := describe(p, text); got != c.want {
				t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

// What a block holds counts on both sides of the offset, and what is being written
// does not.
func TestBlockHolds(t *testing.T) {
	p, _ := place(t, `variant "a" {
  extends = variant.b
  ta‸
  layers = [layer.x
  user "agent" {
    uid = 1
  }
  config {}
}

variant "c" {
  image = "x"
}
`)
	var got []string
	for _, a := range p.Inner().Attrs {
		got = append(got, a.Name+" "+strings.Join(a.Path, "."))
	}
	for _, b := range p.Inner().Blocks {
		got = append(got, strings.Join(append([]string{b.Type}, b.Labels...), " "))
	}
	if want := "extends variant.b, layers , user agent, config"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestAttrRoots(t *testing.T) {
	p, _ := place(t, "function \"f\" {\n  params = [a, b]\n  result = ‸\n}\n")
	if got := strings.Join(p.Inner().Attr("params").Roots, " "); got != "a b" {
		t.Errorf("got %s", got)
	}
}

// FuzzAt cuts the example units anywhere and asks for the place of any offset.
func FuzzAt(f *testing.F) {
	files, err := filepath.Glob("../../../examples/*/agentbox.hcl")
	if err != nil || len(files) == 0 {
		f.Fatal("no examples", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for n := range 20 {
			f.Add(text, len(text)*n/20, len(text)*(n*7%20)/20, len(text)*(n*3%20)/20)
		}
	}
	f.Add([]byte("a={b=[\"${c("), 3, 4, 100)
	f.Add([]byte("x[\"${"), 0, 0, 5)
	f.Add([]byte(`{"layer": {"a": {"packages": ["b", {"c": "d\"`), 0, 0, 34)
	f.Fuzz(func(t *testing.T, text []byte, from, to, offset int) {
		from, to = min(max(from, 0), len(text)), min(max(to, 0), len(text))
		if from < to {
			text = append(text[:from:from], text[to:]...)
		}
		proper(t, cursor.At(text, offset, root), text)
		proper(t, cursor.InJSON(text, offset, root), text)
	})
}

func proper(t *testing.T, p *cursor.Place, text []byte) {
	t.Helper()
	switch {
	case p.Start < 0 || p.Start > p.End || p.End > len(text):
		t.Fatalf("range %d-%d of %d", p.Start, p.End, len(text))
	case p.Kind != cursor.Nothing && (p.Offset < p.Start || p.Offset > p.End):
		t.Fatalf("offset %d outside %d-%d", p.Offset, p.Start, p.End)
	case len(p.Blocks) == 0:
		t.Fatal("no blocks")
	}
}
