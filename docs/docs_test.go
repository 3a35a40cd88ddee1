package docs_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/codegen/budget"
	"github.com/agentboxc/agentboxc/codegen/fault"
	"github.com/agentboxc/agentboxc/codegen/lock"
	"github.com/agentboxc/agentboxc/codegen/measure"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/docs"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/ir"
	"github.com/agentboxc/agentboxc/lang/names"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

var update = flag.Bool("update", false, "write what is printed for the examples of diagnostics.md into it")

const page = "diagnostics.md"

// TestExamples proves that the page shows what is really printed for its
// examples, and that they bring up no other error.
func TestExamples(t *testing.T) {
	written := readPage(t)
	for _, s := range docs.Sections() {
		output := block(s.Text, "text")
		example := block(s.Text, "hcl")
		if output == nil {
			t.Errorf("the section of %s does not show what is printed", s.Code)
			continue
		}
		t.Run(s.Code, func(t *testing.T) {
			got := printed(t, diag.Code(s.Code), example)
			if *update {
				written = replaceOutput(written, s.Code, got)
				return
			}
			if want := string(output); want != got {
				t.Errorf("the page says:\n%s\nbut printed is:\n%s", want, got)
			}
		})
	}
	if *update {
		if err := os.WriteFile(page, written, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func readPage(t *testing.T) []byte {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// block returns the content of the first fenced block of the language, nil when
// there is none.
func block(text, language string) []byte {
	m := regexp.MustCompile("(?ms)^```" + language + "\n(.*?)^```$").FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	return []byte(m[1])
}

func replaceOutput(written []byte, code, output string) []byte {
	at := bytes.Index(written, []byte("\n## "+code+" "))
	start := at + bytes.Index(written[at:], []byte("\n```text\n")) + len("\n```text\n")
	end := start + bytes.Index(written[start:], []byte("```\n"))
	return append(append(bytes.Clone(written[:start]), output...), written[end:]...)
}

// printed returns what is printed for an example, or for the fixture of a code
// whose example is more than text.
func printed(t *testing.T, code diag.Code, example []byte) string {
	t.Helper()
	list, sources := problems(code, example)
	var of diag.List
	for _, d := range list {
		switch {
		case d.Code == code:
			of = append(of, d)
		case d.Severity == diag.Error:
			t.Errorf("also reports %s: %s", d.Code, d.Detail)
		}
	}
	if len(of) == 0 {
		t.Fatalf("%s is not reported", code)
	}
	var out strings.Builder
	if err := diag.WriteText(&out, of, sources, diag.TextOptions{Width: 100}); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(out.String()) + "\n"
}

func problems(code diag.Code, example []byte) (diag.List, diag.Sources) {
	if f, ok := fixtures[code]; ok {
		return f(example)
	}
	return compile(unit(string(example)), lang.Options{})
}

// unit is a directory with a file and the files that examples name.
func unit(text string) fstest.MapFS {
	return fstest.MapFS{
		"agentbox.hcl": {Data: []byte(text)},
		"hello.sh":     {Data: []byte("echo hello\n")},
		"nix/tool.nix": {Data: []byte("{ hello }: hello\n")},
	}
}

func compile(fsys fs.FS, opts lang.Options) (diag.List, diag.Sources) {
	opts.DirName = "agentbox"
	result, diags := lang.Compile(fsys, ".", opts)
	return diags, result.Source
}

type fixture func(example []byte) (diag.List, diag.Sources)

// fixtures bring up the codes that take more than the text of an example.
var fixtures = map[diag.Code]fixture{
	diag.UnreadableFile: func([]byte) (diag.List, diag.Sources) {
		return compile(locked{unit("")}, lang.Options{})
	},
	diag.FileTooLarge:   text("# " + strings.Repeat("x", source.MaxFileSize)),
	diag.InvalidUTF8:    text("agentbox {\n  description = \"Gr\xf6\xdfe\"\n}\n"),
	diag.NestingTooDeep: text("locals {\n  deep = " + strings.Repeat("[", 150) + strings.Repeat("]", 150) + "\n}\n"),
	diag.TooComplex:     text("locals {\n  sum = 1" + strings.Repeat(" + 1", 2000) + "\n}\n"),
	diag.InvisibleChar:  text("agentbox {\n  description = \"Tools\u200b for agents\"\n}\n"),
	diag.NoConfiguration: func([]byte) (diag.List, diag.Sources) {
		return compile(fstest.MapFS{"README.md": {}}, lang.Options{})
	},
	diag.UnitTooLarge: func([]byte) (diag.List, diag.Sources) {
		fsys := unit("")
		for i := range source.MaxFiles {
			fsys[fmt.Sprintf("part-%04d.agentbox.hcl", i+1)] = &fstest.MapFile{}
		}
		return compile(fsys, lang.Options{})
	},
	diag.NotFormatted: func([]byte) (diag.List, diag.Sources) {
		file, _ := source.New("agentbox.hcl", []byte("locals {\n  half = 1 . 5\n}\n"))
		_, diags := syntax.Format(file)
		return diags, func(string) []byte { return file.Bytes }
	},
	diag.VersionConstraint: func(example []byte) (diag.List, diag.Sources) {
		return compile(unit(string(example)), lang.Options{Version: "1.0.0"})
	},
	diag.UnknownVariableSet: func([]byte) (diag.List, diag.Sources) {
		set := lang.Variable{Name: "node_mayor", Text: "22", Origin: "--var"}
		return compile(unit(nodeMajor), lang.Options{Variables: []lang.Variable{set}})
	},
	diag.UndeclaredVariable: func([]byte) (diag.List, diag.Sources) {
		values := source.File{Path: "ci.agentboxvars", Bytes: []byte("node_mayor = 22\n")}
		set, diags := lang.ReadVariables(&values)
		found, sources := compile(unit(nodeMajor), lang.Options{Variables: set})
		return append(diags, found...), func(file string) []byte {
			if file == values.Path {
				return values.Bytes
			}
			return sources(file)
		}
	},
	diag.UnknownPackage: func(example []byte) (diag.List, diag.Sources) {
		known := names.Plain{"default": {"git", "nodejs", "nodejs_20", "nodejs_22", "nodejs_24"}}
		return compile(unit(string(example)), lang.Options{Names: known})
	},
	diag.ExpiredDate: func(example []byte) (diag.List, diag.Sources) {
		return compile(unit(string(example)), lang.Options{Today: func() string { return "2026-04-01" }})
	},
	diag.IdlePattern: func(example []byte) (diag.List, diag.Sources) {
		w, diags := lang.ReadWorkspace(fstest.MapFS{source.WorkspaceFile: {Data: example}})
		diags.Append(w.Idle([]string{"services", "services/api"}, nil))
		return diags, func(string) []byte { return example }
	},
	diag.NoUnits: func(example []byte) (diag.List, diag.Sources) {
		w, diags := lang.ReadWorkspace(fstest.MapFS{source.WorkspaceFile: {Data: example}})
		diags.Append(w.Vacant())
		return diags, func(string) []byte { return example }
	},
	diag.AssertionFailed: tested,
	diag.MissingFailure:  tested,
	diag.LockUnreadable: func([]byte) (diag.List, diag.Sources) {
		damaged := []byte("{\n  \"nodes\": {\n<<<<<<< HEAD\n    \"nixpkgs\": {\n")
		_, diags := lock.Read(damaged, "flake.lock")
		return diags, func(string) []byte { return damaged }
	},
	diag.NotGenerated: func([]byte) (diag.List, diag.Sources) {
		own := []byte("{\n  outputs = _: { };\n}\n")
		_, diags := plan.Make(plan.Request{Unit: ".", Present: plan.State{Flake: own}})
		return diags, func(string) []byte { return own }
	},
	diag.InputNotLocked: fit(nil),
	diag.InvalidInput:   fit(nil),
	diag.LockUnused: fit([]byte(`{
  "nodes": {
    "old": {
      "locked": { "type": "path", "path": "/nix/old", "narHash": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" },
      "original": { "type": "path", "path": "/nix/old" }
    },
    "root": { "inputs": { "old": "old" } }
  },
  "root": "root",
  "version": 7
}
`)),
	diag.MeasurementsUnreadable: func([]byte) (diag.List, diag.Sources) {
		damaged := []byte("{\n  \"images\": {\n<<<<<<< HEAD\n    \"runtime\": {\n")
		_, diags := measure.Read(damaged, "agentbox.lock.json")
		return diags, func(string) []byte { return damaged }
	},
	diag.BudgetExceeded:    measured,
	diag.BudgetNearlySpent: measured,
	diag.LimitUnchecked:    measured,
	diag.NothingToCompare:  measured,
	diag.ForbiddenPackage:  measured,
	diag.EvaluationFailed: built(fault.Fault{
		Kind: fault.Evaluation, Text: "error: attribute 'nodejs_99' missing\n\n       at /nix/store/…-source/flake.nix:31:36", Variant: "runtime", System: "x86_64-linux",
	}, "pkgs.nodejs_99"),
	diag.BuildFailed: built(fault.Fault{
		Kind: fault.Build, Text: "error: builder for '/nix/store/…-greet.drv' failed with exit code 1", Name: "greet",
		Log: []string{"In greet line 2:", "echo $nmae", "SC2154: nmae is referenced but not assigned."}, Variant: "runtime", System: "x86_64-linux",
	}, ""),
	diag.DownloadMismatch: built(fault.Fault{
		Kind: fault.HashMismatch, Text: "error: hash mismatch in fixed-output derivation '/nix/store/…-tool.drv'", Name: "tool",
		Want: "sha256-tuEfyePwlOy2/mOPdXbqJskO6IowvAP4DWg8xSZwbJw=", Got: "sha256-EFUdrtf6Rn0LWIJufrmg8q99aT3jGfLvd1//zaJEufY=", Variant: "runtime", System: "x86_64-linux",
	}, ""),
	diag.NoBuilder: built(fault.Fault{
		Kind: fault.NoBuilder, Text: "Nobody here builds for aarch64-linux: this machine builds for x86_64-linux, and no remote builder is set up. " +
			"Name one with `--builders`, let this machine emulate with binfmt and `extra-platforms`, or leave the platform out with `--platform x86_64-linux`.",
		System: "aarch64-linux",
	}, ""),
	diag.InputNotLockable: resolved("{ inputs.dep.url = import ./url.nix; outputs = _: { }; }"),
	diag.NothingToFollow:  resolved(`{ inputs.nixpkgs.url = "github:NixOS/nixpkgs"; outputs = _: { }; }`),
	diag.InputTwice: fit([]byte(`{
  "nodes": {
    "nixpkgs": {
      "locked": { "type": "github", "owner": "NixOS", "repo": "nixpkgs", "rev": "8d9fd4c4a3a8a9a0d1ff5b9d2b1e7f6a5c4b3a29" },
      "original": { "type": "github", "owner": "NixOS", "repo": "nixpkgs", "ref": "nixpkgs-unstable" }
    },
    "nixpkgs_2": {
      "locked": { "type": "github", "owner": "NixOS", "repo": "nixpkgs", "rev": "c75268c81aa73b90b23a330bc824b4e69de8d085" },
      "original": { "type": "github", "owner": "NixOS", "repo": "nixpkgs", "ref": "nixos-unstable" }
    },
    "rust-overlay": {
      "inputs": { "nixpkgs": "nixpkgs" },
      "locked": { "type": "github", "owner": "oxalica", "repo": "rust-overlay", "rev": "f5e5e5f0e6d9ed7d8a8e2d1b1c0f9f8e7d6c5b4a" },
      "original": { "type": "github", "owner": "oxalica", "repo": "rust-overlay" }
    },
    "root": { "inputs": { "nixpkgs": "nixpkgs_2", "rust-overlay": "rust-overlay" } }
  },
  "root": "root",
  "version": 7
}
`)),
}

// resolved locks what the example declares, where every reference leads to the
// same flake.nix.
func resolved(flake string) fixture {
	return func(example []byte) (diag.List, diag.Sources) {
		result, diags := lang.Compile(unit(string(example)), ".", lang.Options{DirName: "agentbox"})
		tree := &lock.Tree{Files: map[string][]byte{"flake.nix": []byte(flake)}}
		_, _, found := lock.Resolve(lock.Request{
			Inputs: declared(result.Program),
			Known:  func(lock.Attrs) (*lock.Tree, string, bool) { return tree, "", true },
		})
		return append(diags, found[:min(1, len(found))]...), result.Source
	}
}

// built makes the flake of the example and has Nix find a fault in it, at a
// piece of its text where one is given.
func built(f fault.Fault, at string) fixture {
	return func(example []byte) (diag.List, diag.Sources) {
		result, diags := lang.Compile(unit(string(example)), ".", lang.Options{DirName: "agentbox"})
		out, _ := codegen.Generate(result.Program, nil)
		if before, _, found := strings.Cut(string(out.Flake), at); at != "" && found {
			f.Places = []fault.Place{{Line: strings.Count(before, "\n") + 1, Col: len(before) - strings.LastIndex(before, "\n")}}
		}
		return append(diags, fault.Diagnose([]fault.Fault{f}, fault.Origin{Program: result.Program, Map: out.Map})...), result.Source
	}
}

// tested runs a test file, which follows the unit behind a comment with its name.
func tested(example []byte) (diag.List, diag.Sources) {
	at := regexp.MustCompile(`(?m)^// (\S+\.agentboxtest\.hcl)\n`).FindSubmatchIndex(example)
	fsys := unit(string(example[:at[0]]))
	fsys[string(example[at[2]:at[3]])] = &fstest.MapFile{Data: example[at[1]:]}
	trial := lang.Test(fsys, ".", lang.Options{DirName: "agentbox"}, nil)
	diags := trial.Diags
	for _, f := range trial.Files {
		diags.Append(f.Diags)
		for _, r := range f.Runs {
			diags.Append(r.Diags)
		}
	}
	return diags, func(name string) []byte { return fsys[name].Data }
}

// measured judges images as if all of them held the same.
func measured(example []byte) (diag.List, diag.Sources) {
	result, diags := lang.Compile(unit(string(example)), ".", lang.Options{DirName: "agentbox"})
	paths := []measure.Path{
		{Hash: strings.Repeat("g", 32), Name: "git", Version: "2.43.0", Size: 62_000_000},
		{Hash: strings.Repeat("p", 32), Name: "openssl", Version: "1.1.1w", Size: 7_000_000},
		{Hash: strings.Repeat("y", 32), Name: "python3", Version: "3.12.1", Size: 81_000_000},
	}
	store := &budget.Store{References: map[string][]string{name(paths[0]): {name(paths[1])}, name(paths[2]): {name(paths[1])}}}
	var built []measure.Image
	for _, p := range result.Program.Platforms {
		for _, l := range p.Layers {
			for n, ref := range l.Packages {
				store.Roots = append(store.Roots, budget.Root{Address: "layer." + l.Name, Package: ref, Path: name(paths[2*n])})
			}
		}
		for _, v := range p.Variants {
			image := measure.Image{Variant: v.Name, System: p.System}
			for _, l := range v.Layers {
				image.Layers = append(image.Layers, measure.Layer{Name: l.Name, Size: 150_123_904, Paths: paths})
			}
			image.Layers = append(image.Layers, measure.Layer{Size: 2048})
			built = append(built, image)
		}
	}
	found := budget.Check(budget.Request{
		Program: result.Program, Built: (*measure.Measurements)(nil).With(built...),
		Store: map[string]*budget.Store{"x86_64-linux": store},
	})
	return append(diags, found...), result.Source
}

func name(p measure.Path) string { return p.Hash + "-" + p.Label() }

// declared are the inputs that are not only implied.
func declared(p *ir.Program) []*ir.Input {
	return slices.DeleteFunc(slices.Clone(p.Inputs), func(in *ir.Input) bool { return in.Implied })
}

const nodeMajor = "variable \"node_major\" {\n  default = 20\n}\n"

func text(unitText string) fixture {
	return func([]byte) (diag.List, diag.Sources) { return compile(unit(unitText), lang.Options{}) }
}

// fit compares a lock with the inputs that the example declares.
func fit(present []byte) fixture {
	return func(example []byte) (diag.List, diag.Sources) {
		result, diags := lang.Compile(unit(string(example)), ".", lang.Options{DirName: "agentbox"})
		var have *lock.Lock
		if present != nil {
			read, found := lock.Read(present, "flake.lock")
			have = read
			diags.Append(found)
		}
		_, found := lock.Fit(have, declared(result.Program))
		diags.Append(found)
		return diags, func(file string) []byte {
			if file == "flake.lock" {
				return present
			}
			return result.Source(file)
		}
	}
}

// locked is a directory whose agentbox.hcl nobody may read.
type locked struct{ fstest.MapFS }

func (l locked) Open(name string) (fs.File, error) {
	if name == "agentbox.hcl" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

func TestDiagnostic(t *testing.T) {
	s, ok := docs.Diagnostic("ab4006")
	if !ok || s.Code != "AB4006" || s.Title != "Invalid size" || !strings.HasPrefix(s.Text, "A size lacks") {
		t.Errorf("got %+v, %t", s, ok)
	}
	if last, _ := docs.Diagnostic("AB1012"); strings.Contains(last.Text, "# The unit as written") {
		t.Error("a section goes on into the next stage")
	}
	if _, ok := docs.Diagnostic("AB0000"); ok {
		t.Error("there is a section for a code that does not exist")
	}
}
