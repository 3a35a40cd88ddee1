package lang_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/trial"
	"github.com/agentboxc/agentboxc/schema"
)

// TestRunsEndAsTheyShould tells how each run of testdata/cases/tests.hcl ends.
// What is said about them stands in that file.
func TestRunsEndAsTheyShould(t *testing.T) {
	text, err := os.ReadFile("testdata/cases/tests.hcl")
	if err != nil {
		t.Fatal(err)
	}
	unit := units(string(text))[0]
	fsys, opts, _ := prepared(unit.bareFiles(), unit.opts)
	want := map[string]lang.Status{
		"all_pass/addresses": lang.Passed, "all_pass/values": lang.Passed, "all_pass/one_platform": lang.Passed,
		"all_pass/own_variables": lang.Passed, "all_pass/too_old": lang.Passed, "all_pass/wrong_type": lang.Passed,

		"fails/assertions": lang.Errored, "fails/failure_that_does_not_come": lang.Failed, "fails/failure_elsewhere": lang.Errored,
		"fails/does_not_compile": lang.Errored, "fails/no_condition": lang.Errored, "fails/other_platform": lang.Errored,
		"fails/no_platform": lang.Errored, "fails/platform_is_no_text": lang.Errored, "fails/broken_variable": lang.Errored,

		"names/names": lang.Skipped, "structure/attributes": lang.Skipped,
		"syntax/broken": lang.Skipped, "syntax/skipped": lang.Skipped,
	}
	got := statuses(lang.Test(fsys, "unit", opts, nil))
	for name, status := range got {
		if want[name] != status {
			t.Errorf("%s: %s, want %s", name, status, want[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d runs, want %d: %v", len(got), len(want), got)
	}
}

func statuses(tested *lang.Trial) map[string]lang.Status {
	got := map[string]lang.Status{}
	for _, f := range tested.Files {
		file := strings.TrimSuffix(strings.TrimPrefix(f.Path, "unit/"), ".agentboxtest.hcl")
		for _, r := range f.Runs {
			got[file+"/"+r.Name] = r.Status
		}
	}
	return got
}

// unitWith is a unit with one test file.
func unitWith(unit, test string) fstest.MapFS {
	return fstest.MapFS{
		"unit/agentbox.hcl":       {Data: []byte(unit)},
		"unit/a.agentboxtest.hcl": {Data: []byte(test)},
	}
}

const smallTest = `run "first" {
  assert {
    condition     = layer.base.max_layers == 1
    error_message = "One."
  }
}

run "second" {}
`

func TestBrokenUnitIsNotRun(t *testing.T) {
	tested := lang.Test(unitWith("layer \"base\" {\n  packages = [layer.bse]\n}\n", smallTest), "unit", lang.Options{}, nil)
	if len(tested.Diags) != 1 || tested.Diags[0].Code != diag.UnknownReference {
		t.Errorf("said: %+v", tested.Diags)
	}
	want := map[string]lang.Status{"a/first": lang.Skipped, "a/second": lang.Skipped}
	if got := statuses(tested); len(got) != 2 || got["a/first"] != want["a/first"] || got["a/second"] != want["a/second"] {
		t.Errorf("runs ended with %v", got)
	}
	if len(tested.Files[0].Diags) > 0 {
		t.Errorf("names of a broken unit are told to be wrong: %+v", tested.Files[0].Diags)
	}

	tested = lang.Test(fstest.MapFS{}, "unit", lang.Options{}, nil)
	if len(tested.Diags) != 1 || tested.Diags[0].Code != diag.NoConfiguration || len(tested.Files) > 0 {
		t.Errorf("no unit: %+v", tested)
	}
}

func TestOnlyWantedRunsRun(t *testing.T) {
	fsys := unitWith("layer \"base\" {}\n", smallTest)
	fsys["unit/b.agentboxtest.hcl"] = &fstest.MapFile{Data: []byte(smallTest)}
	tested := lang.Test(fsys, "unit", lang.Options{}, func(file, run string) bool {
		return file == "unit/b.agentboxtest.hcl" && run == "second"
	})
	if got := statuses(tested); len(got) != 1 || got["b/second"] != lang.Passed || len(tested.Files) != 1 {
		t.Errorf("runs ended with %v", got)
	}
}

// TestVariablesOfTestsWin sets a variable in all the places there are.
func TestVariablesOfTestsWin(t *testing.T) {
	const unit = `variable "a" {}
variable "b" {}
variable "c" {}
`
	const test = `variables {
  b = "file"
  c = "file"
}

run "r" {
  variables {
    c = "run, over ${var.c}"
  }
  assert {
    condition     = [var.a, var.b, var.c] == ["outside", "file", "run, over file"]
    error_message = "${var.a}, ${var.b}, ${var.c}"
  }
}
`
	var outside []lang.Variable
	for _, name := range []string{"a", "b", "c"} {
		outside = append(outside, lang.Variable{Name: name, Text: "outside", Origin: "--var"})
	}
	tested := lang.Test(unitWith(unit, test), "unit", lang.Options{Variables: outside}, nil)
	if got := statuses(tested); got["a/r"] != lang.Passed {
		t.Errorf("%v: %+v", got, tested.Files[0].Runs[0].Diags)
	}
}

func TestTestsHaveBounds(t *testing.T) {
	var runs, asserts strings.Builder
	for i := range trial.MaxRuns + 5 {
		fmt.Fprintf(&runs, "run \"r%d\" {}\n", i)
	}
	asserts.WriteString("run \"r\" {\n")
	for range trial.MaxAsserts + 5 {
		asserts.WriteString("assert {\n  condition = true\n  error_message = \"\"\n}\n")
	}
	asserts.WriteString("}\n")
	slow := `run "r" {
  assert {
    condition     = length([for a in range(1000) : [for b in range(1000) : a == b]]) == 1
    error_message = ""
  }
}
`
	for name, test := range map[string]struct {
		text string
		want diag.Code
	}{
		"runs": {runs.String(), diag.UnitTooLarge}, "asserts": {asserts.String(), diag.UnitTooLarge}, "steps": {slow, diag.ValueTooLarge},
	} {
		tested := lang.Test(unitWith("", test.text), "unit", lang.Options{}, nil)
		all := slices.Clone(tested.Files[0].Diags)
		for _, r := range tested.Files[0].Runs {
			all = append(all, r.Diags...)
		}
		if len(all) != 1 || all[0].Code != test.want {
			t.Errorf("%s: said %+v", name, all)
		}
	}
}

// TestExamplesOfTestsRun runs the examples in the description of test files.
func TestExamplesOfTestsRun(t *testing.T) {
	const unit = `platform "x86_64-linux" {}
variable "node_major" {
  default = 20
  validation {
    condition     = var.node_major != 22
    error_message = "Not this one."
  }
}
layer "base" {
  packages = [pkgs.git]
}
variant "runtime" {
  layers = [layer.base]
  config {
    env = { LANG = "C.UTF-8" }
  }
}
`
	inRun := func(text string) string { return "run \"example\" {\n" + text + "\n}\n" }
	run, tests := schema.TestRoot()[1], []string{}
	for _, b := range schema.TestRoot() {
		tests = append(tests, b.Example)
	}
	for _, a := range run.Attrs {
		text := inRun(a.Name + " = " + a.Example)
		if a.Name == "expect_failures" {
			text = inRun("variables {\n  node_major = 22\n}\n" + a.Name + " = " + a.Example)
		}
		tests = append(tests, text)
	}
	for _, b := range run.Blocks {
		if b.Type == "assert" {
			tests = append(tests, inRun(b.Example), inRun("assert {\n  condition = "+b.Attrs[0].Example+"\n  error_message = "+b.Attrs[1].Example+"\n}"))
		}
	}
	for _, text := range tests {
		tested := lang.Test(unitWith(unit, text), "unit", lang.Options{}, nil)
		if len(tested.Diags) > 0 || len(tested.Files[0].Diags) > 0 {
			t.Errorf("%s\n%+v%+v", text, tested.Diags, tested.Files[0].Diags)
		}
		for name, status := range statuses(tested) {
			if status != lang.Passed {
				t.Errorf("%s: %s\n%s\n%+v", name, status, text, tested.Files[0].Runs[0].Diags)
			}
		}
	}
}

func TestValidationChecksTestsWithoutRunningThem(t *testing.T) {
	fsys := unitWith("layer \"base\" {}\n", `run "fails" {
  assert {
    condition     = layer.base.max_layers == 2
    error_message = "Not run."
  }
  assert {
    condition     = layer.bse.max_layers == 2
    error_message = "A wrong name."
  }
}
`)
	r, _ := lang.Compile(fsys, "unit", lang.Options{})
	read, diags := lang.CheckTests(fsys, r)
	if len(read) != 1 || len(diags) != 1 || diags[0].Code != diag.UnknownReference || !strings.Contains(diags[0].Detail, "layer.base") {
		t.Errorf("%d files, said %+v", len(read), diags)
	}
}

// TestTestsOfExamplesPass runs the tests that stand beside the examples.
func TestTestsOfExamplesPass(t *testing.T) {
	files, err := filepath.Glob("../examples/*/*" + source.TestSuffix)
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	for _, file := range files {
		dir := filepath.Dir(file)
		tested := lang.Test(os.DirFS(dir), ".", lang.Options{DirName: filepath.Base(dir)}, nil)
		if len(tested.Diags) > 0 {
			t.Errorf("%s: %+v", dir, tested.Diags)
		}
		for _, f := range tested.Files {
			if len(f.Diags) > 0 || len(f.Runs) == 0 {
				t.Errorf("%s: %d runs: %+v", f.Path, len(f.Runs), f.Diags)
			}
			for _, r := range f.Runs {
				if r.Status != lang.Passed {
					t.Errorf("%s: %s: %s: %+v", f.Path, r.Name, r.Status, r.Diags)
				}
			}
		}
	}
}

// TestPartsOfModulesAreRead looks at what a unit uses of its modules.
func TestPartsOfModulesAreRead(t *testing.T) {
	fsys := unitWith(`module "one" {
  source = "../common"
}
module "each" {
  for_each = ["x"]
  source   = "../common"
}
variant "v" {
  layers = [module.one.layer.base, module.one.layer.py["312"], module.each["x"].layer.base]
}
`, `run "addresses" {
  assert {
    condition     = variant.v.layers == [module.one.layer.base, module.one.layer.py["312"], module.each["x"].layer.base]
    error_message = "The address of a part of a module is what lists hold."
  }
  assert {
    condition     = module.each["x"].layer.base.packages == [pkgs.git] && !can(module.one.layer.unused) && length(module.one.layer.py) == 1
    error_message = "What is used can be read."
  }
}

run "unused" {
  assert {
    condition     = contains(variant.v.layers, module.one.layer.unused) || module.one.layer.bse.name == ""
    error_message = "Neither is there."
  }
}
`)
	fsys["common/agentbox.hcl"] = &fstest.MapFile{Data: []byte(`layer "base" {
  packages = [pkgs.git]
}
layer "unused" {}
layer "py" {
  for_each = ["311", "312"]
}
`)}
	tested := lang.Test(fsys, "unit", lang.Options{}, nil)
	got := statuses(tested)
	runs := tested.Files[0].Runs
	if got["a/addresses"] != lang.Passed || got["a/unused"] != lang.Errored {
		t.Fatalf("%v: %+v", got, runs)
	}
	if said := runs[1].Diags; len(said) != 2 || said[0].Code != diag.UnknownReference || !strings.Contains(said[1].Detail, "module.one.layer.bse") {
		t.Errorf("said: %+v", said)
	}
}
