package flake

import (
	"reflect"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/codegen/nix"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
)

// number gives every range field below v a line of its own.
func number(v reflect.Value, next *int, seen map[any]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.Interface()] {
			return
		}
		seen[v.Interface()] = true
		number(v.Elem(), next, seen)
	case reflect.Interface:
		if !v.IsNil() && v.Elem().Kind() == reflect.Pointer {
			number(v.Elem(), next, seen)
		}
	case reflect.Slice:
		for i := range v.Len() {
			number(v.Index(i), next, seen)
		}
	case reflect.Struct:
		if r, ok := v.Addr().Interface().(*diag.Range); ok {
			*next++
			*r = diag.Range{File: "agentbox.hcl", Start: diag.Pos{Line: *next, Column: 1}, End: diag.Pos{Line: *next, Column: 2}}
			return
		}
		for i := range v.NumField() {
			number(v.Field(i), next, seen)
		}
	}
}

// TestRanges follows pieces of the generated file back to their blocks.
func TestRanges(t *testing.T) {
	p := agentbox()
	// The cases share what has no range of its own.
	for i, in := range p.Inputs {
		own := *in
		own.Follows = append([]ir.Follow(nil), in.Follows...)
		p.Inputs[i] = &own
	}
	p.Platforms[0].Layers[0].Budgets = []*ir.Budget{budget("layer.base budget", limit(ir.Max, 7777))}
	lines := 0
	number(reflect.ValueOf(p), &lines, map[any]bool{})
	platform := p.Platforms[0]
	base, runtime := platform.Layers[0], platform.Variants[3]
	out, ranges := nix.Print(Build(p))
	tests := []struct {
		name, after, at string
		want            diag.Range
	}{
		{"package in a layer", "layers = {", "pkgs.curl", base.Packages[3].Range},
		{"limit of a layer", "limits = {", "7777", base.Budgets[0].Limits[0].Range},
		{"layer of a variant", "tag = \"runtime\"", "\"wasm\"", runtime.Layers[4].Range},
		{"entrypoint", "tag = \"runtime\"", "/bin/bash\" ]", runtime.Config.Entrypoint[0].Range},
		{"package in the entrypoint", "tag = \"runtime\"", "pkgs.bashInteractive}/bin/bash\" ]", runtime.Config.Entrypoint[0].Parts[0].Package.Range},
		{"environment", "tag = \"runtime\"", "\"production\"", runtime.Config.Env[1].Value.Range},
		{"home directory", "tag = \"runtime\"", "1000;", runtime.Users[0].Range},
		{"input's address", "inputs", "\"github:oxalica", p.Inputs[2].URLRange},
		{"follows", "rust-overlay = {", "\"nixpkgs\"", p.Inputs[2].Follows[0].Range},
		{"overlay", "overlays = [", "rust-overlay.overlays", platform.Pkgsets[0].Overlays[0].Range},
		{"python package", "withPackages", "ps.requests", platform.Packages[0].Recipe.(*ir.PythonEnv).Packages[1].Range},
		{"toolchain", "rust_toolchain", "latest", platform.Packages[1].Range},
	}
	for _, tt := range tests {
		start := strings.Index(string(out), tt.after)
		offset := start + strings.Index(string(out)[start:], tt.at)
		if got, ok := ranges.At(offset); !ok || got != tt.want {
			t.Errorf("%s: line %d instead of line %d of %d", tt.name, got.Start.Line, tt.want.Start.Line, lines)
		}
	}
}
