package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host"
	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/recall"
)

// dependent is a workspace with a unit that reads all that a unit can read, and
// one that reads nothing but itself.
var dependent = map[string]string{
	"agentbox.work.hcl": `workspace { members = ["*"] }`,
	"a/agentbox.hcl": `
platform "x86_64-linux" {}
variable "text" {
  type    = string
  default = "default"
}
module "m" {
  source = "../m"
}
locals {
  motd = file("motd")
  some = fileset("files", "*")
  last = fileexists("last")
}
layer "base" {
  packages = [pkgs.bash]
  budget {
    max = "1 MB"
  }
}
waiver "w" {
  for     = layer.base
  metric  = "max"
  max     = "2 MB"
  reason  = "it grew"
  expires = "2026-04-01"
}
variant "v" {
  layers = [layer.base, module.m.layer.base]
  config {
    labels = { motd = local.motd, text = var.text, some = join(",", local.some), last = "${local.last}" }
  }
}
`,
	"a/more.agentbox.hcl":        "locals {\n  more = 1\n}\n",
	"a/values.auto.agentboxvars": "text = \"from a file\"\n",
	"a/unit.agentboxtest.hcl":    "run \"r\" {\n  assert {\n    condition     = true\n    error_message = \"Never.\"\n  }\n}\n",
	"a/motd":                     "welcome\n",
	"a/files/one":                "",
	"m/agentbox.hcl":             "layer \"base\" {\n  packages = [pkgs.git]\n}\n",
	"b/agentbox.hcl":             "platform \"x86_64-linux\" {}\nlayer \"base\" {\n  packages = [pkgs.bahs]\n  packages = [pkgs.bash]\n}\n",
	"given.agentboxvars":         "text = \"given\"\n",
}

// edits of that workspace, and how many of its two units are to be checked anew.
var edits = map[string]struct {
	edit func(t *testing.T, w *checkedWorkspace)
	anew int64
}{
	"nothing":                        {func(*testing.T, *checkedWorkspace) {}, 0},
	"the time of a file":             {touch("a/agentbox.hcl"), 0},
	"a file with the same contents":  {replaced("a/motd", "welcome\n"), 0},
	"a file that nobody reads":       {replaced("c/agentbox.hcl", ""), 0},
	"a file":                         {replaced("a/agentbox.hcl", "platform \"x\" {}\n"), 1},
	"a file of as many bytes":        {replaced("a/more.agentbox.hcl", "locals {\n  more = 2\n}\n"), 1},
	"a further file":                 {replaced("a/new.agentbox.hcl", "locals {\n  more = 2\n}\n"), 1},
	"a further file in JSON":         {replaced("a/new.agentbox.hcl.json", "{}"), 1},
	"a file that is gone":            {removed("a/more.agentbox.hcl"), 1},
	"a unit that is gone":            {removed("a/agentbox.hcl"), 1},
	"a file of a module":             {replaced("m/agentbox.hcl", ""), 1},
	"a further file of a module":     {replaced("m/new.agentbox.hcl", "locals {}\n"), 1},
	"a module that is gone":          {removed("m/agentbox.hcl"), 1},
	"a file that is read":            {replaced("a/motd", "bye\n"), 1},
	"a file that is read and gone":   {removed("a/motd"), 1},
	"a file of a set":                {replaced("a/files/two", ""), 1},
	"a file that was not there":      {replaced("a/last", ""), 1},
	"a test":                         {replaced("a/unit.agentboxtest.hcl", "run {}\n"), 1},
	"a file of values":               {replaced("a/values.auto.agentboxvars", "texts = \"x\"\n"), 1},
	"a further file of values":       {replaced("b/values.auto.agentboxvars", "x = 1\n"), 1},
	"a variable":                     {given(false, "text=x"), 2},
	"a variable of the environment":  {func(t *testing.T, _ *checkedWorkspace) { t.Setenv("AGENTBOX_VAR_text", "x") }, 2},
	"a file of values that is given": {given(true, "given.agentboxvars"), 2},
	"the date":                       {func(_ *testing.T, w *checkedWorkspace) { w.today = "2026-04-02" }, 1},
	"two files at once": {func(t *testing.T, w *checkedWorkspace) {
		replaced("a/motd", "x")(t, w)
		replaced("b/agentbox.hcl", "")(t, w)
	}, 2},
}

type checkedWorkspace struct {
	dir   string
	today string
	given variableFlags
}

func touch(name string) func(*testing.T, *checkedWorkspace) {
	return func(t *testing.T, w *checkedWorkspace) {
		if err := os.Chtimes(filepath.Join(w.dir, name), time.Unix(1, 0), time.Unix(1, 0)); err != nil {
			t.Fatal(err)
		}
	}
}

// replaced writes a file as editors do: beside it, and then in its place.
func replaced(name, text string) func(*testing.T, *checkedWorkspace) {
	return func(t *testing.T, w *checkedWorkspace) {
		path := filepath.Join(w.dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		beside := filepath.Join(w.dir, "beside")
		if err := os.WriteFile(beside, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(beside, path); err != nil {
			t.Fatal(err)
		}
	}
}

func removed(name string) func(*testing.T, *checkedWorkspace) {
	return func(t *testing.T, w *checkedWorkspace) {
		if err := os.Remove(filepath.Join(w.dir, name)); err != nil {
			t.Fatal(err)
		}
	}
}

func given(file bool, text string) func(*testing.T, *checkedWorkspace) {
	return func(_ *testing.T, w *checkedWorkspace) {
		w.given = variableFlags{{file: file, text: text}}
		if file {
			w.given[0].text = filepath.Join(w.dir, text)
		}
	}
}

func newCheckedWorkspace(t *testing.T) *checkedWorkspace {
	w := &checkedWorkspace{dir: t.TempDir(), today: "2026-04-01"}
	for name, text := range dependent {
		replaced(name, text)(t, w)
	}
	return w
}

// check is one run over the two units: what was found, and how many were checked
// anew.
func (w *checkedWorkspace) check(t *testing.T, remember bool) ([]*checked, int64) {
	t.Helper()
	return w.checkUnits(t, remember, "a", "b")
}

func (w *checkedWorkspace) checkUnits(t *testing.T, remember bool, names ...string) (found []*checked, anew int64) {
	t.Helper()
	var paths []string
	for _, name := range names {
		paths = append(paths, filepath.Join(w.dir, name))
	}
	units, err := selectUnits(paths)
	if err != nil {
		t.Fatal(err)
	}
	defer units.Close()
	c, err := newChecker(w.given, len(units.units), remember)
	if err != nil {
		t.Fatal(err)
	}
	c.today = func() string { return w.today }
	for _, m := range units.units {
		found = append(found, c.check(m))
	}
	if remember {
		if err := c.memories.save(); err != nil {
			t.Fatal(err)
		}
	}
	return found, c.compiled.Load()
}

// agree compares what a run that remembers finds with one that does not.
func (w *checkedWorkspace) agree(t *testing.T, anew int64) {
	t.Helper()
	got, n := w.check(t, true)
	want, _ := w.check(t, false)
	if n != anew {
		t.Errorf("%d units are checked anew, want %d", n, anew)
	}
	for i := range want {
		if !reflect.DeepEqual(got[i].Findings, want[i].Findings) {
			t.Errorf("found\n%+v\nwant\n%+v", got[i].Findings, want[i].Findings)
		}
	}
}

// An edit has just those units checked anew that it can change the findings of,
// whether files are new or have been there for a while.
func TestEditsAreFound(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	for _, settled := range []bool{false, true} {
		workspaces := map[string]*checkedWorkspace{}
		for name := range edits {
			workspaces[name] = newCheckedWorkspace(t)
		}
		if settled {
			time.Sleep(2600 * time.Millisecond)
		}
		for name, e := range edits {
			t.Run(name, func(t *testing.T) {
				w := workspaces[name]
				w.agree(t, 2)
				w.agree(t, 0)
				e.edit(t, w)
				w.agree(t, e.anew)
				w.agree(t, 0)
			})
		}
	}
}

// interruptedRun is a run that goes on after an edit.
type interruptedRun struct {
	*checkedWorkspace
	units *selection
	c     *checker
}

const abz = "{a,b,z}"

// begin checks the first of three units, of which two use the same module.
func begin(t *testing.T, first int) *interruptedRun {
	t.Helper()
	w := newCheckedWorkspace(t)
	replaced("z/agentbox.hcl", "module \"m\" {\n  source = \"../m\"\n}\n")(t, w)
	units, err := selectUnits([]string{filepath.Join(w.dir, abz)})
	if err != nil {
		t.Fatal(err)
	}
	c, err := newChecker(w.given, len(units.units), true)
	if err != nil {
		t.Fatal(err)
	}
	c.today = func() string { return w.today }
	r := &interruptedRun{w, units, c}
	r.check(units.units[:first])
	return r
}

func (r *interruptedRun) check(units []member) {
	for _, m := range units {
		r.c.check(m)
	}
}

// end checks the others, and compares what is remembered with what is there.
func (r *interruptedRun) end(t *testing.T, first int) {
	t.Helper()
	defer r.units.Close()
	r.check(r.units.units[first:])
	if err := r.c.memories.save(); err != nil {
		t.Fatal(err)
	}
	got, _ := r.checkUnits(t, true, abz)
	want, _ := r.checkUnits(t, false, abz)
	for i := range want {
		if !reflect.DeepEqual(got[i].Findings, want[i].Findings) {
			t.Errorf("found\n%+v\nwant\n%+v", got[i].Findings, want[i].Findings)
		}
	}
}

// What is edited behind the walk that found the units, or after the first of two
// units has read a module, is not remembered as if it had been seen. That is harder
// where the edit has settled when the others are checked.
func TestEditsBehindTheWalk(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	for first := range 3 {
		for _, settled := range []bool{false, true} {
			runs := map[string]*interruptedRun{}
			for name := range edits {
				runs[name] = begin(t, first)
			}
			for name, r := range runs {
				if name != "a variable of the environment" { // which is not one of the tree
					edits[name].edit(t, r.checkedWorkspace)
				}
			}
			if settled {
				time.Sleep(2600 * time.Millisecond)
			}
			for name, r := range runs {
				t.Run(fmt.Sprintf("%s/%d/%v", name, first, settled), func(t *testing.T) { r.end(t, first) })
			}
		}
	}
}

// What units find on a shelf is remembered as if each had read it.
func TestModulesOnAShelf(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	w := newCheckedWorkspace(t)
	for _, unit := range []string{"y", "z"} {
		replaced(unit+"/agentbox.hcl", "module \"m\" {\n  source = \"../m\"\n}\n")(t, w)
	}
	check := func() int64 {
		_, anew := w.checkUnits(t, true, "{a,b,y,z}")
		return anew
	}
	if anew := check(); anew != 4 {
		t.Errorf("%d units are checked the first time, want 4", anew)
	}
	if anew := check(); anew != 0 {
		t.Errorf("%d units are checked the second time, want none", anew)
	}
	replaced("m/more.agentbox.hcl", "locals {\n  more = 1\n}\n")(t, w)
	if anew := check(); anew != 3 {
		t.Errorf("%d units are checked for their module, want 3", anew)
	}
}

// The unit of the table is a good one: an edit of it is no repair.
func TestTheDependentUnitIsValid(t *testing.T) {
	units, _ := newCheckedWorkspace(t).check(t, false)
	for _, d := range units[0].Unit {
		t.Errorf("%+v", d)
	}
	if len(units[0].Tests) > 0 || len(units[1].Unit) == 0 {
		t.Errorf("tests: %+v, the other unit: %+v", units[0].Tests, units[1].Unit)
	}
}

// A single unit is remembered when reading it again takes longer than looking it
// up.
func TestSingleUnits(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	w := newCheckedWorkspace(t)
	check := func(unit string) int64 {
		_, anew := w.checkUnits(t, true, unit)
		return anew
	}
	for range 2 {
		if check("b") != 1 || host.Exists(host.CacheDir(recall.Version)) {
			t.Error("a small unit is remembered")
		}
	}
	replaced("b/large.agentbox.hcl", "locals {\n"+string(make([]byte, worthKeeping))+"}\n")(t, w)
	if check("b") != 1 || check("b") != 0 {
		t.Error("a large unit is not remembered")
	}
}
