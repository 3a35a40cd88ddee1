package view

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/agentboxc/agentboxc/lang"
)

// report is what the readers of continuous integration take from JUnit XML.
type report struct {
	XMLName xml.Name `xml:"testsuites"`
	counts
	Suites []struct {
		Name string `xml:"name,attr"`
		counts
		Cases []struct {
			Name      string    `xml:"name,attr"`
			ClassName string    `xml:"classname,attr"`
			Failure   *problem  `xml:"failure"`
			Error     *problem  `xml:"error"`
			Skipped   *struct{} `xml:"skipped"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

type counts struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Errors   int `xml:"errors,attr"`
	Skipped  int `xml:"skipped,attr"`
}

type problem struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// TestJUnitCounts reads a report as a program would that knows nothing of us.
func TestJUnitCounts(t *testing.T) {
	const control = "\\u0007"
	fsys := fstest.MapFS{
		"unit/agentbox.hcl": {Data: []byte("variable \"n\" {\n  type    = number\n  default = 1\n}\n")},
		"unit/a.agentboxtest.hcl": {Data: []byte(`run "passes" {}
run "fails" {
  assert {
    condition     = var.n == 2
    error_message = "<&>\" ` + control + `"
  }
}
run "in_error" {
  variables {
    n = "x"
  }
}
`)},
		"unit/b.agentboxtest.hcl": {Data: []byte("run \"skipped\" {\n  nothing = 1\n}\n")},
	}
	var tests Tests
	tests.Add(lang.Test(fsys, "unit", lang.Options{DirName: "unit"}, nil), nil, func(name string) string { return name }, func(name string) []byte { return fsys[name].Data })
	text := tests.JUnit()

	var got report
	if err := xml.Unmarshal(text, &got); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if want := (counts{Tests: 5, Failures: 1, Errors: 2, Skipped: 1}); got.counts != want {
		t.Errorf("all: %+v, want %+v\n%s", got.counts, want, text)
	}
	var seen []string
	for _, s := range got.Suites {
		var have counts
		for _, c := range s.Cases {
			have.Tests++
			status := "pass"
			switch {
			case c.Failure != nil:
				have.Failures++
				status = "fail " + c.Failure.Type
				if !strings.HasPrefix(c.Failure.Message, "Test assertion failed: <&>\" \ufffd") || !strings.Contains(c.Failure.Text, "var.n == 2") {
					t.Errorf("the failure says %q: %s", c.Failure.Message, c.Failure.Text)
				}
			case c.Error != nil:
				have.Errors++
				status = "error " + c.Error.Type
			case c.Skipped != nil:
				have.Skipped++
				status = "skip"
			}
			seen = append(seen, fmt.Sprintf("%s %s: %s", c.ClassName, c.Name, status))
		}
		if have != s.counts {
			t.Errorf("%s: %+v, counted %+v", s.Name, s.counts, have)
		}
	}
	want := []string{
		"unit/a.agentboxtest.hcl passes: pass", "unit/a.agentboxtest.hcl fails: fail AB4025", "unit/a.agentboxtest.hcl in_error: error AB4002",
		"unit/b.agentboxtest.hcl the test file: error AB2002", "unit/b.agentboxtest.hcl skipped: skip",
	}
	if strings.Join(seen, "\n") != strings.Join(want, "\n") {
		t.Errorf("cases:\n%s", strings.Join(seen, "\n"))
	}
}
