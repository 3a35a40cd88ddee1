// Package trial tests a unit: it is the judge of what the front end has made of
// it. It takes the test files of a unit as written and the compiled program, and
// says which assertions do not hold and which expected failures did not come. It
// does not read files and does not compile; the program comes to it as the plain
// data of package shape.
package trial

import (
	"github.com/agentboxc/agentboxc/lang/config"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// The bounds of the tests of a unit. Those of evaluation hold for each run.
const (
	MaxRuns    = 1000 // of all files together
	MaxAsserts = 1000 // of one run
)

// File is a test file as written.
type File struct {
	Path      string
	Variables []*config.Attr // for all runs, in source order
	Runs      []*Run         // in source order
}

// Run is a run block.
type Run struct {
	Name      string
	Block     *config.Block
	Variables []*config.Attr // of this run alone, in source order
	Platform  *config.Attr   // nil: all platforms of the unit
	Asserts   []Assert
	Failures  *config.Attr // expect_failures; nil when it is not set
}

// Assert is an assert block.
type Assert struct{ Condition, Message *config.Attr }

// Read returns the test file that the blocks form, with at most so many runs. Of a
// block with a syntax error in it only the name is there.
func Read(path string, blocks []*config.Block, runs int) (*File, diag.List) {
	f := &File{Path: path}
	var diags diag.List
	for _, b := range blocks {
		switch {
		case b.Type == "variables":
			f.Variables = append(f.Variables, b.Attrs...)
		case b.Type == "run" && len(f.Runs) == runs:
			diags.Add(tooMany{What: "runs in the test files of a unit", Most: MaxRuns, At: b.Range})
			return f, diags
		case b.Type == "run":
			f.Runs = append(f.Runs, readRun(b, &diags))
		}
	}
	return f, diags
}

func readRun(b *config.Block, diags *diag.List) *Run {
	r := &Run{Name: b.Name(), Block: b, Platform: b.Attr("platform"), Failures: b.Attr("expect_failures")}
	if v := b.Block("variables"); v != nil {
		r.Variables = v.Attrs
	}
	asserts := b.Of("assert")
	if len(asserts) > MaxAsserts {
		diags.Add(tooMany{What: "assert blocks of a run", Most: MaxAsserts, At: asserts[MaxAsserts].Range})
		asserts = asserts[:MaxAsserts]
	}
	for _, a := range asserts {
		if condition, message := a.Attr("condition"), a.Attr("error_message"); condition != nil && message != nil {
			r.Asserts = append(r.Asserts, Assert{condition, message})
		}
	}
	return r
}
