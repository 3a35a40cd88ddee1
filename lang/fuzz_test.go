package lang_test

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/agentboxc/agentboxc/lang"
)

// FuzzCompile proves that no text makes the front end panic or hang, and that
// whatever it says has a place in the text.
func FuzzCompile(f *testing.F) {
	for _, pattern := range []string{"testdata/cases/*.hcl", "testdata/programs/*.hcl"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("nothing matches %s: %v", pattern, err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			for _, unit := range units(string(text)) {
				f.Add(bare(unit.texts["agentbox.hcl"]))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		files := map[string]string{"unit/agentbox.hcl": text}
		start := processorTime(t)
		_, diags := compile(files, lang.Options{})
		if took := processorTime(t) - start; took > maxTime {
			t.Errorf("took %v", took)
		}
		for _, d := range diags {
			checkRanges(t, files, d)
			if !utf8.ValidString(d.Detail) {
				t.Errorf("%s: the detail is not UTF-8: %q", d.Code, d.Detail)
			}
		}
	})
}

// FuzzTestFile proves the same of test files, whatever runs they hold.
func FuzzTestFile(f *testing.F) {
	text, err := os.ReadFile("testdata/cases/tests.hcl")
	if err != nil {
		f.Fatal(err)
	}
	unit := units(string(text))[0]
	for _, name := range unit.names[1:] {
		f.Add(bare(unit.texts[name]))
	}
	f.Fuzz(func(t *testing.T, text string) {
		files := map[string]string{"unit/agentbox.hcl": bare(unit.texts["agentbox.hcl"]), "unit/a.agentboxtest.hcl": text}
		start := processorTime(t)
		diags := said(files, lang.Options{})
		if took := processorTime(t) - start; took > maxTime {
			t.Errorf("took %v", took)
		}
		for _, d := range diags {
			checkRanges(t, files, d)
			if !utf8.ValidString(d.Detail) {
				t.Errorf("%s: the detail is not UTF-8: %q", d.Code, d.Detail)
			}
		}
	})
}
