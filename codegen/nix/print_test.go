package nix

import "testing"

func TestPrintFile(t *testing.T) {
	f := &File{Header: "Generated.", Body: A(B("description", S("x ${y}")), B("inputs", A()))}
	want := "# Generated.\n{\n  description = \"x \\${y}\";\n  inputs = { };\n}\n"
	if out, _ := Print(f); string(out) != want {
		t.Errorf("got\n%s\nwant\n%s", out, want)
	}
}
