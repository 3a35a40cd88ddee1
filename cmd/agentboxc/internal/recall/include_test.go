package recall

import (
	"io/fs"
	"os"
	"testing"

	"github.com/agentboxc/agentboxc/cmd/agentboxc/internal/host/cache"
)

// What another witness has seen counts as seen, and what two have seen differently
// as torn.
func TestIncludedSights(t *testing.T) {
	const file = "dir/file"
	tree, dir := treeOf(t)
	first := Watch(tree, never)
	module, ok := first.Another().(*Witness)
	if !ok {
		t.Fatal("another witness is none")
	}
	if _, err := fs.ReadFile(module, file); err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string]fs.FS{"what was read": module, "what is no witness": tree} {
		t.Run(name, func(t *testing.T) {
			m := Open(cache.Cache{Dir: t.TempDir(), Most: MaxBytes}, "key")
			w := Watch(tree, never)
			w.Include(other)
			m.Keep("unit", w, &Findings{})
			if _, ok := m.Recall("unit", tree, never); ok != (other == fs.FS(module)) {
				t.Errorf("recalled: %v", ok)
			}
		})
	}
	if err := os.WriteFile(dir+"/"+file, []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	m := Open(cache.Cache{Dir: t.TempDir(), Most: MaxBytes}, "key")
	w := Watch(tree, never)
	w.Include(module)
	m.Keep("changed since", w, &Findings{})
	if _, err := fs.ReadFile(w, file); err != nil {
		t.Fatal(err)
	}
	m.Keep("torn", w, &Findings{})
	for _, unit := range []string{"changed since", "torn"} {
		if _, ok := m.Recall(unit, tree, never); ok {
			t.Errorf("%s: it is recalled", unit)
		}
	}
}
