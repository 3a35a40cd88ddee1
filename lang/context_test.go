package lang_test

import (
	"strings"
	"testing"
)

func TestDiagnosticsNameTheirBlock(t *testing.T) {
	text := `layr "x" {}

layer "base" {
  packages = [pkgs.git]

  budget {
    max = 50
  }
}

variant "runtime" {
  layers = [layer.bas]
}
`
	_, diags := compileText(text, nil)
	want := []string{"", `layer "base"`, `variant "runtime"`}
	if len(diags) != len(want) {
		t.Fatalf("got %+v", diags)
	}
	for i, d := range diags {
		got := text[d.Context.Start.Byte:d.Context.End.Byte]
		if got != want[i] {
			t.Errorf("%s at %q is in %q, want %q", d.Code, firstWord(text[d.Subject.Start.Byte:]), got, want[i])
		}
	}
}

func firstWord(s string) string { return strings.Fields(s)[0] }
