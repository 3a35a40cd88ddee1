package diag

import (
	"testing"

	"github.com/agentboxc/agentboxc/docs"
)

// TestEveryCodeHasASection compares the table of codes with docs/diagnostics.md,
// in both directions and in their order.
func TestEveryCodeHasASection(t *testing.T) {
	sections := map[string]docs.Section{}
	last := ""
	for _, s := range docs.Sections() {
		if _, ok := byCode[Code(s.Code)]; !ok {
			t.Errorf("there is a section for %s, which is no code", s.Code)
		}
		if s.Code <= last {
			t.Errorf("the section of %s comes after that of %s", s.Code, last)
		}
		sections[s.Code], last = s, s.Code
	}
	for _, info := range Codes() {
		switch s, ok := sections[string(info.Code)]; {
		case !ok:
			t.Errorf("docs/diagnostics.md has no section: ## %s %s", info.Code, info.Summary)
		case s.Title != info.Summary:
			t.Errorf("the section of %s is called %q, want %q", info.Code, s.Title, info.Summary)
		case s.Text == "":
			t.Errorf("the section of %s is empty", info.Code)
		}
	}
}

func TestCodesAreInOrder(t *testing.T) {
	last := Code("")
	for _, info := range Codes() {
		if info.Code <= last {
			t.Errorf("%s comes after %s", info.Code, last)
		}
		if info.Summary == "" {
			t.Errorf("%s has no summary", info.Code)
		}
		last = info.Code
	}
}
