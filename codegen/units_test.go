package codegen_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/agentboxc/agentboxc/codegen"
	"github.com/agentboxc/agentboxc/codegen/plan"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// TestExamples proves that every example compiles without a word, and that the
// files beside it are those that are generated for it.
func TestExamples(t *testing.T) {
	for _, dir := range directories(t, "../examples/*") {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			result, diags := compile(dir)
			present := read(t, filepath.Join(dir, "flake.lock"))
			out, found := codegen.Generate(result.Program, present)
			for _, d := range append(diags, found...) {
				t.Errorf("%s %s:%d: %s", d.Code, d.Subject.File, d.Subject.Start.Line, d.Detail)
			}
			if !bytes.Equal(out.Lock, present) {
				t.Errorf("flake.lock would be:\n%s", out.Lock)
			}
			files := goldie.New(t, goldie.WithFixtureDir(dir), goldie.WithNameSuffix(""))
			files.Assert(t, "flake.nix", out.Flake)
		})
	}
}

// TestGolden compares what is made of the units in golden/*/in. Those with an
// error have diagnostics and nothing else.
func TestGolden(t *testing.T) {
	for _, dir := range directories(t, "../golden/*") {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			files := goldie.New(t, goldie.WithFixtureDir(dir), goldie.WithNameSuffix(""))
			in := filepath.Join(dir, "in")
			result, diags := compile(in)
			if diags.HasErrors() {
				files.Assert(t, "diagnostics", rendered(t, diags, result.Source))
				return
			}
			present := read(t, filepath.Join(in, "flake.lock"))
			out, found := codegen.Generate(result.Program, present)
			diags.Append(found)
			p, found := plan.Make(plan.Request{
				Unit: ".", Present: plan.State{Lock: present}, Wanted: plan.State{Flake: out.Flake, Lock: out.Lock},
				Tree: out.Tree, Fit: out.Fit, Addresses: result.Program.Addresses(), Publishes: result.Program.Publishes, Diagnostics: diags, Sources: result.Source,
			})
			diags.Append(found)
			files.Assert(t, "flake.nix", out.Flake)
			files.Assert(t, "flake.lock", out.Lock)
			files.Assert(t, "plan.json", p.JSON())
			files.Assert(t, "diagnostics", rendered(t, diags, result.Source))
		})
	}
}

func directories(t *testing.T, pattern string) []string {
	t.Helper()
	dirs, err := filepath.Glob(pattern)
	if err != nil || len(dirs) == 0 {
		t.Fatalf("nothing matches %s: %v", pattern, err)
	}
	return dirs
}

func compile(dir string) (*lang.Result, diag.List) {
	name := filepath.Base(dir)
	if name == "in" {
		name = filepath.Base(filepath.Dir(dir))
	}
	return lang.Compile(os.DirFS(dir), ".", lang.Options{DirName: name})
}

// read returns the bytes of a file, nil when there is none.
func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return data
}

func rendered(t *testing.T, diags diag.List, sources diag.Sources) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := diag.WriteText(&b, diags, sources, diag.TextOptions{Width: 100}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
