package rig_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/agentboxc/agentboxc/rig"
)

// tries are commands that say something about the program that runs them.
var tries = []string{
	"bash --version", "git --version", "jq --version", "ls --version", "node --version", "python3 --version",
	"rustc --version", "sqlite3 --version", "tar --version",
	"jq .a <<<'{\"a\": 1}'", "git hash-object --stdin <<<text", "sqlite3 :memory: 'select 6 * 7'",
}

// begins is written before all that is tried: a shell's hook may have written
// something earlier.
const begins = "the programs:"

// script tries those programs that there are.
func script(programs map[string]string) string {
	var s strings.Builder
	s.WriteString("echo '" + begins + "'\nexport HOME=/\n")
	for _, try := range tries {
		if programs[strings.Fields(try)[0]] != "" {
			fmt.Fprintf(&s, "%s 2>&1 || echo failed: $?\n", try)
		}
	}
	return s.String()
}

// comparePrograms runs the same programs from each image that is named like a
// shell and in the shell.
func comparePrograms(t *testing.T, n *rig.Nix, f *rig.Flake, unit rig.Outputs) {
	for name := range unit.DevShells[rig.System()] {
		out, ok := unit.Packages[rig.System()][name]
		if !ok {
			continue
		}
		image, root := unpack(t, n, out)
		programs, err := image.Programs()
		if err != nil {
			t.Fatal(err)
		}
		if programs["bash"] == "" {
			t.Logf("image %s has no shell to run the others with", name)
			continue
		}
		inImage, err := image.RunIn(root, "0", "/bin/bash", "-c", script(programs))
		if err != nil {
			t.Error(err)
		}
		inShell, err := f.Develop(n, name, "bash", "-c", script(programs))
		if err != nil {
			t.Error(err)
		}
		_, inImage, _ = strings.Cut(inImage, begins)
		_, inShell, _ = strings.Cut(inShell, begins)
		if diff := cmp.Diff(inImage, inShell); inImage == "" || diff != "" || strings.Contains(inImage, "failed") {
			t.Errorf("programs of %s run differently in the image and in the shell:\n%s\n%s", name, diff, inImage)
		}
	}
}

// start starts every image, as its user and with its entrypoint, which finds
// all programs that it calls.
func start(t *testing.T, n *rig.Nix, unit rig.Outputs) {
	for name, out := range unit.Packages[rig.System()] {
		image, root := unpack(t, n, out)
		if len(image.Config.Entrypoint)+len(image.Config.Cmd) == 0 {
			continue
		}
		said, err := image.Start(root)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(said, "command not found") {
			t.Errorf("%s lacks programs:\n%s", name, said)
		}
	}
}

func unpack(t *testing.T, n *rig.Nix, out rig.Output) (image *rig.Image, root string) {
	t.Helper()
	image, err := n.ReadImage(out.OutPath)
	if err != nil {
		t.Fatal(err)
	}
	root = t.TempDir()
	if err := image.Unpack(root); err != nil {
		t.Fatal(err)
	}
	return image, root
}
