package monorepo_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"testing"

	"github.com/agentboxc/agentboxc/bench/monorepo"
	"github.com/agentboxc/agentboxc/lang"
	"github.com/agentboxc/agentboxc/lang/source"
	"github.com/agentboxc/agentboxc/lang/syntax"
)

// What is measured is right: units without a mistake, in the canonical layout, whose
// tests pass.
func TestUnitsAreValid(t *testing.T) {
	const units = 70
	dir := t.TempDir()
	if err := monorepo.Write(dir, units); err != nil {
		t.Fatal(err)
	}
	tree, shelf, tests := os.DirFS(dir), lang.NewShelf(), 0
	w, diags := lang.ReadWorkspace(tree)
	for i := range units {
		unit := monorepo.Unit(i)
		trial := lang.Test(tree, unit, lang.Options{DirName: "unit", Shelf: shelf}, nil)
		for _, f := range trial.Files {
			for _, r := range f.Runs {
				tests++
				diags.Append(r.Diags)
			}
		}
		_, found := lang.Compile(tree, unit, lang.Options{DirName: "unit", Shelf: shelf})
		diags.Append(found)
		if !w.Has(unit) {
			t.Errorf("%s is no member", unit)
		}
	}
	for _, d := range diags {
		t.Errorf("%v: %s", d.Subject, d.Detail)
	}
	if tests != units/10 {
		t.Errorf("%d runs of tests, want %d", tests, units/10)
	}
	if err := fs.WalkDir(tree, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		file, _ := source.ReadFile(tree, path)
		if formatted, _ := syntax.Format(file); !bytes.Equal(formatted, file.Bytes) {
			return fmt.Errorf("%s is not in the canonical layout", path)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}
