package codegen_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/codegen/fault"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
)

const (
	unknownHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	otherHash   = "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw="
	rightHash   = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
)

// When Nix tells the hash of a download, the fix writes it where it belongs, and
// nothing is said about it any more.
func TestHashIsPutIn(t *testing.T) {
	tests := map[string]struct {
		text       string
		derivation string
		want       string // that Nix quotes
		line       string // of the text after the fix
	}{
		"npm":      {"package \"npm_package\" \"x\" {\n  source = \"./web\"\n}", "x-0-npm-deps", unknownHash, "  npm_deps_hash = \"" + rightHash + "\""},
		"node":     {"package \"node_env\" \"x\" {\n  source = \"./web\" # where\n\n  bin = [\"a\"]\n}", "x-0-npm-deps", unknownHash, "  npm_deps_hash = \"" + rightHash + "\""},
		"go":       {"package \"go_module\" \"x\" { source = \"./server\" }", "x-0-go-modules", unknownHash, "  vendor_hash = \"" + rightHash + "\""},
		"go wrong": {"package \"go_module\" \"x\" {\n  source = \"./server\"\n  vendor_hash = \"" + otherHash + "\"\n}", "x-0-go-modules", otherHash, "  vendor_hash = \"" + rightHash + "\""},
		"rust":     {"package \"rust_crate\" \"x\" {\n  source = \"./agent\"\n  cargo_hash = \"\"\n}", "x-0-vendor-staging", unknownHash, "  cargo_hash = \"" + rightHash + "\""},
		"binary":   {"package \"fetch_binary\" \"x\" {\n  url = \"https://example.org/tool\"\n}", "tool", unknownHash, "  hash = \"" + rightHash + "\""},
		"binary each": {
			"package \"fetch_binary\" \"x\" {\n  url = \"https://example.org/tool-${platform.arch}\"\n}", "tool-amd64", unknownHash,
			"  hash = { x86_64-linux = \"" + rightHash + "\" }",
		},
		"binary rest": {
			"package \"fetch_binary\" \"x\" {\n  url = \"https://example.org/tool-${platform.arch}\"\n  hash = {\n    arm64 = \"" + otherHash + "\"\n  }\n}", "tool-amd64", unknownHash,
			"  hash = { x86_64-linux = \"" + rightHash + "\",",
		},
		"binary wrong": {
			"package \"fetch_binary\" \"x\" {\n  url = \"https://example.org/tool-${platform.arch}\"\n  hash = { amd64 = \"" + otherHash + "\", arm64 = \"" + rightHash + "\" }\n}", "tool-amd64", otherHash,
			"  hash = { amd64 = \"" + rightHash + "\", arm64 = \"" + rightHash + "\" }",
		},
		"overlay": {
			"overlay \"x\" {\n  override \"hello\" {\n    source = \"https://example.org/hello-2.tar.gz\"\n  }\n}", "hello-2.tar.gz", unknownHash,
			"    hash = \"" + rightHash + "\"",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			before, diags := compiled(t, test.text)
			out, _ := codegen.Generate(before.Program, nil)
			if test.want == unknownHash && diags.Count(diag.Warning) == 0 {
				t.Error("nothing is said about the hash that is not set")
			}
			found := fault.Diagnose([]fault.Fault{{
				Kind: fault.HashMismatch, Name: test.derivation, Want: test.want, Got: rightHash, System: "x86_64-linux",
			}}, fault.Origin{Program: before.Program, Map: out.Map})
			if len(found) != 1 || found[0].Code != diag.DownloadMismatch || len(found[0].Fixes) != 1 {
				t.Fatalf("diagnosed: %+v", found)
			}
			fixed := edited(test.text, found[0].Fixes[0].Edits)
			if !slices.Contains(strings.Split(fixed, "\n"), test.line) {
				t.Errorf("there is no line %q in\n%s", test.line, fixed)
			}
			after, diags := compiled(t, fixed)
			out, _ = codegen.Generate(after.Program, nil)
			if !strings.Contains(string(out.Flake), rightHash) {
				t.Errorf("the hash is not in the flake: %v\n%s", diags, fixed)
			}
			for _, d := range diags {
				if d.Code == diag.HashNotSet && !strings.Contains(d.Detail, "for aarch64-linux") {
					t.Errorf("%s\n%s", d.Detail, fixed)
				}
			}
		})
	}
}

func compiled(t *testing.T, text string) (*lang.Result, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{"agentbox.hcl": {Data: []byte(text + "\n\nvariant \"v\" {}\n")}}
	for name, text := range map[string]string{
		"web/package.json": "{ }", "web/package-lock.json": `"resolved": "https://`, "server/go.mod": "require a.b/c v1.0.0\n",
		"agent/Cargo.toml": "", "agent/Cargo.lock": "",
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	result, diags := lang.Compile(fsys, ".", lang.Options{DirName: "unit"})
	if diags.HasErrors() {
		t.Fatalf("%v\n%s", diags, text)
	}
	return result, diags
}

func edited(text string, edits []diag.Edit) string {
	slices.SortFunc(edits, func(a, b diag.Edit) int { return b.Range.Start.Byte - a.Range.Start.Byte })
	for _, e := range edits {
		text = text[:e.Range.Start.Byte] + e.NewText + text[e.Range.End.Byte:]
	}
	return text
}
