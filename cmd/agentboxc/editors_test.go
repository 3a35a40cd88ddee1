package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// editedUnit has an error in its eighth line.
const editedUnit = `platform "x86_64-linux" {}

layer "base" {
  packages = [pkgs.bash]
}

variant "runtime" {
  layers = [layer.bass]
}
`

// TestNeovim has a script drive Neovim, as Debian has it, with the settings that
// docs/editor.md gives for it.
func TestNeovim(t *testing.T) {
	driven(t, "nvim", "--headless", "-n", "-u", testFile(t, "neovim-init.lua"), "-c", "luafile "+testFile(t, "neovim.lua"))
}

// TestEmacs is TestNeovim with Emacs and Eglot.
func TestEmacs(t *testing.T) {
	driven(t, "emacs", "--batch", "--no-init-file", "-l", testFile(t, "emacs.el"))
}

func testFile(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata/editors", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// driven runs an editor in the directory of a unit. Its script says what is missing.
func driven(t *testing.T, program string, args ...string) {
	t.Helper()
	dir := unitDir(t, map[string]string{"agentbox.hcl": editedUnit})
	checkout, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CHECKOUT="+checkout, "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home,
		"XDG_STATE_HOME="+home, "XDG_CACHE_HOME="+home, "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "the end of the server") {
		t.Errorf("%s: %v\n%s", program, err, out)
	}
}
