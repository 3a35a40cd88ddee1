package main

import (
	"errors"
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
	file := ts.MkAbs(filepath.Join(args[0], "agentbox.lock.json"))
	text, err := fillMeasurements(ts.MkAbs(args[0]), ts.ReadFile(file))
	ts.Check(err)
	ts.Check(os.WriteFile(file, []byte(text), 0o644))
}

func fillMeasurements(unit, text string) (string, error) {
	tree, err := os.MkdirTemp("", "built")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(tree)
	for _, name := range []string{"flake.nix", "flake.lock"} {
		data, err := os.ReadFile(filepath.Join(unit, name))
		if err := errors.Join(err, os.WriteFile(filepath.Join(tree, name), data, 0o644)); err != nil {
			return "", err
		}
	}
	sum, err := nar.Hash(os.DirFS(tree), ".")
	pairs := []string{"PROGRAM", sum.String()}
	for _, digit := range strings.Split("0123456789abcdf", "") {
		pairs = append(pairs, "@@"+digit, strings.Repeat(digit, 64), "@"+digit, strings.Repeat(digit, 32))
	}
	return strings.NewReplacer(pairs...).Replace(text), err
}
