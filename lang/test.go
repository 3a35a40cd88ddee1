package lang

import (
	"io/fs"
	"slices"

	"github.com/agentboxc/agentboxc/lang/check"
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
	"github.com/agentboxc/agentboxc/lang/trial"
)

// Status is how a run of a test ended, in the words of `tofu test -json`.
type Status string

// The ends of a run, the worse ones later. A run fails when an assertion does not
// hold or an expected failure does not come; it is in error when that cannot be
// found out, as for a unit that does not compile.
const (
	Passed  Status = "pass"
	Skipped Status = "skip"
	Failed  Status = "fail"
	Errored Status = "error"
)

// Trial is what became of the tests of a unit.
type Trial struct {
	Unit  *source.Unit
	Tests []*source.File // the test files as read
	Files []TestedFile   // sorted by path
	Diags diag.List      // why nothing was run: the unit is broken whatever its variables are
}

// TestedFile is a test file with its runs in source order.
type TestedFile struct {
	Path  string
	Diags diag.List // of the file itself; its runs are skipped when there is an error
	Runs  []TestedRun
}

// TestedRun is what became of a run.
type TestedRun struct {
	Name      string
	Range     diag.Range // of its header
	Status    Status
	Platforms []string // on which assertions were checked, sorted
	Diags     diag.List
}

// Wanted says whether a run is to be run; nil wants all.
type Wanted func(file, run string) bool

// Test runs the tests of the unit in dir. Each run compiles the unit anew with
// its variables on top of those in opts. The runs that are not wanted are left
// out of the result, and so is a file that has no wanted one.
func Test(fsys fs.FS, dir string, opts Options, wanted Wanted) *Trial {
	base, diags := Compile(fsys, dir, opts)
	t := &tester{fsys: fsys, dir: dir, opts: opts, base: compiled{base, diags}}
	out := &Trial{Unit: base.Unit}
	if base.Config == nil {
		out.Diags = diags
		return out
	}
	t.names = trial.Declared(base.Config)
	files := readTests(fsys, base.Unit)
	for _, f := range files {
		out.Tests = append(out.Tests, f.Syntax.Source)
	}
	if base.Partial {
		out.Diags = diags // no variable mends that
	}
	checkTests(files, base)
	for _, f := range files {
		if tested := t.file(f, wanted, base.Partial); wanted == nil || len(tested.Runs) > 0 || tested.Diags.HasErrors() {
			out.Files = append(out.Files, tested)
		}
	}
	return out
}

// CheckTests returns what is wrong with the test files of a compiled unit without
// running them: syntax, structure and names. The files are those that were read.
func CheckTests(fsys fs.FS, r *Result) ([]*TestFile, diag.List) {
	if r.Config == nil || len(r.Unit.Tests) == 0 {
		return nil, nil
	}
	var diags diag.List
	files := readTests(fsys, r.Unit)
	checkTests(files, r)
	for _, f := range files {
		diags.Append(f.diags)
	}
	return files, diags.Sorted()
}

// TestFile is a test file after the passes over it alone.
type TestFile struct {
	*trial.File
	Syntax *syntax.File
	Blocks []*config.Block
	diags  diag.List
}

// readTests runs the passes that a test file has in common with the files of a
// unit.
func readTests(fsys fs.FS, unit *source.Unit) []*TestFile {
	var files []*TestFile
	runs := 0
	for _, path := range unit.Tests {
		text, diags := source.ReadFile(fsys, path)
		parsed, found := syntax.Parse(text)
		diags.Append(found)
		blocks, found := config.DecodeTest(parsed)
		diags.Append(found)
		file, found := trial.Read(path, blocks, trial.MaxRuns-runs)
		diags.Append(found)
		runs += len(file.Runs)
		files = append(files, &TestFile{file, parsed, blocks, diags})
	}
	return files
}

// checkTests looks up the names of test files. Those of a unit in which something
// is missing cannot be told from wrong ones.
func checkTests(files []*TestFile, r *Result) {
	names := trial.Declared(r.Config)
	for _, f := range files {
		if !r.Partial {
			f.diags.Append(trial.CheckNames(f.File, names))
		}
		addContext(f.diags, []*Unit{{Files: []*syntax.File{f.Syntax}}})
	}
}

// tester runs the tests of one unit.
type tester struct {
	fsys  fs.FS
	dir   string
	opts  Options
	base  compiled // without variables of tests
	names *trial.Names
}

type compiled struct {
	*Result
	diags diag.List
}

// file runs the wanted runs of a test file, or skips them.
func (t *tester) file(f *TestFile, wanted Wanted, skip bool) TestedFile {
	out := TestedFile{Path: f.Path, Diags: f.diags.Sorted()}
	skip = skip || out.Diags.HasErrors()
	for _, r := range f.Runs {
		if wanted != nil && !wanted(f.Path, r.Name) {
			continue
		}
		tested := TestedRun{Name: r.Name, Range: r.Block.Range, Status: Skipped}
		if !skip {
			t.run(f, r, &tested)
			addContext(tested.Diags, []*Unit{{Files: append(slices.Clone(t.base.Files), f.Syntax)}})
			tested.Diags = tested.Diags.Sorted()
		}
		out.Runs = append(out.Runs, tested)
	}
	return out
}

func (t *tester) run(f *TestFile, r *trial.Run, out *TestedRun) {
	eval := check.NewEvaluator(t.fsys, t.dir)
	variables, diags := trial.Set(f.File, r, eval)
	if out.end(Errored, diags) {
		return
	}
	c := t.compile(variables)
	if r.Failures != nil {
		missing, unexpected := trial.Failures(r, t.names, c.diags)
		out.end(Failed, missing)
		out.end(Errored, unexpected)
		return
	}
	if out.end(Errored, onlyErrors(c.diags)) {
		return
	}
	j := trial.Judge(r, c.Program, t.names, eval)
	out.Platforms = j.Platforms
	out.end(Failed, j.Failed)
	out.end(Errored, j.Errors)
}

// end gives the run a status and the reasons for it, if there are any.
func (r *TestedRun) end(status Status, reasons diag.List) bool {
	r.Diags.Append(reasons)
	if len(reasons) > 0 {
		r.Status = status
		return true
	}
	if r.Status == Skipped {
		r.Status = Passed
	}
	return false
}

func (t *tester) compile(variables []Variable) compiled {
	if len(variables) == 0 {
		return t.base
	}
	opts := t.opts
	opts.Variables = slices.Concat(opts.Variables, variables)
	r, diags := Compile(t.fsys, t.dir, opts)
	return compiled{r, diags}
}

func onlyErrors(list diag.List) diag.List {
	var errors diag.List
	for _, d := range list {
		if d.Severity == diag.Error {
			errors = append(errors, d)
		}
	}
	return errors
}
