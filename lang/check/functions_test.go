package check

import (
	"testing"

	"github.com/agentboxc/agentboxc/schema"
)

// TestFunctions proves that the functions that are described are those that
// there are.
func TestFunctions(t *testing.T) {
	own := map[string]bool{"file": true, "pkg": true}
	for _, f := range schema.Functions() {
		if _, ok := standard[f.Name]; !ok && !own[f.Name] {
			t.Errorf("%s is described, but does not exist", f.Name)
		}
	}
	for name := range standard {
		if !schema.HasFunction(name) {
			t.Errorf("%s is not described", name)
		}
	}
	for name := range limits {
		if !schema.HasFunction(name) {
			t.Errorf("there is a limit for %s, which does not exist", name)
		}
	}
	for name := range costs {
		if !schema.HasFunction(name) {
			t.Errorf("there is a cost for %s, which does not exist", name)
		}
	}
}
