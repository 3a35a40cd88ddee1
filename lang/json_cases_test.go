package lang_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// TestJSONIsToldTheSame converts every case that hcl can read and compares what is
// said: the same sentences, about the same text, with fixes that leave JSON.
func TestJSONIsToldTheSame(t *testing.T) {
	compared := 0
	for _, name := range caseFiles(t) {
		written, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range units(string(written)) {
			files, ok := u.inJSON(jsonForms[0])
			if !ok {
				continue
			}
			compared++
			_, native := compile(u.bareFiles(), u.opts)
			_, inJSON := compile(files, u.opts)
			for line, n := range difference(native, inJSON) {
				if !slices.ContainsFunc(onlyInOne, func(s string) bool { return strings.Contains(line, s) }) {
					t.Errorf("%s: %+d in JSON: %s", name, n, line)
				}
			}
			for _, d := range inJSON {
				checkRanges(t, files, d)
				u.checkFixes(t, files, d, inJSON)
				checkJSONFixes(t, files, d)
			}
		}
	}
	if compared < 50 {
		t.Errorf("only %d cases were compared", compared)
	}
}

// onlyInOne are parts of sentences on what only one of the syntaxes has: labels and
// equals signs, or names that stand for references.
var onlyInOne = []string{
	"A reference is written without quotes", "means nothing by itself", // a bare name is a reference in JSON
	`variants wants a list; this is "a"`,
	"A parameter is written without quotes",
	"stands twice in",                                // JSON says so of every object
	"AB2004", "takes an equals", "without an equals", // the form of blocks
	"name wants a string; this is a map of 0 elements",  // agentbox "name" {}
	`There is no block "labels" in a layer`,             // layer "two" "labels" {}
	"packages wants a list; this is a map of 1 element", // packages {}
}

// difference counts how many times more often each sentence is said of the second.
func difference(native, inJSON diag.List) map[string]int {
	count := map[string]int{}
	for _, d := range native {
		count[string(d.Code)+" "+d.Detail]--
	}
	for _, d := range inJSON {
		count[string(d.Code)+" "+d.Detail]++
	}
	maps.DeleteFunc(count, func(_ string, n int) bool { return n == 0 })
	return count
}

func checkJSONFixes(t *testing.T, files map[string]string, d diag.Diagnostic) {
	t.Helper()
	for _, fix := range d.Fixes {
		for name, text := range edited(files, fix.Edits) {
			if strings.HasSuffix(name, ".json") && !json.Valid([]byte(text)) {
				t.Errorf("after the fix %q of %s the file is not JSON: %s", fix.Title, d.Code, text)
			}
		}
	}
}

// FuzzJSON proves of JSON what FuzzCompile proves of native syntax.
func FuzzJSON(f *testing.F) {
	for _, name := range caseFiles(f) {
		written, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, u := range units(string(written)) {
			if files, ok := u.inJSON(jsonForms[2]); ok {
				f.Add(files["unit/agentbox.hcl.json"])
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		files := map[string]string{"unit/agentbox.hcl.json": text}
		start := processorTime(t)
		_, diags := compile(files, lang.Options{})
		if took := processorTime(t) - start; took > maxTime {
			t.Errorf("took %v", took)
		}
		for _, d := range diags {
			checkRanges(t, files, d)
		}
	})
}
