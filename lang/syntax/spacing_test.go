package syntax

import (
	"testing"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/agentboxc/agentboxc/lang/source"
)

// hclwrite is the judge of spaces, for all texts that are formatted at all.
func checkSpacing(t *testing.T, text []byte) {
	t.Helper()
	f, diags := source.New("spacing.hcl", text)
	if _, found := Parse(f); diags.HasErrors() || found.HasErrors() {
		return
	}
	got, want := string(spaced(text)), string(hclwrite.Format(text))
	if got != want {
		t.Errorf("%q becomes\n%q, and to hclwrite\n%q", text, got, want)
	}
}

func TestSpacing(t *testing.T) {
	for _, seed := range seeds() {
		checkSpacing(t, seed)
	}
	for text := range randomTexts(20_000) {
		checkSpacing(t, text)
	}
}

func FuzzSpacing(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) < 4096 {
			checkSpacing(t, text)
		}
	})
}
