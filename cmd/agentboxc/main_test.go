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
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, "cache"))
			for _, who := range []string{"AUTHOR", "COMMITTER"} {
				env.Setenv("GIT_"+who+"_NAME", "A. Maintainer")
				env.Setenv("GIT_"+who+"_EMAIL", "a@example.org")
				env.Setenv("GIT_"+who+"_DATE", "2026-01-02T03:04:05Z")
			}
			program, err := exec.LookPath("agentboxc")
			env.Setenv("PROGRAM_DIR", filepath.Dir(program))
			return err
		},
		Cmds: commands,
	})
}
