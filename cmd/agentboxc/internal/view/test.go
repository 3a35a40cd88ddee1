package view

import (
	"fmt"
	"strings"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// Tests are the results of tests of one or several units in the order of their
// paths, with files under the names by which a reader can open them.
type Tests struct {
	units []testedUnit
	count map[lang.Status]int // of runs
	fault bool                // an error that is no run's
}

type testedUnit struct {
	faults Findings // of the unit itself
	name   string   // the directory
	files  []testedFile
}

type testedFile struct {
	name   string
	status lang.Status
	faults Findings // of the file itself
	runs   []testedRun
}

type testedRun struct {
	lang.TestedRun
	findings Findings
}

// Add puts in the tests of a unit. shown is how a file or directory of its tree is
// called, outside is what was said of values that were set from outside, and text
// returns the contents of a file of the tree.
func (t *Tests) Add(trial *lang.Trial, outside diag.List, shown func(string) string, text diag.Sources) {
	if t.count == nil {
		t.count = map[lang.Status]int{}
	}
	u := testedUnit{name: shown(trial.Unit.Dir)}
	u.faults.Add(outside, shown, text)
	u.faults.Add(trial.Diags, shown, text)
	t.fault = t.fault || u.faults.HasErrors()
	for _, f := range trial.Files {
		u.files = append(u.files, t.file(f, shown, text))
	}
	t.units = append(t.units, u)
}

// Join puts in the tests of other units, in the order of their paths.
func (t *Tests) Join(other *Tests) {
	if other == nil {
		return
	}
	if t.count == nil {
		t.count = map[lang.Status]int{}
	}
	t.units = append(t.units, other.units...)
	t.fault = t.fault || other.fault
	for status, count := range other.count {
		t.count[status] += count
	}
}

func (t *Tests) file(f lang.TestedFile, shown func(string) string, text diag.Sources) testedFile {
	out := testedFile{name: shown(f.Path), status: lang.Passed}
	out.faults.Add(f.Diags, shown, text)
	for _, r := range f.Runs {
		run := testedRun{TestedRun: r}
		run.findings.Add(r.Diags, shown, text)
		out.runs = append(out.runs, run)
		out.status = worst(out.status, r.Status)
		t.count[r.Status]++
	}
	if out.faults.HasErrors() {
		out.status = lang.Errored
		t.fault = true
	}
	return out
}

// faulty is how many units have errors themselves, so that no run says anything of
// them.
func (t *Tests) faulty() int {
	n := 0
	for _, u := range t.units {
		if u.faults.HasErrors() {
			n++
		}
	}
	return n
}

// severity orders the ends of runs.
var severity = map[lang.Status]int{lang.Passed: 0, lang.Skipped: 1, lang.Failed: 2, lang.Errored: 3}

func worst(a, b lang.Status) lang.Status {
	if severity[b] > severity[a] {
		return b
	}
	return a
}

// Runs returns how many runs there are, skipped ones included.
func (t *Tests) Runs() int {
	n := 0
	for _, count := range t.count {
		n += count
	}
	return n
}

// Failed reports whether anything but passing happened.
func (t *Tests) Failed() bool {
	return t.fault || t.count[lang.Passed] != t.Runs()
}

// status is that of all tests together.
func (t *Tests) status() lang.Status {
	all := lang.Passed
	for status, count := range t.count {
		if count > 0 {
			all = worst(all, status)
		}
	}
	if t.fault {
		return lang.Errored
	}
	return all
}

// TestResults shows the results for people: a line for each run, and what is
// wrong below it. What several runs say in the same words is said once.
func (v *View) TestResults(t *Tests) {
	told := map[finding]bool{}
	files := 0
	for _, u := range t.units {
		v.untold(&u.faults, told)
		for _, f := range u.files {
			files++
			v.linef("%s... %s", f.name, v.ended(f.status))
			v.untold(&f.faults, told)
			for _, r := range f.runs {
				v.linef("  run %q... %s", r.Name, v.ended(r.Status))
				v.untold(&r.findings, told)
			}
		}
	}
	if files > 0 {
		v.linef("")
	}
	v.linef("%s", t.verdict(v.onOut))
	if t.Runs() == 0 && !t.Failed() {
		v.Note("There are no tests. They stand beside agentbox.hcl, in files whose names end in .agentboxtest.hcl.")
	}
}

func (v *View) ended(status lang.Status) string {
	switch status {
	case lang.Passed:
		return v.onOut.green + string(status) + v.onOut.reset
	case lang.Skipped:
		return v.onOut.dim + string(status) + v.onOut.reset
	}
	return v.onOut.red + string(status) + v.onOut.reset
}

// untold shows the diagnostics that have not been shown yet.
func (v *View) untold(f *Findings, told map[finding]bool) {
	fresh := Findings{texts: f.texts}
	for _, d := range f.list {
		key := finding{d.Code, d.Subject, d.Detail}
		if !told[key] {
			told[key] = true
			fresh.list = append(fresh.list, d)
		}
	}
	v.Diagnostics(&fresh)
}

// verdict is the last line, in OpenTofu's words.
func (t *Tests) verdict(p palette) string {
	word := p.green + "Success!" + p.reset
	if t.Failed() {
		word = p.red + "Failure!" + p.reset
	}
	text := fmt.Sprintf("%s %d passed, %d failed", word, t.count[lang.Passed], t.count[lang.Failed]+t.count[lang.Errored])
	if skipped := t.count[lang.Skipped]; skipped > 0 {
		text += fmt.Sprintf(", %d skipped", skipped)
	}
	if n := t.faulty(); n > 0 {
		text += ", " + counted(n, "unit") + " with errors"
	}
	return text + "."
}

// said are the diagnostics as text without colour.
func (f *Findings) said() string {
	var b strings.Builder
	_ = diag.WriteText(&b, f.list, f.text, diag.TextOptions{}) // a builder takes everything
	return b.String()
}
