package view

import (
	"fmt"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// testEvent is a line of the stream, with the names that `tofu test -json` uses.
// There is no time in it: the same tests give the same stream.
type testEvent struct {
	Level   string `json:"@level"`
	Message string `json:"@message"`
	Module  string `json:"@module"`
	File    string `json:"@testfile,omitempty"`
	Run     string `json:"@testrun,omitempty"`
	Type    string `json:"type"`

	Version       string               `json:"agentboxc,omitempty"`
	FormatVersion string               `json:"format_version,omitempty"`
	Abstract      map[string][]string  `json:"test_abstract,omitempty"` // names of runs by file
	TestFile      *testFileEvent       `json:"test_file,omitempty"`
	TestRun       *testRunEvent        `json:"test_run,omitempty"`
	Diagnostic    *diag.JSONDiagnostic `json:"diagnostic,omitempty"`
	Summary       *testSummary         `json:"test_summary,omitempty"`
}

type testFileEvent struct {
	Path     string      `json:"path"`
	Progress string      `json:"progress"`
	Status   lang.Status `json:"status"`
}

type testRunEvent struct {
	Path      string      `json:"path"`
	Run       string      `json:"run"`
	Progress  string      `json:"progress"`
	Status    lang.Status `json:"status"`
	Platforms []string    `json:"platforms"`
}

type testSummary struct {
	Status  lang.Status `json:"status"`
	Passed  int         `json:"passed"`
	Failed  int         `json:"failed"`
	Errored int         `json:"errored"`
	Skipped int         `json:"skipped"`
}

// TestStream prints the results as JSON, an object a line.
func (v *View) TestStream(t *Tests, version string) {
	v.testEvent(testEvent{Type: "version", Message: "agentboxc " + version, Version: version, FormatVersion: formatVersion})
	runs := map[string][]string{}
	for _, u := range t.units {
		for _, f := range u.files {
			runs[f.name] = []string{}
			for _, r := range f.runs {
				runs[f.name] = append(runs[f.name], r.Name)
			}
		}
	}
	v.testEvent(testEvent{
		Type: "test_abstract", Abstract: runs,
		Message: fmt.Sprintf("Found %s and %s", counted(len(runs), "file"), counted(t.Runs(), "run block")),
	})
	for _, u := range t.units {
		v.testDiagnostics(&u.faults, "", "")
		for _, f := range u.files {
			v.testedFile(f)
		}
	}
	v.testEvent(testEvent{
		Type: "test_summary", Message: t.verdict(palette{}),
		Summary: &testSummary{t.status(), t.count[lang.Passed], t.count[lang.Failed], t.count[lang.Errored], t.count[lang.Skipped]},
	})
}

func (v *View) testedFile(f testedFile) {
	v.testDiagnostics(&f.faults, f.name, "")
	for _, r := range f.runs {
		platforms := r.Platforms
		if platforms == nil {
			platforms = []string{}
		}
		v.testEvent(testEvent{
			Type: "test_run", File: f.name, Run: r.Name, Message: fmt.Sprintf("  %q... %s", r.Name, r.Status),
			TestRun: &testRunEvent{f.name, r.Name, "complete", r.Status, platforms},
		})
		v.testDiagnostics(&r.findings, f.name, r.Name)
	}
	v.testEvent(testEvent{
		Type: "test_file", File: f.name, Message: fmt.Sprintf("%s... %s", f.name, f.status),
		TestFile: &testFileEvent{f.name, "complete", f.status},
	})
}

func (v *View) testDiagnostics(f *Findings, file, run string) {
	for _, d := range f.report() {
		v.testEvent(testEvent{
			Level: levelOf(d.Severity), Type: "diagnostic", File: file, Run: run,
			Message: d.Summary, Diagnostic: &d,
		})
	}
}

func levelOf(severity string) string {
	if severity == "warning" {
		return "warn"
	}
	return severity
}

func (v *View) testEvent(e testEvent) {
	if e.Level == "" {
		e.Level = "info"
	}
	e.Module = "agentboxc.ui"
	v.linef("%s", compact(e))
}
