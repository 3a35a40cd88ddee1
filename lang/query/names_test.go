package query_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestNames shows what a name at a place is, and where else it stands in the unit.
func TestNames(t *testing.T) {
	testMarked(t, "names", func(t *testing.T, q question) string {
		found, ok := q.unit().At(q.file, q.start)
		if !ok {
			return "no name"
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%s %q, which is %s of %s\n", found.Symbol.Kind, found.Symbol.Name, found.Symbol.Key, found.Symbol.Unit)
		for _, o := range q.unit().Occurrences(found.Symbol) {
			fmt.Fprintf(&b, "%s %s\n", []string{"reads", "declares", "sets"}[o.Use], q.shown(o.Name))
		}
		return b.String()
	})
}
