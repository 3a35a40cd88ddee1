package syntax

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
)

func TestFormat(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"only blank lines", "\n \n\n", ""},
		{"byte order mark and CRLF", "\ufeffa = 1\r\n\r\nb = 2", "a = 1\n\nb = 2\n"},
		{"alignment", "a=1\nlong   =  2\n\nb = 3 # x\ncc = 4 # y\n", "a    = 1\nlong = 2\n\nb  = 3 # x\ncc = 4 # y\n"},
		{"indentation", "layer \"x\" {\npackages = [\npkgs.a,\n\tpkgs.b\n]\n}\n",
			"layer \"x\" {\n  packages = [\n    pkgs.a,\n    pkgs.b\n  ]\n}\n"},
		{"blank lines", "\n\na = 1\n\n\n\nb {\n\n\n  c = 1\n\n  d = [\n\n    1,\n\n\n    2,\n\n  ]\n\n}\n\n\n",
			"a = 1\n\nb {\n  c = 1\n\n  d = [\n    1,\n\n    2,\n  ]\n}\n"},
		{"blank lines beside comments", "# a\n\n\n# b\nc {\n\n  # d\n\n\n  # e\n\n}\n", "# a\n\n# b\nc {\n  # d\n\n  # e\n}\n"},
		{"blank lines in a call", "a = f(\n\n1\n\n)\n", "a = f(\n  1\n)\n"},
		{"labels", "package script x-y {\n}\nlayer \"b\" {}\n", "package \"script\" \"x-y\" {\n}\nlayer \"b\" {}\n"},
		{"separators", "a = { b: 1, \"c\" : 2, (d): 3,\n e:4 }\n", "a = { b = 1, \"c\" = 2, (d) = 3,\ne = 4 }\n"},
		{"separator behind a comment", "a = { b /* x */ : 1 }\n", "a = { b /* x */ = 1 }\n"},
		{"colons that stay", "a = b ? c : d\ne = [for f in g : f]\nh = {for f in g : f => 1}\n", "a = b ? c : d\ne = [for f in g : f]\nh = { for f in g : f => 1 }\n"},
		{"unwrapped", "a = \"${var.b}\"\nc = [\"${var.d}\", f(\"${ platform.os }\")]\ne = { f = \"${\"${var.g}\"}\" }\n",
			"a = var.b\nc = [var.d, f(platform.os)]\ne = { f = var.g }\n"},
		{"unwrapped text", "a = \"${\"b${var.c}\"}\"\n", "a = \"b${var.c}\"\n"},
		{"not unwrapped: may be a package", "a = \"${pkgs.bash}\"\nb = \"${local.x}\"\nc = \"${f(var.x)}\"\n", "a = \"${pkgs.bash}\"\nb = \"${local.x}\"\nc = \"${f(var.x)}\"\n"},
		{"not unwrapped: more than it", "a = \"${var.b} \"\nc = \"${var.d}\" == x\ne = { \"${var.f}\" = 1 }\n", "a = \"${var.b} \"\nc = \"${var.d}\" == x\ne = { \"${var.f}\" = 1 }\n"},
		{"not unwrapped: lines and comments", "a = \"${\nvar.b\n}\"\nc = \"${var.d /* e */}\"\n", "a = \"${\n  var.b\n}\"\nc = \"${var.d /* e */}\"\n"},
		{"heredocs stay", "a = <<EOT\n  x  \n\n\n\t${ var.b }\n\n  EOT\nb    = <<-X\n\n    ${var.c}  \n  X\n", "a = <<EOT\n  x  \n\n\n\t${var.b}\n\n  EOT\nb = <<-X\n\n    ${var.c}  \n  X\n"},
		{"comments stay", "/* a\n\n\n   b */\n#   c  \n//d\na = 1 #e\n", "/* a\n\n\n   b */\n#   c  \n//d\na = 1 #e\n"},
		{"comment at the end", "a = 1 # b", "a = 1 # b\n"},
		{"strings stay", "a = \"  x  ${ 1 +1 }\\n\"\n", "a = \"  x  ${1 + 1}\\n\"\n"},
		{"one-line block", "a { b=1 }\nc {}\n", "a { b = 1 }\nc {}\n"},
		{"operators", "a = -b+c*!d\ne = f(g ...)\nh = i [ 0 ] . j\n", "a = -b + c * !d\ne = f(g...)\nh = i[0].j\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, diags := Format(&source.File{Path: "x.hcl", Bytes: []byte(c.in)})
			if len(diags) > 0 || string(got) != c.want {
				t.Errorf("got\n%s\nwant\n%s\n%v", got, c.want, diags)
			}
			checkFormat(t, []byte(c.in))
		})
	}
}

func TestFormatRefuses(t *testing.T) {
	cases := []struct {
		in   string
		code diag.Code
	}{
		{"a = [\n", diag.SyntaxError},
		{"a = 1\r\nb = [1 2]\r\n", diag.SyntaxError},
		{"a = \"\xff\"\n", diag.InvalidUTF8},
		{"a = 1\rb = 2\n", diag.ForbiddenChar},
		{"a = 1 . 2\n", diag.NotFormatted},
		{"x = {\n" + strings.Repeat("a", 1<<20) + " = 1\n" + strings.Repeat("b = 1\n", 1000) + "}\n", diag.NotFormatted},
	}
	for _, c := range cases {
		got, diags := Format(&source.File{Path: "x.hcl", Bytes: []byte(c.in)})
		if got != nil || len(diags) == 0 || diags[0].Code != c.code {
			t.Errorf("%.40q gives %.300q, %.300v", c.in, got, diags)
		}
	}
}

func FuzzFormat(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed)
	}
	f.Add(bigUnit(1))
	f.Fuzz(func(t *testing.T, data []byte) { checkFormat(t, data) })
}

func TestFormatSeeds(t *testing.T) {
	for _, seed := range seeds() {
		checkFormat(t, seed)
	}
	checkFormat(t, bigUnit(20))
}

// checkFormat proves what Format promises: the result is well-formed, means the
// same, and formatting it once more changes nothing.
func checkFormat(t *testing.T, data []byte) (formatted []byte) {
	t.Helper()
	f := &source.File{Path: "fuzz.hcl", Bytes: data}
	formatted, diags := Format(f)
	checkRanges(t, len(data), diags)
	if diags.HasErrors() {
		return nil
	}
	before, _ := Parse(f)
	checkCanonical(t, f, before)
	after, diags := Parse(&source.File{Path: "fuzz.hcl", Bytes: formatted})
	if diags.HasErrors() {
		t.Fatalf("%q became %q: %v", data, formatted, diags)
	}
	if got, want := outline(after.Body), outline(before.Body); got != want {
		t.Fatalf("%q became %q\ntree %s\n was %s", data, formatted, got, want)
	}
	again, diags := Format(after.Source)
	if len(diags) > 0 || !bytes.Equal(again, formatted) {
		t.Fatalf("%q became %q and then %q (%v)", data, formatted, again, diags)
	}
	if bytes.Contains(formatted, []byte("\r\n")) || len(formatted) > 0 && !bytes.HasSuffix(formatted, []byte("\n")) {
		t.Fatalf("line ends of %q", formatted)
	}
	return formatted
}

// checkCanonical compares the quick look with what laying the file out gives.
func checkCanonical(t *testing.T, f *source.File, parsed *File) {
	t.Helper()
	text := f.Text()
	if !isPlain(text) {
		return
	}
	long, diags := lay(f, newLayout(text, parsed.Body()))
	if got, want := isCanonical(text, parsed.Body()), bytes.Equal(long, text); got != want && !diags.HasErrors() {
		t.Fatalf("quick look says %v, laying out gives %q of %q", got, long, text)
	}
}

// outline shows a tree without the places of its nodes. A wrapped expression
// shows as the expression inside.
func outline(n any) string {
	var b strings.Builder
	writeOutline(&b, reflect.ValueOf(n))
	return b.String()
}

func writeOutline(b *strings.Builder, v reflect.Value) {
	if !v.IsValid() {
		b.WriteString("nil")
		return
	}
	switch n := v.Interface().(type) {
	case *hclsyntax.TemplateWrapExpr:
		writeOutline(b, reflect.ValueOf(n.Wrapped))
		return
	case *hclsyntax.LiteralValueExpr:
		fmt.Fprintf(b, "%#v", n.Val)
		return
	case *hclsyntax.Operation:
		fmt.Fprintf(b, "%p", n)
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		writeOutline(b, v.Elem())
	case reflect.Slice:
		b.WriteByte('[')
		for i := range v.Len() {
			writeOutline(b, v.Index(i))
			b.WriteByte(' ')
		}
		b.WriteByte(']')
	case reflect.Map:
		for _, name := range sortedNames(v.Interface().(hclsyntax.Attributes)) {
			fmt.Fprintf(b, "%s:", name)
			writeOutline(b, v.MapIndex(reflect.ValueOf(name)))
		}
	case reflect.Struct:
		writeFields(b, v)
	default:
		fmt.Fprintf(b, "%v ", v)
	}
}

func writeFields(b *strings.Builder, v reflect.Value) {
	name := v.Type().String()
	if name == "hcl.Range" {
		return
	}
	if name == "cty.Value" {
		fmt.Fprintf(b, "%#v", v.Interface())
		return
	}
	fmt.Fprintf(b, "%s{", name)
	for i := range v.NumField() {
		if field := v.Type().Field(i); field.IsExported() && field.Name != "LabelRanges" {
			writeOutline(b, v.Field(i))
			b.WriteByte(' ')
		}
	}
	b.WriteByte('}')
}
