package syntax

import (
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/agentboxc/agentboxc/lang/source"
)

// FuzzParse parses anything: within two seconds, without a panic, and with
// every range of the tree and of the diagnostics inside the file.
func FuzzParse(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		checkParse(t, data)
		if elapsed := time.Since(start); elapsed > 2*time.Second {
			t.Errorf("took %v", elapsed)
		}
	})
}

func TestParseSeeds(t *testing.T) {
	for _, seed := range seeds() {
		checkParse(t, seed)
	}
}

func checkParse(t *testing.T, data []byte) {
	t.Helper()
	f, textDiags := source.New("fuzz.hcl", data)
	parsed, diags := Parse(f)
	checkRanges(t, len(data), textDiags)
	checkRanges(t, len(data), diags)
	hclsyntax.VisitAll(parsed.Body(), func(n hclsyntax.Node) hcl.Diagnostics {
		if r := Range(n.Range()); r.Start.Byte < 0 || r.Start.Byte > r.End.Byte {
			t.Errorf("%T at %v in %q", n, n.Range(), data)
		}
		return nil
	})
	_, hclDiags := hclsyntax.ParseConfig(f.Text(), "fuzz.hcl", hcl.InitialPos)
	if hclDiags.HasErrors() && !textDiags.HasErrors() && !diags.HasErrors() {
		t.Errorf("hcl finds %v in %q, and this finds nothing", hclDiags, data)
	}
	if len(textDiags) == 0 {
		expr, exprDiags := ParseExpression(data, "fuzz", hcl.InitialPos)
		checkRanges(t, len(data), exprDiags)
		if expr == nil {
			t.Error("no expression")
		}
	}
}
