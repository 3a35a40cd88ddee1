package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/agentboxc/agentboxc/codegen/nar"
)

// built UNIT makes measurements of what was not measured: in agentbox.lock.json it
// replaces PROGRAM by the hash of the unit's generated files, which must name no
// others, and each @x by 32 x, @@x by 64.
func built(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: built UNIT")
	}
	tree := ts.MkAbs("built")
	ts.Check(os.Mkdir(tree, 0o755))
	defer os.RemoveAll(tree)
	for _, name := range []string{"flake.nix", "flake.lock"} {
		ts.Check(os.WriteFile(filepath.Join(tree, name), []byte(ts.ReadFile(filepath.Join(args[0], name))), 0o644))
	}
	sum, err := nar.Hash(os.DirFS(tree), ".")
	ts.Check(err)
	pairs := []string{"PROGRAM", sum.String()}
	for _, digit := range strings.Split("0123456789abcdf", "") {
		pairs = append(pairs, "@@"+digit, strings.Repeat(digit, 64), "@"+digit, strings.Repeat(digit, 32))
	}
	file := ts.MkAbs(filepath.Join(args[0], "agentbox.lock.json"))
	text := strings.NewReplacer(pairs...).Replace(ts.ReadFile(file))
	ts.Check(os.WriteFile(file, []byte(text), 0o644))
}
