package diag

import (
	"slices"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	blocks := []string{"agentbox", "platform", "variable", "locals", "input", "pkgset", "overlay", "package", "layer", "variant", "shell"}
	for _, test := range []struct {
		name       string
		candidates []string
		want       string
	}{
		{"layr", blocks, "layer"},
		{"varient", blocks, "variant"},
		{"variabel", blocks, "variable"},
		{"Layer", blocks, "layer"},
		{"SHELL", blocks, "shell"},
		{"pgks", []string{"pkgs", "package"}, "pkgs"},
		{"desc", []string{"description", "default"}, "description"},
		{"nodejs", []string{"nodejs_22", "nodejs_20"}, "nodejs_20"},
		{"layers_list", []string{"layers", "packages"}, "layers"},
		{"packges", []string{"packages", "package"}, "packages"},
		{"bse", []string{"vse", "base"}, "vse"},
		{"max-layers", []string{"max_layers", "max_layer"}, "max_layers"},
		{"größe", []string{"große"}, "große"},
		{"same", []string{"same"}, ""},
		{"x", []string{"y", "z"}, ""},
		{"ab", []string{"cd"}, ""},
		{"modul", blocks, ""},
		{"", []string{"", "a"}, ""},
		{"anything", nil, ""},
	} {
		got, ok := Nearest(test.name, test.candidates)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("Nearest(%q) = %q, %t; want %q", test.name, got, ok, test.want)
		}
		reversed := slices.Clone(test.candidates)
		slices.Reverse(reversed)
		if again, _ := Nearest(test.name, reversed); again != got {
			t.Errorf("Nearest(%q) depends on the order: %q and %q", test.name, got, again)
		}
	}
}

func TestNearestOfLongNames(t *testing.T) {
	long := strings.Repeat("a", 2000)
	if got, ok := Nearest(long, []string{long + "b", "a"}); !ok || got != long+"b" {
		t.Errorf("got %.10q…, %t", got, ok)
	}
}
