package main

import (
	"flag"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the commands print into the scripts that compare it")

// TestMain makes agentboxc a command of the scripts that runs in this binary.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"agentboxc": main})
}

// TestScripts runs the scenarios: one behaviour each, named by it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "1")
			program, err := exec.LookPath("agentboxc")
			env.Setenv("PROGRAM_DIR", filepath.Dir(program))
			return err
		},
		Cmds: commands,
	})
}
