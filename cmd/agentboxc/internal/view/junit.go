package view

import (
	"bytes"
	"encoding/xml"
	"fmt"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// The elements of JUnit's XML that the readers of continuous integration take:
// Jenkins, GitLab, GitHub actions and their like. There is no time in them: the
// same tests give the same bytes.
type (
	junitSuites struct {
		XMLName xml.Name     `xml:"testsuites"`
		Name    string       `xml:"name,attr"`
		Suites  []junitSuite `xml:"testsuite"`
		junitCount
	}
	junitSuite struct {
		Name  string      `xml:"name,attr"`
		Cases []junitCase `xml:"testcase"`
		junitCount
	}
	junitCount struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Skipped  int `xml:"skipped,attr"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		ClassName string        `xml:"classname,attr"`
		File      string        `xml:"file,attr,omitempty"`
		Line      int           `xml:"line,attr,omitempty"`
		Failure   *junitProblem `xml:"failure"`
		Error     *junitProblem `xml:"error"`
		Skipped   *struct{}     `xml:"skipped"`
	}
	junitProblem struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",cdata"`
	}
)

// JUnit is the results as JUnit XML: a suite for each test file and a case for
// each run. What keeps a whole file from being run is a case of its own.
func (t *Tests) JUnit() []byte {
	doc := junitSuites{Name: "agentboxc"}
	for _, u := range t.units {
		if u.faults.HasErrors() {
			doc.add(junitSuite{Name: u.name, Cases: []junitCase{faulty("compile", u.name, &u.faults)}})
		}
		for _, f := range u.files {
			doc.add(f.junit())
		}
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(&out)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		panic(err) // a document that can't be encoded is a bug
	}
	out.WriteByte('\n')
	return out.Bytes()
}

func (d *junitSuites) add(s junitSuite) {
	for _, c := range s.Cases {
		s.Tests++
		switch {
		case c.Failure != nil:
			s.Failures++
		case c.Error != nil:
			s.Errors++
		case c.Skipped != nil:
			s.Skipped++
		}
	}
	d.Tests += s.Tests
	d.Failures += s.Failures
	d.Errors += s.Errors
	d.Skipped += s.Skipped
	d.Suites = append(d.Suites, s)
}

func (f testedFile) junit() junitSuite {
	s := junitSuite{Name: f.name}
	if f.faults.HasErrors() {
		s.Cases = append(s.Cases, faulty("the test file", f.name, &f.faults))
	}
	for _, r := range f.runs {
		c := junitCase{Name: r.Name, ClassName: f.name, File: f.name, Line: r.Range.Start.Line}
		switch r.Status {
		case lang.Failed:
			c.Failure = problemOf(&r.findings)
		case lang.Errored:
			c.Error = problemOf(&r.findings)
		case lang.Skipped:
			c.Skipped = &struct{}{}
		case lang.Passed:
		}
		s.Cases = append(s.Cases, c)
	}
	return s
}

func faulty(name, class string, f *Findings) junitCase {
	return junitCase{Name: name, ClassName: class, Error: problemOf(f)}
}

// problemOf has the first error as its message, because some readers show
// nothing else, and all of them as its text.
func problemOf(f *Findings) *junitProblem {
	p := &junitProblem{Text: "\n" + f.said()}
	for _, d := range f.list {
		if d.Severity == diag.Error {
			p.Type = string(d.Code)
			p.Message = fmt.Sprintf("%s: %s", d.Summary, d.Detail)
			break
		}
	}
	return p
}
