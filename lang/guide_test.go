package lang_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/diag"
)

// TestGuideCompiles compiles the examples of docs/language.md by themselves. One
// that is marked with a code has to bring up that and nothing else.
func TestGuideCompiles(t *testing.T) {
	page, err := os.ReadFile("../docs/language.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := regexp.MustCompile("(?ms)^```hcl *(AB[0-9]+)?\n(.*?)^```$").FindAllSubmatch(page, -1)
	if len(examples) < 15 {
		t.Fatalf("found only %d examples", len(examples))
	}
	for i, example := range examples {
		want, text := diag.Code(example[1]), string(example[2])
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			_, diags := compileText(text, nil)
			reported := false
			for _, d := range diags {
				switch {
				case d.Code == want:
					reported = true
				case d.Code != diag.NothingToBuild && d.Code != diag.UnusedInput:
					t.Errorf("%s: %s\n%s", d.Code, d.Detail, text)
				}
			}
			if want != "" && !reported {
				t.Errorf("%s is not reported for:\n%s", want, text)
			}
		})
	}
}

// TestGuideTestsPass runs the examples of test files in docs/language.md with the
// unit that stands before them.
func TestGuideTestsPass(t *testing.T) {
	page := read(t, "language.md")
	fences := regexp.MustCompile("(?ms)^```hcl *(\\w*)?\n(.*?)^```$").FindAllStringSubmatch(page, -1)
	unit, runs := "", 0
	for _, f := range fences {
		if f[1] != "test" {
			unit = f[2]
			continue
		}
		tested := lang.Test(unitWith(unit, f[2]), "unit", lang.Options{}, nil)
		for _, d := range append(tested.Diags, tested.Files[0].Diags...) {
			t.Errorf("%s: %s", d.Code, d.Detail)
		}
		for _, r := range tested.Files[0].Runs {
			runs++
			if r.Status != lang.Passed {
				t.Errorf("%s: %s: %+v", r.Name, r.Status, r.Diags)
			}
		}
	}
	if runs < 4 {
		t.Errorf("found only %d runs", runs)
	}
}

// TestGuideLinks checks that links of the written pages lead somewhere.
func TestGuideLinks(t *testing.T) {
	for _, page := range []string{"language.md", "diagnostics.md"} {
		text := read(t, page)
		for _, m := range regexp.MustCompile(`\]\(([^)#:]*)(#[^)]*)?\)`).FindAllStringSubmatch(text, -1) {
			target, anchor := page, strings.TrimPrefix(m[2], "#")
			if m[1] != "" {
				target = m[1]
			}
			if anchor != "" && !hasAnchor(read(t, target), anchor) {
				t.Errorf("%s: %s has no heading for #%s", page, target, anchor)
			}
		}
	}
}

func read(t *testing.T, page string) string {
	t.Helper()
	text, err := os.ReadFile("../docs/" + page)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// hasAnchor reports whether a heading has the anchor that GitHub would give it.
func hasAnchor(text, anchor string) bool {
	for line := range strings.Lines(text) {
		heading := strings.TrimSpace(strings.TrimLeft(line, "#"))
		if !strings.HasPrefix(line, "#") {
			continue
		}
		made := regexp.MustCompile(`[^a-z0-9_ -]`).ReplaceAllString(strings.ToLower(heading), "")
		if strings.ReplaceAll(made, " ", "-") == anchor {
			return true
		}
	}
	return false
}
